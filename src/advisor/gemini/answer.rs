//! Chunks of a reply to an answer. A reply in one piece is a single chunk. Unknown keys and words are passed over: the service adds
//! new ones at any time.

use serde_json::Value;

use super::finish::{FinishAction, FinishReason};
use super::usage::Usage;

/// How often one answer may be continued at the service's own wish.
pub const MOST_HOPS: u32 = 4;

/// What has come of an answer so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    text: String,
    parts: Vec<Value>,
    finish: Option<FinishReason>,
    finish_message: Option<String>,
    /// The service refused the question itself; with its word for why, if it gives one.
    block: Option<Option<String>>,
    has_candidate: bool,
    has_feedback: bool,
    usage: Usage,
    usage_before: Usage,
    model_version: Option<String>,
    continuation_token: Option<String>,
    n_hops: u32,
    n_chunks: u32,
}

/// What an answer is once the reply has ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Whole.
    Complete,
    /// Whole, but without a word.
    Empty,
    /// Cut off at the limit of tokens.
    CutOff,
    /// The service goes on when it is asked with its token.
    Continues,
    /// Withheld: nothing of it may be used.
    Withheld(FinishReason),
    /// The model lost its way.
    Malformed(FinishReason),
    /// Stopped for a reason that only the service's word tells.
    Named(FinishReason),
    /// The question was refused, with the service's word for why if there is one.
    PromptBlocked(Option<String>),
    /// The reply broke off.
    Truncated,
}

impl Answer {
    /// Adds a chunk. False if it is nothing that Gemini sends; then nothing is added.
    pub fn add(&mut self, chunk: &Value) -> bool {
        let candidates = chunk.get("candidates").and_then(Value::as_array);
        let feedback = chunk.get("promptFeedback").filter(|feedback| feedback.is_object());
        let usage = chunk.get("usageMetadata").filter(|usage| usage.is_object());
        if candidates.is_none() && feedback.is_none() && usage.is_none() {
            return false;
        }
        self.n_chunks += 1;
        if let Some(candidate) = candidates.and_then(|candidates| candidates.first()) {
            self.has_candidate = true;
            self.add_candidate(candidate);
        }
        if let Some(feedback) = feedback {
            self.add_feedback(feedback);
        }
        if let Some(usage) = usage {
            // A running total.
            self.usage = Usage::of_value(usage);
        }
        if let Some(version) = text_of(chunk, "modelVersion") {
            self.model_version = Some(version.to_owned());
        }
        true
    }

    fn add_candidate(&mut self, candidate: &Value) {
        let parts = candidate.get("content").and_then(|content| content.get("parts")).and_then(Value::as_array);
        for part in parts.into_iter().flatten() {
            let is_thought = part.get("thought").and_then(Value::as_bool).unwrap_or_default();
            if let Some(text) = text_of(part, "text").filter(|_| !is_thought) {
                self.text.push_str(text);
            }
            self.parts.push(part.clone());
        }
        if let Some(word) = text_of(candidate, "finishReason") {
            self.finish = Some(FinishReason::of_word(word));
        }
        if let Some(message) = text_of(candidate, "finishMessage") {
            self.finish_message = Some(message.to_owned());
        }
        if let Some(token) = text_of(candidate, "continuationToken") {
            self.continuation_token = Some(token.to_owned());
        }
    }

    fn add_feedback(&mut self, feedback: &Value) {
        self.has_feedback = true;
        if let Some(word) = text_of(feedback, "blockReason") {
            self.block = Some(Some(word.to_owned()));
        }
    }

    /// The answer's words so far, without thoughts.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// All parts as they came, thoughts and signatures among them: what is replayed.
    pub fn parts(&self) -> &[Value] {
        &self.parts
    }

    /// Why the model stopped, as far as it has been said.
    pub fn finish(&self) -> Option<&FinishReason> {
        self.finish.as_ref()
    }

    /// What the service adds to the reason.
    pub fn finish_message(&self) -> Option<&str> {
        self.finish_message.as_deref()
    }

    /// Tokens of all its pieces.
    pub fn usage(&self) -> Usage {
        self.usage_before.plus(self.usage)
    }

    /// The model that answered, as the service names it.
    pub fn model_version(&self) -> Option<&str> {
        self.model_version.as_deref()
    }

    /// How many chunks have been added.
    pub fn n_chunks(&self) -> u32 {
        self.n_chunks
    }

    /// What the answer is if the reply ends here. Only the end tells: some models say `STOP` and go on.
    pub fn ending(&self) -> Ending {
        if let Some(word) = &self.block {
            return Ending::PromptBlocked(word.clone());
        }
        let Some(finish) = &self.finish else {
            // Refused without a word for it: no candidate, but something is said of the question.
            let is_refused = !self.has_candidate && self.has_feedback;
            return if is_refused { Ending::PromptBlocked(None) } else { Ending::Truncated };
        };
        match finish.action() {
            FinishAction::Keep if self.text.is_empty() => Ending::Empty,
            FinishAction::Keep => Ending::Complete,
            FinishAction::OfferMore => Ending::CutOff,
            FinishAction::Continue if self.n_hops < MOST_HOPS && self.continuation_token.is_some() => Ending::Continues,
            FinishAction::Continue => Ending::CutOff,
            FinishAction::Discard => Ending::Withheld(finish.clone()),
            FinishAction::RetryOnce => Ending::Malformed(finish.clone()),
            FinishAction::Name => Ending::Named(finish.clone()),
        }
    }

    /// Begins the next piece of an answer that [continues](Ending::Continues): the token to ask with. `None` for any other.
    pub fn next_piece(&mut self) -> Option<String> {
        if self.ending() != Ending::Continues {
            return None;
        }
        self.n_hops += 1;
        self.finish = None;
        self.usage_before = self.usage();
        self.usage = Usage::default();
        self.continuation_token.take()
    }
}

fn text_of<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value.get(key).and_then(Value::as_str).filter(|text| !text.is_empty())
}
