//! Rows to keys: the same borrower has the same key in any order of rows and in any month's file. Folds and bootstraps
//! are drawn from it.

use super::schema::{ColumnSchema, Meaning, Role, Schema};
use super::statistics::MAX_DISTINCT;
use super::table::{Column, Table};
use crate::quantity::order::sort_keys;
use crate::quantity::{hash_bytes, hash_pair};

/// One key a row: a hash of the borrower's identifier, else of the loan's, else of another identifier with a value of
/// its own in at least nine rows of ten, else of all cells besides those that an export of this app has added. A row
/// whose identifier is missing gets the last.
pub fn borrower_keys(table: &Table, schema: &Schema) -> Vec<u64> {
    let rows_of_cells = || row_keys(table, schema);
    let Some(identifier) = key_column(schema, table.n_rows()).and_then(|column_idx| table.column(column_idx)) else {
        return rows_of_cells();
    };
    let has_missing = (0..table.n_rows()).any(|row| identifier.is_missing(row));
    let fallback = if has_missing { rows_of_cells() } else { Vec::new() };
    let key = |row: usize| if identifier.is_missing(row) { fallback[row] } else { hash_bytes(identifier.text(row).as_bytes()) };
    (0..table.n_rows()).map(key).collect()
}

/// The column whose values the keys are made of; `None` where there is no identifier.
pub fn key_column(schema: &Schema, n_rows: usize) -> Option<usize> {
    let with_meaning = |meaning| {
        let is_it = |column: &ColumnSchema| column.role == Role::Identifier && column.meaning == Some(meaning);
        schema.columns.iter().position(is_it)
    };
    let is_near_unique = |column: &ColumnSchema| {
        let is_unique = column.n_distinct * 10 >= n_rows as u64 * 9 || column.n_distinct >= MAX_DISTINCT as u64;
        column.role == Role::Identifier && is_unique
    };
    let near_unique = || schema.columns.iter().position(is_near_unique);
    with_meaning(Meaning::BorrowerId).or_else(|| with_meaning(Meaning::LoanId)).or_else(near_unique)
}

/// A hash of all cells with their columns' names: neither the order of rows nor that of columns matters.
fn row_keys(table: &Table, schema: &Schema) -> Vec<u64> {
    let mut keys = vec![0u64; table.n_rows()];
    for (column_idx, column) in table.columns().iter().enumerate() {
        if schema.columns.get(column_idx).is_some_and(|column| column.role == Role::OwnExport) {
            continue;
        }
        let name = hash_bytes(table.names()[column_idx].as_bytes());
        add_cells(column, name, &mut keys);
    }
    keys.into_iter().map(|sum| hash_pair(sum, 0)).collect()
}

fn add_cells(column: &Column, name: u64, keys: &mut [u64]) {
    if let Column::Category(categories) = column {
        let label = |code: usize| categories.label(code as u32).unwrap_or_default();
        let hashes: Vec<u64> = (0..=categories.labels().len()).map(|code| hash_pair(name, hash_bytes(label(code).as_bytes()))).collect();
        keys.iter_mut().zip(categories.codes()).for_each(|(key, &code)| *key = key.wrapping_add(hashes[code as usize]));
        return;
    }
    for (row, key) in keys.iter_mut().enumerate() {
        *key = key.wrapping_add(hash_pair(name, hash_bytes(column.text(row).as_bytes())));
    }
}

/// Rows that are the same in every cell as another before, besides what an export of this app has added.
pub(super) fn n_copies(table: &Table, schema: &Schema) -> u64 {
    if schema.columns.iter().any(|column| column.n_distinct == table.n_rows() as u64 && column.role != Role::OwnExport) {
        return 0;
    }
    let mut keys = vec![0u64; table.n_rows()];
    for (column_idx, column) in table.columns().iter().enumerate() {
        if schema.columns.get(column_idx).is_some_and(|column| column.role == Role::OwnExport) {
            continue;
        }
        let salt = column_idx as u64;
        // Numbers by their bits: written out they would take seconds where rows are many.
        match column {
            Column::Number(numbers) => {
                let values = keys.iter_mut().zip(numbers.values());
                values.for_each(|(key, value)| *key = key.wrapping_add(hash_pair(salt, (value + 0.0).to_bits())));
            }
            column => add_cells(column, salt, &mut keys),
        }
    }
    sort_keys(&mut keys);
    (keys.len() - keys.chunk_by(|a, b| a == b).count()) as u64
}
