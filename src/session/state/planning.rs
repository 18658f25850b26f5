use std::sync::Arc;

use super::Session;
use super::losing::PolicyWords;
use crate::jobs::protocol::{JobId, NextStep, NextSteps, PolicyChange, Query};
use crate::session::command::Command;
use crate::sheets::PolicyText;
use crate::strategy::CockpitSteps;

/// The policy as the page knows it, and what the plan adds up to.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Planned {
    policy: Option<Arc<PolicyText>>,
    /// The policy as it can be had again: the default one, or one from a file or saved to one.
    had_again: PolicyWords,
    /// The policy kept to compare with, as a file.
    champion: Option<String>,
    cockpit: Option<Arc<CockpitSteps>>,
    next_steps: Option<Arc<NextSteps>>,
    /// Of the borrower looked at.
    borrower_step: Option<NextStep>,
    policy_job: Option<JobId>,
    cockpit_job: Option<JobId>,
    next_steps_job: Option<JobId>,
    /// Cut-offs, policy or contacts have changed since they were asked for.
    are_next_steps_stale: bool,
    /// The policy's own cut-offs are taken over when it comes: it is another one.
    takes_cut_offs: bool,
    /// It is to be saved when it comes.
    is_saved: bool,
    /// The field that the change on its way is about; empty where it is about none.
    changed: String,
    /// Fields whose texts were refused, and why.
    refused: Vec<(String, String)>,
}

impl Session {
    /// The policy, as a form and as a file; `None` until it was asked for.
    pub fn policy(&self) -> Option<&Arc<PolicyText>> {
        self.planned.policy.as_ref()
    }

    /// Why the text that stands in a field of the policy was refused; `None` where it was not.
    pub fn refusal(&self, path: &str) -> Option<&str> {
        self.planned.refused.iter().find(|(refused, _)| refused == path).map(|(_, why)| why.as_str())
    }

    /// What the plan adds up to under any cut-offs.
    pub fn cockpit(&self) -> Option<&Arc<CockpitSteps>> {
        self.planned.cockpit.as_ref()
    }

    /// What is done next in the whole portfolio, within the limits.
    pub fn next_steps(&self) -> Option<&Arc<NextSteps>> {
        self.planned.next_steps.as_ref()
    }

    /// What is done next about the borrower looked at.
    pub fn borrower_step(&self) -> Option<&NextStep> {
        self.planned.borrower_step.as_ref()
    }

    pub(super) fn set_borrower_step(&mut self, step: Option<NextStep>) {
        self.planned.borrower_step = step;
    }

    /// Whether the policy was changed since it was last saved, loaded or the default one.
    pub(super) fn is_policy_unsaved(&self) -> bool {
        self.planned.policy.as_ref().is_some_and(|policy| PolicyWords::of(policy) != self.planned.had_again)
    }

    /// Changes the policy; where something is wrong with the change it stays as it is, and says what.
    pub fn change_policy(&mut self, change: PolicyChange) {
        self.planned.changed = if let PolicyChange::Set { path, .. } = &change { path.clone() } else { String::new() };
        self.planned.takes_cut_offs = matches!(change, PolicyChange::Reset | PolicyChange::Replace(_));
        let currency = self.setup.as_ref().map(|setup| setup.currency).unwrap_or_default();
        self.planned.policy_job = Some(self.ask(Query::Policy { change, cut_offs: self.cut_offs, currency }));
    }

    /// Saves the policy as it is now as a file.
    pub fn save_policy(&mut self) {
        self.change_policy(PolicyChange::Show);
        self.planned.is_saved = true;
    }

    pub(super) fn take_policy(&mut self, job: JobId, policy: PolicyText) {
        if self.planned.policy_job != Some(job) {
            return;
        }
        self.planned.policy_job = None;
        if policy.kept.is_some() {
            self.planned.champion.clone_from(&policy.kept);
        }
        // What was refused stands in its field until that is changed.
        let changed = std::mem::take(&mut self.planned.changed);
        self.planned.refused.retain(|(path, _)| *path != changed);
        if !changed.is_empty() && !policy.problems.is_empty() {
            let why: Vec<&str> = policy.problems.iter().map(|(_, words)| words.as_str()).collect();
            self.planned.refused.push((changed, why.join(" ")));
        } else if self.planned.takes_cut_offs && policy.problems.is_empty() {
            // A whole new policy leaves nothing standing of the one before.
            self.planned.refused.clear();
        }
        let is_other = self.planned.policy.as_ref().is_none_or(|before| before.json != policy.json || before.champion != policy.champion);
        if self.planned.takes_cut_offs && policy.problems.is_empty() {
            self.cut_offs = policy.cut_offs;
        }
        let is_first = self.planned.policy.is_none();
        if is_first || (policy.problems.is_empty() && (self.planned.takes_cut_offs || self.planned.is_saved)) {
            self.planned.had_again = PolicyWords::of(&policy);
        }
        if std::mem::take(&mut self.planned.is_saved) {
            self.commands.push(Command::Save("policy.json".to_owned(), vec![policy.json.clone().into_bytes()]));
        }
        self.planned.policy = Some(Arc::new(policy));
        if is_other {
            self.note_list_stale();
            self.send_cockpit();
            self.send_sheets_of_plan();
            self.renew_borrower();
            self.send_mailing_again();
        }
    }

    /// There is a model, or another one, or another policy.
    pub(super) fn send_cockpit(&mut self) {
        if self.model.shown().is_some() {
            self.planned.cockpit_job = Some(self.ask(Query::Cockpit));
            self.send_next_steps();
        }
    }

    /// One question is on its way at a time: whoever moves the cut-offs is not held up by what has moved on.
    pub(super) fn send_next_steps(&mut self) {
        self.planned.are_next_steps_stale = self.planned.next_steps_job.is_some();
        if self.model.shown().is_some() && !self.planned.are_next_steps_stale {
            self.planned.next_steps_job = Some(self.ask(Query::NextSteps { cut_offs: self.cut_offs }));
        }
    }

    pub(super) fn take_next_steps(&mut self, job: JobId, steps: NextSteps) {
        if self.planned.next_steps_job != Some(job) {
            return;
        }
        self.planned.next_steps_job = None;
        if self.planned.are_next_steps_stale {
            self.send_next_steps();
        } else {
            self.planned.next_steps = Some(Arc::new(steps));
        }
    }

    pub(super) fn take_cockpit(&mut self, job: JobId, steps: CockpitSteps) {
        if self.planned.cockpit_job == Some(job) {
            self.planned.cockpit_job = None;
            self.planned.cockpit = Some(Arc::new(steps));
        }
    }

    /// Another data engine has started: it knows no policy but the default one.
    pub(super) fn tell_policy_again(&mut self) {
        if let Some(champion) = self.planned.champion.clone() {
            self.change_policy(PolicyChange::Champion(champion));
        }
        let change = self.planned.policy.as_ref().map_or(PolicyChange::Show, |policy| PolicyChange::Replace(policy.json.clone()));
        self.change_policy(change);
        self.planned.takes_cut_offs = false;
    }

    /// Another file is open: what was planned is not its.
    pub(super) fn forget_plan(&mut self) {
        (self.planned.cockpit, self.planned.cockpit_job) = (None, None);
        (self.planned.next_steps, self.planned.next_steps_job) = (None, None);
    }
}
