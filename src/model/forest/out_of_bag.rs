use super::bootstrap::Bootstrap;
use crate::features::BinnedMatrix;
use crate::model::leaf_share::{BadWeight, LEAF_ONE};
use crate::model::tree::Tree;
use crate::model::tree_walker::TreeWalker;
use crate::quantity::Probability;

/// Each row's score from the trees that have not seen its borrower, kept up to date tree by tree. Sums are whole
/// numbers, so the order in which trees arrive does not matter.
#[derive(Clone, Debug)]
pub struct OutOfBag {
    bad_weight: BadWeight,
    sums: Vec<u64>,
    n_trees: Vec<u32>,
}

impl OutOfBag {
    /// No trees yet; `bad_weight` as the trees are grown with.
    pub fn new(n_rows: usize, bad_weight: BadWeight) -> Self {
        OutOfBag { bad_weight, sums: vec![0; n_rows], n_trees: vec![0; n_rows] }
    }

    /// Lets a tree judge the rows whose borrowers it has not seen. `is_trained_on[row]` says whether a row of the same borrower was
    /// trained on at all: a stranger is judged by every tree.
    pub fn add(&mut self, matrix: &BinnedMatrix, borrower_keys: &[u64], is_trained_on: &[bool], seed: u64, tree_number: u32, tree: &Tree) {
        let bootstrap = Bootstrap::new(seed, tree_number);
        let mut rows = vec![0; matrix.n_rows()];
        let mut n_judged = 0;
        for (row, (&key, &is_trained_on)) in borrower_keys.iter().zip(is_trained_on).enumerate() {
            rows[n_judged] = row as u32;
            n_judged += usize::from(!is_trained_on | (bootstrap.weight(key) == 0));
        }
        TreeWalker::new(tree, matrix.n_features(), self.bad_weight).judge(matrix, &rows[..n_judged], |row, share| {
            self.sums[row] += share;
            self.n_trees[row] += 1;
        });
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
