//! The apostrophe that keeps a spreadsheet from running a cell as a formula (OWASP, CSV injection; ASVS 1.2.10). An
//! export puts it there; reading a file that has an export's own columns takes it off again, so that both sides agree.

/// First characters that make a spreadsheet run a cell as a formula, the full-width forms among them.
const TRIGGERS: [&[u8]; 12] =
    [b"=", b"+", b"-", b"@", b"\t", b"\r", b"\n", b"\0", "＝".as_bytes(), "＋".as_bytes(), "－".as_bytes(), "＠".as_bytes()];

/// The cell with a leading apostrophe, where a spreadsheet would run it; `None` where it is harmless. A number in a
/// column of numbers stays a number. A cell that has the apostrophe already gets another, so that taking one off
/// again always gives the original back.
pub fn with_guard(cell: &[u8], in_number_column: bool) -> Option<Vec<u8>> {
    let is_number = || in_number_column && std::str::from_utf8(cell).is_ok_and(is_plain_number);
    (would_run(cell) && !is_number()).then(|| [b"'", cell].concat())
}

/// Whether an export has put an apostrophe before this cell.
pub fn has_guard(cell: &[u8]) -> bool {
    cell.first() == Some(&b'\'') && would_run(cell)
}

/// The cell as it was before the export.
pub fn without_guard(cell: &str) -> &str {
    if has_guard(cell.as_bytes()) { &cell[1..] } else { cell }
}

/// Whether a trigger stands at the start, or behind apostrophes only.
fn would_run(cell: &[u8]) -> bool {
    let n_apostrophes = cell.iter().take_while(|&&byte| byte == b'\'').count();
    TRIGGERS.iter().any(|trigger| cell[n_apostrophes..].starts_with(trigger))
}

/// A sign, digits, separators, an exponent: nothing that could be a formula.
fn is_plain_number(text: &str) -> bool {
    let text = text.trim();
    text.parse::<f64>().is_ok_and(f64::is_finite)
        || text.trim_start_matches(['-', '+']).chars().all(|c| c.is_ascii_digit() || ",.".contains(c))
}

#[cfg(test)]
mod tests {
    use super::{has_guard, with_guard, without_guard};

    #[test]
    fn what_would_run_is_guarded_once_more_and_comes_back_as_it_was() {
        for cell in ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\n=1", "＝1", "'=1", "''@x", "-"] {
            let guarded = with_guard(cell.as_bytes(), false).unwrap_or_default();
            assert_eq!(guarded, format!("'{cell}").as_bytes());
            assert!(has_guard(&guarded));
            assert_eq!(without_guard(&String::from_utf8_lossy(&guarded)), cell);
        }
    }

    #[test]
    fn what_is_harmless_stays() {
        for cell in ["", "1-1", "'quoted'", "a=b", " =1", "''"] {
            assert_eq!(with_guard(cell.as_bytes(), false), None, "{cell}");
            assert_eq!(without_guard(cell), cell);
        }
        for number in ["-5", "+3.5", "-1e5", "-1,234.5"] {
            assert_eq!(with_guard(number.as_bytes(), true), None, "{number}");
        }
        assert!(with_guard(b"-5+cmd", true).is_some());
    }
}
