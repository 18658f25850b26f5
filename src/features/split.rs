use crate::quantity::hash_pair;

/// Keeps folds apart from other draws: no tree number, which is below 2³², is the same.
const DOMAIN: u64 = 0x0066_6f6c_6473;

/// The fold of a borrower, below `n_folds` (0 where there is none): drawn from a hash of seed and key. So all rows of a
/// borrower lie in one fold, whatever the order of rows and in any month's file; the fold need not be stored; and the
/// folds hold about, not exactly, equally many borrowers. The draw is independent of the forest's bootstrap.
pub fn fold_of(seed: u64, borrower_key: u64, n_folds: u32) -> u32 {
    let draw = hash_pair(hash_pair(seed, DOMAIN), borrower_key);
    // The high half of the product with the number of folds: uniform but for one part in 2⁶⁴ / n_folds.
    ((u128::from(draw) * u128::from(n_folds)) >> 64) as u32
}
