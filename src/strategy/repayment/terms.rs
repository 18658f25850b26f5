use thiserror::Error;

use super::annuity::{ledger_instalment, level_instalment, month_interest};
use crate::quantity::{Decimal, Money};

/// What is still to be paid of a loan, and how: checked when made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LoanTerms {
    principal: Money,
    annual_rate: Decimal,
    n_months: u16,
    arrears: Money,
    agreed: Option<Money>,
}

/// Terms of which no schedule can be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TermsError {
    /// Nothing is left to repay, or what is not yet due is less than nothing.
    #[error("principal of {0:?} is not above zero")]
    NoPrincipal(Money),
    /// More than [`LoanTerms::LARGEST_AMOUNT`].
    #[error("amount of {0:?} is too large")]
    TooLarge(Money),
    /// Arrears below zero.
    #[error("arrears of {0:?} are negative")]
    NegativeArrears(Money),
    /// More than [`LoanTerms::HIGHEST_RATE`] a year.
    #[error("rate of {0:?} is too high")]
    RateTooHigh(Decimal),
    /// No month is left.
    #[error("no months")]
    NoMonths,
    /// More than [`LoanTerms::MOST_MONTHS`].
    #[error("{0} months are too many")]
    TooManyMonths(u16),
}

impl LoanTerms {
    /// Fifty years.
    pub const MOST_MONTHS: u16 = 600;
    /// Ten times the principal a year: above what any lender asks, low enough that no ledger overflows.
    pub const HIGHEST_RATE: Decimal = Decimal::from_percent(1_000);
    /// Ten million million: 10¹⁵ minor units.
    pub const LARGEST_AMOUNT: Money = Money::from_minor_units(1_000_000_000_000_000);

    /// `principal` that is not yet due, at `annual_rate` nominal a year (a twelfth a month; 0 is allowed), in `n_months`
    /// instalments from a month from now; and `arrears` that are due already, which are not part of `principal`. Where all is due
    /// already there is no principal: what plans that change the loan divide is then the arrears.
    pub fn new(principal: Money, annual_rate: Decimal, n_months: u16, arrears: Money) -> Result<LoanTerms, TermsError> {
        match () {
            () if principal < Money::ZERO || (principal == Money::ZERO && arrears <= Money::ZERO) => {
                Err(TermsError::NoPrincipal(principal))
            }
            () if principal > Self::LARGEST_AMOUNT => Err(TermsError::TooLarge(principal)),
            () if arrears < Money::ZERO => Err(TermsError::NegativeArrears(arrears)),
            () if arrears > Self::LARGEST_AMOUNT => Err(TermsError::TooLarge(arrears)),
            () if annual_rate > Self::HIGHEST_RATE => Err(TermsError::RateTooHigh(annual_rate)),
            () if n_months == 0 => Err(TermsError::NoMonths),
            () if n_months > Self::MOST_MONTHS => Err(TermsError::TooManyMonths(n_months)),
            () => Ok(LoanTerms { principal, annual_rate, n_months, arrears, agreed: None }),
        }
    }

    /// The same, with the instalment that was agreed: plans that change no terms ask for this one, and with the last for what is then
    /// left. One that would not repay the principal in the months that are left counts as the equal one that does.
    pub fn agreed_at(self, instalment: Money) -> LoanTerms {
        // Nobody pays more in a month than is owed.
        let instalment = instalment.min(self.principal.saturating_add(month_interest(self.principal, self.annual_rate)));
        let repaying = ledger_instalment(self.principal, self.annual_rate, self.n_months);
        LoanTerms { agreed: (self.principal > Money::ZERO && instalment > repaying).then_some(instalment), ..self }
    }

    /// The instalment that was agreed, where it is more than equal instalments come to.
    pub(super) fn agreed(&self) -> Option<Money> {
        self.agreed
    }

    /// The instalment of plans that change no terms.
    pub fn instalment(&self) -> Money {
        self.agreed.unwrap_or_else(|| level_instalment(self.principal, self.annual_rate, self.n_months))
    }

    /// What is not yet due.
    pub fn principal(&self) -> Money {
        self.principal
    }

    /// Nominal rate a year.
    pub fn annual_rate(&self) -> Decimal {
        self.annual_rate
    }

    /// Instalments left.
    pub fn n_months(&self) -> u16 {
        self.n_months
    }

    /// What is due already.
    pub fn arrears(&self) -> Money {
        self.arrears
    }

    /// All that is owed: principal and arrears.
    pub fn outstanding(&self) -> Money {
        self.principal.saturating_add(self.arrears)
    }
}
