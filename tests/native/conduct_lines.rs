//! Drafts on the command line: one line in, one line out, whatever the line holds.

#[path = "../../examples/lint.rs"]
#[allow(dead_code, reason = "its main is the command line's")]
pub mod example;

use serde_json::{Value, json};

fn lines(input: &[u8]) -> Vec<Value> {
    let mut out = Vec::new();
    example::lint(&example::packs(&[], 0).unwrap(), &mut &*input, &mut out).unwrap();
    String::from_utf8(out).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn draft(facts: Value) -> Value {
    json!({"draft": "We will arrest you.", "channel": "sms", "jurisdiction": "IN", "language": "en", "planned_at": "2026-03-17T11:00:00", "facts": facts})
}

#[test]
fn a_line_gives_its_findings() {
    let found = &lines(draft(json!({"lender_name": "Sahyog", "nobody_knows": [1]})).to_string().as_bytes())[0];
    let threat = found["findings"].as_array().unwrap().iter().find(|finding| finding["rule"] == "C03").unwrap();
    assert_eq!((&threat["severity"], &threat["start"], &threat["end"]), (&json!("block"), &json!(8), &json!(14)));
    assert!(threat["why"].is_string() && threat.as_object().unwrap().len() == 5);
}

#[test]
fn a_bad_line_says_what_is_wrong_and_the_next_is_read() {
    let bad = [
        (b"not json".to_vec(), "not JSON"),
        (b"[1]".to_vec(), "not an object"),
        (b"\xff\xfe".to_vec(), "not UTF-8"),
        (b"{}".to_vec(), "jurisdiction: missing"),
        (draft(json!({"outstanding": "lots"})).to_string().into_bytes(), "facts.outstanding: expected a number"),
        (draft(json!({"vulnerable": "yes", "due_date": 5})).to_string().into_bytes(), "facts.vulnerable: expected true or false"),
        (draft(json!([])).to_string().into_bytes(), "facts: expected an object"),
    ];
    for (line, problem) in bad {
        let input = [line.as_slice(), b"\n\n", draft(json!({})).to_string().as_bytes()].concat();
        let answers = lines(&input);
        assert!(answers[0]["error"].as_str().unwrap().contains(problem), "{}", answers[0]);
        assert!(answers.len() == 2 && answers[1]["findings"].is_array());
    }
}
