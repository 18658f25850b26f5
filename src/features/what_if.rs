use std::borrow::Cow;

use super::binning::{FeatureBins, label_bin, ordered_bin};
use super::derived::ratio_of;
use super::encoder::{EncodeError, Feature, FeatureEncoder, FeatureSource, column_of, numeric_value};
use crate::data::date::{DateOrder, parse_date};
use crate::data::number::parse_number;
use crate::data::table::{Column, Table};
use crate::quantity::format::decimal;

impl FeatureEncoder {
    /// A row's bins, one a feature, as they would be with other cells: each change is a column's name and the text of
    /// its new cell, empty for missing. Derived features are worked out anew. A label that the encoder does not know
    /// counts as unseen; a change of a column that no feature uses changes nothing; of several changes of one column
    /// the last counts.
    ///
    /// # Errors
    ///
    /// A column that the table does not have, and a text that is no number (or no date) where the feature needs one.
    pub fn row_bins(&self, table: &Table, row: usize, changes: &[(String, String)]) -> Result<Vec<u8>, EncodeError> {
        for (name, _) in changes {
            column_of(table, name)?;
        }
        let cells = Cells { table, row, changes };
        self.features().iter().map(|feature| cells.bin(feature)).collect()
    }
}

/// One row with some cells replaced.
struct Cells<'a> {
    table: &'a Table,
    row: usize,
    changes: &'a [(String, String)],
}

impl Cells<'_> {
    fn bin(&self, feature: &Feature) -> Result<u8, EncodeError> {
        Ok(match (&feature.bins, &feature.source) {
            (FeatureBins::Categorical { labels }, source) => label_bin(labels, &self.text(source.name())?),
            (FeatureBins::Ordered { edges, .. }, FeatureSource::Derived(derived)) => {
                let ratio = ratio_of(derived, self.number(&derived.numerator)?, self.number(&derived.denominator)?);
                ordered_bin(edges, ratio)
            }
            (FeatureBins::Ordered { edges, .. }, FeatureSource::Column(name)) => ordered_bin(edges, self.number(name)?),
        })
    }

    fn changed(&self, name: &str) -> Option<&str> {
        self.changes.iter().rev().find(|(changed, _)| changed == name).map(|(_, text)| text.trim())
    }

    /// NaN is missing.
    fn number(&self, name: &str) -> Result<f64, EncodeError> {
        let column = column_of(self.table, name)?;
        let Some(text) = self.changed(name) else { return Ok(numeric_value(column, self.row)) };
        if text.is_empty() {
            return Ok(f64::NAN);
        }
        let value = match column {
            Column::Date(_) => parse_date(text).and_then(|date| date.day(DateOrder::DayFirst)).map(f64::from),
            _ => parse_number(text).or_else(|| decimal(text)),
        };
        value.ok_or_else(|| EncodeError::NotAValue { column: name.to_owned(), text: text.to_owned() })
    }

    /// Empty is missing.
    fn text(&self, name: &str) -> Result<Cow<'_, str>, EncodeError> {
        let column = column_of(self.table, name)?;
        Ok(self.changed(name).map_or_else(|| column.text(self.row), Cow::Borrowed))
    }
}
