//! The person's own key. It is in memory only: it cannot be serialized, and printing it gives `***`.

use std::fmt;

/// A key for Gemini: printable ASCII without spaces. Its form is not checked further, for Google changes it (`AIza…`, `AQ.…`).
#[derive(Clone, PartialEq, Eq)]
pub struct ApiKey(String);

/// Why a text is no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ApiKeyError {
    /// Nothing was given.
    #[error("no key")]
    Empty,
    /// A space, a line end or a letter beyond ASCII is in it.
    #[error("not printable ASCII without spaces")]
    Unprintable,
    /// A short-lived token, which the REST interface does not take.
    #[error("a token, not a key")]
    Token,
}

impl ApiKey {
    /// The key that a person typed or pasted; blanks around it do not count.
    pub fn new(typed: &str) -> Result<ApiKey, ApiKeyError> {
        let key = typed.trim();
        match key {
            "" => Err(ApiKeyError::Empty),
            _ if key.starts_with("auth_tokens/") => Err(ApiKeyError::Token),
            _ if !key.bytes().all(|byte| byte.is_ascii_graphic()) => Err(ApiKeyError::Unprintable),
            _ => Ok(ApiKey(key.to_owned())),
        }
    }

    /// The key itself, for the header `x-goog-api-key` and nowhere else.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Its last four letters, to tell one key from another; nothing of a key so short that these would be half of it.
    pub fn hint(&self) -> &str {
        if self.0.len() < 12 { "" } else { &self.0[self.0.len() - 4..] }
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("***")
    }
}
