use std::ops::{Add, AddAssign, Sub};

/// How many rows, and how many of them were bad, both with their bootstrap weights: one addition counts both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts(u64);

impl Counts {
    pub(super) fn new(n_rows: u32, n_bad: u32) -> Counts {
        Counts(u64::from(n_bad) << 32 | u64::from(n_rows))
    }

    pub(super) fn n_rows(self) -> u32 {
        self.0 as u32
    }

    pub(super) fn n_bad(self) -> u32 {
        (self.0 >> 32) as u32
    }

    /// All are good, or all are bad.
    pub(super) fn is_pure(self) -> bool {
        self.n_bad() == 0 || self.n_bad() == self.n_rows()
    }
}

impl Add for Counts {
    type Output = Counts;
    fn add(self, other: Counts) -> Counts {
        Counts(self.0.wrapping_add(other.0))
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Counts) {
        *self = *self + other;
    }
}

impl Sub for Counts {
    type Output = Counts;
    fn sub(self, other: Counts) -> Counts {
        Counts(self.0.wrapping_sub(other.0))
    }
}

/// A row of a bootstrap in 32 bits: its place, whether it was bad, and its weight, so that sorting rows into children
/// carries all that counting them needs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct DrawnRow(u32);

const WEIGHT_BITS: u32 = 4;
const FLAG_BITS: u32 = WEIGHT_BITS + 1;

impl DrawnRow {
    /// `row` below 2²⁷, `weight` below 16.
    pub(super) fn new(row: u32, is_bad: bool, weight: u8) -> DrawnRow {
        debug_assert!(row < 1 << (32 - FLAG_BITS) && weight < 1 << WEIGHT_BITS);
        DrawnRow(row << FLAG_BITS | u32::from(is_bad) << WEIGHT_BITS | u32::from(weight))
    }

    /// The same row under another number.
    pub(super) fn renumbered(self, row: u32) -> DrawnRow {
        DrawnRow(row << FLAG_BITS | self.0 & ((1 << FLAG_BITS) - 1))
    }

    #[inline(always)]
    pub(super) fn row(self) -> usize {
        (self.0 >> FLAG_BITS) as usize
    }

    #[inline(always)]
    pub(super) fn counts(self) -> Counts {
        let weight = u64::from(self.0 & ((1 << WEIGHT_BITS) - 1));
        let is_bad = u64::from(self.0 >> WEIGHT_BITS & 1);
        Counts(weight * (1 + (is_bad << 32)))
    }
}
