use super::action::Strategy;
use super::allotment::Allotment;
use super::assumptions::N_TREATMENTS;
use super::capacity::{CapacityCase, Resource};
use super::cockpit_steps::CockpitRow;
use super::decision::{Case, Decision};
use super::legal_steps::LegalSteps;
use super::means::Bearing;
use super::outcome_sums::{BorrowerFacts, BorrowerOutcome};
use super::plan_proposer::{PlanProposer, Proposal};
use super::policy::ValidPolicy;
use super::portfolio_scale::PortfolioScale;
use super::portfolio_value::is_worth_keeping;
use super::repayment::{PlanOffer, PlanOffers};
use super::repayment_case::RepaymentCase;
use super::treatment::Treatment;
use super::value::{SettlementTerms, TreatmentValues, Valuation, ValueFacts};
use crate::data::loan_facts::LoanFacts;
use crate::quantity::{Money, Probability};

/// A policy made ready for planning many borrowers: a score and what is known of the loan in, what is done and what it brings out.
#[derive(Clone, Debug)]
pub struct Planner {
    policy: ValidPolicy,
    valuation: Valuation,
    proposer: PlanProposer,
    scale: PortfolioScale,
}

/// One borrower to plan for.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The honest score; `None` without one.
    pub score: Option<Probability>,
    /// What the file says of the loan.
    pub facts: &'a LoanFacts,
    /// The share of seeds whose strategy differs from the one shown; `None` where it was not looked at.
    pub seed_share: Option<Probability>,
    /// What takes the place of the treatment for want of capacity ([`super::Allotment`]).
    pub instead: Option<Treatment>,
}

impl<'a> Subject<'a> {
    /// With a score and facts alone.
    pub fn new(score: Option<Probability>, facts: &'a LoanFacts) -> Subject<'a> {
        Subject { score, facts, seed_share: None, instead: None }
    }
}

/// What is done about one borrower, why, and what it is expected to bring.
#[derive(Clone, Debug, PartialEq)]
pub struct BorrowerPlan {
    /// What is done, and why.
    pub decision: Decision,
    /// What each treatment would bring and cost.
    pub values: TreatmentValues,
    /// What can be said about settling; `None` where nothing is owed.
    pub settlement: Option<SettlementTerms>,
    /// What the borrower can bear: a step that asks for more is valued as if it were refused.
    pub bearing: Bearing,
    /// The plan that goes with it.
    pub proposal: Proposal,
    /// The repayment plans that it was chosen from; `None` where it is none of them, or nobody knows what can be afforded.
    pub offers: Option<PlanOffers>,
}

impl BorrowerPlan {
    /// The repayment plans to show: those that the proposed one was chosen from, or else those that would go with the offer.
    pub fn repayment_offers(&self, case: &RepaymentCase, proposer: &PlanProposer) -> Option<PlanOffers> {
        self.offers.clone().or_else(|| proposer.offers(case, self.decision.offer))
    }

    /// The proposed one among them; `None` where none is.
    pub fn proposed_of<'a>(&self, offers: &'a PlanOffers) -> Option<&'a PlanOffer> {
        let Proposal::Plan(proposed) = self.proposal else { return None };
        offers.offers.iter().find(|found| found.kind == proposed.kind)
    }
}

impl Planner {
    /// By a policy and where this portfolio's middle lies.
    pub fn new(policy: ValidPolicy, scale: PortfolioScale) -> Planner {
        let assumptions = &policy.policy().assumptions;
        let (valuation, proposer) = (Valuation::new(assumptions), PlanProposer::new(assumptions, scale.income_median));
        Planner { policy, valuation, proposer, scale }
    }

    /// The policy.
    pub fn policy(&self) -> &ValidPolicy {
        &self.policy
    }

    /// Which plan goes with a treatment.
    pub fn proposer(&self) -> &PlanProposer {
        &self.proposer
    }

    /// Where the portfolio's middle lies, by which archetypes are divided.
    pub fn scale(&self) -> &PortfolioScale {
        &self.scale
    }

