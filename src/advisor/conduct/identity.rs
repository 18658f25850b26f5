//! Who writes and what must be said: sender and reference (C09), the notice of a debt collector (C10), how to stop messages (C11),
//! where to complain (C12).

use super::case::{Case, NOWHERE};
use super::lexicon::Group;
use super::pattern::Pattern;
use super::reasons::Reason;
use super::rule::Rule;
use super::transliteration::says_name;
use crate::advisor::figures::known::ends_alike;
use crate::advisor::figures::{FigureValue, read_figures};
use crate::advisor::text::words::{Word, words};
use crate::advisor::text::{Span, Text};

/// A phone number or address within so many code points behind the title belongs to it.
const CONTACT_REACH: u32 = 120;

pub(super) fn check(case: &mut Case) {
    sender(case);
    reference(case);
    debt_notice(case);
    opt_out(case);
    grievance(case);
}

fn sender(case: &mut Case) {
    match case.facts.text("lender_name") {
        None => case.block(Rule::C09, NOWHERE, Reason::NoLenderKnown),
        Some(name) if !says_name(&case.written, name) => case.block(Rule::C09, NOWHERE, Reason::NoLenderName),
        Some(_) => {}
    }
    if case.facts.text("agent_name").is_some_and(|name| !says_name(&case.written, name)) {
        case.block(Rule::C09, NOWHERE, Reason::NoAgentName);
    }
}

/// The last four digits, in any script, wherever they stand at the end of a run of digits.
fn reference(case: &mut Case) {
    let Some(reference) = case.facts.text("loan_ref_last4") else { return };
    let wanted: String = Text::read(reference).chars.into_iter().filter(|c| c.is_alphanumeric()).collect();
    let last: String = wanted.chars().rev().take(4).collect::<Vec<_>>().into_iter().rev().collect();
    let written: String = case.text.chars.iter().map(|c| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { ' ' }).collect();
    let is_said = !last.is_empty()
        && written.split(' ').any(|run| {
            run.ends_with(&last.to_lowercase()) || run.trim_end_matches(|c: char| c.is_alphabetic()).ends_with(&last.to_lowercase())
        });
    if !is_said {
        case.block(Rule::C09, NOWHERE, Reason::NoReference);
    }
}

/// "This is not from a debt collector" says none of it.
fn says_all(case: &Case, parts: &[Vec<Pattern>]) -> bool {
    let is_said = |pattern: &Pattern| pattern.find_in(&case.words).into_iter().any(|found| !case.is_denied_before(found));
    parts.iter().all(|part| part.iter().any(is_said))
}

/// The notice of a first contact also serves later; a later one does not serve for the first.
fn debt_notice(case: &mut Case) {
    let pack = case.pack;
    let says_first = !pack.first_notice.is_empty() && says_all(case, &pack.first_notice);
    if case.facts.flag("initial_communication") {
        if !says_first {
            case.report(Rule::C10, pack.effects.debt_notice.severity(), NOWHERE, Reason::NoFirstNotice);
        }
    } else if !says_first && !says_all(case, &pack.later_notice) {
        case.report(Rule::C10, pack.effects.debt_notice.severity(), NOWHERE, Reason::NoLaterNotice);
    }
}

fn opt_out(case: &mut Case) {
    if !case.draft.channel.is_electronic() {
        return;
    }
    let says_own = case.facts.text("opt_out_text").is_some_and(|own| {
        let own: Vec<Word> = words(&Text::read(own));
        let is_same = |window: &[Word]| window.iter().zip(&own).all(|(a, b)| a.text() == b.text());
        !own.is_empty() && case.words.windows(own.len()).any(is_same)
    });
    // STOP in capitals among small letters tells that it is the word to send.
    let says_stop =
        case.draft.text.split(|c: char| !c.is_alphanumeric()).any(|word| word == "STOP") && case.draft.text.chars().any(char::is_lowercase);
    if !says_own && !says_stop && case.claims(Group::OptOut).is_empty() {
        case.report(Rule::C11, case.pack.effects.opt_out.severity(), NOWHERE, Reason::NoOptOut);
    }
}

