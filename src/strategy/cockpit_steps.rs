use serde::{Deserialize, Serialize};

use super::cut_off_table::{N_SLOTS, slot_of};
use super::outcome_sums::{BorrowerFacts, BorrowerOutcome, N_OF_FACTS, N_OF_OUTCOMES, N_ROWS, OutcomeSums, add_facts, add_outcome};
use crate::quantity::Probability;

/// Sums of facts, then those of the outcome in each of the three bands.
pub(super) const N_SERIES: usize = N_OF_FACTS + 3 * N_OF_OUTCOMES;

/// What is known of a borrower, and what is done about them in each band, mildest first. Without a score the first counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CockpitRow {
    /// The score.
    pub score: Option<Probability>,
    /// What does not depend on the band.
    pub facts: BorrowerFacts,
    /// What is done in each band.
    pub outcomes: [BorrowerOutcome; 3],
}

/// What each occupied slot of the score grid holds under each of the three bands: the compact form that travels. Sums that are
/// nothing everywhere are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CockpitSteps {
    /// From each occupied slot to the next.
    gaps: Vec<u16>,
    /// The number of a sum, and its amount in each occupied slot.
    series: Vec<(u8, Vec<i64>)>,
    not_scored: OutcomeSums,
}

impl CockpitSteps {
    /// Adds up borrowers. Each is treated once in each band; after that no position of the cut-offs needs them again.
    pub fn of_rows(rows: impl Iterator<Item = CockpitRow>) -> CockpitSteps {
        let mut slots = Slots { sums: vec![0; N_SLOTS * N_SERIES], not_scored: OutcomeSums::default() };
        for row in rows {
            slots.add(&row);
        }
        slots.compact()
    }

    /// The occupied slots, ascending.
    pub(super) fn slots(&self) -> impl Iterator<Item = usize> + '_ {
        self.gaps.iter().scan(0usize, |slot, gap| {
            *slot += usize::from(*gap);
            Some(*slot)
        })
    }

    pub(super) fn series(&self) -> &[(u8, Vec<i64>)] {
        &self.series
    }

    pub(super) fn not_scored(&self) -> &OutcomeSums {
        &self.not_scored
    }
}

/// Sums by slot, and in a slot by series: all that a row adds to lies together.
struct Slots {
    sums: Vec<i64>,
    not_scored: OutcomeSums,
}

impl Slots {
    fn add(&mut self, row: &CockpitRow) {
        let Some(score) = row.score else {
            self.not_scored.add(&row.facts, &row.outcomes[0]);
            return;
        };
        let first = slot_of(score) * N_SERIES;
        let sums = &mut self.sums[first..first + N_SERIES];
        let mut add = |idx: usize, amount: i64| sums[idx] = sums[idx].saturating_add(amount);
        add_facts(&row.facts, &mut add);
        for (band, outcome) in row.outcomes.iter().enumerate() {
            let first = N_OF_FACTS + band * N_OF_OUTCOMES;
            add_outcome(&row.facts, outcome, &mut |idx, amount| add(first + idx, amount));
        }
    }

    fn compact(self) -> CockpitSteps {
        let (mut gaps, mut last) = (Vec::new(), 0);
        let mut series: Vec<Vec<i64>> = vec![Vec::new(); N_SERIES];
        for (slot, sums) in self.sums.chunks(N_SERIES).enumerate().filter(|(_, sums)| sums[N_ROWS] > 0) {
            gaps.push((slot - last) as u16);
            last = slot;
            for (amounts, sum) in series.iter_mut().zip(sums) {
                amounts.push(*sum);
            }
        }
        let numbered = series.into_iter().enumerate().filter(|(_, amounts)| amounts.iter().any(|amount| *amount != 0));
        let series = numbered.map(|(idx, amounts)| (idx as u8, amounts)).collect();
        CockpitSteps { gaps, series, not_scored: self.not_scored }
    }
}
