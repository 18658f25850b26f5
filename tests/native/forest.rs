//! The forest: what each tree has seen, how it splits, and what it says of rows it has not seen.

use smart_loan_recovery::evaluation::{auc_roc, evaluate};
use smart_loan_recovery::features::{BinnedMatrix, FeatureLayout, MISSING_BIN};
use smart_loan_recovery::jobs::protocol::{JobError, decode, encode};
use smart_loan_recovery::model::forest::{Forest, OutOfBag, bootstrap_weight};
use smart_loan_recovery::model::{
    BadWeight, CategoryRanks, ClassWeight, ForestParams, LEAF_ONE, ParamsError, RiskModel, Tree, TreeNode, TreeWalker,
};
use smart_loan_recovery::model::{TrainingSet, TrainingSetError};
use smart_loan_recovery::quantity::hash_pair;

use crate::forest_rows::{ORDERED, Rows, grow, leaf, mixed_rows, noise_rows, out_of_bag, params, scored};

#[test]
fn bootstrap_weights_are_poisson_of_mean_one() {
    const N: u32 = 50_000;
    let over_keys = |seed: u64| (0..N).map(|row| bootstrap_weight(seed, 3, hash_pair(9, u64::from(row)))).collect::<Vec<u8>>();
    let plain_keys = (0..N).map(|row| bootstrap_weight(42, 0, u64::from(row))).collect();
    let over_trees = (0..N).map(|tree| bootstrap_weight(42, tree, 7)).collect();
    for weights in [over_keys(1), over_keys(42), plain_keys, over_trees] {
        let share = |weight: u8| weights.iter().filter(|&&found| found == weight).count() as f64 / f64::from(N);
        let mean = weights.iter().map(|&weight| f64::from(weight)).sum::<f64>() / f64::from(N);
        let e = std::f64::consts::E;
        assert!((mean - 1.0).abs() < 0.02, "mean {mean}");
        for (weight, expected) in [(0, 1.0 / e), (1, 1.0 / e), (2, 0.5 / e), (3, 1.0 / (6.0 * e)), (4, 1.0 / (24.0 * e))] {
            assert!((share(weight) - expected).abs() < 0.01, "P({weight}) = {}", share(weight));
        }
    }
}

#[test]
fn weights_of_different_trees_seeds_and_borrowers_do_not_go_together() {
    const N: u64 = 20_000;
    let both_unseen =
        |a: &dyn Fn(u64) -> u8, b: &dyn Fn(u64) -> u8| (0..N).filter(|&key| a(key) == 0 && b(key) == 0).count() as f64 / N as f64;
    let weight = |seed: u64, tree: u32| move |key: u64| bootstrap_weight(seed, tree, key);
    let neighbor = |key: u64| bootstrap_weight(1, 1, key + 1);
    for share in
        [both_unseen(&weight(1, 1), &weight(1, 2)), both_unseen(&weight(1, 1), &weight(2, 1)), both_unseen(&weight(1, 1), &neighbor)]
    {
        assert!((share - libm::exp(-2.0)).abs() < 0.012, "{share}");
    }
}

#[test]
fn all_rows_of_one_borrower_are_in_a_tree_or_none() {
    let rows = mixed_rows(800, 5);
    let forest = grow(&rows, &params(25, 11));
    let judged_by = out_of_bag(&rows, &forest);
    for row in (3..800).step_by(4) {
        assert_eq!(rows.keys[row], rows.keys[row - 1]);
        assert_eq!(judged_by.n_trees()[row], judged_by.n_trees()[row - 1]);
    }
}

#[test]
fn a_tree_does_not_depend_on_the_order_of_rows() {
    let rows = mixed_rows(1_000, 3);
    let params = params(3, 8);
    let forest = grow(&rows, &params);
    for seed in 0..3 {
        assert_eq!(grow(&rows.shuffled(seed), &params), forest);
    }
    assert_ne!(forest.trees[0].1, forest.trees[1].1);
}

