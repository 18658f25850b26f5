use super::action::Strategy;
use super::archetype::Archetype;
use super::assumptions::N_TREATMENTS;
use super::attention::AttentionSums;
use super::decision::Decision;
use super::hand_work::{HandWork, StepWork};
use super::means::SettlementMeans;
use super::outcome_sums::{BorrowerFacts, BorrowerOutcome, OutcomeSums};
use super::portfolio_value::PortfolioValue;
use super::stage::Stage;
use super::treatment::Treatment;
use super::value::break_even;
use crate::quantity::Money;

const N_STAGES: usize = Stage::ALL.len();
const N_ARCHETYPES: usize = Archetype::ALL.len();
/// The three and those without a score.
const N_BANDS: usize = Strategy::BANDS.len() + 1;

/// What is known of one borrower under a plan.
#[derive(Clone, Copy, Debug)]
pub struct PlannedBorrower<'a> {
    /// What is done, and why.
    pub decision: &'a Decision,
    /// What it costs and brings.
    pub outcome: &'a BorrowerOutcome,
    /// What it asks of people.
    pub work: StepWork,
    /// What does not depend on the plan.
    pub facts: BorrowerFacts,
    /// What the step gives up of what is owed, if it is accepted ([`super::Planner::given_up`]).
    pub given_up: Money,
    /// The segment, where there is one.
    pub segment: Option<u16>,
}

/// What a plan adds up to, from one pass over the borrowers in any order.
#[derive(Clone, Debug, Default)]
pub struct PlanSums {
    value: PortfolioValue,
    by_treatment: [OutcomeSums; N_TREATMENTS],
    work: [HandWork; N_TREATMENTS],
    /// By treatment, then by the band of the score.
    steps_by_band: [[u64; N_BANDS]; N_TREATMENTS],
    matrix: [[u64; N_STAGES]; N_ARCHETYPES],
    attention: AttentionSums,
    settlements: SettlementMeans,
}

impl PlanSums {
    /// Adds one borrower.
    pub fn add(&mut self, borrower: &PlannedBorrower<'_>) {
        let PlannedBorrower { decision, outcome, work, facts, given_up, segment } = borrower;
        self.value.add(decision.band, *segment, facts, outcome);
        self.by_treatment[decision.treatment as usize].add(facts, outcome);
        self.work[decision.treatment as usize].add(*work);
        self.steps_by_band[decision.treatment as usize][decision.band as usize] += 1;
        self.matrix[decision.archetype as usize][decision.stage as usize] += 1;
        self.attention.add(decision);
        self.settlements.add(decision, *given_up);
    }

    /// Borrowers with a score whose loan has ended.
    pub fn n_ended_and_scored(&self) -> u64 {
        Strategy::BANDS.into_iter().map(|band| self.n_of_band(Treatment::NothingDue, band)).sum()
    }

    /// Borrowers with this next step whose score lies in this band.
    pub fn n_of_band(&self, treatment: Treatment, band: Strategy) -> u64 {
        self.steps_by_band[treatment as usize][band as usize]
    }

    /// By band of the score, by segment and in total.
    pub fn value(&self) -> &PortfolioValue {
        &self.value
    }

    /// The borrowers with this next step.
    pub fn treated(&self, treatment: Treatment) -> &OutcomeSums {
        &self.by_treatment[treatment as usize]
    }

    /// What this next step asks of people.
    pub fn work_of(&self, treatment: Treatment) -> &HandWork {
        &self.work[treatment as usize]
    }

    /// What all steps ask of people.
    pub fn work(&self) -> HandWork {
        self.work.iter().fold(HandWork::default(), HandWork::plus)
    }

    /// Borrowers of an archetype at a stage.
    pub fn n_of(&self, archetype: Archetype, stage: Stage) -> u64 {
        self.matrix[archetype as usize][stage as usize]
    }

    /// Whether settlements can be paid.
    pub fn settlements(&self) -> SettlementMeans {
        self.settlements
    }

    /// At whom a person has to look.
    pub fn attention(&self) -> &AttentionSums {
        &self.attention
    }
}

/// What the upper band's treatment brings beyond the middle band's, were the loan good and were it bad, over all borrowers for whom
/// they differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LegalBandGains {
    /// Were all scores 0; mostly below zero.
    pub if_good: Money,
    /// Were all scores 1.
    pub if_bad: Money,
    /// Borrowers.
    pub n_rows: u64,
}

impl LegalBandGains {
    /// Adds one borrower's gains at a score of 0 and of 1.
    pub fn add(&mut self, if_good: Money, if_bad: Money) {
        self.if_good = self.if_good.saturating_add(if_good);
        self.if_bad = self.if_bad.saturating_add(if_bad);
        self.n_rows += 1;
    }

    /// The score from which the upper band pays on the whole, p* = C_FP / (C_FP + B_TP); 0 where it pays at any score, `None` where
    /// it pays at none.
    pub fn break_even(&self) -> Option<f64> {
        break_even(Money::ZERO.saturating_sub(self.if_good), self.if_bad)
    }
}
