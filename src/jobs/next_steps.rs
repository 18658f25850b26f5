//! What is done next in the whole portfolio, in numbers: the plan within its limits, and what the loans with something due still owe.

use serde::{Deserialize, Serialize};

use super::planned_row::PlannedRow;
use super::scored::Scored;
use crate::quantity::Money;
use crate::quantity::order::sort_by;
use crate::strategy::{CutOffs, HandWork, Strategy, Treatment};

/// See the module.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextSteps {
    /// How many loans get each step that somebody gets, the commonest first; not those of which nothing is due.
    pub steps: Vec<(Treatment, u64)>,
    /// Loans of which nothing is due.
    pub n_nothing_due: u64,
    /// Loans with something due, by the band of their score, least risk first.
    pub by_band: [u64; 3],
    /// What the loans with something due still owe.
    pub outstanding: Money,
    /// The same times the score.
    pub at_risk: Money,
    /// Loans with something due at which a person looks first.
    pub n_for_a_person: u64,
    /// What all steps ask of people.
    pub work: HandWork,
}

impl NextSteps {
    /// Of the plan, a row each.
    pub(super) fn of(planned: &[PlannedRow], scored: &Scored, cut_offs: CutOffs) -> NextSteps {
        let mut sums = NextSteps::default();
        let mut counts = [0u64; Treatment::ALL.len()];
        for (row, planned) in planned.iter().enumerate() {
            counts[planned.treatment as usize] += 1;
            sums.work.add(planned.work);
            if !planned.treatment.is_due() {
                continue;
            }
            sums.n_for_a_person += u64::from(planned.is_for_a_person);
            let score = scored.scores[row];
            let band = Strategy::BANDS.iter().position(|band| *band == cut_offs.strategy(score));
            sums.by_band.iter_mut().zip(0..).filter(|(_, place)| band == Some(*place)).for_each(|(n_due, _)| *n_due += 1);
            let Some(owed) = scored.prepared.outstanding[row] else { continue };
            sums.outstanding = sums.outstanding.saturating_add(owed);
            let at_risk = score.and_then(|score| Money::from_major(owed.to_major() * score.value()));
            sums.at_risk = sums.at_risk.saturating_add(at_risk.unwrap_or_default());
        }
        sums.n_nothing_due = counts[Treatment::NothingDue as usize];
        let due = Treatment::ALL.into_iter().map(|step| (step, counts[step as usize])).filter(|(step, n)| step.is_due() && *n > 0);
        sums.steps = due.collect();
        // Stable: of equals the milder comes first.
        sort_by(&mut sums.steps, |a, b| b.1.cmp(&a.1));
        sums
    }

    /// Loans with something due.
    pub fn n_due(&self) -> u64 {
        self.steps.iter().map(|(_, n)| *n).sum()
    }
}
