//! Replies in one piece: answers, lists, counts, and every error with what to do next.

use proptest::prelude::*;
use serde_json::{Value, json};
use smart_loan_recovery::advisor::gemini::{
    ApiKeyError, ApiVersion, BeginError, Ending, FinishReason, GeminiError, MOST_ATTEMPTS, MOST_RETRY_MS, NextStep, Retries, ServiceFault,
    begin_words, ending_words, error_words, key_check_words, key_words, read_answer, read_models, read_token_count, retry_delay_ms,
};
use smart_loan_recovery::sheets::Sentence;

use crate::gemini::samples;
use crate::support::files_below;

fn error_of(status: u16, body: &[u8]) -> GeminiError {
    read_answer(status, body).unwrap_err()
}

fn body(code: u16, status: &str, message: &str, details: Value) -> Vec<u8> {
    json!({ "error": { "code": code, "message": message, "status": status, "details": details } }).to_string().into_bytes()
}

fn fault(error: &GeminiError) -> ServiceFault {
    let GeminiError::Service(error) = error else { panic!("{error:?}") };
    error.fault
}

#[test]
fn every_error_of_the_service_has_its_next_step() {
    let reason = |word: &str| json!([{ "@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": word }]);
    let quota = |id: &str| json!([{ "violations": [{ "quotaId": id }] }, { "retryDelay": "47s" }]);
    let minute = "GenerateRequestsPerMinutePerProjectPerModel-FreeTier";
    let day = "GenerateRequestsPerDayPerProjectPerModel-FreeTier";
    let cases = [
        (400, "INVALID_ARGUMENT", "API key not valid.", reason("API_KEY_INVALID"), NextStep::AskForKey),
        (400, "INVALID_ARGUMENT", "Invalid JSON payload received. Unknown name \"store\"", json!([]), NextStep::TryBeta),
        (400, "INVALID_ARGUMENT", "Function call is missing a thought_signature", json!([]), NextStep::StripSignatures),
        (400, "INVALID_ARGUMENT", "Thinking level MINIMAL is not supported", json!([]), NextStep::ChangeRequest),
        (400, "FAILED_PRECONDITION", "User location is not supported for the API use.", json!([]), NextStep::ShowKeyHelp),
        (401, "UNAUTHENTICATED", "Invalid credentials", reason("ACCESS_TOKEN_TYPE_UNSUPPORTED"), NextStep::AskForKey),
        (403, "PERMISSION_DENIED", "API has not been used", reason("SERVICE_DISABLED"), NextStep::ShowKeyHelp),
        (403, "PERMISSION_DENIED", "Your API key was reported as leaked.", json!([]), NextStep::AskForKey),
        (403, "PERMISSION_DENIED", "Requests from referer are blocked.", reason("API_KEY_HTTP_REFERRER_BLOCKED"), NextStep::ShowKeyHelp),
        (404, "NOT_FOUND", "models/x is not found for API version v1", json!([]), NextStep::TryBeta),
        (408, "", "", json!([]), NextStep::WaitAndRetry { wait_ms: 0 }),
        (429, "RESOURCE_EXHAUSTED", "", quota(minute), NextStep::WaitAndRetry { wait_ms: 47_000 }),
        (429, "RESOURCE_EXHAUSTED", "", quota(day), NextStep::StopForToday),
        (429, "RESOURCE_EXHAUSTED", "", json!([]), NextStep::WaitAndRetry { wait_ms: 0 }),
        (499, "CANCELLED", "", json!([]), NextStep::OfferRetry),
        (500, "INTERNAL", "", json!([]), NextStep::WaitAndRetry { wait_ms: 0 }),
        (503, "UNAVAILABLE", "", json!([]), NextStep::WaitAndRetry { wait_ms: 0 }),
        (504, "DEADLINE_EXCEEDED", "", json!([]), NextStep::WaitAndRetry { wait_ms: 0 }),
        (418, "", "", json!([]), NextStep::ChangeRequest),
        (302, "", "", json!([]), NextStep::OfferRetry),
    ];
    for (code, status, message, details, step) in cases {
        let error = error_of(code, &body(code, status, message, details));
        assert_eq!(error.next_step(ApiVersion::V1), step, "{code} {message}");
        for words in [error_words(&error), key_check_words(&error)] {
            assert!(words.what.ends_with('.') && words.todo.ends_with('.'), "{words:?}");
            assert_names_what_is_there(&words);
        }
    }
    let lost = error_of(404, &body(404, "NOT_FOUND", "no such model", json!([])));
    assert_eq!(lost.next_step(ApiVersion::V1Beta), NextStep::RefreshModels);
    let unknown = error_of(400, &body(400, "INVALID_ARGUMENT", "Unknown name \"x\"", json!([])));
    assert_eq!(unknown.next_step(ApiVersion::V1Beta), NextStep::ChangeRequest);
}

