//! Threats (C03), posing as someone else (C05), insults and shouting (C06).

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
        if !is_warning_of_fraud(case, claim) {
            case.block(Rule::C03, claim.span, Reason::Threat);
        }
    }
    credit_score(case);
    if !case.facts.flag("secured") {
        for claim in case.claims(Group::Seizure) {
            case.block(Rule::C03, claim.span, Reason::SeizureWithoutSecurity);
        }
    }
    impersonation(case);
    insults(case);
    shouting(case);
}

/// "If somebody else asks you for money, report it to the police" protects the borrower.
fn is_warning_of_fraud(case: &Case, claim: Match) -> bool {
    let sentence = case.sentence(case.words[claim.start].sentence);
    let has = |words: &[&str]| sentence.iter().any(|word| words.contains(&word.text()));
    has(&["otp", "scam", "scammer", "scammers", "impersonator", "impersonators", "impersonating", "phishing", "suspicious", "emergency"])
        && !has(&["we", "our", "hum"])
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

/// Phrases of posing; and an authority as the heading, the introduction or the signature.
fn impersonation(case: &mut Case) {
    for claim in case.claims(Group::Impersonation) {
        case.block(Rule::C05, claim.span, Reason::Impersonation);
    }
    for authority in case.find(Group::Authority) {
        if is_sender(case, authority) && !case.is_negated(authority) {
            case.block(Rule::C05, authority.span, Reason::Impersonation);
        }
    }
}

/// Whether an authority stands where the sender does: "this is … from the court", "by order …", a signature, a heading.
fn is_sender(case: &Case, authority: Match) -> bool {
    let (words, lexicon) = (&case.words, &case.pack.lexicon);
    let sentence = words[authority.start].sentence;
    let start = words.partition_point(|word| word.sentence < sentence);
    // What stands before it, without articles and words that go with authorities.
    let mut before = authority.start;
    while before > start && lexicon.begins(Group::AuthorityQualifier, words, before - 1) {
        before -= 1;
    }
    let is_theirs = words[before..authority.start].iter().any(|word| word.text() == "your");
    let is_lender = case.facts.text("lender_name").is_some_and(|name| {
        let said: Vec<&str> = words[authority.start..authority.end].iter().map(|word| word.text()).collect();
        name.to_lowercase().contains(&said.join(" "))
    });
    let is_any = is_introduced(case, start, before)
        || gives_orders(case, authority)
        || is_signature(case, authority)
        || is_heading(case, start, authority);
    is_any && !is_theirs && !is_lender
}

/// "This is Inspector …", "I am calling from the …", "we write on behalf of the …"; not "we are regulated by the …".
fn is_introduced(case: &Case, start: usize, before: usize) -> bool {
    let (words, lexicon) = (&case.words, &case.pack.lexicon);
    let is_joined = |place: usize| {
        place == before
            || matches!(
                words[before - 1].text(),
                "from"
                    | "with"
                    | "of"
                    | "for"
                    | "at"
                    | "as"
                    | "behalf"
                    | "instruction"
                    | "instructions"
                    | "order"
                    | "orders"
                    | "direction"
                    | "directions"
            )
    };
    let is_near = |end: usize| {
        end <= before
            && before - end <= 5
            && is_joined(end)
            && !(end..before).any(|place| lexicon.begins(Group::OtherBusiness, words, place))
    };
    let introductions =
        (start..before).flat_map(|place| lexicon.patterns(Group::Introduction).iter().filter_map(move |pattern| pattern.at(words, place)));
    // "Guidelines issued by the Reserve Bank" introduce nobody.
    let is_of_rules = |at: usize| (at.saturating_sub(3).max(start)..at).any(|place| lexicon.begins(Group::OtherBusiness, words, place));
    introductions.into_iter().any(|found| is_near(found.end) && !is_of_rules(found.start))
}

/// "The court has ordered", "RBI hereby directs".
fn gives_orders(case: &Case, authority: Match) -> bool {
    let text = |place: usize| case.words.get(place).map_or("", |word| word.text());
    let behind = authority.end..authority.end + 4;
    behind.clone().any(|place| {
        matches!(text(place), "ordered" | "orders" | "directed" | "directs" | "instructed" | "authorised" | "authorized" | "demands")
    }) && behind.into_iter().any(|place| matches!(text(place), "has" | "have" | "hereby" | "demands" | "orders"))
}

/// `Reserve Bank of India: notice`, `POLICE DEPARTMENT – summons`, `From: High Court`: an authority opens a sentence as its heading.
fn is_heading(case: &Case, start: usize, authority: Match) -> bool {
    let (words, lexicon) = (&case.words, &case.pack.lexicon);
    let is_first = (start..authority.start).all(|place| {
        lexicon.begins(Group::AuthorityQualifier, words, place)
            || matches!(words[place].text(), "subject" | "sub" | "from" | "notice" | "final" | "urgent" | "important")
    });
    let title_end = (authority.end..authority.end + 3).find(|place| {
        !words.get(*place).is_some_and(|word| {
            matches!(
                word.text(),
                "notice"
                    | "order"
                    | "alert"
                    | "summons"
                    | "department"
                    | "division"
                    | "branch"
                    | "desk"
                    | "of"
                    | "india"
                    | "final"
                    | "warning"
            )
        })
    });
    let has_title = title_end.is_some_and(|end| end > authority.end);
    let ends = |place: usize| words.get(place).is_none_or(|next| next.is_after_break);
    let is_draft_heading = start == 0 && ends(authority.end);
    is_first && (is_draft_heading || (has_title && title_end.is_some_and(ends)))
}

/// `Regards, R. Mehta, Advocate`: at the end of the draft, in the lines behind a farewell.
fn is_signature(case: &Case, authority: Match) -> bool {
    let is_at_end = case.words.len() - authority.end <= 6;
    let from = authority.start.saturating_sub(8);
    let is_signed = case.words[from..authority.start]
        .iter()
        .any(|word| matches!(word.text(), "regards" | "sincerely" | "faithfully" | "signed" | "truly" | "yours"));
    is_at_end && is_signed
}

fn insults(case: &mut Case) {
    for claim in case.find(Group::Insult).into_iter().filter(|claim| !case.is_denied_before(*claim)).collect::<Vec<_>>() {
        case.block(Rule::C06, claim.span, Reason::Insult);
    }
}

/// Capitals and exclamation marks, without the lender's name and short forms that are always written so.
fn shouting(case: &mut Case) {
    let limits = case.pack.limits;
    let name: Vec<String> = case.facts.text("lender_name").unwrap_or_default().split_whitespace().map(str::to_owned).collect();
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
