//! Fairness of treatment: tests of shares against SciPy, and groups against figures worked out by hand.

use proptest::prelude::*;
use smart_loan_recovery::quantity::Probability;
use smart_loan_recovery::strategy::{TreatedGroups, Treatment, TreatmentFairness, compare_shares, treatment_fairness};

#[test]
fn tests_of_shares_agree_with_scipy() {
    let mut n_exact = 0;
    for line in include_str!("../fixtures/strategy/proportion_tests.csv").lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let count = |place: usize| cells[place].parse::<u64>().unwrap();
        let test = compare_shares((count(0), count(1)), (count(2), count(3))).unwrap();
        let p_value: f64 = cells[5].parse().unwrap();
        match test.z {
            Some(z) => {
                assert!((z - cells[4].parse::<f64>().unwrap()).abs() < 1e-9, "{line}: {test:?}");
                assert!((test.p_value - p_value).abs() <= 2e-7 * p_value, "{line}: {test:?}");
            }
            None => {
                n_exact += 1;
                assert!(cells[4].is_empty(), "{line}: {test:?}");
                assert!((test.p_value - p_value).abs() <= 1e-7 * p_value, "{line}: {test:?}");
            }
        }
    }
    assert!(n_exact > 20);
}

#[test]
fn shares_of_nobody_are_not_compared() {
    assert_eq!(compare_shares((0, 0), (1, 2)), None);
    assert_eq!(compare_shares((3, 2), (1, 2)), None);
    assert_eq!(compare_shares((40, 40), (60, 60)).unwrap().p_value, 1.0);
}

/// Group, whether sent to legal review, score, whether bad.
type Row = (Option<u16>, bool, Option<f64>, Option<bool>);

fn fairness_of(rows: &[Row], n_groups: u16) -> TreatmentFairness {
    let treatment = |is_legal: bool| if is_legal { Treatment::LegalReview } else { Treatment::Reminder };
    treatment_fairness(&TreatedGroups {
        groups: &rows.iter().map(|row| row.0).collect::<Vec<_>>(),
        n_groups,
        treatments: &rows.iter().map(|row| treatment(row.1)).collect::<Vec<_>>(),
        is_above: &rows.iter().map(|row| row.1).collect::<Vec<_>>(),
        scores: &rows.iter().map(|row| row.2.and_then(Probability::new)).collect::<Vec<_>>(),
        is_bad: &rows.iter().map(|row| row.3).collect::<Vec<_>>(),
    })
}

/// A hundred rows of a group: so many of them sent to legal review, every second one bad.
fn group(group: u16, n_legal: usize) -> Vec<Row> {
    (0..100).map(|row| (Some(group), row < n_legal, Some(row as f64 / 100.0), Some(row % 2 == 0))).collect()
}

#[test]
fn a_loan_that_has_ended_counts_for_the_score_and_in_no_share_of_what_is_done() {
    let treatments: Vec<Treatment> = (0..100).map(|row| if row < 40 { Treatment::NothingDue } else { Treatment::LegalReview }).collect();
    let scores: Vec<Option<Probability>> = (0..100).map(|row| Probability::new(f64::from(row) / 100.0)).collect();
    let is_bad: Vec<Option<bool>> = (0..100).map(|row| Some(row >= 40)).collect();
    let is_above: Vec<bool> = (0..100).map(|row| row >= 30).collect();
    let groups = [Some(0); 100];
    let rows =
        TreatedGroups { groups: &groups, n_groups: 1, treatments: &treatments, is_above: &is_above, scores: &scores, is_bad: &is_bad };
    let fairness = treatment_fairness(&rows);
    let group = &fairness.groups[0];
    assert_eq!((fairness.n_ended, group.n_rows, group.favorable_share, group.auc), (40, 60, Some(0.0), Some(1.0)));
    // Ten of those above the cut-off were repaid, though nobody reviews them now.
    assert_eq!((group.n_known, group.n_bad, group.false_positive_rate, group.true_positive_rate), (100, 60, Some(0.25), Some(1.0)));
    assert_eq!(group.precision, Some(60.0 / 70.0));
}

