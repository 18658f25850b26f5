//! Every error and every ending as a person reads it: what happened, and what to do.

use super::answer::Ending;
use super::api_key::ApiKeyError;
use super::conversation::BeginError;
use super::error::GeminiError;
use super::finish::FinishReason;
use super::service_error::{ServiceError, ServiceFault};
use crate::sheets::{Sentence, sentence};

/// Why there is no answer, or no more of it.
pub fn error_words(error: &GeminiError) -> Sentence {
    match error {
        GeminiError::Service(error) => service_words(error),
        GeminiError::Unreachable => sentence(
            "Google could not be reached.",
            "You may be offline, or the network or an extension of the browser blocks it. Your key has not been judged.",
        ),
        GeminiError::Silent { is_before_first_byte: true } => {
            sentence("Gemini has not begun to answer within two minutes.", "Ask again, or choose a faster model.")
        }
        GeminiError::Silent { is_before_first_byte: false } => {
            sentence("Gemini has said nothing for a minute.", "What came so far is kept, as incomplete. Ask again for the whole answer.")
        }
        GeminiError::NotGemini => sentence(
            "Something else than Gemini replied.",
            "A sign-in page of your network, or a proxy, may stand between. Open any other page first, then ask again.",
        ),
        GeminiError::Unreadable => {
            sentence("A part of the answer cannot be read.", "What came so far is kept, as incomplete. Ask again for the whole answer.")
        }
        GeminiError::TooLarge => sentence("The answer is larger than any should be.", "Ask for less at once."),
    }
}

fn service_words(error: &ServiceError) -> Sentence {
    match error.fault {
        ServiceFault::KeyInvalid => sentence(
            "Google does not accept this key.",
            "Copy it again from Google AI Studio, or make a new one. A key that was reported as leaked works no more.",
        ),
        ServiceFault::KeyKind => sentence(
            "Google does not accept keys of this kind here.",
            "Make a key for the Gemini API in Google AI Studio and use that one.",
        ),
        ServiceFault::KeyRestricted => sentence(
            "This key may not be used from here.",
            "In the Google Cloud console, allow the key this page's address and the Generative Language API.",
        ),
        ServiceFault::ServiceDisabled => sentence(
            "The key's project has not switched on the Generative Language API.",
            "Switch it on in the Google Cloud console, wait a few minutes and ask again.",
        ),
        ServiceFault::Region => {
            sentence("Gemini is not offered where you are.", "Drafts from templates work without it. The rest of the app needs no network.")
        }
        ServiceFault::Precondition => sentence(
            with_message("Google asks for something else first", error),
            "Mostly this is billing: look at the key's project in Google AI Studio.",
        ),
        ServiceFault::UnknownField | ServiceFault::BadRequest => {
            sentence(with_message("Gemini does not take the question as it is", error), "Choose another model, or change the question.")
        }
        ServiceFault::ThoughtSignature => sentence(
            "Gemini does not recognize its own earlier answers, as it happens after a change of model or key.",
            "Ask again without them, or begin a new conversation.",
        ),
        ServiceFault::TooLong => {
            sentence("The conversation is longer than the model can read.", "Begin a new one, or choose a model that reads more.")
        }
        ServiceFault::ModelNotFound => {
            sentence("Google offers this model no more, or not to this key.", "Choose another one from the list, which is read anew.")
        }
        ServiceFault::DailyQuota => sentence(
            "Today's quota for this model is used up; your key is fine.",
            "Choose another model, come back tomorrow, or use the drafts from templates.",
        ),
        ServiceFault::Quota { .. } => {
            sentence("Too much was asked in a short time; your key is fine.", "Wait for the countdown and ask again.")
        }
        ServiceFault::Cancelled => {
            sentence("Google broke off the answer.", "What came so far is kept, as incomplete. Ask again for the whole answer.")
        }
        ServiceFault::Transient => {
            sentence("Gemini is overloaded or out of order for a moment.", "Ask again in a minute, or choose another model.")
        }
        ServiceFault::Unknown => sentence(with_message(&format!("Google reports an error ({})", error.code), error), "Ask again."),
    }
}

