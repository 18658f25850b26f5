use serde::{Deserialize, Serialize};

use super::scored_outcomes::ScoredOutcomes;

/// Steps of the grid on which cut-offs lie: 0.0001 each.
const N_STEPS: u32 = 10_000;

/// What it costs to be wrong, in any one currency.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "(f64, f64)", into = "(f64, f64)")]
pub struct MisclassificationCosts {
    missed_bad: f64,
    flagged_good: f64,
}

/// What a cut-off gets wrong when every row from it up is flagged.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct CutOffCounts {
    /// The lowest score flagged, 0..=1.
    pub cut_off: f64,
    /// Bad rows below it.
    pub n_bad_missed: u64,
    /// Good rows from it up.
    pub n_good_flagged: u64,
}

/// What a cut-off costs.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct CostPoint {
    /// The lowest score flagged, 0..=1.
    pub cut_off: f64,
    /// Of all rows together, in the costs' currency.
    pub cost: f64,
}

/// The cut-off that costs least.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct CheapestCutOff {
    /// What it gets wrong.
    pub counts: CutOffCounts,
    /// What that costs of all rows together.
    pub cost: f64,
}

impl MisclassificationCosts {
    /// The cost of a bad loan that is not flagged and that of a good one that is; `None` unless both are finite and at
    /// least 0.
    pub fn new(missed_bad: f64, flagged_good: f64) -> Option<MisclassificationCosts> {
        let is_cost = |cost: f64| cost.is_finite() && cost >= 0.0;
        (is_cost(missed_bad) && is_cost(flagged_good)).then_some(MisclassificationCosts { missed_bad, flagged_good })
    }

    /// The cost of a bad loan that is not flagged.
    pub fn missed_bad(self) -> f64 {
        self.missed_bad
    }

    /// The cost of a good loan that is flagged.
    pub fn flagged_good(self) -> f64 {
        self.flagged_good
    }

    /// What these mistakes cost together.
    pub fn total(self, counts: &CutOffCounts) -> f64 {
        counts.n_bad_missed as f64 * self.missed_bad + counts.n_good_flagged as f64 * self.flagged_good
    }

    /// The cut-off that is cheapest where scores are true probabilities, c_good / (c_good + c_bad) (Elkan 2001); `None`
    /// where no mistake costs anything.
    pub fn cut_off_of_true_probabilities(self) -> Option<f64> {
        // Halves, so that the sum of two great costs is finite.
        let (missed_bad, flagged_good) = (self.missed_bad / 2.0, self.flagged_good / 2.0);
        let sum = missed_bad + flagged_good;
        (sum > 0.0).then(|| flagged_good / sum)
    }
}

impl ScoredOutcomes {
    /// What each cut-off on the grid of 0.0001 gets wrong, from 0 (all are flagged) to 1 (those with a score of 1 are).
    pub fn cut_off_counts(&self) -> Vec<CutOffCounts> {
        let mut waiting = self.ties().iter().rev().peekable();
        let (mut n_bad_missed, mut n_good_flagged) = (0u64, self.n_good());
        (0..=N_STEPS)
            .map(|step| {
                let cut_off = f64::from(step) / f64::from(N_STEPS);
                while let Some(tie) = waiting.next_if(|tie| tie.score < cut_off) {
                    n_bad_missed += tie.n_bad;
                    n_good_flagged -= tie.n_good;
                }
                CutOffCounts { cut_off, n_bad_missed, n_good_flagged }
            })
            .collect()
    }
}

/// The cost of each cut-off.
pub fn cost_curve(counts: &[CutOffCounts], costs: MisclassificationCosts) -> Vec<CostPoint> {
    counts.iter().map(|counts| CostPoint { cut_off: counts.cut_off, cost: costs.total(counts) }).collect()
}

/// The cut-off that costs least; of several the highest, which flags the fewest. `None` of no cut-offs.
pub fn cheapest_cut_off(counts: &[CutOffCounts], costs: MisclassificationCosts) -> Option<CheapestCutOff> {
    let candidates = counts.iter().map(|counts| CheapestCutOff { counts: *counts, cost: costs.total(counts) });
    candidates.min_by(|a, b| a.cost.total_cmp(&b.cost).then(b.counts.cut_off.total_cmp(&a.counts.cut_off)))
}

/// Numbers that are no costs.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("{0} and {1} are not both costs")]
pub struct NotCosts(pub f64, pub f64);

impl TryFrom<(f64, f64)> for MisclassificationCosts {
    type Error = NotCosts;
    fn try_from((missed_bad, flagged_good): (f64, f64)) -> Result<Self, NotCosts> {
        MisclassificationCosts::new(missed_bad, flagged_good).ok_or(NotCosts(missed_bad, flagged_good))
    }
}

impl From<MisclassificationCosts> for (f64, f64) {
    fn from(costs: MisclassificationCosts) -> (f64, f64) {
        (costs.missed_bad, costs.flagged_good)
    }
}
