//! A policy as a form: each number with its name, unit and range, and what is wrong with a change in words.

use serde::{Deserialize, Serialize};

use super::policy_labels::{field_words, group_words};
use super::policy_problem;
use crate::quantity::Currency;
use crate::quantity::format::{currency_sign, number_text};
use crate::strategy::policy::{FieldKind, PolicyField, PolicyProblem, ProblemKind};
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
    /// Its file, where it was just kept.
    pub kept: Option<String>,
    /// Whether there may be too little of anything in a month.
    pub is_limited: bool,
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
    let mut last = None;
    // Where the bands end is set by the cut-offs, which have fields of their own: a second one would contradict them.
    for field in policy.policy().fields().into_iter().filter(|field| field.group != "bands") {
        let text = field_text(&field, currency);
        if last.as_ref() != Some(&field.group) {
            let (title, note) = group_words(&field.group).unwrap_or_default();
            groups.push(PolicyGroup { title, note: note.to_owned(), fields: Vec::new() });
        }
        if let Some(group) = groups.last_mut() {
            group.fields.push(text);
        }
        last = Some(field.group);
    }
    PolicyText {
        name: policy.policy().name.clone(),
        json: policy.policy().to_json(),
        cut_offs: policy.cut_offs(),
        groups,
        problems: problems.iter().map(|problem| (problem.path.clone(), problem_text(problem))).collect(),
        champion: champion.map(|champion| champion.policy().name.clone()).unwrap_or_default(),
        kept: None,
        is_limited: policy.policy().assumptions.capacity.is_limited(),
    }
}

fn field_text(field: &PolicyField, currency: Currency) -> PolicyFieldText {
    let (label, note) = field_words(&field.path).unwrap_or_default();
    let mut hint = range_text(field, currency);
    if field.may_be_unlimited {
        hint += "; empty for no limit";
    }
    if !note.is_empty() {
        hint += " · ";
        hint += note;
    }
    PolicyFieldText {
        path: field.path.clone(),
        label: label.to_owned(),
        value: field.value.map(|steps| field.kind.form_text(steps)).unwrap_or_default(),
        hint,
        is_changed: field.value != field.default,
    }
}

/// What is allowed, and what it counts.
fn range_text(field: &PolicyField, currency: Currency) -> String {
    let whole = |steps: i64| number_text(steps as f64 / field.kind.scale() as f64, currency);
    let unit = match field.kind {
        FieldKind::YesNo => return "yes or no".to_owned(),
        FieldKind::Count if field.max >= i64::from(u32::MAX) => return "0 or more, whole".to_owned(),
        FieldKind::Share => return shares_text(field.min, field.max),
        FieldKind::Money => return format!("{0}{1} to {0}{2}", currency_sign(currency), whole(field.min), whole(field.max)),
        FieldKind::Days => " days",
        FieldKind::Months => " months",
        FieldKind::Minutes => " minutes",
        FieldKind::Hour => " o’clock",
        FieldKind::Count => "",
    };
    format!("{} to {}{unit}", whole(field.min), whole(field.max))
}

/// From which share to which, as the form shows them.
fn shares_text(min: i64, max: i64) -> String {
    format!("{} to {}", FieldKind::Share.form_text(min), FieldKind::Share.form_text(max)).replace('-', "−")
}

/// The problem with the names of the form instead of paths.
fn problem_text(problem: &PolicyProblem) -> String {
    let named = |path: &str| field_words(path).map(|(label, _)| format!("“{label}”"));
    let mut text = match problem.kind {
        // The form shows shares in per cents, a file has them as they are.
        ProblemKind::OutOfRange { kind: FieldKind::Share, min, max } => {
            format!("{} must be from {}.", problem.path, shares_text(min, max))
        }
        _ => policy_problem(problem),
    };
    if let ProblemKind::BelowField(other) | ProblemKind::NotAboveField(other) | ProblemKind::AboveField(other) = &problem.kind
        && let Some(label) = named(other)
    {
        text = text.replace(other.as_str(), &label);
    }
    match (text.strip_prefix(problem.path.as_str()), named(&problem.path)) {
        (Some(rest), Some(label)) => label + rest,
        _ => text,
    }
}
