//! Scores and cut-offs to a recovery plan: a strategy for each borrower, and what each band holds. Above the bands a policy:
//! archetype and stage to a treatment, rules that come before it, each with its reason.
//! Knows neither models nor files.

mod action;
mod archetype;
mod archetype_scale;
mod archetype_sign;
mod assumption_fields;
mod assumptions;
mod channel;
mod cut_off_table;
mod cut_offs;
mod decision;
mod legal_steps;
mod offer;
pub mod policy;
mod reason;
mod rules;
mod seed_stability;
mod stage;
mod tone;
mod treatment;
mod treatment_table;

pub use action::Strategy;
pub use archetype::Archetype;
pub use archetype_scale::{ArchetypeReading, ArchetypeScale, ArchetypeScaleFit, AxisScores, axis_scores};
pub use archetype_sign::{Axis, Sign, SignFact};
pub use assumption_fields::{AssumptionField, AssumptionProblem, AssumptionUnit};
pub use assumptions::{Assumptions, Capacity, LegalAssumptions, N_TREATMENTS, SettlementAssumptions, TreatmentAssumptions, WorthKeeping};
pub use channel::Channel;
pub use cut_off_table::{BandTotals, CutOffSteps, CutOffTable, PlanTotals};
pub use cut_offs::{CutOffs, CutOffsError};
pub use decision::{Case, Decision};
pub use legal_steps::LegalSteps;
pub use offer::Offer;
pub use policy::{Policy, ValidPolicy};
pub use reason::{CareCause, LegalRoute, Reason, ReviewCause};
pub use seed_stability::{group_scores, share_that_differs};
pub use stage::Stage;
pub use tone::Tone;
pub use treatment::Treatment;
pub use treatment_table::{TreatmentChoice, TreatmentTable};
