use crate::features::{BinnedMatrix, MISSING_BIN};
use crate::model::tree::{Tree, TreeNode};

/// Rows that walk down a tree side by side, so that the processor waits for none of them.
const LANES: usize = 8;
/// Rows whose bins stay in the fastest cache while every tree judges them.
const BLOCK_ROWS: usize = 512;

/// A node with an answer for every bin, without a branch: a leaf's left child is itself.
#[derive(Clone, Copy)]
struct WalkNode {
    left: u32,
    feature: u32,
    left_bins: [u64; 4],
}

/// A tree made ready for many rows.
pub struct TreeWalk {
    nodes: Vec<WalkNode>,
}

impl TreeWalk {
    /// The same tree.
    pub fn new(tree: &Tree) -> Self {
        TreeWalk { nodes: tree.nodes().iter().enumerate().map(|(idx, node)| walk_node(tree, idx, node)).collect() }
    }

    /// Calls `visit(row, leaf)` for each row of a block of whole rows, with the leaf's place in the tree's nodes.
    pub fn leaves(&self, block: &RowBlock, mut visit: impl FnMut(usize, usize)) {
        let mut row = 0;
        while row < block.n_rows {
            let lanes = (block.n_rows - row).min(LANES);
            let at = self.walk(block, row, lanes);
            for (lane, &leaf) in at[..lanes].iter().enumerate() {
                visit(row + lane, leaf as usize);
            }
            row += lanes;
        }
    }

    fn walk(&self, block: &RowBlock, first_row: usize, lanes: usize) -> [u32; LANES] {
        let mut at = [0u32; LANES];
        loop {
            let before = at;
            for (lane, at) in at.iter_mut().enumerate() {
                let node = &self.nodes[*at as usize];
                // Lanes beyond the block's end walk with its last row.
                let row = first_row + lane.min(lanes - 1);
                let bin = block.bins[row * block.n_features + node.feature as usize];
                let goes_left = node.left_bins[usize::from(bin >> 6)] >> (bin & 63) & 1;
                *at = node.left + 1 - goes_left as u32;
            }
            if at == before {
                return at;
            }
        }
    }
}

fn walk_node(tree: &Tree, idx: usize, node: &TreeNode) -> WalkNode {
    if node.is_leaf() {
        return WalkNode { left: idx as u32, feature: 0, left_bins: [u64::MAX; 4] };
    }
    let mut left_bins = [0u64; 4];
    for bin in 0..=MISSING_BIN {
        left_bins[usize::from(bin >> 6)] |= u64::from(tree.goes_left(node, bin)) << (bin & 63);
    }
    WalkNode { left: node.left, feature: u32::from(node.feature), left_bins }
}

/// Some rows of a matrix, row after row.
pub struct RowBlock {
    n_rows: usize,
    n_features: usize,
    bins: Vec<u8>,
}

impl RowBlock {
    /// A matrix in blocks, each with the number of its first row.
    pub fn blocks(matrix: &BinnedMatrix) -> impl Iterator<Item = (usize, RowBlock)> {
        (0..matrix.n_rows()).step_by(BLOCK_ROWS).map(|first_row| {
            let n_rows = BLOCK_ROWS.min(matrix.n_rows() - first_row);
            let mut bins = vec![0; n_rows * matrix.n_features()];
            for feature_idx in 0..matrix.n_features() {
                let column = &matrix.column(feature_idx)[first_row..first_row + n_rows];
                for (cell, &bin) in bins[feature_idx..].iter_mut().step_by(matrix.n_features()).zip(column) {
                    *cell = bin;
                }
            }
            (first_row, RowBlock { n_rows, n_features: matrix.n_features(), bins })
        })
    }
}
