use super::gradient::GradientSums;
use super::histogram::{Histogram, PackedBins};
use super::split::{CategoryOrders, Split, SplitRules};
use crate::model::params::BoostingParams;
use crate::model::tree::{CategoryRanks, TreeNode};

/// Most memory of the histograms kept for later splits; beyond it a node's rows are summed again.
const HISTOGRAM_BYTES: usize = 64 << 20;

/// What grows trees on the same rows; keeps its memory from tree to tree.
pub struct Grower {
    bins: PackedBins,
    is_categorical: Vec<bool>,
    /// All rows; a node's rows stand together, in ascending order.
    rows: Vec<u32>,
    right_rows: Vec<u32>,
    /// The sums of a node's rows, in their order.
    ordered_sums: Vec<GradientSums>,
    spare: Vec<Histogram>,
    n_kept: usize,
}

/// A tree's shape.
pub struct GrownTree {
    /// The root first; without counts of bad rows.
    pub nodes: Vec<TreeNode>,
    /// The order of the categorical features' bins.
    pub ranks: Vec<CategoryRanks>,
    /// Every leaf.
    pub leaves: Vec<GrownLeaf>,
}

/// A leaf, and while the tree grows a node that may still be split.
pub struct GrownLeaf {
    /// Its place in the nodes.
    pub node: usize,
    /// Where its rows begin in [`Grower::rows`].
    pub start: usize,
    /// Where they end.
    pub end: usize,
    /// What they sum to.
    pub sums: GradientSums,
    depth: u16,
    split: Option<Split>,
    histogram: Option<Histogram>,
}

impl Grower {
    /// For these bins; `is_categorical` has one entry a feature.
    pub fn new(bins: PackedBins, is_categorical: Vec<bool>, n_rows: usize) -> Self {
        let right_rows = vec![0; n_rows];
        Grower { bins, is_categorical, rows: vec![0; n_rows], right_rows, ordered_sums: Vec::new(), spare: Vec::new(), n_kept: 0 }
    }

    /// All rows in the order of the last tree's leaves.
    pub fn rows(&self) -> &[u32] {
        &self.rows
    }

    /// Grows a tree leaf by leaf, the one that gains most first (Shi 2007), the first grown among equals.
    pub fn grow(&mut self, row_sums: &[GradientSums], rules: &SplitRules, params: &BoostingParams) -> GrownTree {
        let total = row_sums.iter().fold(GradientSums::default(), |sum, &row| sum + row);
        for (place, row) in self.rows.iter_mut().enumerate() {
            *row = place as u32;
        }
        let mut histogram = self.take_histogram();
        histogram.fill_all(&self.bins, row_sums);
        let orders = CategoryOrders::of(rules.loss(), &self.bins, &self.is_categorical, &histogram);
        let mut root =
            GrownLeaf { node: 0, start: 0, end: self.rows.len(), sums: total, depth: 0, split: None, histogram: Some(histogram) };
        let mut growth = Growth { grower: self, row_sums, rules, params, orders: &orders };
        growth.find_split(&mut root);
        let mut tree = GrownTree { nodes: vec![leaf_node(total)], ranks: orders.ranks(), leaves: vec![root] };
        while tree.leaves.len() < params.max_leaves as usize {
            let Some((leaf_idx, split)) = most_gaining(&tree.leaves) else { break };
            growth.split_leaf(&mut tree, leaf_idx, &split);
        }
        for leaf in &mut tree.leaves {
            self.give_back(leaf.histogram.take());
        }
        tree
    }

    fn take_histogram(&mut self) -> Histogram {
        self.n_kept += 1;
        self.spare.pop().unwrap_or_else(|| Histogram::new(self.bins.n_features()))
    }

    fn give_back(&mut self, histogram: Option<Histogram>) {
        if let Some(histogram) = histogram {
            self.n_kept -= 1;
            self.spare.push(histogram);
        }
    }

    fn fill(&mut self, leaf: &GrownLeaf, row_sums: &[GradientSums]) -> Histogram {
        let mut histogram = self.take_histogram();
        let rows = &self.rows[leaf.start..leaf.end];
        self.ordered_sums.clear();
        self.ordered_sums.extend(rows.iter().map(|&row| row_sums[row as usize]));
        histogram.fill(&self.bins, rows, &self.ordered_sums);
        histogram
    }

