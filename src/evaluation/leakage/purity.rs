//! Cells in which all loans ended alike, by more than chance. A cell of `n` labeled rows of one outcome is a finding if
//! `share^n * n_cells < 0.001`, where `n_cells` counts the non-empty cells of all columns looked at (Bonferroni) and
//! `share` is what an honest cell may reach of that outcome: a half of the rarer one; of
//! the commoner one all but a tenth of what is usually missing from all. With the overall share in its place
//! every strong and honest column would be found: its best range holds a few dozen loans that all were repaid. A rule
//! such as "20 rows" instead would flag rare but honest categories.

use super::one_column::{LabeledRows, OneColumn};

/// How unlikely all cells together must make a finding.
const CHANCE: f64 = 0.001;

/// The most of an outcome that an honest cell holds: half of the rarer one.
const HONEST_SHARE_OF_RARER: f64 = 0.5;
/// How much less of the rarer outcome the best honest cell has than all rows.
const HONEST_REST: f64 = 0.1;

/// The logarithms of what an honest cell may reach of both outcomes.
pub(super) struct Rates {
    ln_good: f64,
    ln_bad: f64,
}

impl Rates {
    pub(super) fn of(labeled: &LabeledRows) -> Rates {
        let n_rows = (labeled.n_good + labeled.n_bad) as f64;
        let honest = |n: u64| {
            let share = n as f64 / n_rows;
            if share > HONEST_SHARE_OF_RARER { 1.0 - (1.0 - share) * HONEST_REST } else { HONEST_SHARE_OF_RARER }
        };
        Rates { ln_good: libm::log(honest(labeled.n_good)), ln_bad: libm::log(honest(labeled.n_bad)) }
    }

    /// The place of the least likely cell of one outcome, if it is too unlikely for `n_cells` cells.
    pub(super) fn purest(&self, column: &OneColumn, n_cells: usize) -> Option<usize> {
        if !column.may_be_pure {
            return None;
        }
        let limit = libm::log(CHANCE) - libm::log(n_cells as f64);
        let mut purest: Option<(f64, usize)> = None;
        for (place, counts) in column.counts.iter().enumerate() {
            let ln_chance = match *counts {
                [0, 0] => continue,
                [n_good, 0] => n_good as f64 * self.ln_good,
                [0, n_bad] => n_bad as f64 * self.ln_bad,
                _ => continue,
            };
            if ln_chance < limit && purest.is_none_or(|(least, _)| ln_chance < least) {
                purest = Some((ln_chance, place));
            }
        }
        purest.map(|(_, place)| place)
    }
}