    /// What is done about a borrower.
    pub fn plan(&self, subject: &Subject<'_>) -> BorrowerPlan {
        let weighed = self.weigh(subject, self.is_legal_limited());
        let settlement = weighed.facts.and_then(|facts| self.valuation.settlement_terms(&facts));
        let mut decision = self.policy.decide(&self.case(subject, &weighed));
        decision.weigh_means(subject.facts, settlement.as_ref(), weighed.bearing(), (&self.proposer, &self.policy.policy().rules));
        let (proposal, offers) = self.proposer.propose(&decision, settlement.as_ref(), subject.facts);
        // What is offered is what the plan does.
        if let (Proposal::Plan(plan), Treatment::RepaymentPlan) = (&proposal, decision.treatment) {
            let relieved = subject.facts.monthly_instalment.map(|today| self.proposer.relieved(today));
            decision.offer = plan.offer(decision.offer, relieved);
        }
        let (values, bearing) = (weighed.values, weighed.bearing());
        BorrowerPlan { decision, values, settlement, bearing, proposal, offers }
    }

    /// What is done and what it brings, without the terms of a settlement.
    pub fn outcome(&self, subject: &Subject<'_>) -> (Decision, BorrowerOutcome, TreatmentValues) {
        let weighed = self.weigh(subject, self.is_legal_limited());
        let mut decision = self.policy.decide(&self.case(subject, &weighed));
        let is_settled = decision.treatment == Treatment::Settlement;
        let settlement = weighed.facts.filter(|_| is_settled).and_then(|facts| self.valuation.settlement_terms(&facts));
        decision.weigh_means(subject.facts, settlement.as_ref(), weighed.bearing(), (&self.proposer, &self.policy.policy().rules));
        let outcome = BorrowerOutcome::new(decision.treatment, &weighed.values);
        (decision, outcome, weighed.values)
    }

    /// What the month's capacity does not reach of a portfolio; `None` where it is not limited. `scored` gives the score and the facts of a
    /// row below `n_rows`.
    pub fn allotment(&self, n_rows: usize, scored: impl Fn(usize) -> (Option<Probability>, LoanFacts)) -> Option<Allotment> {
        let capacity = &self.policy.policy().assumptions.capacity;
        let case = |row: usize| {
            let (score, facts) = scored(row);
            self.capacity_case(&Subject::new(score, &facts))
        };
        capacity.is_limited().then(|| Allotment::new(capacity, (0..n_rows).map(case)))
    }

    /// What a borrower asks for of what there may be too little of, whatever was given out before; `None` of nothing.
    fn capacity_case(&self, subject: &Subject<'_>) -> Option<CapacityCase> {
        let weighed = self.weigh(subject, self.is_legal_limited());
        let decision = self.policy.decide(&self.case(&Subject { instead: None, ..*subject }, &weighed));
        Resource::of(decision.treatment)?;
        Some(CapacityCase::new(decision.treatment, &weighed.values))
    }

    /// What is done in each of the three bands, for sums over any cut-offs, as if there were capacity for all.
    pub fn cockpit_row(&self, subject: &Subject<'_>, is_bad: Option<bool>, group: Option<u8>) -> CockpitRow {
        let weighed = self.weigh(subject, false);
        let case = self.case(subject, &weighed);
        let outcomes = Strategy::BANDS.map(|band| {
            let treatment = self.policy.decide_in(band, &case).treatment;
            BorrowerOutcome::new(treatment, &weighed.values)
        });
        CockpitRow { score: subject.score, facts: self.sum_facts(subject, is_bad, group), outcomes }
    }

    /// What the treatment of the upper band would bring beyond that of the middle one, were the score 0 and were it 1; `None` where
    /// both bands treat the borrower alike, or one of them has no value.
    pub fn legal_band_gain(&self, subject: &Subject<'_>, row: &CockpitRow) -> Option<(Money, Money)> {
        let [middle, upper] = [row.outcomes[1].treatment, row.outcomes[2].treatment];
        // First what is quick: what it is worth may take a search for a plan that can be afforded.
        if middle == upper {
            return None;
        }
        let facts = self.value_facts(subject, false)?;
        let gain_at = |score: f64| {
            let values = self.valuation.values(&ValueFacts { score: Probability::nearest(score), ..facts });
            Some(values.net(upper)?.saturating_sub(values.net(middle)?))
        };
        Some((gain_at(0.0)?, gain_at(1.0)?))
    }

