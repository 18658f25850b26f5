//! What is done about one borrower of the portfolio, as lists and the work queue need it.

use super::protocol::NextStep;
use crate::quantity::{Money, Probability};
use crate::sheets::treatment_name;
use crate::strategy::{
    Assumptions, CheaperStep, Decision, LegalGain, QueueCase, Reason, StepWork, Strategy, Treatment, TreatmentValues, marginal_value,
    queue_order,
};

/// What is done about one borrower of the portfolio.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlannedRow {
    /// The band, after the floors.
    pub strategy: Strategy,
    /// The next step.
    pub treatment: Treatment,
    /// Whether a person looks before anything is done, the step's own person among them.
    pub is_for_a_person: bool,
    /// What it asks of people.
    pub work: StepWork,
    /// What would be the next step if there were capacity for all; `None` where it is the next step.
    pub wanted_instead: Option<Treatment>,
    /// What it is expected to bring, net of its cost.
    pub net: Option<Money>,
    /// What it brings beyond the cheaper step.
    pub marginal: Option<Money>,
    /// What may be lost: what is owed times the score.
    pub at_stake: Option<Money>,
    /// Whether a settlement asks for more than the borrower can pay.
    pub is_beyond_means: bool,
    /// Whether the loan was written off.
    pub is_written_off: bool,
    /// The step that would take a legal review's place, and what the review brings beyond it.
    pub legal_gain: Option<LegalGain>,
    /// A cheaper or gentler step that is expected to bring more; nothing where the step itself is one for want of a place.
    pub cheaper: Option<CheaperStep>,
    /// The place in the work queue, from 1; 0 until it is known ([`set_places`]).
    pub place: u32,
}

impl PlannedRow {
    /// Of a decision and what each step would bring, and what is owed at which score.
    pub fn new(
        (decision, values): (&Decision, &TreatmentValues),
        assumptions: &Assumptions,
        outstanding: Option<Money>,
        score: Option<Probability>,
    ) -> PlannedRow {
        let wanted_instead = decision.wanted_instead();
        PlannedRow {
            strategy: decision.strategy,
            treatment: decision.treatment,
            is_for_a_person: decision.is_for_a_person(),
            work: decision.work(assumptions),
            wanted_instead,
            net: values.net(decision.treatment),
            marginal: marginal_value(decision.treatment, values),
            at_stake: at_stake(outstanding, score),
            is_beyond_means: decision.strain().is_some(),
            is_written_off: decision.reasons.contains(&Reason::WrittenOff),
            legal_gain: LegalGain::of(decision.treatment, values),
            cheaper: CheaperStep::of(decision, values, assumptions).filter(|_| wanted_instead.is_none()),
            place: 0,
        }
    }

    /// For a list.
    pub fn next_step(&self) -> NextStep {
        NextStep {
            words: treatment_name(self.treatment).to_owned(),
            is_held: self.treatment == Treatment::Specialist,
            needs_review: self.is_for_a_person,
            is_second_choice: self.wanted_instead.is_some(),
            is_beyond_means: self.is_beyond_means,
            is_written_off: self.is_written_off,
            marginal: self.marginal,
            expected: self.net,
            place: Some(self.place).filter(|place| *place > 0 && self.treatment.is_due()),
        }
    }

    /// For the work queue.
    pub fn queue_case(&self) -> QueueCase {
        QueueCase { treatment: self.treatment, marginal: self.marginal, at_stake: self.at_stake }
    }
}

/// Gives each its place in the work queue.
pub(super) fn set_places(rows: &mut [PlannedRow]) {
    let cases: Vec<QueueCase> = rows.iter().map(PlannedRow::queue_case).collect();
    for (place, row) in (1..).zip(queue_order(&cases)) {
        rows[row as usize].place = place;
    }
}

/// All that is owed without a score.
fn at_stake(outstanding: Option<Money>, score: Option<Probability>) -> Option<Money> {
    Money::from_major(outstanding?.to_major() * score.map_or(1.0, Probability::value))
}
