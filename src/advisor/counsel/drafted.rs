//! A model's draft as JSON. Comes in: the text of an answer. Goes out: the message with slots, the plans it chose, remarks.

use serde::Deserialize;
use serde_json::{Value, json};

use super::brief::BriefPlan;

/// What a model drafted. Its slots are still to be filled, and its text is still to be checked.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Drafted {
    /// The message, with slots in braces.
    pub message: String,
    /// The plans in it, of those that were offered.
    #[serde(default)]
    pub plan_ids: Vec<String>,
    /// What the collector should look at.
    #[serde(default)]
    pub caveats: Vec<String>,
}

/// The answer is no draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotADraft {
    /// It is not the JSON that was asked for.
    #[error("not the JSON that was asked for")]
    NotJson,
    /// It has no words.
    #[error("the draft is empty")]
    Empty,
}

/// No message is longer, whatever its way, in bytes.
const LONGEST_MESSAGE: usize = 8_000;
const MOST_CAVEATS: usize = 5;
const MOST_PLANS: usize = 3;

/// The form of the answer, as JSON schema.
pub fn draft_schema(plans: &[BriefPlan]) -> Value {
    let ids: Vec<&str> = plans.iter().map(|plan| plan.id.as_str()).collect();
    // A list of allowed words must not be empty.
    let id = if ids.is_empty() { json!({"type": "string"}) } else { json!({"type": "string", "enum": ids}) };
    json!({
        "type": "object",
        "properties": {
            "message": {"type": "string"},
            "plan_ids": {"type": "array", "items": id, "maxItems": if ids.is_empty() { 0 } else { MOST_PLANS }},
            "caveats": {"type": "array", "items": {"type": "string"}, "maxItems": MOST_CAVEATS},
        },
        "required": ["message", "plan_ids", "caveats"],
        "propertyOrdering": ["message", "plan_ids", "caveats"],
    })
}

/// Reads a whole answer. Plans that were not offered are passed over.
///
/// # Errors
/// Where it is not the JSON that was asked for, or has no message.
pub fn read_draft(answer: &str, plans: &[BriefPlan]) -> Result<Drafted, NotADraft> {
    let mut drafted: Drafted = serde_json::from_str(unfenced(answer)).map_err(|_| NotADraft::NotJson)?;
    if drafted.message.len() > LONGEST_MESSAGE {
        return Err(NotADraft::NotJson);
    }
    drafted.message = drafted.message.trim().to_owned();
    if drafted.message.is_empty() {
        return Err(NotADraft::Empty);
    }
    drafted.plan_ids.retain(|id| plans.iter().any(|plan| plan.id == *id));
    drafted.plan_ids.dedup();
    drafted.caveats.truncate(MOST_CAVEATS);
    Ok(drafted)
}

/// Some models put a fence around JSON, whatever they are told.
fn unfenced(answer: &str) -> &str {
    let answer = answer.trim();
    let inner = answer.strip_prefix("```json").or_else(|| answer.strip_prefix("```")).and_then(|rest| rest.strip_suffix("```"));
    inner.unwrap_or(answer).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_asked_for_is_a_draft() {
        let plans = [BriefPlan { id: "plan_1".to_owned(), words: "longer".to_owned() }];
        let read = |answer: &str| read_draft(answer, &plans);
        let drafted = |message: &str, plan_ids: &[&str], caveats: &[&str]| {
            let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
            Ok(Drafted { message: message.to_owned(), plan_ids: owned(plan_ids), caveats: owned(caveats) })
        };
        let whole = r#" {"message":" Hello {plan_1} ","plan_ids":["plan_1","plan_9"],"caveats":["Ask"],"more":1} "#;
        assert_eq!(read(whole), drafted("Hello {plan_1}", &["plan_1"], &["Ask"]));
        assert_eq!(read("```json\n{\"message\":\"a\"}\n```"), drafted("a", &[], &[]));
        assert_eq!(read("Here is your draft: hello"), Err(NotADraft::NotJson));
        assert_eq!(read(r#"{"message":"cut o"#), Err(NotADraft::NotJson));
        assert_eq!(read(r#"{"message":" "}"#), Err(NotADraft::Empty));
    }
}
