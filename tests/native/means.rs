//! What is asked of a borrower held against what the borrower has: settlements that are too much, and plans that nobody can pay.

use proptest::prelude::*;
use smart_loan_recovery::data::loan_facts::LoanFacts;
use smart_loan_recovery::quantity::{Money, Probability};
use smart_loan_recovery::sheets::plan::borrower_plan_sheet;
use smart_loan_recovery::sheets::{Block, reason_text};
use smart_loan_recovery::strategy::repayment::{AffordabilityClass, PlanKind, PlanOffer};
use smart_loan_recovery::strategy::{
    Archetype, BorrowerPlan, Offer, PlanProposer, Planner, Policy, PortfolioScale, Proposal, Reason, RepaymentCase, ReviewCause, Stage,
    Strain, Strategy as Band, Subject, Treatment, TreatmentChoice, ValidPolicy, fitting_offer,
};

use crate::repayment::money;

fn planner(change: impl FnOnce(&mut Policy)) -> Planner {
    let mut policy = Policy::default();
    change(&mut policy);
    Planner::new(ValidPolicy::try_from(policy).unwrap(), PortfolioScale::default())
}

fn plan(planner: &Planner, facts: &LoanFacts) -> BorrowerPlan {
    planner.plan(&Subject::new(Probability::new(0.6), facts))
}

/// 100,000 owed, and this income a month.
fn earns(income: f64) -> LoanFacts {
    LoanFacts { outstanding: Some(money(100_000.0)), monthly_income: Some(money(income)), ..LoanFacts::default() }
}

#[test]
fn a_settlement_that_is_too_much_at_once_is_offered_in_parts_that_can_be_borne() {
    let by_default = planner(|_| {});
    // 80,000 at once is half of 160,000; in three parts it is half of 53,333.34.
    let offer = |income: f64| {
        let BorrowerPlan { decision, .. } = plan(&by_default, &earns(income));
        assert_eq!(decision.treatment, Treatment::Settlement);
        (decision.offer, decision.strain())
    };
    assert_eq!(offer(160_000.0), (Offer::SettlementLump, None));
    assert_eq!(offer(159_999.0), (Offer::SettlementInstalments, None));
    assert_eq!(offer(53_334.0), (Offer::SettlementInstalments, None));
    let strain =
        |income: f64| Some(Strain { payment: money(80_000.0), most: money((income * 50.0).floor() / 100.0), income: money(income) });
    assert_eq!(offer(53_333.0), (Offer::SettlementLump, strain(53_333.0)));
    assert!(strain(79_999.0).unwrap().is_above_income() && !strain(80_000.0).unwrap().is_above_income());
    let in_parts = plan(&by_default, &earns(100_000.0));
    let at_once = Strain { payment: money(80_000.0), most: money(50_000.0), income: money(100_000.0) };
    assert!(in_parts.decision.reasons.contains(&Reason::SettlementInParts { at_once, n_parts: 3 }));
    assert_eq!(in_parts.decision.reasons.last(), Some(&Reason::Review(ReviewCause::Settlement)));
    let proposal = in_parts.proposal;
    assert!(matches!(proposal, Proposal::Plan(plan) if plan.end_month == 3 && plan.paid == money(80_000.0)), "{proposal:?}");
    // Where the policy allows no parts, or nobody knows the income.
    let at_once_only = planner(|policy| policy.assumptions.settlement.longest_term_months = 1);
    assert_eq!(plan(&at_once_only, &earns(100_000.0)).decision.strain(), Some(at_once));
    let unknown = plan(&by_default, &LoanFacts { monthly_income: None, ..earns(0.0) }).decision;
    assert_eq!((unknown.offer, unknown.strain()), (Offer::SettlementLump, None));
}

#[test]
fn what_is_beyond_means_is_said_on_the_borrowers_page_and_in_the_reasons() {
    let facts = earns(20_000.0);
    let decision = plan(&planner(|_| {}), &facts).decision;
    let words = reason_text(&Reason::BeyondMeans(decision.strain().unwrap()), Default::default());
    assert!(words.starts_with("Beyond means: ") && words.contains("whole income"), "{words}");
    let sheet = borrower_plan_sheet(&planner(|_| {}), &Subject::new(Probability::new(0.6), &facts), Default::default());
    let said = |block: &Block| matches!(block, Block::Notice { title, .. } if title.contains("more than a month’s income"));
    assert!(sheet.blocks.iter().any(said), "{sheet:?}");
    // Nobody can say whether a plan is affordable, as the file has no term: a person looks first.
    assert_eq!(decision.needs_review, Some(ReviewCause::SettlementBeyondMeans));
    assert!(decision.is_for_a_person());
}

