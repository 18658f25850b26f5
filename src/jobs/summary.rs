//! What the page holds of a table, a model and its borrowers: summaries and the rows it shows, never the table.

use serde::{Deserialize, Serialize};

use super::protocol::TrainingSetup;
use crate::data::schema::{OutcomeChoice, Schema};
use crate::evaluation::{Figures, leakage::Leak};
use crate::quantity::{Money, Probability};
use crate::sheets::{ChartSheet, FactText, FindingText, LeakWords, MeaningText, ReadingText, Sentence};
use crate::strategy::CutOffSteps;

/// An open table, as the page needs it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FileSummary {
    /// Its name.
    pub name: String,
    /// Whether it is the synthetic portfolio.
    pub is_synthetic: bool,
    /// Size in bytes.
    pub n_bytes: u64,
    /// Rows in the table.
    pub n_rows: u64,
    /// How it was read.
    pub reading: ReadingText,
    /// Its columns.
    pub schema: Schema,
    /// The first rows as written.
    pub first_rows: Vec<Vec<String>>,
    /// What its columns measure: one entry a meaning.
    pub meanings: Vec<MeaningText>,
    /// Names its header, whatever the order of columns and the way of writing their names.
    pub fingerprint: u64,
    /// What is wrong with it whatever its outcome, the gravest first.
    pub findings: Vec<FindingText>,
    /// The outcome that was guessed, if any.
    pub outcome: Option<OutcomeReport>,
}

/// What a column gives as the outcome.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OutcomeReport {
    /// Which values of which column mean bad.
    pub choice: OutcomeChoice,
    /// The column's values with their counts, commonest first.
    pub values: Vec<(String, u64)>,
    /// Rows whose outcome is known.
    pub n_known: u64,
    /// Those that are bad.
    pub n_bad: u64,
    /// Columns that give this outcome away; they stay in the worker.
    #[serde(skip)]
    pub leaks: Vec<Leak>,
    /// The same in words.
    pub leak_words: LeakWords,
    /// What is wrong with this outcome, the gravest first.
    pub findings: Vec<FindingText>,
    /// Why it cannot be learned, if so.
    pub problem: Option<Sentence>,
}

/// A trained model, as the page needs it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ModelSummary {
    /// The setup it was trained with.
    pub setup: TrainingSetup,
    /// Trees in it, where it is a forest.
    pub n_trees: u32,
    /// How it was made.
    pub facts: Vec<FactText>,
    /// Each feature with its share of what the model tells apart by it, greatest first.
    pub importance: Vec<(String, f64)>,
    /// The honest figures.
    pub evaluation: Figures,
    /// Borrowers, outcomes and money over the score grid.
    pub cut_off_steps: CutOffSteps,
    /// Borrowers by score, as a chart's option; the colors of its bars are tokens of scores (see [`crate::charts::score_distribution`]).
    pub score_chart: String,
    /// Rows of the table.
    pub n_rows: u64,
    /// Wall time from the request to the last tree; every row is scored on the way.
    pub fit_seconds: f64,
}

/// A borrower in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BorrowerRow {
    /// Row in the table.
    pub row: u64,
    /// The identifier, or the row number from 1.
    pub identifier: String,
    /// The score.
    pub score: Option<Probability>,
    /// Money owed.
    pub outstanding: Option<Money>,
    /// The outcome, where known.
    pub is_bad: Option<bool>,
    /// What is done next; `None` without a model.
    pub next_step: Option<NextStep>,
    /// The columns asked for.
    pub cells: Vec<String>,
}

/// What is done next about a borrower.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NextStep {
    /// What, in words.
    pub words: String,
    /// Whether a specialist decides.
    pub is_held: bool,
    /// Whether a person is to look first, as at legal reviews and at what is held for a specialist.
    pub needs_review: bool,
    /// Whether there is no capacity for the step that was wanted.
    pub is_second_choice: bool,
    /// Whether it asks for more than the borrower can pay.
    pub is_beyond_means: bool,
    /// Whether the loan was written off.
    pub is_written_off: bool,
    /// What it brings beyond the cheaper step, where that can be said.
    pub marginal: Option<Money>,
    /// What it is expected to bring, net of its cost.
    pub expected: Option<Money>,
    /// The place in the work queue, from 1; `None` where nothing is due.
    pub place: Option<u32>,
}

/// All about a borrower.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BorrowerDetail {
    /// As in the list; its cells are all columns in file order.
    pub summary: BorrowerRow,
    /// Its place in the list as it was listed last, from 0; `None` where it is not in it.
    pub place: Option<u64>,
    /// How many borrowers have a lower score.
    pub n_below: u64,
    /// What each tree that may judge this borrower said; `None` of a model that is no forest.
    pub votes: Option<TreeVotes>,
    /// For each column in file order: how the value stands among all, where the column is a number.
    pub standing: Vec<Option<Standing>>,
}

/// What the trees that have not seen a borrower said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TreeVotes {
    /// How many trees.
    pub n_trees: u32,
    /// A tenth of the trees said less.
    pub tenth: Probability,
    /// A tenth of the trees said more.
    pub ninetieth: Probability,
    /// Standard error of the score: the trees' standard deviation over the root of their number.
    pub standard_error: f64,
    /// How many said what.
    pub chart: ChartSheet,
}

/// Where a number stands in its column.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Standing {
    /// Share of the rows with a lower value, 0..=1.
    pub share_below: f64,
    /// The column's median.
    pub median: f64,
}
