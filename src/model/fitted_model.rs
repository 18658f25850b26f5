use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::baselines::{BaseRate, BestColumn, fit_base_rate, fit_best_column};
use super::boosting::{Boosting, fit_boosting, probability_of};
use super::decision_tree::fit_decision_tree;
use super::forest::{Forest, grow_tree};
use super::learner::Learner;
use super::linear::{Logistic, LogisticError, fit_logistic};
use super::params::{BoostingParams, BoostingParamsError, DecisionTreeParams, LogisticParams, ParamsError, ValidForestParams};
use super::split_gains::add_split_gains;
use super::training_set::TrainingSet;
use super::tree::Tree;
use super::tree_walker::TreeWalker;
use super::{BadWeight, LEAF_ONE};
use crate::features::BinnedMatrix;
use crate::quantity::Probability;

/// What a learner made of one set of rows. Only rows of other borrowers may be judged by it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum FittedModel {
    /// See [`Learner::Forest`].
    Forest(Forest),
    /// See [`Learner::Boosting`].
    Boosting(Boosting),
    /// See [`Learner::Logistic`].
    Logistic(Logistic),
    /// See [`Learner::DecisionTree`].
    DecisionTree(Tree),
    /// See [`Learner::BestColumn`].
    BestColumn(BestColumn),
    /// See [`Learner::BaseRate`].
    BaseRate(BaseRate),
}

/// Why a learner made nothing of the rows.
#[derive(Clone, Debug, PartialEq, Error, Serialize, Deserialize)]
pub enum FitError {
    /// The boosting's settings.
    #[error(transparent)]
    Boosting(#[from] BoostingParamsError),
    /// Another learner's settings.
    #[error(transparent)]
    Params(#[from] ParamsError),
    /// The logistic regression.
    #[error(transparent)]
    Logistic(#[from] LogisticError),
}

impl FittedModel {
    /// Learns from all these rows. `params` are the forest's; other learners take its seed and its class weight.
    pub fn fit(learner: Learner, training: &TrainingSet, params: &ValidForestParams) -> Result<FittedModel, FitError> {
        let bad_weight = params.class_weight.bad_weight(training.is_bad());
        Ok(match learner {
            Learner::Forest => FittedModel::Forest(fit_forest(training, params, bad_weight)),
            Learner::Boosting => {
                let params = BoostingParams { seed: params.seed, ..BoostingParams::default() }.check()?;
                FittedModel::Boosting(fit_boosting(training, &params, bad_weight.value()))
            }
            Learner::Logistic => {
                let params = LogisticParams { bad_weight: bad_weight.value(), ..LogisticParams::default() }.check()?;
                FittedModel::Logistic(fit_logistic(training, &params)?)
            }
            Learner::DecisionTree => FittedModel::DecisionTree(fit_decision_tree(training, &DecisionTreeParams::default().check()?)),
            Learner::BestColumn => FittedModel::BestColumn(fit_best_column(training)),
            Learner::BaseRate => FittedModel::BaseRate(fit_base_rate(training)),
        })
    }

    /// Whether it adds in log-odds; otherwise in shares.
    pub fn is_in_log_odds(&self) -> bool {
        match self {
            FittedModel::Boosting(_) | FittedModel::Logistic(_) => true,
            FittedModel::Forest(_) | FittedModel::DecisionTree(_) | FittedModel::BestColumn(_) | FittedModel::BaseRate(_) => false,
        }
    }

    /// What it says of a row, in log-odds or as a share (see [`FittedModel::is_in_log_odds`]); `bins[feature]` is its bin.
    pub fn value_of(&self, bins: &[u8]) -> f64 {
        match self {
            FittedModel::Forest(forest) => {
                let share = |tree: &Tree| forest.bad_weight.bad_share(&tree.nodes()[tree.leaf_of(bins)]);
                let sum: u64 = forest.trees.iter().map(|(_, tree)| share(tree)).sum();
                sum as f64 / (forest.trees.len().max(1) as f64 * LEAF_ONE as f64)
            }
            FittedModel::Boosting(boosting) => boosting.margin_of(bins),
            FittedModel::Logistic(logistic) => logistic.margin_of(bins),
            FittedModel::DecisionTree(tree) => leaf_share(tree, tree.leaf_of(bins)),
            FittedModel::BestColumn(column) => column.probability_of(bins).value(),
            FittedModel::BaseRate(rate) => rate.probability_of(bins).value(),
        }
    }

    /// Adds to each feature how much the model tells apart by it, in its own unit.
    pub fn add_importance(&self, importance: &mut [f64]) {
        match self {
            FittedModel::Forest(forest) => {
                importance.iter_mut().zip(forest.impurity_importance()).for_each(|(sum, share)| *sum += share);
            }
            FittedModel::Boosting(boosting) => {
                for tree in boosting.trees() {
                    add_split_gains(tree.tree(), |idx| f64::from(tree.values()[idx]), importance);
                }
            }
            FittedModel::Logistic(logistic) => importance.iter_mut().zip(&logistic.spreads).for_each(|(sum, spread)| *sum += spread),
            FittedModel::DecisionTree(tree) => add_split_gains(tree, |idx| leaf_share(tree, idx), importance),
            FittedModel::BestColumn(column) => importance.iter_mut().skip(column.feature_idx as usize).take(1).for_each(|sum| *sum += 1.0),
            FittedModel::BaseRate(_) => {}
        }
    }

    /// The scores of some rows, in their order.
    pub fn scores(&self, matrix: &BinnedMatrix, rows: &[u32]) -> Vec<Probability> {
        match self {
            FittedModel::Forest(forest) => forest_scores(forest, matrix, rows),
            _ => rows.iter().map(|&row| self.score_of(self.value_of(&matrix.row_bins(row as usize)))).collect(),
        }
    }

    /// What it says of a row as a score.
    pub fn score_of(&self, value: f64) -> Probability {
        Probability::nearest(if self.is_in_log_odds() { probability_of(value) } else { value })
    }
}

/// The share of bad rows in a leaf of a single tree.
pub(super) fn leaf_share(tree: &Tree, node: usize) -> f64 {
    BadWeight::ONE.bad_share(&tree.nodes()[node]) as f64 / LEAF_ONE as f64
}

fn fit_forest(training: &TrainingSet, params: &ValidForestParams, bad_weight: BadWeight) -> Forest {
    let trees = (0..params.n_trees).map(|number| (number, grow_tree(training, params, number))).collect();
    Forest { trees, seed: params.seed, n_features: training.matrix().n_features() as u32, bad_weight }
}

/// The mean of all trees' shares.
fn forest_scores(forest: &Forest, matrix: &BinnedMatrix, rows: &[u32]) -> Vec<Probability> {
    let mut sums = vec![0u64; matrix.n_rows()];
    for (_, tree) in &forest.trees {
        TreeWalker::new(tree, matrix.n_features(), forest.bad_weight).judge(matrix, rows, |row, share| sums[row] += share);
    }
    let whole = forest.trees.len() as u64 * LEAF_ONE;
    rows.iter().map(|&row| Probability::from_share(sums[row as usize], whole).unwrap_or_default()).collect()
}
