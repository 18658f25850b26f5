//! The histogram random forest: bins and outcomes in, trees out, and scores that no tree gives to a row it has seen.

mod bootstrap;
mod category_order;
mod drawn_row;
mod gain;
mod grow;
mod histogram;
mod out_of_bag;
mod split;
mod thresholds;

use serde::{Deserialize, Serialize};

pub use bootstrap::bootstrap_weight;
pub use grow::grow_tree;
pub use out_of_bag::OutOfBag;

use super::leaf_share::BadWeight;
use super::tree::{Tree, TreeNode};

/// A random forest: its trees in the order of their numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Forest {
    /// Each tree with the number from which its seed came.
    pub trees: Vec<(u32, Tree)>,
    /// The seed of the bootstrap and of the features drawn.
    pub seed: u64,
    /// How many features its matrix has.
    pub n_features: u32,
    /// What a bad row weighs in the leaves, as the trees were grown with.
    pub bad_weight: BadWeight,
}

impl Forest {
    /// How much each feature lowered the Gini impurity, summed over all nodes and trees, as shares that sum to 1
    /// (all 0 where no tree has a split). Breiman 2001; scikit-learn's `feature_importances_` before its averaging
    /// by tree.
    pub fn impurity_importance(&self) -> Vec<f64> {
        let mut decrease = vec![0.0; self.n_features as usize];
        for (_, tree) in &self.trees {
            let nodes = tree.nodes();
            for node in nodes.iter().filter(|node| !node.is_leaf()) {
                let child = |offset: usize| self.bad_squared_by_weight(&nodes[node.left as usize + offset]);
                decrease[node.feature as usize] += child(0) + child(1) - self.bad_squared_by_weight(node);
            }
        }
        let total: f64 = decrease.iter().sum();
        if total > 0.0 {
            decrease.iter_mut().for_each(|value| *value /= total);
        }
        decrease
    }

    /// weight·gini = 2·(bad − bad²/weight): between a node and its children only the second term changes.
    fn bad_squared_by_weight(&self, node: &TreeNode) -> f64 {
        let bad = f64::from(node.n_bad) * self.bad_weight.value();
        let weight = bad + f64::from(node.n_rows - node.n_bad.min(node.n_rows));
        if weight > 0.0 { bad * bad / weight } else { 0.0 }
    }
}
