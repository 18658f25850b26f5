/// First characters that make a spreadsheet run a cell as a formula, the full-width forms among them.
const TRIGGERS: [&str; 12] = ["=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠"];

/// The cell with a leading apostrophe, where a spreadsheet would run it; `None` where it is harmless. A number in a
/// column of numbers stays a number. A cell that has the apostrophe already gets another, so that taking one off
/// again always gives the original back.
pub(super) fn guard(cell: &[u8], in_number_column: bool) -> Option<Vec<u8>> {
    let text = String::from_utf8_lossy(cell);
    let behind_apostrophes = text.trim_start_matches('\'');
    let is_trigger = TRIGGERS.iter().any(|trigger| behind_apostrophes.starts_with(trigger));
    let is_number = in_number_column && is_plain_number(&text);
    (is_trigger && !is_number).then(|| [b"'", cell].concat())
}

/// A sign, digits, separators, an exponent: nothing that could be a formula.
fn is_plain_number(text: &str) -> bool {
    let text = text.trim();
    text.parse::<f64>().is_ok_and(f64::is_finite) || text.trim_start_matches(['-', '+']).chars().all(|c| c.is_ascii_digit() || ",.".contains(c))
}
