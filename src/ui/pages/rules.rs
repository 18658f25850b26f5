//! The rules of conduct where the borrower lives: what they say, and the file that a person can edit.

use std::sync::Arc;

use leptos::prelude::*;

use super::load_file::LoadFile;
use crate::jobs::protocol::{OwnRules, RulesText};
use crate::session::{MOST_RULES_BYTES, Session};
use crate::ui::app::Shared;
use crate::ui::components::{Banner, Button, ButtonKind, Card, Fact, Facts, Tone};
use crate::ui::dynamic::{Derived, dynamic, memo};
use crate::ui::icon::{Glyph, Icon};

type Shown = Derived<Option<Arc<RulesText>>>;

/// See the module.
#[component]
pub fn RulesCard() -> impl IntoView {
    let store = Shared::get().store;
    let shown: Shown = store.read(|session| session.rules().shown.clone());
    let is_own = memo(move || shown.with(|shown| shown.as_ref().is_some_and(|shown| shown.is_own)));
    let note = memo(move || {
        let words = if is_own.get() { "your file" } else { "built in" };
        shown.with(|shown| shown.as_ref().map(|shown| format!("{}, {words}", shown.name)))
    });
    let load = move |text: Result<String, String>| {
        store.transition(|session| match text {
            Ok(text) => session.load_rules(text),
            Err(words) => session.rules_unreadable(words),
        });
    };
    let back = dynamic(move || {
        is_own.get().then(|| {
            view! {
                <Button kind=ButtonKind::Quiet on_click=move || store.transition(Session::reset_rules)>"Back to the built-in rules"</Button>
            }
        })
    });
    view! {
        <Card title=Some("Rules of conduct".to_owned()) note=note.signal()>
            <About shown />
            <div class="row">
                <Button icon=Icon::Download on_click=move || store.transition(Session::save_rules)>"Save the rules as a file"</Button>
                // A byte more than rules may have: it is then said that there are too many.
                <LoadFile words="Load rules…" label="Rules file" most_bytes=MOST_RULES_BYTES + 1 on_load=load />
                {back}
            </div>
            <Problems />
            <p class="card__note">
                "Any text editor changes the file. The words of threats, insults and the like can be added to, not taken away; hours and effects can be made laxer, and the card then says so. What you load is forgotten when the page is closed."
            </p>
        </Card>
    }
}

/// What the rules are, when they hold, where they come from.
#[component]
fn About(shown: Shown) -> impl IntoView {
    let is_old = Shared::get().store.read(Session::are_rules_old);
    let facts = dynamic(move || {
        let RulesText { as_of, hours, .. } = shown.get()?.as_ref().clone();
        let hours = hours.into_iter().map(|(label, hours)| view! { <Fact label=move || label>{hours}</Fact> }).collect_view();
        Some(view! {
            <Facts>
                <Fact label=|| "As of">{as_of}</Fact>
                {hours}
            </Facts>
        })
    });
    let old = dynamic(move || {
        is_old.get().then(|| {
            view! {
                <p class="rules__old" data-tone="caution">
                    <Glyph icon=Icon::Warning />
                    "Over a year old: see whether they still hold."
                </p>
            }
        })
    });
    let sources = dynamic(move || {
        let rules = shown.get()?;
        let source = |(what, place): &(String, String)| {
            view! {
                <li>
                    {what.clone()} <small>{place.clone()}</small>
                </li>
            }
        };
        Some(view! {
            <details>
                <summary class="button button--quiet">{format!("Where they come from ({})", rules.sources.len())}</summary>
                <ul class="rules__sources">{rules.sources.iter().map(source).collect_view()}</ul>
            </details>
        })
    });
    view! {
        {facts}
        {old}
        {sources}
    }
}

/// What is wrong with the file that was to be loaded.
#[component]
fn Problems() -> impl IntoView {
    let problems = Shared::get().store.read(|session| session.rules().problems.clone());
    dynamic(move || {
        let problems = problems.get();
        let row = |(field, words): (String, String)| {
            view! {
                <li>
                    <b>{field}</b>
                    {format!(": {words}")}
                </li>
            }
        };
        let is_any = !problems.is_empty();
        let rows = problems.into_iter().map(row).collect_view();
        is_any.then(|| {
            view! {
                <Banner tone=Tone::Stop title="The rules stay as they were" alert=true>
                    <ul class="rules__problems">{rows}</ul>
                </Banner>
            }
        })
    })
}

/// Beside what was found: that it was found by the person's own rules, and what of them is laxer than the built-in ones.
#[component]
pub fn RulesAtWork() -> impl IntoView {
    let own = Shared::get().store.read(|session| session.desk().shown.shown().and_then(|answer| answer.rules.clone()));
    dynamic(move || {
        let OwnRules { name, as_of, laxer } = own.get()?;
        let tone = if laxer.is_empty() { Tone::Plain } else { Tone::Caution };
        let rows = laxer.iter().map(|words| view! { <li>{words.clone()}</li> }).collect_view();
        let marked = (!laxer.is_empty()).then(|| {
            view! {
                <div class="draft-finding__text">"Laxer than the built-in rules:" <ul>{rows}</ul></div>
            }
        });
        Some(view! {
            <div class="draft-finding" data-tone=tone.name()>
                <Glyph icon=tone.icon() />
                <span class="draft-finding__title">{format!("Your rules: {name}, as of {as_of}")}</span>
                {marked}
            </div>
        })
    })
}
