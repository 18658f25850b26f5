//! Columns to the numbers that a model learns from: each feature quantized to at most 255 bins and one for missing.
//! A feature is a column, or a figure derived from two of them. Knows columns, not outcomes: an encoder is fitted
//! without looking at who repaid.

mod bin_description;
mod binning;
mod bins;
mod derived;
mod encoder;
mod split;
mod what_if;

pub use bin_description::{BinDescription, BinRange};
pub use binning::{BinValues, FeatureBins};
pub use bins::{BinnedMatrix, FeatureLayout, MISSING_BIN};
pub use derived::{DerivedFeature, Ratio, available};
pub use encoder::{EncodeError, Feature, FeatureEncoder, FeatureSource};
pub use split::fold_of;
