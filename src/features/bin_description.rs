use serde::{Deserialize, Serialize};

use super::binning::FeatureBins;
use crate::data::table::date_text;

/// What a bin stands for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum BinDescription {
    /// A range of an ordered feature.
    Range(BinRange),
    /// One label of a category.
    Label(String),
    /// Labels that the encoder has not seen, or that were too rare for a bin of their own.
    OtherLabels,
    /// Cells without a value.
    Missing,
}

/// A range of an ordered feature, in its unit; dates are days since 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct BinRange {
    /// Values lie above this; `None` in the first bin.
    pub lower_edge: Option<f64>,
    /// Values lie at or below this; `None` in the last bin.
    pub upper_edge: Option<f64>,
    /// The smallest value that the encoder has seen in it.
    pub lowest: f64,
    /// The largest.
    pub highest: f64,
    /// The mean of those seen.
    pub mean: f64,
    /// The values are dates.
    pub is_date: bool,
}

impl BinDescription {
    /// As a person reads it: `18`, `18 to 21`, `2026-01-31`, a label, `other` or `missing`.
    pub fn text(&self) -> String {
        match self {
            BinDescription::Range(range) if range.lowest == range.highest => range.value_text(range.lowest),
            BinDescription::Range(range) => format!("{} to {}", range.value_text(range.lowest), range.value_text(range.highest)),
            BinDescription::Label(label) => label.clone(),
            BinDescription::OtherLabels => "other".to_owned(),
            BinDescription::Missing => "missing".to_owned(),
        }
    }
}

impl BinRange {
    fn value_text(&self, value: f64) -> String {
        // A minus zero is read as zero.
        if self.is_date { date_text(value as i32) } else { (value + 0.0).to_string() }
    }
}

/// One entry a bin, the missing one last.
pub(super) fn describe_bins(bins: &FeatureBins) -> Vec<BinDescription> {
    let mut descriptions: Vec<BinDescription> = match bins {
        FeatureBins::Ordered { edges, values, is_date } => {
            let describe = |(idx, seen): (usize, &super::binning::BinValues)| {
                BinDescription::Range(BinRange {
                    lower_edge: idx.checked_sub(1).and_then(|below| edges.get(below)).copied(),
                    upper_edge: edges.get(idx).copied(),
                    lowest: seen.lowest,
                    highest: seen.highest,
                    mean: seen.mean,
                    is_date: *is_date,
                })
            };
            values.iter().enumerate().map(describe).collect()
        }
        FeatureBins::Categorical { labels } => {
            let known = labels.iter().cloned().map(BinDescription::Label);
            std::iter::once(BinDescription::OtherLabels).chain(known).collect()
        }
    };
    descriptions.push(BinDescription::Missing);
    descriptions
}
