use serde::{Deserialize, Serialize};

use crate::data::loan_facts::{CareFlags, LoanFacts};
use crate::quantity::{Currency, Money};
use crate::strategy::repayment::{Levers, PlanKind};

/// What a draft may say. Nothing else gets into one: what is not known here is left out of the text, or asked for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DraftFacts {
    /// The day on which the message goes out, in days since 1970-01-01: deadlines are counted from it.
    pub today: i32,
    /// Who it goes to.
    pub borrower_name: BorrowerName,
    /// The lender's name.
    pub lender_name: Option<String>,
    /// The name of the person who writes or calls.
    pub agent_name: Option<String>,
    /// The last four characters of the loan's number; of a longer one only these are shown.
    pub loan_ref_last4: Option<String>,
    /// Whether that is all of the number: then nobody is told that it is the end of one.
    pub loan_ref_is_whole: bool,
    /// How amounts are written.
    pub currency: Currency,
    /// What is past due. Amounts of zero and less are as good as not known, here and below.
    pub amount_due: Option<Money>,
    /// All that is still owed.
    pub outstanding: Option<Money>,
    /// The regular payment a month.
    pub instalment: Option<Money>,
    /// When the payment was due, or will be where nothing is past due, in days since 1970-01-01. A draft that says `was due` leaves
    /// out a day to come, and one that says `is due` a day that is past.
    pub due_date: Option<i32>,
    /// Completed days past due.
    pub days_past_due: Option<u32>,
    /// By when an answer is asked for, in days since 1970-01-01.
    pub respond_by: Option<i32>,
    /// When a call is proposed, in the draft's own language: `on Tuesday between 10 and 11 am`.
    pub call_slot: Option<String>,
    /// What can be offered, best first; a draft shows three at most.
    pub plans: Vec<DraftPlan>,
    /// What a settlement costs, where one is authorized.
    pub settlement: Option<SettlementFacts>,
    /// The late fee that is waived, where that is authorized.
    pub waived_fee: Option<Money>,
    /// How to reach the lender: a phone number or an address.
    pub contact: Option<String>,
    /// How to reach those who deal with complaints.
    pub grievance_contact: Option<String>,
    /// How to stop messages, as a whole sentence: `Reply STOP to opt out.`
    pub opt_out: Option<String>,
    /// Whether the lender has authorized steps at law.
    pub legal_action_authorised: bool,
    /// Whether the plan is a notice before steps at law, or their review: then it is true that a person may review them. Where they are
    /// neither authorized nor may be reviewed, no draft speaks of them.
    pub may_review_legal_steps: bool,
    /// Whether the debt is too old for a suit: then no draft speaks of one either.
    pub time_barred: bool,
    /// Whether it is the first message about this debt, which says more of its purpose in the United States.
    pub is_first_contact: bool,
    /// What forbids asking for money: it decides before the treatment does.
    pub care: CareFlags,
}

impl DraftFacts {
    /// What a file says of a loan, in `currency`; the rest is for the person or the settings to add. What is past due is not among it:
    /// a file rarely says, and it is not guessed from missed payments.
    pub fn of_loan(loan: &LoanFacts, currency: Currency, today: i32) -> DraftFacts {
        DraftFacts {
            today,
            currency,
            outstanding: loan.outstanding,
            instalment: loan.monthly_instalment,
            days_past_due: loan.days_past_due,
            care: loan.flags,
            ..DraftFacts::default()
        }
    }
}

/// Who a draft goes to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum BorrowerName {
    /// Not known: the greeting does without.
    #[default]
    Unknown,
    /// `{borrower_name}` stays in the text until [`super::Draft::with_name`].
    Kept,
    /// The name.
    Known(String),
}

/// A plan that can be offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftPlan {
    /// What it changes; its id and its words follow from it.
    pub kind: PlanKind,
    /// The first payment above zero.
    pub first_instalment: Money,
    /// The payment that follows, where that differs by more than rounding.
    pub later_instalment: Option<Money>,
    /// How many payments there are.
    pub n_instalments: u16,
    /// All payments.
    pub total: Money,
}

impl DraftPlan {
    /// A plan whose last payment is in month `end_month`, counted from a month from now: its payments are those of all months but the
    /// ones without.
    pub fn of(kind: PlanKind, (first_instalment, later_instalment): (Money, Option<Money>), end_month: u16, total: Money) -> DraftPlan {
        let n_without = match kind {
            PlanKind::SettlementLump { .. } => end_month.saturating_sub(1),
            PlanKind::Holiday { n_months, .. } => n_months,
            PlanKind::Combined(Levers { holiday, .. }) => holiday,
            _ => 0,
        };
        DraftPlan { kind, first_instalment, later_instalment, n_instalments: end_month.saturating_sub(n_without), total }
    }

    /// The name under which a text may refer to it, such as `tenor-12`.
    pub fn id(&self) -> String {
        self.kind.id()
    }
}

/// What a settlement costs. It is a proposal: somebody else has to approve it, and every text says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettlementFacts {
    /// All that is to be paid.
    pub amount: Money,
    /// The last day on which the offer can be accepted, in days since 1970-01-01. It is no day of a payment.
    pub until: Option<i32>,
    /// In how many payments, where it is not one.
    pub n_instalments: Option<u16>,
    /// The first of these.
    pub first_instalment: Option<Money>,
}
