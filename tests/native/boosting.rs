//! Gradient boosting: how each tree splits, when it ends, and how well it ranks.

use smart_loan_recovery::data::schema::{OutcomeChoice, Role, borrower_keys, infer_schema, labels};
use smart_loan_recovery::evaluation::auc_roc;
use smart_loan_recovery::features::{BinnedMatrix, FeatureEncoder, FeatureLayout, MISSING_BIN};
use smart_loan_recovery::jobs::protocol::{decode, encode};
use smart_loan_recovery::model::boosting::{Boosting, BoostingFit, fit_boosting, is_held_out, probability_of};
use smart_loan_recovery::model::{BoostingParams, BoostingParamsError, TrainingSet, Tree, ValidBoostingParams};
use smart_loan_recovery::quantity::{Probability, RandomStream, hash_pair};

use crate::support::{loan_file, read_well};

#[derive(Clone)]
struct Rows {
    columns: Vec<(FeatureLayout, Vec<u8>)>,
    is_bad: Vec<bool>,
    keys: Vec<u64>,
}

impl Rows {
    fn matrix(&self) -> BinnedMatrix {
        BinnedMatrix::new(self.is_bad.len(), self.columns.clone())
    }

    fn training(&self) -> TrainingSet {
        TrainingSet::new(self.matrix(), self.is_bad.clone(), self.keys.clone()).unwrap()
    }

    fn shuffled(&self, seed: u64) -> Rows {
        let mut order: Vec<usize> = (0..self.is_bad.len()).collect();
        order.sort_by_key(|&row| hash_pair(seed, row as u64));
        Rows {
            columns: self.columns.iter().map(|(layout, bins)| (*layout, order.iter().map(|&row| bins[row]).collect())).collect(),
            is_bad: order.iter().map(|&row| self.is_bad[row]).collect(),
            keys: order.iter().map(|&row| self.keys[row]).collect(),
        }
    }
}

const ORDERED: FeatureLayout = FeatureLayout { n_bins: 255, is_categorical: false };

/// A number and a category with a signal, a number of noise whose holes are a signal, a constant, and a column that
/// is always missing. Every fourth row is of the borrower before.
fn mixed_rows(n_rows: usize, seed: u64) -> Rows {
    let mut random = RandomStream::new(seed);
    let mut columns = vec![
        (ORDERED, Vec::new()),
        (FeatureLayout { n_bins: 9, is_categorical: true }, Vec::new()),
        (FeatureLayout { n_bins: 40, is_categorical: false }, Vec::new()),
        (FeatureLayout { n_bins: 1, is_categorical: false }, Vec::new()),
        (ORDERED, Vec::new()),
    ];
    let mut is_bad = Vec::new();
    for _ in 0..n_rows {
        let (number, category) = (random.below(255) as u8, random.below(8) as u8 + 1);
        let noise = if random.unit() < 0.2 { MISSING_BIN } else { random.below(40) as u8 };
        let chance = 0.05
            + 0.4 * f64::from(number) / 255.0
            + if [2, 5, 7].contains(&category) { 0.3 } else { 0.0 }
            + if noise == MISSING_BIN { 0.2 } else { 0.0 };
        for (column, bin) in columns.iter_mut().zip([number, category, noise, 0, MISSING_BIN]) {
            column.1.push(bin);
        }
        is_bad.push(random.unit() < chance);
    }
    Rows { columns, is_bad, keys: (0..n_rows as u64).map(|row| hash_pair(seed, row - u64::from(row % 4 == 3))).collect() }
}

fn one_column(layout: FeatureLayout, bins: Vec<u8>, is_bad: Vec<bool>) -> Rows {
    let keys = (0..bins.len() as u64).map(|row| hash_pair(1, row)).collect();
    Rows { columns: vec![(layout, bins)], is_bad, keys }
}

fn checked(params: BoostingParams) -> ValidBoostingParams {
    params.check().unwrap()
}

/// So many rounds, and nobody held out.
fn rounds(n_rounds: u32) -> BoostingParams {
    BoostingParams { n_rounds, early_stopping_rounds: None, ..BoostingParams::default() }
}

fn auc(margins: &[f64], is_bad: &[bool]) -> f64 {
    let scores: Vec<Probability> = margins.iter().map(|&margin| Probability::new(probability_of(margin)).unwrap()).collect();
    auc_roc(&scores, is_bad).unwrap()
}

