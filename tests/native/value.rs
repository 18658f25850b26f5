//! What treatments are expected to bring: estimates from assumptions, against figures worked out by hand.

use proptest::prelude::*;
use smart_loan_recovery::data::loan_facts::{LoanFacts, PaymentHistory};
use smart_loan_recovery::quantity::{Money, Probability};
use smart_loan_recovery::strategy::{
    AssumptionProblem, AssumptionUnit, Assumptions, Bearing, BorrowerFacts, BorrowerOutcome, PolicyContrast, PortfolioValue, QueueCase,
    SettlementBearing, StepWork, Strategy, Treatment, Valuation, ValueFacts, break_even, discount_factor, is_worth_keeping,
    largest_paying_haircut, marginal_value, on_time_share, queue_order,
};

fn money(major: f64) -> Money {
    Money::from_major(major).unwrap()
}

fn loan(score: f64, outstanding: f64) -> ValueFacts {
    ValueFacts {
        score: Probability::new(score).unwrap(),
        outstanding: money(outstanding),
        collateral: None,
        is_legal_open: true,
        is_legal_limited: false,
        bearing: Bearing::default(),
    }
}

fn net(treatment: Treatment, facts: &ValueFacts, assumptions: &Assumptions) -> f64 {
    Valuation::new(assumptions).values(facts).net(treatment).unwrap().to_major()
}

/// Without complaints, so that figures are those of the formula.
fn calm() -> Assumptions {
    Assumptions { complaint_penalty: Money::ZERO, ..Assumptions::default() }
}

// Fixtures of the domain

#[test]
fn a_month_costs_a_twelfth_root_of_the_year() {
    // 55 % of 300 000 after a month, and six equal instalments of 60 %, at 12 % a year.
    assert!((0.55 * 300_000.0 * discount_factor(1_200, 1) - 163_449.07).abs() < 0.01);
    let instalments: f64 = (1..=6).map(|month| 30_000.0 * discount_factor(1_200, month)).sum();
    assert!((instalments - 174_170.15).abs() < 0.01, "{instalments}");
    assert_eq!((discount_factor(0, 600), discount_factor(1_200, 0)), (1.0, 1.0));
}

#[test]
fn legal_review_is_worth_its_chance_of_winning_less_its_cost() {
    for score in [0.0, 0.9, 1.0] {
        assert!((net(Treatment::LegalReview, &loan(score, 300_000.0), &calm()) - 63_585.42).abs() < 0.005);
    }
    // With collateral of 300 000 that loses 30 % the same; less collateral brings less, but no less than none does; more
    // than is owed is not kept.
    let secured =
        |collateral: f64| net(Treatment::LegalReview, &ValueFacts { collateral: Some(money(collateral)), ..loan(0.9, 300_000.0) }, &calm());
    assert!((secured(300_000.0) - 63_585.42).abs() < 0.005);
    assert!(secured(200_000.0) < 35_000.0 && secured(150_000.0) < secured(200_000.0));
    assert_eq!(secured(100_000.0), secured(0.0));
    assert_eq!(secured(500_000.0), secured(5_000_000.0));
    // Known to be unsecured: the share of unsecured loans, three tenths.
    assert!((secured(0.0) - (0.15 * 300_000.0 * discount_factor(1_200, 18) - 25_000.0)).abs() < 0.005);
}

#[test]
fn the_largest_haircut_that_pays_weighs_the_fallback() {
    let worth = 300_000.0 * discount_factor(1_200, 1);
    let haircut = largest_paying_haircut(2_000.0, 0.4, 63_585.42, worth).unwrap();
    assert!((haircut - 0.7692).abs() < 0.000_05, "{haircut}");
    let terms = Valuation::new(&calm()).settlement_terms(&loan(1.0, 300_000.0)).unwrap();
    assert_eq!(terms.fallback, Treatment::LegalReview);
    assert!((terms.fallback_value.to_major() - 63_585.42).abs() < 0.005);
    assert!((terms.largest_paying_haircut.unwrap() - 0.7692).abs() < 0.000_05);
    // The policy allows 30 %, so 210 000 is the least.
    assert_eq!(terms.least_acceptable, money(210_000.0));
    assert_eq!((terms.offered_haircut, terms.beats_legal), (0.2, Some(true)));
    assert_eq!(largest_paying_haircut(2_000.0, 0.0, 1.0, 1.0), None);
    assert_eq!(largest_paying_haircut(2_000.0, 0.5, 1.0, 0.0), None);
}

