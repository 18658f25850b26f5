//! The desk: a message to one borrower, checked against the facts and the rules of conduct before it can be copied.

use std::sync::Arc;

use leptos::prelude::*;

use super::counsel::CounselSection;
use super::counsel_payload::PayloadCard;
use super::message_way::MessageWay;
use super::parts::{FailureBanner, NoModelYet, failure_of};
use super::rules::{RulesAtWork, RulesCard};
use super::sender::SenderCard;
use crate::advisor::conduct::{CopyState, Finding, PlannedTime, Severity};
use crate::browser::{clipboard, clock};
use crate::jobs::protocol::DeskAnswer;
use crate::session::{Desk, Session};
use crate::sheets::FactText;
use crate::ui::app::Shared;
use crate::ui::components::unique_id::unique_id;
use crate::ui::components::{
    Banner, Button, ButtonKind, ButtonLink, Card, DraftEditor, EmptyState, Fact, Facts, Field, Headline, Mark, Sketch, Tone,
};
use crate::ui::dynamic::{Derived, dynamic, memo};
use crate::ui::icon::{Glyph, Icon};
use crate::ui::route::Route;

/// See the module. Without a row the borrower written to last, or the first of the list.
#[component]
pub fn MessagesPage(row: Option<u64>) -> impl IntoView {
    let store = Shared::get().store;
    let has_model = store.read(|session| session.model().shown().is_some());
    // The list may come later than its model.
    let wanted = store.read(move |session| row.or_else(|| session.desk().row).or_else(|| session.first_listed()));
    let choose = move |wanted: Option<u64>| {
        store.transition(|session| {
            choose_first_time(session);
            if let Some(row) = wanted {
                session.write_to(row);
            }
        });
    };
    Effect::new(move |_| {
        if has_model.get() {
            choose(wanted.get());
        }
    });
    dynamic(move || if has_model.get() { view! { <TheDesk /> }.into_any() } else { view! { <NoModelYet /> }.into_any() })
}

/// When it is meant to go, until the person says when.
pub(super) fn choose_first_time(session: &mut Session) {
    session.change_desk(|desk| desk.planned_at = desk.planned_at.or_else(|| Some(first_time(clock::local()))));
}

/// The next full hour, where it lies between nine and six; else ten o'clock of the next day.
fn first_time((day, second): (i32, u32)) -> PlannedTime {
    let hour = second / 3600 + 1;
    let (day, hour) = match hour {
        9..=18 => (day, hour),
        ..9 => (day, 10),
        _ => (day.saturating_add(1), 10),
    };
    PlannedTime { day, second: hour * 3600, utc_offset: None }
}

#[component]
fn TheDesk() -> impl IntoView {
    let store = Shared::get().store;
    let failure = store.read(|session| failure_of(&session.desk().shown));
    let is_anybody = store.read(|session| session.desk().row.is_some());
    dynamic(move || {
        if !is_anybody.get() {
            let action =
                || view! { <ButtonLink href="#/borrowers" kind=ButtonKind::Primary icon=Icon::ArrowRight>"Choose a borrower"</ButtonLink> };
            return view! {
                <EmptyState title="Nobody is written to yet" sketch=Sketch::Sheet page=true action>
                    "Open a borrower and choose “Write a message”."
                </EmptyState>
            }
            .into_any();
        }
        view! {
            <DeskHeadline />
            <FailureBanner failure />
            <div class="columns columns--wide-first">
                <div class="stack">
                    <Editor />
                    <CounselSection />
                </div>
                <div class="stack">
                    <SenderCard />
                    <RulesCard />
                    <FactsCard />
                    <PayloadCard />
                </div>
            </div>
        }
        .into_any()
    })
}

/// The draft as it was checked last.
fn shown() -> Derived<Option<Arc<DeskAnswer>>> {
    Shared::get().store.read(|session| session.desk().shown.shown().cloned())
}

fn desk<T: PartialEq + Send + Sync + 'static>(part: impl Fn(&Desk) -> T + Send + Sync + 'static) -> Derived<T> {
    Shared::get().store.read(move |session| part(session.desk()))
}

