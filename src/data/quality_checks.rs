//! What is wrong with a file's columns and rows, whatever its outcome.

use super::borrower_key::n_copies;
use super::quality::{Finding, Flaw, Remedy, Severity};
use super::quality_outliers::outliers;
use super::schema::{ColumnSchema, LeftOut, Meaning, Role, Schema};
use super::table::{Kind, Table};
use crate::quantity::order::sort_by;

/// Above this share of missing cells a column is mostly missing.
const MOSTLY_MISSING: f64 = 0.3;
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
