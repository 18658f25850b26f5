//! What every layer may use: money in whole minor units, exact decimals, probabilities, and numbers drawn from a hash.
//! Knows nothing of loans, files or models.

mod decimal;
mod factor;
pub mod format;
mod interval;
mod money;
pub mod order;
mod probability;
mod random;

pub use decimal::Decimal;
pub use factor::Factor;
pub use interval::{Z_95, wilson_interval};
pub use money::{Currency, Money};
pub use probability::{NotAProbability, Probability};
pub use random::{RandomStream, hash_bytes, hash_pair};
