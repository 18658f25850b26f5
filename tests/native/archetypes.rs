//! Who can pay and who wants to.

use proptest::prelude::*;
use smart_loan_recovery::data::loan_facts::{Employment, LoanFacts, PaymentHistory};
use smart_loan_recovery::quantity::Money;
use smart_loan_recovery::sheets::sign_text;
use smart_loan_recovery::strategy::{Archetype, Axis, PortfolioScale, PortfolioScaleFit, SignFact, axis_scores};

use crate::rules::any_facts;

fn money(major: f64) -> Option<Money> {
    Money::from_major(major)
}

#[test]
fn archetypes_are_those_of_their_signs() {
    let able = LoanFacts {
        monthly_income: money(50_000.0),
        monthly_instalment: money(15_000.0),
        outstanding: money(400_000.0),
        dependents: Some(1),
        employment: Some(Employment::Salaried),
        ..LoanFacts::default()
    };
    let unable = LoanFacts { monthly_instalment: money(29_000.0), outstanding: money(1_400_000.0), dependents: Some(3), ..able };
    let willing = |facts: LoanFacts| LoanFacts {
        payment_history: Some(PaymentHistory::OnTime),
        missed_payments: Some(1),
        days_past_due: Some(12),
        contact_attempts: Some(1),
        ..facts
    };
    let unwilling = |facts: LoanFacts| LoanFacts {
        payment_history: Some(PaymentHistory::Missed),
        missed_payments: Some(5),
        days_past_due: Some(140),
        contact_attempts: Some(7),
        ..facts
    };
    let four = [willing(able), willing(unable), unwilling(able), unwilling(unable)];
    let scale = PortfolioScale::of_loans(&four);
    let found = four.map(|facts| scale.archetype(&facts));
    assert_eq!(found, [Archetype::Forgetful, Archetype::WillingUnable, Archetype::AbleUnwilling, Archetype::Overwhelmed]);
    let reading = scale.read(&four[1]);
    let spoke = |axis: Axis| reading.signs.iter().filter(|sign| sign.axis == axis).count();
    assert_eq!((spoke(Axis::Capacity), spoke(Axis::Readiness)), (4, 4));
    assert_eq!(sign_text(&reading.signs[0]), "Instalment 58% of income");
    assert!(reading.signs.iter().any(|sign| sign.fact == SignFact::Dependents(3) && sign.points == -500));
    assert!(reading.scores.capacity < Some(0) && reading.scores.readiness > Some(0));
}

#[test]
fn too_few_facts_are_no_archetype() {
    let scale = PortfolioScale::default();
    let few = LoanFacts { dependents: Some(0), employment: Some(Employment::Salaried), missed_payments: Some(0), ..LoanFacts::default() };
    assert_eq!(axis_scores(&few), Default::default());
    assert_eq!(scale.archetype(&few), Archetype::Unknown);
    let one_axis = LoanFacts { payment_history: Some(PaymentHistory::OnTime), ..few };
    assert!(axis_scores(&one_axis).readiness.is_some());
    assert_eq!(scale.archetype(&one_axis), Archetype::Unknown);
    assert_eq!(PortfolioScale::of_loans(&[]), PortfolioScale::default());
}

#[test]
fn the_cut_follows_the_portfolio_but_not_beyond_the_absolute_signs() {
    let with = |share: f64| LoanFacts {
        monthly_income: money(100_000.0),
        monthly_instalment: money(100_000.0 * share),
        payment_history: Some(PaymentHistory::OnTime),
        ..LoanFacts::default()
    };
    // Everybody's instalment is above half of the income: the better half does not become able.
    let strained: Vec<LoanFacts> = (0..101).map(|row| with(0.52 + 0.003 * f64::from(row))).collect();
    let scale = PortfolioScale::of_loans(&strained);
    assert_eq!((scale.capacity_cut, scale.capacity_median), (-250, Some(-1_000)));
    assert_eq!(scale.archetype(&strained[0]), Archetype::WillingUnable);
    // Between the absolute signs the median cuts.
    let middling: Vec<LoanFacts> = (0..101).map(|row| with(0.43 + 0.000_5 * f64::from(row))).collect();
    let scale = PortfolioScale::of_loans(&middling);
    assert_eq!((scale.archetype(&middling[20]), scale.archetype(&middling[80])), (Archetype::Forgetful, Archetype::WillingUnable));
    assert_eq!(scale.capacity_median, Some(scale.capacity_cut));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn archetypes_hang_neither_on_the_order_of_loans_nor_on_pieces(mut loans in prop::collection::vec(any_facts(), 0..40)) {
        let scale = PortfolioScale::of_loans(&loans);
        loans.reverse();
        prop_assert_eq!(PortfolioScale::of_loans(&loans), scale);
        let mut fit = PortfolioScaleFit::default();
        loans.iter().for_each(|facts| fit.push(facts));
        prop_assert_eq!(fit.finish(), scale);
        let mut scores: Vec<i32> = loans.iter().filter_map(|facts| axis_scores(facts).capacity).collect();
        scores.sort_unstable();
        prop_assert_eq!(scale.capacity_median, scores.get(scores.len().saturating_sub(1) / 2).copied());
        prop_assert!(scores.iter().all(|score| (-1_000..=1_000).contains(score)));
        let mut incomes: Vec<i64> = loans.iter().filter_map(|facts| facts.monthly_income.map(Money::minor_units)).collect();
        incomes.sort_unstable();
        let median = incomes.get(incomes.len().saturating_sub(1) / 2).map(|income| (*income).max(16));
        let found = scale.income_median.map(Money::minor_units);
        prop_assert_eq!(found.is_some(), median.is_some());
        prop_assert!(found.zip(median).is_none_or(|(found, median)| found <= median && median - found <= median / 16));
    }
}
