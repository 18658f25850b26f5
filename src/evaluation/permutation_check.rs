use crate::quantity::order::{sort_by, sort_numbers};
use serde::{Deserialize, Serialize};

use crate::quantity::hash_pair;

/// Keeps these draws apart from those of folds and bootstraps.
const DOMAIN: u64 = 0x7065_726d_7574_6531;

/// How the observed AUC stands among those of the same learner on outcomes that were dealt out anew. Their mean near 0.5
/// says that nothing leaks; an observed one beyond them says that there is something to learn.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PermutationCheck {
    /// The AUC under the true outcomes.
    pub observed: f64,
    /// How often outcomes were dealt out anew.
    pub n_repeats: u32,
    /// Mean of the AUCs under dealt outcomes.
    pub null_mean: f64,
    /// Their standard deviation (of a sample, n − 1); 0 of one.
    pub null_sd: f64,
    /// The greatest of them.
    pub null_highest: f64,
    /// Chance of an AUC as great as the observed one if scores had nothing to do with outcomes:
    /// (1 + how many are at least as great) / (1 + n), never 0 (Phipson and Smyth 2010).
    pub p_value: f64,
}

/// Compares the observed AUC with those under dealt outcomes, in any order; `None` where there are none.
pub fn permutation_check(observed: f64, null: &[f64]) -> Option<PermutationCheck> {
    let mut sorted = null.to_vec();
    sort_numbers(&mut sorted);
    let null_highest = *sorted.last()?;
    let n = sorted.len() as f64;
    let null_mean = sorted.iter().sum::<f64>() / n;
    let squares: f64 = sorted.iter().map(|auc| (auc - null_mean) * (auc - null_mean)).sum();
    let n_as_great = sorted.iter().filter(|auc| **auc >= observed).count();
    Some(PermutationCheck {
        observed,
        n_repeats: sorted.len() as u32,
        null_mean,
        null_sd: if sorted.len() > 1 { libm::sqrt(squares / (n - 1.0)) } else { 0.0 },
        null_highest,
        p_value: (1.0 + n_as_great as f64) / (1.0 + n),
    })
}

/// The outcomes dealt out anew among borrowers, one a row: as many bad ones as before, and the same for the same seed,
/// repeat and borrowers in whatever order the rows are.
///
/// All outcomes are laid in a line, borrower by borrower in the order of their keys, and dealt to the borrowers in an
/// order drawn from a hash. Where each borrower has one row this is a uniform permutation; where all have equally many,
/// the outcomes of a borrower go to one borrower together; where numbers of rows differ, they go to neighbors in that
/// order. How many bad rows a borrower gets never depends on the order of rows; which of a borrower's own rows they are
/// does, because a key cannot tell them apart: they are the last of them.
pub fn shuffled_outcomes(is_bad: &[bool], borrower_keys: &[u64], seed: u64, repeat: u32) -> Vec<bool> {
    let salt = hash_pair(hash_pair(seed, DOMAIN), u64::from(repeat));
    let mut laid: Vec<(u64, bool)> = borrower_keys.iter().copied().zip(is_bad.iter().copied()).collect();
    sort_by(&mut laid, Ord::cmp);
    let mut drawn: Vec<(u64, u64, usize)> = borrower_keys.iter().enumerate().map(|(row, &key)| (hash_pair(salt, key), key, row)).collect();
    sort_by(&mut drawn, Ord::cmp);
    let mut dealt = vec![false; is_bad.len()];
    for ((.., row), (_, is_bad)) in drawn.into_iter().zip(laid) {
        if let Some(outcome) = dealt.get_mut(row) {
            *outcome = is_bad;
        }
    }
    dealt
}
