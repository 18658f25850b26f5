//! The data engine: holds the open table, the model and the scores, has trainers learn and answers
//! questions. It does no reading or sending itself: [`DataEngine::handle`] takes what arrived and returns what is to
//! be done, so that it never waits and always answers.

use super::exploring::Explored;
use super::exporting::{Exported, Exporting, messages_file};
use super::learning::{Learned, Learning};
use super::mailing_run::Mailing;
use super::opening::{Advance, Head, OpenTable, Opening};
use super::plan_cells::SegmentLabels;
use super::planning::Planning;
use super::protocol::{ExportOrder, JobError, JobId, Progress, Query, Reply, Request, Source, Topic, TrainerReply, TrainerRequest};
use super::rules::Rulebook;
use super::scored::Scored;
use super::segmenting::Segmenting;
use crate::data::read::{MAX_FILE_BYTES, ReadOptions};
use crate::data::sample::{SAMPLE_SEED, sample_csv, sample_file_name};

/// How much of a file is asked for at a time.
pub const PIECE_BYTES: u64 = 1 << 20;

/// Shortest time between two reports of progress.
pub(super) const PROGRESS_MILLISECONDS: f64 = 100.0;

/// What arrives at the engine.
#[derive(Debug)]
pub enum Input {
    /// From the page.
    Request(Request),
    /// A piece of a file, as wished for by [`Effect::ReadFile`]; the error is the browser's own words.
    Piece {
        /// The job that wished for it.
        job: JobId,
        /// Bytes, none at the end of the file.
        bytes: Result<Vec<u8>, String>,
    },
    /// The next step, as wished for by [`Effect::Continue`].
    Continue {
        /// The job that wished for it.
        job: JobId,
    },
    /// From a trainer.
    FromTrainer {
        /// Its number.
        trainer: u32,
        /// What it says.
        reply: TrainerReply,
    },
}

/// What is to be done.
#[derive(Debug, PartialEq)]
pub enum Effect {
    /// Tell the page.
    Reply {
        /// What.
        reply: Reply,
        /// Bytes that go beside it.
        attachments: Vec<Vec<u8>>,
    },
    /// Tell a trainer.
    ToTrainer {
        /// Which.
        trainer: u32,
        /// What.
        request: TrainerRequest,
    },
    /// Read a piece of a file and hand it in as [`Input::Piece`].
    ReadFile {
        /// The job that wants it.
        job: JobId,
        /// The job that opened the file.
        file: JobId,
        /// First byte.
        offset: u64,
        /// How many at most.
        n_bytes: u64,
    },
    /// Hand in [`Input::Continue`] for this job, once what has arrived in the meantime has been handed in.
    Continue(JobId),
    /// The file of this job is no longer needed.
    ForgetFile(JobId),
}

/// See the module.
#[derive(Debug, Default)]
pub struct DataEngine {
    pub(super) open: Option<OpenTable>,
    pub(super) scored: Option<Scored>,
    pub(super) view: Vec<u32>,
    pub(super) explored: Explored,
    opening: Option<Opening>,
    /// Of the file that could not be opened last, until another one is.
    pub(super) refused: Option<Head>,
    learning: Learning,
    pub(super) planning: Planning,
    pub(super) rulebook: Rulebook,
    pub(super) segmenting: Option<Segmenting>,
    pub(super) mailing: Option<Mailing>,
    export: Option<Exporting>,
    pub(super) effects: Vec<Effect>,
}

impl DataEngine {
    /// Takes one thing in at `now` (milliseconds on any steady clock) and returns what is to be done, in order.
    pub fn handle(&mut self, input: Input, now: f64) -> Vec<Effect> {
        match input {
            Input::Request(request) => self.handle_request(request, now),
            Input::Piece { job, bytes } => self.take_piece(job, bytes, now),
            Input::Continue { job } if self.is_opening(job) => self.advance_opening(now),
            Input::Continue { job } if self.is_mailing(job) => self.advance_mailing(now),
            Input::Continue { job } => self.advance_segmenting(job, now),
            Input::FromTrainer { trainer, reply } => {
                let learned = self.learning.take(trainer, reply, now);
                self.take_learned(learned);
            }
        }
        std::mem::take(&mut self.effects)
    }

