use super::assumptions::{AffordabilityAssumptions, Assumptions};
use super::decision::Decision;
use super::offer::Offer;
use super::repayment::{
    AffordabilityRules, LivingFloor, LoanTerms, Means, PlanKind, PlanLimits, PlanOffer, PlanOffers, PlanSearch, Schedule, level_instalment,
    schedule,
};
use super::repayment_case::{NoSchedule, RepaymentCase};
use super::treatment::Treatment;
use super::value::SettlementTerms;
use crate::data::loan_facts::LoanFacts;
use crate::quantity::{Decimal, Money};

/// Which plan goes with a treatment: for borrower after borrower, by one policy's assumptions.
#[derive(Clone, Debug)]
pub struct PlanProposer {
    affordability: AffordabilityRules,
    least_relief: Decimal,
    /// Whether incomes are known of this portfolio: then who has none is an exception, at which a person looks.
    knows_incomes: bool,
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
    /// By what a policy assumes and the median income of the portfolio, where incomes are known. What plans may change is
    /// [`PlanLimits::default`]; time costs the lender what the policy says.
    pub fn new(assumptions: &Assumptions, income_median: Option<Money>) -> PlanProposer {
        let discount_rate = Decimal::from_basis_points(assumptions.annual_discount_basis_points);
        let limits = PlanLimits { discount_rate, ..PlanLimits::default() };
        let months = |months: u32| u16::try_from(months).unwrap_or(LoanTerms::MOST_MONTHS).clamp(1, LoanTerms::MOST_MONTHS);
        let affordability = affordability_rules(&assumptions.affordability, income_median);
        PlanProposer {
            affordability,
            least_relief: Decimal::from_basis_points(assumptions.affordability.least_relief_basis_points),
            knows_incomes: income_median.is_some(),
            search: PlanSearch::new(limits, affordability).ok(),
            lump_month: months(assumptions.of(Treatment::Settlement).months),
            n_instalments: months(assumptions.settlement.longest_term_months),
        }
    }

    /// The plans that a borrower can afford; `None` without an income. Where the offer is to ease the loan, those that ask for as much less
    /// than today's instalment as the policy wants. Else, and where there are none, terms are changed for another reason or not at all:
    /// where every plan would change them, none that asks for more than today, as long as there is another.
    pub fn offers(&self, case: &RepaymentCase, offer: Offer) -> Option<PlanOffers> {
        let (search, means) = (self.search.as_ref()?, case.means?);
        let up_to = |most: Money| {
            let found = search.search(&case.terms, &Means { most_instalment: Some(most), ..means }).ok()?;
            found.offers.iter().any(|found| found.kind != PlanKind::Standard).then_some(found)
        };
        let relieved = case.instalment.filter(|_| offer.eases()).and_then(|today| up_to(self.relieved(today)));
        if let Some(found) = relieved {
            return Some(PlanOffers { is_relief: true, ..found });
        }
        let found = search.search(&case.terms, &means).ok()?;
        let keeps_terms = found.offers.iter().any(|found| !found.kind.changes_terms());
        Some(if keeps_terms { found } else { case.instalment.and_then(up_to).unwrap_or(found) })
    }

    /// The most that counts as relief from today's instalment.
    pub(super) fn relieved(&self, today: Money) -> Money {
        today.saturating_sub(self.least_relief.of(today))
    }

