//! Bytes of a reply to events and an answer, in any pieces.

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value;
use smart_loan_recovery::advisor::gemini::{Ending, EventStream, FinishAction, FinishReason, MOST_EVENT_BYTES, ServiceFault, StreamError};
use smart_loan_recovery::quantity::RandomStream;

use crate::gemini::{Read, event, read, read_whole, samples};

/// Pieces of random length, from one byte to a few hundred.
fn random_pieces(bytes: &[u8], seed: u64) -> Vec<&[u8]> {
    let mut random = RandomStream::new(seed);
    let (mut pieces, mut rest) = (Vec::new(), bytes);
    while !rest.is_empty() {
        let most = [3, 17, 200, 5_000][random.below(4) as usize];
        let (piece, after) = rest.split_at((1 + random.below(most) as usize).min(rest.len()));
        pieces.push(piece);
        rest = after;
    }
    pieces
}

/// The same in any pieces.
fn read_in_any_pieces(bytes: &[u8], n_random: u64) -> Read {
    let whole = read_whole(bytes);
    assert_eq!(read(bytes.chunks(1)), whole);
    for seed in 0..n_random {
        assert_eq!(read(random_pieces(bytes, seed).into_iter()), whole, "seed {seed}");
    }
    whole
}

#[test]
fn every_recorded_stream_gives_what_the_reference_reader_gives() {
    let Some(folder) = samples() else { return };
    let golden = std::fs::read(folder.join("golden/sse-golden.json")).unwrap();
    let golden: serde_json::Map<String, Value> = serde_json::from_slice(&golden).unwrap();
    assert_eq!(golden.len(), 65);
    for (path, expected) in &golden {
        let bytes = std::fs::read(folder.join(path)).unwrap();
        let read = read_in_any_pieces(&bytes, 20);
        let found = summary(&read);
        for (key, value) in found.as_object().unwrap() {
            assert_eq!(value, &expected[key], "{path} {key}");
        }
        let expected_usage = |key: &str| expected["usage"].get(key).and_then(Value::as_u64).unwrap_or_default();
        let usage = read.answer.usage();
        let counts = [usage.prompt, usage.answer, usage.thoughts, usage.cached, usage.total];
        let keys = ["promptTokenCount", "candidatesTokenCount", "thoughtsTokenCount", "cachedContentTokenCount", "totalTokenCount"];
        assert_eq!(counts, keys.map(expected_usage), "{path}");
    }
}

fn summary(read: &Read) -> Value {
    let answer = &read.answer;
    let letters: Vec<char> = answer.text().chars().collect();
    let n_letters = |text: &Value| text.as_str().unwrap_or_default().chars().count();
    let thoughts = answer.parts().iter().filter(|part| part["thought"] == Value::Bool(true));
    let calls: Vec<&Value> = answer.parts().iter().filter_map(|part| part.get("functionCall")).map(|call| &call["name"]).collect();
    let block = match answer.ending() {
        Ending::PromptBlocked(word) => word,
        _ => None,
    };
    let error = match &read.error {
        None => Value::Null,
        Some(StreamError::Service(error)) => {
            serde_json::json!({ "kind": "api", "code": error.code, "status": error.status, "message": error.message })
        }
        Some(StreamError::NotEvents) => serde_json::json!({ "kind": "trailing-garbage" }),
        Some(StreamError::NotJson) => {
            serde_json::json!({ "kind": "bad-json", "data": "{\"candidates\": [{\"content\": {\"parts\": [{\"text\": \"BBBBBBBBBBB" })
        }
        Some(StreamError::TooLarge) => panic!("no recorded stream is too large"),
    };
    serde_json::json!({
        "events": read.n_events,
        "gemini_shaped_events": answer.n_chunks(),
        "text_len": letters.len(),
        "text_head": letters[..letters.len().min(60)].iter().collect::<String>(),
        "text_tail": letters[letters.len().saturating_sub(40)..].iter().collect::<String>(),
        "thought_len": thoughts.map(|part| n_letters(&part["text"])).sum::<usize>(),
        "finishReason": answer.finish().map(FinishReason::word),
        "finishMessage": answer.finish_message(),
        "blockReason": block,
        "functionCalls": calls,
        "thoughtSignatures": answer.parts().iter().filter(|part| part.get("thoughtSignature").is_some()).count(),
        "modelVersion": answer.model_version(),
        "error": error,
    })
}

// Streams of our own

