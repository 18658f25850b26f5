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
        None if matches!(issue.what, Oddity::TwoWritings { .. }) => column.to_owned(),
        None => "Header".to_owned(),
    };
    let what = match &issue.what {
        Oddity::NotANumber { value } => format!("“{value}” is not a number"),
        Oddity::NotADate { value } => format!("“{value}” is not a date"),
        Oddity::CellCount { expected, found } => format!("{} cells where the header has {}", n(*found), n(*expected)),
        Oddity::DuplicateName => format!("a second column named “{column}”"),
        Oddity::EmptyName => "a column without a name".to_owned(),
        Oddity::TwoWritings { kept, other, n_other } => {
            format!("cells are written in two ways: like “{kept}”, and {} like “{other}”", n(*n_other))
        }
        Oddity::HiddenCharacters => "a name with characters that cannot be seen".to_owned(),
        Oddity::WrappedRow => "the whole row is in quotation marks, as one cell".to_owned(),
        Oddity::TotalRow => "a total of other rows".to_owned(),
        Oddity::CopiedRow => "the same in every cell as a row before".to_owned(),
        Oddity::BlankRow => "no cell is filled".to_owned(),
        Oddity::CutOff => "the file ends inside quotation marks, so it may be cut off".to_owned(),
        Oddity::LineAboveHeader { line, text } => format!("line {}, “{text}”, stands above it", n(*line)),
        Oddity::Comments { n_lines } => format!("{} lines start with #", n(*n_lines)),
        Oddity::NotUtf8 { byte } => format!("the file is not UTF-8 from byte {} on", n(*byte)),
        Oddity::BrokenCharacter { byte } => format!("a character at byte {} is damaged", n(*byte)),
        Oddity::LostCharacter => "it holds � where a character was lost before".to_owned(),
        Oddity::NulCharacter => "it holds NUL characters".to_owned(),
        Oddity::StrayQuote => "a quotation mark stands inside a quoted cell".to_owned(),
    };
    let done = match &issue.action {
        Remedy::ReadAsMissing => "it counts as missing".to_owned(),
        Remedy::RowLeftOut => "the row is left out".to_owned(),
        Remedy::Renamed { to } => format!("it is called “{to}” here"),
        Remedy::ReadAlike => "both are read alike".to_owned(),
        Remedy::Unwrapped => "the row within them is read".to_owned(),
        Remedy::Skipped => "they are skipped".to_owned(),
        Remedy::KeptAsItIs => "it stays as it is".to_owned(),
        Remedy::ShownAsReplaced => "it is shown as �".to_owned(),
        Remedy::ReadAsWindows1252 => "it is read as Windows-1252".to_owned(),
    };
    format!("{place}: {what}; {done}.")
}
