//! What columns can measure, how sure a guess of it is, and which header a file has. Names and content are read in
//! `meaning_guess`; the lists of names are in `meaning_names`.

use serde::{Deserialize, Serialize};

use super::phrase::phrase_of;
use super::roles::is_own_export;
use crate::quantity::{hash_bytes, hash_pair};

pub use super::meaning_guess::guess_meanings;

/// What a column measures, where the app has a use for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Meaning {
    /// Identifies the borrower: rows of one borrower stay together in every split.
    BorrowerId,
    /// Identifies the loan.
    LoanId,
    /// Money still owed.
    Outstanding,
    /// Money lent.
    LoanAmount,
    /// Income a month.
    MonthlyIncome,
    /// Income a year: a twelfth of it stands for a month's.
    YearlyIncome,
    /// Instalment a month.
    MonthlyInstalment,
    /// Days past due.
    DaysPastDue,
    /// Missed payments.
    MissedPayments,
    /// What the collateral is worth.
    CollateralValue,
    /// The loan's term in months.
    LoanTenure,
    /// Interest a year, in per cents or as a share.
    InterestRate,
    /// The kind of loan, or what it is for.
    LoanProduct,
    /// The day on which the loan was made.
    LoanDate,
    /// How the borrower earns a living.
    Employment,
    /// How earlier instalments were paid, in words.
    PaymentHistory,
    /// People who live on the borrower's income.
    Dependents,
    /// How often collections tried to reach the borrower.
    ContactAttempts,
    /// The day on which the borrower promised to pay.
    PromiseDate,
    /// Whether a repayment plan is under way.
    InPlan,
    /// Whether the borrower disputes the debt.
    Dispute,
    /// Whether the borrower is known to be vulnerable.
    Vulnerability,
    /// Whether the borrower has died.
    Deceased,
    /// Whether the borrower is insolvent or bankrupt.
    Insolvency,
    /// Whether a court or lawyers have put the account on hold.
    LegalHold,
    /// Whether legal action has been taken.
    LegalAction,
    /// A group of people for which fairness is looked at: gender, else another that the law protects.
    Group,
}

impl Meaning {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Meaning; 27] = [
        Meaning::BorrowerId,
        Meaning::LoanId,
        Meaning::Outstanding,
        Meaning::LoanAmount,
        Meaning::MonthlyIncome,
        Meaning::YearlyIncome,
        Meaning::MonthlyInstalment,
        Meaning::DaysPastDue,
        Meaning::MissedPayments,
        Meaning::CollateralValue,
        Meaning::LoanTenure,
        Meaning::InterestRate,
        Meaning::LoanProduct,
        Meaning::LoanDate,
        Meaning::Employment,
        Meaning::PaymentHistory,
        Meaning::Dependents,
        Meaning::ContactAttempts,
        Meaning::PromiseDate,
        Meaning::InPlan,
        Meaning::Dispute,
        Meaning::Vulnerability,
        Meaning::Deceased,
        Meaning::Insolvency,
        Meaning::LegalHold,
        Meaning::LegalAction,
        Meaning::Group,
    ];

    /// Whether it says yes or no of a borrower.
    pub(super) fn is_flag(self) -> bool {
        use Meaning::{Deceased, Dispute, InPlan, Insolvency, LegalAction, LegalHold, Vulnerability};
        matches!(self, InPlan | Dispute | Vulnerability | Deceased | Insolvency | LegalHold | LegalAction)
    }

    /// Whether columns that are written during collection may have it: they describe a borrower and stay out of the model.
    pub(super) fn may_be_of_collection(self) -> bool {
        self.is_flag() || matches!(self, Meaning::ContactAttempts | Meaning::PromiseDate)
    }
}

/// How sure a guess is, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Confidence {
    /// The name hints at it and the content does not speak for it: it is offered, not used.
    Unsure,
    /// Name or content speak for it, and neither against.
    Likely,
    /// A known name, and content as it must be.
    Sure,
}

/// Which column measures something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeaningGuess {
    /// What is measured.
    pub meaning: Meaning,
    /// The column that is used for it; `None` where no column is likely.
    pub column: Option<String>,
    /// How sure that is; [`Confidence::Unsure`] where no column is used.
    pub confidence: Confidence,
    /// Other columns that it may be, likeliest first, at most [`MeaningGuess::MOST_ALTERNATIVES`].
    pub alternatives: Vec<String>,
}

impl MeaningGuess {
    /// How many alternatives are listed.
    pub const MOST_ALTERNATIVES: usize = 8;
}

/// Names a header: the same for the same columns in any order and in any way of writing their names, such as
/// `Days_Past_Due` and `days past due`. Columns that an export of this app added do not count.
pub fn header_fingerprint(names: &[String]) -> u64 {
    let own = is_own_export(names);
    let hashes = names.iter().zip(own).filter(|(_, own)| !own).map(|(name, _)| hash_pair(hash_bytes(phrase_of(name).as_bytes()), 1));
    hash_pair(hashes.fold(0, u64::wrapping_add), 0)
}
