//! Banner: a finding that changes what the page means. What happened, what it does, one thing to do.
//!
//! In: tone, words, buttons. Out: a section, read aloud at once where it comes unasked.

use leptos::prelude::*;

use super::unique_id::unique_id;

use crate::ui::components::tone::Tone;
use crate::ui::icon::{Glyph, Icon};

/// A message across the page.
#[component]
pub fn Banner(
    /// How it is meant.
    tone: Tone,
    /// What happened.
    #[prop(into)]
    title: Signal<String>,
    /// Its icon, where the tone's own is not right.
    #[prop(optional, into)]
    icon: Option<Icon>,
    /// Whether it comes unasked and is read aloud at once.
    #[prop(optional)]
    alert: bool,
    /// What to do.
    #[prop(optional, into)]
    actions: Option<ViewFnOnce>,
    /// What it means.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <section class="banner" data-tone=tone.name() role=alert.then_some("alert")>
            <Glyph icon=icon.unwrap_or_else(|| tone.icon()) />
            <h2 class="banner__title">{title}</h2>
            {children.map(|children| view! { <div class="banner__text">{children()}</div> })}
            {actions.map(|actions| view! { <div class="banner__actions">{actions.run()}</div> })}
        </section>
    }
}

/// A finding in as little room as it needs: what is so, what decides about it, and why for who asks.
#[component]
pub fn Finding(
    /// How it is meant.
    tone: Tone,
    /// What is so.
    #[prop(into)]
    title: String,
    /// Why, and what can be done.
    #[prop(into)]
    text: String,
    /// What decides about it.
    children: Children,
) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let id = unique_id("why");
    let controls = id.clone();
    view! {
        <section class="banner finding" data-tone=tone.name()>
            <Glyph icon=tone.icon() />
            <h2 class="banner__title">{title}</h2>
            <button
                class="finding__why"
                type="button"
                aria-expanded=move || if is_open.get() { "true" } else { "false" }
                aria-controls=controls
                on:click=move |_| is_open.update(|is_open| *is_open = !*is_open)
            >
                {move || if is_open.get() { "Hide why" } else { "Why" }}
            </button>
            <p class="banner__text" id=id hidden=move || !is_open.get()>
                {text}
            </p>
            <div class="banner__actions">{children()}</div>
        </section>
    }
}
