use serde::{Deserialize, Serialize};

use super::action::Strategy;
use super::cut_offs::{CutOffs, step_value};
use crate::quantity::{Money, Probability};

/// Between any two steps of the grid lies one slot, and on each step one: 0, (0, 1), 1, (1, 2), 2, … in steps.
pub(super) const N_SLOTS: usize = 2 * CutOffs::GRID as usize + 1;

/// What a group of borrowers adds up to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BandTotals {
    /// Borrowers.
    pub n_rows: u64,
    /// Those whose outcome is known.
    pub n_known: u64,
    /// Those known to be bad.
    pub n_bad: u64,
    /// Money still owed.
    pub outstanding: Money,
    /// Money still owed, each amount times its score.
    pub at_risk: Money,
}

impl BandTotals {
    /// One borrower. `outstanding` is nothing where the file does not say.
    pub fn of_row(score: Option<Probability>, is_bad: Option<bool>, outstanding: Option<Money>) -> BandTotals {
        let owed = outstanding.unwrap_or_default();
        BandTotals {
            n_rows: 1,
            n_known: u64::from(is_bad.is_some()),
            n_bad: u64::from(is_bad == Some(true)),
            outstanding: owed,
            at_risk: score.and_then(|score| Money::from_major(owed.to_major() * score.value())).unwrap_or_default(),
        }
    }

    fn plus(self, other: BandTotals) -> BandTotals {
        BandTotals {
            n_rows: self.n_rows + other.n_rows,
            n_known: self.n_known + other.n_known,
            n_bad: self.n_bad + other.n_bad,
            outstanding: self.outstanding.saturating_add(other.outstanding),
            at_risk: self.at_risk.saturating_add(other.at_risk),
        }
    }

    fn minus(self, other: BandTotals) -> BandTotals {
        BandTotals {
            n_rows: self.n_rows - other.n_rows,
            n_known: self.n_known - other.n_known,
            n_bad: self.n_bad - other.n_bad,
            outstanding: self.outstanding.saturating_sub(other.outstanding),
            at_risk: self.at_risk.saturating_sub(other.at_risk),
        }
    }
}

/// What each occupied slot of the score grid holds, in ascending order: the compact form that travels.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CutOffSteps {
    slots: Vec<(u16, BandTotals)>,
    not_scored: BandTotals,
    highest_score: Option<u32>,
}

impl CutOffSteps {
    /// Adds up borrowers: score, outcome where known, money owed where known.
    pub fn of_rows(rows: impl Iterator<Item = (Option<Probability>, Option<bool>, Option<Money>)>) -> CutOffSteps {
        let mut slots = vec![BandTotals::default(); N_SLOTS];
        let mut not_scored = BandTotals::default();
        let mut highest: Option<f64> = None;
        for (score, is_bad, outstanding) in rows {
            let row = BandTotals::of_row(score, is_bad, outstanding);
            match score {
                Some(score) => {
                    let slot = slot_of(score);
                    slots[slot] = slots[slot].plus(row);
                    highest = Some(highest.map_or(score.value(), |value: f64| value.max(score.value())));
                }
                None => not_scored = not_scored.plus(row),
            }
        }
        let occupied = slots.into_iter().enumerate().filter(|(_, totals)| totals.n_rows > 0);
        CutOffSteps {
            slots: occupied.map(|(slot, totals)| (slot as u16, totals)).collect(),
            not_scored,
            highest_score: highest.map(|score| (score * 1e6).round() as u32),
        }
    }
}

/// The slot of a score: even on a step of the grid, odd between two. Compared as the bands compare, not rounded.
pub(super) fn slot_of(score: Probability) -> usize {
    let value = score.value();
    let mut step = (value * f64::from(CutOffs::GRID)) as u16;
    while step > 0 && step_value(step) > value {
        step -= 1;
    }
    while step < CutOffs::GRID && step_value(step + 1) <= value {
        step += 1;
    }
    2 * step as usize + usize::from(value > step_value(step))
}

/// Cumulative sums over the score grid: any position of the cut-offs is two subtractions, at any portfolio size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CutOffTable {
    /// `up_to[slot]`: all scores in this slot and below.
    up_to: Vec<BandTotals>,
    not_scored: BandTotals,
    highest_score: Option<u32>,
}

/// What the plan holds under given cut-offs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PlanTotals {
    /// Scores below the lower cut-off.
    pub reminder: BandTotals,
    /// Scores from the lower to the upper cut-off.
    pub settlement: BandTotals,
    /// Scores above the upper cut-off.
    pub legal: BandTotals,
    /// Borrowers without a score.
    pub not_scored: BandTotals,
}

impl PlanTotals {
    /// What this strategy's borrowers add up to.
    pub fn of(&self, strategy: Strategy) -> BandTotals {
        match strategy {
            Strategy::Reminder => self.reminder,
            Strategy::SettlementOffer => self.settlement,
            Strategy::LegalReview => self.legal,
            Strategy::NotScored => self.not_scored,
        }
    }

    /// Everyone.
    pub fn all(&self) -> BandTotals {
        self.reminder.plus(self.settlement).plus(self.legal).plus(self.not_scored)
    }
}

impl CutOffTable {
    /// Adds the steps up.
    pub fn new(steps: &CutOffSteps) -> CutOffTable {
        let mut up_to = vec![BandTotals::default(); N_SLOTS];
        for (slot, totals) in &steps.slots {
            if let Some(place) = up_to.get_mut(*slot as usize) {
                *place = *totals;
            }
        }
        let mut sum = BandTotals::default();
        for place in &mut up_to {
            sum = sum.plus(*place);
            *place = sum;
        }
        CutOffTable { up_to, not_scored: steps.not_scored, highest_score: steps.highest_score }
    }

    /// What each strategy holds under these cut-offs.
    pub fn totals(&self, cut_offs: CutOffs) -> PlanTotals {
        let reminder = self.below(cut_offs.settlement());
        let up_to_legal = self.up_to[2 * cut_offs.legal() as usize];
        PlanTotals {
            reminder,
            settlement: up_to_legal.minus(reminder),
            legal: self.up_to[N_SLOTS - 1].minus(up_to_legal),
            not_scored: self.not_scored,
        }
    }

    /// Scores in equal bins of `steps_a_bin` steps (0 counts as 1), lowest first; the highest bin holds 1 too.
    pub fn bins(&self, steps_a_bin: u16) -> Vec<BandTotals> {
        let steps_a_bin = steps_a_bin.max(1);
        let mut bins = Vec::new();
        let mut start = 0u16;
        while start < CutOffs::GRID {
            let end = start.saturating_add(steps_a_bin).min(CutOffs::GRID);
            let upper = if end == CutOffs::GRID { self.up_to[N_SLOTS - 1] } else { self.below(end) };
            bins.push(upper.minus(self.below(start)));
            start = end;
        }
        bins
    }

    /// The highest score of all, if anyone has one.
    pub fn highest_score(&self) -> Option<f64> {
        self.highest_score.map(|millionths| f64::from(millionths) / 1e6)
    }

    fn below(&self, step: u16) -> BandTotals {
        (2 * step as usize).checked_sub(1).map_or(BandTotals::default(), |slot| self.up_to[slot])
    }
}
