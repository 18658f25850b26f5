//! One tree that a person can read: bins and outcomes in, a tree of at most six questions in a row out. Each question is
//! found by linfa-trees; which rows it parts, and what the leaves hold, is counted here. Knows nothing of forests.

use std::borrow::Cow;
use std::collections::VecDeque;

use linfa::DatasetBase;
use linfa::traits::Fit;
use linfa_trees::{DecisionTree, SplitQuality};
use ndarray::{Array1, Array2, ShapeBuilder};

use super::params::ValidDecisionTreeParams;
use super::training_set::TrainingSet;
use super::tree::{CategoryRanks, Tree, TreeNode};
use crate::features::{BinnedMatrix, MISSING_BIN};
use crate::quantity::order::sort_by;

/// Least lowering of the Gini impurity by a question: linfa counts in 32 bits, whose last digits are below this.
const LEAST_DECREASE: f32 = 1e-6;
/// Native seconds for each row, feature and level.
const SECONDS_A_CELL: f64 = 6e-8;

/// Grows a tree. linfa-trees is asked for one question at a time, with the node's own rows: its whole trees
/// lose every split whose sides have the same majority (on credit data most), keep only a label in a leaf, look at all
/// rows in every node, and skip thresholds whose neighboring row lies in another node, which with bins is nearly all of
/// them. What comes out depends on the rows, not on their order.
///
/// Missing values stand right of all others; categories are ordered by their share of bad rows.
pub fn fit_decision_tree(training: &TrainingSet, params: &ValidDecisionTreeParams) -> Tree {
    let (columns, ranks) = tree_columns(training);
    let asker = Asker { columns: &columns, is_bad: training.is_bad(), min_samples_leaf: params.min_samples_leaf };
    let all_rows: Vec<u32> = (0..training.n_rows() as u32).collect();
    let mut nodes = vec![asker.leaf(&all_rows)];
    let mut queue = VecDeque::from([Pending { node: 0, rows: all_rows, depth: 0 }]);
    while let Some(pending) = queue.pop_front() {
        if pending.depth >= params.max_depth {
            continue;
        }
        let Some(question) = asker.ask(&pending.rows, &nodes[pending.node]) else { continue };
        let column = &columns[question.feature];
        let goes_left = |row: &u32| column[*row as usize] <= question.threshold;
        let (left_rows, right_rows): (Vec<u32>, Vec<u32>) = pending.rows.iter().copied().partition(goes_left);
        let left = nodes.len() as u32;
        let has_missing = right_rows.iter().any(|&row| column[row as usize] == MISSING_BIN);
        let node = &mut nodes[pending.node];
        node.left = left;
        node.feature = question.feature as u16;
        node.threshold = question.threshold;
        // Where training has none missing, they go with the many.
        node.missing_left = !has_missing && left_rows.len() >= right_rows.len();
        nodes.push(asker.leaf(&left_rows));
        nodes.push(asker.leaf(&right_rows));
        let depth = pending.depth + 1;
        queue.push_back(Pending { node: left as usize, rows: left_rows, depth });
        queue.push_back(Pending { node: left as usize + 1, rows: right_rows, depth });
    }
    Tree::from_grown(nodes, ranks)
}

/// About how many seconds [`fit_decision_tree`] takes natively: on each level every feature of every row is sorted and
/// counted once. In a browser about twice as many.
pub fn estimated_tree_seconds(n_rows: u64, n_features: u64, max_depth: u8) -> f64 {
    n_rows as f64 * n_features as f64 * f64::from(max_depth) * SECONDS_A_CELL
}

struct Pending {
    node: usize,
    rows: Vec<u32>,
    depth: u8,
}

/// Rows with a bin (or rank) up to the threshold go left.
struct Question {
    feature: usize,
    threshold: u8,
}

struct Asker<'a> {
    columns: &'a [Cow<'a, [u8]>],
    is_bad: &'a [bool],
    min_samples_leaf: u32,
}