#[test]
fn whose_income_is_not_known_is_looked_at_first_where_others_incomes_are() {
    let unknown = LoanFacts { monthly_income: None, ..earns(0.0) };
    let policy = ValidPolicy::default();
    let among_known = Planner::new(policy, PortfolioScale { income_median: Some(money(40_000.0)), ..PortfolioScale::default() });
    let BorrowerPlan { decision, .. } = plan(&among_known, &unknown);
    assert_eq!((decision.treatment, decision.needs_review), (Treatment::Settlement, Some(ReviewCause::IncomeUnknown)));
    // A file without incomes says nothing of anybody: that is no exception.
    assert_eq!(plan(&planner(|_| {}), &unknown).decision.needs_review, Some(ReviewCause::Settlement));
}

#[test]
fn whoever_decides_on_legal_steps_learns_that_no_plan_is_affordable() {
    let legal = |income: f64| {
        let facts = LoanFacts { days_past_due: Some(120), missed_payments: Some(4), ..earns_within_a_term(income) };
        let always = planner(|policy| policy.rules.harsh_only_when_worth_more = false);
        always.plan(&Subject::new(Probability::new(0.9), &facts)).decision
    };
    let is_said = |reasons: &[Reason]| reasons.contains(&Reason::Review(ReviewCause::NoAffordablePlan));
    let (poor, able) = (legal(9_000.0), legal(60_000.0));
    assert_eq!((poor.treatment, able.treatment), (Treatment::LegalReview, Treatment::LegalReview));
    assert!(is_said(&poor.reasons) && !is_said(&able.reasons), "{poor:?}");
}

/// Legal review of so little costs more than it brings, and what is cheaper than it is a settlement that cannot be paid.
#[test]
fn what_takes_the_place_of_a_dear_step_is_no_offer_that_nobody_can_keep() {
    let facts = LoanFacts { dependents: Some(3), days_past_due: Some(112), ..owing(16_542.0, 54_000.0, 36, 4) };
    let decision = planner(|_| {}).plan(&Subject::new(Probability::new(0.85), &facts)).decision;
    assert_eq!(decision.treatment, Treatment::Specialist, "{decision:?}");
    assert!(decision.reasons.iter().any(|reason| matches!(reason, Reason::WorthMore { instead_of: Treatment::LegalReview, .. })));
    assert!(decision.reasons.contains(&Reason::Review(ReviewCause::SettlementBeyondMeans)), "{decision:?}");
}

/// What is not yet due is far less than the agreed instalment: the one payment that is left is that, and no change of terms is needed.
#[test]
fn nobody_is_asked_for_more_in_a_month_than_is_owed() {
    let facts = LoanFacts { monthly_instalment: Some(money(37_926.0)), ..owing(93_297.0, 42_986.0, 6, 1) };
    let plan = plan(&always_a_plan(|_| {}), &facts);
    assert!(!plan.decision.reasons.contains(&Reason::Review(ReviewCause::Restructuring)), "{plan:?}");
    assert!(matches!(plan.proposal, Proposal::Plan(proposed) if !proposed.kind.changes_terms()), "{plan:?}");
}

#[test]
fn where_all_is_due_it_is_spread_and_not_as_agreed() {
    let facts = LoanFacts {
        outstanding: Some(money(144_712.04)),
        monthly_instalment: Some(money(29_904.47)),
        missed_payments: Some(6),
        days_past_due: Some(137),
        ..owing(90_000.0, 144_712.04, 36, 6)
    };
    let case = RepaymentCase::of(&facts).unwrap();
    assert_eq!((case.terms.principal(), case.terms.arrears()), (Money::ZERO, money(144_712.04)));
    let Proposal::Plan(proposed) = plan(&always_a_plan(|_| {}), &facts).proposal else { panic!() };
    assert!(matches!(proposed.kind, PlanKind::ArrearsSpread { .. }) && proposed.later.is_none(), "{proposed:?}");
    assert_eq!(proposed.paid, money(144_712.04));
    let sheet = borrower_plan_sheet(&planner(|_| {}), &Subject::new(Probability::new(0.6), &facts), Default::default());
    assert!(format!("{sheet:?}").contains("All of it: the missed instalments come to as much"));
}

/// The same, to be repaid within 36 months at 14 %.
fn earns_within_a_term(income: f64) -> LoanFacts {
    LoanFacts { tenure_months: Some(36), annual_rate_basis_points: Some(1_400), ..earns(income) }
}

