//! The browser's question before a page of another origin may ask, answered as Google answers it.

use std::io;

use crate::connection::{Connection, Request};

/// The only headers that a page may send.
const ALLOWED_HEADERS: [&str; 4] = ["content-type", "x-goog-api-key", "x-goog-api-client", "authorization"];

/// 200 with what is allowed; one header too many, and it is 403 without a word, which a page sees as a failure of the network.
pub fn answer(mut connection: Connection, request: &Request) -> io::Result<()> {
    let asked = request.header("access-control-request-headers").unwrap_or_default();
    let mut names = asked.split(',').map(str::trim).filter(|name| !name.is_empty());
    let is_allowed = names.all(|name| ALLOWED_HEADERS.iter().any(|allowed| allowed.eq_ignore_ascii_case(name)));
    match request.header("origin").filter(|_| is_allowed) {
        Some(origin) => {
            let headers = [
                ("Access-Control-Allow-Origin", origin),
                ("Access-Control-Allow-Methods", "DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT"),
                ("Access-Control-Allow-Headers", asked),
                ("Access-Control-Max-Age", "3600"),
                ("Vary", "Origin"),
            ];
            connection.send_head(200, &headers)?;
        }
        None => connection.send_head(403, &[("Vary", "Origin")])?,
    }
    connection.finish()
}
