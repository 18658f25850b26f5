use crate::data::file_type::FileType;
use crate::data::issue::{DataIssue, Oddity, Remedy};
use crate::data::outcome::{LEAST_OF_A_CLASS, LEAST_ROWS, OutcomeError};
use crate::data::read::ReadError;
use crate::features::EncodeError;
use crate::jobs::protocol::JobError;
use crate::model::ParamsError;
use crate::quantity::Currency;
use crate::quantity::format::count_text;
use crate::session::{SessionError, SetupProblem};

/// Something that a person must know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// What happened, and where.
    pub what: String,
    /// What to do.
    pub todo: String,
}

fn sentence(what: impl Into<String>, todo: impl Into<String>) -> Sentence {
    Sentence { what: what.into(), todo: todo.into() }
}

fn n(count: u64) -> String {
    count_text(count, Currency::Unstated)
}

/// More than one file was given; the first, of this name, is opened.
pub fn several_files(n_files: usize, name: &str) -> Sentence {
    sentence(
        format!("{} files were given; {name} is the one that is opened.", n(n_files as u64)),
        "The app works on one file at a time: give it the others one by one.",
    )
}

/// A folder was given.
pub fn folder_given() -> Sentence {
    sentence("A folder cannot be opened, only a file.", "Open the folder and drop the CSV that is in it.")
}

/// Why a step failed.
pub fn session_error(error: &SessionError) -> Sentence {
    match error {
        SessionError::Job(error) => job_error(error),
        SessionError::EngineCrashed(words) => sentence(
            format!("The data engine broke down several times ({words})."),
            "Your file is untouched on your disk. Reload the page; with a very large file, close other tabs first.",
        ),
        SessionError::TrainersCrashed(words) => sentence(
            format!("Training broke down several times ({words})."),
            "Your table and settings are still here. Try fewer trees or a smaller depth, or close other tabs.",
        ),
        SessionError::NotSaved(words) => {
            sentence(format!("The browser did not save the file ({words})."), "Allow downloads for this page and export again.")
        }
        SessionError::EngineSilent => sentence(
            "The data engine has not started within 10 seconds.",
            "Reload the page. If it stays like this, an extension or a policy of your organization may forbid web workers or WebAssembly.",
        ),
    }
}

fn job_error(error: &JobError) -> Sentence {
    match error {
        JobError::Read(error) => read_error(error),
        JobError::FileGone(words) if words == "modified" => {
            sentence("The file has changed on the disk since it was opened.", "Open it again, so that the scores fit the rows.")
        }
        JobError::FileGone(words) => sentence(
            format!("The file can no longer be read ({words})."),
            "Check that it is still there and not open elsewhere, then open it again.",
        ),
        JobError::Outcome(error) => outcome_error(error),
        JobError::Params(error) => params_error(error),
        JobError::Encode(EncodeError::UnknownColumn(name)) => {
            sentence(format!("There is no column “{name}”."), "Open the file again and check the columns.")
        }
        JobError::Encode(EncodeError::TextColumn(name)) => {
            sentence(format!("“{name}” is free text, which the model cannot learn from."), "Set its role to “left out”.")
        }
        JobError::TrainingSet(_) => {
            sentence("No column is left to learn from, or the table is too large.", "Give at least one column the role “feature”.")
        }
        JobError::Encode(EncodeError::NotAValue { column, text }) => {
            sentence(format!("“{text}” is no value of {column}."), "Type a number, or choose one of the column's values.")
        }
        JobError::Fit(error) => sentence(
            format!("The model could not be fitted ({error})."),
            "Choose another model, or give fewer columns the role “feature”, and train again.",
        ),
        JobError::NoDates => sentence(
            "No column says when a loan was made, so there are no newest loans.",
            "A column of dates is enough; it may be left out of the model.",
        ),
        JobError::StoppedTooEarly => sentence(
            "The training ended before enough trees had grown to judge anyone by trees that had not seen them.",
            "Train again and let it grow a few more trees.",
        ),
        JobError::NoTable => sentence("No file is open.", "Open a file first."),
        JobError::NoModel => sentence("No model is trained yet.", "Train a model first."),
        JobError::UnknownRow(row) => sentence(format!("There is no row {}.", n(row + 1)), "Go back to the list of borrowers."),
        JobError::UnknownColumn(name) => sentence(format!("There is no column “{name}”."), "Open the file again and check the columns."),
        JobError::Garbled => sentence("Page and engine do not understand each other: they are of different versions.", "Reload the page."),
    }
}

