//! The edges of the rules of conduct, one by one.

use serde_json::{Value, json};
use smart_loan_recovery::advisor::conduct::{CopyState, Override, Report, Rule, Severity};

use crate::conduct::{blocking, report};

/// A sound Indian letter with a sentence in it, planned for a Tuesday at eleven.
fn line(sentence: &str) -> Value {
    json!({
        "draft": format!("Dear customer, this is Sahyog Finance about account ending 4821. {sentence} Grievance Officer: Meera Shah, 1800-209-1234."),
        "channel": "letter",
        "jurisdiction": "IN",
        "language": "en",
        "planned_at": "2026-03-17T11:00:00",
        "facts": {
            "lender_name": "Sahyog Finance Ltd", "loan_ref_last4": "4821", "outstanding": 120000, "overdue_amount": 9000, "emi": 4500,
            "due_date": "2026-03-05", "respond_by": "2026-03-31", "dpd": 12, "currency": "INR",
            "grievance_contact": "Grievance Officer: Meera Shah, 1800-209-1234", "borrower_timezone": "Asia/Kolkata",
        },
    })
}

/// The same with other values: `facts.secured` or `channel`.
fn with(sentence: &str, changes: &[(&str, Value)]) -> Value {
    let mut line = line(sentence);
    for (name, value) in changes {
        match name.strip_prefix("facts.") {
            Some(fact) => line["facts"][fact] = value.clone(),
            None => line[*name] = value.clone(),
        }
    }
    line
}

fn blocks(sentence: &str, changes: &[(&str, Value)]) -> Vec<String> {
    blocking(&report(&with(sentence, changes)))
}

fn warns(sentence: &str, changes: &[(&str, Value)], rule: Rule) -> bool {
    let report = report(&with(sentence, changes));
    report.findings.iter().any(|finding| finding.rule == rule && finding.severity == Severity::Warn)
        && !blocking(&report).contains(&rule.id())
}

fn passes(sentence: &str) {
    assert_eq!(blocks(sentence, &[]), [""; 0], "{sentence}");
}

fn is_stopped(sentence: &str, rule: &str) {
    assert!(blocks(sentence, &[]).contains(&rule.to_owned()), "{sentence}");
}

#[test]
fn the_window_is_closed_at_its_start_and_open_at_its_end() {
    let at = |time: &str, changes: &[(&str, Value)]| blocks("Please call us.", &[&[("planned_at", json!(time))], changes].concat());
    assert_eq!(at("2026-03-17T18:59:59", &[]), [""; 0]);
    assert_eq!(at("2026-03-17T19:00:00", &[]), ["C01"]);
    assert_eq!(at("2026-03-17T08:00:00", &[]), [""; 0]);
    assert_eq!(at("2026-03-17T07:59:59", &[]), ["C01"]);
    assert_eq!(at("2026-03-17T08:30:00", &[("facts.lender_profile", json!("mfi"))]), ["C01"]);
    assert_eq!(at("2026-03-17T13:30:00Z", &[]), ["C01"]);
    assert_eq!(at("2026-03-17T05:30:00Z", &[("facts.borrower_timezone", Value::Null)]), [""; 0]);
}

#[test]
fn times_for_calling_the_borrower_are_judged_and_our_hours_are_not() {
    is_stopped("We will call you at 7:30 pm.", "C02");
    is_stopped("Our officer will visit you between 5 pm and 8 pm.", "C02");
    passes("We will call you at 6:59 pm.");
    passes("Our office is open from 9 am to 9 pm.");
    passes("You can reach us until 10 pm.");
    passes("We will not call you after 7 pm.");
}

#[test]
fn a_denied_claim_never_blocks_and_a_false_denial_does() {
    for sentence in [
        "We will never contact your employer.",
        "This is not a legal notice.",
        "We are not threatening legal action.",
        "You will not be arrested.",
        "There will be no late fee and no penalty.",
        "You do not have to pay immediately.",
        "Your family will not be told.",
    ] {
        passes(sentence);
    }
    is_stopped("We will not hesitate to sue.", "C04");
    is_stopped("If you do not pay, we will call the police.", "C03");
    is_stopped("Do not make us go to the police.", "C03");
    is_stopped("We have no choice but to take you to court.", "C04");
    is_stopped("We will not only sue you but seize your car.", "C04");
    let hindi = |sentence: &str| blocks(sentence, &[("language", json!("hi")), ("facts.borrower_name", json!("Asha"))]);
    assert!(!hindi("Hum aapke ghar police nahi bhejenge, aap befikr rahein.").contains(&"C03".to_owned()));
    assert!(hindi("Paise nahi diye to police aayegi, jail jaoge.").contains(&"C03".to_owned()));
    assert!(!hindi("आपके खिलाफ कोई कानूनी कार्रवाई नहीं की जाएगी।").contains(&"C04".to_owned()));
}

