//! Long conversations with Gemini: how much room they take, and that tokens are counted before a long question.

use serde_json::Value;
use smart_loan_recovery::advisor::counsel::Manner;
use smart_loan_recovery::advisor::gemini::{BeginError, GeminiError, ModelName, TurnEnd};
use smart_loan_recovery::session::{Command, FetchId, LongQuestion, SentKind};

use crate::counsel::{answer, ask, at_desk, last_fetch, reply};
use crate::page::Page;

const COUNT_PATH: &str = "/v1/models/gemini-3.8-flash:countTokens";

fn about_reasons() -> Page {
    let mut page = at_desk(3);
    page.session.change_counsel(1, |counsel| counsel.manner = Manner::Ask);
    page.run();
    page
}

/// More than 24,000 bytes of it, to be sent with all agreed to.
fn with_long_question() -> Page {
    let mut page = about_reasons();
    page.session.change_counsel(1, |counsel| counsel.question = "Why was it so? ".repeat(1_600));
    page.session.agree_to_send();
    page
}

/// Counts: the request that left, which is what was shown.
fn count(page: &mut Page) -> FetchId {
    assert_eq!(page.session.long_question(), LongQuestion::Uncounted);
    assert_eq!(page.session.ask_gemini(0), Err(BeginError::NotCounted));
    let shown = page.session.counting_request(&page.session.outgoing().unwrap()).unwrap();
    page.session.count_tokens().unwrap();
    let (fetch, path, body) = last_fetch(page);
    assert_eq!((path.as_str(), body), (COUNT_PATH, shown.body));
    fetch
}

fn n_fetches(page: &Page) -> usize {
    page.commands.iter().filter(|command| matches!(command, Command::Fetch { .. })).count()
}