fn read_error(error: &ReadError) -> Sentence {
    match error {
        ReadError::Empty => sentence("The file is empty.", "Choose a file with a header row and one row for each loan."),
        ReadError::NotText { file_type } => not_text(*file_type),
        ReadError::Utf16 => sentence("The file is text in UTF-16.", "Save it as “CSV UTF-8” and open it again."),
        ReadError::NotUtf8 { row, byte } => sentence(
            format!("Row {} holds a character that is not UTF-8 (byte {} of the file).", n(*row), n(*byte)),
            "Save the file as “CSV UTF-8” and open it again.",
        ),
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
        Some(FileType::Parquet) => "This is a Parquet file, not a CSV.",
        Some(FileType::Image) => "This is a picture, not a CSV.",
        Some(FileType::Pdf) => "This is a PDF, not a CSV.",
        Some(FileType::WebPage) => "This is a web page, not a CSV.",
        Some(FileType::Json) => "This is JSON, not a CSV.",
        None => "This file is not text.",
    };
    let todo = match file_type {
        Some(FileType::Workbook | FileType::OldWorkbook) => "In Excel choose File, Save as, “CSV UTF-8”, and open that file.",
        Some(FileType::Zip | FileType::Gzip) => "Unpack it and open the CSV inside.",
        _ => "Export the table as CSV and open that file.",
    };
    sentence(what, todo)
}

fn outcome_error(error: &OutcomeError) -> Sentence {
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

fn params_error(error: &ParamsError) -> Sentence {
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

/// Why training cannot begin.
pub fn setup_problem(problem: &SetupProblem) -> Sentence {
    match problem {
        SetupProblem::NoOutcome => {
            sentence("Which column says how each loan ended?", "Choose it, and tick the values that mean “not repaid”.")
        }
        SetupProblem::Outcome(error) => outcome_error(error),
        SetupProblem::NoFeatures => sentence("No column is left to learn from.", "Give at least one column the role “feature”."),
        SetupProblem::Params(error) => params_error(error),
    }
}

/// One odd thing in a file: where, what, and what was done.
pub fn issue_text(issue: &DataIssue) -> String {
    let column = issue.column.as_deref().unwrap_or_default();
    let place = match issue.row {
        Some(row) if column.is_empty() => format!("Row {}", n(row)),
        Some(row) => format!("{column}, row {}", n(row)),
        None if matches!(issue.what, Oddity::TwoWritings { .. }) => column.to_owned(),
        None => "Header".to_owned(),
    };
    let what = match &issue.what {
        Oddity::NotANumber { value } => format!("“{value}” is not a number"),
        Oddity::NotADate { value } => format!("“{value}” is not a date"),
        Oddity::CellCount { expected, found } => format!("{} cells where the header has {}", n(*found), n(*expected)),
        Oddity::DuplicateName => format!("a second column named “{column}”"),
        Oddity::EmptyName => "a column without a name".to_owned(),
        Oddity::TwoWritings { kept, other, n_other } => {
            format!("cells are written in two ways: like “{kept}”, and {} like “{other}”", n(*n_other))
        }
    };
    let done = match &issue.action {
        Remedy::ReadAsMissing => "it counts as missing".to_owned(),
        Remedy::RowLeftOut => "the row is left out".to_owned(),
        Remedy::Renamed { to } => format!("it is called “{to}” here"),
        Remedy::ReadAlike => "both are read alike".to_owned(),
    };
    format!("{place}: {what}; {done}.")
}
