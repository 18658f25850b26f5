//! Where the header of a file is and whether it has one. Comes in: the first records, each cell trimmed.

use super::date::parse_date;
use super::dialect::HeaderFit;
use super::missing::{Presence, presence_of};
use super::number::parse_number;
use crate::quantity::order::sort_by;

/// Most lines that may stand above a header.
const MAX_ABOVE: usize = 30;

/// The commonest number of fields (the larger where two are as common) and the share of records that have it.
pub(super) fn commonest_length(records: &[Vec<String>]) -> (usize, f64) {
    let mut lengths: Vec<usize> = records.iter().map(Vec::len).collect();
    sort_by(&mut lengths, Ord::cmp);
    let runs = lengths.chunk_by(|a, b| a == b).map(|run| (run.len(), run[0]));
    let (n_records, length) = runs.max().unwrap_or((0, 0));
    (length, n_records as f64 / records.len().max(1) as f64)
}

/// How many records stand above the header: titles and notes, which have fewer cells than the rows below or hold one
/// only, and names such as `X1, X2, …` or the names of groups of columns above the true ones. None unless a header follows
/// them.
pub(super) fn n_above_header(records: &[Vec<String>]) -> usize {
    let Some((first, rows)) = records.split_first() else { return 0 };
    let (n_cells, _) = commonest_length(rows);
    if rows.len() < 2 || n_cells < 2 {
        return 0;
    }
    let n_filled = |record: &Vec<String>| record.iter().filter(|cell| !cell.is_empty()).count();
    let is_full = |record: &Vec<String>| n_filled(record) * 2 > n_cells;
    let fits_first = first.len().abs_diff(n_cells) <= 1 && is_full(first) && n_filled(first) > 1;
    if fits_first {
        let is_no_header = first.len() != n_cells || are_numbered(first) || are_groups(first);
        return usize::from(is_no_header && names_numbers(&records[1], &records[2..]));
    }
    let fits = |record: &Vec<String>| record.len() == n_cells && is_full(record) && (n_cells < 3 || n_filled(record) > 1);
    match records.iter().take(MAX_ABOVE + 1).position(fits) {
        Some(place) if place > 0 && is_row_of_names(&records[place], &records[place + 1..]) => place,
        _ => 0,
    }
}

/// Whether a record above others names their columns for sure: different words, above anything else than such words.
fn is_row_of_names(record: &[String], rows: &[Vec<String>]) -> bool {
    let is_name = |cell: &String| cell.is_empty() || matter_of(cell) == Matter::Words;
    let n_same = |name: &String| record.iter().filter(|other| *other == name).count();
    let recurs = |(column_idx, name): (usize, &String)| rows.iter().any(|row| row.get(column_idx) == Some(name));
    record.iter().all(is_name)
        && record.iter().filter(|name| n_same(name) > 1 && !name.is_empty()).count() * 10 <= record.len()
        && !record.iter().enumerate().filter(|(_, name)| !name.is_empty()).any(recurs)
}

/// Whether nearly all names are made up: `X1`, `V2`, `Unnamed: 3`.
fn are_numbered(names: &[String]) -> bool {
    let is_numbered = |name: &&String| {
        let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
        let is_made_up = matches!(stem, "Unnamed: " | "column_" | "Column" | "Column ") || (stem.len() == 1 && stem != "_");
        // `Y` alone stands at the end of `X1, X2, …`.
        name.is_empty() || (is_made_up && (stem.len() < name.len() || matches!(stem, "X" | "Y")))
    };
    names.iter().filter(is_numbered).count() * 10 >= names.len() * 8
}

/// Whether at least a third of the names are those of the column before, or none: `Loan, Loan, Borrower, , Outcome`.
fn are_groups(names: &[String]) -> bool {
    let n_repeated = names.windows(2).filter(|pair| pair[1].is_empty() || pair[0] == pair[1]).count();
    n_repeated * 3 >= names.len()
}

/// Whether words without a gap stand above columns of which at least half hold numbers.
fn names_numbers(names: &[String], rows: &[Vec<String>]) -> bool {
    let is_number = |column_idx: &usize| main_matter(rows.iter().filter_map(|row| row.get(*column_idx))) == Matter::Number;
    let n_numbers = (0..names.len()).filter(is_number).count();
    n_numbers * 2 >= names.len() && is_row_of_names(names, rows) && !names.iter().any(String::is_empty)
}

