//! Numbers so far from all others that they are hardly measured. Comes in: a table and its schema. Goes out: for each of a few
//! columns what lies far out, with a remedy where it is one value that may stand for "unknown".
//!
//! "Far" is many times the width of the middle half, on a scale on which amounts are even: log(1 + value / median), whatever
//! their unit; what may be below zero is taken as it is. And something must be missing between: the end of a long tail is
//! no slip.

use super::quality::{Flaw, Remedy};
use super::schema::{ColumnSchema, LeftOut, Role, Schema};
use super::table::{Column, Table};
use crate::quantity::order::{sort_by, sort_numbers};

/// Numbers looked at for the middle half, taken at even distances.
const N_LOOKED_AT: usize = 50_000;
/// How many times the width of the middle half a number must lie outside of it, on a scale on which amounts are even.
const FAR: f64 = 6.0;
/// How empty it must be between what is far out and the rest: five times as much on the scale of amounts, else three times as
/// far out.
const GAP_OF_AMOUNTS: f64 = 1.6;
const GAP: f64 = 2.0;
/// Above this share of all cells, what lies far out is no accident.
const MOST_OUTLIERS: f64 = 0.002;
/// Columns of outliers that are listed, those with the fewest of them first.
const MOST_LISTED: usize = 5;

/// The columns with the fewest far cells first: those are likeliest mistakes.
pub(super) fn outliers(table: &Table, schema: &Schema) -> Vec<(Flaw, Option<Remedy>)> {
    // What the law protects is looked at too: groups are compared by it.
    let is_meant = |described: &ColumnSchema| described.role == Role::Feature || described.reason == Some(LeftOut::Protected);
    let columns = schema.columns.iter().zip(table.columns()).filter(|(described, _)| is_meant(described));
    let mut found: Vec<(u64, Flaw, Option<Remedy>)> = columns
        .filter_map(
            |(described, column)| if let Column::Number(numbers) = column { outliers_of(&described.name, numbers.values()) } else { None },
        )
        .collect();
    sort_by(&mut found, |a, b| a.0.cmp(&b.0));
    found.into_iter().take(MOST_LISTED).map(|(_, flaw, remedy)| (flaw, remedy)).collect()
}

/// Where a column's numbers lie.
struct Spread {
    low: f64,
    middle: f64,
    high: f64,
    is_amount: bool,
    /// The width of the middle half on the scale.
    width: f64,
    /// What is not far lies between these, in the column's unit.
    near: (f64, f64),
}

impl Spread {
    fn of(values: &[f64]) -> Option<Spread> {
        let stride = values.len() / N_LOOKED_AT + 1;
        let mut known: Vec<f64> = values.iter().step_by(stride).copied().filter(|value| !value.is_nan()).collect();
        sort_numbers(&mut known);
        let at = |quarter: usize| known.get(known.len() * quarter / 4).copied();
        let (low, middle, high) = (at(1)?, at(2)?, at(3)?);
        let is_amount = *known.first()? >= 0.0 && middle > 0.0;
        let mut spread = Spread { low, middle, high, is_amount, width: 0.0, near: (low, high) };
        spread.width = spread.scaled(high) - spread.scaled(low);
        let reach = spread.width * if is_amount { FAR } else { 2.0 * FAR };
        let unscaled = |scaled: f64| if is_amount { middle * libm::expm1(scaled) } else { scaled };
        spread.near = (unscaled(spread.scaled(low) - reach), unscaled(spread.scaled(high) + reach));
        (spread.width > 0.0).then_some(spread)
    }

    fn scaled(&self, value: f64) -> f64 {
        if self.is_amount { libm::log1p(value / self.middle) } else { value }
    }

    fn is_far(&self, value: f64) -> bool {
        value < self.near.0 || value > self.near.1
    }

    /// How far outside of the middle half, on the scale.
    fn beyond(&self, value: f64) -> f64 {
        (self.scaled(value) - self.scaled(self.high)).max(self.scaled(self.low) - self.scaled(value))
    }
}

fn outliers_of(name: &str, values: &[f64]) -> Option<(u64, Flaw, Option<Remedy>)> {
    let spread = Spread::of(values)?;
    let n_known = values.iter().filter(|value| !value.is_nan()).count();
    let far = beyond_a_gap(&spread, values, (MOST_OUTLIERS * n_known as f64).max(1.0))?;
    let n_cells = far.len() as u64;
    let farthest = *far.last()?;
    let text = |value: f64| (value + 0.0).to_string();
    let is_one_value = far.iter().all(|value| *value == farthest);
    let remedy = is_one_value.then(|| Remedy::TreatAsMissing { column: name.to_owned(), value: text(farthest) });
    let middle_half = (text(spread.low), text(spread.high));
    Some((n_cells, Flaw::Outliers { column: name.to_owned(), n_cells, farthest: text(farthest), middle_half }, remedy))
}

/// The numbers that are far and stand apart from all others, the farthest last; `None` where there are none, or too many.
fn beyond_a_gap(spread: &Spread, values: &[f64], most: f64) -> Option<Vec<f64>> {
    let mut far: Vec<f64> = values.iter().copied().filter(|value| spread.is_far(*value)).collect();
    if far.is_empty() || far.len() as f64 > most {
        return None;
    }
    sort_by(&mut far, |a, b| spread.beyond(*a).total_cmp(&spread.beyond(*b)));
    let near = values.iter().copied().filter(|value| !value.is_nan() && !spread.is_far(*value));
    let (least, greatest) = near.fold((spread.low, spread.high), |(least, greatest), value| (least.min(value), greatest.max(value)));
    let mut before = spread.beyond(least).max(spread.beyond(greatest)).max(0.0);
    for place in 0..far.len() {
        let beyond = spread.beyond(far[place]);
        let least_gap = if spread.is_amount { GAP_OF_AMOUNTS.max(GAP * spread.width) } else { GAP * before };
        if beyond - before >= least_gap {
            return Some(far.split_off(place));
        }
        before = beyond;
    }
    None
}
