//! TreeSHAP: equal to Shapley's definition, to the package `shap`, and to the score that it explains.

use proptest::prelude::*;
use smart_loan_recovery::explanation::{Explanation, ShapWorkspace, explain_boosting, explain_forest, tree_shap};
use smart_loan_recovery::features::{BinnedMatrix, FeatureLayout, MISSING_BIN};
use smart_loan_recovery::model::boosting::fit_boosting;
use smart_loan_recovery::model::forest::grow_tree;
use smart_loan_recovery::model::{BadWeight, BoostingParams, CategoryRanks, ForestParams, TrainingSet, Tree, TreeNode};
use smart_loan_recovery::quantity::{RandomStream, hash_pair};

use crate::support::fixture;

/// A tree of random questions over features 0..`n_features`, the first of them categorical, with a value a node.
struct RandomTree {
    tree: Tree,
    values: Vec<f64>,
}

fn random_tree(seed: u64, n_features: usize, max_depth: usize, chance_to_split: f64) -> RandomTree {
    let mut random = RandomStream::new(seed);
    let leaf = |n_rows| TreeNode { left: 0, n_rows, n_bad: 0, feature: 0, threshold: 0, missing_left: false };
    let mut nodes = vec![leaf(10_000)];
    let mut depths = vec![0];
    let mut idx = 0;
    while idx < nodes.len() {
        if depths[idx] < max_depth && nodes.len() < 4000 && (idx == 0 || random.unit() < chance_to_split) {
            let n_rows = nodes[idx].n_rows;
            nodes[idx].left = nodes.len() as u32;
            nodes[idx].feature = random.below(n_features as u32) as u16;
            nodes[idx].threshold = random.below(9) as u8;
            nodes[idx].missing_left = random.below(2) == 0;
            // Now and then one side has no rows at all.
            let n_left = if random.below(10) == 0 { 0 } else { random.below(n_rows + 1) };
            nodes.extend([leaf(n_left), leaf(n_rows - n_left)]);
            depths.extend([depths[idx] + 1; 2]);
        }
        idx += 1;
    }
    let values = nodes.iter().map(|_| random.unit() * 2.0 - 1.0).collect();
    let mut rank_of_bin: Vec<u8> = (0..10).collect();
    rank_of_bin.sort_by_key(|&bin| hash_pair(seed, u64::from(bin)));
    RandomTree { tree: Tree::new(nodes, vec![CategoryRanks { feature: 0, rank_of_bin }]).unwrap(), values }
}

fn random_bins(seed: u64, n_features: usize) -> Vec<u8> {
    let mut random = RandomStream::new(hash_pair(seed, 1));
    (0..n_features).map(|_| if random.below(6) == 0 { MISSING_BIN } else { random.below(10) as u8 }).collect()
}

impl RandomTree {
    fn explain(&self, bins: &[u8]) -> Explanation {
        let mut contributions = vec![0.0; bins.len()];
        let base = tree_shap(&self.tree, &|idx| self.values[idx], bins, &mut ShapWorkspace::new(), &mut contributions);
        Explanation { base, contributions }
    }

    fn predict(&self, bins: &[u8]) -> f64 {
        self.values[self.tree.leaf_of(bins)]
    }

    /// The expected value when only the features in a set of bits are known, averaged by the nodes' rows.
    fn expected(&self, idx: usize, known: u32, bins: &[u8]) -> f64 {
        let node = &self.tree.nodes()[idx];
        if node.is_leaf() {
            return self.values[idx];
        }
        let left = node.left as usize;
        if known >> node.feature & 1 == 1 {
            let goes_left = self.tree.goes_left(node, bins[node.feature as usize]);
            return self.expected(left + usize::from(!goes_left), known, bins);
        }
        let part = |idx: usize| f64::from(self.tree.nodes()[idx].n_rows) / f64::from(node.n_rows.max(1));
        part(left) * self.expected(left, known, bins) + part(left + 1) * self.expected(left + 1, known, bins)
    }

    /// Shapley 1953, over all sets.
    fn explain_by_definition(&self, bins: &[u8]) -> Explanation {
        let n_features = bins.len();
        let worth: Vec<f64> = (0..1u32 << n_features).map(|known| self.expected(0, known, bins)).collect();
        let factorial = |n: usize| (1..=n).map(|k| k as f64).product::<f64>();
        let mut contributions = vec![0.0; n_features];
        for (known, &without) in worth.iter().enumerate() {
            let size = known.count_ones() as usize;
            for feature in (0..n_features).filter(|feature| known >> feature & 1 == 0) {
                let weight = factorial(size) * factorial(n_features - size - 1) / factorial(n_features);
                contributions[feature] += weight * (worth[known | 1 << feature] - without);
            }
        }
        Explanation { base: worth[0], contributions }
    }
}

