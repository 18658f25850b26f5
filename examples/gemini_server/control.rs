//! What a test says to the server, beside the requests of the page.

use std::io;

use serde_json::{Value, json};

use crate::connection::{Connection, Request};
use crate::memory::{Memory, Queue};

/// Does what is asked below `/control/`, and says so.
pub fn obey(mut connection: Connection, command: &str, request: &Request, memory: &Memory) -> io::Result<()> {
    let (status, body) = match answer(command, request, memory) {
        Ok(body) => (200, body),
        Err(reason) => (400, json!({ "error": reason })),
    };
    connection.send_head(status, &[("Content-Type", "application/json")])?;
    connection.send_chunk(body.to_string().as_bytes())?;
    connection.finish()
}

fn answer(command: &str, request: &Request, memory: &Memory) -> Result<Value, String> {
    let add_to = |queue| {
        let reply = serde_json::from_slice(&request.body).map_err(|error| error.to_string())?;
        memory.add_reply(queue, reply);
        Ok(json!({}))
    };
    match (request.method.as_str(), command) {
        ("POST", "replies") => add_to(Queue::Answers),
        ("POST", "models") => add_to(Queue::Models),
        ("POST", "counts") => add_to(Queue::Counts),
        ("GET", "requests") => Ok(memory.requests()),
        ("POST", "reset") => {
            memory.reset();
            Ok(json!({}))
        }
        _ => Err(format!("there is no {} /control/{command}", request.method)),
    }
}
