//! Columns that give the outcome away. Comes in: a table, its schema and one label a row. Goes out: one finding a column,
//! with the figures that convict it. Knows no setup: what is done about a finding is the person's.
//!
//! A column is judged by its name, by being the outcome under another coding, by a value or range that holds one outcome
//! only (`purity`), by ranking the outcomes nearly perfectly on its own (`separation`), and by reaching what all columns
//! together reach (`dominance`). What is found is left out, and the rest is looked at again, until nothing is found.

mod cells;
mod dominance;
mod evidence;
mod find;
mod one_column;
mod purity;

pub use evidence::{Beside, Leak, LeakEvidence};
pub use find::find_leaks;
