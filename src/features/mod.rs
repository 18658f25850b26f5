//! Columns to the numbers that a model learns from: each feature quantized to at most 255 bins and one for missing.
//! Knows columns, not outcomes: an encoder is fitted without looking at who repaid.
//! Folds belong here too: they are drawn from borrowers' keys alone.

mod bins;
mod encoder;
mod split;

pub use bins::{BinnedMatrix, FeatureLayout, MISSING_BIN};
pub use encoder::{EncodeError, Feature, FeatureBins, FeatureEncoder};
pub use split::fold_of;
