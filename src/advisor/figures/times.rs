//! Times of day and spans between them, in minutes since midnight.

use super::FigureValue;
use super::number_words::fraction_of;
use super::pieces::Pieces;

const DAY: u32 = 24 * 60;

/// A time of day, or a span between two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeOfDay {
    /// Minutes since midnight.
    pub start: u32,
    /// The same as `start` where it is one time.
    pub end: u32,
    /// `after 7 pm`: open to the end of the day.
    pub is_from: bool,
    /// `before 8 am`: open to its start.
    pub is_until: bool,
}

/// What part of the day an hour is in, as far as it is said.
#[derive(Clone, Copy, PartialEq)]
enum Half {
    Morning,
    Afternoon,
    /// Said by a clock of 24 hours.
    Whole,
    Unsaid,
}

/// A time that begins here: `9 am`, `21:30`, `between 9 am and 6 pm`, `raat 9 baje`, `6-9 pm`.
pub(super) fn time_at(pieces: &Pieces, start: usize) -> Option<(FigureValue, usize)> {
    let word = pieces.word(start);
    let lead = match word {
        "between" | "from" | "after" | "before" | "till" | "until" | "by" => 1,
        _ => 0,
    };
    let (mut first, mut half, mut end) = clock_at(pieces, start + lead)?;
    let may_be_evening = half == Half::Unsaid || half == Half::Whole && first < 720 && pieces.is_sign(end.wrapping_sub(2), ':');
    if may_be_evening && (60..720).contains(&first) && is_clock(pieces, start + lead, end) && is_evening(pieces, start, end) {
        (first, half) = (first + 720, Half::Afternoon);
    }
    let is_to = matches!(pieces.word(end), "to" | "and" | "till" | "until" | "se" | "से" | "aur" | "or") || pieces.is_sign(end, '-');
    let second = if is_to { clock_at(pieces, end + 1) } else { None };
    let mut last = first;
    if let Some((minutes, second_half, behind)) = second.filter(|(_, other, _)| half != Half::Unsaid || *other != Half::Unsaid) {
        let is_late = |half: Half| half == Half::Afternoon;
        if half == Half::Unsaid && is_late(second_half) && first < 720 && first + 720 <= minutes {
            // `6-9 pm`
            first += 720;
        }
        last = if second_half == Half::Unsaid && half == Half::Afternoon && minutes < 720 { minutes + 720 } else { minutes };
        (half, end) = (Half::Whole, behind);
    }
    if half == Half::Unsaid || first >= DAY || last > DAY {
        return None;
    }
    let is_from = word == "after"
        || matches!(pieces.word(end), "onwards" | "onward" | "ke") && matches!(pieces.word(end + 1), "baad" | "")
        || pieces.word(end) == "के" && pieces.word(end + 1) == "बाद";
    let is_until = matches!(word, "before" | "till" | "until" | "by");
    Some((FigureValue::Time(TimeOfDay { start: first, end: last, is_from, is_until }), end))
}

/// Whether minutes or `o'clock` show that a bare number is an hour: `quarter past nine`, `9:45`.
fn is_clock(pieces: &Pieces, start: usize, end: usize) -> bool {
    matches!(pieces.word(start), "quarter" | "half") || (start..end).any(|place| pieces.is_sign(place, ':'))
}

/// Whether the words around speak of the evening: `tonight at 9:45`, "once you have had dinner, say quarter past nine".
fn is_evening(pieces: &Pieces, start: usize, end: usize) -> bool {
    (start.saturating_sub(6)..start).chain(end..end + 4).any(|place| {
        matches!(pieces.word(place), "tonight" | "tonite" | "evening" | "night" | "dinner" | "supper" | "raat" | "shaam" | "रात" | "शाम")
    })
}

/// One time by the clock.
fn clock_at(pieces: &Pieces, start: usize) -> Option<(u32, Half, usize)> {
    match pieces.word(start) {
        "noon" | "midday" => return Some((720, Half::Whole, start + 1)),
        "midnight" => return Some((0, Half::Whole, start + 1)),
        _ => {}
    }
    let said_before = part_of_day(pieces.word(start));
    let mut place = start + usize::from(said_before.is_some());
    place += usize::from(said_before.is_some() && matches!(pieces.word(place), "ke" | "के" | "ko" | "को" | "mein" | "में"));
    let (hour, minute, mut end, is_24) = hour_at(pieces, place)?;
    let (half, behind) = half_at(pieces, end);
    end = behind;
    let half = match (half, said_before) {
        (Half::Unsaid | Half::Whole, Some(part)) => part,
        (Half::Unsaid, None) if is_24 => Half::Whole,
        (half, _) => half,
    };
    let hour = match half {
        Half::Afternoon if hour < 12 => hour + 12,
        Half::Morning if hour == 12 => 0,
        _ => hour,
    };
    (hour < 24 && minute < 60).then_some((hour * 60 + minute, half, end))
}