#[component]
fn DeskHeadline() -> impl IntoView {
    let shown = shown();
    let n_open = desk(Desk::n_to_mend);
    let n_against = desk(Desk::n_against);
    let words = dynamic(move || {
        let answer = shown.get()?;
        let (asks, n) = (answer.text.asks.len(), n_open.get());
        let rest = match (asks, n) {
            (0, 0) => match n_against.get() {
                0 => " can be copied.".to_owned(),
                1 => " can be copied, against one rule.".to_owned(),
                n => format!(" can be copied, against {n} rules."),
            },
            (0, 1) => ", one rule to mend before it can be copied.".to_owned(),
            (0, n) => format!(", {n} rules to mend before it can be copied."),
            _ => " has to wait.".to_owned(),
        };
        let kind = if answer.text.is_template { "A draft" } else { "Your message" };
        Some(view! {
            {kind}
            " for "
            <strong>{answer.identifier.clone()}</strong>
            {rest}
        })
    });
    let crumb = memo(move || shown.get().map(|answer| (Route::Borrower(answer.row).href(), answer.identifier.clone())));
    let action = || view! { <ButtonLink href=Route::Mailing.href() icon=Icon::ArrowRight>"Write to many…"</ButtonLink> };
    view! {
        <Headline crumb action>
            {words}
        </Headline>
    }
}

#[component]
fn Editor() -> impl IntoView {
    let store = Shared::get().store;
    let shown = shown();
    let language = desk(|desk| desk.language.tag());
    // What is being typed is shown at once, its marks when it was checked.
    let written = desk(|desk| desk.written().map(str::to_owned));
    let text = Signal::derive(move || written.get().or_else(|| shown.get().map(|answer| answer.text.text.clone())).unwrap_or_default());
    let is_checked = memo(move || shown.get().is_some_and(|shown| text.with(|text| *text == shown.text.text)));
    let marks = memo(move || {
        let findings = shown.get().filter(|_| is_checked.get()).map(|answer| answer.text.report.findings.clone()).unwrap_or_default();
        let mark = |finding: &Finding| Mark { start: finding.start as usize, end: finding.end as usize, tone: tone_of(finding) };
        findings.iter().map(mark).collect::<Vec<_>>()
    });
    let write = move |text: String| store.transition(|session| session.write(text));
    let meter = dynamic(move || {
        shown.get().map(|answer| answer.text.meter.iter().map(|words| view! { <span>{words.clone()}</span> }).collect_view())
    });
    view! {
        <section class="draft-editor" aria-label="Draft">
            <header class="draft-editor__head">
                <MessageWay />
            </header>
            <Asks />
            <DraftEditor label="The message" lang=language.signal() text marks on_input=write described_by="draft-findings" />
            <div class="draft-editor__meter">{meter}</div>
            <Findings />
            <RulesAtWork />
            <Foot />
        </section>
    }
}

fn tone_of(finding: &Finding) -> Tone {
    if finding.severity == Severity::Block { Tone::Stop } else { Tone::Caution }
}

/// Why a person looks first, and what must be known before there is a draft.
#[component]
fn Asks() -> impl IntoView {
    let shown = shown();
    dynamic(move || {
        let answer = shown.get()?;
        let list = |words: &[String]| words.iter().map(|words| view! { <li>{words.clone()}</li> }).collect_view();
        let (asked, wrong) = (list(&answer.text.asks), list(&answer.text.problems));
        let look_first = (!answer.look_first.is_empty()).then(|| {
            let causes = list(&answer.look_first);
            view! {
                <Banner tone=Tone::Caution title="Look at the plan before you send this">
                    <ul>{causes}</ul>
                </Banner>
            }
        });
        let asked = (!answer.text.asks.is_empty()).then(|| {
            view! {
                <Banner tone=Tone::Caution title="Before there is a draft">
                    <ul>{asked}</ul>
                </Banner>
            }
        });
        let wrong = (!answer.text.problems.is_empty()).then(|| {
            view! {
                <Banner tone=Tone::Caution title="What the ledger says cannot be so, and is left out">
                    <ul>{wrong}</ul>
                </Banner>
            }
        });
        Some(view! {
            {look_first}
            {asked}
            {wrong}
        })
    })
}

/// What was found, each with its quote, why, and what to do.
#[component]
fn Findings() -> impl IntoView {
    let shown = shown();
    let rows = dynamic(move || {
        let shown = shown.get()?;
        let text = &shown.text;
        let rows = text.report.findings.iter().map(|finding| finding_view(finding, &text.text)).collect_view();
        let passed = (!text.text.is_empty()).then(|| {
            view! {
                <div class="draft-finding" data-tone="good">
                    <Glyph icon=Icon::CheckCircle />
                    <span class="draft-finding__title">{text.passed.clone()}</span>
                </div>
            }
        });
        Some(view! {
            {rows}
            {passed}
        })
    });
    view! {
        <div id="draft-findings" role="status">
            {rows}
        </div>
    }
}

