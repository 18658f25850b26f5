use super::action::Strategy;
use super::cockpit_steps::{CockpitSteps, N_SERIES};
use super::cut_off_table::N_SLOTS;
use super::cut_offs::CutOffs;
use super::outcome_sums::{N_OF_FACTS, N_OF_OUTCOMES, OutcomeSums};

/// Cumulative sums over the score grid, with what is done in each band: any position of both cut-offs is two subtractions of each sum,
/// at any portfolio size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CockpitTable {
    /// How many occupied slots lie at and below each slot.
    n_occupied: Vec<u16>,
    /// By series, over occupied slots: the sum of this slot and of all below. Empty where all are nothing.
    up_to: Vec<Vec<i64>>,
    not_scored: OutcomeSums,
}

/// What the plan holds, costs and brings under given cut-offs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CockpitTotals {
    by_band: [OutcomeSums; 4],
}

impl CockpitTotals {
    /// The borrowers whose score lies in this band.
    pub fn band(&self, band: Strategy) -> &OutcomeSums {
        &self.by_band[band as usize]
    }

    /// Everyone.
    pub fn all(&self) -> OutcomeSums {
        self.by_band.iter().fold(OutcomeSums::default(), |sum, band| sum.plus(band))
    }

    /// Of the borrowers in this band or a harsher one whose outcome is known, the share who were bad; `None` of nobody.
    pub fn precision(&self, band: Strategy) -> Option<f64> {
        let (n_bad, n_known) = self.flagged(band);
        (n_known > 0).then(|| n_bad as f64 / n_known as f64)
    }

    /// Of the scored borrowers known to be bad, the share in this band or a harsher one; `None` of nobody.
    pub fn recall(&self, band: Strategy) -> Option<f64> {
        let (n_bad, _) = self.flagged(band);
        let (n_all_bad, _) = self.flagged(Strategy::Reminder);
        (n_all_bad > 0).then(|| n_bad as f64 / n_all_bad as f64)
    }

    fn flagged(&self, band: Strategy) -> (u64, u64) {
        let harsher = Strategy::BANDS.iter().filter(|other| **other >= band).map(|other| self.band(*other));
        harsher.fold((0, 0), |(n_bad, n_known), sums| (n_bad + sums.n_bad(), n_known + sums.n_known()))
    }
}

impl CockpitTable {
    /// Adds the steps up.
    pub fn new(steps: &CockpitSteps) -> CockpitTable {
        let mut n_occupied = vec![0u16; N_SLOTS];
        let mut n_slots = 0;
        for slot in steps.slots().filter(|slot| *slot < N_SLOTS) {
            n_occupied[slot] = 1;
            n_slots += 1;
        }
        let mut sum = 0;
        for place in &mut n_occupied {
            sum += *place;
            *place = sum;
        }
        let mut up_to = vec![Vec::new(); N_SERIES];
        for (idx, amounts) in steps.series() {
            if let Some(place) = up_to.get_mut(usize::from(*idx))
                && amounts.len() == n_slots
            {
                *place = cumulative(amounts);
            }
        }
        CockpitTable { n_occupied, up_to, not_scored: *steps.not_scored() }
    }

    /// What the plan holds, costs and brings under these cut-offs.
    pub fn totals(&self, cut_offs: CutOffs) -> CockpitTotals {
        let edges = [0, self.below(cut_offs.settlement()), self.up_to_step(cut_offs.legal()), self.all()];
        let mut by_band = [self.not_scored; 4];
        for band in 0..3 {
            let sums = &mut by_band[band];
            let first = N_OF_FACTS + band * N_OF_OUTCOMES;
            for (idx, sum) in sums.facts.iter_mut().enumerate() {
                *sum = self.between(idx, edges[band], edges[band + 1]);
            }
            for (idx, sum) in sums.outcomes.iter_mut().enumerate() {
                *sum = self.between(first + idx, edges[band], edges[band + 1]);
            }
        }
        CockpitTotals { by_band }
    }

    /// How many occupied slots lie below a step of the grid.
    pub(super) fn below(&self, step: u16) -> usize {
        (2 * usize::from(step)).checked_sub(1).map_or(0, |slot| usize::from(self.n_occupied[slot]))
    }

    /// How many occupied slots lie on a step of the grid and below.
    pub(super) fn up_to_step(&self, step: u16) -> usize {
        usize::from(self.n_occupied[2 * usize::from(step)])
    }

    /// How many slots are occupied.
    pub(super) fn all(&self) -> usize {
        usize::from(self.n_occupied[N_SLOTS - 1])
    }

    /// A sum of the outcome in a band, over the first `n` occupied slots.
    pub(super) fn outcome_up_to(&self, band: usize, idx: usize, n: usize) -> i64 {
        self.sum_of(N_OF_FACTS + band * N_OF_OUTCOMES + idx, n)
    }

    fn between(&self, idx: usize, low: usize, high: usize) -> i64 {
        self.sum_of(idx, high).saturating_sub(self.sum_of(idx, low))
    }

    fn sum_of(&self, idx: usize, n: usize) -> i64 {
        n.checked_sub(1).and_then(|last| self.up_to[idx].get(last)).copied().unwrap_or_default()
    }
}

fn cumulative(amounts: &[i64]) -> Vec<i64> {
    let mut sum = 0i64;
    let up_to = amounts.iter().map(|amount| {
        sum = sum.saturating_add(*amount);
        sum
    });
    up_to.collect()
}
