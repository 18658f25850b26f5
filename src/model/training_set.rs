use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::features::BinnedMatrix;

/// Rows with known outcomes, all of one length.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "UncheckedTrainingSet")]
pub struct TrainingSet {
    matrix: BinnedMatrix,
    is_bad: Vec<bool>,
    borrower_keys: Vec<u64>,
}

/// Rows as they come from outside.
#[derive(Deserialize)]
struct UncheckedTrainingSet {
    matrix: BinnedMatrix,
    is_bad: Vec<bool>,
    borrower_keys: Vec<u64>,
}

impl TryFrom<UncheckedTrainingSet> for TrainingSet {
    type Error = TrainingSetError;
    fn try_from(UncheckedTrainingSet { matrix, is_bad, borrower_keys }: UncheckedTrainingSet) -> Result<Self, TrainingSetError> {
        TrainingSet::new(matrix, is_bad, borrower_keys)
    }
}

/// Why rows cannot be trained on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum TrainingSetError {
    /// Matrix, outcomes and keys differ in length.
    #[error("matrix, outcomes and keys differ in length")]
    Lengths,
    /// There is nothing to learn from.
    #[error("no features")]
    NoFeatures,
    /// More rows or features than a node can name.
    #[error("too large")]
    TooLarge,
}

impl TrainingSet {
    /// From a matrix, whether each row was bad, and each row's borrower.
    pub fn new(matrix: BinnedMatrix, is_bad: Vec<bool>, borrower_keys: Vec<u64>) -> Result<Self, TrainingSetError> {
        if is_bad.len() != matrix.n_rows() || borrower_keys.len() != matrix.n_rows() {
            return Err(TrainingSetError::Lengths);
        }
        if matrix.n_features() == 0 {
            return Err(TrainingSetError::NoFeatures);
        }
        if matrix.n_features() > usize::from(u16::MAX) || matrix.n_rows() > 1 << 27 {
            return Err(TrainingSetError::TooLarge);
        }
        Ok(TrainingSet { matrix, is_bad, borrower_keys })
    }

    /// Rows.
    pub fn n_rows(&self) -> usize {
        self.is_bad.len()
    }

    /// The features, one row a loan.
    pub fn matrix(&self) -> &BinnedMatrix {
        &self.matrix
    }

    /// Whether each row was bad.
    pub fn is_bad(&self) -> &[bool] {
        &self.is_bad
    }

    /// Whose row each is.
    pub fn borrower_keys(&self) -> &[u64] {
        &self.borrower_keys
    }

    /// The same rows with other outcomes, one a row; of another number, the outcomes stay.
    pub fn with_outcomes(self, is_bad: Vec<bool>) -> TrainingSet {
        if is_bad.len() == self.is_bad.len() { TrainingSet { is_bad, ..self } } else { self }
    }

    /// The same rows, as if these features were missing everywhere.
    pub fn without_features(&self, features: &[u16]) -> TrainingSet {
        TrainingSet { matrix: self.matrix.without_features(features), ..self.clone() }
    }

    /// Some of the rows, in the order given.
    pub fn select_rows(&self, rows: &[u32]) -> TrainingSet {
        TrainingSet {
            matrix: self.matrix.select_rows(rows),
            is_bad: rows.iter().map(|&row| self.is_bad[row as usize]).collect(),
            borrower_keys: rows.iter().map(|&row| self.borrower_keys[row as usize]).collect(),
        }
    }
}
