//! What is answered where a test has not said what.

use serde_json::{Value, json};

use crate::connection::Request;
use crate::question::Question;
use crate::reply::Reply;

pub fn reply(question: Question, request: &Request) -> Reply {
    match question {
        Question::Models => models(request),
        Question::Count => count(request),
        Question::Stream | Question::Generate => error(500, "INTERNAL", "No reply is scripted for this request."),
        Question::Preflight | Question::Unknown => error(404, "NOT_FOUND", &format!("Gemini has no {} {}", request.method, request.path)),
    }
}

fn error(code: u16, status: &str, message: &str) -> Reply {
    Reply::json(code, &json!({ "error": { "code": code, "message": message, "status": status } }))
}

/// Four models, the last of which writes nothing, in pages as long as is asked for.
fn models(request: &Request) -> Reply {
    let all = [
        model("gemini-3.8-flash", "Gemini 3.8 Flash", &["generateContent", "countTokens"]),
        model("gemini-3.5-flash-lite", "Gemini 3.5 Flash-Lite", &["generateContent", "countTokens"]),
        model("gemini-4-carbon", "Gemini 4 Carbon", &["generateContent", "countTokens"]),
        model("gemini-embedding-001", "Gemini Embedding", &["embedContent"]),
    ];
    let page_size = number(request, "pageSize").filter(|size| *size > 0).unwrap_or(50);
    // The token is how many models came before: Gemini's own says nothing to whoever reads it.
    let n_before = number(request, "pageToken").unwrap_or(0);
    let page: Vec<&Value> = all.iter().skip(n_before).take(page_size).collect();
    let mut list = json!({ "models": page });
    let n_shown = n_before.saturating_add(page_size);
    if n_shown < all.len() {
        list["nextPageToken"] = n_shown.to_string().into();
    }
    Reply::json(200, &list)
}

fn model(name: &str, display_name: &str, methods: &[&str]) -> Value {
    json!({
        "name": format!("models/{name}"),
        "version": "001",
        "displayName": display_name,
        "description": "A model of the tests.",
        "inputTokenLimit": 1_048_576,
        "outputTokenLimit": 65_536,
        "supportedGenerationMethods": methods,
    })
}

/// A number in the query.
fn number(request: &Request, name: &str) -> Option<usize> {
    let (_, query) = request.path.split_once('?')?;
    query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('=')?.parse().ok())
}

/// Four letters a token, rounded up.
fn count(request: &Request) -> Reply {
    let body: Value = serde_json::from_slice(&request.body).unwrap_or_default();
    let n_tokens = n_letters(&body["contents"]).div_ceil(4);
    Reply::json(200, &json!({ "totalTokens": n_tokens, "promptTokensDetails": [{ "modality": "TEXT", "tokenCount": n_tokens }] }))
}

/// The letters of all texts in some contents.
fn n_letters(contents: &Value) -> usize {
    let parts = contents.as_array().into_iter().flatten().filter_map(|content| content["parts"].as_array()).flatten();
    parts.filter_map(|part| part["text"].as_str()).map(|text| text.chars().count()).sum()
}
