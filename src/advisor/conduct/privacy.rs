//! Who else may learn of the debt: third parties (C07), whoever sees a locked screen or a subject (C08).

use super::case::{BLANK, Case, NOWHERE};
use super::innocent::is_innocent_telling;
use super::lexicon::Group;
use super::pattern::{Match, NEVER_BETWEEN};
use super::reasons::Reason;
use super::rule::Rule;
use crate::advisor::figures::FigureValue;
use crate::advisor::text::Span;

/// How far a verb may stand from a third party.
const WORDS_BEFORE: usize = 6;
/// And if it is we who do it: "we will paste a notice about your unpaid … on the gate of your society".
const WORDS_BEFORE_IF_OURS: usize = 14;
const WORDS_BEHIND: usize = 12;

pub(super) fn check(case: &mut Case) {
    recipient(case);
    third_parties(case);
    preview(case);
}

fn recipient(case: &mut Case) {
    let Some(recipient) = case.facts.text("recipient") else { return };
    let lower = recipient.trim().to_lowercase();
    let is_party = [
        "borrower",
        "co-borrower",
        "coborrower",
        "co_borrower",
        "co-applicant",
        "guarantor",
        "customer",
        "consumer",
        "debtor",
        "self",
        "joint borrower",
        "co borrower",
    ]
    .contains(&lower.as_str())
        || case.facts.text("borrower_name").is_some_and(|name| name.trim().to_lowercase() == lower);
    if !is_party {
        let has_consent = has_consent(case);
        if has_consent {
            case.warn(Rule::C07, NOWHERE, Reason::ThirdPartyWithConsent);
        } else {
            case.block(Rule::C07, NOWHERE, Reason::WrongRecipient);
        }
    }
}

fn has_consent(case: &Case) -> bool {
    case.facts.flag_like(&["consent", "authorised_third", "authorized_third", "third_party_ok"]).is_some()
}

fn third_parties(case: &mut Case) {
    let has_consent = has_consent(case);
    for claim in disclosures(case) {
        if case.is_negated(claim) || !names_third_party(case, claim) || is_borrowers_act(case, claim) || is_innocent_telling(case, claim) {
            continue;
        }
        let sentence = case.sentence(case.words[claim.start].sentence);
        let is_permitted = !case.pack.lexicon.find(Group::Permission, sentence).is_empty();
        if has_consent || is_permitted {
            case.warn(Rule::C07, claim.span, Reason::ThirdPartyWithConsent);
        } else {
            case.block(Rule::C07, claim.span, Reason::ThirdParty);
        }
    }
}

/// A verb of telling before a third party, or one of coming to know behind it, in one sentence; and phrases of making public.
fn disclosures(case: &Case) -> Vec<Match> {
    let (words, lexicon) = (&case.words, &case.pack.lexicon);
    let mut claims = case.find(Group::Disclosure);
    for party in case.find(Group::ThirdParty) {
        let sentence = words[party.start].sentence;
        let may_pass = |place: &usize| words.get(*place).is_some_and(|word| word.sentence == sentence && !ends_reach(word.text()));
        let is_ours = |place: usize| {
            (place.saturating_sub(4)..place).any(|before| {
                matches!(words[before].text(), "we" | "i" | "hum" | "ham" | "main" | "shall") && words[before].sentence == sentence
            })
        };
        let is_one_clause = |place: usize| {
            !(place..party.start)
                .any(|between| matches!(words[between].text(), "while" | "that" | "which" | "because" | "when" | "until" | "as" | "but"))
        };
        let before = (party.start.saturating_sub(WORDS_BEFORE_IF_OURS)..party.start)
            .rev()
            .take_while(may_pass)
            .find(|place| lexicon.begins(Group::TellVerb, words, *place))
            .filter(|place| party.start - place <= WORDS_BEFORE || (is_ours(*place) && is_one_clause(*place)));
        // `your contact number` is no verb.
        let is_noun = |start: &usize| {
            matches!(
                words[start + 1].text(),
                "number"
                    | "numbers"
                    | "contacts"
                    | "contact"
                    | "book"
                    | "list"
                    | "details"
                    | "information"
                    | "centre"
                    | "center"
                    | "preferences"
            )
        };
        // "Yeh bataiye, aapke pita kaise hain": the borrower is asked.
        // "I would gently remind you that customers …" tells the borrower.
        let is_told_borrower = |start: &usize| {
            let leads_on = |place: usize| {
                matches!(
                    words[place].text(),
                    "and" | "or" | "at" | "in" | "through" | "via" | "with" | "before" | "from" | "by" | "outside"
                )
            };
            words[start + 1].text() == "you" && !(start + 2..party.start).any(leads_on)
        };
        if let Some(start) = before.filter(|start| !is_noun(start) && !is_told_borrower(start) && !is_polite(words[*start].text())) {
            claims.push(Match { start, end: party.end, span: words[start].span.joined(party.span), says_not: false });
            continue;
        }
        let known =
            (party.end..party.end + WORDS_BEHIND).take_while(may_pass).find_map(|place| lexicon.at(Group::KnowVerb, words, place).next());
        // "Your partner called us" tells nobody.
        let is_to_us = |known: &Match| {
            let is_heard_from_us = words[known.start..known.end].iter().any(|word| matches!(word.text(), "hear" | "hearing"));
            // "Aapke papa ne humein phone kiya".
            let is_caller = words[party.end..known.start].windows(2).any(|pair| {
                matches!(pair[0].text(), "ne" | "ने")
                    && matches!(pair[1].text(), "hume" | "humein" | "hamein" | "humko" | "hamko" | "humse" | "हमें" | "हमको" | "हमसे")
            });
            // "Aapki dukaan band thi, humein pata hai": we know.
            let is_ours = matches!(words[known.start - 1].text(), "hume" | "humein" | "hamein" | "humko" | "mujhe" | "हमें" | "हमको" | "मुझे");
            is_caller || is_ours || !is_heard_from_us && words.get(known.end).is_some_and(|next| matches!(next.text(), "us" | "our" | "me"))
        };
        // `phone contacts`, `call records`.
        let is_part_of_noun = |known: &Match| {
            known.end == known.start + 1
                && words.get(known.end).is_some_and(|next| {
                    next.text() != "are" && known.start == party.end && case.words[known.start].text() == "contacts"
                        || matches!(next.text(), "contacts" | "contact" | "number" | "numbers" | "list" | "book" | "records" | "are")
                })
        };
        if let Some(known) = known.filter(|known| !is_to_us(known) && !is_part_of_noun(known) && !is_asked_of_borrower(case, *known)) {
            claims.push(Match { start: party.start, end: known.end, span: party.span.joined(known.span), says_not: false });
        }
    }
    claims
}

