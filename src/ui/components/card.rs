//! Card: a sheet on the paper.
//!
//! In: a title, a note, what it holds, a foot. Out: a section.

use leptos::prelude::*;

use crate::ui::dynamic::dynamic;

/// A titled sheet.
#[component]
pub fn Card(
    /// Its title; without one there is no head.
    #[prop(optional, into)]
    title: Signal<Option<String>>,
    /// A few words at the head's other end.
    #[prop(optional, into)]
    note: Signal<Option<String>>,
    /// A button, badge or link at the head's other end.
    #[prop(optional, into)]
    action: Option<ViewFnOnce>,
    /// Whether what it holds reaches its edges, as a table does.
    #[prop(optional)]
    flush: bool,
    /// What stands beneath a rule at its foot.
    #[prop(optional, into)]
    foot: Option<ViewFnOnce>,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    let title_view = dynamic(move || title.get().map(|words| view! { <h2 class="card__title">{words}</h2> }));
    let note_view = dynamic(move || note.get().map(|words| view! { <span class="card__note">{words}</span> }));
    let has_action = action.is_some();
    let headless = Signal::derive(move || !has_action && title.with(Option::is_none) && note.with(Option::is_none));
    view! {
        <section class="card" class:card--flush=flush>
            <header class="card__head" hidden=headless>
                {title_view} {note_view} {action.map(ViewFnOnce::run)}
            </header>
            {children()}
            {foot.map(|foot| view! { <footer class="card__foot">{foot.run()}</footer> })}
        </section>
    }
}
