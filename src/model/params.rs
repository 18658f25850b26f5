use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::leaf_share::BadWeight;

/// How much the rows of each outcome weigh, in the choice of splits and in the leaves' shares.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ClassWeight {
    /// All rows weigh the same: scores are probabilities.
    #[default]
    None,
    /// Good and bad rows weigh as much as each other in total, as scikit-learn's `class_weight="balanced"`: the rarer
    /// outcome is looked for harder, and scores are higher (or lower) than probabilities.
    Balanced,
}

impl ClassWeight {
    /// What a bad row weighs where a good one weighs 1, from the outcomes of a training set.
    pub fn bad_weight(self, is_bad: &[bool]) -> BadWeight {
        let n_bad = is_bad.iter().filter(|is_bad| **is_bad).count();
        match self {
            ClassWeight::None => BadWeight::ONE,
            ClassWeight::Balanced => BadWeight::balanced(is_bad.len() - n_bad, n_bad),
        }
    }
}

/// Settings of a random forest as typed by a person; [`ForestParams::check`] makes them usable.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ForestParams {
    /// Trees, 1..=2000.
    pub n_trees: u32,
    /// Greatest depth of a leaf, 1..=64; `None` is unlimited.
    pub max_depth: Option<u16>,
    /// Fewest rows of a leaf, counted with their bootstrap weights, at least 1.
    pub min_samples_leaf: u32,
    /// Features tried at each node; `None` is the square root of their number.
    pub max_features: Option<u16>,
    /// Most nodes of a tree, at least 3: bounds the memory.
    pub max_nodes: u32,
    /// How much bad rows weigh.
    pub class_weight: ClassWeight,
    /// Draws the bootstrap and the features.
    pub seed: u64,
}

impl Default for ForestParams {
    fn default() -> Self {
        ForestParams {
            n_trees: 200,
            max_depth: None,
            min_samples_leaf: 5,
            max_features: None,
            max_nodes: 32_767,
            class_weight: ClassWeight::None,
            seed: 42,
        }
    }
}

/// Which setting cannot be used, with what it may be.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum ParamsError {
    /// The number of trees.
    #[error("n_trees {0} is not in 1..=2000")]
    Trees(u32),
    /// The depth.
    #[error("max_depth {0} is not in 1..=64")]
    Depth(u16),
    /// The leaf size.
    #[error("min_samples_leaf must be at least 1")]
    LeafSize,
    /// The features at a node.
    #[error("max_features must be at least 1")]
    Features,
    /// The node cap.
    #[error("max_nodes {0} is not in 3..=10000000")]
    Nodes(u32),
    /// The penalty of a linear model.
    #[error("l2 is not in 1e-6..=1e9")]
    Penalty,
    /// The weight of a bad row.
    #[error("bad_weight is not in 0.001..=1000")]
    BadWeight,
    /// The depth of a single tree.
    #[error("max_depth {0} is not in 1..=6")]
    TreeDepth(u8),
}

/// Settings that can train.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "ForestParams")]
pub struct ValidForestParams(ForestParams);

impl TryFrom<ForestParams> for ValidForestParams {
    type Error = ParamsError;
    fn try_from(params: ForestParams) -> Result<Self, ParamsError> {
        params.check()
    }
}

impl ForestParams {
    /// Checks each setting.
    pub fn check(self) -> Result<ValidForestParams, ParamsError> {
        match &self {
            ForestParams { n_trees, .. } if !(1..=2000).contains(n_trees) => Err(ParamsError::Trees(*n_trees)),
            ForestParams { max_depth: Some(depth), .. } if !(1..=64).contains(depth) => Err(ParamsError::Depth(*depth)),
            ForestParams { min_samples_leaf: 0, .. } => Err(ParamsError::LeafSize),
            ForestParams { max_features: Some(0), .. } => Err(ParamsError::Features),
            ForestParams { max_nodes, .. } if !(3..=10_000_000).contains(max_nodes) => Err(ParamsError::Nodes(*max_nodes)),
            _ => Ok(ValidForestParams(self)),
        }
    }
}

impl std::ops::Deref for ValidForestParams {
    type Target = ForestParams;
    fn deref(&self) -> &ForestParams {
        &self.0
    }
}

