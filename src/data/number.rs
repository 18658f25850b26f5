//! Digits to a number, or to nothing, for a decimal point or a decimal comma. Comes in: a trimmed cell. Goes out: a
//! finite `f64`. What looks like a code (leading zeros, more than 15 digits) is not a number, so that it keeps its digits.
//! What stands around the digits is peeled off by `number_cell`; which mark a column has, `survey` finds out.

use serde::{Deserialize, Serialize};

use super::number_cell::{Writing, scan_number};
use super::number_unit::NumberUnit;
use super::plain_number::MAX_DIGITS;
pub(super) use super::plain_number::parse_plain;

/// The longest cell that is looked at as a number, in bytes: a hostile one would be scanned again and again.
pub(super) const LONGEST_NUMBER: usize = 80;

/// What parts whole numbers from decimals. The other of the two may group digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum DecimalMark {
    /// `1,234.56`
    #[default]
    Point,
    /// `1.234,56`
    Comma,
}

impl DecimalMark {
    pub(super) fn byte(self) -> u8 {
        match self {
            DecimalMark::Point => b'.',
            DecimalMark::Comma => b',',
        }
    }
}

/// The number a cell holds where the mark is a point: `-12.5`, `1e3`, `1,234,567`, `₹ 1,23,456.50`, `Rs. 500/-`, `12 %`
/// (12, in per cent), `(500)` and `500-` (-500). `None` for words, spans of time, ranges, codes such as `007` or sixteen
/// digits, hexadecimal, infinity, NaN and what is too large for an `f64`.
pub fn parse_number(text: &str) -> Option<f64> {
    parse_plain(text.as_bytes(), b'.').or_else(|| {
        let cell = scan_number(text)?;
        let is_number = cell.writing == Writing::Plain && !matches!(cell.unit, NumberUnit::Time(_));
        cell.with_point.filter(|_| is_number).map(|span| span.low)
    })
}

/// Digits with or without grouping, decimals and exponent; no sign.
pub(super) fn parse_unsigned(text: &str, mark: DecimalMark) -> Option<f64> {
    if text.len() > LONGEST_NUMBER || text.starts_with('-') {
        return None;
    }
    if let Some(value) = parse_plain(text.as_bytes(), mark.byte()) {
        return Some(value);
    }
    let (mantissa, exponent) = match text.find(['e', 'E']) {
        Some(place) => (&text[..place], &text[place..]),
        None => (text, ""),
    };
    let (whole, decimals) = mantissa.split_once(char::from(mark.byte())).unwrap_or((mantissa, ""));
    if !is_exponent(exponent) || !is_digits(decimals) || (whole.is_empty() && decimals.is_empty()) {
        return None;
    }
    let is_grouped = !is_digits(whole);
    let n_digits = whole.bytes().filter(u8::is_ascii_digit).count();
    if (is_grouped && (!exponent.is_empty() || !is_grouping(whole, mark))) || n_digits > MAX_DIGITS {
        return None;
    }
    if n_digits > 1 && whole.starts_with('0') {
        return None;
    }
    let mut ascii = [b'.'; LONGEST_NUMBER + 1];
    let digits = whole.bytes().filter(u8::is_ascii_digit).chain([b'.']).chain(decimals.bytes()).chain(exponent.bytes());
    let n_bytes = ascii.iter_mut().zip(digits).map(|(place, byte)| *place = byte).count();
    let value: f64 = std::str::from_utf8(&ascii[..n_bytes]).ok()?.parse().ok()?;
    value.is_finite().then_some(value)
}

pub(super) fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Nothing, or `e5`, `E+05`.
fn is_exponent(text: &str) -> bool {
    let Some(digits) = text.get(1..) else { return true };
    let digits = digits.strip_prefix(['+', '-']).unwrap_or(digits);
    (1..=4).contains(&digits.len()) && is_digits(digits)
}

