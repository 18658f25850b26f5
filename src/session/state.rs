use std::sync::Arc;

use super::command::{Command, FileKey};
use super::listing::Listing;
use super::setup::Setup;
use super::stage::{SessionError, Stage};
use super::worker_pool::WorkerPool;
use crate::data::read::ReadOptions;
use crate::data::sample::SampleMonth;
use crate::data::schema::{OutcomeChoice, Role};
use crate::jobs::protocol::{Answer, BorrowerDetail, FileSummary, Filter, JobError, JobId, ModelSummary, Query, Reply, Request, Sort, Source, TrainingSetup};
use crate::quantity::Currency;
use crate::strategy::CutOffs;

/// What an export ended with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportDone {
    /// The file's name.
    pub file_name: String,
    /// Rows in it.
    pub n_rows: u64,
    /// Rows of the original that are not in it.
    pub n_left_out: u64,
}

/// The jobs on their way, the newest of each kind: a reply to any other is dropped.
#[derive(Clone, Debug, Default, PartialEq)]
struct CurrentJobs {
    open: Option<JobId>,
    train: Option<JobId>,
    outcome: Option<JobId>,
    view: Option<JobId>,
    rows: Option<JobId>,
    borrower: Option<JobId>,
    export: Option<JobId>,
}

/// What follows when a file is open.
#[derive(Clone, Debug, Default, PartialEq)]
enum AfterOpen {
    /// The person looks at it.
    #[default]
    Look,
    /// It is trained on as it was guessed.
    Train,
    /// The file was open before a crash: settings stay, and a model is trained again if there was one.
    Rebuild(Option<TrainingSetup>),
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
    workers: WorkerPool,
    jobs: CurrentJobs,
    n_jobs: u64,
    /// What is open or being opened, to be opened again after a crash.
    source: Option<(Source, ReadOptions, Option<FileKey>)>,
    /// What was open before that, should it fail.
    source_before: Option<(Source, ReadOptions, Option<FileKey>)>,
    after_open: AfterOpen,
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
            workers: WorkerPool::new(n_trainers),
            jobs: CurrentJobs::default(),
            n_jobs: 0,
            source: None,
            source_before: None,
            after_open: AfterOpen::Look,
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
        let job = self.next_job();
        self.send(Request::Ask { job, query });
        job
    }

    fn start_trainers(&mut self) {
        self.commands.extend((0..self.workers.n_trainers).map(Command::StartTrainer));
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

    /// Reads the open file again in another way.
    pub fn read_again(&mut self, options: ReadOptions) {
        if let Some((source, _, file)) = self.source.clone() {
            self.open(source, options, file, AfterOpen::Look);
        }
    }

    fn open(&mut self, source: Source, options: ReadOptions, file: Option<FileKey>, after_open: AfterOpen) {
        if self.file.ready().is_some() {
            self.source_before = self.source.take();
        }
        self.source = Some((source, options, file));
        self.after_open = after_open;
        self.send_open();
    }

    fn send_open(&mut self) {
        let Some((source, options, file)) = self.source.clone() else { return };
        let job = self.next_job();
        self.jobs.open = Some(job);
        self.file.start();
        self.commands.push(Command::Send(Request::Open { job, source, options }, file));
    }

    /// Gives up opening; what was open stays.
    pub fn cancel_open(&mut self) {
        if let Some(job) = self.jobs.open.take() {
            self.send(Request::Cancel { job });
            self.file.revert();
            self.source = self.source_before.take();
        }
    }

    /// Takes back what a failed or cancelled step left to be read.
    pub fn dismiss_file_error(&mut self) {
        if matches!(self.file, Stage::Failed { .. }) {
            self.file.revert();
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
    }

    /// Sets the number of trainers, 1..=64; ignored while a training runs.
    pub fn change_n_trainers(&mut self, n_trainers: u32) {
        if self.model.is_running() || !(1..=64).contains(&n_trainers) {
            return;
        }
        for trainer in n_trainers..self.workers.n_trainers {
            self.commands.push(Command::EndTrainer(trainer));
            self.send(Request::TrainerLost { trainer });
        }
        self.commands.extend((self.workers.n_trainers..n_trainers).map(Command::StartTrainer));
        self.workers.n_trainers = n_trainers;
    }

    /// Trains with the setup as it is; does nothing where the setup has a problem.
    pub fn train(&mut self) {
        if let Some(Ok(setup)) = self.setup.as_ref().map(Setup::training) {
            self.train_with(setup);
        }
    }

    fn train_with(&mut self, setup: TrainingSetup) {
        let job = self.next_job();
        self.jobs.train = Some(job);
        self.workers.note_training_begun();
        self.model.start();
        self.send(Request::Train { job, setup });
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
            self.model.revert();
            self.start_trainers();
        }
    }

    /// Moves the cut-offs.
    pub fn move_cut_offs(&mut self, cut_offs: CutOffs) {
        self.cut_offs = cut_offs;
        if let Some((strategy, _)) = self.listing.filter.strategy {
            self.listing.filter.strategy = Some((strategy, cut_offs));
        }
    }

    /// Lists borrowers.
    pub fn list(&mut self, filter: Filter, sort: Sort, columns: Vec<String>) {
        self.window.0 = 0;
        self.listing = Listing { filter, sort, columns, ..std::mem::take(&mut self.listing) };
        self.send_view();
    }

    fn send_view(&mut self) {
        let (filter, sort) = (self.listing.filter.clone(), self.listing.sort.clone());
        self.jobs.view = Some(self.ask(Query::View { filter, sort }));
        self.jobs.rows = None;
    }

    /// Wants these rows of the list.
    pub fn show_rows(&mut self, start: u64, n_rows: u64) {
        if self.window != (start, n_rows) || self.listing.rows.is_empty() {
            self.window = (start, n_rows);
            // The view that is on its way brings its rows along.
            if self.jobs.view.is_none() && self.listing.n_rows.is_some() {
                self.send_rows();
            }
        }
    }

    fn send_rows(&mut self) {
        let (start, n_rows) = self.window;
        let columns = self.listing.columns.clone();
        self.jobs.rows = Some(self.ask(Query::Rows { start, n_rows, columns }));
    }

    /// Looks at a borrower.
    pub fn look_at(&mut self, row: u64) {
        if self.borrower.shown().is_some_and(|shown| shown.summary.row != row) {
            self.borrower = Stage::Empty;
        }
        self.borrower.start();
        self.jobs.borrower = Some(self.ask(Query::Borrower { row }));
    }

    /// Looks away from the borrower.
    pub fn look_away(&mut self) {
        self.borrower = Stage::Empty;
        self.jobs.borrower = None;
    }

    /// Writes the scored file.
    pub fn start_export(&mut self) {
        self.export.start();
        let cut_offs = self.cut_offs;
        self.jobs.export = Some(self.ask(Query::Export { cut_offs }));
    }

    /// The browser did not take the file that was to be saved.
    pub fn saving_failed(&mut self, words: String) {
        self.export.fail(SessionError::NotSaved(words));
    }

    // What the workers say

    /// Takes a reply in, with the bytes beside it. One to a job that is not current changes nothing.
    pub fn receive(&mut self, reply: Reply, attachments: Vec<Vec<u8>>) {
        match reply {
            Reply::Ready => self.workers.is_engine_ready = true,
            Reply::Progress { job, progress } => {
                if self.jobs.open == Some(job) {
                    self.file.report(progress);
                } else if self.jobs.train == Some(job) {
                    self.model.report(progress);
                } else if self.jobs.export == Some(job) {
                    self.export.report(progress);
                }
            }
            Reply::Opened { job, summary } if self.jobs.open == Some(job) => self.take_file(*summary),
            Reply::Trained { job, summary } if self.jobs.train == Some(job) => self.take_model(*summary),
            Reply::Answered { job, answer } => self.take_answer(job, *answer, attachments),
            Reply::Failed { job, error } => self.take_failure(job, error),
            // Of a job given up; requests are the store's to count.
            Reply::Opened { .. } | Reply::Trained { .. } | Reply::Requested { .. } => {}
        }
    }

    fn take_file(&mut self, summary: FileSummary) {
        self.jobs.open = None;
        self.source_before = None;
        self.workers.note_job_done();
        let after_open = std::mem::take(&mut self.after_open);
        if !matches!(after_open, AfterOpen::Rebuild(_)) {
            self.setup = Some(Setup::of_file(&summary));
            self.model = Stage::Empty;
            self.cut_offs = CutOffs::default();
            self.listing = Listing::default();
            self.borrower = Stage::Empty;
            self.export = Stage::Empty;
            self.jobs = CurrentJobs::default();
        }
        self.file = Stage::Ready(Arc::new(summary));
        match after_open {
            AfterOpen::Train => self.train(),
            AfterOpen::Rebuild(Some(setup)) => self.train_with(setup),
            AfterOpen::Look | AfterOpen::Rebuild(None) => {}
        }
    }

    fn take_model(&mut self, summary: ModelSummary) {
        self.jobs.train = None;
        self.workers.note_job_done();
        self.model = Stage::Ready(Arc::new(summary));
        self.export = Stage::Empty;
        self.listing.rows.clear();
        self.send_view();
        if let Some(row) = self.borrower.shown().map(|shown| shown.summary.row) {
            self.look_at(row);
        }
    }

    fn take_answer(&mut self, job: JobId, answer: Answer, attachments: Vec<Vec<u8>>) {
        let job = Some(job);
        match answer {
            Answer::Outcome(report) if self.jobs.outcome == job => {
                self.jobs.outcome = None;
                self.edit_setup(|setup| setup.outcome = Some(report));
            }
            Answer::View { n_rows } if self.jobs.view == job => {
                self.jobs.view = None;
                self.listing.error = None;
                self.listing.n_rows = Some(n_rows);
                self.send_rows();
            }
            Answer::Rows { start, rows } if self.jobs.rows == job => {
                self.jobs.rows = None;
                (self.listing.start, self.listing.rows) = (start, rows);
            }
            Answer::Borrower(detail) if self.jobs.borrower == job => {
                self.jobs.borrower = None;
                self.borrower = Stage::Ready(Arc::new(detail));
            }
            Answer::Export { file_name, n_rows, n_left_out } if self.jobs.export == job => {
                self.jobs.export = None;
                self.commands.push(Command::Save(file_name.clone(), attachments));
                self.export = Stage::Ready(ExportDone { file_name, n_rows, n_left_out });
            }
            _ => {}
        }
    }

    fn take_failure(&mut self, job: JobId, error: JobError) {
        let (job, error) = (Some(job), SessionError::Job(error));
        if self.jobs.open == job {
            self.jobs.open = None;
            self.source = self.source_before.take();
            self.file.fail(error);
        } else if self.jobs.train == job {
            self.jobs.train = None;
            self.model.fail(error);
        } else if self.jobs.borrower == job {
            self.jobs.borrower = None;
            self.borrower.fail(error);
        } else if self.jobs.export == job {
            self.jobs.export = None;
            self.export.fail(error);
        } else if self.jobs.view == job || self.jobs.rows == job {
            self.listing.error = Some(error);
        } else if self.jobs.outcome == job {
            self.jobs.outcome = None;
            self.file.fail(error);
        }
    }

    /// The data engine is gone: a new one is started and told everything again.
    pub fn engine_crashed(&mut self, words: String) {
        let was_opening = self.jobs.open.is_some();
        let was_training = self.jobs.train.is_some();
        self.jobs = CurrentJobs::default();
        if !self.workers.note_engine_crash() {
            self.file.fail(SessionError::EngineCrashed(words));
            self.model.revert();
            return;
        }
        self.commands.push(Command::StartEngine);
        self.start_trainers();
        if self.export.is_running() {
            self.export.revert();
        }
        if !was_opening && self.file.shown().is_some() {
            let wanted = if was_training { self.setup.as_ref().and_then(|setup| setup.training().ok()) } else { None };
            self.after_open = AfterOpen::Rebuild(wanted.or_else(|| self.model.shown().map(|model| model.setup.clone())));
        }
        if was_opening || self.file.shown().is_some() {
            self.send_open();
        }
    }

    /// A worker has not started in time.
    pub fn engine_silent(&mut self) {
        if !self.workers.is_engine_ready {
            self.file.fail(SessionError::EngineSilent);
        }
    }

    /// A trainer is gone: another takes its place and grows its trees again.
    pub fn trainer_crashed(&mut self, trainer: u32, words: String) {
        self.send(Request::TrainerLost { trainer });
        if self.workers.note_trainer_crash() {
            self.commands.push(Command::StartTrainer(trainer));
        } else if let Some(job) = self.jobs.train.take() {
            self.send(Request::Cancel { job });
            self.model.fail(SessionError::TrainersCrashed(words));
            self.commands.push(Command::StartTrainer(trainer));
        }
    }
}
