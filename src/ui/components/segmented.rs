//! Segmented: one of two to four named values, all in sight.
//!
//! In: the options and the value. Out: `on_change` with the value that was chosen.

use leptos::prelude::*;

use crate::ui::components::select::Choice;

/// Buttons side by side, of which one is pressed.
#[component]
pub fn Segmented(
    /// What is chosen, for who does not see it.
    label: &'static str,
    /// The options.
    options: Vec<Choice>,
    /// The value of the option that is chosen.
    #[prop(into)]
    value: Signal<String>,
    /// An option was chosen.
    #[prop(into)]
    on_change: Callback<(String,)>,
) -> impl IntoView {
    let button = move |Choice { value: own, label }: Choice| {
        let name = own.clone();
        let pressed = Signal::derive(move || value.with(|value| *value == name).to_string());
        view! {
            <button type="button" aria-pressed=pressed on:click=move |_| on_change.run((own.clone(),))>
                {label}
            </button>
        }
    };
    view! {
        <div class="segmented" role="group" aria-label=label>
            {options.into_iter().map(button).collect_view()}
        </div>
    }
    .into_any()
}
