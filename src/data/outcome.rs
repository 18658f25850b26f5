//! An outcome column to labels: which rows were repaid, which were not, which do not tell.

use serde::{Deserialize, Serialize};

use super::number::parse_number;
use super::schema::OutcomeChoice;
use super::table::{CategoryColumn, Column, Table};
use crate::quantity::order::{key_number, number_key, sort_by, sort_keys};

/// Fewer labeled rows teach nothing.
pub const LEAST_ROWS: u64 = 50;
/// Fewer rows of one outcome teach nothing.
pub const LEAST_OF_A_CLASS: u64 = 10;
/// How many names or values an error lists.
const MAX_LISTED: usize = 50;

/// Why a choice of outcome gives no labels to learn from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum OutcomeError {
    /// No such column.
    #[error("unknown column {name}")]
    UnknownColumn {
        /// The name asked for.
        name: String,
        /// The columns there are, at most 50.
        columns: Vec<String>,
    },
    /// The column has no such value.
    #[error("unknown value {value}")]
    UnknownValue {
        /// The value asked for.
        value: String,
        /// The column's values, commonest first, at most 50.
        values: Vec<String>,
    },
    /// Fewer than [`LEAST_ROWS`] rows have a known outcome.
    #[error("{n_rows} labeled rows")]
    TooFewRows {
        /// Rows with a known outcome.
        n_rows: u64,
    },
    /// All rows have the same outcome, or no value was named bad.
    #[error("one class only")]
    OneClass {
        /// Whether all are bad.
        is_bad: bool,
    },
    /// Fewer than [`LEAST_OF_A_CLASS`] rows have one of the outcomes.
    #[error("{n_good} good and {n_bad} bad rows")]
    TooFewOfAClass {
        /// Rows that were repaid.
        n_good: u64,
        /// Rows that were not.
        n_bad: u64,
    },
}

/// The values of a column as canonical text with their counts, commonest first, ties by text. Missing cells are not
/// among them. Empty where there is no such column.
pub fn outcome_values(table: &Table, column: &str) -> Vec<(String, u64)> {
    let Some(column) = table.position(column).and_then(|column_idx| table.column(column_idx)) else { return Vec::new() };
    let mut values: Vec<(String, u64)> = match column {
        Column::Category(categories) => {
            let mut by_code = vec![0u64; categories.labels().len() + 1];
            categories.codes().iter().for_each(|&code| by_code[code as usize] += 1);
            categories.labels().iter().cloned().zip(by_code.into_iter().skip(1)).filter(|(_, count)| *count > 0).collect()
        }
        Column::Number(numbers) => {
            let there = numbers.values().iter().filter(|value| !value.is_nan());
            let mut keys: Vec<u64> = there.map(|value| number_key(value + 0.0)).collect();
            sort_keys(&mut keys);
            keys.chunk_by(|a, b| a == b).map(|same| (key_number(same[0]).to_string(), same.len() as u64)).collect()
        }
        Column::Date(_) | Column::Text(_) => {
            let there = (0..column.len()).filter(|&row| !column.is_missing(row));
            let mut texts: Vec<_> = there.map(|row| column.text(row)).collect();
            sort_by(&mut texts, |a, b| a.cmp(b));
            texts.chunk_by(|a, b| a == b).map(|same| (same[0].clone().into_owned(), same.len() as u64)).collect()
        }
    };
    sort_by(&mut values, |a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    values
}

/// One label a row: `Some(true)` where the loan was not repaid, `None` where the outcome is missing or undecided.
///
/// # Errors
/// Where column or value are unknown, or too few rows or classes are left to learn from.
pub fn labels(table: &Table, choice: &OutcomeChoice) -> Result<Vec<Option<bool>>, OutcomeError> {
    let labels = labels_unchecked(table, choice)?;
    let n_bad = labels.iter().filter(|label| **label == Some(true)).count() as u64;
    let n_good = labels.iter().filter(|label| **label == Some(false)).count() as u64;
    if n_good + n_bad < LEAST_ROWS {
        return Err(OutcomeError::TooFewRows { n_rows: n_good + n_bad });
    }
    if n_good == 0 || n_bad == 0 {
        return Err(OutcomeError::OneClass { is_bad: n_good == 0 });
    }
    if n_good.min(n_bad) < LEAST_OF_A_CLASS {
        return Err(OutcomeError::TooFewOfAClass { n_good, n_bad });
    }
    Ok(labels)
}

/// As [`labels`], whatever is left to learn from: for showing the base rate while the person chooses.
///
/// # Errors
/// Where column or value are unknown.
pub fn labels_unchecked(table: &Table, choice: &OutcomeChoice) -> Result<Vec<Option<bool>>, OutcomeError> {
    let Some(column_idx) = table.position(&choice.column) else {
        let columns = table.names().iter().take(MAX_LISTED).cloned().collect();
        return Err(OutcomeError::UnknownColumn { name: choice.column.clone(), columns });
    };
    let column = &table.columns()[column_idx];
    let bad = Values::find(table, choice, column, &choice.bad_values)?;
    let undecided = Values::find(table, choice, column, &choice.undecided_values)?;
    let label = |row: usize| {
        let is_out = column.is_missing(row) || undecided.hold(column, row);
        (!is_out).then(|| bad.hold(column, row))
    };
    Ok((0..table.n_rows()).map(label).collect())
}

/// Values of a column in the form in which its cells are compared fastest.
enum Values {
    Codes(Vec<bool>),
    Numbers(Vec<f64>),
    Texts(Vec<String>),
}

impl Values {
    fn find(table: &Table, choice: &OutcomeChoice, column: &Column, wanted: &[String]) -> Result<Values, OutcomeError> {
        let unknown = |value: &String| OutcomeError::UnknownValue {
            value: value.clone(),
            values: outcome_values(table, &choice.column).into_iter().take(MAX_LISTED).map(|(value, _)| value).collect(),
        };
        match column {
            Column::Category(categories) => Self::find_codes(categories, wanted).map_err(unknown),
            Column::Number(numbers) => {
                let find = |value: &String| {
                    let number = parse_number(value.trim()).filter(|number| numbers.values().contains(number));
                    number.ok_or_else(|| unknown(value))
                };
                wanted.iter().map(find).collect::<Result<_, _>>().map(Values::Numbers)
            }
            Column::Date(_) | Column::Text(_) => {
                let find = |value: &String| {
                    let is_there = (0..column.len()).any(|row| column.text(row) == value.trim());
                    if is_there { Ok(value.trim().to_owned()) } else { Err(unknown(value)) }
                };
                wanted.iter().map(find).collect::<Result<_, _>>().map(Values::Texts)
            }
        }
    }

    fn find_codes<'a>(categories: &CategoryColumn, wanted: &'a [String]) -> Result<Values, &'a String> {
        let mut codes = vec![false; categories.labels().len() + 1];
        for value in wanted {
            let place = categories.labels().iter().position(|label| label == value.trim()).ok_or(value)?;
            codes[place + 1] = true;
        }
        Ok(Values::Codes(codes))
    }

    fn hold(&self, column: &Column, row: usize) -> bool {
        match (self, column) {
            (Values::Codes(codes), Column::Category(categories)) => codes[categories.codes()[row] as usize],
            (Values::Numbers(values), Column::Number(numbers)) => values.contains(&numbers.values()[row]),
            (Values::Texts(texts), _) => texts.iter().any(|text| column.text(row) == text.as_str()),
            _ => false,
        }
    }
}
