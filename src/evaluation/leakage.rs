//! Columns that give the outcome away: a value or range in which all loans ended alike, by more than chance. Comes in:
//! a table, its schema and one label a row. Goes out: one finding a column. Knows no model.
//!
//! **Purity.** Each feature is cut into cells: a category each (and its missing cells); of numbers each value
//! where there are at most 20, else each value that a twentieth of the cells share and ranges of about a twentieth of
//! the rest, without parting equal values; missing cells are one more. Dates are only missing or not: loans of one day
//! often end alike without giving anything away, so their rows are no independent proof, while a date that only repaid
//! loans have is. A cell of `n` labeled rows that all ended alike
//! is a finding if `rate^n * n_cells < 0.001`, where `rate` is the share of that outcome among all labeled rows and
//! `n_cells` counts the non-empty cells of all features (Bonferroni). The findings are left out and the rest is looked
//! at again, with fewer cells, until nothing is found. A rule such as "20 rows" instead would flag rare but honest
//! categories.

use crate::quantity::order::{sort_by, sort_numbers};
use serde::{Deserialize, Serialize};

use crate::data::schema::{ColumnSchema, LeftOut, Role, Schema};
use crate::data::table::{Column, Table};

/// How unlikely all cells together must make a finding.
const CHANCE: f64 = 0.001;
/// Ranges that a column of numbers is cut into.
const N_RANGES: usize = 20;
/// Ranges are cut by about this many rows, taken at even distances; the cells are counted over all rows.
const N_CUT_ROWS: usize = 50_000;

/// A column that gives the outcome away.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Leak {
    /// Its name.
    pub column: String,
    /// How it was found.
    pub evidence: LeakEvidence,
}

/// How a column was found to give the outcome away.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum LeakEvidence {
    /// Its name alone says that it was written during or after collection.
    Name,
    /// One of its cells holds one outcome only.
    Purity {
        /// The value, the range such as `4 to 10`, or `missing`.
        cell: String,
        /// Labeled rows in it.
        n_rows: u64,
        /// Whether they are all bad; all good otherwise.
        is_bad: bool,
    },
}

/// All columns that give the outcome away, by name or by content, in file order. `labels` has one entry a row: whether
/// it is bad, `None` where unknown. Looks at features, and at columns that an earlier call left out.
pub fn find_leaks(table: &Table, schema: &Schema, labels: &[Option<bool>]) -> Vec<Leak> {
    let mut found: Vec<(usize, Leak)> = Vec::new();
    let mut named: Vec<(usize, Vec<Cell>)> = Vec::new();
    let mut candidates: Vec<(usize, Vec<Cell>)> = Vec::new();
    for (column_idx, (column_schema, column)) in schema.columns.iter().zip(table.columns()).enumerate() {
        if column_schema.reason == Some(LeftOut::NamedAfterCollection) && column_schema.role == Role::Collection {
            named.push((column_idx, cells_of(column, labels)));
        } else if is_candidate(column_schema) {
            candidates.push((column_idx, cells_of(column, labels)));
        }
    }
    let rates = Rates::of(labels);
    loop {
        let n_cells: usize = candidates.iter().map(|(_, cells)| cells.len()).sum();
        let n_before = candidates.len();
        candidates.retain(|(column_idx, cells)| match rates.purest(cells, n_cells) {
            Some(cell) => {
                found.push((*column_idx, Leak { column: schema.columns[*column_idx].name.clone(), evidence: cell.evidence() }));
                false
            }
            None => true,
        });
        if candidates.len() == n_before {
            break;
        }
    }
    // A name condemns by itself; what the column holds convinces the person.
    let n_cells: usize = candidates.iter().chain(&named).map(|(_, cells)| cells.len()).sum();
    found.extend(named.iter().map(|(column_idx, cells)| {
        let evidence = rates.purest(cells, n_cells).map_or(LeakEvidence::Name, Cell::evidence);
        (*column_idx, Leak { column: schema.columns[*column_idx].name.clone(), evidence })
    }));
    sort_by(&mut found, |a, b| a.0.cmp(&b.0));
    found.into_iter().map(|(_, leak)| leak).collect()
}

/// Leaves the columns found by purity out of the features, and takes back those that an earlier call left out and that
/// are no longer found.
pub fn leave_out_leaks(schema: &mut Schema, leaks: &[Leak]) {
    for column in schema.columns.iter_mut().filter(|column| is_candidate(column)) {
        let leak = leaks.iter().find(|leak| leak.column == column.name).map(|leak| &leak.evidence);
        (column.role, column.reason) = match leak {
            Some(LeakEvidence::Purity { cell, n_rows, .. }) => {
                (Role::Collection, Some(LeftOut::GivesOutcomeAway { cell: cell.clone(), n_rows: *n_rows }))
            }
            _ => (Role::Feature, None),
        };
    }
}

