//! A data engine with a page, files and trainers around it, all in one thread. Every message goes through its bytes.

use std::collections::{BTreeMap, VecDeque};

use serde::{Serialize, de::DeserializeOwned};
use smart_loan_recovery::data::read::ReadOptions;
use smart_loan_recovery::jobs::data_engine::{DataEngine, Effect, Input};
use smart_loan_recovery::jobs::protocol::{
    Answer, ExportOrder, FileSummary, JobError, JobId, ModelSummary, Query, Reply, Request, Source, Study, StudyReport, TrainerReply,
    TrainerRequest, TrainingSetup, decode, encode,
};
use smart_loan_recovery::jobs::trainer::Trainer;
use smart_loan_recovery::quantity::RandomStream;
use smart_loan_recovery::session::Setup;
use smart_loan_recovery::strategy::CutOffs;

/// See the module.
#[derive(Default)]
pub struct Harness {
    engine: DataEngine,
    trainers: BTreeMap<u32, Trainer>,
    /// The files handed over, by the job that opened them.
    pub files: BTreeMap<JobId, Vec<u8>>,
    /// How much of a file arrives at a time, where less than was asked for.
    pub piece_bytes: Option<usize>,
    /// What the next piece of a file gives instead of bytes.
    pub read_error: Option<String>,
    reads: VecDeque<(JobId, JobId, u64, u64)>,
    to_continue: VecDeque<JobId>,
    replies: Vec<(Reply, Vec<Vec<u8>>)>,
    now: f64,
    n_jobs: u64,
}

impl Harness {
    /// With trainers 0..n_trainers.
    pub fn new(n_trainers: u32) -> Harness {
        let mut harness = Harness::default();
        (0..n_trainers).for_each(|trainer| harness.start_trainer(trainer));
        harness
    }

    pub fn next_job(&mut self) -> JobId {
        self.n_jobs += 1;
        JobId(self.n_jobs)
    }

    /// Starts a trainer; ends the one before with this number.
    pub fn start_trainer(&mut self, trainer: u32) {
        self.trainers.insert(trainer, Trainer::default());
        self.send(Request::TrainerStarted { trainer });
    }

    /// A trainer is gone with all that it was doing.
    pub fn kill_trainer(&mut self, trainer: u32) {
        self.trainers.remove(&trainer);
        self.send(Request::TrainerLost { trainer });
    }

    /// Takes a trainer away without telling the engine, as it was.
    pub fn take_trainer(&mut self, trainer: u32) -> Trainer {
        self.trainers.remove(&trainer).unwrap()
    }

    pub fn send(&mut self, request: Request) {
        self.put_in(Input::Request(through_bytes(&request)));
    }

    pub fn put_in(&mut self, input: Input) {
        self.now += 7.0;
        for effect in self.engine.handle(input, self.now) {
            match effect {
                Effect::Reply { reply, attachments } => self.replies.push((as_heard(reply), attachments)),
                Effect::ToTrainer { trainer, request } => {
                    if let Some(trainer) = self.trainers.get_mut(&trainer) {
                        trainer.handle(through_bytes::<TrainerRequest>(&request));
                    }
                }
                Effect::ReadFile { job, file, offset, n_bytes } => self.reads.push_back((job, file, offset, n_bytes)),
                Effect::Continue(job) => self.to_continue.push_back(job),
                Effect::ForgetFile(job) => {
                    self.files.remove(&job);
                }
            }
        }
    }

    /// Lets one piece of a file arrive.
    pub fn read_step(&mut self) -> bool {
        let Some((job, file, offset, n_bytes)) = self.reads.pop_front() else { return false };
        let bytes = match (self.read_error.take(), self.files.get(&file)) {
            (Some(words), _) => Err(words),
            (None, None) => Err("no file".to_owned()),
            (None, Some(bytes)) => {
                let start = (offset as usize).min(bytes.len());
                let length = self.piece_bytes.unwrap_or(usize::MAX).min(n_bytes as usize).min(bytes.len() - start);
                Ok(bytes[start..start + length].to_vec())
            }
        };
        self.put_in(Input::Piece { job, bytes });
        true
    }

