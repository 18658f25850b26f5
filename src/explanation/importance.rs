use super::judge::{Judge, share_of};
use super::sample::sample_rows;
use crate::evaluation::auc_roc;
use crate::model::forest::Forest;
use crate::model::{RiskModel, Tree, unseen_trees};
use crate::quantity::order::sort_by;
use crate::quantity::{Probability, hash_pair};

/// How often each feature is permuted.
pub const N_REPEATS: usize = 5;
/// Most rows that are judged.
const MOST_ROWS: usize = 2_000;
/// Fewest: an AUC of less says nothing.
const LEAST_ROWS: usize = 300;
/// About how many rows times features times parts of the model are walked at most: a second or two in a browser.
const MOST_WALKS: usize = 12_000_000;
/// Keeps the permutations apart from other draws.
const DOMAIN: u64 = 0x0070_6572_6d75_7465;

/// How much the AUC falls without what each feature says (Breiman 2001, on rows that no part of the model has seen).
#[derive(Clone, Debug, PartialEq)]
pub struct PermutationImportance {
    /// Of the sample as it is, before calibration.
    pub auc: f64,
    /// Rows in the sample.
    pub n_rows: usize,
    /// One a feature, in matrix order.
    pub falls: Vec<AucFall>,
}

/// By how much the AUC falls where one feature's values are dealt out anew among the rows.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct AucFall {
    /// Over [`N_REPEATS`] permutations; below 0 where the model ranked better without it.
    pub mean: f64,
    /// Their sample standard deviation.
    pub sd: f64,
}

/// Deals out each feature's values [`N_REPEATS`] times among a sample of rows with known outcomes. `None` where the sample
/// has no two outcomes.
pub fn permutation_importance(judge: &Judge) -> Option<PermutationImportance> {
    let n_features = judge.matrix.n_features();
    let is_asked = |row: &u32| judge.is_bad[*row as usize].is_some() && judge.of_row(*row as usize).is_some();
    let walks_a_row = n_features.max(1) * n_parts(judge.model).max(1);
    let known = (0..judge.matrix.n_rows() as u32).filter(|&row| judge.is_bad[row as usize].is_some());
    let mut rows = sample_rows(judge, known, (MOST_WALKS / walks_a_row).clamp(LEAST_ROWS, MOST_ROWS));
    rows.retain(is_asked);
    let dealt = dealt_bins(judge, &rows);
    let scores = match judge.model {
        RiskModel::Forest(forest) => forest_scores(judge, forest, &rows, &dealt),
        RiskModel::CrossFitted(_) => fit_scores(judge, &rows, &dealt),
    };
    let is_bad: Vec<bool> = rows.iter().map(|&row| judge.is_bad[row as usize] == Some(true)).collect();
    let auc = auc_roc(&scores.as_is, &is_bad)?;
    let falls = scores.dealt.chunks(N_REPEATS).map(|repeats| {
        let falls: Vec<f64> = repeats.iter().map(|scores| auc - auc_roc(scores, &is_bad).unwrap_or(auc)).collect();
        mean_and_sd(&falls)
    });
    Some(PermutationImportance { auc, n_rows: rows.len(), falls: falls.collect() })
}

/// What the model says of each row of a sample.
struct SampleScores {
    /// As it is.
    as_is: Vec<Probability>,
    /// For each feature and repeat: with the bins dealt.
    dealt: Vec<Vec<Probability>>,
}

fn fit_scores(judge: &Judge, rows: &[u32], dealt: &[Vec<u8>]) -> SampleScores {
    let mut scores = SampleScores { as_is: Vec::new(), dealt: vec![Vec::new(); dealt.len()] };
    for (place, &row) in rows.iter().enumerate() {
        let Some(row_judge) = judge.of_row(row as usize) else { continue };
        let mut bins = judge.matrix.row_bins(row as usize);
        let own_score = row_judge.parts.score(&bins);
        scores.as_is.push(own_score);
        for (permutation, (scores, dealt)) in scores.dealt.iter_mut().zip(dealt).enumerate() {
            let feature_idx = permutation / N_REPEATS;
            let own = std::mem::replace(&mut bins[feature_idx], dealt[place]);
            scores.push(if own == dealt[place] { own_score } else { row_judge.parts.score(&bins) });
            bins[feature_idx] = own;
        }
    }
    scores
}

