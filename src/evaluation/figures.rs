use serde::{Deserialize, Serialize};

use super::deciles::DecileRow;
use super::distribution::ScoreBin;
use super::precision_recall::PrPoint;
use super::reliability::{ReliabilityBin, expected_calibration_error};
use super::roc::{AucInterval, RocPoint};
use super::scored_outcomes::ScoredOutcomes;
use crate::quantity::Probability;

/// How well scores rank and how true they are, in figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    /// Rows with a score and a known outcome.
    pub n_rows: u64,
    /// Those that were bad.
    pub n_bad: u64,
    /// Chance that a bad row scores above a good one, ties counting half.
    pub auc: f64,
    /// Lower end of the 95 % interval of the AUC, at least 0.
    pub auc_low: f64,
    /// Upper end, at most 1.
    pub auc_high: f64,
    /// 2·AUC − 1.
    pub gini: f64,
    /// Widest gap between the shares of bad and of good rows above a score (Kolmogorov and Smirnov), 0..=1.
    pub ks: f64,
    /// The score at which the gap is widest.
    pub ks_score: f64,
    /// Average precision, the area under the precision-recall curve by steps; the share of bad rows is chance.
    pub average_precision: f64,
    /// Mean squared difference between score and outcome (Brier 1950), 0 is perfect.
    pub brier: f64,
    /// What a constant score, the share of bad rows, would give.
    pub brier_of_base_rate: f64,
    /// Mean negative logarithm of the probability given to what happened, 0 is perfect; see [`ScoredOutcomes::log_loss`].
    pub log_loss: f64,
    /// What a constant score, the share of bad rows, would give.
    pub log_loss_of_base_rate: f64,
    /// Expected calibration error: mean distance between score and share of bad rows over the bins of `reliability`.
    pub ece: f64,
}

/// How well scores rank and how true they are, in figures and curves; it is read like its figures.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Evaluation {
    /// The figures.
    pub figures: Figures,
    /// The ROC curve from (0, 0) to (1, 1), about 200 points of it, the one of the widest gap among them.
    pub roc: Vec<RocPoint>,
    /// The precision-recall curve from recall 0 to 1, about 200 points of it.
    pub pr: Vec<PrPoint>,
    /// At most ten bins of about equally many rows, lowest scores first.
    pub reliability: Vec<ReliabilityBin>,
    /// Ten groups of equally many rows, highest scores first.
    pub deciles: Vec<DecileRow>,
    /// How many rows of each outcome have which score, in 50 bins of 0.02, lowest first.
    pub distribution: Vec<ScoreBin>,
}

impl std::ops::Deref for Evaluation {
    type Target = Figures;
    fn deref(&self) -> &Figures {
        &self.figures
    }
}

impl Figures {
    /// Whether the data shows that the model ranks better than chance: the interval lies above 0.5.
    pub fn has_signal(&self) -> bool {
        self.auc_low > 0.5
    }
}

/// The figures of these scores; `None` unless both outcomes occur.
pub fn evaluate(scores: &[Probability], is_bad: &[bool]) -> Option<Evaluation> {
    let outcomes = ScoredOutcomes::new(scores, is_bad)?;
    let AucInterval { auc, low, high, .. } = outcomes.delong();
    let ks = outcomes.ks();
    let base_rate = outcomes.base_rate();
    let reliability = outcomes.reliability();
    let figures = Figures {
        n_rows: outcomes.n_rows(),
        n_bad: outcomes.n_bad(),
        auc,
        auc_low: low,
        auc_high: high,
        gini: 2.0 * auc - 1.0,
        ks: ks.gap,
        ks_score: ks.score,
        average_precision: outcomes.average_precision(),
        brier: outcomes.brier(),
        brier_of_base_rate: base_rate * (1.0 - base_rate),
        log_loss: outcomes.log_loss(),
        log_loss_of_base_rate: outcomes.log_loss_of_base_rate(),
        ece: expected_calibration_error(&reliability),
    };
    Some(Evaluation {
        figures,
        roc: outcomes.roc_curve(),
        pr: outcomes.precision_recall_curve(),
        reliability,
        deciles: outcomes.deciles(),
        distribution: outcomes.distribution(),
    })
}

/// The area under the ROC curve alone; `None` unless both outcomes occur.
pub fn auc_roc(scores: &[Probability], is_bad: &[bool]) -> Option<f64> {
    ScoredOutcomes::new(scores, is_bad).map(|outcomes| outcomes.auc())
}
