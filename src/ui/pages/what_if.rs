//! What a borrower's score would be with other values: sliders within what the file holds, what is locked and why, and the smallest
//! change to a milder strategy.

use leptos::prelude::*;

use crate::jobs::protocol::{FieldLock, WhatIfField, WhatIfKind};
use crate::quantity::Probability;
use crate::quantity::format::{decimal, number_text};
use crate::session::WhatIf;
use crate::ui::app::Shared;
use crate::ui::components::{Button, ButtonKind, Card, Choice, Select, Slider, StrategyBadge};
use crate::ui::dynamic::{Derived, dynamic, memo};
use crate::ui::icon::Icon;
use crate::ui::text::{session_error, treatment_of};

/// See the module. `score` is the borrower's own.
#[component]
pub fn WhatIfCard(score: Option<Probability>) -> impl IntoView {
    let store = Shared::get().store;
    let is_open = store.read(|session| session.what_if().is_some());
    let content = dynamic(move || {
        if is_open.get() {
            view! { <Opened score /> }.into_any()
        } else {
            view! {
                <p class="prose">
                    "Move what can change and see what the model would say. It is the model’s answer, judged by the same parts that had not \
                     seen this borrower, not a promise."
                </p>
                <div class="row">
                    <Button icon=Icon::Play on_click=move || store.transition(|session| session.start_what_if())>
                        "What if…"
                    </Button>
                </div>
            }
            .into_any()
        }
    });
    view! { <Card title=Some("What if".to_owned())>{content}</Card> }
}

#[component]
fn Opened(score: Option<Probability>) -> impl IntoView {
    let store = Shared::get().store;
    let fields = store.read(|session| session.what_if().map(|what_if| what_if.fields.clone()).unwrap_or_default());
    let rows = dynamic(move || fields.get().into_iter().map(|field| view! { <FieldRow field /> }).collect_view());
    view! {
        <Outcome score />
        <Nearest />
        <div class="what-if">{rows}</div>
    }
}

/// The score with the changes, and what it would mean.
#[component]
fn Outcome(score: Option<Probability>) -> impl IntoView {
    let store = Shared::get().store;
    let cut_offs = store.read(|session| session.cut_offs());
    // As a number, of which there are memos already; where there is no score it is none that a score can be.
    let after = store.read(move |session| {
        let after = |what_if: &WhatIf| if what_if.changes.is_empty() { score } else { what_if.report.as_ref()?.score_after };
        session.what_if().and_then(after).map_or(-1.0, Probability::value)
    });
    let after = move || Probability::new(after.get());
    let is_changed = store.read(|session| session.what_if().is_some_and(|what_if| !what_if.changes.is_empty()));
    let error = store.read(|session| session.what_if().and_then(|what_if| what_if.error.clone()));
    let words = move || match (score, after()) {
        (Some(before), Some(after)) if is_changed.get() => {
            format!("The score would be {:.2} instead of {:.2}", after.value(), before.value())
        }
        (_, Some(after)) => format!("The score is {:.2}", after.value()),
        _ => "No part of the model may judge this borrower".to_owned(),
    };
    let strategy = Derived::new(move || treatment_of(cut_offs.get().strategy(after())));
    let failed = dynamic(move || {
        error.get().map(|error| {
            let words = session_error(&error);
            view! { <p class="field__hint" data-tone="stop">{words.what} " " {words.todo}</p> }
        })
    });
    view! {
        <div class="row" role="status">
            <strong>{words}</strong>
            <StrategyBadge strategy />
        </div>
        {failed}
        <div class="row">
            <Button
                kind=ButtonKind::Quiet
                disabled=Signal::derive(move || !is_changed.get())
                on_click=move || store.transition(|session| session.set_what_if(Vec::new()))
            >
                "Take the changes back"
            </Button>
            <Button kind=ButtonKind::Quiet on_click=move || store.transition(|session| session.end_what_if())>
                "Close"
            </Button>
        </div>
    }
}

/// The smallest change to a milder strategy.
#[component]
fn Nearest() -> impl IntoView {
    let store = Shared::get().store;
    let nearest = store.read(|session| session.what_if().and_then(|what_if| what_if.nearest.clone()));
    dynamic(move || {
        nearest.get().map(|nearest| {
            let changes = nearest.changes;
            let apply = (!changes.is_empty()).then(|| {
                view! {
                    <Button on_click=move || store.transition(|session| session.set_what_if(changes.clone()))>
                        "Show this change"
                    </Button>
                }
            });
            view! {
                <div class="row">
                    <p class="prose">{nearest.sentence}</p>
                    {apply}
                </div>
            }
        })
    })
}

#[component]
fn FieldRow(field: WhatIfField) -> impl IntoView {
    let store = Shared::get().store;
    let (column, own, name) = (field.name.clone(), field.value.clone(), field.name.clone());
    let value = store.read(move |session| {
        let changed = session.what_if().and_then(|what_if| what_if.changes.iter().find(|(name, _)| *name == column));
        changed.map_or_else(|| own.clone(), |(_, text)| text.clone())
    });
    let currency = Shared::get().currency();
    let shown = memo(move || match decimal(&value.get()) {
        Some(number) => number_text(number, currency.get()),
        None => value.get(),
    });
    let change = {
        let name = name.clone();
        move |text: String| store.transition(|session| session.change_what_if(&name, text))
    };
    let label = name.clone();
    let control = match (field.lock, field.kind) {
        (Some(lock), _) => view! { <span class="what-if__lock">{lock_words(lock)}</span> }.into_any(),
        (None, WhatIfKind::Number { min, max, step, .. }) => view! { <Slider label min max step value on_input=change /> }.into_any(),
        (None, WhatIfKind::Category { labels }) => {
            let options = Derived::new(move || labels.iter().map(|label| Choice::new(label.clone(), label.clone())).collect::<Vec<_>>());
            view! { <Select label options value on_change=change bare=true /> }.into_any()
        }
        (None, WhatIfKind::Date) => ().into_any(),
    };
    view! {
        <span class="what-if__name">{name}</span>
        <span class="what-if__control">{control}</span>
        <span class="what-if__value">{shown.signal()}</span>
    }
}

/// Why a value stays as it is.
fn lock_words(lock: FieldLock) -> &'static str {
    match lock {
        FieldLock::Protected => "protected, stays",
        FieldLock::Identifier => "names somebody, stays",
        FieldLock::NotAFeature => "not in the model",
        FieldLock::Date => "a past day, stays",
    }
}
