//! How long answers may be, and how much one visit may ask.

use leptos::prelude::*;

use super::counsel::counsel;
use crate::advisor::counsel::AnswerLength;
use crate::advisor::gemini::Allowance;
use crate::quantity::Currency;
use crate::quantity::format::count_text;
use crate::ui::app::Shared;
use crate::ui::components::{Choice, NumberField, NumberRange, Select};

const QUESTIONS: NumberRange = NumberRange { min: 1.0, max: 100_000.0, step: 50.0, decimals: 0 };
const TOKENS: NumberRange = NumberRange { min: 1_000.0, max: 1_000_000_000.0, step: 100_000.0, decimals: 0 };

fn length_name(length: AnswerLength) -> &'static str {
    match length {
        AnswerLength::Short => "Short",
        AnswerLength::Usual => "Usual",
        AnswerLength::Long => "Long",
    }
}

/// See the module.
#[component]
pub fn Limits() -> impl IntoView {
    let store = Shared::get().store;
    let n = |n: u64| count_text(n, Currency::Unstated);
    let length = counsel(|counsel| length_name(counsel.answer_length).to_owned());
    let lengths = AnswerLength::ALL.map(|length| {
        let name = length_name(length);
        Choice::new(name, format!("{name}: {} tokens", n(u64::from(length.n_tokens()))))
    });
    let set_length = move |name: String| {
        if let Some(length) = AnswerLength::ALL.into_iter().find(|length| length_name(*length) == name) {
            store.change_counsel(|counsel| counsel.answer_length = length);
        }
    };
    let allow = move |change: &dyn Fn(&mut Allowance)| store.change_counsel(|counsel| change(&mut counsel.spending.allowance));
    let n_questions = counsel(|counsel| f64::from(counsel.spending.allowance.n_questions));
    let n_tokens = counsel(|counsel| counsel.spending.allowance.n_tokens as f64);
    let asked = counsel(move |counsel| Some(format!("{} asked so far.", n(u64::from(counsel.spending.n_questions())))));
    let spent = counsel(move |counsel| Some(format!("{} used so far, in all conversations.", n(counsel.n_tokens()))));
    view! {
        <Select
            label="Answers up to"
            options=lengths.to_vec()
            value=length.signal()
            on_change=set_length
            hint=Some("A token is about four letters of English; Hindi takes more of them. 1,024 more are left for thinking.".to_owned())
        />
        <NumberField
            label="Questions a visit"
            value=n_questions
            range=QUESTIONS
            on_commit=move |number: f64| allow(&|allowance| allowance.n_questions = number as u32)
            hint=asked.signal()
        />
        <NumberField
            label="Tokens a visit"
            value=n_tokens
            range=TOKENS
            on_commit=move |number: f64| allow(&|allowance| allowance.n_tokens = number as u64)
            hint=spent.signal()
        />
    }
}