#[test]
fn an_answer_is_the_same_with_any_line_end_mark_or_comment() {
    let crlf = event("₹1,200 due ", None) + &event("👩🏽‍💻 today\u{2028}or\u{85}later", Some("STOP"));
    let expected = read_in_any_pieces(crlf.as_bytes(), 20);
    assert_eq!(expected.answer.text(), "₹1,200 due 👩🏽‍💻 today\u{2028}or\u{85}later");
    assert_eq!(expected.answer.ending(), Ending::Complete);
    assert_eq!(expected.error, None);
    let others = [
        crlf.replace("\r\n", "\n"),
        crlf.replace("\r\n", "\r"),
        format!("\u{feff}{crlf}"),
        format!(": keep alive\n\nid: 7\nretry: 10\nevent: message\n{crlf}: end\n"),
        crlf.replace("data: ", "data:"),
        // Data over several lines.
        crlf.replace(",\"role\"", "\ndata:  ,\"role\""),
        crlf.replace(",\"role\"", "\r\ndata:,\"role\""),
        crlf.trim_end().to_owned(),
    ];
    for other in others {
        assert_eq!(read_in_any_pieces(other.as_bytes(), 5), expected, "{other:?}");
    }
}

#[test]
fn an_error_is_seen_as_an_event_as_bare_json_and_as_an_array_of_one() {
    let error = "{\n  \"error\": {\n    \"code\": 503,\n    \"message\": \"Overloaded.\",\n\n    \"status\": \"UNAVAILABLE\"\n  }\n}";
    let one_line = error.replace('\n', "");
    let begun = event("A", None);
    for tail in [error.to_owned(), format!("[{error}]"), one_line.clone(), format!("data: {one_line}\n\n"), format!("data: [{one_line}]")] {
        for head in ["", &begun] {
            let read = read_in_any_pieces(format!("{head}{tail}").as_bytes(), 5);
            let Some(StreamError::Service(error)) = read.error else { panic!("{tail}") };
            assert_eq!((error.code, error.status.as_str(), error.fault), (503, "UNAVAILABLE", ServiceFault::Transient));
            assert_eq!(read.answer.text().len(), usize::from(!head.is_empty()));
        }
    }
}

#[test]
fn what_is_no_stream_and_what_breaks_off_is_told_apart() {
    let error = |text: &str| read_in_any_pieces(text.as_bytes(), 5).error;
    assert_eq!(error("<!DOCTYPE html>\n<html><body>Sign in: now</body></html>"), Some(StreamError::NotEvents));
    assert_eq!(error("{\"candidates\":[]}"), Some(StreamError::NotEvents));
    assert_eq!(error("data: {\"candidates\": [{\"con"), Some(StreamError::NotJson));
    assert_eq!(error("data: \u{0}\n\ndata: {}\n\n"), Some(StreamError::NotJson));
    // Two lines are not one number.
    assert_eq!(error("data: 1\ndata: 2\n\n"), Some(StreamError::NotJson));
    assert_eq!(error(""), None);
    assert_eq!(error(" \n\n\t\n"), None);
    let broken = event("half an answer", None);
    let read = read_in_any_pieces(broken.as_bytes(), 5);
    assert_eq!((read.error, read.answer.ending()), (None, Ending::Truncated));
}

#[test]
fn an_event_may_be_large_but_not_without_end() {
    let signature = "x".repeat(600_000);
    let text = format!("data: {{\"candidates\":[{{\"content\":{{\"parts\":[{{\"thoughtSignature\":\"{signature}\"}}]}}}}]}}\n\n");
    let whole = read_whole(text.as_bytes());
    assert_eq!(whole, read(text.as_bytes().chunks(1_000)));
    assert_eq!(whole.answer.parts()[0]["thoughtSignature"], signature.as_str());

    let (mut stream, mut nothing) = (EventStream::default(), |_: Value| {});
    let piece = vec![b'x'; 1 << 20];
    let pushed: Vec<bool> = (0..9).map(|_| stream.push(&piece, &mut nothing).is_ok()).collect();
    assert_eq!(pushed.iter().filter(|is_fine| **is_fine).count(), MOST_EVENT_BYTES >> 20);
    let mut stream = EventStream::default();
    let many_lines = "data: {\n".repeat(MOST_EVENT_BYTES);
    assert_eq!(stream.push(many_lines.as_bytes(), &mut nothing), Err(StreamError::TooLarge));
}

