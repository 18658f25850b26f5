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
