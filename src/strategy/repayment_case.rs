use super::repayment::{InstalmentCheck, LoanTerms, Means, StatedInstalment, level_instalment};
use crate::data::loan_facts::{LoanEnd, LoanFacts};
use crate::quantity::{Decimal, Money};

/// Completed days past due of one instalment more.
const DAYS_OF_AN_INSTALMENT: u32 = 30;

/// What repayment plans of one loan are worked out from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RepaymentCase {
    /// What is still to be paid, and how. What is owed by the file is all that is owed: arrears are a part of it, not more.
    pub terms: LoanTerms,
    /// What the borrower has a month, from the income alone: no file says what else must be paid of it. `None` without an income.
    pub means: Option<Means>,
    /// The instalment of today, where the file says it.
    pub instalment: Option<Money>,
    /// How the months that are left were found.
    pub months_left: MonthsLeft,
    /// Whether the file says the rate; without it there is no interest.
    pub is_rate_known: bool,
    /// The file's instalment beside the ones that it may be.
    pub check: Option<InstalmentCheck>,
}

/// How the months that are left were found. Files give the term as it was agreed, and hardly ever what is left of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MonthsLeft {
    /// As many as the agreed instalment needs to repay what is not yet due. It is the annuity of the amount lent over the term;
    /// where that cannot be worked out, the file's own.
    ByInstalment,
    /// The whole term once more, since no instalment is known that repays the loan within it.
    WholeTerm,
}

/// Why there is nothing to make a schedule of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoSchedule {
    /// The file does not say what is owed.
    OutstandingUnknown,
    /// Nothing is owed.
    NothingOwed,
    /// Neither term nor instalment says how long the loan runs.
    TermUnknown,
    /// The figures make no loan.
    OutOfRange,
}

impl RepaymentCase {
    /// Of what a file says of a loan.
    pub fn of(facts: &LoanFacts) -> Result<RepaymentCase, NoSchedule> {
        let outstanding = facts.outstanding.ok_or(NoSchedule::OutstandingUnknown)?;
        if outstanding <= Money::ZERO {
            return Err(NoSchedule::NothingOwed);
        }
        let annual_rate = Decimal::from_basis_points(facts.annual_rate_basis_points.unwrap_or_default());
        let months = |months: u32| u16::try_from(months).ok().filter(|months| (1..=LoanTerms::MOST_MONTHS).contains(months));
        let term = facts.tenure_months.and_then(months);
        let lent = facts.loan_amount.filter(|lent| *lent >= outstanding);
        let annuity = lent.zip(term).map(|(lent, term)| level_instalment(lent, annual_rate, term));
        // What was agreed ended with the loan's being written off.
        let is_all_due = facts.end == Some(LoanEnd::WrittenOff);
        let missed = || arrears(facts, facts.monthly_instalment.or(annuity)).unwrap_or_default().clamp(Money::ZERO, outstanding);
        let arrears = if is_all_due { outstanding } else { missed() };
        let principal = outstanding.saturating_sub(arrears);
        // Where all is due already, as many months as there would be for it.
        let divided = if principal > Money::ZERO { principal } else { outstanding };
        let longest = term.unwrap_or(LoanTerms::MOST_MONTHS);
        let agreed = annuity.or(facts.monthly_instalment);
        let repaid_in = agreed.and_then(|agreed| months_to_repay(divided, annual_rate, agreed, longest));
        let (n_months, months_left) = match (repaid_in, term) {
            (Some(n_months), _) => (n_months, MonthsLeft::ByInstalment),
            (None, Some(term)) => (term, MonthsLeft::WholeTerm),
            (None, None) => return Err(NoSchedule::TermUnknown),
        };
        let check = facts.monthly_instalment.zip(term).and_then(|(stated, term)| {
            InstalmentCheck::new(stated, facts.loan_amount.unwrap_or(outstanding), outstanding, annual_rate, term)
        });
        let terms = LoanTerms::new(principal, annual_rate, n_months, arrears).map_err(|_| NoSchedule::OutOfRange)?;
        // What the file rounds is as it was agreed.
        let stated = facts.monthly_instalment.filter(|_| check.is_none_or(|check| check.is == StatedInstalment::Annuity));
        let agreed = stated.or(agreed).filter(|_| months_left == MonthsLeft::ByInstalment);
        Ok(RepaymentCase {
            terms: agreed.map_or(terms, |agreed| terms.agreed_at(agreed)),
            means: means_of(facts),
            instalment: facts.monthly_instalment,
            months_left,
            is_rate_known: facts.annual_rate_basis_points.is_some(),
            check,
        })
    }
}

/// What the borrower has a month, from the income alone; `None` without one.
pub fn means_of(facts: &LoanFacts) -> Option<Means> {
    let n_dependents = u16::try_from(facts.dependents.unwrap_or_default()).unwrap_or(u16::MAX);
    facts.monthly_income.map(|net_income| Means { net_income, n_dependents, ..Means::default() })
}

/// What is due already: missed payments times the instalment.
fn arrears(facts: &LoanFacts, instalment: Option<Money>) -> Option<Money> {
    Some(instalment?.scaled(u64::from(facts.missed_payments?.min(possible_arrears(facts))), 1))
}

/// How many instalments can still be due: of payments missed long ago no more than the days past due allow, where these are known.
pub fn possible_arrears(facts: &LoanFacts) -> u32 {
    match facts.days_past_due {
        Some(0) => 0,
        Some(days) => days / DAYS_OF_AN_INSTALMENT + 1,
        None => u32::MAX,
    }
}

/// The fewest months, up to `most`, in which an instalment repays a balance; a thousandth more than it will do, for what files
/// round. `None` where it never does.
fn months_to_repay(balance: Money, annual_rate: Decimal, instalment: Money, most: u16) -> Option<u16> {
    let limit = instalment.saturating_add(instalment.scaled(1, 1_000));
    let is_enough = |n_months: u16| level_instalment(balance, annual_rate, n_months) <= limit;
    let (mut too_few, mut enough) = (0, most);
    if !is_enough(most) {
        return None;
    }
    while enough - too_few > 1 {
        let middle = too_few + (enough - too_few) / 2;
        if is_enough(middle) {
            enough = middle;
        } else {
            too_few = middle;
        }
    }
    Some(enough)
}
