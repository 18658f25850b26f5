//! What stops the work, as a person reads it: what happened and where, and what to do.

use serde::{Deserialize, Serialize};

use crate::data::file_type::FileType;
use crate::data::outcome::{LEAST_OF_A_CLASS, LEAST_ROWS, OutcomeError};
use crate::data::read::ReadError;
use crate::model::ParamsError;
use crate::quantity::Currency;
use crate::quantity::format::{bytes_text, count_text};

/// Something that a person must know.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// What happened, and where.
    pub what: String,
    /// What to do.
    pub todo: String,
}

/// What happened, and what to do.
pub fn sentence(what: impl Into<String>, todo: impl Into<String>) -> Sentence {
    Sentence { what: what.into(), todo: todo.into() }
}

fn n(count: u64) -> String {
    count_text(count, Currency::Unstated)
}

/// Why a file is no table.
pub fn read_error(error: &ReadError) -> Sentence {
    match error {
        ReadError::Empty => sentence("The file is empty.", "Choose a file with a header row and one row for each loan."),
        ReadError::NotText { file_type } => not_text(*file_type),
        ReadError::UnterminatedQuote { row, line } => sentence(
            format!("A quotation mark in row {} (line {}) is never closed, so the rest of the file would be one cell.", n(*row), n(*line)),
            "Close or remove that quotation mark and open the file again.",
        ),
        ReadError::NoRows => sentence("The file has a header but no rows.", "Choose a file with one row for each loan."),
        ReadError::NoRegularRows { expected, found } => sentence(
            format!("The header names {} columns, but row 1 has {} cells, and no row fits.", n(*expected), n(*found)),
            "Check that header and rows use the same separator.",
        ),
        ReadError::OneColumn => sentence(
            "Only one column was found: no comma, semicolon, tab, pipe or space separates the cells.",
            "Save the table as CSV and open it again.",
        ),
        ReadError::TooManyColumns { limit } => {
            sentence(format!("The file has more than {} columns.", n(*limit)), "Check the separator, or leave columns out.")
        }
        ReadError::TooLarge { limit } => sentence(
            format!("The file holds more than {}, which is the most that is read.", bytes_text(*limit)),
            "Split it, by branch or by month, and open one part.",
        ),
        ReadError::FieldTooLong { row, line } => sentence(
            format!("A cell in row {} (line {}) is longer than a million characters.", n(*row), n(*line)),
            "This is mostly a quotation mark that is never closed: look for one there.",
        ),
        ReadError::TooManyRows { limit } => {
            sentence(format!("The file has more than {} rows.", n(*limit)), "Split it, by branch or by month, and open one part.")
        }
    }
}

fn not_text(file_type: Option<FileType>) -> Sentence {
    let what = match file_type {
        Some(FileType::Workbook) => "This is an Excel workbook, not a CSV.",
        Some(FileType::OldWorkbook) => "This is an old Office file, not a CSV.",
        Some(FileType::Zip) => "This is a zip archive, not a CSV.",
        Some(FileType::Gzip) => "This file is packed with gzip.",
        Some(FileType::Packed) => "This file is packed.",
        Some(FileType::Database) => "This is a database, not a CSV.",
        Some(FileType::Parquet) => "This is a Parquet file, not a CSV.",
        Some(FileType::Image) => "This is a picture, not a CSV.",
        Some(FileType::Pdf) => "This is a PDF, not a CSV.",
        Some(FileType::WebPage) => "This is a web page, not a CSV.",
        Some(FileType::Json) => "This is JSON, not a CSV.",
        None => "This file is not text.",
    };
    let todo = match file_type {
        Some(FileType::Workbook | FileType::OldWorkbook) => "In Excel choose File, Save as, “CSV UTF-8”, and open that file.",
        Some(FileType::Zip | FileType::Gzip | FileType::Packed) => "Unpack it and open the CSV inside.",
        _ => "Export the table as CSV and open that file.",
    };
    sentence(what, todo)
}

/// Why an outcome cannot be learned.
pub fn outcome_error(error: &OutcomeError) -> Sentence {
    match error {
        OutcomeError::UnknownColumn { name, .. } => {
            sentence(format!("There is no column “{name}”."), "Choose the column that says how each loan ended.")
        }
        OutcomeError::UnknownValue { value, .. } => {
            sentence(format!("The outcome column has no value “{value}”."), "Say again which values are bad.")
        }
        OutcomeError::TooFewRows { n_rows } => sentence(
            format!("Only {} loans have a known outcome; an honest judgement needs at least {LEAST_ROWS}.", n(*n_rows)),
            "Add loans whose outcome is known.",
        ),
        OutcomeError::OneClass { is_bad: true } => sentence(
            "Every loan with a known outcome counts as bad, so there is nothing to tell apart.",
            "Untick the values that mean the loan was repaid.",
        ),
        OutcomeError::OneClass { is_bad: false } => {
            sentence("No value is marked as bad yet.", "Tick the values that mean the loan was not repaid.")
        }
        OutcomeError::TooFewOfAClass { n_good, n_bad } => sentence(
            format!("{} loans were repaid and {} were not; the model needs at least {LEAST_OF_A_CLASS} of each.", n(*n_good), n(*n_bad)),
            "Add loans, or choose other values as bad.",
        ),
    }
}

/// Why a setting cannot train.
pub fn params_error(error: &ParamsError) -> Sentence {
    match error {
        ParamsError::Trees(trees) => sentence(format!("{} trees cannot be grown.", n(u64::from(*trees))), "Choose 1 to 2,000."),
        ParamsError::Depth(depth) => sentence(format!("A depth of {depth} cannot be grown."), "Choose 1 to 64, or none."),
        ParamsError::LeafSize => sentence("A leaf needs at least one loan.", "Choose 1 or more."),
        ParamsError::Features => sentence("Each split must try at least one feature.", "Choose 1 or more."),
        ParamsError::TreeDepth(depth) => sentence(format!("A single tree of depth {depth} cannot be read."), "Choose 1 to 6."),
        ParamsError::Penalty => sentence("The penalty must be between 0.000001 and 1,000,000,000.", "Choose a number between them."),
        ParamsError::BadWeight => sentence("A bad loan must weigh between 0.001 and 1,000 good ones.", "Choose a number between them."),
        ParamsError::Nodes(_) => sentence("The cap on nodes must be between 3 and 10,000,000.", "Choose a number between them."),
    }
}