/// Hour and minute, the first piece behind, and whether only a clock of 24 hours writes so.
fn hour_at(pieces: &Pieces, place: usize) -> Option<(u32, u32, usize, bool)> {
    if let Some(numeral) = pieces.numeral(place) {
        let is_hundreds = numeral.is_plain && numeral.digits.len() == 4 && matches!(pieces.word(place + 1), "hrs" | "hours");
        if is_hundreds {
            let value = numeral.value as u32;
            return Some((value / 100, value % 100, place + 2, true));
        }
        if let Some((hour, minute)) = numeral.digits.split_once('.').filter(|(hour, minute)| hour.len() <= 2 && minute.len() == 2) {
            // `9.30 pm`
            let is_clock = half_at(pieces, place + 1).0 != Half::Unsaid;
            return is_clock.then_some((hour.parse().ok()?, minute.parse().ok()?, place + 1, false));
        }
        if !numeral.is_plain || numeral.digits.len() > 2 {
            return None;
        }
        let hour = numeral.value as u32;
        let minutes =
            pieces.numeral(place + 2).filter(|minutes| minutes.is_plain && minutes.digits.len() == 2 && pieces.is_tight(place + 2));
        return match minutes.filter(|_| pieces.is_sign(place + 1, ':') && pieces.is_tight(place + 1)) {
            Some(minutes) => Some((hour, minutes.value as u32, behind_seconds(pieces, place + 3), true)),
            None => Some((hour, 0, place + 1, false)),
        };
    }
    in_words_at(pieces, place)
}

/// `six thirty`, `half past eight`, `quarter to seven`, `saade chhe`, `twenty-one hundred hours`.
fn in_words_at(pieces: &Pieces, place: usize) -> Option<(u32, u32, usize, bool)> {
    // `saade 6 baje`: a half in words before a figure.
    let hour = pieces.numeral(place + 1).filter(|numeral| numeral.is_plain && (1.0..=12.0).contains(&numeral.value));
    if let (Some(fraction), Some(hour)) = (fraction_of(pieces.word(place)), hour) {
        let minute = ((hour.value + fraction) * 60.0) as u32;
        return Some((minute / 60, minute % 60, place + 2, false));
    }
    let lead = match (pieces.word(place), pieces.word(place + 1)) {
        ("half", "past") => 30.0,
        ("quarter", "past" | "after") => 15.0,
        ("quarter", "to" | "before") => -15.0,
        _ => 0.0,
    };
    let (value, end) = match pieces.numeral(place + 2).filter(|_| lead != 0.0) {
        Some(numeral) => (numeral.value, place + 3),
        None => pieces.number_at(place + if lead == 0.0 { 0 } else { 2 })?,
    };
    if matches!(pieces.word(end), "hours" | "hrs") && (1300.0..2400.0).contains(&value) && value % 100.0 < 60.0 {
        return Some((value as u32 / 100, value as u32 % 100, end + 1, true));
    }
    if !(1.0..=12.0).contains(&value) || (value * 4.0) % 1.0 != 0.0 {
        return None;
    }
    // Minutes in words, if a part of the day or `pm` follows: `six thirty in the morning`.
    let minutes = pieces.number_at(end).filter(|(minutes, behind)| {
        lead == 0.0 && pieces.numeral(end).is_none() && (5.0..60.0).contains(minutes) && half_at(pieces, *behind).0 != Half::Unsaid
    });
    let (minutes, end) = minutes.unwrap_or((lead, end));
    let minute = (value * 60.0 + minutes) as u32;
    Some((minute / 60, minute % 60, end, false))
}

/// Passes `:00` and a zone behind a clock's minutes.
fn behind_seconds(pieces: &Pieces, place: usize) -> usize {
    if pieces.is_sign(place, ':') && pieces.numeral(place + 1).is_some() { place + 2 } else { place }
}

/// `am`, `p.m.`, `o'clock at night`, `baje`, `hrs` behind an hour.
fn half_at(pieces: &Pieces, place: usize) -> (Half, usize) {
    let dotted = pieces.is_sign(place + 1, '.') && pieces.word(place + 2) == "m" && pieces.is_tight(place + 2);
    match pieces.word(place) {
        "am" => return (Half::Morning, place + 1),
        "pm" => return (Half::Afternoon, place + 1),
        "a" if dotted => return (Half::Morning, place + 3),
        "p" if dotted => return (Half::Afternoon, place + 3),
        _ => {}
    }
    let mut end = place;
    if pieces.word(end) == "o" && pieces.word(end + 2) == "clock" {
        end += 3;
    } else if matches!(pieces.word(end), "baje" | "bje" | "बजे" | "oclock") {
        end += 1;
    }
    let is_clock = end > place;
    // `half past eight, after your dinner`.
    let meal = (end..end + 4).find(|place| matches!(pieces.word(*place), "dinner" | "supper" | "bedtime" | "khana" | "khane"));
    if let Some(meal) = meal.filter(|meal| (end..*meal).any(|place| matches!(pieces.word(place), "after" | "post"))) {
        return (Half::Afternoon, meal + 1);
    }
    let words = [pieces.word(end), pieces.word(end + 1), pieces.word(end + 2)];
    let phrase = match words {
        ["in" | "at", "the", part] => part_of_day(part).map(|half| (half, 3)),
        ["at" | "in", part, _] => part_of_day(part).map(|half| (half, 2)),
        [part, _, _] if is_clock => part_of_day(part).map(|half| (half, 1)),
        _ => None,
    };
    match phrase {
        Some((half, n_words)) => (half, end + n_words),
        None => (Half::Unsaid, end),
    }
}

fn part_of_day(word: &str) -> Option<Half> {
    match word {
        "morning" | "subah" | "subeh" | "सुबह" | "savere" | "सवेरे" | "dawn" => Some(Half::Morning),
        "night" | "nite" | "evening" | "afternoon" | "tonight" | "raat" | "rat" | "raati" | "रात" | "shaam" | "sham" | "शाम"
        | "dopahar" | "दोपहर" => Some(Half::Afternoon),
        _ => None,
    }
}
