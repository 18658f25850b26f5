//! The desk: drafts of real loans, held against their facts and the rules of conduct.

use crate::harness::{Harness, setup_of};
use smart_loan_recovery::advisor::conduct::{CopyState, Language, Override, PlannedTime, Report, Rule};
use smart_loan_recovery::advisor::drafts::MessageChannel;
use smart_loan_recovery::data::loan_facts::NotedContact;
use smart_loan_recovery::data::sample::SampleMonth;
use smart_loan_recovery::jobs::planning::PolicyChange;
use smart_loan_recovery::jobs::protocol::{
    Answer, ContactNote, DeskAnswer, DeskQuestion, DeskWords, JobError, Query, Request, Sender, Source,
};
use smart_loan_recovery::quantity::Currency;
use smart_loan_recovery::strategy::CutOffs;

fn sample() -> Harness {
    let mut harness = Harness::new(1);
    let file = harness.open_source(Source::Sample { month: SampleMonth::September }).unwrap();
    harness.train(&setup_of(&file, 20)).unwrap();
    harness
}

fn question(row: u64) -> DeskQuestion {
    DeskQuestion {
        row,
        cut_offs: CutOffs::default(),
        currency: Currency::Rupee,
        sender: Sender::of_sample(),
        rules: None,
        channel: MessageChannel::Whatsapp,
        language: Language::English,
        planned_at: PlannedTime::parse("2026-11-23T10:00").unwrap(),
        amount_due: String::new(),
        due_date: String::new(),
        words: DeskWords::Template,
    }
}

fn ask(harness: &mut Harness, question: DeskQuestion) -> DeskAnswer {
    match harness.ask(Query::Desk(Box::new(question))) {
        Ok(Answer::Desk(answer)) => *answer,
        other => panic!("{other:?}"),
    }
}

fn blocking(report: &Report) -> Vec<String> {
    match report.copy_state(&[]) {
        CopyState::Allowed => Vec::new(),
        CopyState::NeedsReason(rules) | CopyState::Blocked(rules) => rules.into_iter().map(Rule::id).collect(),
    }
}

#[test]
fn every_template_of_the_sample_may_be_copied_as_it_is() {
    let mut harness = sample();
    let is_ended = |answer: &DeskAnswer| answer.text.asks.iter().any(|ask| ask.contains("nothing is due"));
    let n_ended = (0..5_000).step_by(37).filter(|row| is_ended(&ask(&mut harness, question(*row)))).count();
    assert!((40..100).contains(&n_ended), "{n_ended}");
    // With the rule off there is a message to each of them too.
    let change = PolicyChange::Set { path: "rules.leave_out_ended".to_owned(), value: "no".to_owned() };
    harness.ask(Query::Policy { change, cut_offs: CutOffs::default(), currency: Currency::Rupee }).unwrap();
    let ways = [MessageChannel::Sms, MessageChannel::Whatsapp, MessageChannel::Email, MessageChannel::CallScript];
    for row in (0..5_000).step_by(37) {
        for (channel, language) in ways.into_iter().flat_map(|way| [(way, Language::English), (way, Language::Hindi)]) {
            let answer = ask(&mut harness, DeskQuestion { channel, language, ..question(row) });
            assert!(answer.text.asks.is_empty() && !answer.text.text.is_empty(), "row {row}, {channel:?}, {language:?}: {answer:?}");
            let blocked = blocking(&answer.text.report);
            assert!(blocked.is_empty(), "row {row}, {channel:?}, {language:?}: {blocked:?} in\n{}", answer.text.text);
            // Hindi has 70 letters to a text message, and the lender's own names and numbers take theirs.
            let may_be_long = (channel, language) == (MessageChannel::Sms, Language::Hindi);
            assert!(
                may_be_long || !answer.text.meter[0].contains("too long"),
                "row {row}, {channel:?}, {language:?}: {}",
                answer.text.meter[0]
            );
        }
    }
}

#[test]
fn what_a_person_writes_is_held_against_the_facts_and_the_rules() {
    let mut harness = sample();
    let template = ask(&mut harness, question(3)).text;
    let write = |harness: &mut Harness, more: &str| {
        ask(harness, DeskQuestion { words: DeskWords::Written(format!("{}\n{more}", template.text)), ..question(3) }).text
    };
    let same = write(&mut harness, "");
    assert!(!same.is_template && same.report == template.report, "{same:?}");
    let wrong = write(&mut harness, "Please pay ₹7,850.");
    assert_eq!(blocking(&wrong.report), ["C13"]);
    let finding = &wrong.report.findings[0];
    let quote: String = wrong.text.chars().skip(finding.start as usize).take((finding.end - finding.start) as usize).collect();
    assert_eq!(quote, "₹7,850");
    let reason = Override { rule: Rule::C13, reason: "agreed by phone".to_owned() };
    assert_eq!(wrong.report.copy_state(std::slice::from_ref(&reason)), CopyState::Allowed);
    let threat = write(&mut harness, "The police will arrest you.");
    assert_eq!(threat.report.copy_state(&[reason]), CopyState::Blocked(vec![Rule::C03]));
}

