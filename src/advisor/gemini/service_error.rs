//! An error as the service describes it, `{"error":{"code","message","status","details"}}`, to what is at fault. Of the details
//! only reasons, quotas and delays are read: others may repeat the key.

use serde_json::Value;

use super::retry_delay::retry_delay_ms;
use crate::advisor::redaction::without_api_keys;

/// What the service says went wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceError {
    /// The code, mostly that of HTTP.
    pub code: u16,
    /// The code's word, such as `RESOURCE_EXHAUSTED`; may be empty.
    pub status: String,
    /// The service's own sentence, shortened and without anything that looks like a key; may be empty.
    pub message: String,
    /// What is at fault.
    pub fault: ServiceFault,
}

/// What is at fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServiceFault {
    /// The key is not valid, or was reported as leaked.
    KeyInvalid,
    /// Keys of this kind are not accepted.
    KeyKind,
    /// The key is restricted to other pages or services, or may not use this model.
    KeyRestricted,
    /// The project has not switched the service on.
    ServiceDisabled,
    /// The region is not served.
    Region,
    /// Billing must be set up, or another condition is not met.
    Precondition,
    /// This version of the interface does not know a field.
    UnknownField,
    /// A thought signature is missing or from another model or key.
    ThoughtSignature,
    /// What is asked is longer than the model can read.
    TooLong,
    /// Another fault of the request.
    BadRequest,
    /// The model is not there, at least in this version of the interface.
    ModelNotFound,
    /// The day's quota is used up.
    DailyQuota,
    /// A short quota is used up; free again after this many milliseconds, if the service says so.
    Quota {
        /// Milliseconds.
        wait_ms: Option<u64>,
    },
    /// The service gave up midway.
    Cancelled,
    /// The service is overloaded, slow or broken for a moment.
    Transient,
    /// Anything else.
    Unknown,
}

/// The longest message that is kept, in characters.
const LONGEST_MESSAGE: usize = 300;

impl ServiceError {
    /// The error in a JSON value: an object with `error`, or an array of one; `http_status` is its code where it has none of its
    /// own. `None` where there is none.
    pub fn of_value(value: &Value, http_status: u16) -> Option<ServiceError> {
        let value = match value {
            Value::Array(one) => one.first()?,
            object => object,
        };
        let error = value.get("error")?.as_object()?;
        let text = |key: &str| error.get(key).and_then(Value::as_str).unwrap_or_default();
        let code = error.get("code").and_then(Value::as_u64).and_then(|code| u16::try_from(code).ok()).unwrap_or(http_status);
        let details = error.get("details").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let fault = fault_of(code, text("status"), text("message"), &Details::of(details));
        Some(ServiceError { code, status: text("status").to_owned(), message: shown_message(text("message")), fault })
    }

    /// The error where the service gave nothing but an HTTP status.
    pub fn of_status(code: u16) -> ServiceError {
        let fault = fault_of(code, "", "", &Details::default());
        ServiceError { code, status: String::new(), message: String::new(), fault }
    }
}

fn shown_message(message: &str) -> String {
    let words = message.split_inclusive(|letter: char| !is_key_letter(letter));
    let without_secrets: String = words.map(|word| if looks_secret(word) { "… " } else { word }).collect();
    without_api_keys(&without_secrets).trim_end().chars().take(LONGEST_MESSAGE).collect()
}

fn is_key_letter(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_')
}

/// Whether it may be a key of a form that is not known yet: long, with capitals, small letters and digits.
fn looks_secret(word: &str) -> bool {
    let has = |is_kind: fn(&u8) -> bool| word.as_bytes().iter().any(is_kind);
    word.len() >= 24 && has(u8::is_ascii_uppercase) && has(u8::is_ascii_lowercase) && has(u8::is_ascii_digit)
}

/// What is read of an error's details.
#[derive(Default)]
struct Details<'a> {
    reason: &'a str,
    is_daily: bool,
    wait_ms: Option<u64>,
}

impl<'a> Details<'a> {
    fn of(details: &'a [Value]) -> Details<'a> {
        let texts = |key: &'static str| details.iter().filter_map(move |detail| detail.get(key)).filter_map(Value::as_str);
        let violations = details.iter().filter_map(|detail| detail.get("violations")).filter_map(Value::as_array).flatten();
        let mut quotas = violations.filter_map(|violation| violation.get("quotaId")).filter_map(Value::as_str);
        Details {
            reason: texts("reason").next().unwrap_or_default(),
            is_daily: quotas.any(|quota| quota.contains("PerDay")),
            wait_ms: texts("retryDelay").find_map(retry_delay_ms),
        }
    }
}

fn fault_of(code: u16, status: &str, message: &str, details: &Details<'_>) -> ServiceFault {
    let says = |words: &str| message.to_ascii_lowercase().contains(words);
    match code {
        400 if details.reason == "API_KEY_INVALID" || says("api key not valid") || says("api key expired") => ServiceFault::KeyInvalid,
        400 if status == "FAILED_PRECONDITION" && says("location") => ServiceFault::Region,
        400 if status == "FAILED_PRECONDITION" => ServiceFault::Precondition,
        400 if says("unknown name") => ServiceFault::UnknownField,
        400 if says("thought_signature") || says("thought signature") => ServiceFault::ThoughtSignature,
        400 if says("token count") && says("exceeds") => ServiceFault::TooLong,
        401 if details.reason == "ACCESS_TOKEN_TYPE_UNSUPPORTED" => ServiceFault::KeyKind,
        401 => ServiceFault::KeyInvalid,
        403 if says("leaked") => ServiceFault::KeyInvalid,
        403 if details.reason == "SERVICE_DISABLED" => ServiceFault::ServiceDisabled,
        403 => ServiceFault::KeyRestricted,
        404 => ServiceFault::ModelNotFound,
        413 => ServiceFault::TooLong,
        429 if details.is_daily => ServiceFault::DailyQuota,
        429 => ServiceFault::Quota { wait_ms: details.wait_ms },
        499 => ServiceFault::Cancelled,
        408 | 500 | 502 | 503 | 504 => ServiceFault::Transient,
        400..=499 => ServiceFault::BadRequest,
        _ => ServiceFault::Unknown,
    }
}