#[test]
fn an_error_never_repeats_a_key() {
    for key in ["AIzaSyCanary0123456789abcdefghijklmnopq", "AQ.Ab8RCanary_0123456789", "of-a-form-to-Come_Canary7"] {
        let details = json!([{ "@type": "type.googleapis.com/google.rpc.DebugInfo", "detail": format!("Invalid API key: {key}") }]);
        for (code, message) in [(400, format!("Bad {key}!")), (500, format!("key={key}")), (302, key.to_owned())] {
            let error = error_of(code, &body(code, "X", &message, details.clone()));
            let words = error_words(&error);
            let all = format!("{error} {error:?} {} {}", words.what, words.todo);
            assert!(!all.contains("Canary"), "{all}");
        }
    }
    let harmless = "Thinking level MINIMAL is not supported for gemini-3.8-flash in GenerateRequestsPerMinutePerProject.";
    let GeminiError::Service(error) = error_of(400, &body(400, "X", harmless, json!([]))) else { panic!() };
    assert_eq!(error.message, harmless);
    let long = "x".repeat(5_000);
    let GeminiError::Service(error) = error_of(500, &body(500, "X", &long, json!([]))) else { panic!() };
    assert_eq!(error.message.len(), 300);
}

#[test]
fn a_reply_that_is_no_json_is_judged_by_its_status() {
    assert_eq!(error_of(200, b"<html>"), GeminiError::NotGemini);
    assert_eq!(error_of(200, b"{\"this\":1}"), GeminiError::NotGemini);
    assert_eq!(fault(&error_of(503, b"<html>Service Unavailable</html>")), ServiceFault::Transient);
    assert_eq!(fault(&error_of(404, b"")), ServiceFault::ModelNotFound);
    assert_eq!(
        fault(&error_of(404, b"data: {\"error\":{\"code\":429,\"status\":\"RESOURCE_EXHAUSTED\"}}")),
        ServiceFault::Quota { wait_ms: None }
    );
    assert_eq!(fault(&error_of(200, b"{\"error\":{\"code\":500}}")), ServiceFault::Transient);
    assert_eq!(fault(&error_of(500, b"{\"error\":{}}")), ServiceFault::Transient);
    assert_eq!(fault(&error_of(500, b"{\"error\":{\"code\":\"x\",\"details\":7,\"message\":[]}}")), ServiceFault::Transient);
}

#[test]
fn a_wait_is_read_as_the_service_writes_it() {
    for (text, wait_ms) in [
        ("47s", Some(47_000)),
        ("57.238747106s", Some(57_239)),
        ("0s", Some(0)),
        ("0.000000001s", Some(1)),
        ("1.5s", Some(1_500)),
        ("301s", Some(300_000)),
        ("99999999999999999999999s", Some(300_000)),
        ("", None),
        ("s", None),
        ("47", None),
        ("-1s", None),
        ("+1s", None),
        ("1.s", None),
        (".5s", None),
        ("1.0000000001s", None),
        ("1e3s", None),
        ("1.2.3s", None),
        (" 1s", None),
        ("१s", None),
    ] {
        assert_eq!(retry_delay_ms(text), wait_ms, "{text:?}");
    }
}

#[test]
fn retries_are_few_spread_and_soon_over() {
    let busy = error_of(503, b"");
    let mut retries = Retries::new(1_000);
    assert_eq!(retries.after_error(&busy, 1_500, 0.5), Some(2_000));
    assert_eq!(retries.after_error(&busy, 2_500, 0.25), Some(3_000));
    assert_eq!(retries.after_error(&busy, 3_500, 0.0), None);
    assert_eq!(retries.n_attempts(), MOST_ATTEMPTS);

    let quota = |wait: &str| error_of(429, &body(429, "RESOURCE_EXHAUSTED", "", json!([{ "retryDelay": wait }])));
    assert_eq!(Retries::new(0).after_error(&quota("20s"), 100, 0.9), Some(20_100));
    assert_eq!(Retries::new(0).after_error(&quota("47s"), 100, 0.9), None);
    assert_eq!(Retries::new(0).after_error(&busy, MOST_RETRY_MS + 1, 0.0), None);
    assert_eq!(Retries::new(0).after_error(&GeminiError::Unreachable, 0, 0.0), None);
    assert_eq!(Retries::new(0).after_error(&error_of(400, b""), 0, 0.0), None);
    // Whatever is given for random.
    for random in [f64::NAN, -1.0, 7.0, f64::INFINITY] {
        assert!(Retries::new(0).after_error(&busy, 0, random).is_some_and(|next_ms| next_ms <= 1_000));
    }
}

