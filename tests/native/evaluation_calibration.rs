//! Calibration: what it must keep, and whom it may look at.

use proptest::prelude::*;
use smart_loan_recovery::evaluation::{CalibrationMethod, Calibrator, CrossFittedCalibration, cross_fitted, evaluate};
use smart_loan_recovery::features::fold_of;
use smart_loan_recovery::quantity::{Probability, RandomStream};

const METHODS: [CalibrationMethod; 3] = [CalibrationMethod::None, CalibrationMethod::Isotonic, CalibrationMethod::Platt];

fn probability(millionths: u32) -> Probability {
    Probability::from_share(u64::from(millionths), 1_000_000).unwrap()
}

/// Rows with scores that are too sure: the odds are the score's to the power of a third.
fn too_sure(n_rows: usize, seed: u64) -> (Vec<Probability>, Vec<bool>) {
    let mut random = RandomStream::new(seed);
    (0..n_rows)
        .map(|_| {
            let log_odds = random.normal();
            let sigmoid = |x: f64| 1.0 / (1.0 + (-x).exp());
            (probability((sigmoid(3.0 * log_odds) * 1e6).round() as u32), random.unit() < sigmoid(log_odds))
        })
        .unzip()
}

fn cross_fitted_known(method: CalibrationMethod, scores: &[Probability], is_bad: &[bool], folds: &[u32]) -> CrossFittedCalibration {
    let scores: Vec<_> = scores.iter().copied().map(Some).collect();
    let is_bad: Vec<_> = is_bad.iter().copied().map(Some).collect();
    cross_fitted(method, &scores, &is_bad, folds, 5)
}

#[test]
fn scores_that_are_too_sure_become_true_on_new_rows() {
    let (scores, is_bad) = too_sure(4_000, 1);
    let (new_scores, new_outcomes) = too_sure(4_000, 2);
    let before = evaluate(&new_scores, &new_outcomes).unwrap();
    for method in [CalibrationMethod::Isotonic, CalibrationMethod::Platt] {
        let calibrator = Calibrator::fit(method, &scores, &is_bad);
        let calibrated: Vec<Probability> = new_scores.iter().map(|score| calibrator.apply(*score)).collect();
        let after = evaluate(&calibrated, &new_outcomes).unwrap();
        assert!(before.ece > 0.15 && after.ece < 0.03, "{method:?}: {} to {}", before.ece, after.ece);
        assert!(after.brier < before.brier - 0.02 && (after.auc - before.auc).abs() < 0.002);
    }
    let Calibrator::Platt(sigmoid) = Calibrator::fit(CalibrationMethod::Platt, &scores, &is_bad) else { panic!("no sigmoid") };
    assert!((sigmoid.slope() - 1.0 / 3.0).abs() < 0.03 && sigmoid.intercept().abs() < 0.1);
}

#[test]
fn one_outcome_alone_teaches_nothing() {
    for method in METHODS {
        for rows in [Vec::new(), vec![true; 4], vec![false; 4]] {
            let scores = vec![probability(300_000); rows.len()];
            assert_eq!(Calibrator::fit(method, &scores, &rows), Calibrator::Identity);
        }
    }
}

#[test]
fn no_score_depends_on_its_own_outcome_or_on_another_row_of_its_borrower() {
    let (scores, is_bad) = too_sure(600, 3);
    // Two rows a borrower.
    let folds: Vec<u32> = (0..600).map(|row| fold_of(7, row / 2, 5)).collect();
    for method in METHODS {
        let fitted = cross_fitted_known(method, &scores, &is_bad, &folds);
        for borrower in [0, 17, 299] {
            let mut others = is_bad.clone();
            others[2 * borrower] = !others[2 * borrower];
            others[2 * borrower + 1] = !others[2 * borrower + 1];
            let refitted = cross_fitted_known(method, &scores, &others, &folds);
            let fold = folds[2 * borrower];
            assert_eq!(fitted.calibrator(Some(fold)), refitted.calibrator(Some(fold)));
            assert_eq!(fitted.of_all() == refitted.of_all(), method == CalibrationMethod::None);
        }
    }
}