fn depth(tree: &Tree) -> usize {
    let mut depths = vec![0; tree.nodes().len()];
    for (idx, node) in tree.nodes().iter().enumerate().filter(|(_, node)| !node.is_leaf()) {
        depths[node.left as usize] = depths[idx] + 1;
        depths[node.left as usize + 1] = depths[idx] + 1;
    }
    depths.into_iter().max().unwrap()
}

#[test]
fn the_order_of_rows_does_not_matter() {
    let rows = mixed_rows(3000, 3);
    let params = checked(BoostingParams { n_rounds: 40, ..BoostingParams::default() });
    let model = fit_boosting(&rows.training(), &params, 1.0);
    assert!(model.trees().len() > 5);
    assert!(model == fit_boosting(&rows.shuffled(4).training(), &params, 1.0));
    assert!(model == fit_boosting(&rows.shuffled(5).training(), &params, 1.0));
}

#[test]
fn another_seed_holds_out_other_borrowers() {
    let rows = mixed_rows(1000, 3);
    let fit = |seed| fit_boosting(&rows.training(), &checked(BoostingParams { seed, ..BoostingParams::default() }), 1.0);
    assert!(fit(1) != fit(2));
    assert!(fit(1) == fit(1));
}

#[test]
fn a_row_is_judged_alike_alone_and_among_many() {
    let rows = mixed_rows(1030, 7);
    let model = fit_boosting(&rows.training(), &checked(rounds(30)), 1.0);
    let matrix = rows.matrix();
    let margins = model.margins(&matrix);
    for (row, &margin) in margins.iter().enumerate() {
        let bins = matrix.row_bins(row);
        assert_eq!(model.margin_of(&bins).to_bits(), margin.to_bits());
        assert_eq!(model.probability(&bins), probability_of(margin));
    }
    assert!(auc(&margins, &rows.is_bad) > 0.75);
}

#[test]
fn counts_are_those_of_the_rows_trained_on() {
    let rows = mixed_rows(2000, 11);
    let params = checked(BoostingParams { n_rounds: 8, ..BoostingParams::default() });
    let model = fit_boosting(&rows.training(), &params, 1.0);
    let matrix = rows.matrix();
    for tree in model.trees() {
        let mut counts = vec![(0, 0); tree.tree().nodes().len()];
        for row in (0..2000).filter(|&row| !is_held_out(params.seed, rows.keys[row], params.validation_share)) {
            let bins = matrix.row_bins(row);
            let mut idx = 0;
            loop {
                counts[idx].0 += 1;
                counts[idx].1 += u32::from(rows.is_bad[row]);
                let node = tree.tree().nodes()[idx];
                if node.is_leaf() {
                    break;
                }
                idx = node.left as usize + usize::from(!tree.tree().goes_left(&node, bins[node.feature as usize]));
            }
        }
        let stored: Vec<(u32, u32)> = tree.tree().nodes().iter().map(|node| (node.n_rows, node.n_bad)).collect();
        assert_eq!(stored, counts);
        for (node, &value) in tree.tree().nodes().iter().zip(tree.values()) {
            assert_eq!(node.is_leaf(), value != 0.0);
        }
    }
}

#[test]
fn trees_keep_to_the_settings() {
    let rows = mixed_rows(3000, 13);
    let params = BoostingParams { max_leaves: 9, max_depth: Some(4), min_samples_leaf: 100, ..rounds(10) };
    for tree in fit_boosting(&rows.training(), &checked(params), 1.0).trees() {
        let leaves: Vec<_> = tree.tree().nodes().iter().filter(|node| node.is_leaf()).collect();
        assert!((2..=9).contains(&leaves.len()) && depth(tree.tree()) <= 4);
        assert!(leaves.iter().all(|leaf| leaf.n_rows >= 100));
    }
    let heavy = BoostingParams { min_child_weight: 200.0, ..rounds(1) };
    for leaf in fit_boosting(&rows.training(), &checked(heavy), 1.0).trees()[0].tree().nodes().iter().filter(|node| node.is_leaf()) {
        let share = rows.is_bad.iter().filter(|is_bad| **is_bad).count() as f64 / 3000.0;
        assert!(f64::from(leaf.n_rows) * share * (1.0 - share) > 199.99);
    }
    let wide = BoostingParams { max_leaves: 4096, min_samples_leaf: 1, min_child_weight: 0.0, l2_regularization: 0.0, ..rounds(3) };
    assert!(fit_boosting(&rows.training(), &checked(wide), 1.0).margins(&rows.matrix()).iter().all(|margin| margin.is_finite()));
}

