use std::sync::Arc;

use super::Session;
use super::mailing_wording::WordingRun;
use crate::advisor::drafts::Occasion;
use crate::jobs::protocol::{
    DeskQuestion, DeskWords, ExportOrder, JobId, KeptMessage, MailingQuestion, MailingReport, Query, Request, Wording,
};
use crate::session::stage::{SessionError, Stage};
use crate::strategy::Treatment;

/// Who is written to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Addressees {
    /// Whom the list of borrowers shows.
    #[default]
    Listed,
    /// All with this next step.
    Step(Treatment),
}

/// Messages to many borrowers at once: written as the desk stands, but for whom and in which words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mailing {
    /// To whom.
    pub addressees: Addressees,
    /// Whether the export of the scores has these messages, too.
    pub is_in_export: bool,
    /// What became of it.
    pub shown: Stage<Arc<MailingReport>>,
    /// What the person asks of new wordings, beside what each occasion asks for.
    pub wish: String,
    /// Occasions being worded by a model, or those that were.
    pub(super) run: Option<WordingRun>,
    pub(super) wordings: Vec<Wording>,
    kept: Vec<KeptMessage>,
    is_open: bool,
    job: Option<JobId>,
    /// What was asked about last.
    asked: Option<Arc<MailingQuestion>>,
}

impl Mailing {
    /// The messages that the person wrote to single borrowers, to be taken away.
    pub fn kept(&self) -> &[KeptMessage] {
        &self.kept
    }

    /// Whether something is in it that would have to be made again: messages added by hand, a model's words.
    pub(super) fn holds_work(&self) -> bool {
        !self.kept.is_empty() || !self.wordings.is_empty()
    }

    /// The words of an occasion that are not the template's, as the desk stands.
    pub fn wording(&self, occasion: Occasion, desk: &super::Desk) -> Option<&Wording> {
        self.wordings.iter().find(|wording| wording.is_for(occasion, desk.channel, desk.language))
    }
}

impl Session {
    /// Messages to many.
    pub fn mailing(&self) -> &Mailing {
        &self.mailing
    }

    /// The person looks at messages to many: they are written now, and whenever something changes, until [`Session::close_mailing`].
    pub fn open_mailing(&mut self) {
        self.mailing.is_open = true;
        self.need_known_values();
        // The plan may be another one by now; what is the same is answered at once.
        self.send_mailing_again();
    }

    /// The person looks away: what is on its way is given up.
    pub fn close_mailing(&mut self) {
        self.mailing.is_open = false;
        if let Some(job) = self.mailing.job.take() {
            self.send(Request::Cancel { job });
            self.mailing.shown.revert();
            self.mailing.asked = None;
        }
    }

    /// Changes to whom, and what is done with it.
    pub fn change_mailing(&mut self, change: impl FnOnce(&mut Mailing)) {
        let before = self.mailing.addressees;
        change(&mut self.mailing);
        if before != self.mailing.addressees {
            // Others are other occasions.
            self.mailing.run.take_if(|run| !run.is_asking());
        }
        self.send_mailing();
    }

    /// Writes to an occasion in the template's words again.
    pub fn use_template_for(&mut self, occasion: Occasion) {
        let (channel, language) = (self.desk.channel, self.desk.language);
        self.mailing.wordings.retain(|wording| !wording.is_for(occasion, channel, language));
        self.send_mailing();
    }

    /// Takes the desk's message along with the export, in place of one to the same borrower; or no longer, where it is in it as it is.
    pub fn keep_message(&mut self) {
        let Some(message) = self.desk_message().filter(|_| self.desk.shown.ready().is_some()) else { return };
        let is_kept = self.mailing.kept.contains(&message);
        self.mailing.kept.retain(|kept| kept.row != message.row);
        if !is_kept {
            self.mailing.kept.push(message);
            self.note_taken();
        }
    }

    /// Whether the desk's message is in the export as it is.
    pub fn is_message_kept(&self) -> bool {
        !self.mailing.kept.is_empty() && self.desk_message().is_some_and(|message| self.mailing.kept.contains(&message))
    }

