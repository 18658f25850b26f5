use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::design::Design;
use super::logistic::Logistic;
use super::newton::{Rows, maximize};
use crate::model::{TrainingSet, ValidLogisticParams};
use crate::quantity::order::sort_by;

/// Why there is no model.
#[derive(Clone, Copy, Debug, PartialEq, Error, Serialize, Deserialize)]
pub enum LogisticError {
    /// All rows have the same outcome, or there are none.
    #[error("all {n_rows} rows have one outcome")]
    OneOutcome {
        /// The rows.
        n_rows: u64,
    },
    /// The search for the coefficients came to no end.
    #[error("not converged after {n_steps} steps")]
    NotConverged {
        /// Steps done.
        n_steps: u32,
        /// By how much the last one changed a coefficient at most.
        largest_change: f64,
    },
}

/// Fits a logistic regression with an L2 penalty; the intercept is free. Newton's steps find the coefficients to nine decimals,
/// whatever the machine and the order of rows, and say whether they did. (linfa-logistic knows no class weights, does not say
/// whether it converged, takes the platform's `exp`, and took ten times as long over 50,000 rows for the same coefficients.)
///
/// # Errors
///
/// See [`LogisticError`].
pub fn fit_logistic(training: &TrainingSet, params: &ValidLogisticParams) -> Result<Logistic, LogisticError> {
    let n_rows = training.n_rows() as f64;
    let n_bad = training.is_bad().iter().filter(|is_bad| **is_bad).count() as f64;
    if n_bad == 0.0 || n_bad == n_rows {
        return Err(LogisticError::OneOutcome { n_rows: training.n_rows() as u64 });
    }
    let design = Design::fit(training.matrix());
    let (bins, is_bad) = in_canonical_order(training);
    // Weights sum to the number of rows, as scikit-learn's balanced ones do.
    let weight_good = n_rows / (n_rows - n_bad + params.bad_weight * n_bad);
    let rows = Rows { design: &design, bins, is_bad, weight_good, weight_bad: weight_good * params.bad_weight, l2: params.l2 };
    let found = maximize(&rows, vec![0.0; design.columns.len() + 1])
        .map_err(|unfinished| LogisticError::NotConverged { n_steps: unfinished.n_steps, largest_change: unfinished.largest_change })?;
    Ok(Logistic::new(&design, &found, training.matrix()))
}

/// Row after row by borrower, then outcome, then bins: sums over rows do not depend on how the rows came.
fn in_canonical_order(training: &TrainingSet) -> (Vec<u8>, Vec<bool>) {
    let (matrix, is_bad, keys) = (training.matrix(), training.is_bad(), training.borrower_keys());
    let bins_of = |row: u32| (0..matrix.n_features()).map(move |feature_idx| matrix.bin(feature_idx, row as usize));
    let mut order: Vec<u32> = (0..training.n_rows() as u32).collect();
    sort_by(&mut order, |&a, &b| {
        let head = |row: u32| (keys[row as usize], is_bad[row as usize]);
        head(a).cmp(&head(b)).then_with(|| bins_of(a).cmp(bins_of(b)))
    });
    let bins = order.iter().flat_map(|&row| bins_of(row)).collect();
    (bins, order.iter().map(|&row| is_bad[row as usize]).collect())
}
