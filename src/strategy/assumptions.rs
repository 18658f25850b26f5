use serde::{Deserialize, Serialize};

use super::treatment::Treatment;
use crate::quantity::Money;

/// How many treatments there are: an array by treatment is read at `treatment as usize`.
pub const N_TREATMENTS: usize = Treatment::ALL.len();

/// What treating costs and brings. **All of it is assumed**: no file of loans says what another treatment would have done, so a
/// person sets these figures, and every amount that is worked out of them is an estimate. Amounts are in the file's currency, shares
/// in basis points (10 000 is all).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assumptions {
    /// What money a year later is worth less: 1 200 is 12 % a year.
    pub annual_discount_basis_points: u32,
    /// What a complaint costs: handling, redress, reputation.
    pub complaint_penalty: Money,
    /// By treatment, in the order of [`Treatment::ALL`].
    pub treatments: [TreatmentAssumptions; N_TREATMENTS],
    /// Of an offer to settle.
    pub settlement: SettlementAssumptions,
    /// Of legal steps.
    pub legal: LegalAssumptions,
    /// What a borrower can pay.
    pub affordability: AffordabilityAssumptions,
    /// What a repayment plan may change.
    pub plans: PlanAssumptions,
    /// What can be done in a month.
    pub capacity: Capacity,
    /// Which customers are worth keeping.
    pub worth_keeping: WorthKeeping,
    /// Minutes of a person who looks before something is done that needs no human, or another one.
    pub look_minutes: u32,
}

/// What one treatment of one borrower costs and brings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TreatmentAssumptions {
    /// Of doing it once.
    pub cost: Money,
    /// The share of those who would not pay whom it makes pay: the probability `p` of not paying becomes `p · (1 − uplift)`. So a
    /// borrower who would pay anyhow gains nothing, and no probability leaves 0..=1. Below zero where it does harm. Settlement and
    /// legal review do not use it: they have probabilities of their own.
    pub uplift_basis_points: i32,
    /// Until the money comes.
    pub months: u32,
    /// Of the balance, where it works; of the agreed sum in a settlement; of the balance without collateral in legal steps.
    pub recovered_basis_points: u32,
    /// Of a complaint.
    pub complaint_basis_points: u32,
    /// A member of staff needs by hand; saved where the step needs no human.
    pub minutes: u32,
    /// Whether a person has to do it.
    pub needs_human: bool,
}

/// What is assumed of an offer to settle for less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettlementAssumptions {
    /// The share of the balance that the usual offer gives up.
    pub haircut_basis_points: u32,
    /// The largest share that may be given up.
    pub largest_haircut_basis_points: u32,
    /// How likely an offer is accepted.
    pub acceptance_basis_points: u32,
    /// The most that may be given up on one loan; `None` without such a cap.
    pub sacrifice_cap: Option<Money>,
    /// The longest time to pay the agreed sum. Beyond three months a settlement counts as restructuring under the rules of the
    /// Reserve Bank of India of June 2023.
    pub longest_term_months: u32,
}

/// What is assumed of legal steps; what they cost and how long they take stands with the treatments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegalAssumptions {
    /// How likely they succeed.
    pub win_basis_points: u32,
    /// What selling collateral loses of its value.
    pub liquidation_cut_basis_points: u32,
    /// What is recovered of the balance where the file says that nothing secures the loan, or selling what does brings less.
    pub unsecured_basis_points: u32,
}

/// What may be asked of a borrower in a month; the lesser of the two counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AffordabilityAssumptions {
    /// The largest share of the net income that may go into instalments.
    pub largest_share_basis_points: u32,
    /// What a borrower needs a month to live; asked for where [`AffordabilityAssumptions::asks_for_living`].
    pub living_base: Money,
    /// What each dependent needs beside it.
    pub living_per_dependent: Money,
}

/// What a repayment plan may change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanAssumptions {
    /// By which share of today's instalment a change of terms has to lower it at least: for less no terms are changed.
    pub least_relief_basis_points: u32,
    /// Most months added to the term.
    pub longest_extension_months: u32,
    /// Most months without a payment.
    pub longest_holiday_months: u32,
    /// Most that is taken off the rate a year.
    pub largest_rate_cut_basis_points: u32,
    /// Most months over which arrears are spread.
    pub longest_arrears_spread_months: u32,
}

