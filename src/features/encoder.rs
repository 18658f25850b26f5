use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::bins::{BinnedMatrix, FeatureLayout, MISSING_BIN};
use crate::data::number::parse_number;
use crate::data::table::{CategoryColumn, Column, Table};

/// Most bins that a feature may have, without the missing one.
const MAX_BINS: usize = 255;

/// How one column becomes bins.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Feature {
    /// The column's name.
    pub name: String,
    /// Its bins.
    pub bins: FeatureBins,
}

/// The bins of a feature.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum FeatureBins {
    /// Bin `k` holds the values above `edges[k - 1]` up to and with `edges[k]`; the last bin has no upper edge.
    Ordered {
        /// Ascending.
        edges: Vec<f64>,
    },
    /// Bin 0 holds what was not seen or was too rare; bin `k` is `labels[k - 1]`.
    Categorical {
        /// At most 254, commonest first.
        labels: Vec<String>,
    },
}

/// Fitted on one table, turns any table with the same columns into bins.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FeatureEncoder {
    features: Vec<Feature>,
}

/// Why a table cannot be encoded.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum EncodeError {
    /// No column with this name.
    #[error("no column {0}")]
    UnknownColumn(String),
    /// A column of free text is no feature.
    #[error("{0} is text")]
    TextColumn(String),
}

impl FeatureEncoder {
    /// Learns the bins of these columns from all rows of a table: quantiles for numbers and dates, the commonest
    /// labels for categories.
    pub fn fit(table: &Table, names: &[String]) -> Result<FeatureEncoder, EncodeError> {
        let features = names.iter().map(|name| {
            let column = table.position(name).and_then(|idx| table.column(idx)).ok_or_else(|| EncodeError::UnknownColumn(name.clone()))?;
            let bins = match column {
                Column::Number(numbers) => ordered_bins(numbers.values().iter().copied().filter(|value| !value.is_nan()).collect()),
                Column::Date(dates) => ordered_bins((0..column.len()).filter_map(|row| dates.get(row)).map(f64::from).collect()),
                Column::Category(categories) => categorical_bins(categories),
                Column::Text(_) => return Err(EncodeError::TextColumn(name.clone())),
            };
            Ok(Feature { name: name.clone(), bins })
        });
        Ok(FeatureEncoder { features: features.collect::<Result<_, _>>()? })
    }

    /// The features in matrix order.
    pub fn features(&self) -> &[Feature] {
        &self.features
    }

    /// This table's rows as bins. Every feature's column must be there; a column that is now of another kind counts
    /// as missing where its cells do not fit.
    pub fn transform(&self, table: &Table) -> Result<BinnedMatrix, EncodeError> {
        let columns = self.features.iter().map(|feature| {
            let column = table
                .position(&feature.name)
                .and_then(|idx| table.column(idx))
                .ok_or_else(|| EncodeError::UnknownColumn(feature.name.clone()))?;
            Ok((feature.layout(), feature.bins_of(column)))
        });
        Ok(BinnedMatrix::new(table.n_rows(), columns.collect::<Result<_, _>>()?))
    }
}

impl Feature {
    fn layout(&self) -> FeatureLayout {
        match &self.bins {
            FeatureBins::Ordered { edges } => FeatureLayout { n_bins: edges.len() as u16 + 1, is_categorical: false },
            FeatureBins::Categorical { labels } => FeatureLayout { n_bins: labels.len() as u16 + 1, is_categorical: true },
        }
    }

    fn bins_of(&self, column: &Column) -> Vec<u8> {
        match (&self.bins, column) {
            (FeatureBins::Ordered { edges }, Column::Number(numbers)) => {
                numbers.values().iter().map(|&value| ordered_bin(edges, value)).collect()
            }
            (FeatureBins::Ordered { edges }, Column::Date(dates)) => {
                (0..column.len()).map(|row| dates.get(row).map_or(MISSING_BIN, |day| ordered_bin(edges, f64::from(day)))).collect()
            }
            (FeatureBins::Ordered { edges }, _) => (0..column.len())
                .map(|row| parse_number(&column.text(row)).map_or(MISSING_BIN, |value| ordered_bin(edges, value)))
                .collect(),
            (FeatureBins::Categorical { labels }, column) => categorical_bins_of(labels, column),
        }
    }
}

fn ordered_bin(edges: &[f64], value: f64) -> u8 {
    if value.is_nan() { MISSING_BIN } else { edges.partition_point(|&edge| edge < value) as u8 }
}

fn categorical_bins_of(labels: &[String], column: &Column) -> Vec<u8> {
    let bin_of_label: BTreeMap<&str, u8> = labels.iter().enumerate().map(|(idx, label)| (label.as_str(), idx as u8 + 1)).collect();
    match column {
        Column::Category(categories) => {
            let mut bin_of_code = vec![MISSING_BIN];
            bin_of_code.extend(categories.labels().iter().map(|label| bin_of_label.get(label.as_str()).copied().unwrap_or(0)));
            categories.codes().iter().map(|&code| bin_of_code[code as usize]).collect()
        }
        other => (0..other.len())
            .map(|row| if other.is_missing(row) { MISSING_BIN } else { bin_of_label.get(other.text(row).as_ref()).copied().unwrap_or(0) })
            .collect(),
    }
}

/// Edges between neighbouring values, so that each bin holds about the same number of rows; one bin a value where
/// there are few values. An edge lies halfway between its two values, as in scikit-learn's trees.
fn ordered_bins(mut values: Vec<f64>) -> FeatureBins {
    values.sort_unstable_by(f64::total_cmp);
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
    FeatureBins::Ordered { edges }
}

/// The commonest labels, ties by text, so that the order of rows does not matter.
fn categorical_bins(categories: &CategoryColumn) -> FeatureBins {
    let mut counts = vec![0usize; categories.labels().len() + 1];
    for &code in categories.codes() {
        counts[code as usize] += 1;
    }
    let mut ranked: Vec<(usize, &String)> =
        counts.iter().skip(1).copied().zip(categories.labels()).filter(|(count, _)| *count > 0).collect();
    ranked.sort_unstable_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    FeatureBins::Categorical { labels: ranked.into_iter().take(MAX_BINS - 1).map(|(_, label)| label.clone()).collect() }
}
