use crate::quantity::Currency;
use crate::quantity::format::{count_text, number_text};
use crate::strategy::policy::{FieldKind, PolicyProblem, ProblemKind, ValueKind};

/// What is wrong with a policy's field, in a sentence that begins with the field.
pub fn policy_problem(problem: &PolicyProblem) -> String {
    let path = if problem.path.is_empty() { "The file" } else { &problem.path };
    match &problem.kind {
        ProblemKind::Syntax { line, column } => format!("The file is no JSON from line {line}, column {column} on."),
        ProblemKind::TooLarge { most } => format!("The file is too large: a policy has at most {} bytes.", plain(i64::from(*most))),
        ProblemKind::UnknownField => format!("{path} is unknown."),
        ProblemKind::Repeated => format!("{path} is there more than once."),
        ProblemKind::WrongType { expected, found } => {
            format!("{path} must be {}, not {}.", value_name(*expected), value_name(*found))
        }
        ProblemKind::OutOfRange { kind: FieldKind::YesNo, .. } => format!("{path} must be true or false."),
        ProblemKind::OutOfRange { kind: FieldKind::Count, min, max } if *max >= i64::from(u32::MAX) => {
            format!("{path} must be a whole number, {} or more.", plain(*min))
        }
        ProblemKind::OutOfRange { kind, min, max } => {
            format!("{path} must be from {} to {}{}.", in_kind(*min, *kind), in_kind(*max, *kind), unit_name(*kind))
        }
        ProblemKind::TooFine { decimals: 0 } => format!("{path} must be a whole number."),
        ProblemKind::TooFine { decimals } => format!("{path} may have at most {decimals} decimals."),
        ProblemKind::Missing => format!("{path} needs a number."),
        ProblemKind::UnknownWord { found, known } => format!("{path} may not be {found}; it may be {}.", known.join(", ")),
        ProblemKind::BelowField(other) => format!("{path} must not be below {other}."),
        ProblemKind::NotAboveField(other) => format!("{path} must be above {other}."),
        ProblemKind::AboveField(other) => format!("{path} must not be above {other}."),
        ProblemKind::Length { most } => format!("{path} must have from 1 to {most} characters."),
    }
}

fn plain(number: i64) -> String {
    count_text(number.unsigned_abs(), Currency::Unstated)
}

fn in_kind(steps: i64, kind: FieldKind) -> String {
    number_text(steps as f64 / kind.scale() as f64, Currency::Unstated)
}

fn unit_name(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Days => " days",
        FieldKind::Months => " months",
        FieldKind::Minutes => " minutes",
        FieldKind::Hour => " o'clock",
        FieldKind::Money | FieldKind::Share | FieldKind::Count | FieldKind::YesNo => "",
    }
}

fn value_name(kind: ValueKind) -> &'static str {
    match kind {
        ValueKind::Number => "a number",
        ValueKind::NumberOrNull => "a number or null",
        ValueKind::Text => "a text",
        ValueKind::TrueOrFalse => "true or false",
        ValueKind::Null => "null",
        ValueKind::List => "a list",
        ValueKind::Object => "an object",
    }
}
