use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::BinnedMatrix;
use super::bin_description::{BinDescription, describe_bins};
use super::binning::{FeatureBins, categorical_bins, categorical_bins_of, ordered_bin, ordered_bins};
use super::derived::{DerivedFeature, ratio_of};
use crate::data::number::parse_number;
use crate::data::table::{Column, Table};

/// How one feature becomes bins.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Feature {
    /// Its name: the column's, or the derived figure's.
    pub name: String,
    /// Where its values come from.
    pub source: FeatureSource,
    /// Its bins.
    pub bins: FeatureBins,
}

/// Where a feature's values come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FeatureSource {
    /// The column with this name.
    Column(String),
    /// Two columns, one divided by the other.
    Derived(DerivedFeature),
}

impl FeatureSource {
    /// The feature's name.
    pub fn name(&self) -> &str {
        match self {
            FeatureSource::Column(name) => name,
            FeatureSource::Derived(derived) => derived.name(),
        }
    }
}

impl From<&String> for FeatureSource {
    fn from(column: &String) -> Self {
        FeatureSource::Column(column.clone())
    }
}

impl From<&FeatureSource> for FeatureSource {
    fn from(source: &FeatureSource) -> Self {
        source.clone()
    }
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
    /// What a person typed for a cell of this column is no value of it.
    #[error("{text} is no value of {column}")]
    NotAValue {
        /// The column's name.
        column: String,
        /// What was typed.
        text: String,
    },
}

impl FeatureEncoder {
    /// Learns the bins of these features from all rows of a table: quantiles for numbers and dates, the commonest
    /// labels for categories. `sources` are names of columns or [`FeatureSource`]s.
    pub fn fit<S>(table: &Table, sources: &[S]) -> Result<FeatureEncoder, EncodeError>
    where
        for<'a> &'a S: Into<FeatureSource>,
    {
        let features = sources.iter().map(|source| fit_feature(table, source.into()));
        Ok(FeatureEncoder { features: features.collect::<Result<_, _>>()? })
    }

    /// The features in matrix order.
    pub fn features(&self) -> &[Feature] {
        &self.features
    }

    /// This table's rows as bins. Every feature's columns must be there; a column that is now of another kind counts
    /// as missing where its cells do not fit.
    pub fn transform(&self, table: &Table) -> Result<BinnedMatrix, EncodeError> {
        let columns = self.features.iter().map(|feature| Ok((feature.bins.layout(), feature.bins_of(table)?)));
        let matrix = BinnedMatrix::new(table.n_rows(), columns.collect::<Result<_, _>>()?);
        Ok(matrix.with_bin_values(self.features.iter().map(|feature| feature.bins.bin_values()).collect()))
    }

    /// What each bin of a feature stands for, the missing one last. Empty where there is no such feature.
    pub fn bins_for(&self, feature_idx: usize) -> Vec<BinDescription> {
        self.features.get(feature_idx).map_or(Vec::new(), |feature| describe_bins(&feature.bins))
    }
}

impl Feature {
    fn bins_of(&self, table: &Table) -> Result<Vec<u8>, EncodeError> {
        Ok(match (&self.bins, &self.source) {
            (FeatureBins::Ordered { edges, .. }, source) => {
                values_of(table, source)?.into_iter().map(|value| ordered_bin(edges, value)).collect()
            }
            (FeatureBins::Categorical { labels }, source) => categorical_bins_of(labels, column_of(table, source.name())?),
        })
    }
}

fn fit_feature(table: &Table, source: FeatureSource) -> Result<Feature, EncodeError> {
    let bins = match &source {
        FeatureSource::Column(name) => match column_of(table, name)? {
            Column::Category(categories) => categorical_bins(categories),
            Column::Text(_) => return Err(EncodeError::TextColumn(name.clone())),
            column => ordered_bins(numeric_values(column), matches!(column, Column::Date(_))),
        },
        FeatureSource::Derived(_) => ordered_bins(values_of(table, &source)?, false),
    };
    Ok(Feature { name: source.name().to_owned(), source, bins })
}

pub(super) fn column_of<'a>(table: &'a Table, name: &str) -> Result<&'a Column, EncodeError> {
    table.position(name).and_then(|idx| table.column(idx)).ok_or_else(|| EncodeError::UnknownColumn(name.to_owned()))
}

/// One number a row, NaN where missing.
fn values_of(table: &Table, source: &FeatureSource) -> Result<Vec<f64>, EncodeError> {
    Ok(match source {
        FeatureSource::Column(name) => numeric_values(column_of(table, name)?),
        FeatureSource::Derived(derived) => {
            let above = numeric_values(column_of(table, &derived.numerator)?);
            let below = numeric_values(column_of(table, &derived.denominator)?);
            above.into_iter().zip(below).map(|(above, below)| ratio_of(derived, above, below)).collect()
        }
    })
}

fn numeric_values(column: &Column) -> Vec<f64> {
    match column {
        Column::Number(numbers) => numbers.values().to_vec(),
        column => (0..column.len()).map(|row| numeric_value(column, row)).collect(),
    }
}

/// A cell as a number, dates as days since 1970-01-01; NaN where it is none.
pub(super) fn numeric_value(column: &Column, row: usize) -> f64 {
    match column {
        Column::Number(numbers) => numbers.get(row).unwrap_or(f64::NAN),
        Column::Date(dates) => dates.get(row).map_or(f64::NAN, f64::from),
        Column::Category(_) | Column::Text(_) => parse_number(&column.text(row)).unwrap_or(f64::NAN),
    }
}
