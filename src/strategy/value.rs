use serde::{Deserialize, Serialize};

use super::assumptions::{Assumptions, N_TREATMENTS, TreatmentAssumptions};
use super::means::{Bearing, SettlementBearing};
use super::treatment::Treatment;
use crate::quantity::{Money, Probability};

/// What an expected value depends on, of one loan.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ValueFacts {
    /// The probability that the loan is not repaid.
    pub score: Probability,
    /// Money still owed.
    pub outstanding: Money,
    /// What the collateral is worth, where the file says so.
    pub collateral: Option<Money>,
    /// Whether legal steps may be reviewed at all.
    pub is_legal_open: bool,
    /// Whether places for legal review are limited: then a refused settlement is not followed by one. A loan that holds such a place is
    /// reviewed itself, and offered nothing that it could refuse.
    pub is_legal_limited: bool,
    /// What the borrower can bear.
    pub bearing: Bearing,
}

/// What a treatment brings and costs, as it is expected. An estimate: worked out in floating point from assumptions, and rounded to
/// money once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TreatmentValue {
    /// The expected recovery at today's worth.
    pub recovered: Money,
    /// The step itself and the complaints to be expected of it.
    pub cost: Money,
}

impl TreatmentValue {
    /// The expected value: recovery less cost.
    pub fn net(self) -> Money {
        self.recovered.saturating_sub(self.cost)
    }
}

/// The value of each treatment of one loan; `None` where it cannot be worked out or the treatment makes no sense.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TreatmentValues {
    values: [Option<TreatmentValue>; N_TREATMENTS],
    is_forbidden: [bool; N_TREATMENTS],
    is_plan_instead: bool,
    has_no_plan: bool,
    is_plan_for_hardship: bool,
}

impl TreatmentValues {
    /// Of a loan of which nothing is collected for the time being: neither holding nor waiting brings anything.
    pub(super) fn of_nothing_collected() -> TreatmentValues {
        let mut values = TreatmentValues::default();
        for treatment in [Treatment::Wait, Treatment::Specialist] {
            values.values[treatment as usize] = Some(TreatmentValue::default());
        }
        values
    }

    /// What this treatment brings and costs.
    pub fn of(&self, treatment: Treatment) -> Option<TreatmentValue> {
        self.values[treatment as usize]
    }

    /// The expected value of this treatment.
    pub fn net(&self, treatment: Treatment) -> Option<Money> {
        self.of(treatment).map(TreatmentValue::net)
    }

    /// Takes a treatment away, because the policy forbids it.
    pub fn forbid(&mut self, treatment: Treatment) {
        self.values[treatment as usize] = None;
        self.is_forbidden[treatment as usize] = true;
    }

    /// Whether the policy forbids this treatment of this loan.
    pub fn is_forbidden(&self, treatment: Treatment) -> bool {
        self.is_forbidden[treatment as usize]
    }

    /// Says that a repayment plan takes no other step's place for money alone.
    pub(super) fn keep_plans_for_hardship(&mut self) {
        self.is_plan_for_hardship = true;
    }

    /// Whether a repayment plan takes no other step's place for money alone.
    pub fn is_plan_for_hardship(&self) -> bool {
        self.is_plan_for_hardship
    }

    /// What is done where this treatment is looked for: a repayment plan where it takes the place of a settlement, which is more than the
    /// borrower can pay.
    pub fn in_place_of(&self, treatment: Treatment) -> Treatment {
        if self.is_plan_instead && treatment == Treatment::Settlement { Treatment::RepaymentPlan } else { treatment }
    }

    /// Whether the borrower can afford none of the policy's repayment plans, as far as is known.
    pub fn has_no_plan(&self) -> bool {
        self.has_no_plan
    }

    /// The treatment of the highest expected value; of equals the mildest.
    pub fn best(&self) -> Option<Treatment> {
        let mut best: Option<(Treatment, Money)> = None;
        for treatment in Treatment::ALL {
            if let Some(net) = self.net(treatment)
                && best.is_none_or(|(_, other)| net > other)
            {
                best = Some((treatment, net));
            }
        }
        best.map(|(treatment, _)| treatment)
    }
}

