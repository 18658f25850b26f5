//! A pretend Gemini on the loopback interface, for the tests of the built page: it answers what it was told to answer, byte for byte,
//! and can be slow, stop in the middle of a letter, or break off.
//!
//! `cargo run --example gemini_server` prints its address as the first line, and serves until its standard input closes.
//!
//! - `POST /control/replies` adds a [`reply::Reply`] to the queue that streams and whole answers take theirs from, `POST /control/models`
//!   to the queue for lists of models, `POST /control/counts` to that for counts of tokens;
//! - `GET /control/requests` lists what was asked, and whether the client waited for the end; `POST /control/reset` empties everything;
//! - whatever else is asked is asked of Gemini, with any path before `/v1/` or `/v1beta/`. Any key is good.

#![allow(clippy::disallowed_methods, reason = "runs natively, where there are threads")]

mod base64;
mod connection;
mod control;
mod defaults;
mod memory;
mod preflight;
mod question;
mod reply;

use std::io::{self, Read};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

use connection::{ClientLeft, Connection, Request};
use memory::Memory;
use question::Question;
use reply::{End, Reply};

fn main() -> io::Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    println!("http://{}", listener.local_addr()?);
    let memory = Arc::new(Memory::default());
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let memory = Arc::clone(&memory);
            // A client that breaks off before its request is whole has asked nothing.
            thread::spawn(move || converse(stream, &memory).ok());
        }
    });
    // Whoever started this program holds the other end: it is not left running when they are gone.
    io::stdin().read_to_end(&mut Vec::new())?;
    Ok(())
}

/// One request and its answer.
fn converse(stream: TcpStream, memory: &Memory) -> io::Result<()> {
    let (mut connection, request) = Connection::accept(stream)?;
    if let Some(command) = request.path.strip_prefix("/control/") {
        connection.take_last_byte()?;
        return control::obey(connection, command, &request, memory);
    }
    let question = Question::of(&request);
    let request_id = memory.note_request(question, &request);
    if question == Question::Preflight {
        connection.take_last_byte()?;
        memory.note_end(request_id, "answered");
        return preflight::answer(connection, &request);
    }
    let reply = memory.next_reply(question).unwrap_or_else(|| defaults::reply(question, &request));
    if reply.end != End::Reset {
        connection.take_last_byte()?;
    }
    let has_left = play(&mut connection, &request, &reply).is_err();
    // Before the last byte: whoever has the whole answer finds it noted.
    memory.note_end(request_id, if has_left { "client left" } else { "answered" });
    if reply.end == End::Close { connection.finish() } else { Ok(()) }
}

/// Sends a reply but for its end.
fn play(connection: &mut Connection, request: &Request, reply: &Reply) -> Result<(), ClientLeft> {
    connection.wait(reply.wait())?;
    let mut headers = vec![("Content-Type", reply.content_type.as_str()), ("Vary", "Origin")];
    headers.extend(request.header("origin").map(|origin| ("Access-Control-Allow-Origin", origin)));
    connection.send_head(reply.status, &headers)?;
    for piece in reply.pieces() {
        connection.wait(piece.wait)?;
        connection.send_chunk(&piece.bytes)?;
    }
    if reply.end == End::Stall { Err(connection.wait_until_left()) } else { Ok(()) }
}
