//! What is wrong with a file beside odd cells: columns that tell nothing, copies of rows, gaps that tell too much, an
//! outcome that may be read the wrong way round. Comes in: a table, its schema, and labels where the outcome is known.
//! Goes out: findings with their facts and a remedy. Holds no sentences.

use serde::{Deserialize, Serialize};

use super::outcome::OutcomeError;
use super::outcome_guess::OutcomeDoubt;
pub use super::quality_checks::file_findings;
pub use super::quality_outcome::outcome_findings;
use super::schema::{OutcomeChoice, Role};

/// How grave a finding is, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// Good to know; nothing needs to be done.
    Note,
    /// Figures may be less sure or mean something else.
    Caution,
    /// Nothing can be learned, or all of it would be wrong.
    Grave,
}

/// Something wrong with a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// How grave it is.
    pub severity: Severity,
    /// What it is.
    pub flaw: Flaw,
    /// What one click does about it, where something can be done.
    pub remedy: Option<Remedy>,
}

/// What is wrong. Lists of columns are in file order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Flaw {
    /// Columns without any cell; they are left out.
    Empty {
        /// Their names.
        columns: Vec<String>,
    },
    /// Columns whose cells are all the same; they are left out.
    Constant {
        /// Names with the only value.
        columns: Vec<(String, String)>,
    },
    /// Columns of which more than three cells in ten are missing.
    MostlyMissing {
        /// Names with missing cells, most first.
        columns: Vec<(String, u64)>,
        /// Rows of the file.
        n_rows: u64,
    },
    /// Columns with nearly as many values as rows that name nobody; they are left out.
    NearUnique {
        /// Names with different values.
        columns: Vec<(String, u64)>,
    },
    /// Rows that are the same in every cell as one before.
    DuplicateRows {
        /// Such rows, the first of each kind not counted.
        n_copies: u64,
        /// Rows of the file.
        n_rows: u64,
    },
    /// A borrower has several rows: all of one borrower stay on one side of each split.
    SeveralRowsABorrower {
        /// The identifier.
        column: String,
        /// Different borrowers.
        n_borrowers: u64,
        /// Rows that name one.
        n_rows: u64,
    },
    /// A loan's identifier stands in several rows.
    RepeatedLoans {
        /// The identifier.
        column: String,
        /// Different loans.
        n_loans: u64,
        /// Rows that name one.
        n_rows: u64,
    },
    /// Numbers so far from all others that they are hardly measured.
    Outliers {
        /// The column.
        column: String,
        /// How many cells.
        n_cells: u64,
        /// The farthest, as canonical text.
        farthest: String,
        /// Half of all cells lie between these, as canonical text.
        middle_half: (String, String),
    },
    /// Where a column is missing, loans end much worse or better.
    TellingGaps {
        /// The column.
        column: String,
        /// Labeled rows in which it is missing.
        n_missing: u64,
        /// Share of bad rows among them, 0..=1.
        bad_where_missing: f64,
        /// Share of bad rows elsewhere, 0..=1.
        bad_where_present: f64,
    },
    /// No column tells how the loans ended.
    NoOutcome,
    /// The outcome cannot be learned.
    NothingToLearn(OutcomeError),
    /// Few rows to learn from: figures are rough.
    FewRows {
        /// Rows of a known outcome.
        n_known: u64,
        /// Rows of the rarer outcome.
        n_rarer: u64,
    },
    /// One outcome is rare.
    Imbalance {
        /// Bad rows.
        n_bad: u64,
        /// Rows of a known outcome.
        n_known: u64,
    },
    /// The outcome may be coded the other way round, or be none.
    Doubtful {
        /// Why.
        doubt: OutcomeDoubt,
        /// As it is read now.
        choice: OutcomeChoice,
        /// Share of bad rows as it is read now, 0..=1.
        bad_share: f64,
    },
}

/// What one click does about a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Remedy {
    /// These columns stay out of the model.
    LeaveOut(Vec<String>),
    /// Cells with this value count as missing.
    TreatAsMissing {
        /// The column.
        column: String,
        /// The value as canonical text.
        value: String,
    },
    /// A column gets another role.
    GiveRole {
        /// The column.
        column: String,
        /// The role.
        role: Role,
    },
    /// Of rows that are the same in every cell only the first counts.
    DropDuplicateRows,
    /// The outcome is read in this way.
    ReadOutcome(OutcomeChoice),
}
