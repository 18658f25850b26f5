use serde::{Deserialize, Serialize};

use super::Policy;
use super::problem::{PolicyError, PolicyProblem, ProblemKind};
use crate::strategy::action::Strategy;
use crate::strategy::cut_offs::CutOffs;
use crate::strategy::treatment::Treatment;

/// The most characters of a name.
pub(super) const LONGEST_NAME: u32 = 80;

/// A policy without problems: only such a one plans.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Policy", into = "Policy")]
pub struct ValidPolicy {
    policy: Policy,
    cut_offs: CutOffs,
}

impl ValidPolicy {
    /// The policy itself.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// The same policy with its bands ending elsewhere.
    pub fn with_cut_offs(mut self, cut_offs: CutOffs) -> ValidPolicy {
        (self.policy.bands.settlement, self.policy.bands.legal) = (cut_offs.settlement(), cut_offs.legal());
        ValidPolicy { cut_offs, ..self }
    }

    /// Where its bands end.
    pub fn cut_offs(&self) -> CutOffs {
        self.cut_offs
    }
}

impl TryFrom<Policy> for ValidPolicy {
    type Error = PolicyError;
    fn try_from(policy: Policy) -> Result<Self, PolicyError> {
        PolicyError::unless_none(policy.check())?;
        let cut_offs = CutOffs::new(policy.bands.settlement, policy.bands.legal).unwrap_or_default();
        Ok(ValidPolicy { policy, cut_offs })
    }
}

impl From<ValidPolicy> for Policy {
    fn from(valid: ValidPolicy) -> Policy {
        valid.policy
    }
}

impl Policy {
    /// All that is wrong; empty where nothing is.
    pub fn check(&self) -> Vec<PolicyProblem> {
        let mut problems = Vec::new();
        let n_characters = self.name.trim().chars().count();
        if n_characters == 0 || n_characters > LONGEST_NAME as usize {
            problems.push(PolicyProblem { path: "name".to_owned(), kind: ProblemKind::Length { most: LONGEST_NAME } });
        }
        self.check_fields(&mut problems);
        self.check_orders(&mut problems);
        self.check_table(&mut problems);
        problems
    }

    fn check_orders(&self, problems: &mut Vec<PolicyProblem>) {
        let (bands, rules, contact) = (&self.bands, &self.rules, &self.contact);
        let mut unless = |holds: bool, path: &str, kind: fn(String) -> ProblemKind, other: &str| {
            if !holds {
                problems.push(PolicyProblem { path: path.to_owned(), kind: kind(other.to_owned()) });
            }
        };
        unless(bands.legal >= bands.settlement, "bands.legal", ProblemKind::BelowField, "bands.settlement");
        let is_in_order = rules.pre_legal_after_days <= rules.legal_after_days;
        unless(is_in_order, "rules.pre_legal_after_days", ProblemKind::AboveField, "rules.legal_after_days");
        let is_in_order = rules.late_after_days <= rules.non_performing_after_days;
        unless(is_in_order, "rules.late_after_days", ProblemKind::AboveField, "rules.non_performing_after_days");
        let is_early = rules.self_cure_days <= rules.late_after_days;
        unless(is_early, "rules.self_cure_days", ProblemKind::AboveField, "rules.late_after_days");
        unless(contact.to_hour > contact.from_hour, "contact.to_hour", ProblemKind::NotAboveField, "contact.from_hour");
    }

    /// What only rules may decide stands in no choice, and legal review in the highest band alone.
    fn check_table(&self, problems: &mut Vec<PolicyProblem>) {
        let mut table = self.table;
        table.visit(&mut |band, archetype, stage, choice| {
            if !may_stand_in(band, choice.treatment) {
                let kind = ProblemKind::UnknownWord { found: choice.treatment.file_label().to_owned(), known: treatment_words(band) };
                problems.push(PolicyProblem { path: super::write::choice_path(band, archetype, stage) + ".treatment", kind });
            }
        });
    }
}

/// Whether a treatment may be chosen in a band's part of the table.
pub(super) fn may_stand_in(band: Strategy, treatment: Treatment) -> bool {
    match treatment {
        Treatment::NothingDue | Treatment::Wait | Treatment::Defer | Treatment::NotScored => false,
        Treatment::LegalReview | Treatment::PreLegalNotice => band == Strategy::LegalReview,
        _ => true,
    }
}

pub(super) fn treatment_words(band: Strategy) -> Vec<String> {
    let allowed = Treatment::ALL.into_iter().filter(|treatment| may_stand_in(band, *treatment));
    allowed.map(|treatment| treatment.file_label().to_owned()).collect()
}
