//! Logistic regression: against scikit-learn, in any order of rows, and on data that would break it.

use smart_loan_recovery::data::schema::{ColumnSchema, LeftOut, Role, borrower_keys, guess_outcome, infer_schema, labels};
use smart_loan_recovery::evaluation::auc_roc;
use smart_loan_recovery::features::{BinnedMatrix, FeatureEncoder, FeatureLayout, MISSING_BIN};
use smart_loan_recovery::model::linear::{Logistic, LogisticError, Part, fit_logistic};
use smart_loan_recovery::model::{LogisticParams, ParamsError, TrainingSet};
use smart_loan_recovery::quantity::{Probability, RandomStream, hash_pair};

use crate::support::{fixture, loan_file, read_well};

const ORDERED: FeatureLayout = FeatureLayout { n_bins: 4, is_categorical: false };
const CATEGORY: FeatureLayout = FeatureLayout { n_bins: 4, is_categorical: true };

fn fit(training: &TrainingSet) -> Result<Logistic, LogisticError> {
    fit_logistic(training, &LogisticParams::default().check().unwrap())
}

fn training_set(columns: Vec<(FeatureLayout, Vec<u8>)>, is_bad: Vec<bool>) -> TrainingSet {
    let n_rows = is_bad.len();
    TrainingSet::new(BinnedMatrix::new(n_rows, columns), is_bad, (0..n_rows as u64).map(|row| hash_pair(3, row)).collect()).unwrap()
}

/// A file's features and outcomes, for the columns named, or all that are features or may be.
fn loans(bytes: &[u8], names: &[&str]) -> (TrainingSet, FeatureEncoder) {
    let table = read_well(bytes).table;
    let schema = infer_schema(&table);
    let is_feature = |column: &&ColumnSchema| column.role == Role::Feature || column.reason == Some(LeftOut::Protected);
    let features = schema.columns.iter().filter(is_feature).map(|column| column.name.clone());
    let names: Vec<String> = if names.is_empty() { features.collect() } else { names.iter().map(|name| (*name).to_owned()).collect() };
    let encoder = FeatureEncoder::fit(&table, &names).unwrap();
    let is_bad = labels(&table, &guess_outcome(&table, &schema).unwrap()).unwrap();
    let is_bad = is_bad.into_iter().map(|is_bad| is_bad == Some(true)).collect();
    (TrainingSet::new(encoder.transform(&table).unwrap(), is_bad, borrower_keys(&table, &schema)).unwrap(), encoder)
}

fn fixture_loans() -> (TrainingSet, FeatureEncoder) {
    loans(&fixture("linear/loans.csv"), &["amount", "rate", "late", "purpose", "same"])
}

/// The name of a column of the design as the fixture has it.
fn part_name(encoder: &FeatureEncoder, feature_idx: usize, part: Part) -> String {
    match part {
        Part::Value => "value".to_owned(),
        Part::Missing => "missing".to_owned(),
        Part::RareLevels => "rare".to_owned(),
        Part::Level(bin) => encoder.bins_for(feature_idx)[usize::from(bin)].text(),
    }
}

fn assert_near(found: f64, expected: f64, what: &str) {
    assert!((found - expected).abs() <= 2e-7 * expected.abs().max(1.0), "{what}: {found} is not {expected}");
}

#[test]
fn coefficients_are_those_of_scikit_learn() {
    let (training, encoder) = fixture_loans();
    let n_bad = training.is_bad().iter().filter(|is_bad| **is_bad).count() as f64;
    let balanced = (training.n_rows() as f64 - n_bad) / n_bad;
    let text = String::from_utf8(fixture("linear/scikit_learn.csv")).unwrap();
    let rows: Vec<Vec<&str>> = text.lines().skip(1).map(|line| line.split(',').collect()).collect();
    let number = |text: &str| text.parse::<f64>().unwrap();
    for (place, l2, bad_weight) in [(4, 1.0, 1.0), (5, 1.0, balanced), (6, 0.01, 1.0)] {
        let logistic = fit_logistic(&training, &LogisticParams { l2, bad_weight }.check().unwrap()).unwrap();
        assert_near(logistic.intercept, number(rows[0][place]), "the intercept");
        assert_eq!(logistic.coefficients.len(), rows.len() - 1);
        for (found, row) in logistic.coefficients.iter().zip(&rows[1..]) {
            let feature_idx = found.feature_idx as usize;
            let name = (encoder.features()[feature_idx].name.as_str(), part_name(&encoder, feature_idx, found.part));
            assert_eq!(name, (row[0], row[1].to_owned()));
            assert_near(found.mean, number(row[2]), row[1]);
            assert_near(found.sd, number(row[3]), row[1]);
            assert_near(found.coefficient, number(row[place]), row[1]);
        }
    }
}

