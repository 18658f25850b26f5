use super::assumptions::{AffordabilityAssumptions, Assumptions};
use super::decision::Decision;
use super::offer::Offer;
use super::repayment::{
    AffordabilityRules, LivingFloor, LoanTerms, Means, PlanKind, PlanLimits, PlanOffer, PlanOffers, PlanSearch, Schedule, schedule,
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

/// Which repayment plans a borrower can be offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlanReach {
    /// One that changes no terms: as agreed, or with the arrears spread.
    pub keeps_terms: bool,
    /// One that changes them, and lowers today's instalment by as much as the policy asks of relief.
    pub is_relieved: bool,
}

impl PlanReach {
    /// Any at all.
    pub fn has_any(self) -> bool {
        self.keeps_terms || self.is_relieved
    }

    /// Whether the plan that goes with an offer changes terms.
    pub fn changes_terms(self, offer: Offer) -> bool {
        self.is_relieved && (offer.eases() || !self.keeps_terms)
    }
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
    /// By what a policy assumes, and the median income of the portfolio, where incomes are known.
    pub fn new(assumptions: &Assumptions, income_median: Option<Money>) -> PlanProposer {
        let discount_rate = Decimal::from_basis_points(assumptions.annual_discount_basis_points);
        let months = |months: u32| u16::try_from(months).unwrap_or(LoanTerms::MOST_MONTHS).clamp(1, LoanTerms::MOST_MONTHS);
        let plans = &assumptions.plans;
        let limits = PlanLimits {
            longest_extension: plans.longest_extension_months.min(u32::from(LoanTerms::MOST_MONTHS)) as u16,
            longest_holiday: plans.longest_holiday_months.min(u32::from(LoanTerms::MOST_MONTHS)) as u16,
            largest_rate_cut: Decimal::from_basis_points(plans.largest_rate_cut_basis_points),
            longest_arrears_spread: plans.longest_arrears_spread_months.min(u32::from(LoanTerms::MOST_MONTHS)) as u16,
            discount_rate,
            ..PlanLimits::default()
        };
        let affordability = affordability_rules(&assumptions.affordability, income_median);
        PlanProposer {
            affordability,
            least_relief: Decimal::from_basis_points(plans.least_relief_basis_points),
            knows_incomes: income_median.is_some(),
            search: PlanSearch::new(limits, affordability).ok(),
            lump_month: months(assumptions.of(Treatment::Settlement).months),
            n_instalments: months(assumptions.settlement.longest_term_months),
        }
    }

    /// The plans that a borrower can afford; `None` without an income. To ease the loan those that lower today's instalment by as much as
    /// the policy asks of relief; else, and where there are none, those of which one changes no terms. Terms are not changed for less than
    /// relief: where they would have to be there is no plan. Without knowing today's instalment nobody can say what relief is.
    pub fn offers(&self, case: &RepaymentCase, offer: Offer) -> Option<PlanOffers> {
        let (search, means) = (self.search.as_ref()?, case.means?);
        let found = search.search(&case.terms, &means).ok()?;
        let Some(today) = case.instalment else { return Some(PlanOffers { is_relief: offer.eases(), ..found }) };
        let relief = || {
            let found = search.search(&case.terms, &Means { most_instalment: Some(self.relieved(today)), ..means }).ok()?;
            found.offers.iter().any(|found| found.kind.changes_terms()).then_some(PlanOffers { is_relief: true, ..found })
        };
        let kept = || found.offers.iter().any(|found| !found.kind.changes_terms()).then(|| found.clone());
        let offers = if offer.eases() { relief().or_else(kept) } else { kept().or_else(relief) };
        Some(offers.unwrap_or(PlanOffers { offers: Vec::new(), ..found }))
    }

    /// Which plans a borrower can be offered, without listing them; `None` where nobody can say. The same as [`Self::offers`] finds, without
    /// a search where the answer is plain.
    pub(super) fn reach(&self, case: &RepaymentCase) -> Option<PlanReach> {
        let (search, means) = (self.search.as_ref()?, case.means?);
        let largest = search.largest_affordable(&means);
        let changes = |most: Money| {
            // No plan that changes terms asks for less than this, and one that asks for about as much is there.
            let lowest = search.lowest_instalment(&case.terms);
            match search.has_longer_or_cheaper(&case.terms).then(|| is_plain(lowest, most)).flatten() {
                Some(is_within) => is_within,
                None => search
                    .search(&case.terms, &Means { most_instalment: Some(most), ..means })
                    .is_ok_and(|found| found.offers.iter().any(|found| found.kind.changes_terms())),
            }
        };
        let asked = search.keeping_terms(&case.terms);
        let keeps_terms = is_plain(asked, largest).unwrap_or_else(|| search.can_keep_terms(&case.terms, &means));
        let is_relieved = match case.instalment {
            Some(today) => changes(largest.min(self.relieved(today))),
            None => changes(largest),
        };
        Some(PlanReach { keeps_terms, is_relieved })
    }

    /// The most that counts as relief from today's instalment.
    pub(super) fn relieved(&self, today: Money) -> Money {
        today.saturating_sub(self.least_relief.of(today))
    }

    /// Whether incomes are known of this portfolio.
    pub(super) fn knows_incomes(&self) -> bool {
        self.knows_incomes
    }

    /// Whether the policy has no plan that the borrower can afford; false where nobody can say.
    pub fn has_none_affordable(&self, case: &RepaymentCase) -> bool {
        self.reach(case).is_some_and(|reach| !reach.has_any())
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

/// Whether what is asked for is within the most; `None` where rounding decides, of which the last instalment takes far less than a
/// hundredth.
fn is_plain(asked: Money, most: Money) -> Option<bool> {
    let margin = Money::from_minor_units(asked.minor_units() / 100 + 100);
    match () {
        () if asked.saturating_add(margin) <= most => Some(true),
        () if asked.saturating_sub(margin) > most => Some(false),
        () => None,
    }
}

fn proposed_schedule(schedule: &Schedule) -> ProposedPlan {
    let totals = schedule.totals;
    ProposedPlan { kind: schedule.kind, instalment: totals.first_instalment, later: None, end_month: totals.end_month, paid: totals.paid }
}

/// What follows a plan's first payment, where that differs by more than a thousandth: so much is left to the last by rounding.
pub fn later_instalment(offer: &PlanOffer, case: &RepaymentCase) -> Option<Money> {
    let (terms, first) = (&case.terms, offer.totals.first_instalment);
    let (n_first, later) = match offer.kind {
        PlanKind::Standard => (1, terms.instalment()),
        PlanKind::ArrearsSpread { n_months } => (n_months, terms.instalment()),
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
    let changed = || all().filter(|found| found.kind.changes_terms());
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
