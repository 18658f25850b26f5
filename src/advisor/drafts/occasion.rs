use serde::{Deserialize, Serialize};

use crate::strategy::{Archetype, Decision, Offer, Stage, Tone, Treatment};

/// What a message is written for, but for the borrower: who shares it can be written to in the same words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Occasion {
    /// What is done.
    pub treatment: Treatment,
    /// What is offered.
    pub offer: Offer,
    /// How far the loan is past due.
    pub stage: Stage,
    /// Who the borrower is taken to be.
    pub archetype: Archetype,
    /// How they are spoken to.
    pub tone: Tone,
}

impl Occasion {
    /// Of a decision.
    pub fn of(decision: &Decision) -> Occasion {
        let Decision { treatment, offer, stage, archetype, tone, .. } = *decision;
        Occasion { treatment, offer, stage, archetype, tone }
    }
}
