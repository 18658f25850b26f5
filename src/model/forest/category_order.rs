use std::borrow::Cow;

use super::drawn_row::{Counts, DrawnRow};
use super::histogram::{BATCH, Histogram, count_rows};
use crate::features::BinnedMatrix;
use crate::model::tree::CategoryRanks;
use crate::quantity::order::sort_by;

/// The features as one tree sees them: a category's bin is its rank by the share of bad rows in the bootstrap, so that
/// every split is a threshold (Fisher 1958; Breiman et al. 1984, §4.2.2, at the root instead of each node).
pub(super) fn tree_columns<'a>(matrix: &'a BinnedMatrix, drawn: &[DrawnRow]) -> (Vec<Cow<'a, [u8]>>, Vec<CategoryRanks>) {
    let mut columns: Vec<Cow<[u8]>> = (0..matrix.n_features()).map(|feature_idx| Cow::Borrowed(matrix.column(feature_idx))).collect();
    let categorical: Vec<usize> = (0..matrix.n_features()).filter(|&feature_idx| matrix.layout(feature_idx).is_categorical).collect();
    let mut all_ranks = Vec::with_capacity(categorical.len());
    for together in categorical.chunks(BATCH) {
        let column = |place: usize| matrix.column(together.get(place).copied().unwrap_or(together[0]));
        let mut histograms = [[Counts::default(); 256]; BATCH];
        count_rows(&mut histograms, drawn, [column(0), column(1), column(2), column(3)]);
        for (&feature_idx, histogram) in together.iter().zip(&histograms) {
            let rank_of_bin = ranks_by_bad_share(histogram, usize::from(matrix.layout(feature_idx).n_bins));
            let ranks = CategoryRanks { feature: feature_idx as u16, rank_of_bin };
            let rank_of_any_bin = ranks.of_any_bin();
            columns[feature_idx] = matrix.column(feature_idx).iter().map(|&bin| rank_of_any_bin[bin as usize]).collect();
            all_ranks.push(ranks);
        }
    }
    (columns, all_ranks)
}

/// Bins in ascending order of their share of bad rows, drawn towards the overall share by one row, so that a bin that
/// the bootstrap has not seen stands in the middle.
fn ranks_by_bad_share(histogram: &Histogram, n_bins: usize) -> Vec<u8> {
    let total = histogram.iter().fold(Counts::default(), |sum, &counts| sum + counts);
    let overall = f64::from(total.n_bad()) / f64::from(total.n_rows().max(1));
    let share = |bin: usize| (f64::from(histogram[bin].n_bad()) + overall) / (f64::from(histogram[bin].n_rows()) + 1.0);
    let mut order: Vec<usize> = (0..n_bins).collect();
    sort_by(&mut order, |&a, &b| share(a).total_cmp(&share(b)).then(a.cmp(&b)));
    let mut rank_of_bin = vec![0u8; n_bins];
    for (rank, bin) in order.into_iter().enumerate() {
        rank_of_bin[bin] = rank as u8;
    }
    rank_of_bin
}
