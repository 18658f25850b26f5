//! One cell's text to a calendar day, without a clock or a zone. Comes in: a trimmed cell. Goes out: a day, or a day
//! and a month whose order only the whole column can tell. A time after the day is accepted and dropped.

use super::month_names::{is_weekday, month_of};
use super::number_cell::with_ascii_digits;

/// A date as far as one cell tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParsedDate {
    /// Days since 1970-01-01.
    Day(i32),
    /// Two numbers and a year: `05/06/2026` is in May or in June.
    EitherOrder {
        /// The first number, 1 to 31.
        first: u32,
        /// The second number, 1 to 31.
        second: u32,
        /// The year.
        year: i32,
    },
}

/// Which of two leading numbers is the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum DateOrder {
    /// `20/11/2026`.
    DayFirst,
    /// `11/20/2026`.
    MonthFirst,
}

/// How many cells of a column prove one order or the other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OrderEvidence {
    /// Cells whose first number is above 12.
    pub n_day_first: u64,
    /// Cells whose second number is above 12.
    pub n_month_first: u64,
    /// Cells that are one day with the day first and another with the month first.
    pub n_either: u64,
}

impl OrderEvidence {
    /// Counts `n_cells` cells with this date.
    pub fn add(&mut self, date: ParsedDate, n_cells: u64) {
        if let ParsedDate::EitherOrder { first, second, .. } = date {
            self.n_day_first += if first > 12 { n_cells } else { 0 };
            self.n_month_first += if second > 12 { n_cells } else { 0 };
            self.n_either += if first <= 12 && second <= 12 && first != second { n_cells } else { 0 };
        }
    }

    /// The order that more cells prove; `None` where no cell proves any.
    pub fn order(self) -> Option<DateOrder> {
        match self.n_month_first.cmp(&self.n_day_first) {
            std::cmp::Ordering::Greater => Some(DateOrder::MonthFirst),
            std::cmp::Ordering::Less => Some(DateOrder::DayFirst),
            std::cmp::Ordering::Equal => (self.n_day_first > 0).then_some(DateOrder::DayFirst),
        }
    }
}

/// The order for columns that prove none: as another column of the same file, where those that prove one agree,
/// else the day first, as most of the world writes.
pub fn default_order(columns: &[OrderEvidence]) -> DateOrder {
    let mut proven = columns.iter().filter_map(|evidence| evidence.order());
    match proven.next() {
        Some(DateOrder::MonthFirst) if proven.all(|order| order == DateOrder::MonthFirst) => DateOrder::MonthFirst,
        _ => DateOrder::DayFirst,
    }
}

impl ParsedDate {
    /// Days since 1970-01-01 where the column is in this order; `None` where there is no such day.
    pub fn day(self, order: DateOrder) -> Option<i32> {
        match self {
            ParsedDate::Day(day) => Some(day),
            ParsedDate::EitherOrder { first, second, year } => match order {
                DateOrder::DayFirst => day_of(year, second, first),
                DateOrder::MonthFirst => day_of(year, first, second),
            },
        }
    }
}

/// One run of digits or letters.
#[derive(Clone, Copy)]
enum Part<'a> {
    Number { value: u32, n_digits: usize },
    Word(&'a str),
}

/// The date a cell holds: `2026-11-20`, `20/11/2026`, `11/20/26`, `20.11.2026`, `20-Nov-2026`, `20NOV2026`,
/// `20 November 2026`, `20. Januar 2026`, `Nov 20, 2026`, each with or without a time or a day of the week before it; and
/// `Nov-2026`, `2026-11`, `11/2026` (its first day). A year of two digits is 1970 to 2069. `None` for everything else and
/// for days that do not exist.
pub fn parse_date(text: &str) -> Option<ParsedDate> {
    let text = &*with_ascii_digits(text);
    let bytes = text.as_bytes();
    if bytes.len() < 6 || bytes.len() > 40 || !bytes[0].is_ascii_alphanumeric() || !bytes.iter().any(u8::is_ascii_digit) {
        return None;
    }
    let (mut first, rest) = next_part(text)?;
    let (mut first_separator, mut rest) = next_separator(rest)?;
    if first_separator == ' ' && matches!(first, Part::Word(word) if is_weekday(word)) {
        (first, rest) = next_part(rest)?;
        (first_separator, rest) = next_separator(rest)?;
    }
    let (second, rest) = next_part(rest)?;
    if rest.is_empty() {
        return month_and_year(first, first_separator, second).map(ParsedDate::Day);
    }
    let (second_separator, rest) = next_separator(rest)?;
    let (third, rest) = next_part(rest)?;
    if !is_time_or_nothing(rest) {
        return None;
    }
    let is_one_separator = first_separator == second_separator && matches!(first_separator, '-' | '/' | '.');
    match (first, second, third) {
        (Part::Number { .. }, Part::Number { .. }, Part::Number { .. }) if !is_one_separator => None,
        parts => date_of(parts),
    }
}

