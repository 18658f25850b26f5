//! A column, or what it gives beside another, to the cells that each of some rows is in: a category each; of numbers each value
//! where there are at most 20, else each value that a twentieth of the cells share and ranges of about a twentieth of the
//! rest, without parting equal values. Missing cells are one more.

use crate::data::table::{CategoryColumn, Column, DateColumn, NumberColumn};
use crate::quantity::order::sort_numbers;

/// Ranges that a column of numbers is cut into.
const N_RANGES: usize = 20;
/// Ranges are cut by about this many of the rows, taken at even distances.
const N_CUT_ROWS: usize = 20_000;
/// The cell of missing values.
pub(super) const MISSING: u32 = 0;

/// Which cell each of some rows is in, in their order.
pub(super) struct Cells {
    pub of_row: Vec<u32>,
    /// One a cell, that of the missing ones first.
    pub texts: Vec<String>,
    /// Whether the order of cells means nothing.
    pub is_categorical: bool,
}

impl Cells {
    /// Categories by label, numbers by range; of dates and texts whether they are there.
    pub(super) fn of(column: &Column, rows: &[u32]) -> Cells {
        match column {
            Column::Category(categories) => Cells::of_categories(categories, rows),
            Column::Number(numbers) => Cells::of_numbers(&rows.iter().map(|&row| numbers.values()[row as usize]).collect::<Vec<_>>()),
            Column::Date(_) | Column::Text(_) => Cells {
                of_row: rows.iter().map(|&row| u32::from(!column.is_missing(row as usize))).collect(),
                texts: vec![String::new(), "present".to_owned()],
                is_categorical: true,
            },
        }
    }

    fn of_categories(categories: &CategoryColumn, rows: &[u32]) -> Cells {
        let texts = std::iter::once(String::new()).chain(categories.labels().iter().cloned()).collect();
        Cells { of_row: rows.iter().map(|&row| categories.codes()[row as usize]).collect(), texts, is_categorical: true }
    }

    /// By range; NaN is missing.
    pub(super) fn of_numbers(values: &[f64]) -> Cells {
        let ranges = cut(values);
        let text = |value: f64| (shown(value) + 0.0).to_string();
        let range_text = |(low, high): &(f64, f64)| if low == high { text(*low) } else { format!("{} to {}", text(*low), text(*high)) };
        let place = |value: &f64| {
            if value.is_nan() {
                return MISSING;
            }
            let range = ranges.partition_point(|(_, high)| high < value);
            1 + range.min(ranges.len().saturating_sub(1)) as u32
        };
        let of_row = values.iter().map(place).collect();
        Cells { of_row, texts: std::iter::once(String::new()).chain(ranges.iter().map(range_text)).collect(), is_categorical: false }
    }
}

/// As a person reads it: a sum that binary fractions have left at 2443.4999999872 is 2443.5.
fn shown(value: f64) -> f64 {
    let rounded = (value * 1e4).round() / 1e4;
    if value.abs() >= 1.0 && rounded.is_finite() { rounded } else { value }
}

/// Days of a date since another's, or since 1970-01-01; NaN where one is missing.
pub(super) fn days(dates: &DateColumn, since: Option<&DateColumn>, rows: &[u32]) -> Vec<f64> {
    let day = |dates: &DateColumn, row: u32| dates.get(row as usize).map_or(f64::NAN, f64::from);
    rows.iter().map(|&row| day(dates, row) - since.map_or(0.0, |since| day(since, row))).collect()
}

/// Amounts as shares of others; NaN where one is missing or the other is not above zero.
pub(super) fn shares(amounts: &NumberColumn, of: &NumberColumn, rows: &[u32]) -> Vec<f64> {
    let share = |&row: &u32| {
        let (amount, of) = (amounts.values()[row as usize], of.values()[row as usize]);
        if of > 0.0 { amount / of } else { f64::NAN }
    };
    rows.iter().map(share).collect()
}

/// Ranges of values, both ends included, ascending.
fn cut(values: &[f64]) -> Vec<(f64, f64)> {
    let stride = values.len() / N_CUT_ROWS + 1;
    let mut sample: Vec<f64> = values.iter().filter(|value| !value.is_nan()).step_by(stride).copied().collect();
    sort_numbers(&mut sample);
    let least = sample.len() as f64 / N_RANGES as f64;
    let keeps_all = sample.chunk_by(|a, b| a == b).take(N_RANGES + 1).count() <= N_RANGES;
    let mut ranges: Vec<(f64, f64)> = Vec::new();
    let mut n_in_last = f64::INFINITY;
    for run in sample.chunk_by(|a, b| a == b) {
        let is_own = keeps_all || run.len() as f64 >= least;
        match ranges.last_mut() {
            Some(last) if !is_own && n_in_last < least => {
                last.1 = run[0];
                n_in_last += run.len() as f64;
            }
            _ => {
                ranges.push((run[0], run[0]));
                n_in_last = if is_own { f64::INFINITY } else { run.len() as f64 };
            }
        }
    }
    ranges
}
