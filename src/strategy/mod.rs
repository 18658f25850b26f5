//! Scores and cut-offs to a recovery plan: a strategy for each borrower, and what each band holds.
//! Knows neither models nor files.

mod action;
mod archetype;
mod assumption_fields;
mod assumptions;
mod cut_off_table;
mod cut_offs;
mod stage;
mod treatment;

pub use action::Strategy;
pub use archetype::Archetype;
pub use assumption_fields::{AssumptionField, AssumptionProblem, AssumptionUnit};
pub use assumptions::{Assumptions, Capacity, LegalAssumptions, N_TREATMENTS, SettlementAssumptions, TreatmentAssumptions, WorthKeeping};
pub use cut_off_table::{BandTotals, CutOffSteps, CutOffTable, PlanTotals};
pub use cut_offs::{CutOffs, CutOffsError};
pub use stage::Stage;
pub use treatment::Treatment;