    fn handle_request(&mut self, request: Request, now: f64) {
        match request {
            Request::Open { job, source, options } => self.open(job, source, options, now),
            Request::Train { job, setup } => match &self.open {
                Some(open) => {
                    let learned = self.learning.train(job, setup, open, now);
                    self.take_learned(learned);
                }
                None => self.fail(job, JobError::NoTable),
            },
            Request::Study { job, study, setup } => match &self.open {
                Some(open) => {
                    let learned = self.learning.study(job, study, setup, open, now);
                    self.take_learned(learned);
                }
                None => self.fail(job, JobError::NoTable),
            },
            Request::Stop { job } => {
                let learned = self.learning.stop(job, now);
                self.take_learned(learned);
            }
            Request::Cancel { job } => self.cancel(job),
            Request::TrainerStarted { trainer } => {
                self.learning.add_trainer(trainer);
                self.take_learned(None);
            }
            Request::TrainerLost { trainer } => {
                self.learning.lose_trainer(trainer);
                self.take_learned(None);
            }
            Request::Contacts(contacts) => self.planning.note_contacts(contacts),
            Request::Ask { job, query: Query::Export(order) } => self.start_export(job, *order, now),
            Request::Ask { job, query: Query::Mailing(question) } => self.show_mailing(job, *question, now),
            Request::Ask { job, query: Query::Sheet { topic: Topic::Segments, currency, .. } } => self.show_groups(job, currency),
            Request::Ask { job, query } => match self.answer(query) {
                Ok(answer) => self.reply(Reply::Answered { job, answer: Box::new(answer) }),
                Err(error) => self.reply(Reply::failed(job, error)),
            },
        }
    }

    pub(super) fn reply(&mut self, reply: Reply) {
        self.effects.push(Effect::Reply { reply, attachments: Vec::new() });
    }

    pub(super) fn fail(&mut self, job: JobId, error: impl Into<JobError>) {
        self.reply(Reply::failed(job, error.into()));
    }

    fn cancel(&mut self, job: JobId) {
        if self.is_opening(job) {
            self.opening = None;
            self.effects.push(Effect::ForgetFile(job));
        }
        self.learning.cancel(job);
        self.forget_waiting_export(job);
        self.cancel_mailing(job);
        if self.export.as_ref().is_some_and(|export| export.job == job) {
            self.export = None;
        }
    }

    // Opening

    fn open(&mut self, job: JobId, source: Source, options: ReadOptions, now: f64) {
        if let Some(earlier) = self.opening.take() {
            self.effects.push(Effect::ForgetFile(earlier.job));
        }
        self.refused = None;
        match source {
            Source::File { n_bytes, .. } if n_bytes > MAX_FILE_BYTES => {
                self.effects.push(Effect::ForgetFile(job));
                self.fail(job, JobError::FileTooLarge { n_bytes, limit: MAX_FILE_BYTES });
            }
            Source::File { name, n_bytes } => {
                self.opening = Some(Opening::of_file(job, name, n_bytes, options, now));
                self.read_on(job, job, 0);
            }
            Source::Sample { month } => {
                let bytes = sample_csv(SAMPLE_SEED, month);
                let mut opening = Opening::of_sample(job, sample_file_name(month).to_owned(), bytes.len() as u64, options, now);
                let pushed = opening.push(&bytes);
                opening.keep(bytes);
                self.opening = Some(opening);
                match pushed {
                    Ok(()) => self.advance_opening(now),
                    Err(error) => self.fail_opening(error),
                }
            }
        }
    }

    fn is_opening(&self, job: JobId) -> bool {
        self.opening.as_ref().is_some_and(|opening| opening.job == job)
    }

    /// Does the next step of an opening whose pieces have all arrived.
    fn advance_opening(&mut self, now: f64) {
        let Some(opening) = self.opening.take() else { return };
        let job = opening.job;
        match opening.advance(now) {
            Ok(Advance::ToNext(opening, progress)) => {
                self.opening = Some(opening);
                self.reply(Reply::Progress { job, progress });
                self.effects.push(Effect::Continue(job));
            }
            Ok(Advance::Opened(table, summary)) => {
                if let Some(before) = self.open.replace(table) {
                    self.effects.push(Effect::ForgetFile(before.job));
                }
                self.scored = None;
                self.planning.forget_table();
                self.segmenting = None;
                self.mailing = None;
                self.learning.forget();
                self.export = None;
                self.view = Vec::new();
                self.explored = Explored::default();
                self.reply(Reply::Opened { job, summary });
            }
            Err((error, head)) => {
                self.refused = Some(head);
                self.effects.push(Effect::ForgetFile(job));
                self.fail(job, error);
            }
        }
    }

    fn fail_opening(&mut self, error: JobError) {
        if let Some(opening) = self.opening.take() {
            self.effects.push(Effect::ForgetFile(opening.job));
            self.fail(opening.job, error);
            self.refused = Some(opening.into_head());
        }
    }

    fn read_on(&mut self, job: JobId, file: JobId, offset: u64) {
        self.effects.push(Effect::ReadFile { job, file, offset, n_bytes: PIECE_BYTES });
    }

