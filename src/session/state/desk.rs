use std::sync::Arc;

use super::Session;
use crate::advisor::conduct::{CopyState, Language, Override, PlannedTime, Report, Rule};
use crate::advisor::drafts::MessageChannel;
use crate::jobs::protocol::{DeskAnswer, DeskQuestion, DeskWords, JobId, Query, Sender};
use crate::session::command::Command;
use crate::session::stage::{SessionError, Stage};

/// The desk where messages are written: to whom, by whom, in which way, and what is in them.
#[derive(Clone, Debug, PartialEq)]
pub struct Desk {
    /// The borrower's row in the table.
    pub row: Option<u64>,
    /// Who writes.
    pub sender: Sender,
    /// The way the message goes.
    pub channel: MessageChannel,
    /// The language.
    pub language: Language,
    /// When it is to be sent.
    pub planned_at: Option<PlannedTime>,
    /// What is past due by the lender's ledger, as the person writes it.
    pub amount_due: String,
    /// Since when, as `2026-03-05`.
    pub due_date: String,
    /// What the person wrote instead of templates.
    written: Vec<Written>,
    /// A draft whose slots are to be filled; it becomes what is written.
    drafted: Option<Written>,
    /// The person's reasons to copy it against a rule.
    pub overrides: Vec<Override>,
    /// The draft, and what was found in it.
    pub shown: Stage<Arc<DeskAnswer>>,
    job: Option<JobId>,
    /// Something has changed since the last question.
    is_stale: bool,
}

/// What the person wrote to a borrower in one way and language.
#[derive(Clone, Debug, PartialEq)]
struct Written {
    row: Option<u64>,
    channel: MessageChannel,
    language: Language,
    text: String,
    /// The draft that was put there last; what the person has not changed is still equal to it.
    draft: Option<String>,
}

impl Default for Desk {
    fn default() -> Desk {
        Desk {
            row: None,
            sender: Sender::default(),
            channel: MessageChannel::Whatsapp,
            language: Language::English,
            planned_at: None,
            amount_due: String::new(),
            due_date: String::new(),
            written: Vec::new(),
            drafted: None,
            overrides: Vec::new(),
            shown: Stage::Empty,
            job: None,
            is_stale: false,
        }
    }
}

impl Desk {
    /// What the person wrote instead of this draft's template.
    pub fn written(&self) -> Option<&str> {
        self.written.iter().find(|written| self.is_here(written)).map(|written| written.text.as_str())
    }

    /// Whether the person has written or changed it: a draft that nobody has touched makes room for the next one.
    pub fn is_persons(&self) -> bool {
        self.written.iter().any(|written| self.is_here(written) && written.draft.as_ref() != Some(&written.text))
    }

    /// Whether the person wrote anything to anybody.
    pub(super) fn has_written(&self) -> bool {
        !self.written.is_empty()
    }

    /// Which words are asked for.
    fn words(&self) -> DeskWords {
        match (&self.drafted, self.written()) {
            (Some(drafted), _) if self.is_here(drafted) => DeskWords::WithSlots(drafted.text.clone()),
            (_, Some(written)) => DeskWords::Written(written.to_owned()),
            (_, None) => DeskWords::Template,
        }
    }

    fn is_here(&self, written: &Written) -> bool {
        (written.row, written.channel, written.language) == (self.row, self.channel, self.language)
    }

    fn take_written(&mut self) -> Option<Written> {
        let place = self.written.iter().position(|written| self.is_here(written))?;
        Some(self.written.swap_remove(place))
    }

    fn here(&self, text: String, draft: Option<String>) -> Written {
        Written { row: self.row, channel: self.channel, language: self.language, text, draft }
    }

    /// Whether the draft may be copied, with the reasons that the person gave; `None` while there is none, or it is being checked.
    pub fn copy_state(&self) -> Option<CopyState> {
        Some(self.checked()?.copy_state(&self.overrides))
    }

    /// Rules to be mended before it can be copied.
    pub fn n_to_mend(&self) -> usize {
        self.checked().map_or(0, |report| report.to_mend(&self.overrides).len())
    }

    /// Rules that it is copied against, with a reason each.
    pub fn n_against(&self) -> usize {
        self.checked().map_or(0, |report| report.overridden(&self.overrides).len())
    }

    fn checked(&self) -> Option<&Report> {
        self.shown.ready().filter(|answer| self.job.is_none() && answer.text.asks.is_empty()).map(|answer| &answer.text.report)
    }
}

impl Session {
    /// The desk.
    pub fn desk(&self) -> &Desk {
        &self.desk
    }

    /// Writes to a borrower. What was written to others is kept.
    pub fn write_to(&mut self, row: u64) {
        if self.desk.row != Some(row) {
            self.desk.row = Some(row);
            (self.desk.amount_due, self.desk.due_date) = Default::default();
            self.desk.drafted = None;
            self.desk.overrides.clear();
        }
        self.send_desk();
    }

    /// Begins with the template again.
    pub fn use_template(&mut self) {
        self.desk.drafted = None;
        self.desk.take_written();
        self.desk.overrides.clear();
        self.send_desk();
    }

    /// Changes who writes, in which way or when; the text stays where the person has written it.
    pub fn change_desk(&mut self, change: impl FnOnce(&mut Desk)) {
        change(&mut self.desk);
        self.send_desk();
        self.send_mailing();
    }

    /// Takes a draft with slots, which are filled with the facts, in place of what is written.
    pub fn take_draft(&mut self, text: String) {
        self.desk.drafted = Some(self.desk.here(text, None));
        self.desk.overrides.clear();
        self.send_desk();
    }

