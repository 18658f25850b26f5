//! What each column is: its kind, its role for the model, what it measures, and its statistics.
//! Roles are guessed from names and content, and the person may change each.

use serde::{Deserialize, Serialize};

use super::table::Kind;

/// What the model does with a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Role {
    /// Names the borrower or the loan: never a feature.
    Identifier,
    /// Says how the loan ended: what the model learns.
    Outcome,
    /// An input of the model.
    Feature,
    /// Written during or after collection: it gives the outcome away, so it is left out.
    Collection,
    /// Left out for another reason: constant, free text, or by the person's wish.
    Ignored,
    /// Added by an earlier export of this app: never a feature.
    OwnExport,
}

/// What a column measures, where the app has a use for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Meaning {
    /// Identifies the borrower: rows of one borrower stay together in every split.
    BorrowerId,
    /// Identifies the loan.
    LoanId,
    /// Money still owed.
    Outstanding,
    /// Money lent.
    LoanAmount,
    /// Income a month.
    MonthlyIncome,
    /// Instalment a month.
    MonthlyInstalment,
    /// Days past due.
    DaysPastDue,
    /// Missed payments.
    MissedPayments,
}

/// A column as the person sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ColumnSchema {
    /// Its name in the file, made unique.
    pub name: String,
    /// The kind of its cells.
    pub kind: Kind,
    /// What the model does with it.
    pub role: Role,
    /// What it measures, if known.
    pub meaning: Option<Meaning>,
    /// Why it is left out by default, where it is.
    pub reason: Option<LeftOut>,
    /// Cells that are missing.
    pub n_missing: u64,
    /// Different values, without the missing ones.
    pub n_distinct: u64,
    /// The commonest values with their counts, commonest first (ties by text), at most [`Schema::TOP_VALUES`].
    pub top_values: Vec<(String, u64)>,
    /// How the cells are spread: 12 equal-width bins for numbers and dates, the commonest values otherwise.
    pub shape: Vec<u32>,
}

/// Why a column does not go into the model by default.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum LeftOut {
    /// Its name is one of collection or outcome, such as `recoveries`.
    NamedAfterCollection,
    /// One of its values or ranges holds one outcome only, by more than chance (see `evaluation::leakage`).
    GivesOutcomeAway {
        /// The value or range, as a person reads it.
        cell: String,
        /// Rows in it, all of one outcome.
        n_rows: u64,
    },
    /// All cells are the same, or all are missing.
    Constant,
    /// Free text, or nearly as many values as rows.
    FreeText,
}

/// All columns of a file, in file order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Schema {
    /// One a column.
    pub columns: Vec<ColumnSchema>,
}

/// How an outcome column is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomeChoice {
    /// The column's name.
    pub column: String,
    /// Its values that mean "not repaid".
    pub bad_values: Vec<String>,
}

impl Schema {
    /// How many values of a column are listed.
    pub const TOP_VALUES: usize = 50;
}
