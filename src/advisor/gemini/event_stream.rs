//! Bytes of a reply, in pieces of any size, to the JSON of its events (the event streams of the HTML standard). Nothing is decoded
//! before its event is whole, so that no letter is torn. An error may come as an event, or as bare JSON behind the events.

use serde_json::Value;

use super::service_error::ServiceError;

/// The largest event that is read. Thought signatures alone may have hundreds of kilobytes.
pub const MOST_EVENT_BYTES: usize = 8 << 20;

/// Why a stream ends early. Nothing may be pushed after it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StreamError {
    /// The service reports an error midway.
    #[error("{} {}", .0.code, .0.status)]
    Service(ServiceError),
    /// Text that belongs to no event: the reply is something else.
    #[error("not a stream of events")]
    NotEvents,
    /// An event that is no JSON, or was cut off.
    #[error("an event is no JSON")]
    NotJson,
    /// More than [`MOST_EVENT_BYTES`] in one event.
    #[error("an event is too large")]
    TooLarge,
}

/// The reader of one stream.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EventStream {
    /// The line that has not ended yet.
    line: Vec<u8>,
    /// The data of the event that has not ended yet; `None` where it has no data yet.
    data: Option<Vec<u8>>,
    /// Lines that are of no event, with their ends.
    stray: Vec<u8>,
    has_line: bool,
    /// A line feed that comes next belongs to the carriage return before it.
    is_after_return: bool,
}

/// The status under which a stream reports an error midway.
const HTTP_OK: u16 = 200;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

impl EventStream {
    /// Takes the next bytes. `on_event` gets the JSON of each event that they complete.
    pub fn push(&mut self, bytes: &[u8], on_event: &mut dyn FnMut(Value)) -> Result<(), StreamError> {
        let mut rest = bytes;
        while let Some(&first) = rest.first() {
            if std::mem::take(&mut self.is_after_return) && first == b'\n' {
                rest = &rest[1..];
                continue;
            }
            let end = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
            let (part, after) = rest.split_at(end.unwrap_or(rest.len()));
            self.line.extend_from_slice(part);
            self.check_size()?;
            let Some(line_end) = after.first() else { break };
            self.is_after_return = *line_end == b'\r';
            rest = &after[1..];
            self.end_line(on_event)?;
        }
        Ok(())
    }

    /// The end of the reply. An event that only lacks the blank line after it counts.
    pub fn finish(&mut self, on_event: &mut dyn FnMut(Value)) -> Result<(), StreamError> {
        if !self.line.is_empty() {
            self.end_line(on_event)?;
        }
        self.end_event(on_event)?;
        let stray = std::mem::take(&mut self.stray);
        if stray.iter().all(u8::is_ascii_whitespace) {
            return Ok(());
        }
        let error = serde_json::from_slice(&stray).ok().and_then(|value| ServiceError::of_value(&value, HTTP_OK));
        Err(error.map_or(StreamError::NotEvents, StreamError::Service))
    }

    fn check_size(&self) -> Result<(), StreamError> {
        let n_bytes = self.line.len() + self.data.as_ref().map_or(0, Vec::len) + self.stray.len();
        if n_bytes > MOST_EVENT_BYTES { Err(StreamError::TooLarge) } else { Ok(()) }
    }

    fn end_line(&mut self, on_event: &mut dyn FnMut(Value)) -> Result<(), StreamError> {
        let whole = std::mem::take(&mut self.line);
        let is_first = !std::mem::replace(&mut self.has_line, true);
        let line = if is_first { whole.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&whole) } else { &whole };
        if line.is_empty() {
            return self.end_event(on_event);
        }
        let colon = line.iter().position(|byte| *byte == b':');
        let (field, value) = line.split_at(colon.unwrap_or(line.len()));
        let value = value.strip_prefix(b":").unwrap_or(value);
        match field {
            b"data" => self.add_data(value.strip_prefix(b" ").unwrap_or(value)),
            // A comment, and fields that say nothing here.
            b"" | b"event" | b"id" | b"retry" => {}
            _ => {
                self.stray.extend_from_slice(line);
                self.stray.push(b'\n');
            }
        }
        self.check_size()
    }

    fn add_data(&mut self, value: &[u8]) {
        match &mut self.data {
            Some(data) => {
                data.push(b'\n');
                data.extend_from_slice(value);
            }
            None => self.data = Some(value.to_vec()),
        }
    }

    fn end_event(&mut self, on_event: &mut dyn FnMut(Value)) -> Result<(), StreamError> {
        let Some(data) = self.data.take().filter(|data| !data.is_empty()) else { return Ok(()) };
        let value: Value = serde_json::from_str(&String::from_utf8_lossy(&data)).map_err(|_| StreamError::NotJson)?;
        if let Some(error) = ServiceError::of_value(&value, HTTP_OK) {
            return Err(StreamError::Service(error));
        }
        on_event(value);
        Ok(())
    }
}
