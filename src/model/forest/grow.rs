use std::borrow::Cow;
use std::collections::VecDeque;

use super::bootstrap::bootstrap_weight;
use crate::features::{BinnedMatrix, FeatureLayout, MISSING_BIN};
use crate::model::params::ValidForestParams;
use crate::model::training_set::TrainingSet;
use crate::model::tree::{CategoryRanks, Tree, TreeNode};
use crate::quantity::{RandomStream, hash_pair};

/// One row of a bootstrap.
#[derive(Clone, Copy)]
struct Entry {
    row: u32,
    /// Its weight in the low half and, if it was bad, again in the high half: one addition counts both.
    counts: u64,
}

fn n_rows_of(counts: u64) -> u32 {
    counts as u32
}

fn n_bad_of(counts: u64) -> u32 {
    (counts >> 32) as u32
}

/// Grows tree number `tree_number`: what it becomes depends on the rows, the settings and this number alone, not on
/// the rows' order. Nodes are split breadth first, so that a node cap cuts all branches at about the same depth.
pub fn grow_tree(training: &TrainingSet, params: &ValidForestParams, tree_number: u32) -> Tree {
    let mut entries = bootstrap(training, params.seed, tree_number);
    let (columns, ranks) = tree_columns(training.matrix(), &entries);
    let random = RandomStream::new(hash_pair(hash_pair(params.seed, u64::from(tree_number)), 0x0066_6561_7475_7265));
    let mut finder = SplitFinder::new(&columns, params, random);
    let total = entries.iter().fold(0, |sum, entry| sum + entry.counts);
    let mut nodes = vec![leaf(total)];
    let mut queue = VecDeque::from([Pending { node: 0, start: 0, end: entries.len(), depth: 0, counts: total }]);
    while let Some(pending) = queue.pop_front() {
        let deep_enough = params.max_depth.is_some_and(|max_depth| pending.depth >= max_depth);
        if deep_enough || nodes.len() + 2 > params.max_nodes as usize {
            continue;
        }
        let Some(split) = finder.best_split(&entries[pending.start..pending.end], pending.counts) else { continue };
        let column = &columns[split.feature as usize].bins;
        let goes_left = |entry: &Entry| match column[entry.row as usize] {
            MISSING_BIN => split.missing_left,
            bin => bin <= split.threshold,
        };
        let middle = pending.start + partition(&mut entries[pending.start..pending.end], &mut finder.right, goes_left);
        let left = nodes.len() as u32;
        let node = &mut nodes[pending.node];
        *node = TreeNode { left, feature: split.feature, threshold: split.threshold, missing_left: split.missing_left, ..*node };
        let right_counts = pending.counts - split.left_counts;
        nodes.push(leaf(split.left_counts));
        nodes.push(leaf(right_counts));
        let depth = pending.depth + 1;
        queue.push_back(Pending { node: left as usize, start: pending.start, end: middle, depth, counts: split.left_counts });
        queue.push_back(Pending { node: left as usize + 1, start: middle, end: pending.end, depth, counts: right_counts });
    }
    Tree::from_grown(nodes, ranks)
}

struct Pending {
    node: usize,
    start: usize,
    end: usize,
    depth: u16,
    counts: u64,
}

fn leaf(counts: u64) -> TreeNode {
    TreeNode { left: 0, n_rows: n_rows_of(counts), n_bad: n_bad_of(counts), feature: 0, threshold: 0, missing_left: false }
}

fn bootstrap(training: &TrainingSet, seed: u64, tree_number: u32) -> Vec<Entry> {
    let drawn = training.borrower_keys().iter().zip(training.is_bad()).enumerate().filter_map(|(row, (&key, &is_bad))| {
        let weight = u64::from(bootstrap_weight(seed, tree_number, key));
        let counts = weight | if is_bad { weight << 32 } else { 0 };
        (weight > 0).then_some(Entry { row: row as u32, counts })
    });
    drawn.collect()
}