#[test]
fn at_the_largest_paying_haircut_offering_gains_nothing() {
    let mut assumptions = calm();
    for score in [0.2, 0.6, 0.95] {
        let facts = loan(score, 80_000.0);
        let haircut = Valuation::new(&assumptions).settlement_terms(&facts).unwrap().largest_paying_haircut.unwrap();
        if !(0.0..=1.0).contains(&haircut) {
            continue;
        }
        assumptions.settlement.largest_haircut_basis_points = 10_000;
        assumptions.settlement.haircut_basis_points = (haircut * 10_000.0) as u32;
        let valuation = Valuation::new(&assumptions);
        let gained = valuation.values(&facts).net(Treatment::Settlement).unwrap().to_major();
        let fallback = valuation.settlement_terms(&facts).unwrap().fallback_value.to_major();
        assert!(gained >= fallback && gained - fallback < 80_000.0 * 0.4 * 1e-4 + 0.02, "{gained} {fallback}");
    }
}

#[test]
fn the_cut_off_from_cost_is_the_share_of_the_false_alarm() {
    assert_eq!(break_even(money(1.0), money(3.0)), Some(0.25));
    assert_eq!(break_even(Money::ZERO, money(3.0)), Some(0.0));
    assert_eq!(break_even(money(-5.0), money(3.0)), Some(0.0));
    assert_eq!(break_even(money(1.0), Money::ZERO), None);
    // Where the value is linear in the score, the two are worth the same there.
    let (facts, assumptions) = (loan(0.5, 20_000.0), Assumptions::default());
    let valuation = Valuation::new(&assumptions);
    let score = valuation.break_even_between(Treatment::Reminder, Treatment::FieldVisit, &facts).unwrap();
    let there = ValueFacts { score: Probability::new(score).unwrap(), ..facts };
    let (mild, harsh) = (net(Treatment::Reminder, &there, &assumptions), net(Treatment::FieldVisit, &there, &assumptions));
    assert!((mild - harsh).abs() < 0.02, "{score}: {mild} {harsh}");
}

// What values do

#[test]
fn a_treatment_follows_its_formula() {
    let assumptions = Assumptions::default();
    // A call: uplift 10 %, one month, cost 60, complaints 0.5 % of 5 000.
    let by_hand = (1.0 - 0.6 * 0.9) * 10_000.0 * discount_factor(1_200, 1) - 60.0 - 25.0;
    assert!((net(Treatment::ReminderCall, &loan(0.6, 10_000.0), &assumptions) - by_hand).abs() <= 0.01);
    // Nobody gains by being reminded who pays anyhow.
    let sure = loan(0.0, 10_000.0);
    assert!(net(Treatment::ReminderCall, &sure, &assumptions) < net(Treatment::Reminder, &sure, &assumptions));
}

#[test]
fn treatments_that_make_no_sense_have_no_value() {
    let valuation = Valuation::new(&Assumptions::default());
    let closed = valuation.values(&ValueFacts { is_legal_open: false, ..loan(0.9, 300_000.0) });
    assert_eq!((closed.net(Treatment::LegalReview), closed.net(Treatment::NotScored)), (None, None));
    for owed in [0.0, -50.0] {
        let values = valuation.values(&loan(0.9, owed));
        for treatment in [Treatment::Settlement, Treatment::RepaymentPlan, Treatment::LegalReview] {
            assert_eq!(values.net(treatment), None);
        }
        assert_eq!(values.net(Treatment::Wait), Some(Money::ZERO));
        assert_eq!(valuation.settlement_terms(&loan(0.9, owed)), None);
    }
}

#[test]
fn who_refuses_a_settlement_is_not_reviewed_where_places_are_limited() {
    let (valuation, free) = (Valuation::new(&calm()), loan(0.95, 300_000.0));
    let limited = ValueFacts { is_legal_limited: true, ..free };
    let fallback = |facts: &ValueFacts| valuation.settlement_terms(facts).unwrap().fallback;
    assert_eq!((fallback(&free), fallback(&limited)), (Treatment::LegalReview, Treatment::ReminderCall));
    let of = |facts: &ValueFacts, treatment| valuation.values(facts).of(treatment);
    assert!(of(&limited, Treatment::Settlement).unwrap().net() < of(&free, Treatment::Settlement).unwrap().net());
    for other in [Treatment::LegalReview, Treatment::ReminderCall, Treatment::RepaymentPlan] {
        assert_eq!(of(&limited, other), of(&free, other));
    }
}