/// A contact as a draft shows it: the digits of a phone number or an address in small letters.
#[derive(PartialEq)]
enum Contact {
    Phone(String),
    Mail(String),
}

impl Contact {
    fn is_same(&self, other: &Contact) -> bool {
        match (self, other) {
            (Contact::Phone(a), Contact::Phone(b)) => a == b || ends_alike(a, b, 7),
            (Contact::Mail(a), Contact::Mail(b)) => a == b,
            _ => false,
        }
    }
}

fn contacts(original: &str, case: &Case) -> Vec<(Contact, Span)> {
    let text = Text::read(original);
    let mut found: Vec<(Contact, Span)> = read_figures(&text, case.pack.day_order)
        .into_iter()
        .filter_map(|figure| match figure.value {
            FigureValue::Phone(digits) => Some((Contact::Phone(digits), figure.span)),
            _ => None,
        })
        .collect();
    let mut start = 0;
    let all: String = text.chars.iter().collect();
    for token in all.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | '<' | '>' | ':')) {
        let length = token.chars().count();
        let mail = token.trim_matches(|c: char| !c.is_alphanumeric());
        if mail.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.')) {
            found.push((Contact::Mail(mail.to_lowercase()), text.span(start, start + length)));
        }
        start += length + 1;
    }
    found.sort_by_key(|(_, span)| span.start);
    found
}

/// A title of complaints (or the name in the facts), and the facts' phone number or address.
fn grievance(case: &mut Case) {
    let severity = case.pack.effects.grievance.severity();
    let said = contacts(&case.draft.text, case);
    let known = case.facts.text("grievance_contact").map(|known| (known, contacts(known, case)));
    let titles = case.claims(Group::Grievance);
    let Some((known_text, known)) = known else {
        if titles.is_empty() || said.is_empty() {
            case.report(Rule::C12, severity, NOWHERE, Reason::NoGrievanceContact);
        }
        return;
    };
    // A contact that is no number and no address is looked for by its words.
    let says_words = says_name(&case.written, known_text);
    let is_known = |contact: &Contact| known.iter().any(|(known, _)| known.is_same(contact));
    let says_known = if known.is_empty() { says_words } else { said.iter().any(|(contact, _)| is_known(contact)) };
    let names_person = known_text
        .split(|c: char| !c.is_alphabetic())
        .filter(|part| part.chars().count() > 2 && part.chars().next().is_some_and(char::is_uppercase))
        .any(|part| {
            let lower = part.to_lowercase();
            case.written.iter().any(|word| word.text() == lower)
        });
    if !says_known || (titles.is_empty() && !names_person) {
        let wrong = titles
            .iter()
            .find_map(|title| said.iter().find(|(_, span)| span.start >= title.span.start && span.start <= title.span.end + CONTACT_REACH));
        match wrong {
            Some((_, span)) if !known.is_empty() => case.report(Rule::C12, severity, *span, Reason::WrongGrievanceContact),
            _ => case.report(Rule::C12, severity, NOWHERE, Reason::NoGrievanceContact),
        }
        return;
    }
    // Elsewhere the right one may stand; beside the title only the right one may.
    let beside = titles.iter().filter_map(|title| {
        let mut behind = said.iter().filter(|(_, span)| span.start >= title.span.end && span.start <= title.span.end + CONTACT_REACH / 2);
        behind.next()
    });
    let wrong: Vec<Span> = beside.filter(|(contact, _)| !known.is_empty() && !is_known(contact)).map(|(_, span)| *span).collect();
    if titles.len() == wrong.len() {
        wrong.into_iter().for_each(|span| case.report(Rule::C12, severity, span, Reason::WrongGrievanceContact));
    }
}
