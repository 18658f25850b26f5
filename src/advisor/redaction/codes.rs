//! Codes of letters and digits: PAN, IFSC, national insurance numbers, IBAN.

use super::check_digits::is_iban;
use super::folded::{Letter, is_end, is_start};
use super::kind::{PrivateKind, Span};

/// `A` is a letter, `9` a digit, `X` either, `0` itself; `_` is a blank or a hyphen that may stand there.
const SHAPES: [(&str, PrivateKind); 3] =
    [("AAAAA_9999_A", PrivateKind::Pan), ("AAAA_0_XXXXXX", PrivateKind::Ifsc), ("AA_99_99_99_A", PrivateKind::NationalInsurance)];

/// How many letters and digits an IBAN has.
const IBAN_LENGTHS: std::ops::RangeInclusive<usize> = 15..=34;

/// All such codes. They may overlap.
pub(super) fn find_codes(letters: &[Letter], spans: &mut Vec<Span>) {
    for start in (0..letters.len()).filter(|at| is_start(letters, *at)) {
        for (shape, kind) in SHAPES {
            spans.extend(shape_end(letters, start, shape).map(|end| Span { start, end, kind }));
        }
        spans.extend(iban_end(letters, start).map(|end| Span { start, end, kind: PrivateKind::Iban }));
    }
}

fn shape_end(letters: &[Letter], start: usize, shape: &str) -> Option<usize> {
    let mut place = start;
    let (mut has_separator, mut has_lowercase) = (false, false);
    for wanted in shape.chars() {
        let letter = letters.get(place)?.letter;
        let fits = match wanted {
            '_' if matches!(letter, ' ' | '-') => {
                has_separator = true;
                true
            }
            '_' => continue,
            'A' => letter.is_ascii_alphabetic(),
            '9' => letter.is_ascii_digit(),
            'X' => letter.is_ascii_alphanumeric(),
            exactly => letter == exactly,
        };
        if !fits {
            return None;
        }
        has_lowercase |= letter.is_ascii_lowercase();
        place += 1;
    }
    // “since 2026 a” is no PAN.
    let is_prose = has_separator && has_lowercase;
    (is_end(letters, place) && !is_prose).then_some(place)
}

/// Two letters, two check digits and the rest, in groups or not: the longest that is valid.
fn iban_end(letters: &[Letter], start: usize) -> Option<usize> {
    let head = letters.get(start..start + 4)?;
    let has_head =
        head[..2].iter().all(|letter| letter.letter.is_ascii_alphabetic()) && head[2..].iter().all(|letter| letter.letter.is_ascii_digit());
    if !has_head {
        return None;
    }
    let mut code = Vec::new();
    let mut longest = None;
    for (place, letter) in letters.iter().enumerate().skip(start) {
        match letter.letter {
            one if one.is_ascii_alphanumeric() => code.push(one),
            ' ' | '-' if letters[place - 1].letter.is_ascii_alphanumeric() => continue,
            _ => break,
        }
        if code.len() > *IBAN_LENGTHS.end() {
            break;
        }
        if IBAN_LENGTHS.contains(&code.len()) && is_end(letters, place + 1) && is_iban(&code) {
            longest = Some(place + 1);
        }
    }
    longest
}