#[test]
fn a_settlement_in_parts_is_worth_what_its_parts_are() {
    let (assumptions, at_once) = (Assumptions::default(), loan(0.7, 100_000.0));
    let in_parts = ValueFacts { bearing: Bearing { settlement: SettlementBearing::InParts, plans: None }, ..at_once };
    let accepted = |facts: &ValueFacts| Valuation::new(&assumptions).settlement_terms(facts).unwrap().if_accepted.to_major();
    let parts: f64 = (1..=3).map(|month| 80_000.0 / 3.0 * discount_factor(1_200, month)).sum();
    assert!((accepted(&in_parts) - parts).abs() <= 0.01 && (accepted(&at_once) - 80_000.0 * discount_factor(1_200, 1)).abs() <= 0.01);
    let lost = net(Treatment::Settlement, &at_once, &assumptions) - net(Treatment::Settlement, &in_parts, &assumptions);
    assert!((lost - 0.4 * (accepted(&at_once) - accepted(&in_parts))).abs() <= 0.02, "{lost}");
}

#[test]
fn a_cap_on_what_is_given_up_limits_the_haircut() {
    let mut assumptions = Assumptions::default();
    assumptions.settlement.sacrifice_cap = Some(money(15_000.0));
    let terms = Valuation::new(&assumptions).settlement_terms(&loan(0.9, 300_000.0)).unwrap();
    assert_eq!((terms.allowed_haircut, terms.offered_haircut, terms.least_acceptable), (0.05, 0.05, money(285_000.0)));
}

#[test]
fn a_forbidden_treatment_is_neither_best_nor_an_alternative() {
    let mut values = Valuation::new(&Assumptions::default()).values(&loan(0.9, 300_000.0));
    let best = values.best().unwrap();
    values.forbid(best);
    assert_ne!(values.best(), Some(best));
    values.forbid(Treatment::Reminder);
    assert_eq!(marginal_value(Treatment::ReminderCall, &values), None);
}

// Assumptions as a form and a file see them

#[test]
fn every_assumption_can_be_read_and_set_by_its_path() {
    let mut assumptions = Assumptions::default();
    let fields = assumptions.fields();
    assert_eq!(fields.len(), 24 + 10 * 7 - 2);
    for field in &fields {
        assert!(field.value.is_none_or(|value| (field.least..=field.most).contains(&value)), "{field:?}");
        assert_eq!(assumptions.set(&field.path, Some(field.least)), Ok(()), "{field:?}");
        assert_eq!(assumptions.fields().iter().find(|other| other.path == field.path).unwrap().value, Some(field.least));
        let range = AssumptionProblem::OutOfRange { unit: field.unit, least: field.least, most: field.most };
        assert_eq!(assumptions.set(&field.path, Some(field.most + 1)), Err(range));
        assert_eq!(assumptions.set(&field.path, None).is_ok(), field.may_be_unlimited);
        assert_eq!(assumptions.set(&field.path, field.value), Ok(()));
    }
    assert_eq!(assumptions, Assumptions::default());
    assert_eq!(assumptions.set("treatments.reminder.price", Some(1)), Err(AssumptionProblem::Unknown));
    let mut paths: Vec<&str> = fields.iter().map(|field| field.path.as_str()).collect();
    paths.sort();
    paths.dedup();
    assert_eq!(paths.len(), fields.len());
    let cost = fields.iter().find(|field| field.path == "treatments.legal_review.cost").unwrap();
    assert_eq!((cost.value, cost.unit, cost.unit.scale()), (Some(2_500_000), AssumptionUnit::Money, 100));
}

