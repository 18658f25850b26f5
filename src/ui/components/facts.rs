//! Facts: names on the left, values on the right, hairlines between.
//!
//! In: `Fact`s. Out: a description list.

use leptos::prelude::*;

use crate::ui::dynamic::dynamic;

/// A list of `Fact`s.
#[component]
pub fn Facts(
    /// The `Fact`s.
    children: Children,
) -> impl IntoView {
    view! { <dl class="facts">{children()}</dl> }
}

/// One fact.
#[component]
pub fn Fact(
    /// What it is; may be a badge.
    #[prop(into)]
    label: ViewFnOnce,
    /// What follows the value in smaller type.
    #[prop(optional, into)]
    note: Signal<Option<String>>,
    /// The value.
    children: Children,
) -> impl IntoView {
    let note = dynamic(move || note.get().map(|words| view! { <small>" " {words}</small> }));
    view! {
        <div>
            <dt>{label.run()}</dt>
            <dd>{children()} {note}</dd>
        </div>
    }
}
