use serde::{Deserialize, Serialize};

/// What is done next about a borrower, in one step: finer than the band of the score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Treatment {
    /// Nothing: the loan has ended, and nothing is owed any more.
    NothingDue,
    /// No contact: the borrower will most likely pay by themselves.
    Wait,
    /// Wait until the day on which the borrower promised to pay, or as long as a plan is kept.
    Defer,
    /// A message with a link to pay.
    Reminder,
    /// A reminder and a call.
    ReminderCall,
    /// An offer to change the loan so that it can be paid.
    RepaymentPlan,
    /// An offer to settle for less.
    Settlement,
    /// A visit.
    FieldVisit,
    /// A formal notice with what may follow: legal steps are not open yet.
    PreLegalNotice,
    /// A person reviews whether legal steps are right.
    LegalReview,
    /// A specialist decides: nothing is automated.
    Specialist,
    /// No honest score: nothing is proposed.
    NotScored,
}

impl Treatment {
    /// All of them, mildest first.
    pub const ALL: [Treatment; 12] = [
        Treatment::NothingDue,
        Treatment::Wait,
        Treatment::Defer,
        Treatment::Reminder,
        Treatment::ReminderCall,
        Treatment::RepaymentPlan,
        Treatment::Settlement,
        Treatment::FieldVisit,
        Treatment::PreLegalNotice,
        Treatment::LegalReview,
        Treatment::Specialist,
        Treatment::NotScored,
    ];

    /// Its word in files: policies, exports, the command line.
    pub fn file_label(self) -> &'static str {
        match self {
            Treatment::NothingDue => "nothing_due",
            Treatment::Wait => "wait",
            Treatment::Defer => "defer",
            Treatment::Reminder => "reminder",
            Treatment::ReminderCall => "reminder_call",
            Treatment::RepaymentPlan => "repayment_plan",
            Treatment::Settlement => "settlement",
            Treatment::FieldVisit => "field_visit",
            Treatment::PreLegalNotice => "pre_legal_notice",
            Treatment::LegalReview => "legal_review",
            Treatment::Specialist => "specialist",
            Treatment::NotScored => "not_scored",
        }
    }

    /// Whether it is harsh on a customer who would likely pay anyhow: visits, formal notices and legal review.
    pub fn is_harsh(self) -> bool {
        matches!(self, Treatment::FieldVisit | Treatment::PreLegalNotice | Treatment::LegalReview)
    }

    /// Whether something is to be done, or waited for: whether the borrower is planned for at all.
    pub fn is_due(self) -> bool {
        self != Treatment::NothingDue
    }
}
