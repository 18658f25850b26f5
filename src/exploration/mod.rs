//! What the data shows before any model: how many loans lie where, and how they ended. Comes in: columns of a table,
//! the rows that are looked at, and an outcome a row where one is known. Goes out: counts with their uncertainty.
//! Knows neither words nor charts, and no model.
//!
//! ```text
//! Condition ─▶ rows     Variable × Grouping × rows × outcomes ─▶ Tally a group ─▶ difference, association
//! ```

mod association;
mod condition;
mod difference;
mod grouping;
mod grouping_rules;
mod separation;
mod spread;
mod tally;
mod variable;

pub use association::{Association, associations, cramers_v, pearson};
pub use condition::{Condition, Test, rows_that_match};
pub use difference::{Contrast, chi_square, contrast, is_beyond_chance};
pub use grouping::Grouping;
pub use grouping_rules::{MOST_GROUPS, by_range, by_step, by_width, for_outcome};
pub use separation::{Separation, separation};
pub use spread::{Spread, spread};
pub use tally::{Tally, cross_tallies, tallies};
pub use variable::{Variable, ratio_name};
