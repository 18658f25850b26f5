//! Long conversations with Gemini: how much room they take.

use smart_loan_recovery::advisor::counsel::Manner;
use smart_loan_recovery::advisor::gemini::ModelName;

use crate::counsel::{answer, ask, at_desk, reply};
use crate::page::Page;

fn about_reasons() -> Page {
    let mut page = at_desk(3);
    page.session.change_counsel(1, |counsel| counsel.manner = Manner::Ask);
    page.run();
    page
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
