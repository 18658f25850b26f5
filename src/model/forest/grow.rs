use std::collections::VecDeque;

use super::bootstrap::Bootstrap;
use super::category_order::tree_columns;
use super::drawn_row::{Counts, DrawnRow};
use super::split::{Split, SplitFinder};
use crate::model::params::ValidForestParams;
use crate::model::training_set::TrainingSet;
use crate::model::tree::{Tree, TreeNode};
use crate::quantity::hash_pair;

/// Bytes of the bins that a part of a tree is grown on: the first stays in the second cache, the second in the first.
const BLOCK_BYTES: [usize; 2] = [1_000_000, 40_000];

/// Bins of at most this many bytes need no first block: they stay in the second cache, or nearly.
const SMALL_MATRIX_BYTES: usize = 4_000_000;

/// Grows tree number `tree_number`: what it becomes depends on the rows, the settings and this number alone, not on
/// the rows' order. A node cap cuts all branches at about the same depth.
pub fn grow_tree(training: &TrainingSet, params: &ValidForestParams, tree_number: u32) -> Tree {
    let mut drawn = Bootstrap::new(params.seed, tree_number).draw(training);
    let (columns, ranks) = tree_columns(training.matrix(), &drawn);
    let columns: Vec<&[u8]> = columns.iter().map(AsRef::as_ref).collect();
    let bad_weight = params.class_weight.bad_weight(training.is_bad());
    let n_features = columns.len();
    let mut grower = Grower {
        params,
        finder: SplitFinder::new(n_features, params.n_candidates(n_features), params.min_samples_leaf, bad_weight),
        nodes: Vec::new(),
        n_at_depth: Vec::new(),
        right: vec![DrawnRow::default(); drawn.len()],
        blocks: Vec::new(),
    };
    let key = hash_pair(hash_pair(params.seed, u64::from(tree_number)), 0x0066_6561_7475_7265);
    grower.grow(&columns, &mut drawn, key);
    Tree::from_grown(breadth_first(&grower.nodes, params.max_nodes as usize), ranks)
}

/// A node that may yet be split.
#[derive(Clone, Copy)]
struct Pending {
    node: usize,
    start: usize,
    end: usize,
    depth: usize,
    counts: Counts,
    /// Draws the node's features; comes from the way to the node, so that the order of growing does not matter.
    key: u64,
}

struct Grower<'a> {
    params: &'a ValidForestParams,
    finder: SplitFinder,
    nodes: Vec<TreeNode>,
    n_at_depth: Vec<usize>,
    /// Memory for rows that go right, and for blocks, used again and again.
    right: Vec<DrawnRow>,
    blocks: Vec<Vec<u8>>,
}

