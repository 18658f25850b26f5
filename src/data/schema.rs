//! What each column is: its kind, its role for the model, what it measures, and its statistics.
//! Roles are guessed from names and content, and the person may change each.

use serde::{Deserialize, Serialize};

use super::outcome_guess::find_outcome;
use super::roles::assign_roles;
use super::statistics::statistics_of;
use super::table::{Kind, Table};

pub use super::aliases::is_protected;
pub use super::borrower_key::{borrower_keys, key_column};
pub use super::meaning::{Confidence, Meaning, MeaningGuess, guess_meanings, header_fingerprint};
pub use super::outcome::{OutcomeError, labels, outcome_values};
pub use super::outcome_guess::{OutcomeDoubt, guess_outcome, outcome_doubt};
pub use super::roles::EXPORT_COLUMNS;

/// What the model does with a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
    #[default]
    Ignored,
    /// Added by an earlier export of this app: never a feature.
    OwnExport,
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
    /// Different values, without the missing ones: exact up to 1,048,576, which stands for more.
    pub n_distinct: u64,
    /// The commonest values with their counts, commonest first (ties by text, numbers and dates by value), at most
    /// [`Schema::TOP_VALUES`].
    pub top_values: Vec<(String, u64)>,
    /// How the cells are spread: 12 equal-width bins for numbers and dates, the commonest values otherwise.
    pub shape: Vec<u32>,
}

/// Why a column does not go into the model by default.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum LeftOut {
    /// Its name is one of collection or outcome, such as `recoveries`.
    NamedAfterCollection,
    /// All cells are the same, or all are missing.
    Constant,
    /// Free text, or nearly as many values as rows.
    FreeText,
    /// What a lender must not decide by, such as age or gender: it is kept to compare how groups are treated.
    Protected,
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
    /// Its values that mean neither, such as "Current": their rows teach nothing. All other values mean "repaid".
    pub undecided_values: Vec<String>,
}

impl OutcomeChoice {
    /// A choice in which every value that is not bad is good.
    pub fn new(column: impl Into<String>, bad_values: Vec<String>) -> Self {
        OutcomeChoice { column: column.into(), bad_values, undecided_values: Vec::new() }
    }
}

impl Schema {
    /// How many values of a column are listed.
    pub const TOP_VALUES: usize = 50;

    /// The same columns with these roles; a name that is not there changes nothing.
    pub fn with_roles(&self, roles: &[(String, Role)]) -> Schema {
        let mut schema = self.clone();
        for (name, role) in roles {
            if let Some(column) = schema.columns.iter_mut().find(|column| column.name == *name) {
                column.role = *role;
            }
        }
        schema
    }

    /// The same columns with these meanings: each is taken from the column that had it and given to the one named, which
    /// loses its own; `None` leaves it to no column. A name that is not there changes nothing. Who is to name borrowers
    /// or loans becomes an identifier.
    pub fn with_meanings(&self, meanings: &[(Meaning, Option<String>)]) -> Schema {
        let mut schema = self.clone();
        for (meaning, name) in meanings {
            let chosen = name.as_ref().map(|name| schema.columns.iter().position(|column| column.name == *name));
            if chosen == Some(None) {
                continue;
            }
            schema.columns.iter_mut().filter(|column| column.meaning == Some(*meaning)).for_each(|column| column.meaning = None);
            if let Some(column) = chosen.flatten().and_then(|column_idx| schema.columns.get_mut(column_idx)) {
                column.meaning = Some(*meaning);
                if matches!(meaning, Meaning::BorrowerId | Meaning::LoanId) && matches!(column.role, Role::Feature | Role::Ignored) {
                    column.role = Role::Identifier;
                }
            }
        }
        schema
    }

    /// The column that has this meaning.
    pub fn meaning(&self, meaning: Meaning) -> Option<&ColumnSchema> {
        self.columns.iter().find(|column| column.meaning == Some(meaning))
    }

    /// The column with this name.
    pub fn column(&self, name: &str) -> Option<&ColumnSchema> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// Makes this column the outcome. One that was it before becomes a collection column: it tells how the loan ended.
    /// An unknown name changes nothing.
    pub fn choose_outcome(&mut self, name: &str) {
        if self.column(name).is_none() {
            return;
        }
        for column in &mut self.columns {
            if column.name == name {
                column.role = Role::Outcome;
                column.reason = None;
            } else if column.role == Role::Outcome {
                column.role = Role::Collection;
                column.reason = Some(LeftOut::NamedAfterCollection);
            }
        }
    }
}

/// What each column of a table is, by its name and its content. The column that [`guess_outcome`] finds has the role
/// [`Role::Outcome`].
pub fn infer_schema(table: &Table) -> Schema {
    let describe = |(name, column): (&String, &super::table::Column)| {
        let statistics = statistics_of(column);
        ColumnSchema {
            name: name.clone(),
            kind: column.kind(),
            role: Role::Feature,
            meaning: None,
            reason: None,
            n_missing: statistics.n_missing,
            n_distinct: statistics.n_distinct,
            top_values: statistics.top_values,
            shape: statistics.shape,
        }
    };
    let mut columns: Vec<ColumnSchema> = table.names().iter().zip(table.columns()).map(describe).collect();
    assign_roles(table, &mut columns);
    let mut schema = Schema { columns };
    if let Some(choice) = find_outcome(table, &schema) {
        schema.choose_outcome(&choice.column);
    }
    let used = guess_meanings(table, &schema.columns).into_iter().map(|guess| (guess.meaning, guess.column));
    schema.with_meanings(&used.collect::<Vec<_>>())
}
