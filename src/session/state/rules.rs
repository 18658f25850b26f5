use std::sync::Arc;

use super::Session;
use crate::advisor::conduct::Jurisdiction;
use crate::jobs::protocol::{JobId, Query, RulesQuestion, RulesText};
use crate::session::command::Command;
use crate::session::stage::SessionError;

/// Longer than this no rules are.
pub const MOST_RULES_BYTES: u64 = 1 << 20;

/// The rules of conduct: those that the person has loaded, for as long as the tab is open, and what is shown of those at work.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rules {
    /// The person's own files, at most one for each jurisdiction; each was checked.
    own: Vec<(Jurisdiction, String)>,
    /// The rules of the jurisdiction where the borrower lives.
    pub shown: Option<Arc<RulesText>>,
    /// What is wrong with the file that was to be loaded last, each with its field.
    pub problems: Vec<(String, String)>,
    job: Option<JobId>,
    loading: Option<Loading>,
}

/// A file that is being checked.
#[derive(Clone, Debug, PartialEq)]
struct Loading {
    job: JobId,
    jurisdiction: Jurisdiction,
    text: String,
}

impl Rules {
    /// The person's own file for a jurisdiction.
    pub fn own(&self, jurisdiction: Jurisdiction) -> Option<&str> {
        self.own.iter().find(|(own, _)| *own == jurisdiction).map(|(_, text)| text.as_str())
    }
}

impl Session {
    /// The rules of conduct.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Whether nobody has looked at the rules at work for a year.
    pub fn are_rules_old(&self) -> bool {
        let days = self.rules.shown.as_ref().zip(self.today).map(|(rules, today)| today.saturating_sub(rules.as_of_day));
        days.is_some_and(|days| days > 365)
    }

    /// Checks a file of the person's for where the borrower lives; where nothing is wrong with it, its rules are at work.
    pub fn load_rules(&mut self, text: String) {
        let jurisdiction = self.desk.sender.jurisdiction;
        let job = self.ask_rules(jurisdiction, Some(text.clone()));
        self.rules.problems.clear();
        self.rules.loading = Some(Loading { job, jurisdiction, text });
    }

    /// The file could not be read, in the browser's own words.
    pub fn rules_unreadable(&mut self, words: String) {
        self.rules.problems = vec![("file".to_owned(), format!("could not be read ({words})"))];
    }

    /// The built-in rules are at work again where the borrower lives.
    pub fn reset_rules(&mut self) {
        let jurisdiction = self.desk.sender.jurisdiction;
        self.rules.own.retain(|(own, _)| *own != jurisdiction);
        self.rules.loading = None;
        self.rules.problems.clear();
        // What is shown stays until the other rules come: no button goes away under the person's hand.
        self.rules.job = Some(self.ask_rules(jurisdiction, None));
        self.send_desk();
        self.send_mailing();
    }

    /// The rules at work as a file to edit.
    pub fn save_rules(&mut self) {
        if let Some(rules) = &self.rules.shown {
            let name = format!("rules-{}.json", rules.jurisdiction.code());
            self.commands.push(Command::Save(name, vec![rules.json.clone().into_bytes()]));
        }
    }

    /// Asks for the rules of where the borrower lives, unless they are shown or on their way.
    pub(super) fn send_rules(&mut self) {
        let jurisdiction = self.desk.sender.jurisdiction;
        let is_shown = self.rules.shown.as_ref().is_some_and(|shown| shown.jurisdiction == jurisdiction);
        if is_shown || self.rules.job.is_some() {
            return;
        }
        self.rules.problems.clear();
        let own = self.rules.own(jurisdiction).map(str::to_owned);
        self.rules.job = Some(self.ask_rules(jurisdiction, own));
    }

    fn ask_rules(&mut self, jurisdiction: Jurisdiction, own: Option<String>) -> JobId {
        // Without a clock no day is to come.
        let today = self.today.unwrap_or(i32::MAX);
        self.ask(Query::Rules(RulesQuestion { jurisdiction, own, today }))
    }

    pub(super) fn take_rules(&mut self, job: JobId, text: RulesText) {
        if self.rules.job.take_if(|own| *own == job).is_some() {
            self.rules.shown = Some(Arc::new(text));
            // The borrower may live elsewhere by now.
            return self.send_rules();
        }
        let Some(Loading { jurisdiction, text: file, .. }) = self.rules.loading.take_if(|loading| loading.job == job) else { return };
        let is_here = jurisdiction == self.desk.sender.jurisdiction;
        if !text.problems.is_empty() {
            if is_here {
                self.rules.problems = text.problems;
            }
            return;
        }
        self.rules.own.retain(|(own, _)| *own != jurisdiction);
        self.rules.own.push((jurisdiction, file));
        if is_here {
            self.rules.job = None;
            self.rules.shown = Some(Arc::new(text));
            self.send_desk();
            self.send_mailing();
        }
    }

    /// Whether the job was about rules.
    pub(super) fn fail_rules(&mut self, job: JobId, error: &SessionError) -> bool {
        let is_shown = self.rules.job.take_if(|own| *own == job).is_some();
        let is_loaded = self.rules.loading.take_if(|loading| loading.job == job).is_some();
        if is_loaded {
            self.rules.problems = vec![("file".to_owned(), format!("could not be checked ({error})"))];
        }
        is_shown || is_loaded
    }

    /// What was asked will not be answered. What was shown stays, and a file that was being checked has to be loaded again.
    pub(super) fn lose_rules(&mut self) {
        self.rules.job = None;
        if self.rules.loading.take().is_some() {
            self.rules.problems = vec![("file".to_owned(), "was not checked: load it once more".to_owned())];
        }
    }
}
