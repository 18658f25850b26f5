//! Numbers and lists within sentences.

use crate::quantity::Currency;
use crate::quantity::format::{count_text, percent_text};

pub(super) fn count(n: u64) -> String {
    count_text(n, Currency::Unstated)
}

pub(super) fn percent(share: f64) -> String {
    percent_text(share)
}

pub(super) fn rows(n: u64) -> String {
    format!("{} row{}", count(n), if n == 1 { "" } else { "s" })
}

pub(super) fn loans(n: u64) -> String {
    format!("{} loan{}", count(n), if n == 1 { "" } else { "s" })
}

/// "A, B and C"; "A, B, C and 4 more".
pub(super) fn list(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [most @ .., last] if names.len() <= 4 => format!("{} and {last}", most.join(", ")),
        _ => format!("{} and {} more", names[..3].join(", "), names.len() - 3),
    }
}