/// What a unit of money that comes after so many months is worth today: (1 + y)^(−months / 12).
pub fn discount_factor(annual_basis_points: u32, months: u32) -> f64 {
    libm::pow(1.0 + share(annual_basis_points), -f64::from(months) / 12.0)
}

/// The probability from which treating pays: C_FP / (C_FP + B_TP), of what treating a good borrower costs and treating a bad one
/// brings. 0 where it costs nothing; `None` where it brings nothing.
pub fn break_even(cost_of_treating_good: Money, benefit_of_treating_bad: Money) -> Option<f64> {
    let (cost, benefit) = (cost_of_treating_good.to_major().max(0.0), benefit_of_treating_bad.to_major());
    (benefit > 0.0).then(|| cost / (cost + benefit))
}

/// Basis points as a share.
pub(super) fn share(basis_points: u32) -> f64 {
    f64::from(basis_points) / 10_000.0
}

/// An estimate in major units that is not rounded yet: recovered and cost.
#[derive(Clone, Copy)]
struct Estimate {
    recovered: f64,
    cost: f64,
}

impl Estimate {
    fn net(self) -> f64 {
        self.recovered - self.cost
    }

    fn rounded(self) -> Option<TreatmentValue> {
        Some(TreatmentValue { recovered: Money::from_major(self.recovered)?, cost: Money::from_major(self.cost)? })
    }
}

/// One treatment's assumptions as they are multiplied.
#[derive(Clone, Copy, Debug)]
struct Terms {
    /// `1 − uplift`.
    still_unpaid: f64,
    /// The share recovered at today's worth.
    worth: f64,
    /// With the complaints to be expected.
    cost: f64,
}

/// Assumptions made ready for valuing many loans: `EV(a) = q_a · E[recovered | a] · D(t_a) − c_a − complaint risk · penalty`
/// with `q_a = 1 − p · (1 − uplift_a)`.
#[derive(Clone, Debug)]
pub struct Valuation {
    terms: [Terms; N_TREATMENTS],
    settled_in_parts: f64,
    acceptance: f64,
    haircut: f64,
    largest_haircut: f64,
    sacrifice_cap: Option<f64>,
    winning: f64,
    after_liquidation: f64,
    without_security: f64,
    legal_discount: f64,
}

impl Valuation {
    /// From assumptions that hold ([`Assumptions::check`]).
    pub fn new(assumptions: &Assumptions) -> Valuation {
        let penalty = assumptions.complaint_penalty.to_major();
        let discount = |of: &TreatmentAssumptions| discount_factor(assumptions.annual_discount_basis_points, of.months);
        let terms = |of: TreatmentAssumptions| Terms {
            still_unpaid: 1.0 - f64::from(of.uplift_basis_points) / 10_000.0,
            worth: share(of.recovered_basis_points) * discount(&of),
            cost: of.cost.to_major() + share(of.complaint_basis_points) * penalty,
        };
        Valuation {
            terms: assumptions.treatments.map(terms),
            settled_in_parts: settled_in_parts(assumptions),
            acceptance: share(assumptions.settlement.acceptance_basis_points),
            haircut: share(assumptions.settlement.haircut_basis_points),
            largest_haircut: share(assumptions.settlement.largest_haircut_basis_points),
            sacrifice_cap: assumptions.settlement.sacrifice_cap.map(Money::to_major),
            winning: share(assumptions.legal.win_basis_points),
            after_liquidation: 1.0 - share(assumptions.legal.liquidation_cut_basis_points),
            without_security: share(assumptions.legal.unsecured_basis_points),
            legal_discount: discount(assumptions.of(Treatment::LegalReview)),
        }
    }

