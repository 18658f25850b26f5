//! A header's cells to column names: each there, each different. Comes in: the header's cells. Goes out: names, and an
//! issue for each that had to be changed.

use std::collections::BTreeSet;

use super::issue::{DataIssue, IssueLog, Oddity, Remedy};

/// Longer names are cut to this many characters.
const MAX_NAME_CHARS: usize = 200;

/// One name a cell: an empty one becomes `column_3` by its place, a second `id` becomes `id_2`.
pub(super) fn unique_names(cells: &[String], issues: &mut IssueLog) -> Vec<String> {
    let wanted: Vec<String> = cells.iter().map(|cell| cell.trim().chars().take(MAX_NAME_CHARS).collect()).collect();
    let mut taken: BTreeSet<String> = wanted.iter().cloned().collect();
    let mut seen = BTreeSet::new();
    let mut names = Vec::with_capacity(wanted.len());
    for (column_idx, name) in wanted.into_iter().enumerate() {
        let what = if name.is_empty() {
            Oddity::EmptyName
        } else if !seen.insert(name.clone()) {
            Oddity::DuplicateName
        } else {
            names.push(name);
            continue;
        };
        let new_name = match what {
            Oddity::EmptyName => free_name("column", column_idx + 1, &taken),
            _ => free_name(&name, 2, &taken),
        };
        taken.insert(new_name.clone());
        issues.push(DataIssue { row: None, column: Some(name), what, action: Remedy::Renamed { to: new_name.clone() } });
        names.push(new_name);
    }
    names
}

/// `stem_n` with the first number from `first` that is free.
fn free_name(stem: &str, first: usize, taken: &BTreeSet<String>) -> String {
    let mut number = first;
    loop {
        let name = format!("{stem}_{number}");
        if !taken.contains(&name) {
            return name;
        }
        number += 1;
    }
}

/// `column_1` to `column_n`, for a file without a header.
pub(super) fn numbered_names(n_columns: usize) -> Vec<String> {
    (1..=n_columns).map(|number| format!("column_{number}")).collect()
}