    /// Lets an opening do its next step.
    pub fn continue_step(&mut self) -> bool {
        let Some(job) = self.to_continue.pop_front() else { return false };
        self.put_in(Input::Continue { job });
        true
    }

    /// Lets this trainer grow one tree.
    pub fn grow_step(&mut self, trainer: u32) -> bool {
        let Some(reply) = self.trainers.get_mut(&trainer).and_then(|trainer| trainer.step(&|| 0.0)) else { return false };
        self.put_in(Input::FromTrainer { trainer, reply: through_bytes::<TrainerReply>(&reply) });
        true
    }

    /// Until nothing is left to do; trainers take turns.
    pub fn run(&mut self) {
        loop {
            let n_grown = self.trainers().into_iter().filter(|trainer| self.grow_step(*trainer)).count();
            if !self.read_step() && !self.continue_step() && n_grown == 0 {
                return;
            }
        }
    }

    /// The replies so far; empties the list.
    pub fn take_replies(&mut self) -> Vec<Reply> {
        self.take_replies_with_bytes().into_iter().map(|(reply, _)| reply).collect()
    }

    /// The replies so far with what goes beside them; empties the list.
    pub fn take_replies_with_bytes(&mut self) -> Vec<(Reply, Vec<Vec<u8>>)> {
        std::mem::take(&mut self.replies)
    }

    /// The numbers of the trainers that are there.
    pub fn trainers(&self) -> Vec<u32> {
        self.trainers.keys().copied().collect()
    }

    /// Asks for a file to be opened, without waiting.
    pub fn start_open(&mut self, name: &str, bytes: &[u8], options: ReadOptions) -> JobId {
        let job = self.next_job();
        self.files.insert(job, bytes.to_vec());
        let source = Source::File { name: name.to_owned(), n_bytes: bytes.len() as u64 };
        self.send(Request::Open { job, source, options });
        job
    }

    pub fn open(&mut self, name: &str, bytes: &[u8]) -> Result<FileSummary, JobError> {
        let job = self.start_open(name, bytes, ReadOptions::default());
        self.run();
        self.opened(job)
    }

    pub fn open_source(&mut self, source: Source) -> Result<FileSummary, JobError> {
        let job = self.next_job();
        self.send(Request::Open { job, source, options: ReadOptions::default() });
        self.run();
        self.opened(job)
    }

    /// How an opening ended.
    pub fn opened(&mut self, job: JobId) -> Result<FileSummary, JobError> {
        match self.outcome_of(job) {
            (Reply::Opened { summary, .. }, _) => Ok(*summary),
            (Reply::Failed { error, .. }, _) => Err(error),
            (other, _) => panic!("{other:?}"),
        }
    }

    /// Asks for a training, without waiting.
    pub fn start_training(&mut self, setup: &TrainingSetup) -> JobId {
        let job = self.next_job();
        self.send(Request::Train { job, setup: setup.clone() });
        job
    }

    pub fn train(&mut self, setup: &TrainingSetup) -> Result<ModelSummary, JobError> {
        let job = self.start_training(setup);
        self.run();
        self.trained(job)
    }

    /// How a training ended.
    pub fn trained(&mut self, job: JobId) -> Result<ModelSummary, JobError> {
        match self.outcome_of(job) {
            (Reply::Trained { summary, .. }, _) => Ok(*summary),
            (Reply::Failed { error, .. }, _) => Err(error),
            (other, _) => panic!("{other:?}"),
        }
    }

    /// Asks for a study, without waiting.
    pub fn start_study(&mut self, study: Study, setup: &TrainingSetup) -> JobId {
        let job = self.next_job();
        self.send(Request::Study { job, study, setup: setup.clone() });
        job
    }

    pub fn study(&mut self, study: Study, setup: &TrainingSetup) -> Result<StudyReport, JobError> {
        let job = self.start_study(study, setup);
        self.run();
        match self.outcome_of(job) {
            (Reply::Studied { report, .. }, _) => Ok(*report),
            (Reply::Failed { error, .. }, _) => Err(error),
            (other, _) => panic!("{other:?}"),
        }
    }