#[test]
fn what_is_past_due_is_the_ledgers_to_say() {
    let mut harness = sample();
    let told = DeskQuestion { amount_due: "₹1,20,500.50".to_owned(), due_date: "2026-09-05".to_owned(), ..question(3) };
    let with = ask(&mut harness, told.clone()).text;
    assert!(with.facts.iter().any(|fact| fact.label == "Past due" && fact.value == "₹1,20,500.50"), "{with:?}");
    assert!(with.facts.iter().any(|fact| fact.label == "Due since" && fact.value == "5 September 2026"), "{with:?}");
    assert!(blocking(&with.report).is_empty(), "{with:?}");
    let text = format!("{}\nPlease pay ₹1,20,500.50.", with.text);
    assert!(blocking(&ask(&mut harness, DeskQuestion { words: DeskWords::Written(text.clone()), ..told }).text.report).is_empty());
    assert_eq!(blocking(&ask(&mut harness, DeskQuestion { words: DeskWords::Written(text), ..question(3) }).text.report), ["C13"]);
}

#[test]
fn what_the_ledger_cannot_say_is_said_and_no_fact() {
    let mut harness = sample();
    for (amount_due, due_date) in [("99,99,99,999", ""), ("abc", ""), ("−5", ""), ("100", "2027-01-01")] {
        let told = DeskQuestion { amount_due: amount_due.to_owned(), due_date: due_date.to_owned(), ..question(3) };
        let text = ask(&mut harness, told).text;
        assert_eq!(text.problems.len(), 1, "{amount_due} {due_date}: {text:?}");
    }
}

/// The borrower of a row is noted with what came of a contact, and with nothing else.
fn note(harness: &mut Harness, identifier: &str, contact: NotedContact) {
    harness.send(Request::Contacts(vec![ContactNote { identifier: identifier.to_owned(), contact, paid: None }]));
    harness.run();
}

#[test]
fn what_the_last_contact_said_comes_before_the_plan() {
    let mut harness = sample();
    let DeskAnswer { text: plain, identifier, .. } = ask(&mut harness, question(3));
    for contact in [NotedContact::Paid, NotedContact::WrongNumber] {
        note(&mut harness, &identifier, contact);
        let text = ask(&mut harness, DeskQuestion { words: DeskWords::Written("Pay.".to_owned()), ..question(3) }).text;
        assert!(text.text.is_empty() && text.asks.len() == 1 && text.asks[0].contains("marked as"), "{text:?}");
    }
    for contact in [NotedContact::Disputed, NotedContact::Hardship] {
        note(&mut harness, &identifier, contact);
        let text = ask(&mut harness, question(3)).text;
        assert!(text.text != plain.text && blocking(&text.report).is_empty(), "{text:?}");
        let demand = ask(&mut harness, DeskQuestion { words: DeskWords::Written(plain.text.clone()), ..question(3) }).text;
        assert!(contact == NotedContact::Hardship || !blocking(&demand.report).is_empty(), "{demand:?}");
    }
}

#[test]
fn who_writes_is_asked_for_and_never_made_up() {
    let mut harness = sample();
    let nobody = ask(&mut harness, DeskQuestion { sender: Sender::default(), ..question(3) }).text;
    assert!(nobody.text.is_empty() && nobody.asks.iter().any(|ask| ask.contains("lender’s name")), "{nobody:?}");
    assert_eq!(harness.ask(Query::Desk(Box::new(question(5_000)))), Err(JobError::UnknownRow(5_000)));
}

#[test]
fn no_text_message_of_the_sample_breaks_a_rule_in_english_and_few_do_in_hindi() {
    let mut harness = sample();
    let ledgers = [("", ""), ("12,345.67", "2026-09-05")];
    for language in [Language::English, Language::Hindi] {
        let (mut n_all, mut n_faulty) = (0, 0);
        for (amount_due, due_date) in ledgers {
            for row in (0..5_000).step_by(14) {
                let told = DeskQuestion { amount_due: amount_due.to_owned(), due_date: due_date.to_owned(), ..question(row) };
                let text = ask(&mut harness, DeskQuestion { channel: MessageChannel::Sms, language, ..told }).text;
                n_all += u32::from(!text.text.is_empty());
                n_faulty += u32::from(!text.report.findings.is_empty());
                assert!(language == Language::Hindi || text.report.findings.is_empty(), "row {row}: {}", text.text);
            }
        }
        // Hindi has 70 letters to a text message: a formal notice fills two without how to stop messages.
        assert!(n_all > 200 && n_faulty * 12 <= n_all, "{language:?}: {n_faulty} of {n_all}");
    }
}
