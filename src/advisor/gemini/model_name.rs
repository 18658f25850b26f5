//! The name of a model. It becomes part of a path, so that only harmless letters may be in it.

use std::fmt;

/// A checked name: `^[a-z0-9][a-z0-9._-]{0,127}$`, as in `gemini-3.8-flash`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ModelName(String);

/// The text is no model's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a model")]
pub struct NotAModelName;

const LONGEST: usize = 128;

impl ModelName {
    /// The name as typed or as listed, with or without `models/` before it.
    pub fn new(name: &str) -> Result<ModelName, NotAModelName> {
        let name = name.trim();
        let name = name.strip_prefix("models/").unwrap_or(name);
        let is_letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        let is_sound = name.len() <= LONGEST
            && name.bytes().next().is_some_and(is_letter)
            && name.bytes().all(|byte| is_letter(byte) || matches!(byte, b'.' | b'_' | b'-'));
        if is_sound { Ok(ModelName(name.to_owned())) } else { Err(NotAModelName) }
    }

    /// The name. Every letter of it may stand in a path as it is.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ModelName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}
