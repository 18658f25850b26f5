use super::decision::Decision;
use super::reason::{CareCause, Reason, ReviewCause};
use super::treatment::Treatment;

/// Why a person has to look at a borrower before anything is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd)]
pub enum AttentionCause {
    /// Whether legal steps are right is for a person to say.
    LegalReview,
    /// The debt is disputed.
    Dispute,
    /// Known to be vulnerable.
    Vulnerable,
    /// The borrower has died.
    Deceased,
    /// Insolvent or bankrupt.
    Insolvent,
    /// A legal hold.
    LegalHold,
    /// Legal action has been taken already.
    LegalAction,
    /// The score is near a cut-off.
    NearCutOff,
    /// Another seed often gives another strategy.
    SeedsDiffer,
    /// Legal review without knowing whether legal steps are open.
    EligibilityUnknown,
    /// A repayment plan is to be offered, or legal steps decided on, and no plan can be afforded.
    NoAffordablePlan,
    /// The plan changes the terms of the loan.
    Restructuring,
    /// The settlement gives up a part of what is owed.
    Settlement,
    /// The loan was written off.
    WrittenOff,
    /// A settlement is to be offered that the borrower cannot pay, and no affordable repayment plan is known.
    SettlementBeyondMeans,
    /// A settlement or a plan is to be offered, and the income is not known.
    IncomeUnknown,
    /// Another step takes the place of legal review.
    LegalReplaced,
    /// The number is somebody else's.
    WrongNumber,
    /// The borrower refused.
    Refused,
    /// No honest score.
    NotScored,
}

impl AttentionCause {
    /// All of them.
    pub const ALL: [AttentionCause; N_CAUSES] = [
        AttentionCause::LegalReview,
        AttentionCause::Dispute,
        AttentionCause::Vulnerable,
        AttentionCause::Deceased,
        AttentionCause::Insolvent,
        AttentionCause::LegalHold,
        AttentionCause::LegalAction,
        AttentionCause::NearCutOff,
        AttentionCause::SeedsDiffer,
        AttentionCause::EligibilityUnknown,
        AttentionCause::NoAffordablePlan,
        AttentionCause::Restructuring,
        AttentionCause::Settlement,
        AttentionCause::WrittenOff,
        AttentionCause::SettlementBeyondMeans,
        AttentionCause::IncomeUnknown,
        AttentionCause::LegalReplaced,
        AttentionCause::WrongNumber,
        AttentionCause::Refused,
        AttentionCause::NotScored,
    ];

    fn of_reason(reason: &Reason) -> Option<AttentionCause> {
        match reason {
            Reason::Care(CareCause::Dispute) => Some(AttentionCause::Dispute),
            Reason::Care(CareCause::Vulnerable) => Some(AttentionCause::Vulnerable),
            Reason::Care(CareCause::Deceased) => Some(AttentionCause::Deceased),
            Reason::Care(CareCause::Insolvent) => Some(AttentionCause::Insolvent),
            Reason::Care(CareCause::LegalHold) => Some(AttentionCause::LegalHold),
            Reason::Care(CareCause::LegalAction) => Some(AttentionCause::LegalAction),
            Reason::Review(ReviewCause::NearCutOff { .. }) => Some(AttentionCause::NearCutOff),
            Reason::Review(ReviewCause::SeedsDiffer { .. }) => Some(AttentionCause::SeedsDiffer),
            Reason::Review(ReviewCause::EligibilityUnknown) => Some(AttentionCause::EligibilityUnknown),
            Reason::Review(ReviewCause::NoAffordablePlan) => Some(AttentionCause::NoAffordablePlan),
            Reason::Review(ReviewCause::Restructuring) => Some(AttentionCause::Restructuring),
            Reason::Review(ReviewCause::Settlement) => Some(AttentionCause::Settlement),
            Reason::Review(ReviewCause::WrittenOff) => Some(AttentionCause::WrittenOff),
            Reason::Review(ReviewCause::SettlementBeyondMeans) => Some(AttentionCause::SettlementBeyondMeans),
            Reason::Review(ReviewCause::IncomeUnknown) => Some(AttentionCause::IncomeUnknown),
            Reason::Review(ReviewCause::LegalReplaced) => Some(AttentionCause::LegalReplaced),
            Reason::Review(ReviewCause::WrongNumber) => Some(AttentionCause::WrongNumber),
            Reason::Review(ReviewCause::Refused) => Some(AttentionCause::Refused),
            _ => None,
        }
    }
}

const N_CAUSES: usize = 20;

/// Borrowers at whom a person has to look, by cause; one borrower may have several causes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AttentionSums {
    by_cause: [u64; N_CAUSES],
    n_rows: u64,
}

impl AttentionSums {
    /// Adds one borrower.
    pub fn add(&mut self, decision: &Decision) {
        let of_treatment = match decision.treatment {
            Treatment::LegalReview => Some(AttentionCause::LegalReview),
            Treatment::NotScored => Some(AttentionCause::NotScored),
            _ => None,
        };
        // Whoever is held for a specialist is not looked at a second time for a score near a cut-off.
        let counts = |cause: &AttentionCause| decision.needs_review.is_some() || *cause < AttentionCause::NearCutOff;
        let of_reasons = decision.reasons.iter().filter_map(AttentionCause::of_reason).filter(counts);
        let mut has_cause = false;
        for cause in of_treatment.into_iter().chain(of_reasons) {
            self.by_cause[cause as usize] += 1;
            has_cause = true;
        }
        self.n_rows += u64::from(has_cause);
    }

    /// Borrowers with this cause.
    pub fn n_of(&self, cause: AttentionCause) -> u64 {
        self.by_cause[cause as usize]
    }

    /// Borrowers with any cause, each once.
    pub fn n_rows(&self) -> u64 {
        self.n_rows
    }
}
