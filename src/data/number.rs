//! One cell's text to a number, or to nothing. Comes in: a trimmed cell. Goes out: a finite `f64`.
//! Knows one way of writing for now: a decimal point, and commas that group in threes or as lakh and crore.
//! What looks like a code (leading zeros, more than 15 digits) is not a number, so that it keeps its digits.

/// Digits before the decimal point beyond which a text is a code: 15 digits are exact in an `f64`.
const MAX_INTEGER_DIGITS: usize = 15;

/// Currency signs that may stand before the digits, longest first.
const CURRENCIES: [&str; 13] = ["INR", "USD", "EUR", "GBP", "Rs.", "rs.", "RS.", "Rs", "₹", "$", "€", "£", "¥"];

/// Powers of ten that are exact in an `f64`.
const EXACT_POWERS: [f64; 23] =
    [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22];

/// The number a cell holds: `-12.5`, `1e3`, `1,234,567`, `₹ 1,23,456.50`, `Rs. 500/-`, `12 %` (12, in per cent),
/// `(500)` (-500). `None` for words, codes such as `007` or sixteen digits, hexadecimal, infinity, NaN and
/// what is too large for an `f64`.
pub fn parse_number(text: &str) -> Option<f64> {
    parse_plain(text.as_bytes()).or_else(|| parse_decorated(text))
}

/// The common case without a copy: sign, digits, point, digits. Exact where both mantissa and power are
/// (Clinger 1990), which the 15 digits guarantee.
fn parse_plain(bytes: &[u8]) -> Option<f64> {
    let (is_negative, digits) = match bytes.first()? {
        b'-' => (true, &bytes[1..]),
        _ => (false, bytes),
    };
    if digits.is_empty() || digits.len() > MAX_INTEGER_DIGITS + 1 || (digits[0] == b'0' && digits.len() > 1 && digits[1] != b'.') {
        return None;
    }
    let mut mantissa = 0u64;
    let mut n_decimals = None;
    for &byte in digits {
        match byte {
            b'0'..=b'9' => {
                mantissa = mantissa * 10 + u64::from(byte - b'0');
                n_decimals = n_decimals.map(|n: usize| n + 1);
            }
            b'.' if n_decimals.is_none() => n_decimals = Some(0),
            _ => return None,
        }
    }
    let n_digits = digits.len() - usize::from(n_decimals.is_some());
    if n_digits == 0 || n_digits > MAX_INTEGER_DIGITS {
        return None;
    }
    let value = mantissa as f64 / EXACT_POWERS[n_decimals.unwrap_or(0)];
    Some(if is_negative { -value } else { value })
}

/// Everything else: signs, currency, grouping, per cent, exponent.
fn parse_decorated(text: &str) -> Option<f64> {
    let text = text.trim();
    // A cell this long is never a number, and a hostile one would be scanned again and again.
    if text.is_empty() || text.len() > 80 || !may_start_number(text.as_bytes()[0]) {
        return None;
    }
    let (is_bracketed, text) = match text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(inner) => (true, inner.trim()),
        None => (false, text),
    };
    let (outer_minus, text) = strip_sign(text);
    let (has_currency, text) = strip_currency(text);
    let (inner_minus, text) = if outer_minus.is_none() && has_currency { strip_sign(text) } else { (None, text) };
    let sign = outer_minus.or(inner_minus);
    if is_bracketed && sign.is_some() {
        return None;
    }
    let text = strip_suffix(text);
    let value = parse_unsigned(text)?;
    Some(if is_bracketed || sign == Some(true) { -value } else { value })
}

/// Words mostly end here: of the letters, only those of a currency start a number. Bytes beyond ASCII may be a sign.
fn may_start_number(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'(' | b'$' | b'I' | b'U' | b'E' | b'G' | b'R' | b'r') || !byte.is_ascii()
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

fn strip_currency(text: &str) -> (bool, &str) {
    for sign in CURRENCIES {
        if let Some(rest) = text.strip_prefix(sign) {
            return (true, rest.trim_start());
        }
    }
    (false, text)
}

/// Without a per cent sign or the `/-` of an Indian invoice.
fn strip_suffix(text: &str) -> &str {
    let stripped = text.strip_suffix('%').or_else(|| text.strip_suffix("/-"));
    stripped.map_or(text, str::trim_end)
}

/// Digits with or without grouping, decimals and exponent.
fn parse_unsigned(text: &str) -> Option<f64> {
    let (mantissa, exponent) = match text.find(['e', 'E']) {
        Some(place) => (&text[..place], Some(&text[place + 1..])),
        None => (text, None),
    };
    if exponent.is_some_and(|exponent| !is_exponent(exponent)) {
        return None;
    }
    let (whole, decimals) = match mantissa.split_once('.') {
        Some((whole, decimals)) => (whole, decimals),
        None => (mantissa, ""),
    };
    if !decimals.bytes().all(|byte| byte.is_ascii_digit()) || (whole.is_empty() && decimals.is_empty()) {
        return None;
    }
    let is_grouped = whole.contains(',');
    if !(if is_grouped { is_grouping(whole) } else { whole.bytes().all(|byte| byte.is_ascii_digit()) }) {
        return None;
    }
    let n_digits = whole.bytes().filter(u8::is_ascii_digit).count();
    if n_digits > MAX_INTEGER_DIGITS || (n_digits > 1 && whole.starts_with('0')) {
        return None;
    }
    let value: f64 = if is_grouped { text.replace(',', "").parse() } else { text.parse() }.ok()?;
    value.is_finite().then_some(value)
}

fn is_exponent(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    !digits.is_empty() && digits.len() <= 4 && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// `1,234,567` or `12,34,567`: a first group of one to three digits, a last one of three, and between them
/// either only threes or only twos.
fn is_grouping(whole: &str) -> bool {
    let groups: Vec<&str> = whole.split(',').collect();
    let Some((last, before)) = groups.split_last() else { return false };
    let Some((first, middle)) = before.split_first() else { return false };
    let all_digits = groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_digit()));
    let is_western = (1..=3).contains(&first.len()) && middle.iter().all(|group| group.len() == 3);
    let is_indian = (1..=2).contains(&first.len()) && middle.iter().all(|group| group.len() == 2);
    all_digits && last.len() == 3 && (is_western || is_indian)
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
            "١٢٣",
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
