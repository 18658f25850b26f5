use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::fields::FieldKind;

/// What is wrong with one field of a policy, or with its file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyProblem {
    /// The field: `bands.legal`. Empty where the file as a whole is meant.
    pub path: String,
    /// What is wrong.
    pub kind: ProblemKind,
}

/// What can be wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ProblemKind {
    /// The text is no JSON from here on; both count from 1, columns in characters.
    Syntax {
        /// The line.
        line: u32,
        /// The column.
        column: u32,
    },
    /// The text is longer than any policy: more bytes than this.
    TooLarge {
        /// The most bytes.
        most: u32,
    },
    /// No field has this name.
    UnknownField,
    /// The field is there twice.
    Repeated,
    /// The value is of another type.
    WrongType {
        /// What it must be.
        expected: ValueKind,
        /// What it is.
        found: ValueKind,
    },
    /// The number is outside its range, both ends allowed, in the whole numbers of its kind.
    OutOfRange {
        /// What the number counts.
        kind: FieldKind,
        /// The least.
        min: i64,
        /// The largest.
        max: i64,
    },
    /// The number has more decimals than are kept.
    TooFine {
        /// The most decimals.
        decimals: u32,
    },
    /// It may not be empty.
    Missing,
    /// The word is none of those known.
    UnknownWord {
        /// The word.
        found: String,
        /// Those that may stand here.
        known: Vec<String>,
    },
    /// It must not be below the other field.
    BelowField(String),
    /// It must be above the other field.
    NotAboveField(String),
    /// It must not be above the other field.
    AboveField(String),
    /// The text is empty, or longer than so many characters.
    Length {
        /// The most characters.
        most: u32,
    },
}

/// The type of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ValueKind {
    /// A number.
    Number,
    /// A number, or null for no limit.
    NumberOrNull,
    /// A text.
    Text,
    /// True or false.
    TrueOrFalse,
    /// Null.
    Null,
    /// A list.
    List,
    /// Fields in braces.
    Object,
}

/// All that is wrong with a policy; never empty.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[error("{} problems in the policy", problems.len())]
pub struct PolicyError {
    /// In the order of the fields.
    pub problems: Vec<PolicyProblem>,
}

impl PolicyError {
    /// An error where there are problems.
    pub(super) fn unless_none(problems: Vec<PolicyProblem>) -> Result<(), PolicyError> {
        if problems.is_empty() { Ok(()) } else { Err(PolicyError { problems }) }
    }
}