fn is_candidate(column: &ColumnSchema) -> bool {
    let was_left_out = column.role == Role::Collection && matches!(column.reason, Some(LeftOut::GivesOutcomeAway { .. }));
    column.role == Role::Feature || was_left_out
}

/// A cell of a column with its labeled rows.
struct Cell {
    text: String,
    n_good: u64,
    n_bad: u64,
}

impl Cell {
    fn evidence(&self) -> LeakEvidence {
        LeakEvidence::Purity { cell: self.text.clone(), n_rows: self.n_good + self.n_bad, is_bad: self.n_good == 0 }
    }
}

/// The logarithms of both outcomes' shares.
struct Rates {
    ln_good: f64,
    ln_bad: f64,
}

impl Rates {
    fn of(labels: &[Option<bool>]) -> Rates {
        let n_bad = labels.iter().filter(|label| **label == Some(true)).count() as f64;
        let n_good = labels.iter().filter(|label| **label == Some(false)).count() as f64;
        Rates { ln_good: libm::log(n_good / (n_good + n_bad)), ln_bad: libm::log(n_bad / (n_good + n_bad)) }
    }

    /// The least likely cell of one outcome, if it is too unlikely for `n_cells` cells.
    fn purest<'a>(&self, cells: &'a [Cell], n_cells: usize) -> Option<&'a Cell> {
        let limit = libm::log(CHANCE) - libm::log(n_cells as f64);
        let mut purest: Option<(f64, &Cell)> = None;
        for cell in cells {
            let ln_chance = match (cell.n_good, cell.n_bad) {
                (n_good, 0) => n_good as f64 * self.ln_good,
                (0, n_bad) => n_bad as f64 * self.ln_bad,
                _ => continue,
            };
            if ln_chance < limit && purest.is_none_or(|(least, _)| ln_chance < least) {
                purest = Some((ln_chance, cell));
            }
        }
        purest.map(|(_, cell)| cell)
    }
}

/// The cells of a column that have labeled rows.
fn cells_of(column: &Column, labels: &[Option<bool>]) -> Vec<Cell> {
    let cells = match column {
        Column::Category(categories) => {
            let place = |row: usize| categories.codes()[row] as usize;
            let texts = std::iter::once("missing".to_owned()).chain(categories.labels().iter().cloned()).collect();
            count(texts, labels, place)
        }
        Column::Number(numbers) => value_cells(numbers.values(), labels),
        Column::Date(_) | Column::Text(_) => {
            let place = |row: usize| usize::from(!column.is_missing(row));
            count(vec!["missing".to_owned(), "present".to_owned()], labels, place)
        }
    };
    cells.into_iter().filter(|cell| cell.n_good + cell.n_bad > 0).collect()
}

fn value_cells(values: &[f64], labels: &[Option<bool>]) -> Vec<Cell> {
    let ranges = cut(values, labels);
    let text = |value: f64| (value + 0.0).to_string();
    let range_text = |(low, high): &(f64, f64)| if low == high { text(*low) } else { format!("{} to {}", text(*low), text(*high)) };
    let texts = std::iter::once("missing".to_owned()).chain(ranges.iter().map(range_text)).collect();
    let place = |row: usize| {
        let value = values[row];
        if value.is_nan() {
            return 0;
        }
        let range = ranges.partition_point(|(_, high)| *high < value);
        1 + range.min(ranges.len().saturating_sub(1))
    };
    count(texts, labels, place)
}

/// Ranges of values, both ends included, ascending.
fn cut(values: &[f64], labels: &[Option<bool>]) -> Vec<(f64, f64)> {
    let stride = values.len() / N_CUT_ROWS + 1;
    let known = values.iter().zip(labels).filter(|(value, label)| label.is_some() && !value.is_nan());
    let mut sample: Vec<f64> = known.step_by(stride).map(|(value, _)| *value).collect();
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

fn count(texts: Vec<String>, labels: &[Option<bool>], place: impl Fn(usize) -> usize) -> Vec<Cell> {
    let mut counts = vec![[0u64; 2]; texts.len()];
    for (row, label) in labels.iter().enumerate() {
        if let Some(is_bad) = label {
            counts[place(row)][usize::from(*is_bad)] += 1;
        }
    }
    texts.into_iter().zip(counts).map(|(text, [n_good, n_bad])| Cell { text, n_good, n_bad }).collect()
}
