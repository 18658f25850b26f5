use super::Session;
use crate::data::schema::{Meaning, Role};
use crate::data::table::date_text;
use crate::jobs::protocol::{ContactNote, FileSummary, Request, WorkRow};
use crate::quantity::{hash_bytes, hash_pair};
use crate::session::command::Command;
use crate::session::work_log::{Collected, ContactOutcome, WorkEntry, WorkLog};
use crate::session::work_log_text::{work_log_of_text, work_log_text};

/// What was done about the borrowers of files with certain columns.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Work {
    /// Names the columns.
    fingerprint: u64,
    log: WorkLog,
    /// The person wants it kept on this machine.
    is_kept: bool,
    /// Why the browser did not keep it: its own words.
    refusal: Option<String>,
}

static NOTHING: WorkLog = WorkLog::new();

impl Session {
    /// What was done about the borrowers of the open file.
    pub fn work(&self) -> &WorkLog {
        self.work_of_file().map_or(&NOTHING, |work| &work.log)
    }

    /// Whether it is kept on this machine.
    pub fn is_work_kept(&self) -> bool {
        self.work_of_file().is_some_and(|work| work.is_kept)
    }

    /// Whether something was noted that this machine does not keep.
    pub(super) fn has_work_unkept(&self) -> bool {
        self.works.iter().any(|work| !work.is_kept && !work.log.entries().is_empty())
    }

    /// Why the browser did not keep it, in its own words.
    pub fn work_refusal(&self) -> Option<&str> {
        self.work_of_file()?.refusal.as_deref()
    }

    /// Whether borrowers can be found again in another file: one of its columns names them.
    pub fn names_borrowers(&self) -> bool {
        self.file.shown().is_some_and(|file| names_borrowers(file))
    }

    /// Changes what was done about a borrower.
    pub fn work_on(&mut self, identifier: &str, change: impl FnOnce(&mut WorkEntry)) {
        let mut entry = self.work().entry(identifier).cloned().unwrap_or_default();
        let was_done = entry.is_done;
        change(&mut entry);
        if entry.is_done != was_done {
            self.note_done(identifier, entry.is_done);
        }
        if let Some(work) = self.work_of_file_mut() {
            work.log.set(identifier, entry);
        }
        self.remember_work();
        self.tell_contacts();
    }

    /// Notes what came of a contact with a borrower: the plan follows it.
    pub fn note_outcome(&mut self, identifier: &str, outcome: ContactOutcome) {
        let file = self.file_number();
        self.work_on(identifier, |entry| entry.note_outcome(outcome, file));
    }

    /// What was collected from the borrowers of the open file, as noted.
    pub fn collected(&self) -> Collected {
        self.work().collected(self.file_number())
    }

    /// Which day it is where the person is, in days since 1970-01-01: promises are counted from it.
    pub fn tell_day(&mut self, today: i32) {
        if self.today != Some(today) {
            self.today = Some(today);
            self.tell_contacts();
        }
    }

    /// Names the open file, whatever its columns: another month's is another.
    fn file_number(&self) -> u64 {
        self.file.shown().map_or(0, |file| hash_pair(hash_bytes(file.name.as_bytes()), hash_pair(file.n_bytes, file.n_rows)))
    }

    /// Tells the engine what came of contacts, where that is not what it was told before; what is shown of the plan follows.
    pub(super) fn tell_contacts(&mut self) {
        if self.model.shown().is_none() {
            return;
        }
        let (today, file) = (self.today, self.file_number());
        let note = |(identifier, entry): &(String, WorkEntry)| {
            let paid = entry.amount.filter(|_| entry.outcome == ContactOutcome::Paid);
            Some(ContactNote { identifier: identifier.clone(), contact: entry.contact(today, file)?, paid })
        };
        let contacts: Vec<ContactNote> = self.work().entries().iter().filter_map(note).collect();
        if self.told_contacts != contacts {
            self.told_contacts.clone_from(&contacts);
            self.send(Request::Contacts(contacts));
            // Whoever works through the list stays at their place.
            self.listing.is_noted_since = true;
            // The first policy brings its own.
            if self.policy().is_some() {
                self.send_cockpit();
            }
            self.send_sheets_of_plan();
            self.renew_borrower();
            self.send_desk();
            self.send_mailing_again();
        }
    }

    /// There is a model, in an engine that may be another one: it is told before anything is asked of the plan.
    pub(super) fn tell_contacts_again(&mut self) {
        if !std::mem::take(&mut self.told_contacts).is_empty() {
            self.send(Request::Contacts(Vec::new()));
        }
        self.tell_contacts();
    }

