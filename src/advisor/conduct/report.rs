//! What the checkers found, and whether the draft may be copied.

use serde::{Deserialize, Serialize};

use super::rule::{Finding, Rule, Severity};

/// All findings on one draft, by place, then by rule.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The findings. Those of one rule do not overlap.
    pub findings: Vec<Finding>,
}

/// A person's reason to copy a draft against a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Override {
    /// Against which rule.
    pub rule: Rule,
    /// Why; of [`LEAST_REASON`] letters at least.
    pub reason: String,
}

/// Whether a draft may be copied. Each list has a rule once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CopyState {
    /// It may.
    Allowed,
    /// It may once a person has given a reason for each of these rules.
    NeedsReason(Vec<Rule>),
    /// It may not: these rules block, and nobody may override them.
    Blocked(Vec<Rule>),
}

/// Fewer letters than these are no reason.
pub const LEAST_REASON: usize = 12;

impl Override {
    /// Whether it says enough.
    pub fn is_reason(&self) -> bool {
        self.reason.trim().chars().count() >= LEAST_REASON
    }
}

impl Report {
    /// Whether the draft may be copied with these reasons.
    pub fn copy_state(&self, overrides: &[Override]) -> CopyState {
        let open = self.to_mend(overrides);
        let firm: Vec<Rule> = open.iter().copied().filter(|rule| !rule.may_be_overridden()).collect();
        match (firm.is_empty(), open.is_empty()) {
            (false, _) => CopyState::Blocked(firm),
            (true, false) => CopyState::NeedsReason(open),
            (true, true) => CopyState::Allowed,
        }
    }

    /// Rules that block and against which a person has given no reason, whether that may be done or not.
    pub fn to_mend(&self, overrides: &[Override]) -> Vec<Rule> {
        let given = self.overridden(overrides);
        self.blocking().filter(|rule| !given.iter().any(|given| given.rule == *rule)).collect()
    }

    /// The reasons that a block is copied against.
    pub fn overridden<'a>(&self, overrides: &'a [Override]) -> Vec<&'a Override> {
        let counts =
            |given: &&Override| given.is_reason() && given.rule.may_be_overridden() && self.blocking().any(|rule| rule == given.rule);
        overrides.iter().filter(counts).collect()
    }

    /// The rules that block, in their order, each once.
    fn blocking(&self) -> impl Iterator<Item = Rule> {
        let blocks = |rule: &Rule| self.findings.iter().any(|finding| finding.rule == *rule && finding.severity == Severity::Block);
        Rule::ALL.into_iter().filter(blocks)
    }

    /// Whether nothing blocks.
    pub fn is_clear(&self) -> bool {
        self.findings.iter().all(|finding| finding.severity != Severity::Block)
    }
}
