//! Probabilities and outcomes to honest figures. Knows neither models nor columns; every score it is given must come
//! from a part of a model that has not seen the row.

pub mod leakage;
mod roc;

pub use roc::{Evaluation, RocPoint, auc_roc, evaluate};
