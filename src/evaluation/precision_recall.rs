use serde::{Deserialize, Serialize};

use super::scored_outcomes::ScoredOutcomes;

/// A point of the precision-recall curve: how it is when every row from `score` up is flagged.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PrPoint {
    /// Share of the bad rows that are flagged.
    pub recall: f64,
    /// Share of the flagged rows that are bad; 1 where none is flagged, as in scikit-learn.
    pub precision: f64,
    /// The lowest score flagged.
    pub score: f64,
}

impl ScoredOutcomes {
    /// The precision at each distinct score, weighted by the recall that it adds: the area under the curve by steps, as
    /// scikit-learn's `average_precision_score`. Without interpolation, which would flatter.
    pub fn average_precision(&self) -> f64 {
        let (mut n_flagged, mut n_caught, mut sum) = (0u64, 0u64, 0.0);
        for tie in self.ties() {
            n_flagged += tie.n_rows();
            n_caught += tie.n_bad;
            sum += tie.n_bad as f64 * (n_caught as f64 / n_flagged as f64);
        }
        sum / self.n_bad() as f64
    }

    /// From recall 0 to all rows flagged: both ends and about one point in each 200th of recall.
    pub fn precision_recall_curve(&self) -> Vec<PrPoint> {
        let (mut n_flagged, mut n_caught) = (0u64, 0u64);
        let mut kept = vec![PrPoint { recall: 0.0, precision: 1.0, score: 1.0 }];
        let mut last_recall = 0.0;
        for (idx, tie) in self.ties().iter().enumerate() {
            n_flagged += tie.n_rows();
            n_caught += tie.n_bad;
            let recall = n_caught as f64 / self.n_bad() as f64;
            if recall - last_recall >= 0.005 || idx + 1 == self.ties().len() {
                kept.push(PrPoint { recall, precision: n_caught as f64 / n_flagged as f64, score: tie.score });
                last_recall = recall;
            }
        }
        kept
    }
}
