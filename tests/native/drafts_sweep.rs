//! All drafts that a plan can ask for, in every language and jurisdiction, each held against all rules.

use smart_loan_recovery::advisor::drafts::{
    BorrowerName, Draft, DraftFacts, DraftRequest, Jurisdiction, Language, LengthUnit, MessageChannel, NoDraft, Slot, draft,
};
use smart_loan_recovery::data::loan_facts::CareFlags;
use smart_loan_recovery::strategy::{Archetype, Stage, Treatment};

use crate::drafts_cases::{at_stage, cases, facts_in, least_facts, long_facts};

/// A draft and what it came from.
struct Seen<'a> {
    case: DraftRequest,
    facts: &'a DraftFacts,
    draft: Draft,
    text: String,
}

/// Whether a case is meant.
type Choice = fn(&DraftRequest) -> bool;

/// What holds of every draft.
type Rule = (&'static str, fn(&Seen<'_>) -> bool);

/// What holds of every draft, whatever its facts.
const RULES: [Rule; 9] = [
    ("it has no hole and no mark of a template", has_no_hole),
    ("only an e-mail has a subject", |seen| seen.draft.subject.is_some() == (seen.case.channel == MessageChannel::Email)),
    ("it says who writes and where to turn", says_who_writes),
    ("it says nothing that is meant for the inside, and nothing that presses", says_nothing_wrong),
    ("it names legal steps only where it may", names_legal_steps_only_where_it_may),
    ("what a locked screen shows tells nobody of a debt", shows_no_debt),
    ("the overwhelmed get no deadline and are pointed to advice", spares_the_overwhelmed),
    ("who must not be collected from reads of no money", asks_for_nothing_in_care),
    ("it has one room for each part", |seen| seen.draft.length.used <= seen.draft.length.limit),
];

fn each_language_and_jurisdiction() -> impl Iterator<Item = (Language, Jurisdiction)> {
    Language::ALL.into_iter().flat_map(|language| Jurisdiction::ALL.map(|jurisdiction| (language, jurisdiction)))
}

/// Facts under which other texts are used, and the cases in which they make a difference.
fn variants(facts: &DraftFacts) -> Vec<(DraftFacts, Choice)> {
    let any: Choice = |_| true;
    let settlements: Choice = |case| case.treatment == Treatment::Settlement;
    let care = |care| (DraftFacts { care, ..facts.clone() }, settlements);
    let none = CareFlags::default();
    let other = DraftFacts { plans: Vec::new(), is_first_contact: true, legal_action_authorised: true, ..facts.clone() };
    let notices: Choice = is_formal;
    vec![
        (facts.clone(), any),
        (other, any),
        (DraftFacts { may_review_legal_steps: true, ..facts.clone() }, notices),
        care(CareFlags { is_disputed: true, ..none }),
        care(CareFlags { is_vulnerable: true, ..none }),
        care(CareFlags { is_insolvent: true, ..none }),
        care(CareFlags { is_in_court: true, ..none }),
        care(CareFlags { is_in_court: true, is_disputed: true, ..none }),
    ]
}

/// Holds every draft of a language and a jurisdiction with these facts against rules.
fn check(language: Language, jurisdiction: Jurisdiction, facts: &DraftFacts, rules: &[Rule]) {
    for (facts, is_meant) in variants(facts) {
        for case in cases(language, jurisdiction).into_iter().filter(is_meant) {
            let facts = at_stage(&facts, case.stage);
            let draft = draft(&case, &facts).unwrap();
            let seen = Seen { case, facts: &facts, text: draft.text(), draft };
            for (what, holds) in rules {
                assert!(holds(&seen), "{what}: {:?} {:?}\n{}", seen.case, seen.draft.length, seen.text);
            }
        }
    }
}

#[test]
fn every_draft_keeps_to_all_rules() {
    let more: [Rule; 2] =
        [("every figure is one that was given", states_given_figures), ("Hindi has no Latin letters", has_no_latin_letters_in_hindi)];
    for (language, jurisdiction) in each_language_and_jurisdiction() {
        check(language, jurisdiction, &facts_in(language), &[RULES.as_slice(), &more].concat());
    }
}

#[test]
fn long_values_neither_break_a_rule_nor_outgrow_the_channel() {
    for (language, jurisdiction) in each_language_and_jurisdiction() {
        check(language, jurisdiction, &long_facts(language), &[RULES.as_slice(), &[("it fits its channel", fits_its_channel)]].concat());
    }
}

#[test]
fn where_little_is_known_little_is_said_or_a_fact_is_asked_for() {
    for (language, jurisdiction) in each_language_and_jurisdiction() {
        let facts = least_facts();
        for case in cases(language, jurisdiction) {
            match draft(&case, &facts) {
                Ok(draft) => {
                    let seen = Seen { case, facts: &facts, text: draft.text(), draft };
                    assert!(has_no_hole(&seen), "{case:?}\n{}", seen.text);
                    let known = ["4821", "1800", "266", "1234", "4321", "0800", "138", "7777"];
                    assert!(figures(&seen.text).iter().all(|figure| known.contains(&figure.as_str())), "{case:?}\n{}", seen.text);
                }
                Err(NoDraft::MissingFacts(slots)) => {
                    let asks_for_amount = slots == [Slot::SettlementAmount] && case.treatment == Treatment::Settlement;
                    assert!(asks_for_amount || slots == [Slot::RespondBy] && is_formal(&case), "{case:?} {slots:?}");
                }
                Err(other) => panic!("{case:?} {other}"),
            }
        }
    }
}

