use serde::{Deserialize, Serialize};

use super::assumptions::Assumptions;
use super::decision::Decision;

/// What a borrower's next step asks of people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum StepWork {
    /// There is no step that anybody could do or be spared.
    NotDue,
    /// A person has to do it, or looks first.
    ByHand {
        /// What both take.
        minutes: u32,
    },
    /// It needs no human.
    WithoutHuman {
        /// What it would have taken by hand.
        saved_minutes: u32,
    },
}

impl Decision {
    /// What the step asks of people, by the assumptions.
    pub fn work(&self, assumptions: &Assumptions) -> StepWork {
        let assumed = assumptions.of(self.treatment);
        let look = self.needs_review.map(|_| assumptions.look_minutes);
        match (assumed.needs_human, look) {
            _ if !self.treatment.is_due() => StepWork::NotDue,
            (false, None) => StepWork::WithoutHuman { saved_minutes: assumed.minutes },
            (false, Some(look)) => StepWork::ByHand { minutes: look },
            (true, look) => StepWork::ByHand { minutes: assumed.minutes.saturating_add(look.unwrap_or_default()) },
        }
    }
}

/// What the steps of many borrowers ask of people. Who is looked at first hangs on the cut-offs, so no sum over any cut-offs knows it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandWork {
    /// Borrowers for whom there is a step.
    pub n_due: u64,
    /// Those of them whose step needs no human.
    pub n_without_human: u64,
    /// Minutes that these steps would have taken by hand.
    pub minutes_saved: u64,
    /// Minutes that the others take.
    pub minutes_spent: u64,
}

impl HandWork {
    /// Adds one borrower.
    pub fn add(&mut self, work: StepWork) {
        self.n_due += u64::from(work != StepWork::NotDue);
        match work {
            StepWork::NotDue => {}
            StepWork::ByHand { minutes } => self.minutes_spent += u64::from(minutes),
            StepWork::WithoutHuman { saved_minutes } => {
                self.n_without_human += 1;
                self.minutes_saved += u64::from(saved_minutes);
            }
        }
    }

    /// Both together.
    pub fn plus(self, other: &HandWork) -> HandWork {
        HandWork {
            n_due: self.n_due + other.n_due,
            n_without_human: self.n_without_human + other.n_without_human,
            minutes_saved: self.minutes_saved + other.minutes_saved,
            minutes_spent: self.minutes_spent + other.minutes_spent,
        }
    }

    /// The share whose step needs no human; `None` of nobody.
    pub fn share_without_human(&self) -> Option<f64> {
        (self.n_due > 0).then(|| self.n_without_human as f64 / self.n_due as f64)
    }
}
