use serde::{Deserialize, Serialize};

use super::archetype::Archetype;
use super::decision::Decision;
use super::offer::Offer;
use super::plan_proposer::{PlanProposer, PlanReach};
use super::policy::OverrideRules;
use super::reason::{Reason, ReviewCause};
use super::repayment::Means;
use super::repayment_case::{RepaymentCase, means_of};
use super::treatment::Treatment;
use super::value::SettlementTerms;
use crate::data::loan_facts::LoanFacts;
use crate::quantity::Money;

/// What a settlement asks of a borrower who cannot pay so much.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Strain {
    /// The highest payment of a month.
    pub payment: Money,
    /// The most that may be asked in a month; negative where what is needed to live is more than is earned.
    pub most: Money,
    /// Net income a month.
    pub income: Money,
}

impl Strain {
    /// Whether more is asked than is earned in the month; else it is more than may be taken of it.
    pub fn is_above_income(self) -> bool {
        self.payment > self.income
    }
}

/// How a settlement can be borne.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SettlementBearing {
    /// In one payment, as far as anybody can say.
    #[default]
    AtOnce,
    /// In as many parts as the policy allows.
    InParts,
    /// Not even so.
    Beyond(Strain),
}

/// What a borrower can bear of what may be asked. Where the means are not known it speaks against nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bearing {
    /// How a settlement can be borne; never [`SettlementBearing::Beyond`] where the policy does not ask.
    pub settlement: SettlementBearing,
    /// Which repayment plans can be afforded; `None` where nobody can say.
    pub plans: Option<PlanReach>,
}

impl Bearing {
    /// Whether a repayment plan takes the place of a settlement.
    pub fn is_plan_instead(self) -> bool {
        self.settlement_strain().is_some() && self.has_affordable_plan() == Some(true)
    }

    /// What a settlement asks beyond the borrower's means even in parts.
    pub fn settlement_strain(self) -> Option<Strain> {
        if let SettlementBearing::Beyond(strain) = self.settlement { Some(strain) } else { None }
    }

    /// Whether every plan that this borrower could keep changes terms, though the borrower counts as able to pay: that is relief for who
    /// cannot, and takes no other step's place for money alone.
    pub(super) fn plans_are_for_hardship(self, archetype: Archetype) -> bool {
        let is_able = matches!(archetype, Archetype::Forgetful | Archetype::AbleUnwilling);
        is_able && self.plans.is_some_and(|plans| !plans.keeps_terms)
    }

    /// Whether a repayment plan can be afforded; `None` where nobody can say.
    pub fn has_affordable_plan(self) -> Option<bool> {
        self.plans.map(PlanReach::has_any)
    }
}

/// How many settlements ask for more than the borrower can pay.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SettlementMeans {
    /// Settlements.
    pub n_settlements: u64,
    /// Those that ask for more than may be taken of the income.
    pub n_beyond: u64,
    /// Of these, those that ask for more than the whole income of a month.
    pub n_above_income: u64,
    /// Those that a person looks at first, as no affordable repayment plan is known; nobody is expected to accept them.
    pub n_for_a_person: u64,
    /// Repayment plans in place of such a settlement.
    pub n_plans_instead: u64,
    /// What all settlements give up of what is owed, if everybody accepts.
    pub given_up: Money,
}

impl SettlementMeans {
    /// Adds one borrower.
    pub fn add(&mut self, decision: &Decision, given_up: Money) {
        let (strain, is_settled) = (decision.strain(), decision.treatment == Treatment::Settlement);
        let has = |wanted: fn(&Reason) -> bool| u64::from(decision.reasons.iter().any(wanted));
        self.given_up = self.given_up.saturating_add(given_up);
        self.n_settlements += u64::from(is_settled);
        self.n_beyond += u64::from(strain.is_some());
        self.n_above_income += u64::from(strain.is_some_and(Strain::is_above_income));
        self.n_for_a_person += has(|reason| *reason == Reason::Review(ReviewCause::SettlementBeyondMeans));
        self.n_plans_instead += has(|reason| matches!(reason, Reason::PlanInstead(_)));
    }
}

