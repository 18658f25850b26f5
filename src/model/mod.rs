//! Numbers to a risk model: binned features and outcomes in, probabilities of not repaying out.
//! Knows neither column kinds nor strategies. A learner and the model that it makes are different types.

pub mod boosting;
pub mod forest;
mod leaf_share;
mod params;
mod risk_model;
mod training_set;
mod tree;
mod tree_walker;

pub use leaf_share::{BadWeight, LEAF_ONE};
pub use params::{BoostingParams, BoostingParamsError, ClassWeight, ForestParams, ParamsError, ValidBoostingParams, ValidForestParams};
pub use risk_model::RiskModel;
pub use training_set::{TrainingSet, TrainingSetError};
pub use tree::{CategoryRanks, Tree, TreeNode};
pub use tree_walker::TreeWalker;