#[test]
fn all_problems_are_listed_with_their_paths() {
    let mut assumptions = Assumptions::default();
    assert!(assumptions.check("assumptions.").is_empty());
    assumptions.settlement.acceptance_basis_points = 10_001;
    assumptions.settlement.haircut_basis_points = 5_000;
    assumptions.treatments[Treatment::Reminder as usize].cost = money(-1.0);
    let paths: Vec<String> = assumptions.check("assumptions.").into_iter().map(|(path, _)| path).collect();
    assert_eq!(paths, ["assumptions.settlement.acceptance", "assumptions.treatments.reminder.cost", "assumptions.settlement.haircut"]);
}

// Sums

fn outcome(treatment: Treatment, score: f64, outstanding: f64) -> (BorrowerFacts, BorrowerOutcome) {
    let assumptions = Assumptions::default();
    let values = Valuation::new(&assumptions).values(&loan(score, outstanding));
    let facts = BorrowerFacts { outstanding: Some(money(outstanding)), is_worth_keeping: score < 0.3, ..BorrowerFacts::default() };
    (facts, BorrowerOutcome::new(treatment, &values))
}

#[test]
fn a_portfolio_adds_up_by_band_by_segment_and_in_total() {
    let mut portfolio = PortfolioValue::default();
    let rows = [
        (Strategy::Reminder, Some(0), outcome(Treatment::Reminder, 0.1, 1_000.0)),
        (Strategy::Reminder, Some(2), outcome(Treatment::FieldVisit, 0.2, 2_000.0)),
        (Strategy::LegalReview, None, outcome(Treatment::LegalReview, 0.9, 300_000.0)),
        (Strategy::LegalReview, Some(60_000), outcome(Treatment::PreLegalNotice, 0.9, 5_000.0)),
    ];
    for (band, segment, (facts, outcome)) in &rows {
        portfolio.add(*band, *segment, facts, outcome);
    }
    let all = portfolio.all();
    assert_eq!((all.n_rows(), all.outstanding(), all.n_valued()), (4, money(308_000.0), 4));
    assert_eq!(all.net(), rows.iter().fold(Money::ZERO, |sum, (_, _, row)| sum.saturating_add(row.1.value.unwrap().net())));
    assert_eq!((all.n_worth_keeping(), all.n_harsh(), all.outstanding_harsh()), (2, 1, money(2_000.0)));
    assert_eq!(portfolio.band(Strategy::Reminder).n_rows(), 2);
    let by_segment: Vec<u64> = portfolio.segments().iter().map(|segment| segment.n_rows()).collect();
    assert_eq!(by_segment, [1, 0, 1]);
}

#[test]
fn customers_worth_keeping_have_paid_and_will_pay() {
    let limits = Assumptions::default().worth_keeping;
    let facts = LoanFacts { missed_payments: Some(1), tenure_months: Some(24), ..LoanFacts::default() };
    let low = Probability::new(0.3);
    assert!(is_worth_keeping(&facts, low, &limits));
    assert!(!is_worth_keeping(&facts, Probability::new(0.3001), &limits));
    assert!(!is_worth_keeping(&facts, None, &limits));
    assert!(!is_worth_keeping(&LoanFacts { missed_payments: Some(3), ..facts }, low, &limits));
    assert!(!is_worth_keeping(&LoanFacts { payment_history: Some(PaymentHistory::Delayed), ..facts }, low, &limits));
    assert!(!is_worth_keeping(&LoanFacts::default(), low, &limits));
    assert_eq!(on_time_share(&LoanFacts { missed_payments: Some(9), tenure_months: Some(6), ..LoanFacts::default() }), Some(0.0));
    assert_eq!(on_time_share(&LoanFacts { payment_history: Some(PaymentHistory::OnTime), ..LoanFacts::default() }), Some(1.0));
    assert_eq!(on_time_share(&LoanFacts { missed_payments: Some(2), tenure_months: Some(0), ..LoanFacts::default() }), None);
}

