//! Digits to a number, eight bytes at a time: sign, digits, mark, digits, and nothing else. Comes in: bytes, and which
//! byte is the decimal mark. Goes out: the number, exact, or nothing, where whoever asks has to look closer. Knows no
//! grouping, no currency and no exponent.

use super::byte_words::{EACH_BYTE, word_at};
use super::plain_rows::PlainCells;

/// Digits beyond which a text is a code: 15 digits are exact in an `f64`.
pub const MAX_DIGITS: usize = 15;

/// Powers of ten that are exact in an `f64`.
const EXACT_POWERS: [f64; MAX_DIGITS + 1] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];
const POWERS: [u64; 9] = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];

/// The common case without a copy. Exact where both mantissa and power are (Clinger 1990), which the 15 digits
/// guarantee. `None` too for more digits and for leading zeros: these are codes. No byte but a digit is a mark of 0.
#[inline(never)]
pub fn parse_plain(bytes: &[u8], mark: u8) -> Option<f64> {
    let is_negative = bytes.first() == Some(&b'-');
    let bytes = &bytes[usize::from(is_negative)..];
    if bytes.is_empty() || bytes.len() > MAX_DIGITS + 1 {
        return None;
    }
    let first = word_at(bytes, 0, bytes.len().min(8));
    let value = match bytes.get(8..) {
        None | Some([]) => number_of(first, bytes.len(), mark)?,
        Some(_) if has_leading_zero(first, bytes.len(), mark) => return None,
        Some(rest) => digits_of(first, 8, mark)?.followed_by(digits_of(word_at(rest, 0, rest.len()), rest.len(), mark)?)?.value()?,
    };
    Some(if is_negative { -value } else { value })
}

/// Adds the number in each cell from the row `first` on, NaN for an empty one. Stops at a cell that is no plain number,
/// and returns its row; the number of rows if there is none.
#[inline(never)]
pub fn push_numbers(cells: &PlainCells<'_>, first: usize, mark: u8, is_percent: bool, values: &mut Vec<f64>) -> usize {
    for row in first..cells.n_rows() {
        let (start, end) = cells.span(row);
        let eight = cells.bytes().get(start..).and_then(<[u8]>::first_chunk);
        let value = match (end - start, eight) {
            (0, _) => Some(f64::NAN),
            (n_bytes @ 1..=8, Some(eight)) => {
                number_of(u64::from_le_bytes(*eight), n_bytes, mark).or_else(|| number_in(cells, row, mark, is_percent))
            }
            _ => number_in(cells, row, mark, is_percent),
        };
        match value {
            Some(value) => values.push(value),
            None => return row,
        }
    }
    cells.n_rows()
}

/// The number in a cell that may be long, signed or padded.
#[inline(never)]
fn number_in(cells: &PlainCells<'_>, row: usize, mark: u8, is_percent: bool) -> Option<f64> {
    let bytes = cells.bytes();
    let (start, end) = cells.span(row);
    let value = parse_plain(&bytes[start..end], mark);
    if value.is_some() {
        return value;
    }
    let (start, end) = cells.trimmed_span(row);
    let is_signed = is_percent && bytes[..end].ends_with(b"%");
    if start == end { Some(f64::NAN) } else { parse_plain(&bytes[start..end - usize::from(is_signed)], mark) }
}

/// The number that the 1 to 8 lowest bytes of a word are, without a sign.
#[inline(always)]
fn number_of(word: u64, n_bytes: usize, mark: u8) -> Option<f64> {
    if has_leading_zero(word, n_bytes, mark) { None } else { digits_of(word, n_bytes, mark)?.value() }
}

/// Whether a zero stands before another digit.
#[inline(always)]
fn has_leading_zero(word: u64, n_bytes: usize, mark: u8) -> bool {
    (word as u8 == b'0') & (n_bytes > 1) & ((word >> 8) as u8 != mark)
}

/// Digits in a row, read without their mark.
#[derive(Clone, Copy)]
struct Digits {
    whole: u64,
    n_digits: usize,
    /// How many stand behind the mark, if there is one.
    n_decimals: Option<usize>,
}

