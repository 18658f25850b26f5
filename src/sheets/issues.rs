//! What was odd in a file, as a person reads it.

use crate::data::issue::{DataIssue, Oddity, Remedy};
use crate::quantity::Currency;
use crate::quantity::format::count_text;

fn n(count: u64) -> String {
    count_text(count, Currency::Unstated)
}

/// One odd thing in a file: where, what, and what was done.
pub fn issue_text(issue: &DataIssue) -> String {
    let column = issue.column.as_deref().unwrap_or_default();
    let place = match issue.row {
        Some(row) if column.is_empty() => format!("Row {}", n(row)),
        Some(row) => format!("{column}, row {}", n(row)),
        None => "Header".to_owned(),
    };
    let what = match &issue.what {
        Oddity::NotANumber { value } => format!("“{value}” is not a number"),
        Oddity::NotADate { value } => format!("“{value}” is not a date"),
        Oddity::CellCount { expected, found } => format!("{} cells where the header has {}", n(*found), n(*expected)),
        Oddity::DuplicateName => format!("a second column named “{column}”"),
        Oddity::EmptyName => "a column without a name".to_owned(),
    };
    let done = match &issue.action {
        Remedy::ReadAsMissing => "it counts as missing".to_owned(),
        Remedy::RowLeftOut => "the row is left out".to_owned(),
        Remedy::Renamed { to } => format!("it is called “{to}” here"),
    };
    format!("{place}: {what}; {done}.")
}
