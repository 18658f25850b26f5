//! The honest figures against definitions, and against values computed elsewhere.

use proptest::prelude::*;
use smart_loan_recovery::evaluation::{Evaluation, auc_roc, evaluate};
use smart_loan_recovery::quantity::{Probability, RandomStream};

fn probabilities(scores: &[f64]) -> Vec<Probability> {
    scores.iter().map(|score| Probability::new(*score).unwrap()).collect()
}

fn figures(scores: &[f64], is_bad: &[bool]) -> Evaluation {
    evaluate(&probabilities(scores), is_bad).unwrap()
}

/// Over all pairs of a bad and a good row: 1 where the bad one scores above, a half where they tie.
fn auc_by_pairs(scores: &[f64], is_bad: &[bool]) -> Option<f64> {
    let with = |wanted: bool| scores.iter().zip(is_bad).filter(move |(_, is_bad)| **is_bad == wanted).map(|(score, _)| *score);
    let pairs: Vec<f64> = with(true)
        .flat_map(|bad| {
            with(false).map(move |good| {
                if bad > good {
                    1.0
                } else if bad == good {
                    0.5
                } else {
                    0.0
                }
            })
        })
        .collect();
    (!pairs.is_empty()).then(|| pairs.iter().sum::<f64>() / pairs.len() as f64)
}

fn scored_rows() -> impl Strategy<Value = Vec<(f64, bool)>> {
    // Few different scores make many ties.
    prop::collection::vec(((0u32..=12).prop_map(|step| f64::from(step) / 12.0), any::<bool>()), 0..60)
}

proptest! {
    #[test]
    fn the_area_is_the_share_of_pairs_in_order(rows in scored_rows()) {
        let (scores, is_bad): (Vec<f64>, Vec<bool>) = rows.into_iter().unzip();
        let expected = auc_by_pairs(&scores, &is_bad);
        let found = auc_roc(&probabilities(&scores), &is_bad);
        prop_assert_eq!(found.is_some(), expected.is_some());
        prop_assert!((found.unwrap_or(0.0) - expected.unwrap_or(0.0)).abs() < 1e-12);
        prop_assert_eq!(evaluate(&probabilities(&scores), &is_bad).map(|evaluation| evaluation.auc), found);
    }

    #[test]
    fn all_figures_lie_where_they_must(rows in scored_rows()) {
        let (scores, is_bad): (Vec<f64>, Vec<bool>) = rows.into_iter().unzip();
        if let Some(found) = evaluate(&probabilities(&scores), &is_bad) {
            prop_assert!(0.0 <= found.auc_low && found.auc_low <= found.auc && found.auc <= found.auc_high && found.auc_high <= 1.0);
            prop_assert_eq!(found.gini, 2.0 * found.auc - 1.0);
            prop_assert!((0.0..=1.0).contains(&found.ks) && (0.0..=1.0).contains(&found.brier));
            prop_assert_eq!(found.n_rows, scores.len() as u64);
            prop_assert!(is_proper_curve(&found));
        }
    }
}

fn is_proper_curve(evaluation: &Evaluation) -> bool {
    let ends = |point: usize| (evaluation.roc[point].false_positive_rate, evaluation.roc[point].true_positive_rate);
    let rises = |pair: &[smart_loan_recovery::evaluation::RocPoint]| {
        pair[0].false_positive_rate <= pair[1].false_positive_rate
            && pair[0].true_positive_rate <= pair[1].true_positive_rate
            && pair[0].score >= pair[1].score
    };
    ends(0) == (0.0, 0.0)
        && ends(evaluation.roc.len() - 1) == (1.0, 1.0)
        && evaluation.roc.windows(2).all(rises)
        && evaluation.roc.len() <= 210
}

/// Twenty rows with ties among both outcomes.
const SCORES: [f64; 20] = [0.9, 0.8, 0.8, 0.7, 0.65, 0.6, 0.6, 0.55, 0.5, 0.5, 0.45, 0.4, 0.4, 0.3, 0.3, 0.25, 0.2, 0.2, 0.1, 0.05];
const IS_BAD: [u8; 20] = [1, 1, 0, 1, 1, 0, 1, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0];

