use super::judge::Judge;
use crate::features::MISSING_BIN;
use crate::quantity::hash_pair;
use crate::quantity::order::{nth_key, sort_by};

/// Keeps the draw of these samples apart from others.
const DOMAIN: u64 = 0x0065_7870_6c61_696e;

/// At most `n_rows` of the rows in `rows`, drawn by a hash of the borrower, in an order that does not depend on the
/// rows' order in the file: two files with the same rows give the same sample.
pub fn sample_rows(judge: &Judge, rows: impl Iterator<Item = u32>, n_rows: usize) -> Vec<u32> {
    let salt = hash_pair(judge.seed, DOMAIN);
    let mut drawn: Vec<(u64, u32)> = rows.map(|row| (hash_pair(salt, judge.borrower_keys[row as usize]), row)).collect();
    // Rows of one borrower are told apart by what they hold; what holds the same is the same.
    let content = |row: u32| (judge.matrix.row_bins(row as usize), judge.is_bad[row as usize]);
    if n_rows < drawn.len() {
        let mut hashes: Vec<u64> = drawn.iter().map(|(hash, _)| *hash).collect();
        let highest = nth_key(&mut hashes, n_rows);
        drawn.retain(|(hash, _)| *hash <= highest);
    }
    sort_by(&mut drawn, |a, b| a.0.cmp(&b.0).then_with(|| content(a.1).cmp(&content(b.1))));
    drawn.truncate(n_rows);
    drawn.into_iter().map(|(_, row)| row).collect()
}

/// For each bin of a column the share of the rows with a value that lie below it, those in it counting half: 0..=1; 0.5
/// for a missing value and for a bin without rows at neither end.
pub fn bin_ranks(column: &[u8]) -> [f64; 256] {
    let counts = bin_counts(column);
    let n_present: u64 = counts[..usize::from(MISSING_BIN)].iter().sum();
    let mut ranks = [0.5; 256];
    let mut n_below = 0;
    for (rank, count) in ranks.iter_mut().zip(counts).take(usize::from(MISSING_BIN)) {
        *rank = (2 * n_below + count) as f64 / (2 * n_present.max(1)) as f64;
        n_below += count;
    }
    ranks
}

/// How many rows a column has in each bin.
pub(super) fn bin_counts(column: &[u8]) -> [u64; 256] {
    let mut counts = [0u64; 256];
    column.iter().for_each(|&bin| counts[usize::from(bin)] += 1);
    counts
}

/// The bin of the middle row of an ordered column, of the most rows of a categorical one (the first of equals); missing
/// where it has no values.
pub fn typical_bin(column: &[u8], is_categorical: bool) -> u8 {
    let counts = bin_counts(column);
    let n_present: u64 = counts[..usize::from(MISSING_BIN)].iter().sum();
    if n_present == 0 {
        return MISSING_BIN;
    }
    let mut typical = (0, 0u64);
    let mut n_so_far = 0;
    for (bin, &count) in (0..MISSING_BIN).zip(&counts) {
        n_so_far += count;
        if is_categorical && count > typical.1 {
            typical = (bin, count);
        } else if !is_categorical && 2 * n_so_far >= n_present {
            return bin;
        }
    }
    typical.0
}
