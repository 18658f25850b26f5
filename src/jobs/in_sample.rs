//! What a model would claim of the rows that it was trained on: the figure that nobody should believe, shown beside the
//! honest one so that a person sees why. Comes in: a model and its training rows. Goes out: an evaluation of a sample of
//! them. Nothing but that comparison may use it.

use super::prepare::Prepared;
use crate::evaluation::{Evaluation, evaluate};
use crate::features::{BinnedMatrix, fold_of};
use crate::model::forest::Forest;
use crate::model::{CrossFitted, FittedModel, LEAF_ONE, RiskModel, TreeWalker};
use crate::quantity::order::nth_key;
use crate::quantity::{Probability, hash_pair};

/// Most rows that are judged.
const MOST_ROWS: usize = 20_000;
/// Keeps this draw apart from others.
const DOMAIN: u64 = 0x696e_2d73_616d;

/// How the model judges at most 20,000 of its training rows, all rows of a borrower or none, drawn by hash: a forest by all
/// its trees, as scikit-learn predicts rows it was fitted on, any other by the mean of the parts that have seen the
/// borrower. `None` where the sample holds one outcome only.
pub(super) fn in_sample(model: &RiskModel, prepared: &Prepared) -> Option<Evaluation> {
    let training = &prepared.training;
    let rows = sample(training.borrower_keys(), prepared.params.seed);
    let scores = match model {
        RiskModel::Forest(forest) => by_all_trees(forest, training.matrix(), &rows),
        RiskModel::CrossFitted(model) => {
            let score =
                |&row: &u32| by_seen_parts(model, &training.matrix().row_bins(row as usize), training.borrower_keys()[row as usize]);
            rows.iter().map(score).collect()
        }
    };
    let is_bad: Vec<bool> = rows.iter().map(|&row| training.is_bad()[row as usize]).collect();
    evaluate(&scores, &is_bad)
}

/// The rows whose borrowers have the lowest hashes.
fn sample(borrower_keys: &[u64], seed: u64) -> Vec<u32> {
    let salt = hash_pair(seed, DOMAIN);
    let hashes: Vec<u64> = borrower_keys.iter().map(|&key| hash_pair(salt, key)).collect();
    let mut sorted = hashes.clone();
    let bound = if sorted.len() > MOST_ROWS { Some(nth_key(&mut sorted, MOST_ROWS)) } else { None };
    let is_drawn = |hash: u64| bound.is_none_or(|bound| hash < bound);
    (0..hashes.len() as u32).filter(|&row| is_drawn(hashes[row as usize])).collect()
}

fn by_all_trees(forest: &Forest, matrix: &BinnedMatrix, rows: &[u32]) -> Vec<Probability> {
    let mut sums = vec![0u64; matrix.n_rows()];
    for (_, tree) in &forest.trees {
        TreeWalker::new(tree, matrix.n_features(), forest.bad_weight).judge(matrix, rows, |row, share| sums[row] += share);
    }
    let whole = forest.trees.len() as u64 * LEAF_ONE;
    rows.iter().map(|&row| Probability::from_share(sums[row as usize], whole).unwrap_or_default()).collect()
}

fn by_seen_parts(model: &CrossFitted, bins: &[u8], borrower_key: u64) -> Probability {
    let unseen = fold_of(model.seed, borrower_key, model.parts.len().max(1) as u32) as usize;
    let seen: Vec<&FittedModel> = model.parts.iter().enumerate().filter(|(fold, _)| *fold != unseen).map(|(_, part)| part).collect();
    let sum: f64 = seen.iter().map(|part| part.value_of(bins)).sum();
    seen.first().map_or(Probability::default(), |part| part.score_of(sum / seen.len() as f64))
}
