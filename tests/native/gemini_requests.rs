//! Questions as bytes: where each field stands, what is never there, and which paths they go to.

use serde_json::{Value, json};
use smart_loan_recovery::advisor::gemini::{
    ApiKey, ApiKeyError, ApiVersion, Content, Effort, GenerateRequest, GenerationConfig, HarmCategory, HarmThreshold, HttpRequest,
    ModelName, SafetySetting, ThinkingConfig, ThinkingLevel, check_key, count_tokens, generate, list_models, without_thought_signatures,
};

use crate::gemini::{model, outgoing, samples};
use crate::support::files_below;

fn value(request: &GenerateRequest) -> Value {
    serde_json::to_value(request).unwrap()
}

#[test]
fn nothing_is_stored_and_what_is_empty_is_left_out() {
    let mut request = GenerateRequest::default();
    assert_eq!(serde_json::to_string(&request).unwrap(), "{\"store\":false,\"contents\":[]}");
    request.contents.push(Content::user("Hello"));
    assert_eq!(value(&request), json!({ "store": false, "contents": [{ "role": "user", "parts": [{ "text": "Hello" }] }] }));
    // Not even what was read says otherwise.
    let read: GenerateRequest = serde_json::from_value(json!({ "store": true, "contents": [] })).unwrap();
    assert_eq!(value(&read)["store"], json!(false));
}

#[test]
fn every_field_stands_where_the_interface_wants_it() {
    let mut request = GenerateRequest::default();
    request.system_instruction = Some(Content::system("Be brief."));
    request.contents =
        vec![Content::user("A"), Content::model(vec![json!({ "text": "B", "thoughtSignature": "c2ln/+==" })]), Content::user("C")];
    let thinking = ThinkingConfig::for_model(&model(), Effort::Least);
    let schema = json!({ "type": "object", "properties": { "plan": { "type": "string" } } });
    request.generation_config = GenerationConfig::for_answer(1_000, thinking).with_json_schema(schema);
    request.generation_config.seed = Some(7);
    request.safety_settings = vec![SafetySetting { category: HarmCategory::Harassment, threshold: HarmThreshold::BlockMediumAndAbove }];
    request.continuation_token = Some("dG9r".to_owned());
    let expected = json!({
        "store": false,
        "systemInstruction": { "parts": [{ "text": "Be brief." }] },
        "contents": [
            { "role": "user", "parts": [{ "text": "A" }] },
            { "role": "model", "parts": [{ "text": "B", "thoughtSignature": "c2ln/+==" }] },
            { "role": "user", "parts": [{ "text": "C" }] },
        ],
        "generationConfig": {
            "maxOutputTokens": 2024,
            "seed": 7,
            "thinkingConfig": { "thinkingLevel": "LOW" },
            "responseMimeType": "application/json",
            "responseJsonSchema": { "type": "object", "properties": { "plan": { "type": "string" } } },
        },
        "safetySettings": [{ "category": "HARM_CATEGORY_HARASSMENT", "threshold": "BLOCK_MEDIUM_AND_ABOVE" }],
        "continuationToken": "dG9r",
    });
    assert_eq!(value(&request), expected);
    assert_eq!(serde_json::from_value::<GenerateRequest>(expected).unwrap(), request);
}

/// Recorded with what this app never sends.
const OUT_OF_SCOPE: [(&str, &str); 4] = [
    ("tools", "the app has no tools"),
    ("toolConfig", "the app has no tools"),
    ("generationConfig.responseModalities", "the app asks for no pictures"),
    ("generationConfig.responseSchema", "the older form of a schema"),
];

#[test]
fn recorded_requests_are_written_as_they_were() {
    let Some(folder) = samples() else { return };
    let (mut n_same, mut n_out_of_scope) = (0, 0);
    for path in files_below(&folder.join("js-genai-derived")) {
        let pair: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        for body in pair["requestBody"].as_array().unwrap() {
            let is_there = |name: &str| !without_empty(&name.split('.').fold(body.clone(), |at, key| at[key].clone())).is_null();
            if OUT_OF_SCOPE.iter().any(|(name, _)| is_there(name)) {
                n_out_of_scope += 1;
                continue;
            }
            let request: GenerateRequest = serde_json::from_value(body.clone()).unwrap();
            // Ours says that nothing is stored, which the recorded ones leave to the service; and empty fields are left out.
            let mut written = value(&request);
            assert_eq!(written.as_object_mut().unwrap().remove("store"), Some(json!(false)));
            assert_eq!(without_empty(&written), without_empty(body), "{}", path.display());
            n_same += 1;
        }
    }
    println!("{n_same} requests are the same, {n_out_of_scope} are out of scope");
    assert_eq!(n_same + n_out_of_scope, 68);
    assert!(n_same >= 20);
}

