//! Explanations: they sum to the score, come only from parts that have not seen the borrower, and are the same for any
//! order of rows.

use smart_loan_recovery::evaluation::{CalibrationMethod, CrossFittedCalibration, cross_fitted};
use smart_loan_recovery::explanation::{
    CandidateValue, ChangeableColumn, HonestParts, Judge, ShapWorkspace, bin_ranks, dependence, explain, explain_forest, nearest_change,
    permutation_importance, sample_rows, shap_sample, shap_sample_size, typical_bin,
};
use smart_loan_recovery::features::{BinnedMatrix, FeatureLayout, MISSING_BIN, fold_of};
use smart_loan_recovery::model::baselines::BaseRate;
use smart_loan_recovery::model::forest::{Forest, bootstrap_weight, grow_tree};
use smart_loan_recovery::model::{
    BadWeight, ClassWeight, CrossFitted, FittedModel, ForestParams, Learner, N_FOLDS, RiskModel, TrainingSet, Tree, TreeNode,
};
use smart_loan_recovery::quantity::{Probability, RandomStream, hash_pair};

const SEED: u64 = 7;
const METHODS: [CalibrationMethod; 3] = [CalibrationMethod::None, CalibrationMethod::Isotonic, CalibrationMethod::Platt];

/// Rows of five features of which the first three tell something; two rows of some borrowers, and holes.
fn loans(n_rows: usize) -> TrainingSet {
    let ordered = |n_bins| FeatureLayout { n_bins, is_categorical: false };
    let category = FeatureLayout { n_bins: 6, is_categorical: true };
    let layouts = [ordered(60), ordered(12), category, ordered(30), category];
    let mut random = RandomStream::new(11);
    let mut columns = layouts.map(|layout| (layout, Vec::new())).to_vec();
    let (mut is_bad, mut keys) = (Vec::new(), Vec::new());
    for row in 0..n_rows {
        let bins: Vec<u8> = layouts.iter().map(|layout| random.below(u32::from(layout.n_bins)) as u8).collect();
        let chance =
            0.05 + 0.4 * f64::from(bins[0]) / 60.0 + 0.2 * f64::from(u8::from(bins[1] > 6)) + 0.25 * f64::from(u8::from(bins[2] % 3 == 1));
        is_bad.push(random.unit() < chance);
        keys.push(hash_pair(3, (row - usize::from(row % 9 == 8)) as u64));
        for ((_, column), bin) in columns.iter_mut().zip(bins) {
            column.push(if random.below(25) == 0 { MISSING_BIN } else { bin });
        }
    }
    TrainingSet::new(BinnedMatrix::new(n_rows, columns), is_bad, keys).unwrap()
}

fn params(class_weight: ClassWeight) -> ForestParams {
    ForestParams { n_trees: 30, seed: SEED, class_weight, ..ForestParams::default() }
}

fn model(learner: Learner, training: &TrainingSet, class_weight: ClassWeight) -> RiskModel {
    let params = params(class_weight).check().unwrap();
    if learner == Learner::Forest {
        let trees = (0..params.n_trees).map(|number| (number, grow_tree(training, &params, number))).collect();
        let bad_weight = class_weight.bad_weight(training.is_bad());
        return RiskModel::Forest(Forest { trees, seed: SEED, n_features: training.matrix().n_features() as u32, bad_weight });
    }
    let parts = (0..N_FOLDS).map(|fold| {
        let others = (0..training.n_rows() as u32).filter(|&row| fold_of(SEED, training.borrower_keys()[row as usize], N_FOLDS) != fold);
        FittedModel::fit(learner, &training.select_rows(&others.collect::<Vec<_>>()), &params).unwrap()
    });
    RiskModel::CrossFitted(CrossFitted { learner, seed: SEED, parts: parts.collect() })
}

/// A model with its rows, of which the last tenth is of strangers.
struct World {
    training: TrainingSet,
    model: RiskModel,
    calibration: CrossFittedCalibration,
    is_bad: Vec<Option<bool>>,
    is_trained_on: Vec<bool>,
}

impl World {
    fn new(learner: Learner, method: CalibrationMethod, class_weight: ClassWeight, n_rows: usize) -> World {
        let training = loans(n_rows);
        let n_known = n_rows * 9 / 10 / 9 * 9;
        let known = training.select_rows(&(0..n_known as u32).collect::<Vec<_>>());
        let mut world = World {
            model: model(learner, &known, class_weight),
            calibration: CrossFittedCalibration::default(),
            is_bad: training.is_bad().iter().enumerate().map(|(row, is_bad)| (row < n_known).then_some(*is_bad)).collect(),
            is_trained_on: (0..n_rows).map(|row| row < n_known).collect(),
            training,
        };
        let scores: Vec<Option<Probability>> =
            (0..n_rows).map(|row| world.judge().of_row(row).map(|judge| judge.score(&world.bins(row)))).collect();
        let folds: Vec<u32> = world.training.borrower_keys().iter().map(|&key| fold_of(SEED, key, N_FOLDS)).collect();
        world.calibration = cross_fitted(method, &scores, &world.is_bad, &folds, N_FOLDS);
        world
    }