#[test]
fn a_plan_that_can_be_afforded_comes_before_a_settlement_that_cannot() {
    let (by_default, off) = (planner(|_| {}), planner(|policy| policy.rules.plan_when_settlement_beyond_means = false));
    // Three parts of 26,666.67 are more than half of 50,000; 3,417.76 a month are not.
    let facts = earns_within_a_term(50_000.0);
    let instead = plan(&by_default, &facts);
    assert_eq!((instead.decision.treatment, instead.decision.needs_review), (Treatment::RepaymentPlan, None));
    let Some(Reason::PlanInstead(strain)) = instead.decision.reasons.last() else { panic!("{:?}", instead.decision.reasons) };
    assert_eq!(*strain, Strain { payment: strain.payment, most: money(25_000.0), income: money(50_000.0) });
    assert!((strain.payment.to_major() - 26_666.67).abs() <= 0.01, "{strain:?}");
    let words = reason_text(instead.decision.reasons.last().unwrap(), Default::default());
    assert!(words.starts_with("A repayment plan, as one is affordable") && words.contains("that may be taken of the income of"), "{words}");
    let proposal = instead.proposal;
    assert!(matches!(proposal, Proposal::Plan(plan) if plan.instalment <= money(25_000.0)), "{proposal:?}");
    // Where the rule is off, or the settlement can be borne, or nobody knows the income.
    let before = plan(&off, &facts);
    assert_eq!((before.decision.treatment, before.decision.needs_review), (Treatment::Settlement, Some(ReviewCause::Settlement)));
    assert!(before.decision.strain().is_some());
    for facts in [earns_within_a_term(60_000.0), LoanFacts { monthly_income: None, ..facts }] {
        let (now, before) = (plan(&by_default, &facts), plan(&off, &facts));
        assert_eq!((now.decision.treatment, &now), (Treatment::Settlement, &before));
    }
}

#[test]
fn nobody_is_expected_to_accept_a_settlement_that_cannot_be_paid() {
    let (by_default, off) = (planner(|_| {}), planner(|policy| policy.rules.plan_when_settlement_beyond_means = false));
    let facts = earns_within_a_term(1_500.0);
    let (now, before) = (plan(&by_default, &facts), plan(&off, &facts));
    assert_eq!((now.decision.treatment, now.decision.needs_review), (Treatment::Specialist, Some(ReviewCause::SettlementBeyondMeans)));
    let of = |treatment| now.values.of(treatment).unwrap();
    assert_eq!(of(Treatment::Settlement), of(Treatment::ReminderCall));
    assert!(of(Treatment::ReminderCall).net() > of(Treatment::Reminder).net());
    assert!(before.values.net(Treatment::Settlement) > now.values.net(Treatment::Settlement));
    assert_eq!((before.decision.treatment, before.decision.needs_review), (Treatment::Settlement, Some(ReviewCause::Settlement)));
}

/// A loan whose plan is for a person to make where nothing is affordable.
fn owing(income: f64, outstanding: f64, months: u32, missed: u32) -> LoanFacts {
    LoanFacts {
        outstanding: Some(money(outstanding)),
        monthly_income: Some(money(income)),
        tenure_months: Some(months),
        annual_rate_basis_points: Some(1_400),
        days_past_due: Some(20 * missed),
        missed_payments: Some(missed),
        ..LoanFacts::default()
    }
}

/// A policy that offers everybody a repayment plan.
fn always_a_plan(change: impl FnOnce(&mut Policy)) -> Planner {
    planner(|policy| {
        for (band, archetype) in Band::BANDS.into_iter().flat_map(|band| Archetype::ALL.map(|archetype| (band, archetype))) {
            for stage in Stage::ALL {
                let choice = TreatmentChoice { treatment: Treatment::RepaymentPlan, ..policy.table.choice(band, archetype, stage) };
                policy.table.set(band, archetype, stage, choice);
            }
        }
        change(policy);
    })
}

