//! Every error and every ending as a person reads it: what happened, and what to do.

use super::answer::Ending;
use super::api_key::ApiKeyError;
use super::conversation::BeginError;
use super::error::GeminiError;
use super::finish::FinishReason;
use super::service_error::{ServiceError, ServiceFault};
use crate::sheets::{Sentence, sentence};

/// Why there is no answer, or no more of it, beside the conversation: what is to be done there has a button or a field of that name.
pub fn error_words(error: &GeminiError) -> Sentence {
    match error {
        GeminiError::Service(error) => service_words(error),
        GeminiError::Unreachable => unreachable_words(),
        GeminiError::Silent { is_before_first_byte: true } => sentence(
            "Gemini has not begun to answer within two minutes.",
            "Press “Change and ask again”, or choose a faster model in “Key and model…”.",
        ),
        GeminiError::Silent { is_before_first_byte: false } => sentence("Gemini has said nothing for a minute.", KEPT),
        GeminiError::NotGemini => sentence(
            NOT_GEMINI,
            "A sign-in page of your network, or a proxy, may stand between. Open any other page first, then press “Change and ask again”.",
        ),
        GeminiError::Unreadable => sentence("A part of the answer cannot be read.", KEPT),
        GeminiError::TooLarge => {
            sentence("The answer is larger than any should be.", "Press “Change and ask again”, and ask for less at once.")
        }
    }
}

/// Why the key could not be tried, in its dialog.
pub fn key_check_words(error: &GeminiError) -> Sentence {
    const AGAIN: &str = "Press “Test and use” to try again.";
    match error {
        GeminiError::Service(error) => match error.fault {
            ServiceFault::KeyInvalid => sentence(NO_KEY, "Copy it again from Google AI Studio, or make a new one, and paste it here."),
            ServiceFault::KeyKind => sentence(NO_KEY_OF_THIS_KIND, "Make one for the Gemini API in Google AI Studio and paste it here."),
            ServiceFault::ServiceDisabled => {
                sentence(NOT_SWITCHED_ON, format!("Switch it on in the Google Cloud console and wait a few minutes. {AGAIN}"))
            }
            ServiceFault::KeyRestricted | ServiceFault::Region | ServiceFault::Precondition => service_words(error),
            ServiceFault::DailyQuota | ServiceFault::Quota { .. } => {
                sentence("Google is asked too often with this key, which is fine itself.", format!("Wait a minute. {AGAIN}"))
            }
            ServiceFault::Transient => sentence(OUT_OF_ORDER, format!("Wait a minute. {AGAIN}")),
            _ => sentence(with_message(&format!("Google reports an error ({})", error.code), error), AGAIN),
        },
        GeminiError::Unreachable => unreachable_words(),
        GeminiError::Silent { .. } => {
            sentence("Google has not sent its list of models within half a minute.", format!("Your key has not been judged. {AGAIN}"))
        }
        GeminiError::NotGemini | GeminiError::Unreadable => sentence(
            NOT_GEMINI,
            format!("A sign-in page of your network, or a proxy, may stand between. Open any other page first. {AGAIN}"),
        ),
        GeminiError::TooLarge => sentence("The list of models is larger than any should be.", AGAIN),
    }
}

const KEPT: &str = "What came so far is kept, as incomplete. Press “Change and ask again” for the whole answer.";
const NOT_GEMINI: &str = "Something else than Gemini replied.";
const NO_KEY: &str = "Google does not accept this key.";
const NO_KEY_OF_THIS_KIND: &str = "Google does not accept keys of this kind here.";
const NOT_SWITCHED_ON: &str = "The key's project has not switched on the Generative Language API.";
const OUT_OF_ORDER: &str = "Gemini is overloaded or out of order for a moment.";

fn unreachable_words() -> Sentence {
    sentence(
        "Google could not be reached.",
        "You may be offline, or the network or an extension of the browser blocks it. Your key has not been judged.",
    )
}

