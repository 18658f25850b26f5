use super::judge::Judge;
use super::sample::sample_rows;
use super::tree_shap::ShapWorkspace;
use crate::model::{FittedModel, RiskModel, Tree};

/// Most rows that are explained: more dots say no more.
const MOST_ROWS: usize = 500;
/// Fewest.
const LEAST_ROWS: usize = 20;
/// About how many nodes are worked through at most: two seconds in a browser.
const MOST_NODES: usize = 30_000_000;

/// The explanations of a sample of rows.
#[derive(Clone, Debug, PartialEq)]
pub struct ShapSample {
    /// The rows.
    pub rows: Vec<u32>,
    /// For each of them: one contribution a feature, in shares of 1, before calibration.
    pub contributions: Vec<Vec<f64>>,
}

/// How many rows of this model can be explained in about two seconds in a browser: found from its size, so that the
/// sample is the same on every machine.
pub fn shap_sample_size(model: &RiskModel) -> usize {
    let n_nodes = |tree: &Tree| tree.nodes().len();
    let nodes_a_row: usize = match model {
        // Of a forest, e⁻¹ of the trees have not seen a borrower.
        RiskModel::Forest(forest) => forest.trees.iter().map(|(_, tree)| n_nodes(tree)).sum::<usize>() * 37 / 100,
        RiskModel::CrossFitted(model) => {
            let of_part = |part: &FittedModel| match part {
                FittedModel::Forest(forest) => forest.trees.iter().map(|(_, tree)| n_nodes(tree)).sum(),
                FittedModel::Boosting(boosting) => boosting.trees().iter().map(|tree| n_nodes(tree.tree())).sum(),
                FittedModel::DecisionTree(tree) => n_nodes(tree),
                FittedModel::Logistic(_) | FittedModel::BestColumn(_) | FittedModel::BaseRate(_) => 1,
            };
            model.parts.iter().map(of_part).max().unwrap_or(0)
        }
    };
    (MOST_NODES / nodes_a_row.max(1)).clamp(LEAST_ROWS, MOST_ROWS)
}

/// Explains a sample of [`shap_sample_size`] rows; those that no part may judge are left out.
pub fn shap_sample(judge: &Judge) -> ShapSample {
    let mut workspace = ShapWorkspace::new();
    let mut sample = ShapSample { rows: Vec::new(), contributions: Vec::new() };
    for row in sample_rows(judge, 0..judge.matrix.n_rows() as u32, shap_sample_size(judge.model)) {
        let Some(row_judge) = judge.of_row(row as usize) else { continue };
        let explanation = row_judge.parts.explain(&judge.matrix.row_bins(row as usize), &mut workspace);
        sample.rows.push(row);
        sample.contributions.push(explanation.contributions);
    }
    sample
}

impl ShapSample {
    /// For each feature, how far it moves a score on average: the mean of its contributions without their signs.
    pub fn mean_absolute(&self) -> Vec<f64> {
        let n_features = self.contributions.first().map_or(0, Vec::len);
        let mean = |feature_idx: usize| {
            self.contributions.iter().map(|contributions| contributions[feature_idx].abs()).sum::<f64>() / self.rows.len() as f64
        };
        (0..n_features).map(mean).collect()
    }
}
