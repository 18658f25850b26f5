//! Repayment plans: schedules to the minor unit and their worth. Fixtures are worked figures for 300,000 at 14 % over 36
//! months, numpy-financial's, and ledgers by Python's decimal (`tests/fixtures/repayment/make.py`).

use proptest::prelude::*;
use smart_loan_recovery::quantity::{Decimal, Factor, Money};
use smart_loan_recovery::strategy::repayment::{
    Discount, HolidayEnd, Levers, LoanTerms, PlanError, PlanKind, PlanWarning, SCHEDULE_HEADER, Schedule, ScheduleRow, TermsError,
    formula_figures, level_instalment, month_interest, schedule, schedule_totals,
};

use crate::support::fixture;

pub fn money(major: f64) -> Money {
    Money::from_major(major).unwrap()
}

pub fn percent(percent: f64) -> Decimal {
    Decimal::nearest(percent / 100.0).unwrap()
}

pub fn terms(principal: f64, annual_percent: f64, n_months: u16, arrears: f64) -> LoanTerms {
    LoanTerms::new(money(principal), percent(annual_percent), n_months, money(arrears)).unwrap()
}

pub fn plain() -> LoanTerms {
    terms(300_000.0, 14.0, 36, 0.0)
}

pub fn tenor(n_months: u16) -> PlanKind {
    PlanKind::TenorExtension { n_months }
}

pub fn holiday(n_months: u16, end: HolidayEnd) -> PlanKind {
    PlanKind::Holiday { n_months, end }
}

pub fn step(share_percent: f64, n_months: u16) -> PlanKind {
    PlanKind::StepUp { share: percent(share_percent), n_months }
}

pub fn rate_cut(to_percent: f64) -> PlanKind {
    PlanKind::RateCut { to: percent(to_percent) }
}

