//! Field: a label, what is filled in, a hint, and what is wrong with it.
//!
//! In: the words and the input as a slot. Out: the frame that ties them together. It does not know what is filled in.

use leptos::prelude::*;

use crate::ui::dynamic::dynamic;

/// The id of the hint of the field whose input has this id.
pub fn hint_id(id: &str) -> String {
    format!("{id}-hint")
}

/// The frame of a field. The input in the slot has the field's id, and `aria-describedby` set to its `hint_id`.
#[component]
pub fn Field(
    /// The input's id.
    id: String,
    /// What to fill in.
    #[prop(into)]
    label: Signal<String>,
    /// Help, when there is no error.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// What is wrong and what to do.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Whether the label stands before the input, on its line.
    #[prop(optional)]
    line: bool,
    /// The input.
    children: Children,
) -> impl IntoView {
    let hint_id = hint_id(&id);
    let message = dynamic(move || error.get().or_else(|| hint.get()));
    view! {
        <div class="field" class:field--line=line>
            <label class="field__label" for=id>
                {label}
            </label>
            {children()}
            <span
                class="field__hint"
                id=hint_id
                role="status"
                data-tone=Signal::derive(move || error.with(Option::is_some).then_some("stop"))
            >
                {message}
            </span>
        </div>
    }
    .into_any()
}