/// Gradient and hessian sums on each side of a question, one round from the base margin, in plain floating point.
fn gain_of(rows: &Rows, base: f64, l2: f64, goes_left: impl Fn(usize) -> bool) -> Option<(f64, [f64; 2])> {
    let p = probability_of(base);
    let (mut sums, mut counts) = ([[0.0; 2]; 2], [0; 2]);
    for row in 0..rows.is_bad.len() {
        let side = usize::from(!goes_left(row));
        sums[side][0] += p - f64::from(u8::from(rows.is_bad[row]));
        sums[side][1] += p * (1.0 - p);
        counts[side] += 1;
    }
    let score = |[g, h]: [f64; 2]| g * g / (h + l2);
    let both = [sums[0][0] + sums[1][0], sums[0][1] + sums[1][1]];
    let values = sums.map(|[g, h]| -g / (h + l2));
    (counts[0].min(counts[1]) >= 20).then_some((score(sums[0]) + score(sums[1]) - score(both), values))
}

#[test]
fn the_first_split_is_the_best_of_all_and_its_leaves_take_a_newton_step() {
    for seed in 0..5 {
        let mut rows = mixed_rows(400, 100 + seed);
        rows.columns.remove(1);
        let params = checked(BoostingParams { max_leaves: 2, learning_rate: 0.3, ..rounds(1) });
        let model = fit_boosting(&rows.training(), &params, 1.0);
        let (base, l2) = (model.base_margin(), params.l2_regularization);
        let n_bad = rows.is_bad.iter().filter(|is_bad| **is_bad).count() as f64;
        assert!((base - (n_bad / (400.0 - n_bad)).ln()).abs() < 1e-12);

        let mut best = 0.0f64;
        for (_, bins) in &rows.columns {
            for (threshold, missing_left) in (0..255u8).flat_map(|threshold| [(threshold, false), (threshold, true)]) {
                let goes_left = |row: usize| if bins[row] == MISSING_BIN { missing_left } else { bins[row] <= threshold };
                best = best.max(gain_of(&rows, base, l2, goes_left).map_or(0.0, |(gain, _)| gain));
            }
        }
        let tree = &model.trees()[0];
        let root = tree.tree().nodes()[0];
        let bins = &rows.columns[root.feature as usize].1;
        let (gain, values) = gain_of(&rows, base, l2, |row| tree.tree().goes_left(&root, bins[row])).unwrap();
        assert!((gain - best).abs() < 1e-5 * best, "{gain} {best}");
        for (side, value) in values.into_iter().enumerate() {
            assert!((f64::from(tree.values()[1 + side]) - 0.3 * value).abs() < 1e-6);
        }
    }
}

#[test]
fn missing_values_go_where_they_fit_and_may_be_a_side_of_their_own() {
    let bins: Vec<u8> = (0..600).map(|row| if row % 3 == 0 { MISSING_BIN } else { (row % 200) as u8 }).collect();
    let is_bad = |bad_bins: &dyn Fn(u8) -> bool| bins.iter().map(|&bin| bad_bins(bin)).collect::<Vec<_>>();
    let stump = BoostingParams { max_leaves: 2, ..rounds(1) };
    for (is_bad, expected) in [
        (is_bad(&|bin| bin < 50 || bin == MISSING_BIN), Some(true)),
        (is_bad(&|bin| (50..200).contains(&bin)), Some(true)),
        (is_bad(&|bin| bin >= 120), Some(false)),
        (is_bad(&|bin| bin == MISSING_BIN), None),
    ] {
        let model = fit_boosting(&one_column(ORDERED, bins.clone(), is_bad.clone()).training(), &checked(stump.clone()), 1.0);
        let root = model.trees()[0].tree().nodes()[0];
        assert_eq!(root.missing_left, expected.unwrap_or(false));
        for (&bin, is_bad) in bins.iter().zip(is_bad) {
            assert_eq!(model.margin_of(&[bin]) > model.base_margin(), is_bad);
        }
    }
}

#[test]
fn one_question_separates_categories_that_stand_apart() {
    let bins: Vec<u8> = (0..800).map(|row| (row % 8) as u8).collect();
    let is_bad: Vec<bool> = bins.iter().map(|bin| [0, 3, 6].contains(bin)).collect();
    let rows = one_column(FeatureLayout { n_bins: 8, is_categorical: true }, bins, is_bad);
    let model = fit_boosting(&rows.training(), &checked(BoostingParams { max_leaves: 2, ..rounds(1) }), 1.0);
    for bin in 0..8 {
        assert_eq!(model.margin_of(&[bin]) > model.base_margin(), [0, 3, 6].contains(&bin));
    }
}

