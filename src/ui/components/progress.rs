//! Progress: how much is done, in the job's own units.
//!
//! In: the share that is done, words. Out: a bar with a line above it.

use crate::ui::dynamic::Derived;
use leptos::prelude::*;

/// A bar that fills, or that moves to and fro while nobody knows how long it takes.
#[component]
pub fn Progress(
    /// What is being done: "Growing trees".
    #[prop(into)]
    label: Signal<String>,
    /// How much is done, 0 to 1; nothing while it is not known.
    #[prop(into)]
    done: Derived<Option<f64>>,
    /// How far it is, in the job's units, and how long it will take: "264 of 400 · about 1 s".
    #[prop(optional, into)]
    detail: Signal<Option<String>>,
) -> impl IntoView {
    // Thousandths, so that a bar is not drawn anew for what nobody sees.
    let value = Signal::derive(move || done.get().map(|done| ((done.clamp(0.0, 1.0) * 1000.0).round() as i32).to_string()));
    view! {
        <div class="progress">
            <div class="progress__line">
                <b>{label}</b>
                <span>{detail}</span>
            </div>
            <progress
                class="progress__bar"
                max="1000"
                value=value
                aria-label=label
            ></progress>
        </div>
    }
}
