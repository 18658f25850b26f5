//! A column of the table to groups of people whose treatment is compared.

use crate::data::table::{Column, Table};
use crate::quantity::Currency;
use crate::quantity::format::number_text;
use crate::quantity::order::sort_numbers;

/// Numbers of at most so many different values are codes: each is a group.
const MOST_CODES: usize = 15;
/// Other numbers, such as an age, are cut into so many bands of about as many borrowers each.
const N_BANDS: usize = 5;

/// The groups of one column.
#[derive(Debug)]
pub(super) struct Groups {
    column_idx: usize,
    labels: Vec<String>,
    /// Of numbers: the largest of each group, ascending.
    ends: Vec<f64>,
}

impl Groups {
    /// Of a column of words or numbers; no groups of any other.
    pub(super) fn of(table: &Table, column_idx: usize) -> Groups {
        let (labels, ends) = match table.column(column_idx) {
            Some(Column::Category(categories)) => (categories.labels().to_vec(), Vec::new()),
            Some(Column::Number(numbers)) => of_numbers(numbers.values().iter().copied().filter(|value| !value.is_nan()).collect()),
            _ => (Vec::new(), Vec::new()),
        };
        Groups { column_idx, labels, ends }
    }

    /// The groups' names.
    pub(super) fn labels(&self) -> &[String] {
        &self.labels
    }

    /// The group of a row; `None` where the cell is empty.
    pub(super) fn group(&self, table: &Table, row: usize) -> Option<u16> {
        match table.column(self.column_idx)? {
            Column::Category(categories) => (categories.codes()[row] as usize).checked_sub(1).map(|label| label as u16),
            Column::Number(numbers) => numbers.get(row).map(|value| self.ends.partition_point(|end| *end < value) as u16),
            _ => None,
        }
    }
}

fn of_numbers(mut values: Vec<f64>) -> (Vec<String>, Vec<f64>) {
    sort_numbers(&mut values);
    let text = |value: f64| number_text(value, Currency::Unstated);
    let codes = distinct(values.iter().copied(), MOST_CODES + 1);
    if codes.len() <= MOST_CODES {
        return (codes.iter().map(|code| text(*code)).collect(), codes);
    }
    let ends = distinct((1..=N_BANDS).map(|band| values[values.len() * band / N_BANDS - 1]), N_BANDS);
    let mut start = 0;
    let label = |end: &f64| {
        let first = values[start];
        start = values.partition_point(|value| value <= end);
        if first == *end { text(first) } else { format!("{} to {}", text(first), text(*end)) }
    };
    (ends.iter().map(label).collect(), ends)
}

/// The first `most` different ones of ascending numbers.
fn distinct(values: impl Iterator<Item = f64>, most: usize) -> Vec<f64> {
    let mut found: Vec<f64> = Vec::new();
    for value in values {
        if found.last() != Some(&value) {
            found.push(value);
        }
        if found.len() == most {
            break;
        }
    }
    found
}
