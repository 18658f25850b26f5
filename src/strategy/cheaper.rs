use super::assumptions::{Assumptions, N_TREATMENTS};
use super::capacity::instead_of;
use super::decision::Decision;
use super::treatment::Treatment;
use super::value::TreatmentValues;
use crate::quantity::Money;

/// A cheaper or gentler step that is expected to bring more than the one that is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CheaperStep {
    /// What would be done instead.
    pub instead: Treatment,
    /// What it brings beyond the step that is taken; above zero.
    pub gain: Money,
}

impl CheaperStep {
    /// The one worth most of all that are cheaper or gentler than what was decided and not below its floor, of equals the gentlest; `None`
    /// where none brings more, or the step's own value is not known.
    pub fn of(decision: &Decision, values: &TreatmentValues, assumptions: &Assumptions) -> Option<CheaperStep> {
        let Decision { treatment, floor, .. } = *decision;
        let is_open = |other: Treatment| {
            other == treatment || is_above(other, floor) && (other != Treatment::RepaymentPlan || !values.is_plan_for_hardship())
        };
        let net = |other: Treatment| values.net(other).filter(|_| values.in_place_of(other) == other && is_open(other));
        most_worth(treatment, &net, assumptions)
    }
}

/// Whether a step is not below a floor: without one, which a reminder is, even waiting is not.
pub(super) fn is_above(treatment: Treatment, floor: Treatment) -> bool {
    floor == Treatment::Reminder || treatment >= floor
}

/// The same of values given by treatment; without one a step is not to be thought of.
pub(super) fn most_worth(treatment: Treatment, net: &dyn Fn(Treatment) -> Option<Money>, assumptions: &Assumptions) -> Option<CheaperStep> {
    let own = net(treatment)?;
    let mut best: Option<CheaperStep> = None;
    for instead in Treatment::ALL.into_iter().filter(|other| is_cheaper(*other, treatment, assumptions)) {
        let Some(gain) = net(instead).map(|value| value.saturating_sub(own)) else { continue };
        if gain > best.map_or(Money::ZERO, |best| best.gain) {
            best = Some(CheaperStep { instead, gain });
        }
    }
    best
}

/// Whether a step may take another's place because it is cheaper or gentler: a milder one that costs no more, and whatever takes its
/// place for want of capacity. No visit and no notice comes about so, but for the notice in place of legal steps. Who is held, or
/// waited for, has no such step.
fn is_cheaper(other: Treatment, treatment: Treatment, assumptions: &Assumptions) -> bool {
    const GENTLE: [Treatment; 5] =
        [Treatment::Wait, Treatment::Reminder, Treatment::ReminderCall, Treatment::RepaymentPlan, Treatment::Settlement];
    if !(Treatment::Reminder..=Treatment::LegalReview).contains(&treatment) {
        return false;
    }
    let costs_no_more = assumptions.of(other).cost <= assumptions.of(treatment).cost;
    GENTLE.contains(&other) && other < treatment && costs_no_more || comes_after(other, treatment)
}

/// Whether a step takes the other's place for want of capacity, at once or after one between. A repayment plan may stand for a
/// settlement.
fn comes_after(other: Treatment, treatment: Treatment) -> bool {
    let asked = if other == Treatment::RepaymentPlan { Treatment::Settlement } else { other };
    instead_of(treatment).iter().any(|next| *next == asked || instead_of(*next).contains(&other))
}

/// Steps that are worth less than a cheaper or gentler one, over a plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheaperSteps {
    n_rows: [u64; N_TREATMENTS],
    /// By the step that is taken, then by the one that would bring more.
    n_below: [[u64; N_TREATMENTS]; N_TREATMENTS],
    lost: [Money; N_TREATMENTS],
}

impl CheaperSteps {
    /// Adds one borrower.
    pub fn add(&mut self, treatment: Treatment, cheaper: Option<CheaperStep>) {
        let step = treatment as usize;
        self.n_rows[step] += 1;
        if let Some(CheaperStep { instead, gain }) = cheaper {
            self.n_below[step][instead as usize] += 1;
            self.lost[step] = self.lost[step].saturating_add(gain);
        }
    }

    /// Borrowers with this step.
    pub fn n_of(&self, treatment: Treatment) -> u64 {
        self.n_rows[treatment as usize]
    }

    /// Those of them for whom a cheaper or gentler step would bring more.
    pub fn n_below(&self, treatment: Treatment) -> u64 {
        self.n_below[treatment as usize].iter().sum()
    }

    /// Those of them for whom this one would bring most.
    pub fn n_replaced(&self, treatment: Treatment, instead: Treatment) -> u64 {
        self.n_below[treatment as usize][instead as usize]
    }

    /// How much less they bring, in all.
    pub fn lost(&self, treatment: Treatment) -> Money {
        self.lost[treatment as usize]
    }

    /// Such steps of the whole plan, and how much less they bring.
    pub fn all(&self) -> (u64, Money) {
        let sum = |(n, lost): (u64, Money), step: Treatment| (n + self.n_below(step), lost.saturating_add(self.lost(step)));
        Treatment::ALL.into_iter().fold((0, Money::ZERO), sum)
    }
}
