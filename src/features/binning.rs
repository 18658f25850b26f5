use crate::quantity::order::{sort_by, sort_numbers};

use serde::{Deserialize, Serialize};

use super::{FeatureLayout, MISSING_BIN};
use crate::data::table::{CategoryColumn, Column};

/// Most bins that a feature may have, without the missing one.
const MAX_BINS: usize = 255;

/// The bins of a feature.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum FeatureBins {
    /// Bin `k` holds the values above `edges[k - 1]` up to and with `edges[k]`; the last bin has no upper edge.
    Ordered {
        /// Ascending.
        edges: Vec<f64>,
        /// What the encoder has seen in each bin; one entry more than edges.
        values: Vec<BinValues>,
        /// The values are days since 1970-01-01.
        is_date: bool,
    },
    /// Bin 0 holds what was not seen or was too rare; bin `k` is `labels[k - 1]`.
    Categorical {
        /// At most 254, commonest first.
        labels: Vec<String>,
    },
}

/// The values of one bin in the table on which the encoder was fitted, in the column's unit; all 0 where it had none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct BinValues {
    /// The smallest.
    pub lowest: f64,
    /// The largest.
    pub highest: f64,
    /// Their mean, each row counting once: what a linear model takes the bin for.
    pub mean: f64,
}

impl FeatureBins {
    /// What a learner must know.
    pub(super) fn layout(&self) -> FeatureLayout {
        match self {
            FeatureBins::Ordered { edges, .. } => FeatureLayout { n_bins: edges.len() as u16 + 1, is_categorical: false },
            FeatureBins::Categorical { labels } => FeatureLayout { n_bins: labels.len() as u16 + 1, is_categorical: true },
        }
    }

    /// One value a bin, or nothing where bins are categories.
    pub(super) fn bin_values(&self) -> Vec<f64> {
        match self {
            FeatureBins::Ordered { values, .. } => values.iter().map(|values| values.mean).collect(),
            FeatureBins::Categorical { .. } => Vec::new(),
        }
    }
}

/// The bin of a value; NaN is missing.
pub(super) fn ordered_bin(edges: &[f64], value: f64) -> u8 {
    if value.is_nan() { MISSING_BIN } else { edges.partition_point(|&edge| edge < value) as u8 }
}

/// The bin of a label; an empty one is missing.
pub(super) fn label_bin(labels: &[String], label: &str) -> u8 {
    if label.is_empty() {
        return MISSING_BIN;
    }
    labels.iter().position(|known| known == label).map_or(0, |idx| idx as u8 + 1)
}

/// One bin a cell. A column of another kind is compared by its text.
pub(super) fn categorical_bins_of(labels: &[String], column: &Column) -> Vec<u8> {
    let mut order: Vec<u8> = (0..labels.len() as u8).collect();
    sort_by(&mut order, |&a, &b| labels[usize::from(a)].cmp(&labels[usize::from(b)]));
    let bin_of_label = |label: &str| {
        let found = order.binary_search_by(|&idx| labels[usize::from(idx)].as_str().cmp(label));
        found.map_or(0, |place| order[place] + 1)
    };
    match column {
        Column::Category(categories) => {
            let mut bin_of_code = vec![MISSING_BIN];
            bin_of_code.extend(categories.labels().iter().map(|label| bin_of_label(label)));
            categories.codes().iter().map(|&code| bin_of_code[code as usize]).collect()
        }
        other => (0..other.len()).map(|row| if other.is_missing(row) { MISSING_BIN } else { bin_of_label(&other.text(row)) }).collect(),
    }
}

/// Edges between neighboring values, so that each bin holds about the same number of rows; one bin a value where
/// there are few values. An edge lies halfway between its two values, as in scikit-learn's trees. NaN is left out.
pub(super) fn ordered_bins(mut values: Vec<f64>, is_date: bool) -> FeatureBins {
    values.retain(|value| !value.is_nan());
    sort_numbers(&mut values);
    let mut distinct: Vec<(f64, usize)> = Vec::new();
    for &value in &values {
        match distinct.last_mut() {
            Some((last, count)) if *last == value => *count += 1,
            _ => distinct.push((value, 1)),
        }
    }
    let rows_a_bin = if distinct.len() <= MAX_BINS { 0.0 } else { values.len() as f64 / MAX_BINS as f64 };
    let mut edges = Vec::new();
    let mut n_below = 0usize;
    for pair in distinct.windows(2) {
        n_below += pair[0].1;
        if edges.len() < MAX_BINS - 1 && n_below as f64 >= rows_a_bin * (edges.len() + 1) as f64 {
            edges.push(f64::midpoint(pair[0].0, pair[1].0));
        }
    }
    let values = values_of_bins(&edges, &distinct);
    FeatureBins::Ordered { edges, values, is_date }
}

/// `distinct` holds each value with its count, ascending: the mean does not depend on the order of rows.
fn values_of_bins(edges: &[f64], distinct: &[(f64, usize)]) -> Vec<BinValues> {
    let mut values = vec![BinValues::default(); edges.len() + 1];
    for bin in distinct.chunk_by(|a, b| ordered_bin(edges, a.0) == ordered_bin(edges, b.0)) {
        let (lowest, highest) = (bin[0].0, bin[bin.len() - 1].0);
        let n_rows: usize = bin.iter().map(|(_, count)| count).sum();
        // Parts of the mean are summed, not values: the sum of large ones would be infinite.
        let mean: f64 = bin.iter().map(|(value, count)| value * (*count as f64 / n_rows as f64)).sum();
        values[usize::from(ordered_bin(edges, lowest))] = BinValues { lowest, highest, mean: mean.clamp(lowest, highest) };
    }
    values
}

/// The commonest labels, ties by text, so that the order of rows does not matter.
pub(super) fn categorical_bins(categories: &CategoryColumn) -> FeatureBins {
    let mut counts = vec![0usize; categories.labels().len() + 1];
    for &code in categories.codes() {
        counts[code as usize] += 1;
    }
    let mut ranked: Vec<(usize, &String)> =
        counts.iter().skip(1).copied().zip(categories.labels()).filter(|(count, _)| *count > 0).collect();
    sort_by(&mut ranked, |a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    FeatureBins::Categorical { labels: ranked.into_iter().take(MAX_BINS - 1).map(|(_, label)| label.clone()).collect() }
}