impl Grower<'_> {
    fn grow(&mut self, columns: &[&[u8]], drawn: &mut [DrawnRow], key: u64) {
        let counts = drawn.iter().fold(Counts::default(), |sum, row| sum + row.counts());
        self.add_node(counts, 0);
        let root = Pending { node: 0, start: 0, end: drawn.len(), depth: 0, counts, key };
        if self.can_split(&root) {
            let is_small = columns.len() * columns[0].len() <= SMALL_MATRIX_BYTES;
            self.grow_below(columns, drawn, root, if is_small { &BLOCK_BYTES[1..] } else { &BLOCK_BYTES });
        }
    }

    /// Grows all that comes from a node breadth first, on columns that hold its rows. Branches that fit a smaller block
    /// are grown on a copy of their rows' bins.
    fn grow_below(&mut self, columns: &[&[u8]], drawn: &mut [DrawnRow], top: Pending, block_bytes: &[usize]) {
        let most_copied = block_bytes.first().map_or(0, |bytes| bytes / columns.len());
        let mut waiting = VecDeque::from([top]);
        while let Some(pending) = waiting.pop_front() {
            if pending.end - pending.start <= most_copied {
                let smaller = &block_bytes[1..];
                self.grow_on_copy(columns, &mut drawn[pending.start..pending.end], pending, smaller);
                continue;
            }
            for child in self.split(columns, drawn, pending).into_iter().flatten() {
                if self.can_split(&child) {
                    waiting.push_back(child);
                }
            }
        }
    }

    fn grow_on_copy(&mut self, columns: &[&[u8]], drawn: &mut [DrawnRow], top: Pending, block_bytes: &[usize]) {
        let mut block = self.blocks.pop().unwrap_or_default();
        block.clear();
        for column in columns {
            block.extend(drawn.iter().map(|row| column[row.row()]));
        }
        for (place, row) in drawn.iter_mut().enumerate() {
            *row = row.renumbered(place as u32);
        }
        let columns: Vec<&[u8]> = block.chunks_exact(drawn.len()).collect();
        self.grow_below(&columns, drawn, Pending { start: 0, end: drawn.len(), ..top }, block_bytes);
        self.blocks.push(block);
    }

    /// Splits a node, if anything does; returns its children.
    fn split(&mut self, columns: &[&[u8]], drawn: &mut [DrawnRow], pending: Pending) -> Option<[Pending; 2]> {
        if self.is_beyond_cap(pending.depth) {
            return None;
        }
        let rows = &mut drawn[pending.start..pending.end];
        let split = self.finder.best_split(columns, rows, pending.counts, pending.key)?;
        let middle = pending.start + partition(rows, &mut self.right, columns[split.feature as usize], &split);
        let depth = pending.depth + 1;
        let right_counts = pending.counts - split.left_counts;
        let left = self.add_node(split.left_counts, depth);
        self.add_node(right_counts, depth);
        let node = &mut self.nodes[pending.node];
        let Split { feature, threshold, missing_left, .. } = split;
        *node = TreeNode { left: left as u32, feature, threshold, missing_left, ..*node };
        let key = |side: u64| hash_pair(pending.key, side);
        Some([
            Pending { node: left, start: pending.start, end: middle, depth, counts: split.left_counts, key: key(0) },
            Pending { node: left + 1, start: middle, end: pending.end, depth, counts: right_counts, key: key(1) },
        ])
    }

    fn can_split(&self, pending: &Pending) -> bool {
        let is_deep_enough = self.params.max_depth.is_some_and(|max_depth| pending.depth >= usize::from(max_depth));
        let is_large_enough = u64::from(pending.counts.n_rows()) >= 2 * u64::from(self.params.min_samples_leaf);
        !is_deep_enough && is_large_enough && !pending.counts.is_pure() && pending.end - pending.start > 1
    }

    fn add_node(&mut self, counts: Counts, depth: usize) -> usize {
        if self.n_at_depth.len() <= depth {
            self.n_at_depth.resize(depth + 1, 0);
        }
        self.n_at_depth[depth] += 1;
        let (n_rows, n_bad) = (counts.n_rows(), counts.n_bad());
        self.nodes.push(TreeNode { left: 0, n_rows, n_bad, feature: 0, threshold: 0, missing_left: false });
        self.nodes.len() - 1
    }

    /// Whether [`breadth_first`] will drop the children of a node at this depth: what is no deeper fills the cap.
    fn is_beyond_cap(&self, depth: usize) -> bool {
        let cap = self.params.max_nodes as usize;
        self.nodes.len() + 2 > cap && self.n_at_depth[..=depth].iter().sum::<usize>() + 2 > cap
    }
}

/// The nodes in the order of their depth, without splits beyond the cap.
fn breadth_first(grown: &[TreeNode], cap: usize) -> Vec<TreeNode> {
    let mut nodes = Vec::with_capacity(grown.len().min(cap));
    nodes.extend(grown.first().copied());
    let mut idx = 0;
    while idx < nodes.len() {
        let TreeNode { left, n_rows, n_bad, .. } = nodes[idx];
        if left != 0 && nodes.len() + 2 <= cap {
            nodes[idx].left = nodes.len() as u32;
            nodes.extend_from_slice(&grown[left as usize..left as usize + 2]);
        } else if left != 0 {
            nodes[idx] = TreeNode { left: 0, n_rows, n_bad, feature: 0, threshold: 0, missing_left: false };
        }
        idx += 1;
    }
    nodes
}

/// Moves the rows that go left to the front, keeping the order on both sides; returns how many.
fn partition(rows: &mut [DrawnRow], right: &mut [DrawnRow], column: &[u8], split: &Split) -> usize {
    // One comparison, also for missing ones: shifted by one bin they come before all others.
    let shift = u8::from(split.missing_left);
    let bound = split.threshold + shift;
    let right = &mut right[..rows.len()];
    let (mut n_left, mut n_right) = (0, 0);
    for idx in 0..rows.len() {
        let row = rows[idx];
        let goes_left = column[row.row()].wrapping_add(shift) <= bound;
        rows[n_left] = row;
        right[n_right] = row;
        n_left += usize::from(goes_left);
        n_right = idx + 1 - n_left;
    }
    rows[n_left..].copy_from_slice(&right[..n_right]);
    n_left
}
