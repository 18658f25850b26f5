//! Slider: a number chosen by dragging or with the arrow keys.
//!
//! In: the range and the value, as texts. Out: `on_input` with the value as a text, while it moves. It does not format numbers.

use leptos::prelude::*;

/// A native slider.
#[component]
pub fn Slider(
    /// What the number is; read aloud.
    #[prop(into)]
    label: String,
    /// The least.
    min: f64,
    /// The most.
    max: f64,
    /// How far an arrow key moves.
    step: f64,
    /// The value as a text; empty where there is none yet.
    #[prop(into)]
    value: Signal<String>,
    /// It was moved.
    #[prop(into)]
    on_input: Callback<(String,)>,
) -> impl IntoView {
    view! {
        <input
            class="slider"
            type="range"
            aria-label=label
            min=min.to_string()
            max=max.to_string()
            step=step.to_string()
            prop:value=value
            on:input:target=move |event| on_input.run((event.target().value(),))
        />
    }
}
