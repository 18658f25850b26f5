use serde::{Deserialize, Serialize};

use super::scored_outcomes::ScoredOutcomes;
use crate::quantity::Z_95;

/// A point of the ROC curve: what is caught when every row from `score` up is flagged.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct RocPoint {
    /// Share of good rows flagged.
    pub false_positive_rate: f64,
    /// Share of bad rows flagged.
    pub true_positive_rate: f64,
    /// The lowest score flagged.
    pub score: f64,
}

/// The area under the ROC curve with its uncertainty.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AucInterval {
    /// The area.
    pub auc: f64,
    /// Its variance over samples of as many good and bad rows.
    pub variance: f64,
    /// Lower end of the 95 % interval, at least 0.
    pub low: f64,
    /// Upper end, at most 1.
    pub high: f64,
}

/// The widest gap between the shares of bad and of good rows flagged.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct KsGap {
    /// Its width, 0..=1.
    pub gap: f64,
    /// The lowest score flagged there; the highest such score where several gaps are equally wide.
    pub score: f64,
}

impl ScoredOutcomes {
    /// Chance that a bad row scores above a good one, ties counting half (Hanley and McNeil 1982). Exact but for one
    /// division.
    pub fn auc(&self) -> f64 {
        let mut n_good_above = 0u64;
        let mut twice_won = 0u128;
        for tie in self.ties() {
            let twice_beaten = 2 * (self.n_good() - n_good_above - tie.n_good) + tie.n_good;
            twice_won += u128::from(tie.n_bad) * u128::from(twice_beaten);
            n_good_above += tie.n_good;
        }
        twice_won as f64 / (2 * u128::from(self.n_good()) * u128::from(self.n_bad())) as f64
    }

    /// The AUC with its variance and 95 % interval by structural components (DeLong, DeLong and Clarke-Pearson 1988), in
    /// one pass over sorted scores (Sun and Xu 2014). An outcome of a single row, of which no variance can be known,
    /// counts with the greatest that there is, 1/4.
    pub fn delong(&self) -> AucInterval {
        let (n_good, n_bad) = (self.n_good() as f64, self.n_bad() as f64);
        let auc = self.auc();
        let (mut good_above, mut bad_above) = (0u64, 0u64);
        let (mut squares_of_bad, mut squares_of_good) = (0.0, 0.0);
        for tie in self.ties() {
            let good_beaten = ((self.n_good() - good_above) as f64 - tie.n_good as f64 / 2.0) / n_good;
            let beaten_by_bad = (bad_above as f64 + tie.n_bad as f64 / 2.0) / n_bad;
            squares_of_bad += tie.n_bad as f64 * (good_beaten - auc) * (good_beaten - auc);
            squares_of_good += tie.n_good as f64 * (beaten_by_bad - auc) * (beaten_by_bad - auc);
            good_above += tie.n_good;
            bad_above += tie.n_bad;
        }
        let of_mean = |squares: f64, n: f64| if n > 1.0 { squares / (n - 1.0) / n } else { 0.25 };
        let variance = of_mean(squares_of_bad, n_bad) + of_mean(squares_of_good, n_good);
        let half_width = Z_95 * libm::sqrt(variance);
        AucInterval { auc, variance, low: (auc - half_width).max(0.0), high: (auc + half_width).min(1.0) }
    }

    /// The two-sample statistic of Kolmogorov and Smirnov between good and bad rows.
    pub fn ks(&self) -> KsGap {
        let mut widest = KsGap { gap: 0.0, score: 1.0 };
        for point in self.whole_roc_curve() {
            let gap = (point.true_positive_rate - point.false_positive_rate).abs();
            if gap > widest.gap {
                widest = KsGap { gap, score: point.score };
            }
        }
        widest
    }

    /// From (0, 0) to (1, 1): both ends, the point of the widest gap, and about one point in each hundredth of the way.
    pub fn roc_curve(&self) -> Vec<RocPoint> {
        let ks = self.ks();
        let way = |point: &RocPoint| point.false_positive_rate + point.true_positive_rate;
        let n_points = self.ties().len() + 1;
        let mut kept: Vec<RocPoint> = Vec::new();
        for (idx, point) in self.whole_roc_curve().enumerate() {
            let is_special = idx == 0 || idx + 1 == n_points || point.score == ks.score;
            if is_special || kept.last().is_none_or(|last| way(&point) - way(last) >= 0.01) {
                kept.push(point);
            }
        }
        kept
    }

    /// (0, 0) and a point for each distinct score, highest first.
    fn whole_roc_curve(&self) -> impl Iterator<Item = RocPoint> + '_ {
        let (mut good_above, mut bad_above) = (0u64, 0u64);
        let start = RocPoint { false_positive_rate: 0.0, true_positive_rate: 0.0, score: 1.0 };
        std::iter::once(start).chain(self.ties().iter().map(move |tie| {
            good_above += tie.n_good;
            bad_above += tie.n_bad;
            RocPoint {
                false_positive_rate: good_above as f64 / self.n_good() as f64,
                true_positive_rate: bad_above as f64 / self.n_bad() as f64,
                score: tie.score,
            }
        }))
    }
}
