use super::drawn_row::Counts;
use crate::features::MISSING_BIN;
use crate::model::leaf_share::BadWeight;

/// Bits of a [`Key`] that say which threshold it is.
const PLACE_BITS: u32 = 9;

/// A gain, and in its lowest bits the threshold that has it: the greatest key is the best threshold, and among equals
/// (to 43 binary digits) the one with the lowest bin, the missing on the right.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Key(f64);

impl Key {
    /// What compares gains alone; 0 where there is none.
    pub(super) fn gain(self) -> u64 {
        self.0.to_bits() >> PLACE_BITS
    }

    pub(super) fn bin(self) -> u8 {
        MISSING_BIN - (self.0.to_bits() >> 1) as u8
    }

    pub(super) fn missing_left(self) -> bool {
        self.0.to_bits() & 1 == 0
    }

    /// The greatest of a power of two of keys, in pairs: they need not wait for each other.
    #[inline(always)]
    pub(super) fn greatest_of<const N: usize>(mut keys: [Key; N]) -> Key {
        let mut n = N / 2;
        while n > 0 {
            for place in 0..n {
                keys[place] = greatest(keys[place], keys[place + n]);
            }
            n /= 2;
        }
        keys[0]
    }
}

/// The greater of two.
#[inline(always)]
pub(super) fn greatest(a: Key, b: Key) -> Key {
    if a.0 > b.0 { a } else { b }
}

/// A node, as far as gains depend on it.
pub(super) struct NodeGain {
    n_rows: f64,
    n_bad: f64,
    weight: f64,
    extra_bad_weight: f64,
    min_samples_leaf: i32,
    /// By how much the left side may have more rows than the fewest.
    leeway: u32,
}

impl NodeGain {
    pub(super) fn new(counts: Counts, min_samples_leaf: u32, bad_weight: BadWeight) -> NodeGain {
        let (n_rows, n_bad) = (f64::from(counts.n_rows()), f64::from(counts.n_bad()));
        let extra_bad_weight = bad_weight.value() - 1.0;
        NodeGain {
            n_rows,
            n_bad,
            weight: n_rows + extra_bad_weight * n_bad,
            extra_bad_weight,
            min_samples_leaf: min_samples_leaf.min(i32::MAX as u32) as i32,
            leeway: counts.n_rows().saturating_sub(min_samples_leaf.saturating_mul(2)),
        }
    }

    /// What a threshold after this bin is worth; 0 where it would leave too few rows on one side. `side` is 1 where the
    /// missing go right.
    #[inline(always)]
    pub(super) fn key(&self, left: Counts, bin: u8, side: u64) -> Key {
        let (n_left, bad_left) = (left.n_rows() as i32, left.n_bad() as i32);
        let gain = self.gain(f64::from(n_left), f64::from(bad_left));
        let is_allowed = n_left.wrapping_sub(self.min_samples_leaf) as u32 <= self.leeway;
        let place = u64::from(MISSING_BIN - bin) << 1 | side;
        let key = f64::from_bits(gain.to_bits() >> PLACE_BITS << PLACE_BITS | place);
        Key(if is_allowed { key } else { 0.0 })
    }

    /// What a split adds to Σ over children of (bad weight)²/weight, up to a factor that is the same for all splits of
    /// a node: how much purer it makes them by Gini. Exactly 0 where both sides have the node's share of bad rows.
    #[inline(always)]
    fn gain(&self, n_left: f64, bad_left: f64) -> f64 {
        let surplus = bad_left * self.n_rows - self.n_bad * n_left;
        let weight = n_left + self.extra_bad_weight * bad_left;
        surplus * surplus / (weight * (self.weight - weight))
    }
}
