//! Values that stand for "missing" among numbers and dates: 96 and 98 among counts of late payments, 365243 among days,
//! 9999-12-31 among dates. Comes in: a table. Goes out: what to offer the person; nothing is changed here.

use serde::{Deserialize, Serialize};

use super::column_passes::{count_equal, count_there, ends_besides};
use super::table::{Column, DateColumn, Table, date_text};

/// A value that may stand for "missing".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentinelOffer {
    /// The column's name.
    pub column: String,
    /// The value as canonical text: `365243`, `9999-12-31`. An answer in
    /// [`super::question::TypingAnswers::missing_values`] takes it as it is.
    pub value: String,
    /// Cells that hold it.
    pub n_cells: u64,
}

/// How many different sentinels a column may have at each end.
const MOST_EACH_END: usize = 3;
/// A number that stands in fewer cells may as well be a slip of the hand.
const LEAST_CELLS: u64 = 3;
/// -1 and the like, which are near other values, must stand in one cell of this many.
const NEAR_SHARE: u64 = 200;
/// What is nearer than the others are wide must be apart by this part of their width,
const SPIKE_GAP: f64 = 8.0;
/// stand in one cell of this many,
const SPIKE_SHARE: u64 = 50;
/// and in this many times the cells of the value next to it.
const SPIKE_TIMES: u64 = 10;
/// The first day of 2200, in days since 1970-01-01.
const FAR_DAY: i32 = 84_006;
/// 1900-01-01, 1899-12-30 and 1753-01-01: the zero of spreadsheets and databases.
const ZERO_DAYS: [i32; 3] = [-25_567, -25_569, -79_258];
/// Days between a zero day and the next one that is no zero day: 10 years.
const ZERO_GAP: i32 = 3_653;

/// The values of each column that may stand for "missing": a pattern that people use for it (the same digit again and
/// again, 97, 98, -1, 365243), at the end of the column's range, in several cells, and farther from all other values
/// than these are from each other, or far more frequent than the value next to it. The rule is that of `DataRobot`'s disguised missing values.
pub fn find_sentinels(table: &Table) -> Vec<SentinelOffer> {
    table.names().iter().zip(table.columns()).flat_map(|(name, column)| sentinels_of(name, column)).collect()
}

fn sentinels_of(name: &str, column: &Column) -> Vec<SentinelOffer> {
    let found = match column {
        Column::Number(numbers) => number_sentinels(numbers.values()),
        Column::Date(dates) => date_sentinels(dates.days()),
        Column::Category(_) | Column::Text(_) => Vec::new(),
    };
    found.into_iter().map(|(value, n_cells)| SentinelOffer { column: name.to_owned(), value, n_cells }).collect()
}

fn number_sentinels(values: &[f64]) -> Vec<(String, u64)> {
    let mut candidates: Vec<(f64, u64)> = Vec::new();
    let (mut low, mut high) = (0.0, 0.0);
    // Each round takes the patterns at the ends away and looks at the rest.
    for _ in 0..=MOST_EACH_END {
        (low, high) = ends_besides(values, &candidates.iter().map(|(candidate, _)| *candidate).collect::<Vec<f64>>());
        let n_before = candidates.len();
        let ends = [high, low].into_iter().filter(|end| low < high && is_pattern(*end));
        candidates.extend(ends.map(|end| (end, count_equal(values, end))));
        if candidates.len() == n_before {
            break;
        }
    }
    if candidates.is_empty() {
        return Vec::new();
    }
    let n_there = count_there(values);
    let is_offered = |(value, n_cells): &(f64, u64)| {
        let gap = if *value > high { value - high } else { low - value };
        let is_far = gap > high - low && (*value > 0.0 || low >= 0.0 || gap > 10.0);
        // The only negative value of a column that is no switch.
        let is_only_negative = matches!(*value, -1.0 | -9.0) && low >= 0.0 && high >= 10.0 && n_cells * NEAR_SHARE >= n_there;
        let near = if *value > high { high } else { low };
        // Scores from 300 to 850, and 999 again and again.
        let is_spike = value.abs() >= 100.0
            && gap * SPIKE_GAP >= high - low
            && n_cells * SPIKE_SHARE >= n_there
            && count_equal(values, near) * SPIKE_TIMES <= *n_cells;
        *n_cells >= LEAST_CELLS && low <= high && (is_far && *value != -1.0 || is_spike || is_only_negative)
    };
    let offered = candidates.into_iter().filter(is_offered);
    offered.map(|(value, n_cells)| (value.to_string(), n_cells)).collect()
}

/// Whether people write this number for "missing".
fn is_pattern(value: f64) -> bool {
    if value.fract() != 0.0 || value.abs() > 1e10 {
        return false;
    }
    if matches!(value, -1.0 | -9.0 | -8.0 | -7.0 | 96.0 | 97.0 | 98.0 | 998.0 | 997.0 | 9998.0 | 365_243.0) {
        return true;
    }
    let mut rest = value.abs() as u64;
    let (digit, mut n_digits) = (rest % 10, 0);
    while rest % 10 == digit && rest > 0 {
        rest /= 10;
        n_digits += 1;
    }
    rest == 0 && digit > 0 && (n_digits >= 3 || (n_digits == 2 && digit >= 7))
}

fn date_sentinels(days: &[i32]) -> Vec<(String, u64)> {
    let there = || days.iter().copied().filter(|day| *day != DateColumn::MISSING);
    let mut found: Vec<(i32, u64)> = Vec::new();
    let is_open_end = |day: i32| day >= FAR_DAY;
    for day in there().filter(|day| is_open_end(*day) || ZERO_DAYS.contains(day)) {
        match found.iter().position(|(known, _)| *known == day) {
            Some(place) => found[place].1 += 1,
            None if found.len() < 2 * MOST_EACH_END => found.push((day, 1)),
            None => {}
        }
    }
    let earliest = there().filter(|day| !ZERO_DAYS.contains(day)).min();
    let is_apart = |day: i32| earliest.is_none_or(|earliest| earliest.saturating_sub(day) > ZERO_GAP);
    let offered = found.into_iter().filter(|(day, _)| is_open_end(*day) || is_apart(*day));
    offered.map(|(day, n_cells)| (date_text(day), n_cells)).collect()
}
