//! What only the person can tell about a column, with what was assumed until then, and the answers.

use serde::{Deserialize, Serialize};

use super::column_format::{Century, DateOrder, DecimalMark, SerialDate};
use super::table::Kind;

/// Characters of a cell that are shown.
const SHOWN_CHARS: usize = 80;

/// Something about a column that its cells leave open.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Question {
    /// Each of the column's dates is a day in either order: `05/06/2026`. Answered by [`TypingAnswers::date_orders`].
    DateOrder {
        /// The column's name.
        column: String,
        /// Cells that are two different days.
        examples: Vec<String>,
        /// The order that was taken.
        assumed: DateOrder,
        /// Why that one.
        basis: Basis,
    },
    /// The column's numbers may have a decimal point or a decimal comma: `1,234`. Answered by
    /// [`TypingAnswers::decimal_marks`].
    DecimalMark {
        /// The column's name.
        column: String,
        /// Cells that are two different numbers.
        examples: Vec<String>,
        /// The mark that was taken.
        assumed: DecimalMark,
        /// Why that one.
        basis: Basis,
    },
    /// Some of the column's years have two digits from 30 to 69: `06/03/67` is in 1967 or in 2067. Answered by
    /// [`TypingAnswers::centuries`].
    Century {
        /// The column's name.
        column: String,
        /// One of its dates.
        example: String,
        /// The century that was taken: the last where the column has years from 70 to 99 as well.
        assumed: Century,
    },
    /// The column's name says date and its numbers could be days, or a quantity. Answered by
    /// [`TypingAnswers::serial_dates`], or by the kind [`Kind::Number`].
    SerialDate {
        /// The column's name.
        column: String,
        /// The way of counting that was taken.
        assumed: SerialDate,
        /// The column's first and last day, in days since 1970-01-01.
        days: (i32, i32),
    },
    /// The column's numbers are shortened: `5L`, `1.5Cr`, `10k`. They are not read as numbers unless the person gives
    /// the kind [`Kind::Number`].
    Shorthand {
        /// The column's name.
        column: String,
        /// Such cells.
        examples: Vec<String>,
    },
    /// Most cells are numbers (or dates) but too many are not, so the column stays text. Answered by the kind.
    MostlyOfKind {
        /// The column's name.
        column: String,
        /// What most cells are.
        kind: Kind,
        /// Cells that are.
        n_fit: u64,
        /// Cells that are not, and would count as missing.
        n_unfit: u64,
        /// Some of these.
        examples: Vec<String>,
    },
}

/// Why something was assumed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Basis {
    /// The file's other columns prove it.
    OtherColumns,
    /// The file's cells are parted by semicolons, as where the comma is a decimal mark.
    Delimiter,
    /// Most files are so.
    Habit,
    /// The person said so of the whole file.
    Said,
}

/// What a person has said about columns, by their names; a name that is not there is ignored.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TypingAnswers {
    /// Whether the day or the month comes first.
    pub date_orders: Vec<(String, DateOrder)>,
    /// What years of two digits mean.
    pub centuries: Vec<(String, Century)>,
    /// Which mark parts decimals.
    pub decimal_marks: Vec<(String, DecimalMark)>,
    /// Which way of counting days a column of numbers has: the column is one of dates.
    pub serial_dates: Vec<(String, SerialDate)>,
    /// Values that mean missing, as the file spells them or as [`super::sentinel::SentinelOffer`] does.
    pub missing_values: Vec<(String, Vec<String>)>,
}

impl Question {
    /// The column that it is about.
    pub fn column(&self) -> &str {
        match self {
            Question::DateOrder { column, .. }
            | Question::DecimalMark { column, .. }
            | Question::Century { column, .. }
            | Question::SerialDate { column, .. }
            | Question::Shorthand { column, .. }
            | Question::MostlyOfKind { column, .. } => column,
        }
    }
}

/// The answer about this column.
pub(super) fn answer_for<'a, T>(answers: &'a [(String, T)], column: &str) -> Option<&'a T> {
    answers.iter().find(|(name, _)| name == column).map(|(_, answer)| answer)
}

/// A cell, cut to what is shown.
pub(super) fn shown(cell: &str) -> String {
    cell.chars().take(SHOWN_CHARS).collect()
}
