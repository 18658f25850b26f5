//! Groups by risk, so that their numbers stay while models and seeds come and go.

use std::cmp::Ordering;

use super::MAX_K;
use super::source::SegmentSource;
use crate::quantity::order::sort_by;

/// What is counted of a group's loans.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Counts {
    pub n_rows: u64,
    pub n_known: u64,
    pub n_bad: u64,
    pub n_scored: u64,
    /// The scores' sum in millionths: exact, whatever the rows' order.
    pub score_sum: u64,
}

impl Counts {
    /// Of each group.
    pub fn of_rows(source: &SegmentSource, assignment: &[u8]) -> [Counts; MAX_K] {
        let mut counts = [Counts::default(); MAX_K];
        for (row, group) in assignment.iter().enumerate() {
            let own = &mut counts[usize::from(*group)];
            own.n_rows += 1;
            if let Some(is_bad) = (source.is_bad)(row) {
                own.n_known += 1;
                own.n_bad += u64::from(is_bad);
            }
            if let Some(score) = (source.score)(row) {
                own.n_scored += 1;
                own.score_sum += (score.value() * 1e6).round() as u64;
            }
        }
        counts
    }

    pub fn mean_score(&self) -> Option<f64> {
        (self.n_scored > 0).then(|| self.score_sum as f64 / 1e6 / self.n_scored as f64)
    }
}

/// The groups in their order: by falling mean score, or, where nothing is scored, by falling share of bad loans; equals by falling
/// size, then by where their centers lie. Groups of which neither is known come last.
pub(super) fn by_risk(counts: &[Counts], centroids: &[&[f64]]) -> Vec<usize> {
    let is_scored = counts.iter().any(|counts| counts.n_scored > 0);
    let share = |counts: &Counts| if is_scored { (counts.score_sum, counts.n_scored) } else { (counts.n_bad, counts.n_known) };
    let mut order: Vec<usize> = (0..counts.len()).collect();
    sort_by(&mut order, |&a, &b| {
        by_share(share(&counts[b]), share(&counts[a]))
            .then_with(|| counts[b].n_rows.cmp(&counts[a].n_rows))
            .then_with(|| by_place(centroids[a], centroids[b]))
    });
    order
}

/// Two shares as they are, without rounding; of nothing the lowest.
fn by_share(a: (u64, u64), b: (u64, u64)) -> Ordering {
    let product = |above: u64, below: u64| u128::from(above) * u128::from(below);
    match (a.1, b.1) {
        (0, _) | (_, 0) => a.1.min(1).cmp(&b.1.min(1)),
        _ => product(a.0, b.1).cmp(&product(b.0, a.1)),
    }
}

fn by_place(a: &[f64], b: &[f64]) -> Ordering {
    a.iter().zip(b).map(|(a, b)| a.total_cmp(b)).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
}
