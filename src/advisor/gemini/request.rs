//! What is asked, as the REST interface places it. Empty fields are left out; `store` is always there and always false.

use serde::{Deserialize, Serialize, Serializer};
use serde_json::Value;

use super::thinking::{THINKING_HEADROOM, ThinkingConfig};

/// The body of `generateContent` and `streamGenerateContent`. It has no tools.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct GenerateRequest {
    #[serde(skip_deserializing)]
    pub(super) store: NotStored,
    /// What the model is told of its role, in a part of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub system_instruction: Option<Content>,
    /// What was said, oldest first; the first and the last are the user's.
    pub contents: Vec<Content>,
    /// How to answer.
    #[serde(skip_serializing_if = "is_default")]
    pub generation_config: GenerationConfig,
    /// When the service withholds an answer.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub safety_settings: Vec<SafetySetting>,
    /// Where an answer goes on that the service has broken into pieces.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub continuation_token: Option<String>,
}

impl GenerateRequest {
    /// The body's text. What a person is shown before sending and what is sent are both this.
    pub(super) fn body(&self) -> String {
        // All of it are texts, numbers and maps with text keys: there is nothing that could not be written.
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// The service keeps nothing of a request: written as `false`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct NotStored;

impl Serialize for NotStored {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bool(false)
    }
}

/// Who said something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// The person.
    User,
    /// Gemini.
    Model,
}

/// What one side said.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Content {
    /// The side; a system instruction has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// Its parts as JSON. A model's parts stay as they were received: thought signatures are only valid unchanged.
    pub parts: Vec<Value>,
}

impl Content {
    /// What the person says.
    pub fn user(text: &str) -> Content {
        Content { role: Some(Role::User), parts: vec![text_part(text)] }
    }

    /// What Gemini said, as it came.
    pub fn model(parts: Vec<Value>) -> Content {
        Content { role: Some(Role::Model), parts }
    }

    /// What the model is told of its role.
    pub fn system(text: &str) -> Content {
        Content { role: None, parts: vec![text_part(text)] }
    }
}

fn text_part(text: &str) -> Value {
    Value::Object([("text".to_owned(), Value::from(text))].into_iter().collect())
}

/// Takes thought signatures out of a model's parts, which another model or key would refuse.
pub fn without_thought_signatures(parts: &mut [Value]) {
    for part in parts {
        if let Value::Object(fields) = part {
            fields.remove("thoughtSignature");
        }
    }
}

/// How to answer. What is `None` or empty is left to the model: since Gemini 3.5 temperature and its like are best left.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct GenerationConfig {
    /// From 0 (exclusive) to 2.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub temperature: Option<f64>,
    /// How many answers; only 1 is read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub candidate_count: Option<u32>,
    /// The longest answer in tokens, thoughts among them: see [`GenerationConfig::for_answer`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_output_tokens: Option<u32>,
    /// Texts that end the answer.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub stop_sequences: Vec<String>,
    /// Makes answers more alike, without a promise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seed: Option<i32>,
    /// How long to think.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thinking_config: Option<ThinkingConfig>,
    #[serde(skip_serializing_if = "Option::is_none")]
    response_mime_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    response_json_schema: Option<Value>,
}

impl GenerationConfig {
    /// For answers of up to `n_tokens`, with room for thoughts beside them.
    pub fn for_answer(n_tokens: u32, thinking: Option<ThinkingConfig>) -> Self {
        let max_output_tokens = Some(n_tokens.saturating_add(THINKING_HEADROOM));
        GenerationConfig { max_output_tokens, thinking_config: thinking, ..Self::default() }
    }

    /// Asks for JSON of this schema: the one place that knows how. The answer must be checked all the same, and one that was cut
    /// off is no JSON.
    pub fn with_json_schema(self, schema: Value) -> Self {
        GenerationConfig { response_mime_type: Some("application/json".to_owned()), response_json_schema: Some(schema), ..self }
    }
}

/// When answers of one kind are withheld.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SafetySetting {
    /// The kind.
    pub category: HarmCategory,
    /// From which likelihood on.
    pub threshold: HarmThreshold,
}

/// A kind of harm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum HarmCategory {
    /// Threats and insults.
    #[serde(rename = "HARM_CATEGORY_HARASSMENT")]
    Harassment,
    /// Hate against a group.
    #[serde(rename = "HARM_CATEGORY_HATE_SPEECH")]
    HateSpeech,
    /// Sexual content.
    #[serde(rename = "HARM_CATEGORY_SEXUALLY_EXPLICIT")]
    SexuallyExplicit,
    /// Help with what is dangerous.
    #[serde(rename = "HARM_CATEGORY_DANGEROUS_CONTENT")]
    DangerousContent,
}

/// From which likelihood on an answer is withheld.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum HarmThreshold {
    /// From a low one.
    BlockLowAndAbove,
    /// From a medium one.
    BlockMediumAndAbove,
    /// From a high one.
    BlockOnlyHigh,
    /// Never.
    BlockNone,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