#[test]
fn the_order_of_rows_changes_no_bit() {
    let (training, _) = fixture_loans();
    let mut rows: Vec<u32> = (0..training.n_rows() as u32).collect();
    let mut random = RandomStream::new(1);
    for place in (1..rows.len()).rev() {
        rows.swap(place, random.below(place as u32 + 1) as usize);
    }
    assert_eq!(fit(&training.select_rows(&rows)).unwrap(), fit(&training).unwrap());
    // Rows of one borrower have no order of their own either.
    let one_borrower =
        |rows: &TrainingSet| TrainingSet::new(rows.matrix().clone(), rows.is_bad().to_vec(), vec![1; rows.n_rows()]).unwrap();
    assert_eq!(fit(&one_borrower(&training.select_rows(&rows))).unwrap(), fit(&one_borrower(&training)).unwrap());
}

#[test]
fn contributions_and_base_sum_to_the_margin() {
    let (training, _) = fixture_loans();
    let logistic = fit(&training).unwrap();
    let mut sums = vec![0.0; training.matrix().n_features()];
    for row in 0..training.n_rows() {
        let bins = training.matrix().row_bins(row);
        let contributions = logistic.contributions(&bins);
        assert!((contributions.iter().sum::<f64>() + logistic.base() - logistic.margin_of(&bins)).abs() < 1e-12);
        sums.iter_mut().zip(&contributions).for_each(|(sum, contribution)| *sum += contribution);
        let odds = libm::exp(logistic.margin_of(&bins));
        assert!((logistic.probability_of(&bins).value() - odds / (1.0 + odds)).abs() < 1e-6);
    }
    assert!(sums.iter().all(|sum| sum.abs() < 1e-9), "contributions average out over the training rows");
    assert!(logistic.contributions(&training.matrix().row_bins(0))[4] == 0.0, "what is always the same adds nothing");
}

#[test]
fn what_was_not_trained_on_is_average() {
    let is_bad: Vec<bool> = (0..60).map(|row| row % 3 == 0).collect();
    let ordered = (0..60).map(|row| if row % 3 == 0 { 2 } else { (row % 2) as u8 }).collect();
    let levels = (0..60).map(|row| if row < 3 { 3 } else { 1 + (row % 2) as u8 }).collect();
    let training = training_set(vec![(ORDERED, ordered), (CATEGORY, levels)], is_bad);
    let logistic = fit(&training).unwrap();
    let points = |feature_idx: usize, bin: usize| logistic.points[feature_idx][bin];
    assert_eq!((logistic.points[0].len(), logistic.points[1].len()), (5, 5));
    assert_eq!(points(0, 4), points(0, 1), "a missing value counts as the median");
    assert_eq!(points(0, 3), points(0, 2), "a value beyond all counts as the 99th percentile");
    assert_eq!((points(1, 0), points(1, 4)), (0.0, 0.0), "an unseen level and a missing one add nothing");
    assert!(points(1, 3) != 0.0, "three rows are rare");
    assert!(logistic.coefficients.iter().any(|column| column.part == Part::RareLevels));
    let beyond = logistic.margin_of(&[200, 200]);
    assert_eq!(beyond, logistic.margin_of(&[MISSING_BIN, MISSING_BIN]));
}

#[test]
fn missing_values_have_their_own_points_where_they_occur() {
    let is_bad: Vec<bool> = (0..200).map(|row| row % 4 == 0 || row % 5 == 0).collect();
    let column = (0..200).map(|row| if row % 4 == 0 { MISSING_BIN } else { (row % 3) as u8 }).collect();
    let training = training_set(vec![(ORDERED, column)], is_bad);
    let logistic = fit(&training).unwrap();
    assert_eq!(logistic.coefficients.iter().map(|column| column.part).collect::<Vec<_>>(), [Part::Value, Part::Missing]);
    assert!(logistic.points[0][4] > logistic.points[0][1] + 1.0);
}