/// The first day of a month: `Nov-2026`, `Nov-26`, `2026-11`, `11/2026`.
fn month_and_year(first: Part<'_>, separator: char, second: Part<'_>) -> Option<i32> {
    use Part::{Number, Word};
    let is_tight = matches!(separator, '-' | '/');
    match (first, second) {
        (Word(word), Number { value, n_digits }) if n_digits == 4 || is_tight => {
            first_of_month(full_year(value, n_digits)?, month_of(word)?)
        }
        (Number { value: year, n_digits: 4 }, Word(word)) => first_of_month(year as i32, month_of(word)?),
        (Number { value: year, n_digits: 4 }, Number { value: month, n_digits: 2 }) if is_tight => first_of_month(year as i32, month),
        (Number { value: month, n_digits: 1 | 2 }, Number { value: year, n_digits: 4 }) if is_tight => first_of_month(year as i32, month),
        _ => None,
    }
}

/// The first day of a month, in days since 1970-01-01.
pub(super) fn first_of_month(year: i32, month: u32) -> Option<i32> {
    day_of(year, month, 1)
}

/// Whether a text is what programs write for no date: `00/00/0000`, `1900-01-00`, `0001-01-01 00:00:00`.
pub(super) fn is_zero_date(text: &str) -> bool {
    const ZEROS: [&str; 12] = [
        "1900-01-00",
        "00/01/1900",
        "01/00/1900",
        "0/1/1900",
        "1/0/1900",
        "00.01.1900",
        "00-jan-1900",
        "0-jan-1900",
        "00-jan-00",
        "0001-01-01",
        "01/01/0001",
        "1/1/0001",
    ];
    let day = text.split([' ', 'T']).next().unwrap_or_default();
    let is_all_zero = || {
        let n_separators = day.bytes().filter(|byte| matches!(byte, b'-' | b'/' | b'.')).count();
        n_separators == 2 && day.bytes().all(|byte| matches!(byte, b'0' | b'-' | b'/' | b'.')) && day.starts_with('0') && day.ends_with('0')
    };
    ZEROS.iter().any(|zero| zero.eq_ignore_ascii_case(day)) || is_all_zero()
}

