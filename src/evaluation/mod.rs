//! Probabilities and outcomes to honest figures, and to probabilities that mean what they say. Comes in: one score and
//! one outcome a row. Goes out: an [`Evaluation`], a calibration, the cheapest cut-off. Knows neither models nor columns;
//! every score it is given must come from a part of a model that has not seen the row. No figure depends on the order of
//! rows: scores are sorted once, and equal scores are judged together.

mod auc_contrast;
mod calibration;
mod cost;
mod cross_fitting;
mod deciles;
mod distribution;
mod figures;
mod isotonic;
pub mod leakage;
mod permutation_check;
mod platt;
mod precision_recall;
mod proper_scores;
mod reliability;
mod roc;
mod scored_outcomes;

pub use auc_contrast::{AucContrast, auc_contrast};
pub use calibration::{CalibrationMethod, Calibrator};
pub use cost::{CheapestCutOff, CostPoint, CutOffCounts, MisclassificationCosts, NotCosts, cheapest_cut_off, cost_curve};
pub use cross_fitting::{CrossFittedCalibration, cross_fitted};
pub use deciles::DecileRow;
pub use distribution::{N_SCORE_BINS, ScoreBin};
pub use figures::{Evaluation, Figures, auc_roc, evaluate};
pub use isotonic::{IsotonicCurve, Knot};
pub use permutation_check::{PermutationCheck, permutation_check, shuffled_outcomes};
pub use platt::Sigmoid;
pub use precision_recall::PrPoint;
pub use reliability::ReliabilityBin;
pub use roc::{AucInterval, KsGap, RocPoint};
pub use scored_outcomes::{ScoreTie, ScoredOutcomes};

pub use crate::quantity::wilson_interval;
