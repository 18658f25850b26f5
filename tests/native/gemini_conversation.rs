//! Several questions: what is told again, what it costs, what is kept of it.

use serde_json::{Value, json};
use smart_loan_recovery::advisor::gemini::{
    Allowance, Answer, AnswerStyle, ApiVersion, BeginError, Conversation, End, Ending, GeminiError, ModelName, Outcome, Outgoing, Spending,
    TranscriptHead, TurnEnd, transcript_json, transcript_markdown,
};
use smart_loan_recovery::advisor::redaction::{KnownValues, PrivateKind, Pseudonyms, Scrubber, ValueCollector};

use crate::gemini::model;

fn answer(chunk: Value) -> Answer {
    let mut answer = Answer::default();
    assert!(answer.add(&chunk));
    answer
}

fn said(text: &str) -> Answer {
    answer(json!({
        "candidates": [{ "content": { "parts": [{ "text": text, "thoughtSignature": "c2ln" }] }, "finishReason": "STOP" }],
        "usageMetadata": { "promptTokenCount": 10, "candidatesTokenCount": 4, "thoughtsTokenCount": 6, "totalTokenCount": 20 },
    }))
}

fn outgoing(conversation: &Conversation, question: &str) -> Outgoing {
    outgoing_to(conversation, question, model())
}

fn outgoing_to(conversation: &Conversation, question: &str, model: ModelName) -> Outgoing {
    let (known, people) = (KnownValues::default(), Pseudonyms::new(1));
    conversation.outgoing(question, model, &AnswerStyle::default(), Scrubber { known: &known, people: &people })
}

fn ask(conversation: &mut Conversation, question: &str, answer: Answer, end: End) {
    let outgoing = outgoing(conversation, question);
    conversation.begin(&outgoing).unwrap();
    conversation.end(Outcome { answer, end, version: ApiVersion::V1 });
}

fn contents(outgoing: &Outgoing) -> Vec<Value> {
    let body: Value = serde_json::from_str(&outgoing.body()).unwrap();
    body["contents"].as_array().unwrap().clone()
}

fn user(text: &str) -> Value {
    json!({ "role": "user", "parts": [{ "text": text }] })
}

fn gemini(text: &str) -> Value {
    json!({ "role": "model", "parts": [{ "text": text, "thoughtSignature": "c2ln" }] })
}

#[test]
fn answers_are_told_again_unchanged_and_broken_ones_not_at_all() {
    let mut conversation = Conversation::new(Some("Be brief.".to_owned()));
    ask(&mut conversation, "one", said("1"), End::Answered(Ending::Complete));
    ask(&mut conversation, "stopped", said("2"), End::Stopped);
    ask(&mut conversation, "stopped at once", Answer::default(), End::Stopped);
    ask(&mut conversation, "failed", Answer::default(), End::Failed(GeminiError::Unreachable));
    ask(&mut conversation, "cut", said("3"), End::Answered(Ending::CutOff));
    ask(&mut conversation, "broken", said("4"), End::Answered(Ending::Truncated));
    ask(&mut conversation, "refused", Answer::default(), End::Answered(Ending::PromptBlocked(None)));
    let outgoing = outgoing(&conversation, "last");
    let expected = [user("one"), gemini("1"), user("stopped"), user("cut"), gemini("3"), user("broken"), user("last")];
    assert_eq!(contents(&outgoing), expected);
    let body: Value = serde_json::from_str(&outgoing.body()).unwrap();
    assert_eq!(body["systemInstruction"], json!({ "parts": [{ "text": "Be brief." }] }));

    let incomplete: Vec<bool> = conversation.turns().iter().map(|turn| turn.is_incomplete()).collect();
    assert_eq!(incomplete, [false, true, false, false, true, true, false]);
    assert_eq!(conversation.turns()[1].shown_text(), "2");
    assert_eq!(conversation.usage().total, 4 * 20);
    assert!(!outgoing.is_long());
}

#[test]
fn a_withheld_answer_is_neither_shown_nor_told_again() {
    let mut conversation = Conversation::new(None);
    let withheld = answer(json!({ "candidates": [{ "content": { "parts": [{ "text": "secret" }] }, "finishReason": "SPII" }] }));
    let ending = withheld.ending();
    ask(&mut conversation, "who", withheld, End::Answered(ending));
    assert_eq!(conversation.turns()[0].shown_text(), "");
    assert_eq!(contents(&outgoing(&conversation, "next")), [user("next")]);
}

#[test]
fn one_question_at_a_time() {
    let mut conversation = Conversation::new(None);
    let outgoing_one = outgoing(&conversation, "one");
    conversation.begin(&outgoing_one).unwrap();
    assert!(conversation.is_busy());
    assert_eq!(conversation.begin(&outgoing_one), Err(BeginError::Busy));
    assert_eq!(conversation.take_back(0), None);
    conversation.end(Outcome { answer: said("1"), end: End::Answered(Ending::Complete), version: ApiVersion::V1 });
    let empty = outgoing(&conversation, " \n");
    assert_eq!(conversation.begin(&empty), Err(BeginError::Empty));
    // What nobody asked for is not kept.
    conversation.end(Outcome { answer: said("2"), end: End::Stopped, version: ApiVersion::V1 });
    assert_eq!((conversation.turns().len(), conversation.usage().total), (1, 20));
}

