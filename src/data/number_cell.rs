//! A cell to the numbers it may hold: what stands around the digits is peeled off, and the digits are read once with a
//! decimal point and once with a decimal comma. Which of the two is meant only the whole column can tell.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::number::{DecimalMark, LONGEST_NUMBER, parse_unsigned};
use super::number_unit::{NumberUnit, Suffix, TimeUnit, strip_currency, strip_suffix};

/// From a least to a largest number; both are the same but in ranges.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Span {
    pub low: f64,
    pub high: f64,
}

/// How a number is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Writing {
    /// As a number.
    #[default]
    Plain,
    /// With a bound: `10+` is 10, and `< 1` lies between 0 and 1.
    Bounded,
    /// As a range, `735-739`, that counts as its middle.
    Range,
    /// Shortened: `5L`, `1.5Cr`, `10k`.
    Shorthand,
}

/// A cell that may be a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct NumberCell {
    /// What it is where the decimal mark is a point.
    pub with_point: Option<Span>,
    /// What it is where the decimal mark is a comma.
    pub with_comma: Option<Span>,
    pub unit: NumberUnit,
    pub writing: Writing,
}

/// Which decimal mark a cell proves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Proof {
    /// It has no mark that matters.
    Neither,
    Point,
    Comma,
    /// It is one number with a point and another with a comma: `1,234`.
    Either,
}

impl NumberCell {
    pub fn span(&self, mark: DecimalMark) -> Option<Span> {
        match mark {
            DecimalMark::Point => self.with_point,
            DecimalMark::Comma => self.with_comma,
        }
    }

    pub fn proof(&self) -> Proof {
        match (self.with_point, self.with_comma) {
            (Some(point), Some(comma)) if point == comma => Proof::Neither,
            (Some(_), Some(_)) => Proof::Either,
            (Some(_), None) => Proof::Point,
            _ => Proof::Comma,
        }
    }
}

/// What a cell may be as a number; `None` where it is none with either mark.
pub(super) fn scan_number(text: &str) -> Option<NumberCell> {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST_NUMBER {
        return None;
    }
    let text = with_ascii_digits(text);
    if !may_be_number(&text) {
        return None;
    }
    let peeled = peel(&text)?;
    let (with_point, with_comma) = (peeled.span(DecimalMark::Point), peeled.span(DecimalMark::Comma));
    if with_point.is_none() && with_comma.is_none() {
        return None;
    }
    let writing = match () {
        () if peeled.factor != 1.0 => Writing::Shorthand,
        () if peeled.bound != Bound::None => Writing::Bounded,
        () if with_point.or(with_comma).is_some_and(|span| span.low < span.high) => Writing::Range,
        () => Writing::Plain,
    };
    Some(NumberCell { with_point, with_comma, unit: peeled.unit, writing })
}

/// Words, dates, times, links and identifiers end here, without a look at what they say.
fn may_be_number(text: &str) -> bool {
    let bytes = text.as_bytes();
    let count = |wanted: u8| bytes.iter().filter(|byte| **byte == wanted).count();
    let first = bytes.first().copied().unwrap_or_default();
    if !bytes.iter().any(u8::is_ascii_digit) || bytes.contains(&b':') || bytes.contains(&b'_') {
        return false;
    }
    if first.is_ascii_digit() {
        return (count(b'-') < 2 || text.contains(",--") || text.contains(".--")) && (!bytes.contains(&b'/') || bytes.ends_with(b"/-"));
    }
    let n_letters = bytes.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    n_letters <= 4 || strip_bound(text).0 != Bound::None
}

/// Whether a bound may start with this byte.
fn starts_bound(byte: u8) -> bool {
    !byte.is_ascii() || matches!(byte | 0x20, b'<' | b'>' | b'o' | b'a' | b'm' | b'f' | b'u' | b'b' | b'l')
}