#[test]
fn that_a_person_may_review_legal_steps_is_said_only_where_it_is_planned_and_never_as_a_condition() {
    let planned = [("facts.legal_review_planned", json!(true))];
    for review in ["A colleague may review whether legal steps are right for this account.", "A person may review legal steps."] {
        assert_eq!(blocks(review, &planned), Vec::<String>::new(), "{review}");
    }
    assert_eq!(blocks("A person may review legal steps.", &[]), ["C04"]);
    for threat in [
        "We may consider legal steps unless you pay.",
        "If you do not reply, a colleague may review legal steps.",
        "We will review legal steps.",
        "We will take legal action.",
        "We may sue you after a review.",
        "A person may review the account. Legal action follows.",
    ] {
        assert_eq!(blocks(threat, &planned), ["C04"], "{threat}");
    }
}

#[test]
fn legal_steps_need_authorization_and_taken_ones_a_fact() {
    let authorized = ("facts.legal_action_authorised", json!(true));
    assert_eq!(blocks("We may take legal action.", std::slice::from_ref(&authorized)), [""; 0]);
    assert_eq!(blocks("Legal proceedings have been started.", std::slice::from_ref(&authorized)), ["C04"]);
    assert_eq!(blocks("Legal proceedings have been started.", &[authorized, ("facts.legal_action_taken", json!(true))]), [""; 0]);
    let barred = [("facts.time_barred", json!(true)), ("jurisdiction", json!("UK"))];
    assert_eq!(blocks("We may sue you.", &barred), ["C20"]);
    assert_eq!(blocks("We may sue you.", &barred[..1]), ["C04"]);
    assert!(warns("We may sue you.", &barred[..1], Rule::C20));
}

#[test]
fn property_is_threatened_only_where_there_is_security() {
    is_stopped("We will seize your car.", "C03");
    assert_eq!(blocks("We may repossess the car.", &[("facts.secured", json!(true))]), [""; 0]);
    assert!(warns("This may affect your credit score.", &[], Rule::C03) || blocks("This may affect your credit score.", &[]).is_empty());
    is_stopped("Your credit score will be destroyed.", "C03");
}

#[test]
fn others_may_be_told_only_with_consent() {
    is_stopped("We will speak to your wife.", "C07");
    assert!(warns("We will speak to your wife.", &[("facts.third_party_consent", json!(true))], Rule::C07));
    assert_eq!(blocks("Please call us.", &[("facts.recipient", json!("neighbour"))]), ["C07"]);
    assert_eq!(blocks("Please call us.", &[("facts.recipient", json!("guarantor"))]), [""; 0]);
    passes("Please call our office.");
    passes("Tell us if your family income has changed.");
}

#[test]
fn a_preview_shows_no_debt_with_a_name_or_an_amount() {
    let sms = |draft: &str| {
        let changes = [("channel", json!("sms")), ("draft", json!(draft)), ("facts.borrower_name", json!("Asha Rao"))];
        blocks("", &changes).contains(&"C08".to_owned())
    };
    let rest = " Grievance Officer: Meera Shah, 1800-209-1234.";
    assert!(sms(&format!("Asha, your loan with Sahyog Finance, 4821, needs a look.{rest}")));
    assert!(sms(&format!("Sahyog Finance, 4821: ₹9,000 is overdue.{rest}")));
    assert!(!sms(&format!("Sahyog Finance, 4821: your loan needs a look.{rest}")));
    assert!(!sms(&format!(
        "Sahyog Finance about account 4821. Please call us when you have a moment. {}{rest} EMI: ₹4,500.",
        "We are here. ".repeat(4)
    )));
}

#[test]
fn figures_are_equal_in_any_notation_and_wrong_ones_are_not() {
    for sentence in [
        "The balance is ₹1,20,000.00.",
        "The balance is 1.2 lakh.",
        "The balance is one lakh twenty thousand rupees.",
        "The EMI of Rs 4500/- was due on 05/03/2026.",
        "It was due on 5th of March.",
        "The account is 12 days past due.",
        "Two EMIs are unpaid.",
    ] {
        passes(sentence);
    }
    for sentence in [
        "The balance is ₹1,20,001.",
        "It was due on 6 March 2026.",
        "The account is 21 days past due.",
        "The total outstanding is ₹9,000.",
        "The account ending 4822 is ours.",
        "Call us on 1800-209-4321.",
        "Pay $4,500.",
    ] {
        is_stopped(sentence, "C13");
    }
    assert_eq!(blocks("Pay in 6 instalments of ₹1,500.", &[("plans", json!({"plan/n": 6, "plan/instalment": 1500}))]), [""; 0]);
}

#[test]
fn deadlines_count_calendar_days_from_the_planned_day() {
    let by = |date: &str| blocks(&format!("Please pay by {date}."), &[("facts.respond_by", json!(date))]);
    assert_eq!(by("2026-03-24"), [""; 0]);
    assert_eq!(by("2026-03-23"), ["C17"]);
    passes("Please pay within 7 days.");
    is_stopped("Please pay within 6 days.", "C17");
    is_stopped("Pay immediately.", "C17");
    passes("We will reply within 2 days.");
    passes("The EMI was due on 5 March 2026.");
    let vulnerable = ("facts.vulnerable", json!(true));
    let help = "We can help. Please call Meera Shah and let us know by";
    assert_eq!(blocks(&format!("{help} 31 March 2026."), std::slice::from_ref(&vulnerable)), ["C16"]);
    let far = [vulnerable, ("facts.respond_by", json!("2026-04-16"))];
    assert_eq!(blocks(&format!("{help} 16 April 2026."), &far), [""; 0]);
    assert!(warns(&format!("{help} 16 April 2026."), &far, Rule::C16));
}

