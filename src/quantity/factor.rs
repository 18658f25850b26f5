/// A number in 0..=1 in whole 2⁻⁶³: a month's discount and its powers, with the same bits everywhere and no binary
/// floating point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Factor(u64);

impl Factor {
    /// The whole.
    pub const ONE: Factor = Factor(1 << Factor::BITS);
    /// Bits behind the point.
    pub const BITS: u32 = 63;

    /// `numerator / denominator` to the nearest 2⁻⁶³; one where it is more or not a number.
    pub fn from_ratio(numerator: u64, denominator: u64) -> Factor {
        if numerator >= denominator {
            return Factor::ONE;
        }
        let scaled = (u128::from(numerator) << Factor::BITS) + u128::from(denominator / 2);
        Factor((scaled / u128::from(denominator)) as u64)
    }

    /// The product, to the nearest 2⁻⁶³.
    pub fn times(self, other: Factor) -> Factor {
        let product = u128::from(self.0) * u128::from(other.0);
        Factor(((product + (1 << (Factor::BITS - 1))) >> Factor::BITS) as u64)
    }

    /// The factor of which twelve in a row make this one: a year's discount to a month's. Right to 2⁻⁶⁰.
    pub fn twelfth_root(self) -> Factor {
        let (mut low, mut high) = (0u64, 1u64 << Factor::BITS);
        while low < high {
            let middle = low + (high - low).div_ceil(2);
            let square = Factor(middle).times(Factor(middle));
            let fourth = square.times(square);
            if fourth.times(fourth).times(fourth) <= self {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        Factor(low)
    }

    /// In whole 2⁻⁶³, for exact sums of products.
    pub fn units(self) -> u64 {
        self.0
    }

    /// As a number, for formulas that are not part of a ledger.
    pub fn to_f64(self) -> f64 {
        self.0 as f64 / (1u64 << Factor::BITS) as f64
    }
}
