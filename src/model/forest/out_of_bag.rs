use super::bootstrap::bootstrap_weight;
use crate::features::BinnedMatrix;
use crate::model::tree::{LEAF_ONE, Tree};
use crate::quantity::Probability;

/// Each row's score from the trees that have not seen its borrower, kept up to date tree by tree. Sums are whole
/// numbers, so the order in which trees arrive does not matter.
#[derive(Clone, Debug, Default)]
pub struct OutOfBag {
    sums: Vec<u64>,
    n_trees: Vec<u32>,
}

impl OutOfBag {
    /// No trees yet.
    pub fn new(n_rows: usize) -> Self {
        OutOfBag { sums: vec![0; n_rows], n_trees: vec![0; n_rows] }
    }

    /// Lets a tree judge the rows whose borrowers it has not seen. `is_trained_on[row]` says whether a row of the same borrower was
    /// trained on at all: a stranger is judged by every tree.
    pub fn add(&mut self, matrix: &BinnedMatrix, borrower_keys: &[u64], is_trained_on: &[bool], seed: u64, tree_number: u32, tree: &Tree) {
        for row in 0..matrix.n_rows() {
            if !is_trained_on[row] || bootstrap_weight(seed, tree_number, borrower_keys[row]) == 0 {
                self.sums[row] += tree.leaf(matrix, row).bad_share();
                self.n_trees[row] += 1;
            }
        }
    }

    /// The score of each row; `None` where every tree so far has seen its borrower.
    pub fn scores(&self) -> Vec<Option<Probability>> {
        self.sums.iter().zip(&self.n_trees).map(|(&sum, &n_trees)| Probability::from_share(sum, u64::from(n_trees) * LEAF_ONE)).collect()
    }

    /// How many trees judged each row.
    pub fn n_trees(&self) -> &[u32] {
        &self.n_trees
    }
}