fn finding_view(finding: &Finding, text: &str) -> AnyView {
    let store = Shared::get().store;
    let tone = tone_of(finding);
    let rule = finding.rule;
    let quote: String = text.chars().skip(finding.start as usize).take(finding.end.saturating_sub(finding.start) as usize).collect();
    let title = if quote.is_empty() { finding.why.clone() } else { format!("“{quote}”: {}", finding.why) };
    let note = format!("{} · {}", rule.id(), finding.fix);
    let reason_field = (finding.severity == Severity::Block && rule.may_be_overridden()).then(|| {
        let reason =
            desk(move |desk| desk.overrides.iter().find(|given| given.rule == rule).map(|given| given.reason.clone()).unwrap_or_default());
        let set = move |text: String| store.transition(|session| session.override_rule(rule, text));
        view! {
            <input
                class="field__input"
                placeholder="Why all the same: 12 letters or more"
                aria-label=format!("Reason to copy it all the same ({})", rule.id())
                prop:value=reason.signal()
                on:change:target=move |event| set(event.target().value())
            />
        }
    });
    view! {
        <div class="draft-finding" data-tone=tone.name()>
            <Glyph icon=tone.icon() />
            <span class="draft-finding__title">{title}</span>
            <span class="draft-finding__text">{note}</span>
            <span class="draft-finding__fix">{reason_field}</span>
        </div>
    }
    .into_any()
}

#[component]
fn Foot() -> impl IntoView {
    let store = Shared::get().store;
    let may_copy = desk(|desk| desk.copy_state() == Some(CopyState::Allowed));
    let is_written = desk(|desk| desk.written().is_some());
    let is_kept = store.read(Session::is_message_kept);
    let said = RwSignal::new(String::new());
    let shown = shown();
    let copy = move || {
        if let Some(answer) = shown.get_untracked() {
            clipboard::write(&answer.text.text, move |written| {
                said.set(match written {
                    Ok(()) => {
                        store.transition(Session::note_taken);
                        "Copied.".to_owned()
                    }
                    Err(words) => format!("The browser did not copy it ({words}). Mark the text and copy it by hand."),
                });
            });
        }
    };
    let forbidden = memo(move || !may_copy.get());
    let note = Signal::derive(move || if may_copy.get() { said.get() } else { "Opens when nothing blocks.".to_owned() });
    view! {
        <div class="draft-editor__foot">
            <Button kind=ButtonKind::Primary disabled=forbidden.signal() on_click=copy>"Copy"</Button>
            <Button icon=Icon::Download disabled=forbidden.signal() on_click=move || store.transition(Session::save_draft)>"Save as a file"</Button>
            <Button disabled=forbidden.signal() on_click=move || store.transition(Session::keep_message)>
                {dynamic(move || if is_kept.get() { "Take out of the export" } else { "Add to the export" })}
            </Button>
            {dynamic(move || {
                is_written
                    .get()
                    .then(|| {
                        view! {
                            <Button kind=ButtonKind::Quiet on_click=move || store.transition(Session::use_template)>"Back to the template"</Button>
                        }
                    })
            })}
            <span class="card__note" role="status">
                {note}
            </span>
        </div>
    }
}

/// What the draft is held against.
#[component]
fn FactsCard() -> impl IntoView {
    let shown = shown();
    let rows = dynamic(move || {
        let answer = shown.get()?;
        let facts = answer.text.facts.iter().cloned().map(|FactText { label, value }| view! { <Fact label=move || label>{value}</Fact> });
        Some(facts.collect_view())
    });
    view! {
        <Card title=Some("Facts".to_owned()) note=Some("every figure of a message must be one of these".to_owned())>
            <Facts>{rows}</Facts>
            {ledger_field("Past due, by your ledger", "text", |desk| &mut desk.amount_due)}
            {ledger_field("Due since", "date", |desk| &mut desk.due_date)}
            <p class="prose">"What is past due today no file says for sure, so a draft names no such amount or date unless you do."</p>
        </Card>
    }
}

/// A figure that the person takes from the ledger.
fn ledger_field(label: &'static str, kind: &'static str, part: fn(&mut Desk) -> &mut String) -> AnyView {
    let store = Shared::get().store;
    let id = unique_id("ledger");
    let field = id.clone();
    let value = desk(move |desk| part(&mut desk.clone()).clone());
    let set = move |text: String| store.transition(|session| session.change_desk(|desk| *part(desk) = text));
    view! {
        <Field id label>
            <input
                class="field__input"
                id=field
                type=kind
                autocomplete="off"
                prop:value=value.signal()
                on:change:target=move |event| set(event.target().value())
            />
        </Field>
    }
    .into_any()
}
