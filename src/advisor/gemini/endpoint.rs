//! Where requests go: the host, the version of the interface, the paths.

use std::fmt::Write;

use super::model_name::ModelName;

/// The only host that is ever asked; empty in a build without Gemini. A build for tests may put its own in place of it.
pub const BASE: &str = match option_env!("GEMINI_BASE") {
    Some(base) => match base.as_bytes() {
        b"none" => "",
        _ => base,
    },
    None => "https://generativelanguage.googleapis.com",
};

/// Whether this build knows Gemini at all.
pub const IS_OFFERED: bool = !BASE.is_empty();

/// What is offered before the list of models is read; the first is the default.
pub const FALLBACK_MODELS: [&str; 2] = ["gemini-3.8-flash", "gemini-3.5-flash-lite"];

/// A version of the interface. Some models, and on some servers some fields, are in the later one only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ApiVersion {
    /// `v1`, tried first.
    #[default]
    V1,
    /// `v1beta`, tried once where the first lacks the model or a field; whoever asks remembers which one answered.
    V1Beta,
}

impl ApiVersion {
    /// As it stands in a path.
    pub fn word(self) -> &'static str {
        match self {
            ApiVersion::V1 => "v1",
            ApiVersion::V1Beta => "v1beta",
        }
    }
}

/// The path of an answer as a stream of events.
pub(super) fn stream_path(version: ApiVersion, model: &ModelName) -> String {
    format!("/{}/models/{model}:streamGenerateContent?alt=sse", version.word())
}

/// The path of an answer in one piece.
pub(super) fn generate_path(version: ApiVersion, model: &ModelName) -> String {
    format!("/{}/models/{model}:generateContent", version.word())
}

/// The path that counts tokens.
pub(super) fn count_path(version: ApiVersion, model: &ModelName) -> String {
    format!("/{}/models/{model}:countTokens", version.word())
}

/// The path that lists models, `page_size` (1 to 1,000) at a time.
pub(super) fn models_path(version: ApiVersion, page_size: u32, page_token: Option<&str>) -> String {
    let mut path = format!("/{}/models?pageSize={page_size}", version.word());
    if let Some(token) = page_token {
        path.push_str("&pageToken=");
        push_percent_encoded(&mut path, token);
    }
    path
}

/// All but the unreserved letters of RFC 3986 as `%XX`.
fn push_percent_encoded(path: &mut String, text: &str) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            path.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(path, "%{byte:02X}");
        }
    }
}
