//! What was asked and answered. Which turns are told again is decided here: a broken answer is never passed off as the model's.

use super::answer::{Answer, Ending};
use super::error::GeminiError;
use super::exchange::{End, Outcome};
use super::model_name::ModelName;
use super::outgoing::Outgoing;
use super::request::{Content, GenerateRequest, GenerationConfig, SafetySetting, without_thought_signatures};
use super::usage::Usage;
use crate::advisor::redaction::Scrubber;

/// A question and what came of it. Texts are as they were sent: pseudonyms and placeholders are still in them.
#[derive(Clone, Debug, PartialEq)]
pub struct Turn {
    /// The question.
    pub question: String,
    /// The model that was asked.
    pub model: ModelName,
    /// How it ended.
    pub end: TurnEnd,
    answer: Answer,
    /// The answer's parts, as they are told again.
    parts: Vec<serde_json::Value>,
}

/// How a turn ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TurnEnd {
    /// Not yet.
    Pending,
    /// With an answer, or what Gemini gave instead of one.
    Answered(Ending),
    /// The person stopped it: what there is of the answer is incomplete.
    Stopped,
    /// With an error.
    Failed(GeminiError),
}

impl Turn {
    /// What came of the question.
    pub fn answer(&self) -> &Answer {
        &self.answer
    }

    /// What may be shown of the answer: nothing of one that was withheld.
    pub fn shown_text(&self) -> &str {
        match &self.end {
            TurnEnd::Answered(Ending::Withheld(_) | Ending::PromptBlocked(_)) => "",
            _ => self.answer.text(),
        }
    }

    /// Whether the text is only a part of what the answer would have been.
    pub fn is_incomplete(&self) -> bool {
        let is_whole = matches!(self.end, TurnEnd::Answered(Ending::Complete));
        !is_whole && !self.shown_text().is_empty()
    }

    /// A model's turn is told again only with a reason for its end that keeps it.
    fn tells_answer(&self) -> bool {
        let is_kept = matches!(self.end, TurnEnd::Answered(Ending::Complete | Ending::CutOff | Ending::Named(_)));
        is_kept && !self.parts.is_empty()
    }

    /// A question is told again with its answer, or where the person still saw a part of one. One that was refused would be
    /// refused again.
    fn tells_question(&self) -> bool {
        self.tells_answer() || self.is_incomplete()
    }
}

/// How to answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AnswerStyle {
    /// Length, form and thinking.
    pub config: GenerationConfig,
    /// When an answer is withheld; empty leaves it to the service.
    pub safety: Vec<SafetySetting>,
}

/// Why a question cannot be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BeginError {
    /// Another is under way.
    #[error("another question is under way")]
    Busy,
    /// It has no words.
    #[error("the question is empty")]
    Empty,
    /// It is so long that its tokens are counted first, and they are not.
    #[error("the question's tokens are not counted")]
    NotCounted,
    /// The visit's questions are used up.
    #[error("no more questions in this visit")]
    NoMoreQuestions,
    /// The visit's tokens are used up.
    #[error("no more tokens in this visit")]
    NoMoreTokens,
}

/// All turns, and what they cost.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Conversation {
    system_instruction: Option<String>,
    facts: Option<String>,
    turns: Vec<Turn>,
    usage: Usage,
}

impl Conversation {
    /// An empty one, with what the model is told of its role.
    pub fn new(system_instruction: Option<String>) -> Conversation {
        Conversation { system_instruction, ..Conversation::default() }
    }

    /// Changes what the model is told of its role and of the case, from the next question on. The facts go before the first question,
    /// as something that the person says.
    pub fn tell(&mut self, system_instruction: String, facts: String) {
        (self.system_instruction, self.facts) = (Some(system_instruction), Some(facts));
    }

    /// What is told of the case.
    pub fn facts(&self) -> &str {
        self.facts.as_deref().unwrap_or_default()
    }

    /// The turns, oldest first.
    pub fn turns(&self) -> &[Turn] {
        &self.turns
    }

    /// Tokens of the whole conversation: of failed and of edited turns too.
    pub fn usage(&self) -> Usage {
        self.usage
    }

    /// Whether a question is under way.
    pub fn is_busy(&self) -> bool {
        self.turns.last().is_some_and(|turn| turn.end == TurnEnd::Pending)
    }

    /// What is sent with this question: shown before, and sent unchanged.
    pub fn outgoing(&self, question: &str, model: ModelName, style: &AnswerStyle, scrubber: Scrubber<'_>) -> Outgoing {
        let mut contents: Vec<Content> = self.turns.iter().flat_map(|turn| told_again(turn, &model)).collect();
        contents.push(Content::user(question));
        if let (Some(facts), Some(first)) = (&self.facts, contents.first_mut()) {
            first.parts.splice(..0, Content::user(facts).parts);
        }
        let request = GenerateRequest {
            system_instruction: self.system_instruction.as_deref().map(Content::system),
            contents,
            generation_config: style.config.clone(),
            safety_settings: style.safety.clone(),
            ..GenerateRequest::default()
        };
        Outgoing::new(model, request, scrubber)
    }

    /// The question is asked.
    pub fn begin(&mut self, outgoing: &Outgoing) -> Result<(), BeginError> {
        let (question, model) = (outgoing.question().to_owned(), outgoing.model().clone());
        if self.is_busy() {
            return Err(BeginError::Busy);
        }
        if question.trim().is_empty() {
            return Err(BeginError::Empty);
        }
        self.turns.push(Turn { question, model, end: TurnEnd::Pending, answer: Answer::default(), parts: Vec::new() });
        Ok(())
    }

    /// The question that is under way has ended.
    pub fn end(&mut self, outcome: Outcome) {
        let Some(turn) = self.turns.last_mut().filter(|turn| turn.end == TurnEnd::Pending) else { return };
        self.usage = self.usage.plus(outcome.answer.usage());
        turn.parts = outcome.answer.parts().to_vec();
        turn.answer = outcome.answer;
        turn.end = match outcome.end {
            End::Answered(ending) => TurnEnd::Answered(ending),
            End::Failed(error) => TurnEnd::Failed(error),
            End::Stopped => TurnEnd::Stopped,
        };
    }

    /// Takes back the turn with this index and all after it, to ask its question again or another one in its place: the question.
    /// `None` while a question is under way, or where there is no such turn.
    pub fn take_back(&mut self, turn_idx: usize) -> Option<String> {
        if self.is_busy() || turn_idx >= self.turns.len() {
            return None;
        }
        let question = std::mem::take(&mut self.turns[turn_idx].question);
        self.turns.truncate(turn_idx);
        Some(question)
    }

    /// Strips the thought signatures of all answers, which another key would refuse. With another model they are not told again
    /// anyway.
    pub fn forget_signatures(&mut self) {
        self.turns.iter_mut().for_each(|turn| without_thought_signatures(&mut turn.parts));
    }
}

fn told_again(turn: &Turn, model: &ModelName) -> Vec<Content> {
    let mut contents = Vec::new();
    if turn.tells_question() {
        contents.push(Content::user(&turn.question));
    }
    if turn.tells_answer() {
        let mut parts = turn.parts.clone();
        if turn.model != *model {
            without_thought_signatures(&mut parts);
        }
        contents.push(Content::model(parts));
    }
    contents
}
