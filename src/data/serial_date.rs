//! Days that are written as numbers: counted from a day, or as the digits of year, month and day. Comes in: a column's
//! numbers and its name. Goes out: which way of counting they fit, if any.

use serde::{Deserialize, Serialize};

use super::date::{day_of, first_of_month};
use super::phrase::{holds_any, phrase_of};

/// A way of writing a day as a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SerialDate {
    /// 46346 is 2026-11-20: a spreadsheet's days, 1900 system.
    Excel,
    /// 44884 is 2026-11-20: a spreadsheet's days, 1904 system. Only by a person's word.
    Excel1904,
    /// 15074 is 2001-04-09: days since 1960-01-01, as SAS and Stata count.
    Sas,
    /// Days since 1970-01-01.
    UnixDays,
    /// Seconds since 1970-01-01.
    UnixSeconds,
    /// Seconds since 1960-01-01, as SAS counts.
    SasSeconds,
    /// Milliseconds since 1970-01-01.
    UnixMilliseconds,
    /// 20261120.
    YearMonthDay,
    /// 202611, the first day of it.
    YearMonth,
}

/// The ways that are found, the surest first. Seconds of SAS before others: they are believed only from 2018 on, where
/// others would be beyond 2028.
const FOUND: [SerialDate; 7] = [
    SerialDate::YearMonthDay,
    SerialDate::YearMonth,
    SerialDate::Excel,
    SerialDate::Sas,
    SerialDate::SasSeconds,
    SerialDate::UnixSeconds,
    SerialDate::UnixMilliseconds,
];

/// Gives a column's numbers, one after another, as long as the taker says so.
pub(super) type EachNumber<'a> = &'a dyn Fn(&mut dyn FnMut(f64) -> bool);

/// In hundredths: how many numbers besides zeros must be days in the time that the way is believed for.
const LEAST_FIT: u64 = 95;

impl SerialDate {
    /// The day that a number stands for, in days since 1970-01-01; the time of day is dropped. `None` for 0, which is
    /// written for no date, beyond the years 1000 to 9999, and for digits that are no day.
    pub fn day(self, value: f64) -> Option<i32> {
        if value == 0.0 {
            return None;
        }
        let whole = value.floor();
        let day = match self {
            // The spreadsheet's 1900 has a 29th of February.
            SerialDate::Excel if (1.0..60.0).contains(&whole) => whole - 25_568.0,
            SerialDate::Excel if whole <= 60.0 => return None,
            SerialDate::Excel => whole - 25_569.0,
            SerialDate::Excel1904 => whole - 24_107.0,
            SerialDate::Sas => whole - 3_653.0,
            SerialDate::UnixDays => whole,
            SerialDate::UnixSeconds => (value / 86_400.0).floor(),
            SerialDate::SasSeconds => (value / 86_400.0).floor() - 3_653.0,
            SerialDate::UnixMilliseconds => (value / 86_400_000.0).floor(),
            SerialDate::YearMonthDay | SerialDate::YearMonth => return self.day_of_digits(value),
        };
        // 1000-01-01 to 9999-12-31.
        (-354_285.0..=2_932_896.0).contains(&day).then_some(day as i32)
    }

    fn day_of_digits(self, value: f64) -> Option<i32> {
        if value.floor() != value || !(100_000.0..1e8).contains(&value) {
            return None;
        }
        let digits = value as u32;
        match self {
            SerialDate::YearMonth => first_of_month((digits / 100) as i32, digits % 100),
            _ => day_of((digits / 10_000) as i32, digits / 100 % 100, digits % 100),
        }
    }

    /// Whether a number lies in the time in which this way is believed without being told: from 1970 (digits: 1900) to
    /// 2099, for SAS days to 2059.
    fn is_likely(self, value: f64) -> bool {
        if value.floor() != value {
            return self == SerialDate::Excel && (25_569.0..73_051.0).contains(&value);
        }
        match self {
            SerialDate::Excel => (25_569.0..73_051.0).contains(&value),
            SerialDate::Sas => (3_653.0..36_525.0).contains(&value),
            SerialDate::UnixDays | SerialDate::Excel1904 => false,
            SerialDate::SasSeconds => (1_830_000_000.0..3_155_760_000.0).contains(&value),
            SerialDate::UnixSeconds => (86_400_000.0..4_102_444_800.0).contains(&value),
            SerialDate::UnixMilliseconds => (86_400_000_000.0..4_102_444_800_000.0).contains(&value),
            SerialDate::YearMonthDay => (19_000_101.0..21_000_000.0).contains(&value) && self.day(value).is_some(),
            SerialDate::YearMonth => (190_001.0..210_000.0).contains(&value) && self.day(value).is_some(),
        }
    }

    /// Whether the numbers could well be a quantity or be counted from another day, so that the person should be asked.
    pub(super) fn is_doubtful(self) -> bool {
        !matches!(self, SerialDate::UnixMilliseconds | SerialDate::YearMonthDay | SerialDate::YearMonth)
    }
}

