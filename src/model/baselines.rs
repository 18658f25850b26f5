//! Two baselines that keep every model honest: the share of bad rows for everyone, and the best single column alone.
//! Comes in: training rows. Goes out: scores that a model must beat to be worth its name.

use serde::{Deserialize, Serialize};

use super::training_set::TrainingSet;
use crate::features::MISSING_BIN;
use crate::quantity::order::sort_by;
use crate::quantity::{Probability, hash_pair};

/// Rows of the overall share that are mixed into each group's own (the m-estimate; Cestnik 1990).
const PRIOR_ROWS: u64 = 10;
/// Ordered features of more bins are cut into this many groups of about as many rows: a share needs rows.
const N_GROUPS: usize = 20;
/// The column is chosen by how it judges rows on which its shares were not counted.
pub const N_FOLDS: usize = 5;
/// Draws these folds: any fixed number does.
const FOLD_SEED: u64 = 0x0062_6573_7463_6f6c;

/// Everyone has the score of the average.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct BaseRate {
    /// The training rows' share of bad ones.
    pub share: Probability,
}

/// A single column as a model: each bin has its training rows' share of bad ones.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BestColumn {
    /// Which feature.
    pub feature_idx: u32,
    /// One entry a bin, that of missing values last.
    pub score_of_bin: Vec<Probability>,
}

/// Counts the share; 0 of no rows.
pub fn fit_base_rate(training: &TrainingSet) -> BaseRate {
    let n_bad = training.is_bad().iter().filter(|is_bad| **is_bad).count() as u64;
    BaseRate { share: Probability::from_share(n_bad, training.n_rows() as u64).unwrap_or_default() }
}

/// Chooses the column by the area under its ROC curve, each training row judged by shares counted on the other folds;
/// the first of equals.
pub fn fit_best_column(training: &TrainingSet) -> BestColumn {
    let fold_of_row: Vec<u8> = training.borrower_keys().iter().map(|&key| column_fold(key) as u8).collect();
    let mut best: Option<(f64, usize)> = None;
    for feature_idx in 0..training.matrix().n_features() {
        let auc = out_of_fold_auc(&GroupCounts::of(training, feature_idx, &fold_of_row).by_fold);
        if best.is_none_or(|(best_auc, _)| auc > best_auc) {
            best = Some((auc, feature_idx));
        }
    }
    let feature_idx = best.map_or(0, |(_, feature_idx)| feature_idx);
    GroupCounts::of(training, feature_idx, &fold_of_row).best_column(feature_idx)
}

impl BaseRate {
    /// The same score for all.
    pub fn probability_of(&self, _bins: &[u8]) -> Probability {
        self.share
    }
}

impl BestColumn {
    /// The score of a row with these bins, one a feature; a bin beyond the table counts as missing.
    pub fn probability_of(&self, bins: &[u8]) -> Probability {
        let bin = bins.get(self.feature_idx as usize).copied().unwrap_or(MISSING_BIN);
        let known = if bin == MISSING_BIN { None } else { self.score_of_bin.get(usize::from(bin)) };
        known.or(self.score_of_bin.last()).copied().unwrap_or_default()
    }
}

/// Good and bad rows.
pub type Counts = [u64; 2];

/// The fold of a row by its borrower's key, or by any other number of its own.
pub fn column_fold(key: u64) -> usize {
    (hash_pair(FOLD_SEED, key) % N_FOLDS as u64) as usize
}

/// The area under the ROC curve of one column cut into groups, each row judged by its group's share of bad rows in the
/// other folds: `by_fold[group][fold]`. Ties count half; a half where one outcome is missing.
pub fn out_of_fold_auc(by_fold: &[[Counts; N_FOLDS]]) -> f64 {
    let mut judged: Vec<(Probability, Counts)> = Vec::new();
    for fold in 0..N_FOLDS {
        let elsewhere = |folds: &[Counts; N_FOLDS]| {
            folds.iter().enumerate().filter(|(other, _)| *other != fold).fold(Counts::default(), |sum, (_, counts)| add(sum, *counts))
        };
        let overall = by_fold.iter().map(elsewhere).fold(Counts::default(), add);
        judged.extend(by_fold.iter().map(|folds| (smoothed_share(elsewhere(folds), overall), folds[fold])));
    }
    sort_by(&mut judged, |a, b| a.0.value().total_cmp(&b.0.value()));
    let [n_good, n_bad] = judged.iter().fold(Counts::default(), |sum, (_, counts)| add(sum, *counts));
    let (mut n_good_below, mut twice_won) = (0u64, 0u128);
    for tie in judged.chunk_by(|a, b| a.0 == b.0) {
        let [good, bad] = tie.iter().fold(Counts::default(), |sum, (_, counts)| add(sum, *counts));
        twice_won += u128::from(bad) * u128::from(2 * n_good_below + good);
        n_good_below += good;
    }
    if n_good == 0 || n_bad == 0 { 0.5 } else { twice_won as f64 / (2.0 * n_good as f64 * n_bad as f64) }
}