#[test]
fn two_policies_are_set_side_by_side() {
    let mut contrast = PolicyContrast::default();
    let (facts, reminded) = outcome(Treatment::Reminder, 0.6, 10_000.0);
    let (_, called) = outcome(Treatment::ReminderCall, 0.6, 10_000.0);
    let (remind, call) = ((&reminded, StepWork::WithoutHuman { saved_minutes: 5 }), (&called, StepWork::ByHand { minutes: 12 }));
    contrast.add(&facts, remind, call);
    contrast.add(&facts, remind, remind);
    contrast.add(&facts, call, call);
    assert_eq!((contrast.champion_work.minutes_spent, contrast.challenger_work.minutes_spent), (12, 24));
    assert_eq!(contrast.champion_work.share_without_human(), Some(2.0 / 3.0));
    assert_eq!(contrast.n_all_changed(), 1);
    assert_eq!(contrast.n_changed(Treatment::Reminder, Treatment::ReminderCall), 1);
    assert_eq!(contrast.net_gain(), called.value.unwrap().net().saturating_sub(reminded.value.unwrap().net()));
    use smart_loan_recovery::strategy::Resource;
    assert_eq!((contrast.champion.n_using(Resource::Calls), contrast.challenger.n_using(Resource::Calls)), (1, 2));
}

#[test]
fn the_queue_takes_what_brings_most_first_and_those_without_a_score_last() {
    let at_stake = |treatment, at_stake: Option<f64>| QueueCase { treatment, marginal: None, at_stake: at_stake.map(money) };
    let case = |treatment, marginal: Option<f64>| QueueCase { treatment, marginal: marginal.map(money), at_stake: Some(money(7.0)) };
    let cases = [
        case(Treatment::NotScored, None),
        case(Treatment::Wait, Some(9_999.0)),
        case(Treatment::Reminder, Some(5.0)),
        at_stake(Treatment::Specialist, None),
        // What a person decides about comes first, though it brings less than what would take its place.
        QueueCase { at_stake: Some(money(90.0)), ..case(Treatment::LegalReview, Some(-800.0)) },
        case(Treatment::FieldVisit, Some(5.0)),
        case(Treatment::Settlement, Some(-3.0)),
        case(Treatment::NothingDue, None),
        at_stake(Treatment::Specialist, Some(100.0)),
        at_stake(Treatment::RepaymentPlan, Some(1e9)),
    ];
    assert_eq!(queue_order(&cases), [8, 4, 3, 2, 5, 6, 9, 1, 0, 7]);
    assert!(queue_order(&[]).is_empty());
}

proptest! {
    #[test]
    fn the_queue_is_a_stable_sort(
        cases in prop::collection::vec((0..Treatment::ALL.len(), proptest::option::of(-3i64..4), proptest::option::of(0i64..4)), 0..60)
    ) {
        let cases: Vec<QueueCase> = cases.into_iter().map(|(treatment, marginal, at_stake)| QueueCase {
            treatment: Treatment::ALL[treatment],
            marginal: marginal.map(Money::from_minor_units),
            at_stake: at_stake.map(Money::from_minor_units),
        }).collect();
        let turn = |case: &QueueCase| match case.treatment {
            Treatment::LegalReview | Treatment::Specialist => 0,
            Treatment::NothingDue => 4,
            Treatment::NotScored => 3,
            Treatment::Wait | Treatment::Defer => 2,
            _ => 1,
        };
        let mut by_hand: Vec<u32> = (0..cases.len() as u32).collect();
        by_hand.sort_by_key(|row| {
            let case = &cases[*row as usize];
            let amount = if turn(case) == 0 { case.at_stake } else { case.marginal };
            (turn(case), amount.is_none(), std::cmp::Reverse(amount))
        });
        prop_assert_eq!(queue_order(&cases), by_hand);
    }

    #[test]
    fn recovery_stays_within_what_is_owed(score in 0.0..=1.0f64, owed in 0i64..1_000_000_000, uplift in -10_000i32..=10_000, collateral in proptest::option::of(0i64..1_000_000_000)) {
        let mut assumptions = Assumptions::default();
        for assumed in &mut assumptions.treatments {
            assumed.uplift_basis_points = uplift;
        }
        let facts = ValueFacts {
            score: Probability::new(score).unwrap(),
            outstanding: Money::from_minor_units(owed),
            collateral: collateral.map(Money::from_minor_units),
            is_legal_open: true,
            is_legal_limited: false,
            bearing: Bearing::default(),
        };
        let values = Valuation::new(&assumptions).values(&facts);
        for treatment in Treatment::ALL {
            if let Some(value) = values.of(treatment) {
                prop_assert!(value.recovered >= Money::ZERO && value.recovered <= facts.outstanding, "{treatment:?} {value:?}");
                prop_assert!(value.cost >= Money::ZERO);
            }
        }
    }
}