/// What can be done in a month; `None` is as much as is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Capacity {
    /// Borrowers spoken with: calls, plans and settlements.
    pub calls: Option<u32>,
    /// Visits.
    pub field_visits: Option<u32>,
    /// Cases that lawyers can look at.
    pub legal_slots: Option<u32>,
}

impl AffordabilityAssumptions {
    /// Whether what is needed to live is meant for this portfolio. Where the one in the middle of it earns less it was meant for another
    /// currency, most likely, and would leave nobody a plan.
    pub fn asks_for_living(&self, income_median: Option<Money>) -> bool {
        income_median.is_none_or(|median| self.living_base <= median)
    }
}

impl Capacity {
    /// Whether there is too little of anything, perhaps.
    pub fn is_limited(&self) -> bool {
        self.calls.is_some() || self.field_visits.is_some() || self.legal_slots.is_some()
    }
}

/// Which customers are worth keeping: those who mostly paid on time and will likely pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorthKeeping {
    /// The least share of instalments paid on time.
    pub least_on_time_basis_points: u32,
    /// The score may be at most this.
    pub highest_score_basis_points: u32,
}

impl Assumptions {
    /// What is assumed of a treatment.
    pub fn of(&self, treatment: Treatment) -> &TreatmentAssumptions {
        &self.treatments[treatment as usize]
    }
}

impl Default for Assumptions {
    /// Costs as collections departments state them, in major units of no particular currency; all else is our proposal.
    fn default() -> Self {
        Assumptions {
            annual_discount_basis_points: 1_200,
            complaint_penalty: major(5_000),
            treatments: Treatment::ALL.map(default_treatment),
            settlement: SettlementAssumptions {
                haircut_basis_points: 2_000,
                largest_haircut_basis_points: 3_000,
                acceptance_basis_points: 4_000,
                sacrifice_cap: None,
                longest_term_months: 3,
            },
            legal: LegalAssumptions { win_basis_points: 5_000, liquidation_cut_basis_points: 3_000, unsecured_basis_points: 3_000 },
            affordability: AffordabilityAssumptions {
                largest_share_basis_points: 5_000,
                living_base: major(8_000),
                living_per_dependent: major(3_000),
            },
            plans: PlanAssumptions {
                least_relief_basis_points: 500,
                longest_extension_months: 24,
                longest_holiday_months: 6,
                largest_rate_cut_basis_points: 200,
                longest_arrears_spread_months: 12,
            },
            capacity: Capacity::default(),
            worth_keeping: WorthKeeping { least_on_time_basis_points: 9_000, highest_score_basis_points: 3_000 },
            look_minutes: 10,
        }
    }
}

fn major(amount: i64) -> Money {
    Money::from_minor_units(amount * 100)
}

/// Cost in major units, uplift, months, recovered, complaints (shares in basis points), minutes, needs a human.
fn default_treatment(treatment: Treatment) -> TreatmentAssumptions {
    let (cost, uplift_basis_points, months, recovered_basis_points, complaint_basis_points, minutes, needs_human) = match treatment {
        Treatment::NothingDue => (0, 0, 0, 0, 0, 0, false),
        Treatment::Wait => (0, 0, 2, 10_000, 0, 2, false),
        Treatment::Defer => (0, 0, 2, 10_000, 0, 2, false),
        Treatment::Reminder => (10, 500, 1, 10_000, 10, 5, false),
        Treatment::ReminderCall => (60, 1_000, 1, 10_000, 50, 12, true),
        Treatment::RepaymentPlan => (300, 2_500, 12, 9_500, 20, 30, true),
        Treatment::Settlement => (2_000, 0, 1, 10_000, 50, 45, true),
        Treatment::FieldVisit => (800, 1_800, 2, 9_000, 300, 90, true),
        Treatment::PreLegalNotice => (500, 1_200, 3, 9_000, 200, 20, true),
        Treatment::LegalReview => (25_000, 0, 18, 7_000, 0, 120, true),
        Treatment::Specialist => (400, 1_500, 3, 9_000, 10, 45, true),
        Treatment::NotScored => (0, 0, 0, 0, 0, 0, true),
    };
    TreatmentAssumptions {
        cost: major(cost),
        uplift_basis_points,
        months,
        recovered_basis_points,
        complaint_basis_points,
        minutes,
        needs_human,
    }
}
