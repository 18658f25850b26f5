//! Words of threats in sentences that threaten nobody: names of places, idioms, questions answered with no, warnings of fraudsters,
//! directions to the caller.

use super::case::{BLANK, Case};
use super::draft::Channel;
use super::lexicon::Group;
use super::pattern::Match;

pub(super) fn is_innocent(case: &Case, claim: Match) -> bool {
    is_place(case, claim)
        || is_idiom(case, claim)
        || is_direction(case, claim.start)
        || is_answered_no(case, claim)
        || is_warning_of_fraud(case, claim)
        || says_nearby(case, claim, Group::RightsNotice, 0)
}

/// The same for telling others, whose places and streets are what is threatened with.
pub(super) fn is_innocent_telling(case: &Case, claim: Match) -> bool {
    // "We apologise for the call to your workplace."
    let (before, behind) = around(case, claim);
    // "Sorry that our agent called your neighbour."
    let is_past = ["called", "contacted", "visited", "phoned", "told", "spoke", "informed", "went", "messaged"]
        .iter()
        .any(|verb| text(case, claim.start) == *verb);
    let is_sorry = case
        .sentence(case.words[claim.start].sentence)
        .windows(2)
        .any(|pair| pair[0].text() == "sorry" && matches!(pair[1].text(), "that" | "for" | "about" | "our" | "if"));
    let is_apology = (is_past && is_sorry)
        || before
            .chain(behind)
            .any(|word| word.starts_with("apolog") || matches!(word, "warned" | "mistake" | "mistakenly" | "maafi" | "माफी" | "क्षमा"));
    is_apology || is_direction(case, claim.start) || is_answered_no(case, claim) || is_warning_of_fraud(case, claim)
}

fn text<'c>(case: &'c Case, place: usize) -> &'c str {
    case.words.get(place).map_or("", |word| word.text())
}

/// The words of the sentence before and behind a claim, each from the nearest on.
fn around<'c>(case: &'c Case, claim: Match) -> (impl Iterator<Item = &'c str>, impl Iterator<Item = &'c str>) {
    let sentence = case.words[claim.start].sentence;
    let is_in = move |place: &usize| case.words.get(*place).is_some_and(|word| word.sentence == sentence);
    let before = (0..claim.start).rev().take_while(is_in).map(move |place| text(case, place));
    (before, (claim.end..).take_while(is_in).map(move |place| text(case, place)))
}

/// `Jail Road`, `opposite the police station` where we say where our office is.
fn is_place(case: &Case, claim: Match) -> bool {
    // "Which street you live on" names none.
    let is_whose = |place: usize| place > 0 && matches!(text(case, place - 1), "which" | "your" | "what" | "whose");
    let is_street = |place: usize| {
        !is_whose(place)
            && matches!(
                text(case, place),
                "road"
                    | "street"
                    | "lane"
                    | "marg"
                    | "nagar"
                    | "chowk"
                    | "bazaar"
                    | "bazar"
                    | "avenue"
                    | "canteen"
                    | "circle"
                    | "square"
                    | "gali"
                    | "colony"
                    | "crossing"
                    | "metro"
                    | "mandi"
                    | "parade"
                    | "gardens"
                    | "रोड"
                    | "मार्ग"
                    | "चौक"
                    | "नगर"
            )
    };
    let (mut before, mut behind) = around(case, claim);
    let is_near =
        before.by_ref().take(4).any(|word| matches!(word, "opposite" | "near" | "next" | "beside" | "behind" | "adjacent" | "across"))
            || behind.by_ref().take(3).any(|word| {
                matches!(word, "paas" | "pas" | "bagal" | "nazdik" | "samne" | "saamne" | "पास" | "बगल" | "सामने" | "नज़दीक" | "नजदीक")
            });
    let (before, behind) = around(case, claim);
    let says_where = before.chain(behind).any(|word| {
        matches!(
            word,
            "branch"
                | "branches"
                | "office"
                | "located"
                | "sit"
                | "moved"
                | "address"
                | "shakha"
                | "karyalay"
                | "शाखा"
                | "कार्यालय"
                | "building"
                | "pata"
                | "पता"
                | "counter"
                | "desk"
                | "gali"
                | "atm"
        )
    });
    (claim.start + 1..claim.end + 2).any(is_street) || (is_near && says_where)
}

