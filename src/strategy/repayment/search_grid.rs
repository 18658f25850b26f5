use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::plan::Levers;
use crate::quantity::Decimal;

/// What a policy lets the search offer, and what time costs the lender. Defaults are assumptions, to be edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanLimits {
    /// Most months added; default 24.
    pub longest_extension: u16,
    /// Months between two extensions that are tried, at least 1; default 3.
    pub extension_step: u16,
    /// Most months without a payment; default 6.
    pub longest_holiday: u16,
    /// Smallest share of the instalment in a step-up; default 0.4. One or more: no step-ups.
    pub smallest_step: Decimal,
    /// Between two shares that are tried, above zero; default 0.2.
    pub step_step: Decimal,
    /// Months of a step-up; default 6.
    pub step_months: u16,
    /// Most that is taken off the rate a year; default 0.02.
    pub largest_rate_cut: Decimal,
    /// Between two cuts that are tried, above zero; default 0.005.
    pub rate_cut_step: Decimal,
    /// Most months over which arrears are spread; default 12.
    pub longest_arrears_spread: u16,
    /// The lender's effective rate a year; default 0.12.
    pub discount_rate: Decimal,
}

/// Limits that make no grid to search.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PlanLimitsError {
    /// A step between two values is zero, or the shortest step-up is nothing.
    #[error("a step of the grid is zero")]
    ZeroStep,
    /// More combinations than [`PlanLimits::MOST_COMBINATIONS`].
    #[error("{0} combinations are too many")]
    TooManyCombinations(u64),
}

impl Default for PlanLimits {
    fn default() -> Self {
        PlanLimits {
            longest_extension: 24,
            extension_step: 3,
            longest_holiday: 6,
            smallest_step: Decimal::from_percent(40),
            step_step: Decimal::from_percent(20),
            step_months: 6,
            largest_rate_cut: Decimal::from_percent(2),
            rate_cut_step: Decimal::from_basis_points(50),
            longest_arrears_spread: 12,
            discount_rate: Decimal::from_percent(12),
        }
    }
}

impl PlanLimits {
    /// More combinations than these are not searched.
    pub const MOST_COMBINATIONS: u64 = 2_000;

    /// How many combinations of the four levers there are, with those that turn none.
    pub fn n_combinations(&self) -> Result<u64, PlanLimitsError> {
        if self.extension_step == 0
            || self.step_step == Decimal::ZERO
            || self.rate_cut_step == Decimal::ZERO
            || self.smallest_step == Decimal::ZERO
        {
            return Err(PlanLimitsError::ZeroStep);
        }
        let sizes = [
            self.n_extensions(self.longest_extension),
            self.longest_holiday,
            self.n_steps(),
            self.n_rate_cuts(Decimal::from_millionths(u32::MAX)),
        ];
        Ok(sizes.into_iter().map(|size| u64::from(size) + 1).product())
    }

    pub(super) fn check(&self) -> Result<(), PlanLimitsError> {
        let n_combinations = self.n_combinations()?;
        if n_combinations > Self::MOST_COMBINATIONS { Err(PlanLimitsError::TooManyCombinations(n_combinations)) } else { Ok(()) }
    }

    /// Extensions above zero, of at most `n_months`.
    pub(super) fn n_extensions(&self, n_months: u16) -> u16 {
        self.longest_extension.min(n_months) / self.extension_step
    }

    /// Shares below one.
    pub(super) fn n_steps(&self) -> u16 {
        if self.step_months == 0 {
            return 0;
        }
        whole_steps(Decimal::ONE.saturating_sub(self.smallest_step), self.step_step)
    }

    /// Cuts above zero that leave a rate not below zero.
    pub(super) fn n_rate_cuts(&self, annual_rate: Decimal) -> u16 {
        whole_steps(self.largest_rate_cut.min(annual_rate), self.rate_cut_step)
    }

    /// The levers at a place of the grid; each index is 0 for a lever that is not turned.
    pub(super) fn levers(&self, extension_idx: u16, holiday: u16, step_idx: u16, rate_cut_idx: u16) -> Levers {
        let times = |step: Decimal, idx: u16| Decimal::from_millionths(step.millionths().saturating_mul(u32::from(idx)));
        Levers {
            extension: self.extension_step.saturating_mul(extension_idx),
            holiday,
            step_share: if step_idx > 0 { Decimal::ONE.saturating_sub(times(self.step_step, step_idx)) } else { Decimal::ZERO },
            step_months: if step_idx > 0 { self.step_months } else { 0 },
            rate_cut: times(self.rate_cut_step, rate_cut_idx),
        }
    }
}

fn whole_steps(range: Decimal, step: Decimal) -> u16 {
    u16::try_from(range.millionths() / step.millionths().max(1)).unwrap_or(u16::MAX)
}
