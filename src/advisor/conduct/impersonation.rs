//! Posing as someone else (C05): a court, the police, a regulator, a lawyer where the sender stands.

use super::case::Case;
use super::innocent;
use super::lexicon::Group;
use super::pattern::Match;
use super::reasons::Reason;
use super::rule::Rule;

/// An authority opens a message within so many words.
const OPENING: usize = 24;

/// Phrases of posing; and an authority as the heading, the introduction or the signature.
pub(super) fn check(case: &mut Case) {
    for claim in case.claims(Group::Impersonation) {
        case.block(Rule::C05, claim.span, Reason::Impersonation);
    }
    for authority in case.find(Group::Authority) {
        if is_sender(case, authority) && !case.is_negated(authority) && !innocent::is_innocent(case, authority) {
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
    // "Our solicitors, instructed to …" are spoken of.
    let is_ours = words[before..authority.start].iter().any(|word| matches!(word.text(), "our" | "hamare" | "हमारे"));
    let is_any = is_introduced(case, start, before)
        || (!is_ours && is_opening(case, before, authority))
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
            || words[before].is_after_break
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
    let introductions = (start..before).flat_map(|place| lexicon.at(Group::Introduction, words, place));
    // "Guidelines issued by the Reserve Bank" introduce nobody.
    let is_of_rules = |at: usize| (at.saturating_sub(3).max(start)..at).any(|place| lexicon.begins(Group::OtherBusiness, words, place));
    introductions.into_iter().any(|found| is_near(found.end) && !is_of_rules(found.start))
}

/// "CIBIL Verification Department here", "RBI Cell on behalf of …", "…, thana Civil Lines se,": an authority begins one of the first
/// phrases, and what follows shows that it speaks.
fn is_opening(case: &Case, before: usize, authority: Match) -> bool {
    let (words, lexicon) = (&case.words, &case.pack.lexicon);
    let sentence = words[authority.start].sentence;
    let text = |place: usize| words.get(place).filter(|word| word.sentence == sentence).map_or("", |word| word.text());
    let begins_phrase = words[before].is_after_break
        || before == 0
        || words[before - 1].sentence != sentence
        || matches!(text(before - 1), "subject" | "sub" | "from" | "notice" | "re");
    if before > OPENING || !begins_phrase {
        return false;
    }
    let mut end = authority.end;
    let mut has_unit = false;
    while words.get(end).is_some_and(|word| word.sentence == sentence && !word.is_after_break)
        && (lexicon.begins(Group::AuthorityUnit, words, end) || lexicon.begins(Group::AuthorityQualifier, words, end))
    {
        has_unit |= lexicon.begins(Group::AuthorityUnit, words, end);
        end += 1;
    }
    let speaker = (end..end + 5).find(|place| !text(*place).is_empty() && lexicon.begins(Group::SpeaksFor, words, *place));
    // "The RBI's circular on calling" is no sender.
    let has_other_business = (authority.end..speaker.unwrap_or(authority.end + 6))
        .take_while(|place| words.get(*place).is_some_and(|word| word.sentence == sentence && !word.is_after_break))
        .any(|place| lexicon.begins(Group::OtherBusiness, words, place));
    let ends = words.get(end).is_none_or(|next| next.sentence != sentence || next.is_after_break);
    !has_other_business && (speaker.is_some() || (has_unit && ends))
}

/// "The court has ordered", "RBI hereby directs".
fn gives_orders(case: &Case, authority: Match) -> bool {
    let text = |place: usize| case.words.get(place).map_or("", |word| word.text());
    let behind = authority.end..authority.end + 4;
    // "Our attorneys have been instructed": ordered about.
    if behind.clone().any(|place| text(place) == "been") {
        return false;
    }
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
    let is_signed = case.words[from..authority.start].iter().any(|word| {
        matches!(word.text(), "regards" | "sincerely" | "faithfully" | "signed" | "truly" | "yours" | "सादर" | "भवदीय" | "भवदीया")
    });
    is_at_end && is_signed
}
