//! The forest's trees against a learner that knows the rules and nothing else.

use proptest::{prop_assert_eq, proptest};
use smart_loan_recovery::features::MISSING_BIN;
use smart_loan_recovery::model::{CategoryRanks, ClassWeight, ForestParams, TreeNode, ValidForestParams};
use smart_loan_recovery::quantity::{RandomStream, hash_pair};

use crate::forest_rows::{Rows, grow, leaf, mixed_rows};

/// A tree as the rules say it, without any of the learner's short cuts: every threshold of every feature is tried by
/// counting all rows of the node.
struct PlainTree<'a> {
    rows: &'a Rows,
    weights: Vec<u32>,
    ranks: &'a [CategoryRanks],
    params: &'a ValidForestParams,
    bad_weight: f64,
    nodes: Vec<TreeNode>,
}

impl PlainTree<'_> {
    fn grow(rows: &Rows, params: &ValidForestParams, tree_number: u32, ranks: &[CategoryRanks]) -> Vec<TreeNode> {
        let weights: Vec<u32> = (0..rows.is_bad.len()).map(|row| rows.weight(params.seed, tree_number, row)).collect();
        let drawn: Vec<usize> = (0..weights.len()).filter(|&row| weights[row] > 0).collect();
        let bad_weight = params.class_weight.bad_weight(&rows.is_bad).value();
        let mut tree = PlainTree { rows, weights, ranks, params, bad_weight, nodes: Vec::new() };
        let (n_rows, n_bad) = tree.counts(&drawn);
        tree.nodes.push(leaf(n_rows, n_bad));
        let key = hash_pair(hash_pair(params.seed, u64::from(tree_number)), 0x0066_6561_7475_7265);
        let mut waiting = std::collections::VecDeque::from([(0, drawn, 0, key)]);
        while let Some((idx, drawn, depth, key)) = waiting.pop_front() {
            if tree.nodes.len() + 2 > params.max_nodes as usize || params.max_depth.is_some_and(|max_depth| depth >= max_depth) {
                continue;
            }
            let Some((feature, threshold, missing_left)) = tree.best_split(&drawn, key) else { continue };
            let left = tree.nodes.len();
            tree.nodes[idx] = TreeNode { left: left as u32, feature, threshold, missing_left, ..tree.nodes[idx] };
            let (go_left, go_right): (Vec<usize>, Vec<usize>) =
                drawn.into_iter().partition(|&row| tree.goes_left(row, feature, threshold, missing_left));
            for (side, rows) in [go_left, go_right].into_iter().enumerate() {
                let (n_rows, n_bad) = tree.counts(&rows);
                tree.nodes.push(leaf(n_rows, n_bad));
                waiting.push_back((left + side, rows, depth + 1, hash_pair(key, side as u64)));
            }
        }
        tree.nodes
    }

    fn counts(&self, rows: &[usize]) -> (u32, u32) {
        let bad = |row: &usize| if self.rows.is_bad[*row] { self.weights[*row] } else { 0 };
        (rows.iter().map(|&row| self.weights[row]).sum(), rows.iter().map(bad).sum())
    }

    fn bin(&self, row: usize, feature: u16) -> u8 {
        let bin = self.rows.columns[feature as usize].1[row];
        let ranks = self.ranks.iter().find(|ranks| ranks.feature == feature);
        ranks.filter(|_| bin != MISSING_BIN).map_or(bin, |ranks| ranks.rank_of_bin[bin as usize])
    }

    fn goes_left(&self, row: usize, feature: u16, threshold: u8, missing_left: bool) -> bool {
        let bin = self.bin(row, feature);
        if bin == MISSING_BIN { missing_left } else { bin <= threshold }
    }

    fn best_split(&self, drawn: &[usize], key: u64) -> Option<(u16, u8, bool)> {
        let (n_rows, n_bad) = self.counts(drawn);
        if n_bad == 0 || n_bad == n_rows {
            return None;
        }
        let n_features = self.rows.columns.len();
        let mut random = RandomStream::new(key);
        let mut features: Vec<u16> = (0..n_features as u16).collect();
        let mut best: Option<(u64, (u16, u8, bool))> = None;
        let mut n_tried = 0;
        for drawn_idx in 0..n_features {
            if n_tried >= self.params.n_candidates(n_features) && best.is_some() {
                break;
            }
            features.swap(drawn_idx, drawn_idx + random.below((n_features - drawn_idx) as u32) as usize);
            let feature = features[drawn_idx];
            n_tried += usize::from(drawn.iter().any(|&row| self.bin(row, feature) != self.bin(drawn[0], feature)));
            for (gain, threshold, missing_left) in self.splits(drawn, feature) {
                if gain > best.map_or(0, |(gain, ..)| gain) {
                    best = Some((gain, (feature, threshold, missing_left)));
                }
            }
        }
        best.map(|(_, split)| split)
    }

    /// All splits that leave enough rows on both sides, with their gains to 43 binary digits.
    fn splits(&self, drawn: &[usize], feature: u16) -> Vec<(u64, u8, bool)> {
        let mut bins: Vec<u8> = drawn.iter().map(|&row| self.bin(row, feature)).filter(|&bin| bin != MISSING_BIN).collect();
        bins.sort_unstable();
        bins.dedup();
        let has_missing = drawn.iter().any(|&row| self.bin(row, feature) == MISSING_BIN);
        let mut splits = Vec::new();
        for (place, &bin) in bins.iter().enumerate() {
            let threshold = bins.get(place + 1).map_or(MISSING_BIN - 1, |next| bin + (next - 1 - bin) / 2);
            for missing_left in if has_missing { vec![false, true] } else { vec![false] } {
                let left: Vec<usize> = drawn.iter().copied().filter(|&row| self.goes_left(row, feature, threshold, missing_left)).collect();
                let (n_left, n_all) = (self.counts(&left).0, self.counts(drawn).0);
                if n_left.min(n_all - n_left) >= self.params.min_samples_leaf {
                    let missing_left = if has_missing { missing_left } else { 2 * n_left >= n_all };
                    splits.push((self.gain(drawn, &left), threshold, missing_left));
                }
            }
        }
        splits
    }

    fn gain(&self, drawn: &[usize], left: &[usize]) -> u64 {
        let as_floats = |(n_rows, n_bad): (u32, u32)| (f64::from(n_rows), f64::from(n_bad));
        let ((n_rows, n_bad), (n_left, bad_left)) = (as_floats(self.counts(drawn)), as_floats(self.counts(left)));
        let weight = |n_rows: f64, n_bad: f64| n_rows + (self.bad_weight - 1.0) * n_bad;
        let surplus = bad_left * n_rows - n_bad * n_left;
        let (weight_left, weight_all) = (weight(n_left, bad_left), weight(n_rows, n_bad));
        (surplus * surplus / (weight_left * (weight_all - weight_left))).to_bits() >> 9
    }
}

