use super::treatment::Treatment;
use crate::quantity::Money;
use crate::quantity::order::sort_keys;

/// What the place in the queue depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QueueCase {
    /// What the borrower gets within the capacity.
    pub treatment: Treatment,
    /// What it brings beyond its cheaper alternative ([`super::marginal_value`]), where that can be said.
    pub marginal: Option<Money>,
}

/// The order in which borrowers are worked on, as numbers of rows: where something is to be done first, by what it brings beyond the
/// cheaper alternative, then where nothing can be said of that; after them those who are waited for, then those without a score; last
/// those of whom nothing is due.
/// Equals stay in the order of rows.
pub fn queue_order(cases: &[QueueCase]) -> Vec<u32> {
    let keys: Vec<u64> = cases.iter().map(key).collect();
    let mut sorted = keys.clone();
    sort_keys(&mut sorted);
    // Where the rows of one key begin, each takes the next place.
    let mut n_taken = vec![0u32; cases.len()];
    let mut order = vec![0u32; cases.len()];
    for (row, key) in keys.iter().enumerate() {
        let first = sorted.partition_point(|other| other < key);
        order[first + n_taken[first] as usize] = row as u32;
        n_taken[first] += 1;
    }
    order
}

/// The turn in the two highest bits, below it the amount turned round; amounts beyond any balance count as equal.
fn key(case: &QueueCase) -> u64 {
    const MOST: i64 = 1 << 60;
    let behind = case.marginal.map_or(2 * MOST + 1, |marginal| MOST - marginal.minor_units().clamp(-MOST, MOST));
    (turn(case.treatment) << 62) | behind as u64
}

fn turn(treatment: Treatment) -> u64 {
    match treatment {
        Treatment::Wait | Treatment::Defer => 1,
        Treatment::NotScored => 2,
        Treatment::NothingDue => 3,
        _ => 0,
    }
}
