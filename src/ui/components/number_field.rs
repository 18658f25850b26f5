//! NumberField: a number that can be typed, or stepped with the arrow keys.
//!
//! In: the value and its range. Out: `on_commit` with a number inside the range, never another one. What is being typed
//! stays here until it is done.

use leptos::{ev, prelude::*};

use crate::quantity::format::decimal;
use crate::ui::components::field::{Field, hint_id};
use crate::ui::components::unique_id::unique_id;
use crate::ui::dynamic::Derived;

/// How many steps Page Up and Page Down move.
const PAGE_STEPS: f64 = 5.0;

/// What a `NumberField` accepts.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct NumberRange {
    /// The least.
    pub min: f64,
    /// The most.
    pub max: f64,
    /// How far an arrow key moves.
    pub step: f64,
    /// How many decimals are kept.
    pub decimals: usize,
}

impl NumberRange {
    /// The number as it is shown: at least the step's decimals, at most those that are kept.
    pub fn text(&self, value: f64) -> String {
        let mut text = format!("{value:.*}", self.decimals);
        let least = self.step_decimals();
        let mut shown = self.decimals;
        while shown > least && text.ends_with('0') {
            text.pop();
            shown -= 1;
        }
        text.trim_end_matches('.').to_owned()
    }

    fn step_decimals(&self) -> usize {
        (0..self.decimals).find(|&digits| self.rounded(self.step, digits) == self.step).unwrap_or(self.decimals)
    }

    fn rounded(&self, value: f64, decimals: usize) -> f64 {
        let scale = (0..decimals).fold(1.0, |scale, _| scale * 10.0);
        (value * scale).round() / scale
    }

    /// Reads what was typed. A single comma stands for the decimal point where decimals are kept, else for grouping.
    ///
    /// # Errors
    /// A sentence that says what to type.
    pub fn read(&self, text: &str) -> Result<f64, String> {
        let mut plain: String = text.chars().filter(|letter| !letter.is_whitespace() && *letter != '_').collect();
        if self.decimals > 0 && !plain.contains('.') && plain.matches(',').count() == 1 {
            plain = plain.replace(',', ".");
        }
        let number = decimal(&plain.replace(',', ""));
        match number {
            Some(number) if (self.min..=self.max).contains(&number) => Ok(self.rounded(number, self.decimals)),
            Some(_) => Err(format!("Between {} and {}.", self.text(self.min), self.text(self.max))),
            None => Err(format!("Enter a number, such as {}.", self.text(self.min.max(0.0)))),
        }
    }

    /// The number `n_steps` away, kept inside the range.
    pub fn stepped(&self, value: f64, n_steps: f64) -> f64 {
        self.rounded((value + n_steps * self.step).clamp(self.min, self.max), self.decimals)
    }
}

/// A number. Arrow keys move by one step, Page Up and Page Down by five; Enter or leaving the field commits.
#[component]
pub fn NumberField(
    /// What the number is.
    #[prop(into)]
    label: Signal<String>,
    /// The number.
    #[prop(into)]
    value: Derived<f64>,
    /// What is accepted.
    #[prop(into)]
    range: Derived<NumberRange>,
    /// A number inside the range was chosen.
    #[prop(into)]
    on_commit: Callback<(f64,)>,
    /// Help, when there is no error.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// Whether the label stands before the number, on its line.
    #[prop(optional)]
    line: bool,
) -> impl IntoView {
    let id = unique_id("number");
    let typed = RwSignal::new(None::<String>);
    let shown = Signal::derive(move || typed.get().unwrap_or_else(|| range.get().text(value.get())));
    let error = Signal::derive(move || typed.get().and_then(|text| range.get().read(&text).err()));
    let accept = move |number: f64| {
        typed.set(None);
        if number != value.get_untracked() {
            on_commit.run((number,));
        }
    };
    let commit = move |_| {
        if let Some(Ok(number)) = typed.get_untracked().map(|text| range.get_untracked().read(&text)) {
            accept(number);
        }
    };
    let step = move |event: ev::KeyboardEvent| {
        let Some(n_steps) = steps_of_key(&event.key()) else { return };
        event.prevent_default();
        let range = range.get_untracked();
        let from = typed.get_untracked().and_then(|text| range.read(&text).ok());
        accept(range.stepped(from.unwrap_or_else(|| value.get_untracked()), n_steps));
    };
    view! {
        <Field id=id.clone() label=label hint=hint error=error line=line>
            <input
                class="field__input field__input--number"
                id=id.clone()
                type="text"
                role="spinbutton"
                inputmode="decimal"
                autocomplete="off"
                aria-describedby=hint_id(&id)
                aria-invalid=Signal::derive(move || error.with(Option::is_some).then_some("true"))
                aria-valuenow=Signal::derive(move || value.get().to_string())
                aria-valuemin=Signal::derive(move || range.get().min.to_string())
                aria-valuemax=Signal::derive(move || range.get().max.to_string())
                prop:value=shown
                on:input:target=move |event| typed.set(Some(event.target().value()))
                on:change=commit
                on:keydown=step
            />
        </Field>
    }
}

fn steps_of_key(key: &str) -> Option<f64> {
    match key {
        "ArrowUp" => Some(1.0),
        "ArrowDown" => Some(-1.0),
        "PageUp" => Some(PAGE_STEPS),
        "PageDown" => Some(-PAGE_STEPS),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHARE: NumberRange = NumberRange { min: 0.0, max: 0.75, step: 0.01, decimals: 4 };
    const TREES: NumberRange = NumberRange { min: 1.0, max: 5000.0, step: 10.0, decimals: 0 };

    #[test]
    fn shows_the_decimals_of_the_step_and_more_only_where_needed() {
        assert_eq!(SHARE.text(0.5), "0.50");
        assert_eq!(SHARE.text(0.5123), "0.5123");
        assert_eq!(SHARE.text(0.512), "0.512");
        assert_eq!(TREES.text(200.0), "200");
    }

    #[test]
    fn reads_what_people_type() {
        assert_eq!(SHARE.read(" 0,5 "), Ok(0.5));
        assert_eq!(SHARE.read(".25"), Ok(0.25));
        assert_eq!(SHARE.read("0.12345"), Ok(0.1235));
        assert_eq!(TREES.read("1,200"), Ok(1200.0));
        assert_eq!(SHARE.read("0.9"), Err("Between 0.00 and 0.75.".into()));
        for text in ["", "half", "NaN", "inf", "1e999", "--1"] {
            assert!(SHARE.read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn steps_stay_inside_the_range_and_on_the_grid() {
        assert_eq!(SHARE.stepped(0.07, 1.0), 0.08);
        assert_eq!(SHARE.stepped(0.74, 5.0), 0.75);
        assert_eq!(SHARE.stepped(0.02, -5.0), 0.0);
    }
}
