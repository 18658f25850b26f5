//! What the plan shows, as parts of pages. Comes in: a planner with its policy, what is known of a loan, sums over borrowers. Goes
//! out: figures, tables, charts whose titles say what was found, and sentences. Knows neither files nor models.

mod attention;
mod borrower;
mod capacity;
mod contrast;
mod fairness;
mod findings;
mod matrix;
mod money;
mod money_curve;
mod next_step;
mod plan_texts;
mod repayment;
mod signs;
mod treatment_values;
mod words;

pub use borrower::borrower_plan_sheet;
pub use contrast::{ContrastQuestion, contrast_sheet, no_champion_sheet};
pub use fairness::{FairnessQuestion, fairness_sheet, no_groups_sheet};
pub use findings::{FindingsQuestion, findings_sheet};
pub use money::{MoneyQuestion, money_sheet};
pub use plan_texts::{plan_cell, plan_text};
pub use words::hours;