/// `The ball is in our court`, `seize the chance`, `arrest the growth`, `Sue Palmer`, `with izzat`.
fn is_idiom(case: &Case, claim: Match) -> bool {
    let first = text(case, claim.start);
    let (before, behind) = around(case, claim);
    let (before, behind): (Vec<&str>, Vec<&str>) = (before.take(8).collect(), behind.take(4).collect());
    let next = case.words.get(claim.start + 1);
    // "Tell us if something has happened to you."
    let is_asked_about = case.words[claim.start..claim.end].iter().any(|word| word.text().starts_with("happen"))
        && before
            .iter()
            .chain(&behind)
            .any(|word| matches!(*word, "tell" | "know" | "explain" | "share" | "understand" | "help" | "sorry"));
    match first {
        _ if is_asked_about || is_trouble_asked_about(case, claim) => true,
        // `fir` is how many write `phir`: then.
        "fir" => is_then(case, claim),
        "court" | "courts" => before.contains(&"ball") || matches!(before.first(), Some(&("food" | "tennis" | "badminton"))),
        "seize" | "seizing" => {
            behind.iter().any(|word| matches!(*word, "chance" | "moment" | "day" | "opportunity" | "offer" | "initiative"))
        }
        "arrest" | "arresting" | "arrests" => is_thing_arrested(&behind),
        // "Our Thane branch": a city, where a sentence does not begin.
        "thane" => case.words[claim.start].is_capitalized && before.first().is_some_and(|word| *word != BLANK),
        "sue" => {
            let is_named = next.is_some_and(|next| next.is_capitalized && !next.is_after_break && next.text() != "i");
            let is_person = matches!(before.first(), Some(&("is" | "am" | "with" | "to" | "from"))) || before.is_empty();
            case.words[claim.start].is_capitalized
                && (is_named || (is_person && matches!(text(case, claim.end), "here" | "speaking" | "is")))
        }
        // "Send us a copy of the police report": the borrower's.
        "police" => {
            let is_theirs = before.iter().any(|word| matches!(*word, "your" | "copy" | "aapki" | "apki"))
                || behind.iter().skip(1).any(|word| *word == "you");
            (matches!(behind.first(), Some(&("report" | "verification" | "clearance" | "helpline" | "reference")))
                || (is_theirs && behind.first() == Some(&"complaint")))
                && (is_theirs
                    || !before
                        .iter()
                        .chain(&behind)
                        .any(|word| matches!(*word, "will" | "against" | "shall" | "lodge" | "file" | "filed" | "hum")))
        }
        _ => {
            let is_honour = ["izzat", "ijjat", "izat", "इज्जत"].iter().any(|honour| first.starts_with(honour));
            is_honour
                && matches!(behind.first(), Some(&("se" | "से")))
                && matches!(behind.get(1), Some(&("hi" | "baat" | "kaam" | "ही" | "बात" | "pesh")))
        }
    }
}

/// "If you are in serious trouble, tell us", `kisi musibat mein aa gaye hon to bataiye`: what the borrower may tell.
fn is_trouble_asked_about(case: &Case, claim: Match) -> bool {
    let said = &case.words[claim.start..claim.end];
    let is_trouble = ["trouble", "musibat", "museebat", "mushkil", "nightmare", "मुसीबत", "मुश्किल"]
        .iter()
        .any(|trouble| said.iter().any(|word| word.text().starts_with(trouble)));
    if !is_trouble {
        return false;
    }
    let sentence = case.sentence(case.words[claim.start].sentence);
    let says = |choices: &[&str]| sentence.iter().any(|word| choices.contains(&word.text()));
    let is_told = [
        "tell",
        "know",
        "talk",
        "sorry",
        "understand",
        "bataiye",
        "batao",
        "bata",
        "bataiyega",
        "samajhte",
        "बताइए",
        "बताएं",
        "बताएँ",
        "बता",
        "समझते",
    ];
    says(&is_told) && !says(&["will", "shall", "or", "otherwise", "unless", "warna", "varna", "वरना"])
}