/// Whatever there is room for: legal review of somebody who can afford no plan is held for a person, not sent a reminder; and a person
/// looks at everybody else for whom legal review has no place.
#[test]
fn without_a_place_for_legal_review_a_person_still_looks() {
    let without = planner(|policy| {
        policy.rules.harsh_only_when_worth_more = false;
        let capacity = &mut policy.assumptions.capacity;
        (capacity.legal_slots, capacity.calls, capacity.field_visits) = (Some(0), Some(0), Some(0));
    });
    let late = |income: f64| LoanFacts { days_past_due: Some(150), collateral: Some(money(600_000.0)), ..owing(income, 500_000.0, 36, 5) };
    let score = Probability::new(0.97);
    let decided = |facts: &LoanFacts| {
        let allotment = without.allotment(1, |_| (score, *facts)).unwrap();
        without.plan(&Subject { instead: allotment.instead(0), ..Subject::new(score, facts) }).decision
    };
    let none = decided(&late(5_000.0));
    assert_eq!((none.treatment, none.needs_review), (Treatment::Specialist, Some(ReviewCause::NoAffordablePlan)), "{:?}", none.reasons);
    assert_eq!(none.wanted_instead(), Some(Treatment::LegalReview));
    let some = decided(&late(500_000.0));
    assert_eq!(
        (some.wanted_instead(), some.needs_review),
        (Some(Treatment::LegalReview), Some(ReviewCause::LegalReplaced)),
        "{:?}",
        some.reasons
    );
    assert!(some.treatment != Treatment::Specialist && some.is_for_a_person());
}

#[test]
fn where_no_plan_is_affordable_a_person_looks_first() {
    let always_plan = always_a_plan(|_| {});
    let looks = |income: f64| {
        let plan = plan(&always_plan, &owing(income, 500_000.0, 36, 1));
        plan.decision
    };
    assert_eq!((looks(100_000.0).treatment, looks(100_000.0).needs_review), (Treatment::RepaymentPlan, None));
    let none = looks(5_000.0);
    assert_eq!((none.treatment, none.offer), (Treatment::Specialist, Offer::NoOffer));
    // Nor does a rule that looks for what brings more send a reminder instead, or want of capacity.
    let by_worth = planner(|policy| policy.rules.cheaper_when_worth_more = true);
    let facts = LoanFacts { days_past_due: Some(120), ..owing(5_000.0, 500_000.0, 36, 5) };
    for instead in [None, Some(Treatment::Specialist)] {
        let subject = Subject { instead, ..Subject::new(Probability::new(0.6), &facts) };
        let decision = by_worth.plan(&subject).decision;
        assert_eq!((decision.treatment, decision.is_for_a_person()), (Treatment::Specialist, true), "{:?}", decision.reasons);
    }
    assert_eq!((none.needs_review, none.is_for_a_person()), (Some(ReviewCause::NoAffordablePlan), true));
    assert_eq!(none.reasons.last(), Some(&Reason::Review(ReviewCause::NoAffordablePlan)));
    let facts = owing(5_000.0, 500_000.0, 36, 1);
    let sheet = borrower_plan_sheet(&always_plan, &Subject::new(Probability::new(0.6), &facts), Default::default());
    let said = |block: &Block| matches!(block, Block::Notice { title, text, .. } if title == "A person looks first" && text.contains("specialist"));
    assert!(sheet.blocks.iter().any(said), "{sheet:?}");
    // Such a plan brings what waiting brings.
    let values = |income: f64| plan(&always_plan, &owing(income, 500_000.0, 36, 1)).values;
    assert_eq!(values(5_000.0).of(Treatment::RepaymentPlan), values(5_000.0).of(Treatment::Wait));
    assert!(values(100_000.0).net(Treatment::RepaymentPlan) > values(100_000.0).net(Treatment::Wait));
}