impl ValidForestParams {
    /// Features tried at each node, of `n_features`.
    pub fn n_candidates(&self, n_features: usize) -> usize {
        match self.0.max_features {
            Some(wanted) => (wanted as usize).clamp(1, n_features.max(1)),
            None => (libm::sqrt(n_features as f64) as usize).max(1),
        }
    }
}

/// Settings of a gradient boosting as typed by a person; [`BoostingParams::check`] makes them usable.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BoostingParams {
    /// Most rounds, a tree each, 1..=5000.
    pub n_rounds: u32,
    /// How far each tree goes towards its fit, in (0, 1].
    pub learning_rate: f64,
    /// Most leaves of a tree, 2..=4096.
    pub max_leaves: u32,
    /// Greatest depth of a leaf, 1..=64; `None` is unlimited.
    pub max_depth: Option<u16>,
    /// Fewest rows of a leaf, at least 1.
    pub min_samples_leaf: u32,
    /// Least sum of p·(1 − p) over a leaf's rows, at least 0 (LightGBM's `min_sum_hessian_in_leaf`).
    pub min_child_weight: f64,
    /// Draws leaf values towards 0, at least 0 (LightGBM's `lambda_l2`).
    pub l2_regularization: f64,
    /// Ends after so many rounds without a better log-loss on held-out borrowers, at least 1; `None` holds none out.
    pub early_stopping_rounds: Option<u32>,
    /// The share of borrowers held out for that, in (0, 0.5].
    pub validation_share: f64,
    /// Draws the held-out borrowers.
    pub seed: u64,
}

impl Default for BoostingParams {
    fn default() -> Self {
        BoostingParams {
            n_rounds: 500,
            learning_rate: 0.1,
            max_leaves: 31,
            max_depth: None,
            min_samples_leaf: 20,
            min_child_weight: 1e-3,
            l2_regularization: 1.0,
            early_stopping_rounds: Some(20),
            validation_share: 0.15,
            seed: 42,
        }
    }
}

/// Which setting of a boosting cannot be used, with what was given.
#[derive(Clone, Debug, PartialEq, Error, Serialize, Deserialize)]
pub enum BoostingParamsError {
    /// The number of rounds.
    #[error("n_rounds {0} is not in 1..=5000")]
    Rounds(u32),
    /// The learning rate.
    #[error("learning_rate {0} is not in (0, 1]")]
    LearningRate(f64),
    /// The leaves of a tree.
    #[error("max_leaves {0} is not in 2..=4096")]
    Leaves(u32),
    /// The depth.
    #[error("max_depth {0} is not in 1..=64")]
    Depth(u16),
    /// The leaf size.
    #[error("min_samples_leaf must be at least 1")]
    LeafSize,
    /// The leaf's weight.
    #[error("min_child_weight {0} is not a number from 0")]
    ChildWeight(f64),
    /// The regularization.
    #[error("l2_regularization {0} is not a number from 0")]
    Regularization(f64),
    /// The patience.
    #[error("early_stopping_rounds must be at least 1")]
    EarlyStopping,
    /// The share of held-out borrowers.
    #[error("validation_share {0} is not in (0, 0.5]")]
    ValidationShare(f64),
}

/// Settings that can train a boosting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "BoostingParams")]
pub struct ValidBoostingParams(BoostingParams);

impl TryFrom<BoostingParams> for ValidBoostingParams {
    type Error = BoostingParamsError;
    fn try_from(params: BoostingParams) -> Result<Self, BoostingParamsError> {
        params.check()
    }
}