#[test]
fn models_that_can_answer_are_listed() {
    let reply = json!({
        "models": [
            { "name": "models/gemini-3.8-flash", "displayName": "Gemini 3.8 Flash", "inputTokenLimit": 1048576, "outputTokenLimit": 65536,
              "supportedGenerationMethods": ["generateContent", "countTokens"], "thinking": true },
            { "name": "models/gemini-embedding-2", "supportedGenerationMethods": ["embedContent"] },
            { "name": "models/../x", "supportedGenerationMethods": ["generateContent"] },
            { "name": "models/gemma-4-31b-it", "supportedGenerationMethods": ["generateContent"] },
            7,
        ],
        "nextPageToken": "abc",
    });
    let page = read_models(200, reply.to_string().as_bytes()).unwrap();
    let names: Vec<&str> = page.models.iter().map(|model| model.name.as_str()).collect();
    assert_eq!(names, ["gemini-3.8-flash", "gemma-4-31b-it"]);
    assert_eq!((page.models[0].display_name.as_str(), page.models[0].input_tokens), ("Gemini 3.8 Flash", 1_048_576));
    assert_eq!((page.models[1].display_name.as_str(), page.models[1].output_tokens), ("gemma-4-31b-it", 0));
    assert_eq!(page.next_page_token.as_deref(), Some("abc"));
    assert_eq!(read_models(200, b"{}").unwrap().models, []);
    assert_eq!(read_models(200, b"[]").unwrap_err(), GeminiError::NotGemini);
    assert_eq!(read_models(403, b"").unwrap_err().next_step(ApiVersion::V1), NextStep::ShowKeyHelp);
    assert_eq!(read_token_count(200, b"{\"totalTokens\":11,\"contentTokens\":[]}"), Ok(11));
    assert_eq!(read_token_count(200, b"{}"), Err(GeminiError::NotGemini));
}

#[test]
fn recorded_replies_are_answers_or_errors_with_a_name() {
    let Some(folder) = samples() else { return };
    let (mut n_answers, mut n_errors) = (0, 0);
    for path in files_below(&folder.join("vertexai-sdk-test-data/mock-responses")) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if !name.starts_with("unary") || name.contains("generate-images") {
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        let status = serde_json::from_slice::<Value>(&bytes).ok().and_then(|value| value["error"]["code"].as_u64()).unwrap_or(200);
        match read_answer(status as u16, &bytes) {
            Ok(answer) => {
                n_answers += 1;
                let has_content = !answer.parts().is_empty();
                let is_success = name.starts_with("unary-success");
                let counts_tokens = name.contains("detailed-token") || name.contains("total-tokens") || name.contains("no-billable");
                assert!(has_content || !is_success || counts_tokens, "{name}");
                if is_success && has_content && answer.finish().is_some() {
                    let expected = if answer.text().is_empty() { Ending::Empty } else { Ending::Complete };
                    assert_eq!(answer.ending(), expected, "{name}");
                }
            }
            Err(GeminiError::NotGemini) => {
                let is_no_answer = name.contains("total-tokens") || name.contains("no-billable") || name.contains("detailed-token");
                assert!(is_no_answer || name.contains("invalid-response") || name.ends_with(".html"), "{name}");
                n_errors += 1;
            }
            Err(error) => {
                n_errors += 1;
                assert!(name.starts_with("unary-failure"), "{name}");
                assert_ne!(fault(&error), ServiceFault::Unknown, "{name}");
                assert!(!format!("{error:?} {:?}", error_words(&error)).contains("key1234"), "{name}");
            }
        }
    }
    println!("{n_answers} answers, {n_errors} errors");
    assert!(n_answers > 50 && n_errors > 15);
}

#[test]
fn recorded_pairs_and_made_up_errors_are_understood() {
    let Some(folder) = samples() else { return };
    let mut n_replies = 0;
    for path in files_below(&folder.join("js-genai-derived")) {
        let pair: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        let status = pair["status"].as_u64().unwrap() as u16;
        // Of one pair only the request was kept.
        for reply in pair["responseSegments"].as_array().into_iter().flatten() {
            n_replies += 1;
            let bytes = reply.to_string().into_bytes();
            if pair["url"].as_str().unwrap().ends_with(":countTokens") {
                assert_eq!(read_token_count(status, &bytes), Ok(11));
            } else if status == 404 {
                assert_eq!(fault(&error_of(status, &bytes)), ServiceFault::ModelNotFound);
            } else {
                assert!(read_answer(status, &bytes).is_ok(), "{}", path.display());
            }
        }
    }
    assert_eq!(n_replies, 135);
    let expected = [
        ("400_missing_thought_signature", ServiceFault::ThoughtSignature),
        ("401_auth_key_type", ServiceFault::KeyKind),
        ("429_no_details", ServiceFault::Quota { wait_ms: None }),
        ("429_per_minute_only", ServiceFault::Quota { wait_ms: Some(5_000) }),
        ("429_retryinfo_fractional", ServiceFault::Quota { wait_ms: Some(57_239) }),
        ("429_retryinfo_free_tier", ServiceFault::DailyQuota),
        ("500_internal", ServiceFault::Transient),
        ("503_overloaded", ServiceFault::Transient),
        ("504_deadline", ServiceFault::Transient),
    ];
    for (name, expected) in expected {
        let path = folder.join(format!("synthetic-edge/{name}.json"));
        let sample: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        let error = error_of(sample["httpStatus"].as_u64().unwrap() as u16, sample["body"].to_string().as_bytes());
        assert_eq!(fault(&error), expected, "{name}");
    }
}