#[test]
fn the_interval_is_that_of_delong() {
    // Worked out in Python from the definition by structural components (DeLong et al. 1988, eq. 3 to 6).
    let found = figures(&SCORES, &IS_BAD.map(|bad| bad == 1));
    let expected = [0.796_874_999_999_999_9, 0.596_532_803_870_832_7, 0.997_217_196_129_167];
    for (found, expected) in [found.auc, found.auc_low, found.auc_high].into_iter().zip(expected) {
        assert!((found - expected).abs() < 1e-12, "{found} and {expected}");
    }

    // The same for 400 rows from a linear congruential generator.
    let mut state = 12_345u64;
    let mut next = || {
        state = (1_103_515_245 * state + 12_345) % (1 << 31);
        ((state >> 16) % 100) as f64 / 100.0
    };
    let (scores, is_bad): (Vec<f64>, Vec<bool>) = (0..400)
        .map(|_| {
            let (score, draw) = (next(), next());
            (score, draw < 0.2 + 0.5 * score)
        })
        .unzip();
    let found = figures(&scores, &is_bad);
    assert_eq!((found.n_rows, found.n_bad), (400, 171));
    for (found, expected) in [found.auc, found.auc_low, found.auc_high].into_iter().zip([
        0.664_789_703_516_432_9,
        0.611_753_380_144_782_6,
        0.717_826_026_888_083_1,
    ]) {
        assert!((found - expected).abs() < 1e-12, "{found} and {expected}");
    }
}

#[test]
fn gini_ks_and_brier_have_their_known_values() {
    let perfect = figures(&[0.0, 0.0, 1.0, 1.0], &[false, false, true, true]);
    assert_eq!((perfect.auc, perfect.gini, perfect.ks, perfect.brier), (1.0, 1.0, 1.0, 0.0));
    assert_eq!((perfect.auc_low, perfect.auc_high, perfect.ks_score), (1.0, 1.0, 1.0));
    assert_eq!(perfect.brier_of_base_rate, 0.25);

    let constant = figures(&[0.5; 6], &[true, false, true, false, false, false]);
    assert_eq!((constant.auc, constant.gini, constant.ks, constant.brier), (0.5, 0.0, 0.0, 0.25));
    assert!(!constant.has_signal());

    let disjoint_the_wrong_way = figures(&[0.9, 0.8, 0.2, 0.1], &[false, false, true, true]);
    assert_eq!((disjoint_the_wrong_way.auc, disjoint_the_wrong_way.gini, disjoint_the_wrong_way.ks), (0.0, -1.0, 1.0));
    assert!(!disjoint_the_wrong_way.has_signal());

    // Half of the bad rows above all good ones.
    let half = figures(&[0.9, 0.5, 0.5, 0.5], &[true, true, false, false]);
    assert_eq!((half.auc, half.ks, half.ks_score), (0.75, 0.5, 0.9));
}

#[test]
fn one_outcome_alone_gives_no_figures() {
    for is_bad in [vec![true; 5], vec![false; 5], Vec::new()] {
        let scores = probabilities(&vec![0.3; is_bad.len()]);
        assert_eq!(evaluate(&scores, &is_bad), None);
        assert_eq!(auc_roc(&scores, &is_bad), None);
    }
}

#[test]
fn a_single_row_of_an_outcome_has_a_wide_interval() {
    let scores: Vec<f64> = (0..50).map(|row| f64::from(row) / 50.0).collect();
    let is_bad: Vec<bool> = (0..50).map(|row| row == 30).collect();
    let found = figures(&scores, &is_bad);
    assert!(found.auc_low < 0.1 && found.auc_high == 1.0);
}

#[test]
fn a_long_curve_is_thinned_and_keeps_its_shape() {
    let mut random = RandomStream::new(1);
    let scores: Vec<f64> = (0..20_000).map(|_| random.unit()).collect();
    let is_bad: Vec<bool> = scores.iter().map(|score| random.unit() < *score).collect();
    let found = figures(&scores, &is_bad);
    assert!(is_proper_curve(&found) && found.roc.len() > 150, "{} points", found.roc.len());
    let area: f64 = found
        .roc
        .windows(2)
        .map(|pair| {
            (pair[1].false_positive_rate - pair[0].false_positive_rate) * (pair[1].true_positive_rate + pair[0].true_positive_rate) / 2.0
        })
        .sum();
    assert!((area - found.auc).abs() < 0.001, "{area} and {}", found.auc);
}

#[test]
fn the_order_of_rows_does_not_matter() {
    let forth = figures(&SCORES, &IS_BAD.map(|bad| bad == 1));
    let (mut scores, mut is_bad) = (SCORES, IS_BAD.map(|bad| bad == 1));
    scores.reverse();
    is_bad.reverse();
    assert_eq!(figures(&scores, &is_bad), forth);
}