impl BoostingParams {
    /// Checks each setting.
    pub fn check(self) -> Result<ValidBoostingParams, BoostingParamsError> {
        use BoostingParamsError as Bad;
        let is_from_zero = |value: f64| value >= 0.0 && value.is_finite();
        match &self {
            Self { n_rounds, .. } if !(1..=5000).contains(n_rounds) => Err(Bad::Rounds(*n_rounds)),
            Self { learning_rate, .. } if !(*learning_rate > 0.0 && *learning_rate <= 1.0) => Err(Bad::LearningRate(*learning_rate)),
            Self { max_leaves, .. } if !(2..=4096).contains(max_leaves) => Err(Bad::Leaves(*max_leaves)),
            Self { max_depth: Some(depth), .. } if !(1..=64).contains(depth) => Err(Bad::Depth(*depth)),
            Self { min_samples_leaf: 0, .. } => Err(Bad::LeafSize),
            Self { min_child_weight, .. } if !is_from_zero(*min_child_weight) => Err(Bad::ChildWeight(*min_child_weight)),
            Self { l2_regularization, .. } if !is_from_zero(*l2_regularization) => Err(Bad::Regularization(*l2_regularization)),
            Self { early_stopping_rounds: Some(0), .. } => Err(Bad::EarlyStopping),
            Self { validation_share, .. } if !(*validation_share > 0.0 && *validation_share <= 0.5) => {
                Err(Bad::ValidationShare(*validation_share))
            }
            _ => Ok(ValidBoostingParams(self)),
        }
    }
}

impl std::ops::Deref for ValidBoostingParams {
    type Target = BoostingParams;
    fn deref(&self) -> &BoostingParams {
        &self.0
    }
}

/// Settings of a logistic regression as typed by a person; [`LogisticParams::check`] makes them usable.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LogisticParams {
    /// Weight of the squared coefficients beside the summed loss, 1e-6..=1e9: scikit-learn's 1 / C.
    pub l2: f64,
    /// How many times a good row a bad one counts, 0.001..=1000: 1 is no class weight, the good rows by the bad ones is
    /// scikit-learn's "balanced". Scores are probabilities only at 1.
    pub bad_weight: f64,
}

impl Default for LogisticParams {
    fn default() -> Self {
        LogisticParams { l2: 1.0, bad_weight: 1.0 }
    }
}

/// Settings that can train.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "LogisticParams")]
pub struct ValidLogisticParams(LogisticParams);

impl TryFrom<LogisticParams> for ValidLogisticParams {
    type Error = ParamsError;
    fn try_from(params: LogisticParams) -> Result<Self, ParamsError> {
        params.check()
    }
}

impl LogisticParams {
    /// Checks each setting.
    pub fn check(self) -> Result<ValidLogisticParams, ParamsError> {
        match &self {
            LogisticParams { l2, .. } if !(1e-6..=1e9).contains(l2) => Err(ParamsError::Penalty),
            LogisticParams { bad_weight, .. } if !(0.001..=1000.0).contains(bad_weight) => Err(ParamsError::BadWeight),
            _ => Ok(ValidLogisticParams(self)),
        }
    }
}

impl std::ops::Deref for ValidLogisticParams {
    type Target = LogisticParams;
    fn deref(&self) -> &LogisticParams {
        &self.0
    }
}

/// Settings of a single decision tree as typed by a person; [`DecisionTreeParams::check`] makes them usable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionTreeParams {
    /// Greatest depth of a leaf, 1..=6: more is no longer read.
    pub max_depth: u8,
    /// Fewest training rows of a leaf, at least 1.
    pub min_samples_leaf: u32,
}

impl Default for DecisionTreeParams {
    fn default() -> Self {
        DecisionTreeParams { max_depth: 5, min_samples_leaf: 20 }
    }
}

/// Settings that can train.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "DecisionTreeParams")]
pub struct ValidDecisionTreeParams(DecisionTreeParams);

impl TryFrom<DecisionTreeParams> for ValidDecisionTreeParams {
    type Error = ParamsError;
    fn try_from(params: DecisionTreeParams) -> Result<Self, ParamsError> {
        params.check()
    }
}

impl DecisionTreeParams {
    /// Checks each setting.
    pub fn check(self) -> Result<ValidDecisionTreeParams, ParamsError> {
        match &self {
            DecisionTreeParams { max_depth, .. } if !(1..=6).contains(max_depth) => Err(ParamsError::TreeDepth(*max_depth)),
            DecisionTreeParams { min_samples_leaf: 0, .. } => Err(ParamsError::LeafSize),
            _ => Ok(ValidDecisionTreeParams(self)),
        }
    }
}

impl std::ops::Deref for ValidDecisionTreeParams {
    type Target = DecisionTreeParams;
    fn deref(&self) -> &DecisionTreeParams {
        &self.0
    }
}
