//! One question from the first request to the last byte of the answer, with all that may come between: waits, another version of
//! the interface, pieces of an answer, silence. News in, commands out; the network, the clock and random numbers are given.

use serde_json::Value;

use super::answer::{Answer, Ending};
use super::endpoint::ApiVersion;
use super::error::{GeminiError, NextStep};
use super::event_stream::EventStream;
use super::http_request::{HttpRequest, stream};
use super::outgoing::Outgoing;
use super::replies::error_of_reply;
use super::retry::Retries;

/// How long a model may be silent before the first byte, in milliseconds: it may think for long.
pub const FIRST_BYTE_MS: u64 = 120_000;

/// How long it may be silent afterwards, in milliseconds.
pub const IDLE_MS: u64 = 60_000;

/// No error is described in more bytes than this.
const MOST_ERROR_BYTES: usize = 1 << 20;

/// What the network has to say of a request.
#[derive(Clone, Copy, Debug)]
pub enum News<'a> {
    /// The reply's head.
    Head {
        /// The status of HTTP.
        status: u16,
        /// The header `Content-Type`; empty where there is none.
        content_type: &'a str,
    },
    /// The next bytes of its body.
    Bytes(&'a [u8]),
    /// The end of its body.
    End,
    /// No reply, or one that broke off.
    Lost,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Send this. Its news carry the number of the attempt.
    Send {
        /// Counts the requests of this question from 1.
        attempt: u32,
        /// The request.
        request: HttpRequest,
    },
    /// End the request that is under way. Its further news are passed over.
    Abort,
    /// The answer's text has grown.
    Show,
    /// Call [`Exchange::wake`] at this time.
    WakeAt(u64),
    /// The next attempt is made at `until_ms`: show why, and a countdown.
    CountDown {
        /// Milliseconds on the given clock.
        until_ms: u64,
        /// What went wrong.
        error: GeminiError,
    },
    /// Nothing more will come.
    Over(Box<Outcome>),
}

/// How it ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// What there is of the answer.
    pub answer: Answer,
    /// How it ended.
    pub end: End,
    /// The version of the interface that was asked last, to begin with next time.
    pub version: ApiVersion,
}

/// How a question ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// With an answer, or what Gemini gave instead of one.
    Answered(Ending),
    /// With an error.
    Failed(GeminiError),
    /// By the person. What was begun is charged all the same.
    Stopped,
}

/// One question under way.
#[derive(Clone, Debug, PartialEq)]
pub struct Exchange {
    outgoing: Outgoing,
    version: ApiVersion,
    answer: Answer,
    retries: Retries,
    attempt: u32,
    has_retried_malformed: bool,
    state: State,
}

#[derive(Clone, Debug, PartialEq)]
enum State {
    Waiting { until_ms: u64 },
    Open(Reply),
    Over,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Reply {
    status: u16,
    stream: EventStream,
    error_body: Vec<u8>,
    has_bytes: bool,
    deadline_ms: u64,
}

const HTTP_OK: u16 = 200;

impl Exchange {
    /// Asks. The body that is sent first is `outgoing.body()`.
    pub fn start(outgoing: Outgoing, version: ApiVersion, now_ms: u64) -> (Exchange, Vec<Command>) {
        let mut exchange = Exchange {
            outgoing,
            version,
            answer: Answer::default(),
            retries: Retries::new(now_ms),
            attempt: 0,
            has_retried_malformed: false,
            state: State::Over,
        };
        let commands = exchange.send(now_ms);
        (exchange, commands)
    }

    /// What there is of the answer.
    pub fn answer(&self) -> &Answer {
        &self.answer
    }

    /// Whether nothing more will come.
    pub fn is_over(&self) -> bool {
        matches!(self.state, State::Over)
    }

    /// Takes news of the request with this number; those of an earlier one change nothing. `random` is uniform in [0, 1).
    pub fn take(&mut self, attempt: u32, news: News<'_>, now_ms: u64, random: f64) -> Vec<Command> {
        let State::Open(reply) = &mut self.state else { return Vec::new() };
        if attempt != self.attempt {
            return Vec::new();
        }
        match news {
            News::Head { status, content_type } => {
                reply.status = status;
                if status == HTTP_OK && !may_be_gemini(content_type) {
                    return self.abort_with(GeminiError::NotGemini, now_ms, random);
                }
                Vec::new()
            }
            News::Bytes(bytes) => {
                reply.has_bytes |= !bytes.is_empty();
                reply.deadline_ms = now_ms.saturating_add(if reply.has_bytes { IDLE_MS } else { FIRST_BYTE_MS });
                self.read(Some(bytes), now_ms, random)
            }
            News::End => self.read(None, now_ms, random),
            News::Lost if reply.has_bytes && reply.status == HTTP_OK => self.over(End::Answered(Ending::Truncated)),
            News::Lost => self.fail(GeminiError::Unreachable, now_ms, random),
        }
    }