/// Three parts to a date.
fn date_of(parts: (Part<'_>, Part<'_>, Part<'_>)) -> Option<ParsedDate> {
    use Part::{Number, Word};
    match parts {
        (Number { value: year, n_digits: 4 }, Number { value: month, .. }, Number { value: day, n_digits: 1 | 2 }) => {
            day_of(year as i32, month, day).map(ParsedDate::Day)
        }
        (Number { value: first, n_digits: 1 | 2 }, Number { value: second, n_digits: 1 | 2 }, Number { value, n_digits }) => {
            let year = full_year(value, n_digits)?;
            let exists = day_of(year, second, first).is_some() || day_of(year, first, second).is_some();
            exists.then_some(ParsedDate::EitherOrder { first, second, year })
        }
        (Number { value: day, n_digits: 1 | 2 }, Word(word), Number { value, n_digits }) => {
            day_of(full_year(value, n_digits)?, month_of(word)?, day).map(ParsedDate::Day)
        }
        (Word(word), Number { value: day, n_digits: 1 | 2 }, Number { value, n_digits: 4 }) => {
            day_of(value as i32, month_of(word)?, day).map(ParsedDate::Day)
        }
        _ => None,
    }
}

fn next_part(text: &str) -> Option<(Part<'_>, &str)> {
    let bytes = text.as_bytes();
    let is_digits = bytes.first()?.is_ascii_digit();
    // What is not ASCII may be a letter of a month's name.
    let same = |byte: &u8| if is_digits { byte.is_ascii_digit() } else { byte.is_ascii_alphabetic() || !byte.is_ascii() };
    let length = bytes.iter().take_while(|byte| same(byte)).count();
    if length == 0 || (is_digits && length > 4) {
        return None;
    }
    let (part, rest) = text.split_at(length);
    let part = if is_digits { Part::Number { value: part.parse().ok()?, n_digits: length } } else { Part::Word(part) };
    Some((part, rest))
}

/// One separator, a comma or a point and a space, a Spanish `de`, or none at all.
fn next_separator(text: &str) -> Option<(char, &str)> {
    let first = text.chars().next()?;
    match first {
        ' ' => Some((' ', text.strip_prefix(" de ").unwrap_or(&text[1..]))),
        '.' => Some(('.', text[1..].trim_start())),
        '-' | '/' => Some((first, &text[1..])),
        ',' => Some((' ', text[1..].trim_start())),
        // `20NOV2026`: digits and letters part themselves.
        _ if first.is_ascii_alphanumeric() => Some(('\0', text)),
        _ => None,
    }
}

fn full_year(value: u32, n_digits: usize) -> Option<i32> {
    match n_digits {
        4 => Some(value as i32),
        2 => Some(value as i32 + if value < 70 { 2000 } else { 1900 }),
        _ => None,
    }
}

/// Nothing, or ` 14:05`, `T10:15:30.5Z`, ` 9:00 PM`, ` 23:30:00+05:30`.
fn is_time_or_nothing(rest: &str) -> bool {
    let rest = rest.strip_suffix(" UTC").or_else(|| rest.strip_suffix(" GMT")).unwrap_or(rest);
    if rest.is_empty() {
        return true;
    }
    let Some(time) = rest.strip_prefix(['T', 't', ' ', ',', ':']) else { return false };
    let time = time.trim_start();
    let hour = time.bytes().take_while(u8::is_ascii_digit).count();
    let allowed = |byte: u8| {
        byte.is_ascii_digit() || matches!(byte, b':' | b'.' | b'+' | b'-' | b' ' | b'Z' | b'z' | b'A' | b'P' | b'M' | b'a' | b'p' | b'm')
    };
    (1..=2).contains(&hour) && time[hour..].starts_with(':') && time.bytes().all(allowed)
}

/// Days since 1970-01-01 by Hinnant's `days_from_civil`; `None` where there is no such day or year.
pub fn day_of(year: i32, month: u32, day: u32) -> Option<i32> {
    if !(1000..=9999).contains(&year) || !(1..=12).contains(&month) || day < 1 || day > days_in_month(year, month) {
        return None;
    }
    let shifted_year = if month <= 2 { year - 1 } else { year };
    let era = shifted_year.div_euclid(400);
    let year_of_era = shifted_year.rem_euclid(400);
    let month_index = (month as i32 + 9) % 12;
    let day_of_year = (153 * month_index + 2) / 5 + day as i32 - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    Some(era * 146_097 + day_of_era - 719_468)
}

fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::table::date_text;

    fn read(text: &str, order: DateOrder) -> Option<String> {
        parse_date(text).and_then(|date| date.day(order)).map(date_text)
    }

    #[test]
    fn every_way_of_writing_one_day_gives_that_day() {
        let cases = [
            "2026-11-20",
            "2026/11/20",
            "2026-11-20T10:15:30Z",
            "2026-11-20T23:30:00+05:30",
            "2026-11-20 14:05",
            "20/11/2026",
            "20-11-26",
            "20.11.2026",
            "20-Nov-2026",
            "20NOV2026",
            "20NOV2026:10:15:30",
            "20 November 2026",
            "Nov 20, 2026",
            "20/11/26 14:05",
            "20/11/2026 9:00 PM",
        ];
        for text in cases {
            assert_eq!(read(text, DateOrder::DayFirst).as_deref(), Some("2026-11-20"), "{text}");
        }
        assert_eq!(read("11/20/2026", DateOrder::MonthFirst).as_deref(), Some("2026-11-20"));
        for text in ["Dec-1998", "1998-12", "12/1998", "Dec-98", "December 1998", "1998 Dec", "Dez-98"] {
            assert_eq!(read(text, DateOrder::DayFirst).as_deref(), Some("1998-12-01"), "{text}");
        }
        assert_eq!(read("29/02/2024", DateOrder::DayFirst).as_deref(), Some("2024-02-29"));
        assert_eq!(read("12/31/1899", DateOrder::MonthFirst).as_deref(), Some("1899-12-31"));
    }

    #[test]
    fn days_that_do_not_exist_and_texts_are_no_dates() {
        for text in [
            "31/02/2026",
            "29/02/2023",
            "00/00/0000",
            "1900-01-00",
            "2026-13-01",
            "1-2-3",
            "May",
            "735-739",
            "10+ years",
            "12 months",
            "v1.2.2003x",
            "2026-11-20 noon",
            "20-Foo-2026",
            "2026-13",
            "1998.12",
            "20112026",
            "Dec 98",
        ] {
            assert_eq!(read(text, DateOrder::DayFirst), None, "{text}");
        }
    }

    #[test]
    fn what_programs_write_for_no_date_is_known() {
        for text in ["00/00/0000", "0000-00-00", "0000-00-00 00:00:00", "1900-01-00", "0001-01-01T00:00:00", "00-Jan-1900"] {
            assert!(is_zero_date(text), "{text}");
        }
        for text in ["0", "0.00", "1900-01-01", "-", "00", "2000-00-00x", "-.-"] {
            assert!(!is_zero_date(text), "{text}");
        }
    }

    #[test]
    fn a_column_without_proof_follows_the_other_columns() {
        let silent = OrderEvidence::default();
        let month_first = OrderEvidence { n_month_first: 3, ..OrderEvidence::default() };
        assert_eq!(default_order(&[silent]), DateOrder::DayFirst);
        assert_eq!(default_order(&[silent, month_first]), DateOrder::MonthFirst);
        assert_eq!(silent.order(), None);
    }
}
