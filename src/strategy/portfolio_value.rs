use serde::{Deserialize, Serialize};

use super::action::Strategy;
use super::assumptions::WorthKeeping;
use super::outcome_sums::{BorrowerFacts, BorrowerOutcome, OutcomeSums};
use super::value::share;
use crate::data::loan_facts::{LoanFacts, PaymentHistory};
use crate::quantity::Probability;

/// The most segments whose sums are kept.
pub const MOST_SEGMENTS: usize = 256;

/// The plan's money and work, by band, by segment and in total.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PortfolioValue {
    by_band: [OutcomeSums; 4],
    by_segment: Vec<OutcomeSums>,
}

impl PortfolioValue {
    /// Adds one borrower: the band of the score, the segment where there is one (below [`MOST_SEGMENTS`]), what is known, what is done.
    pub fn add(&mut self, band: Strategy, segment: Option<u16>, facts: &BorrowerFacts, outcome: &BorrowerOutcome) {
        self.by_band[band as usize].add(facts, outcome);
        if let Some(segment) = segment.map(usize::from).filter(|segment| *segment < MOST_SEGMENTS) {
            if self.by_segment.len() <= segment {
                self.by_segment.resize(segment + 1, OutcomeSums::default());
            }
            self.by_segment[segment].add(facts, outcome);
        }
    }

    /// The borrowers whose score lies in this band.
    pub fn band(&self, band: Strategy) -> &OutcomeSums {
        &self.by_band[band as usize]
    }

    /// Up to the last segment with a borrower in it.
    pub fn segments(&self) -> &[OutcomeSums] {
        &self.by_segment
    }

    /// Everyone.
    pub fn all(&self) -> OutcomeSums {
        self.by_band.iter().fold(OutcomeSums::default(), |sum, band| sum.plus(band))
    }
}

/// The share of instalments paid on time, 0..=1: of the term, those not missed. Where the file tells neither term nor missed
/// payments, its word for the history: all or none. `None` where it says nothing.
pub fn on_time_share(facts: &LoanFacts) -> Option<f64> {
    match (facts.missed_payments, facts.tenure_months) {
        (Some(0), _) => Some(1.0),
        (Some(missed), Some(months)) if months > 0 => Some(1.0 - f64::from(missed.min(months)) / f64::from(months)),
        _ => facts.payment_history.map(|history| if history == PaymentHistory::OnTime { 1.0 } else { 0.0 }),
    }
}

/// Whether a customer is worth keeping: mostly paid on time, and will likely pay. One whom the file calls late or missing is not.
pub fn is_worth_keeping(facts: &LoanFacts, score: Option<Probability>, limits: &WorthKeeping) -> bool {
    let is_likely = score.is_some_and(|score| score.value() <= share(limits.highest_score_basis_points));
    let has_paid = facts.payment_history.is_none_or(|history| history == PaymentHistory::OnTime);
    is_likely && has_paid && on_time_share(facts).is_some_and(|on_time| on_time >= share(limits.least_on_time_basis_points))
}
