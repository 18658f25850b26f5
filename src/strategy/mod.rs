//! Scores and cut-offs to a recovery plan: a strategy for each borrower, what it is expected to cost and bring, and what each band
//! holds. Knows neither models nor files.

mod action;
mod archetype;
mod assumption_fields;
mod assumptions;
mod capacity;
mod cockpit_steps;
mod cockpit_table;
mod cut_off_table;
mod cut_offs;
mod fairness;
mod money_curve;
mod outcome_sums;
mod policy_contrast;
mod portfolio_value;
mod proportion_test;
mod stage;
mod treatment;
mod value;
mod work_queue;

pub use action::Strategy;
pub use archetype::Archetype;
pub use assumption_fields::{AssumptionField, AssumptionProblem, AssumptionUnit};
pub use assumptions::{Assumptions, Capacity, LegalAssumptions, N_TREATMENTS, SettlementAssumptions, TreatmentAssumptions, WorthKeeping};
pub use capacity::{Allocation, CapacityCase, Resource, ResourceUse, allocate, cheaper_alternative, marginal_value};
pub use cockpit_steps::{CockpitRow, CockpitSteps};
pub use cockpit_table::{CockpitTable, CockpitTotals};
pub use cut_off_table::{BandTotals, CutOffSteps, CutOffTable, PlanTotals};
pub use cut_offs::{CutOffs, CutOffsError};
pub use fairness::{FOUR_FIFTHS, GroupTreatment, LEAST_OF_A_GROUP, TreatedGroups, TreatmentFairness, treatment_fairness};
pub use money_curve::{CutOffEdge, MoneyCurve, MoneyPoint};
pub use outcome_sums::{BorrowerFacts, BorrowerOutcome, N_GROUPS, OutcomeSums, is_harsh};
pub use policy_contrast::PolicyContrast;
pub use portfolio_value::{MOST_SEGMENTS, PortfolioValue, is_worth_keeping, on_time_share};
pub use proportion_test::{ProportionTest, compare_shares};
pub use stage::Stage;
pub use treatment::Treatment;
pub use value::{
    SettlementTerms, TreatmentValue, TreatmentValues, Valuation, ValueFacts, break_even, discount_factor, largest_paying_haircut,
};
pub use work_queue::{QueueCase, queue_order};
