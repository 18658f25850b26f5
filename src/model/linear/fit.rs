use linfa::DatasetBase;
use linfa::traits::Fit;
use linfa_logistic::LogisticRegression;
use ndarray::{Array1, Array2};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::design::Design;
use super::logistic::Logistic;
use super::newton::{Rows, maximize};
use crate::model::{TrainingSet, ValidLogisticParams};
use crate::quantity::order::sort_by;

/// linfa takes a dense matrix and a hundred passes: with more rows than these it would take most of the time and memory,
/// for a start alone.
const MOST_START_ROWS: usize = 5_000;

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

/// Fits a logistic regression with an L2 penalty; the intercept is free. linfa's L-BFGS finds the neighborhood (on a
/// sample of at most 5,000 rows, without class weights, which it does not know); Newton's steps then find the
/// coefficients to nine decimals, whatever the machine and the order of rows. linfa does not say whether it converged;
/// the last steps do.
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
    let start = start_by_linfa(&rows).unwrap_or_else(|| vec![0.0; design.columns.len() + 1]);
    let found = maximize(&rows, start)
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

/// Coefficients and the intercept, last; `None` where linfa finds none.
fn start_by_linfa(rows: &Rows) -> Option<Vec<f64>> {
    let n_columns = rows.design.columns.len();
    // Rows stand in the order of hashed keys: the first are as good a sample as any.
    let n_rows = rows.is_bad.len().min(MOST_START_ROWS);
    if n_columns == 0 {
        return None;
    }
    let n_features = rows.bins.len() / rows.is_bad.len();
    let mut records = Array2::zeros((n_rows, n_columns));
    let mut active = Vec::new();
    for row in 0..n_rows {
        rows.design.activate(&rows.bins[row * n_features..][..n_features], &mut active);
        active.iter().for_each(|&(column, x)| records[[row, column as usize]] = x);
    }
    let targets = Array1::from(rows.is_bad[..n_rows].to_vec());
    // The gradient grows with the rows, and Newton's steps need only a near start.
    let learner = LogisticRegression::default().alpha(rows.l2).max_iterations(100).gradient_tolerance(1e-4 * n_rows as f64);
    let fitted = learner.fit(&DatasetBase::new(records, targets)).ok()?;
    // linfa models the larger class.
    let sign = if fitted.labels().pos.class { 1.0 } else { -1.0 };
    let start: Vec<f64> = fitted.params().iter().chain([&fitted.intercept()]).map(|value| sign * value).collect();
    start.iter().all(|value| value.is_finite()).then_some(start)
}