/// Words that no telling reaches across: "there is no network in the village, so we write to you".
fn ends_reach(word: &str) -> bool {
    NEVER_BETWEEN.contains(&word) || matches!(word, "isliye" | "इसलिए" | "इसलिये")
}

/// `bataiye`, `aapne poocha`: what one asks the borrower politely, or the borrower asked.
fn is_polite(verb: &str) -> bool {
    matches!(
        verb,
        "bataiye"
            | "bataiyega"
            | "batao"
            | "bataen"
            | "batayen"
            | "bataye"
            | "batayiye"
            | "बताइए"
            | "बताइये"
            | "बताइएगा"
            | "बताएं"
            | "बतायें"
            | "बताओ"
            | "पूछिए"
            | "पूछें"
            | "पूछा"
            | "poocha"
            | "pucha"
            | "puchha"
            | "poochha"
    )
}

/// `bataiye`, `employer ka letter bhej dijiye`: what the borrower is asked to do.
fn is_asked_of_borrower(case: &Case, verb: Match) -> bool {
    let text = |place: usize| case.words.get(place).map_or("", |word| word.text());
    is_polite(text(verb.start))
        || matches!(
            text(verb.end),
            "do" | "dijiye"
                | "dijiyega"
                | "dein"
                | "den"
                | "dena"
                | "sakte"
                | "sakti"
                | "sakta"
                | "दो"
                | "दीजिए"
                | "दीजिएगा"
                | "दें"
                | "देना"
                | "सकते"
                | "सकती"
        )
}

/// Whether one of the parties that a claim names is a third one, and not "our office", "public holidays" or "your family situation".
fn names_third_party(case: &Case, claim: Match) -> bool {
    let text = |place: usize| case.words.get(place).map_or("", |word| word.text());
    let begins = |group: Group, place: usize| case.pack.lexicon.begins(group, &case.words, place);
    // A break parts "account 4821: everyone" from what is ours.
    let is_ours = |place: usize| {
        let near = (0..2).take_while(|back| place.checked_sub(*back).is_some_and(|place| !case.words[place].is_after_break));
        let is_theirs = place > 0 && matches!(text(place - 1), "your" | "his" | "her" | "their");
        !is_theirs && near.into_iter().any(|back| place.checked_sub(back + 1).is_some_and(|before| begins(Group::OwnParty, before)))
    };
    let is_topic = |place: usize| begins(Group::PartyTopic, place + 1);
    let parties: Vec<usize> = (claim.start..claim.end).filter(|place| begins(Group::ThirdParty, *place)).collect();
    // "A plan for you and your family".
    let is_with_borrower = |place: usize| place >= 3 && text(place - 1) == "your" && text(place - 2) == "and" && text(place - 3) == "you";
    // "Apni saheli ko saath la sakti hain": whom the borrower brings along.
    let is_companion = |place: usize| {
        (place + 1..place + 6).any(|place| {
            matches!(text(place), "saath" | "sath" | "साथ")
                && matches!(text(place + 1), "la" | "laa" | "lekar" | "le" | "laiye" | "ला" | "लाएँ" | "लाएं" | "लेकर" | "ले")
        })
    };
    // "I am telling you as a friend".
    let is_role = |place: usize| place >= 2 && matches!(text(place - 1), "a" | "an" | "your") && text(place - 2) == "as";
    let is_third =
        |place: usize| !is_role(place) && !is_ours(place) && !is_topic(place) && !is_with_borrower(place) && !is_companion(place);
    parties.is_empty() || parties.into_iter().any(is_third)
}