#[test]
fn the_loss_falls_with_every_round_on_the_rows_trained_on() {
    let rows = mixed_rows(1500, 17);
    let loss = |model: &Boosting| {
        let margins = model.margins(&rows.matrix());
        margins.iter().zip(&rows.is_bad).map(|(margin, is_bad)| (if *is_bad { -margin } else { *margin }).exp().ln_1p()).sum::<f64>()
    };
    let losses: Vec<f64> = (1..=12).map(|n| loss(&fit_boosting(&rows.training(), &checked(rounds(n)), 1.0))).collect();
    assert!(losses.windows(2).all(|pair| pair[1] < pair[0]), "{losses:?}");
}

#[test]
fn it_ends_when_held_out_borrowers_gain_no_more_and_keeps_the_best_round() {
    let rows = mixed_rows(2000, 19);
    let params = checked(BoostingParams { early_stopping_rounds: Some(7), ..BoostingParams::default() });
    let model = fit_boosting(&rows.training(), &params, 1.0);
    let losses = model.validation_losses();
    let best = (0..losses.len()).min_by(|&a, &b| losses[a].total_cmp(&losses[b])).unwrap();
    assert_eq!(model.trees().len(), best);
    assert!(losses.len() == best + 7 + 1 && best > 5 && losses[best] < losses[0]);
    let margins = model.margins(&rows.matrix());
    let held_out: Vec<usize> = (0..2000).filter(|&row| is_held_out(params.seed, rows.keys[row], params.validation_share)).collect();
    assert!((200..400).contains(&held_out.len()));
    let loss_of = |row: usize| (if rows.is_bad[row] { -margins[row] } else { margins[row] }).exp().ln_1p();
    let loss = held_out.iter().map(|&row| loss_of(row)).sum::<f64>() / held_out.len() as f64;
    assert!((loss - losses[best]).abs() < 1e-6);
}

#[test]
fn on_noise_it_keeps_next_to_nothing() {
    let mut random = RandomStream::new(23);
    let bins: Vec<u8> = (0..2000).map(|_| random.below(255) as u8).collect();
    let is_bad: Vec<bool> = (0..2000).map(|_| random.unit() < 0.3).collect();
    let model = fit_boosting(&one_column(ORDERED, bins, is_bad).training(), &checked(BoostingParams::default()), 1.0);
    assert!(model.trees().len() < 10 && model.validation_losses().len() >= 21);
}

#[test]
fn a_fit_goes_on_round_by_round() {
    let rows = mixed_rows(900, 29);
    let params = checked(BoostingParams { n_rounds: 12, ..BoostingParams::default() });
    let mut fit = BoostingFit::new(&rows.training(), &params, 1.0);
    for n_rounds in 1..12 {
        assert!(fit.step());
        assert_eq!(fit.n_rounds(), n_rounds);
        assert_eq!(fit.validation_losses().len() as u32, n_rounds + 1);
    }
    assert!(!fit.step() && !fit.step());
    assert!(fit.finish() == fit_boosting(&rows.training(), &params, 1.0));
}

#[test]
fn a_heavier_bad_row_raises_every_score() {
    let rows = mixed_rows(1500, 31);
    let mean = |bad_weight| {
        let margins = fit_boosting(&rows.training(), &checked(rounds(20)), bad_weight).margins(&rows.matrix());
        margins.into_iter().map(probability_of).sum::<f64>() / 1500.0
    };
    let share = rows.is_bad.iter().filter(|is_bad| **is_bad).count() as f64 / 1500.0;
    assert!((mean(1.0) - share).abs() < 0.01);
    assert!((mean((1.0 - share) / share) - 0.5).abs() < 0.02);
    for odd in [0.0, -1.0, f64::NAN, f64::INFINITY, 1e300] {
        assert!(mean(odd).is_finite());
    }
}

