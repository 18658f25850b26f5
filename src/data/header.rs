//! A header's cells to column names: each there, each different. Comes in: the header's cells. Goes out: names, and an
//! issue for each that had to be changed.

use std::collections::BTreeSet;

use super::issue::{DataIssue, IssueLog, Oddity, Remedy};

/// Longer names are cut to this many characters.
const MAX_NAME_CHARS: usize = 200;

/// Characters that are not seen: of control, of no width, of direction, and those that tag others.
fn is_hidden(character: char) -> bool {
    matches!(character,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

/// A name as it can be seen. Line ends and tabs become blanks.
fn visible(cell: &str) -> String {
    let spaced = |c: char| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c };
    let shown: String = cell.chars().map(spaced).filter(|c| !is_hidden(*c)).collect();
    shown.trim().chars().take(MAX_NAME_CHARS).collect()
}

/// One name a cell: an empty one becomes `column_3` by its place, a second `id` becomes `id_2`. Characters that are not
/// seen are taken out.
pub(super) fn unique_names(cells: &[String], issues: &mut IssueLog) -> Vec<String> {
    let wanted: Vec<String> = cells.iter().map(|cell| visible(cell)).collect();
    for (cell, name) in cells.iter().zip(&wanted) {
        if !name.is_empty() && cell.contains(is_hidden_mark) {
            let action = Remedy::Renamed { to: name.clone() };
            issues.push(DataIssue { row: None, column: Some(name.clone()), what: Oddity::HiddenCharacters, action });
        }
    }
    let mut taken = BTreeSet::new();
    for name in &wanted {
        taken.insert(name.clone());
    }
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

/// Hidden, but for line ends and tabs, which some programs put into headers.
fn is_hidden_mark(character: char) -> bool {
    is_hidden(character) && !matches!(character, '\n' | '\r' | '\t')
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
