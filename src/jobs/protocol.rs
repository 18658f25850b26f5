//! The whole contract between page, data engine and trainers. Messages are postcard; files and ports travel beside
//! them as attachments.

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use thiserror::Error;

use crate::data::issue::IssueLog;
use crate::data::read::{Dialect, ReadError, ReadOptions};
use crate::data::sample::SampleMonth;
use crate::data::schema::{OutcomeChoice, OutcomeError, Role, Schema};
use crate::evaluation::{Evaluation, leakage::Leak};
use crate::features::EncodeError;
use crate::model::forest::{TrainingSet, TrainingSetError};
use crate::model::{ForestParams, ParamsError, Tree, ValidForestParams};
use crate::quantity::{Money, Probability};
use crate::strategy::{CutOffSteps, CutOffs, Strategy};

/// Names a job; every message about it carries it, and a reply to a job that is no longer wanted is dropped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct JobId(pub u64);

/// The first message to a worker: what it is to be. A trainer's port to the data engine is the attachment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum WorkerRole {
    /// Holds the data and answers.
    DataEngine,
    /// Grows trees.
    Trainer,
}

/// From the page to the data engine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// Read a table; a file comes as the attachment. What was open stays until this is done.
    Open {
        /// This job.
        job: JobId,
        /// What to read.
        source: Source,
        /// How to read it, where the person said so.
        options: ReadOptions,
    },
    /// Train a model on the open table.
    Train {
        /// This job.
        job: JobId,
        /// On what, and how.
        setup: TrainingSetup,
    },
    /// End a training and keep the trees so far.
    Stop {
        /// The training.
        job: JobId,
    },
    /// Give a job up; what was there before stays.
    Cancel {
        /// Any job.
        job: JobId,
    },
    /// A trainer has started; its port is the attachment.
    TrainerStarted {
        /// Its number.
        trainer: u32,
    },
    /// A trainer was ended or has crashed: what it was growing must be grown again.
    TrainerLost {
        /// Its number.
        trainer: u32,
    },
    /// A short question.
    Ask {
        /// This job.
        job: JobId,
        /// The question.
        query: Query,
    },
}

/// What can be opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Source {
    /// The attached file.
    File {
        /// Its name.
        name: String,
        /// Its size in bytes.
        n_bytes: u64,
    },
    /// A month of the synthetic portfolio.
    Sample {
        /// Which month.
        month: SampleMonth,
    },
}

/// What to learn, from which columns, and how.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TrainingSetup {
    /// Which values of which column mean bad.
    pub outcome: OutcomeChoice,
    /// Each column's role, as the person settled it.
    pub roles: Vec<(String, Role)>,
    /// The column with the money still owed, if any.
    pub balance: Option<String>,
    /// The forest.
    pub params: ForestParams,
}

/// A short question to the data engine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Query {
    /// What this column would give as the outcome, its values read as its name and they suggest.
    OutcomeOf {
        /// The column.
        column: String,
    },
    /// What this choice gives as the outcome.
    Outcome {
        /// The column and what its values mean.
        choice: OutcomeChoice,
    },
    /// Which borrowers match, in which order.
    View {
        /// Which.
        filter: Filter,
        /// In which order.
        sort: Sort,
    },
    /// Some rows of the last view.
    Rows {
        /// First place in the view.
        start: u64,
        /// How many.
        n_rows: u64,
        /// The columns to show.
        columns: Vec<String>,
    },
    /// All about one borrower.
    Borrower {
        /// Its row in the table.
        row: u64,
    },
    /// The scored file to take away; its pieces come as attachments.
    Export {
        /// The bands.
        cut_offs: CutOffs,
    },
}

/// Which borrowers to list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Filter {
    /// Part of an identifier or a word, in any case; empty for all.
    pub search: String,
    /// Only this strategy under these cut-offs.
    pub strategy: Option<(Strategy, CutOffs)>,
}

/// In which order to list them; ties by place in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sort {
    /// By what.
    pub key: SortKey,
    /// Greatest first. What is missing comes last either way.
    pub descending: bool,
}

/// By what to sort.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SortKey {
    /// The score.
    Score,
    /// Money owed times score; the score where the file does not say what is owed.
    AtRisk,
    /// Money owed.
    Outstanding,
    /// The identifier.
    Identifier,
    /// A column of the file.
    Column(String),
}

/// From the data engine to the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Reply {
    /// The worker has started and listens.
    Ready,
    /// The browser saw a request from this worker.
    Requested {
        /// To where.
        address: String,
        /// Whether the content security policy stopped it.
        was_blocked: bool,
    },
    /// How far a job is, at most ten times a second.
    Progress {
        /// Which job.
        job: JobId,
        /// How far.
        progress: Progress,
    },
    /// A table is open.
    Opened {
        /// Which job.
        job: JobId,
        /// What it is.
        summary: Box<FileSummary>,
    },
    /// A model is trained and everyone scored.
    Trained {
        /// Which job.
        job: JobId,
        /// What it is.
        summary: Box<ModelSummary>,
    },
    /// The answer to a question.
    Answered {
        /// Which job.
        job: JobId,
        /// The answer.
        answer: Box<Answer>,
    },
    /// A job could not be done.
    Failed {
        /// Which job.
        job: JobId,
        /// Why.
        error: JobError,
    },
}