#[test]
fn a_group_below_four_fifths_of_the_best_is_flagged() {
    let mut rows = group(0, 40);
    rows.extend(group(1, 10));
    rows.extend(group(2, 15));
    rows.push((None, true, Some(0.5), None));
    rows.push((Some(1), true, None, None));
    let fairness = fairness_of(&rows, 3);
    assert_eq!((fairness.best_group, fairness.n_without_group), (Some(1), 1));
    let [first, best, third] = &fairness.groups[..] else { panic!("{fairness:?}") };
    assert_eq!((first.favorable_share, best.favorable_share, best.n_rows), (Some(0.6), Some(0.9), 100));
    assert!((first.ratio_to_best.unwrap() - 2.0 / 3.0).abs() < 1e-12);
    assert!(first.is_flagged() && !best.is_flagged() && !third.is_below_four_fifths());
    assert_eq!((best.against_best, best.ratio_to_best), (None, Some(1.0)));
    // The pooled z of 60 against 90 of 100 is -√(2·15²/(0.75·0.25·2·100)) = -4.899.
    assert!((first.against_best.unwrap().z.unwrap() + 4.898_979).abs() < 1e-6);
    assert_eq!((first.true_positive_rate, first.false_positive_rate, first.precision), (Some(0.4), Some(0.4), Some(0.5)));
    assert!((fairness.true_positive_gap.unwrap() - 0.3).abs() < 1e-12);
    assert!((fairness.false_positive_gap.unwrap() - 0.3).abs() < 1e-12);
    assert!((first.calibration_gap.unwrap() - (0.495 - 0.5)).abs() < 1e-12);
    // Each bad row scores just below the good one after it: 25·49/2 of 50·50 pairs are in order.
    assert_eq!(first.auc, Some(0.49));
    assert_eq!(first.standardized_difference, Some(0.0));
}

#[test]
fn nothing_is_said_of_a_small_group() {
    let mut rows = group(0, 40);
    rows.extend(group(1, 0).into_iter().take(29));
    let fairness = fairness_of(&rows, 2);
    assert_eq!(fairness.best_group, Some(0));
    let small = &fairness.groups[1];
    assert_eq!((small.n_rows, small.favorable_share, small.ratio_to_best, small.against_best), (29, None, None, None));
    assert_eq!((small.auc, small.calibration_gap, small.mean_score, small.true_positive_rate), (None, None, None, None));
    assert_eq!(fairness.true_positive_gap, None);
}

#[test]
fn a_group_below_four_fifths_is_judged_with_chance_in_view() {
    // 21 of 30 against 90 of 100 is below four fifths, and beyond chance.
    let mut rows = group(0, 10);
    rows.extend((0..30).map(|row| (Some(1), row < 9, Some(0.5), None)));
    let flagged = fairness_of(&rows, 2);
    assert!(flagged.groups[1].is_flagged());
    assert_eq!(flagged.groups[1].auc, None);
    // With 23 of 30 against 30 of 31 one cell has fewer than five expected: the exact test judges.
    let mut rows: Vec<_> = group(0, 1).into_iter().take(31).collect();
    rows.extend((0..30).map(|row| (Some(1), row < 7, Some(0.5), None)));
    let noisy = &fairness_of(&rows, 2).groups[1];
    assert!(noisy.is_below_four_fifths() && noisy.against_best.unwrap().z.is_none(), "{noisy:?}");
}

#[test]
fn the_standardized_difference_is_that_of_the_means() {
    let mut rows: Vec<Row> = Vec::new();
    for row in 0..40 {
        rows.push((Some(0), false, Some(if row % 2 == 0 { 0.2 } else { 0.4 }), None));
        rows.push((Some(1), row < 4, Some(if row % 2 == 0 { 0.5 } else { 0.7 }), None));
    }
    let fairness = fairness_of(&rows, 2);
    // Both have the sample's variance 0.01 · 40 / 39.
    let difference = fairness.groups[1].standardized_difference.unwrap();
    assert!((difference - 0.3 / (0.01f64 * 40.0 / 39.0).sqrt()).abs() < 1e-9, "{difference}");
    assert_eq!((fairness.best_group, fairness.groups[0].calibration_gap), (Some(0), None));
}

proptest! {
    #[test]
    fn a_p_value_is_a_probability_and_does_not_depend_on_the_order(a in 0u64..60, more_a in 0u64..2_000, b in 0u64..60, more_b in 0u64..2_000) {
        if let Some(test) = compare_shares((a, a + more_a), (b, b + more_b)) {
            prop_assert!((0.0..=1.0).contains(&test.p_value));
            let turned = compare_shares((b, b + more_b), (a, a + more_a)).unwrap();
            prop_assert!((turned.p_value - test.p_value).abs() < 1e-9, "{:?} {:?}", test, turned);
        }
    }
}
