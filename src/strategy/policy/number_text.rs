//! Decimal numbers as texts, to whole steps and back without a float between. Knows neither policies nor JSON besides its numbers.

/// Why a number is none of whole steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NotInSteps {
    /// It has more decimals.
    TooFine,
    /// It has too many digits.
    TooLarge,
}

/// A JSON number, such as `-0.75` or `1.2e5`, in steps of which ten to the `decimals` make one.
pub(super) fn steps_of(text: &str, decimals: u32) -> Result<i64, NotInSteps> {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (digits, is_negative) = mantissa.strip_prefix('-').map_or((mantissa, false), |rest| (rest, true));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let fraction = fraction.trim_end_matches('0');
    let mut value: i64 = 0;
    for byte in whole.bytes().chain(fraction.bytes()) {
        value = value
            .checked_mul(10)
            .and_then(|value| value.checked_add(i64::from(byte.wrapping_sub(b'0') % 10)))
            .ok_or(NotInSteps::TooLarge)?;
    }
    if value == 0 {
        return Ok(0);
    }
    let too_large = if exponent.starts_with('-') { NotInSteps::TooFine } else { NotInSteps::TooLarge };
    let exponent: i64 = exponent.trim_start_matches('+').parse().map_err(|_| too_large)?;
    let mut shift = exponent.saturating_add(i64::from(decimals)).saturating_sub(fraction.len() as i64);
    while shift < 0 && value % 10 == 0 {
        value /= 10;
        shift += 1;
    }
    if shift < 0 {
        return Err(NotInSteps::TooFine);
    }
    for _ in 0..shift.min(20) {
        value = value.checked_mul(10).ok_or(NotInSteps::TooLarge)?;
    }
    Ok(if is_negative { -value } else { value })
}

/// The shortest decimal number of these steps: 7 500 of 4 decimals are `0.75`.
pub(super) fn text_of(steps: i64, decimals: u32) -> String {
    let scale = 10u64.pow(decimals);
    let (whole, rest) = (steps.unsigned_abs() / scale, steps.unsigned_abs() % scale);
    let mut text = if steps < 0 { format!("-{whole}") } else { whole.to_string() };
    if rest > 0 {
        let width = decimals as usize;
        text.push('.');
        text.push_str(format!("{rest:0width$}").trim_end_matches('0'));
    }
    text
}
