//! Pressing words and short deadlines (C17); deadlines as rules for vulnerable borrowers need them too.

use super::case::Case;
use super::lexicon::Group;
use super::pattern::Match;
use super::reasons::Reason;
use super::rule::Rule;
use crate::advisor::figures::known::day_meant;
use crate::advisor::figures::{FigureValue, Unit};
use crate::advisor::text::Span;

/// A deadline set for the borrower.
pub(super) struct Deadline {
    /// How many calendar days from the planned day.
    pub n_days: i32,
    /// The day, where the draft names one.
    pub day: Option<i32>,
    pub span: Span,
}

pub(super) fn check(case: &mut Case) {
    for claim in pressing(case) {
        case.block(Rule::C17, claim.span, Reason::Pressure);
    }
    let least = case.pack.limits.least_deadline_days;
    for deadline in deadlines(case).into_iter().filter(|deadline| deadline.n_days < least) {
        case.block(Rule::C17, deadline.span, Reason::ShortDeadline { least, day: deadline.day });
    }
}

/// Pressing words that are meant for the borrower.
pub(super) fn pressing(case: &Case) -> Vec<Match> {
    let mut found: Vec<Match> = case.claims(Group::Pressure).into_iter().filter(|claim| !is_ours(case, *claim)).collect();
    found.extend(case.claims(Group::Today).into_iter().filter(|claim| is_demanded(case, *claim)));
    found
}

/// "We will immediately update our records", "tell us at once if you have paid": not pressed to pay.
fn is_ours(case: &Case, claim: Match) -> bool {
    let is_all_at_once = claim.start > 0 && case.words[claim.start - 1].text() == "all";
    let sentence = case.words[claim.start].sentence;
    let (acts, promises) = acts_and_promises(case, sentence);
    let last_before = |places: &[usize]| places.iter().filter(|place| **place < claim.start).map(|place| place + 1).max().unwrap_or(0);
    let act_behind = case
        .find(Group::BorrowerAct)
        .into_iter()
        .any(|act| case.words[act.start].sentence == sentence && (claim.start..claim.end + 4).contains(&act.start));
    let is_of_a_thing = (claim.start.saturating_sub(2)..claim.start).any(|place| {
        matches!(
            case.words[place].text(),
            "works" | "work" | "updates" | "stops" | "stop" | "shows" | "starts" | "ends" | "end" | "reflects" | "ready" | "active"
        )
    });
    // "Do you have five minutes for a chat?"
    let is_short_talk = case.words[claim.start..claim.end].iter().any(|word| matches!(word.text(), "minute" | "minutes"))
        && matches!(case.words[claim.start.saturating_sub(1)].text(), "do" | "if" | "when" | "would" | "could");
    // "The last reminder was sent by mistake."
    let is_past = case.words[claim.start..claim.end].iter().any(|word| word.text() == "last")
        && case.words.get(claim.end).is_some_and(|next| matches!(next.text(), "was" | "were" | "dated"));
    is_short_talk || is_past || is_all_at_once || is_of_a_thing || (last_before(&promises) > last_before(&acts) && !act_behind)
}

/// Whether `today` stands beside what the borrower is to do, and not beside what was done.
fn is_demanded(case: &Case, claim: Match) -> bool {
    let text = |place: usize| case.words.get(place).map_or("", |word| word.text());
    let before = |n: usize| claim.start.checked_sub(n).map_or("", text);
    if matches!((before(2), before(1)), ("as", "of" | "on") | ("if" | "have", _))
        || matches!(before(1), "made" | "paid" | "received" | "credited" | "sent" | "called" | "wrote" | "spoke")
        || matches!(before(1), "till" | "until" | "since" | "from" | "of")
        || matches!(text(claim.end), "date" | "s" | "we" | "hum")
    {
        return false;
    }
    let sentence = case.words[claim.start].sentence;
    // `Today.` alone.
    if case.sentence(sentence).len() <= 2 && before(1) != "for" {
        return true;
    }
    // A payment is asked for if it "is needed"; not if it "was received".
    let is_payment = |act: &Match| matches!(text(act.start), "payment" | "payments");
    let is_needed = |act: &Match| matches!(text(act.end), "is" | "must" | "needed" | "required" | "expected" | "has");
    let is_soft = |act: &Match| {
        let is_talk = matches!(
            text(act.start),
            "call"
                | "contact"
                | "get"
                | "hear"
                | "you"
                | "give"
                | "giving"
                | "left"
                | "answer"
                | "return"
                | "sign"
                | "choose"
                | "reply"
                | "paid"
                | "let"
                | "tell"
                | "write"
                | "speak"
                | "sampark"
                | "संपर्क"
        );
        // `abhi 74,400 rupaye` says how much; `abhi paise do` asks.
        let is_sum = matches!(text(act.start), "paise" | "paisa" | "rupaye" | "rupay")
            && !(act.end..act.end + 3).any(|place| {
                let word = text(place);
                matches!(
                    word,
                    "do" | "de"
                        | "dein"
                        | "dijiye"
                        | "dalo"
                        | "daalo"
                        | "bhejo"
                        | "bhej"
                        | "jama"
                        | "lao"
                        | "chahiye"
                        | "chaiye"
                        | "nikalo"
                ) || word.starts_with("bhar")
                    || word.starts_with("chuka")
                    || word.starts_with("daal")
            });
        let is_past = matches!(text(act.start.wrapping_sub(1)), "already" | "have" | "not" | "our" | "your");
        is_talk || is_sum || (is_payment(act) && !is_needed(act)) || (is_past && !(is_payment(act) && is_needed(act)))
    };
    let is_near = |act: &Match| act.start.abs_diff(claim.start) <= 6 && case.words[act.start].sentence == sentence;
    case.find(Group::BorrowerAct).iter().any(|act| is_near(act) && !is_soft(act) && !case.is_negated(*act)) && !is_ours(case, claim)
}

