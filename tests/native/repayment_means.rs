//! What a plan takes of a borrower's means, the check of a file's instalments, and the names of plans.

use smart_loan_recovery::quantity::{Decimal, Money};
use smart_loan_recovery::strategy::repayment::{
    Affordability, AffordabilityClass, AffordabilityRules, HolidayEnd, InstalmentCheck, InstalmentChecks, Levers, LivingFloor, Means,
    PlanKind, Setback, StatedInstalment, schedule,
};

use crate::repayment::{holiday, money, percent, plain, rate_cut, step, tenor, terms};
use crate::support::loan_file;

// Affordability

#[test]
fn affordability_classes_end_at_forty_and_fifty_per_cent() {
    let rules = AffordabilityRules::default();
    let of = |income: f64| {
        let means = Means { net_income: money(income), n_dependents: 2, ..Means::default() };
        rules.assess(&schedule(&terms(36_000.0, 0.0, 36, 0.0), PlanKind::Standard).unwrap().rows, &means)
    };
    assert_eq!(of(2_500.0).class, AffordabilityClass::Green);
    assert_eq!(of(2_499.99).class, AffordabilityClass::Amber);
    assert_eq!(of(2_000.0).class, AffordabilityClass::Amber);
    assert_eq!(of(1_999.99).class, AffordabilityClass::Red);
    assert_eq!(of(2_500.0).foir, Some(percent(40.0)));
    let nothing = Affordability { foir: None, class: AffordabilityClass::Red, residual_income: money(-1_000.0) };
    assert_eq!(of(0.0), nothing);
}

#[test]
fn what_leaves_too_little_to_live_is_red_whatever_the_share() {
    let living_floor = LivingFloor { base: money(8_000.0), per_dependent: money(3_000.0) };
    let rules = AffordabilityRules { living_floor, ..AffordabilityRules::default() };
    let of = |income: f64| {
        let means = Means { net_income: money(income), n_dependents: 2, ..Means::default() };
        rules.assess(&schedule(&terms(36_000.0, 0.0, 36, 0.0), PlanKind::Standard).unwrap().rows, &means)
    };
    assert_eq!(of(20_000.0).residual_income, money(20_000.0 - 1_000.0 - 8_000.0 - 6_000.0));
    assert_eq!(of(15_000.0).class, AffordabilityClass::Green);
    assert_eq!(of(14_999.99).class, AffordabilityClass::Red);
}

#[test]
fn a_setback_is_judged_apart_from_the_time_after() {
    let rules = AffordabilityRules::default();
    let setback = Some(Setback { n_months: 3, net_income: money(1_000.0) });
    let means = Means { net_income: money(30_000.0), setback, ..Means::default() };
    let class = |kind| rules.assess(&schedule(&plain(), kind).unwrap().rows, &means).class;
    assert_eq!(class(PlanKind::Standard), AffordabilityClass::Red);
    assert_eq!(class(holiday(3, HolidayEnd::Same)), AffordabilityClass::Green);
    assert_eq!(class(holiday(2, HolidayEnd::Same)), AffordabilityClass::Red);
}

// The data check

#[test]
fn a_stated_instalment_is_told_from_a_share_of_what_is_outstanding() {
    let check = |stated| InstalmentCheck::new(money(stated), money(300_000.0), money(200_000.0), percent(14.0), 36).unwrap();
    assert_eq!(check(10_253.29).is, StatedInstalment::Annuity);
    assert_eq!(check(5_555.56).is, StatedInstalment::StraightLine);
    assert_eq!(check(7_000.0).is, StatedInstalment::Neither);
    assert_eq!((check(5_555.56).annuity, check(5_555.56).straight_line), (money(10_253.29), money(5_555.56)));
    let checks = InstalmentChecks::of(&[check(10_253.29), check(5_555.56), check(7_000.0)]);
    assert_eq!((checks.n_loans, checks.n_annuity, checks.n_straight_line), (3, 1, 1));
    assert_eq!(checks.median_to_annuity, Decimal::nearest(0.682_708));
    assert_eq!(InstalmentChecks::of(&[]).median_to_annuity, None);
    assert_eq!(InstalmentCheck::new(Money::ZERO, money(1.0), money(1.0), percent(1.0), 1), None);
    assert_eq!(InstalmentCheck::new(money(1.0), money(1.0), money(1.0), percent(1.0), 0), None);
}

#[test]
fn the_public_loan_file_has_shares_of_what_is_outstanding_for_instalments() {
    let Some(bytes) = loan_file("loan-recovery.csv") else { return };
    let text = String::from_utf8(bytes).unwrap();
    let mut lines = text.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let header = lines.next().unwrap();
    let names = ["Monthly_EMI", "Loan_Amount", "Outstanding_Loan_Amount", "Interest_Rate", "Loan_Tenure"];
    let [stated, borrowed, outstanding, rate, tenure] = names.map(|name| header.iter().position(|column| *column == name).unwrap());
    let checks: Vec<InstalmentCheck> = lines
        .map(|cells| {
            let number = |idx: usize| cells[idx].parse::<f64>().unwrap();
            let [stated, borrowed, outstanding] = [stated, borrowed, outstanding].map(|idx| money(number(idx)));
            InstalmentCheck::new(stated, borrowed, outstanding, percent(number(rate)), number(tenure) as u16).unwrap()
        })
        .collect();
    let all = InstalmentChecks::of(&checks);
    // A few shares happen to be near the true instalment.
    assert!(all.n_loans == 500 && all.n_straight_line + all.n_annuity == 500 && all.n_annuity < 10, "{all:?}");
    assert!((all.median_to_annuity.unwrap().to_f64() - 0.43).abs() < 0.005);
}

#[test]
fn ids_stay_and_differ() {
    let levers = Levers { extension: 12, holiday: 3, step_share: percent(60.0), step_months: 6, rate_cut: percent(1.5) };
    let cases = [
        (PlanKind::Standard, "standard"),
        (tenor(12), "tenor-12"),
        (holiday(3, HolidayEnd::Same), "holiday-3"),
        (holiday(3, HolidayEnd::Later), "holiday-3-later"),
        (PlanKind::InterestOnly { n_months: 6 }, "interest-only-6"),
        (step(60.0, 6), "step-60-6"),
        (rate_cut(12.5), "rate-12.5"),
        (rate_cut(9.0625), "rate-9.0625"),
        (PlanKind::ArrearsSpread { n_months: 6 }, "arrears-6"),
        (PlanKind::Combined(levers), "tenor-12+holiday-3+step-60-6+cut-1.5"),
        (PlanKind::SettlementLump { share: percent(55.0), month: 1 }, "settle-55-month-1"),
        (PlanKind::SettlementInstalments { share: percent(60.0), n_months: 6 }, "settle-60-in-6"),
    ];
    for (kind, id) in cases {
        assert_eq!(kind.id(), id);
    }
    assert_eq!(Levers { extension: 3, holiday: 3, ..Levers::default() }.kind(percent(14.0)), holiday(3, HolidayEnd::Later));
    assert_eq!(Levers { rate_cut: percent(1.5), ..Levers::default() }.kind(percent(14.0)), rate_cut(12.5));
    assert_eq!(Levers::default().kind(percent(14.0)), PlanKind::Standard);
}
