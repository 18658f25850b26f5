use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The bin of a missing cell, in every feature.
pub const MISSING_BIN: u8 = 255;

/// Features as bins: `n_features` columns of `n_rows` bytes each, one after another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "UncheckedMatrix")]
pub struct BinnedMatrix {
    n_rows: usize,
    /// For each feature: how many bins it has without the missing one (1..=255), and whether their order means nothing.
    layout: Vec<FeatureLayout>,
    bins: Vec<u8>,
    /// For each feature: a value for each bin, in the column's unit; nothing where the bins are their own values.
    bin_values: Vec<Vec<f64>>,
}

/// What a tree learner must know of a feature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeatureLayout {
    /// Bins in use, without the missing one.
    pub n_bins: u16,
    /// The bins are categories: their order means nothing.
    pub is_categorical: bool,
}

/// A matrix as it comes from outside: learners take its shape and its bins for granted.
#[derive(Deserialize)]
struct UncheckedMatrix {
    n_rows: usize,
    layout: Vec<FeatureLayout>,
    bins: Vec<u8>,
    bin_values: Vec<Vec<f64>>,
}

/// Bins that make no matrix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the bins make no matrix")]
struct NotAMatrix;

impl TryFrom<UncheckedMatrix> for BinnedMatrix {
    type Error = NotAMatrix;
    fn try_from(UncheckedMatrix { n_rows, layout, bins, bin_values }: UncheckedMatrix) -> Result<Self, NotAMatrix> {
        if n_rows.checked_mul(layout.len()) != Some(bins.len()) || bin_values.len() != layout.len() {
            return Err(NotAMatrix);
        }
        let matrix = BinnedMatrix { n_rows, layout, bins, bin_values };
        let holds = |n_bins: u16, bin: u8| bin == MISSING_BIN || u16::from(bin) < n_bins;
        let is_sound = |feature_idx: usize| {
            let n_bins = matrix.layout(feature_idx).n_bins;
            let values = &matrix.bin_values[feature_idx];
            n_bins <= u16::from(MISSING_BIN)
                && matrix.column(feature_idx).iter().all(|&bin| holds(n_bins, bin))
                && (values.is_empty() || values.len() == usize::from(n_bins))
                && values.iter().all(|value| value.is_finite())
        };
        if (0..matrix.n_features()).all(is_sound) { Ok(matrix) } else { Err(NotAMatrix) }
    }
}

impl BinnedMatrix {
    /// From columns of equal length; a column of another length is cut or filled with missing. Bins are their own values
    /// until [`BinnedMatrix::with_bin_values`] says otherwise.
    pub fn new(n_rows: usize, columns: Vec<(FeatureLayout, Vec<u8>)>) -> Self {
        let n_features = columns.len();
        let mut layout = Vec::with_capacity(n_features);
        let mut bins = Vec::with_capacity(columns.len() * n_rows);
        for (feature, mut column) in columns {
            column.resize(n_rows, MISSING_BIN);
            layout.push(feature);
            bins.extend_from_slice(&column);
        }
        BinnedMatrix { n_rows, layout, bins, bin_values: vec![Vec::new(); n_features] }
    }

    /// The same bins with a value for each bin of each feature, for learners that count. A feature for which the number
    /// of values is not that of its bins, or one is not finite, keeps its bins as values.
    pub fn with_bin_values(mut self, bin_values: Vec<Vec<f64>>) -> Self {
        for ((own, layout), values) in self.bin_values.iter_mut().zip(&self.layout).zip(bin_values) {
            if values.len() == usize::from(layout.n_bins) && values.iter().all(|value| value.is_finite()) {
                *own = values;
            }
        }
        self
    }

    /// The value for which a bin of an ordered feature stands, in the column's unit.
    pub fn bin_value(&self, feature_idx: usize, bin: u8) -> f64 {
        self.bin_values[feature_idx].get(usize::from(bin)).copied().unwrap_or(f64::from(bin))
    }

    /// Rows.
    pub fn n_rows(&self) -> usize {
        self.n_rows
    }

    /// Features.
    pub fn n_features(&self) -> usize {
        self.layout.len()
    }

    /// What a learner must know of a feature.
    pub fn layout(&self, feature_idx: usize) -> FeatureLayout {
        self.layout[feature_idx]
    }

    /// A feature's bins, one a row.
    pub fn column(&self, feature_idx: usize) -> &[u8] {
        &self.bins[feature_idx * self.n_rows..(feature_idx + 1) * self.n_rows]
    }

    /// All columns, one after another.
    pub fn all_bins(&self) -> &[u8] {
        &self.bins
    }

    /// One cell.
    pub fn bin(&self, feature_idx: usize, row: usize) -> u8 {
        self.bins[feature_idx * self.n_rows + row]
    }

    /// A row's bins, one a feature.
    pub fn row_bins(&self, row: usize) -> Vec<u8> {
        (0..self.n_features()).map(|feature_idx| self.bin(feature_idx, row)).collect()
    }

    /// The same rows, as if these features were missing everywhere.
    pub fn without_features(&self, features: &[u16]) -> BinnedMatrix {
        let mut matrix = self.clone();
        for &feature in features {
            let start = usize::from(feature) * self.n_rows;
            matrix.bins[start..start + self.n_rows].fill(MISSING_BIN);
        }
        matrix
    }

    /// The same features for some of the rows, in the order given.
    pub fn select_rows(&self, rows: &[u32]) -> BinnedMatrix {
        let columns = (0..self.n_features()).map(|feature_idx| {
            let column = self.column(feature_idx);
            (self.layout[feature_idx], rows.iter().map(|&row| column[row as usize]).collect())
        });
        let bin_values = self.bin_values.clone();
        BinnedMatrix { bin_values, ..BinnedMatrix::new(rows.len(), columns.collect()) }
    }
}