    fn judge(&self) -> Judge<'_> {
        Judge {
            model: &self.model,
            calibration: &self.calibration,
            matrix: self.training.matrix(),
            is_bad: &self.is_bad,
            borrower_keys: self.training.borrower_keys(),
            is_trained_on: &self.is_trained_on,
            seed: SEED,
        }
    }

    fn bins(&self, row: usize) -> Vec<u8> {
        self.training.matrix().row_bins(row)
    }

    /// The same rows in another order.
    fn shuffled(&self) -> World {
        let mut order: Vec<u32> = (0..self.training.n_rows() as u32).collect();
        order.sort_by_key(|&row| hash_pair(99, u64::from(row)));
        World {
            training: self.training.select_rows(&order),
            model: self.model.clone(),
            calibration: self.calibration.clone(),
            is_bad: order.iter().map(|&row| self.is_bad[row as usize]).collect(),
            is_trained_on: order.iter().map(|&row| self.is_trained_on[row as usize]).collect(),
        }
    }
}

fn sums_to_the_score(world: &World) {
    let mut workspace = ShapWorkspace::new();
    let mut n_explained = 0;
    for row in (0..world.training.n_rows()).step_by(7) {
        let bins = world.bins(row);
        let Some(judge) = world.judge().of_row(row) else { continue };
        let explained = judge.explain(&bins, &mut workspace);
        assert!((explained.explanation.total() - judge.parts.raw_score(&bins)).abs() < 1e-9);
        assert!((explained.explanation.total() + explained.calibration - explained.score.value()).abs() < 1e-9);
        assert_eq!((explained.score, explained.explanation.contributions.len()), (judge.score(&bins), bins.len()));
        assert!((judge.parts.raw_score(&bins) - judge.parts.score(&bins).value()).abs() <= 5.1e-7);
        n_explained += 1;
    }
    assert!(n_explained * 8 > world.training.n_rows());
}

#[test]
fn contributions_and_calibration_sum_to_the_score_of_every_learner() {
    for learner in Learner::ALL {
        for method in METHODS {
            sums_to_the_score(&World::new(learner, method, ClassWeight::None, 720));
        }
        sums_to_the_score(&World::new(learner, CalibrationMethod::Platt, ClassWeight::Balanced, 720));
    }
}

#[test]
fn a_calibrated_score_says_what_calibration_adds() {
    let world = World::new(Learner::Forest, CalibrationMethod::Isotonic, ClassWeight::Balanced, 720);
    let moved = (0..600).filter(|&row| {
        let explained = world.judge().of_row(row).map(|judge| judge.explain(&world.bins(row), &mut ShapWorkspace::new()));
        explained.is_some_and(|explained| explained.calibration.abs() > 0.01)
    });
    assert!(moved.count() > 400);
}

#[test]
fn margins_are_scaled_by_one_slope() {
    let world = World::new(Learner::Logistic, CalibrationMethod::None, ClassWeight::None, 720);
    let RiskModel::CrossFitted(model) = &world.model else { panic!("parts") };
    for row in 0..100 {
        let (key, bins) = (world.training.borrower_keys()[row], world.bins(row));
        let [FittedModel::Logistic(part)] = model.unseen_parts(key, true) else { panic!("one part") };
        let explanation = explain(&world.model, &bins, key, true, &mut ShapWorkspace::new()).unwrap();
        let sigmoid = |margin: f64| 1.0 / (1.0 + (-margin).exp());
        let slope = (sigmoid(part.margin_of(&bins)) - sigmoid(part.base())) / (part.margin_of(&bins) - part.base());
        assert!(slope > 0.0);
        for (ours, margin) in explanation.contributions.iter().zip(part.contributions(&bins)) {
            assert!((ours - slope * margin).abs() < 1e-9);
        }
    }
}

/// A tree that says one share of everyone.
fn stump(n_bad: u32) -> Tree {
    let leaf = TreeNode { left: 0, n_rows: 100, n_bad, feature: 0, threshold: 0, missing_left: false };
    Tree::new(vec![leaf], Vec::new()).unwrap()
}

