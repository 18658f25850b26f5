mod conditions;
mod counsel;
mod counsel_account;
mod counsel_asking;
mod counsel_counting;
mod counsel_key;
mod crashes;
mod desk;
mod losing;
mod mailing;
mod mailing_wording;
mod planning;
mod questions;
mod reading;
mod replies;
mod rules;
mod sheets;
mod studies;
mod walking;
mod what_if;
mod work;

use std::sync::Arc;

pub use self::counsel::{Counsel, Obstacle, Talk, TalkScope};
pub use self::counsel_account::{SentKind, SentRequest};
pub use self::counsel_asking::Asking;
pub use self::counsel_counting::LongQuestion;
pub use self::counsel_key::KeyCheck;
pub use self::desk::Desk;
pub use self::mailing::{Addressees, Mailing};
pub use self::mailing_wording::{Pace, WordingRun};
use self::planning::Planned;
use self::reading::Preview;
pub use self::rules::{MOST_RULES_BYTES, Rules};
use self::sheets::ShownSheet;
use self::studies::Studies;
pub use self::what_if::WhatIf;
use self::work::Work;
use super::choices::Choices;
use super::command::{Command, FileKey};
use super::listing::Listing;
use super::setup::Setup;
use super::stage::Stage;
use super::worker_pool::WorkerPool;
use crate::data::read::ReadOptions;
use crate::data::sample::SampleMonth;
use crate::data::schema::{OutcomeChoice, Role};
use crate::jobs::protocol::{
    BorrowerDetail, ContactNote, ExportDone, FileSummary, JobId, ModelSummary, Query, Request, Source, TrainingSetup,
};
use crate::quantity::Currency;
use crate::strategy::CutOffs;

/// The jobs on their way, the newest of each kind: a reply to any other is dropped.
#[derive(Clone, Debug, Default, PartialEq)]
struct CurrentJobs {
    train: Option<JobId>,
    outcome: Option<JobId>,
    view: Option<JobId>,
    rows: Option<JobId>,
    borrower: Option<JobId>,
    export: Option<JobId>,
}

/// What can be opened, and opened again after a crash.
#[derive(Clone, Debug, PartialEq)]
struct OpenSource {
    source: Source,
    options: ReadOptions,
    file: Option<FileKey>,
}

/// An opening on its way.
#[derive(Clone, Debug, PartialEq)]
struct Opening {
    job: JobId,
    from: OpenSource,
    then: AfterOpen,
}

/// What follows when a file is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum AfterOpen {
    /// The person looks at it.
    Look,
    /// The person looks at it, who has said how it is to be read.
    Again,
    /// It is trained on as it was guessed.
    Train,
    /// The file was open before a crash: settings stay, and what was trained or in training is trained again.
    Rebuild,
}

/// What the page knows. Only the named transitions write it.
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    file: Stage<Arc<FileSummary>>,
    setup: Option<Setup>,
    model: Stage<Arc<ModelSummary>>,
    cut_offs: CutOffs,
    listing: Listing,
    borrower: Stage<Arc<BorrowerDetail>>,
    export: Stage<ExportDone>,
    sheets: Vec<ShownSheet>,
    studies: Studies,
    what_if: Option<WhatIf>,
    desk: Desk,
    counsel: Counsel,
    mailing: Mailing,
    planned: Planned,
    rules: Rules,
    /// What was done about borrowers, by the columns of their files.
    works: Vec<Work>,
    /// What the engine was told of contacts.
    told_contacts: Vec<ContactNote>,
    /// In days since 1970-01-01; `None` until it is told.
    today: Option<i32>,
    /// Who was left out of the list, being done with: not part of it, for it is copied often and they may be many.
    listed_without: Vec<String>,
    workers: WorkerPool,
    jobs: CurrentJobs,
    n_jobs: u64,
    opening: Option<Opening>,
    /// What `file` shows.
    shown_from: Option<OpenSource>,
    /// What could not be opened, to be read in another way.
    refused: Option<OpenSource>,
    preview: Option<Preview>,
    /// What was settled about files, by their columns.
    choices: Vec<Choices>,
    reused_from: Option<String>,
    /// The data engine that held what `file` shows is gone.
    is_table_lost: bool,
    /// With what a model is being trained, while it is.
    training: Option<TrainingSetup>,
    /// Rows asked for last, to be asked for again when the view changes.
    window: (u64, u64),
    commands: Vec<Command>,
}