fn service_words(error: &ServiceError) -> Sentence {
    match error.fault {
        ServiceFault::KeyInvalid => sentence(
            NO_KEY,
            "Copy it again from Google AI Studio, or make a new one, and paste it in “Key and model…”. A key that was reported as leaked works no more.",
        ),
        ServiceFault::KeyKind => {
            sentence(NO_KEY_OF_THIS_KIND, "Make a key for the Gemini API in Google AI Studio and paste it in “Key and model…”.")
        }
        ServiceFault::KeyRestricted => sentence(
            "This key may not be used from here.",
            "In the Google Cloud console, allow the key this page's address and the Generative Language API.",
        ),
        ServiceFault::ServiceDisabled => {
            sentence(NOT_SWITCHED_ON, "Switch it on in the Google Cloud console, wait a few minutes and press “Change and ask again”.")
        }
        ServiceFault::Region => {
            sentence("Gemini is not offered where you are.", "Drafts from templates work without it. The rest of the app needs no network.")
        }
        ServiceFault::Precondition => sentence(
            with_message("Google asks for something else first", error),
            "Mostly this is billing: look at the key's project in Google AI Studio.",
        ),
        ServiceFault::UnknownField | ServiceFault::BadRequest => sentence(
            with_message("Gemini does not take the question as it is", error),
            "Choose another model in “Key and model…”, or press “Change and ask again”.",
        ),
        ServiceFault::ThoughtSignature => sentence(
            "Gemini does not recognize its own earlier answers, as it happens after a change of model or key.",
            "What it does not recognize is left out from now on: press “Change and ask again”, or “Begin anew”.",
        ),
        ServiceFault::TooLong => sentence(
            "The conversation is longer than the model can read.",
            "Press “Begin anew”, or choose a model that reads more in “Key and model…”.",
        ),
        ServiceFault::ModelNotFound => {
            sentence("Google offers this model no more, or not to this key.", "Press “Choose another model…”: the list is read anew.")
        }
        ServiceFault::DailyQuota => sentence(
            "Today's quota for this model is used up; your key is fine.",
            "Press “Choose another model…”, come back tomorrow, or use the draft from the template.",
        ),
        ServiceFault::Quota { .. } => {
            sentence("Too much was asked in a short time; your key is fine.", "Wait a minute, then press “Change and ask again”.")
        }
        ServiceFault::Cancelled => sentence("Google broke off the answer.", KEPT),
        ServiceFault::Transient => {
            sentence(OUT_OF_ORDER, "In a minute press “Change and ask again”, or choose another model in “Key and model…”.")
        }
        ServiceFault::Unknown => {
            sentence(with_message(&format!("Google reports an error ({})", error.code), error), "Press “Change and ask again”.")
        }
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
    const IN_OTHER_WORDS: &str = "Press “Change and ask again”, and ask in other words.";
    Some(match ending {
        Ending::Complete => return None,
        Ending::Empty => sentence("Gemini has nothing to say to that.", IN_OTHER_WORDS),
        Ending::CutOff | Ending::Continues => sentence(
            "The answer is cut off: it has reached its limit.",
            "Choose more under “Answers up to” in “Key and model…”, or ask for less: then press “Change and ask again”.",
        ),
        Ending::Withheld(reason) => sentence(format!("Gemini withheld its answer: {}.", reason_words(reason)), IN_OTHER_WORDS),
        Ending::Malformed(_) => {
            sentence("Gemini lost its way in the answer.", "Press “Change and ask again”, or choose another model in “Key and model…”.")
        }
        Ending::Named(reason) => {
            sentence(format!("Gemini stopped: {}.", reason_words(reason)), "If something is missing, press “Change and ask again”.")
        }
        Ending::PromptBlocked(Some(word)) => sentence(format!("Gemini refused the question: {}.", block_words(word)), IN_OTHER_WORDS),
        Ending::PromptBlocked(None) => sentence("Gemini refused the question and does not say why.", IN_OTHER_WORDS),
        Ending::Truncated => sentence("The answer broke off before its end.", "Press “Change and ask again” for the whole answer."),
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
        BeginError::Busy => sentence("An answer is still under way.", "Wait for it, or press “Stop”."),
        BeginError::Empty => sentence("There is no question yet.", "Write one, or press a button above the field."),
        BeginError::NotCounted => sentence("The tokens of this question are not counted yet.", "Press “Send” to count them."),
        BeginError::NoMoreQuestions => {
            sentence("The questions of this visit are used up.", "Allow more under “Questions a visit” in “Key and model…”.")
        }
        BeginError::NoMoreTokens => {
            sentence("The tokens of this visit are used up.", "Allow more under “Tokens a visit” in “Key and model…”.")
        }
    }
}
