//! How the person would like Gemini's drafts and answers.

use serde_json::{Value, json};
use smart_loan_recovery::advisor::conduct::Language;
use smart_loan_recovery::advisor::counsel::{DraftTone, Manner};

use crate::counsel::{answer, ask, at_desk};

#[test]
fn a_tone_goes_into_the_instruction_and_a_draft_can_be_said_in_the_other_language() {
    let mut page = at_desk(3);
    let told =
        |body: &str| serde_json::from_str::<Value>(body).unwrap()["systemInstruction"]["parts"][0]["text"].as_str().unwrap().to_owned();
    assert_eq!(page.session.other_language(), None);
    let planned = told(&page.session.outgoing().unwrap().body());
    assert!(planned.ends_with("in English."), "{planned}");
    page.session.change_counsel(1, |counsel| counsel.draft_tone = DraftTone::Firmer);
    let (fetch, body) = ask(&mut page, "Draft it.");
    assert!(told(&body).ends_with("within all the rules.") && told(&body).contains("firmer"), "{body}");
    answer(&mut page, fetch, &json!({ "message": "Hello from {lender_name}." }).to_string());

    // At once, before anything was worked out anew: what is shown is what is sent.
    assert_eq!(page.session.other_language(), Some(Language::Hindi));
    page.session.say_in_other_language();
    assert_eq!(page.session.desk().language, Language::Hindi);
    assert!(told(&page.session.outgoing().unwrap().body()).contains("in Hindi, in Devanagari."));
    page.run();
    let question = page.session.counsel().question.clone();
    assert!(question.contains("same message in Hindi"), "{question}");
    let (fetch, body) = ask(&mut page, &question);
    let body: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(body["contents"].as_array().unwrap().len(), 3);
    answer(&mut page, fetch, &json!({ "message": "{lender_name} से नमस्ते।" }).to_string());
    assert!(page.session.desk().written().unwrap().contains("नमस्ते"));
    assert_eq!(page.session.other_language(), Some(Language::English));
    // Only drafts have a tone.
    page.session.change_counsel(1, |counsel| counsel.manner = Manner::Ask);
    page.run();
    assert!(!told(&page.session.outgoing().unwrap().body()).contains("firmer"));
}