fn assert_close(a: &Explanation, b: &Explanation, tolerance: f64) {
    assert!((a.base - b.base).abs() < tolerance, "{} {}", a.base, b.base);
    for (a, b) in a.contributions.iter().zip(&b.contributions) {
        assert!((a - b).abs() < tolerance, "{a} {b}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn small_trees_have_the_values_of_the_definition(seed: u64, n_features in 1usize..8, max_depth in 0usize..9) {
        let tree = random_tree(seed, n_features, max_depth, 0.8);
        let bins = random_bins(seed, n_features);
        assert_close(&tree.explain(&bins), &tree.explain_by_definition(&bins), 1e-12);
    }

    #[test]
    fn base_and_contributions_sum_to_the_prediction(seed: u64, n_features in 1usize..60, max_depth in 1usize..70) {
        let tree = random_tree(seed, n_features, max_depth, 0.95);
        let bins = random_bins(seed, n_features);
        prop_assert!((tree.explain(&bins).total() - tree.predict(&bins)).abs() < 1e-10);
    }
}

#[test]
fn a_tree_of_many_features_has_the_values_of_the_definition() {
    for seed in 0..4 {
        let tree = random_tree(seed, 13, 14, 0.9);
        let bins = random_bins(seed, 13);
        assert_close(&tree.explain(&bins), &tree.explain_by_definition(&bins), 1e-12);
    }
}

/// A tree whose every node asks another feature, with `rows_on` of the rows of a node going on to the next; the last
/// leaf alone has value 1.
fn chain(rows: &[u32]) -> Tree {
    let node = |left, n_rows, feature| TreeNode { left, n_rows, n_bad: 0, feature, threshold: 4, missing_left: false };
    let mut nodes = vec![node(1, rows[0], 0)];
    for (depth, pair) in rows.windows(2).enumerate() {
        let left = if depth + 2 < rows.len() { nodes.len() as u32 + 2 } else { 0 };
        nodes.extend([node(left, pair[1], depth as u16 + 1), node(0, pair[0] - pair[1], 0)]);
    }
    Tree::new(nodes, Vec::new()).unwrap()
}

fn explain_chain(tree: &Tree, bins: &[u8]) -> Explanation {
    let last = tree.nodes().len() - 2;
    let mut contributions = vec![0.0; bins.len()];
    let base = tree_shap(tree, &|idx| f64::from(u8::from(idx == last)), bins, &mut ShapWorkspace::new(), &mut contributions);
    Explanation { base, contributions }
}

#[test]
fn deep_chains_share_equally() {
    for depth in [1, 2, 3, 7, 8, 9, 16, 25, 31] {
        let rows: Vec<u32> = (0..=depth).map(|level| 1u32 << (31 - level)).collect();
        let tree = chain(&rows);
        let explanation = explain_chain(&tree, &vec![0; depth]);
        let base = 1.0 / f64::from(1u32 << (depth as u32).min(31));
        assert!((explanation.base - base).abs() < 1e-15);
        for contribution in explanation.contributions {
            assert!((contribution - (1.0 - base) / depth as f64).abs() < 1e-14, "{contribution} at {depth}");
        }
        // One answer against it, and that feature alone is to blame for most.
        let mut against = vec![0; depth];
        against[depth / 2] = 9;
        let explanation = explain_chain(&tree, &against);
        assert!(explanation.total().abs() < 1e-14 && explanation.contributions[depth / 2] < 0.0);
    }
}

#[test]
fn nothing_is_lost_far_down() {
    for depth in [64usize, 300, 3000] {
        // The first 30 questions halve the rows, the others pass them all on: those features are worth nothing.
        let rows: Vec<u32> = (0..=depth as u32).map(|level| 1u32 << (31 - level.min(30))).collect();
        let explanation = explain_chain(&chain(&rows), &vec![0; depth]);
        assert!((explanation.total() - 1.0).abs() < 1e-10);
        for (feature, contribution) in explanation.contributions.into_iter().enumerate() {
            let expected = if feature < 30 { (1.0 - explanation.base) / 30.0 } else { 0.0 };
            assert!((contribution - expected).abs() < 1e-12, "{contribution} of {feature} at {depth}");
        }
    }
}

#[test]
fn a_workspace_carries_nothing_over() {
    let mut workspace = ShapWorkspace::new();
    for seed in 0..40 {
        let n_features = 1 + seed as usize % 25;
        let tree = random_tree(seed, n_features, 12, 0.9);
        let bins = random_bins(seed, n_features);
        let mut contributions = vec![0.0; n_features];
        let base = tree_shap(&tree.tree, &|idx| tree.values[idx], &bins, &mut workspace, &mut contributions);
        assert_eq!(Explanation { base, contributions }, tree.explain(&bins));
    }
}

fn learnable(n_rows: usize) -> TrainingSet {
    let mut random = RandomStream::new(5);
    let mut columns: Vec<(FeatureLayout, Vec<u8>)> =
        (0..12).map(|feature| (FeatureLayout { n_bins: 40, is_categorical: feature % 4 == 3 }, Vec::new())).collect();
    let mut is_bad = Vec::new();
    for _ in 0..n_rows {
        let bins: Vec<u8> = (0..12).map(|_| if random.below(20) == 0 { MISSING_BIN } else { random.below(40) as u8 }).collect();
        is_bad.push(random.unit() < 0.2 + 0.01 * f64::from(bins[0] % 40) + if bins[3].is_multiple_of(3) { 0.2 } else { 0.0 });
        columns.iter_mut().zip(bins).for_each(|(column, bin)| column.1.push(bin));
    }
    let keys = (0..n_rows as u64).collect();
    TrainingSet::new(BinnedMatrix::new(n_rows, columns), is_bad, keys).unwrap()
}

#[test]
fn a_boosting_is_explained_in_log_odds() {
    let training = learnable(2000);
    let model = fit_boosting(&training, &BoostingParams { n_rounds: 60, ..BoostingParams::default() }.check().unwrap(), 1.0);
    let mut workspace = ShapWorkspace::new();
    for row in 0..50 {
        let bins = training.matrix().row_bins(row);
        let explanation = explain_boosting(&model, &bins, &mut workspace);
        assert!((explanation.total() - model.margin_of(&bins)).abs() < 1e-9);
        assert_eq!(explanation.contributions.len(), 12);
    }
}

#[test]
fn a_forest_is_explained_as_a_probability() {
    let training = learnable(2000);
    let params = ForestParams::default().check().unwrap();
    let trees: Vec<Tree> = (0..10).map(|number| grow_tree(&training, &params, number)).collect();
    let mut workspace = ShapWorkspace::new();
    for row in 0..20 {
        let bins = training.matrix().row_bins(row);
        let share = |tree: &Tree| {
            let leaf = tree.nodes()[tree.leaf_of(&bins)];
            f64::from(leaf.n_bad) / f64::from(leaf.n_rows)
        };
        let explanation = explain_forest(&trees, BadWeight::ONE, &bins, &mut workspace).unwrap();
        assert!((explanation.total() - trees.iter().map(share).sum::<f64>() / 10.0).abs() < 1e-9);
    }
    assert_eq!(explain_forest([], BadWeight::ONE, &[1, 2], &mut workspace), None);
}

/// A tree as scikit-learn stores it, a node's left child after it, as ours: siblings side by side.
fn from_scikit_learn(nodes: &serde_json::Value) -> RandomTree {
    let number = |idx: usize, name: &str| nodes[idx][name].as_f64().unwrap();
    let mut order = vec![0usize];
    let mut ours = Vec::new();
    let mut place = 0;
    while place < order.len() {
        let idx = order[place];
        let (left, n_rows) = (number(idx, "left"), number(idx, "cover") as u32);
        let is_leaf = left < 0.0;
        ours.push(TreeNode {
            left: if is_leaf { 0 } else { order.len() as u32 },
            n_rows,
            n_bad: 0,
            feature: number(idx, "feature") as u16,
            threshold: if is_leaf { 0 } else { number(idx, "threshold") as u8 },
            missing_left: false,
        });
        if !is_leaf {
            order.extend([left as usize, number(idx, "right") as usize]);
        }
        place += 1;
    }
    RandomTree { tree: Tree::new(ours, Vec::new()).unwrap(), values: order.iter().map(|&idx| number(idx, "value")).collect() }
}

#[test]
fn a_stored_model_has_the_values_of_the_package_shap() {
    let stored: serde_json::Value = serde_json::from_slice(&fixture("tree_shap/shap.json")).unwrap();
    let numbers = |value: &serde_json::Value| value.as_array().unwrap().iter().map(|x| x.as_f64().unwrap()).collect::<Vec<f64>>();
    for (model, is_mean) in [("forest", true), ("boosting", false)] {
        let model = &stored[model];
        let trees: Vec<RandomTree> = model["trees"].as_array().unwrap().iter().map(from_scikit_learn).collect();
        let scale = if is_mean { 1.0 / trees.len() as f64 } else { 1.0 };
        let rows = stored["rows"].as_array().unwrap();
        assert_eq!(rows.len(), 10);
        // A boosting's own base lies outside its trees; its first prediction tells it.
        let trees_sum = |bins: &[u8]| trees.iter().map(|tree| tree.predict(bins)).sum::<f64>() * scale;
        for (row_idx, row) in rows.iter().enumerate() {
            let bins: Vec<u8> = numbers(row).into_iter().map(|bin| bin as u8).collect();
            let predicted = numbers(&model["predicted"])[row_idx];
            let offset = predicted - trees_sum(&bins);
            assert!(if is_mean { offset.abs() < 1e-9 } else { true });
            let explanations: Vec<Explanation> = trees.iter().map(|tree| tree.explain(&bins)).collect();
            let base = offset + explanations.iter().map(|explanation| explanation.base).sum::<f64>() * scale;
            let contribution = |feature: usize| explanations.iter().map(|tree| tree.contributions[feature]).sum::<f64>() * scale;
            let contributions: Vec<f64> = (0..bins.len()).map(contribution).collect();
            let theirs = Explanation { base: model["base"].as_f64().unwrap(), contributions: numbers(&model["shap"][row_idx]) };
            assert_close(&Explanation { base, contributions }, &theirs, 1e-9);
        }
    }
}
