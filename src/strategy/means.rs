use serde::{Deserialize, Serialize};

use super::decision::Decision;
use super::offer::Offer;
use super::plan_proposer::PlanProposer;
use super::reason::{Reason, ReviewCause};
use super::repayment::{AffordabilityClass, Means, Schedule};
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
    /// Net income a month.
    pub income: Money,
}

impl Strain {
    /// Whether more is asked than is earned in the month; else it is more than may be taken of it.
    pub fn is_above_income(self) -> bool {
        self.payment > self.income
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
}

impl SettlementMeans {
    /// Adds one borrower.
    pub fn add(&mut self, treatment: Treatment, strain: Option<Strain>) {
        self.n_settlements += u64::from(treatment == Treatment::Settlement);
        self.n_beyond += u64::from(strain.is_some());
        self.n_above_income += u64::from(strain.is_some_and(Strain::is_above_income));
    }
}

impl Decision {
    /// Holds what is asked against what the borrower has, where the file says that: of the step that is left when all else is decided.
    /// A settlement that is too much at once is offered in the parts that the policy allows, where these can be borne, and else marked;
    /// where no repayment plan can be borne, a person looks first. That person speaks with the borrower, so the place is taken all the
    /// same.
    pub(super) fn weigh_means(&mut self, facts: &LoanFacts, terms: Option<&SettlementTerms>, proposer: &PlanProposer) {
        match (self.treatment, terms, facts.outstanding, means_of(facts)) {
            (Treatment::Settlement, Some(terms), Some(owed), Some(means)) => self.weigh_settlement(owed, terms, &means, proposer),
            (Treatment::RepaymentPlan, ..) if RepaymentCase::of(facts).is_ok_and(|case| proposer.has_none_affordable(&case)) => {
                self.needs_review = self.needs_review.or(Some(ReviewCause::NoAffordablePlan));
                self.reasons.push(Reason::Review(ReviewCause::NoAffordablePlan));
            }
            _ => {}
        }
    }

    fn weigh_settlement(&mut self, owed: Money, terms: &SettlementTerms, means: &Means, proposer: &PlanProposer) {
        let strain_of = |offer: Offer| proposer.settlement(owed, terms, offer).map(|schedule| strain(&schedule, means, proposer));
        let Some(Some(strain)) = strain_of(self.offer) else { return };
        let n_parts = proposer.n_instalments();
        if self.offer != Offer::SettlementInstalments && n_parts > 1 && strain_of(Offer::SettlementInstalments) == Some(None) {
            self.offer = Offer::SettlementInstalments;
            self.reasons.push(Reason::SettlementInParts { at_once: strain, n_parts: u32::from(n_parts) });
        } else {
            self.reasons.push(Reason::BeyondMeans(strain));
        }
    }

    /// What a settlement asks beyond the borrower's means; `None` where it does not, or the income is not known.
    pub fn strain(&self) -> Option<Strain> {
        self.reasons.iter().find_map(|reason| if let Reason::BeyondMeans(strain) = reason { Some(*strain) } else { None })
    }
}

/// `None` where the payments can be borne.
fn strain(schedule: &Schedule, means: &Means, proposer: &PlanProposer) -> Option<Strain> {
    let class = proposer.affordability().assess(&schedule.rows, means).class;
    let payment = schedule.rows.iter().map(|row| row.payment).max()?;
    (class == AffordabilityClass::Red).then_some(Strain { payment, income: means.net_income })
}