    /// The value of each treatment. Without money owed there is nothing to settle, to plan or to sue for.
    pub fn values(&self, facts: &ValueFacts) -> TreatmentValues {
        let is_owed = facts.outstanding > Money::ZERO;
        let values = Treatment::ALL.map(|treatment| {
            let estimate = match treatment {
                Treatment::NothingDue | Treatment::NotScored => return None,
                // Nobody accepts what cannot be paid: what is done otherwise is all that comes of it.
                Treatment::Settlement if is_owed && facts.bearing.settlement_strain().is_some() => self.fallback(facts).1,
                Treatment::Settlement if is_owed => self.settlement(facts),
                Treatment::LegalReview if is_owed && facts.is_legal_open => self.legal(facts),
                Treatment::Settlement | Treatment::LegalReview => return None,
                Treatment::RepaymentPlan if !is_owed => return None,
                // A plan that nobody can keep changes nothing.
                Treatment::RepaymentPlan if facts.bearing.has_affordable_plan() == Some(false) => self.common(Treatment::Wait, facts),
                _ => self.common(treatment, facts),
            };
            estimate.rounded()
        });
        let (is_plan_instead, has_no_plan) = (facts.bearing.is_plan_instead(), facts.bearing.has_affordable_plan() == Some(false));
        TreatmentValues { values, is_plan_instead, has_no_plan, ..TreatmentValues::default() }
    }

    /// The score from which the harsher of two treatments pays, for a loan like this one, whatever its own score: p*.
    pub fn break_even_between(&self, milder: Treatment, harsher: Treatment, facts: &ValueFacts) -> Option<f64> {
        let gain_at = |score: f64| {
            let values = self.values(&ValueFacts { score: Probability::new(score)?, ..*facts });
            Some(values.net(harsher)?.saturating_sub(values.net(milder)?))
        };
        break_even(Money::ZERO.saturating_sub(gain_at(0.0)?), gain_at(1.0)?)
    }

    fn common(&self, treatment: Treatment, facts: &ValueFacts) -> Estimate {
        let terms = &self.terms[treatment as usize];
        let probability = (1.0 - facts.score.value() * terms.still_unpaid).clamp(0.0, 1.0);
        Estimate { recovered: probability * owed(facts) * terms.worth, cost: terms.cost }
    }

    /// `P_win · min(B, collateral · (1 − liquidation cut)) · D(t) − c`, but no less than what is recovered of unsecured balances; where no
    /// collateral is known, the whole balance times the share recovered. Whether the borrower would have paid does not enter.
    fn legal(&self, facts: &ValueFacts) -> Estimate {
        let terms = &self.terms[Treatment::LegalReview as usize];
        let worth = match facts.collateral.map(Money::to_major) {
            Some(collateral) => {
                let sale = owed(facts).min(collateral * self.after_liquidation);
                sale.max(owed(facts) * self.without_security) * self.legal_discount
            }
            None => owed(facts) * terms.worth,
        };
        Estimate { recovered: self.winning * worth, cost: terms.cost }
    }

    /// `q_acc · (1 − h) · B · D(t) + (1 − q_acc) · F − c`, F what is done when the offer is refused.
    fn settlement(&self, facts: &ValueFacts) -> Estimate {
        let terms = &self.terms[Treatment::Settlement as usize];
        let (_, fallback) = self.fallback(facts);
        let accepted = (1.0 - self.offered_haircut(facts)) * owed(facts) * self.settled(facts);
        Estimate {
            recovered: self.acceptance * accepted + (1.0 - self.acceptance) * fallback.recovered,
            cost: terms.cost + (1.0 - self.acceptance) * fallback.cost,
        }
    }

    /// The share recovered of what is settled for, at today's worth: of what is paid in parts less than of what is paid at once.
    fn settled(&self, facts: &ValueFacts) -> f64 {
        match facts.bearing.settlement {
            SettlementBearing::AtOnce => self.terms[Treatment::Settlement as usize].worth,
            SettlementBearing::InParts | SettlementBearing::Beyond(_) => self.settled_in_parts,
        }
    }

    /// The best of what is done when an offer is refused: a reminder, a call, or legal review where it is open and has places for all.
    fn fallback(&self, facts: &ValueFacts) -> (Treatment, Estimate) {
        let mut best = (Treatment::Reminder, self.common(Treatment::Reminder, facts));
        let is_legal_next = facts.is_legal_open && !facts.is_legal_limited;
        let legal = is_legal_next.then(|| (Treatment::LegalReview, self.legal(facts)));
        for other in [Some((Treatment::ReminderCall, self.common(Treatment::ReminderCall, facts))), legal].into_iter().flatten() {
            if other.1.net() > best.1.net() {
                best = other;
            }
        }
        best
    }