    pub fn ask(&mut self, query: Query) -> Result<Answer, JobError> {
        let job = self.next_job();
        self.send(Request::Ask { job, query });
        self.run();
        self.answered(job).map(|(answer, _)| answer)
    }

    pub fn answered(&mut self, job: JobId) -> Result<(Answer, Vec<u8>), JobError> {
        match self.outcome_of(job) {
            (Reply::Answered { answer, .. }, attachments) => Ok((*answer, attachments.concat())),
            (Reply::Failed { error, .. }, _) => Err(error),
            (other, _) => panic!("{other:?}"),
        }
    }

    /// The scored file under the default cut-offs.
    pub fn export(&mut self) -> Result<Vec<u8>, JobError> {
        let job = self.next_job();
        self.send(Request::Ask {
            job,
            query: Query::Export(Box::new(ExportOrder::Scored {
                cut_offs: CutOffs::default(),
                day: Some(20_000),
                signed_by: String::new(),
                work: Vec::new(),
                messages: None,
            })),
        });
        self.run();
        self.answered(job).map(|(_, bytes)| bytes)
    }

    /// Whether a job has ended.
    pub fn has_ended(&self, job: JobId) -> bool {
        self.replies.iter().any(|(reply, _)| ends(reply, job))
    }

    fn outcome_of(&mut self, job: JobId) -> (Reply, Vec<Vec<u8>>) {
        let ending: Vec<usize> = (0..self.replies.len()).filter(|&idx| ends(&self.replies[idx].0, job)).collect();
        assert_eq!(ending.len(), 1, "job {job:?} has ended {} times", ending.len());
        self.replies.remove(ending[0])
    }
}

fn ends(reply: &Reply, job: JobId) -> bool {
    match reply {
        Reply::Opened { job: of, .. }
        | Reply::Trained { job: of, .. }
        | Reply::Studied { job: of, .. }
        | Reply::Answered { job: of, .. }
        | Reply::Failed { job: of, .. } => *of == job,
        Reply::Ready | Reply::Requested { .. } | Reply::Progress { .. } | Reply::Grouped { .. } => false,
    }
}

fn through_bytes<T: Serialize + DeserializeOwned>(message: &T) -> T {
    decode(&encode(message)).unwrap()
}

/// What the page would train with, untouched but for the number of trees.
pub fn setup_of(file: &FileSummary, n_trees: u32) -> TrainingSetup {
    let mut setup = Setup::of_file(file);
    setup.params.n_trees = n_trees;
    setup.training().unwrap()
}

/// A small loan file with signal, a hole here and there, two loans of some customers and a column of collection.
pub fn loans_csv(n_rows: usize, seed: u64) -> Vec<u8> {
    let mut random = RandomStream::new(seed);
    let mut text =
        "Loan_No,Customer_ID,Monthly_Income,Product,Days_Past_Due,Outstanding_Amount,Remark,Loan_Status,Recovered_Amount\n".to_owned();
    for row in 0..n_rows {
        let customer = if row % 7 == 6 { row - 1 } else { row };
        let (income, dpd) = (20_000 + random.below(80_000), random.below(120));
        let product = ["Home", "Auto", "Gold", "Personal"][random.below(4) as usize];
        let chance = 0.1 + 0.5 * f64::from(dpd) / 120.0 + if income < 50_000 { 0.25 } else { 0.0 };
        let is_bad = random.unit() < chance;
        let income = if random.below(30) == 0 { String::new() } else { income.to_string() };
        let (status, recovered) = if is_bad { ("Default", 0) } else { ("Fully Paid", 100) };
        let owed = f64::from(1_000 + random.below(900_000)) / 4.0;
        text += &format!("L{row:05},C_{customer},{income},{product},{dpd},{owed:.2},\"call, no {row}\",{status},{recovered}\n");
    }
    text.into_bytes()
}

/// A reply as the page hears it, with the error that only its words cross.
fn as_heard(said: Reply) -> Reply {
    let mut heard = through_bytes(&said);
    if let (Reply::Failed { error, .. }, Reply::Failed { error: original, .. }) = (&mut heard, said) {
        *error = original;
    }
    heard
}
