//! When the borrower is reached: the planned time (C01), times that the draft proposes (C02), how often (C18).

use super::case::{Case, NOWHERE};
use super::draft::Channel;
use super::lexicon::Group;
use super::pack::ContactWindow;
use super::pattern::Match;
use super::reasons::Reason;
use super::rule::Rule;
use super::zones::borrower_times;
use crate::advisor::figures::{FigureValue, TimeOfDay};
use crate::advisor::text::Span;

pub(super) fn check(case: &mut Case) {
    let window = case.pack.window(case.facts.text("lender_profile"));
    planned_time(case, window);
    proposed_times(case, window);
    odd_hours(case, window);
    frequency(case);
}

/// The window is closed at its start and open at its end: 19:00:00 is outside of 08:00 to 19:00.
fn planned_time(case: &mut Case, window: ContactWindow) {
    let times = borrower_times(case.draft.planned_at, case.facts.text("borrower_timezone"), &case.pack.zones);
    let is_inside = |second: &u32| (window.from * 60..window.to * 60).contains(second);
    if !times.iter().all(is_inside) {
        case.block(Rule::C01, NOWHERE, Reason::PlannedOutsideWindow(window));
    }
}

/// Times outside the window in sentences where we contact the borrower; our own opening hours are no matter of it.
fn proposed_times(case: &mut Case, window: ContactWindow) {
    let times: Vec<(TimeOfDay, Span)> = case
        .figures
        .iter()
        .filter_map(|figure| match figure.value {
            FigureValue::Time(time) => Some((time, figure.span)),
            _ => None,
        })
        .collect();
    for (_, span) in times.into_iter().filter(|(time, _)| is_outside(*time, window)) {
        if is_our_contact(case, span) {
            case.block(Rule::C02, span, Reason::ProposedOutsideWindow(window));
        }
    }
}

fn is_outside(time: TimeOfDay, window: ContactWindow) -> bool {
    let is_point_outside = |minute: u32| !(window.from..window.to).contains(&minute);
    if time.start == time.end {
        return match (time.is_from, time.is_until) {
            // `after 7 pm` is outside though 7 pm may be the window's end; `by 7 pm` is inside.
            (true, _) => time.start + 60 > window.to || time.start < window.from,
            (_, true) => time.start <= window.from || time.start > window.to,
            _ => is_point_outside(time.start),
        };
    }
    time.start < window.from || time.end > window.to || time.end < time.start
}

/// Whether the sentence of a place has us contact the borrower: the nearest phrase of contact before it decides, else any behind.
fn is_our_contact(case: &Case, place: Span) -> bool {
    let word = case.word_at(place.start);
    let Some(sentence) = case.words.get(word).map(|word| word.sentence) else { return false };
    let in_sentence = |group: Group| {
        let found = case.find(group).into_iter().filter(|found| case.words[found.start].sentence == sentence);
        found.collect::<Vec<_>>()
    };
    let ours = in_sentence(Group::OurContact);
    // "We will visit your home at …" is ours, though "visit … at" alone is not.
    let is_part_of_ours = |theirs: &Match| ours.iter().any(|ours| ours.start <= theirs.start && theirs.start < ours.end);
    let mut theirs = in_sentence(Group::TheirContact);
    theirs.retain(|theirs| !is_part_of_ours(theirs));
    let is_denied = ours.iter().any(|ours| case.is_negated(*ours));
    if is_denied || case.is_negated(Match { start: word, end: word + 1, span: place, says_not: false }) {
        return false;
    }
    let is_script = case.draft.channel == Channel::CallScript && ours.is_empty() && theirs.is_empty();
    let nearest = |found: &[Match]| found.iter().filter(|found| found.start <= word).map(|found| found.end.min(word)).max();
    match (nearest(&ours), nearest(&theirs)) {
        (Some(ours), Some(theirs)) => ours >= theirs,
        (Some(_), None) => true,
        (None, Some(_)) => false,
        (None, None) => !ours.is_empty() && theirs.is_empty() && !is_script,
    }
}

/// "At any hour", "late at night": outside every window.
fn odd_hours(case: &mut Case, window: ContactWindow) {
    for claim in case.claims(Group::OddHours) {
        // "At any time between 9:30 and 18:00".
        let is_bounded = case.words.get(claim.end).is_some_and(|next| matches!(next.text(), "between" | "from"));
        if !is_bounded && is_our_contact(case, claim.span) {
            case.block(Rule::C02, claim.span, Reason::OddHours(window));
        }
    }
}

fn frequency(case: &mut Case) {
    let limits = case.pack.limits;
    let is_recent = |part: &'static str| [["last_7", part], ["7_days", part], ["7d", part], ["this_week", part], ["last_week", part]];
    let logged = |part: &'static str| {
        is_recent(part).into_iter().filter_map(|[period, part]| case.facts.number_with_all(&[period, part])).reduce(f64::max).unwrap_or(0.0)
    };
    let (calls, messages) = (logged("call"), logged("message").max(logged("sms")));
    let contacts = logged("contact");
    let is_call = case.draft.channel == Channel::CallScript;
    let cap = if is_call { limits.calls_per_week } else { limits.messages_per_week };
    let n_contacts = if is_call { calls.max(contacts) } else { messages.max(contacts) };
    if n_contacts >= cap || calls >= limits.calls_per_week {
        case.warn(Rule::C18, NOWHERE, Reason::TooManyContacts);
    }
}