#[test]
fn no_tree_judges_a_row_it_has_seen_and_strangers_are_judged_by_all() {
    let rows = mixed_rows(500, 21);
    let (matrix, seed, n_trees) = (rows.matrix(), 4, 30);
    let forest = grow(&rows, &params(n_trees, seed));
    let is_trained_on: Vec<bool> = (0..500).map(|row| row % 10 != 0).collect();
    let mut scores = OutOfBag::new(500, BadWeight::ONE);
    for (number, tree) in forest.trees.iter().rev() {
        scores.add(&matrix, &rows.keys, &is_trained_on, seed, *number, tree);
    }
    for (row, is_trained_on) in is_trained_on.into_iter().enumerate() {
        let may_judge = |number: u32| !is_trained_on || rows.weight(seed, number, row) == 0;
        let judges: Vec<&Tree> = forest.trees.iter().filter(|(number, _)| may_judge(*number)).map(|(_, tree)| tree).collect();
        let shares = judges.iter().map(|tree| tree.leaf(&matrix, row)).map(|leaf| f64::from(leaf.n_bad) / f64::from(leaf.n_rows));
        let expected = shares.sum::<f64>() / judges.len() as f64;
        assert_eq!(scores.n_trees()[row] as usize, judges.len());
        assert!(is_trained_on || judges.len() == n_trees as usize);
        match scores.scores()[row] {
            Some(score) => assert!((score.value() - expected).abs() < 1e-6, "row {row}: {} and {expected}", score.value()),
            None => assert!(judges.is_empty()),
        }
    }
}

#[test]
fn the_order_in_which_trees_arrive_does_not_matter() {
    let rows = mixed_rows(300, 2);
    let mut forest = grow(&rows, &params(12, 6));
    let in_order = out_of_bag(&rows, &forest).scores();
    forest.trees.sort_by_key(|(number, _)| hash_pair(1, u64::from(*number)));
    assert_eq!(out_of_bag(&rows, &forest).scores(), in_order);
}

#[test]
fn leaf_size_depth_and_node_cap_hold() {
    let rows = mixed_rows(2_000, 1);
    for (min_samples_leaf, max_depth, max_nodes) in
        [(1, None, 32_767), (40, None, 32_767), (5, Some(1), 32_767), (5, Some(4), 32_767), (1, None, 3), (1, None, 50)]
    {
        let params = ForestParams { n_trees: 4, min_samples_leaf, max_depth, max_nodes, ..ForestParams::default() }.check().unwrap();
        for (_, tree) in grow(&rows, &params).trees {
            let nodes = tree.nodes();
            assert!(nodes.len() > 1 && nodes.len() <= max_nodes as usize);
            assert!(nodes.iter().all(|node| node.n_rows >= min_samples_leaf));
            assert!(depth(nodes, 0) <= max_depth.unwrap_or(u16::MAX));
        }
    }
}

fn depth(nodes: &[TreeNode], idx: usize) -> u16 {
    let left = nodes[idx].left as usize;
    if left == 0 { 0 } else { 1 + depth(nodes, left).max(depth(nodes, left + 1)) }
}

#[test]
fn the_counts_of_all_nodes_are_those_of_the_bootstrap() {
    let rows = mixed_rows(1_500, 17);
    let (matrix, seed) = (rows.matrix(), 99);
    for (number, tree) in grow(&rows, &params(5, seed)).trees {
        let nodes = tree.nodes();
        let mut leaves = vec![(0, 0); nodes.len()];
        for row in 0..1_500 {
            let leaf = tree.leaf(&matrix, row);
            let idx = nodes.iter().position(|node| std::ptr::eq(node, leaf)).unwrap();
            let weight = rows.weight(seed, number, row);
            leaves[idx].0 += weight;
            leaves[idx].1 += if rows.is_bad[row] { weight } else { 0 };
        }
        let root: (u32, u32) = leaves.iter().fold((0, 0), |sum, leaf| (sum.0 + leaf.0, sum.1 + leaf.1));
        assert_eq!((nodes[0].n_rows, nodes[0].n_bad), root);
        for (node, counted) in nodes.iter().zip(leaves) {
            if node.is_leaf() {
                assert_eq!((node.n_rows, node.n_bad), counted);
            } else {
                let (left, right) = (&nodes[node.left as usize], &nodes[node.left as usize + 1]);
                assert_eq!((node.n_rows, node.n_bad), (left.n_rows + right.n_rows, left.n_bad + right.n_bad));
            }
        }
    }
}

