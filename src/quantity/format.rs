//! Numbers as people read them, by the currency's habits of grouping.

use super::money::{Currency, Money};

/// A whole number in groups: 12,34,567 for rupees, 1,234,567 otherwise.
pub fn count_text(count: u64, currency: Currency) -> String {
    let digits = count.to_string();
    let (head, tail) = digits.split_at(digits.len().saturating_sub(3));
    if head.is_empty() {
        return tail.to_owned();
    }
    let group = if currency == Currency::Rupee { 2 } else { 3 };
    let mut grouped = String::new();
    for (idx, digit) in head.chars().enumerate() {
        if idx > 0 && (head.len() - idx).is_multiple_of(group) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{grouped},{tail}")
}

/// An amount in three significant digits: ₹16.7 crore, ₹4.20 lakh, $1.25 m.
pub fn money_text(money: Money, currency: Currency) -> String {
    let major = money.to_major();
    let whole = major.abs().round();
    let units: &[(f64, &str)] = match currency {
        Currency::Rupee => &[(1e7, " crore"), (1e5, " lakh")],
        _ => &[(1e9, " bn"), (1e6, " m"), (1e3, " k")],
    };
    let sign = minus_before(major, whole);
    let amount = major.abs();
    for &(size, word) in units {
        // What would be rounded up to the next unit is shown in it.
        if amount >= size * 0.9995 {
            return format!("{sign}{}{}{word}", currency_sign(currency), three_digits(amount / size));
        }
    }
    format!("{sign}{}{}", currency_sign(currency), count_text(whole as u64, currency))
}

/// An amount in full, to the whole unit: ₹12,34,567.
pub fn money_in_full(money: Money, currency: Currency) -> String {
    let major = money.to_major();
    let whole = major.abs().round();
    format!("{}{}{}", minus_before(major, whole), currency_sign(currency), count_text(whole as u64, currency))
}

/// An amount in full and to the minor unit, which is left out where it is zero, after a sign: ₹12,34,567, ₹12,34,567.50.
pub fn money_exact(sign: &str, money: Money, currency: Currency) -> String {
    let size = money.minor_units().unsigned_abs();
    let (minus, whole, minor) = (if money < Money::ZERO { "−" } else { "" }, count_text(size / 100, currency), size % 100);
    if minor == 0 { format!("{minus}{sign}{whole}") } else { format!("{minus}{sign}{whole}.{}{}", minor / 10, minor % 10) }
}

/// A share in whole per cents, but never 0% for something nor 100% for not all.
pub fn percent_text(share: f64) -> String {
    let percent = share * 100.0;
    // Half a per cent itself is rounded to the even neighbor: to nothing, or to all.
    if percent > 0.0 && percent <= 0.5 {
        "under 1%".to_owned()
    } else if (99.5..100.0).contains(&percent) {
        "over 99%".to_owned()
    } else {
        format!("{percent:.0}%")
    }
}

/// Reads a plain decimal number of at most 15 digits, such as `-1234.5`; `None` for anything else. By whole numbers: the
/// standard library's reading of any float brings tables of a dozen kilobytes that a page must not carry.
pub fn decimal(text: &str) -> Option<f64> {
    let (sign, digits) = match text.as_bytes() {
        [b'-', rest @ ..] => (-1.0, rest),
        [b'+', rest @ ..] => (1.0, rest),
        digits => (1.0, digits),
    };
    let (mut whole, mut scale, mut n_digits, mut has_point) = (0u64, 1u64, 0, false);
    for &byte in digits {
        match byte {
            b'0'..=b'9' if n_digits < 15 => {
                whole = whole * 10 + u64::from(byte - b'0');
                scale *= if has_point { 10 } else { 1 };
                n_digits += 1;
            }
            b'.' if !has_point => has_point = true,
            _ => return None,
        }
    }
    // Both are exact, so the quotient is the nearest number there is.
    (n_digits > 0).then(|| sign * whole as f64 / scale as f64)
}

/// A number from a table in at most four decimals, grouped.
pub fn number_text(value: f64, currency: Currency) -> String {
    let rounded = (value.abs() * 1e4).round() / 1e4;
    let sign = minus_before(value, rounded);
    let whole = count_text(rounded.trunc() as u64, currency);
    let fraction = format!("{:.4}", rounded.fract());
    let fraction = fraction.trim_start_matches('0').trim_end_matches('0').trim_end_matches('.');
    format!("{sign}{whole}{fraction}")
}

/// A size: 1.6 MB.
pub fn bytes_text(n_bytes: u64) -> String {
    match n_bytes as f64 {
        bytes if bytes < 1e3 => format!("{bytes} bytes"),
        bytes if bytes < 1e6 => format!("{} kB", three_digits(bytes / 1e3)),
        bytes if bytes < 1e9 => format!("{} MB", three_digits(bytes / 1e6)),
        bytes => format!("{} GB", three_digits(bytes / 1e9)),
    }
}

/// The sign before an amount.
pub fn currency_sign(currency: Currency) -> &'static str {
    match currency {
        Currency::Unstated => "",
        Currency::Rupee => "₹",
        Currency::Dollar => "$",
        Currency::Euro => "€",
        Currency::Pound => "£",
    }
}

