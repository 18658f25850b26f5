use std::cmp::Ordering;

use super::behavior::Behavior;
use super::source::SegmentSource;
use crate::quantity::hash_pair;
use crate::quantity::order::sort_by;

/// Keeps this draw apart from others.
const DOMAIN: u64 = 0x7365_676d_656e_7473;

/// At most `most` rows, drawn by the hash of their borrower and in its order, so that the first of them are a sample, too, and
/// the order of the file's rows changes nothing.
pub(super) fn sampled_rows(source: &SegmentSource, seed: u64, most: usize) -> Vec<u32> {
    let salt = hash_pair(seed, DOMAIN);
    let hash_of = |row: usize| hash_pair(salt, (source.key)(row));
    let n_rows = source.n_rows;
    // A few too many, so that there are rarely too few; what is too many falls off at the end.
    let wanted = most + most / 16 + 64;
    let bound = if n_rows <= wanted { u64::MAX } else { (wanted as u128 * (1u128 << 64) / n_rows as u128) as u64 };
    let drawn = (0..n_rows).map(|row| (hash_of(row), row as u32)).filter(|(hash, _)| *hash <= bound);
    let mut drawn: Vec<(u64, u32)> = drawn.collect();
    // Of few borrowers with many loans each, the hash draws far too many loans or too few.
    if n_rows > wanted && (drawn.len() < most / 2 || drawn.len() > 2 * wanted) {
        drawn = (0..n_rows).step_by(n_rows / most).map(|row| (hash_of(row), row as u32)).collect();
    }
    sort_by(&mut drawn, |a, b| a.0.cmp(&b.0).then_with(|| by_content(source, a.1 as usize, b.1 as usize)));
    drawn.truncate(most);
    drawn.into_iter().map(|(_, row)| row).collect()
}

/// Two loans of one borrower by what they are: those that are alike may change places.
fn by_content(source: &SegmentSource, a: usize, b: usize) -> Ordering {
    let (facts_a, facts_b) = ((source.facts)(a), (source.facts)(b));
    let both = Behavior::GROUPING.iter().map(|behavior| (behavior.of(&facts_a), behavior.of(&facts_b)));
    let columns = source.columns.iter().filter_map(|column| Some((*column.values.get(a)?, *column.values.get(b)?)));
    both.chain(columns).map(|(a, b)| a.total_cmp(&b)).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
}
