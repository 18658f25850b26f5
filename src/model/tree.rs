use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::features::{BinnedMatrix, MISSING_BIN};

/// A node of a tree. A leaf has `left == 0`; otherwise its children are `left` and `left + 1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TreeNode {
    /// The left child, or 0 in a leaf.
    pub left: u32,
    /// Training rows that came here, counted with their bootstrap weights.
    pub n_rows: u32,
    /// Those of them that were bad.
    pub n_bad: u32,
    /// Which feature decides.
    pub feature: u16,
    /// Rows with a bin (in a categorical feature: the bin's rank) up to this go left.
    pub threshold: u8,
    /// Whether rows without a value go left.
    pub missing_left: bool,
}

impl TreeNode {
    /// Whether no question is asked here.
    pub fn is_leaf(&self) -> bool {
        self.left == 0
    }
}

/// A decision tree: nodes in one list, the root first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "UncheckedTree")]
pub struct Tree {
    nodes: Vec<TreeNode>,
    /// For each categorical feature: each bin's rank by the share of bad rows in this tree's bootstrap.
    ranks: Vec<CategoryRanks>,
}

/// A tree as it comes from outside: a broken one would be walked forever or beyond its end.
#[derive(Deserialize)]
struct UncheckedTree {
    nodes: Vec<TreeNode>,
    ranks: Vec<CategoryRanks>,
}

/// Nodes that make no tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the nodes make no tree")]
struct NotATree;

impl TryFrom<UncheckedTree> for Tree {
    type Error = NotATree;
    fn try_from(UncheckedTree { nodes, ranks }: UncheckedTree) -> Result<Self, NotATree> {
        Tree::new(nodes, ranks).ok_or(NotATree)
    }
}

/// The order of a categorical feature's bins in one tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CategoryRanks {
    /// Which feature.
    pub feature: u16,
    /// `rank_of_bin[bin]`.
    pub rank_of_bin: Vec<u8>,
}

impl CategoryRanks {
    /// The rank of any bin: a bin without one keeps its number, also the missing bin.
    pub(super) fn of_any_bin(&self) -> [u8; 256] {
        let is_ranked = |bin: usize| bin < usize::from(MISSING_BIN);
        std::array::from_fn(|bin| self.rank_of_bin.get(bin).copied().filter(|_| is_ranked(bin)).unwrap_or(bin as u8))
    }
}

impl Tree {
    /// From nodes as a learner made them. Every child must come after its parent and exist, no node may have more bad
    /// rows than rows, and ranks must stand in the order of their features; otherwise `None`.
    pub fn new(nodes: Vec<TreeNode>, ranks: Vec<CategoryRanks>) -> Option<Tree> {
        let leads_on = |idx: usize, left: usize| left == 0 || (left > idx && left < nodes.len() - 1);
        let is_sound = |(idx, node): (usize, &TreeNode)| leads_on(idx, node.left as usize) && node.n_bad <= node.n_rows;
        let is_sorted = ranks.windows(2).all(|pair| pair[0].feature < pair[1].feature);
        (!nodes.is_empty() && nodes.iter().enumerate().all(is_sound) && is_sorted).then_some(Tree { nodes, ranks })
    }

    /// From a learner that puts every child after its parent.
    pub(super) fn from_grown(nodes: Vec<TreeNode>, ranks: Vec<CategoryRanks>) -> Tree {
        debug_assert!(!nodes.is_empty());
        Tree { nodes, ranks }
    }

    /// All nodes, the root first.
    pub fn nodes(&self) -> &[TreeNode] {
        &self.nodes
    }

    /// The order of the categorical features' bins.
    pub fn category_ranks(&self) -> &[CategoryRanks] {
        &self.ranks
    }

    /// The leaf in which a row of these features ends.
    pub fn leaf(&self, matrix: &BinnedMatrix, row: usize) -> &TreeNode {
        let mut node = &self.nodes[0];
        while !node.is_leaf() {
            let goes_left = self.goes_left(node, matrix.bin(node.feature as usize, row));
            node = &self.nodes[node.left as usize + usize::from(!goes_left)];
        }
        node
    }

    /// The place in [`Tree::nodes`] of the leaf in which a row ends; `bins[feature]` is the row's bin.
    pub fn leaf_of(&self, bins: &[u8]) -> usize {
        let mut idx = 0;
        while !self.nodes[idx].is_leaf() {
            idx = self.nodes[idx].left as usize + usize::from(!self.goes_left(&self.nodes[idx], bins[self.nodes[idx].feature as usize]));
        }
        idx
    }

    /// Whether a row with this bin in the node's feature goes to the left child.
    pub fn goes_left(&self, node: &TreeNode, bin: u8) -> bool {
        if bin == MISSING_BIN { node.missing_left } else { self.rank(node.feature, bin) <= node.threshold }
    }

    fn rank(&self, feature: u16, bin: u8) -> u8 {
        match self.ranks.binary_search_by_key(&feature, |ranks| ranks.feature) {
            Ok(idx) => self.ranks[idx].rank_of_bin.get(bin as usize).copied().unwrap_or(bin),
            Err(_) => bin,
        }
    }
}