    /// Marks a borrower as done, or takes the mark away.
    pub fn mark(&mut self, identifier: &str) {
        self.work_on(identifier, |entry| entry.is_done = !entry.is_done);
        self.listing.last_marked = Some((identifier.to_owned(), self.work().is_done(identifier)));
    }

    /// Keeps what was done on this machine from now on, or no longer: what was kept is taken away then.
    pub fn keep_work(&mut self, is_kept: bool) {
        let is_kept = is_kept && self.names_borrowers();
        let Some(work) = self.work_of_file_mut() else { return };
        (work.is_kept, work.refusal) = (is_kept, None);
        let fingerprint = work.fingerprint;
        if is_kept {
            self.remember_work();
        } else {
            self.commands.push(Command::ForgetWork { fingerprint });
        }
    }

    /// What this machine has kept about files with these columns. What was done since goes before it.
    pub fn recall_work(&mut self, fingerprint: u64, text: &str) {
        let Some(kept) = work_log_of_text(text) else { return };
        let Some(work) = self.works.iter_mut().find(|work| work.fingerprint == fingerprint) else { return };
        // The first time it is from before; later another page of this browser has noted something.
        if std::mem::replace(&mut work.is_kept, true) {
            work.log.merge(&kept)
        } else {
            work.log.merge_before(&kept)
        }
        self.tell_contacts();
    }

    /// Another page of this browser no longer keeps it. What is noted stays here while this page is open.
    pub fn work_let_go(&mut self, fingerprint: u64) {
        if let Some(work) = self.works.iter_mut().find(|work| work.fingerprint == fingerprint) {
            (work.is_kept, work.refusal) = (false, None);
        }
    }

    /// The browser keeps nothing, or nothing more.
    pub fn work_not_kept(&mut self, fingerprint: u64, words: String) {
        if let Some(work) = self.works.iter_mut().find(|work| work.fingerprint == fingerprint) {
            (work.is_kept, work.refusal) = (false, Some(words));
        }
    }

    /// A file is open: what was done about its borrowers before is looked for. Where none of its columns names them, another file's
    /// rows are others.
    pub(super) fn find_work(&mut self, file: &FileSummary, is_new: bool) {
        let fingerprint = file.fingerprint;
        let has_names = names_borrowers(file);
        if is_new && !has_names {
            self.works.retain(|work| work.fingerprint != fingerprint);
        }
        if self.works.iter().all(|work| work.fingerprint != fingerprint) {
            self.works.push(Work { fingerprint, ..Work::default() });
            if has_names {
                self.commands.push(Command::RecallWork { fingerprint });
            }
        }
    }

    /// As an export writes it.
    pub(super) fn work_rows(&self) -> Vec<WorkRow> {
        let row = |(identifier, entry): &(String, WorkEntry)| WorkRow {
            identifier: identifier.clone(),
            is_done: entry.is_done,
            outcome: outcome_text(entry),
            note: entry.note.clone(),
        };
        self.work().entries().iter().map(row).collect()
    }

    fn remember_work(&mut self) {
        if let Some(Work { fingerprint, log, .. }) = self.work_of_file().filter(|work| work.is_kept) {
            let command = Command::RememberWork { fingerprint: *fingerprint, text: work_log_text(log) };
            self.commands.push(command);
        }
    }

    fn work_of_file(&self) -> Option<&Work> {
        let fingerprint = self.file.shown()?.fingerprint;
        self.works.iter().find(|work| work.fingerprint == fingerprint)
    }

    fn work_of_file_mut(&mut self) -> Option<&mut Work> {
        let fingerprint = self.file.shown()?.fingerprint;
        self.works.iter_mut().find(|work| work.fingerprint == fingerprint)
    }
}

/// What came of the contact as an export writes it: "Promise to pay 25000 on 2026-12-01"; empty where there was none.
fn outcome_text(entry: &WorkEntry) -> String {
    if entry.outcome == ContactOutcome::NotContacted {
        return String::new();
    }
    let mut text = entry.outcome.words().to_owned();
    if let Some(amount) = entry.amount {
        let exact = amount.decimal_text();
        text += " ";
        text += exact.strip_suffix(".00").unwrap_or(&exact);
    }
    if let Some(day) = entry.promised_on {
        text += " on ";
        text += &date_text(day);
    }
    text
}

fn names_borrowers(file: &FileSummary) -> bool {
    let is_name = |meaning: Option<Meaning>| matches!(meaning, Some(Meaning::BorrowerId | Meaning::LoanId));
    file.schema.columns.iter().any(|column| is_name(column.meaning) || column.role == Role::Identifier)
}
