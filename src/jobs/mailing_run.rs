//! A mailing on its way, a few rows at a time: the engine answers others in between. What was written stays until the plan changes, for
//! the files that take it away.

use super::data_engine::{DataEngine, Effect, PROGRESS_MILLISECONDS};
use super::mailing::{Gathered, Mailed, MailingQuestion, mail, report};
use super::portfolio::Portfolio;
use super::protocol::{Answer, ExportOrder, JobError, JobId, Progress, Reply, Sort, SortKey};

/// Rows of a step: some tens of milliseconds.
const STEP_ROWS: usize = 32;

/// See the module.
#[derive(Debug)]
pub(super) struct Mailing {
    job: JobId,
    question: MailingQuestion,
    /// The plan that it is by.
    revision: u64,
    rows: Vec<u32>,
    gathered: Vec<Gathered>,
    mailed: Vec<Mailed>,
    next_report: f64,
    /// The page wants to see what became of it.
    is_shown: bool,
    /// A file to take away waits for it.
    export: Option<(JobId, ExportOrder)>,
}

impl Mailing {
    fn is_done(&self) -> bool {
        self.mailed.len() == self.rows.len()
    }
}

impl DataEngine {
    /// The page wants to see what becomes of a mailing.
    pub(super) fn show_mailing(&mut self, job: JobId, question: MailingQuestion, now: f64) {
        self.start_mailing(job, question, true, None, now);
    }

    /// Begins a mailing, unless it is there already. A file that waits for another one waits on.
    fn start_mailing(&mut self, job: JobId, question: MailingQuestion, is_shown: bool, export: Option<(JobId, ExportOrder)>, now: f64) {
        let mut before = self.mailing.take();
        let export = export.or_else(|| before.as_mut()?.export.take());
        let is_same = |before: &Mailing| before.question == question && before.revision == self.planning.revision();
        let mailing = match before.filter(is_same) {
            Some(before) => before,
            None => match self.new_mailing(question) {
                Ok(mailing) => mailing,
                Err(error) => return self.fail_mailing(job, export, &error),
            },
        };
        self.mailing = Some(Mailing { job, is_shown, export, next_report: now, ..mailing });
        self.effects.push(Effect::Continue(job));
    }

    fn new_mailing(&mut self, question: MailingQuestion) -> Result<Mailing, JobError> {
        let open = self.open.as_ref().ok_or(JobError::NoTable)?;
        let scored = self.scored.as_ref().ok_or(JobError::NoModel)?;
        self.planning.rows(open, scored, question.manner.cut_offs);
        let portfolio =
            Portfolio { table: &open.reading.table, schema: &open.schema, scored: Some(scored), planned: self.planning.planned() };
        let mut rows = match &question.filter {
            Some(filter) => portfolio.view(filter, &Sort { key: SortKey::Queue, descending: true })?,
            None => Vec::new(),
        };
        let others = question.kept.iter().filter_map(|kept| u32::try_from(kept.row).ok());
        let others: Vec<u32> = others.filter(|row| !rows.contains(row)).collect();
        rows.extend(others);
        let revision = self.planning.revision();
        let (gathered, mailed) = (Vec::new(), Vec::new());
        let job = JobId::default();
        Ok(Mailing { job, question, revision, rows, gathered, mailed, next_report: 0.0, is_shown: false, export: None })
    }

    pub(super) fn is_mailing(&self, job: JobId) -> bool {
        self.mailing.as_ref().is_some_and(|mailing| mailing.job == job)
    }

    /// The next rows, and what waited for the last ones.
    pub(super) fn advance_mailing(&mut self, now: f64) {
        let Some(mut mailing) = self.mailing.take() else { return };
        let job = mailing.job;
        if mailing.revision != self.planning.revision() {
            // The plan has changed meanwhile: from the first row again.
            return self.start_mailing(job, mailing.question, mailing.is_shown, mailing.export, now);
        }
        if let Err(error) = self.mail_rows(&mut mailing) {
            return self.fail_mailing(job, mailing.export, &error);
        }
        if !mailing.is_done() {
            if now >= mailing.next_report {
                mailing.next_report = now + PROGRESS_MILLISECONDS;
                let (n_rows, n_rows_total) = (mailing.mailed.len() as u64, mailing.rows.len() as u64);
                self.reply(Reply::Progress { job, progress: Progress::Mailing { n_rows, n_rows_total } });
            }
            self.mailing = Some(mailing);
            return self.effects.push(Effect::Continue(job));
        }
        if std::mem::take(&mut mailing.is_shown) {
            let answer = Answer::Mailing(Box::new(report(&mailing.gathered)));
            self.reply(Reply::Answered { job, answer: Box::new(answer) });
        }
        let export = mailing.export.take();
        self.mailing = Some(mailing);
        if let Some((job, order)) = export {
            self.start_export(job, order, now);
        }
    }

    fn mail_rows(&mut self, mailing: &mut Mailing) -> Result<(), JobError> {
        let open = self.open.as_ref().ok_or(JobError::NoTable)?;
        let scored = self.scored.as_ref().ok_or(JobError::NoModel)?;
        let plannable = self.planning.plannable(open, scored, mailing.question.manner.cut_offs);
        let manner = &mailing.question.manner;
        let rules = self.rulebook.rules(manner.sender.jurisdiction, manner.rules.as_deref())?;
        let start = mailing.mailed.len();
        for row in mailing.rows.iter().skip(start).take(STEP_ROWS) {
            let mailed = mail(&plannable, &mailing.question, u64::from(*row), rules, &mut mailing.gathered)?;
            mailing.mailed.push(mailed);
        }
        Ok(())
    }

    /// Neither the mailing nor the file that waits for it comes: they are one job where nobody looks at it.
    fn fail_mailing(&mut self, job: JobId, export: Option<(JobId, ExportOrder)>, error: &JobError) {
        let waiting = export.map(|(waiting, _)| waiting).filter(|waiting| *waiting != job);
        waiting.into_iter().chain([job]).for_each(|job| self.fail(job, error.clone()));
    }

    /// A file of messages, or with them, waits until they are written: `None` comes back then. Otherwise the order, and the messages that it
    /// wants, by row.
    pub(super) fn unless_messages_are_awaited(&mut self, job: JobId, order: ExportOrder, now: f64) -> Option<(ExportOrder, Vec<Mailed>)> {
        let Some(question) = order.messages() else { return Some((order, Vec::new())) };
        let is_wanted = |mailing: &&Mailing| mailing.question == *question && mailing.revision == self.planning.revision();
        if let Some(done) = self.mailing.as_ref().filter(is_wanted).filter(|mailing| mailing.is_done()) {
            return Some((order, done.mailed.clone()));
        }
        let question = question.clone();
        // Whoever looks at this or another one keeps waiting for it.
        match self.mailing.as_mut().filter(|mailing| mailing.is_shown) {
            Some(running) => running.export = Some((job, order)),
            None => self.start_mailing(job, question, false, Some((job, order)), now),
        }
        None
    }

    /// The mailing is given up, or the file that waits for it.
    pub(super) fn cancel_mailing(&mut self, job: JobId) {
        if let Some(mailing) = &mut self.mailing {
            mailing.export.take_if(|(waiting, _)| *waiting == job);
        }
        if let Some(mailing) = self.mailing.as_mut().filter(|mailing| mailing.job == job) {
            mailing.is_shown = false;
        }
        self.mailing.take_if(|mailing| mailing.job == job && !mailing.is_done() && mailing.export.is_none());
    }
}