#[test]
fn a_visit_does_not_ask_without_end() {
    let mut visit = Spending::new(Allowance { n_questions: 2, n_tokens: 30 });
    assert_eq!(visit.check(), Ok(()));
    visit.add_question();
    visit.add_usage(said("1").usage());
    assert_eq!((visit.check(), visit.n_questions(), visit.usage().total), (Ok(()), 1, 20));
    visit.add_question();
    assert_eq!(visit.check(), Err(BeginError::NoMoreQuestions));
    visit.allowance.n_questions = 3;
    assert_eq!(visit.check(), Ok(()));
    visit.add_usage(said("2").usage());
    assert_eq!(visit.check(), Err(BeginError::NoMoreTokens));
}

#[test]
fn a_question_can_be_asked_again_or_in_other_words() {
    let mut conversation = Conversation::new(None);
    for question in ["one", "two", "three"] {
        ask(&mut conversation, question, said("x"), End::Answered(Ending::Complete));
    }
    assert_eq!(conversation.take_back(7), None);
    assert_eq!(conversation.take_back(1).as_deref(), Some("two"));
    assert_eq!(contents(&outgoing(&conversation, "two, please")), [user("one"), gemini("x"), user("two, please")]);
    // What was taken back was paid all the same.
    assert_eq!(conversation.usage().total, 60);
}

#[test]
fn signatures_stay_with_their_model_and_key() {
    let mut conversation = Conversation::new(None);
    ask(&mut conversation, "one", said("1"), End::Answered(Ending::Complete));
    let other = outgoing_to(&conversation, "two", ModelName::new("gemini-3.5-flash-lite").unwrap());
    assert_eq!(contents(&other)[1], json!({ "role": "model", "parts": [{ "text": "1" }] }));
    assert_eq!(contents(&outgoing(&conversation, "two"))[1], gemini("1"));
    conversation.forget_signatures();
    assert_eq!(contents(&outgoing(&conversation, "two"))[1], json!({ "role": "model", "parts": [{ "text": "1" }] }));
}

#[test]
fn what_is_kept_and_sent_is_scrubbed_and_what_is_shown_has_names() {
    let (mut known, mut people) = (ValueCollector::default(), Pseudonyms::new(7));
    known.add_name("Asha Rao");
    let known = known.finish();
    let pseudonym = people.of("BRW_17", &["Ravi Kumar"]);
    let mut conversation = Conversation::new(Some("Call +91 98765 43210 for help.".to_owned()));
    let scrubber = Scrubber { known: &known, people: &people };
    let question = "Write to ravi  kumar (brw17), not to ASHA RAO or asha.rao@example.com.";
    let outgoing = conversation.outgoing(question, model(), &AnswerStyle::default(), scrubber);
    assert_eq!(outgoing.question(), format!("Write to {pseudonym} ({pseudonym}), not to [name] or [e-mail]."));
    assert!(outgoing.body().contains("Call [phone] for help."));
    let kinds: Vec<PrivateKind> = outgoing.removed().iter().map(|removed| removed.kind).collect();
    assert_eq!(kinds, [PrivateKind::Phone, PrivateKind::Borrower, PrivateKind::Borrower, PrivateKind::Name, PrivateKind::Email]);

    conversation.begin(&outgoing).unwrap();
    let answer = said(&format!("Dear {pseudonym}, …"));
    conversation.end(Outcome { answer, end: End::Answered(Ending::Complete), version: ApiVersion::V1 });
    assert_eq!(people.put_back(conversation.turns()[0].shown_text()), "Dear Ravi Kumar, …");
}

#[test]
fn a_transcript_has_everything_but_the_key() {
    let mut conversation = Conversation::new(None);
    let key = "AIzaSyCanary0123456789abcdefghijklmnopq";
    ask(&mut conversation, "one", said(&format!("Your key {key} leaks")), End::Answered(Ending::Complete));
    ask(&mut conversation, "two", said("half"), End::Stopped);
    ask(&mut conversation, "three", Answer::default(), End::Failed(GeminiError::Unreachable));
    let head = TranscriptHead { date: "2026-11-21", prompt_version: "3", facts_hash: 0xabc };
    let put_back = |text: &str| text.replace("one", "ONE");
    let markdown = transcript_markdown(head, &conversation, &put_back);
    assert!(markdown.starts_with("# Conversation with Gemini\n\n- Date: 2026-11-21\n- Prompts: 3\n- Facts: 0000000000000abc\n"));
    for part in
        ["## You\n\nONE\n", "Your key [key] leaks", "half\n\n*Stopped.*", "*Google could not be reached.*", "20 in total", "40 in total"]
    {
        assert!(markdown.contains(part), "{part}: {markdown}");
    }
    let json = transcript_json(head, &conversation, &put_back);
    assert!(!markdown.contains("Canary") && !json.contains("Canary"));
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["turns"][0]["question"], "ONE");
    assert_eq!(json["turns"][1]["isIncomplete"], true);
    assert_eq!(json["turns"][2]["note"], "Google could not be reached.");
    assert_eq!(json["usage"]["total"], 40);
    assert_eq!(conversation.turns()[2].end, TurnEnd::Failed(GeminiError::Unreachable));
}