#[test]
fn a_tree_is_what_its_rules_say() {
    let settings = [
        ForestParams { min_samples_leaf: 1, ..ForestParams::default() },
        ForestParams { max_nodes: 30, min_samples_leaf: 2, ..ForestParams::default() },
        ForestParams { max_depth: Some(4), max_features: Some(5), ..ForestParams::default() },
        ForestParams { max_features: Some(1), class_weight: ClassWeight::Balanced, ..ForestParams::default() },
    ];
    for (n_rows, seed, params) in (0..).zip(settings).map(|(seed, params)| ([60, 700, 900, 400][seed as usize % 4], seed, params)) {
        let rows = mixed_rows(n_rows, seed + 50);
        let params = ForestParams { n_trees: 4, seed, ..params }.check().unwrap();
        for (number, tree) in grow(&rows, &params).trees {
            assert_eq!(tree.nodes(), PlainTree::grow(&rows, &params, number, tree.category_ranks()), "{params:?}");
        }
    }
}

proptest! {
    #[test]
    fn any_small_tree_is_what_its_rules_say_in_any_order_of_rows(
        n_rows in 1..90usize, seed in 0..1_000u64, min_samples_leaf in 1..5u32, max_features in 1..6u16, max_nodes in 3..60u32, is_balanced: bool,
    ) {
        let class_weight = if is_balanced { ClassWeight::Balanced } else { ClassWeight::None };
        let max_features = Some(max_features);
        let params = ForestParams { n_trees: 2, seed, min_samples_leaf, max_features, max_nodes, class_weight, max_depth: None };
        let (rows, params) = (mixed_rows(n_rows, seed), params.check().unwrap());
        let forest = grow(&rows, &params);
        prop_assert_eq!(&forest, &grow(&rows.shuffled(seed), &params));
        for (number, tree) in &forest.trees {
            prop_assert_eq!(tree.nodes(), PlainTree::grow(&rows, &params, *number, tree.category_ranks()));
        }
    }
}

#[test]
fn many_rows_branch_by_branch_give_the_tree_of_the_rules() {
    // More than fit a block, so that branches are copied, and a cap that cuts some of them.
    let rows = mixed_rows(20_000, 77);
    for (max_nodes, min_samples_leaf) in [(32_767, 40), (201, 1)] {
        let params = ForestParams { n_trees: 1, max_nodes, min_samples_leaf, ..ForestParams::default() }.check().unwrap();
        let tree = &grow(&rows, &params).trees[0].1;
        assert_eq!(tree.nodes(), PlainTree::grow(&rows, &params, 0, tree.category_ranks()));
    }
}
