//! What every layer may use: money in whole minor units, and numbers drawn from a hash.
//! Knows nothing of loans, files or models.

mod money;
mod random;

pub use money::{Currency, Money};
pub use random::{hash_bytes, hash_pair, RandomStream};
