//! Which texts mean that a cell is missing. Comes in: a trimmed cell. Goes out: how sure that is.
//! Some tokens say it in any column; others may be a category of their own ("none" among guarantors).

use super::date::is_zero_date;

/// What a cell's text says about being there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Missing in any column: empty, `NA`, `null`, `?`, a spreadsheet's error.
    Missing,
    /// Missing in a column of numbers or dates, a value of its own elsewhere: `none`, `-`, `.`, `00/00/0000`.
    MissingAmongValues,
    /// The same, but somebody meant to say so: among numbers and dates each is told of. `unknown`, `not disclosed`.
    SaidToBeUnknown,
    /// There.
    Present,
}

const MISSING: [&str; 30] = [
    "na", "n/a", "nan", "null", "nat", "?", "n.a.", "n.a", "\\n", "-nan", "<na>", "<null>", "(null)", "(blank)", "#n/a", "#na", "#div/0!",
    "#ref!", "#value!", "#name?", "#num!", "#null!", "#spill!", "#calc!", "#field!", "#n/a n/a", "1.#ind", "-1.#ind", "1.#qnan",
    "-1.#qnan",
];
const MISSING_AMONG_VALUES: [&str; 13] = [
    "none",
    "nil",
    "-",
    "--",
    "---",
    ".",
    "\u{2014}",
    "\u{2013}",
    "missing",
    "not available",
    "not applicable",
    "not provided",
    "unspecified",
];

const SAID_TO_BE_UNKNOWN: [&str; 5] = ["unknown", "undisclosed", "not disclosed", "not known", "k.a."];

impl Presence {
    /// Whether such a cell in a column of numbers or dates is told of as one that does not fit.
    pub fn is_told_of(self) -> bool {
        matches!(self, Presence::Present | Presence::SaidToBeUnknown)
    }
}

/// The longest token in bytes: a longer cell is there without a look.
const LONGEST: usize = 14;

/// What this trimmed cell says, whatever its case.
pub fn presence_of(text: &str) -> Presence {
    if text.is_empty() {
        return Presence::Missing;
    }
    if matches!(text.as_bytes()[0], b'0' | b'1') && is_zero_date(text) {
        return Presence::MissingAmongValues;
    }
    if text.len() > LONGEST || !may_start_token(text.as_bytes()[0]) {
        return Presence::Present;
    }
    if MISSING.iter().any(|token| token.eq_ignore_ascii_case(text)) {
        return Presence::Missing;
    }
    if MISSING_AMONG_VALUES.iter().any(|token| token.eq_ignore_ascii_case(text)) {
        return Presence::MissingAmongValues;
    }
    if SAID_TO_BE_UNKNOWN.iter().any(|token| token.eq_ignore_ascii_case(text)) {
        return Presence::SaidToBeUnknown;
    }
    Presence::Present
}

/// The first bytes of all tokens; most cells end here.
fn may_start_token(byte: u8) -> bool {
    matches!(byte.to_ascii_lowercase(), b'n' | b'm' | b'u' | b'k' | b'?' | b'\\' | b'<' | b'(' | b'#' | b'1' | b'-' | b'.')
        || !byte.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::{Presence, presence_of};

    #[test]
    fn tokens_are_known_in_any_case_and_words_are_there() {
        for text in ["", "NA", "n/a", "NaN", "NULL", "?", "#N/A", "#DIV/0!"] {
            assert_eq!(presence_of(text), Presence::Missing, "{text}");
        }
        for text in ["None", "none", "-", "--", ".", "\u{2014}", "Not available", "00/00/0000"] {
            assert_eq!(presence_of(text), Presence::MissingAmongValues, "{text}");
        }
        assert_eq!((presence_of("Unknown"), presence_of("k.A.")), (Presence::SaidToBeUnknown, Presence::SaidToBeUnknown));
        for text in ["0", "no", "nano", "N", "known", "..."] {
            assert_eq!(presence_of(text), Presence::Present, "{text}");
        }
    }
}