/// Moves the entries that go left to the front, keeping the order on both sides; returns how many.
fn partition(entries: &mut [Entry], right: &mut Vec<Entry>, goes_left: impl Fn(&Entry) -> bool) -> usize {
    right.clear();
    let mut n_left = 0;
    for idx in 0..entries.len() {
        let entry = entries[idx];
        if goes_left(&entry) {
            entries[n_left] = entry;
            n_left += 1;
        } else {
            right.push(entry);
        }
    }
    entries[n_left..].copy_from_slice(right);
    n_left
}

/// A feature as one tree sees it: a category's bin is its rank by the share of bad rows in the bootstrap, so that
/// every split is a threshold (Fisher 1958; Breiman et al. 1984, §4.2.2, at the root instead of each node).
struct TreeColumn<'a> {
    bins: Cow<'a, [u8]>,
    n_bins: usize,
}

fn tree_columns<'a>(matrix: &'a BinnedMatrix, entries: &[Entry]) -> (Vec<TreeColumn<'a>>, Vec<CategoryRanks>) {
    let mut all_ranks = Vec::new();
    let columns = (0..matrix.n_features()).map(|feature_idx| {
        let FeatureLayout { n_bins, is_categorical } = matrix.layout(feature_idx);
        let bins = matrix.column(feature_idx);
        if !is_categorical {
            return TreeColumn { bins: Cow::Borrowed(bins), n_bins: n_bins as usize };
        }
        let rank_of_bin = ranks_by_bad_share(bins, n_bins as usize, entries);
        let ranked = bins.iter().map(|&bin| if bin == MISSING_BIN { bin } else { rank_of_bin[bin as usize] }).collect();
        all_ranks.push(CategoryRanks { feature: feature_idx as u16, rank_of_bin });
        TreeColumn { bins: Cow::Owned(ranked), n_bins: n_bins as usize }
    });
    (columns.collect(), all_ranks)
}

/// Bins in ascending order of their share of bad rows, drawn towards the overall share by one row, so that a bin that
/// the bootstrap has not seen stands in the middle.
fn ranks_by_bad_share(bins: &[u8], n_bins: usize, entries: &[Entry]) -> Vec<u8> {
    let mut counts = vec![0u64; 256];
    let mut total = 0;
    for entry in entries {
        counts[bins[entry.row as usize] as usize] += entry.counts;
        total += entry.counts;
    }
    let overall = f64::from(n_bad_of(total)) / f64::from(n_rows_of(total).max(1));
    let share = |bin: usize| (f64::from(n_bad_of(counts[bin])) + overall) / (f64::from(n_rows_of(counts[bin])) + 1.0);
    let mut order: Vec<usize> = (0..n_bins).collect();
    order.sort_by(|&a, &b| share(a).total_cmp(&share(b)).then(a.cmp(&b)));
    let mut rank_of_bin = vec![0u8; n_bins];
    for (rank, bin) in order.into_iter().enumerate() {
        rank_of_bin[bin] = rank as u8;
    }
    rank_of_bin
}

#[derive(Clone, Copy)]
struct Split {
    feature: u16,
    threshold: u8,
    missing_left: bool,
    left_counts: u64,
    /// Σ over children of n_bad²/n: greater is purer.
    purity: f64,
}

/// Looks for the best split of a node; keeps its memory from node to node.
struct SplitFinder<'a> {
    columns: &'a [TreeColumn<'a>],
    n_candidates: usize,
    min_samples_leaf: u32,
    random: RandomStream,
    features: Vec<u16>,
    histogram: Box<[u64; 256]>,
    right: Vec<Entry>,
}

