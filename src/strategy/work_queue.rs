use super::treatment::Treatment;
use crate::quantity::Money;
use crate::quantity::order::sort_by;

/// What the place in the queue depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QueueCase {
    /// What the borrower gets within the capacity.
    pub treatment: Treatment,
    /// What it brings beyond its cheaper alternative ([`super::marginal_value`]), where that can be said.
    pub marginal: Option<Money>,
}

/// The order in which borrowers are worked on, as numbers of rows: where something is to be done first, by what it brings beyond the
/// cheaper alternative, then where nothing can be said of that; after them those who are waited for; last those without a score.
/// Equals stay in the order of rows.
pub fn queue_order(cases: &[QueueCase]) -> Vec<u32> {
    let mut rows: Vec<u32> = (0..cases.len() as u32).collect();
    let key = |row: &u32| {
        let case = &cases[*row as usize];
        (turn(case.treatment), case.marginal.map_or(i64::MAX, |marginal| marginal.minor_units().saturating_neg()))
    };
    sort_by(&mut rows, |a, b| key(a).cmp(&key(b)));
    rows
}

fn turn(treatment: Treatment) -> u8 {
    match treatment {
        Treatment::Wait | Treatment::Defer => 1,
        Treatment::NotScored => 2,
        _ => 0,
    }
}
