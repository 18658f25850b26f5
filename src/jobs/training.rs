//! A training on its way: trees come in, each judges at once the rows it has not seen, and in the end all rows have
//! an honest score.

use super::forest_join::ForestJoin;
use super::portfolio::Scored;
use super::prepare::Prepared;
use super::protocol::{JobError, JobId, ModelSummary, Progress, TrainingSetup};
use crate::charts::{SCORE_BIN_STEPS, option_json, score_distribution, training_curve};
use crate::evaluation::{auc_roc, evaluate};
use crate::model::Tree;
use crate::model::forest::{Forest, OutOfBag};
use crate::quantity::Probability;
use crate::strategy::{CutOffSteps, CutOffTable};

/// See the module.
#[derive(Debug)]
pub struct Training {
    pub(super) job: JobId,
    pub(super) join: ForestJoin,
    pub(super) prepared: Prepared,
    pub(super) next_report: f64,
    setup: TrainingSetup,
    out_of_bag: OutOfBag,
    started: f64,
    /// Trees so far and their AUC, at each report.
    curve: Vec<(u32, f64)>,
}

impl Training {
    /// No trees yet, at `now` milliseconds.
    pub fn new(job: JobId, setup: TrainingSetup, prepared: Prepared, now: f64) -> Training {
        let join = ForestJoin::new(prepared.params.n_trees);
        let bad_weight = prepared.params.class_weight.bad_weight(prepared.training.is_bad());
        let out_of_bag = OutOfBag::new(prepared.matrix.n_rows(), bad_weight);
        Training { job, join, prepared, next_report: now, setup, out_of_bag, started: now, curve: Vec::new() }
    }

    /// Takes a tree in and lets it judge.
    pub fn take(&mut self, trainer: u32, number: u32, tree: Tree) {
        if self.join.receive(trainer, number, tree)
            && let Some(tree) = self.join.tree(number)
        {
            let Prepared { matrix, borrower_keys, is_trained_on, params, .. } = &self.prepared;
            self.out_of_bag.add(matrix, borrower_keys, is_trained_on, params.seed, number, tree);
        }
    }

    /// How far it is.
    pub fn progress(&mut self, now: f64) -> Progress {
        let (n_trees, n_trees_total) = (self.join.n_trees(), self.prepared.params.n_trees);
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

    /// Ends with the trees so far, at `now` milliseconds. Too few of them to judge anyone is an error.
    pub fn finish(self, now: f64) -> Result<(Scored, ModelSummary), JobError> {
        let scores = self.out_of_bag.scores();
        let (judged_scores, judged_outcomes) = judged(&scores, &self.prepared.is_bad);
        let evaluation = evaluate(&judged_scores, &judged_outcomes).ok_or(JobError::StoppedTooEarly)?;
        let prepared = self.prepared;
        let bad_weight = prepared.params.class_weight.bad_weight(prepared.training.is_bad());
        let forest = self.join.into_forest(prepared.params.seed, prepared.matrix.n_features() as u32, bad_weight);
        let rows = (0..scores.len()).map(|row| (scores[row], prepared.is_bad[row], prepared.outstanding[row]));
        let cut_off_steps = CutOffSteps::of_rows(rows);
        let max_nodes = prepared.params.max_nodes as usize;
        let summary = ModelSummary {
            n_trees: forest.trees.len() as u32,
            n_trees_capped: forest.trees.iter().filter(|(_, tree)| tree.nodes().len() + 2 > max_nodes).count() as u32,
            importance: named_importance(&prepared, &forest),
            evaluation: evaluation.figures,
            score_chart: option_json(&score_distribution(&CutOffTable::new(&cut_off_steps).bins(SCORE_BIN_STEPS))),
            cut_off_steps,
            n_rows: scores.len() as u64,
            fit_seconds: (now - self.started) / 1e3,
            setup: self.setup,
        };
        Ok((Scored { prepared, forest, scores, importance: summary.importance.clone(), evaluation }, summary))
    }
}

/// The scores of rows whose outcomes are known, with the outcomes.
fn judged(scores: &[Option<Probability>], is_bad: &[Option<bool>]) -> (Vec<Probability>, Vec<bool>) {
    scores.iter().zip(is_bad).filter_map(|(score, outcome)| Some(((*score)?, (*outcome)?))).unzip()
}

fn named_importance(prepared: &Prepared, forest: &Forest) -> Vec<(String, f64)> {
    let names = prepared.encoder.features().iter().map(|feature| feature.name.clone());
    let mut importance: Vec<(String, f64)> = names.zip(forest.impurity_importance()).collect();
    importance.sort_by(|a, b| b.1.total_cmp(&a.1));
    importance
}
