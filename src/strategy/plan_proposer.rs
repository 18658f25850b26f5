use super::assumptions::Assumptions;
use super::offer::Offer;
use super::planner::BorrowerPlan;
use super::repayment::{
    AffordabilityRules, LoanTerms, Means, PlanKind, PlanLimits, PlanOffer, PlanOffers, PlanSearch, Schedule, level_instalment, schedule,
};
use super::repayment_case::{NoSchedule, RepaymentCase};
use super::treatment::Treatment;
use crate::data::loan_facts::LoanFacts;
use crate::quantity::{Decimal, Money};

/// Which plan goes with a treatment: for borrower after borrower, by one policy's assumptions.
#[derive(Clone, Debug)]
pub struct PlanProposer {
    search: Option<PlanSearch>,
    /// Until a settlement is paid at once, and at most in instalments.
    lump_month: u16,
    n_instalments: u16,
}

/// The plan that goes with a treatment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proposal {
    /// The treatment comes without a plan.
    NotAsked,
    /// There is nothing to make a schedule of.
    NoSchedule(NoSchedule),
    /// Nobody can say what is affordable without an income.
    NoIncome,
    /// The policy has no plan that the borrower can afford.
    NoneAffordable,
    /// This plan.
    Plan(ProposedPlan),
}

/// A plan that is proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProposedPlan {
    /// The plan.
    pub kind: PlanKind,
    /// Its first payment above zero.
    pub instalment: Money,
    /// The payment that follows it, where that differs by more than rounding.
    pub later: Option<Money>,
    /// Month of the last payment.
    pub end_month: u16,
    /// All payments.
    pub paid: Money,
}

impl PlanProposer {
    /// By what a policy assumes. What plans may change is [`PlanLimits::default`]; time costs the lender what the policy says.
    pub fn new(assumptions: &Assumptions) -> PlanProposer {
        let discount_rate = Decimal::from_basis_points(assumptions.annual_discount_basis_points);
        let limits = PlanLimits { discount_rate, ..PlanLimits::default() };
        let months = |months: u32| u16::try_from(months).unwrap_or(LoanTerms::MOST_MONTHS).clamp(1, LoanTerms::MOST_MONTHS);
        PlanProposer {
            search: PlanSearch::new(limits, AffordabilityRules::default()).ok(),
            lump_month: months(assumptions.of(Treatment::Settlement).months),
            n_instalments: months(assumptions.settlement.longest_term_months),
        }
    }

    /// The plans that a borrower can afford; `None` without an income. Where the offer is to ease the loan, none that asks for more than
    /// today's instalment, as long as there is another.
    pub fn offers(&self, case: &RepaymentCase, offer: Offer) -> Option<PlanOffers> {
        let (search, means) = (self.search.as_ref()?, case.means?);
        let eased = case.instalment.filter(|_| offer.eases()).and_then(|instalment| {
            let found = search.search(&case.terms, &Means { most_instalment: Some(instalment), ..means }).ok()?;
            found.offers.iter().any(|found| found.kind != PlanKind::Standard).then_some(found)
        });
        eased.or_else(|| search.search(&case.terms, &means).ok())
    }

    /// Whether the policy has no plan that the borrower can afford; false where nobody can say. The same as a search that finds nothing,
    /// without searching where the answer is plain: no plan asks for less than the lowest instalment, and one that asks for clearly
    /// less than can be borne is there.
    pub fn has_none_affordable(&self, case: &RepaymentCase) -> bool {
        let Some((search, means)) = self.search.as_ref().zip(case.means) else { return false };
        let (lowest, largest) = (search.lowest_instalment(&case.terms), search.largest_affordable(&means));
        // What rounding leaves to the last instalment is far less than a hundredth.
        let margin = Money::from_minor_units(lowest.minor_units() / 100 + 100);
        if lowest.saturating_sub(margin) > largest {
            return true;
        }
        lowest.saturating_add(margin) > largest && search.search(&case.terms, &means).is_ok_and(|found| found.offers.is_empty())
    }

    /// When an instalment is too much.
    pub(super) fn affordability(&self) -> AffordabilityRules {
        AffordabilityRules::default()
    }

    /// In how many parts a settlement may be paid at most.
    pub(super) fn n_instalments(&self) -> u16 {
        self.n_instalments
    }

