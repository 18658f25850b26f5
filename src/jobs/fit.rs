//! One fit that a trainer does alone: rows and what to learn from them in, the scores of the rows left out, or how well the rest ranks,
//! out.

use serde::{Deserialize, Serialize};

use crate::evaluation::{auc_roc, shuffled_outcomes};
use crate::features::fold_of;
use crate::model::forest::{OutOfBag, grow_tree};
use crate::model::{FitError, FittedModel, ForestParams, Learner, N_FOLDS, TrainingSet, ValidForestParams};
use crate::quantity::order::sort_keys;
use crate::quantity::{Probability, hash_pair};

/// Keeps the draw of a sample apart from others.
const SAMPLE_DOMAIN: u64 = 0x7361_6d70_6c65;

/// What to learn and to judge.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Fit {
    /// Learn from all folds but one, judge that one.
    Fold {
        /// What learns.
        learner: Learner,
        /// Which fold is left out.
        fold: u32,
    },
    /// Learn from all borrowers who have none of these rows, judge these rows.
    LeftOut {
        /// What learns.
        learner: Learner,
        /// Ascending.
        rows: Vec<u32>,
    },
    /// How well a forest ranks its out-of-bag rows.
    OutOfBag {
        /// Trees.
        n_trees: u32,
        /// Most rows: a sample of borrowers where there are more.
        n_rows: u32,
        /// Outcomes are dealt out anew, in this way.
        shuffle: Option<u32>,
        /// Features that it may not look at.
        without: Vec<u16>,
    },
}

/// What came of a fit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FitResult {
    /// The model, where it is to be kept.
    pub model: Option<FittedModel>,
    /// The scores of the rows left out, in their order; of a forest that is ranked by true outcomes those of its sample
    /// (see [`sampled_rows`]).
    pub scores: Vec<Probability>,
    /// The AUC of a forest that was only to be ranked.
    pub auc: Option<f64>,
    /// The AUC on the rows learned from: what nobody should believe.
    pub in_sample_auc: Option<f64>,
    /// Wall time of the learning.
    pub seconds: f64,
}

impl Fit {
    /// Does it; `now` is a steady clock in milliseconds.
    pub fn run(&self, training: &TrainingSet, params: &ValidForestParams, now: &dyn Fn() -> f64) -> Result<FitResult, FitError> {
        match self {
            Fit::Fold { learner, fold } => {
                let (judged, learned) = fold_rows(training, params.seed, *fold);
                fit_and_judge(*learner, training, &learned, &judged, params, now)
            }
            Fit::LeftOut { learner, rows } => {
                let mut keys: Vec<u64> = rows.iter().map(|&row| training.borrower_keys()[row as usize]).collect();
                sort_keys(&mut keys);
                let is_other = |row: &u32| keys.binary_search(&training.borrower_keys()[*row as usize]).is_err();
                let learned: Vec<u32> = (0..training.n_rows() as u32).filter(is_other).collect();
                fit_and_judge(*learner, training, &learned, rows, params, now)
            }
            Fit::OutOfBag { n_trees, n_rows, shuffle, without } => {
                let started = now();
                let (auc, scores) = out_of_bag_scores(training, params, *n_trees, *n_rows as usize, *shuffle, without);
                Ok(FitResult { model: None, scores, auc, in_sample_auc: None, seconds: (now() - started) / 1e3 })
            }
        }
    }
}

/// The rows of a fold, and all others.
pub fn fold_rows(training: &TrainingSet, seed: u64, fold: u32) -> (Vec<u32>, Vec<u32>) {
    (0..training.n_rows() as u32).partition(|&row| fold_of(seed, training.borrower_keys()[row as usize], N_FOLDS) == fold)
}

fn fit_and_judge(
    learner: Learner,
    training: &TrainingSet,
    learned: &[u32],
    judged: &[u32],
    params: &ValidForestParams,
    now: &dyn Fn() -> f64,
) -> Result<FitResult, FitError> {
    let started = now();
    let inside = training.select_rows(learned);
    let model = FittedModel::fit(learner, &inside, params)?;
    let seconds = (now() - started) / 1e3;
    let scores = model.scores(training.matrix(), judged);
    let all: Vec<u32> = (0..inside.n_rows() as u32).collect();
    let in_sample_auc = auc_roc(&model.scores(inside.matrix(), &all), inside.is_bad());
    // A forest is large, and its trees are better judged out of bag.
    let model = (learner != Learner::Forest).then_some(model);
    Ok(FitResult { model, scores, auc: None, in_sample_auc, seconds })
}

fn out_of_bag_scores(
    training: &TrainingSet,
    params: &ValidForestParams,
    n_trees: u32,
    n_rows: usize,
    shuffle: Option<u32>,
    without: &[u16],
) -> (Option<f64>, Vec<Probability>) {
    let sampled = sampled_rows(training, params.seed, n_rows).map_or_else(|| training.clone(), |rows| training.select_rows(&rows));
    let mut training = sampled.without_features(without);
    if let Some(repeat) = shuffle {
        let dealt = shuffled_outcomes(training.is_bad(), training.borrower_keys(), params.seed, repeat);
        training = training.with_outcomes(dealt);
    }
    let Ok(params) = (ForestParams { n_trees, ..ForestParams::clone(params) }).check() else { return (None, Vec::new()) };
    let mut out_of_bag = OutOfBag::new(training.n_rows(), params.class_weight.bad_weight(training.is_bad()));
    let is_trained_on = vec![true; training.n_rows()];
    for number in 0..n_trees {
        let tree = grow_tree(&training, &params, number);
        out_of_bag.add(training.matrix(), training.borrower_keys(), &is_trained_on, params.seed, number, &tree);
    }
    let of_all = out_of_bag.scores();
    let judged = of_all.iter().zip(training.is_bad()).filter_map(|(score, is_bad)| Some(((*score)?, *is_bad)));
    let (scores, is_bad): (Vec<Probability>, Vec<bool>) = judged.unzip();
    let auc = auc_roc(&scores, &is_bad);
    // A row that no tree may judge, one in a million million of sixty trees, has the score of nothing.
    let scores = if shuffle.is_none() { of_all.into_iter().map(Option::unwrap_or_default).collect() } else { Vec::new() };
    (auc, scores)
}

/// About `n_rows` rows of borrowers drawn by hash; `None` for all of them, where there are no more.
pub fn sampled_rows(training: &TrainingSet, seed: u64, n_rows: usize) -> Option<Vec<u32>> {
    if training.n_rows() <= n_rows {
        return None;
    }
    let bound = (n_rows as u128 * (1u128 << 64) / training.n_rows() as u128) as u64;
    let salt = hash_pair(seed, SAMPLE_DOMAIN);
    let drawn = |row: &u32| hash_pair(salt, training.borrower_keys()[*row as usize]) < bound;
    Some((0..training.n_rows() as u32).filter(drawn).collect())
}
