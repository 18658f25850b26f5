//! Which column measures what the app has a use for: as guessed, to be changed, with what is lost without it.

use std::sync::Arc;

use leptos::prelude::*;

use crate::jobs::protocol::FileSummary;
use crate::sheets::MeaningText;
use crate::ui::app::Shared;
use crate::ui::components::{Card, Choice, Select};
use crate::ui::dynamic::Derived;

/// See the module.
#[component]
pub fn MeaningsCard(file: Arc<FileSummary>) -> impl IntoView {
    let (found, missing): (Vec<MeaningText>, Vec<MeaningText>) =
        file.meanings.iter().cloned().partition(|meaning| meaning.guess.column.is_some());
    let names: Arc<Vec<String>> = Arc::new(file.schema.columns.iter().map(|column| column.name.clone()).collect());
    let note = format!("{} of {} found", found.len(), found.len() + missing.len());
    let (of_found, of_missing) = (Arc::clone(&names), names);
    let found = found.into_iter().map(move |meaning| picker(meaning, &of_found)).collect_view();
    let n_missing = missing.len();
    let missing = missing.into_iter().map(move |meaning| picker(meaning, &of_missing)).collect_view();
    view! {
        <Card title=Some("What the columns measure".to_owned()) note=Some(note)>
            <div class="meanings">{found}</div>
            <details hidden={n_missing == 0}>
                <summary class="button button--quiet">{format!("{n_missing} that no column measures…")}</summary>
                <div class="meanings">{missing}</div>
            </details>
        </Card>
    }
}

fn picker(meaning: MeaningText, names: &[String]) -> AnyView {
    let store = Shared::get().store;
    let MeaningText { guess, name, confidence, lost } = meaning;
    let chosen = guess.column.clone().unwrap_or_default();
    let likely = guess.column.iter().chain(&guess.alternatives);
    let others = names.iter().filter(|name| guess.column.as_ref() != Some(*name) && !guess.alternatives.contains(*name));
    let mut options = vec![Choice::new("", "no column")];
    options.extend(likely.chain(others).map(|name| Choice::new(name.clone(), name.clone())));
    let hint = if chosen.is_empty() { lost } else { confidence };
    let choose = move |column: String| {
        store.transition(|session| session.change_meaning(guess.meaning, (!column.is_empty()).then_some(column)));
    };
    view! {
        <Select
            label=name
            options=Derived::new(move || options.clone())
            value=Signal::derive(move || chosen.clone())
            hint=Some(hint)
            on_change=choose
        />
    }
    .into_any()
}
