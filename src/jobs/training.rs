//! A training on its way: trees come in, each judges at once the rows it has not seen, and in the end all rows have
//! an honest score.

use std::sync::Arc;

use super::prepare::Prepared;
use super::protocol::{JobId, Progress, TrainingSetup};
use super::scored::{Candidate, judged};
use super::shared_work::SharedWork;
use crate::charts::{option_json, training_curve};
use crate::evaluation::auc_roc;
use crate::model::forest::{Forest, OutOfBag};
use crate::model::{RiskModel, Tree};

/// Most trees that one trainer is given at a time.
const LARGEST_RANGE: u32 = 16;

/// See the module.
#[derive(Debug)]
pub struct Training {
    pub(super) job: JobId,
    pub(super) work: SharedWork<Tree>,
    pub(super) prepared: Arc<Prepared>,
    pub(super) next_report: f64,
    pub(super) setup: TrainingSetup,
    out_of_bag: OutOfBag,
    started: f64,
    /// Trees so far and their AUC, at each report.
    curve: Vec<(u32, f64)>,
}

impl Training {
    /// No trees yet, at `now` milliseconds.
    pub fn new(job: JobId, setup: TrainingSetup, prepared: Arc<Prepared>, now: f64) -> Training {
        let work = SharedWork::new(prepared.params.n_trees, LARGEST_RANGE);
        let bad_weight = prepared.params.class_weight.bad_weight(prepared.training.is_bad());
        let out_of_bag = OutOfBag::new(prepared.matrix.n_rows(), bad_weight);
        Training { job, work, prepared, next_report: now, setup, out_of_bag, started: now, curve: Vec::new() }
    }

    /// Takes a tree in and lets it judge.
    pub fn take(&mut self, trainer: u32, number: u32, tree: Tree) {
        if self.work.receive(trainer, number, tree)
            && let Some(tree) = self.work.get(number)
        {
            let Prepared { matrix, borrower_keys, is_trained_on, params, .. } = self.prepared.as_ref();
            self.out_of_bag.add(matrix, borrower_keys, is_trained_on, params.seed, number, tree);
        }
    }

    /// How far it is.
    pub fn progress(&mut self, now: f64) -> Progress {
        let (n_trees, n_trees_total) = (self.work.n_done(), self.prepared.params.n_trees);
        let (scores, is_bad) = judged(&self.out_of_bag.scores(), &self.prepared.is_bad);
        let seconds_a_tree = (now - self.started) / 1e3 / f64::from(n_trees.max(1));
        let auc = auc_roc(&scores, &is_bad);
        self.curve.extend(auc.map(|auc| (n_trees, auc)));
        Progress::Training {
            n_trees,
            n_trees_total,
            auc,
            curve: option_json(&training_curve(&self.curve, n_trees_total)),
            seconds_left: (n_trees > 0).then(|| seconds_a_tree * f64::from(n_trees_total - n_trees)),
        }
    }

    /// Ends with the trees so far, at `now` milliseconds.
    pub fn finish(self, now: f64) -> Candidate {
        let prepared = self.prepared;
        let is_whole = self.work.is_complete();
        let forest = Forest {
            trees: self.work.into_results().collect(),
            seed: prepared.params.seed,
            n_features: prepared.matrix.n_features() as u32,
            bad_weight: prepared.params.class_weight.bad_weight(prepared.training.is_bad()),
        };
        let fit_seconds = (now - self.started) / 1e3;
        Candidate { model: RiskModel::Forest(forest), scores: self.out_of_bag.scores(), fit_seconds, is_whole }
    }
}
