//! What was asked, and what is to be answered.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::{Value, json};

use crate::connection::Request;
use crate::question::Question;
use crate::reply::Reply;

/// Shared by all connections.
#[derive(Default)]
pub struct Memory(Mutex<Contents>);

#[derive(Default)]
struct Contents {
    replies: BTreeMap<Queue, VecDeque<Reply>>,
    requests: BTreeMap<usize, Value>,
    n_requests: usize,
}

/// Where replies wait for their questions.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Queue {
    /// Answers, whether as a stream or in one piece.
    Answers,
    Models,
    Counts,
}

impl Queue {
    fn of(question: Question) -> Option<Queue> {
        match question {
            Question::Stream | Question::Generate => Some(Queue::Answers),
            Question::Models => Some(Queue::Models),
            Question::Count => Some(Queue::Counts),
            Question::Preflight | Question::Unknown => None,
        }
    }
}

impl Memory {
    pub fn add_reply(&self, queue: Queue, reply: Reply) {
        self.contents().replies.entry(queue).or_default().push_back(reply);
    }

    /// Takes the next reply out of its queue.
    pub fn next_reply(&self, question: Question) -> Option<Reply> {
        let queue = Queue::of(question)?;
        self.contents().replies.get_mut(&queue)?.pop_front()
    }

    /// Remembers a request under a number of its own.
    pub fn note_request(&self, question: Question, request: &Request) -> usize {
        let mut contents = self.contents();
        contents.n_requests += 1;
        let request_id = contents.n_requests;
        let record = json!({
            "question": question,
            "method": request.method,
            "path": request.path,
            "headers": request.headers,
            "body": String::from_utf8_lossy(&request.body),
            "end": null,
        });
        contents.requests.insert(request_id, record);
        request_id
    }

    /// Remembers how it ended, unless all was forgotten meanwhile.
    pub fn note_end(&self, request_id: usize, end: &str) {
        if let Some(record) = self.contents().requests.get_mut(&request_id) {
            record["end"] = end.into();
        }
    }

    /// All requests, in the order in which they came.
    pub fn requests(&self) -> Value {
        self.contents().requests.values().cloned().collect()
    }

    /// Forgets requests and replies. Numbers are not given again: a request that still lasts is not taken for a new one.
    pub fn reset(&self) {
        let mut contents = self.contents();
        contents.replies.clear();
        contents.requests.clear();
    }

    fn contents(&self) -> MutexGuard<'_, Contents> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
