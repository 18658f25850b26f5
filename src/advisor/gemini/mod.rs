//! The conversation with Gemini's REST interface, without a network: requests as text, bytes of replies to answers and errors,
//! and what to do next. One idea a file, in the order of one exchange.

mod api_key;
mod endpoint;
mod model_name;
mod thinking;
mod request;
mod outgoing;
mod http_request;
mod retry_delay;
mod service_error;
mod error;
mod event_stream;
mod finish;
mod usage;
mod answer;
mod retry;
mod exchange;
mod replies;
mod whole_reply;
mod model_list;
mod conversation;
mod spending;
mod transcript;
mod words;

pub use answer::{Answer, Ending, MOST_HOPS};
pub use api_key::{ApiKey, ApiKeyError};
pub use conversation::{AnswerStyle, BeginError, Conversation, Turn, TurnEnd};
pub use endpoint::{ApiVersion, BASE, FALLBACK_MODELS, IS_OFFERED};
pub use error::{GeminiError, NextStep};
pub use event_stream::{EventStream, MOST_EVENT_BYTES, StreamError};
pub use exchange::{Command, End, Exchange, FIRST_BYTE_MS, IDLE_MS, News, Outcome};
pub use finish::{FinishAction, FinishReason};
pub use http_request::{HttpRequest, check_key, count_tokens, generate, list_models};
pub use model_list::{GeminiModel, ModelPage};
pub use model_name::{ModelName, NotAModelName};
pub use outgoing::Outgoing;
pub use replies::{read_answer, read_models, read_token_count};
pub use request::{
    Content, GenerateRequest, GenerationConfig, HarmCategory, HarmThreshold, Role, SafetySetting, without_thought_signatures,
};
pub use retry::{MOST_ATTEMPTS, MOST_RETRY_MS, Retries};
pub use retry_delay::retry_delay_ms;
pub use service_error::{ServiceError, ServiceFault};
pub use spending::{Allowance, Spending};
pub use thinking::{Effort, THINKING_HEADROOM, ThinkingConfig, ThinkingLevel};
pub use transcript::{TranscriptHead, transcript_json, transcript_markdown};
pub use usage::Usage;
pub use whole_reply::WholeReply;
pub use words::{begin_words, ending_words, error_words, key_check_words, key_words};