/// `Paise aa jaye fir bata dena`: not the report that police take, which is written in capitals or with a verb of its own.
fn is_then(case: &Case, claim: Match) -> bool {
    let is_of_report = |word: &str| {
        ["darj", "lodg", "fil", "kara", "karw", "register", "hogi", "likh", "kat", "against", "case", "complaint", "number", "ho", "no"]
            .iter()
            .any(|verb| word == *verb || verb.len() > 2 && word.starts_with(verb))
    };
    let leads =
        |word: &str| matches!(word, "an" | "a" | "the" | "police" | "lodge" | "file" | "filing" | "register" | "ek" | "aapki" | "your");
    let span = case.words[claim.start].span;
    let (from, to) = (case.text.n_folded_before(span.start), case.text.n_folded_before(span.end));
    let is_in_capitals = (from..to).all(|place| case.text.at(place).is_uppercase());
    !is_in_capitals && !is_of_report(text(case, claim.end)) && !claim.start.checked_sub(1).is_some_and(|before| leads(text(case, before)))
}

/// "Arrest the slide", "arrest any further growth": things are stopped, people are taken away.
fn is_thing_arrested(behind: &[&str]) -> bool {
    let is_article = matches!(behind.first(), Some(&("the" | "this" | "that" | "any" | "further" | "its")));
    let is_person = |word: &&str| {
        ["borrower", "customer", "guarantor", "defaulter", "debtor", "accused", "person", "man", "woman", "culprit", "offender", "family"]
            .iter()
            .any(|person| word.starts_with(person))
    };
    is_article && behind.len() > 1 && !behind.iter().take(3).any(is_person)
}

/// The bracket that is open at a place: its first character.
fn open_bracket(case: &Case, place: usize) -> Option<usize> {
    let at = case.text.n_folded_before(case.words[place].span.start);
    let open = (0..at).rev().take(160).find(|place| matches!(case.text.at(*place), '[' | '(' | ']' | ')'))?;
    matches!(case.text.at(open), '[' | '(').then_some(open)
}

/// `[If they ask about court]`: a direction to who reads a call script.
pub(super) fn is_direction(case: &Case, place: usize) -> bool {
    if case.draft.channel != Channel::CallScript {
        return false;
    }
    let Some(open) = open_bracket(case, place) else { return false };
    let first = case.word_at(case.text.span(open, open + 1).end);
    (first..first + 2).any(|place| matches!(text(case, place), "if" | "when" | "should" | "agar" | "jab" | "अगर" | "जब" | "यदि"))
}

/// Whether a sentence ends with a question mark.
fn asks(case: &Case, sentence: u32) -> bool {
    let next = case.words.partition_point(|word| word.sentence <= sentence);
    let from = next.checked_sub(1).and_then(|last| case.words.get(last)).map_or(0, |last| case.text.n_folded_before(last.span.end));
    let to = case.words.get(next).map_or(case.text.chars.len(), |behind| case.text.n_folded_before(behind.span.start));
    (from..to).any(|place| case.text.at(place) == '?')
}

/// The first word of the next sentence, if this one asks.
fn answer_to(case: &Case, claim: Match) -> Option<usize> {
    let sentence = case.words[claim.start].sentence;
    let next = case.words.partition_point(|word| word.sentence <= sentence);
    let is_question = asks(case, sentence) && next < case.words.len();
    let is_reported =
        case.sentence(sentence).iter().any(|word| matches!(word.text(), "asked" | "poocha" | "pucha" | "puchha" | "poochha" | "पूछा"));
    (is_question || (is_reported && next < case.words.len())).then_some(next)
}