    fn offered_haircut(&self, facts: &ValueFacts) -> f64 {
        self.usual_haircut(facts.outstanding)
    }

    /// The share that the usual offer gives up of so much.
    pub(super) fn usual_haircut(&self, outstanding: Money) -> f64 {
        self.haircut.min(self.allowed_haircut(outstanding))
    }

    /// The largest haircut that the policy allows on this loan.
    fn allowed_haircut(&self, outstanding: Money) -> f64 {
        let owed = outstanding.to_major().max(0.01);
        self.sacrifice_cap.map_or(self.largest_haircut, |cap| self.largest_haircut.min(cap / owed))
    }

    /// What can be said about settling this loan; `None` where nothing is owed.
    pub fn settlement_terms(&self, facts: &ValueFacts) -> Option<SettlementTerms> {
        if facts.outstanding <= Money::ZERO {
            return None;
        }
        let terms = &self.terms[Treatment::Settlement as usize];
        let (fallback, estimate) = self.fallback(facts);
        let worth_of_all = owed(facts) * self.settled(facts);
        let largest_paying = largest_paying_haircut(terms.cost, self.acceptance, estimate.net(), worth_of_all);
        let allowed = self.allowed_haircut(facts.outstanding);
        let given_up = largest_paying.map_or(0.0, |haircut| haircut.clamp(0.0, allowed));
        let if_accepted = (1.0 - self.offered_haircut(facts)) * worth_of_all;
        let legal = facts.is_legal_open.then(|| self.legal(facts));
        Some(SettlementTerms {
            fallback,
            fallback_value: Money::from_major(estimate.net())?,
            largest_paying_haircut: largest_paying,
            allowed_haircut: allowed,
            offered_haircut: self.offered_haircut(facts),
            least_acceptable: Money::from_major((1.0 - given_up) * owed(facts))?,
            if_accepted: Money::from_major(if_accepted)?,
            legal_value: legal.and_then(|legal| Money::from_major(legal.net())),
            beats_legal: legal.map(|legal| if_accepted >= legal.net()),
        })
    }
}

/// Of a settlement in equal parts, one a month from the first month on.
fn settled_in_parts(assumptions: &Assumptions) -> f64 {
    let n_parts = assumptions.settlement.longest_term_months.max(1);
    let factors = (1..=n_parts).map(|month| discount_factor(assumptions.annual_discount_basis_points, month));
    share(assumptions.of(Treatment::Settlement).recovered_basis_points) * factors.sum::<f64>() / f64::from(n_parts)
}

fn owed(facts: &ValueFacts) -> f64 {
    facts.outstanding.to_major().max(0.0)
}

/// What can be said about settling one loan.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct SettlementTerms {
    /// What is done when the offer is refused.
    pub fallback: Treatment,
    /// What that is worth.
    pub fallback_value: Money,
    /// The largest share of the balance that may be given up so that offering still pays, h_max; below zero where no offer pays;
    /// `None` where offers are never accepted.
    pub largest_paying_haircut: Option<f64>,
    /// The largest share that the policy allows on this loan.
    pub allowed_haircut: f64,
    /// The share that the usual offer gives up here.
    pub offered_haircut: f64,
    /// The least sum to accept: what both limits leave of the balance.
    pub least_acceptable: Money,
    /// What the usual offer is worth today once it is accepted.
    pub if_accepted: Money,
    /// What legal steps are worth, where they are open.
    pub legal_value: Option<Money>,
    /// Whether the usual offer, accepted, is worth as least as much as legal steps.
    pub beats_legal: Option<bool>,
}

/// The haircut at which offering to settle neither gains nor loses: `h_max = 1 − (c / q_acc + F) / (B · D(t))`, in any one currency.
/// `None` unless both the acceptance and the worth of the whole balance are above 0.
pub fn largest_paying_haircut(cost: f64, acceptance: f64, fallback_value: f64, worth_of_balance: f64) -> Option<f64> {
    (acceptance > 0.0 && worth_of_balance > 0.0).then(|| 1.0 - (cost / acceptance + fallback_value) / worth_of_balance)
}
