//! A column to its statistics: missing cells, different values, the commonest ones, how they are spread.

use super::schema::Schema;
use super::table::{CategoryColumn, Column, DateColumn, date_text};
use crate::quantity::order::sort_by;
use crate::quantity::{hash_bytes, hash_pair};

/// Different values are counted exactly up to this many; a column with more shows this number. Texts are told apart by
/// a 64-bit hash.
pub const MAX_DISTINCT: usize = 1 << 20;
/// Bars of a column's shape.
pub const N_SHAPE_BINS: usize = 12;

/// What a column's cells are like.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct ColumnStatistics {
    pub n_missing: u64,
    pub n_distinct: u64,
    pub top_values: Vec<(String, u64)>,
    pub shape: Vec<u32>,
}

/// Counts one column.
pub(super) fn statistics_of(column: &Column) -> ColumnStatistics {
    match column {
        Column::Category(column) => category_statistics(column),
        Column::Number(numbers) => {
            value_statistics(numbers.values(), |value| !value.is_nan(), |value| (value + 0.0).to_bits(), |value| value, number_text)
        }
        Column::Date(dates) => {
            value_statistics(dates.days(), |day| day != DateColumn::MISSING, |day| day as u32 as u64, f64::from, date_text)
        }
        Column::Text(texts) => {
            let mut counter = DistinctCounter::new(texts.len());
            (0..texts.len()).for_each(|row| {
                if let Some(text) = texts.get(row) {
                    counter.add(hash_bytes(text.as_bytes()), row);
                }
            });
            let tops = counter.top(Schema::TOP_VALUES, |row| texts.get(row).unwrap_or_default());
            let top_values: Vec<(String, u64)> =
                tops.into_iter().map(|(row, count)| (texts.get(row).unwrap_or_default().to_owned(), count)).collect();
            let n_missing = texts.len() as u64 - counter.n_added;
            ColumnStatistics { n_missing, n_distinct: counter.len(), shape: shape_of_top(&top_values), top_values }
        }
    }
}

fn number_text(value: f64) -> String {
    (value + 0.0).to_string()
}

