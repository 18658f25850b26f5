//! Bytes to typed columns: reads a file, guesses what each column is, and makes the synthetic sample.
//! Knows nothing of models or strategies.

pub mod issue;
pub mod read;
pub mod sample;
pub mod schema;
pub mod table;
