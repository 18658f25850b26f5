use std::sync::Arc;

use super::studies::Studies;
use super::{AfterOpen, CurrentJobs, OpenSource, Opening, Session};
use crate::jobs::protocol::{Answer, FileSummary, JobId, ModelSummary, Reply};
use crate::session::command::Command;
use crate::session::listing::Listing;
use crate::session::stage::{SessionError, Stage};
use crate::strategy::CutOffs;

impl Session {
    /// Takes a reply in, with the bytes beside it. One to a job that is not current changes nothing.
    pub fn receive(&mut self, reply: Reply, attachments: Vec<Vec<u8>>) {
        match reply {
            Reply::Ready => self.engine_ready(),
            Reply::Progress { job, progress } => {
                if self.is_opening(job) {
                    self.file.report(progress);
                } else if self.jobs.train == Some(job) {
                    self.model.report(progress);
                } else if self.jobs.export == Some(job) {
                    self.export.report(progress);
                } else if self.is_mailing(job) {
                    self.mailing.shown.report(progress);
                } else {
                    self.report_study(job, progress);
                }
            }
            Reply::Opened { job, summary } if self.is_opening(job) => self.take_file(*summary),
            Reply::Trained { job, summary } if self.jobs.train == Some(job) => self.take_model(*summary),
            // A part of the plan that was asked for before names them when it is asked for again.
            Reply::Grouped { .. } => self.send_sheets_with_groups(),
            Reply::Studied { job, report } => self.take_study(job, *report),
            Reply::Answered { job, answer } => self.take_answer(job, *answer, attachments),
            // A worker has not understood a message and cannot say of which job.
            Reply::Failed { job, words, .. } if job == JobId::default() => self.engine_crashed(words.what),
            Reply::Failed { job, error, words, may_be_read_otherwise } => {
                self.take_failure(job, SessionError::Job { error, words, may_be_read_otherwise });
            }
            // Of a job given up; requests are the store's to count.
            Reply::Opened { .. } | Reply::Trained { .. } | Reply::Requested { .. } => {}
        }
    }

    fn is_opening(&self, job: JobId) -> bool {
        self.opening.as_ref().is_some_and(|opening| opening.job == job)
    }

    fn take_file(&mut self, summary: FileSummary) {
        let Some(Opening { from, then, .. }) = self.opening.take() else { return };
        if then != AfterOpen::Rebuild {
            self.keep_choices();
        }
        if then == AfterOpen::Look
            && let Some(options) = self.kept_options(&summary)
        {
            // The same columns were read in another way before: so is this file.
            return self.send_open(OpenSource { options, ..from }, AfterOpen::Again);
        }
        let is_same = |before: &OpenSource| before.file == from.file && before.source == from.source;
        let is_new = !self.shown_from.as_ref().is_some_and(is_same);
        self.shown_from = Some(from);
        self.is_table_lost = false;
        if then == AfterOpen::Rebuild {
            self.file = Stage::Ready(Arc::new(summary));
            self.send_sheets_of_table();
            return self.train_again();
        }
        if std::mem::take(&mut self.jobs).train.is_some() {
            self.start_trainers();
        }
        self.forget_all_of_the_file();
        self.settle(&summary, then == AfterOpen::Look);
        self.find_work(&summary, is_new);
        self.clear_desk(summary.is_synthetic);
        self.clear_counsel();
        self.clear_mailing();
        self.file = Stage::Ready(Arc::new(summary));
        self.send_sheets_of_table();
        if then == AfterOpen::Train {
            self.train();
        }
    }

    /// After a crash: the model that was there, or that was being trained.
    fn train_again(&mut self) {
        let wanted = self.training.clone().or_else(|| self.model.shown().map(|model| model.setup.clone()));
        match wanted {
            Some(setup) => self.train_with(setup),
            None if self.listing.n_rows.is_some() => self.send_view(),
            None => {}
        }
    }

    fn forget_all_of_the_file(&mut self) {
        self.setup = None;
        self.model = Stage::Empty;
        self.training = None;
        self.cut_offs = CutOffs::default();
        self.listing = Listing::default();
        self.window.0 = 0;
        self.borrower = Stage::Empty;
        self.export = Stage::Empty;
        self.studies = Studies::default();
        self.what_if = None;
        self.forget_plan();
        self.jobs = CurrentJobs::default();
    }

    /// An opening that failed, or was given up where there is no error: what was open before stays, if it still is.
    pub(super) fn end_opening(&mut self, error: Option<SessionError>) {
        let Some(Opening { from, then, .. }) = self.opening.take() else { return };
        self.refused = matches!(error, Some(SessionError::Job { may_be_read_otherwise: true, .. })).then_some(from);
        if then == AfterOpen::Rebuild {
            // Nothing can be asked any more about what is shown.
            self.forget_all_of_the_file();
            self.file = Stage::Empty;
            self.shown_from = None;
            self.is_table_lost = false;
        }
        match error {
            Some(error) => self.file.fail(error),
            None => self.file.revert(),
        }
        if let Some(options) = self.refused.as_ref().map(|from| from.options.clone()) {
            self.send_preview(options);
        }
        if self.training.is_some() {
            self.wake_engine();
        }
    }

