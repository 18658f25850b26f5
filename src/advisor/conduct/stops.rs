//! States in which nobody collects: a dispute, a death, an insolvency and their like (C15), a vulnerable borrower (C16).

use super::case::{Case, NOWHERE};
use super::lexicon::Group;
use super::pressure::{deadlines, pressing};
use super::reasons::Reason;
use super::rule::Rule;
use crate::advisor::figures::FigureValue;
use crate::advisor::text::words::words;
use crate::advisor::text::{Span, Text};

/// Parts of the names of flags that stop collection.
const STOP_FLAGS: [&str; 25] = [
    "disput",
    "fraud",
    "deceas",
    "death",
    "bankrupt",
    "insolven",
    "ibc",
    "attorney",
    "lawyer",
    "solicitor",
    "represented",
    "cease",
    "stop_contact",
    "do_not_contact",
    "no_contact",
    "debt_review",
    "breathing_space",
    "moratorium",
    "legal_hold",
    "debt_relief",
    "identity_theft",
    "died",
    "opted_out",
    "unsubscribed",
    "under_review",
];

pub(super) fn check(case: &mut Case) {
    stop_flags(case);
    vulnerability(case);
}

fn stop_flags(case: &mut Case) {
    let flag = case.facts.flag_like(&STOP_FLAGS).map(str::to_owned);
    let (in_incoming, in_notes) = (mentions(case, "incoming_text", Group::StopWord), mentions(case, "notes", Group::StopWord));
    if is_acknowledgement(case) {
        return;
    }
    if let Some(flag) = flag {
        case.block(Rule::C15, NOWHERE, Reason::StopFlag(flag));
    } else if in_incoming {
        case.block(Rule::C15, NOWHERE, Reason::StopWordFromBorrower);
    } else if in_notes {
        case.warn(Rule::C15, NOWHERE, Reason::StopWordInNotes);
    }
}

/// Whether a fact's free text says something of a group, and does not deny it.
fn mentions(case: &Case, fact: &str, group: Group) -> bool {
    let Some(text) = case.facts.text(fact) else { return false };
    let words = words(&Text::read(text));
    let lexicon = &case.pack.lexicon;
    // "I am not able to pay, I am ill": only a negation right before the word denies it.
    let is_denied = |start: usize| {
        let is_negation = |place: usize| {
            matches!(words[place].text(), "no" | "not" | "never" | "without") && words[place].sentence == words[start].sentence
        };
        group != Group::SelfHarm && (1..=2).any(|back| start.checked_sub(back).is_some_and(is_negation))
    };
    lexicon.find(group, &words).iter().any(|found| !is_denied(found.start))
}

/// A letter that says that collection rests, or that something was received, and asks for no money.
fn is_acknowledgement(case: &Case) -> bool {
    case.says(Group::Pause) && !asks_for_money(case) && pressing(case).is_empty()
}

/// Whether money is asked for. "You do not need to pay" asks for none; a break ends what `not` denies.
fn asks_for_money(case: &Case) -> bool {
    let is_denied = |start: usize| {
        let denies = |place: usize| case.pack.lexicon.begins(Group::Negator, &case.words, place);
        let nearest = (1..=4).take_while(|back| start.checked_sub(*back).is_some_and(|place| !case.words[place + 1].is_after_break));
        nearest.into_iter().any(|back| denies(start - back))
    };
    // "We want to be clear".
    let is_other = |found: &super::pattern::Match| {
        let text = |place: usize| case.words.get(place).map_or("", |word| word.text());
        found.end > 1 && text(found.end - 1) == "clear" && matches!(text(found.end - 2), "be" | "is" | "quite" | "very" | "it")
    };
    let denies_behind = |found: &super::pattern::Match| {
        case.words[found.start..found.end].iter().any(|word| matches!(word.text(), "no" | "not" | "nahi" | "नहीं"))
    };
    // "Aapne rakam chuka di hai": it was paid.
    let was_paid = |found: &super::pattern::Match| {
        let text = |place: usize| case.words.get(place).map_or("", |word| word.text());
        let is_done = |word: &str| {
            matches!(
                word,
                "di" | "diya"
                    | "diye"
                    | "chuke"
                    | "chuki"
                    | "hai"
                    | "hain"
                    | "दी"
                    | "दिया"
                    | "दिए"
                    | "चुके"
                    | "चुकी"
                    | "है"
                    | "हैं"
            )
        };
        (text(found.start).starts_with("chuka") || text(found.start).starts_with("चुका")) && is_done(text(found.start + 1))
    };
    case.find(Group::Demand)
        .iter()
        .any(|found| !was_paid(found) && !is_denied(found.start) && !is_other(found) && !denies_behind(found) && !case.is_negated(*found))
}

fn vulnerability(case: &mut Case) {
    let speaks_of_harm = mentions(case, "incoming_text", Group::SelfHarm) || mentions(case, "notes", Group::SelfHarm);
    if speaks_of_harm {
        let help = case.pack.crisis_help.clone();
        case.block(Rule::C16, NOWHERE, Reason::SelfHarm(help));
        return;
    }
    let is_vulnerable = case.facts.flag_like(&["vulnerab", "hardship_flag"]).is_some()
        || mentions(case, "incoming_text", Group::Vulnerability)
        || mentions(case, "notes", Group::Vulnerability);
    if !is_vulnerable {
        return;
    }
    let least = case.pack.limits.vulnerable_deadline_days;
    let mut is_fit = true;
    for claim in pressing(case) {
        case.block(Rule::C16, claim.span, Reason::VulnerablePressure);
        is_fit = false;
    }
    for deadline in deadlines(case).into_iter().filter(|deadline| deadline.n_days < least) {
        case.block(Rule::C16, deadline.span, Reason::VulnerableDeadline(least));
        is_fit = false;
    }
    // `help@bank.example` helps nobody.
    let is_address = |span: Span| {
        let (start, end) = (case.text.n_folded_before(span.start), case.text.n_folded_before(span.end));
        case.text.at(end) == '@' || (start > 0 && matches!(case.text.at(start - 1), '@' | '.'))
    };
    // "Your plan ending 4470" names an account.
    let is_account = |end: usize| {
        case.words
            .get(end)
            .is_some_and(|next| matches!(next.text(), "ending" | "account" | "number" | "no" | "ref" | "reference" | "agreement"))
    };
    if case.claims(Group::Help).iter().all(|claim| is_address(claim.span) || is_account(claim.end)) {
        case.block(Rule::C16, NOWHERE, Reason::VulnerableNoHelp);
        is_fit = false;
    }
    if !names_person(case) {
        case.block(Rule::C16, NOWHERE, Reason::VulnerableNoPerson);
        is_fit = false;
    }
    if is_fit {
        case.warn(Rule::C16, NOWHERE, Reason::VulnerableReview);
    }
}

/// A phone number or an address, or a person to speak to.
fn names_person(case: &Case) -> bool {
    let has_phone = case.figures.iter().any(|figure| matches!(figure.value, FigureValue::Phone(_)));
    let has_mail = case
        .draft
        .text
        .split_whitespace()
        .any(|token| token.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.')));
    has_phone || has_mail || case.says(Group::HumanContact)
}
