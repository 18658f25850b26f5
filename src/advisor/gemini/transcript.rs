//! A conversation to keep, as Markdown for people and as JSON for programs. The key is nowhere in it.

use serde_json::{Map, Value};

use super::conversation::{Conversation, Turn, TurnEnd};
use super::usage::Usage;
use super::words::{ending_words, error_words};
use crate::advisor::redaction::without_api_keys;

/// What a transcript says of itself.
#[derive(Clone, Copy, Debug)]
pub struct TranscriptHead<'a> {
    /// The day, as the person writes it.
    pub date: &'a str,
    /// Which prompts were in use.
    pub prompt_version: &'a str,
    /// A hash of the facts that were sent along, to tell whether two conversations were about the same.
    pub facts_hash: u64,
}

/// As Markdown. `put_back` gives each text as it is to stand there: with names, or as it was sent.
pub fn transcript_markdown(head: TranscriptHead<'_>, conversation: &Conversation, put_back: &dyn Fn(&str) -> String) -> String {
    let TranscriptHead { date, prompt_version, facts_hash } = head;
    let mut text = format!("# Conversation with Gemini\n\n- Date: {date}\n- Prompts: {prompt_version}\n- Facts: {facts_hash:016x}\n");
    text.push_str(&format!("- Tokens: {}\n", usage_text(conversation.usage())));
    for turn in conversation.turns() {
        text.push_str(&format!("\n## You\n\n{}\n\n## {}\n\n", shown(&turn.question, put_back), turn.model));
        if !turn.shown_text().is_empty() {
            text.push_str(&format!("{}\n\n", shown(turn.shown_text(), put_back).trim_end()));
        }
        if let Some(note) = note(turn) {
            text.push_str(&format!("*{note}*\n\n"));
        }
        text.push_str(&format!("Tokens: {}\n", usage_text(turn.answer().usage())));
    }
    text
}

/// As JSON: the same, with a key for each.
pub fn transcript_json(head: TranscriptHead<'_>, conversation: &Conversation, put_back: &dyn Fn(&str) -> String) -> String {
    let turns = conversation.turns().iter().map(|turn| turn_value(turn, put_back)).collect();
    let fields = [
        ("date", Value::from(head.date)),
        ("promptVersion", Value::from(head.prompt_version)),
        ("factsHash", Value::from(format!("{:016x}", head.facts_hash))),
        ("usage", usage_value(conversation.usage())),
        ("turns", Value::Array(turns)),
    ];
    object(fields).to_string()
}

fn turn_value(turn: &Turn, put_back: &dyn Fn(&str) -> String) -> Value {
    object([
        ("question", Value::from(shown(&turn.question, put_back))),
        ("model", Value::from(turn.answer().model_version().unwrap_or(turn.model.as_str()))),
        ("answer", Value::from(shown(turn.shown_text(), put_back))),
        ("isIncomplete", Value::from(turn.is_incomplete())),
        ("note", note(turn).map_or(Value::Null, Value::from)),
        ("usage", usage_value(turn.answer().usage())),
    ])
}

fn shown(text: &str, put_back: &dyn Fn(&str) -> String) -> String {
    without_api_keys(&put_back(text))
}

/// What is to be said of an answer that is not simply whole.
fn note(turn: &Turn) -> Option<String> {
    match &turn.end {
        TurnEnd::Pending => Some("Not answered yet.".to_owned()),
        TurnEnd::Stopped => Some("Stopped.".to_owned()),
        TurnEnd::Failed(error) => Some(error_words(error).what),
        TurnEnd::Answered(ending) => ending_words(ending).map(|words| words.what),
    }
}

fn usage_text(usage: Usage) -> String {
    format!("{} asked, {} answered, {} thought, {} in total", usage.prompt, usage.answer, usage.thoughts, usage.total)
}

fn usage_value(usage: Usage) -> Value {
    object([
        ("prompt", Value::from(usage.prompt)),
        ("answer", Value::from(usage.answer)),
        ("thoughts", Value::from(usage.thoughts)),
        ("total", Value::from(usage.total)),
    ])
}

fn object<const N: usize>(fields: [(&str, Value); N]) -> Value {
    Value::Object(fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect::<Map<_, _>>())
}
