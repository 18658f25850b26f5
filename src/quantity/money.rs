use serde::{Deserialize, Serialize};

/// An amount in minor units (paise, cents): sums are exact and do not depend on their order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Money(i64);

impl Money {
    /// Nothing.
    pub const ZERO: Money = Money(0);

    /// `amount` in major units (rupees), rounded to the nearest minor unit; `None` where it is not finite
    /// or does not fit.
    pub fn from_major(amount: f64) -> Option<Money> {
        let minor = (amount * 100.0).round();
        (minor.abs() < 9.0e18).then_some(Money(minor as i64))
    }

    /// The amount in whole minor units.
    pub fn minor_units(self) -> i64 {
        self.0
    }

    /// From whole minor units.
    pub const fn from_minor_units(minor: i64) -> Money {
        Money(minor)
    }

    /// In major units, for display and for ratios: not for further sums.
    pub fn to_major(self) -> f64 {
        self.0 as f64 / 100.0
    }

    /// The sum, held at the largest amount instead of wrapping.
    pub fn saturating_add(self, other: Money) -> Money {
        Money(self.0.saturating_add(other.0))
    }

    /// The difference, held at the extreme amounts instead of wrapping.
    pub fn saturating_sub(self, other: Money) -> Money {
        Money(self.0.saturating_sub(other.0))
    }

    /// `numerator / denominator` of the amount, to the nearest minor unit, half of one away from zero; held at the
    /// largest amounts. Nothing where `denominator` is 0.
    pub fn scaled(self, numerator: u64, denominator: u64) -> Money {
        if denominator == 0 {
            return Money::ZERO;
        }
        let (size, half) = (self.0.unsigned_abs(), denominator / 2);
        // Most products fit in 64 bits, which are divided many times faster than 128.
        let nearest = match size.checked_mul(numerator).and_then(|product| product.checked_add(half)) {
            Some(product) => product / denominator,
            None => {
                let product = u128::from(size) * u128::from(numerator) + u128::from(half);
                u64::try_from(product / u128::from(denominator)).unwrap_or(u64::MAX)
            }
        };
        let nearest = i64::try_from(nearest).unwrap_or(i64::MAX);
        Money(if self.0 < 0 { -nearest } else { nearest })
    }

    /// In major units with two decimals and no grouping, as files have it: `-1234.50`. Exact.
    pub fn decimal_text(self) -> String {
        let size = self.0.unsigned_abs();
        let mut text = (size / 100).to_string();
        if self.0 < 0 {
            text.insert(0, '-');
        }
        text.push('.');
        text.push(char::from(b'0' + (size % 100 / 10) as u8));
        text.push(char::from(b'0' + (size % 10) as u8));
        text
    }
}

/// In which currency a file's amounts are: only their sign and grouping, nothing is converted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Currency {
    /// The file does not say: amounts are shown without a sign.
    #[default]
    Unstated,
    /// Indian rupees, with lakh and crore.
    Rupee,
    /// Dollars.
    Dollar,
    /// Euros.
    Euro,
    /// Pounds sterling.
    Pound,
}
