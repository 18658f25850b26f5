//! Days of the calendar: in numbers, with names of months in English, Hindi and Hinglish, with or without a year.

use super::calendar::day_of;
use super::pieces::Pieces;
use super::{DayOrder, FigureValue};

const MONTHS: [&str; 12] = [
    "january|jan|जनवरी|janvari|january",
    "february|feb|फरवरी|farvari",
    "march|mar|मार्च",
    "april|apr|अप्रैल|aprail",
    "may|मई|mai",
    "june|jun|जून|joon",
    "july|jul|जुलाई|julai",
    "august|aug|अगस्त|agast",
    "september|sep|sept|सितंबर|सितम्बर|sitambar",
    "october|oct|अक्टूबर|अक्तूबर|aktubar|aktoobar",
    "november|nov|नवंबर|नवम्बर|navambar",
    "december|dec|दिसंबर|दिसम्बर|disambar",
];

fn month_of(word: &str) -> Option<u32> {
    let holds = |names: &&str| names.split('|').any(|name| name == word);
    (!word.is_empty()).then(|| (1..).zip(MONTHS.iter()).find(|(_, names)| holds(names)).map(|(month, _)| month))?
}

/// A day, or a month of a year, that begins here.
pub(super) fn date_at(pieces: &Pieces, start: usize, order: DayOrder) -> Option<(FigureValue, usize)> {
    None.or_else(|| in_numbers(pieces, start, order)).or_else(|| day_then_month(pieces, start)).or_else(|| month_then_day(pieces, start))
}

/// A plain number of so many digits.
fn plain(pieces: &Pieces, place: usize, digits: std::ops::RangeInclusive<usize>) -> Option<u32> {
    let numeral = pieces.numeral(place).filter(|numeral| numeral.is_plain && digits.contains(&numeral.digits.len()))?;
    numeral.digits.parse().ok()
}

fn full_year(pieces: &Pieces, place: usize) -> Option<i32> {
    let year = plain(pieces, place, 2..=4)? as i32;
    match pieces.numeral(place)?.digits.len() {
        2 => Some(2000 + year),
        4 if (1950..2100).contains(&year) => Some(year),
        _ => None,
    }
}

/// `2026-03-05`, `05/03/2026`, `5.3.26`, `2026-03-05T10:00`.
fn in_numbers(pieces: &Pieces, start: usize, order: DayOrder) -> Option<(FigureValue, usize)> {
    let separator = pieces.sign(start + 1).filter(|sign| matches!(sign, '-' | '/' | '.'))?;
    if !pieces.is_sign(start + 3, separator) || !(start + 1..start + 5).all(|place| pieces.is_tight(place)) {
        return None;
    }
    let end = start + 5;
    if let Some(year) = plain(pieces, start, 4..=4) {
        let day = day_of(year as i32, plain(pieces, start + 2, 1..=2)?, plain(pieces, start + 4, 1..=2)?)?;
        return Some((FigureValue::Date(vec![day]), end));
    }
    let (first, second, year) = (plain(pieces, start, 1..=2)?, plain(pieces, start + 2, 1..=2)?, full_year(pieces, start + 4)?);
    let (day_first, month_first) = (day_of(year, second, first), day_of(year, first, second));
    let mut days: Vec<i32> = match order {
        DayOrder::DayFirst => day_first.or(month_first).into_iter().collect(),
        DayOrder::MonthFirst => month_first.or(day_first).into_iter().collect(),
        DayOrder::Either => day_first.into_iter().chain(month_first).collect(),
    };
    days.dedup();
    (!days.is_empty()).then_some((FigureValue::Date(days), end))
}

/// Passes `st`, `th`, `of`, commas, dashes and points between the parts of a date.
fn pass(pieces: &Pieces, place: usize, words: &[&str], signs: &[char]) -> usize {
    let is_passed = |place: usize| words.contains(&pieces.word(place)) || pieces.sign(place).is_some_and(|sign| signs.contains(&sign));
    (place..place + 3).find(|place| !is_passed(*place)).unwrap_or(place + 3)
}

/// `5 March 2026`, `5th of March`, `5-Mar-26`.
fn day_then_month(pieces: &Pieces, start: usize) -> Option<(FigureValue, usize)> {
    let day = plain(pieces, start, 1..=2)?;
    let place = pass(pieces, start + 1, &["st", "nd", "rd", "th", "of", "the", "tarikh", "तारीख"], &['-', '/', '\'']);
    let month = month_of(pieces.word(place))?;
    // `5 may` is a day only if nothing that can be done follows.
    day_of(2000, month, day)?;
    let behind = place + 1;
    let year_place = pass(pieces, behind, &[], &[',', '-', '/', '.', '\'']);
    let is_year = plain(pieces, year_place, 4..=4).is_some() || (pieces.is_tight(year_place) && plain(pieces, year_place, 2..=2).is_some());
    dated(pieces, month, day, is_year.then_some(year_place), behind)
}

/// `March 5, 2026`, `Mar 5`, `March 2026`.
fn month_then_day(pieces: &Pieces, start: usize) -> Option<(FigureValue, usize)> {
    let month = month_of(pieces.word(start))?;
    let place = pass(pieces, start + 1, &["the"], &['.', ',', '-']);
    if let Some(year) = plain(pieces, place, 4..=4) {
        return (1950..2100).contains(&year).then_some((FigureValue::Month { year: year as i32, month }, place + 1));
    }
    let day = plain(pieces, place, 1..=2)?;
    day_of(2000, month, day)?;
    let is_time = matches!(pieces.word(place + 1), "am" | "pm" | "baje" | "बजे" | "days" | "months" | "instalments")
        || pieces.is_sign(place + 1, ':') && pieces.is_tight(place + 2);
    if is_time {
        return None;
    }
    let behind = pass(pieces, place + 1, &["st", "nd", "rd", "th"], &[]);
    let year_place = pass(pieces, behind, &[], &[',', '-', '\'']);
    let is_year = plain(pieces, year_place, 4..=4).is_some_and(|year| (1950..2100).contains(&year));
    dated(pieces, month, day, is_year.then_some(year_place), behind)
}

fn dated(pieces: &Pieces, month: u32, day: u32, year_place: Option<usize>, behind: usize) -> Option<(FigureValue, usize)> {
    match year_place.and_then(|place| Some((full_year(pieces, place)?, place))) {
        Some((year, place)) => Some((FigureValue::Date(vec![day_of(year, month, day)?]), place + 1)),
        None => Some((FigureValue::DayOfYear { month, day }, behind)),
    }
}
