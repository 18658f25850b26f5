//! The wait that the service asks for, as a protobuf Duration in JSON: `47s`, `57.238747106s`.

/// The longest wait that is believed, in milliseconds.
const LONGEST_MS: u64 = 300_000;

/// Milliseconds, rounded up, at most five minutes; `None` where the text is no such duration (`^(\d+)(\.\d{1,9})?s$`).
pub fn retry_delay_ms(text: &str) -> Option<u64> {
    let number = text.strip_suffix('s')?;
    let (whole, fraction) = number.split_once('.').map_or((number, None), |(whole, fraction)| (whole, Some(fraction)));
    let is_digits = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_digits(whole) || fraction.is_some_and(|digits| !is_digits(digits) || digits.len() > 9) {
        return None;
    }
    // Digits only: what does not fit is too long to be believed anyway.
    let seconds = whole.parse::<u64>().unwrap_or(u64::MAX);
    let nanoseconds = format!("{:0<9}", fraction.unwrap_or_default()).parse::<u64>().unwrap_or_default();
    Some(seconds.saturating_mul(1_000).saturating_add(nanoseconds.div_ceil(1_000_000)).min(LONGEST_MS))
}