/// Whether one mark groups the digits: `1,234,567`, `1 234 567`, `1'234'567`, or with commas `12,34,567`. A first group
/// of one to three digits, a last one of three, and between them either only threes or only twos.
fn is_grouping(whole: &str, decimal: DecimalMark) -> bool {
    let Some(group_mark) = whole.chars().find(|char| !char.is_ascii_digit()) else { return true };
    let is_mark = match group_mark {
        ',' | '.' => group_mark != char::from(decimal.byte()),
        _ => matches!(group_mark, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '\u{2019}'),
    };
    let (mut n_groups, mut first, mut last) = (0, 0, 0);
    let (mut are_threes, mut are_twos) = (true, true);
    for group in whole.split(group_mark) {
        if !is_digits(group) {
            return false;
        }
        match n_groups {
            0 => first = group.len(),
            1 => {}
            _ => {
                are_threes &= last == 3;
                are_twos &= last == 2;
            }
        }
        last = group.len();
        n_groups += 1;
    }
    let is_western = (1..=3).contains(&first) && are_threes;
    let is_indian = group_mark == ',' && (1..=2).contains(&first) && are_twos;
    is_mark && last == 3 && (is_western || is_indian)
}

#[cfg(test)]
mod tests {
    use super::parse_number;

    #[test]
    fn plain_and_decorated_numbers_are_read() {
        let cases = [
            ("0", 0.0),
            ("-0.5", -0.5),
            ("+7", 7.0),
            ("5.", 5.0),
            (".5", 0.5),
            ("1234.56", 1234.56),
            ("1.2e5", 120_000.0),
            ("1E+05", 100_000.0),
            ("1,234.56", 1234.56),
            ("1,234,567", 1_234_567.0),
            ("12,34,567", 1_234_567.0),
            ("₹1,23,456", 123_456.0),
            ("₹ 1,23,45,678.90", 12_345_678.9),
            ("Rs. 1,23,456/-", 123_456.0),
            ("INR 1,23,456.50", 123_456.5),
            ("$1,234", 1234.0),
            ("-$1,234.56", -1234.56),
            ("$-5", -5.0),
            ("£99", 99.0),
            ("12%", 12.0),
            ("12.5 %", 12.5),
            ("(123)", -123.0),
            ("($1,234.56)", -1234.56),
            ("\u{2212}123", -123.0),
            ("0.035792000000000004", 0.035792000000000004),
            ("123456789012345", 123_456_789_012_345.0),
            ("500-", -500.0),
            ("1 234 567.5", 1_234_567.5),
            ("1'234.5", 1234.5),
            ("99.5 € ", 99.5),
            ("USD 5", 5.0),
            ("९८", 98.0),
        ];
        for (text, expected) in cases {
            assert_eq!(parse_number(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn words_codes_and_what_is_no_finite_number_are_not() {
        let cases = [
            "",
            "-",
            ".",
            "+",
            "%",
            "$",
            "()",
            "(-5)",
            "--5",
            "1-2",
            "1.2.3",
            "abc",
            "12 months",
            "10k",
            "735-739",
            "10+",
            "< 5",
            "-5-",
            "5 apples",
            "$5 €",
            "007",
            "00123",
            "-012",
            "1234567890123456",
            "9007199254740993",
            "1e309",
            "1e99999",
            "1e",
            "e5",
            "NaN",
            "inf",
            "infinity",
            "-Infinity",
            "0x1F",
            "1_000",
            "TRUE",
            "1,23",
            "1,2345",
            ",123",
            "1,,234",
            "1,234,56",
            "1234,567",
            "1.234,56",
        ];
        for text in cases {
            assert_eq!(parse_number(text), None, "{text}");
        }
    }

    #[test]
    fn the_short_way_agrees_with_the_standard_parser() {
        for text in ["0.1", "0.3", "123456.789012345", "99999999999999.9", "0.00000000000001", "-31.4159"] {
            assert_eq!(parse_number(text).map(f64::to_bits), text.parse::<f64>().ok().map(f64::to_bits), "{text}");
        }
    }
}