    fn take_piece(&mut self, job: JobId, bytes: Result<Vec<u8>, String>, now: f64) {
        if self.is_opening(job) {
            match bytes {
                Ok(bytes) => self.take_piece_to_open(&bytes, now),
                Err(words) => self.fail_opening(JobError::FileGone(words)),
            }
        } else if self.export.as_ref().is_some_and(|export| export.job == job) {
            match bytes {
                Ok(bytes) => self.take_piece_to_export(&bytes, now),
                Err(words) => {
                    self.export = None;
                    self.fail(job, JobError::FileGone(words));
                }
            }
        }
    }

    fn take_piece_to_open(&mut self, bytes: &[u8], now: f64) {
        let Some(opening) = &mut self.opening else { return };
        if bytes.is_empty() {
            return self.advance_opening(now);
        }
        if let Err(error) = opening.push(bytes) {
            return self.fail_opening(error);
        }
        let (job, offset) = (opening.job, opening.cursor.offset);
        if now >= opening.cursor.next_report {
            opening.cursor.next_report = now + PROGRESS_MILLISECONDS;
            let progress = opening.progress(now);
            self.reply(Reply::Progress { job, progress });
        }
        self.read_on(job, job, offset);
    }

    // Learning

    fn take_learned(&mut self, learned: Option<Learned>) {
        match learned {
            Some(Learned::Progress(job, progress)) => self.reply(Reply::Progress { job, progress }),
            Some(Learned::Trained(job, Ok(scored))) => {
                let summary = Box::new(scored.summary());
                self.scored = Some(*scored);
                self.planning.forget_scores();
                self.mailing = None;
                self.export = None;
                self.reply(Reply::Trained { job, summary });
                self.start_segmenting(job);
            }
            Some(Learned::Studied(job, Ok(report))) => self.reply(Reply::Studied { job, report }),
            Some(Learned::Trained(job, Err(error)) | Learned::Studied(job, Err(error))) => self.fail(job, error),
            None => {}
        }
        let requests = self.learning.assign().into_iter();
        self.effects.extend(requests.map(|(trainer, request)| Effect::ToTrainer { trainer, request }));
    }

    // Files to take away

    pub(super) fn start_export(&mut self, job: JobId, order: ExportOrder, now: f64) {
        self.export = None;
        let Some(order) = self.unless_groups_are_awaited(job, order) else { return };
        let Some((order, mailed)) = self.unless_messages_are_awaited(job, order, now) else { return };
        let Some(open) = &self.open else { return self.fail(job, JobError::NoTable) };
        if let ExportOrder::Messages(_) = order {
            let (answer, file) = messages_file(open, &mailed);
            return self.effects.push(Effect::Reply { reply: Reply::Answered { job, answer: Box::new(answer) }, attachments: vec![file] });
        }
        let segments = self.planning.groups().map(SegmentLabels::of).unwrap_or_default();
        let mut exported = Exported { open, scored: self.scored.as_ref(), planning: &mut self.planning };
        let export = match Exporting::start(job, order, &mut exported, (segments, mailed), now) {
            Ok(export) => export,
            Err(error) => return self.fail(job, error),
        };
        self.export = Some(export);
        match open.bytes.clone() {
            Some(bytes) => {
                self.take_piece_to_export(&bytes, now);
                self.take_piece_to_export(&[], now);
            }
            None => self.read_on(job, open.job, 0),
        }
    }

    fn take_piece_to_export(&mut self, bytes: &[u8], now: f64) {
        let (Some(export), Some(open)) = (&mut self.export, &self.open) else { return };
        if bytes.is_empty() {
            return self.finish_export();
        }
        export.push(bytes, Exported { open, scored: self.scored.as_ref(), planning: &mut self.planning });
        let (job, file, offset) = (export.job, export.cursor.file, export.cursor.offset);
        let progress = Progress::Exporting { n_bytes: offset, n_bytes_total: export.cursor.n_bytes };
        let is_in_file = open.bytes.is_none();
        if now >= export.cursor.next_report {
            export.cursor.next_report = now + PROGRESS_MILLISECONDS;
            self.reply(Reply::Progress { job, progress });
        }
        if is_in_file {
            self.read_on(job, file, offset);
        }
    }

    fn finish_export(&mut self) {
        let (Some(export), Some(open)) = (self.export.take(), &self.open) else { return };
        let job = export.job;
        match export.finish(Exported { open, scored: self.scored.as_ref(), planning: &mut self.planning }) {
            Ok((answer, attachments)) => {
                self.effects.push(Effect::Reply { reply: Reply::Answered { job, answer: Box::new(answer) }, attachments });
            }
            Err(error) => self.fail(job, error),
        }
    }
}