    /// The time that [`Command::WakeAt`] or [`Command::CountDown`] named has come.
    pub fn wake(&mut self, now_ms: u64, random: f64) -> Vec<Command> {
        match &self.state {
            State::Waiting { until_ms } if now_ms < *until_ms => vec![Command::WakeAt(*until_ms)],
            State::Waiting { .. } => self.send(now_ms),
            State::Open(reply) if now_ms < reply.deadline_ms => vec![Command::WakeAt(reply.deadline_ms)],
            State::Open(reply) => {
                let error = GeminiError::Silent { is_before_first_byte: !reply.has_bytes };
                self.abort_with(error, now_ms, random)
            }
            State::Over => Vec::new(),
        }
    }

    /// The person stops it. What there is of the answer stays.
    pub fn stop(&mut self) -> Vec<Command> {
        let mut commands = match self.state {
            State::Over => return Vec::new(),
            State::Open(_) => vec![Command::Abort],
            State::Waiting { .. } => Vec::new(),
        };
        commands.extend(self.over(End::Stopped));
        commands
    }

    fn send(&mut self, now_ms: u64) -> Vec<Command> {
        self.attempt += 1;
        let deadline_ms = now_ms.saturating_add(FIRST_BYTE_MS);
        self.state = State::Open(Reply { deadline_ms, ..Reply::default() });
        let request = stream(self.version, &self.outgoing);
        vec![Command::Send { attempt: self.attempt, request }, Command::WakeAt(deadline_ms)]
    }

    /// Reads the next bytes of the reply, or its end.
    fn read(&mut self, bytes: Option<&[u8]>, now_ms: u64, random: f64) -> Vec<Command> {
        let State::Open(reply) = &mut self.state else { return Vec::new() };
        if reply.status != HTTP_OK {
            let Some(bytes) = bytes else {
                let error = error_of_reply(reply.status, &reply.error_body);
                return self.fail(error, now_ms, random);
            };
            let n_free = MOST_ERROR_BYTES.saturating_sub(reply.error_body.len());
            reply.error_body.extend_from_slice(&bytes[..bytes.len().min(n_free)]);
            return Vec::new();
        }
        let n_shown = self.answer.text().len();
        let answer = &mut self.answer;
        let mut add = |chunk: Value| {
            answer.add(&chunk);
        };
        let read = match bytes {
            Some(bytes) => reply.stream.push(bytes, &mut add),
            None => reply.stream.finish(&mut add),
        };
        let mut commands = if self.answer.text().len() > n_shown { vec![Command::Show] } else { Vec::new() };
        commands.extend(match (read, bytes) {
            (Ok(()), Some(_)) => Vec::new(),
            (Ok(()), None) => self.end_reply(now_ms, random),
            (Err(error), Some(_)) => self.abort_with(error.into(), now_ms, random),
            (Err(error), None) => self.fail(error.into(), now_ms, random),
        });
        commands
    }

    /// The reply has ended as it should: what now depends on what the model said.
    fn end_reply(&mut self, now_ms: u64, random: f64) -> Vec<Command> {
        match self.answer.ending() {
            Ending::Continues => {
                self.outgoing.set_continuation(self.answer.next_piece());
                self.send(now_ms)
            }
            Ending::Malformed(_) if self.answer.text().is_empty() && !self.has_retried_malformed => {
                self.has_retried_malformed = true;
                match self.retries.after(0, now_ms, random) {
                    Some(until_ms) => {
                        self.wait_until(until_ms);
                        vec![Command::WakeAt(until_ms)]
                    }
                    None => self.over(End::Answered(self.answer.ending())),
                }
            }
            ending => self.over(End::Answered(ending)),
        }
    }

    fn abort_with(&mut self, error: GeminiError, now_ms: u64, random: f64) -> Vec<Command> {
        let mut commands = vec![Command::Abort];
        commands.extend(self.fail(error, now_ms, random));
        commands
    }

    /// Asks again, now or later, if that may help and nothing of the answer has been shown.
    fn fail(&mut self, error: GeminiError, now_ms: u64, random: f64) -> Vec<Command> {
        if !self.answer.text().is_empty() {
            return self.over(End::Failed(error));
        }
        if error.next_step(self.version) == NextStep::TryBeta {
            self.version = ApiVersion::V1Beta;
            self.begin_anew();
            return self.send(now_ms);
        }
        match self.retries.after_error(&error, now_ms, random) {
            Some(until_ms) => {
                self.wait_until(until_ms);
                vec![Command::CountDown { until_ms, error }, Command::WakeAt(until_ms)]
            }
            None => self.over(End::Failed(error)),
        }
    }

    fn wait_until(&mut self, until_ms: u64) {
        self.begin_anew();
        self.state = State::Waiting { until_ms };
    }

    fn begin_anew(&mut self) {
        self.answer = Answer::default();
        self.outgoing.set_continuation(None);
    }

    fn over(&mut self, end: End) -> Vec<Command> {
        self.state = State::Over;
        vec![Command::Over(Box::new(Outcome { answer: self.answer.clone(), end, version: self.version }))]
    }
}

/// Gemini sends events, and errors as JSON. Where nothing is said of the type, the body tells.
fn may_be_gemini(content_type: &str) -> bool {
    let content_type = content_type.to_ascii_lowercase();
    content_type.trim().is_empty() || content_type.contains("event-stream") || content_type.contains("json")
}
