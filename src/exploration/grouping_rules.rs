//! Where groups begin and end: round edges, found from the numbers themselves.

use super::grouping::Grouping;
use super::variable::Variable;
use crate::data::date::day_of;
use crate::data::table::{Column, date_text};

/// Groups of a column at most, without the one for what is missing.
pub const MOST_GROUPS: usize = 12;
/// Ranges are cut by about this many rows; what lies in them is counted over all.
const N_CUT_ROWS: usize = 50_000;

/// The next width of 1, 2, 2.5 or 5 times a power of ten that is not below this one.
fn round_width(width: f64) -> f64 {
    let power = power_of_ten(width);
    [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().map(|step| step * power).find(|round| *round >= width * (1.0 - 1e-9)).unwrap_or(width)
}

/// The greatest power of ten that is not above the number.
fn power_of_ten(number: f64) -> f64 {
    libm::pow(10.0, libm::floor(libm::log10(number.max(f64::MIN_POSITIVE)) + 1e-12))
}

fn lowest_and_highest(variable: &Variable, rows: &[u32]) -> (f64, f64) {
    rows.iter()
        .map(|&row| variable.number(row as usize))
        .filter(|value| !value.is_nan())
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)))
}

fn at_share(sorted: &[f64], share: f64) -> f64 {
    sorted[((sorted.len() - 1) as f64 * share) as usize]
}

/// About `n_wanted` ranges of one round width. Where a few numbers lie far from the rest, the first or last range is open.
/// `None` where there are no numbers, or one alone.
pub fn by_width(variable: &Variable, rows: &[u32], n_wanted: usize) -> Option<Grouping> {
    let sorted = variable.sorted_sample(rows, N_CUT_ROWS);
    let (lowest, highest) = lowest_and_highest(variable, rows);
    if sorted.is_empty() || lowest >= highest {
        return None;
    }
    let (low, high) = match (at_share(&sorted, 0.005), at_share(&sorted, 0.99)) {
        (low, high) if low < high => (low, high),
        _ => (lowest, highest),
    };
    // The tails are cut off only where they would take more room than all the rest.
    let low = if low - lowest > high - low { low } else { lowest };
    let high = if highest - high > 0.5 * (high - low) { high } else { highest };
    let width = round_width((high - low) / n_wanted as f64);
    let start = libm::floor(low / width);
    let n_ranges = (libm::floor(high / width) - start) as usize + 1;
    let mut edges: Vec<f64> = (0..=n_ranges).map(|idx| (start + idx as f64) * width).collect();
    open_ends(&mut edges, lowest, highest);
    Some(Grouping::by_edges(&edges))
}

fn open_ends(edges: &mut Vec<f64>, lowest: f64, highest: f64) {
    if edges.first().is_some_and(|first| lowest < *first) {
        edges.insert(0, f64::NEG_INFINITY);
    }
    if edges.last().is_some_and(|last| highest >= *last) {
        edges.push(f64::INFINITY);
    }
}

/// Ranges that grow: 1 to 2, 2 to 5, 5 to 10 and so on, and one for what is below all of them. `None` where nothing is
/// above zero.
pub fn by_step(variable: &Variable, rows: &[u32]) -> Option<Grouping> {
    let sorted = variable.sorted_sample(rows, N_CUT_ROWS);
    let positive = &sorted[sorted.partition_point(|value| *value <= 0.0)..];
    if positive.is_empty() {
        return None;
    }
    let (low, high) = (at_share(positive, 0.002), at_share(positive, 1.0));
    let mut edges = Vec::new();
    let mut power = power_of_ten(low);
    while edges.last().is_none_or(|last| *last <= high) && edges.len() < 40 {
        edges.extend([1.0, 2.0, 5.0].into_iter().map(|step| step * power).filter(|edge| *edge > low / 2.5));
        power *= 10.0;
    }
    let n_below = edges.iter().filter(|edge| **edge <= low).count();
    edges.drain(..n_below.saturating_sub(1));
    let n_kept = edges.iter().position(|edge| *edge > high).map_or(edges.len(), |place| place + 1);
    edges.truncate(n_kept);
    let (lowest, highest) = lowest_and_highest(variable, rows);
    open_ends(&mut edges, lowest, highest);
    Some(Grouping::by_edges(&edges))
}

