//! What a request asks for, by Gemini's paths.

use serde::Serialize;

use crate::connection::Request;

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Question {
    /// The browser's, whether a page of another origin may ask.
    Preflight,
    /// An answer as a stream of events.
    Stream,
    /// An answer in one piece.
    Generate,
    /// A number of tokens.
    Count,
    /// The list of models.
    Models,
    /// Nothing that Gemini knows.
    Unknown,
}

impl Question {
    pub fn of(request: &Request) -> Question {
        if request.method == "OPTIONS" {
            return Question::Preflight;
        }
        let (path, query) = request.path.split_once('?').unwrap_or((&request.path, ""));
        let below_version = ["/v1/", "/v1beta/"].iter().find_map(|version| path.rsplit_once(version)).map_or("", |(_, rest)| rest);
        let call = below_version.strip_prefix("models/").and_then(|call| call.split_once(':')).map_or("", |(_, call)| call);
        match (request.method.as_str(), call) {
            // Without `alt=sse` Gemini sends one array, which nobody here asks for on purpose.
            ("POST", "streamGenerateContent") if query == "alt=sse" => Question::Stream,
            ("POST", "generateContent") => Question::Generate,
            ("POST", "countTokens") => Question::Count,
            ("GET", "") if below_version == "models" => Question::Models,
            _ => Question::Unknown,
        }
    }
}
