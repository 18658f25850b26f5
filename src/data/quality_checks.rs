//! What is wrong with a file's columns and rows, whatever its outcome.

use super::borrower_key::n_copies;
use super::quality::{Finding, Flaw, Remedy, Severity};
use super::schema::{ColumnSchema, LeftOut, Meaning, Role, Schema};
use super::table::{Column, Kind, Table};
use crate::quantity::order::{sort_by, sort_numbers};

/// Above this share of missing cells a column is mostly missing.
const MOSTLY_MISSING: f64 = 0.3;
/// Numbers looked at for the middle half, taken at even distances.
const N_LOOKED_AT: usize = 50_000;
/// How many times the width of the middle half a number must lie outside of it, on a scale on which amounts are even.
const FAR: f64 = 6.0;
/// How empty it must be between what is far out and the rest: five times as much on the scale of amounts, else three times as
/// far out.
const GAP_OF_AMOUNTS: f64 = 1.6;
const GAP: f64 = 2.0;
/// Above this share of all cells, what lies far out is no accident.
const MOST_OUTLIERS: f64 = 0.002;
/// Columns of outliers that are listed, those with the fewest of them first.
const MOST_LISTED: usize = 5;

/// What is wrong, the gravest first.
pub fn file_findings(table: &Table, schema: &Schema) -> Vec<Finding> {
    let n_rows = table.n_rows() as u64;
    let mut findings = Vec::new();
    let mut add = |severity, flaw, remedy| findings.push(Finding { severity, flaw, remedy });
    let copies = n_copies(table, schema);
    if copies > 0 {
        add(Severity::Caution, Flaw::DuplicateRows { n_copies: copies, n_rows }, Some(Remedy::DropDuplicateRows));
    }
    for flaw in repeated_identifiers(schema, n_rows) {
        let severity = if matches!(flaw, Flaw::RepeatedLoans { .. }) { Severity::Caution } else { Severity::Note };
        add(severity, flaw, None);
    }
    let gappy = mostly_missing(schema, n_rows);
    if !gappy.is_empty() {
        let names = gappy.iter().map(|(name, _)| name.clone()).collect();
        add(Severity::Caution, Flaw::MostlyMissing { columns: gappy, n_rows }, Some(Remedy::LeaveOut(names)));
    }
    for (flaw, remedy) in outliers(table, schema) {
        add(Severity::Note, flaw, remedy);
    }
    let left_out = |is_it: &dyn Fn(&&ColumnSchema) -> bool| -> Vec<&ColumnSchema> { schema.columns.iter().filter(is_it).collect() };
    let empty = left_out(&|column| column.n_distinct == 0);
    if !empty.is_empty() && n_rows > 0 {
        add(Severity::Note, Flaw::Empty { columns: empty.iter().map(|column| column.name.clone()).collect() }, None);
    }
    let constant = left_out(&|column| column.n_distinct == 1 && column.reason == Some(LeftOut::Constant));
    if !constant.is_empty() {
        let value =
            |column: &&ColumnSchema| (column.name.clone(), column.top_values.first().map(|(value, _)| value.clone()).unwrap_or_default());
        add(Severity::Note, Flaw::Constant { columns: constant.iter().map(value).collect() }, None);
    }
    let is_near_unique = |column: &&ColumnSchema| {
        let has_own_values = column.n_distinct * 2 > n_rows - column.n_missing && column.n_distinct > 20;
        has_own_values && (column.reason == Some(LeftOut::FreeText) || (column.role == Role::Feature && column.kind == Kind::Category))
    };
    let near_unique = left_out(&is_near_unique);
    if !near_unique.is_empty() {
        let used: Vec<String> =
            near_unique.iter().filter(|column| column.role == Role::Feature).map(|column| column.name.clone()).collect();
        let columns = near_unique.iter().map(|column| (column.name.clone(), column.n_distinct)).collect();
        add(Severity::Note, Flaw::NearUnique { columns }, (!used.is_empty()).then_some(Remedy::LeaveOut(used)));
    }
    sort_by(&mut findings, |a, b| b.severity.cmp(&a.severity));
    findings
}

