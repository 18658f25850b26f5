//! Switch: a setting that takes effect at once.
//!
//! In: whether it is on. Out: `on_change` with what it is to be.

use leptos::prelude::*;

use crate::ui::dynamic::dynamic;

/// A switch with its words on the same line.
#[component]
pub fn Switch(
    /// What it switches.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it is on.
    #[prop(into)]
    checked: Signal<bool>,
    /// It was moved.
    #[prop(into)]
    on_change: Callback<(bool,)>,
    /// What follows from it.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// Whether it cannot be moved now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    let hint = dynamic(move || hint.get().map(|words| view! { <span class="switch__hint">{words}</span> }));
    view! {
        <label class="switch">
            <input
                class="switch__input"
                type="checkbox"
                role="switch"
                prop:checked=checked
                disabled=disabled
                on:change:target=move |event| {
                    let input = event.target();
                    on_change.run((input.checked(),));
                    // What is shown is what the program holds, also where it did not take the change.
                    input.set_checked(checked.get_untracked());
                }
            />
            <span class="switch__label">{label} {hint}</span>
        </label>
    }
}
