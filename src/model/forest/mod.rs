//! The histogram random forest: bins and outcomes in, trees out, and scores that no tree gives to a row it has seen.

mod bootstrap;
mod grow;
mod out_of_bag;

use serde::{Deserialize, Serialize};

pub use bootstrap::bootstrap_weight;
pub use grow::grow_tree;
pub use out_of_bag::OutOfBag;

use super::tree::Tree;

/// A random forest: its trees in the order of their numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Forest {
    /// Each tree with the number from which its seed came.
    pub trees: Vec<(u32, Tree)>,
    /// The seed of the bootstrap and of the features drawn.
    pub seed: u64,
    /// How many features its matrix has.
    pub n_features: u32,
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
                let child = |offset: usize| bad_squared_by_rows(&nodes[node.left as usize + offset]);
                decrease[node.feature as usize] += child(0) + child(1) - bad_squared_by_rows(node);
            }
        }
        let total: f64 = decrease.iter().sum();
        if total > 0.0 {
            decrease.iter_mut().for_each(|value| *value /= total);
        }
        decrease
    }
}

/// n·gini = 2·(n_bad − n_bad²/n): between a node and its children only the second term changes.
fn bad_squared_by_rows(node: &super::tree::TreeNode) -> f64 {
    let n_bad = f64::from(node.n_bad);
    n_bad * n_bad / f64::from(node.n_rows.max(1))
}