#[test]
fn every_ending_has_words() {
    assert_eq!(ending_words(&Ending::Complete), None);
    let reason = FinishReason::of_word;
    let endings = [
        Ending::Empty,
        Ending::CutOff,
        Ending::Truncated,
        Ending::PromptBlocked(None),
        Ending::PromptBlocked(Some("SAFETY".to_owned())),
        Ending::PromptBlocked(Some("NEW_WORD".to_owned())),
        Ending::Withheld(reason("SPII")),
        Ending::Withheld(reason("OTHER")),
        Ending::Malformed(reason("MALFORMED_RESPONSE")),
        Ending::Named(reason("SOME_FUTURE_REASON")),
    ];
    let endings = endings.iter().filter_map(ending_words);
    let keys = [ApiKeyError::Empty, ApiKeyError::Unprintable, ApiKeyError::Token].map(key_words);
    let begins = [BeginError::Busy, BeginError::Empty, BeginError::NotCounted, BeginError::NoMoreQuestions, BeginError::NoMoreTokens]
        .map(begin_words);
    let own = [
        GeminiError::Unreachable,
        GeminiError::Silent { is_before_first_byte: true },
        GeminiError::Silent { is_before_first_byte: false },
        GeminiError::NotGemini,
        GeminiError::Unreadable,
        GeminiError::TooLarge,
    ];
    let all: Vec<_> = endings.chain(keys).chain(begins).chain(own.iter().map(error_words)).collect();
    assert_eq!(all.len(), 10 + 3 + 5 + 6);
    for words in &all {
        assert!(words.what.ends_with('.') && words.todo.ends_with('.') && !words.what.contains("__"), "{words:?}");
    }
    assert!(all.iter().enumerate().all(|(idx, words)| !all[..idx].contains(words)));
    all.iter().chain(&own.iter().map(key_check_words).collect::<Vec<_>>()).for_each(assert_names_what_is_there);
}

/// What a sentence says is to be pressed or looked for has that name on the page.
fn assert_names_what_is_there(words: &Sentence) {
    const PAGES: [&str; 4] = [
        include_str!("../../src/ui/pages/counsel.rs"),
        include_str!("../../src/ui/pages/counsel_key.rs"),
        include_str!("../../src/ui/pages/counsel_limits.rs"),
        include_str!("../../src/ui/pages/counsel_turns.rs"),
    ];
    for name in words.todo.split('“').skip(1).filter_map(|rest| rest.split('”').next()) {
        assert!(PAGES.iter().any(|page| page.contains(&format!("\"{name}\""))), "{name}: {words:?}");
    }
    for loose in ["settings", "sk again or", "countdown", "new conversation"] {
        assert!(!words.todo.contains(loose), "{words:?}");
    }
}

/// Any JSON, with the keys of the interface in places where they do not belong.
fn any_json() -> impl Strategy<Value = Value> {
    const KEYS: [&str; 16] = [
        "candidates",
        "content",
        "parts",
        "text",
        "thought",
        "finishReason",
        "promptFeedback",
        "blockReason",
        "usageMetadata",
        "totalTokenCount",
        "error",
        "code",
        "details",
        "violations",
        "models",
        "supportedGenerationMethods",
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        proptest::sample::select(vec!["STOP", "CONTINUATION", "SAFETY", "generateContent", "models/a", "1s", ""]).prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 40, 4, |inner| {
        let key = proptest::sample::select(KEYS.to_vec());
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::vec((key, inner), 0..4)
                .prop_map(|fields| Value::Object(fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 3_000, ..ProptestConfig::default() })]

    #[test]
    fn any_json_is_an_answer_or_an_error(json in any_json(), status in proptest::sample::select(vec![0, 200, 400, 404, 429, 503])) {
        let bytes = json.to_string().into_bytes();
        for error in [read_answer(status, &bytes).err(), read_models(status, &bytes).err(), read_token_count(status, &bytes).err()] {
            let Some(error) = error else { continue };
            prop_assert!(error_words(&error).what.ends_with('.'));
            error.next_step(ApiVersion::V1);
        }
        if let Ok(answer) = read_answer(status, &bytes) {
            ending_words(&answer.ending());
        }
    }
}