proptest! {
    #[test]
    fn that_none_is_affordable_is_what_a_search_finds(income in 1_000.0..200_000.0f64, owed in 1_000.0..2_000_000.0f64, months in 2u32..120, missed in 0u32..5) {
        let facts = owing(income.round(), owed.round(), months, missed);
        let proposer = PlanProposer::new(&Policy::default().assumptions, None);
        if let Ok(case) = RepaymentCase::of(&facts) {
            let found = proposer.offers(&case, Offer::NoOffer).unwrap();
            prop_assert_eq!(proposer.has_none_affordable(&case), found.offers.is_empty());
        }
    }

    /// Who cannot pay as agreed is not asked for more than today's instalment, as long as there is such a plan, and never for what cannot
    /// be afforded.
    #[test]
    fn what_is_to_ease_a_loan_asks_for_no_more_than_today(income in 10_000.0..200_000.0f64, owed in 10_000.0..2_000_000.0f64, months in 6u32..120, missed in 0u32..5, instalment in 500.0..60_000.0f64) {
        let proposer = PlanProposer::new(&Policy::default().assumptions, None);
        let today = money(instalment.round());
        let facts = LoanFacts { monthly_instalment: Some(today), ..owing(income.round(), owed.round(), months, missed) };
        if let Ok(case) = RepaymentCase::of(&facts) {
            for offer in [Offer::LowerInstalment, Offer::PaymentHoliday, Offer::TokenPayments] {
                let found = proposer.offers(&case, offer).unwrap();
                let proposed = fitting_offer(&found, offer);
                prop_assert_eq!(proposed.is_none(), proposer.has_none_affordable(&case));
                let Some(proposed) = proposed else { continue };
                let changed = || found.offers.iter().filter(|found| found.kind != PlanKind::Standard);
                prop_assert!(!found.is_relief || proposed.kind != PlanKind::Standard);
                let least = today.saturating_sub(today.scaled(1, 20));
                let has_eased = changed().any(|found| found.totals.highest_instalment <= least);
                prop_assert!(!has_eased || proposed.totals.highest_instalment <= least, "{:?}", proposed);
                // For less nobody's terms are changed, where the arrears can be spread or paid.
                prop_assert!(has_eased || !proposed.kind.changes_terms(), "{:?}", proposed);
                prop_assert!(proposed.affordability.class != AffordabilityClass::Red);
            }
        }
    }

    /// A change of terms is a restructuring: none is proposed where arrears can be paid beside the agreed instalments, and none that asks
    /// for more than today where another asks for less. What is said to be offered is what the plan does.
    #[test]
    fn terms_are_changed_only_where_that_is_needed_and_never_for_the_worse(income in 10_000.0..200_000.0f64, owed in 10_000.0..2_000_000.0f64, months in 6u32..120, missed in 0u32..5, instalment in 500.0..60_000.0f64) {
        let today = money(instalment.round());
        let facts = LoanFacts { monthly_instalment: Some(today), ..owing(income.round(), owed.round(), months, missed) };
        let plan = plan(&always_a_plan(|_| {}), &facts);
        // Whoever writes the offer knows whether it has to be approved.
        let is_approved = plan.decision.reasons.contains(&Reason::Review(ReviewCause::Restructuring));
        let changes_terms = matches!(plan.proposal, Proposal::Plan(proposed) if proposed.kind.changes_terms());
        prop_assert_eq!(is_approved, plan.decision.treatment == Treatment::RepaymentPlan && changes_terms, "{:?}", plan);
        if let (Proposal::Plan(proposed), Some(offers)) = (plan.proposal, &plan.offers) {
            let offer = offers.offers.iter().find(|found| found.kind == proposed.kind).unwrap();
            let keeps_terms = |found: &PlanOffer| !found.kind.changes_terms();
            let is_eased = plan.decision.archetype != Archetype::AbleUnwilling && plan.decision.archetype != Archetype::Forgetful && plan.decision.archetype != Archetype::Unknown;
            prop_assert!(is_eased || keeps_terms(offer) || !offers.offers.iter().any(keeps_terms), "{:?}", offer);
            let is_raised = |found: &PlanOffer| found.totals.highest_instalment > today;
            let has_lower = offers.offers.iter().any(|found| found.kind != PlanKind::Standard && !is_raised(found));
            prop_assert!(keeps_terms(offer) || !is_raised(offer) || !has_lower, "{:?}", offer);
            match plan.decision.offer {
                Offer::PaymentHoliday => prop_assert!(matches!(offer.kind, PlanKind::Holiday { .. } | PlanKind::InterestOnly { .. } | PlanKind::Combined(_)), "{:?}", offer),
                Offer::LowerInstalment => prop_assert!(!is_raised(offer), "{:?}", offer),
                Offer::ArrearsSpread => prop_assert!(matches!(offer.kind, PlanKind::ArrearsSpread { .. }), "{:?}", offer),
                Offer::TokenPayments => prop_assert!(matches!(offer.kind, PlanKind::StepUp { .. } | PlanKind::Combined(_)), "{:?}", offer),
                other => prop_assert_eq!(other, Offer::NoOffer),
            }
        }
    }

    /// Near the edge, where rounding decides.
    #[test]
    fn also_where_it_is_close(owed in 1_000.0..2_000_000.0f64, months in 2u32..120, missed in 0u32..5, off in -300i64..300) {
        let proposer = PlanProposer::new(&Policy::default().assumptions, None);
        let facts = owing(1_000.0, owed.round(), months, missed);
        if let Ok(case) = RepaymentCase::of(&facts) {
            let lowest = proposer.offers(&case, Offer::NoOffer).unwrap().lowest_instalment;
            let income = Money::from_minor_units((2 * lowest.minor_units() + off).max(1));
            let case = RepaymentCase::of(&LoanFacts { monthly_income: Some(income), ..facts }).unwrap();
            prop_assert_eq!(proposer.has_none_affordable(&case), proposer.offers(&case, Offer::NoOffer).unwrap().offers.is_empty());
        }
    }
}