#[test]
fn balanced_classes_weigh_the_same_and_leave_the_counts_alone() {
    let mut rows = mixed_rows(2_000, 19);
    (0..2_000).filter(|row| row % 3 > 0).for_each(|row| rows.is_bad[row] = false);
    let n_bad = rows.is_bad.iter().filter(|is_bad| **is_bad).count();
    let balanced = ForestParams { n_trees: 30, min_samples_leaf: 100, class_weight: ClassWeight::Balanced, ..ForestParams::default() };
    let balanced = balanced.check().unwrap();
    let plain = ForestParams { class_weight: ClassWeight::None, ..(*balanced).clone() }.check().unwrap();
    let (balanced, plain) = (grow(&rows, &balanced), grow(&rows, &plain));
    assert_eq!(plain.bad_weight, BadWeight::ONE);
    assert_eq!(balanced.bad_weight, BadWeight::balanced(2_000 - n_bad, n_bad));
    assert_eq!(balanced.bad_weight.value(), (2_000 - n_bad) as f64 / n_bad as f64);
    for (a, b) in balanced.trees.iter().zip(&plain.trees) {
        assert_eq!((a.1.nodes()[0].n_rows, a.1.nodes()[0].n_bad), (b.1.nodes()[0].n_rows, b.1.nodes()[0].n_bad));
    }
    let mean = |forest: &Forest| {
        let scores = scored(&rows, forest).0;
        scores.iter().map(|score| score.value()).sum::<f64>() / scores.len() as f64
    };
    assert!((mean(&plain) - n_bad as f64 / 2_000.0).abs() < 0.02, "{}", mean(&plain));
    assert!((mean(&balanced) - 0.5).abs() < 0.1, "{}", mean(&balanced));
    let (scores, is_bad) = scored(&rows, &balanced);
    assert!(auc_roc(&scores, &is_bad).unwrap() > 0.6);
    assert!((balanced.impurity_importance().iter().sum::<f64>() - 1.0).abs() < 1e-12);
}

#[test]
fn a_weighted_share_counts_each_bad_row_as_often_as_it_weighs() {
    let weight = BadWeight::balanced(9, 3);
    assert_eq!(weight.bad_share(&leaf(4, 1)), LEAF_ONE / 2);
    assert_eq!(weight.bad_share(&leaf(9, 9)), LEAF_ONE);
    assert_eq!(weight.bad_share(&leaf(9, 0)), 0);
    assert_eq!(weight.bad_share(&leaf(0, 0)), 0);
    assert_eq!(BadWeight::balanced(0, 5), BadWeight::ONE);
    assert_eq!(ClassWeight::Balanced.bad_weight(&[false; 4]), BadWeight::ONE);
    for broken in [f64::NAN, 0.0, -1.0, f64::INFINITY] {
        assert_eq!(decode::<BadWeight>(&encode(&broken)).unwrap(), BadWeight::ONE);
    }
}

#[test]
fn a_walker_ends_where_a_single_row_ends() {
    let rows = mixed_rows(501, 23);
    let matrix = rows.matrix();
    for (_, tree) in grow(&rows, &params(6, 1)).trees {
        let mut shares = vec![None; 501];
        let wanted: Vec<u32> = (0..501).filter(|row| row % 5 > 0).rev().collect();
        TreeWalker::new(&tree, 5, BadWeight::ONE).judge(&matrix, &wanted, |row, share| assert_eq!(shares[row].replace(share), None));
        for (row, share) in shares.into_iter().enumerate() {
            let expected = BadWeight::ONE.bad_share(tree.leaf(&matrix, row));
            assert_eq!(share, (row % 5 > 0).then_some(expected));
            assert_eq!(&tree.nodes()[tree.leaf_of(&matrix.row_bins(row))], tree.leaf(&matrix, row));
        }
    }
}

#[test]
fn a_constant_and_an_empty_column_split_nothing() {
    let rows = mixed_rows(1_000, 4);
    let forest = grow(&rows, &params(10, 1));
    let used: Vec<u16> =
        forest.trees.iter().flat_map(|(_, tree)| tree.nodes()).filter(|node| !node.is_leaf()).map(|node| node.feature).collect();
    assert!((0..3).all(|feature| used.contains(&feature)) && !used.contains(&3) && !used.contains(&4));
    let nothing = Rows { columns: rows.columns[3..].to_vec(), ..rows };
    assert!(grow(&nothing, &params(3, 1)).trees.iter().all(|(_, tree)| tree.nodes().len() == 1));
}

#[test]
fn that_a_value_is_missing_can_tell_everything() {
    for (missing_when_bad, column) in [(true, ORDERED), (false, ORDERED), (true, FeatureLayout { n_bins: 255, is_categorical: true })] {
        let mut rows = noise_rows(600, 8);
        for row in 0..600 {
            rows.columns[2].1[row] = if rows.is_bad[row] == missing_when_bad { MISSING_BIN } else { rows.columns[2].1[row] };
        }
        rows.columns[2].0 = column;
        let (scores, is_bad) = scored(&rows, &grow(&rows, &params(40, 3)));
        assert!(auc_roc(&scores, &is_bad).unwrap() > 0.99);
    }
}

