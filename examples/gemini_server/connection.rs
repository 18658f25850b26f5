//! As much of HTTP/1.1 as a test needs: one request a connection, answered in chunks that each go out at once.

use std::collections::BTreeMap;
use std::io::{self, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::Duration;

const MOST_HEAD_BYTES: usize = 1 << 16;

/// What a client asked.
pub struct Request {
    pub method: String,
    /// With the query.
    pub path: String,
    /// By their names in small letters.
    pub headers: BTreeMap<String, String>,
    pub body: Vec<u8>,
}

impl Request {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(String::as_str)
    }
}

/// The client has closed the connection, or broken it.
#[derive(Debug)]
pub struct ClientLeft;

impl From<io::Error> for ClientLeft {
    fn from(_: io::Error) -> Self {
        ClientLeft
    }
}

/// The connection that a request came on, for its answer.
pub struct Connection {
    stream: TcpStream,
    /// A connection that is dropped while something is unread is reset, not closed. So the last byte of a request's body is looked at
    /// and left where it is, until it is known how the answer is to end.
    has_unread_byte: bool,
}

impl Connection {
    /// Reads the request, but for the last byte of its body.
    pub fn accept(mut stream: TcpStream) -> io::Result<(Connection, Request)> {
        stream.set_nodelay(true)?;
        let head = read_head(&mut stream)?;
        let mut request = parse_head(&head).ok_or(ErrorKind::InvalidData)?;
        let n_bytes: usize = request.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
        request.body = vec![0; n_bytes];
        if let Some((last, others)) = request.body.split_last_mut() {
            stream.read_exact(others)?;
            if stream.peek(std::slice::from_mut(last))? == 0 {
                return Err(ErrorKind::UnexpectedEof.into());
            }
        }
        Ok((Connection { stream, has_unread_byte: n_bytes > 0 }, request))
    }

    /// From here on the connection can be closed in peace.
    pub fn take_last_byte(&mut self) -> io::Result<()> {
        if self.has_unread_byte {
            self.stream.read_exact(&mut [0])?;
            self.has_unread_byte = false;
        }
        Ok(())
    }

    /// Waits, but no longer than the client does.
    pub fn wait(&mut self, time: Duration) -> Result<(), ClientLeft> {
        if time.is_zero() {
            return Ok(());
        }
        if self.has_unread_byte {
            thread::sleep(time);
            return Ok(());
        }
        // A client that waits for its answer sends nothing: only the end of the connection ends this reading before its time.
        self.stream.set_read_timeout(Some(time))?;
        match self.stream.read(&mut [0]) {
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => Ok(()),
            _ => Err(ClientLeft),
        }
    }

    /// Says nothing more until the client has had enough.
    pub fn wait_until_left(&mut self) -> ClientLeft {
        while self.wait(Duration::from_secs(60)).is_ok() {}
        ClientLeft
    }

    pub fn send_head(&mut self, status: u16, headers: &[(&str, &str)]) -> io::Result<()> {
        let mut head = format!("HTTP/1.1 {status} \r\nConnection: close\r\nTransfer-Encoding: chunked\r\n");
        head.extend(headers.iter().flat_map(|(name, value)| [name, ": ", value, "\r\n"]));
        head.push_str("\r\n");
        self.stream.write_all(head.as_bytes())
    }

    pub fn send_chunk(&mut self, bytes: &[u8]) -> io::Result<()> {
        // A chunk of no bytes is the end.
        if bytes.is_empty() {
            return Ok(());
        }
        let size = format!("{:x}\r\n", bytes.len());
        self.stream.write_all(&[size.as_bytes(), bytes, b"\r\n"].concat())
    }

    /// Says that the answer is whole, and closes.
    pub fn finish(mut self) -> io::Result<()> {
        self.stream.write_all(b"0\r\n\r\n")
    }
}

/// All up to the empty line, and nothing after it.
fn read_head(stream: &mut TcpStream) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        if head.len() == MOST_HEAD_BYTES {
            return Err(ErrorKind::InvalidData.into());
        }
        let mut byte = [0];
        stream.read_exact(&mut byte)?;
        head.extend(byte);
    }
    Ok(head)
}

fn parse_head(head: &[u8]) -> Option<Request> {
    let head = std::str::from_utf8(head).ok()?;
    let (first, rest) = head.split_once("\r\n")?;
    let mut words = first.split(' ');
    let (method, path) = (words.next()?.to_owned(), words.next()?.to_owned());
    let fields = rest.lines().filter_map(|line| line.split_once(':'));
    let headers = fields.map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned())).collect();
    Some(Request { method, path, headers, body: Vec::new() })
}