#[test]
fn the_room_of_the_model_is_filled_by_what_was_asked_and_answered_last() {
    let mut page = about_reasons();
    assert_eq!((page.session.counsel().room(), page.session.counsel().most_tokens()), (None, Some(10_000)));
    let (fetch, _) = ask(&mut page, "Why?");
    answer(&mut page, fetch, "Since.");
    assert_eq!(page.session.counsel().room(), Some((650, 10_000)));
    // A question that failed has cost nothing that is known: what was before it holds.
    let (fetch, _) = ask(&mut page, "And?");
    reply(&mut page, fetch, 400, r#"{"error":{"code":400,"status":"INVALID_ARGUMENT"}}"#);
    assert_eq!(page.session.counsel().room(), Some((650, 10_000)));
    // Of a model that the list does not have nothing is known.
    page.session.change_counsel(1, |counsel| counsel.chosen_model = ModelName::new("gemini-4-carbon").ok());
    assert_eq!(page.session.counsel().room(), None);
    page.session.change_counsel(1, |counsel| counsel.chosen_model = None);
    page.session.begin_anew();
    assert_eq!(page.session.counsel().room(), None);
}

#[test]
fn a_long_question_is_counted_then_asked_about_once_more_and_then_sent() {
    let mut page = with_long_question();
    let fetch = count(&mut page);
    assert_eq!(page.session.long_question(), LongQuestion::Counting);
    assert!(page.commands.contains(&Command::WakeFetch { fetch, after_ms: 30_000 }));
    assert_eq!((page.session.ask_gemini(0), page.session.count_tokens()), (Err(BeginError::Busy), Err(BeginError::Busy)));
    let body = page.session.outgoing().unwrap().body();
    reply(&mut page, fetch, 200, r#"{"totalTokens":6100,"contentTokens":1}"#);
    assert_eq!(page.session.long_question(), LongQuestion::Counted(Ok(6_100)));
    assert_eq!(page.session.counting_request(&page.session.outgoing().unwrap()), None);
    // What was counted has left, and is in the account; nothing else has.
    let sent: Vec<(SentKind, usize)> = page.session.counsel().sent.iter().map(|sent| (sent.kind, sent.n_bytes)).collect();
    let Some((SentKind::Count, n_bytes)) = sent.first().copied() else { panic!("{sent:?}") };
    assert!(sent.len() == 1 && n_bytes > 24_000 && n_bytes < body.len(), "{sent:?}");

    page.session.ask_gemini(0).unwrap();
    let (fetch, path, sent) = last_fetch(&mut page);
    assert!(path.contains(":streamGenerateContent") && sent == Some(body), "{path}");
    answer(&mut page, fetch, "Since.");
    assert_eq!(page.session.counsel().sent.len(), 2);
    assert_eq!(page.session.counsel().spending.n_questions(), 1);
    // Only contents are counted: the interface takes nothing else.
    let Some(Command::Fetch { request, .. }) =
        page.commands.iter().find(|command| matches!(command, Command::Fetch { request, .. } if request.path == COUNT_PATH))
    else {
        panic!()
    };
    let counted: Value = serde_json::from_str(request.body.as_deref().unwrap()).unwrap();
    assert_eq!(counted.as_object().unwrap().keys().collect::<Vec<_>>(), ["contents"]);
}

#[test]
fn a_counting_that_fails_keeps_nothing_from_being_sent() {
    let mut page = with_long_question();
    let fetch = count(&mut page);
    reply(&mut page, fetch, 500, "{}");
    assert!(matches!(page.session.long_question(), LongQuestion::Counted(Err(GeminiError::Service(_)))));
    page.session.ask_gemini(0).unwrap();
    page.session.stop_asking();

    // Silence ends after half a minute.
    let mut page = with_long_question();
    let fetch = count(&mut page);
    page.session.wake_fetch(fetch);
    page.obey();
    assert!(page.commands.contains(&Command::AbortFetch(fetch)));
    assert!(matches!(page.session.long_question(), LongQuestion::Counted(Err(GeminiError::Silent { .. }))));
    page.session.ask_gemini(0).unwrap();

    // An address that this version of the interface does not have is tried once under the other.
    let mut page = with_long_question();
    let fetch = count(&mut page);
    let gone = r#"{"error":{"code":404,"status":"NOT_FOUND","message":"not found for API version v1"}}"#;
    reply(&mut page, fetch, 404, gone);
    let (fetch, path, body) = last_fetch(&mut page);
    assert_eq!(path, COUNT_PATH.replace("/v1/", "/v1beta/"));
    assert_eq!(body, page.session.counting_request(&page.session.outgoing().unwrap()).unwrap().body);
    reply(&mut page, fetch, 404, gone);
    assert!(matches!(page.session.long_question(), LongQuestion::Counted(Err(_))));
    assert_eq!(page.session.counsel().sent.len(), 2);
}

#[test]
fn counting_is_a_request_like_any_other() {
    // Without consent, or of one borrower without a paid project, nothing is counted.
    let mut page = about_reasons();
    page.session.change_counsel(1, |counsel| counsel.question = "Why was it so? ".repeat(1_600));
    assert_eq!(page.session.count_tokens(), Err(BeginError::Busy));
    page.session.agree_to_send();
    page.session.change_counsel(1, |counsel| counsel.is_paid = false);
    assert_eq!(page.session.count_tokens(), Err(BeginError::Busy));
    page.session.change_counsel(1, |counsel| (counsel.is_paid, counsel.spending.allowance.n_questions) = (true, 0));
    assert_eq!(page.session.count_tokens(), Err(BeginError::NoMoreQuestions));
    page.session.change_counsel(1, |counsel| counsel.spending.allowance.n_questions = 9);
    page.obey();
    assert_eq!(n_fetches(&page), 0);

    // It can be stopped; and what it counted of another question says nothing of this one.
    let fetch = count(&mut page);
    page.session.stop_asking();
    page.obey();
    assert!(page.commands.contains(&Command::AbortFetch(fetch)));
    assert_eq!(page.session.long_question(), LongQuestion::Uncounted);
    let fetch = count(&mut page);
    page.session.change_counsel(1, |counsel| counsel.question.push_str("And now?"));
    reply(&mut page, fetch, 200, r#"{"totalTokens":6100}"#);
    assert_eq!(page.session.long_question(), LongQuestion::Uncounted);
    page.session.change_counsel(1, |counsel| counsel.question = "Why?".to_owned());
    assert_eq!(page.session.long_question(), LongQuestion::No);
    page.session.ask_gemini(0).unwrap();
    page.session.stop_asking();
    let talk = page.session.counsel().talk().unwrap();
    assert_eq!(talk.conversation.turns().last().unwrap().end, TurnEnd::Stopped);
}