/// The way of counting that a column's numbers fit. Only digits of a whole date are believed without a name that says
/// date, and only where all numbers are such dates. A zero is a missing date.
pub(super) fn find_serial(name: &str, values: EachNumber<'_>) -> Option<SerialDate> {
    let has_name = is_named_as_date(name);
    let (mut n_values, mut counts) = (0u64, [0u64; FOUND.len()]);
    values(&mut |value| {
        if value != 0.0 {
            n_values += 1;
            let ways = counts.iter_mut().zip(FOUND);
            ways.for_each(|(count, way)| *count += u64::from((has_name || way == SerialDate::YearMonthDay) && way.is_likely(value)));
        }
        has_name || counts[0] == n_values
    });
    let fits = |count: u64| n_values > 0 && if has_name { count * 100 >= n_values * LEAST_FIT } else { count == n_values };
    counts.iter().position(|&count| fits(count)).map(|place| FOUND[place])
}

/// The way that most of the numbers fit, where the person has said that they are dates.
pub(super) fn likeliest_serial(values: EachNumber<'_>) -> SerialDate {
    let mut counts = [0u64; FOUND.len()];
    values(&mut |value| {
        counts.iter_mut().zip(FOUND).for_each(|(count, way)| *count += u64::from(way.is_likely(value)));
        true
    });
    let most = counts.iter().copied().max().unwrap_or(0);
    counts.iter().position(|&count| count == most).map_or(SerialDate::Excel, |place| FOUND[place])
}

/// Whether a column's name says that it holds dates: `issue_date`, `ChgOffDate`, `disb_dt`, `created_at`.
pub(super) fn is_named_as_date(name: &str) -> bool {
    const WORDS: [&str; 15] = [
        "dte",
        "dttm",
        "dat",
        "datum",
        "fecha",
        "date",
        "datetime",
        "dt",
        "dob",
        "doj",
        "timestamp",
        "created at",
        "updated at",
        "created on",
        "updated on",
    ];
    const OTHERS: [&str; 14] =
        ["days", "day count", "since", "age", "num", "number", "count", "amount", "amt", "to date", "balance", "paid", "id", "rate"];
    let phrase = phrase_of(name);
    let last = phrase.rsplit(' ').next().unwrap_or_default();
    let is_compound = phrase.split(' ').any(|word| {
        let before = word.strip_suffix("date").unwrap_or_default();
        !before.is_empty() && !matches!(before, "man" | "candi" | "up" | "vali" | "consoli" | "liqui")
    });
    (holds_any(&phrase, &WORDS) || is_compound || last == "d") && !holds_any(&phrase, &OTHERS)
}

#[cfg(test)]
mod tests {
    use super::{SerialDate, is_named_as_date};
    use crate::data::table::date_text;

    #[test]
    fn a_number_is_the_day_that_its_way_of_counting_gives() {
        let cases = [
            (SerialDate::Excel, 46_346.0, "2026-11-20"),
            (SerialDate::Excel, 44_884.75, "2022-11-19"),
            (SerialDate::Excel, 1.0, "1900-01-01"),
            (SerialDate::Excel, 61.0, "1900-03-01"),
            (SerialDate::Excel1904, 44_884.0, "2026-11-20"),
            (SerialDate::SasSeconds, 2_110_752_059.0, "2026-11-20"),
            (SerialDate::Sas, 15_074.0, "2001-04-09"),
            (SerialDate::Sas, -1.0, "1959-12-31"),
            (SerialDate::UnixDays, 20_777.0, "2026-11-20"),
            (SerialDate::UnixSeconds, 1_795_132_800.0, "2026-11-20"),
            (SerialDate::UnixMilliseconds, 1_795_132_800_000.0, "2026-11-20"),
            (SerialDate::YearMonthDay, 20_261_120.0, "2026-11-20"),
            (SerialDate::YearMonth, 202_611.0, "2026-11-01"),
        ];
        for (way, value, day) in cases {
            assert_eq!(way.day(value).map(date_text).as_deref(), Some(day), "{way:?} {value}");
        }
        for (way, value) in [
            (SerialDate::Excel, 60.0),
            (SerialDate::Excel, 0.0),
            (SerialDate::YearMonthDay, 20_260_231.0),
            (SerialDate::YearMonth, 202_613.0),
            (SerialDate::Sas, 1e300),
        ] {
            assert_eq!(way.day(value), None, "{way:?} {value}");
        }
    }

    #[test]
    fn a_name_says_date_by_a_word_of_its_own() {
        for name in ["Date", "issue_date", "ChgOffDate", "chgoffdate", "DISB_DT", "created_at", "issue_d"] {
            assert!(is_named_as_date(name), "{name}");
        }
        for name in ["mandate", "days_to_date", "paid_to_date", "amount_on_date", "rated", "update", "mandate_id", "d_ratio", "gdt"] {
            assert!(!is_named_as_date(name), "{name}");
        }
    }
}