impl Digits {
    #[inline(always)]
    fn followed_by(self, rest: Digits) -> Option<Digits> {
        let n_decimals = match (self.n_decimals, rest.n_decimals) {
            (Some(_), Some(_)) => return None,
            (Some(n_before), None) => Some(n_before + rest.n_digits),
            (None, behind) => behind,
        };
        let whole = self.whole * POWERS[rest.n_digits] + rest.whole;
        Some(Digits { whole, n_digits: self.n_digits + rest.n_digits, n_decimals })
    }

    #[inline(always)]
    fn value(self) -> Option<f64> {
        let is_exact = (1..=MAX_DIGITS).contains(&self.n_digits);
        is_exact.then(|| self.whole as f64 / EXACT_POWERS[self.n_decimals.unwrap_or(0)])
    }
}

/// The `n_bytes` lowest bytes of a word (1 to 8), all digits but for one mark at most.
#[inline(always)]
fn digits_of(word: u64, n_bytes: usize, mark: u8) -> Option<Digits> {
    // Digits become 0 to 9 and move up, with zeros before them; a byte above 9 is no digit.
    let digits = (word ^ (EACH_BYTE * u64::from(b'0'))) << (64 - 8 * n_bytes);
    let others = (((digits & (0x7f * EACH_BYTE)) + 0x76 * EACH_BYTE) | digits) & (0x80 * EACH_BYTE);
    if others == 0 {
        return Some(Digits { whole: joined(digits), n_digits: n_bytes, n_decimals: None });
    }
    let shift = others.trailing_zeros() & !7;
    if others & (others - 1) != 0 || (digits >> shift) as u8 != mark ^ b'0' {
        return None;
    }
    let before = digits & ((1 << shift) - 1);
    let behind = digits & ((u64::MAX << shift) << 8);
    Some(Digits { whole: joined(behind | before << 8), n_digits: n_bytes - 1, n_decimals: Some(7 - (shift / 8) as usize) })
}

/// Eight digits, one a byte and the first one lowest, as one number: in pairs, in fours, in all.
#[inline(always)]
fn joined(digits: u64) -> u64 {
    let pairs = digits.wrapping_mul(10 * 256 + 1) >> 8;
    let fours = (pairs & 0x00ff_00ff_00ff_00ff).wrapping_mul(100 * 65_536 + 1) >> 16;
    (fours & 0x0000_ffff_0000_ffff).wrapping_mul(10_000 * 4_294_967_296 + 1) >> 32
}

#[cfg(test)]
mod tests {
    use super::parse_plain;

    #[test]
    fn numbers_of_any_length_agree_with_the_standard_parser() {
        let mut texts = vec!["0".to_owned(), "-0".to_owned(), "0.5".to_owned(), ".5".to_owned(), "5.".to_owned(), "-7.25".to_owned()];
        for n_digits in 1..=15usize {
            let digits = &"983217654098321"[..n_digits];
            texts.extend((0..=n_digits).map(|place| format!("{}.{}", &digits[..place], &digits[place..])));
            texts.extend([digits.to_owned(), format!("-{digits}")]);
        }
        for text in texts {
            for padding in ["", "9,3.1-%x1234567890"] {
                let bytes = format!("{text}{padding}");
                let found = parse_plain(&bytes.as_bytes()[..text.len()], b'.');
                assert_eq!(found.map(f64::to_bits), text.parse::<f64>().ok().map(f64::to_bits), "{text}");
            }
        }
    }

    #[test]
    fn whatever_else_is_in_a_cell_is_left_to_others() {
        let cases = [
            "",
            "-",
            ".",
            "-.",
            "1.2.3",
            "12345678.1.2",
            "1.2345678.1",
            "007",
            "-01",
            "00",
            "1 2",
            "1e5",
            "+1",
            "--1",
            "1-",
            "1/2",
            "1:2",
            "1234567890123456",
            "123456789012345.6",
            "1,2",
            "12345678,9",
            "\u{661}",
            "1\u{e9}",
            "abcdefgh",
            "12345678901234567",
            "1234567a",
        ];
        for text in cases {
            assert_eq!(parse_plain(text.as_bytes(), b'.'), None, "{text}");
        }
        assert_eq!(parse_plain(b"12345678,9", b','), Some(12_345_678.9));
        assert_eq!(parse_plain(b"12.5", 0), None);
        assert_eq!(parse_plain(b"125", 0), Some(125.0));
    }
}
