//! Chip: a filter that is on or off.
//!
//! In: whether it is on, how many it would leave. Out: a toggle button.

use leptos::prelude::*;

use crate::ui::components::tone::Treatment;
use crate::ui::icon::Glyph;

/// A toggle with a word and a count. With a treatment the word is the treatment's own.
#[component]
pub fn Chip(
    /// Whether it is on.
    #[prop(into)]
    pressed: Signal<bool>,
    /// How many rows it stands for: "132".
    #[prop(optional, into)]
    count: Signal<Option<String>>,
    /// The treatment that it filters by.
    #[prop(optional, into)]
    treatment: Option<Treatment>,
    /// It was pressed.
    #[prop(into)]
    on_click: Callback<()>,
    /// Its words, where it has no treatment.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let treatment_view = treatment.map(|treatment| {
        view! {
            <span class="chip__treatment" data-treatment=treatment.name()>
                <Glyph icon=treatment.icon() />
                {treatment.short_word()}
            </span>
        }
    });
    view! {
        <button
            class="chip"
            type="button"
            aria-pressed=Signal::derive(move || pressed.get().to_string())
            on:click=move |_| on_click.run(())
        >
            {treatment_view}
            {children.map(|children| children())}
            <span class="chip__count">{count}</span>
        </button>
    }
    .into_any()
}