/// Tree by tree, so that each is walked while it is at hand: many times from where it first asks for a feature, and not at
/// all for features that it does not ask for on the row's way.
fn forest_scores(judge: &Judge, forest: &Forest, rows: &[u32], dealt: &[Vec<u8>]) -> SampleScores {
    let bins: Vec<Vec<u8>> = rows.iter().map(|&row| judge.matrix.row_bins(row as usize)).collect();
    let mut n_trees = vec![0; rows.len()];
    let mut sums = vec![0u64; rows.len()];
    // For each row, what each permutation adds to the sum.
    let mut changes = vec![vec![0i64; dealt.len()]; rows.len()];
    let mut asked_first = Vec::new();
    for (tree, places) in forest.trees.iter().map(|(_, tree)| tree).zip(places_of_trees(judge, forest, rows)) {
        for place in places {
            let mut bins = bins[place].clone();
            let share = bad_share(
                forest,
                tree,
                walk(tree, &bins, 0, &mut |node, feature_idx| {
                    if asked_first.iter().all(|(asked, _)| *asked != feature_idx) {
                        asked_first.push((feature_idx, node));
                    }
                }),
            );
            sums[place] += share;
            n_trees[place] += 1;
            for (feature_idx, node) in asked_first.drain(..) {
                let own = bins[feature_idx];
                for permutation in feature_idx * N_REPEATS..(feature_idx + 1) * N_REPEATS {
                    bins[feature_idx] = dealt[permutation][place];
                    if bins[feature_idx] != own {
                        let other = bad_share(forest, tree, walk(tree, &bins, node, &mut |_, _| ()));
                        changes[place][permutation] += other as i64 - share as i64;
                    }
                }
                bins[feature_idx] = own;
            }
        }
    }
    let score = |place: usize, change: i64| share_of(sums[place].saturating_add_signed(change), n_trees[place]);
    SampleScores {
        as_is: (0..rows.len()).map(|place| score(place, 0)).collect(),
        dealt: (0..dealt.len())
            .map(|permutation| (0..rows.len()).map(|place| score(place, changes[place][permutation])).collect())
            .collect(),
    }
}

/// For each tree of the forest: the places in `rows` of those whose borrowers it has not seen.
fn places_of_trees(judge: &Judge, forest: &Forest, rows: &[u32]) -> Vec<Vec<usize>> {
    let mut places = vec![Vec::new(); forest.trees.len()];
    for (place, &row) in rows.iter().enumerate() {
        let (key, is_trained_on) = (judge.borrower_keys[row as usize], judge.is_trained_on[row as usize]);
        for (number, _) in unseen_trees(forest, key, is_trained_on) {
            if let Ok(tree_idx) = forest.trees.binary_search_by_key(number, |(number, _)| *number) {
                places[tree_idx].push(place);
            }
        }
    }
    places
}

/// The leaf below `start` in which a row ends; `asked` hears of each question on the way.
fn walk(tree: &Tree, bins: &[u8], start: usize, asked: &mut dyn FnMut(usize, usize)) -> usize {
    let mut idx = start;
    while !tree.nodes()[idx].is_leaf() {
        let node = &tree.nodes()[idx];
        let feature_idx = usize::from(node.feature);
        asked(idx, feature_idx);
        idx = node.left as usize + usize::from(!tree.goes_left(node, bins[feature_idx]));
    }
    idx
}

fn bad_share(forest: &Forest, tree: &Tree, leaf: usize) -> u64 {
    forest.bad_weight.bad_share(&tree.nodes()[leaf])
}

fn n_parts(model: &RiskModel) -> usize {
    match model {
        RiskModel::Forest(forest) => forest.trees.len(),
        // One part judges a row: a boosting of about as many shallow trees, or less.
        RiskModel::CrossFitted(_) => 200,
    }
}

/// For each feature and repeat, one after another: the bin that each row of the sample is given.
fn dealt_bins(judge: &Judge, rows: &[u32]) -> Vec<Vec<u8>> {
    let permutations = 0..judge.matrix.n_features() * N_REPEATS;
    let dealt = permutations.map(|permutation| {
        let salt = hash_pair(hash_pair(judge.seed, DOMAIN), permutation as u64);
        let mut order: Vec<usize> = (0..rows.len()).collect();
        let keys: Vec<u64> = order.iter().map(|&place| hash_pair(salt, place as u64)).collect();
        sort_by(&mut order, |&a, &b| keys[a].cmp(&keys[b]));
        let column = judge.matrix.column(permutation / N_REPEATS);
        order.into_iter().map(|place| column[rows[place] as usize]).collect()
    });
    dealt.collect()
}

fn mean_and_sd(values: &[f64]) -> AucFall {
    let n = values.len().max(1) as f64;
    let mean = values.iter().sum::<f64>() / n;
    let variance = values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / (n - 1.0).max(1.0);
    AucFall { mean, sd: libm::sqrt(variance) }
}
