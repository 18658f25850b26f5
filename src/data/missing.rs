//! Which texts mean that a cell is missing. Comes in: a trimmed cell. Goes out: how sure that is.
//! Some tokens say it in any column; others may be a category of their own ("none" among guarantors).

/// What a cell's text says about being there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Missing in any column: empty, `NA`, `null`, `?`, a spreadsheet's error.
    Missing,
    /// Missing in a column of numbers or dates, a value of its own elsewhere: `none`, `-`, `.`.
    MissingAmongValues,
    /// There.
    Present,
}

const MISSING: [&str; 15] =
    ["na", "n/a", "nan", "null", "nat", "?", "#n/a", "#na", "#div/0!", "#ref!", "#value!", "#name?", "#num!", "#null!", "\\n"];
const MISSING_AMONG_VALUES: [&str; 6] = ["none", "nil", "-", "--", ".", "—"];

/// The longest token in bytes: a longer cell is there without a look.
const LONGEST: usize = 7;

/// What this trimmed cell says, whatever its case.
pub fn presence_of(text: &str) -> Presence {
    if text.is_empty() {
        return Presence::Missing;
    }
    if text.len() > LONGEST {
        return Presence::Present;
    }
    if MISSING.iter().any(|token| token.eq_ignore_ascii_case(text)) {
        return Presence::Missing;
    }
    if MISSING_AMONG_VALUES.iter().any(|token| token.eq_ignore_ascii_case(text)) {
        return Presence::MissingAmongValues;
    }
    Presence::Present
}

#[cfg(test)]
mod tests {
    use super::{Presence, presence_of};

    #[test]
    fn tokens_are_known_in_any_case_and_words_are_there() {
        for text in ["", "NA", "n/a", "NaN", "NULL", "?", "#N/A", "#DIV/0!"] {
            assert_eq!(presence_of(text), Presence::Missing, "{text}");
        }
        for text in ["None", "none", "-", "--", "."] {
            assert_eq!(presence_of(text), Presence::MissingAmongValues, "{text}");
        }
        for text in ["0", "no", "nano", "N", "unknown", "..."] {
            assert_eq!(presence_of(text), Presence::Present, "{text}");
        }
    }
}
