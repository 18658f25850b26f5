//! Replies in one piece: an answer, a list of models, a count of tokens, an error.

use serde_json::Value;

use super::answer::Answer;
use super::error::GeminiError;
use super::event_stream::{EventStream, StreamError};
use super::model_list::ModelPage;
use super::service_error::ServiceError;

const HTTP_OK: u16 = 200;

/// An answer in one piece.
pub fn read_answer(status: u16, body: &[u8]) -> Result<Answer, GeminiError> {
    let mut answer = Answer::default();
    if answer.add(&read_json(status, body)?) { Ok(answer) } else { Err(GeminiError::NotGemini) }
}

/// A page of the list of models.
pub fn read_models(status: u16, body: &[u8]) -> Result<ModelPage, GeminiError> {
    ModelPage::of_value(&read_json(status, body)?).ok_or(GeminiError::NotGemini)
}

/// How many tokens were counted.
pub fn read_token_count(status: u16, body: &[u8]) -> Result<u64, GeminiError> {
    read_json(status, body)?.get("totalTokens").and_then(Value::as_u64).ok_or(GeminiError::NotGemini)
}

fn read_json(status: u16, body: &[u8]) -> Result<Value, GeminiError> {
    if status != HTTP_OK {
        return Err(error_of_reply(status, body));
    }
    let value: Value = serde_json::from_slice(body).map_err(|_| GeminiError::NotGemini)?;
    match ServiceError::of_value(&value, status) {
        Some(error) => Err(GeminiError::Service(error)),
        None => Ok(value),
    }
}

/// The error of a reply that is none that was hoped for: as JSON, as an event, or its status alone.
pub(super) fn error_of_reply(status: u16, body: &[u8]) -> GeminiError {
    if let Some(error) = serde_json::from_slice(body).ok().and_then(|value: Value| ServiceError::of_value(&value, status)) {
        return GeminiError::Service(error);
    }
    let mut stream = EventStream::default();
    let mut pass_over = |_: Value| {};
    let read = stream.push(body, &mut pass_over).and_then(|()| stream.finish(&mut pass_over));
    GeminiError::Service(match read {
        Err(StreamError::Service(error)) => error,
        _ => ServiceError::of_status(status),
    })
}