#[test]
fn a_tree_that_saw_the_borrower_has_no_say() {
    let trees = vec![(0, stump(90)), (1, stump(10))];
    let model = RiskModel::Forest(Forest { trees, seed: SEED, n_features: 2, bad_weight: BadWeight::ONE });
    let seen = |key: u64| [0, 1].map(|number| bootstrap_weight(SEED, number, key) > 0);
    let of = |key: u64, is_trained_on| explain(&model, &[0, 0], key, is_trained_on, &mut ShapWorkspace::new());
    let mut n_cases = [0; 4];
    for key in (0..200).map(|row| hash_pair(5, row)) {
        let base = of(key, true).map(|explanation| explanation.base);
        let expected = match seen(key) {
            [true, true] => None,
            [true, false] => Some(0.1),
            [false, true] => Some(0.9),
            [false, false] => Some(0.5),
        };
        n_cases[usize::from(seen(key)[0]) + 2 * usize::from(seen(key)[1])] += 1;
        assert!(base.is_some() == expected.is_some() && (base.unwrap_or(0.0) - expected.unwrap_or(0.0)).abs() < 1e-9);
        assert!(HonestParts::of(&model, key, true).is_some() == expected.is_some());
        // Of a stranger every tree may judge.
        assert!((of(key, false).unwrap().base - 0.5).abs() < 1e-9);
    }
    assert!(n_cases.iter().all(|n| *n > 10), "{n_cases:?}");
}

#[test]
fn a_fold_that_saw_the_borrower_has_no_say() {
    let rate = |fold: u32| FittedModel::BaseRate(BaseRate { share: Probability::new(f64::from(fold) / 10.0).unwrap() });
    let model = RiskModel::CrossFitted(CrossFitted { learner: Learner::BaseRate, seed: SEED, parts: (0..N_FOLDS).map(rate).collect() });
    for key in (0..100).map(|row| hash_pair(5, row)) {
        let base = |is_trained_on| explain(&model, &[0], key, is_trained_on, &mut ShapWorkspace::new()).unwrap().base;
        assert_eq!(base(true), f64::from(fold_of(SEED, key, N_FOLDS)) / 10.0);
        assert!((base(false) - 0.2).abs() < 1e-12);
    }
}

#[test]
fn a_row_of_a_known_borrower_is_explained_by_unseen_trees_alone() {
    let world = World::new(Learner::Forest, CalibrationMethod::None, ClassWeight::Balanced, 540);
    let RiskModel::Forest(forest) = &world.model else { panic!("a forest") };
    for row in 0..60 {
        let (key, bins) = (world.training.borrower_keys()[row], world.bins(row));
        let unseen = forest.trees.iter().filter(|(number, _)| bootstrap_weight(SEED, *number, key) == 0).map(|(_, tree)| tree);
        let expected = explain_forest(unseen, forest.bad_weight, &bins, &mut ShapWorkspace::new());
        assert_eq!(explain(&world.model, &bins, key, true, &mut ShapWorkspace::new()), expected);
    }
}

#[test]
fn samples_do_not_depend_on_the_order_of_rows() {
    for learner in [Learner::Forest, Learner::Boosting] {
        let world = World::new(learner, CalibrationMethod::Isotonic, ClassWeight::None, 720);
        let shuffled = world.shuffled();
        let drawn = |world: &World| {
            let rows = sample_rows(&world.judge(), 0..720, 100);
            assert_eq!(rows.len(), 100);
            rows.iter().map(|&row| (world.training.borrower_keys()[row as usize], world.bins(row as usize))).collect::<Vec<_>>()
        };
        assert_eq!(drawn(&world), drawn(&shuffled));
        for feature_idx in 0..5 {
            assert_eq!(dependence(&world.judge(), feature_idx), dependence(&shuffled.judge(), feature_idx));
        }
        assert_eq!(permutation_importance(&world.judge()), permutation_importance(&shuffled.judge()));
        let (swarm, other) = (shap_sample(&world.judge()), shap_sample(&shuffled.judge()));
        assert_eq!(swarm.contributions, other.contributions);
        assert_eq!(swarm.rows.len(), shap_sample_size(&world.model).min(720));
    }
}

