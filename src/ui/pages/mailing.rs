//! Messages to many borrowers at once: to whom, in which words, what stops some of them, and how they are taken away.

use std::sync::Arc;

use leptos::prelude::*;

use super::mailing_wording::WordingCard;
use super::message_way::MessageWay;
use super::messages::choose_first_time;
use super::parts::{FailureBanner, NoModelYet, SaveButton, failure_of};
use super::sender::SenderCard;
use crate::advisor::drafts::Occasion;
use crate::jobs::protocol::{MailingGroup, MailingReport, Progress as JobProgress};
use crate::quantity::Currency;
use crate::quantity::format::count_text;
use crate::session::{Addressees, Session, Stage};
use crate::sheets::{archetype_name, offer_name, stage_name, treatment_name};
use crate::strategy::{Offer, Treatment};
use crate::ui::app::Shared;
use crate::ui::components::{Button, ButtonKind, Card, Choice, Headline, Progress, Select};
use crate::ui::dynamic::{Derived, dynamic, memo};
use crate::ui::route::Route;

/// See the module.
#[component]
pub fn MailingPage() -> impl IntoView {
    let store = Shared::get().store;
    let has_model = store.read(|session| session.model().shown().is_some());
    store.recall_key();
    store.change_counsel(|_| {});
    Effect::new(move |_| {
        if has_model.get() {
            store.transition(|session| {
                choose_first_time(session);
                session.open_mailing();
            });
        }
    });
    on_cleanup(move || store.transition(Session::close_mailing));
    dynamic(move || if has_model.get() { view! { <Many /> }.into_any() } else { view! { <NoModelYet /> }.into_any() })
}

#[component]
fn Many() -> impl IntoView {
    let store = Shared::get().store;
    let failure = store.read(|session| failure_of(&session.mailing().shown));
    view! {
        <ManyHeadline />
        <FailureBanner failure />
        <div class="columns columns--wide-first">
            <div class="stack">
                <Whom />
                <Groups />
            </div>
            <div class="stack">
                <TakeAway />
                <WordingCard />
                <SenderCard />
            </div>
        </div>
    }
}

fn shown() -> Derived<Option<Arc<MailingReport>>> {
    Shared::get().store.read(|session| session.mailing().shown.shown().cloned())
}

fn n(count: u64) -> String {
    count_text(count, Currency::Unstated)
}

#[component]
fn ManyHeadline() -> impl IntoView {
    let shown = shown();
    let crumb = memo(|| Some((Route::Messages(None).href(), "Messages".to_owned())));
    let is_running = Shared::get().store.read(|session| session.mailing().shown.is_running());
    let words = dynamic(move || {
        // What was written to others says nothing of these.
        let report = shown.get().filter(|_| !is_running.get());
        Some(match report {
            None if is_running.get() => "The messages are being written and checked.".into_any(),
            None => "Messages to many".into_any(),
            Some(report) if report.n_rows == 0 => "Nobody is written to: choose somebody else below.".into_any(),
            Some(report) => {
                let n_stopped = report.n_rows - report.n_ready;
                let rest = match (n_stopped, only_obstacle(&report)) {
                    (0, _) => " may go as they are.".to_owned(),
                    (1, Some(why)) => format!(", 1 waits: {why}."),
                    (stopped, Some(why)) => format!(", {} wait: {why}.", n(stopped)),
                    (1, None) => ", 1 is stopped; its situation says why.".to_owned(),
                    (stopped, None) => format!(", {} are stopped; each situation says why.", n(stopped)),
                };
                view! {
                    <strong>{format!("{} of {} messages", n(report.n_ready), n(report.n_rows))}</strong>
                    {if report.n_ready == report.n_rows { "" } else { " may go" }}
                    {rest}
                }
                .into_any()
            }
        })
    });
    view! { <Headline crumb>{words}</Headline> }
}

/// Why messages may not go, where all have the same reason.
fn only_obstacle(report: &MailingReport) -> Option<&str> {
    let mut all = report.groups.iter().flat_map(|group| &group.obstacles).map(|(words, _)| words.as_str());
    let first = all.next()?;
    all.all(|other| other == first).then_some(first)
}

fn addressees_word(addressees: Addressees) -> String {
    match addressees {
        Addressees::Listed => "listed".to_owned(),
        Addressees::Step(step) => format!("step:{}", treatment_name(step)),
    }
}

