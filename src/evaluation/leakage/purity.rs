//! Cells in which all loans ended alike, by more than chance. `n` labeled rows of one outcome are a finding if
//! `share^n * n_cells < 0.001`, where `n_cells` counts the non-empty cells of all columns looked at (Bonferroni) and
//! `share` is what an honest cell may reach of that outcome: a half of the rarer one; of the commoner one all but a tenth
//! of what is usually missing from all. With the overall share in its place every strong and honest column would be found:
//! its best range holds a few dozen loans that all were repaid. A rule such as "20 rows" instead would flag rare but
//! honest categories.
//!
//! Neighboring ranges of one outcome count together, and must stand out from those beside them: where loans end the worse
//! the more payments were missed, the last range may well be all bad.

use super::one_column::{LabeledRows, OneColumn};
use crate::model::baselines::Counts;

/// How unlikely all cells together must make a finding.
const CHANCE: f64 = 0.001;
/// The most of the rarer outcome that an honest cell holds.
const HONEST_SHARE_OF_RARER: f64 = 0.5;
/// How much less of the rarer outcome the best honest cell has than all rows.
const HONEST_REST: f64 = 0.1;
/// Rows beside a range that tell what is usual there.
const N_BESIDE: u64 = 20;

/// What an honest cell may reach of both outcomes, good and bad.
pub(super) struct HonestShares([f64; 2]);

/// Neighboring cells in which all loans ended alike.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct PureRun {
    pub first: usize,
    pub last: usize,
    pub n_rows: u64,
    pub is_bad: bool,
}

impl HonestShares {
    pub(super) fn of(labeled: &LabeledRows) -> HonestShares {
        let n_rows = (labeled.n_good + labeled.n_bad) as f64;
        HonestShares([labeled.n_good, labeled.n_bad].map(|n| {
            let share = n as f64 / n_rows;
            if share > HONEST_SHARE_OF_RARER { 1.0 - (1.0 - share) * HONEST_REST } else { HONEST_SHARE_OF_RARER }
        }))
    }

    /// The least likely cells of one outcome, if they are too unlikely for `n_cells` cells.
    pub(super) fn purest(&self, column: &OneColumn, n_cells: usize) -> Option<PureRun> {
        if !column.may_be_pure {
            return None;
        }
        let limit = libm::log(CHANCE) - libm::log(n_cells as f64);
        let mut purest: Option<(f64, PureRun)> = None;
        for run in runs(column) {
            let outcome = usize::from(run.is_bad);
            let beside = if column.is_ordered && run.first > 0 { share_beside(&column.counts, run) } else { 0.0 };
            let ln_chance = run.n_rows as f64 * libm::log(self.0[outcome].max(beside));
            if ln_chance < limit && purest.is_none_or(|(least, _)| ln_chance < least) {
                purest = Some((ln_chance, run));
            }
        }
        purest.map(|(_, run)| run)
    }
}

/// The cells of one outcome, neighbors together where cells have an order; the missing cells for themselves.
fn runs(column: &OneColumn) -> Vec<PureRun> {
    let mut runs: Vec<PureRun> = Vec::new();
    let mut is_broken = true;
    for (place, &[n_good, n_bad]) in column.counts.iter().enumerate().filter(|(_, counts)| **counts != [0, 0]) {
        if n_good > 0 && n_bad > 0 {
            is_broken = true;
            continue;
        }
        let run = PureRun { first: place, last: place, n_rows: n_good + n_bad, is_bad: n_bad > 0 };
        match runs.last_mut() {
            Some(last) if column.is_ordered && !is_broken && last.first > 0 && last.is_bad == run.is_bad => {
                last.last = place;
                last.n_rows += run.n_rows;
            }
            _ => runs.push(run),
        }
        is_broken = false;
    }
    runs
}

/// The share of the run's outcome among the rows beside it, on the side where it is greater; missing cells stand beside
/// nothing.
fn share_beside(counts: &[Counts], run: PureRun) -> f64 {
    let outcome = usize::from(run.is_bad);
    let share = |cells: &mut dyn Iterator<Item = &Counts>| {
        let mut sum = Counts::default();
        for cell in cells {
            sum = [sum[0] + cell[0], sum[1] + cell[1]];
            if sum[0] + sum[1] >= N_BESIDE {
                break;
            }
        }
        let n_rows = (sum[0] + sum[1]) as f64;
        if n_rows > 0.0 { (sum[outcome] as f64 + 1.0) / (n_rows + 2.0) } else { 0.0 }
    };
    share(&mut counts[1..run.first].iter().rev()).max(share(&mut counts[run.last + 1..].iter()))
}
