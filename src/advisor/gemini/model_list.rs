//! Which models there are. The list is read from the service: names written into a program die with their models.

use serde_json::Value;

use super::model_name::ModelName;

/// A model that can answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GeminiModel {
    /// Its name, for requests.
    pub name: ModelName,
    /// Its name for people; the other one where it has none.
    pub display_name: String,
    /// How many tokens it reads at most; 0 where it is not said.
    pub input_tokens: u64,
    /// How many tokens it writes at most; 0 where it is not said.
    pub output_tokens: u64,
}

/// A page of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ModelPage {
    /// The models of this page that can answer, in the service's order.
    pub models: Vec<GeminiModel>,
    /// Asks for the next page; `None` where this is the last.
    pub next_page_token: Option<String>,
}

impl ModelPage {
    /// `None` where the reply is no list of models. An empty one has no key at all.
    pub(super) fn of_value(reply: &Value) -> Option<ModelPage> {
        let models = match reply.as_object()?.get("models") {
            Some(models) => models.as_array()?.iter().filter_map(answering_model).collect(),
            None => Vec::new(),
        };
        let token = reply.get("nextPageToken").and_then(Value::as_str).filter(|token| !token.is_empty());
        Some(ModelPage { models, next_page_token: token.map(str::to_owned) })
    }
}

fn answering_model(model: &Value) -> Option<GeminiModel> {
    let methods = model.get("supportedGenerationMethods").and_then(Value::as_array)?;
    if !methods.iter().any(|method| method.as_str() == Some("generateContent")) {
        return None;
    }
    let name = ModelName::new(model.get("name").and_then(Value::as_str)?).ok()?;
    let count = |key: &str| model.get(key).and_then(Value::as_u64).unwrap_or_default();
    let display_name = model.get("displayName").and_then(Value::as_str).unwrap_or(name.as_str()).to_owned();
    Some(GeminiModel { display_name, input_tokens: count("inputTokenLimit"), output_tokens: count("outputTokenLimit"), name })
}