fn without_empty(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            let kept: serde_json::Map<String, Value> =
                fields.iter().map(|(key, value)| (key.clone(), without_empty(value))).filter(|(_, value)| !value.is_null()).collect();
            if kept.is_empty() { Value::Null } else { Value::Object(kept) }
        }
        Value::Array(items) if items.is_empty() => Value::Null,
        Value::Array(items) => Value::Array(items.iter().map(without_empty).collect()),
        other => other.clone(),
    }
}

#[test]
fn a_model_name_cannot_change_the_path() {
    for name in ["gemini-3.8-flash", "models/gemini-3.8-flash", " gemma-4-31b-it ", "a", "0_x.y-z"] {
        assert!(ModelName::new(name).is_ok(), "{name}");
    }
    let long = "a".repeat(129);
    for name in ["", "Gemini", "-a", ".a", "a/b", "a:b", "../a", "a?b", "a#b", "a%2fb", "a b", "é", "models/models/a", "a\n", &long] {
        let is_trimmed = name.trim_end() != name && name.trim_end() == "a";
        assert_eq!(ModelName::new(name).is_ok(), is_trimmed, "{name:?}");
    }
    assert!(ModelName::new(&"a".repeat(128)).is_ok());
}

#[test]
fn every_call_has_its_path() {
    let mut request = GenerateRequest::default();
    request.contents.push(Content::user("Hi"));
    let outgoing = outgoing(request);
    let answer = generate(ApiVersion::V1, &outgoing);
    assert_eq!(answer.path, "/v1/models/gemini-3.8-flash:generateContent");
    assert_eq!(answer.body, Some(outgoing.body()));
    let count = count_tokens(ApiVersion::V1Beta, &outgoing);
    assert_eq!(count.path, "/v1beta/models/gemini-3.8-flash:countTokens");
    let contents: Value = serde_json::from_str(&count.body.unwrap()).unwrap();
    assert_eq!(contents, json!({ "contents": [{ "role": "user", "parts": [{ "text": "Hi" }] }] }));
    assert_eq!(list_models(ApiVersion::V1, None).path, "/v1/models?pageSize=1000");
    assert_eq!(list_models(ApiVersion::V1, Some("a/b=&é")).path, "/v1/models?pageSize=1000&pageToken=a%2Fb%3D%26%C3%A9");
    assert_eq!(check_key(ApiVersion::V1), HttpRequest { path: "/v1/models?pageSize=1".to_owned(), body: None });
}

#[test]
fn a_model_is_told_how_to_think_as_it_understands() {
    let told = |name: &str, effort| serde_json::to_value(ThinkingConfig::for_model(&ModelName::new(name).unwrap(), effort)).unwrap();
    assert_eq!(told("gemini-3.5-flash", Effort::Least), json!({ "thinkingLevel": "MINIMAL" }));
    assert_eq!(told("gemini-3.7-flash", Effort::Least), json!({ "thinkingLevel": "LOW" }));
    assert_eq!(told("gemini-3.8-flash", Effort::High), json!({ "thinkingLevel": "HIGH" }));
    assert_eq!(told("gemini-3.1-pro-preview", Effort::Least), json!({ "thinkingLevel": "LOW" }));
    assert_eq!(told("gemini-4-argon", Effort::Medium), json!({ "thinkingLevel": "MEDIUM" }));
    assert_eq!(told("gemini-flash-latest", Effort::Least), json!({ "thinkingLevel": "LOW" }));
    assert_eq!(told("gemini-2.5-flash", Effort::Medium), json!({ "thinkingBudget": -1 }));
    assert_eq!(told("gemini-2.0-flash", Effort::Medium), Value::Null);
    assert_eq!(told("gemma-4-31b-it", Effort::High), Value::Null);
    assert_eq!(serde_json::to_value(ThinkingConfig::level(ThinkingLevel::Minimal)).unwrap(), json!({ "thinkingLevel": "MINIMAL" }));
}

#[test]
fn a_key_is_what_was_pasted_and_is_never_printed() {
    let key = ApiKey::new("  AQ.Ab8RN6Kq-canary_1234\n").unwrap();
    assert_eq!(key.reveal(), "AQ.Ab8RN6Kq-canary_1234");
    assert_eq!((format!("{key:?}").as_str(), key.hint()), ("***", "1234"));
    assert_eq!(ApiKey::new("short").unwrap().hint(), "");
    assert_eq!(ApiKey::new(" "), Err(ApiKeyError::Empty));
    assert_eq!(ApiKey::new("AIza key"), Err(ApiKeyError::Unprintable));
    assert_eq!(ApiKey::new("AIzaé"), Err(ApiKeyError::Unprintable));
    assert_eq!(ApiKey::new("auth_tokens/x"), Err(ApiKeyError::Token));
}

#[test]
fn signatures_can_be_taken_out() {
    let mut parts = vec![json!({ "text": "a", "thoughtSignature": "x" }), json!({ "text": "b" }), json!(3)];
    without_thought_signatures(&mut parts);
    assert_eq!(parts, [json!({ "text": "a" }), json!({ "text": "b" }), json!(3)]);
}
