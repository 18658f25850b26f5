use serde::{Deserialize, Serialize};

use super::fitted_model::FittedModel;
use super::forest::{Forest, bootstrap_weight};
use super::learner::Learner;
use crate::features::fold_of;
use crate::quantity::Probability;

/// How many folds borrowers are divided into.
pub const N_FOLDS: u32 = 5;

/// A trained model of any kind, made of parts of which each knows whom it has seen: no row is judged by a part that saw its borrower.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum RiskModel {
    /// A random forest: its parts are its trees, each grown on a bootstrap of the borrowers.
    Forest(Forest),
    /// Any other learner: its parts are fitted on all folds of borrowers but one.
    CrossFitted(CrossFitted),
}

/// One learner, fitted on all folds but each.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CrossFitted {
    /// What learned.
    pub learner: Learner,
    /// Draws the folds.
    pub seed: u64,
    /// `parts[fold]` has seen all borrowers but those of this fold.
    pub parts: Vec<FittedModel>,
}

impl RiskModel {
    /// What learned.
    pub fn learner(&self) -> Learner {
        match self {
            RiskModel::Forest(_) => Learner::Forest,
            RiskModel::CrossFitted(model) => model.learner,
        }
    }

    /// How much the model tells apart by each of `n_features`, as shares that sum to 1 (all 0 where it tells nothing apart).
    pub fn importance(&self, n_features: usize) -> Vec<f64> {
        let mut importance = vec![0.0; n_features];
        match self {
            RiskModel::Forest(forest) => return forest.impurity_importance(),
            RiskModel::CrossFitted(model) => model.parts.iter().for_each(|part| part.add_importance(&mut importance)),
        }
        let total: f64 = importance.iter().sum();
        if total > 0.0 {
            importance.iter_mut().for_each(|value| *value /= total);
        }
        importance
    }
}

/// The trees of a forest that have not seen a borrower; all of them, where none of its rows was trained on.
pub fn unseen_trees(forest: &Forest, borrower_key: u64, is_trained_on: bool) -> impl Iterator<Item = &(u32, super::Tree)> {
    forest.trees.iter().filter(move |(number, _)| !is_trained_on || bootstrap_weight(forest.seed, *number, borrower_key) == 0)
}

impl CrossFitted {
    /// The parts that have not seen a borrower: one, or all of them where none of its rows was trained on.
    pub fn unseen_parts(&self, borrower_key: u64, is_trained_on: bool) -> &[FittedModel] {
        if !is_trained_on {
            return &self.parts;
        }
        let fold = fold_of(self.seed, borrower_key, self.parts.len() as u32) as usize;
        self.parts.get(fold..=fold).unwrap_or(&[])
    }

    /// What the parts that have not seen a borrower say of a row, on average, in their own unit.
    pub fn value_of(&self, bins: &[u8], borrower_key: u64, is_trained_on: bool) -> Option<f64> {
        let parts = self.unseen_parts(borrower_key, is_trained_on);
        let sum: f64 = parts.iter().map(|part| part.value_of(bins)).sum();
        (!parts.is_empty()).then(|| sum / parts.len() as f64)
    }

    /// [`CrossFitted::value_of`] as a score.
    pub fn score_of(&self, bins: &[u8], borrower_key: u64, is_trained_on: bool) -> Option<Probability> {
        let value = self.value_of(bins, borrower_key, is_trained_on)?;
        self.parts.first().map(|part| part.score_of(value))
    }
}
