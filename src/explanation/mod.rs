//! A model's score to reasons: a base and what each feature adds to it.
//! Knows bins and trees, neither columns' names nor words for people.

mod quadrature;
mod tree_shap;

use crate::model::Tree;
use crate::model::boosting::Boosting;

pub use tree_shap::{ShapWorkspace, tree_shap};

/// Why a row has its score: `base` and all contributions sum to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// What the model expects of a row that it knows nothing of.
    pub base: f64,
    /// What each feature adds, in matrix order.
    pub contributions: Vec<f64>,
}

impl Explanation {
    /// The score that is explained.
    pub fn total(&self) -> f64 {
        self.base + self.contributions.iter().sum::<f64>()
    }
}

/// Explains the mean share of bad rows in the leaves of these trees, as a probability; `bins[feature]` is the row's
/// bin. For a row that was trained on, give the trees that have not seen its borrower. `None` without trees.
pub fn explain_forest<'a>(trees: impl IntoIterator<Item = &'a Tree>, bins: &[u8], workspace: &mut ShapWorkspace) -> Option<Explanation> {
    let mut explanation = Explanation { base: 0.0, contributions: vec![0.0; bins.len()] };
    let mut n_trees = 0u32;
    for tree in trees {
        let bad_share = |idx: usize| f64::from(tree.nodes()[idx].n_bad) / f64::from(tree.nodes()[idx].n_rows.max(1));
        explanation.base += tree_shap(tree, &bad_share, bins, workspace, &mut explanation.contributions);
        n_trees += 1;
    }
    explanation.base /= f64::from(n_trees.max(1));
    explanation.contributions.iter_mut().for_each(|contribution| *contribution /= f64::from(n_trees.max(1)));
    (n_trees > 0).then_some(explanation)
}

/// Explains a row's margin, in log-odds; `bins[feature]` is the row's bin.
pub fn explain_boosting(model: &Boosting, bins: &[u8], workspace: &mut ShapWorkspace) -> Explanation {
    let mut explanation = Explanation { base: model.base_margin(), contributions: vec![0.0; bins.len()] };
    for tree in model.trees() {
        let value = |idx: usize| f64::from(tree.values()[idx]);
        explanation.base += tree_shap(tree.tree(), &value, bins, workspace, &mut explanation.contributions);
    }
    explanation
}
