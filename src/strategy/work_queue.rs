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
    /// What may be lost: what is owed times the score, all of it without a score; where the file says what is owed.
    pub at_stake: Option<Money>,
}

/// The order in which borrowers are worked on, as numbers of rows. First those of whom a person decides what is done at all, legal reviews
/// and what is held for a specialist, by what is at stake: until then nothing is done about them, and what a review would bring beyond a
/// cheaper step says nothing of how much waits for the decision; it is below zero where legal steps do not pay. Then where something is
/// to be done, by what it brings beyond the cheaper alternative; in both the last are those of whom nothing can be said of that. After
/// them those who are waited for, then those without a score; last those of whom nothing is due. Equals stay in the order of rows.
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

/// The turn in the highest bits, below it the amount turned round; amounts beyond any balance count as equal.
fn key(case: &QueueCase) -> u64 {
    const MOST: i64 = 1 << 59;
    let turn = turn(case.treatment);
    let amount = if turn == DECISIONS { case.at_stake } else { case.marginal };
    let behind = amount.map_or(2 * MOST + 1, |amount| MOST - amount.minor_units().clamp(-MOST, MOST));
    (turn << 61) | behind as u64
}

/// The turn of those of whom a person decides.
const DECISIONS: u64 = 0;

fn turn(treatment: Treatment) -> u64 {
    match treatment {
        Treatment::LegalReview | Treatment::Specialist => DECISIONS,
        Treatment::Wait | Treatment::Defer => 2,
        Treatment::NotScored => 3,
        Treatment::NothingDue => 4,
        _ => 1,
    }
}
