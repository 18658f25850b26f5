//! What the plan shows, as parts of pages. Comes in: a planner with its policy, and what is known of loans. Goes out: tables, charts
//! and sentences. Knows neither files nor models.

mod borrower;
mod next_step;
mod plan_texts;
mod repayment;
mod signs;
mod treatment_values;

pub use borrower::borrower_plan_sheet;
pub use plan_texts::{plan_cell, plan_text};
