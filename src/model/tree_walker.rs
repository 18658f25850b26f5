use super::leaf_share::BadWeight;
use super::tree::{Tree, TreeNode};
use crate::features::{BinnedMatrix, MISSING_BIN};

/// Rows on their way through a tree at the same time: while one waits for memory, the others go on.
const IN_FLIGHT: usize = 8;

/// Levels that they go down before it is asked whether all have arrived.
const STRIDE: usize = 2;

/// A tree made ready to judge many rows.
#[derive(Clone, Debug)]
pub struct TreeWalker {
    nodes: Vec<WalkedNode>,
    /// By node; 0 where it is no leaf.
    leaf_shares: Vec<u32>,
    /// 256 a feature, one a bin; empty where no feature is categorical.
    ranks: Vec<u8>,
}

/// A leaf is its own left child and sends all rows there.
#[derive(Clone, Copy, Debug)]
struct WalkedNode {
    left: u32,
    feature: u16,
    /// 1 where missing rows go left: shifted by one bin they come before all others.
    shift: u8,
    bound: u8,
}

impl TreeWalker {
    /// For rows of `n_features` features, of which the tree may use all.
    pub fn new(tree: &Tree, n_features: usize, bad_weight: BadWeight) -> TreeWalker {
        let nodes = tree.nodes().iter().enumerate().map(|(idx, node)| {
            if node.is_leaf() || usize::from(node.feature) >= n_features {
                return WalkedNode { left: idx as u32, feature: 0, shift: 0, bound: u8::MAX };
            }
            let shift = u8::from(node.missing_left);
            WalkedNode { left: node.left, feature: node.feature, shift, bound: node.threshold.min(MISSING_BIN - 1) + shift }
        });
        let mut ranks = Vec::new();
        if !tree.category_ranks().is_empty() {
            ranks = (0..n_features * 256).map(|place| place as u8).collect();
            for category in tree.category_ranks() {
                if let Some(of_feature) = ranks.chunks_exact_mut(256).nth(usize::from(category.feature)) {
                    of_feature.copy_from_slice(&category.of_any_bin());
                }
            }
        }
        let leaf_share = |node: &TreeNode| if node.is_leaf() { bad_weight.bad_share(node) as u32 } else { 0 };
        TreeWalker { nodes: nodes.collect(), leaf_shares: tree.nodes().iter().map(leaf_share).collect(), ranks }
    }

    /// Calls `judge(row, share)` for each of these rows, with its leaf's share of bad rows in units of 1 / LEAF_ONE.
    pub fn judge(&self, matrix: &BinnedMatrix, rows: &[u32], judge: impl FnMut(usize, u64)) {
        if self.ranks.is_empty() { self.walk::<false>(matrix, rows, judge) } else { self.walk::<true>(matrix, rows, judge) }
    }

    fn walk<const RANKED: bool>(&self, matrix: &BinnedMatrix, rows: &[u32], mut judge: impl FnMut(usize, u64)) {
        let (n_rows, bins) = (matrix.n_rows(), matrix.all_bins());
        let Some(&last) = rows.last() else { return };
        for together in rows.chunks(IN_FLIGHT) {
            let mut lanes = [last; IN_FLIGHT];
            lanes[..together.len()].copy_from_slice(together);
            let mut places = [0u32; IN_FLIGHT];
            loop {
                let before = places;
                for _ in 0..STRIDE {
                    for lane in 0..IN_FLIGHT {
                        let WalkedNode { left, feature, shift, bound } = self.nodes[places[lane] as usize];
                        let mut bin = bins[usize::from(feature) * n_rows + lanes[lane] as usize];
                        if RANKED {
                            bin = self.ranks[usize::from(feature) << 8 | usize::from(bin)];
                        }
                        places[lane] = left + u32::from(bin.wrapping_add(shift) > bound);
                    }
                }
                if places == before {
                    break;
                }
            }
            for (&place, &row) in places.iter().zip(together) {
                judge(row as usize, u64::from(self.leaf_shares[place as usize]));
            }
        }
    }
}
