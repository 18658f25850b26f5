//! Select: one of a few named values.
//!
//! In: the options and the value. Out: `on_change` with the value that was chosen.

use leptos::prelude::*;

use crate::ui::dynamic::{Derived, dynamic};

use crate::ui::components::field::{Field, hint_id};
use crate::ui::components::unique_id::unique_id;

/// One option of a `Select` or a `Segmented`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What the program calls it.
    pub value: String,
    /// What the person reads.
    pub label: String,
}

impl Choice {
    /// An option.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Choice { value: value.into(), label: label.into() }
    }
}

/// A list to choose one value from.
#[component]
pub fn Select(
    /// What is chosen. It is read aloud but not seen where `bare`.
    #[prop(into)]
    label: Signal<String>,
    /// The options.
    #[prop(into)]
    options: Derived<Vec<Choice>>,
    /// The value of the option that is chosen.
    #[prop(into)]
    value: Signal<String>,
    /// An option was chosen.
    #[prop(into)]
    on_change: Callback<(String,)>,
    /// Help.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// Whether it stands in a table, where the column's head is label enough.
    #[prop(optional)]
    bare: bool,
) -> impl IntoView {
    let id = unique_id("select");
    let option_views = dynamic(move || {
        options
            .get()
            .into_iter()
            .map(|choice| {
                let own = choice.value.clone();
                view! {
                    <option value=choice.value prop:selected=Signal::derive(move || value.with(|value| *value == own))>
                        {choice.label}
                    </option>
                }
            })
            .collect_view()
    });
    let select = view! {
        <select
            class="field__input field__input--select"
            id=id.clone()
            aria-label=Signal::derive(move || bare.then(|| label.get()))
            aria-describedby=(!bare).then(|| hint_id(&id))
            on:change:target=move |event| {
                let select = event.target();
                on_change.run((select.value(),));
                // What is shown is what the program holds, also where it did not take the choice.
                select.set_value(&value.get_untracked());
            }
        >
            {option_views}
        </select>
    };
    if bare { select.into_any() } else { view! { <Field id=id label=label hint=hint>{select}</Field> }.into_any() }
}