    /// What the person writes; it is checked at each letter, one check at a time.
    pub fn write(&mut self, text: String) {
        self.desk.drafted = None;
        let draft = self.desk.take_written().and_then(|written| written.draft);
        let written = self.desk.here(text, draft);
        self.desk.written.push(written);
        self.send_desk();
    }

    /// Gives a reason to copy against the findings of a rule; an empty one takes it back.
    pub fn override_rule(&mut self, rule: Rule, reason: String) {
        self.desk.overrides.retain(|given| given.rule != rule);
        self.desk.overrides.push(Override { rule, reason });
    }

    /// One question is on its way at a time; what changed meanwhile is asked about when it is answered.
    pub(super) fn send_desk(&mut self) {
        let Some(question) = self.desk_question() else { return };
        self.send_brief();
        self.send_rules();
        self.desk.is_stale = self.desk.job.is_some();
        if self.desk.is_stale {
            return;
        }
        self.desk.shown.start();
        self.desk.job = Some(self.ask(Query::Desk(Box::new(question))));
    }

    /// What the desk stands at; nothing where nobody is written to, or nothing is planned yet.
    pub(super) fn desk_question(&self) -> Option<DeskQuestion> {
        self.desk_question_to(self.desk.row?)
    }

    /// The same, to the borrower of this row.
    pub(super) fn desk_question_to(&self, row: u64) -> Option<DeskQuestion> {
        let planned_at = self.desk.planned_at?;
        self.model.shown()?;
        let Desk { sender, channel, language, amount_due, due_date, .. } = self.desk.clone();
        let currency = self.setup.as_ref().map(|setup| setup.currency).unwrap_or_default();
        let (cut_offs, words) = (self.cut_offs, self.desk.words());
        let rules = self.rules.own(sender.jurisdiction).map(str::to_owned);
        Some(DeskQuestion { row, cut_offs, currency, sender, rules, channel, language, planned_at, amount_due, due_date, words })
    }

    pub(super) fn take_desk(&mut self, job: JobId, answer: DeskAnswer) {
        if self.desk.job != Some(job) {
            return;
        }
        self.desk.job = None;
        // What was asked about with its slots is written now, unless the person has gone elsewhere meanwhile.
        let is_answered = self.desk.row == Some(answer.row) && !self.desk.is_stale && answer.text.asks.is_empty();
        let is_drafted = self.desk.drafted.as_ref().is_some_and(|drafted| is_answered && self.desk.is_here(drafted));
        if is_drafted {
            self.desk.drafted = None;
            self.desk.take_written();
            let text = answer.text.text.clone();
            let written = self.desk.here(text.clone(), Some(text));
            self.desk.written.push(written);
        }
        self.desk.shown = Stage::Ready(Arc::new(answer));
        if self.desk.is_stale {
            self.send_desk();
        }
    }

    /// Whether the job was the desk's.
    pub(super) fn fail_desk(&mut self, job: JobId, error: &SessionError) -> bool {
        let is_own = self.desk.job.take_if(|own| *own == job).is_some();
        if is_own {
            self.desk.shown.fail(error.clone());
        }
        is_own
    }

    /// The message was taken away: reasons to do so against a rule are noted with the borrower.
    pub fn note_taken(&mut self) {
        let Some(identifier) = self.desk.shown.shown().map(|answer| answer.identifier.clone()) else { return };
        let used = |given: &&Override| {
            self.desk.shown.shown().is_some_and(|answer| answer.text.report.findings.iter().any(|finding| finding.rule == given.rule))
        };
        let notes: Vec<String> = self
            .desk
            .overrides
            .iter()
            .filter(used)
            .map(|given| format!("Message taken against {}: {}", given.rule.id(), given.reason))
            .collect();
        for line in notes {
            self.work_on(&identifier, |entry| {
                if !entry.note.contains(&line) {
                    let gap = if entry.note.is_empty() { "" } else { "\n" };
                    entry.note = format!("{}{gap}{line}", entry.note);
                }
            });
        }
    }

    /// What was asked will not be answered: the model, when it is there again, asks once more.
    pub(super) fn lose_desk(&mut self) {
        self.desk.job = None;
        self.desk.shown.revert();
    }

    /// Whom the list has first.
    pub fn first_listed(&self) -> Option<u64> {
        self.listing.rows.first().filter(|_| self.listing.start == 0).map(|row| row.row)
    }

    /// The draft as a file.
    pub fn save_draft(&mut self) {
        if let Some(answer) = self.desk.shown.ready().filter(|_| self.desk.copy_state() == Some(CopyState::Allowed)) {
            let (name, text) = (format!("message-{}.txt", answer.identifier), answer.text.text.clone());
            self.commands.push(Command::Save(name, vec![text.into_bytes()]));
            self.note_taken();
        }
    }

    /// Another file is open: nobody is written to, by the same sender. The synthetic portfolio has a lender of its own.
    pub(super) fn clear_desk(&mut self, is_synthetic: bool) {
        let Desk { sender, channel, language, planned_at, .. } = std::mem::take(&mut self.desk);
        let sender = match (is_synthetic, sender) {
            (true, sender) if sender == Sender::default() => Sender::of_sample(),
            (false, sender) if sender == Sender::of_sample() => Sender::default(),
            (_, sender) => sender,
        };
        self.desk = Desk { sender, channel, language, planned_at, ..Desk::default() };
    }
}
