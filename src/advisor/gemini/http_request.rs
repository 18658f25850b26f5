//! Requests as the browser sends them. To the path come the headers `Content-Type: application/json` and `x-goog-api-key`, and no
//! other: an unlisted header is refused before the request is made, and the browser cannot say why.

use serde_json::Value;

use super::endpoint::{ApiVersion, count_path, generate_path, models_path, stream_path};
use super::outgoing::Outgoing;

/// One request to [`BASE`](super::BASE).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpRequest {
    /// Path and query.
    pub path: String,
    /// The JSON that is posted; `None` for a GET.
    pub body: Option<String>,
}

impl HttpRequest {
    /// The same request under another version of the interface.
    pub fn under(&self, version: ApiVersion) -> HttpRequest {
        let rest = self.path.get(1..).and_then(|path| path.split_once('/')).map_or("", |(_, rest)| rest);
        HttpRequest { path: format!("/{}/{rest}", version.word()), body: self.body.clone() }
    }
}

/// Asks for an answer in one piece.
pub fn generate(version: ApiVersion, outgoing: &Outgoing) -> HttpRequest {
    HttpRequest { path: generate_path(version, outgoing.model()), body: Some(outgoing.body()) }
}

/// Asks for an answer as a stream of events.
pub(super) fn stream(version: ApiVersion, outgoing: &Outgoing) -> HttpRequest {
    HttpRequest { path: stream_path(version, outgoing.model()), body: Some(outgoing.body()) }
}

/// Asks how many tokens a question has. The interface takes contents only: what the system instruction adds is not counted.
pub fn count_tokens(version: ApiVersion, outgoing: &Outgoing) -> HttpRequest {
    // All of it are texts and maps with text keys: there is nothing that could not be written.
    let contents = serde_json::to_value(outgoing.contents()).unwrap_or_default();
    let body = Value::Object([("contents".to_owned(), contents)].into_iter().collect());
    HttpRequest { path: count_path(version, outgoing.model()), body: Some(body.to_string()) }
}

/// Asks for a page of models.
pub fn list_models(version: ApiVersion, page_token: Option<&str>) -> HttpRequest {
    HttpRequest { path: models_path(version, 1_000, page_token), body: None }
}

/// The cheapest question that tells whether a key is accepted. It carries nothing of anybody.
pub fn check_key(version: ApiVersion) -> HttpRequest {
    HttpRequest { path: models_path(version, 1, None), body: None }
}
