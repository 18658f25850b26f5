//! A policy as a form: each number with its name, unit and range, and what is wrong with a change in words.

use serde::{Deserialize, Serialize};

use crate::quantity::Currency;
use crate::strategy::policy::{FieldKind, PolicyField, PolicyProblem};
use crate::strategy::{CutOffs, ValidPolicy};

/// A policy, ready to read and to change.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PolicyText {
    /// Its name.
    pub name: String,
    /// Its file.
    pub json: String,
    /// Where its bands end.
    pub cut_offs: CutOffs,
    /// Its numbers.
    pub groups: Vec<PolicyGroup>,
    /// What is wrong with the change that was asked for, each with the field's path; the policy is as it was before.
    pub problems: Vec<(String, String)>,
    /// The policy that was kept to compare with; empty for none.
    pub champion: String,
}

/// Numbers that belong together.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PolicyGroup {
    /// What they are about.
    pub title: String,
    /// Where they come from; empty for nothing to say.
    pub note: String,
    /// The numbers.
    pub fields: Vec<PolicyFieldText>,
}

/// A number of a policy, ready to read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PolicyFieldText {
    /// Names it in a change.
    pub path: String,
    /// What it is.
    pub label: String,
    /// As people write it; empty for no limit.
    pub value: String,
    /// What it counts, and what is allowed.
    pub hint: String,
    /// Whether it differs from the default policy's.
    pub is_changed: bool,
}

/// A policy as a form, with what was wrong with the last change.
pub fn policy_text(policy: &ValidPolicy, champion: Option<&ValidPolicy>, problems: &[PolicyProblem], currency: Currency) -> PolicyText {
    let mut groups: Vec<PolicyGroup> = Vec::new();
    for field in policy.policy().fields() {
        let text = field_text(&field, currency);
        match groups.last_mut() {
            Some(group) if group.title == group_title(&field.group) => group.fields.push(text),
            _ => groups.push(PolicyGroup { title: group_title(&field.group), note: String::new(), fields: vec![text] }),
        }
    }
    PolicyText {
        name: policy.policy().name.clone(),
        json: policy.policy().to_json(),
        cut_offs: policy.cut_offs(),
        groups,
        problems: problems.iter().map(|problem| (problem.path.clone(), super::policy_problem(problem))).collect(),
        champion: champion.map(|champion| champion.policy().name.clone()).unwrap_or_default(),
    }
}

fn field_text(field: &PolicyField, currency: Currency) -> PolicyFieldText {
    let value = |steps: i64| steps_text(steps, field.kind, currency);
    let range = format!("{} to {}", value(field.min), value(field.max));
    let hint = if field.may_be_unlimited { format!("{range}; empty for no limit") } else { range };
    PolicyFieldText {
        path: field.path.clone(),
        label: field_label(field),
        value: field.value.map(value).unwrap_or_default(),
        hint,
        is_changed: field.value != field.default,
    }
}

/// The last part of the path in words.
fn field_label(field: &PolicyField) -> String {
    sentence(field.path.rsplit('.').next().unwrap_or_default())
}

fn group_title(group: &str) -> String {
    if group.is_empty() { "Policy".to_owned() } else { sentence(&group.replace('.', ", ")) }
}

fn sentence(name: &str) -> String {
    let words = name.replace('_', " ");
    let mut characters = words.chars();
    characters.next().map(|first| first.to_ascii_uppercase().to_string() + characters.as_str()).unwrap_or_default()
}

fn steps_text(steps: i64, kind: FieldKind, currency: Currency) -> String {
    let _ = currency;
    kind.text(steps)
}
