//! Scores, facts and a policy to a recovery plan: what is done about each borrower and why, what it is expected to cost and
//! bring, and what each band holds. Knows neither models nor files.

mod action;
mod archetype;
mod archetype_scale;
mod archetype_sign;
mod assumption_fields;
mod assumptions;
mod capacity;
mod channel;
mod cockpit_steps;
mod cockpit_table;
mod cut_off_table;
mod cut_offs;
mod decision;
mod fairness;
mod legal_steps;
mod money_curve;
mod offer;
mod outcome_sums;
mod planner;
pub mod policy;
mod policy_contrast;
mod portfolio_value;
mod proportion_test;
mod reason;
mod rules;
mod seed_stability;
mod stage;
mod tone;
mod treatment;
mod treatment_table;
mod value;
mod work_queue;

pub use action::Strategy;
pub use archetype::Archetype;
pub use archetype_scale::{ArchetypeReading, ArchetypeScale, ArchetypeScaleFit, AxisScores, axis_scores};
pub use archetype_sign::{Axis, Sign, SignFact};
pub use assumption_fields::{AssumptionField, AssumptionProblem, AssumptionUnit};
pub use assumptions::{Assumptions, Capacity, LegalAssumptions, N_TREATMENTS, SettlementAssumptions, TreatmentAssumptions, WorthKeeping};
pub use capacity::{Allocation, CapacityCase, Resource, ResourceUse, allocate, cheaper_alternative, marginal_value};
pub use channel::Channel;
pub use cockpit_steps::{CockpitRow, CockpitSteps};
pub use cockpit_table::{CockpitTable, CockpitTotals};
pub use cut_off_table::{BandTotals, CutOffSteps, CutOffTable, PlanTotals};
pub use cut_offs::{CutOffs, CutOffsError};
pub use decision::{Case, Decision};
pub use fairness::{FOUR_FIFTHS, GroupTreatment, LEAST_OF_A_GROUP, TreatedGroups, TreatmentFairness, treatment_fairness};
pub use legal_steps::LegalSteps;
pub use money_curve::{CutOffEdge, MoneyCurve, MoneyPoint};
pub use offer::Offer;
pub use outcome_sums::{BorrowerFacts, BorrowerOutcome, N_GROUPS, OutcomeSums, is_harsh};
pub use planner::{BorrowerPlan, Planner, Subject};
pub use policy::{Policy, ValidPolicy};
pub use policy_contrast::PolicyContrast;
pub use portfolio_value::{MOST_SEGMENTS, PortfolioValue, is_worth_keeping, on_time_share};
pub use proportion_test::{ProportionTest, compare_shares};
pub use reason::{CareCause, LegalRoute, Reason, ReviewCause};
pub use seed_stability::{group_scores, share_that_differs};
pub use stage::Stage;
pub use tone::Tone;
pub use treatment::Treatment;
pub use treatment_table::{TreatmentChoice, TreatmentTable};
pub use value::{
    SettlementTerms, TreatmentValue, TreatmentValues, Valuation, ValueFacts, break_even, discount_factor, largest_paying_haircut,
};
pub use work_queue::{QueueCase, queue_order};
