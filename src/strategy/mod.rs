//! Scores, facts and a policy to a recovery plan: what is done about each borrower and why, what it is expected to cost and
//! bring, and what each band holds. Knows neither models nor files.

mod action;
mod allotment;
mod archetype;
mod archetype_sign;
mod assumption_fields;
mod assumptions;
mod attention;
mod capacity;
mod channel;
mod cheaper;
mod cockpit_steps;
mod cockpit_table;
mod cut_off_table;
mod cut_offs;
mod decision;
mod fairness;
mod hand_work;
mod legal_steps;
mod legal_worth;
mod means;
mod money_curve;
mod offer;
mod outcome_sums;
mod plan_proposer;
mod plan_sums;
mod planner;
pub mod policy;
mod policy_contrast;
mod portfolio_scale;
mod portfolio_value;
mod proportion_test;
mod reason;
pub mod repayment;
mod repayment_case;
mod rules;
mod seed_stability;
mod stage;
mod tone;
mod treatment;
mod treatment_table;
mod value;
mod work_queue;
mod worth_rules;

pub use action::Strategy;
pub use allotment::Allotment;
pub use archetype::Archetype;
pub use archetype_sign::{Axis, Sign, SignFact};
pub use assumption_fields::{AssumptionField, AssumptionProblem, AssumptionUnit};
pub use assumptions::{
    AffordabilityAssumptions, Assumptions, Capacity, LegalAssumptions, N_TREATMENTS, PlanAssumptions, SettlementAssumptions,
    TreatmentAssumptions, WorthKeeping,
};
pub use attention::{AttentionCause, AttentionSums};
pub use capacity::{Allocation, CapacityCase, Resource, ResourceUse, allocate, cheaper_alternative, marginal_value};
pub use channel::Channel;
pub use cheaper::{CheaperStep, CheaperSteps};
pub use cockpit_steps::{CockpitRow, CockpitSteps};
pub use cockpit_table::{CockpitTable, CockpitTotals};
pub use cut_off_table::{BandTotals, CutOffSteps, CutOffTable, PlanTotals};
pub use cut_offs::{CutOffs, CutOffsError};
pub use decision::{Case, Decision};
pub use fairness::{FOUR_FIFTHS, GroupTreatment, LEAST_OF_A_GROUP, TreatedGroups, TreatmentFairness, treatment_fairness};
pub use hand_work::{HandWork, StepWork};
pub use legal_steps::LegalSteps;
pub use legal_worth::{LegalGain, LegalWorth};
pub use means::{Bearing, SettlementBearing, SettlementMeans, Strain};
pub use money_curve::{CutOffEdge, MoneyCurve, MoneyPoint};
pub use offer::Offer;
pub use outcome_sums::{BorrowerFacts, BorrowerOutcome, N_GROUPS, OutcomeSums};
pub use plan_proposer::{PlanProposer, Proposal, ProposedPlan, fitting_offer, later_instalment};
pub use plan_sums::{LegalBandGains, PlanSums, PlannedBorrower};
pub use planner::{BorrowerPlan, Planner, Subject};
pub use policy::{Policy, ValidPolicy};
pub use policy_contrast::PolicyContrast;
pub use portfolio_scale::{ArchetypeReading, AxisScores, PortfolioScale, PortfolioScaleFit, axis_scores};
pub use portfolio_value::{MOST_SEGMENTS, PortfolioValue, is_worth_keeping, on_time_share};
pub use proportion_test::{ProportionTest, compare_shares};
pub use reason::{CareCause, EndCause, LegalRoute, Reason, ReviewCause};
pub use repayment_case::{MonthsLeft, NoSchedule, RepaymentCase, possible_arrears};
pub use seed_stability::{group_scores, share_that_differs};
pub use stage::Stage;
pub use tone::Tone;
pub use treatment::Treatment;
pub use treatment_table::{TreatmentChoice, TreatmentTable};
pub use value::{
    SettlementTerms, TreatmentValue, TreatmentValues, Valuation, ValueFacts, break_even, discount_factor, largest_paying_haircut,
};
pub use work_queue::{QueueCase, queue_order};