#[test]
fn rows_without_a_value_go_to_the_side_that_they_are_like() {
    for missing_is_like_low in [true, false] {
        let mut rows = noise_rows(500, 14);
        rows.columns.truncate(1);
        for row in 0..500 {
            let is_low = rows.columns[0].1[row] < 100;
            if row % 4 == 0 {
                rows.columns[0].1[row] = MISSING_BIN;
            }
            rows.is_bad[row] = if row % 4 == 0 { missing_is_like_low } else { is_low };
        }
        for (_, tree) in grow(&rows, &params(5, 1)).trees {
            assert_eq!((tree.nodes().len(), tree.nodes()[0].missing_left), (3, missing_is_like_low));
        }
    }
}

#[test]
fn a_category_splits_by_what_its_labels_mean_and_not_by_their_order() {
    let mut rows = noise_rows(2_000, 30);
    let (layout, bins) = &mut rows.columns[0];
    *layout = FeatureLayout { n_bins: 21, is_categorical: true };
    bins.iter_mut().for_each(|bin| *bin = 1 + *bin % 20);
    for row in 0..2_000 {
        rows.is_bad[row] = rows.columns[0].1[row].is_multiple_of(2);
    }
    let forest = grow(&Rows { columns: rows.columns[..1].to_vec(), ..rows.clone() }, &params(20, 3));
    // One question tells all even labels from all odd ones.
    assert!(forest.trees.iter().all(|(_, tree)| tree.nodes().len() == 3));
    assert!(forest.trees.iter().all(|(_, tree)| tree.category_ranks().len() == 1 && tree.category_ranks()[0].rank_of_bin.len() == 21));
}

#[test]
fn a_label_that_the_bootstrap_has_not_seen_is_judged_all_the_same() {
    let mut rows = mixed_rows(400, 6);
    let params = params(10, 5);
    rows.columns[1].1[17] = 0;
    let forest = grow(&rows, &params);
    assert!(out_of_bag(&rows, &forest).scores()[17].is_some_and(|score| (0.0..=1.0).contains(&score.value())));
}

