//! Why a file cannot be read as a table. What is merely odd in one that can is an issue, not an error.

use serde::{Deserialize, Serialize};

use super::file_type::FileType;

/// Why a file cannot be used. Rows of data are counted from 1, the header is row 0; lines are counted from 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum ReadError {
    /// No bytes, or only blank lines.
    #[error("empty file")]
    Empty,
    /// Not text.
    #[error("not text: {file_type:?}")]
    NotText {
        /// What it is, if known.
        file_type: Option<FileType>,
    },
    /// The file ends inside a quoted cell that has swallowed lines.
    #[error("quote in row {row}, line {line}, is never closed")]
    UnterminatedQuote {
        /// The row.
        row: u64,
        /// The line on which the row starts.
        line: u64,
    },
    /// A header and nothing below it that would be a row.
    #[error("no rows")]
    NoRows,
    /// Rows, but none with as many cells as the header.
    #[error("no row has {expected} cells; row 1 has {found}")]
    NoRegularRows {
        /// Cells in the header.
        expected: u64,
        /// Cells in the first row.
        found: u64,
    },
    /// No delimiter separates anything.
    #[error("one column only")]
    OneColumn,
    /// More columns than anyone can mean.
    #[error("more than {limit} columns")]
    TooManyColumns {
        /// How many are allowed.
        limit: u64,
    },
    /// More bytes than a table can be made of.
    #[error("more than {limit} bytes")]
    TooLarge {
        /// How many are allowed.
        limit: u64,
    },
    /// A cell beyond one mebibyte (or a row beyond sixteen): mostly a quote that is never closed.
    #[error("cell too long in row {row}, line {line}")]
    FieldTooLong {
        /// The row.
        row: u64,
        /// The line on which the row starts.
        line: u64,
    },
    /// More rows than fit.
    #[error("more than {limit} rows")]
    TooManyRows {
        /// How many are allowed.
        limit: u64,
    },
}
