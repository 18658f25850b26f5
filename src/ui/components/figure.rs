//! Figures: at most four in a row, ruled like a ledger, never boxed.
//!
//! In: label, value, unit, note. Out: a description list. It does not format numbers.

use leptos::prelude::*;

use crate::ui::dynamic::{Derived, dynamic};

use crate::ui::components::tone::Tone;

/// A row of `Figure`s.
#[component]
pub fn Figures(
    /// One to four `Figure`s.
    children: Children,
) -> impl IntoView {
    view! { <dl class="figures">{children()}</dl> }
}

/// One figure. Without a value it shows a dash.
#[component]
pub fn Figure(
    /// What it is.
    #[prop(into)]
    label: Signal<String>,
    /// The number, ready to read: "₹279.3 crore".
    #[prop(optional, into)]
    value: Signal<Option<String>>,
    /// What follows the number in smaller type: "of 3,420", "0.79–0.81".
    #[prop(optional, into)]
    unit: Signal<Option<String>>,
    /// A line beneath it.
    #[prop(optional, into)]
    note: Signal<Option<String>>,
    /// The note's tone.
    #[prop(optional, into)]
    tone: Derived<Option<Tone>>,
    /// Whether the figure is a sum, which gets the accountant's double rule.
    #[prop(optional)]
    total: bool,
    /// Instead of a value: a badge, say.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let value = match children {
        Some(children) => children(),
        None => (move || value.get().unwrap_or_else(|| "–".into())).into_any(),
    };
    let unit = dynamic(move || unit.get().map(|words| view! { " " <small>{words}</small> }));
    let note = dynamic(move || {
        note.get().map(|words| {
            view! {
                <dd class="figure__note" data-tone=Signal::derive(move || tone.get().map(Tone::name))>
                    {words}
                </dd>
            }
        })
    });
    view! {
        <div class="figure" class:figure--total=total>
            <dt class="figure__label">{label}</dt>
            <dd class="figure__value">{value} {unit}</dd>
            {note}
        </div>
    }
}
