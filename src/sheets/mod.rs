//! What a page shows, as data: figures in, titles, charts, tables and sentences out, ready to be drawn by one renderer.
//! Made in the worker, so that the page holds neither the figures nor the code that words them. Knows no browser.

mod block;
mod borrower;
mod explanation;
mod explanation_change;
mod explanation_model;
mod explanation_words;
pub mod evaluation;
pub mod exploration;
mod facts;
pub mod plan;
mod plan_words;
mod policy_form;
mod policy_labels;
mod policy_problems;
mod issues;
mod problems;
mod read_questions;
mod read_settings;
mod reading;
mod leakage;
mod meanings;
mod quality;
mod reasons;
pub mod segments;
mod studies;
mod without_column;
mod words;

pub use block::{Block, ChartSheet, FactText, FigureText, NoticeTone, PolicySwitch, Sheet, TableSheet, head, number_head};
pub use borrower::votes_chart;
pub use explanation::{Reason, ScoreReasons, explanation_chart, no_explanation};
pub use explanation_change::{ChangedCell, change_sentence};
pub use explanation_model::{DependenceWords, PermutationRow, SwarmFeature, beeswarm_chart, dependence_chart, permutation_chart};
pub use explanation_words::{CellValue, FeatureWords};
pub use facts::{ModelFacts, learner_in_sentence, learner_name, model_facts};
pub use issues::issue_text;
pub use leakage::{LeakText, LeakWords, leak_words};
pub use meanings::{MeaningText, lost_without, meaning_name, meaning_texts};
pub use plan::plan_cell;
pub use plan_words::{
    archetype_cause, archetype_do, archetype_do_not, archetype_name, channel_name, offer_name, stage_name, tone_name, treatment_name,
};
pub use policy_form::{PolicyFieldText, PolicyGroup, PolicyText, policy_text};
pub use policy_problems::policy_problem;
pub use problems::{Sentence, outcome_error, params_error, read_error, sentence};
pub use quality::{FindingText, finding_texts};
pub use read_questions::QuestionText;
pub use read_settings::SettingText;
pub use reading::{PreviewText, ReadingText, preview_text, reading_text};
pub use reasons::{reason_in_file, reason_text, review_text, sign_text};
pub use studies::{LeaderboardRow, leaderboard, newest_report, permutation_report, prices_report};
pub use without_column::{ColumnWorth, column_worth};

use crate::charts::{Plot, option_json};

/// A chart of this plot, still without its numbers.
fn drawn(plot: &Plot, title: String, subtitle: String, label: String) -> ChartSheet {
    ChartSheet { title, subtitle, label, option: option_json(plot), height: 340, ..ChartSheet::default() }
}

/// A text as a CSV field.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}
