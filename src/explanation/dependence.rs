use super::judge::Judge;
use super::sample::{bin_counts, sample_rows};
use crate::features::MISSING_BIN;
use crate::quantity::order::sort_by;

/// Most rows that are judged at each value.
pub const MOST_ROWS: usize = 200;
/// Most rows of which the own line is kept.
const MOST_LINES: usize = 40;
/// Most values of an ordered feature.
const MOST_VALUES: usize = 24;
/// Most labels of a category.
const MOST_LABELS: usize = 12;

/// How scores depend on one feature, all other values staying as they are: partial dependence (Friedman 2001) with the
/// individual curves that it is the mean of (Goldstein et al. 2015). The scores are those that are shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Dependence {
    /// The feature's bins, ascending; of a category by the number of rows, the most first.
    pub bins: Vec<u8>,
    /// For each of these bins the mean score over the sample.
    pub mean: Vec<f64>,
    /// For some rows of the sample: one score a bin.
    pub lines: Vec<Vec<f64>>,
    /// The mean score over the sample where the value is missing; `None` where the feature never is.
    pub of_missing: Option<f64>,
    /// Rows in the sample.
    pub n_rows: usize,
}

/// Judges a sample of at most [`MOST_ROWS`] rows at each of the feature's values. `None` where there is no such feature,
/// or nothing to judge.
pub fn dependence(judge: &Judge, feature_idx: usize) -> Option<Dependence> {
    if feature_idx >= judge.matrix.n_features() {
        return None;
    }
    let counts = bin_counts(judge.matrix.column(feature_idx));
    let bins = values_to_judge(&counts, judge.matrix.layout(feature_idx).is_categorical);
    let mut dependence = Dependence { mean: vec![0.0; bins.len()], lines: Vec::new(), of_missing: None, n_rows: 0, bins };
    let mut sum_of_missing = 0.0;
    for row in sample_rows(judge, 0..judge.matrix.n_rows() as u32, MOST_ROWS) {
        let Some(row_judge) = judge.of_row(row as usize) else { continue };
        let mut row_bins = judge.matrix.row_bins(row as usize);
        let mut score_at = |bin: u8| {
            row_bins[feature_idx] = bin;
            row_judge.score(&row_bins).value()
        };
        let line: Vec<f64> = dependence.bins.iter().map(|&bin| score_at(bin)).collect();
        sum_of_missing += score_at(MISSING_BIN);
        dependence.mean.iter_mut().zip(&line).for_each(|(sum, score)| *sum += score);
        dependence.n_rows += 1;
        if dependence.lines.len() < MOST_LINES {
            dependence.lines.push(line);
        }
    }
    let n_rows = dependence.n_rows as f64;
    dependence.mean.iter_mut().for_each(|sum| *sum /= n_rows);
    dependence.of_missing = (counts[usize::from(MISSING_BIN)] > 0).then_some(sum_of_missing / n_rows);
    (dependence.n_rows > 0 && !dependence.bins.is_empty()).then_some(dependence)
}

/// The bins that hold rows: all of them, or the commonest labels, or those of values at equal shares of the rows.
fn values_to_judge(counts: &[u64; 256], is_categorical: bool) -> Vec<u8> {
    let mut occupied: Vec<u8> = (0..MISSING_BIN).filter(|&bin| counts[usize::from(bin)] > 0).collect();
    if is_categorical {
        sort_by(&mut occupied, |&a, &b| counts[usize::from(b)].cmp(&counts[usize::from(a)]));
        occupied.truncate(MOST_LABELS);
        return occupied;
    }
    if occupied.len() <= MOST_VALUES {
        return occupied;
    }
    let n_present: u64 = occupied.iter().map(|&bin| counts[usize::from(bin)]).sum();
    let mut n_so_far = 0;
    let mut value_idx = 0;
    occupied.retain(|&bin| {
        n_so_far += counts[usize::from(bin)];
        // The bin that holds the row in the middle of the next of MOST_VALUES equal parts.
        let is_next = |value_idx: u64| 2 * MOST_VALUES as u64 * n_so_far > (2 * value_idx + 1) * n_present;
        let holds = is_next(value_idx);
        while is_next(value_idx) && value_idx < MOST_VALUES as u64 {
            value_idx += 1;
        }
        holds
    });
    occupied.truncate(MOST_VALUES);
    occupied
}
