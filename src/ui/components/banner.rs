//! Banner: a finding that changes what the page means. What happened, what it does, one thing to do.
//!
//! In: tone, words, buttons. Out: a section, read aloud at once where it comes unasked.

use leptos::prelude::*;

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
