//! Gradient boosting on the histograms of bins: rows with outcomes in, trees whose leaves add to a margin (log-odds) out.
//! Knows neither columns nor who judges it: a row that was trained on must be scored by another fold's model.

mod fit;
mod gradient;
mod grow;
mod histogram;
mod split;
mod walk;

use serde::{Deserialize, Serialize};
use thiserror::Error;

pub use fit::{BoostingFit, is_held_out};
pub use gradient::probability_of;

use super::params::ValidBoostingParams;
use super::training_set::TrainingSet;
use super::tree::Tree;
use crate::features::BinnedMatrix;
use walk::{RowBlock, TreeWalk};

/// A tree whose leaves say how much to add to the margin.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BoostedTree {
    tree: Tree,
    values: Vec<f32>,
}

impl BoostedTree {
    /// Its questions, with the number of rows trained on at each node.
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// For each node of the tree what a leaf adds to the margin, shrunk by the learning rate; 0 where it is no leaf.
    pub fn values(&self) -> &[f32] {
        &self.values
    }
}

/// A sum of trees in log-odds (Friedman 2001), fitted by Newton steps on the log-loss (Chen and Guestrin 2016).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "UncheckedBoosting")]
pub struct Boosting {
    base_margin: f64,
    trees: Vec<BoostedTree>,
    n_features: u32,
    validation_losses: Vec<f64>,
    seed: u64,
}

/// A model as it comes from outside: a broken one would be walked beyond its end.
#[derive(Deserialize)]
struct UncheckedBoosting {
    base_margin: f64,
    trees: Vec<BoostedTree>,
    n_features: u32,
    validation_losses: Vec<f64>,
    seed: u64,
}

/// Trees that make no model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the trees make no model")]
struct NotABoosting;

impl TryFrom<UncheckedBoosting> for Boosting {
    type Error = NotABoosting;
    fn try_from(unchecked: UncheckedBoosting) -> Result<Self, NotABoosting> {
        let UncheckedBoosting { base_margin, trees, n_features, validation_losses, seed } = unchecked;
        let is_sound = |BoostedTree { tree, values }: &BoostedTree| {
            values.len() == tree.nodes().len()
                && values.iter().all(|value| value.is_finite())
                && tree.nodes().iter().all(|node| node.is_leaf() || u32::from(node.feature) < n_features)
        };
        let model = Boosting { base_margin, trees, n_features, validation_losses, seed };
        if base_margin.is_finite() && model.trees.iter().all(is_sound) { Ok(model) } else { Err(NotABoosting) }
    }
}

/// Trains to the end. A bad row counts as `bad_weight` rows (1 for plain probabilities).
pub fn fit_boosting(training: &TrainingSet, params: &ValidBoostingParams, bad_weight: f64) -> Boosting {
    let mut fit = BoostingFit::new(training, params, bad_weight);
    while fit.step() {}
    fit.finish()
}

impl Boosting {
    /// The margin before any tree: the log-odds of the rows trained on.
    pub fn base_margin(&self) -> f64 {
        self.base_margin
    }

    /// The trees of the rounds that were kept.
    pub fn trees(&self) -> &[BoostedTree] {
        &self.trees
    }

    /// How many features its matrix has.
    pub fn n_features(&self) -> usize {
        self.n_features as usize
    }

    /// The log-loss on the held-out borrowers before the first round and after each round tried, the best and those
    /// beyond it; empty where none were held out.
    pub fn validation_losses(&self) -> &[f64] {
        &self.validation_losses
    }

    /// The seed that drew the held-out borrowers.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// A row's log-odds of being bad; `bins[feature]` is its bin in each of the model's features.
    pub fn margin_of(&self, bins: &[u8]) -> f64 {
        self.trees.iter().fold(self.base_margin, |margin, tree| margin + f64::from(tree.values[tree.tree.leaf_of(bins)]))
    }

    /// A row's probability of being bad, in [0, 1].
    pub fn probability(&self, bins: &[u8]) -> f64 {
        probability_of(self.margin_of(bins))
    }

    /// [`Boosting::margin_of`] of every row of a matrix with the model's features, to the last bit.
    pub fn margins(&self, matrix: &BinnedMatrix) -> Vec<f64> {
        let walks: Vec<TreeWalk> = self.trees.iter().map(|tree| TreeWalk::new(&tree.tree)).collect();
        let mut margins = vec![self.base_margin; matrix.n_rows()];
        for (first_row, block) in RowBlock::blocks(matrix) {
            for (tree, walk) in self.trees.iter().zip(&walks) {
                walk.leaves(&block, |row, leaf| margins[first_row + row] += f64::from(tree.values[leaf]));
            }
        }
        margins
    }
}
