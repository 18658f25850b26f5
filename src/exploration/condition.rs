use serde::{Deserialize, Serialize};

use super::variable::Variable;
use crate::data::number::parse_number;
use crate::data::table::{Column, Table};

/// Which rows are looked at, by one column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Condition {
    /// The column, or the ratio of two (see [`super::ratio_name`]).
    pub column: String,
    /// What its cells must be.
    pub test: Test,
}

/// What a cell must be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Test {
    /// One of these values, as canonical text.
    OneOf(Vec<String>),
    /// A number, or a day since 1970-01-01, from the first on and below the second; either may be infinite.
    Between(f64, f64),
    /// Missing.
    Missing,
}

impl Condition {
    /// On this column.
    pub fn new(column: &str, test: Test) -> Condition {
        Condition { column: column.to_owned(), test }
    }

    /// Both together, where one condition can say that: neighboring ranges, or values, of one column.
    pub fn or(&self, other: &Condition) -> Option<Condition> {
        let test = match (&self.test, &other.test) {
            _ if self.column != other.column => return None,
            (Test::Between(a, b), Test::Between(c, d)) => Test::Between(a.min(*c), b.max(*d)),
            (Test::OneOf(a), Test::OneOf(b)) => {
                let new = b.iter().filter(|value| !a.contains(value));
                Test::OneOf(a.iter().chain(new).cloned().collect())
            }
            (Test::Missing, Test::Missing) => Test::Missing,
            _ => return None,
        };
        Some(Condition { column: self.column.clone(), test })
    }
}

/// Which cells pass a test, in the form in which they are compared fastest.
enum Passing<'a> {
    Codes(Vec<bool>),
    Numbers(Vec<f64>),
    Texts(&'a [String]),
    Range(f64, f64),
    Missing,
}

impl Passing<'_> {
    fn holds(&self, variable: &Variable, row: usize) -> bool {
        match (self, variable) {
            (Passing::Missing, _) => variable.is_missing(row),
            (Passing::Range(low, high), _) => (*low..*high).contains(&variable.number(row)),
            (Passing::Numbers(values), _) => values.contains(&variable.number(row)),
            (Passing::Codes(codes), Variable::Column(Column::Category(categories))) => codes[categories.codes()[row] as usize],
            (Passing::Texts(texts), Variable::Column(column)) => {
                !column.is_missing(row) && texts.iter().any(|text| column.text(row) == text.as_str())
            }
            _ => false,
        }
    }
}

fn passing<'a>(test: &'a Test, variable: &Variable) -> Passing<'a> {
    match (test, variable) {
        (Test::Missing, _) => Passing::Missing,
        (Test::Between(low, high), _) => Passing::Range(*low, *high),
        (Test::OneOf(wanted), Variable::Column(Column::Category(categories))) => {
            let is_wanted = |label: &String| wanted.contains(label);
            Passing::Codes(std::iter::once(false).chain(categories.labels().iter().map(is_wanted)).collect())
        }
        (Test::OneOf(wanted), Variable::Column(Column::Number(_)) | Variable::Ratio(..)) => {
            Passing::Numbers(wanted.iter().filter_map(|text| parse_number(text)).collect())
        }
        (Test::OneOf(wanted), _) => Passing::Texts(wanted),
    }
}

/// The rows that meet all conditions, ascending.
///
/// # Errors
/// The name of a column that the table has not.
pub fn rows_that_match(table: &Table, conditions: &[Condition]) -> Result<Vec<u32>, String> {
    let mut rows: Vec<u32> = (0..table.n_rows() as u32).collect();
    for Condition { column, test } in conditions {
        let variable = Variable::find(table, column).ok_or_else(|| column.clone())?;
        let passing = passing(test, &variable);
        rows.retain(|&row| passing.holds(&variable, row as usize));
    }
    Ok(rows)
}
