use serde::{Deserialize, Serialize};

use super::action::Strategy;
use super::archetype::Archetype;
use super::assumptions::N_TREATMENTS;
use super::channel::Channel;
use super::means::Bearing;
use super::offer::Offer;
use super::reason::{Reason, ReviewCause};
use super::stage::Stage;
use super::tone::Tone;
use super::treatment::Treatment;
use crate::data::loan_facts::LoanFacts;
use crate::quantity::{Money, Probability};

/// All that a decision about one borrower is made of.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// The honest score; `None` without one.
    pub score: Option<Probability>,
    /// What the file says of the loan.
    pub facts: &'a LoanFacts,
    /// Who the borrower is.
    pub archetype: Archetype,
    /// What each treatment is expected to bring, net of its cost, in the order of [`Treatment::ALL`]; `None` where that cannot be said.
    pub values: &'a [Option<Money>; N_TREATMENTS],
    /// What the borrower can bear.
    pub bearing: Bearing,
    /// The share of seeds whose strategy differs from the one shown; `None` where it was not looked at.
    pub seed_share: Option<Probability>,
    /// What takes the place of the treatment for want of capacity ([`super::Allotment`]); `None` where it gets its place.
    pub instead: Option<Treatment>,
}

impl Case<'_> {
    /// Values of which nothing is known: no treatment is too dear.
    pub const NO_VALUES: [Option<Money>; N_TREATMENTS] = [None; N_TREATMENTS];
}

/// What is done about one borrower, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    /// The band of the score alone, as the cut-offs have it.
    pub band: Strategy,
    /// The band after the floor for long past due: never below a settlement offer then. Legal review stays legal review where it is
    /// not open yet; the treatment says what is done meanwhile.
    pub strategy: Strategy,
    /// What is done next.
    pub treatment: Treatment,
    /// What is offered.
    pub offer: Offer,
    /// How the borrower is first reached.
    pub channel: Channel,
    /// How the borrower is spoken to.
    pub tone: Tone,
    /// The mildest step that the floors for late loans leave; a reminder where there is none.
    pub floor: Treatment,
    /// How far past due.
    pub stage: Stage,
    /// Who the borrower is.
    pub archetype: Archetype,
    /// Why a person should look first, beside the treatment; the first of several causes.
    pub needs_review: Option<ReviewCause>,
    /// Why, in the order in which it was decided; never empty.
    pub reasons: Vec<Reason>,
}

impl Decision {
    /// Whether a person looks before anything is done; legal review is for a person, as is what has no score.
    pub fn is_for_a_person(&self) -> bool {
        self.needs_review.is_some() || matches!(self.treatment, Treatment::LegalReview | Treatment::Specialist | Treatment::NotScored)
    }

    /// What would be done if there were capacity for all; `None` where it is done.
    pub fn wanted_instead(&self) -> Option<Treatment> {
        self.reasons.iter().find_map(|reason| match reason {
            Reason::NoCapacity { wanted } => Some(*wanted),
            _ => None,
        })
    }
}