fn rows_of(file: &str) -> Vec<Vec<String>> {
    let text = String::from_utf8(fixture(file)).unwrap();
    text.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

// Schedules

#[test]
fn instalments_are_the_worked_figures_to_the_minor_unit() {
    let cases = [
        (PlanKind::Standard, 10_253.29),
        (tenor(12), 8_197.94),
        (tenor(24), 6_980.48),
        (holiday(3, HolidayEnd::Same), 11_394.90),
        (holiday(3, HolidayEnd::Later), 10_616.36),
        (PlanKind::InterestOnly { n_months: 6 }, 11_909.51),
        (step(60.0, 6), 11_259.12),
        (rate_cut(12.0), 9_964.29),
        (rate_cut(10.0), 9_680.16),
    ];
    for (kind, level) in cases {
        let schedule = schedule(&plain(), kind).unwrap();
        // The last payment takes what rounding left; the one before is the equal instalment.
        assert_eq!(schedule.rows[schedule.rows.len() - 2].payment, money(level), "{kind:?}");
        assert_eq!(formula_figures(&plain(), kind).unwrap().level_instalment, money(level), "{kind:?}");
    }
    let interest_only = schedule(&plain(), PlanKind::InterestOnly { n_months: 6 }).unwrap();
    assert!(interest_only.rows[..6].iter().all(|row| row.payment == money(3_500.0) && row.balance == money(300_000.0)));
    assert_eq!(interest_only.rows.len(), 36);
    let spread = schedule(&terms(300_000.0, 14.0, 36, 9_000.0), PlanKind::ArrearsSpread { n_months: 6 }).unwrap();
    assert_eq!((spread.rows[5].payment, spread.rows[6].payment), (money(11_753.29), money(10_253.29)));
}

#[test]
fn interest_and_balances_are_the_worked_figures_by_the_formulas_and_near_them_in_a_ledger() {
    let is_near = |amount: Money, worked: f64, cents: i64| (amount.minor_units() - money(worked).minor_units()).abs() <= cents;
    let formula = |kind| formula_figures(&plain(), kind).unwrap();
    let standard = formula(PlanKind::Standard).total_interest;
    assert_eq!(standard, money(69_118.40));
    // Differences of two rounded figures.
    assert!(is_near(formula(tenor(12)).total_interest.saturating_sub(standard), 24_382.86, 1));
    assert!(is_near(formula(tenor(24)).total_interest.saturating_sub(standard), 49_710.11, 1));
    assert_eq!(formula(holiday(3, HolidayEnd::Same)).balance_after_relief, money(310_622.98));
    assert_eq!(formula(step(60.0, 6)).balance_after_relief, money(283_616.78));
    assert_eq!(formula(PlanKind::InterestOnly { n_months: 6 }).relief_instalment, money(3_500.0));

    let ledger = |kind| schedule(&plain(), kind).unwrap();
    assert_eq!(ledger(PlanKind::Standard).totals.interest, money(69_118.40));
    // Paying whole minor units moves the sums by a few: the instalments above are already rounded.
    assert!(is_near(ledger(tenor(12)).totals.extra_cost, 24_382.86, 6));
    assert!(is_near(ledger(tenor(24)).totals.extra_cost, 49_710.11, 9));
    assert!(is_near(ledger(holiday(3, HolidayEnd::Same)).rows[2].balance, 310_622.98, 1));
    assert!(is_near(ledger(step(60.0, 6)).rows[5].balance, 283_616.78, 2));
}

#[test]
fn every_month_is_the_one_of_the_independent_decimal_ledger() {
    let other = terms(87_654.32, 9.75, 23, 6_543.21);
    let levers = Levers { extension: 6, holiday: 2, step_share: percent(45.5), step_months: 3, rate_cut: percent(1.25) };
    let kinds = [
        PlanKind::Standard,
        tenor(5),
        tenor(12),
        tenor(24),
        holiday(3, HolidayEnd::Same),
        holiday(3, HolidayEnd::Later),
        PlanKind::InterestOnly { n_months: 6 },
        PlanKind::InterestOnly { n_months: 4 },
        step(60.0, 6),
        rate_cut(12.0),
        rate_cut(10.0),
        PlanKind::ArrearsSpread { n_months: 7 },
        PlanKind::Combined(levers),
        PlanKind::SettlementLump { share: percent(55.0), month: 1 },
        PlanKind::SettlementInstalments { share: percent(60.0), n_months: 6 },
        PlanKind::SettlementInstalments { share: percent(33.3), n_months: 7 },
    ];
    let expected = rows_of("repayment/schedules.csv");
    let mut n_seen = 0;
    for (loan, terms) in [("plain", plain()), ("other", other)] {
        for kind in kinds {
            let worked: Vec<&[String]> = expected.iter().filter(|row| row[0] == loan && row[1] == kind.id()).map(|row| &row[2..]).collect();
            n_seen += worked.len();
            if !worked.is_empty() {
                let schedule = schedule(&terms, kind).unwrap();
                assert_eq!(schedule.text_rows().collect::<Vec<_>>(), worked, "{loan} {}", kind.id());
                check_ledger(&terms, &schedule);
            }
        }
    }
    assert_eq!(n_seen, expected.len());
    assert_eq!(SCHEDULE_HEADER[..2], ["month", "payment"]);
}

#[test]
fn numpy_financial_has_the_same_instalments_interest_balances_and_worth() {
    let discount = Discount::new(percent(12.0));
    let rows = rows_of("repayment/formulas.csv");
    assert!(rows.len() > 200);
    for row in rows {
        let number = |idx: usize| row[idx].parse::<f64>().unwrap();
        let n_months = number(2) as u16;
        let terms = terms(number(0), number(1), n_months, 0.0);
        let instalment = level_instalment(terms.principal(), terms.annual_rate(), n_months);
        let scale = 1e-9 * number(0);
        assert!((instalment.to_major() - number(3)).abs() <= 0.005 + scale, "{row:?}");
        let formula = formula_figures(&terms, PlanKind::Standard).unwrap();
        assert!((formula.total_interest.to_major() - number(4)).abs() <= 0.006 + scale, "{row:?}");
        let schedule = schedule(&terms, PlanKind::Standard).unwrap();
        check_ledger(&terms, &schedule);
        // Half a minor unit of the instalment and half of the interest, each grown to the end, is all that may differ.
        let rate = number(1) / 1200.0;
        let grown = (0..n_months).fold(0.0, |sum, _| sum * (1.0 + rate) + 0.01) + 0.01;
        if grown < instalment.to_major() {
            let half_way = &schedule.rows[usize::from(n_months.div_ceil(2)) - 1];
            assert!((half_way.interest.to_major() - number(5)).abs() <= grown * rate + 0.01, "{row:?}");
            assert!((half_way.balance.to_major() - number(6)).abs() <= grown, "{row:?}");
            assert!((discount.present_value(&schedule).to_major() - number(7)).abs() <= grown + scale, "{row:?}");
        }
    }
}

#[test]
fn a_month_of_interest_is_rounded_half_away_from_zero() {
    // 6 % a year is 0.005 a month: 100 minor units bear half of one.
    assert_eq!(month_interest(Money::from_minor_units(100), percent(6.0)), Money::from_minor_units(1));
    assert_eq!(month_interest(Money::from_minor_units(99), percent(6.0)), Money::ZERO);
    assert_eq!(month_interest(Money::from_minor_units(300), percent(6.0)), Money::from_minor_units(2));
    assert_eq!(Money::from_minor_units(-100).scaled(1, 200), Money::from_minor_units(-1));
    assert_eq!(Money::from_minor_units(i64::MAX).scaled(3, 2), Money::from_minor_units(i64::MAX));
    assert_eq!(
        Money::from_minor_units(9_000_000_000_000_000_001).scaled(999_999, 999_999),
        Money::from_minor_units(9_000_000_000_000_000_001)
    );
}

#[test]
fn a_loan_without_interest_is_paid_in_equal_parts() {
    let totals = schedule_totals(&terms(1_000.0, 0.0, 7, 0.0), PlanKind::Standard).unwrap();
    assert_eq!((totals.first_instalment, totals.final_instalment), (money(142.86), money(142.84)));
    assert_eq!((totals.paid, totals.interest, totals.end_month), (money(1_000.0), Money::ZERO, 7));
}

#[test]
fn a_step_up_below_the_interest_is_flagged_because_the_balance_grows() {
    assert_eq!(schedule(&plain(), step(30.0, 6)).unwrap().warnings, [PlanWarning::BalanceGrows]);
    assert_eq!(schedule(&plain(), step(60.0, 6)).unwrap().warnings, []);
    assert_eq!(schedule(&plain(), holiday(3, HolidayEnd::Same)).unwrap().warnings, []);
}

#[test]
fn terms_and_plans_that_make_no_schedule_are_refused() {
    let new = |principal, rate, n_months, arrears| LoanTerms::new(money(principal), percent(rate), n_months, money(arrears)).unwrap_err();
    assert_eq!(new(0.0, 14.0, 36, 0.0), TermsError::NoPrincipal(Money::ZERO));
    assert_eq!(new(-1.0, 14.0, 36, 0.0), TermsError::NoPrincipal(money(-1.0)));
    assert_eq!(new(1e14, 14.0, 36, 0.0), TermsError::TooLarge(money(1e14)));
    assert_eq!(new(1.0, 14.0, 0, 0.0), TermsError::NoMonths);
    assert_eq!(new(1.0, 14.0, 601, 0.0), TermsError::TooManyMonths(601));
    assert_eq!(new(1.0, 1_001.0, 36, 0.0), TermsError::RateTooHigh(percent(1_001.0)));
    assert_eq!(new(1.0, 14.0, 36, -0.01), TermsError::NegativeArrears(money(-0.01)));
    assert_eq!((Decimal::nearest(-0.1), Decimal::nearest(f64::NAN), Decimal::nearest(1e9)), (None, None, None));

    let refused = |kind| schedule(&plain(), kind).unwrap_err();
    assert_eq!(refused(tenor(0)), PlanError::NoMonths);
    assert_eq!(refused(tenor(565)), PlanError::TooManyMonths(601));
    assert_eq!(refused(tenor(u16::MAX)), PlanError::TooManyMonths(65_571));
    assert_eq!(refused(holiday(36, HolidayEnd::Same)), PlanError::NoMonthToRepay { relief: 36, n_months: 36 });
    assert_eq!(refused(PlanKind::InterestOnly { n_months: 40 }), PlanError::NoMonthToRepay { relief: 40, n_months: 36 });
    assert_eq!(refused(step(100.0, 6)), PlanError::ShareOutOfRange(Decimal::ONE));
    assert_eq!(refused(rate_cut(14.0)), PlanError::RateNotLower { from: percent(14.0), to: percent(14.0) });
    assert_eq!(refused(PlanKind::ArrearsSpread { n_months: 6 }), PlanError::NoArrears);
    assert_eq!(refused(PlanKind::SettlementLump { share: percent(55.0), month: 0 }), PlanError::NoMonths);
    assert_eq!(refused(PlanKind::SettlementLump { share: Decimal::ZERO, month: 1 }), PlanError::ShareOutOfRange(Decimal::ZERO));
    let grows = terms(1e13, 1_000.0, 100, 0.0);
    assert!(matches!(schedule(&grows, holiday(90, HolidayEnd::Same)).unwrap_err(), PlanError::BalanceTooLarge(_)));
}

#[test]
fn rounding_never_grows_beyond_an_instalment() {
    for terms in [terms(0.01, 0.0, 600, 0.0), terms(10.0, 0.0, 600, 0.0), terms(300_000.0, 100.0, 600, 0.0), terms(5.0, 36.0, 360, 0.0)] {
        let schedule = schedule(&terms, PlanKind::Standard).unwrap();
        check_ledger(&terms, &schedule);
        let first = schedule.totals.first_instalment.minor_units();
        assert!(schedule.totals.final_instalment.minor_units() <= 2 * first + 1, "{:?}", schedule.totals);
    }
}

// Worth

#[test]
fn plans_that_change_no_terms_ask_for_what_was_agreed_and_the_last_for_what_is_left() {
    let without = LoanTerms::new(money(200_000.0), Decimal::from_percent(14), 7, money(98_412.72)).unwrap();
    let terms = without.agreed_at(money(32_804.24));
    for (kind, n_spread) in [(PlanKind::Standard, 1), (PlanKind::ArrearsSpread { n_months: 3 }, 3)] {
        let schedule = schedule(&terms, kind).unwrap();
        check_ledger(&terms, &schedule);
        let (last, rows) = schedule.rows.split_last().unwrap();
        assert!(rows.iter().all(|row| row.payment.saturating_sub(row.arrears) == money(32_804.24)), "{rows:?}");
        assert!(last.payment > Money::ZERO && last.payment < money(32_804.24) && last.month == 7, "{last:?}");
        assert_eq!(rows.iter().filter(|row| row.arrears > Money::ZERO).count(), n_spread);
        let formula = formula_figures(&terms, kind).unwrap();
        assert!((schedule.totals.interest.minor_units() - formula.total_interest.minor_units()).abs() < 10, "{formula:?}");
    }
    // Whatever changes terms divides anew; and what would not repay the loan is not what was agreed.
    let longer = PlanKind::TenorExtension { n_months: 3 };
    assert_eq!(schedule(&terms, longer).unwrap().rows, schedule(&without, longer).unwrap().rows);
    assert_eq!(without.agreed_at(money(20_000.0)), without);
}

#[test]
fn settlements_are_worth_the_worked_figures() {
    let discount = Discount::new(percent(12.0));
    let lump = schedule(&plain(), PlanKind::SettlementLump { share: percent(55.0), month: 1 }).unwrap();
    assert_eq!(discount.present_value(&lump), money(163_449.07));
    assert_eq!(discount.present_value_of(money(165_000.0), 1), money(163_449.07));
    assert_eq!((lump.totals.waived, lump.totals.paid, lump.warnings.len()), (money(135_000.0), money(165_000.0), 0));
    let instalments = |n_months| schedule(&plain(), PlanKind::SettlementInstalments { share: percent(60.0), n_months }).unwrap();
    assert_eq!(discount.present_value(&instalments(6)), money(174_170.15));
    assert_eq!(instalments(4).warnings, [PlanWarning::Restructuring]);
    assert!(instalments(3).warnings.is_empty());
    assert_eq!(
        schedule(&plain(), PlanKind::SettlementLump { share: percent(55.0), month: 4 }).unwrap().warnings,
        [PlanWarning::Restructuring]
    );
    // Arrears are part of what is settled.
    let with_arrears = terms(290_000.0, 14.0, 36, 10_000.0);
    assert_eq!(schedule(&with_arrears, lump.kind).unwrap().totals.paid, money(165_000.0));
}

#[test]
fn twelve_months_of_discount_are_a_year() {
    for basis_points in [0u64, 1, 500, 1_200, 3_600, 100_000] {
        let year = Factor::from_ratio(1_000_000, 1_000_000 + 100 * basis_points);
        let twelfth = year.twelfth_root();
        let product = (0..12).fold(Factor::ONE, |power, _| power.times(twelfth));
        assert!(product.units().abs_diff(year.units()) <= 64, "{basis_points}");
    }
    assert_eq!(Discount::new(Decimal::ZERO).present_value_of(money(123.45), 600), money(123.45));
}

// What holds for every schedule

/// Sums, signs and the running balance.
pub fn check_ledger(terms: &LoanTerms, schedule: &Schedule) {
    let sum = |of: fn(&ScheduleRow) -> Money| schedule.rows.iter().fold(Money::ZERO, |sum, row| sum.saturating_add(of(row)));
    assert_eq!(sum(|row| row.principal).saturating_add(sum(|row| row.waived)), schedule.opening_balance);
    assert_eq!(schedule.opening_balance.saturating_add(sum(|row| row.arrears)), terms.outstanding());
    assert_eq!(sum(|row| row.payment), schedule.totals.paid);
    assert_eq!(schedule.totals.paid.saturating_add(schedule.totals.waived), terms.outstanding().saturating_add(schedule.totals.interest));
    assert_eq!(schedule.rows.last().map(|row| row.balance), Some(Money::ZERO));
    let mut balance = schedule.opening_balance;
    for row in &schedule.rows {
        assert!(row.payment >= Money::ZERO && row.interest >= Money::ZERO && row.arrears >= Money::ZERO && row.waived >= Money::ZERO);
        assert_eq!(row.payment, row.interest.saturating_add(row.principal).saturating_add(row.arrears));
        assert_eq!(row.interest, month_interest(balance, schedule.annual_rate));
        balance = balance.saturating_sub(row.principal).saturating_sub(row.waived);
        assert_eq!(row.balance, balance);
        assert!(balance >= Money::ZERO);
    }
}

fn any_kind() -> impl Strategy<Value = PlanKind> {
    let share = || (1u32..1_000_000).prop_map(Decimal::from_millionths);
    let end = prop_oneof![Just(HolidayEnd::Same), Just(HolidayEnd::Later)];
    let levers = (0u16..=36, 0u16..=6, share(), 0u16..=9, 0u32..=40_000).prop_map(|(extension, holiday, step_share, step_months, cut)| {
        Levers { extension, holiday, step_share, step_months, rate_cut: Decimal::from_millionths(cut) }
    });
    prop_oneof![
        Just(PlanKind::Standard),
        (1u16..=60).prop_map(|n_months| PlanKind::TenorExtension { n_months }),
        (1u16..=9, end).prop_map(|(n_months, end)| PlanKind::Holiday { n_months, end }),
        (1u16..=9).prop_map(|n_months| PlanKind::InterestOnly { n_months }),
        (share(), 1u16..=9).prop_map(|(share, n_months)| PlanKind::StepUp { share, n_months }),
        (0u32..200_000).prop_map(|to| PlanKind::RateCut { to: Decimal::from_millionths(to) }),
        (1u16..=12).prop_map(|n_months| PlanKind::ArrearsSpread { n_months }),
        levers.prop_map(PlanKind::Combined),
        (share(), 1u16..=6).prop_map(|(share, month)| PlanKind::SettlementLump { share, month }),
        (share(), 1u16..=9).prop_map(|(share, n_months)| PlanKind::SettlementInstalments { share, n_months }),
    ]
}

fn any_terms() -> impl Strategy<Value = LoanTerms> {
    let principal = prop_oneof![1i64..=1_000, 1i64..=1_000_000_000, 1i64..=1_000_000_000_000_000];
    let arrears = prop_oneof![Just(0i64), 1i64..=100_000_000];
    let rate = prop_oneof![Just(0u32), 1u32..=480_000, 1u32..=10_000_000];
    let agreed = prop_oneof![Just(None), (90u64..=200).prop_map(Some)];
    (principal, rate, 1u16..=420, arrears, agreed).prop_map(|(principal, rate, n_months, arrears, agreed)| {
        let [principal, arrears] = [principal, arrears].map(Money::from_minor_units);
        let terms = LoanTerms::new(principal, Decimal::from_millionths(rate), n_months, arrears).unwrap();
        agreed.map_or(terms, |percent| terms.agreed_at(terms.instalment().scaled(percent, 100)))
    })
}

proptest! {
    #[test]
    fn every_schedule_repays_exactly_what_is_owed(terms in any_terms(), kind in any_kind()) {
        if let Ok(schedule) = schedule(&terms, kind) {
            check_ledger(&terms, &schedule);
            prop_assert_eq!(schedule.totals, schedule_totals(&terms, kind).unwrap());
            let standard = schedule_totals(&terms, PlanKind::Standard).unwrap();
            prop_assert_eq!(schedule.totals.extra_cost, schedule.totals.paid.saturating_sub(standard.paid));
        }
    }

    #[test]
    fn a_longer_loan_has_lower_instalments_and_costs_more(principal in 10_000_000i64..1_000_000_000, rate in 10_000u32..400_000, n_months in 6u16..=120, longer in 1u16..=24) {
        let terms = LoanTerms::new(Money::from_minor_units(principal), Decimal::from_millionths(rate), n_months, Money::ZERO).unwrap();
        let standard = schedule_totals(&terms, PlanKind::Standard).unwrap();
        let extended = schedule_totals(&terms, PlanKind::TenorExtension { n_months: longer }).unwrap();
        prop_assert!(extended.first_instalment < standard.first_instalment);
        prop_assert!(extended.extra_cost > Money::ZERO);
        prop_assert_eq!(extended.end_month, n_months + longer);
    }

    #[test]
    fn formulas_and_ledgers_differ_by_little(principal in 1_000_000i64..10_000_000_000, rate in 0u32..360_000, n_months in 24u16..=84, percent in 95u64..=130, kind in any_kind()) {
        let terms = LoanTerms::new(Money::from_minor_units(principal), Decimal::from_millionths(rate), n_months, Money::ZERO).unwrap();
        let terms = terms.agreed_at(terms.instalment().scaled(percent, 100));
        if let (Ok(schedule), Ok(formula), false) = (schedule(&terms, kind), formula_figures(&terms, kind), kind.is_settlement()) {
            prop_assert!((schedule.totals.interest.minor_units() - formula.total_interest.minor_units()).abs() < 1_000, "{:?} {:?}", schedule.totals, formula);
        }
    }
}
