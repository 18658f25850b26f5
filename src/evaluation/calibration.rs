use serde::{Deserialize, Serialize};

use super::isotonic::IsotonicCurve;
use super::platt::Sigmoid;
use super::scored_outcomes::descending_ties;
use crate::quantity::Probability;

/// How scores are made to mean what they say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum CalibrationMethod {
    /// They stay as they are.
    #[default]
    None,
    /// By the rising curve of steps that fits best (Zadrozny and Elkan 2002): any shape, needs about a thousand rows.
    Isotonic,
    /// By a sigmoid of the score's log-odds (Platt 1999): one shape, for few rows.
    Platt,
}

/// What maps a score to the share of bad rows that it stands for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum Calibrator {
    /// Leaves each score as it is.
    #[default]
    Identity,
    /// A rising curve.
    Isotonic(IsotonicCurve),
    /// A sigmoid.
    Platt(Sigmoid),
}

impl Calibrator {
    /// Fits to rows, one score and one outcome each. Where only one outcome occurs, or none, nothing can be learned:
    /// scores stay as they are.
    pub fn fit(method: CalibrationMethod, scores: &[Probability], is_bad: &[bool]) -> Calibrator {
        Calibrator::fit_rows(method, scores.iter().copied().zip(is_bad.iter().copied()))
    }

    pub(super) fn fit_rows(method: CalibrationMethod, rows: impl Iterator<Item = (Probability, bool)>) -> Calibrator {
        if method == CalibrationMethod::None {
            return Calibrator::Identity;
        }
        let ties = descending_ties(rows);
        if ties.iter().all(|tie| tie.n_good == 0) || ties.iter().all(|tie| tie.n_bad == 0) {
            return Calibrator::Identity;
        }
        match method {
            CalibrationMethod::None => Calibrator::Identity,
            CalibrationMethod::Isotonic => Calibrator::Isotonic(IsotonicCurve::fit(&ties)),
            CalibrationMethod::Platt => Calibrator::Platt(Sigmoid::fit(&ties)),
        }
    }

    /// The share of bad rows that a score stands for, 0..=1, in full precision.
    pub fn value(&self, score: Probability) -> f64 {
        match self {
            Calibrator::Identity => score.value(),
            Calibrator::Isotonic(curve) => curve.value(score.value()),
            Calibrator::Platt(sigmoid) => sigmoid.value(score.value()),
        }
    }

    /// The same as a score: on the grid of a millionth, unless scores stay as they are.
    pub fn apply(&self, score: Probability) -> Probability {
        if *self == Calibrator::Identity {
            return score;
        }
        Probability::from_share((self.value(score) * 1e6).round() as u64, 1_000_000).unwrap_or(score)
    }
}