impl Decision {
    /// Holds what is asked against what the borrower has, where the file says that: of the step that is left when all else is decided.
    /// A settlement that is too much at once is offered in the parts that the policy allows, where these can be borne, and else marked;
    /// then, as where no repayment plan can be borne, a person looks first. That person speaks with the borrower, so the place is taken
    /// all the same.
    pub(super) fn weigh_means(
        &mut self,
        facts: &LoanFacts,
        terms: Option<&SettlementTerms>,
        bearing: Bearing,
        (proposer, rules): (&PlanProposer, &OverrideRules),
    ) {
        let is_approved = rules.approve_restructuring;
        match (self.treatment, terms, facts.outstanding, means_of(facts)) {
            (Treatment::Settlement, Some(terms), Some(owed), Some(means)) => {
                self.weigh_settlement((owed, terms.offered_haircut), &means, bearing, proposer);
            }
            (Treatment::RepaymentPlan | Treatment::LegalReview, ..) if bearing.has_affordable_plan() == Some(false) => {
                self.ask_first(ReviewCause::NoAffordablePlan);
            }
            (Treatment::RepaymentPlan, ..) if is_approved && bearing.plans.is_some_and(|plans| plans.changes_terms(self.offer)) => {
                self.ask_first(ReviewCause::Restructuring);
            }
            (Treatment::RepaymentPlan | Treatment::Settlement, _, Some(_), None) if proposer.knows_incomes() => {
                self.ask_first(ReviewCause::IncomeUnknown);
            }
            _ => {}
        }
        if let Some(cover) = well_secured(facts).filter(|_| self.treatment == Treatment::Settlement) {
            self.reasons.push(Reason::WellSecured { cover });
        }
        if rules.approve_settlement && self.treatment == Treatment::Settlement && terms.is_some_and(|terms| terms.offered_haircut > 0.0) {
            self.ask_first(ReviewCause::Settlement);
        }
    }

    fn weigh_settlement(&mut self, (owed, haircut): (Money, f64), means: &Means, bearing: Bearing, proposer: &PlanProposer) {
        let strain_of = |offer: Offer| proposer.strain(owed, haircut, offer, means);
        let Some(strain) = strain_of(self.offer) else { return };
        let n_parts = proposer.n_instalments();
        if self.offer != Offer::SettlementInstalments && n_parts > 1 && strain_of(Offer::SettlementInstalments).is_none() {
            self.offer = Offer::SettlementInstalments;
            self.reasons.push(Reason::SettlementInParts { at_once: strain, n_parts: u32::from(n_parts) });
            return;
        }
        self.reasons.push(Reason::BeyondMeans(strain));
        if bearing.settlement_strain().is_some() {
            self.ask_first(ReviewCause::SettlementBeyondMeans);
        }
    }

    fn ask_first(&mut self, cause: ReviewCause) {
        self.needs_review = self.needs_review.or(Some(cause));
        self.reasons.push(Reason::Review(cause));
    }

    /// What a settlement asks beyond the borrower's means; `None` where it does not, or the income is not known.
    pub fn strain(&self) -> Option<Strain> {
        self.reasons.iter().find_map(|reason| if let Reason::BeyondMeans(strain) = reason { Some(*strain) } else { None })
    }
}

/// Collateral by what is owed, in thousandths, where it is more.
fn well_secured(facts: &LoanFacts) -> Option<u32> {
    let (collateral, owed) = facts.collateral.zip(facts.outstanding.filter(|owed| *owed > Money::ZERO))?;
    let cover = (1e3 * collateral.to_major() / owed.to_major()).min(1e9) as u32;
    (cover > 1_000).then_some(cover)
}

impl PlanProposer {
    /// What a borrower can bear of what the policy may ask: of a settlement that gives up this share, and of repayment plans.
    pub(super) fn bearing(&self, facts: &LoanFacts, haircut: f64, asks_of_settlements: bool) -> Bearing {
        let Some((owed, means)) = facts.outstanding.zip(means_of(facts)).filter(|(owed, _)| *owed > Money::ZERO) else {
            return Bearing::default();
        };
        let settlement = match self.strain(owed, haircut, Offer::SettlementLump, &means) {
            None => SettlementBearing::AtOnce,
            Some(_) => match self.strain(owed, haircut, Offer::SettlementInstalments, &means).filter(|_| asks_of_settlements) {
                None => SettlementBearing::InParts,
                Some(strain) => SettlementBearing::Beyond(strain),
            },
        };
        let case = RepaymentCase::of(facts).ok();
        Bearing { settlement, plans: case.and_then(|case| self.reach(&case)) }
    }

    /// What a settlement asks beyond the borrower's means, paid as it is offered; `None` where it can be borne.
    fn strain(&self, owed: Money, haircut: f64, offer: Offer, means: &Means) -> Option<Strain> {
        let payment = self.settlement(owed, haircut, offer)?.totals.highest_instalment;
        let (most, _) = self.affordability().largest_instalments(means);
        (payment > most).then_some(Strain { payment, most, income: means.net_income })
    }
}
