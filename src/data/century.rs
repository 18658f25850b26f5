//! Which century a year of two digits is in. Comes in: a day and the text it was read from. Goes out: whether the text
//! leaves it open. What a column's dates mean, `typing` decides.

use super::number_cell::with_ascii_digits;

/// What a year of two digits from 30 to 69 means. Those from 70 to 99 are 1970 to 1999, those below 30 are 2000 to 2029.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Century {
    /// 1930 to 1969: dates of birth, old accounts.
    Last,
    /// 2030 to 2069: ends of long loans.
    This,
}

/// Days from 1930 to 2030, and from any later day of that century to its like a hundred years on.
pub(super) const DAYS_A_CENTURY: i32 = 36_525;
/// 2030-01-01 in days since 1970-01-01.
const FIRST_OPEN_DAY: i32 = 21_915;

/// The century that a date with a year of two digits speaks for: `Last` where it lies in 1970 to 1999; `This` where it
/// was read as one of 2030 to 2069 and may as well be of 1930 to 1969. `None` for others.
pub(super) fn century_of(day: i32, text: &str) -> Option<Century> {
    let century = match day {
        0..10_957 => Century::Last,
        FIRST_OPEN_DAY..DAYS_A_CENTURY => Century::This,
        _ => return None,
    };
    let has_four_digits = || with_ascii_digits(text).as_bytes().windows(4).any(|run| run.iter().all(u8::is_ascii_digit));
    (!has_four_digits()).then_some(century)
}
