//! Scores and cut-offs to a recovery plan: a strategy for each borrower, and what each band holds.
//! Knows neither models nor files.

mod action;
mod archetype;
mod cut_off_table;
mod cut_offs;
pub mod repayment;
mod stage;
mod treatment;

pub use action::Strategy;
pub use archetype::Archetype;
pub use cut_off_table::{BandTotals, CutOffSteps, CutOffTable, PlanTotals};
pub use cut_offs::{CutOffs, CutOffsError};
pub use stage::Stage;
pub use treatment::Treatment;