#[derive(Clone, Copy, PartialEq)]
enum Bound {
    None,
    /// `10+`: this or more.
    Least,
    /// `< 10`: from nothing to this.
    Most,
}

/// A cell without what stands around its digits.
struct Peeled<'a> {
    body: &'a str,
    unit: NumberUnit,
    is_negative: bool,
    bound: Bound,
    factor: f64,
}

const LEAST_WORDS: [&str; 8] = [">=", ">", "\u{2265}", "over ", "above ", "more than ", "at least ", "from "];
const MOST_WORDS: [&str; 8] = ["<=", "<", "\u{2264}", "under ", "below ", "less than ", "up to ", "at most "];
const LEAST_ENDINGS: [&str; 4] = [" or more", " and more", " and above", " or above"];

fn peel(text: &str) -> Option<Peeled<'_>> {
    let (is_outer_bracketed, text) = strip_brackets(text);
    let (mut bound, text) = strip_bound(text);
    let (outer_minus, text) = strip_sign(text);
    let (mut unit, text) = match strip_currency(text) {
        Some((currency, rest)) => (NumberUnit::Currency(currency), rest),
        // As Turkish and Basque write it.
        None => text.strip_prefix('%').map_or((NumberUnit::Bare, text), |rest| (NumberUnit::Percent, rest.trim_start())),
    };
    let (inner_minus, mut text) = if outer_minus.is_none() && unit != NumberUnit::Bare { strip_sign(text) } else { (None, text) };
    let mut factor = 1.0;
    // A shorthand and a unit, or two ways of saying one currency, may follow one another.
    for _ in 0..2 {
        if let Some(rest) = strip_least_ending(text).filter(|_| bound == Bound::None) {
            (bound, text) = (Bound::Least, rest);
        }
        match strip_suffix(text) {
            Some((Suffix::Unit(found), rest)) if found.fits(unit) => {
                unit = if found == NumberUnit::Bare { unit } else { found };
                text = rest;
            }
            Some((Suffix::Shorthand(found), rest)) if factor == 1.0 => (factor, text) = (found, rest),
            Some(_) => return None,
            None => break,
        }
    }
    if let Some(rest) = strip_least_ending(text).filter(|_| bound == Bound::None) {
        (bound, text) = (Bound::Least, rest);
    }
    let sign = outer_minus.or(inner_minus);
    // `$(500)` and `(500) €` have their sign outside.
    let (is_inner_bracketed, text) = strip_brackets(text);
    let is_bracketed = is_outer_bracketed || is_inner_bracketed;
    let (has_trailing_minus, body) = strip_trailing_minus(text);
    let n_signs =
        usize::from(is_outer_bracketed) + usize::from(is_inner_bracketed) + usize::from(sign.is_some()) + usize::from(has_trailing_minus);
    let is_negative = is_bracketed || has_trailing_minus || sign == Some(true);
    let is_sound = n_signs <= 1 && !(is_negative && bound != Bound::None);
    is_sound.then_some(Peeled { body, unit, is_negative, bound, factor })
}

impl NumberUnit {
    /// Whether both may stand in one cell: one of them is none, or both are the same.
    fn fits(self, other: NumberUnit) -> bool {
        self == NumberUnit::Bare || other == NumberUnit::Bare || self == other
    }
}

/// Whether it stands in brackets, as accounts write what is negative, and what is within.
fn strip_brackets(text: &str) -> (bool, &str) {
    text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).map_or((false, text), |inner| (true, inner.trim()))
}

/// A bound before the digits: `<`, `over`.
fn strip_bound(text: &str) -> (Bound, &str) {
    if !text.as_bytes().first().is_some_and(|byte| starts_bound(*byte)) {
        return (Bound::None, text);
    }
    for (bound, words) in [(Bound::Least, LEAST_WORDS), (Bound::Most, MOST_WORDS)] {
        let is_prefix = |word: &&&str| text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
        if let Some(word) = words.iter().find(is_prefix) {
            return (bound, text[word.len()..].trim_start());
        }
    }
    (Bound::None, text)
}