/// The sign of `value`, unless only zero is shown of it.
fn minus_before(value: f64, shown: f64) -> &'static str {
    if value < 0.0 && shown > 0.0 { "−" } else { "" }
}

fn three_digits(value: f64) -> String {
    match value {
        value if value >= 99.95 => count_text(value.round() as u64, Currency::Unstated),
        value if value >= 9.995 => format!("{value:.1}"),
        value => format!("{value:.2}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_the_currencys_habit() {
        assert_eq!(count_text(1_234_567, Currency::Rupee), "12,34,567");
        assert_eq!(count_text(1_234_567, Currency::Dollar), "1,234,567");
        assert_eq!(count_text(999, Currency::Rupee), "999");
        assert_eq!(number_text(-1_234.5, Currency::Euro), "−1,234.5");
        assert_eq!(number_text(0.25, Currency::Unstated), "0.25");
        assert_eq!(number_text(12.0, Currency::Unstated), "12");
        assert_eq!(number_text(-0.000_01, Currency::Unstated), "0");
    }

    #[test]
    fn decimals_are_read_as_the_standard_library_reads_them() {
        for text in ["0", "-1234.5", "+0.29", "67390", "0.1", "999999999999.999", ".5", "5."] {
            assert_eq!(decimal(text), text.parse().ok(), "{text}");
        }
        for text in ["", "-", ".", "1e5", "1,5", "BRW_1", "1234567890123456", "1.2.3"] {
            assert_eq!(decimal(text), None, "{text}");
        }
    }

    #[test]
    fn amounts_have_three_significant_digits_and_the_unit_they_round_to() {
        let rupees = |amount| money_text(Money::from_major(amount).unwrap_or_default(), Currency::Rupee);
        assert_eq!(rupees(167_000_000.0), "₹16.7 crore");
        assert_eq!(rupees(420_000.0), "₹4.20 lakh");
        assert_eq!(rupees(9_999_999.0), "₹1.00 crore");
        assert_eq!(rupees(38_600.0), "₹38,600");
        assert_eq!(money_text(Money::from_major(1_250_000.0).unwrap_or_default(), Currency::Dollar), "$1.25 m");
    }

    #[test]
    fn a_small_share_is_not_nothing() {
        assert_eq!(percent_text(0.001), "under 1%");
        assert_eq!(percent_text(0.0), "0%");
        assert_eq!(percent_text(0.999), "over 99%");
        assert_eq!(percent_text(0.41), "41%");
        assert_eq!(percent_text(0.005), "under 1%");
        assert_eq!(percent_text(0.995), "over 99%");
        assert_eq!(percent_text(1.0), "100%");
    }
}
