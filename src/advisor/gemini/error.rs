//! Why there is no answer, and what to do next.

use super::endpoint::ApiVersion;
use super::event_stream::StreamError;
use super::service_error::{ServiceError, ServiceFault};

/// Why there is no answer, or no more of it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GeminiError {
    /// The service says why.
    #[error("{} {}", .0.code, .0.status)]
    Service(ServiceError),
    /// No reply: offline, blocked, or refused before the request was made. The browser does not tell which.
    #[error("no reply")]
    Unreachable,
    /// Nothing came for too long.
    #[error("silent")]
    Silent {
        /// False if the answer had begun.
        is_before_first_byte: bool,
    },
    /// Something else than Gemini replied: the page of a hotel's network, a proxy.
    #[error("not Gemini")]
    NotGemini,
    /// An event, or the end of the stream, is no JSON.
    #[error("unreadable event")]
    Unreadable,
    /// One event, or a reply that is no stream, is larger than any answer can be.
    #[error("too large")]
    TooLarge,
}

/// What to do about an error, or what the person may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextStep {
    /// Ask for another key.
    AskForKey,
    /// Show where the key's restrictions and the project's settings are.
    ShowKeyHelp,
    /// Ask once more under `v1beta`.
    TryBeta,
    /// Read the list of models again and offer another.
    RefreshModels,
    /// Strip the thought signatures, or begin a new conversation.
    StripSignatures,
    /// Let the person change what is asked.
    ChangeRequest,
    /// Ask again after at least this many milliseconds, with a countdown.
    WaitAndRetry {
        /// Milliseconds; 0 where the service names no wait.
        wait_ms: u64,
    },
    /// Nothing more today with this key and model.
    StopForToday,
    /// Offer to ask again.
    OfferRetry,
}

impl GeminiError {
    /// What to do next, where the request went to this version of the interface.
    pub fn next_step(&self, version: ApiVersion) -> NextStep {
        match self {
            GeminiError::Service(error) => service_step(error.fault, version),
            GeminiError::Unreachable | GeminiError::Silent { .. } => NextStep::OfferRetry,
            GeminiError::NotGemini | GeminiError::Unreadable | GeminiError::TooLarge => NextStep::OfferRetry,
        }
    }
}

fn service_step(fault: ServiceFault, version: ApiVersion) -> NextStep {
    match fault {
        ServiceFault::KeyInvalid | ServiceFault::KeyKind => NextStep::AskForKey,
        ServiceFault::KeyRestricted | ServiceFault::ServiceDisabled | ServiceFault::Region | ServiceFault::Precondition => {
            NextStep::ShowKeyHelp
        }
        ServiceFault::UnknownField | ServiceFault::ModelNotFound if version == ApiVersion::V1 => NextStep::TryBeta,
        ServiceFault::ModelNotFound => NextStep::RefreshModels,
        ServiceFault::ThoughtSignature => NextStep::StripSignatures,
        ServiceFault::UnknownField | ServiceFault::TooLong | ServiceFault::BadRequest => NextStep::ChangeRequest,
        ServiceFault::DailyQuota => NextStep::StopForToday,
        ServiceFault::Quota { wait_ms } => NextStep::WaitAndRetry { wait_ms: wait_ms.unwrap_or_default() },
        ServiceFault::Transient => NextStep::WaitAndRetry { wait_ms: 0 },
        ServiceFault::Cancelled | ServiceFault::Unknown => NextStep::OfferRetry,
    }
}

impl From<StreamError> for GeminiError {
    fn from(error: StreamError) -> Self {
        match error {
            StreamError::Service(error) => GeminiError::Service(error),
            StreamError::NotEvents => GeminiError::NotGemini,
            StreamError::NotJson => GeminiError::Unreadable,
            StreamError::TooLarge => GeminiError::TooLarge,
        }
    }
}