/// Whether the first record names the columns: words above numbers do, numbers above numbers do not (nor dates above
/// dates), and among words only a row of different, non-empty words that do not come again below them does.
pub(super) fn looks_like_header(records: &[Vec<String>]) -> bool {
    let Some((first, rows)) = records.split_first() else { return true };
    if rows.is_empty() {
        return !first.iter().any(|cell| matter_of(cell) != Matter::Words);
    }
    let (mut n_for, mut n_against) = (0, 0);
    for (column_idx, name) in first.iter().enumerate() {
        let matter = main_matter(rows.iter().filter_map(|row| row.get(column_idx)));
        if presence_of(name) == Presence::Present && matter != Matter::Words {
            n_against += usize::from(matter_of(name) == matter);
            n_for += usize::from(matter_of(name) != matter);
        }
    }
    if n_for > 0 || n_against > 0 {
        return n_for > n_against || (n_for > 1 && are_years(first));
    }
    let recurs = |(column_idx, name): (usize, &String)| rows.iter().any(|row| row.get(column_idx) == Some(name));
    first.iter().any(|name| matter_of(name) == Matter::Words && !name.is_empty()) && !first.iter().enumerate().any(recurs)
}

/// Whether all numbers among the names are years: `id, 2023, 2024, default`.
fn are_years(names: &[String]) -> bool {
    names.iter().filter_map(|name| parse_number(name)).all(|number| number.fract() == 0.0 && (1900.0..2100.0).contains(&number))
}

/// What a cell is made of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Matter {
    Number,
    Date,
    Words,
}

fn matter_of(cell: &str) -> Matter {
    if parse_number(cell).is_some() {
        Matter::Number
    } else if parse_date(cell).is_some() {
        Matter::Date
    } else {
        Matter::Words
    }
}

/// What at least four of five cells that are there are made of; words otherwise.
fn main_matter<'a>(cells: impl Iterator<Item = &'a String>) -> Matter {
    let matters: Vec<Matter> = cells.filter(|cell| presence_of(cell) == Presence::Present).map(|cell| matter_of(cell)).collect();
    let is_main = |matter: &Matter| matters.iter().filter(|found| *found == matter).count() * 5 >= matters.len().max(1) * 4;
    [Matter::Number, Matter::Date].into_iter().find(is_main).unwrap_or(Matter::Words)
}

/// How the header's cells and those of the rows go together.
pub(super) fn fit_of_header(header: Option<&Vec<String>>, rows: &[Vec<String>], n_cells: usize) -> HeaderFit {
    let Some(header) = header else { return HeaderFit::Even };
    if rows.is_empty() || rows.iter().any(|row| row.len() == header.len()) {
        return HeaderFit::Even;
    }
    if header.len() + 1 == n_cells {
        let last_is_empty = rows.iter().filter(|row| row.len() == n_cells).all(|row| row.last().is_some_and(String::is_empty));
        return match last_is_empty {
            true => HeaderFit::LastCellUnnamed,
            false if are_row_names(rows, n_cells) => HeaderFit::FirstCellUnnamed,
            false => HeaderFit::Even,
        };
    }
    let is_trailing = header.len() == n_cells + 1 && header.last().is_some_and(String::is_empty);
    if is_trailing { HeaderFit::LastNameEmpty } else { HeaderFit::Even }
}

/// Whether nearly all rows have a cell more than the header because row names lead them, and not because something within
/// them was cut in two: `$25,000`, `\"no\", he said`, a quote behind a blank.
fn are_row_names(rows: &[Vec<String>], n_cells: usize) -> bool {
    let n_fitting = rows.iter().filter(|row| row.len() == n_cells).count();
    let is_cut = |cell: &String| cell.contains("\\\"") || (cell.starts_with('"') && !cell.ends_with('"'));
    let holds_cut_quote = |row: &Vec<String>| row.iter().any(is_cut);
    n_fitting * 100 >= rows.len() * 95 && !rows.iter().any(holds_cut_quote)
}
