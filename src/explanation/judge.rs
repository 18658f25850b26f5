use crate::evaluation::{Calibrator, CrossFittedCalibration};
use crate::features::{BinnedMatrix, fold_of};
use crate::model::boosting::probability_of;
use crate::model::{BadWeight, FittedModel, LEAF_ONE, N_FOLDS, RiskModel, Tree, unseen_trees};
use crate::quantity::Probability;

/// A model with the rows that it is asked about. All slices have one entry a row of the matrix.
#[derive(Clone, Copy, Debug)]
pub struct Judge<'a> {
    /// The model.
    pub model: &'a RiskModel,
    /// From the model's scores to those that are shown.
    pub calibration: &'a CrossFittedCalibration,
    /// All rows as bins.
    pub matrix: &'a BinnedMatrix,
    /// The outcomes, where known.
    pub is_bad: &'a [Option<bool>],
    /// Whose row it is.
    pub borrower_keys: &'a [u64],
    /// Whether a row of this borrower was trained on.
    pub is_trained_on: &'a [bool],
    /// Draws the folds, as in the training, and the samples.
    pub seed: u64,
}

/// Those parts of a model that may judge one borrower: they have seen none of its rows.
#[derive(Clone, Debug)]
pub enum HonestParts<'a> {
    /// Trees of a forest.
    Trees {
        /// At least one.
        trees: Vec<&'a Tree>,
        /// What a bad row weighs in their leaves.
        bad_weight: BadWeight,
    },
    /// Fits of another learner, at least one, all of its kind.
    Fits(&'a [FittedModel]),
}

/// What may judge one row, and how its score becomes the one that is shown.
#[derive(Clone, Debug)]
pub struct RowJudge<'a> {
    /// The parts.
    pub parts: HonestParts<'a>,
    /// Fitted without this borrower's outcome.
    pub calibrator: &'a Calibrator,
}

impl<'a> Judge<'a> {
    /// What may judge this row; `None` where every part of the model has seen its borrower, or there is no such row.
    pub fn of_row(&self, row: usize) -> Option<RowJudge<'a>> {
        let (key, is_trained_on) = (*self.borrower_keys.get(row)?, *self.is_trained_on.get(row)?);
        let fold = is_trained_on.then(|| fold_of(self.seed, key, N_FOLDS));
        let parts = HonestParts::of(self.model, key, is_trained_on)?;
        Some(RowJudge { parts, calibrator: self.calibration.calibrator(fold) })
    }
}

impl<'a> HonestParts<'a> {
    /// The parts of `model` that have not seen this borrower; all of them, where none of its rows was trained on; `None`
    /// where there are none.
    pub fn of(model: &'a RiskModel, borrower_key: u64, is_trained_on: bool) -> Option<HonestParts<'a>> {
        match model {
            RiskModel::Forest(forest) => {
                let trees: Vec<&Tree> = unseen_trees(forest, borrower_key, is_trained_on).map(|(_, tree)| tree).collect();
                (!trees.is_empty()).then_some(HonestParts::Trees { trees, bad_weight: forest.bad_weight })
            }
            RiskModel::CrossFitted(model) => {
                let parts = model.unseen_parts(borrower_key, is_trained_on);
                (!parts.is_empty()).then_some(HonestParts::Fits(parts))
            }
        }
    }

    /// Whether they add in log-odds; otherwise in shares.
    pub fn is_in_log_odds(&self) -> bool {
        matches!(self, HonestParts::Fits([first, ..]) if first.is_in_log_odds())
    }

    /// What they say of a row with these bins, before calibration, to the last bit as it is scored: on the grid of a
    /// millionth.
    pub fn score(&self, bins: &[u8]) -> Probability {
        match self {
            HonestParts::Trees { trees, bad_weight } => share_of(tree_sum(trees, *bad_weight, bins), trees.len()),
            HonestParts::Fits(parts) => {
                let mean = self.mean_value(bins);
                parts.first().map_or(Probability::default(), |part| part.score_of(mean))
            }
        }
    }

    /// The same in full precision.
    pub fn raw_score(&self, bins: &[u8]) -> f64 {
        let value = self.mean_value(bins);
        if self.is_in_log_odds() { probability_of(value) } else { value }
    }

    /// On average, in their own unit.
    fn mean_value(&self, bins: &[u8]) -> f64 {
        match self {
            HonestParts::Trees { trees, bad_weight } => {
                tree_sum(trees, *bad_weight, bins) as f64 / (trees.len().max(1) as f64 * LEAF_ONE as f64)
            }
            HonestParts::Fits(parts) => parts.iter().map(|part| part.value_of(bins)).sum::<f64>() / parts.len().max(1) as f64,
        }
    }
}

impl RowJudge<'_> {
    /// The score that is shown of a row with these bins.
    pub fn score(&self, bins: &[u8]) -> Probability {
        self.calibrator.apply(self.parts.score(bins))
    }
}

/// The sum of what the trees say, each in units of 1 / [`LEAF_ONE`].
fn tree_sum(trees: &[&Tree], bad_weight: BadWeight, bins: &[u8]) -> u64 {
    trees.iter().map(|tree| bad_weight.bad_share(&tree.nodes()[tree.leaf_of(bins)])).sum()
}

/// A sum over trees as a score.
pub(super) fn share_of(sum: u64, n_trees: usize) -> Probability {
    Probability::from_share(sum, n_trees as u64 * LEAF_ONE).unwrap_or_default()
}