    /// Moves a node's rows that go left to the front, keeping the order on both sides; returns where the right begin.
    fn partition(&mut self, start: usize, end: usize, feature: u16, left_bins: &[bool; 256]) -> usize {
        let (words, shift) = self.bins.column(feature as usize);
        let rows = &mut self.rows[start..end];
        let (mut n_left, mut n_right) = (0, 0);
        for idx in 0..rows.len() {
            let row = rows[idx];
            let goes_left = left_bins[(words[row as usize] >> shift & 255) as usize];
            // Both are written and one of them counts: without a branch, which would be guessed wrong half the time.
            rows[n_left] = row;
            self.right_rows[n_right] = row;
            n_left += usize::from(goes_left);
            n_right += usize::from(!goes_left);
        }
        rows[n_left..].copy_from_slice(&self.right_rows[..n_right]);
        start + n_left
    }
}

/// One tree while it grows.
struct Growth<'a> {
    grower: &'a mut Grower,
    row_sums: &'a [GradientSums],
    rules: &'a SplitRules,
    params: &'a BoostingParams,
    orders: &'a CategoryOrders,
}

impl Growth<'_> {
    fn split_leaf(&mut self, tree: &mut GrownTree, leaf_idx: usize, split: &Split) {
        let leaf = &mut tree.leaves[leaf_idx];
        let parent_histogram = leaf.histogram.take();
        let (start, end, sums, depth) = (leaf.start, leaf.end, leaf.sums, leaf.depth + 1);
        let left_bins = self.orders.left_bins(split, self.grower.bins.n_bins(split.feature as usize));
        let middle = self.grower.partition(start, end, split.feature, &left_bins);
        let node = tree.nodes.len();
        let child = |node, start, end, sums| GrownLeaf { node, start, end, sums, depth, split: None, histogram: None };
        let mut left = child(node, start, middle, split.left);
        let mut right = child(node + 1, middle, end, sums - split.left);
        tree.nodes.extend([leaf_node(left.sums), leaf_node(right.sums)]);
        let &Split { feature, threshold, missing_left, .. } = split;
        let parent = &mut tree.nodes[leaf.node];
        *parent = TreeNode { left: node as u32, feature, threshold, missing_left, ..*parent };
        if tree.leaves.len() + 1 < self.params.max_leaves as usize {
            self.find_splits(parent_histogram, &mut left, &mut right);
        } else {
            self.grower.give_back(parent_histogram);
        }
        tree.leaves[leaf_idx] = left;
        tree.leaves.push(right);
    }

    fn may_split(&self, leaf: &GrownLeaf) -> bool {
        self.rules.may_split(leaf.sums) && self.params.max_depth.is_none_or(|max_depth| leaf.depth < max_depth)
    }

    /// Sums the rows of the smaller child only; the larger has what is left of its parent.
    fn find_splits(&mut self, parent: Option<Histogram>, left: &mut GrownLeaf, right: &mut GrownLeaf) {
        let (small, large) = if left.sums.n_rows() <= right.sums.n_rows() { (left, right) } else { (right, left) };
        let (small_may, large_may) = (self.may_split(small), self.may_split(large));
        match parent {
            Some(mut parent) if large_may => {
                let part = self.grower.fill(small, self.row_sums);
                parent.subtract(&self.grower.bins, &part);
                (small.histogram, large.histogram) = (Some(part), Some(parent));
            }
            parent => {
                self.grower.give_back(parent);
                small.histogram = small_may.then(|| self.grower.fill(small, self.row_sums));
                large.histogram = large_may.then(|| self.grower.fill(large, self.row_sums));
            }
        }
        self.find_split(small);
        self.find_split(large);
    }

    /// Keeps the histogram only where it will be of use and there is room.
    fn find_split(&mut self, leaf: &mut GrownLeaf) {
        if self.may_split(leaf) {
            let find = |histogram| self.rules.best_split(&self.grower.bins, self.orders, histogram, leaf.sums);
            leaf.split = leaf.histogram.as_ref().and_then(find);
        }
        if leaf.split.is_none() || self.grower.n_kept * Histogram::n_bytes(self.grower.bins.n_features()) > HISTOGRAM_BYTES {
            self.grower.give_back(leaf.histogram.take());
        }
    }
}

fn most_gaining(leaves: &[GrownLeaf]) -> Option<(usize, Split)> {
    let mut best: Option<(usize, Split)> = None;
    for (leaf_idx, leaf) in leaves.iter().enumerate() {
        let Some(split) = leaf.split else { continue };
        if best.as_ref().is_none_or(|(_, best)| split.gain > best.gain) {
            best = Some((leaf_idx, split));
        }
    }
    best
}

fn leaf_node(sums: GradientSums) -> TreeNode {
    TreeNode { left: 0, n_rows: sums.n_rows(), n_bad: 0, feature: 0, threshold: 0, missing_left: false }
}
