//! What every layer may use: money in whole minor units, probabilities, and numbers drawn from a hash.
//! Knows nothing of loans, files or models.

pub mod format;
mod money;
pub mod order;
mod probability;
mod random;

pub use money::{Currency, Money};
pub use probability::{NotAProbability, Probability};
pub use random::{RandomStream, hash_bytes, hash_pair};