impl<'a> SplitFinder<'a> {
    fn new(columns: &'a [TreeColumn<'a>], params: &ValidForestParams, random: RandomStream) -> Self {
        SplitFinder {
            columns,
            n_candidates: params.n_candidates(columns.len()),
            min_samples_leaf: params.min_samples_leaf,
            random,
            features: (0..columns.len() as u16).collect(),
            histogram: Box::new([0; 256]),
            right: Vec::new(),
        }
    }

    /// Draws features without replacement until enough that vary in this node were tried and at least one split was
    /// found (as scikit-learn does). `None` where the node is pure, too small, or nothing splits it.
    fn best_split(&mut self, entries: &[Entry], counts: u64) -> Option<Split> {
        let (n_rows, n_bad) = (n_rows_of(counts), n_bad_of(counts));
        if n_bad == 0 || n_bad == n_rows || n_rows < 2 * self.min_samples_leaf {
            return None;
        }
        let parent_purity = f64::from(n_bad) * f64::from(n_bad) / f64::from(n_rows);
        let mut best: Option<Split> = None;
        let mut n_tried = 0;
        for drawn in 0..self.features.len() {
            if n_tried >= self.n_candidates && best.is_some() {
                break;
            }
            let pick = drawn + self.random.below((self.features.len() - drawn) as u32) as usize;
            self.features.swap(drawn, pick);
            let feature = self.features[drawn];
            let floor = best.as_ref().map_or(parent_purity * (1.0 + 1e-12), |split| split.purity);
            let (varies, split) = self.best_split_of(feature, entries, counts, floor);
            n_tried += usize::from(varies);
            best = split.or(best);
        }
        best
    }

    /// Whether the feature has more than one bin here, and its best split if that is purer than `floor`.
    fn best_split_of(&mut self, feature: u16, entries: &[Entry], counts: u64, floor: f64) -> (bool, Option<Split>) {
        let column = &self.columns[feature as usize];
        let mut occupied = [0u64; 4];
        for entry in entries {
            let bin = column.bins[entry.row as usize];
            self.histogram[bin as usize] += entry.counts;
            occupied[usize::from(bin >> 6)] |= 1 << (bin & 63);
        }
        debug_assert!(column.n_bins <= 255);
        let n_occupied: u32 = occupied.iter().map(|word| word.count_ones()).sum();
        let missing = std::mem::take(&mut self.histogram[MISSING_BIN as usize]);
        occupied[3] &= !(1 << 63);
        let sweep = Sweep { feature, counts, missing, min_samples_leaf: self.min_samples_leaf, floor };
        let split = sweep.best(&mut self.histogram, occupied);
        (n_occupied > 1, split)
    }
}

/// One pass over a node's occupied bins in order, trying a threshold between each two with the missing on both sides.
struct Sweep {
    feature: u16,
    counts: u64,
    missing: u64,
    min_samples_leaf: u32,
    floor: f64,
}

impl Sweep {
    /// Empties the histogram as it goes.
    fn best(&self, histogram: &mut [u64; 256], occupied: [u64; 4]) -> Option<Split> {
        let mut best: Option<Split> = None;
        let mut below = 0u64;
        let mut last_bin: Option<u8> = None;
        for (word_idx, mut word) in occupied.into_iter().enumerate() {
            while word != 0 {
                let bin = (word_idx * 64) as u8 + word.trailing_zeros() as u8;
                word &= word - 1;
                if let Some(last) = last_bin {
                    // Halfway across the empty bins between two occupied ones, as a threshold between two values is.
                    self.consider(&mut best, last + (bin - 1 - last) / 2, below);
                }
                below += std::mem::take(&mut histogram[bin as usize]);
                last_bin = Some(bin);
            }
        }
        if last_bin.is_some() && self.missing != 0 {
            self.offer(&mut best, MISSING_BIN - 1, false, below);
        }
        best
    }

    fn consider(&self, best: &mut Option<Split>, threshold: u8, below: u64) {
        if self.missing == 0 {
            let missing_left = 2 * u64::from(n_rows_of(below)) >= u64::from(n_rows_of(self.counts));
            self.offer(best, threshold, missing_left, below);
        } else {
            self.offer(best, threshold, false, below);
            self.offer(best, threshold, true, below + self.missing);
        }
    }

    fn offer(&self, best: &mut Option<Split>, threshold: u8, missing_left: bool, left_counts: u64) {
        let right_counts = self.counts - left_counts;
        let (n_left, n_right) = (n_rows_of(left_counts), n_rows_of(right_counts));
        if n_left < self.min_samples_leaf || n_right < self.min_samples_leaf {
            return;
        }
        let (bad_left, bad_right) = (f64::from(n_bad_of(left_counts)), f64::from(n_bad_of(right_counts)));
        let purity = bad_left * bad_left / f64::from(n_left) + bad_right * bad_right / f64::from(n_right);
        if purity > best.as_ref().map_or(self.floor, |split| split.purity) {
            *best = Some(Split { feature: self.feature, threshold, missing_left, left_counts, purity });
        }
    }
}
