use crate::quantity::Currency;
use crate::quantity::format::count_text;

/// Fewer rows than this say little of what scores mean.
pub(super) const FEW_ROWS: u64 = 200;

/// A score in a sentence: 0.34, or 0.042 where most are small.
pub(super) fn score_text(score: f64) -> String {
    match score {
        score if score < 0.000_5 => "0".to_owned(),
        score if score < 0.095 => format!("{score:.3}"),
        score => format!("{score:.2}"),
    }
}

/// "1 loan", "5,000 loans".
pub(super) fn counted(n: u64, word: &str, currency: Currency) -> String {
    format!("{} {word}{}", count_text(n, currency), if n == 1 { "" } else { "s" })
}

/// "70 in 100", or "42 in 1,000" where that is hardly one.
pub(super) fn out_of(share: f64) -> String {
    if share > 0.0 && share < 0.095 { format!("{:.0} in 1,000", share * 1e3) } else { format!("{:.0} in 100", share * 100.0) }
}

/// A share in a table, to a tenth of a per cent.
pub(super) fn percent_cell(share: f64) -> String {
    format!("{:.1}%", share * 100.0)
}

/// A score in a table.
pub(super) fn score_cell(score: f64) -> String {
    format!("{score:.3}")
}

/// About `n_shown` of these items, evenly spread, both ends among them.
pub(super) fn spread<T>(items: &[T], n_shown: usize) -> impl Iterator<Item = &T> {
    let stride = items.len().div_ceil(n_shown.max(1)).max(1);
    items.iter().enumerate().filter(move |(idx, _)| idx % stride == 0 || idx + 1 == items.len()).map(|(_, item)| item)
}

/// A file of a head and lines.
pub(super) fn csv(head: &str, lines: impl Iterator<Item = String>) -> String {
    std::iter::once(head.to_owned()).chain(lines).map(|line| line + "\r\n").collect()
}