impl Session {
    /// Starts the workers.
    pub fn new(n_trainers: u32) -> Session {
        let mut session = Session {
            file: Stage::Empty,
            setup: None,
            model: Stage::Empty,
            cut_offs: CutOffs::default(),
            listing: Listing::default(),
            borrower: Stage::Empty,
            export: Stage::Empty,
            sheets: Vec::new(),
            studies: Studies::default(),
            what_if: None,
            desk: Desk::default(),
            counsel: Counsel::default(),
            mailing: Mailing::default(),
            planned: Planned::default(),
            rules: Rules::default(),
            works: Vec::new(),
            told_contacts: Vec::new(),
            today: None,
            listed_without: Vec::new(),
            workers: WorkerPool::new(n_trainers),
            jobs: CurrentJobs::default(),
            n_jobs: 0,
            opening: None,
            shown_from: None,
            refused: None,
            preview: None,
            choices: Vec::new(),
            reused_from: None,
            is_table_lost: false,
            training: None,
            window: (0, 60),
            commands: vec![Command::StartEngine],
        };
        session.start_trainers();
        session
    }

    /// The open file.
    pub fn file(&self) -> &Stage<Arc<FileSummary>> {
        &self.file
    }

    /// What is settled about it.
    pub fn setup(&self) -> Option<&Setup> {
        self.setup.as_ref()
    }

    /// The model.
    pub fn model(&self) -> &Stage<Arc<ModelSummary>> {
        &self.model
    }

    /// The cut-offs.
    pub fn cut_offs(&self) -> CutOffs {
        self.cut_offs
    }

    /// The list of borrowers.
    pub fn listing(&self) -> &Listing {
        &self.listing
    }

    /// The borrower looked at.
    pub fn borrower(&self) -> &Stage<Arc<BorrowerDetail>> {
        &self.borrower
    }

    /// The last export.
    pub fn export(&self) -> &Stage<ExportDone> {
        &self.export
    }

    /// How many trainers there are.
    pub fn n_trainers(&self) -> u32 {
        self.workers.n_trainers
    }

    /// What is to be done outside, in order; empties the list.
    pub fn take_commands(&mut self) -> Vec<Command> {
        std::mem::take(&mut self.commands)
    }

    fn next_job(&mut self) -> JobId {
        self.n_jobs += 1;
        JobId(self.n_jobs)
    }

    fn send(&mut self, request: Request) {
        self.commands.push(Command::Send(request, None));
    }

    fn ask(&mut self, query: Query) -> JobId {
        self.wake_engine();
        let job = self.next_job();
        self.send(Request::Ask { job, query });
        job
    }

    fn start_trainers(&mut self) {
        self.workers.trainers_down.clear();
        self.commands.extend((0..self.workers.n_trainers).map(Command::StartTrainer));
    }

    /// The files that the page must keep: what is open and what is being opened.
    pub fn files_in_use(&self) -> Vec<FileKey> {
        let opening = self.opening.as_ref().map(|opening| &opening.from);
        [self.shown_from.as_ref(), self.refused.as_ref(), opening].into_iter().flatten().filter_map(|from| from.file).collect()
    }

    // What the person does

    /// Opens a file that the page holds under `file`.
    pub fn open_file(&mut self, file: FileKey, name: String, n_bytes: u64) {
        self.open(Source::File { name, n_bytes }, ReadOptions::default(), Some(file), AfterOpen::Look);
    }