    /// The schedule of what is offered to settle for, of all that is owed, where this share of it is given up.
    pub fn settlement(&self, outstanding: Money, haircut: f64, offer: Offer) -> Option<Schedule> {
        // Rounded so that no more is given up than is allowed.
        let share = Decimal::ONE.saturating_sub(Decimal::from_millionths((haircut.clamp(0.0, 1.0) * 1e6) as u32));
        let kind = match offer {
            Offer::SettlementInstalments => PlanKind::SettlementInstalments { share, n_months: self.n_instalments },
            _ => PlanKind::SettlementLump { share, month: self.lump_month },
        };
        // A settlement asks for neither rate nor term.
        schedule(&LoanTerms::new(outstanding, Decimal::ZERO, 1, Money::ZERO).ok()?, kind).ok()
    }

    /// The plan that goes with what is done about a borrower.
    pub fn propose(&self, plan: &BorrowerPlan, facts: &LoanFacts) -> Proposal {
        match plan.decision.treatment {
            Treatment::RepaymentPlan => match RepaymentCase::of(facts) {
                Ok(case) => self.propose_repayment(&case, plan.decision.offer),
                Err(reason) => Proposal::NoSchedule(reason),
            },
            Treatment::Settlement => {
                let owed = facts.outstanding.zip(plan.settlement);
                let schedule = owed.and_then(|(owed, terms)| self.settlement(owed, terms.offered_haircut, plan.decision.offer));
                let reason = facts.outstanding.map_or(NoSchedule::OutstandingUnknown, |_| NoSchedule::NothingOwed);
                schedule.map_or(Proposal::NoSchedule(reason), |schedule| Proposal::Plan(proposed_schedule(&schedule)))
            }
            _ => Proposal::NotAsked,
        }
    }

    fn propose_repayment(&self, case: &RepaymentCase, offer: Offer) -> Proposal {
        match self.offers(case, offer) {
            None => Proposal::NoIncome,
            Some(offers) => fitting_offer(&offers, offer).map_or(Proposal::NoneAffordable, |offer| {
                let totals = offer.totals;
                let (instalment, end_month, paid) = (totals.first_instalment, totals.end_month, totals.paid);
                Proposal::Plan(ProposedPlan { kind: offer.kind, instalment, later: later_instalment(offer, case), end_month, paid })
            }),
        }
    }
}

fn proposed_schedule(schedule: &Schedule) -> ProposedPlan {
    let totals = schedule.totals;
    ProposedPlan { kind: schedule.kind, instalment: totals.first_instalment, later: None, end_month: totals.end_month, paid: totals.paid }
}

/// What follows a plan's first payment, where that differs by more than a thousandth: so much is left to the last by rounding.
pub fn later_instalment(offer: &PlanOffer, case: &RepaymentCase) -> Option<Money> {
    let (terms, first) = (&case.terms, offer.totals.first_instalment);
    let later = match offer.kind {
        PlanKind::Standard | PlanKind::ArrearsSpread { .. } => level_instalment(terms.principal(), terms.annual_rate(), terms.n_months()),
        _ => offer.totals.highest_instalment,
    };
    (later.saturating_sub(first).minor_units().abs() > first.minor_units() / 1_000).then_some(later)
}

/// The plan to propose: of those that are what the policy offers the one with the smallest loss, else of all; of small payments the one
/// that begins with the smallest. Who cannot pay as agreed is not proposed just that, unless there is nothing else.
pub fn fitting_offer(offers: &PlanOffers, offer: Offer) -> Option<&PlanOffer> {
    let changed = || offers.offers.iter().filter(|found| found.kind != PlanKind::Standard);
    let fitting = match offer {
        Offer::TokenPayments => changed().min_by_key(|found| found.totals.first_instalment),
        _ => offers.offers.iter().find(|found| is_offered(found.kind, offer)),
    };
    let eased = || if offer.eases() { changed().next() } else { None };
    fitting.or_else(eased).or_else(|| offers.best())
}

fn is_offered(kind: PlanKind, offer: Offer) -> bool {
    match (offer, kind) {
        (Offer::ArrearsSpread, PlanKind::ArrearsSpread { .. }) => true,
        (Offer::PaymentHoliday, PlanKind::Holiday { .. }) => true,
        (Offer::PaymentHoliday, PlanKind::Combined(levers)) => levers.holiday > 0,
        (Offer::LowerInstalment, PlanKind::TenorExtension { .. } | PlanKind::StepUp { .. } | PlanKind::RateCut { .. }) => true,
        (Offer::LowerInstalment, PlanKind::Combined(levers)) => levers.holiday == 0,
        _ => false,
    }
}
