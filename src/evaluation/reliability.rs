use serde::{Deserialize, Serialize};

use super::scored_outcomes::ScoredOutcomes;
use crate::quantity::wilson_interval;

const N_BINS: u64 = 10;

/// Rows of like scores: what was said of them, and what came of them.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReliabilityBin {
    /// Rows in it, at least one.
    pub n_rows: u64,
    /// Those that were bad.
    pub n_bad: u64,
    /// Mean of their scores.
    pub mean_score: f64,
    /// Share of bad ones.
    pub share_bad: f64,
    /// Lower end of the 95 % interval of that share (Wilson 1927).
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl ScoredOutcomes {
    /// At most ten bins of about equally many rows, lowest scores first: those of scikit-learn's `calibration_curve` with
    /// `strategy="quantile"`. The edges are the deciles of the scores (interpolated as numpy does), and a row on an edge
    /// belongs below it. Rows of the same score are therefore never parted, whatever their order; where many share a
    /// score, bins are unequal, and those without a row are left out.
    pub fn reliability(&self) -> Vec<ReliabilityBin> {
        // Which rows lie at or below an edge follows from ranks alone: all up to the row just below it, and its equals.
        let last_rank_below = |edge: u64| (u128::from(edge) * u128::from(self.n_rows() - 1) / u128::from(N_BINS)) as u64;
        let mut bins = [(0u64, 0u64, 0.0f64); N_BINS as usize];
        let mut n_below = 0u64;
        let mut bin_idx = 0usize;
        for tie in self.ties().iter().rev() {
            while bin_idx + 1 < bins.len() && last_rank_below(bin_idx as u64 + 1) < n_below {
                bin_idx += 1;
            }
            let (n_rows, n_bad, sum) = &mut bins[bin_idx];
            *n_rows += tie.n_rows();
            *n_bad += tie.n_bad;
            *sum += tie.n_rows() as f64 * tie.score;
            n_below += tie.n_rows();
        }
        bins.into_iter().filter(|(n_rows, ..)| *n_rows > 0).map(|(n_rows, n_bad, sum)| reliability_bin(n_rows, n_bad, sum)).collect()
    }

    /// Expected calibration error (Naeini, Cooper and Hauskrecht 2015) over the bins of [`Self::reliability`]: the mean
    /// over all rows of the distance between their bin's mean score and its share of bad rows, 0..=1.
    pub fn ece(&self) -> f64 {
        expected_calibration_error(&self.reliability())
    }
}

pub(super) fn expected_calibration_error(bins: &[ReliabilityBin]) -> f64 {
    let n_rows: u64 = bins.iter().map(|bin| bin.n_rows).sum();
    let sum: f64 = bins.iter().map(|bin| bin.n_rows as f64 * (bin.mean_score - bin.share_bad).abs()).sum();
    if n_rows == 0 { 0.0 } else { sum / n_rows as f64 }
}

fn reliability_bin(n_rows: u64, n_bad: u64, sum_of_scores: f64) -> ReliabilityBin {
    let (low, high) = wilson_interval(n_bad, n_rows);
    let n = n_rows as f64;
    ReliabilityBin { n_rows, n_bad, mean_score: sum_of_scores / n, share_bad: n_bad as f64 / n, low, high }
}
