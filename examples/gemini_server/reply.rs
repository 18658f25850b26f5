//! A reply as a test writes it down: what is sent, in which pieces, when, and how it ends.

use std::num::NonZeroUsize;
use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;

use crate::base64;

/// A reply. What is left out is a whole answer of JSON, at once.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Reply {
    pub status: u16,
    pub content_type: String,
    body_pieces: Vec<Piece>,
    /// Cuts the body anew into pieces of so many bytes. Where a piece waits, the cutting begins again.
    chunk_bytes: Option<NonZeroUsize>,
    pub end: End,
    /// Before the head is sent.
    wait_ms: u64,
}

/// How a reply ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum End {
    /// As it should.
    Close,
    /// The connection breaks: it is reset, or, for a request without a body, closed before the answer is whole.
    Reset,
    /// Nothing more comes, and the connection stays.
    Stall,
}

/// A part of a body that is sent by itself.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(try_from = "WrittenPiece")]
pub struct Piece {
    pub wait: Duration,
    pub bytes: Vec<u8>,
}

impl Default for Reply {
    fn default() -> Self {
        let content_type = "application/json; charset=UTF-8".to_owned();
        Reply { status: 200, content_type, body_pieces: Vec::new(), chunk_bytes: None, end: End::Close, wait_ms: 0 }
    }
}

impl Reply {
    /// A whole answer of JSON.
    pub fn json(status: u16, body: &Value) -> Reply {
        let piece = Piece { wait: Duration::ZERO, bytes: body.to_string().into_bytes() };
        Reply { status, body_pieces: vec![piece], ..Reply::default() }
    }

    pub fn wait(&self) -> Duration {
        Duration::from_millis(self.wait_ms)
    }

    /// The body as it is sent.
    pub fn pieces(&self) -> Vec<Piece> {
        let Some(n_bytes) = self.chunk_bytes else { return self.body_pieces.clone() };
        let mut pieces: Vec<Piece> = Vec::new();
        for written in &self.body_pieces {
            if !written.wait.is_zero() {
                pieces.push(Piece { wait: written.wait, bytes: Vec::new() });
            }
            for byte in &written.bytes {
                match pieces.last_mut() {
                    Some(piece) if piece.bytes.len() < n_bytes.get() => piece.bytes.push(*byte),
                    _ => pieces.push(Piece { wait: Duration::ZERO, bytes: vec![*byte] }),
                }
            }
        }
        pieces
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenPiece {
    text: Option<String>,
    base64: Option<String>,
    #[serde(default)]
    wait_ms: u64,
}

impl TryFrom<WrittenPiece> for Piece {
    type Error = &'static str;

    fn try_from(written: WrittenPiece) -> Result<Self, Self::Error> {
        let bytes = match (written.text, written.base64) {
            (Some(text), None) => text.into_bytes(),
            (None, Some(letters)) => base64::decode(&letters).ok_or("this is not base64")?,
            _ => return Err("a piece has either text or base64"),
        };
        Ok(Piece { wait: Duration::from_millis(written.wait_ms), bytes })
    }
}
