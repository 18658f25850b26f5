use super::{AfterOpen, CurrentJobs, Session};
use crate::jobs::protocol::Request;
use crate::session::command::Command;
use crate::session::stage::{SessionError, Stage};

impl Session {
    /// The data engine is gone: a new one is started and told everything again, unless it has crashed too often since
    /// the person last opened or trained something.
    pub fn engine_crashed(&mut self, words: String) {
        let opening = self.opening.take();
        self.jobs = CurrentJobs::default();
        self.is_table_lost = self.shown_from.is_some();
        if self.export.is_running() {
            self.export.revert();
        }
        self.lose_sheets();
        self.lose_desk();
        self.lose_brief();
        self.lose_mailing();
        self.lose_rules();
        self.lose_study();
        (self.what_if, self.preview) = (None, None);
        if self.borrower.is_running() {
            self.borrower.revert();
        }
        if !self.workers.note_engine_crash() {
            self.file.fail(SessionError::EngineCrashed(words));
            if self.training.take().is_some() {
                self.model.revert();
            }
            return;
        }
        self.commands.push(Command::StartEngine);
        self.start_trainers();
        match opening {
            Some(opening) => self.send_open(opening.from, opening.then),
            None => self.wake_engine(),
        }
    }

    /// Starts an engine that was given up, and reads what is shown again where its engine is gone.
    pub(super) fn wake_engine(&mut self) {
        self.start_engine_if_given_up();
        if self.is_table_lost
            && self.opening.is_none()
            && let Some(from) = self.shown_from.clone()
        {
            self.send_open(from, AfterOpen::Rebuild);
        }
    }

    pub(super) fn start_engine_if_given_up(&mut self) {
        if self.workers.take_given_up() {
            self.commands.push(Command::StartEngine);
            self.start_trainers();
        }
    }

    pub(in crate::session) fn engine_ready(&mut self) {
        self.workers.is_engine_ready = true;
        if matches!(self.file, Stage::Failed { error: SessionError::EngineSilent, .. }) {
            if self.opening.is_some() { self.file.start() } else { self.file.revert() }
        }
    }

    /// A worker has not started in time.
    pub fn engine_silent(&mut self) {
        if !self.workers.is_engine_ready && !self.workers.is_engine_given_up() {
            self.file.fail(SessionError::EngineSilent);
        }
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

    /// A trainer is gone: another takes its place and grows its trees again.
    pub fn trainer_crashed(&mut self, trainer: u32, words: String) {
        if trainer >= self.workers.n_trainers {
            return;
        }
        self.send(Request::TrainerLost { trainer });
        if self.workers.note_trainer_crash(trainer) {
            self.commands.push(Command::StartTrainer(trainer));
            return;
        }
        self.commands.push(Command::EndTrainer(trainer));
        if let Some((_, job)) = self.studies_current() {
            self.send(Request::Cancel { job });
            self.fail_study(job, &SessionError::TrainersCrashed(words.clone()));
        }
        if let Some(job) = self.jobs.train.take() {
            self.send(Request::Cancel { job });
            self.training = None;
            self.model.fail(SessionError::TrainersCrashed(words));
        }
    }
}
