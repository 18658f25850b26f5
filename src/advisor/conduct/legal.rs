//! Steps at law: announced without authorization or said to be taken (C04), threatened on a time-barred debt (C20). That a person may
//! review them is no announcement where the plan is to review them.

use super::case::Case;
use super::lexicon::Group;
use super::pack::Effect;
use super::pattern::Match;
use super::reasons::Reason;
use super::rule::Rule;

pub(super) fn check(case: &mut Case) {
    let is_time_barred = case.facts.flag_like(&["time_barred", "statute_barred", "limitation_expired"]).is_some();
    let time_barred_effect = case.pack.effects.time_barred;
    let may_announce = case.facts.may_announce_legal_action();
    let may_review = case.facts.flag("legal_review_planned");
    let was_taken = case.facts.flag("legal_action_taken");
    let done = case.claims(Group::AlreadyDone);
    for claim in case.claims(Group::LegalStep) {
        if is_borrowers_lawyer(case, claim.start, claim.end) {
            continue;
        }
        if is_time_barred {
            case.report(Rule::C20, time_barred_effect.severity(), claim.span, Reason::TimeBarredSuit);
        }
        if is_time_barred && time_barred_effect == Effect::Block {
            continue;
        }
        let is_said_done = done.iter().any(|done| is_said_of(case, *done, claim));
        if !may_announce && may_review && is_review(case, claim) {
            continue;
        }
        if !may_announce {
            case.block(Rule::C04, claim.span, Reason::LegalStepNotAuthorized);
        } else if is_said_done && !was_taken {
            case.block(Rule::C04, claim.span, Reason::LegalStepNotTaken);
        }
    }
}

/// "A colleague may review whether legal steps are right": says what may be thought about, and ties it to nothing that the borrower does.
fn is_review(case: &Case, claim: Match) -> bool {
    const BINDING: [&str; 14] =
        ["will", "shall", "must", "unless", "if", "else", "otherwise", "until", "soon", "immediately", "अगर", "यदि", "वरना", "तुरंत"];
    let sentence = case.sentence(case.words[claim.start].sentence);
    let says = |words: &[&str]| sentence.iter().any(|word| words.contains(&word.text()));
    let begins = |starts: &[&str]| sentence.iter().any(|word| starts.iter().any(|start| word.text().starts_with(start)));
    let is_general = ["legal", "कानूनी"].iter().any(|word| case.words[claim.start].text() == *word);
    let is_possible = says(&["may", "might", "could"]) || begins(&["सकत"]);
    is_general && is_possible && begins(&["review", "consider", "विचार", "समीक्षा"]) && !says(&BINDING)
}

/// Whether "has been filed" is said of this step: near it, and nothing of the future between them.
fn is_said_of(case: &Case, done: Match, step: Match) -> bool {
    let (from, to) = (done.end.min(step.end), done.start.max(step.start));
    let between = case.words.get(from..to).unwrap_or_default();
    let said = case.words.get(done.start..done.end).unwrap_or_default();
    let is_future = said.iter().any(|word| word.text().starts_with("sak") || word.text().starts_with("सक"))
        || between.iter().any(|word| matches!(word.text(), "will" | "shall" | "may" | "can" | "would"));
    // "Head office has approved it", "ki anumati mil chuki hai": what may be done is not done.
    let is_allowed = between.iter().chain(said).any(|word| {
        ["approv", "permi", "anumati", "manzoori", "manjuri", "sweekriti", "अनुमति", "मंजूरी", "स्वीकृति"]
            .iter()
            .any(|start| word.text().starts_with(start))
    });
    let is_future = is_future || is_allowed;
    case.words[done.start].sentence == case.words[step.start].sentence && between.len() <= 6 && !is_future
}

/// `your lawyer`, `legal advice`, `free legal help`: the borrower's side.
fn is_borrowers_lawyer(case: &Case, start: usize, end: usize) -> bool {
    let text = |place: usize| case.words.get(place).map_or("", |word| word.text());
    let before = |place: usize| place.checked_sub(1).map_or("", text);
    let is_lawyer =
        |place: usize| ["lawyer", "attorney", "advocate", "solicitor", "counsel"].iter().any(|lawyer| text(place).starts_with(lawyer));
    let is_theirs = |place: usize| matches!(before(place), "your" | "own" | "a" | "an" | "any" | "free" | "independent");
    let is_help = matches!(text(end), "advice" | "aid" | "adviser" | "advisor" | "rights");
    let is_their_legal = text(start) == "legal" && matches!(before(start), "your" | "free" | "independent");
    let is_their_lawyer = (is_lawyer(start) && is_theirs(start)) || (is_lawyer(end - 1) && before(end - 1) == "your");
    is_help || is_their_legal || is_their_lawyer || is_borrowers_state(case, start) || is_borrowers_court(case, start, end)
}

/// "If you are in insolvency proceedings, tell us": what the borrower may have done.
fn is_borrowers_state(case: &Case, claim: usize) -> bool {
    let sentence = case.words[claim].sentence;
    let start = case.words.partition_point(|word| word.sentence < sentence);
    let lead = &case.words[start..claim];
    let is_asked = matches!(lead, [first, second, third, ..] if first.text() == "if" && second.text() == "you" && matches!(third.text(), "are" | "have" | "were" | "had"));
    is_asked && lead.iter().skip(1).all(|word| !word.is_after_break && !matches!(word.text(), "we" | "our" | "i" | "not"))
}

/// "You can ask the court for more time", "you won in the consumer court", "the court-side branch", "Mr Court".
fn is_borrowers_court(case: &Case, claim: usize, end: usize) -> bool {
    let sentence = case.words[claim].sentence;
    let text = |place: usize| case.words.get(place).filter(|word| word.sentence == sentence).map_or("", |word| word.text());
    let before = |n: usize| claim.checked_sub(n).map_or("", text);
    let start = case.words.partition_point(|word| word.sentence < sentence);
    let may = |place: usize| {
        text(place) == "you"
            && matches!(text(place + 1), "can" | "may" | "could" | "might")
            && matches!(
                text(place + 2),
                "ask" | "apply" | "seek" | "consult" | "approach" | "complain" | "dispute" | "contest" | "go" | "write"
            )
    };
    let has_won = (start..claim)
        .any(|place| matches!(text(place), "you" | "your") && (place..claim).any(|place| matches!(text(place), "won" | "win")));
    let is_name = matches!(before(1), "mr" | "mrs" | "ms" | "miss" | "shri" | "smt") && case.words[claim].is_capitalized;
    may(start) || may(start + 1) || has_won || is_name || text(end) == "side"
}