/// At most `n_wanted` ranges with about equally many rows, between round edges. `None` where there are no numbers, or
/// one alone.
pub fn by_range(variable: &Variable, rows: &[u32], n_wanted: usize) -> Option<Grouping> {
    let sorted = variable.sorted_sample(rows, N_CUT_ROWS);
    let (lowest, highest) = lowest_and_highest(variable, rows);
    if sorted.is_empty() || lowest >= highest {
        return None;
    }
    // Round to a hundredth of what most numbers spread over.
    let unit = power_of_ten((at_share(&sorted, 0.9) - at_share(&sorted, 0.1)).max((highest - lowest) * 1e-4)) / 10.0;
    let mut edges = vec![f64::NEG_INFINITY];
    for part in 1..n_wanted {
        let cut = at_share(&sorted, part as f64 / n_wanted as f64);
        let edge = (cut / unit).round() * unit;
        if edge > lowest && edge <= highest && edges.last().is_none_or(|last| edge > *last + unit * 0.5) {
            edges.push(edge);
        }
    }
    if edges.len() == 1 {
        // Most rows hold one number: that one, and the others.
        let common = at_share(&sorted, 0.5);
        edges.push(if common > lowest { common } else { common + unit });
    }
    edges.push(f64::INFINITY);
    Some(Grouping::by_edges(&edges))
}

/// The different numbers, ascending, if they are at most `most`.
fn few_values(variable: &Variable, rows: &[u32], most: usize) -> Option<Vec<f64>> {
    let mut seen: Vec<f64> = Vec::new();
    for value in rows.iter().map(|&row| variable.number(row as usize)).filter(|value| !value.is_nan()) {
        if !seen.contains(&value) {
            if seen.len() == most {
                return None;
            }
            seen.push(value);
        }
    }
    crate::quantity::order::sort_numbers(&mut seen);
    (!seen.is_empty()).then_some(seen)
}

/// Months, quarters, years or longer, so that there are at most `2 * MOST_GROUPS`.
fn by_month(variable: &Variable, rows: &[u32]) -> Option<Grouping> {
    let (lowest, highest) = lowest_and_highest(variable, rows);
    if lowest > highest {
        return None;
    }
    let (first, last) = (month_of(lowest), month_of(highest));
    let step = [1, 3, 12, 24, 60, 120, 600].into_iter().find(|step| (last - first) / step < 2 * MOST_GROUPS as i32)?;
    let start = first - first.rem_euclid(step);
    let day = |month: i32| day_of(month.div_euclid(12), month.rem_euclid(12) as u32 + 1, 1);
    let n_groups = (last - start) / step + 1;
    let edges: Vec<f64> = (0..=n_groups).filter_map(|idx| day(start + idx * step)).map(f64::from).collect();
    (edges.len() > 1).then(|| Grouping::by_edges(&edges))
}

/// Months since the year 0 of a day since 1970-01-01.
fn month_of(day: f64) -> i32 {
    let text = date_text(day as i32);
    let part = |range: std::ops::Range<usize>| {
        text.get(range).unwrap_or("0").bytes().fold(0, |number, digit| number * 10 + i32::from(digit.saturating_sub(b'0')))
    };
    part(0..4) * 12 + part(5..7) - 1
}

/// The groups in which a column is compared with the outcome: numbers by value where there are few, else in ranges;
/// categories by value; dates by month. What is missing is a group of its own, where any is. `None` of text, and where
/// nothing is there.
pub fn for_outcome(variable: &Variable, rows: &[u32]) -> Option<Grouping> {
    let grouping = match variable {
        Variable::Column(Column::Text(_)) => return None,
        Variable::Column(Column::Category(categories)) => Grouping::by_label(categories, rows, MOST_GROUPS),
        Variable::Column(Column::Date(_)) => by_month(variable, rows)?,
        _ => match few_values(variable, rows, MOST_GROUPS) {
            Some(values) => Grouping::by_values(&values),
            None => by_range(variable, rows, 8)?,
        },
    };
    if grouping.tests.is_empty() {
        return None;
    }
    let has_missing = rows.iter().any(|&row| variable.is_missing(row as usize));
    Some(if has_missing { grouping.with_missing() } else { grouping })
}
