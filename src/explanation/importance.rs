use super::judge::{HonestParts, Judge, share_of};
use super::sample::sample_rows;
use crate::evaluation::auc_roc;
use crate::model::{BadWeight, RiskModel, Tree};
use crate::quantity::{Probability, hash_pair};

/// How often each feature is permuted.
pub const N_REPEATS: usize = 5;
/// Most rows that are judged.
const MOST_ROWS: usize = 2_000;
/// Fewest: an AUC of less says nothing.
const LEAST_ROWS: usize = 300;
/// About how many rows times features times parts of the model are walked at most: a second or two in a browser.
const MOST_WALKS: usize = 12_000_000;
/// Keeps the permutations apart from other draws.
const DOMAIN: u64 = 0x7065_726d_7574_65;

/// How much the AUC falls without what each feature says (Breiman 2001, on rows that no part of the model has seen).
#[derive(Clone, Debug, PartialEq)]
pub struct PermutationImportance {
    /// Of the sample as it is, before calibration.
    pub auc: f64,
    /// Rows in the sample.
    pub n_rows: usize,
    /// One a feature, in matrix order.
    pub falls: Vec<AucFall>,
}

/// By how much the AUC falls where one feature's values are dealt out anew among the rows.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct AucFall {
    /// Over [`N_REPEATS`] permutations; below 0 where the model ranked better without it.
    pub mean: f64,
    /// Their sample standard deviation.
    pub sd: f64,
}

/// Deals out each feature's values [`N_REPEATS`] times among a sample of rows with known outcomes. `None` where the sample has no
/// two outcomes.
pub fn permutation_importance(judge: &Judge) -> Option<PermutationImportance> {
    let n_features = judge.matrix.n_features();
    let known = (0..judge.matrix.n_rows() as u32).filter(|&row| judge.is_bad[row as usize].is_some());
    let walks_a_row = n_features.max(1) * n_parts(judge.model).max(1);
    let rows = sample_rows(judge, known, (MOST_WALKS / walks_a_row).clamp(LEAST_ROWS, MOST_ROWS));
    let dealt = dealt_bins(judge, &rows);
    let mut judged = Vec::with_capacity(rows.len());
    let mut as_is = Vec::with_capacity(rows.len());
    let mut by_permutation = vec![Vec::with_capacity(rows.len()); n_features * N_REPEATS];
    let mut walks = PathWalks::default();
    for (place, &row) in rows.iter().enumerate() {
        let (Some(is_bad), Some(row_judge)) = (judge.is_bad[row as usize], judge.of_row(row as usize)) else { continue };
        let bins = judge.matrix.row_bins(row as usize);
        judged.push(is_bad);
        let score_with = scores_with(&row_judge.parts, bins, &mut walks);
        as_is.push(score_with.own);
        for (permutation, scores) in by_permutation.iter_mut().enumerate() {
            scores.push(score_with.score(permutation / N_REPEATS, dealt[permutation][place]));
        }
    }
    let auc = auc_roc(&as_is, &judged)?;
    let falls = by_permutation.chunks(N_REPEATS).map(|repeats| {
        let falls: Vec<f64> = repeats.iter().map(|scores| auc - auc_roc(scores, &judged).unwrap_or(auc)).collect();
        mean_and_sd(&falls)
    });
    Some(PermutationImportance { auc, n_rows: judged.len(), falls: falls.collect() })
}

fn n_parts(model: &RiskModel) -> usize {
    match model {
        RiskModel::Forest(forest) => forest.trees.len(),
        // One part judges a row: a boosting of about as many shallow trees, or less.
        RiskModel::CrossFitted(_) => 200,
    }
}

/// For each feature and repeat, one after another: the bin that each row of the sample is given.
fn dealt_bins(judge: &Judge, rows: &[u32]) -> Vec<Vec<u8>> {
    let permutations = 0..judge.matrix.n_features() * N_REPEATS;
    let dealt = permutations.map(|permutation| {
        let salt = hash_pair(hash_pair(judge.seed, DOMAIN), permutation as u64);
        let mut order: Vec<usize> = (0..rows.len()).collect();
        order.sort_by_key(|&place| hash_pair(salt, place as u64));
        let column = judge.matrix.column(permutation / N_REPEATS);
        order.into_iter().map(|place| column[rows[place] as usize]).collect()
    });
    dealt.collect()
}

fn mean_and_sd(values: &[f64]) -> AucFall {
    let n = values.len().max(1) as f64;
    let mean = values.iter().sum::<f64>() / n;
    let variance = values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / (n - 1.0).max(1.0);
    AucFall { mean, sd: libm::sqrt(variance) }
}

/// What the trees said of a row, and which of them asked for which feature on the way; kept from row to row.
#[derive(Default)]
struct PathWalks {
    shares: Vec<u64>,
    askers: Vec<Vec<u32>>,
}

/// A row's score if one of its bins were another.
struct ScoreWith<'a, 'b> {
    parts: &'a HonestParts<'b>,
    bins: Vec<u8>,
    walks: &'a PathWalks,
    sum: u64,
    own: Probability,
}

fn scores_with<'a, 'b>(parts: &'a HonestParts<'b>, bins: Vec<u8>, walks: &'a mut PathWalks) -> ScoreWith<'a, 'b> {
    let (sum, own) = match parts {
        HonestParts::Trees { trees, bad_weight } => {
            walks.walk(trees, *bad_weight, &bins);
            let sum = walks.shares.iter().sum();
            (sum, share_of(sum, trees.len()))
        }
        HonestParts::Fits(_) => (0, parts.score(&bins)),
    };
    ScoreWith { parts, bins, walks, sum, own }
}

impl PathWalks {
    fn walk(&mut self, trees: &[&Tree], bad_weight: BadWeight, bins: &[u8]) {
        self.shares.clear();
        self.askers.resize(bins.len(), Vec::new());
        self.askers.iter_mut().for_each(Vec::clear);
        for (tree_idx, tree) in trees.iter().enumerate() {
            let mut idx = 0;
            while !tree.nodes()[idx].is_leaf() {
                let node = &tree.nodes()[idx];
                let askers = &mut self.askers[usize::from(node.feature)];
                if askers.last() != Some(&(tree_idx as u32)) {
                    askers.push(tree_idx as u32);
                }
                idx = node.left as usize + usize::from(!tree.goes_left(node, bins[usize::from(node.feature)]));
            }
            self.shares.push(bad_weight.bad_share(&tree.nodes()[idx]));
        }
    }
}

impl ScoreWith<'_, '_> {
    fn score(&self, feature_idx: usize, bin: u8) -> Probability {
        if self.bins[feature_idx] == bin {
            return self.own;
        }
        let mut bins = self.bins.clone();
        bins[feature_idx] = bin;
        let HonestParts::Trees { trees, bad_weight } = self.parts else { return self.parts.score(&bins) };
        // A tree that did not ask on the row's way says the same.
        let mut sum = self.sum;
        for &tree_idx in &self.walks.askers[feature_idx] {
            let tree = trees[tree_idx as usize];
            sum = sum - self.walks.shares[tree_idx as usize] + bad_weight.bad_share(&tree.nodes()[tree.leaf_of(&bins)]);
        }
        share_of(sum, trees.len())
    }
}
