use serde::{Deserialize, Serialize};

use super::scored_outcomes::ScoredOutcomes;

/// Bins of a distribution of scores: each 0.02 wide.
pub const N_SCORE_BINS: usize = 50;

/// Rows whose scores lie in one 50th of 0..=1, by outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScoreBin {
    /// Good rows.
    pub n_good: u64,
    /// Bad rows.
    pub n_bad: u64,
}

impl ScoredOutcomes {
    /// Rows by score and outcome in [`N_SCORE_BINS`] bins, lowest first. A score on a bin's lower edge belongs to it; the
    /// highest bin holds 1 too.
    pub fn distribution(&self) -> Vec<ScoreBin> {
        let mut bins = vec![ScoreBin::default(); N_SCORE_BINS];
        for tie in self.ties() {
            let bin = &mut bins[bin_of(tie.score)];
            bin.n_good += tie.n_good;
            bin.n_bad += tie.n_bad;
        }
        bins
    }
}

fn bin_of(score: f64) -> usize {
    let edge = |bin_idx: usize| bin_idx as f64 / N_SCORE_BINS as f64;
    let nearly = ((score * N_SCORE_BINS as f64) as usize).min(N_SCORE_BINS - 1);
    // A product such as 0.58 · 50 falls short of the whole number that it is.
    if nearly + 1 < N_SCORE_BINS && score >= edge(nearly + 1) {
        nearly + 1
    } else if score < edge(nearly) {
        nearly.saturating_sub(1)
    } else {
        nearly
    }
}