fn category_statistics(column: &CategoryColumn) -> ColumnStatistics {
    let mut counts = vec![0u64; column.labels().len() + 1];
    column.codes().iter().for_each(|&code| counts[code as usize] += 1);
    let mut top_values: Vec<(String, u64)> =
        column.labels().iter().zip(&counts[1..]).filter(|(_, count)| **count > 0).map(|(label, count)| (label.clone(), *count)).collect();
    sort_by(&mut top_values, |a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let n_distinct = top_values.len() as u64;
    top_values.truncate(Schema::TOP_VALUES);
    ColumnStatistics { n_missing: counts[0], n_distinct, shape: shape_of_top(&top_values), top_values }
}

fn shape_of_top(top_values: &[(String, u64)]) -> Vec<u32> {
    top_values.iter().take(N_SHAPE_BINS).map(|(_, count)| u32::try_from(*count).unwrap_or(u32::MAX)).collect()
}

/// Numbers and dates alike: `key` tells values apart, `number` places them.
fn value_statistics<T: Copy + PartialOrd>(
    values: &[T],
    is_there: impl Fn(T) -> bool,
    key: impl Fn(T) -> u64,
    number: impl Fn(T) -> f64,
    text: impl Fn(T) -> String,
) -> ColumnStatistics {
    let mut counter = DistinctCounter::new(values.len());
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for (row, &value) in values.iter().enumerate().filter(|(_, value)| is_there(**value)) {
        counter.add(key(value), row);
        low = low.min(number(value));
        high = high.max(number(value));
    }
    let mut shape = vec![0u32; if counter.n_added > 0 { N_SHAPE_BINS } else { 0 }];
    let width = (high - low) / N_SHAPE_BINS as f64;
    for value in values.iter().filter(|value| is_there(**value)).map(|value| number(*value)) {
        let bin = if width > 0.0 { ((value - low) / width) as usize } else { 0 };
        shape[bin.min(N_SHAPE_BINS - 1)] += 1;
    }
    let tops = counter.top(Schema::TOP_VALUES, |row| Ordered(number(values[row])));
    let top_values = tops.into_iter().map(|(row, count)| (text(values[row]), count)).collect();
    ColumnStatistics { n_missing: values.len() as u64 - counter.n_added, n_distinct: counter.len(), top_values, shape }
}

/// Numbers with a total order.
#[derive(PartialEq)]
struct Ordered(f64);

impl Eq for Ordered {}

impl PartialOrd for Ordered {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ordered {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

/// Counts equal keys, up to [`MAX_DISTINCT`] different ones.
struct DistinctCounter {
    /// Open addressing; 0 is free, else the upper half of the hash above the place in `entries` plus one: a new key
    /// mostly costs one look into memory. The length is a power of two.
    slots: Vec<u64>,
    entries: Vec<Entry>,
    n_added: u64,
}

struct Entry {
    key: u64,
    count: u32,
    first_row: u32,
}

impl DistinctCounter {
    /// For at most `n_cells` cells.
    fn new(n_cells: usize) -> Self {
        let n_slots = (n_cells.min(MAX_DISTINCT) * 2).next_power_of_two().max(64);
        DistinctCounter { slots: vec![0; n_slots], entries: Vec::new(), n_added: 0 }
    }

    fn len(&self) -> u64 {
        self.entries.len() as u64
    }

    fn add(&mut self, key: u64, row: usize) {
        self.n_added += 1;
        let hash = hash_pair(key, 0);
        let tag = hash & 0xffff_ffff_0000_0000;
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        loop {
            let found = self.slots[slot];
            if found == 0 {
                break;
            }
            let place = (found as u32 - 1) as usize;
            if found & 0xffff_ffff_0000_0000 == tag && self.entries[place].key == key {
                self.entries[place].count += 1;
                return;
            }
            slot = (slot + 1) & mask;
        }
        if self.entries.len() < MAX_DISTINCT {
            self.entries.push(Entry { key, count: 1, first_row: row as u32 });
            self.slots[slot] = tag | self.entries.len() as u64;
        }
    }

    /// The first rows and counts of the commonest values, ties in ascending order of `order(row)`.
    fn top<O: Ord>(&self, limit: usize, order: impl Fn(usize) -> O) -> Vec<(usize, u64)> {
        let mut top: Vec<&Entry> = Vec::with_capacity(limit + 1);
        for entry in &self.entries {
            let is_before = |a: &Entry, b: &Entry| {
                a.count > b.count || a.count == b.count && order(a.first_row as usize) <= order(b.first_row as usize)
            };
            if top.len() < limit || top.last().is_some_and(|last| !is_before(last, entry)) {
                let place = top.iter().rposition(|kept| is_before(kept, entry)).map_or(0, |place| place + 1);
                top.insert(place, entry);
                top.truncate(limit);
            }
        }
        top.into_iter().map(|entry| (entry.first_row as usize, u64::from(entry.count))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::table::NumberColumn;

    #[test]
    fn values_are_counted_and_spread() {
        let column = Column::Number(NumberColumn::new(vec![0.0, 12.0, f64::NAN, 0.0, -0.0, 6.0]));
        let statistics = statistics_of(&column);
        assert_eq!((statistics.n_missing, statistics.n_distinct), (1, 3));
        assert_eq!(statistics.top_values, [("0".to_owned(), 3), ("6".to_owned(), 1), ("12".to_owned(), 1)]);
        assert_eq!(statistics.shape, [3, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]);
    }

    #[test]
    fn an_empty_column_has_no_shape() {
        let statistics = statistics_of(&Column::Number(NumberColumn::new(vec![f64::NAN; 3])));
        assert_eq!((statistics.n_missing, statistics.n_distinct), (3, 0));
        assert!(statistics.shape.is_empty() && statistics.top_values.is_empty());
    }
}