#[test]
fn rows_that_teach_nothing_give_a_model_without_trees() {
    let params = checked(BoostingParams::default());
    for is_bad in [vec![], vec![true], vec![false; 300], vec![true; 300]] {
        let rows = one_column(ORDERED, (0..is_bad.len()).map(|row| (row % 255) as u8).collect(), is_bad.clone());
        let model = fit_boosting(&rows.training(), &params, 1.0);
        assert!(model.margins(&rows.matrix()).iter().all(|margin| margin.is_finite()));
        if is_bad.len() == 300 {
            assert_eq!(model.margin_of(&[7]) > 0.0, is_bad[0]);
        }
    }
    for bin in [3, MISSING_BIN] {
        let constant = one_column(ORDERED, vec![bin; 300], (0..300).map(|row| row % 2 == 0).collect());
        assert!(fit_boosting(&constant.training(), &params, 1.0).trees().is_empty());
    }
}

#[test]
fn settings_are_checked() {
    use BoostingParamsError as Bad;
    let good = BoostingParams::default();
    let cases = [
        (BoostingParams { n_rounds: 0, ..good.clone() }, Bad::Rounds(0)),
        (BoostingParams { learning_rate: 0.0, ..good.clone() }, Bad::LearningRate(0.0)),
        (BoostingParams { max_leaves: 1, ..good.clone() }, Bad::Leaves(1)),
        (BoostingParams { max_depth: Some(65), ..good.clone() }, Bad::Depth(65)),
        (BoostingParams { min_samples_leaf: 0, ..good.clone() }, Bad::LeafSize),
        (BoostingParams { min_child_weight: -1.0, ..good.clone() }, Bad::ChildWeight(-1.0)),
        (BoostingParams { l2_regularization: f64::INFINITY, ..good.clone() }, Bad::Regularization(f64::INFINITY)),
        (BoostingParams { early_stopping_rounds: Some(0), ..good.clone() }, Bad::EarlyStopping),
        (BoostingParams { validation_share: 0.6, ..good.clone() }, Bad::ValidationShare(0.6)),
    ];
    for (params, error) in cases {
        assert_eq!(params.check(), Err(error));
    }
    for odd in [f64::NAN, 1.1, -0.1] {
        assert!(BoostingParams { learning_rate: odd, ..good.clone() }.check().is_err());
        assert!(BoostingParams { validation_share: odd, ..good.clone() }.check().is_err());
    }
    assert!(decode::<ValidBoostingParams>(&encode(&BoostingParams { n_rounds: 0, ..good })).is_err());
}

#[test]
fn a_model_survives_the_wire_and_a_broken_one_does_not() {
    let model = fit_boosting(&mixed_rows(600, 37).training(), &checked(rounds(5)), 1.0);
    let bytes = encode(&model);
    assert!(decode::<Boosting>(&bytes).unwrap() == model);
    let text = serde_json::to_string(&model).unwrap();
    assert!(serde_json::from_str::<Boosting>(&text).is_ok());
    for (from, to) in [("\"n_features\":5", "\"n_features\":1"), ("\"values\":[", "\"values\":[0.5,")] {
        assert!(text.contains(from));
        assert!(serde_json::from_str::<Boosting>(&text.replace(from, to)).is_err());
    }
}

#[test]
fn on_taiwanese_credit_cards_it_ranks_as_well_as_scikit_learn() {
    let Some(bytes) = loan_file("taiwan-credit-card.csv") else { return };
    let reading = read_well(&bytes);
    let target = "default.payment.next.month";
    let mut schema = infer_schema(&reading.table);
    schema.choose_outcome(target);
    let outcomes = labels(&reading.table, &OutcomeChoice::new(target.to_owned(), vec!["1".to_owned()])).unwrap();
    let is_bad: Vec<bool> = outcomes.into_iter().map(Option::unwrap).collect();
    let keys = borrower_keys(&reading.table, &schema);
    let features = schema.columns.into_iter().filter(|column| column.role == Role::Feature && column.name != target);
    let names: Vec<String> = features.map(|column| column.name).collect();
    let matrix = FeatureEncoder::fit(&reading.table, &names).unwrap().transform(&reading.table).unwrap();
    let all = TrainingSet::new(matrix, is_bad.clone(), keys.clone()).unwrap();

    let mut margins = vec![0.0; is_bad.len()];
    for fold in 0..5 {
        let (judged, trained): (Vec<u32>, Vec<u32>) =
            (0..is_bad.len() as u32).partition(|&row| hash_pair(5, keys[row as usize]) % 5 == fold);
        let model = fit_boosting(&all.select_rows(&trained), &checked(BoostingParams::default()), 1.0);
        for (row, margin) in judged.iter().zip(model.margins(&all.matrix().select_rows(&judged))) {
            margins[*row as usize] = margin;
        }
    }
    let auc = auc(&margins, &is_bad);
    assert!(auc >= 0.780, "{auc}");
}