#[test]
fn a_name_that_is_filled_in_later_has_room() {
    for language in Language::ALL {
        let kept = DraftFacts { borrower_name: BorrowerName::Kept, ..long_facts(language) };
        for case in cases(language, Jurisdiction::UnitedStates).into_iter().filter(|case| case.channel != MessageChannel::Sms) {
            let named = draft(&case, &kept).unwrap().with_name("Venkatanarasimharajuvaripeta R");
            assert!(named.length.fits() && !named.body.contains('{'), "{case:?} {:?}", named.length);
        }
    }
}

#[test]
fn the_same_request_gives_the_same_draft() {
    for language in Language::ALL {
        let (facts, again) = (facts_in(language), facts_in(language));
        for case in cases(language, Jurisdiction::India) {
            assert_eq!(draft(&case, &facts), draft(&case, &again));
        }
    }
}

// The rules

fn has_no_hole(seen: &Seen<'_>) -> bool {
    const HOLES: [&str; 18] = ["{", "}", "[[", "]]", "<", ">", "~", "  ", " .", " ,", " ।", " :", "..", "।।", "()", "\n\n\n", ": .", "##"];
    let is_trim = seen.text.lines().all(|line| line.trim() == line);
    is_trim && !seen.draft.body.is_empty() && !HOLES.iter().any(|hole| seen.text.contains(hole))
}

/// Where a message by itself may be short of room, who signs and the contact for complaints may be left out of it.
fn says_who_writes(seen: &Seen<'_>) -> bool {
    let (jurisdiction, channel) = (seen.case.jurisdiction, seen.case.channel);
    let mut always = vec![Slot::LenderName, Slot::LoanRefLast4, Slot::Contact];
    always.extend((channel != MessageChannel::Sms).then_some(Slot::AgentName));
    let is_short = channel == MessageChannel::Sms && matches!(jurisdiction, Jurisdiction::UnitedStates | Jurisdiction::UnitedKingdom);
    always.extend((!is_short).then_some(Slot::GrievanceContact));
    let asks_for_opt_out = matches!(jurisdiction, Jurisdiction::UnitedStates | Jurisdiction::Other);
    always.extend((asks_for_opt_out && channel != MessageChannel::CallScript).then_some(Slot::OptOut));
    always.iter().all(|slot| seen.draft.stated.contains(slot))
}

fn says_nothing_wrong(seen: &Seen<'_>) -> bool {
    const NEVER: [&str; 48] = [
        "risk",
        "score",
        "persona",
        "archetype",
        "strateg",
        "probab",
        "cluster",
        "segment",
        "forgetful",
        "unwilling",
        "overwhelmed",
        "vulnerab",
        "defaulter",
        "court",
        "sue ",
        "police",
        "arrest",
        "jail",
        "seize",
        "lawyer",
        "immediate",
        "urgent",
        "today",
        "tonight",
        "tomorrow",
        "final",
        "warning",
        "last chance",
        "must",
        "consequence",
        "employer",
        "family",
        "neighbour",
        "guarantee",
        "!",
        "credit report",
        "जोखिम",
        "स्कोर",
        "पुलिस",
        "गिरफ़्तार",
        "अदालत",
        "मुकदम",
        "तुरंत",
        "तत्काल",
        "अंतिम चेतावनी",
        "परिवार",
        "पड़ोसी",
        "खाता बंद",
    ];
    let text = seen.text.to_lowercase();
    // Who has a date in court is told that it stays.
    let is_known = |word: &str| word == "court" && seen.facts.care.is_in_court;
    !NEVER.iter().any(|word| text.contains(word) && !is_known(word))
}

fn is_formal(case: &DraftRequest) -> bool {
    matches!(case.treatment, Treatment::PreLegalNotice | Treatment::LegalReview)
}

fn names_legal_steps_only_where_it_may(seen: &Seen<'_>) -> bool {
    let names_them = seen.text.to_lowercase().contains("legal") || seen.text.contains("कानूनी");
    let is_able = !matches!(seen.case.archetype, Archetype::WillingUnable | Archetype::Overwhelmed);
    let is_true = seen.facts.legal_action_authorised || seen.facts.may_review_legal_steps;
    !names_them || is_true && is_formal(&seen.case) && is_able && seen.case.stage != Stage::Current
}

