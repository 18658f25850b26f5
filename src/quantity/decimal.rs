use serde::{Deserialize, Serialize};

use super::money::Money;

/// An exact number of six decimals, not negative: a rate, a share, a ratio. Held in whole millionths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Decimal(u32);

impl Decimal {
    /// Nothing.
    pub const ZERO: Decimal = Decimal(0);
    /// The whole.
    pub const ONE: Decimal = Decimal(Decimal::MILLIONTHS);
    /// Millionths in one.
    pub const MILLIONTHS: u32 = 1_000_000;

    /// From whole millionths: 140,000 is 0.14. The largest is 4,294.967295.
    pub const fn from_millionths(millionths: u32) -> Decimal {
        Decimal(millionths)
    }

    /// From whole basis points: 1,400 is 0.14. At most 42,949,672, which larger ones are held at.
    pub const fn from_basis_points(basis_points: u32) -> Decimal {
        Decimal(basis_points.saturating_mul(100))
    }

    /// From whole per cents: 14 is 0.14. At most 429,496, which larger ones are held at.
    pub const fn from_percent(percent: u32) -> Decimal {
        Decimal(percent.saturating_mul(10_000))
    }

    /// The nearest one; `None` of what is negative, too large or no number.
    pub fn nearest(value: f64) -> Option<Decimal> {
        let millionths = (value * f64::from(Decimal::MILLIONTHS)).round();
        (0.0..=f64::from(u32::MAX)).contains(&millionths).then_some(Decimal(millionths as u32))
    }

    /// `part` of `whole`, to the nearest millionth, the largest where it is larger; `None` unless `whole` > 0 and
    /// `part` ≥ 0.
    pub fn ratio(part: Money, whole: Money) -> Option<Decimal> {
        if whole <= Money::ZERO || part < Money::ZERO {
            return None;
        }
        let millionths = part.scaled(u64::from(Decimal::MILLIONTHS), whole.minor_units().unsigned_abs()).minor_units();
        Some(Decimal(u32::try_from(millionths).unwrap_or(u32::MAX)))
    }

    /// This share of an amount, to the nearest minor unit, half of one away from zero.
    pub fn of(self, amount: Money) -> Money {
        amount.scaled(u64::from(self.0), u64::from(Decimal::MILLIONTHS))
    }

    /// In whole millionths.
    pub fn millionths(self) -> u32 {
        self.0
    }

    /// As a number, for display and for formulas that are not part of a ledger.
    pub fn to_f64(self) -> f64 {
        f64::from(self.0) / f64::from(Decimal::MILLIONTHS)
    }

    /// The difference, or nothing where `other` is more.
    pub fn saturating_sub(self, other: Decimal) -> Decimal {
        Decimal(self.0.saturating_sub(other.0))
    }

    /// In per cents with no more decimals than there are: 14, 9.75. For files and ids.
    pub fn percent_decimal(self) -> String {
        let mut text = (self.0 / 10_000).to_string();
        let mut rest = self.0 % 10_000;
        if rest > 0 {
            text.push('.');
        }
        let mut size = 1_000;
        while rest > 0 {
            text.push(char::from(b'0' + (rest / size) as u8));
            rest %= size;
            size /= 10;
        }
        text
    }
}