#[test]
fn thoughts_are_no_answer_but_are_kept() {
    let thought = "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hm.\",\"thought\":true},{\"text\":\"Yes\"}]}}]}\n\n";
    let signed =
        "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"\",\"thoughtSignature\":\"c2ln\"}]},\"finishReason\":\"STOP\"}]}\n\n";
    let read = read_whole(format!("{thought}{signed}").as_bytes());
    assert_eq!(read.answer.text(), "Yes");
    assert_eq!(read.answer.parts().len(), 3);
    assert_eq!(read.answer.parts()[2].to_string(), "{\"text\":\"\",\"thoughtSignature\":\"c2ln\"}");
}

#[test]
fn the_end_decides_not_the_first_reason() {
    let read = read_whole((event("", Some("STOP")) + &event("late", Some("MAX_TOKENS"))).as_bytes());
    assert_eq!((read.answer.text(), read.answer.ending()), ("late", Ending::CutOff));
}

#[test]
fn a_refused_question_is_known_even_without_a_word_for_it() {
    let ending = |json: &str| read_whole(format!("data: {json}").as_bytes()).answer.ending();
    assert_eq!(ending("{\"promptFeedback\":{\"blockReason\":\"SAFETY\"}}"), Ending::PromptBlocked(Some("SAFETY".to_owned())));
    assert_eq!(ending("{\"candidates\":[],\"promptFeedback\":{\"blockReasonMessage\":\"x\"}}"), Ending::PromptBlocked(None));
    assert_eq!(ending("{\"candidates\":[{\"content\":{}}],\"promptFeedback\":{}}"), Ending::Truncated);
    assert_eq!(ending("{\"unknown\":1}"), Ending::Truncated);
}

#[test]
fn every_reason_has_its_word_and_its_action() {
    let actions = [
        ("STOP", FinishAction::Keep),
        ("MAX_TOKENS", FinishAction::OfferMore),
        ("CONTINUATION", FinishAction::Continue),
        ("SAFETY", FinishAction::Discard),
        ("RECITATION", FinishAction::Discard),
        ("LANGUAGE", FinishAction::Discard),
        ("BLOCKLIST", FinishAction::Discard),
        ("PROHIBITED_CONTENT", FinishAction::Discard),
        ("SPII", FinishAction::Discard),
        ("OTHER", FinishAction::Discard),
        ("MALFORMED_FUNCTION_CALL", FinishAction::RetryOnce),
        ("UNEXPECTED_TOOL_CALL", FinishAction::RetryOnce),
        ("TOO_MANY_TOOL_CALLS", FinishAction::RetryOnce),
        ("MALFORMED_RESPONSE", FinishAction::RetryOnce),
        ("IMAGE_SAFETY", FinishAction::Name),
        ("NO_IMAGE", FinishAction::Name),
        ("FINISH_REASON_UNSPECIFIED", FinishAction::Name),
        ("SOME_FUTURE_REASON", FinishAction::Name),
    ];
    for (word, action) in actions {
        let reason = FinishReason::of_word(word);
        assert_eq!((reason.word(), reason.action()), (word, action));
    }
}

fn bytes_like_a_stream() -> impl Strategy<Value = Vec<u8>> {
    let line = prop_oneof![
        Just("data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"é👩\"}]}}]}".to_owned()),
        Just("data: {\"error\":{\"code\":500}}".to_owned()),
        Just("data: {\"promptFeedback\":[],\"usageMetadata\":{\"totalTokenCount\":-1}}".to_owned()),
        "data ?:? ?[\\[\\]{}\",0-9a-z:\\\\]{0,12}",
        "[ :a-z{}\"\u{feff}é]{0,12}",
    ];
    let text = vec((line, proptest::sample::select(vec!["\n", "\r", "\r\n", "\n\n", "\r\r", "\r\n\r\n", ""])), 0..12);
    prop_oneof![
        3 => text.prop_map(|lines| lines.into_iter().map(|(line, end)| line + end).collect::<String>().into_bytes()),
        1 => vec(any::<u8>(), 0..200),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_give_the_same_in_any_pieces(bytes in bytes_like_a_stream(), seed in any::<u64>()) {
        let whole = read_whole(&bytes);
        prop_assert_eq!(&read(bytes.chunks(1)), &whole);
        prop_assert_eq!(&read(random_pieces(&bytes, seed).into_iter()), &whole);
    }
}
