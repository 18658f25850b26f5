//! Our learners under linfa's traits: a dataset of [`BinnedMatrix`] and [`Outcomes`] in, fitted models and their
//! probabilities out. Knows no learner's inside.
//!
//! ```
//! use linfa::DatasetBase;
//! use linfa::traits::{Fit, Predict};
//! use smart_loan_recovery::features::{BinnedMatrix, FeatureLayout};
//! use smart_loan_recovery::model::linfa_traits::{Outcomes, Unchecked};
//! use smart_loan_recovery::model::{ForestParams, LogisticParams};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let bins: Vec<u8> = (0..100).map(|row| row % 10).collect();
//! let is_bad: Vec<bool> = bins.iter().map(|&bin| bin > 6).collect();
//! let layout = FeatureLayout { n_bins: 10, is_categorical: false };
//! let matrix = BinnedMatrix::new(100, vec![(layout, bins)]);
//! let dataset = DatasetBase::new(matrix, Outcomes { is_bad, borrower_keys: (0..100).collect() });
//!
//! let forest = ForestParams { n_trees: 20, ..ForestParams::default() }.check()?.fit(&dataset)?;
//! let scores = forest.predict(&dataset);
//! assert!(scores[9] > scores[0]);
//!
//! // linfa checks by itself what was not checked before.
//! let logistic = Unchecked::from(LogisticParams::default()).fit(&dataset)?;
//! assert!(logistic.predict(&dataset)[9] > logistic.predict(&dataset)[0]);
//! assert!(Unchecked::from(ForestParams { n_trees: 0, ..ForestParams::default() }).fit(&dataset).is_err());
//! # Ok(())
//! # }
//! ```

use linfa::dataset::Records;
use linfa::traits::{Fit, PredictInplace};
use linfa::{DatasetBase, ParamGuard};
use thiserror::Error;

use super::baselines::{BaseRate, BestColumn};
use super::decision_tree::fit_decision_tree;
use super::forest::{Forest, grow_tree};
use super::linear::{Logistic, LogisticError, fit_logistic};
use super::params::{
    DecisionTreeParams, ForestParams, LogisticParams, ParamsError, ValidDecisionTreeParams, ValidForestParams, ValidLogisticParams,
};
use super::training_set::{TrainingSet, TrainingSetError};
use super::tree::Tree;
use super::{BadWeight, LEAF_ONE};
use crate::features::BinnedMatrix;
use crate::quantity::Probability;

/// The targets of a dataset whose records are a [`BinnedMatrix`]: one entry a row in both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcomes {
    /// Whether each row was bad.
    pub is_bad: Vec<bool>,
    /// Whose row each is: rows of one borrower stay together in every draw.
    pub borrower_keys: Vec<u64>,
}

/// Settings as linfa wants them before they are checked. linfa asks for a reference to checked settings from a reference
/// to unchecked ones; ours are different types, so they are checked on the way in and the answer is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Unchecked<V>(Result<V, ParamsError>);