#[test]
fn importance_sums_to_one_and_names_what_tells() {
    let rows = mixed_rows(2_000, 12);
    let importance = grow(&rows, &params(20, 2)).impurity_importance();
    assert!((importance.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    assert!(importance.iter().all(|share| *share >= 0.0));
    assert!(importance[0] > importance[1] && importance[0] > importance[2] && importance[3..] == [0.0, 0.0]);
    let trees = vec![(0, Tree::new(vec![leaf(3, 1)], Vec::new()).unwrap())];
    let leaf_only = Forest { trees, seed: 0, n_features: 2, bad_weight: BadWeight::ONE };
    assert_eq!(leaf_only.impurity_importance(), [0.0, 0.0]);
}

#[test]
fn noise_has_no_signal_and_a_clear_signal_is_found() {
    let evaluations: Vec<_> = (0..12)
        .map(|seed| {
            let rows = noise_rows(600, 1_000 + seed);
            let (scores, is_bad) = scored(&rows, &grow(&rows, &params(60, seed)));
            evaluate(&scores, &is_bad).unwrap()
        })
        .collect();
    let mean = evaluations.iter().map(|evaluation| evaluation.auc).sum::<f64>() / 12.0;
    let n_holding = evaluations.iter().filter(|evaluation| evaluation.auc_low <= 0.5 && evaluation.auc_high >= 0.5).count();
    assert!((mean - 0.5).abs() < 0.025, "{mean}");
    assert!(n_holding >= 9, "{n_holding} of 12 intervals hold 0.5");

    let mut rows = noise_rows(600, 7);
    for row in 0..600 {
        rows.is_bad[row] = rows.columns[1].1[row] > 150;
    }
    let (scores, is_bad) = scored(&rows, &grow(&rows, &params(60, 1)));
    assert!(auc_roc(&scores, &is_bad).unwrap() > 0.99);
}

#[test]
fn settings_that_cannot_train_are_named() {
    let fails = |change: &dyn Fn(&mut ForestParams)| {
        let mut params = ForestParams::default();
        change(&mut params);
        params.check().err()
    };
    assert_eq!(fails(&|_| {}), None);
    assert_eq!(fails(&|params| params.n_trees = 0), Some(ParamsError::Trees(0)));
    assert_eq!(fails(&|params| params.n_trees = 2_001), Some(ParamsError::Trees(2_001)));
    assert_eq!(fails(&|params| params.n_trees = 2_000), None);
    assert_eq!(fails(&|params| params.max_depth = Some(0)), Some(ParamsError::Depth(0)));
    assert_eq!(fails(&|params| params.max_depth = Some(65)), Some(ParamsError::Depth(65)));
    assert_eq!(fails(&|params| params.max_depth = Some(64)), None);
    assert_eq!(fails(&|params| params.min_samples_leaf = 0), Some(ParamsError::LeafSize));
    assert_eq!(fails(&|params| params.max_features = Some(0)), Some(ParamsError::Features));
    assert_eq!(fails(&|params| params.max_nodes = 2), Some(ParamsError::Nodes(2)));
    assert_eq!(fails(&|params| params.max_nodes = 10_000_001), Some(ParamsError::Nodes(10_000_001)));
}

#[test]
fn a_node_tries_the_root_of_the_number_of_features() {
    let candidates =
        |max_features, n_features| ForestParams { max_features, ..ForestParams::default() }.check().unwrap().n_candidates(n_features);
    assert_eq!([1, 2, 4, 20, 23].map(|n_features| candidates(None, n_features)), [1, 1, 2, 4, 4]);
    assert_eq!((candidates(Some(3), 10), candidates(Some(30), 10)), (3, 10));
}

#[test]
fn rows_that_cannot_be_trained_on_are_named() {
    let rows = mixed_rows(10, 1);
    let make = |matrix, is_bad: &[bool], keys: &[u64]| TrainingSet::new(matrix, is_bad.to_vec(), keys.to_vec()).err();
    assert_eq!(make(rows.matrix(), &rows.is_bad, &rows.keys), None);
    assert_eq!(make(rows.matrix(), &rows.is_bad[1..], &rows.keys), Some(TrainingSetError::Lengths));
    assert_eq!(make(rows.matrix(), &rows.is_bad, &rows.keys[1..]), Some(TrainingSetError::Lengths));
    assert_eq!(make(BinnedMatrix::new(10, Vec::new()), &rows.is_bad, &rows.keys), Some(TrainingSetError::NoFeatures));
}

#[test]
fn nodes_that_make_no_tree_are_refused_also_as_bytes() {
    let split = |left: u32| TreeNode { left, ..leaf(4, 2) };
    let ranks = |feature: u16| CategoryRanks { feature, rank_of_bin: vec![0, 1] };
    let sound = Tree::new(vec![split(1), leaf(2, 0), leaf(2, 2)], vec![ranks(0), ranks(3)]).unwrap();
    assert_eq!(decode::<Tree>(&encode(&sound)).unwrap(), sound);
    let broken: [(Vec<TreeNode>, Vec<CategoryRanks>); 7] = [
        (Vec::new(), Vec::new()),
        (vec![split(1), leaf(2, 0)], Vec::new()),
        (vec![split(u32::MAX), leaf(2, 0), leaf(2, 2)], Vec::new()),
        // To itself, and back: a walk would never end.
        (vec![leaf(4, 2), split(1), leaf(2, 2)], Vec::new()),
        (vec![split(1), split(3), leaf(2, 2), split(1), leaf(1, 1)], Vec::new()),
        (vec![leaf(2, 3)], Vec::new()),
        (vec![leaf(2, 1)], vec![ranks(3), ranks(0)]),
    ];
    for (nodes, ranks) in broken {
        assert_eq!(decode::<Tree>(&encode(&(&nodes, &ranks))), Err(JobError::Garbled));
        assert_eq!(Tree::new(nodes, ranks), None);
    }
}

#[test]
fn a_leaf_share_is_exact_to_a_unit() {
    let share = |n_rows: u32, n_bad: u32| BadWeight::ONE.bad_share(&leaf(n_rows, n_bad));
    assert_eq!(share(4, 1), LEAF_ONE / 4);
    assert_eq!(share(7, 7), LEAF_ONE);
    assert_eq!(share(0, 0), 0);
    assert_eq!(share(3, 1), (LEAF_ONE as f64 / 3.0).round() as u64);
}

#[test]
fn a_forest_comes_back_from_its_bytes() {
    let rows = mixed_rows(300, 9);
    let model = RiskModel::Forest(grow(&rows, &params(5, 77)));
    assert_eq!(decode::<RiskModel>(&encode(&model)).unwrap(), model);
}
