//! Rows made up for the tests of the forest, and forests grown on them.

use smart_loan_recovery::features::{BinnedMatrix, FeatureLayout, MISSING_BIN};
use smart_loan_recovery::model::forest::{Forest, OutOfBag, bootstrap_weight, grow_tree};
use smart_loan_recovery::model::{ForestParams, TrainingSet, TreeNode, ValidForestParams};
use smart_loan_recovery::quantity::{Probability, RandomStream, hash_pair};

/// Rows of one training, all of one length.
#[derive(Clone)]
pub struct Rows {
    pub columns: Vec<(FeatureLayout, Vec<u8>)>,
    pub is_bad: Vec<bool>,
    pub keys: Vec<u64>,
}

impl Rows {
    pub fn matrix(&self) -> BinnedMatrix {
        BinnedMatrix::new(self.is_bad.len(), self.columns.clone())
    }

    pub fn training(&self) -> TrainingSet {
        TrainingSet::new(self.matrix(), self.is_bad.clone(), self.keys.clone()).unwrap()
    }

    /// The same rows in another order.
    pub fn shuffled(&self, seed: u64) -> Rows {
        let mut order: Vec<usize> = (0..self.is_bad.len()).collect();
        order.sort_by_key(|&row| hash_pair(seed, row as u64));
        Rows {
            columns: self.columns.iter().map(|(layout, bins)| (*layout, order.iter().map(|&row| bins[row]).collect())).collect(),
            is_bad: order.iter().map(|&row| self.is_bad[row]).collect(),
            keys: order.iter().map(|&row| self.keys[row]).collect(),
        }
    }

    pub fn weight(&self, seed: u64, tree_number: u32, row: usize) -> u32 {
        u32::from(bootstrap_weight(seed, tree_number, self.keys[row]))
    }
}

pub const ORDERED: FeatureLayout = FeatureLayout { n_bins: 255, is_categorical: false };

/// A number with a signal, a category with a signal, a number of noise with holes, a constant, and a column that is
/// always missing. Every third borrower has two rows.
pub fn mixed_rows(n_rows: usize, seed: u64) -> Rows {
    let mut random = RandomStream::new(seed);
    let mut columns = vec![
        (ORDERED, Vec::new()),
        (FeatureLayout { n_bins: 9, is_categorical: true }, Vec::new()),
        (ORDERED, Vec::new()),
        (FeatureLayout { n_bins: 1, is_categorical: false }, Vec::new()),
        (ORDERED, Vec::new()),
    ];
    let mut is_bad = Vec::new();
    for _ in 0..n_rows {
        let (number, category) = (random.below(255) as u8, random.below(8) as u8 + 1);
        let noise = if random.unit() < 0.2 { MISSING_BIN } else { random.below(255) as u8 };
        let chance = 0.1 + 0.4 * f64::from(number) / 255.0 + if [2, 5, 7].contains(&category) { 0.4 } else { 0.0 };
        for (column, bin) in columns.iter_mut().zip([number, category, noise, 0, MISSING_BIN]) {
            column.1.push(bin);
        }
        is_bad.push(random.unit() < chance);
    }
    Rows { columns, is_bad, keys: (0..n_rows as u64).map(|row| hash_pair(seed, row - u64::from(row % 4 == 3))).collect() }
}

pub fn noise_rows(n_rows: usize, seed: u64) -> Rows {
    let mut random = RandomStream::new(seed);
    let columns = (0..4).map(|_| (ORDERED, (0..n_rows).map(|_| random.below(255) as u8).collect())).collect();
    let is_bad = (0..n_rows).map(|_| random.unit() < 0.4).collect();
    Rows { columns, is_bad, keys: (0..n_rows as u64).map(|row| hash_pair(seed, row)).collect() }
}

pub fn params(n_trees: u32, seed: u64) -> ValidForestParams {
    ForestParams { n_trees, seed, ..ForestParams::default() }.check().unwrap()
}

pub fn grow(rows: &Rows, params: &ValidForestParams) -> Forest {
    let training = rows.training();
    let trees = (0..params.n_trees).map(|number| (number, grow_tree(&training, params, number))).collect();
    let bad_weight = params.class_weight.bad_weight(&rows.is_bad);
    Forest { trees, seed: params.seed, n_features: rows.columns.len() as u32, bad_weight }
}

pub fn out_of_bag(rows: &Rows, forest: &Forest) -> OutOfBag {
    let mut scores = OutOfBag::new(rows.is_bad.len(), forest.bad_weight);
    let is_trained_on = vec![true; rows.is_bad.len()];
    for (number, tree) in &forest.trees {
        scores.add(&rows.matrix(), &rows.keys, &is_trained_on, forest.seed, *number, tree);
    }
    scores
}

pub fn scored(rows: &Rows, forest: &Forest) -> (Vec<Probability>, Vec<bool>) {
    let scores = out_of_bag(rows, forest).scores();
    scores.iter().zip(&rows.is_bad).filter_map(|(score, is_bad)| Some(((*score)?, *is_bad))).unzip()
}

pub fn leaf(n_rows: u32, n_bad: u32) -> TreeNode {
    TreeNode { left: 0, n_rows, n_bad, feature: 0, threshold: 0, missing_left: false }
}