/// Why a fit through linfa's traits failed.
#[derive(Debug, Error)]
pub enum FitError {
    /// The settings.
    #[error(transparent)]
    Params(#[from] ParamsError),
    /// The rows.
    #[error(transparent)]
    TrainingSet(#[from] TrainingSetError),
    /// The logistic regression.
    #[error(transparent)]
    Logistic(#[from] LogisticError),
    /// linfa's own, which its traits require.
    #[error(transparent)]
    Linfa(#[from] linfa::Error),
}

impl Records for BinnedMatrix {
    type Elem = u8;

    fn nsamples(&self) -> usize {
        self.n_rows()
    }

    fn nfeatures(&self) -> usize {
        self.n_features()
    }
}

impl<V> ParamGuard for Unchecked<V> {
    type Checked = V;
    type Error = ParamsError;

    fn check_ref(&self) -> Result<&V, ParamsError> {
        self.0.as_ref().map_err(Clone::clone)
    }

    fn check(self) -> Result<V, ParamsError> {
        self.0
    }
}

impl From<ForestParams> for Unchecked<ValidForestParams> {
    fn from(params: ForestParams) -> Self {
        Unchecked(params.check())
    }
}

impl From<LogisticParams> for Unchecked<ValidLogisticParams> {
    fn from(params: LogisticParams) -> Self {
        Unchecked(params.check())
    }
}

impl From<DecisionTreeParams> for Unchecked<ValidDecisionTreeParams> {
    fn from(params: DecisionTreeParams) -> Self {
        Unchecked(params.check())
    }
}

/// A dataset of ours.
type Dataset = DatasetBase<BinnedMatrix, Outcomes>;

fn training_set(dataset: &Dataset) -> Result<TrainingSet, TrainingSetError> {
    let Outcomes { is_bad, borrower_keys } = dataset.targets().clone();
    TrainingSet::new(dataset.records().clone(), is_bad, borrower_keys)
}

impl Fit<BinnedMatrix, Outcomes, FitError> for ValidForestParams {
    type Object = Forest;

    fn fit(&self, dataset: &Dataset) -> Result<Forest, FitError> {
        let training = training_set(dataset)?;
        let trees = (0..self.n_trees).map(|number| (number, grow_tree(&training, self, number))).collect();
        Ok(Forest {
            trees,
            seed: self.seed,
            n_features: training.matrix().n_features() as u32,
            bad_weight: self.class_weight.bad_weight(training.is_bad()),
        })
    }
}

impl Fit<BinnedMatrix, Outcomes, FitError> for ValidLogisticParams {
    type Object = Logistic;

    fn fit(&self, dataset: &Dataset) -> Result<Logistic, FitError> {
        Ok(fit_logistic(&training_set(dataset)?, self)?)
    }
}

impl Fit<BinnedMatrix, Outcomes, FitError> for ValidDecisionTreeParams {
    type Object = Tree;

    fn fit(&self, dataset: &Dataset) -> Result<Tree, FitError> {
        Ok(fit_decision_tree(&training_set(dataset)?, self))
    }
}

/// `predict` gives one probability a row. For rows that the model has not seen: a forest's own training rows are judged
/// by [`super::forest::OutOfBag`].
macro_rules! predicts_by {
    ($model:ty, $probability_of:expr) => {
        impl PredictInplace<BinnedMatrix, Vec<Probability>> for $model {
            fn predict_inplace<'a>(&'a self, matrix: &'a BinnedMatrix, probabilities: &mut Vec<Probability>) {
                probabilities.clear();
                probabilities.extend((0..matrix.n_rows()).map(|row| $probability_of(self, matrix, row)));
            }

            fn default_target(&self, matrix: &BinnedMatrix) -> Vec<Probability> {
                Vec::with_capacity(matrix.n_rows())
            }
        }
    };
}

predicts_by!(Forest, |forest: &Forest, matrix: &BinnedMatrix, row: usize| {
    let sum = forest.trees.iter().map(|(_, tree)| forest.bad_weight.bad_share(tree.leaf(matrix, row))).sum();
    Probability::from_share(sum, forest.trees.len() as u64 * LEAF_ONE).unwrap_or_default()
});
predicts_by!(Tree, |tree: &Tree, matrix: &BinnedMatrix, row: usize| {
    Probability::from_share(BadWeight::ONE.bad_share(tree.leaf(matrix, row)), LEAF_ONE).unwrap_or_default()
});
predicts_by!(Logistic, |logistic: &Logistic, matrix: &BinnedMatrix, row: usize| logistic.probability_of(&matrix.row_bins(row)));
predicts_by!(BestColumn, |best: &BestColumn, matrix: &BinnedMatrix, row: usize| best.probability_of(&matrix.row_bins(row)));
predicts_by!(BaseRate, |base: &BaseRate, _: &BinnedMatrix, _: usize| base.share);