    /// Whether incomes are known of this portfolio.
    pub(super) fn knows_incomes(&self) -> bool {
        self.knows_incomes
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
    pub fn affordability(&self) -> &AffordabilityRules {
        &self.affordability
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

    /// The plan that goes with what is done about a borrower, and the repayment plans that it was chosen from.
    pub(super) fn propose(
        &self,
        decision: &Decision,
        settlement: Option<&SettlementTerms>,
        facts: &LoanFacts,
    ) -> (Proposal, Option<PlanOffers>) {
        match decision.treatment {
            Treatment::RepaymentPlan => match RepaymentCase::of(facts) {
                Ok(case) => self.propose_repayment(&case, decision.offer),
                Err(reason) => (Proposal::NoSchedule(reason), None),
            },
            Treatment::Settlement => {
                let owed = facts.outstanding.zip(settlement);
                let schedule = owed.and_then(|(owed, terms)| self.settlement(owed, terms.offered_haircut, decision.offer));
                let reason = facts.outstanding.map_or(NoSchedule::OutstandingUnknown, |_| NoSchedule::NothingOwed);
                (schedule.map_or(Proposal::NoSchedule(reason), |schedule| Proposal::Plan(proposed_schedule(&schedule))), None)
            }
            _ => (Proposal::NotAsked, None),
        }
    }

    fn propose_repayment(&self, case: &RepaymentCase, offer: Offer) -> (Proposal, Option<PlanOffers>) {
        let offers = self.offers(case, offer);
        let proposal = offers.as_ref().map_or(Proposal::NoIncome, |offers| {
            fitting_offer(offers, offer).map_or(Proposal::NoneAffordable, |offer| Proposal::Plan(ProposedPlan::of(offer, case)))
        });
        (proposal, offers)
    }
}

impl ProposedPlan {
    fn of(offer: &PlanOffer, case: &RepaymentCase) -> ProposedPlan {
        let totals = offer.totals;
        let (instalment, end_month, paid) = (totals.first_instalment, totals.end_month, totals.paid);
        ProposedPlan { kind: offer.kind, instalment, later: later_instalment(offer, case), end_month, paid }
    }

    /// What the plan offers: what was to be offered where it is that, else what it is. What counts as a lower instalment is `relieved` or
    /// less.
    pub(super) fn offer(&self, wanted: Offer, relieved: Option<Money>) -> Offer {
        let is_lower = relieved.is_none_or(|relieved| self.instalment.max(self.later.unwrap_or_default()) <= relieved);
        let is_true = |offer: Offer| is_lower || !matches!(offer, Offer::LowerInstalment | Offer::TokenPayments);
        let offer = if is_offered(self.kind, wanted) { wanted } else { own_offer(self.kind) };
        if is_true(offer) { offer } else { Offer::NoOffer }
    }
}

fn affordability_rules(assumed: &AffordabilityAssumptions, income_median: Option<Money>) -> AffordabilityRules {
    let living_floor = LivingFloor { base: assumed.living_base, per_dependent: assumed.living_per_dependent };
    AffordabilityRules {
        cap: Decimal::from_basis_points(assumed.largest_share_basis_points),
        living_floor: if assumed.asks_for_living(income_median) { living_floor } else { LivingFloor::default() },
        ..AffordabilityRules::default()
    }
}

fn proposed_schedule(schedule: &Schedule) -> ProposedPlan {
    let totals = schedule.totals;
    ProposedPlan { kind: schedule.kind, instalment: totals.first_instalment, later: None, end_month: totals.end_month, paid: totals.paid }
}

/// What follows a plan's first payment, where that differs by more than a thousandth: so much is left to the last by rounding.
pub fn later_instalment(offer: &PlanOffer, case: &RepaymentCase) -> Option<Money> {
    let (terms, first) = (&case.terms, offer.totals.first_instalment);
    let agreed = || level_instalment(terms.principal(), terms.annual_rate(), terms.n_months());
    let (n_first, later) = match offer.kind {
        PlanKind::Standard => (1, agreed()),
        PlanKind::ArrearsSpread { n_months } => (n_months, agreed()),
        _ => (0, offer.totals.highest_instalment),
    };
    let differs = later.saturating_sub(first).minor_units().abs() > first.minor_units() / 1_000;
    (differs && offer.totals.end_month > n_first).then_some(later)
}

/// The plan to propose. Where the loan is eased: of the plans that are what the policy offers the one with the smallest loss, of small
/// payments the one that begins with the smallest; just what was agreed only where there is nothing else. Otherwise one that changes no
/// terms, arrears in parts before arrears at once; a change of terms is a restructuring, whatever it saves the lender.
pub fn fitting_offer(offers: &PlanOffers, offer: Offer) -> Option<&PlanOffer> {
    let all = || offers.offers.iter();
    let changed = || all().filter(|found| found.kind != PlanKind::Standard);
    let fitting = match offer {
        Offer::TokenPayments if offers.is_relief => changed().min_by_key(|found| found.totals.first_instalment),
        _ if offers.is_relief => changed().find(|found| is_offered(found.kind, offer)).or_else(|| changed().next()),
        _ => {
            let spread = all().find(|found| matches!(found.kind, PlanKind::ArrearsSpread { .. }));
            spread.or_else(|| all().find(|found| found.kind == PlanKind::Standard))
        }
    };
    fitting.or_else(|| offers.best())
}

fn is_offered(kind: PlanKind, offer: Offer) -> bool {
    let is_small_at_first = match kind {
        PlanKind::StepUp { .. } => true,
        PlanKind::Combined(levers) => levers.step_months > 0,
        _ => false,
    };
    offer != Offer::NoOffer && own_offer(kind) == offer || (offer == Offer::TokenPayments && is_small_at_first)
}

/// What a repayment plan is as an offer; nothing of one that only keeps to what was agreed.
fn own_offer(kind: PlanKind) -> Offer {
    match kind {
        PlanKind::ArrearsSpread { .. } => Offer::ArrearsSpread,
        PlanKind::Holiday { .. } | PlanKind::InterestOnly { .. } => Offer::PaymentHoliday,
        PlanKind::Combined(levers) if levers.holiday > 0 => Offer::PaymentHoliday,
        PlanKind::TenorExtension { .. } | PlanKind::StepUp { .. } | PlanKind::RateCut { .. } | PlanKind::Combined(_) => {
            Offer::LowerInstalment
        }
        PlanKind::Standard | PlanKind::SettlementLump { .. } | PlanKind::SettlementInstalments { .. } => Offer::NoOffer,
    }
}
