use super::schedule::{Schedule, ScheduleRow};
use crate::quantity::{Decimal, Factor, Money};

/// The lender's price of time: a payment t months from now is worth `payment · (1 + y)^(−t/12)` today, y a year's
/// effective rate. In whole 2⁻⁶³, no floating point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Discount {
    month: Factor,
}

impl Discount {
    /// At `annual_rate` effective a year.
    pub fn new(annual_rate: Decimal) -> Discount {
        let one = u64::from(Decimal::MILLIONTHS);
        Discount { month: Factor::from_ratio(one, one + u64::from(annual_rate.millionths())).twelfth_root() }
    }

    /// What a month takes off, in 0..=1: for formulas that are not part of a ledger.
    pub fn month_factor(&self) -> f64 {
        self.month.to_f64()
    }

    /// What one payment `month` months from now is worth today, to the nearest minor unit.
    pub fn present_value_of(&self, payment: Money, month: u16) -> Money {
        let mut value = PresentValue::new(*self);
        value.add(&ScheduleRow { month, payment, ..ScheduleRow::default() });
        value.total()
    }

    /// What all payments of a schedule are worth today, to the nearest minor unit; rounded once.
    pub fn present_value(&self, schedule: &Schedule) -> Money {
        let mut value = PresentValue::new(*self);
        schedule.rows.iter().for_each(|row| value.add(row));
        value.total()
    }
}

/// A sum of payments that are not negative, added in the order of their months.
pub(super) struct PresentValue {
    discount: Discount,
    month: u16,
    power: Factor,
    sum: u128,
}

impl PresentValue {
    pub fn new(discount: Discount) -> PresentValue {
        PresentValue { discount, month: 0, power: Factor::ONE, sum: 0 }
    }

    pub fn add(&mut self, row: &ScheduleRow) {
        for _ in self.month..row.month {
            self.power = self.power.times(self.discount.month);
        }
        self.month = row.month;
        let payment = u128::from(row.payment.minor_units().max(0).unsigned_abs());
        self.sum = self.sum.saturating_add(payment * u128::from(self.power.units()));
    }

    pub fn total(&self) -> Money {
        let nearest = self.sum.saturating_add(1 << (Factor::BITS - 1)) >> Factor::BITS;
        Money::from_minor_units(i64::try_from(nearest).unwrap_or(i64::MAX))
    }
}