impl Asker<'_> {
    fn leaf(&self, rows: &[u32]) -> TreeNode {
        let n_bad = rows.iter().filter(|&&row| self.is_bad[row as usize]).count() as u32;
        TreeNode { left: 0, n_rows: rows.len() as u32, n_bad, feature: 0, threshold: 0, missing_left: false }
    }

    /// linfa's best question of a tree of depth one; `None` where the node is pure or too small, or nothing parts it.
    fn ask(&self, rows: &[u32], node: &TreeNode) -> Option<Question> {
        if node.n_bad == 0 || node.n_bad == node.n_rows || node.n_rows / 2 < self.min_samples_leaf {
            return None;
        }
        let cells = self.columns.iter().flat_map(|column| rows.iter().map(|&row| f32::from(column[row as usize]))).collect();
        let records = Array2::from_shape_vec((rows.len(), self.columns.len()).f(), cells).ok()?;
        let targets: Array1<bool> = rows.iter().map(|&row| self.is_bad[row as usize]).collect();
        let learner = DecisionTree::params()
            .split_quality(SplitQuality::Gini)
            .max_depth(Some(1))
            .min_weight_split(2.0)
            .min_weight_leaf(self.min_samples_leaf as f32)
            .min_impurity_decrease(LEAST_DECREASE);
        let stump = learner.fit(&DatasetBase::new(records, targets)).ok()?;
        // The question stays readable even where linfa has pruned it.
        let (feature, split_value, decrease) = stump.root_node().split();
        (decrease > 0.0).then(|| Question { feature, threshold: self.threshold(feature, split_value, rows) })
    }

    /// linfa's threshold as a bin; above all bins where it parts the missing from the others.
    fn threshold(&self, feature: usize, split_value: f32, rows: &[u32]) -> u8 {
        let threshold = split_value as u8;
        let column = &self.columns[feature];
        let is_above = |&row: &u32| column[row as usize] > threshold && column[row as usize] != MISSING_BIN;
        if rows.iter().any(is_above) { threshold } else { MISSING_BIN - 1 }
    }
}

/// The features' bins, those of categories replaced by their ranks.
fn tree_columns(training: &TrainingSet) -> (Vec<Cow<'_, [u8]>>, Vec<CategoryRanks>) {
    let matrix: &BinnedMatrix = training.matrix();
    let mut all_ranks = Vec::new();
    let columns = (0..matrix.n_features()).map(|feature_idx| {
        let bins = matrix.column(feature_idx);
        let layout = matrix.layout(feature_idx);
        if !layout.is_categorical {
            return Cow::Borrowed(bins);
        }
        let rank_of_bin = ranks_by_bad_share(bins, training.is_bad(), usize::from(layout.n_bins));
        let rank = |&bin: &u8| if bin == MISSING_BIN { bin } else { rank_of_bin[usize::from(bin)] };
        let ranked = bins.iter().map(rank).collect();
        all_ranks.push(CategoryRanks { feature: feature_idx as u16, rank_of_bin });
        Cow::Owned(ranked)
    });
    (columns.collect(), all_ranks)
}

/// Bins in ascending order of their share of bad rows, drawn towards the overall share by one row, so that a bin
/// without rows stands in the middle.
fn ranks_by_bad_share(bins: &[u8], is_bad: &[bool], n_bins: usize) -> Vec<u8> {
    let mut counts = vec![[0u32; 2]; 256];
    bins.iter().zip(is_bad).for_each(|(&bin, &is_bad)| counts[usize::from(bin)][usize::from(is_bad)] += 1);
    let n_bad: u32 = counts.iter().map(|[_, bad]| bad).sum();
    let overall = f64::from(n_bad) / (bins.len() as f64).max(1.0);
    let share = |bin: usize| (f64::from(counts[bin][1]) + overall) / (f64::from(counts[bin][0] + counts[bin][1]) + 1.0);
    let mut order: Vec<usize> = (0..n_bins).collect();
    sort_by(&mut order, |&a, &b| share(a).total_cmp(&share(b)).then(a.cmp(&b)));
    let mut rank_of_bin = vec![0u8; n_bins];
    order.into_iter().enumerate().for_each(|(rank, bin)| rank_of_bin[bin] = rank as u8);
    rank_of_bin
}
