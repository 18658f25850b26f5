//! A reply that is read only once it is whole: a list of models, a number of tokens.

use super::{GeminiError, News};

/// See the module.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WholeReply {
    status: u16,
    body: Vec<u8>,
}

impl WholeReply {
    /// Takes in what the network says; `None` while there is more to come, then the status with the body of at most `most_bytes`.
    ///
    /// # Errors
    /// `Unreachable` where the connection was lost; `TooLarge` where the body is longer, and the rest of it is not wanted.
    pub fn take(&mut self, news: News<'_>, most_bytes: usize) -> Option<Result<(u16, Vec<u8>), GeminiError>> {
        match news {
            News::Head { status, .. } => self.status = status,
            News::Bytes(bytes) if self.body.len() + bytes.len() <= most_bytes => self.body.extend_from_slice(bytes),
            News::Bytes(_) => return Some(Err(GeminiError::TooLarge)),
            News::Lost => return Some(Err(GeminiError::Unreachable)),
            News::End => return Some(Ok((self.status, std::mem::take(&mut self.body)))),
        }
        None
    }
}
