//! A table of typed columns of one length. What is missing is said, never guessed.

use std::borrow::Cow;

use super::column_passes::{drop_codes_beyond, drop_infinities};

/// Named, typed columns, all of `n_rows` cells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    n_rows: usize,
    names: Vec<String>,
    columns: Vec<Column>,
}

/// A column, by what its cells are.
#[derive(Clone, Debug, PartialEq)]
pub enum Column {
    /// Numbers.
    Number(NumberColumn),
    /// Few different texts, each many times.
    Category(CategoryColumn),
    /// Calendar days.
    Date(DateColumn),
    /// Texts of their own: names, identifiers, notes.
    Text(TextColumn),
}

/// The kind of a column, without its cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Kind {
    /// See [`Column::Number`].
    Number,
    /// See [`Column::Category`].
    Category,
    /// See [`Column::Date`].
    Date,
    /// See [`Column::Text`].
    Text,
}

/// Numbers; a missing cell is NaN inside and `None` outside.
#[derive(Clone, Debug, Default)]
pub struct NumberColumn {
    values: Vec<f64>,
}

impl PartialEq for NumberColumn {
    fn eq(&self, other: &Self) -> bool {
        self.values.len() == other.values.len() && self.values.iter().zip(&other.values).all(|(a, b)| a == b || (a.is_nan() && b.is_nan()))
    }
}

impl NumberColumn {
    /// From values in which every non-finite one means missing.
    pub fn new(mut values: Vec<f64>) -> Self {
        drop_infinities(&mut values);
        NumberColumn { values }
    }

    /// From values of which each is finite or NaN.
    pub(super) fn of_finite(values: Vec<f64>) -> Self {
        NumberColumn { values }
    }

    /// The number in this row, unless it is missing.
    pub fn get(&self, row: usize) -> Option<f64> {
        self.values.get(row).copied().filter(|value| !value.is_nan())
    }

    /// All cells in row order; NaN is missing.
    pub fn values(&self) -> &[f64] {
        &self.values
    }
}

/// Texts by code: code 0 is missing, code `k` is `labels()[k - 1]`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CategoryColumn {
    codes: Vec<u32>,
    labels: Vec<String>,
}

impl CategoryColumn {
    /// The code of a missing cell.
    pub const MISSING: u32 = 0;

    /// From codes and labels; a code beyond the labels counts as missing.
    pub fn new(mut codes: Vec<u32>, labels: Vec<String>) -> Self {
        drop_codes_beyond(&mut codes, labels.len());
        CategoryColumn { codes, labels }
    }

    /// From codes none of which is beyond the labels.
    pub(super) fn of_known(codes: Vec<u32>, labels: Vec<String>) -> Self {
        CategoryColumn { codes, labels }
    }

    /// The label in this row, unless it is missing.
    pub fn get(&self, row: usize) -> Option<&str> {
        self.label(*self.codes.get(row)?)
    }

    /// The label of a code; `None` for the missing one.
    pub fn label(&self, code: u32) -> Option<&str> {
        self.labels.get((code as usize).checked_sub(1)?).map(String::as_str)
    }

    /// One code a row.
    pub fn codes(&self) -> &[u32] {
        &self.codes
    }

    /// The different texts, in order of first appearance.
    pub fn labels(&self) -> &[String] {
        &self.labels
    }
}

/// Calendar days as days since 1970-01-01, without a clock or a zone.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DateColumn {
    days: Vec<i32>,
}

impl DateColumn {
    /// The value of a missing cell.
    pub const MISSING: i32 = i32::MIN;

    /// From days since 1970-01-01; [`Self::MISSING`] is missing.
    pub fn new(days: Vec<i32>) -> Self {
        DateColumn { days }
    }

    /// One day a row; [`Self::MISSING`] is missing.
    pub fn days(&self) -> &[i32] {
        &self.days
    }

    /// Days since 1970-01-01 in this row, unless missing.
    pub fn get(&self, row: usize) -> Option<i32> {
        self.days.get(row).copied().filter(|&day| day != Self::MISSING)
    }
}

/// Texts, one after another in one string; an empty one is missing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TextColumn {
    text: String,
    ends: Vec<usize>,
}

impl TextColumn {
    /// The number of cells.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether it has no cells.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Adds a cell.
    pub fn push(&mut self, cell: &str) {
        self.text.push_str(cell);
        self.ends.push(self.text.len());
    }

    /// The text in this row, unless missing.
    pub fn get(&self, row: usize) -> Option<&str> {
        let end = *self.ends.get(row)?;
        let start = row.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.text.get(start..end).filter(|cell| !cell.is_empty())
    }
}

impl Column {
    /// Of which kind.
    pub fn kind(&self) -> Kind {
        match self {
            Column::Number(_) => Kind::Number,
            Column::Category(_) => Kind::Category,
            Column::Date(_) => Kind::Date,
            Column::Text(_) => Kind::Text,
        }
    }

    /// The number of cells.
    pub fn len(&self) -> usize {
        match self {
            Column::Number(column) => column.values.len(),
            Column::Category(column) => column.codes.len(),
            Column::Date(column) => column.days.len(),
            Column::Text(column) => column.ends.len(),
        }
    }

    /// Whether it has no cells.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether this row's cell is missing; a row beyond the end is.
    pub fn is_missing(&self, row: usize) -> bool {
        match self {
            Column::Number(column) => column.get(row).is_none(),
            Column::Category(column) => column.get(row).is_none(),
            Column::Date(column) => column.get(row).is_none(),
            Column::Text(column) => column.get(row).is_none(),
        }
    }

    /// The cell as canonical text, the same for equal values: numbers in their shortest form, dates as
    /// 2026-11-21. Empty where missing. Not the file's own spelling.
    pub fn text(&self, row: usize) -> Cow<'_, str> {
        match self {
            Column::Number(column) => column.get(row).map_or(Cow::Borrowed(""), |value| Cow::Owned(value.to_string())),
            Column::Category(column) => Cow::Borrowed(column.get(row).unwrap_or("")),
            Column::Date(column) => column.get(row).map_or(Cow::Borrowed(""), |day| Cow::Owned(date_text(day))),
            Column::Text(column) => Cow::Borrowed(column.get(row).unwrap_or("")),
        }
    }
}

impl Table {
    /// A table from named columns. All columns must have the same length: a shorter or longer one is an error
    /// that returns its name.
    pub fn new(columns: Vec<(String, Column)>) -> Result<Table, String> {
        let n_rows = columns.first().map_or(0, |(_, column)| column.len());
        if let Some((name, _)) = columns.iter().find(|(_, column)| column.len() != n_rows) {
            return Err(name.clone());
        }
        let (names, columns) = columns.into_iter().unzip();
        Ok(Table { n_rows, names, columns })
    }

    /// The number of rows.
    pub fn n_rows(&self) -> usize {
        self.n_rows
    }

    /// The number of columns.
    pub fn n_columns(&self) -> usize {
        self.columns.len()
    }

    /// Column names in file order.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Columns in file order.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The column at this place.
    pub fn column(&self, column_idx: usize) -> Option<&Column> {
        self.columns.get(column_idx)
    }

    /// The place of the column with this name.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|candidate| candidate == name)
    }
}

/// A day since 1970-01-01 as `2026-11-21`, by Hinnant's `civil_from_days`.
pub fn date_text(day: i32) -> String {
    let shifted = i64::from(day) + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_index = (5 * day_of_year + 2) / 153;
    let day_of_month = day_of_year - (153 * month_index + 2) / 5 + 1;
    let month = if month_index < 10 { month_index + 3 } else { month_index - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day_of_month:02}")
}
