use super::judge::{HonestParts, RowJudge};
use super::tree_shap::{ShapWorkspace, tree_shap};
use crate::model::boosting::{Boosting, probability_of};
use crate::model::{BadWeight, FittedModel, LEAF_ONE, RiskModel, Tree};
use crate::quantity::Probability;

/// Below this distance of two margins the slope of the sigmoid between them is its slope at one of them.
const SAME_MARGIN: f64 = 1e-6;

/// Why a row has its score: `base` and all contributions sum to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// What the model expects of a row that it knows nothing of.
    pub base: f64,
    /// What each feature adds, in matrix order.
    pub contributions: Vec<f64>,
}

/// Why a row has the score that is shown: base, contributions and calibration sum to it.
#[derive(Clone, Debug, PartialEq)]
pub struct ExplainedScore {
    /// Of the model's own score, in shares of 1.
    pub explanation: Explanation,
    /// What calibration adds; without any, the rounding to a millionth.
    pub calibration: f64,
    /// The score that is shown.
    pub score: Probability,
}

impl Explanation {
    /// The score that is explained.
    pub fn total(&self) -> f64 {
        self.base + self.contributions.iter().sum::<f64>()
    }

    /// From log-odds to probability. The sigmoid bends, so that no contribution has a probability of its own: all are
    /// scaled by the slope from base to score, (σ(f) − σ(f₀)) / (f − f₀), which keeps their proportions, their signs and
    /// their sum.
    fn as_probability(mut self) -> Explanation {
        let (base, margin) = (self.base, self.total());
        let (base_share, share) = (probability_of(base), probability_of(margin));
        let is_same = (margin - base).abs() < SAME_MARGIN;
        let slope = if is_same { base_share * (1.0 - base_share) } else { (share - base_share) / (margin - base) };
        self.contributions.iter_mut().for_each(|contribution| *contribution *= slope);
        self.base = base_share;
        self
    }
}

/// Explains the score that the model gives to a row of this borrower with these bins, as a probability before
/// calibration, only by parts that have not seen the borrower; `None` where there are none.
pub fn explain(
    model: &RiskModel,
    bins: &[u8],
    borrower_key: u64,
    is_trained_on: bool,
    workspace: &mut ShapWorkspace,
) -> Option<Explanation> {
    Some(HonestParts::of(model, borrower_key, is_trained_on)?.explain(bins, workspace))
}

impl HonestParts<'_> {
    /// Explains [`HonestParts::raw_score`] of a row with these bins.
    pub fn explain(&self, bins: &[u8], workspace: &mut ShapWorkspace) -> Explanation {
        let nothing = || Explanation { base: 0.0, contributions: vec![0.0; bins.len()] };
        let parts = match self {
            HonestParts::Trees { trees, bad_weight } => {
                return explain_forest(trees.iter().copied(), *bad_weight, bins, workspace).unwrap_or_else(nothing);
            }
            HonestParts::Fits(parts) => parts,
        };
        let mut mean = nothing();
        for part in *parts {
            let explanation = explain_part(part, bins, workspace);
            mean.base += explanation.base / parts.len() as f64;
            for (sum, contribution) in mean.contributions.iter_mut().zip(explanation.contributions) {
                *sum += contribution / parts.len() as f64;
            }
        }
        if self.is_in_log_odds() { mean.as_probability() } else { mean }
    }
}

impl RowJudge<'_> {
    /// Explains the score that is shown of a row with these bins.
    pub fn explain(&self, bins: &[u8], workspace: &mut ShapWorkspace) -> ExplainedScore {
        let score = self.score(bins);
        let calibration = score.value() - self.parts.raw_score(bins);
        ExplainedScore { explanation: self.parts.explain(bins, workspace), calibration, score }
    }
}

/// In the part's own unit.
fn explain_part(part: &FittedModel, bins: &[u8], workspace: &mut ShapWorkspace) -> Explanation {
    let without_reasons = |base: f64| Explanation { base, contributions: vec![0.0; bins.len()] };
    match part {
        FittedModel::Forest(forest) => {
            let trees = forest.trees.iter().map(|(_, tree)| tree);
            explain_forest(trees, forest.bad_weight, bins, workspace).unwrap_or_else(|| without_reasons(0.0))
        }
        FittedModel::Boosting(boosting) => explain_boosting(boosting, bins, workspace),
        FittedModel::Logistic(logistic) => {
            let mut contributions = logistic.contributions(bins);
            contributions.resize(bins.len(), 0.0);
            Explanation { base: logistic.base(), contributions }
        }
        FittedModel::DecisionTree(tree) => explain_forest([tree], BadWeight::ONE, bins, workspace).unwrap_or_else(|| without_reasons(0.0)),
        FittedModel::BestColumn(column) => {
            // Its bins hold about equally many rows: their mean stands for the average row.
            let shares = &column.score_of_bin;
            let base = shares.iter().map(|share| share.value()).sum::<f64>() / shares.len().max(1) as f64;
            let mut explanation = without_reasons(base);
            if let Some(contribution) = explanation.contributions.get_mut(column.feature_idx as usize) {
                *contribution = column.probability_of(bins).value() - base;
            }
            explanation
        }
        FittedModel::BaseRate(rate) => without_reasons(rate.share.value()),
    }
}

/// Explains the mean share of bad rows in the leaves of these trees, as a probability; `bins[feature]` is the row's
/// bin. For a row that was trained on, give the trees that have not seen its borrower. `None` without trees.
pub fn explain_forest<'a>(
    trees: impl IntoIterator<Item = &'a Tree>,
    bad_weight: BadWeight,
    bins: &[u8],
    workspace: &mut ShapWorkspace,
) -> Option<Explanation> {
    let mut explanation = Explanation { base: 0.0, contributions: vec![0.0; bins.len()] };
    let mut n_trees = 0u32;
    for tree in trees {
        // As the leaf judges, to the last bit.
        let bad_share = |idx: usize| bad_weight.bad_share(&tree.nodes()[idx]) as f64 / LEAF_ONE as f64;
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