/// "You can ask a friend to call us": the borrower decides, if nobody of ours acts in the sentence.
fn is_borrowers_act(case: &Case, claim: Match) -> bool {
    let text = |place: usize| case.words.get(place).map_or("", |word| word.text());
    let back = |n: usize| {
        claim.start.checked_sub(n).filter(|place| case.words[*place].sentence == case.words[claim.start].sentence).map_or("", text)
    };
    let may = |word: &str| matches!(word, "can" | "may" | "could" | "might" | "wish");
    let is_invited = (may(back(1)) && back(2) == "you")
        || (may(back(2)) && back(3) == "you")
        || matches!(
            (back(2), back(1)),
            ("best" | "good" | "wise" | "useful" | "worth" | "free" | "welcome" | "want" | "like" | "prefer" | "helpful" | "help", "to")
        );
    // "Please ask your employer for a letter."
    let is_to_pay = (claim.end..claim.end + 6).any(|place| matches!(text(place), "pay" | "clear" | "settle" | "lend" | "or"));
    let is_requested = !is_to_pay
        && matches!(text(claim.start), "ask" | "tell" | "request" | "get")
        && matches!(back(1), "please" | "kindly" | "" | "pls" | "also");
    let is_advised = is_requested || back(1).is_empty() && matches!(text(claim.start), "talk" | "speak") && text(claim.start + 1) == "to";
    // "You mentioned your daughter's exams", `aapne bataya ki patni …`.
    let has_told = matches!(
        (back(1), text(claim.start)),
        ("you", "mentioned" | "told" | "said" | "explained" | "shared" | "wrote")
            | ("aapne" | "apne" | "आपने", "bataya" | "बताया" | "kaha" | "कहा")
    );
    is_invited || is_advised || has_told
}

/// The first characters of a message, or the subject of an e-mail: a debt together with a name or an amount.
fn preview(case: &mut Case) {
    let (shown, reason) = if case.draft.channel.has_preview() {
        let whole = case.text.whole();
        (Span { start: 0, end: whole.end.min(case.pack.limits.preview_length) }, Reason::PreviewShowsDebt)
    } else if let Some(subject) = case.subject() {
        (subject, Reason::SubjectShowsDebt)
    } else {
        return;
    };
    let is_shown = |span: Span| span.start >= shown.start && span.end <= shown.end;
    let Some(debt) = case.find(Group::DebtWord).into_iter().find(|found| is_shown(found.span)) else { return };
    let amount = case
        .figures
        .iter()
        .find(|figure| is_shown(figure.span) && matches!(figure.value, FigureValue::Amount { .. }))
        .map(|figure| figure.span);
    let borrower = case.facts.text("borrower_name").unwrap_or_default().to_lowercase();
    let name = borrower_span(case, &borrower, shown);
    if let Some(other) = amount.or(name) {
        let span = debt.span.joined(other);
        case.block(Rule::C08, span, reason);
    }
}

/// The borrower's name in the part that is shown: a word of it, or what a greeting speaks to.
fn borrower_span(case: &Case, name: &str, shown: Span) -> Option<Span> {
    let is_shown = |span: Span| span.start >= shown.start && span.end <= shown.end;
    let parts: Vec<&str> = name.split_whitespace().filter(|part| part.chars().count() > 2).collect();
    let by_name = case.written.iter().find(|word| is_shown(word.span) && parts.contains(&word.text()));
    if let Some(word) = by_name {
        return Some(word.span);
    }
    let is_of = |group: Group, place: usize| case.pack.lexicon.begins(group, &case.words, place);
    let greeted = (1..case.words.len()).find(|place| {
        let (greeting, word) = (&case.words[place - 1], &case.words[*place]);
        let is_name = word.text() != BLANK && (word.is_capitalized || word.text().chars().all(|c| !c.is_ascii()));
        let is_addressed =
            is_name && word.sentence == greeting.sentence && !word.is_after_break && !word.text().chars().any(|c| c.is_ascii_digit());
        is_addressed
            && is_shown(word.span)
            && is_of(Group::Greeting, place - 1)
            && !is_of(Group::Greeting, *place)
            && !is_of(Group::GeneralGreeting, *place)
    });
    greeted.map(|place| case.words[place].span)
}
