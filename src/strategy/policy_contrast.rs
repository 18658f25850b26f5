use serde::{Deserialize, Serialize};

use super::assumptions::N_TREATMENTS;
use super::hand_work::{HandWork, StepWork};
use super::outcome_sums::{BorrowerFacts, BorrowerOutcome, OutcomeSums};
use super::treatment::Treatment;
use crate::quantity::Money;

/// Two policies on the same borrowers: who changes from what to what, and what it brings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyContrast {
    /// By the champion's treatment, then by the challenger's.
    changes: [[u32; N_TREATMENTS]; N_TREATMENTS],
    /// What the champion adds up to: the policy in force.
    pub champion: OutcomeSums,
    /// What the challenger adds up to: the policy that is tried.
    pub challenger: OutcomeSums,
    /// What the champion's steps ask of people.
    pub champion_work: HandWork,
    /// What the challenger's steps ask of people.
    pub challenger_work: HandWork,
}

impl PolicyContrast {
    /// Adds one borrower: what each policy does, and what that asks of people.
    pub fn add(
        &mut self,
        facts: &BorrowerFacts,
        (champion, champion_work): (&BorrowerOutcome, StepWork),
        (challenger, challenger_work): (&BorrowerOutcome, StepWork),
    ) {
        self.champion_work.add(champion_work);
        self.challenger_work.add(challenger_work);
        self.changes[champion.treatment as usize][challenger.treatment as usize] += 1;
        self.champion.add(facts, champion);
        self.challenger.add(facts, challenger);
    }

    /// Borrowers who get `from` of the champion and `to` of the challenger.
    pub fn n_changed(&self, from: Treatment, to: Treatment) -> u32 {
        self.changes[from as usize][to as usize]
    }

    /// Borrowers who get another treatment.
    pub fn n_all_changed(&self) -> u32 {
        let of_row = |(idx, row): (usize, &[u32; N_TREATMENTS])| row.iter().sum::<u32>() - row[idx];
        self.changes.iter().enumerate().map(of_row).sum()
    }

    /// What the challenger brings beyond the champion.
    pub fn net_gain(&self) -> Money {
        self.challenger.net().saturating_sub(self.champion.net())
    }
}