    fn take_model(&mut self, summary: ModelSummary) {
        self.jobs.train = None;
        self.training = None;
        self.model = Stage::Ready(Arc::new(summary));
        // The engine has dropped a file under way with the scores that it was of.
        match self.jobs.export.take() {
            Some(_) => self.export.fail(SessionError::Overtaken),
            None => self.export = Stage::Empty,
        }
        self.listing.rows.clear();
        self.forget_plan();
        // Before the list: a new engine would make it by the default policy, and without what was noted.
        self.tell_contacts_again();
        self.tell_policy_again();
        self.send_view();
        self.send_sheets_of_model();
        // The first policy brings its own.
        if self.policy().is_some() {
            self.send_cockpit();
        }
        self.what_if = None;
        self.renew_brief();
        self.send_desk();
        self.send_mailing_again();
        if let Some(row) = self.borrower.shown().map(|shown| shown.summary.row) {
            self.look_at(row);
        }
    }

    fn take_answer(&mut self, job_id: JobId, answer: Answer, attachments: Vec<Vec<u8>>) {
        let job = Some(job_id);
        match answer {
            Answer::Outcome(report) if self.jobs.outcome == job => {
                self.jobs.outcome = None;
                self.edit_setup(|setup| setup.outcome = Some(report));
                self.send_sheets_of_table();
            }
            Answer::View { n_rows } if self.jobs.view == job => {
                self.jobs.view = None;
                self.listing.error = None;
                self.listing.n_rows = Some(n_rows);
                self.send_rows();
            }
            Answer::Rows { start, rows } if self.jobs.rows == job => {
                self.jobs.rows = None;
                self.listing.error = None;
                (self.listing.start, self.listing.rows) = (start, rows);
                self.listing.rows_of = self.listing.n_listed;
            }
            Answer::Borrower(mut detail) if self.jobs.borrower == job => {
                self.jobs.borrower = None;
                // Both change while the rest stays: the page is not made anew for them.
                self.listing.place = detail.place.take();
                self.set_borrower_step(detail.summary.next_step.take());
                self.borrower = Stage::Ready(Arc::new(*detail));
                self.fetch_around();
            }
            Answer::WhatIfFields(fields) => self.take_what_if_fields(job_id, fields),
            Answer::NearestChange(nearest) => self.take_nearest_change(job_id, nearest),
            Answer::WhatIf(report) => self.take_what_if(job_id, report),
            Answer::Desk(answer) => self.take_desk(job_id, *answer),
            Answer::Mailing(report) => self.take_mailing(job_id, *report),
            Answer::Rules(rules) => self.take_rules(job_id, *rules),
            Answer::Brief(brief) => self.take_brief(job_id, *brief),
            Answer::Policy(policy) => self.take_policy(job_id, *policy),
            Answer::Cockpit(steps) => self.take_cockpit(job_id, *steps),
            Answer::NextSteps(steps) => self.take_next_steps(job_id, steps),
            Answer::Sheet(sheet) => self.take_sheet(job_id, sheet),
            Answer::Preview(text) => self.take_preview(job_id, *text),
            Answer::Export(done) if self.jobs.export == job => {
                self.jobs.export = None;
                self.commands.push(Command::Save(done.file_name.clone(), attachments));
                self.export = Stage::Ready(done);
            }
            _ => {}
        }
    }

    fn take_failure(&mut self, job: JobId, error: SessionError) {
        if self.is_opening(job) {
            return self.end_opening(Some(error));
        }
        if self.fail_sheet(job, &error)
            || self.fail_study(job, &error)
            || self.fail_what_if(job, &error)
            || self.fail_desk(job, &error)
            || self.fail_brief(job)
            || self.fail_mailing(job, &error)
            || self.fail_rules(job, &error)
        {
            return;
        }
        let job = Some(job);
        if self.jobs.train == job {
            self.jobs.train = None;
            self.training = None;
            self.model.fail(error);
        } else if self.jobs.borrower == job {
            self.jobs.borrower = None;
            self.borrower.fail(error);
        } else if self.jobs.export == job {
            self.jobs.export = None;
            self.export.fail(error);
        } else if self.jobs.view == job {
            self.jobs.view = None;
            self.listing.error = Some(error);
        } else if self.jobs.rows == job {
            self.jobs.rows = None;
            self.listing.error = Some(error);
        } else if self.jobs.outcome == job {
            self.jobs.outcome = None;
            self.file.fail(error);
        }
    }
}