/// "You asked about garnishment: no, we are not …", "poocha kya boss ko phone karenge: ji nahi": asked and denied in one sentence.
fn is_denied_behind_question(case: &Case, claim: Match) -> bool {
    const ASKS: [&str; 19] = [
        "asked",
        "ask",
        "asking",
        "question",
        "wonder",
        "wondering",
        "worried",
        "whether",
        "concern",
        "concerned",
        "poocha",
        "pucha",
        "puchha",
        "poochha",
        "kya",
        "sawal",
        "पूछा",
        "क्या",
        "सवाल",
    ];
    let (mut before, _) = around(case, claim);
    let sentence = case.words[claim.start].sentence;
    let is_in = |place: &usize| case.words.get(*place).is_some_and(|word| word.sentence == sentence);
    let answer = (claim.end..claim.end + 8).take_while(is_in).find(|place| case.words[*place].is_after_break);
    // `ji nahi`, `bilkul nahi`, "the answer is no".
    let is_lead = |place: &usize| {
        matches!(text(case, *place), "ji" | "जी" | "bilkul" | "kabhi" | "कभी" | "बिल्कुल" | "answer" | "jawab" | "जवाब" | "the" | "is" | "it")
    };
    let denies = |place: usize| matches!(text(case, place), "no" | "never" | "not" | "nahi" | "nahin" | "nhi" | "नहीं" | "नही");
    answer.is_some_and(|answer| denies(answer + (answer..answer + 3).take_while(is_lead).count()))
        && before.any(|word| ASKS.contains(&word))
}

/// "Can I be arrested? No." But "Do you want the police? No?" asks for no answer.
fn is_answered_no(case: &Case, claim: Match) -> bool {
    if is_denied_behind_question(case, claim) {
        return true;
    }
    let Some(answer) = answer_to(case, claim) else { return false };
    let sentence = case.words[claim.start].sentence;
    let is_offer = case
        .sentence(sentence)
        .iter()
        .any(|word| matches!(word.text(), "want" | "wish" | "like" | "ever" | "lagwana" | "chahte" | "chahiye" | "चाहते" | "चाहिए"));
    let denies = |place: usize| {
        matches!(
            text(case, place),
            "no" | "not"
                | "never"
                | "neither"
                | "nope"
                | "none"
                | "nahi"
                | "nahin"
                | "nhi"
                | "नहीं"
                | "नही"
                | "jhooth"
                | "jhuth"
                | "galat"
                | "झूठ"
                | "गलत"
                | "false"
        )
    };
    let end = case.words.partition_point(|word| word.sentence <= case.words[answer].sentence);
    let asks_again = asks(case, case.words[answer].sentence);
    // "nahi na. To baat kar lo" is no answer either.
    let is_tag = matches!(text(case, answer + 1), "na" | "naa" | "to" | "toh" | "ना" | "right" | "then");
    !is_offer && !asks_again && !is_tag && (answer..(answer + 4).min(end)).any(denies)
}

/// "Callers who pretend to be the police are not from us" protects the borrower; "this is no scam" does not.
fn is_warning_of_fraud(case: &Case, claim: Match) -> bool {
    let sentence = case.sentence(case.words[claim.start].sentence);
    let is_ours = sentence.windows(2).any(|pair| {
        matches!(pair[0].text(), "we" | "i" | "our")
            && matches!(pair[1].text(), "will" | "shall" | "may" | "have" | "are" | "can" | "must" | "lawyers")
    }) && !sentence.iter().any(|word| matches!(word.text(), "nothing" | "never"));
    !is_ours && says_nearby(case, claim, Group::FraudWarning, 1)
}

/// Whether the sentence of a claim, or one so many away, says something of a group without denying it.
fn says_nearby(case: &Case, claim: Match, group: Group, reach: u32) -> bool {
    let sentence = case.words[claim.start].sentence;
    case.find(group).into_iter().any(|found| {
        // "We never ask for an OTP" warns, too.
        let is_secret = matches!(text(case, found.start), "otp" | "ओटीपी" | "pin" | "cvv");
        let is_denied_behind = matches!(text(case, found.end), "nahi" | "nahin" | "nhi" | "नहीं");
        let is_denied_before =
            (found.start.saturating_sub(3)..found.start).any(|place| matches!(text(case, place), "no" | "not" | "isnt" | "never" | "nor"));
        let is_denied = !is_secret && (is_denied_behind || is_denied_before);
        case.words[found.start].sentence.abs_diff(sentence) <= reach && !is_denied
    })
}