/// How far a job is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Progress {
    /// Reading a file.
    Reading {
        /// Bytes read.
        n_bytes: u64,
        /// Bytes in all.
        n_bytes_total: u64,
        /// Rows read.
        n_rows: u64,
    },
    /// Growing trees.
    Training {
        /// Trees so far.
        n_trees: u32,
        /// Trees wanted.
        n_trees_total: u32,
        /// Out-of-bag AUC of the trees so far.
        auc: Option<f64>,
        /// About how long it still takes.
        seconds_left: Option<f64>,
    },
    /// Writing the scored file.
    Exporting {
        /// Bytes read of the original.
        n_bytes: u64,
        /// Bytes in all.
        n_bytes_total: u64,
    },
}

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
    /// How the file is written.
    pub dialect: Dialect,
    /// Its columns.
    pub schema: Schema,
    /// What was odd.
    pub issues: IssueLog,
    /// The first rows as written.
    pub first_rows: Vec<Vec<String>>,
    /// The outcome that was guessed, if any.
    pub outcome: Option<OutcomeReport>,
    /// Wall time of the reading.
    pub read_seconds: f64,
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
    /// Columns that give this outcome away.
    pub leaks: Vec<Leak>,
    /// Why it cannot be learned, if so.
    pub problem: Option<OutcomeError>,
}

/// A trained model, as the page needs it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ModelSummary {
    /// The setup it was trained with.
    pub setup: TrainingSetup,
    /// Trees in it.
    pub n_trees: u32,
    /// Trees that reached the node cap.
    pub n_trees_capped: u32,
    /// Each feature with its share of the impurity decrease, greatest first.
    pub importance: Vec<(String, f64)>,
    /// The honest figures.
    pub evaluation: Evaluation,
    /// Borrowers, outcomes and money over the score grid.
    pub cut_off_steps: CutOffSteps,
    /// Rows of the table.
    pub n_rows: u64,
    /// Wall time from the request to the last tree; every row is scored on the way.
    pub fit_seconds: f64,
}

/// The answer to a [`Query`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// To [`Query::Outcome`] and [`Query::OutcomeOf`].
    Outcome(OutcomeReport),
    /// To [`Query::View`]: how many borrowers match.
    View {
        /// Matching borrowers.
        n_rows: u64,
    },
    /// To [`Query::Rows`].
    Rows {
        /// First place in the view.
        start: u64,
        /// The rows.
        rows: Vec<BorrowerRow>,
    },
    /// To [`Query::Borrower`].
    Borrower(BorrowerDetail),
    /// To [`Query::Export`]: what is in the attached pieces.
    Export {
        /// A name for the file.
        file_name: String,
        /// Rows written.
        n_rows: u64,
        /// Rows of the file that could not be written, having too many cells.
        n_left_out: u64,
    },
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
    /// The columns asked for.
    pub cells: Vec<String>,
}

/// All about a borrower.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BorrowerDetail {
    /// As in the list; its cells are all columns in file order.
    pub summary: BorrowerRow,
    /// How many borrowers have a lower score.
    pub n_below: u64,
    /// What each tree that may judge this borrower said.
    pub votes: TreeVotes,
    /// For each column in file order: how the value stands among all, where the column is a number.
    pub standing: Vec<Option<Standing>>,
}

/// What the trees that have not seen a borrower said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TreeVotes {
    /// How many trees.
    pub n_trees: u32,
    /// How many said a share in each twentieth of 0..1.
    pub bins: Vec<u32>,
    /// A tenth of the trees said less.
    pub tenth: Probability,
    /// A tenth of the trees said more.
    pub ninetieth: Probability,
    /// Standard error of the score: the trees' standard deviation over the root of their number.
    pub standard_error: f64,
}

/// Where a number stands in its column.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Standing {
    /// Share of the rows with a lower value, 0..=1.
    pub share_below: f64,
    /// The column's median.
    pub median: f64,
}

/// Why a job could not be done. Sentences for people are the page's.
#[derive(Clone, Debug, PartialEq, Error, Serialize, Deserialize)]
pub enum JobError {
    /// The file is unusable.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The file could not be read from the disk, or has changed since it was opened.
    #[error("the file changed or cannot be read: {0}")]
    FileGone(String),
    /// The outcome cannot be learned.
    #[error(transparent)]
    Outcome(#[from] OutcomeError),
    /// The settings cannot train.
    #[error(transparent)]
    Params(#[from] ParamsError),
    /// The columns cannot be encoded.
    #[error(transparent)]
    Encode(#[from] EncodeError),
    /// The rows cannot be trained on.
    #[error(transparent)]
    TrainingSet(#[from] TrainingSetError),
    /// A training was stopped before its first tree.
    #[error("stopped before the first tree")]
    StoppedTooEarly,
    /// Nothing is open.
    #[error("no table is open")]
    NoTable,
    /// Nothing is trained.
    #[error("no model is trained")]
    NoModel,
    /// No such row.
    #[error("no row {0}")]
    UnknownRow(u64),
    /// No such column.
    #[error("no column {0}")]
    UnknownColumn(String),
    /// A message could not be understood: page and worker are of different builds.
    #[error("a message could not be understood")]
    Garbled,
}

/// From the data engine to a trainer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum TrainerRequest {
    /// Keep these rows for this job.
    Load {
        /// The training.
        job: JobId,
        /// Rows with outcomes.
        training: Box<TrainingSet>,
        /// Checked settings.
        params: ValidForestParams,
    },
    /// Grow trees of the rows kept.
    Grow {
        /// The training.
        job: JobId,
        /// First tree number.
        first: u32,
        /// How many.
        n_trees: u32,
    },
}

/// From a trainer to the data engine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum TrainerReply {
    /// A tree is grown.
    Tree {
        /// The training.
        job: JobId,
        /// The tree's number.
        number: u32,
        /// The tree.
        tree: Tree,
    },
}

/// A message as bytes.
pub fn encode<T: Serialize>(message: &T) -> Vec<u8> {
    postcard::to_stdvec(message).unwrap_or_default()
}

/// Bytes as a message; never panics.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, JobError> {
    postcard::from_bytes(bytes).map_err(|_| JobError::Garbled)
}
