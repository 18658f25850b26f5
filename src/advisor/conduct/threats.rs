//! Threats (C03), insults and shouting (C06).

use super::case::Case;
use super::lexicon::Group;
use super::pattern::Match;
use super::reasons::Reason;
use super::rule::Rule;
use crate::advisor::text::Span;

/// Fewer letters than these do not shout.
const LEAST_LETTERS: usize = 20;

pub(super) fn check(case: &mut Case) {
    for claim in case.claims(Group::Threat) {
        case.block(Rule::C03, claim.span, Reason::Threat);
    }
    credit_score(case);
    if !case.facts.flag("secured") {
        for claim in case.claims(Group::Seizure) {
            case.block(Rule::C03, claim.span, Reason::SeizureWithoutSecurity);
        }
    }
    insults(case);
    shouting(case);
}

/// What will become of the score is a threat; what may become of it is for a person to read.
fn credit_score(case: &mut Case) {
    for claim in case.claims(Group::CreditThreat) {
        let from = claim.start.saturating_sub(4);
        let is_mild = case.words[from..claim.end]
            .iter()
            .any(|word| matches!(word.text(), "may" | "might" | "could" | "can" | "sakta" | "sakti" | "सकता" | "सकती"));
        let is_strong = case.words[claim.start..claim.end].iter().any(|word| {
            ["ruin", "destroy", "wreck", "spoil", "barbad", "barbaad", "बर्बाद", "trash", "zero", "blacklist", "kharab", "खराब"]
                .iter()
                .any(|strong| word.text().starts_with(strong))
        });
        if is_mild && !is_strong {
            case.warn(Rule::C03, claim.span, Reason::CreditWarning);
        } else {
            case.block(Rule::C03, claim.span, Reason::CreditThreat);
        }
    }
}

fn insults(case: &mut Case) {
    // "You are not a defaulter".
    let holds_not =
        |claim: &Match| !claim.says_not && case.words[claim.start..claim.end].iter().any(|word| matches!(word.text(), "not" | "never"));
    // "Sharminda hone ki koi baat nahi".
    let is_excused = |claim: &Match| {
        let text = |place: usize| case.words.get(place).map_or("", |word| word.text());
        let none = (claim.end..claim.end + 4).find(|place| matches!(text(*place), "koi" | "कोई"));
        none.is_some_and(|none| (none..none + 4).any(|place| matches!(text(place), "nahi" | "nahin" | "nhi" | "नहीं")))
    };
    let is_meant = |claim: &Match| !case.is_denied_before(*claim) && !holds_not(claim) && !is_excused(claim);
    let insults = case.find(Group::Insult).into_iter().filter(is_meant);
    for claim in insults.collect::<Vec<_>>() {
        case.block(Rule::C06, claim.span, Reason::Insult);
    }
}

/// Capitals and exclamation marks, without the lender's name and short forms that are always written so.
fn shouting(case: &mut Case) {
    let limits = case.pack.limits;
    let name: Vec<String> = ["lender_name", "agent_name", "agent_person"]
        .iter()
        .filter_map(|name| case.facts.text(name))
        .flat_map(|name| name.split_whitespace().map(str::to_owned))
        .collect();
    let words =
        case.draft.text.split_whitespace().filter(|word| !name.iter().any(|part| word.contains(part.as_str())) && !is_short_form(word));
    let letters: Vec<char> = words.flat_map(str::chars).filter(|c| c.is_uppercase() || c.is_lowercase()).collect();
    let n_capitals = letters.iter().filter(|c| c.is_uppercase()).count();
    if letters.len() >= LEAST_LETTERS && n_capitals as f64 > limits.most_capitals * letters.len() as f64 {
        let whole = case.text.whole();
        case.block(Rule::C06, whole, Reason::Capitals);
    }
    let marks: Vec<usize> = (0..case.text.chars.len()).filter(|place| matches!(case.text.at(*place), '!' | '‼' | '❗')).collect();
    if let (true, Some(first), Some(last)) = (marks.len() > limits.most_exclamations, marks.first(), marks.last()) {
        let span = Span { end: case.text.span(*last, last + 1).end, ..case.text.span(*first, first + 1) };
        case.block(Rule::C06, span, Reason::Exclamations);
    }
}

fn is_short_form(word: &str) -> bool {
    let letters: String = word.chars().filter(|c| c.is_alphabetic()).collect();
    matches!(
        letters.as_str(),
        "EMI"
            | "EMIs"
            | "STOP"
            | "SMS"
            | "RBI"
            | "FCA"
            | "INR"
            | "USD"
            | "GBP"
            | "UPI"
            | "NBFC"
            | "XX"
            | "XXXX"
            | "NACH"
            | "CIBIL"
            | "IST"
            | "AM"
            | "PM"
            | "LTD"
            | "ID"
            | "NO"
            | "OTP"
            | "UK"
            | "US"
            | "PIN"
    )
}