#[test]
fn dependence_is_the_mean_of_what_each_row_would_score() {
    let world = World::new(Learner::Forest, CalibrationMethod::Platt, ClassWeight::None, 720);
    let found = dependence(&world.judge(), 1).unwrap();
    assert_eq!((found.bins.clone(), found.n_rows, found.lines.len()), ((0..12).collect::<Vec<u8>>(), 200, 40));
    let rows = sample_rows(&world.judge(), 0..720, 200);
    let score_at = |row: u32, bin: u8| {
        let mut bins = world.bins(row as usize);
        bins[1] = bin;
        world.judge().of_row(row as usize).unwrap().score(&bins).value()
    };
    for (idx, &bin) in found.bins.iter().enumerate() {
        let mean = rows.iter().map(|&row| score_at(row, bin)).sum::<f64>() / 200.0;
        assert!((found.mean[idx] - mean).abs() < 1e-12);
        assert_eq!(found.lines[3][idx], score_at(rows[3], bin));
    }
    assert!(found.of_missing.is_some() && found.mean[11] > found.mean[0] + 0.05);
    // Sixty values are too many for a line.
    let many = dependence(&world.judge(), 0).unwrap();
    assert!(many.bins.len() <= 24 && many.bins.len() > 20 && many.bins.is_sorted());
    assert_eq!(dependence(&world.judge(), 5), None);
}

#[test]
fn the_auc_falls_without_what_tells_the_outcomes_apart() {
    for learner in [Learner::Forest, Learner::Logistic] {
        let world = World::new(learner, CalibrationMethod::None, ClassWeight::None, 2_700);
        let found = permutation_importance(&world.judge()).unwrap();
        assert!(found.n_rows <= 2_000 && found.auc > 0.65, "{found:?}");
        let falls = &found.falls;
        assert!(falls[..3].iter().all(|fall| fall.mean > 0.01 && fall.mean > 3.0 * fall.sd), "{learner:?} {falls:?}");
        assert!(falls[3..].iter().all(|fall| fall.mean.abs() < 0.01), "{learner:?} {falls:?}");
    }
}

#[test]
fn a_base_rate_depends_on_nothing() {
    let world = World::new(Learner::BaseRate, CalibrationMethod::None, ClassWeight::None, 720);
    let found = permutation_importance(&world.judge()).unwrap();
    assert!(found.falls.iter().all(|fall| (fall.mean, fall.sd) == (0.0, 0.0)));
    assert!(shap_sample(&world.judge()).mean_absolute().iter().all(|mean| *mean == 0.0));
}

#[test]
fn ranks_and_typical_values_are_the_portfolios() {
    let column = [0, 0, 1, 3, MISSING_BIN];
    let ranks = bin_ranks(&column);
    assert_eq!((ranks[0], ranks[1], ranks[3], ranks[255]), (0.25, 0.625, 0.875, 0.5));
    assert_eq!((typical_bin(&column, false), typical_bin(&column, true)), (0, 0));
    assert_eq!((typical_bin(&[2, 1, 2, 0, 1, 1], false), typical_bin(&[2, 1, 2, 0], true)), (1, 2));
    assert_eq!((typical_bin(&[MISSING_BIN], false), typical_bin(&[], true)), (MISSING_BIN, MISSING_BIN));
}

fn column(name: &str, distances: &[(i32, f64)]) -> ChangeableColumn {
    let values = distances.iter().map(|(value, distance)| CandidateValue { text: value.to_string(), distance: *distance });
    ChangeableColumn { name: name.to_owned(), values: values.collect() }
}

/// 0.9, less what the changes take off, in hundredths.
fn score_of(changes: &[(String, String)]) -> Option<Probability> {
    let taken: f64 = changes.iter().map(|(_, text)| text.parse::<f64>().unwrap() / 100.0).sum();
    Probability::new(0.9 - taken)
}

#[test]
fn the_nearest_change_is_the_smallest_single_one_that_crosses_else_a_pair() {
    let columns = [column("a", &[(10, 0.1), (30, 0.3), (50, 0.6)]), column("b", &[(5, 0.05), (25, 0.2), (42, 0.4)])];
    let nearest = |below: f64| nearest_change(&columns, Probability::new(below).unwrap(), &mut |changes| score_of(changes));
    let single = nearest(0.5).unwrap();
    assert_eq!((single.changes, single.distance), (vec![("b".to_owned(), "42".to_owned())], 0.4));
    assert!((single.score.value() - 0.48).abs() < 1e-12);
    let names = |changes: &[(String, String)]| changes.iter().map(|(name, text)| format!("{name}{text}")).collect::<Vec<_>>();
    let pair = nearest(0.3).unwrap();
    assert_eq!(names(&pair.changes), ["a30", "b42"]);
    assert!((pair.distance - 0.7).abs() < 1e-12 && pair.score.value() < 0.3);
    assert_eq!(nearest(-0.0), None);
    assert_eq!(nearest_change(&columns, Probability::new(0.9).unwrap(), &mut |_| None), None);
}
