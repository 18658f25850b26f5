//! Why a model stopped, and what that means for its answer.

/// Why a model stopped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FinishReason {
    /// It has said all.
    Stop,
    /// The answer's limit is reached.
    MaxTokens,
    /// The service wants to be asked for the rest.
    Continuation,
    /// Withheld as unsafe.
    Safety,
    /// Withheld as a quotation of protected text.
    Recitation,
    /// In a language that is not supported.
    Language,
    /// A forbidden word.
    Blocklist,
    /// Forbidden content.
    ProhibitedContent,
    /// It seems to hold sensitive personal data (`SPII`).
    PersonalData,
    /// Withheld without a reason (`OTHER`).
    Unexplained,
    /// A call of a tool that is no call.
    MalformedFunctionCall,
    /// A call of a tool where there is none.
    UnexpectedToolCall,
    /// Too many calls of tools.
    TooManyToolCalls,
    /// An answer that is none.
    MalformedResponse,
    /// What stands there in the service's own word: about images, or newer than this program.
    Other(String),
}

/// What becomes of the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FinishAction {
    /// It is whole, once the stream has ended.
    Keep,
    /// It is cut off: shown as such, never read as JSON; more may be asked for.
    OfferMore,
    /// The same is asked again, with the service's token.
    Continue,
    /// What came is thrown away, and the reason is named.
    Discard,
    /// Asked again once, then given up.
    RetryOnce,
    /// Shown, with the reason that the service gives.
    Name,
}

const WORDS: [(&str, FinishReason); 14] = [
    ("STOP", FinishReason::Stop),
    ("MAX_TOKENS", FinishReason::MaxTokens),
    ("CONTINUATION", FinishReason::Continuation),
    ("SAFETY", FinishReason::Safety),
    ("RECITATION", FinishReason::Recitation),
    ("LANGUAGE", FinishReason::Language),
    ("BLOCKLIST", FinishReason::Blocklist),
    ("PROHIBITED_CONTENT", FinishReason::ProhibitedContent),
    ("SPII", FinishReason::PersonalData),
    ("OTHER", FinishReason::Unexplained),
    ("MALFORMED_FUNCTION_CALL", FinishReason::MalformedFunctionCall),
    ("UNEXPECTED_TOOL_CALL", FinishReason::UnexpectedToolCall),
    ("TOO_MANY_TOOL_CALLS", FinishReason::TooManyToolCalls),
    ("MALFORMED_RESPONSE", FinishReason::MalformedResponse),
];

impl FinishReason {
    /// The reason of the service's word.
    pub fn of_word(word: &str) -> FinishReason {
        WORDS.iter().find(|(known, _)| *known == word).map_or_else(|| FinishReason::Other(word.to_owned()), |(_, reason)| reason.clone())
    }

    /// The service's word.
    pub fn word(&self) -> &str {
        match self {
            FinishReason::Other(word) => word,
            reason => WORDS.iter().find(|(_, known)| known == reason).map_or("", |(word, _)| word),
        }
    }

    /// What becomes of the answer.
    pub fn action(&self) -> FinishAction {
        use FinishReason::*;
        match self {
            Stop => FinishAction::Keep,
            MaxTokens => FinishAction::OfferMore,
            Continuation => FinishAction::Continue,
            Safety | Recitation | Language | Blocklist | ProhibitedContent | PersonalData | Unexplained => FinishAction::Discard,
            MalformedFunctionCall | UnexpectedToolCall | TooManyToolCalls | MalformedResponse => FinishAction::RetryOnce,
            Other(_) => FinishAction::Name,
        }
    }
}