fn strip_least_ending(text: &str) -> Option<&str> {
    match text.as_bytes().last()? {
        b'+' => Some(text[..text.len() - 1].trim_end()),
        b'e' => LEAST_ENDINGS.iter().find_map(|ending| text.strip_suffix(ending)).map(str::trim_end),
        _ => None,
    }
}

/// Whether there was a sign and it was a minus, and the rest.
fn strip_sign(text: &str) -> (Option<bool>, &str) {
    for (sign, is_minus) in [("-", true), ("\u{2212}", true), ("+", false)] {
        if let Some(rest) = text.strip_prefix(sign) {
            return (Some(is_minus), rest.trim_start());
        }
    }
    (None, text)
}

/// Whether a minus follows the digits, as in accounts, and the rest.
fn strip_trailing_minus(text: &str) -> (bool, &str) {
    text.strip_suffix(['-', '\u{2212}']).map_or((false, text), |rest| (true, rest.trim_end()))
}

impl Peeled<'_> {
    fn span(&self, mark: DecimalMark) -> Option<Span> {
        let (low, high) = match self.bound {
            Bound::Most => (0.0, parse_unsigned(self.body, mark).filter(|high| *high > 0.0)?),
            Bound::Least => parse_unsigned(self.body, mark).map(|low| (low, low))?,
            Bound::None => match parse_unsigned(self.body, mark).or_else(|| self.years_and_months()) {
                Some(value) => (value, value),
                None if self.is_negative => return None,
                None => range_of(self.body, mark)?,
            },
        };
        let factor = if self.is_negative { -self.factor } else { self.factor };
        Some(Span { low: low * factor, high: high * factor })
    }

    /// `1yrs 11mon` in months.
    fn years_and_months(&self) -> Option<f64> {
        let (_, months) = self.body.rsplit_once([' ', ',']).filter(|_| self.unit == NumberUnit::Time(TimeUnit::Months))?;
        let before = self.body.get(..self.body.len() - months.len())?.trim_end_matches([' ', ',']);
        let Some((Suffix::Unit(NumberUnit::Time(TimeUnit::Years)), years)) = strip_suffix(before) else { return None };
        Some(parse_unsigned(years, DecimalMark::Point)? * 12.0 + parse_unsigned(months, DecimalMark::Point)?)
    }
}

/// The two ends of `735-739`, `18 – 25`, `1 to 3`.
fn split_range(body: &str) -> Option<(&str, &str)> {
    let between = [" to ", "\u{2013}"];
    let by_word =
        || between.iter().filter(|_| body.bytes().any(|byte| byte == b't' || !byte.is_ascii())).find_map(|word| body.split_once(word));
    body.split_once('-').or_else(by_word)
}

/// A range of two numbers, the larger one last. The upper end may have a currency of its own.
fn range_of(body: &str, mark: DecimalMark) -> Option<(f64, f64)> {
    let (low, high) = split_range(body)?;
    let high = high.trim_start();
    let high = strip_currency(high).map_or(high, |(_, rest)| rest);
    let (low, high) = (parse_unsigned(low.trim_end(), mark)?, parse_unsigned(high, mark)?);
    (low < high).then_some((low, high))
}

/// The digits of other scripts as 0 to 9.
pub(super) fn with_ascii_digits(text: &str) -> Cow<'_, str> {
    /// The zero of each script: Arabic-Indic, Persian, the scripts of India, full width.
    const ZEROS: [u32; 13] = [0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xff10];
    let ascii = |char: char| {
        let digit = ZEROS.iter().filter_map(|zero| (char as u32).checked_sub(*zero)).find(|digit| *digit < 10);
        digit.map_or(char, |digit| char::from(b'0' + digit as u8))
    };
    if text.is_ascii() || !text.chars().any(|char| ascii(char) != char) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(ascii).collect())
}
