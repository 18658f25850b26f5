//! What a plan costs and brings, whether it treats groups alike and what another policy changes, as parts of a page. Comes in: sums
//! over borrowers. Goes out: figures, tables, charts whose titles say what was found, and sentences. Knows no single borrower.

mod attention;
mod capacity;
mod contrast;
mod fairness;
mod matrix;
mod money;
mod money_curve;
mod words;

pub use contrast::{ContrastQuestion, contrast_sheet, no_champion_sheet};
pub use fairness::{FairnessQuestion, fairness_sheet, no_groups_sheet};
pub use money::{MoneyQuestion, money_sheet};
