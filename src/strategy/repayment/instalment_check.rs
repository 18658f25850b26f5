use serde::{Deserialize, Serialize};

use super::annuity::level_instalment;
use super::terms::LoanTerms;
use crate::quantity::{Decimal, Money, order};

/// What a file's instalment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StatedInstalment {
    /// The equal instalment that repays what was borrowed, with interest.
    Annuity,
    /// What is outstanding over all months, without interest: nobody's instalment.
    StraightLine,
    /// Neither, to a hundredth.
    Neither,
}

/// A file's instalment beside the two that it may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstalmentCheck {
    /// As the file has it.
    pub stated: Money,
    /// What repays the amount borrowed in all months at the rate.
    pub annuity: Money,
    /// What is outstanding over all months.
    pub straight_line: Money,
    /// Which of these it is.
    pub is: StatedInstalment,
    /// `stated` over `annuity`.
    pub stated_to_annuity: Decimal,
}

/// The instalments of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstalmentChecks {
    /// Loans that could be checked.
    pub n_loans: u64,
    /// Of these, the ones with a true instalment.
    pub n_annuity: u64,
    /// The ones with a share of what is outstanding.
    pub n_straight_line: u64,
    /// The median of stated over true; `None` without loans.
    pub median_to_annuity: Option<Decimal>,
}

impl InstalmentCheck {
    /// Checks one loan: `borrowed` at first (or `outstanding`, where that is all that is known), over `n_months` in all.
    /// `None` where an amount is not above zero or the terms make no loan.
    pub fn new(stated: Money, borrowed: Money, outstanding: Money, annual_rate: Decimal, n_months: u16) -> Option<InstalmentCheck> {
        LoanTerms::new(borrowed, annual_rate, n_months, Money::ZERO).ok()?;
        let annuity = level_instalment(borrowed, annual_rate, n_months);
        let straight_line = outstanding.scaled(1, u64::from(n_months));
        let is = match () {
            () if is_near(stated, annuity) => StatedInstalment::Annuity,
            () if is_near(stated, straight_line) => StatedInstalment::StraightLine,
            () => StatedInstalment::Neither,
        };
        let stated_to_annuity = Decimal::ratio(stated, annuity).filter(|_| stated > Money::ZERO && outstanding > Money::ZERO)?;
        Some(InstalmentCheck { stated, annuity, straight_line, is, stated_to_annuity })
    }
}

impl InstalmentChecks {
    /// All loans of a file.
    pub fn of(checks: &[InstalmentCheck]) -> InstalmentChecks {
        let mut ratios: Vec<u64> = checks.iter().map(|check| u64::from(check.stated_to_annuity.millionths())).collect();
        order::sort_keys(&mut ratios);
        let middle = ratios.len() / 2;
        let median = match ratios.len() {
            0 => None,
            n if n % 2 == 1 => Some(ratios[middle]),
            _ => Some((ratios[middle - 1] + ratios[middle]).div_ceil(2)),
        };
        let count = |is: StatedInstalment| checks.iter().filter(|check| check.is == is).count() as u64;
        InstalmentChecks {
            n_loans: checks.len() as u64,
            n_annuity: count(StatedInstalment::Annuity),
            n_straight_line: count(StatedInstalment::StraightLine),
            median_to_annuity: median.and_then(|median| u32::try_from(median).ok()).map(Decimal::from_millionths),
        }
    }
}

/// Within a hundredth, or a minor unit that a file rounded away.
fn is_near(stated: Money, other: Money) -> bool {
    let off = stated.saturating_sub(other).minor_units().unsigned_abs();
    off <= (other.minor_units().unsigned_abs() / 100).max(1)
}
