use super::Session;
use crate::sheets::PolicyText;

/// What a policy says beside where its bands end: its name, and its numbers by their paths.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct PolicyWords {
    name: String,
    numbers: Vec<(String, String)>,
}

impl PolicyWords {
    pub(super) fn of(policy: &PolicyText) -> PolicyWords {
        let fields = policy.groups.iter().flat_map(|group| &group.fields).filter(|field| !field.path.starts_with("bands."));
        PolicyWords { name: policy.name.clone(), numbers: fields.map(|field| (field.path.clone(), field.value.clone())).collect() }
    }
}

impl Session {
    /// Whether something would be gone with the page that the person has made and that is nowhere else: notes that this machine does not
    /// keep, a policy that was changed and not saved, a message that was written.
    pub fn would_lose(&self) -> bool {
        self.has_work_unkept() || self.is_policy_unsaved() || self.desk.has_written() || self.mailing.holds_work()
    }
}
