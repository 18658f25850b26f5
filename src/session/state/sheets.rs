use std::sync::Arc;

use super::Session;
use crate::jobs::protocol::{JobId, Query, Scope, Subject, Topic};
use crate::session::stage::{SessionError, Stage};
use crate::sheets::Sheet;

/// A part of a page that is shown now.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ShownSheet {
    topic: Topic,
    job: Option<JobId>,
    /// What it depends on has changed since it was asked for.
    is_stale: bool,
    stage: Stage<Arc<Sheet>>,
}

impl Session {
    /// A part of the page, if it was asked for.
    pub fn sheet(&self, topic: &Topic) -> Stage<Arc<Sheet>> {
        self.sheets.iter().find(|shown| shown.topic == *topic).map_or(Stage::Empty, |shown| shown.stage.clone())
    }

    /// Wants a part of the page, now and whenever the model changes, until it is put away.
    pub fn show_sheet(&mut self, topic: Topic) {
        if self.sheets.iter().all(|shown| shown.topic != topic) {
            self.sheets.push(ShownSheet { topic: topic.clone(), job: None, is_stale: false, stage: Stage::Empty });
            self.send_sheet(&topic);
        }
    }

    /// No longer wants a part of the page.
    pub fn put_sheet_away(&mut self, topic: &Topic) {
        self.sheets.retain(|shown| shown.topic != *topic);
    }

    /// Asks anew for all that is shown: the way amounts are written has changed.
    pub(super) fn send_sheets(&mut self) {
        self.send_sheets_of(|_| true);
    }

    /// Asks anew for what is shown of the table: it, its outcome or the loans looked at have changed.
    pub(super) fn send_sheets_of_table(&mut self) {
        self.send_sheets_of(|subject| subject == Subject::Table);
    }

    /// Asks anew for what is shown of the plan: the policy or the cut-offs have changed. What is on its way is asked for again when
    /// it has come.
    pub(super) fn send_sheets_of_plan(&mut self) {
        self.send_again(|topic| topic.subject() == Subject::Plan);
    }

    /// Asks anew for what names the groups: they were made.
    pub(super) fn send_sheets_with_groups(&mut self) {
        self.send_again(|topic| *topic == Topic::PlanMoney);
    }

    fn send_again(&mut self, is_wanted: impl Fn(&Topic) -> bool) {
        for shown in self.sheets.iter_mut().filter(|shown| is_wanted(&shown.topic) && shown.job.is_some()) {
            shown.is_stale = true;
        }
        let is_free = |shown: &&ShownSheet| is_wanted(&shown.topic) && shown.job.is_none();
        let topics: Vec<Topic> = self.sheets.iter().filter(is_free).map(|shown| shown.topic.clone()).collect();
        topics.iter().for_each(|topic| self.send_sheet(topic));
    }

    /// Asks anew for what is shown of the model: it has changed.
    pub(super) fn send_sheets_of_model(&mut self) {
        self.send_sheets_of(|subject| subject != Subject::Table);
    }

    fn send_sheets_of(&mut self, is_wanted: impl Fn(Subject) -> bool) {
        let topics: Vec<Topic> = self.sheets.iter().map(|shown| shown.topic.clone()).filter(|topic| is_wanted(topic.subject())).collect();
        topics.iter().for_each(|topic| self.send_sheet(topic));
    }

    fn send_sheet(&mut self, topic: &Topic) {
        let subject = topic.subject();
        let has_subject = if subject == Subject::Table { self.file.shown().is_some() } else { self.model.shown().is_some() };
        if !has_subject {
            return;
        }
        let currency = self.setup.as_ref().map(|setup| setup.currency).unwrap_or_default();
        let scope = match subject {
            Subject::Table => self.scope(),
            Subject::Model => Scope::default(),
            Subject::Plan => Scope { cut_offs: self.cut_offs, ..Scope::default() },
        };
        let job = self.ask(Query::Sheet { topic: topic.clone(), currency, scope });
        if let Some(shown) = self.sheets.iter_mut().find(|shown| shown.topic == *topic) {
            shown.job = Some(job);
            shown.is_stale = false;
            shown.stage.start();
        }
    }

    /// The loans looked at, and what their outcomes are read from.
    fn scope(&self) -> Scope {
        let outcome = self.setup.as_ref().and_then(|setup| setup.outcome.as_ref());
        let outcome = outcome.map(|outcome| outcome.choice.clone());
        Scope { conditions: self.listing.filter.conditions.clone(), outcome, ..Scope::default() }
    }

    pub(super) fn take_sheet(&mut self, job: JobId, sheet: Sheet) {
        if let Some(shown) = self.sheet_of(job) {
            shown.job = None;
            if !shown.is_stale {
                shown.stage = Stage::Ready(Arc::new(sheet));
                return;
            }
            // It is of cut-offs that have moved on: drawing it would only hold up whoever moves them.
            let topic = shown.topic.clone();
            self.send_sheet(&topic);
        }
    }

    /// Whether the job was a sheet's.
    pub(super) fn fail_sheet(&mut self, job: JobId, error: &SessionError) -> bool {
        let Some(shown) = self.sheet_of(job) else { return false };
        shown.job = None;
        shown.stage.fail(error.clone());
        true
    }

    /// What was on its way will not come: the model, when it is there again, brings it.
    pub(super) fn lose_sheets(&mut self) {
        for shown in &mut self.sheets {
            shown.job = None;
            shown.stage.revert();
        }
    }

    fn sheet_of(&mut self, job: JobId) -> Option<&mut ShownSheet> {
        self.sheets.iter_mut().find(|shown| shown.job == Some(job))
    }
}
