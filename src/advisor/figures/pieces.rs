//! A text to numerals, words and signs: what figures are made of.

use super::number_words;
use crate::advisor::text::{Span, Text};

/// A piece of a text.
#[derive(Clone, Debug, PartialEq)]
enum Kind {
    /// Digits, perhaps with groups and a point.
    Numeral(Numeral),
    /// Letters, in lower case.
    Word(String),
    /// Anything else that is no blank.
    Sign(char),
}

/// Digits as written.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Numeral {
    /// Without the commas between groups.
    pub digits: String,
    /// Its value.
    pub value: f64,
    /// Whether it has a point or groups.
    pub is_formatted: bool,
    /// Digits alone: no point and no groups.
    pub is_plain: bool,
}

#[derive(Clone, Debug)]
struct Piece {
    kind: Kind,
    start: usize,
    end: usize,
    has_gap_before: bool,
    has_line_end_before: bool,
}

/// The pieces of a text. A place beyond them is nothing.
pub(super) struct Pieces<'a> {
    text: &'a Text,
    pieces: Vec<Piece>,
}

impl<'a> Pieces<'a> {
    pub(super) fn of(text: &'a Text) -> Pieces<'a> {
        let mut pieces = Vec::new();
        let (mut place, mut has_gap, mut has_line_end) = (0, true, true);
        while place < text.chars.len() {
            let c = text.at(place);
            if c.is_whitespace() {
                (has_gap, has_line_end) = (true, has_line_end || c == '\n');
                place += 1;
                continue;
            }
            let address = if has_gap { address_end(text, place) } else { None };
            let (kind, end) = match address {
                Some(end) => (Kind::Sign('@'), end),
                None => piece_at(text, place),
            };
            pieces.push(Piece { kind, start: place, end, has_gap_before: has_gap, has_line_end_before: has_line_end });
            (place, has_gap, has_line_end) = (end, false, false);
        }
        Pieces { text, pieces }
    }

    pub(super) fn len(&self) -> usize {
        self.pieces.len()
    }

    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        let first = self.pieces.get(start).map_or(self.text.chars.len(), |piece| piece.start);
        let last = end.checked_sub(1).and_then(|place| self.pieces.get(place)).map_or(first, |piece| piece.end);
        self.text.span(first, last)
    }

    pub(super) fn numeral(&self, place: usize) -> Option<&Numeral> {
        match self.pieces.get(place).map(|piece| &piece.kind) {
            Some(Kind::Numeral(numeral)) => Some(numeral),
            _ => None,
        }
    }

    /// The word here in lower case; nothing where there is none.
    pub(super) fn word(&self, place: usize) -> &str {
        match self.pieces.get(place).map(|piece| &piece.kind) {
            Some(Kind::Word(word)) => word,
            _ => "",
        }
    }

    /// The word before a place.
    pub(super) fn word_before(&self, place: usize, n_back: usize) -> &str {
        place.checked_sub(n_back).map_or("", |place| self.word(place))
    }

    pub(super) fn sign(&self, place: usize) -> Option<char> {
        match self.pieces.get(place).map(|piece| &piece.kind) {
            Some(Kind::Sign(sign)) => Some(*sign),
            _ => None,
        }
    }

    pub(super) fn is_sign(&self, place: usize, sign: char) -> bool {
        self.sign(place) == Some(sign)
    }

    /// Whether nothing stands between a piece and the one before it.
    pub(super) fn is_tight(&self, place: usize) -> bool {
        self.pieces.get(place).is_some_and(|piece| !piece.has_gap_before)
    }

    pub(super) fn is_on_new_line(&self, place: usize) -> bool {
        self.pieces.get(place).is_none_or(|piece| piece.has_line_end_before)
    }

    /// Whether a figure can begin here: not in the middle of `LN1234`.
    pub(super) fn may_begin_figure(&self, place: usize) -> bool {
        !(self.is_tight(place) && self.numeral(place).is_some() && !self.word_before(place, 1).is_empty())
    }

    /// A number in digits or words, and the first piece behind it.
    pub(super) fn number_at(&self, place: usize) -> Option<(f64, usize)> {
        if let Some(numeral) = self.numeral(place) {
            return Some((numeral.value, place + 1));
        }
        number_words::number_at(self, place)
    }
}

fn piece_at(text: &Text, start: usize) -> (Kind, usize) {
    let c = text.at(start);
    if c.is_ascii_digit() {
        let (numeral, end) = numeral_at(text, start);
        return (Kind::Numeral(numeral), end);
    }
    if is_letter(c) {
        let end = (start..text.chars.len()).find(|place| !is_letter(text.at(*place))).unwrap_or(text.chars.len());
        let word: String = text.chars[start..end].iter().flat_map(|c| c.to_lowercase()).collect();
        return (Kind::Word(word), end);
    }
    (Kind::Sign(c), start + 1)
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() || (matches!(c as u32, 0x900..=0xDFF) && !matches!(c, '।' | '॥' | '॰'))
}

/// `1,20,000.00`: groups of two or three digits, then a point and digits. `05.03.2026` has no point in this sense.
fn numeral_at(text: &Text, start: usize) -> (Numeral, usize) {
    let n_digits = |place: usize| (place..text.chars.len()).take_while(|place| text.at(*place).is_ascii_digit()).count();
    let mut end = start + n_digits(start);
    let mut digits: String = text.chars[start..end].iter().collect();
    let (mut has_groups, mut has_point) = (false, false);
    while digits.len() <= 18 && text.at(end) == ',' && matches!(n_digits(end + 1), 2 | 3) {
        let group_end = end + 1 + n_digits(end + 1);
        digits.extend(&text.chars[end + 1..group_end]);
        (end, has_groups) = (group_end, true);
    }
    let n_behind = n_digits(end + 1);
    let is_dotted_date = text.at(end + 1 + n_behind) == '.' && n_digits(end + 2 + n_behind) > 0;
    if text.at(end) == '.'
        && n_behind > 0
        && !is_dotted_date
        && !(start > 1 && text.at(start - 1) == '.' && text.at(start - 2).is_ascii_digit())
    {
        digits.extend(&text.chars[end..=end + n_behind]);
        (end, has_point) = (end + 1 + n_behind, true);
    }
    let value = digits.parse().unwrap_or(0.0);
    (Numeral { digits, value, is_formatted: has_groups || has_point, is_plain: !has_groups && !has_point }, end)
}

/// Where a web or mail address that begins here ends: what is in it is no figure.
fn address_end(text: &Text, start: usize) -> Option<usize> {
    let mut end = (start..text.chars.len()).find(|place| text.at(*place).is_whitespace()).unwrap_or(text.chars.len());
    while end > start && matches!(text.at(end - 1), '.' | ',' | ')' | ';' | '!' | '?' | ':') {
        end -= 1;
    }
    let token: String = text.chars[start..end].iter().collect();
    let is_host =
        |host: &str| host.contains('.') && host.split('.').all(|part| part.chars().next().is_some_and(|c| c.is_ascii_alphanumeric()));
    let is_mail = token.split_once('@').is_some_and(|(name, host)| !name.is_empty() && is_host(host));
    let is_path = token.split_once('/').is_some_and(|(host, _)| {
        is_host(host) && host.chars().any(|c| c.is_ascii_alphabetic()) && host.len() > 4 && !host.to_lowercase().starts_with("rs")
    });
    let is_web = token.contains("://") || token.to_lowercase().starts_with("www.") || is_path;
    (is_mail || is_web).then_some(end)
}
