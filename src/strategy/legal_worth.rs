use super::capacity::cheaper_alternative;
use super::treatment::Treatment;
use super::value::TreatmentValues;
use crate::quantity::Money;

/// Whether a plan's legal reviews pay by the policy's own assumptions: each against the step that would take its place if there were
/// no slot for it ([`cheaper_alternative`]). So what is lost less what is gained is what a limit of no slots would bring,
/// where nothing else is limited.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LegalWorth {
    /// Legal reviews.
    pub n_reviews: u64,
    /// Those of them that can be compared: both values are known.
    pub n_compared: u64,
    /// Of these, those that bring less.
    pub n_below: u64,
    /// Of these, those whose place an offer to settle would take.
    pub n_below_settlement: u64,
    /// Those whose place a repayment plan would take, as a settlement cannot be paid.
    pub n_below_plan: u64,
    /// How much less these bring, in all.
    pub lost: Money,
    /// How much more the others bring, in all.
    pub gained: Money,
}

/// A legal review against the step that would take its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LegalGain {
    /// What would be done instead.
    pub instead: Treatment,
    /// What the review brings beyond it; below zero where it brings less.
    pub gain: Money,
}

impl LegalGain {
    /// Of a legal review; `None` of other steps, where a value is not known, and where only a change of terms would take its place, which no
    /// value alone speaks for.
    pub fn of(treatment: Treatment, values: &TreatmentValues) -> Option<LegalGain> {
        let instead = cheaper_alternative(treatment, values).filter(|_| treatment == Treatment::LegalReview)?;
        if instead == Treatment::RepaymentPlan && values.is_plan_for_hardship() {
            return None;
        }
        Some(LegalGain { instead, gain: values.net(treatment)?.saturating_sub(values.net(instead)?) })
    }
}

impl LegalWorth {
    /// Adds one borrower.
    pub fn add(&mut self, treatment: Treatment, gain: Option<LegalGain>) {
        self.n_reviews += u64::from(treatment == Treatment::LegalReview);
        let Some(LegalGain { instead, gain }) = gain else { return };
        self.n_compared += 1;
        if gain < Money::ZERO {
            self.n_below += 1;
            self.n_below_settlement += u64::from(instead == Treatment::Settlement);
            self.n_below_plan += u64::from(instead == Treatment::RepaymentPlan);
            self.lost = self.lost.saturating_sub(gain);
        } else {
            self.gained = self.gained.saturating_add(gain);
        }
    }

    /// Reviews that bring at least as much as what would take their place: with so many slots, these get them.
    pub fn n_worth(&self) -> u64 {
        self.n_compared - self.n_below
    }
}