#[test]
fn stopping_states_let_only_acknowledgements_through() {
    let disputed = [("facts.disputed", json!(true))];
    assert_eq!(blocks("Please pay ₹9,000.", &disputed), ["C15"]);
    assert_eq!(blocks("We received your dispute and have put collection on hold.", &disputed), [""; 0]);
    let said = [("facts.incoming_text", json!("I want to end my life"))];
    assert_eq!(blocks("We can help. Call Meera Shah.", &said), ["C16"]);
}

#[test]
fn what_must_be_said_is_looked_for_in_either_script() {
    let changed = |draft: &str, language: &str| blocks("", &[("draft", json!(draft)), ("language", json!(language))]);
    assert_eq!(changed("सहयोग फाइनेंस, खाता ४८२१। कृपया हमसे बात करें। शिकायत: 1800-209-1234।", "hi"), [""; 0]);
    assert_eq!(changed("Sahyog Finance, account 4821. Please call us. Grievance: 1800-209-4321.", "en"), ["C12", "C13"]);
    assert_eq!(changed("Please call us about account 4821. Grievance: 1800-209-1234.", "en"), ["C09"]);
    assert_eq!(changed("Sahyog Finance. Please call us. Grievance: 1800-209-1234.", "en"), ["C09"]);
    assert_eq!(blocks("Please call {name}.", &[]), ["C21"]);
    assert_eq!(blocks("Please call {{name}}.", &[]), ["C21"]);
    assert_eq!(blocks("PAN ABCDE1234F.", &[]), ["C22"]);
}

#[test]
fn a_place_counts_code_points_of_the_original() {
    let sentence = "𝐘𝐨𝐮 will be a\u{200b}r\u{200b}r\u{200b}e\u{200b}s\u{200b}t\u{200b}ed.";
    let line = line(sentence);
    let text: Vec<char> = line["draft"].as_str().unwrap().chars().collect();
    let report = report(&line);
    let finding = report.findings.iter().find(|finding| finding.rule == Rule::C03).unwrap();
    let part: String = text[finding.start as usize..finding.end as usize].iter().collect();
    assert_eq!(part, "a\u{200b}r\u{200b}r\u{200b}e\u{200b}s\u{200b}t\u{200b}ed");
}

#[test]
fn harm_can_never_be_overridden_and_the_rest_needs_a_reason() {
    let threat = report(&line("We will send the police. Pay within 2 days."));
    let reason = |rule: Rule| Override { rule, reason: "Agreed with the borrower by phone".to_owned() };
    assert_eq!(threat.copy_state(&[reason(Rule::C03), reason(Rule::C17)]), CopyState::Blocked(vec![Rule::C03]));
    let pressing = report(&line("Please pay within 2 days."));
    assert_eq!(pressing.copy_state(&[]), CopyState::NeedsReason(vec![Rule::C17]));
    assert_eq!(pressing.copy_state(&[Override { rule: Rule::C17, reason: " ".to_owned() }]), CopyState::NeedsReason(vec![Rule::C17]));
    assert_eq!(pressing.copy_state(&[reason(Rule::C17)]), CopyState::Allowed);
    assert_eq!((pressing.to_mend(&[]), pressing.to_mend(&[reason(Rule::C17)])), (vec![Rule::C17], vec![]));
    // What nobody may override is to be mended, and no reason counts against what does not block.
    assert_eq!(
        (threat.to_mend(&[]), threat.to_mend(&[reason(Rule::C03), reason(Rule::C17)])),
        (vec![Rule::C03, Rule::C17], vec![Rule::C03])
    );
    assert_eq!(pressing.overridden(&[reason(Rule::C03), reason(Rule::C17)]), [&reason(Rule::C17)]);
    assert_eq!(Report::default().copy_state(&[]), CopyState::Allowed);
    let firm: Vec<Rule> = Rule::ALL.into_iter().filter(|rule| !rule.may_be_overridden()).collect();
    assert_eq!(firm, [Rule::C03, Rule::C04, Rule::C05, Rule::C06, Rule::C07, Rule::C15, Rule::C16]);
}

#[test]
fn what_a_first_stranger_tried_is_stopped_and_its_like_passes() {
    is_stopped("We will take your home.", "C03");
    is_stopped("Send us your OTP and card PIN to confirm.", "C22");
    is_stopped("Paisa nahi diya to ghar pe aadmi bhejenge, samjhe?", "C03");
    is_stopped("We will come to your office.", "C07");
    is_stopped("Other customers like you have paid. Think of your children.", "C17");
    passes("We never ask for your OTP, PIN or password.");
    passes("We can take your payment by phone.");
    passes("You can come to our branch if you wish.");
}