fn repeated_identifiers(schema: &Schema, n_rows: u64) -> impl Iterator<Item = Flaw> + '_ {
    let repeated = move |meaning: Meaning| {
        let column = schema.meaning(meaning).filter(|column| column.role == Role::Identifier)?;
        let n_named = n_rows - column.n_missing;
        (column.n_distinct < n_named && n_named < 1 << 20).then(|| (column.name.clone(), column.n_distinct, n_named))
    };
    let borrowers =
        repeated(Meaning::BorrowerId).map(|(column, n_borrowers, n_rows)| Flaw::SeveralRowsABorrower { column, n_borrowers, n_rows });
    let loans = repeated(Meaning::LoanId).map(|(column, n_loans, n_rows)| Flaw::RepeatedLoans { column, n_loans, n_rows });
    borrowers.into_iter().chain(loans)
}

/// Features of which more than three cells in ten are missing, the emptiest first.
fn mostly_missing(schema: &Schema, n_rows: u64) -> Vec<(String, u64)> {
    let is_it = |column: &&ColumnSchema| column.role == Role::Feature && column.n_missing as f64 > MOSTLY_MISSING * n_rows as f64;
    let mut found: Vec<(String, u64)> = schema.columns.iter().filter(is_it).map(|column| (column.name.clone(), column.n_missing)).collect();
    sort_by(&mut found, |a, b| b.1.cmp(&a.1));
    found
}

/// The columns with the fewest far cells first: those are likeliest mistakes.
fn outliers(table: &Table, schema: &Schema) -> Vec<(Flaw, Option<Remedy>)> {
    let features = schema.columns.iter().zip(table.columns()).filter(|(described, _)| described.role == Role::Feature);
    let mut found: Vec<(u64, Flaw, Option<Remedy>)> = features
        .filter_map(
            |(described, column)| if let Column::Number(numbers) = column { outliers_of(&described.name, numbers.values()) } else { None },
        )
        .collect();
    sort_by(&mut found, |a, b| a.0.cmp(&b.0));
    found.into_iter().take(MOST_LISTED).map(|(_, flaw, remedy)| (flaw, remedy)).collect()
}

fn outliers_of(name: &str, values: &[f64]) -> Option<(u64, Flaw, Option<Remedy>)> {
    let stride = values.len() / N_LOOKED_AT + 1;
    let mut known: Vec<f64> = values.iter().step_by(stride).copied().filter(|value| !value.is_nan()).collect();
    sort_numbers(&mut known);
    let at = |quarter: usize| known.get(known.len() * quarter / 4).copied();
    let (low, middle, high) = (at(1)?, at(2)?, at(3)?);
    // Amounts are even on a scale of logarithms, whatever their unit; what may be below zero is taken as it is.
    let is_amount = *known.first()? >= 0.0 && middle > 0.0;
    let scaled = |value: f64| if is_amount { libm::log1p(value / middle) } else { value };
    let width = scaled(high) - scaled(low);
    if width <= 0.0 {
        return None;
    }
    let reach = width * if is_amount { FAR } else { 2.0 * FAR };
    let n_known = values.iter().filter(|value| !value.is_nan()).count();
    let most = (MOST_OUTLIERS * n_known as f64).max(1.0);
    let beyond = |value: f64| (scaled(value) - scaled(high)).max(scaled(low) - scaled(value));
    let mut far: Vec<f64> = values.iter().copied().filter(|value| beyond(*value) > reach).collect();
    if far.is_empty() || far.len() as f64 > most {
        return None;
    }
    // The end of a long tail is no slip: something must be missing between.
    sort_by(&mut far, |a, b| beyond(*a).total_cmp(&beyond(*b)));
    let last_near = values.iter().map(|value| beyond(*value)).filter(|beyond| *beyond <= reach).fold(0.0, f64::max);
    let gap = |place: usize| beyond(far[place]) - if place == 0 { last_near } else { beyond(far[place - 1]) };
    let least_gap = |place: usize| if is_amount { GAP_OF_AMOUNTS.max(GAP * width) } else { GAP * (beyond(far[place]) - gap(place)) };
    let far = &far[(0..far.len()).find(|place| gap(*place) >= least_gap(*place))?..];
    let distance = |value: f64| (value - middle).abs();
    let farthest = far.iter().copied().fold(middle, |farthest, value| if distance(value) > distance(farthest) { value } else { farthest });
    let is_one_value = far.iter().all(|value| *value == farthest);
    let n_far = far.len();
    let text = |value: f64| (value + 0.0).to_string();
    let remedy = is_one_value.then(|| Remedy::TreatAsMissing { column: name.to_owned(), value: text(farthest) });
    let middle_half = (text(low), text(high));
    Some((n_far as u64, Flaw::Outliers { column: name.to_owned(), n_cells: n_far as u64, farthest: text(farthest), middle_half }, remedy))
}
