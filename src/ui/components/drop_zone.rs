//! DropZone: the ways in.
//!
//! In: words, buttons, whether a file hangs over the page. Out: the first thing that a new person sees. The dropping itself
//! is heard by the page, so that a file can be dropped anywhere.

use leptos::prelude::*;

use crate::ui::dynamic::dynamic;

use crate::ui::icon::{Glyph, Icon};

/// The place that says where a file goes, with equal ways in.
#[component]
pub fn DropZone(
    /// What to do: "Drop a CSV anywhere on this page".
    #[prop(into)]
    title: Signal<String>,
    /// What the file has to be.
    #[prop(into)]
    text: Signal<String>,
    /// Whether a file hangs over the page.
    #[prop(into)]
    over: Signal<bool>,
    /// What is promised about the file.
    #[prop(optional, into)]
    promise: Signal<Option<String>>,
    /// The buttons.
    children: Children,
) -> impl IntoView {
    let promise = dynamic(move || {
        promise.get().map(|words| {
            view! {
                <p class="drop-zone__promise">
                    <Glyph icon=Icon::ShieldCheck />
                    {words}
                </p>
            }
        })
    });
    view! {
        <section
            class="drop-zone"
            aria-label="Open a file"
            data-state=Signal::derive(move || if over.get() { "over" } else { "empty" })
        >
            <h2 class="drop-zone__title">{title}</h2>
            <p class="drop-zone__text">{text}</p>
            <div class="drop-zone__ways">{children()}</div>
            {promise}
        </section>
    }
}
