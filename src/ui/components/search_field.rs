//! SearchField: words to look for.
//!
//! In: the words. Out: `on_input` at each letter. It does not search.

use leptos::prelude::*;

use crate::ui::icon::{Glyph, Icon};

/// A field to search with.
#[component]
pub fn SearchField(
    /// What can be found; also shown while it is empty.
    #[prop(into)]
    label: Signal<String>,
    /// The words.
    #[prop(into)]
    value: Signal<String>,
    /// The words changed.
    #[prop(into)]
    on_input: Callback<(String,)>,
    /// The input's id, so that a key can bring the focus here.
    #[prop(optional, into)]
    id: Option<String>,
    /// The key that brings the focus here, to be shown: "/".
    #[prop(optional)]
    key: Option<&'static str>,
) -> impl IntoView {
    view! {
        <span class="search-field">
            <Glyph icon=Icon::Search />
            <input
                class="field__input"
                type="search"
                id=id
                autocomplete="off"
                spellcheck="false"
                placeholder=label
                aria-label=label
                aria-keyshortcuts=key
                prop:value=value
                on:input:target=move |event| on_input.run((event.target().value(),))
            />
            {key.map(|key| view! { <kbd class="key" aria-hidden="true">{key}</kbd> })}
        </span>
    }
}