    /// What a treatment gives up of what this borrower owes, if it is accepted: something of a settlement, nothing of all others.
    pub fn given_up(&self, subject: &Subject<'_>, treatment: Treatment) -> Money {
        let owed = subject.facts.outstanding.filter(|owed| treatment == Treatment::Settlement && *owed > Money::ZERO);
        let given_up = owed.and_then(|owed| Money::from_major(owed.to_major() * self.valuation.usual_haircut(owed)));
        given_up.unwrap_or_default()
    }

    /// What sums need to know of a borrower.
    pub fn sum_facts(&self, subject: &Subject<'_>, is_bad: Option<bool>, group: Option<u8>) -> BorrowerFacts {
        BorrowerFacts {
            outstanding: subject.facts.outstanding,
            is_bad,
            is_worth_keeping: is_worth_keeping(subject.facts, subject.score, &self.policy.policy().assumptions.worth_keeping),
            group,
        }
    }

    fn is_legal_limited(&self) -> bool {
        self.policy.policy().assumptions.capacity.legal_slots.is_some()
    }

    fn case<'a>(&self, subject: &Subject<'a>, weighed: &'a Weighed) -> Case<'a> {
        let Subject { score, facts, seed_share, instead } = *subject;
        Case {
            score,
            facts,
            archetype: self.scale.archetype(facts),
            values: &weighed.nets,
            bearing: weighed.bearing(),
            seed_share,
            instead,
        }
    }

    /// What its value depends on; `None` where something of it is not known, or the loan has ended.
    fn value_facts(&self, subject: &Subject<'_>, is_legal_limited: bool) -> Option<ValueFacts> {
        let facts = subject.facts;
        if self.policy.end_of(facts).is_some() {
            return None;
        }
        let is_legal_open = matches!(LegalSteps::of(facts, &self.policy.policy().rules), LegalSteps::Open { .. });
        let (score, outstanding) = (subject.score?, facts.outstanding?);
        let rules = &self.policy.policy().rules;
        let bearing = self.proposer.bearing(facts, self.valuation.usual_haircut(outstanding), rules.plan_when_settlement_beyond_means);
        Some(ValueFacts { score, outstanding, collateral: facts.collateral, is_legal_open, is_legal_limited, bearing })
    }

    /// What each treatment would bring; without a notice where none may be given.
    fn weigh(&self, subject: &Subject<'_>, is_legal_limited: bool) -> Weighed {
        let facts = self.value_facts(subject, is_legal_limited);
        if facts.is_some() && subject.facts.flags.stop_collecting() {
            let values = TreatmentValues::of_nothing_collected();
            return Weighed { facts: None, values, nets: Treatment::ALL.map(|treatment| values.net(treatment)) };
        }
        let mut values = facts.map(|facts| self.valuation.values(&facts)).unwrap_or_default();
        let archetype = self.scale.archetype(subject.facts);
        if facts.is_some_and(|facts| facts.bearing.plans_are_for_hardship(archetype)) {
            values.keep_plans_for_hardship();
        }
        if !self.policy.may_give_notice(archetype, subject.facts.days_past_due) {
            values.forbid(Treatment::PreLegalNotice);
        }
        Weighed { facts, values, nets: Treatment::ALL.map(|treatment| values.net(treatment)) }
    }
}

/// What each treatment of one borrower would bring, and what that was worked out of.
struct Weighed {
    facts: Option<ValueFacts>,
    values: TreatmentValues,
    nets: [Option<Money>; N_TREATMENTS],
}

impl Weighed {
    fn bearing(&self) -> Bearing {
        self.facts.map(|facts| facts.bearing).unwrap_or_default()
    }
}
