//! How much a borrower's strategy hangs on the seed: the trees that have not seen the borrower are dealt into a few small forests,
//! as if each had grown from a seed of its own, and each gives a score. Where they disagree, a person is to look.

use std::cell::RefCell;

use super::prepare::Prepared;
use super::scored::Scored;
use crate::model::{LEAF_ONE, RiskModel, unseen_trees};
use crate::quantity::Probability;
use crate::strategy::{CutOffs, group_scores, share_that_differs};

/// Forests that one forest's trees are dealt into.
const N_FORESTS: usize = 5;

/// Only a score that is at most so far from a cut-off is asked about: farther away small forests hardly ever disagree.
const REACH: f64 = 0.1;

/// The small forests' scores of the rows that were asked about, kept for other cut-offs.
#[derive(Debug, Default)]
pub(super) struct SeedScores {
    of_row: RefCell<Vec<Option<Box<[Probability]>>>>,
}

impl Scored {
    /// The share of the small forests that would put the borrower into another band; `None` far from any cut-off, without a score,
    /// or where the model is no forest.
    pub(super) fn seed_share(&self, row: usize, cut_offs: CutOffs) -> Option<Probability> {
        let score = self.scores[row]?;
        let is_near = |cut_off: u16| (score.value() - f64::from(cut_off) / 1e4).abs() <= REACH;
        if !is_near(cut_offs.settlement()) && !is_near(cut_offs.legal()) {
            return None;
        }
        let mut of_row = self.seed_scores.of_row.borrow_mut();
        if of_row.is_empty() {
            of_row.resize(self.scores.len(), None);
        }
        let scores = of_row[row].get_or_insert_with(|| self.small_forests(row).into_boxed_slice());
        share_that_differs(scores.iter().copied(), cut_offs.strategy(Some(score)), cut_offs)
    }

    fn small_forests(&self, row: usize) -> Vec<Probability> {
        let RiskModel::Forest(forest) = &self.candidate.model else { return Vec::new() };
        let Prepared { matrix, borrower_keys, is_trained_on, .. } = &*self.prepared;
        let trees = unseen_trees(forest, borrower_keys[row], is_trained_on[row]);
        let votes = trees.filter_map(|(_, tree)| Probability::from_share(forest.bad_weight.bad_share(tree.leaf(matrix, row)), LEAF_ONE));
        let fold = super::scored::fold_of_row(&self.prepared, row);
        group_scores(votes, N_FORESTS).into_iter().map(|score| self.calibration.apply(score, fold)).collect()
    }
}
