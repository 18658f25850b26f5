//! Logistic regression: bins and outcomes in, a table of points for each feature's bins out, which a person can read.
//! All that is fitted (medians, limits, means, rare levels, coefficients) comes from the rows given, so a fold's model
//! knows nothing of the rows that it will judge.

mod design;
mod fit;
mod logistic;
mod newton;

pub use design::{Coefficient, Part};
pub use fit::{LogisticError, fit_logistic};
pub use logistic::Logistic;
