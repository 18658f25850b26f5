//! Columns to the numbers that a model learns from: each feature quantized to at most 255 bins and one for missing.
//! A feature is a column, or a figure derived from two of them. Knows columns, not outcomes: an encoder is fitted
//! without looking at who repaid.

mod bin_description;
mod binning;
mod derived;
mod encoder;
mod what_if;

pub use bin_description::{BinDescription, BinRange};
pub use binning::{BinValues, FeatureBins};
pub use derived::{DerivedFeature, Ratio, available};
pub use encoder::{EncodeError, Feature, FeatureEncoder, FeatureSource};
pub use smart_loan_recovery_kernels::features::{BinnedMatrix, FeatureLayout, MISSING_BIN, fold_of};