#[test]
fn rows_without_outcome_or_score_take_no_part_and_have_the_calibrator_of_all() {
    let (scores, is_bad) = too_sure(500, 4);
    let folds: Vec<u32> = (0..500).map(|row| fold_of(7, row, 5)).collect();
    for method in METHODS {
        let fitted = cross_fitted_known(method, &scores, &is_bad, &folds);
        let mut more_scores: Vec<_> = scores.iter().copied().map(Some).collect();
        let mut more_outcomes: Vec<_> = is_bad.iter().copied().map(Some).collect();
        let mut more_folds = folds.clone();
        more_scores.extend([Some(probability(900_000)), None, Some(probability(1))]);
        more_outcomes.extend([None, Some(false), None]);
        more_folds.extend([0, 1, 2]);
        assert_eq!(cross_fitted(method, &more_scores, &more_outcomes, &more_folds, 5), fitted);
        assert_eq!(fitted.calibrator(None), &Calibrator::fit(method, &scores, &is_bad));
        assert_eq!(fitted.n_folds(), 5);
        let bytes = postcard::to_stdvec(&fitted).unwrap();
        assert_eq!(postcard::from_bytes::<CrossFittedCalibration>(&bytes).unwrap(), fitted);
    }
}

#[test]
fn a_borrower_keeps_the_fold_and_folds_are_of_about_the_same_size() {
    let mut counts = [0u32; 5];
    for key in 0..50_000 {
        counts[fold_of(11, key, 5) as usize] += 1;
    }
    assert!(counts.iter().all(|count| (9_700..10_300).contains(count)), "{counts:?}");
    assert_eq!(fold_of(11, 99, 5), fold_of(11, 99, 5));
    assert_ne!((0..64).map(|key| fold_of(1, key, 5)).collect::<Vec<_>>(), (0..64).map(|key| fold_of(2, key, 5)).collect::<Vec<_>>());
    assert_eq!((fold_of(3, 5, 1), fold_of(3, 5, 0)), (0, 0));
    // Folds may never move: a stored model is honest only if its borrowers' folds are found again.
    assert_eq!((0..12).map(|key| fold_of(42, key, 5)).collect::<Vec<_>>(), FOLDS_OF_SEED_42);
}

const FOLDS_OF_SEED_42: [u32; 12] = [2, 0, 0, 2, 1, 2, 0, 2, 1, 3, 1, 0];

proptest! {
    #[test]
    fn calibrated_scores_rise_with_scores_and_not_with_the_order_of_rows(
        rows in prop::collection::vec((0u32..=40, any::<bool>()), 1..80),
        turn in 0usize..80,
    ) {
        let scores: Vec<Probability> = rows.iter().map(|(step, _)| probability(step * 25_000)).collect();
        let is_bad: Vec<bool> = rows.iter().map(|(_, is_bad)| *is_bad).collect();
        let (mut turned_scores, mut turned_outcomes) = (scores.clone(), is_bad.clone());
        turned_scores.rotate_left(turn % rows.len());
        turned_outcomes.rotate_left(turn % rows.len());
        for method in METHODS {
            let calibrator = Calibrator::fit(method, &scores, &is_bad);
            prop_assert_eq!(&calibrator, &Calibrator::fit(method, &turned_scores, &turned_outcomes));
            let values: Vec<f64> = (0..=100).map(|step| calibrator.apply(probability(step * 10_000)).value()).collect();
            prop_assert!(values.iter().all(|value| (0.0..=1.0).contains(value)));
            let falls = matches!(calibrator, Calibrator::Platt(sigmoid) if sigmoid.slope() < 0.0);
            prop_assert!(falls || values.windows(2).all(|pair| pair[0] <= pair[1]));
        }
    }

    #[test]
    fn an_isotonic_curve_keeps_the_mean(rows in prop::collection::vec((0u32..=40, any::<bool>()), 2..80)) {
        let scores: Vec<Probability> = rows.iter().map(|(step, _)| probability(step * 25_000)).collect();
        let is_bad: Vec<bool> = rows.iter().map(|(_, is_bad)| *is_bad).collect();
        let n_bad = is_bad.iter().filter(|is_bad| **is_bad).count();
        if let Calibrator::Isotonic(curve) = Calibrator::fit(CalibrationMethod::Isotonic, &scores, &is_bad) {
            let sum: f64 = scores.iter().map(|score| curve.value(score.value())).sum();
            prop_assert!((sum - n_bad as f64).abs() < 1e-9);
            prop_assert!(curve.knots().windows(2).all(|pair| pair[0].score < pair[1].score && pair[0].share_bad <= pair[1].share_bad));
        }
    }
}
