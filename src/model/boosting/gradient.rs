use std::ops::{Add, AddAssign, Sub, SubAssign};

/// Bits of a row count: one more than the most rows of a training set.
const ROW_BITS: u32 = 29;
const ROW_MASK: u64 = (1 << ROW_BITS) - 1;

/// Validation losses are summed in units of 2⁻²⁶.
const LOSS_ONE: f64 = (1u64 << 26) as f64;

/// The gradients, hessians and number of some rows, as whole numbers: their sum is exact and in any order the same.
/// First the gradient as two's complement, then the hessian above the number of rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GradientSums([u64; 2]);

impl GradientSums {
    fn of_one_row(gradient: i32, hessian: i32) -> Self {
        GradientSums([i64::from(gradient) as u64, ((hessian as u64) << ROW_BITS) + 1])
    }

    /// How many rows.
    pub fn n_rows(self) -> u32 {
        (self.0[1] & ROW_MASK) as u32
    }
}

impl Add for GradientSums {
    type Output = Self;
    #[inline(always)]
    fn add(self, other: Self) -> Self {
        GradientSums([self.0[0].wrapping_add(other.0[0]), self.0[1].wrapping_add(other.0[1])])
    }
}

impl AddAssign for GradientSums {
    #[inline(always)]
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sub for GradientSums {
    type Output = Self;
    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        GradientSums([self.0[0].wrapping_sub(other.0[0]), self.0[1].wrapping_sub(other.0[1])])
    }
}

impl SubAssign for GradientSums {
    #[inline(always)]
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}

/// The log-loss, its derivatives by the margin, and the grid of whole numbers on which they are summed.
#[derive(Clone, Copy, Debug)]
pub struct LogLoss {
    bad_weight: f64,
    gradient_scale: f64,
    hessian_scale: f64,
    gradient_unit: f64,
    hessian_unit: f64,
}

impl LogLoss {
    /// For this many rows, where a bad one counts `bad_weight` times (drawn into 1/1024..=1024).
    pub fn new(n_rows: usize, bad_weight: f64) -> Self {
        let bad_weight = if bad_weight.is_nan() { 1.0 } else { bad_weight.clamp(1.0 / 1024.0, 1024.0) };
        let weight_bits = (bad_weight.ceil() as u64).next_power_of_two().trailing_zeros();
        let row_bits = n_rows.max(1).next_power_of_two().trailing_zeros();
        // A hessian is at most a quarter of its weight; half a unit a row is spare for rounding.
        let hessian_bits = (64 - ROW_BITS + 1).saturating_sub(row_bits + weight_bits).min(30 - weight_bits);
        let gradient_scale = (1u64 << (30 - weight_bits)) as f64;
        let hessian_scale = (1u64 << hessian_bits) as f64;
        LogLoss { bad_weight, gradient_scale, hessian_scale, gradient_unit: 1.0 / gradient_scale, hessian_unit: 1.0 / hessian_scale }
    }

    /// How much a row counts.
    pub fn weight(&self, is_bad: bool) -> f64 {
        if is_bad { self.bad_weight } else { 1.0 }
    }

    /// The log-odds that fit these rows best when nothing is known of them; 0 without rows. Half a row more of each
    /// outcome where one is missing.
    pub fn base_margin(&self, n_rows: usize, n_bad: usize) -> f64 {
        let spare = if n_bad == 0 || n_bad == n_rows { 0.5 } else { 0.0 };
        let (bad, good) = (n_bad as f64 + spare, (n_rows - n_bad) as f64 + spare);
        libm::log(self.bad_weight * bad / good)
    }

    /// First and second derivative of a row's loss at this margin.
    #[inline]
    pub fn derivatives(&self, margin: f64, is_bad: bool) -> GradientSums {
        let probability = probability_of(margin);
        let weight = self.weight(is_bad);
        let gradient = (probability - f64::from(u8::from(is_bad))) * weight * self.gradient_scale;
        let hessian = probability * (1.0 - probability) * weight * self.hessian_scale;
        GradientSums::of_one_row(gradient as i32, (hessian + 0.5) as i32)
    }

    /// The sum of gradients.
    pub fn gradient(&self, sums: GradientSums) -> f64 {
        sums.0[0] as i64 as f64 * self.gradient_unit
    }

    /// The sum of hessians.
    pub fn hessian(&self, sums: GradientSums) -> f64 {
        (sums.0[1] >> ROW_BITS) as i64 as f64 * self.hessian_unit
    }

    /// The mean loss of rows, weighted; 0 without rows. The same for any order of rows.
    pub fn mean(&self, margins: &[f64], is_bad: &[bool]) -> f64 {
        let (mut total, mut n_bad) = (0u64, 0usize);
        for (&margin, &is_bad) in margins.iter().zip(is_bad) {
            let against = if is_bad { -margin } else { margin };
            let loss = against.max(0.0) + libm::log1p(libm::exp(-against.abs()));
            total = total.saturating_add((loss * self.weight(is_bad) * LOSS_ONE) as u64);
            n_bad += usize::from(is_bad);
        }
        let weights = (margins.len() - n_bad) as f64 + n_bad as f64 * self.bad_weight;
        if margins.is_empty() { 0.0 } else { total as f64 / LOSS_ONE / weights }
    }
}

/// The logistic function: a margin in log-odds to a probability.
pub fn probability_of(margin: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-margin))
}
