//! What a page shows, as data: figures in, titles, charts, tables and sentences out, ready to be drawn by one renderer.
//! Made in the worker, so that the page holds neither the figures nor the code that words them. Knows no browser.

mod block;
mod borrower;
pub mod evaluation;
mod facts;
mod studies;

pub use block::{Block, ChartSheet, FactText, FigureText, Sheet, TableSheet, head, number_head};
pub use borrower::votes_chart;
pub use facts::{ModelFacts, learner_name, model_facts};
pub use studies::{LeaderboardRow, leaderboard, newest_report, permutation_report, prices_report};

use crate::charts::{Plot, option_json};

/// A chart of this plot, still without its numbers.
fn drawn(plot: &Plot, title: String, subtitle: String, label: String) -> ChartSheet {
    ChartSheet { title, subtitle, label, option: option_json(plot), height: 340, ..ChartSheet::default() }
}

/// A text as a CSV field.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}
