//! What the tests of Gemini share: small streams of our own, and where the recorded ones are.

use std::path::PathBuf;

use serde_json::Value;
use smart_loan_recovery::advisor::gemini::{Answer, EventStream, GenerateRequest, ModelName, Outgoing, StreamError};
use smart_loan_recovery::advisor::redaction::{KnownValues, Pseudonyms, Scrubber};

use crate::support::conformance;

/// The folder of recorded requests and replies.
pub fn samples() -> Option<PathBuf> {
    conformance().map(|folder| folder.join("gemini-samples")).filter(|folder| folder.is_dir())
}

/// What a stream gives: the number of its events, the answer, and why it ended early.
#[derive(Clone, Debug, PartialEq)]
pub struct Read {
    pub n_events: usize,
    pub answer: Answer,
    pub error: Option<StreamError>,
}

/// Reads a stream in these pieces.
pub fn read<'a>(pieces: impl Iterator<Item = &'a [u8]>) -> Read {
    let (mut n_events, mut answer, mut stream) = (0, Answer::default(), EventStream::default());
    let mut add = |chunk: Value| {
        n_events += 1;
        answer.add(&chunk);
    };
    let mut pieces = pieces;
    let pushed = pieces.try_for_each(|piece| stream.push(piece, &mut add));
    let error = pushed.and_then(|()| stream.finish(&mut add)).err();
    Read { n_events, answer, error }
}

/// Reads a stream in one piece.
pub fn read_whole(bytes: &[u8]) -> Read {
    read(std::iter::once(bytes))
}

/// A model for tests.
pub fn model() -> ModelName {
    ModelName::new("gemini-3.8-flash").unwrap()
}

/// A request as it is sent where no borrower is known.
pub fn outgoing(request: GenerateRequest) -> Outgoing {
    let (known, people) = (KnownValues::default(), Pseudonyms::new(1));
    Outgoing::new(model(), request, Scrubber { known: &known, people: &people })
}

/// An event with a text, and with a reason for the end where one is given.
pub fn event(text: &str, finish: Option<&str>) -> String {
    let finish = finish.map_or(String::new(), |word| format!(",\"finishReason\":\"{word}\""));
    let text = Value::from(text);
    format!("data: {{\"candidates\":[{{\"content\":{{\"parts\":[{{\"text\":{text}}}],\"role\":\"model\"}}{finish}}}]}}\r\n\r\n")
}
