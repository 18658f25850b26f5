use serde::{Deserialize, Serialize};

use super::calibration::{CalibrationMethod, Calibrator};
use crate::quantity::Probability;

/// A calibrator for each fold, fitted on the rows of the other folds, and one fitted on all rows: so that no row's
/// calibrated score depends on its own outcome, nor on that of another row of its borrower (where folds keep borrowers
/// together). Scores of different folds pass through slightly different curves, which costs a little of the AUC.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CrossFittedCalibration {
    by_fold: Vec<Calibrator>,
    of_all: Calibrator,
}

/// Fits to rows with a score and a known outcome, each in a fold below `n_folds`; other rows take no part. A fold whose
/// other folds hold only one outcome, or none, leaves scores as they are: so does a single fold.
pub fn cross_fitted(
    method: CalibrationMethod,
    scores: &[Option<Probability>],
    is_bad: &[Option<bool>],
    fold_of_row: &[u32],
    n_folds: u32,
) -> CrossFittedCalibration {
    let rows = || {
        let rows = scores.iter().zip(is_bad).zip(fold_of_row);
        rows.filter_map(|((score, is_bad), fold)| Some(((*score)?, (*is_bad)?, *fold))).filter(|(.., fold)| *fold < n_folds)
    };
    let fit_without = |left_out: Option<u32>| {
        let others = rows().filter(|(.., fold)| Some(*fold) != left_out);
        Calibrator::fit_rows(method, others.map(|(score, is_bad, _)| (score, is_bad)))
    };
    CrossFittedCalibration { by_fold: (0..n_folds).map(|fold| fit_without(Some(fold))).collect(), of_all: fit_without(None) }
}

impl CrossFittedCalibration {
    /// The calibrator of a row: for borrowers of whom a row had an outcome when it was fitted the one of their fold, for
    /// all others (`None`) the one of all rows. A fold that was not there when it was fitted has the latter too.
    pub fn calibrator(&self, fold: Option<u32>) -> &Calibrator {
        fold.and_then(|fold| self.by_fold.get(fold as usize)).unwrap_or(&self.of_all)
    }

    /// The calibrated score of a row, on the grid of a millionth.
    pub fn apply(&self, score: Probability, fold: Option<u32>) -> Probability {
        self.calibrator(fold).apply(score)
    }

    /// The one fitted on all rows: for scores of borrowers that it has never seen.
    pub fn of_all(&self) -> &Calibrator {
        &self.of_all
    }

    /// How many folds there are.
    pub fn n_folds(&self) -> u32 {
        self.by_fold.len() as u32
    }
}