/// The sentence with the service's own words behind it, where it has any.
fn with_message(what: &str, error: &ServiceError) -> String {
    match error.message.trim().trim_end_matches('.') {
        "" => format!("{what}."),
        message => format!("{what}: “{message}”."),
    }
}

/// What must be said of an answer that has ended; `None` where it is whole.
pub fn ending_words(ending: &Ending) -> Option<Sentence> {
    Some(match ending {
        Ending::Complete => return None,
        Ending::Empty => sentence("Gemini has nothing to say to that.", "Ask in other words."),
        Ending::CutOff | Ending::Continues => {
            sentence("The answer is cut off: it has reached its limit.", "Ask for the rest, or allow longer answers.")
        }
        Ending::Withheld(reason) => sentence(format!("Gemini withheld its answer: {}.", reason_words(reason)), "Ask in other words."),
        Ending::Malformed(_) => sentence("Gemini lost its way in the answer.", "Ask again, or choose another model."),
        Ending::Named(reason) => sentence(format!("Gemini stopped: {}.", reason_words(reason)), "Ask again if something is missing."),
        Ending::PromptBlocked(Some(word)) => {
            sentence(format!("Gemini refused the question: {}.", block_words(word)), "Ask in other words.")
        }
        Ending::PromptBlocked(None) => sentence("Gemini refused the question and does not say why.", "Ask in other words."),
        Ending::Truncated => sentence("The answer broke off before its end.", "Ask again for the whole answer."),
    })
}

fn reason_words(reason: &FinishReason) -> String {
    match reason {
        FinishReason::Safety => "it counts as unsafe".to_owned(),
        FinishReason::Recitation => "it quotes protected text".to_owned(),
        FinishReason::Language => "the language is not supported".to_owned(),
        FinishReason::Blocklist => "it has a forbidden word".to_owned(),
        FinishReason::ProhibitedContent => "its content is forbidden".to_owned(),
        FinishReason::PersonalData => "it seems to hold sensitive personal data".to_owned(),
        FinishReason::Unexplained => "no reason is given".to_owned(),
        other => other.word().to_owned(),
    }
}

fn block_words(word: &str) -> String {
    match word {
        "SAFETY" | "JAILBREAK" => "it counts as unsafe".to_owned(),
        "BLOCKLIST" => "it has a forbidden word".to_owned(),
        "PROHIBITED_CONTENT" => "its content is forbidden".to_owned(),
        "OTHER" | "BLOCK_REASON_UNSPECIFIED" => "no reason is given".to_owned(),
        other => other.to_owned(),
    }
}

/// Why a text is no key.
pub fn key_words(error: ApiKeyError) -> Sentence {
    match error {
        ApiKeyError::Empty => sentence("There is no key yet.", "Paste the key that Google AI Studio gives you."),
        ApiKeyError::Unprintable => sentence("A key has no spaces and only plain letters.", "Copy it again, the key alone."),
        ApiKeyError::Token => sentence("This is a short-lived token, not a key.", "Paste the key that Google AI Studio gives you."),
    }
}

/// Why a question cannot be asked.
pub fn begin_words(error: BeginError) -> Sentence {
    match error {
        BeginError::Busy => sentence("An answer is still under way.", "Wait for it, or stop it."),
        BeginError::Empty => sentence("There is no question yet.", "Write one, or choose one above."),
        BeginError::NoMoreQuestions => {
            sentence("This session's questions are used up.", "Allow more in the settings of the conversation, or begin a new one.")
        }
        BeginError::NoMoreTokens => {
            sentence("This session's tokens are used up.", "Allow more in the settings of the conversation, or begin a new one.")
        }
    }
}