/// One feature's rows by group and fold.
struct GroupCounts {
    /// One entry a bin, that of missing values last.
    group_of_bin: Vec<usize>,
    /// `by_fold[group][fold]`.
    by_fold: Vec<[Counts; N_FOLDS]>,
}

impl GroupCounts {
    fn of(training: &TrainingSet, feature_idx: usize, fold_of_row: &[u8]) -> GroupCounts {
        let layout = training.matrix().layout(feature_idx);
        let n_bins = usize::from(layout.n_bins);
        let mut by_bin = vec![[Counts::default(); N_FOLDS]; n_bins + 1];
        for ((&bin, &is_bad), &fold) in training.matrix().column(feature_idx).iter().zip(training.is_bad()).zip(fold_of_row) {
            by_bin[usize::from(bin).min(n_bins)][usize::from(fold)][usize::from(is_bad)] += 1;
        }
        let is_grouped = !layout.is_categorical && n_bins > N_GROUPS;
        let group_of_bin = if is_grouped { groups_of_bins(&by_bin) } else { (0..=n_bins).collect() };
        let mut by_fold = vec![[Counts::default(); N_FOLDS]; n_bins + 1];
        for (bin, folds) in by_bin.iter().enumerate() {
            for (sum, counts) in by_fold[group_of_bin[bin]].iter_mut().zip(folds) {
                *sum = add(*sum, *counts);
            }
        }
        GroupCounts { group_of_bin, by_fold }
    }

    fn best_column(&self, feature_idx: usize) -> BestColumn {
        let sums: Vec<Counts> = self.by_fold.iter().map(|folds| folds.iter().copied().fold(Counts::default(), add)).collect();
        let overall = sums.iter().copied().fold(Counts::default(), add);
        let score_of_bin = self.group_of_bin.iter().map(|&group| smoothed_share(sums[group], overall));
        BestColumn { feature_idx: feature_idx as u32, score_of_bin: score_of_bin.collect() }
    }
}

/// Of more bins than groups: neighbors together, so that each group has its part of the rows; missing values for
/// themselves.
fn groups_of_bins(by_bin: &[[Counts; N_FOLDS]]) -> Vec<usize> {
    let n_in: Vec<u64> = by_bin.iter().map(|folds| folds.iter().flatten().sum()).collect();
    let n_bins = n_in.len() - 1;
    let n_present: u64 = n_in[..n_bins].iter().sum();
    let mut n_below = 0;
    let mut groups: Vec<usize> = n_in[..n_bins]
        .iter()
        .map(|n| {
            // By the middle of its rows, so that a large bin does not take its neighbors along.
            let middle = 2 * n_below + n;
            n_below += n;
            let group = middle * N_GROUPS as u64 / (2 * n_present.max(1));
            (group as usize).min(N_GROUPS - 1)
        })
        .collect();
    groups.push(n_bins);
    groups
}

fn smoothed_share(counts: Counts, overall: Counts) -> Probability {
    let n_rows_overall = (overall[0] + overall[1]).max(1);
    // (n_bad + m·overall share) / (n + m), both sides times the overall rows.
    let numerator = counts[1] * n_rows_overall + PRIOR_ROWS * overall[1];
    let denominator = (counts[0] + counts[1] + PRIOR_ROWS) * n_rows_overall;
    Probability::from_share(numerator, denominator).unwrap_or_default()
}

fn add(a: Counts, b: Counts) -> Counts {
    [a[0] + b[0], a[1] + b[1]]
}
