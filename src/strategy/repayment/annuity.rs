use crate::quantity::{Decimal, Factor, Money};

/// Twelve months' millionths: a balance times the year's rate in millionths, over this, is the month's interest.
pub(super) const MONTHLY: u64 = 12 * Decimal::MILLIONTHS as u64;

/// One month's interest on `balance` at `annual_rate` nominal a year: a twelfth of it, exactly, then to the nearest
/// minor unit, half of one away from zero.
pub fn month_interest(balance: Money, annual_rate: Decimal) -> Money {
    balance.scaled(u64::from(annual_rate.millionths()), MONTHLY)
}

/// The equal instalment that repays `balance` in `n_months` at `annual_rate` nominal a year, to the nearest minor unit:
/// `balance / (v + v² + … + vⁿ)` with `v = 1 / (1 + i)`, which is `P·i·(1+i)ⁿ / ((1+i)ⁿ − 1)` and at no interest `P / n`.
/// Nothing where `n_months` is 0.
pub fn level_instalment(balance: Money, annual_rate: Decimal, n_months: u16) -> Money {
    Annuity::new(annual_rate, n_months).instalment(balance)
}

/// The instalment that a ledger asks for: the nearest, but one minor unit more where what rounding takes or adds each
/// month could grow beyond an instalment by the end (tiny loans, or decades at a high rate). The last one is then less.
pub(super) fn ledger_instalment(balance: Money, annual_rate: Decimal, n_months: u16) -> Money {
    let annuity = Annuity::new(annual_rate, n_months);
    let instalment = annuity.instalment(balance);
    // One unit a month has grown to `present / last` units by the end.
    let grows_beyond = annuity.present > u128::from(instalment.minor_units().unsigned_abs()) * u128::from(annuity.last.units());
    if grows_beyond { instalment.saturating_add(Money::from_minor_units(1)) } else { instalment }
}

/// What one unit a month is worth today.
struct Annuity {
    /// In 2⁻⁶³.
    present: u128,
    /// Of the last month alone.
    last: Factor,
}

impl Annuity {
    fn new(annual_rate: Decimal, n_months: u16) -> Annuity {
        let v = Factor::from_ratio(MONTHLY, MONTHLY + u64::from(annual_rate.millionths()));
        let mut annuity = Annuity { present: 0, last: Factor::ONE };
        for _ in 0..n_months {
            annuity.last = annuity.last.times(v);
            annuity.present += u128::from(annuity.last.units());
        }
        annuity
    }

    fn instalment(&self, balance: Money) -> Money {
        if self.present == 0 || balance <= Money::ZERO {
            return Money::ZERO;
        }
        let scaled = (u128::from(balance.minor_units().unsigned_abs()) << Factor::BITS) + self.present / 2;
        Money::from_minor_units(i64::try_from(scaled / self.present).unwrap_or(i64::MAX))
    }
}
