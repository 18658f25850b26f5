//! Numbers to a risk model: binned features and outcomes in, probabilities of not repaying out.
//! Knows neither column kinds nor strategies. A learner and the model that it makes are different types.

pub mod baselines;
pub mod boosting;
pub mod decision_tree;
pub mod forest;
pub mod linear;
pub mod linfa_traits;
mod fitted_model;
mod leaf_share;
mod learner;
mod params;
mod risk_model;
mod split_gains;
mod training_set;
mod tree;
mod tree_walker;

pub use fitted_model::{FitError, FittedModel};
pub use leaf_share::{BadWeight, LEAF_ONE};
pub use learner::Learner;
pub use params::{
    BoostingParams, BoostingParamsError, ClassWeight, DecisionTreeParams, ForestParams, LogisticParams, ParamsError, ValidBoostingParams,
    ValidDecisionTreeParams, ValidForestParams, ValidLogisticParams,
};
pub use risk_model::{CrossFitted, N_FOLDS, RiskModel, unseen_trees};
pub use training_set::{TrainingSet, TrainingSetError};
pub use tree::{CategoryRanks, Tree, TreeNode};
pub use tree_walker::TreeWalker;
