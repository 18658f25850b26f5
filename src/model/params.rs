use serde::{Deserialize, Serialize};
use thiserror::Error;

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
    /// Draws the bootstrap and the features.
    pub seed: u64,
}

impl Default for ForestParams {
    fn default() -> Self {
        ForestParams { n_trees: 200, max_depth: None, min_samples_leaf: 5, max_features: None, max_nodes: 32_767, seed: 42 }
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
