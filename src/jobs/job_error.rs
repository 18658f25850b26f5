use thiserror::Error;

use crate::data::read::ReadError;
use crate::data::schema::OutcomeError;
use crate::features::EncodeError;
use crate::model::TrainingSetError;
use crate::model::{FitError, ParamsError};

/// Why a job could not be done. Sentences for people are the page's.
#[derive(Clone, Debug, Default, PartialEq, Error)]
pub enum JobError {
    /// The file is unusable.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The file is larger than the app takes on.
    #[error("more than {limit} bytes")]
    FileTooLarge {
        /// Its size.
        n_bytes: u64,
        /// Bytes that are read at most.
        limit: u64,
    },
    /// The file could not be read from the disk, or has changed since it was opened.
    #[error("the file changed or cannot be read: {0}")]
    FileGone(String),
    /// The outcome cannot be learned.
    #[error(transparent)]
    Outcome(#[from] OutcomeError),
    /// The settings cannot train.
    #[error(transparent)]
    Params(#[from] ParamsError),
    /// The columns cannot be encoded.
    #[error(transparent)]
    Encode(#[from] EncodeError),
    /// The rows cannot be trained on.
    #[error(transparent)]
    TrainingSet(#[from] TrainingSetError),
    /// A learner made nothing of the rows.
    #[error(transparent)]
    Fit(#[from] FitError),
    /// No column says when a loan was made.
    #[error("no date column")]
    NoDates,
    /// A training was stopped before its first tree.
    #[error("stopped before the first tree")]
    StoppedTooEarly,
    /// Nothing is open.
    #[error("no table is open")]
    NoTable,
    /// Nothing is trained.
    #[error("no model is trained")]
    NoModel,
    /// No such row.
    #[error("no row {0}")]
    UnknownRow(u64),
    /// No such row, and how many there are.
    #[error("no row {row} of {n_rows}")]
    BeyondRows {
        /// The row, from 0.
        row: u64,
        /// How many there are.
        n_rows: u64,
    },
    /// Nobody has this identifier.
    #[error("no borrower {0}")]
    UnknownBorrower(String),
    /// No such column.
    #[error("no column {0}")]
    UnknownColumn(String),
    #[default]
    /// A message could not be understood: page and worker are of different builds.
    #[error("a message could not be understood")]
    Garbled,
}
