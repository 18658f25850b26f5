use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The bin of a missing cell, in every feature.
pub const MISSING_BIN: u8 = 255;

/// Features as bins: `n_features` columns of `n_rows` bytes each, one after another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "UncheckedMatrix")]
pub struct BinnedMatrix {
    n_rows: usize,
    /// For each feature: how many bins it has without the missing one (1..=255), and whether their order means nothing.
    layout: Vec<FeatureLayout>,
    bins: Vec<u8>,
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
}

/// Bins that make no matrix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the bins make no matrix")]
struct NotAMatrix;

impl TryFrom<UncheckedMatrix> for BinnedMatrix {
    type Error = NotAMatrix;
    fn try_from(UncheckedMatrix { n_rows, layout, bins }: UncheckedMatrix) -> Result<Self, NotAMatrix> {
        if n_rows.checked_mul(layout.len()) != Some(bins.len()) {
            return Err(NotAMatrix);
        }
        let matrix = BinnedMatrix { n_rows, layout, bins };
        let holds = |n_bins: u16, bin: u8| bin == MISSING_BIN || u16::from(bin) < n_bins;
        let is_sound = |feature_idx: usize| {
            let n_bins = matrix.layout(feature_idx).n_bins;
            n_bins <= u16::from(MISSING_BIN) && matrix.column(feature_idx).iter().all(|&bin| holds(n_bins, bin))
        };
        if (0..matrix.n_features()).all(is_sound) { Ok(matrix) } else { Err(NotAMatrix) }
    }
}

impl BinnedMatrix {
    /// From columns of equal length; a column of another length is cut or filled with missing.
    pub fn new(n_rows: usize, columns: Vec<(FeatureLayout, Vec<u8>)>) -> Self {
        let mut layout = Vec::with_capacity(columns.len());
        let mut bins = Vec::with_capacity(columns.len() * n_rows);
        for (feature, mut column) in columns {
            column.resize(n_rows, MISSING_BIN);
            layout.push(feature);
            bins.extend_from_slice(&column);
        }
        BinnedMatrix { n_rows, layout, bins }
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

    /// The same features for some of the rows, in the order given.
    pub fn select_rows(&self, rows: &[u32]) -> BinnedMatrix {
        let columns = (0..self.n_features()).map(|feature_idx| {
            let column = self.column(feature_idx);
            (self.layout[feature_idx], rows.iter().map(|&row| column[row as usize]).collect())
        });
        BinnedMatrix::new(rows.len(), columns.collect())
    }
}
