//! Segmented: one of two to four views of the same thing.
//!
//! In: the options and the value. Out: `on_change` with the value that was chosen.

use leptos::prelude::*;

use crate::ui::dynamic::dynamic;

use crate::ui::components::select::Choice;

/// A row of buttons of which one is pressed.
#[component]
pub fn Segmented(
    /// What is chosen; read aloud.
    #[prop(into)]
    label: Signal<String>,
    /// The options.
    #[prop(into)]
    options: Signal<Vec<Choice>>,
    /// The value of the option that is chosen.
    #[prop(into)]
    value: Signal<String>,
    /// An option was chosen.
    #[prop(into)]
    on_change: Callback<(String,)>,
) -> impl IntoView {
    let button = move |choice: Choice| {
        let own = choice.value.clone();
        let pressed = Signal::derive(move || value.with(|value| *value == own).to_string());
        view! {
            <button type="button" aria-pressed=pressed on:click=move |_| on_change.run((choice.value.clone(),))>
                {choice.label}
            </button>
        }
    };
    view! {
        <div class="segmented" role="group" aria-label=label>
            {dynamic(move || options.get().into_iter().map(button).collect_view())}
        </div>
    }
}
