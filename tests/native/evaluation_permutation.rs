//! Outcomes dealt out anew, and what the AUCs under them say.

use smart_loan_recovery::evaluation::{auc_roc, permutation_check, shuffled_outcomes};
use smart_loan_recovery::quantity::{Probability, RandomStream};

#[test]
fn the_p_value_counts_the_observed_figure_itself() {
    let check = permutation_check(0.7, &[0.5, 0.52, 0.48, 0.7]).unwrap();
    assert_eq!((check.n_repeats, check.p_value, check.null_highest), (4, 0.4, 0.7));
    assert!((check.null_mean - 0.55).abs() < 1e-12 && (check.null_sd - 0.101_324_560_776_104_1).abs() < 1e-9);
    assert_eq!(permutation_check(0.9, &[0.6, 0.4]).unwrap().p_value, 1.0 / 3.0);
    assert_eq!(permutation_check(0.9, &[0.5]).unwrap().null_sd, 0.0);
    assert_eq!(permutation_check(0.9, &[]), None);
}

#[test]
fn dealing_keeps_the_number_of_bad_rows_and_breaks_the_link_to_scores() {
    let mut random = RandomStream::new(5);
    let scores: Vec<Probability> = (0..2_000).map(|_| Probability::new(random.unit()).unwrap()).collect();
    let is_bad: Vec<bool> = scores.iter().map(|score| random.unit() < score.value()).collect();
    let keys: Vec<u64> = (0..2_000).map(|_| random.next_u64()).collect();
    let n_bad = |outcomes: &[bool]| outcomes.iter().filter(|is_bad| **is_bad).count();
    let null: Vec<f64> = (0..40)
        .map(|repeat| {
            let dealt = shuffled_outcomes(&is_bad, &keys, 9, repeat);
            assert_eq!(n_bad(&dealt), n_bad(&is_bad));
            auc_roc(&scores, &dealt).unwrap()
        })
        .collect();
    let check = permutation_check(auc_roc(&scores, &is_bad).unwrap(), &null).unwrap();
    // The standard deviation of an AUC under chance, √((n + 1) / (12 · n_good · n_bad)), is 0.013 here.
    assert!((check.null_mean - 0.5).abs() < 0.008 && (0.008..0.018).contains(&check.null_sd), "{check:?}");
    assert_eq!(check.p_value, 1.0 / 41.0);
    assert_ne!(shuffled_outcomes(&is_bad, &keys, 9, 0), shuffled_outcomes(&is_bad, &keys, 9, 1));
    assert_ne!(shuffled_outcomes(&is_bad, &keys, 9, 0), shuffled_outcomes(&is_bad, &keys, 10, 0));
}

#[test]
fn a_borrower_is_dealt_the_same_in_any_order_of_rows() {
    let mut random = RandomStream::new(6);
    let mut rows: Vec<(u64, bool)> = (0..500).map(|_| (u64::from(random.below(200)), random.below(3) == 0)).collect();
    let dealt_to_borrowers = |rows: &[(u64, bool)]| {
        let (keys, is_bad): (Vec<u64>, Vec<bool>) = rows.iter().copied().unzip();
        let mut dealt: Vec<(u64, bool)> = keys.iter().copied().zip(shuffled_outcomes(&is_bad, &keys, 1, 2)).collect();
        dealt.sort_unstable();
        dealt
    };
    let before = dealt_to_borrowers(&rows);
    rows.reverse();
    rows.rotate_left(123);
    assert_eq!(dealt_to_borrowers(&rows), before);
}

#[test]
fn the_outcomes_of_a_borrower_go_to_one_borrower_together() {
    // Three rows a borrower, all with the same outcome.
    let keys: Vec<u64> = (0..300).map(|row| row % 100).collect();
    let is_bad: Vec<bool> = keys.iter().map(|key| key % 4 == 0).collect();
    let dealt = shuffled_outcomes(&is_bad, &keys, 3, 0);
    assert!((0..100).all(|borrower| dealt[borrower] == dealt[borrower + 100] && dealt[borrower] == dealt[borrower + 200]));
    assert_ne!(dealt, is_bad);
    assert_eq!(shuffled_outcomes(&[], &[], 1, 1), Vec::<bool>::new());
}