    /// Opens the synthetic portfolio and trains at once.
    pub fn open_sample(&mut self, month: SampleMonth) {
        self.open(Source::Sample { month }, ReadOptions::default(), None, AfterOpen::Train);
    }

    fn open(&mut self, source: Source, options: ReadOptions, file: Option<FileKey>, then: AfterOpen) {
        self.workers.note_person_acted();
        self.start_engine_if_given_up();
        (self.refused, self.preview) = (None, None);
        self.send_open(OpenSource { source, options, file }, then);
    }

    fn send_open(&mut self, from: OpenSource, then: AfterOpen) {
        let job = self.next_job();
        let (source, options) = (from.source.clone(), from.options.clone());
        self.commands.push(Command::Send(Request::Open { job, source, options }, from.file));
        self.opening = Some(Opening { job, from, then });
        self.file.start();
    }

    /// Gives up opening; what was open stays.
    pub fn cancel_open(&mut self) {
        if let Some(job) = self.opening.as_ref().map(|opening| opening.job) {
            self.send(Request::Cancel { job });
            self.end_opening(None);
        }
    }

    /// Takes back what a failed or cancelled step left to be read.
    pub fn dismiss_file_error(&mut self) {
        if matches!(self.file, Stage::Failed { .. }) {
            self.file.revert();
            (self.refused, self.preview) = (None, None);
        }
    }

    /// Names the outcome column; what its values mean is guessed.
    pub fn choose_outcome_column(&mut self, column: String) {
        self.jobs.outcome = Some(self.ask(Query::OutcomeOf { column }));
    }

    /// Says what the outcome's values mean.
    pub fn choose_outcome(&mut self, choice: OutcomeChoice) {
        self.jobs.outcome = Some(self.ask(Query::Outcome { choice }));
    }

    /// Sets a column's role.
    pub fn change_role(&mut self, name: &str, role: Role) {
        if let Some(setup) = &mut self.setup {
            setup.change_role(name, role);
        }
    }

    /// Changes the rest of the setup: balance, currency, forest.
    pub fn edit_setup(&mut self, edit: impl FnOnce(&mut Setup)) {
        if let Some(setup) = &mut self.setup {
            edit(setup);
        }
    }

    /// Shows amounts in this currency.
    pub fn change_currency(&mut self, currency: Currency) {
        self.edit_setup(|setup| setup.currency = currency);
        self.send_sheets();
    }

    /// Trains with the setup as it is; does nothing where the setup has a problem.
    pub fn train(&mut self) {
        if let Some(Ok(setup)) = self.setup.as_ref().map(Setup::training) {
            self.workers.note_person_acted();
            self.train_with(setup);
        }
    }

    fn train_with(&mut self, setup: TrainingSetup) {
        self.cancel_study();
        self.training = Some(setup.clone());
        self.model.start();
        self.wake_engine();
        if self.is_table_lost {
            // It begins as soon as the table is there again.
            return;
        }
        self.ready_trainers();
        let job = self.next_job();
        self.jobs.train = Some(job);
        self.send(Request::Train { job, setup });
    }

    /// Trainers that were given up get another try, and those that grow trees nobody wants any more are ended.
    fn ready_trainers(&mut self) {
        let down = self.workers.note_training_begun();
        if self.jobs.train.is_some() {
            self.start_trainers();
        } else {
            self.commands.extend(down.into_iter().map(Command::StartTrainer));
        }
    }

    /// Ends the training and keeps the trees so far.
    pub fn stop_training(&mut self) {
        if let Some(job) = self.jobs.train {
            self.send(Request::Stop { job });
            self.start_trainers();
        }
    }

    /// Gives the training up; the model before stays.
    pub fn cancel_training(&mut self) {
        if let Some(job) = self.jobs.train.take() {
            self.send(Request::Cancel { job });
            self.start_trainers();
        }
        if self.training.take().is_some() {
            self.model.revert();
        }
    }
}
