use std::borrow::Cow;

use super::drawn_row::{Counts, DrawnRow};
use crate::features::{BinnedMatrix, FeatureLayout, MISSING_BIN};
use crate::model::tree::CategoryRanks;
use crate::quantity::order::sort_by;

/// The features as one tree sees them: a category's bin is its rank by the share of bad rows in the bootstrap, so that
/// every split is a threshold (Fisher 1958; Breiman et al. 1984, §4.2.2, at the root instead of each node).
pub(super) fn tree_columns<'a>(matrix: &'a BinnedMatrix, drawn: &[DrawnRow]) -> (Vec<Cow<'a, [u8]>>, Vec<CategoryRanks>) {
    let mut all_ranks = Vec::new();
    let columns = (0..matrix.n_features()).map(|feature_idx| {
        let FeatureLayout { n_bins, is_categorical } = matrix.layout(feature_idx);
        let bins = matrix.column(feature_idx);
        if !is_categorical {
            return Cow::Borrowed(bins);
        }
        let ranks = CategoryRanks { feature: feature_idx as u16, rank_of_bin: ranks_by_bad_share(bins, n_bins as usize, drawn) };
        let rank_of_any_bin = ranks.of_any_bin();
        all_ranks.push(ranks);
        Cow::Owned(bins.iter().map(|&bin| rank_of_any_bin[bin as usize]).collect())
    });
    (columns.collect(), all_ranks)
}

/// Bins in ascending order of their share of bad rows, drawn towards the overall share by one row, so that a bin that
/// the bootstrap has not seen stands in the middle.
fn ranks_by_bad_share(bins: &[u8], n_bins: usize, drawn: &[DrawnRow]) -> Vec<u8> {
    let mut counts = [Counts::default(); MISSING_BIN as usize + 1];
    let mut total = Counts::default();
    for row in drawn {
        counts[bins[row.row()] as usize] += row.counts();
        total += row.counts();
    }
    let overall = f64::from(total.n_bad()) / f64::from(total.n_rows().max(1));
    let share = |bin: usize| (f64::from(counts[bin].n_bad()) + overall) / (f64::from(counts[bin].n_rows()) + 1.0);
    let mut order: Vec<usize> = (0..n_bins).collect();
    sort_by(&mut order, |&a, &b| share(a).total_cmp(&share(b)).then(a.cmp(&b)));
    let mut rank_of_bin = vec![0u8; n_bins];
    for (rank, bin) in order.into_iter().enumerate() {
        rank_of_bin[bin] = rank as u8;
    }
    rank_of_bin
}