/// All deadlines that the draft sets. A contractual due date is none of ours, nor is what we promise.
pub(super) fn deadlines(case: &Case) -> Vec<Deadline> {
    let today = case.draft.planned_at.day;
    let due_date = case.facts.day("due_date").filter(|due| case.facts.day("respond_by") != Some(*due));
    let mut found = Vec::new();
    for figure in &case.figures {
        let (n_days, day) = match &figure.value {
            FigureValue::Date(_) | FigureValue::DayOfYear { .. } => match day_meant(&figure.value, today) {
                Some(day) => (day.saturating_sub(today), Some(day)),
                None => continue,
            },
            FigureValue::Count { value, unit } => match unit {
                Unit::Days => (value.clamp(0.0, 1e6) as i32, None),
                Unit::Weeks => ((value * 7.0).clamp(0.0, 1e6) as i32, None),
                Unit::Hours => ((value / 24.0).clamp(0.0, 1e6) as i32, None),
                Unit::Minutes => (0, None),
                _ => continue,
            },
            // `before 5 pm` is today, if money is to come by then.
            FigureValue::Time(_) if speaks_of_money(case, figure.span) => (0, None),
            _ => continue,
        };
        let is_time = matches!(figure.value, FigureValue::Time(_));
        let is_deadline = if is_time {
            is_by_hour(case, figure.span)
        } else if day.is_some() {
            is_by(case, figure.span)
        } else {
            is_within(case, figure.span)
        };
        if is_deadline && (day.is_none() || day != due_date) && is_for_borrower(case, figure.span) {
            found.push(Deadline { n_days, day, span: figure.span });
        }
    }
    found
}

/// Whether the sentence of a place speaks of money to come.
fn speaks_of_money(case: &Case, span: Span) -> bool {
    let Some(sentence) = case.words.get(case.word_at(span.start)).map(|word| word.sentence) else { return false };
    let is_in = |place: usize| case.words.get(place).is_some_and(|word| word.sentence == sentence);
    case.find(Group::MoneyTalk).iter().any(|found| is_in(found.start))
        || case.figures.iter().any(|figure| matches!(figure.value, FigureValue::Amount { .. }) && is_in(case.word_at(figure.span.start)))
}

/// `by 5 pm`, `before noon`, `5 baje tak`, `5 baje se pehle`; "open until 5 pm" is none.
fn is_by_hour(case: &Case, span: Span) -> bool {
    let first = case.words.get(case.word_at(span.start)).map_or("", |word| word.text());
    let (before, behind) = texts_around(case, span);
    let is_lead = |word: &str| matches!(word, "by" | "before");
    is_lead(first)
        || is_lead(before[0])
        || (matches!(behind[0], "tak" | "तक") && !before.contains(&"se") && !before.contains(&"से"))
        || matches!((behind[0], behind[1]), ("se", "pehle" | "pahle") | ("से", "पहले"))
}

fn texts_around<'c>(case: &'c Case<'_>, span: Span) -> (Vec<&'c str>, Vec<&'c str>) {
    let first = case.word_at(span.start);
    let behind = case.words.partition_point(|word| word.span.start < span.end);
    let sentence = case.words.get(first).map(|word| word.sentence);
    let text = |place: usize| case.words.get(place).filter(|word| Some(word.sentence) == sentence).map_or("", |word| word.text());
    let before = (1..=4).map(|back| first.checked_sub(back).map_or("", text)).collect();
    (before, (behind..behind + 3).map(text).collect())
}

/// The nearest word before a span that is none of the fillers; nothing where all are.
fn nearest_except<'w>(before: &[&'w str], fillers: &[&str]) -> &'w str {
    before.iter().copied().find(|word| !fillers.contains(word)).unwrap_or_default()
}

/// The words that may stand between `by` and a day.
const BEFORE_A_DAY: [&str; 15] = [
    "the",
    "of",
    "is",
    "on",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "end",
    "date",
    "midnight",
    "or",
];

/// The words that may stand between `within` and a length of time.
const BEFORE_A_TIME: [&str; 15] =
    ["the", "next", "only", "just", "a", "maximum", "of", "another", "exactly", "max", "coming", "agle", "अगले", "sirf", "केवल"];

