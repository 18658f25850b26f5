//! Every template held against the rules of conduct, as the desk holds it: a tool whose own words fail its own checks is trusted by nobody.

use std::collections::{BTreeMap, BTreeSet};

use smart_loan_recovery::advisor::conduct::{self, Channel, Pack, PlannedTime, check};
use smart_loan_recovery::advisor::drafts::{DraftFacts, DraftRequest, Jurisdiction, Language, MessageChannel, draft};
use smart_loan_recovery::advisor::loan_message::checked_facts;
use smart_loan_recovery::data::loan_facts::{CareFlags, LoanFacts};

use crate::drafts_cases::{at_stage, cases, facts_in};

/// How many texts were checked, and how many of them each rule found fault with.
#[derive(Debug, Default)]
struct Tally {
    n_texts: u32,
    n_faulty: u32,
    by_rule: BTreeMap<String, u32>,
    examples: BTreeMap<String, String>,
}

impl Tally {
    fn add(&mut self, rules: BTreeSet<String>, text: &str) {
        self.n_texts += 1;
        self.n_faulty += u32::from(!rules.is_empty());
        for rule in rules {
            *self.by_rule.entry(rule.clone()).or_default() += 1;
            self.examples.entry(rule).or_insert_with(|| text.to_owned());
        }
    }
}

fn way(channel: MessageChannel) -> Channel {
    match channel {
        MessageChannel::Sms => Channel::Sms,
        MessageChannel::Whatsapp => Channel::Whatsapp,
        MessageChannel::Email => Channel::Email,
        MessageChannel::CallScript => Channel::CallScript,
    }
}

/// The rules that a template breaks, each once.
fn broken(request: &DraftRequest, facts: &DraftFacts, text: &str, pack: &Pack) -> BTreeSet<String> {
    let planned_at = PlannedTime::parse("2026-11-20T10:00").unwrap();
    let checked = conduct::Draft { text: text.to_owned(), channel: way(request.channel), language: request.language, planned_at };
    let (known, plans) = checked_facts(facts, &LoanFacts::default(), pack);
    check(&checked, &known, &plans, pack).findings.iter().map(|finding| finding.rule.id()).collect()
}

/// All different texts of a language, a jurisdiction and a channel.
fn tally(language: Language, jurisdiction: Jurisdiction, channel: MessageChannel, all_facts: &[DraftFacts]) -> Tally {
    let pack = Pack::load(jurisdiction).unwrap();
    let (mut tally, mut seen) = (Tally::default(), BTreeSet::new());
    for request in cases(language, jurisdiction).iter().filter(|request| request.channel == channel) {
        for facts in all_facts {
            let facts = at_stage(facts, request.stage);
            let Ok(draft) = draft(request, &facts) else { continue };
            if seen.insert(draft.text()) {
                tally.add(broken(request, &facts, &draft.text(), &pack), &draft.text());
            }
        }
    }
    tally
}

/// The facts under which other texts are used, with the desk's own words for how messages are stopped.
fn variants(language: Language) -> Vec<DraftFacts> {
    let opt_out = match language {
        Language::English => "Reply STOP to opt out.",
        Language::Hindi => "संदेश बंद करने के लिए STOP लिखकर भेजें।",
    };
    let plain = DraftFacts { opt_out: Some(opt_out.to_owned()), ..facts_in(language) };
    let untold = DraftFacts { amount_due: None, due_date: None, waived_fee: None, call_slot: None, ..plain.clone() };
    let notice = DraftFacts { may_review_legal_steps: true, ..plain.clone() };
    let none = CareFlags::default();
    let cared = [
        CareFlags { is_disputed: true, ..none },
        CareFlags { is_vulnerable: true, ..none },
        CareFlags { is_insolvent: true, ..none },
        CareFlags { is_on_legal_hold: true, ..none },
        CareFlags { is_in_court: true, ..none },
        CareFlags { is_in_court: true, is_disputed: true, ..none },
        CareFlags { is_in_court: true, is_vulnerable: true, is_insolvent: true, ..none },
    ];
    let cared = cared.map(|care| DraftFacts { care, ..plain.clone() });
    [plain, untold, notice].into_iter().chain(cared).collect()
}

#[test]
fn no_text_message_fails_the_checks_of_the_tool_that_wrote_it() {
    for language in Language::ALL {
        for jurisdiction in Jurisdiction::ALL {
            let found = tally(language, jurisdiction, MessageChannel::Sms, &variants(language));
            println!("{language:?} {jurisdiction:?}: {} of {} {:?}", found.n_faulty, found.n_texts, found.by_rule);
            for (rule, example) in &found.examples {
                // That a person looks at what goes to the vulnerable is no fault; in these countries a text message may do without the
                // contact for complaints; in Hindi there is room for 70 letters in each part.
                let is_known = match rule.as_str() {
                    "C16" => true,
                    "C12" => matches!(jurisdiction, Jurisdiction::UnitedStates | Jurisdiction::UnitedKingdom),
                    "C11" => language == Language::Hindi && found.by_rule[rule] * 8 <= found.n_texts,
                    _ => false,
                };
                assert!(is_known, "{language:?} {jurisdiction:?} {rule}: {} of {}\n{example}", found.by_rule[rule], found.n_texts);
            }
        }
    }
}

#[test]
fn no_longer_message_fails_them_but_by_long_sentences() {
    for (language, jurisdiction) in [(Language::English, Jurisdiction::India), (Language::Hindi, Jurisdiction::India)] {
        for channel in [MessageChannel::Whatsapp, MessageChannel::Email, MessageChannel::CallScript] {
            let found = tally(language, jurisdiction, channel, &variants(language));
            println!("{language:?} {channel:?}: {} of {} {:?}", found.n_faulty, found.n_texts, found.by_rule);
            for (rule, example) in &found.examples {
                assert!(["C16", "C24"].contains(&rule.as_str()), "{language:?} {channel:?} {rule}\n{example}");
            }
        }
    }
}
