use serde::{Deserialize, Serialize};

use super::design::{Coefficient, Design};
use crate::features::{BinnedMatrix, MISSING_BIN};
use crate::quantity::Probability;

/// Coefficients and points are whole multiples of one over this, so that the last bits of the search do not show.
const GRID: f64 = 1e9;

/// A fitted logistic regression: `margin = intercept + Σ points[feature][bin]` is the logarithm of the odds of being
/// bad.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Logistic {
    /// The margin of a row whose points are all 0.
    pub intercept: f64,
    /// For each feature: one entry a bin, that of missing values last.
    pub points: Vec<Vec<f64>>,
    /// For each feature: the mean of its points over the training rows.
    pub mean_points: Vec<f64>,
    /// For each feature: the mean distance of its points from their mean over the training rows: how much it tells apart.
    pub spreads: Vec<f64>,
    /// The columns of the design, for display.
    pub coefficients: Vec<Coefficient>,
}

impl Logistic {
    /// From the design's coefficients, the intercept last, and the rows on which they were found.
    pub(super) fn new(design: &Design, found: &[f64], matrix: &BinnedMatrix) -> Logistic {
        let found: Vec<f64> = found.iter().map(|&value| on_grid(value)).collect();
        let (slopes, intercept) = found.split_at(design.columns.len());
        let columns = design.columns.iter().zip(slopes);
        let points: Vec<Vec<f64>> = design.points(slopes).into_iter().map(|points| points.into_iter().map(on_grid).collect()).collect();
        let over_features = points.iter().enumerate().map(|(feature_idx, points)| {
            let column = matrix.column(feature_idx);
            let mean = mean_of(points, column);
            (mean, mean_of(&points.iter().map(|point| (point - mean).abs()).collect::<Vec<f64>>(), column))
        });
        let (mean_points, spreads) = over_features.unzip();
        Logistic {
            intercept: intercept.first().copied().unwrap_or(0.0),
            mean_points,
            spreads,
            coefficients: columns.map(|(column, &coefficient)| Coefficient { coefficient, ..*column }).collect(),
            points,
        }
    }

    /// The logarithm of the odds of being bad of a row with these bins, one a feature.
    pub fn margin_of(&self, bins: &[u8]) -> f64 {
        self.points.iter().zip(bins).map(|(points, &bin)| points_of(points, bin)).sum::<f64>() + self.intercept
    }

    /// The probability of being bad, on the grid of a millionth.
    pub fn probability_of(&self, bins: &[u8]) -> Probability {
        let share = 1.0 / (1.0 + libm::exp(-self.margin_of(bins)));
        Probability::from_share((share * 1e6).round() as u64, 1_000_000).unwrap_or_default()
    }

    /// The margin of the average training row, from which [`Logistic::contributions`] count.
    pub fn base(&self) -> f64 {
        self.mean_points.iter().sum::<f64>() + self.intercept
    }

    /// What each feature adds to the margin, beyond what it adds on average over the training rows: with
    /// [`Logistic::base`] they sum to the margin. For a linear model these are the Shapley values of independent
    /// features (Štrumbelj and Kononenko 2014).
    pub fn contributions(&self, bins: &[u8]) -> Vec<f64> {
        let features = self.points.iter().zip(&self.mean_points).zip(bins);
        features.map(|((points, mean), &bin)| points_of(points, bin) - mean).collect()
    }
}

/// A bin beyond the table counts as missing.
fn points_of(points: &[f64], bin: u8) -> f64 {
    let known = if bin == MISSING_BIN { points.last() } else { points.get(usize::from(bin)).or(points.last()) };
    known.copied().unwrap_or(0.0)
}

/// Counted by bins first: the order of rows does not matter.
fn mean_of(points: &[f64], column: &[u8]) -> f64 {
    let mut counts = [0u64; 256];
    column.iter().for_each(|&bin| counts[usize::from(bin)] += 1);
    let occupied = (0..=MISSING_BIN).zip(counts).filter(|(_, count)| *count > 0);
    occupied.map(|(bin, count)| points_of(points, bin) * (count as f64 / column.len() as f64)).sum()
}

fn on_grid(value: f64) -> f64 {
    (value * GRID).round() / GRID
}
