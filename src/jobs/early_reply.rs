use serde::{Deserialize, Serialize};

/// What a worker says before anything is asked of it: the first of [`Reply`](super::protocol::Reply), bytes and all. It can be read without the code that
/// reads the others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum EarlyReply {
    /// See [`Reply::Ready`](super::protocol::Reply::Ready).
    Ready,
    /// See [`Reply::Requested`](super::protocol::Reply::Requested).
    Requested {
        /// To where.
        address: String,
        /// Whether the content security policy stopped it.
        was_blocked: bool,
    },
}
