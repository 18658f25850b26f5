//! Numbers to a risk model: binned features and outcomes in, probabilities of not repaying out.
//! Knows neither column kinds nor strategies. A learner and the model that it makes are different types.

pub mod baselines;
pub mod decision_tree;
pub mod forest;
pub mod linear;
pub mod linfa_traits;
mod params;
mod risk_model;
mod training_set;
mod tree;

pub use params::{
    DecisionTreeParams, ForestParams, LogisticParams, ParamsError, ValidDecisionTreeParams, ValidForestParams, ValidLogisticParams,
};
pub use risk_model::RiskModel;
pub use training_set::{TrainingSet, TrainingSetError};
pub use tree::{CategoryRanks, LEAF_ONE, Tree, TreeNode};