/// To whom, in which way.
#[component]
fn Whom() -> impl IntoView {
    let store = Shared::get().store;
    let choices: Vec<Addressees> =
        std::iter::once(Addressees::Listed).chain(Treatment::ALL.into_iter().filter(|step| step.is_due()).map(Addressees::Step)).collect();
    let label = |addressees: Addressees| match addressees {
        Addressees::Listed => "Whom the list of borrowers shows".to_owned(),
        Addressees::Step(step) => format!("Next step: {}", treatment_name(step).to_lowercase()),
    };
    let options: Vec<Choice> = choices.iter().map(|choice| Choice::new(addressees_word(*choice), label(*choice))).collect();
    let value = store.read(|session| addressees_word(session.mailing().addressees));
    let choose = move |word: String| {
        if let Some(addressees) = choices.iter().copied().find(|choice| addressees_word(*choice) == word) {
            store.transition(|session| session.change_mailing(|mailing| mailing.addressees = addressees));
        }
    };
    let progress = store.read(|session| match &session.mailing().shown {
        Stage::Running { progress: Some(JobProgress::Mailing { n_rows, n_rows_total }), .. } => Some((*n_rows, *n_rows_total)),
        _ => None,
    });
    let is_running = store.read(|session| session.mailing().shown.is_running());
    let done = memo(move || progress.get().map(|(done, total)| done as f64 / total.max(1) as f64));
    let detail = Signal::derive(move || progress.get().map(|(done, total)| format!("{} of {}", n(done), n(total))));
    let bar = dynamic(move || is_running.get().then(|| view! { <Progress label="Writing and checking" done detail /> }));
    view! {
        <Card title=Some("To whom".to_owned()) note=Some("each in the words of their situation, with their own figures, checked one by one".to_owned())>
            <Select label="To" options value=value.signal() on_change=choose />
            <div class="row">
                <MessageWay />
            </div>
            {bar}
        </Card>
    }
}

/// Every situation with its words.
#[component]
fn Groups() -> impl IntoView {
    let shown = shown();
    dynamic(move || {
        let report = shown.get()?;
        (!report.groups.is_empty()).then(|| {
            let items: Vec<AnyView> = report.groups.iter().map(group_view).collect();
            view! {
                <Card title=Some("Situations".to_owned()) note=Some("open one to read its first message".to_owned())>
                    <ul class="mailing">{items}</ul>
                </Card>
            }
        })
    })
}

/// What is done: `Settlement offer: instalments`.
pub(super) fn occasion_title(occasion: Occasion) -> String {
    let offer = (occasion.offer != Offer::NoOffer).then(|| offer_name(occasion.offer));
    [Some(treatment_name(occasion.treatment)), offer].into_iter().flatten().collect::<Vec<_>>().join(": ")
}

/// With whom: `31 to 60 days past due · cannot pay, willing`.
pub(super) fn occasion_people(occasion: Occasion) -> String {
    format!("{} · {}", stage_name(occasion.stage), archetype_name(occasion.archetype))
}

fn group_view(group: &MailingGroup) -> AnyView {
    let store = Shared::get().store;
    let occasion = group.occasion;
    let title = occasion_title(occasion);
    let care = if group.is_in_care { " · protected, templates only" } else { "" };
    let who = occasion_people(occasion) + care;
    let count = if group.n_ready == group.n_rows { n(group.n_rows) } else { format!("{} of {}", n(group.n_ready), n(group.n_rows)) };
    let tone = if group.n_ready == group.n_rows { "good" } else { "caution" };
    let obstacles = group.obstacles.iter().map(|(words, count)| view! { <li>{format!("{}: {words}", n(*count))}</li> });
    let obstacles = (!group.obstacles.is_empty()).then(|| view! { <ul class="mailing__obstacles">{obstacles.collect_view()}</ul> });
    let is_worded = store.read(move |session| session.mailing().wording(occasion, session.desk()).is_some());
    let words = dynamic(move || {
        is_worded.get().then(|| {
            let back = move || store.transition(|session| session.use_template_for(occasion));
            view! {
                <p class="row">
                    <span class="card__note">"In Gemini’s words."</span>
                    <Button kind=ButtonKind::Quiet on_click=back>"Back to the template"</Button>
                </p>
            }
        })
    });
    let example = group.example.clone().map(|example| {
        let href = Route::Messages(Some(example.row)).href();
        let text = (!example.text.is_empty()).then(|| view! { <p class="mailing__text">{example.text}</p> });
        view! {
            {text}
            <p class="card__note">
                "To " <a href=href>{example.identifier}</a> ", whose own figures are in it."
            </p>
        }
    });
    view! {
        <li>
            <details class="mailing__group">
                <summary>
                    <span class="mailing__title">{title}</span>
                    <span class="mailing__count" data-tone=tone>{count}</span>
                    <span class="mailing__who">{who}</span>
                </summary>
                {obstacles}
                {words}
                {example}
            </details>
        </li>
    }
    .into_any()
}

/// The files that take messages away.
#[component]
fn TakeAway() -> impl IntoView {
    let store = Shared::get().store;
    let is_in_export = store.read(|session| session.mailing().is_in_export);
    let n_kept = store.read(|session| session.mailing().kept().len());
    let set = move |is_wanted: bool| store.transition(|session| session.change_mailing(|mailing| mailing.is_in_export = is_wanted));
    let kept = dynamic(move || {
        let words = match n_kept.get() {
            0 => return None,
            1 => "One message that you added by hand goes along as you wrote it.".to_owned(),
            n => format!("{n} messages that you added by hand go along as you wrote them."),
        };
        Some(view! { <p class="prose">{words}</p> })
    });
    view! {
        <Card title=Some("To take away".to_owned()) note=Some("only what may go has its text in a file".to_owned())>
            <SaveButton words="Save these messages" kind=ButtonKind::Primary save=Session::export_messages />
            <label class="field__tick">
                <input type="checkbox" prop:checked=is_in_export.signal() on:change:target=move |event| set(event.target().checked()) />
                <span>"Add them to the scored CSV, in a column “message”"</span>
            </label>
            {kept}
            <p class="prose">"Nothing is sent from here: the file goes to whatever sends your messages."</p>
        </Card>
    }
}
