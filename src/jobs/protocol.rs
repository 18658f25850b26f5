//! The whole contract between page, data engine and trainers. Messages are postcard; files and ports travel beside
//! them as attachments.

use serde::{Deserialize, Serialize, de::DeserializeOwned};

pub use super::answer::{Answer, ExportDone};
pub use super::briefing::BriefQuestion;
pub use super::desk::{DeskAnswer, DeskQuestion, DeskWords, Sender};
pub use super::early_reply::EarlyReply;
pub use super::explaining::{NearestChangeReport, WhatIfReport};
pub use super::export_order::{ExportOrder, WorkRow};
pub use super::fit::{Fit, FitResult};
pub use super::job_error::JobError;
pub use super::listed::{Filter, Sort, SortKey};
pub use super::mailing::{KeptMessage, MailingExample, MailingGroup, MailingQuestion, MailingReport, Wording};
pub use super::next_steps::NextSteps;
pub use super::planning::PolicyChange;
pub use super::progress::Progress;
pub use super::rules::{OwnRules, RulesQuestion, RulesText};
pub use super::study::{Study, StudyReport};
pub use super::summary::{BorrowerDetail, BorrowerRow, FileSummary, ModelSummary, NextStep, OutcomeReport, Standing, TreeVotes};
pub use super::topic::{Scope, Subject, Topic};
pub use super::trainer_protocol::{TrainerReply, TrainerRequest};
use crate::data::loan_facts::NotedContact;
use crate::data::read::ReadOptions;
use crate::data::sample::SampleMonth;
use crate::data::schema::{OutcomeChoice, Role};
use crate::evaluation::CalibrationMethod;
pub use crate::explanation::{FieldLock, WhatIfField, WhatIfKind};
pub use crate::exploration::{Condition, Test};
use crate::features::Ratio;
use crate::model::{ForestParams, Learner};
use crate::quantity::{Currency, Money};
use crate::sheets::Sentence;
use crate::strategy::CutOffs;

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
    /// Find something out about the open table and a setup; the model stays.
    Study {
        /// This job.
        job: JobId,
        /// What.
        study: Study,
        /// Of which setup.
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
    /// What came of contacts with borrowers since the open file was written, in place of what was said of that before: the plan follows.
    Contacts(Vec<ContactNote>),
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
    /// Figures that are not to be derived from the columns.
    pub without: Vec<Ratio>,
    /// What learns.
    pub learner: Learner,
    /// How scores become probabilities.
    pub calibration: CalibrationMethod,
    /// The forest; other learners take its seed and its class weight.
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
    /// How the open file, or one that could not be opened, would be read.
    Preview {
        /// In which way.
        options: ReadOptions,
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
        /// Where the bands end.
        cut_offs: CutOffs,
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
        /// Where the bands end.
        cut_offs: CutOffs,
    },
    /// All about the borrower of an identifier.
    BorrowerNamed {
        /// As lists have it.
        identifier: String,
        /// Where the bands end.
        cut_offs: CutOffs,
    },
    /// A part of a page.
    Sheet {
        /// About what.
        topic: Topic,
        /// How amounts are written.
        currency: Currency,
        /// Of which loans, where it is about the table.
        scope: Scope,
    },
    /// The policy after a change, as a form and as a file; where the change cannot be made, what is wrong.
    Policy {
        /// What to do to it.
        change: PolicyChange,
        /// Where the bands end now.
        cut_offs: CutOffs,
        /// How amounts are written.
        currency: Currency,
    },
    /// A message to a borrower, checked.
    Desk(Box<DeskQuestion>),
    /// The rules of conduct, ready to read; of a person's own file, what is wrong with it.
    Rules(RulesQuestion),
    /// What may be told of a case to a model that is not on this machine.
    Brief(Box<BriefQuestion>),
    /// What the plan adds up to under any cut-offs.
    Cockpit,
    /// What is done next in the whole portfolio.
    NextSteps {
        /// Where the bands end.
        cut_offs: CutOffs,
    },
    /// A file to take away; its pieces come as attachments.
    Export(Box<ExportOrder>),
    /// Messages to many borrowers, checked.
    Mailing(Box<MailingQuestion>),
    /// A borrower's score with some cells changed.
    WhatIf {
        /// Its row in the table.
        row: u64,
        /// Names of columns with the texts of their new cells, empty for missing.
        changes: Vec<(String, String)>,
    },
    /// What may be changed of a borrower's row.
    WhatIfFields {
        /// Its row in the table.
        row: u64,
    },
    /// The smallest change that brings a borrower's score below a cut-off.
    NearestChange {
        /// Its row in the table.
        row: u64,
        /// The cut-off's step on the grid of 0.0001.
        below: u16,
        /// How amounts are written.
        currency: Currency,
    },
}

/// What came of the last contact with the borrower of an identifier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactNote {
    /// As lists have it.
    pub identifier: String,
    /// What came of it.
    pub contact: NotedContact,
    /// How much was paid, where that was said.
    pub paid: Option<Money>,
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
    /// The groups of borrowers are there, or it is known that there are none: sums may name them now.
    Grouped {
        /// The training whose scores they are of.
        job: JobId,
    },
    /// A study is done.
    Studied {
        /// Which job.
        job: JobId,
        /// What it found.
        report: Box<StudyReport>,
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
        /// Why; the page gets the words only.
        #[serde(skip)]
        error: JobError,
        /// The same for people.
        words: Sentence,
        /// Whether it is a file that may be a table if it is read in another way.
        may_be_read_otherwise: bool,
    },
}

impl Reply {
    /// A job could not be done.
    pub fn failed(job: JobId, error: JobError) -> Reply {
        Reply::Failed { job, words: error.words(), may_be_read_otherwise: error.may_be_read_otherwise(), error }
    }
}

/// A message as bytes.
pub fn encode<T: Serialize>(message: &T) -> Vec<u8> {
    postcard::to_stdvec(message).unwrap_or_default()
}

/// Bytes as a message; never panics.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, JobError> {
    postcard::from_bytes(bytes).map_err(|_| JobError::Garbled)
}
