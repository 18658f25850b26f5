//! The two baselines: what everyone gets, and what one column tells.

use smart_loan_recovery::features::{BinnedMatrix, FeatureLayout, MISSING_BIN};
use smart_loan_recovery::model::TrainingSet;
use smart_loan_recovery::model::baselines::{BestColumn, fit_base_rate, fit_best_column};
use smart_loan_recovery::quantity::{RandomStream, hash_pair};

const ORDERED: FeatureLayout = FeatureLayout { n_bins: 200, is_categorical: false };
const CATEGORY: FeatureLayout = FeatureLayout { n_bins: 200, is_categorical: true };

fn training_set(columns: Vec<(FeatureLayout, Vec<u8>)>, is_bad: Vec<bool>) -> TrainingSet {
    let n_rows = is_bad.len();
    TrainingSet::new(BinnedMatrix::new(n_rows, columns), is_bad, (0..n_rows as u64).map(|row| hash_pair(1, row)).collect()).unwrap()
}

fn value(best: &BestColumn, bin: u8) -> f64 {
    let mut bins = vec![0; best.feature_idx as usize];
    bins.push(bin);
    best.probability_of(&bins).value()
}

#[test]
fn the_base_rate_is_the_share_of_bad_rows() {
    let training = training_set(vec![(ORDERED, vec![0; 8])], (0..8).map(|row| row < 2).collect());
    assert_eq!(fit_base_rate(&training).share.value(), 0.25);
    assert_eq!(fit_base_rate(&training).probability_of(&[]).value(), 0.25);
    assert_eq!(fit_base_rate(&training_set(vec![(ORDERED, vec![])], vec![])).share.value(), 0.0);
}

#[test]
fn the_column_that_tells_most_is_chosen_and_not_the_one_with_most_levels() {
    let mut random = RandomStream::new(3);
    let signal: Vec<u8> = (0..600).map(|_| random.below(200) as u8).collect();
    let is_bad: Vec<bool> = signal.iter().map(|&bin| random.unit() < 0.1 + f64::from(bin) / 400.0).collect();
    let mut noise = |layout| (layout, (0..600).map(|_| random.below(200) as u8).collect::<Vec<u8>>());
    let columns = vec![noise(CATEGORY), noise(ORDERED), (ORDERED, signal), noise(CATEGORY)];
    let best = fit_best_column(&training_set(columns, is_bad));
    assert_eq!((best.feature_idx, best.score_of_bin.len()), (2, 201));
    assert!(value(&best, 195) > value(&best, 100) && value(&best, 100) > value(&best, 5));
    assert_eq!(value(&best, 0), value(&best, 1), "neighbors share their rows");
    let steps = best.score_of_bin[..200].chunk_by(|a, b| a == b).count();
    assert!((15..=20).contains(&steps), "{steps} groups");
}

#[test]
fn shares_are_drawn_towards_the_overall_one() {
    let column = (0..100)
        .map(|row| {
            if row < 2 {
                7
            } else if row < 30 {
                MISSING_BIN
            } else {
                3
            }
        })
        .collect();
    let best = fit_best_column(&training_set(vec![(CATEGORY, column)], (0..100).map(|row| row < 20).collect()));
    let share = |n_bad: f64, n_rows: f64| (n_bad + 10.0 * 0.2) / (n_rows + 10.0);
    assert!((value(&best, 7) - share(2.0, 2.0)).abs() < 1e-6);
    assert!((value(&best, MISSING_BIN) - share(18.0, 28.0)).abs() < 1e-6);
    assert!((value(&best, 3) - share(0.0, 70.0)).abs() < 1e-6);
    assert!((value(&best, 150) - 0.2).abs() < 1e-6, "what was not seen is average");
}

#[test]
fn a_bin_of_many_rows_is_a_group_of_its_own() {
    let column = (0..1_000).map(|row| if row < 900 { 50 } else { (row % 50) as u8 }).collect();
    let best = fit_best_column(&training_set(vec![(ORDERED, column)], (0..1_000).map(|row| row >= 900).collect()));
    assert!(value(&best, 50) < 0.02 && value(&best, 49) > 0.5);
}

#[test]
fn few_values_keep_a_share_each() {
    let layout = FeatureLayout { n_bins: 4, is_categorical: false };
    let column = (0..1_000).map(|row| if row < 700 { 0 } else { 1 + (row % 3) as u8 }).collect();
    let best = fit_best_column(&training_set(vec![(layout, column)], (0..1_000).map(|row| row >= 700 && row % 3 > 0).collect()));
    assert!(value(&best, 0) < 0.02 && value(&best, 1) < 0.05 && value(&best, 2) > 0.9 && value(&best, 3) > 0.9);
}

#[test]
fn the_order_of_rows_does_not_matter_and_odd_rows_do_no_harm() {
    let mut random = RandomStream::new(8);
    let columns = (0..3).map(|_| (ORDERED, (0..300).map(|_| random.below(200) as u8).collect::<Vec<u8>>())).collect();
    let training = training_set(columns, (0..300).map(|row| row % 3 == 0).collect());
    let reversed: Vec<u32> = (0..300).rev().collect();
    assert_eq!(fit_best_column(&training.select_rows(&reversed)), fit_best_column(&training));
    let one_outcome = fit_best_column(&training_set(vec![(ORDERED, vec![1, 2])], vec![true; 2]));
    assert_eq!((one_outcome.feature_idx, value(&one_outcome, 9)), (0, 1.0));
    let empty = fit_best_column(&training_set(vec![(ORDERED, vec![])], vec![]));
    assert_eq!(value(&empty, 9), 0.0);
}