    /// The desk's message, to be taken along.
    fn desk_message(&self) -> Option<KeptMessage> {
        let desk = &self.desk;
        let answer = desk.shown.shown()?;
        let (ledger, overrides) = ((desk.amount_due.clone(), desk.due_date.clone()), desk.overrides.clone());
        let (channel, language, text) = (desk.channel, desk.language, answer.text.text.clone());
        Some(KeptMessage { row: answer.row, channel, language, ledger, text, overrides })
    }

    /// What is asked about messages to many; nothing before there is a plan.
    fn mailing_question(&self) -> Option<MailingQuestion> {
        let filter = match self.mailing.addressees {
            Addressees::Listed => self.listed_filter(),
            Addressees::Step(treatment) => crate::jobs::protocol::Filter { treatment: Some(treatment), ..Default::default() },
        };
        let Mailing { wordings, kept, .. } = &self.mailing;
        Some(MailingQuestion { filter: Some(filter), manner: self.mailing_manner()?, wordings: wordings.clone(), kept: kept.clone() })
    }

    /// How it is written: as the desk stands, to nobody in particular.
    fn mailing_manner(&self) -> Option<DeskQuestion> {
        Some(DeskQuestion {
            row: 0,
            words: DeskWords::Template,
            amount_due: String::new(),
            due_date: String::new(),
            ..self.desk_question_to(0)?
        })
    }

    /// The messages that the export of the scores has behind them.
    pub(super) fn exported_messages(&self) -> Option<MailingQuestion> {
        let Mailing { is_in_export, kept, .. } = &self.mailing;
        if *is_in_export {
            return self.mailing_question();
        }
        let manner = self.mailing_manner().filter(|_| !kept.is_empty())?;
        Some(MailingQuestion { filter: None, manner, wordings: Vec::new(), kept: kept.clone() })
    }

    /// Asks what becomes of it, where the person looks and it is not what was asked last.
    pub(super) fn send_mailing(&mut self) {
        if self.mailing.is_open {
            let question = self.mailing_question().map(Arc::new);
            if question != self.mailing.asked || question.is_none() {
                self.send_mailing_question(question);
            }
        }
    }

    /// The plan has changed: asks again.
    pub(super) fn send_mailing_again(&mut self) {
        self.mailing.asked = None;
        self.send_mailing();
    }

    fn send_mailing_question(&mut self, question: Option<Arc<MailingQuestion>>) {
        if let Some(job) = self.mailing.job.take() {
            self.send(Request::Cancel { job });
        }
        self.mailing.asked.clone_from(&question);
        if let Some(question) = question {
            self.mailing.shown.start();
            self.mailing.job = Some(self.ask(Query::Mailing(Box::new(MailingQuestion::clone(&question)))));
        }
    }

    pub(super) fn take_mailing(&mut self, job: JobId, report: MailingReport) {
        if self.mailing.job.take_if(|own| *own == job).is_some() {
            self.mailing.shown = Stage::Ready(Arc::new(report));
        }
    }

    /// Whether the job was of messages to many.
    pub(super) fn fail_mailing(&mut self, job: JobId, error: &SessionError) -> bool {
        let is_own = self.mailing.job.take_if(|own| *own == job).is_some();
        if is_own {
            self.mailing.shown.fail(error.clone());
        }
        is_own
    }

    pub(super) fn is_mailing(&self, job: JobId) -> bool {
        self.mailing.job == Some(job)
    }

    /// What was asked will not be answered: it is asked again when there is a model.
    pub(super) fn lose_mailing(&mut self) {
        (self.mailing.job, self.mailing.asked) = (None, None);
        if self.mailing.shown.is_running() {
            self.mailing.shown.revert();
        }
    }

    /// Another file is open: nobody of the one before is written to.
    pub(super) fn clear_mailing(&mut self) {
        let is_open = self.mailing.is_open;
        self.mailing = Mailing { is_open, ..Mailing::default() };
    }

    /// The messages as a file of their own.
    pub fn export_messages(&mut self) {
        let Some(question) = self.mailing_question() else { return };
        self.export.start();
        self.jobs.export = Some(self.ask(Query::Export(Box::new(ExportOrder::Messages(Box::new(question))))));
    }
}