fn shows_no_debt(seen: &Seen<'_>) -> bool {
    const DEBT: [&str; 22] = [
        "loan",
        "debt",
        "overdue",
        "arrear",
        "default",
        "emi",
        "dues",
        "collect",
        "owe",
        "instalment",
        "repay",
        "unpaid",
        "missed",
        "outstanding",
        "लोन",
        "ऋण",
        "कर्ज",
        "बकाया",
        "किस्त",
        "वसूली",
        "उधार",
        "ईएमआई",
    ];
    let shown: String = match seen.case.channel {
        MessageChannel::Sms | MessageChannel::Whatsapp => seen.draft.body.chars().take(100).collect(),
        _ => seen.draft.subject.clone().unwrap_or_default(),
    };
    let shown = shown.to_lowercase();
    let is_told = shown.split(|c: char| c.is_whitespace() || ",.:".contains(c)).any(|word| DEBT.iter().any(|debt| word.starts_with(debt)));
    // A text message names nobody; with an amount it would still tell.
    let is_about_money = seen.case.channel != MessageChannel::Sms || shown.contains("rs ") || shown.contains('₹');
    !(is_told && is_about_money)
}

fn spares_the_overwhelmed(seen: &Seen<'_>) -> bool {
    let is_meant = seen.case.archetype == Archetype::Overwhelmed && seen.case.treatment != Treatment::Defer;
    let is_in_care = seen.facts.care.block_automation();
    let points_to_advice = seen.case.channel == MessageChannel::Sms || seen.text.contains("advi") || seen.text.contains("सलाह");
    !is_meant || !seen.draft.stated.contains(&Slot::RespondBy) && (is_in_care || points_to_advice)
}

fn asks_for_nothing_in_care(seen: &Seen<'_>) -> bool {
    const MONEY: [Slot; 12] = [
        Slot::AmountDue,
        Slot::Outstanding,
        Slot::Instalment,
        Slot::DueDate,
        Slot::DaysPastDue,
        Slot::RespondBy,
        Slot::Plan1,
        Slot::Plan2,
        Slot::Plan3,
        Slot::SettlementAmount,
        Slot::SettlementUntil,
        Slot::WaivedFee,
    ];
    !seen.facts.care.block_automation() || !seen.draft.stated.iter().any(|slot| MONEY.contains(slot))
}

fn states_given_figures(seen: &Seen<'_>) -> bool {
    const GIVEN: [&str; 30] = [
        "4821",
        "1800",
        "266",
        "1234",
        "4321",
        "10,253.29",
        "3,00,000",
        "50",
        "590",
        "1,74,170.15",
        "29,028.36",
        "6",
        "12",
        "48",
        "8,197.94",
        "3,93,501.12",
        "3",
        "36",
        "10,616.36",
        "3,82,188.96",
        "1,63,449.07",
        // One payment; a call between 10 and 11; due on 1 October, a reply by 30 November and an offer until 10 December 2026.
        "1",
        "10",
        "11",
        "30",
        "2026",
        // Free advice in the United Kingdom.
        "0800",
        "138",
        "7777",
        "0",
    ];
    figures(&seen.text).iter().all(|figure| GIVEN.contains(&figure.as_str()))
}

fn has_no_latin_letters_in_hindi(seen: &Seen<'_>) -> bool {
    let texts = [seen.draft.subject.as_deref().unwrap_or_default(), &seen.draft.body];
    seen.case.language != Language::Hindi || !texts.iter().any(|text| text.contains(|c: char| c.is_ascii_alphabetic()))
}

/// One text message in English and two in Hindi, but for what a jurisdiction wants said besides.
fn fits_its_channel(seen: &Seen<'_>) -> bool {
    let is_first = u32::from(seen.facts.is_first_contact);
    let (unit, most_parts) = match (seen.case.channel, seen.case.language, seen.case.jurisdiction) {
        (MessageChannel::Sms, Language::English, Jurisdiction::India | Jurisdiction::UnitedKingdom) => (LengthUnit::Gsm7, 1),
        (MessageChannel::Sms, Language::English, Jurisdiction::UnitedStates) => (LengthUnit::Gsm7, 1 + is_first),
        (MessageChannel::Sms, Language::English, Jurisdiction::Other) => (LengthUnit::Gsm7, 2),
        (MessageChannel::Sms, Language::Hindi, Jurisdiction::India | Jurisdiction::UnitedKingdom) => (LengthUnit::Ucs2, 2),
        (MessageChannel::Sms, Language::Hindi, Jurisdiction::UnitedStates) => (LengthUnit::Ucs2, 3),
        (MessageChannel::Sms, Language::Hindi, Jurisdiction::Other) => (LengthUnit::Ucs2, 3 + is_first),
        (MessageChannel::Whatsapp, ..) => (LengthUnit::Characters, 1),
        (MessageChannel::Email, ..) => (LengthUnit::Words, 1),
        (MessageChannel::CallScript, ..) => (LengthUnit::Words, 8),
    };
    let length = seen.draft.length;
    length.unit == unit && length.used <= length.limit && length.parts <= most_parts
}

/// Runs of digits, with what groups them.
fn figures(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_ascii_digit() && !",.".contains(c))
        .map(|figure| figure.trim_matches([',', '.']).to_owned())
        .filter(|figure| !figure.is_empty())
        .collect()
}