/// `by 10 March`, `on or before 10 March`, `latest 10 March`, `10 march tak`.
fn is_by(case: &Case, span: Span) -> bool {
    let (before, behind) = texts_around(case, span);
    let is_leading = matches!(
        nearest_except(&before, &BEFORE_A_DAY),
        "by" | "before" | "until" | "till" | "latest" | "than" | "deadline" | "upto" | "expires" | "within"
    );
    is_leading
        || matches!(behind.first().copied().unwrap_or_default(), "tak" | "तक" | "deadline")
        || matches!((behind[0], behind[1]), ("se", "pehle") | ("से", "पहले") | ("ke", "pehle") | ("se", "pahle") | ("or", "before"))
}

/// `within 3 days`, `in 48 hours`, `you have 5 days`, `5 din mein`, `3-day deadline`.
fn is_within(case: &Case, span: Span) -> bool {
    let (before, behind) = texts_around(case, span);
    let is_leading = matches!(
        nearest_except(&before, &BEFORE_A_TIME),
        "within" | "in" | "inside" | "under" | "have" | "got" | "get" | "you" | "than" | "give" | "given" | "by"
    );
    // "Got five minutes this week?"
    let is_talk = ["minute", "minutes", "min", "mins"].iter().any(|unit| last_of(case, span) == *unit)
        && matches!(nearest_except(&before, &BEFORE_A_TIME), "have" | "got" | "get" | "give" | "you")
        && (!speaks_of_money(case, span) || matches!(before[0], "got" | "have"));
    if is_talk && !matches!(behind[0], "to" | "left" | "or") {
        return false;
    }
    let is_next = before.first().copied() == Some("next");
    let is_trailing =
        matches!(behind[0], "mein" | "me" | "में" | "deadline" | "left" | "remaining" | "remain" | "remains" | "notice" | "only")
            || matches!(
                (behind[0], behind[1]),
                ("ke", "andar" | "bhitar")
                    | ("ka" | "ki", "samay" | "time" | "waqt" | "mauka" | "mohlat" | "muhlat")
                    | ("की", "मोहलत" | "मुहलत")
                    | ("का", "समय" | "वक्त" | "मौका")
                    | ("के", "अंदर" | "भीतर" | "अन्दर")
                    | ("to", "pay" | "respond" | "clear" | "settle" | "reply" | "act" | "comply" | "deposit")
                    | ("or", _)
                    | ("se", "pehle")
                    | ("from", "today" | "now" | "the" | "receipt" | "this" | "date")
                    | ("of", "receipt" | "receiving" | "this" | "the" | "today")
            );
    is_leading || is_next || is_trailing
}

/// The last word of a span.
fn last_of<'c>(case: &'c Case<'_>, span: Span) -> &'c str {
    let behind = case.words.partition_point(|word| word.span.start < span.end);
    behind.checked_sub(1).and_then(|last| case.words.get(last)).map_or("", |word| word.text())
}

/// Whether the borrower is to do something by then: the nearest verb before it, else behind it, is theirs and not ours.
fn is_for_borrower(case: &Case, span: Span) -> bool {
    let place = case.word_at(span.start);
    let Some(sentence) = case.words.get(place).map(|word| word.sentence) else { return false };
    let (acts, promises) = acts_and_promises(case, sentence);
    let last_before = |places: &[usize]| places.iter().copied().filter(|found| *found < place).max();
    match (last_before(&acts), last_before(&promises)) {
        (Some(act), Some(promise)) => act > promise,
        (Some(_), None) => true,
        (None, Some(_)) => false,
        (None, None) => {
            acts.iter().any(|act| *act >= place) || promises.is_empty() && (is_bare(case, sentence) || speaks_of_money(case, span))
        }
    }
}

/// Where a sentence says what the borrower is to do, and what we promise: in "we will reply" the verb is ours.
fn acts_and_promises(case: &Case, sentence: u32) -> (Vec<usize>, Vec<usize>) {
    let in_sentence = |group: Group| {
        let found = case.find(group).into_iter().filter(|found| case.words[found.start].sentence == sentence);
        found.collect::<Vec<_>>()
    };
    // "We would like it by Friday" promises nothing.
    let is_wish = |promise: &Match| {
        (promise.end..promise.end + 2).any(|place| {
            case.words.get(place).is_some_and(|word| {
                matches!(
                    word.text(),
                    "like"
                        | "need"
                        | "want"
                        | "expect"
                        | "ask"
                        | "request"
                        | "require"
                        | "appreciate"
                        | "prefer"
                        | "grateful"
                        | "insist"
                        | "demand"
                        | "love"
                        | "urge"
                )
            })
        })
    };
    let mut promises = in_sentence(Group::OurPromise);
    promises.retain(|promise| !is_wish(promise));
    let is_promised = |act: &Match| promises.iter().any(|promise| (promise.start..promise.end + 1).contains(&act.start));
    let acts = in_sentence(Group::BorrowerAct).into_iter().filter(|act| !is_promised(act)).map(|act| act.start).collect();
    (acts, promises.iter().map(|promise| promise.start).collect())
}

/// `Within 24 hours.` alone, or `3 days only`.
fn is_bare(case: &Case, sentence: u32) -> bool {
    case.sentence(sentence).len() <= 7
}