#[test]
fn a_rare_flag_is_not_cut_off() {
    let is_bad: Vec<bool> = (0..1_000).map(|row| row < 6 || row % 10 == 0).collect();
    let flag = (0..1_000).map(|row| u8::from(row < 8)).collect();
    let logistic = fit(&training_set(vec![(FeatureLayout { n_bins: 2, is_categorical: false }, flag)], is_bad)).unwrap();
    assert!(logistic.points[0][1] > 1.0);
}

#[test]
fn odd_columns_do_no_harm() {
    let is_bad: Vec<bool> = (0..80).map(|row| row % 2 == 0).collect();
    let separating = is_bad.iter().map(|&is_bad| u8::from(is_bad)).collect();
    let columns = vec![
        (ORDERED, vec![MISSING_BIN; 80]),
        (ORDERED, vec![2; 80]),
        (CATEGORY, vec![1; 80]),
        (CATEGORY, vec![MISSING_BIN; 80]),
        (ORDERED, separating),
        (ORDERED, (0..80).map(|row| (row % 4) as u8).collect()),
    ];
    let matrix = BinnedMatrix::new(80, columns).with_bin_values(vec![
        vec![0.0; 4],
        vec![0.0; 4],
        Vec::new(),
        Vec::new(),
        vec![0.0, 1e-300, 2e-300, 3e-300],
        vec![-1.7e308, -1.0, 1.0, 1.7e308],
    ]);
    let logistic = fit(&TrainingSet::new(matrix, is_bad, (0..80).collect()).unwrap()).unwrap();
    assert_eq!(logistic.coefficients.iter().map(|column| column.feature_idx).collect::<Vec<_>>(), [4, 5]);
    assert!(logistic.points.iter().flatten().all(|points| points.is_finite()));
    assert!(logistic.points[4][1] > logistic.points[4][0] + 2.0);
}

#[test]
fn nothing_to_tell_leaves_the_base_rate() {
    let training = training_set(vec![(ORDERED, vec![1; 40])], (0..40).map(|row| row % 4 == 0).collect());
    let logistic = fit(&training).unwrap();
    assert_eq!(logistic.probability_of(&[1]), Probability::new(0.25).unwrap());
    assert!(logistic.coefficients.is_empty());
}

#[test]
fn one_outcome_and_wrong_settings_are_errors() {
    let training = training_set(vec![(ORDERED, vec![0, 1, 2])], vec![true; 3]);
    assert_eq!(fit(&training), Err(LogisticError::OneOutcome { n_rows: 3 }));
    assert_eq!(fit(&training_set(vec![(ORDERED, vec![])], vec![])), Err(LogisticError::OneOutcome { n_rows: 0 }));
    let check = |l2: f64, bad_weight: f64| LogisticParams { l2, bad_weight }.check().err();
    for l2 in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert_eq!(check(l2, 1.0), Some(ParamsError::Penalty));
    }
    for bad_weight in [0.0, -1.0, f64::NAN, 1e4] {
        assert_eq!(check(1.0, bad_weight), Some(ParamsError::BadWeight));
    }
}

/// The mean of the areas under the ROC curves of five folds of a public file, for any learner that gives a score for bins.
pub fn cross_validated_auc<S: Fn(&[u8]) -> Probability>(name: &str, learn: impl Fn(&TrainingSet) -> S) -> Option<f64> {
    let (all, _) = loans(&loan_file(name)?, &[]);
    let fold_of = |row: u32| hash_pair(7, all.borrower_keys()[row as usize]) % 5;
    let auc_of = |fold: u64| {
        let (judged, trained): (Vec<u32>, Vec<u32>) = (0..all.n_rows() as u32).partition(|&row| fold_of(row) == fold);
        let score = learn(&all.select_rows(&trained));
        let scores: Vec<Probability> = judged.iter().map(|&row| score(&all.matrix().row_bins(row as usize))).collect();
        auc_roc(&scores, all.select_rows(&judged).is_bad()).unwrap()
    };
    Some((0..5).map(auc_of).sum::<f64>() / 5.0)
}

#[test]
fn public_files_are_ranked_as_by_scikit_learn() {
    // scikit-learn 1.9.1 on the same folds and the same design, without bins.
    for (name, auc) in [("german-credit.csv", 0.786_17), ("taiwan-credit-card.csv", 0.725_16)] {
        let learn = |training: &TrainingSet| {
            let logistic = fit(training).unwrap();
            move |bins: &[u8]| logistic.probability_of(bins)
        };
        let Some(found) = cross_validated_auc(name, learn) else { continue };
        assert!((found - auc).abs() < 0.001, "{name}: {found} is not {auc}");
    }
}
