//! How the file was read: what was found out about it, what may be said instead, and what was odd.

use std::sync::Arc;

use leptos::prelude::*;

use super::parts::SaveButton;
use crate::jobs::protocol::FileSummary;
use crate::quantity::format::count_text;
use crate::session::Session;
use crate::sheets::{FactText, SettingText};
use crate::ui::app::Shared;
use crate::ui::components::{Card, Choice, Fact, Facts, Select};
use crate::ui::dynamic::Derived;

/// How many issues are shown before "Show all".
const N_SHOWN: usize = 5;

/// See the module.
#[component]
pub fn IssuesCard(file: Arc<FileSummary>) -> impl IntoView {
    let currency = Shared::get().currency();
    let n_total = file.reading.n_issues;
    let title = match n_total {
        0 => "No issues in the file".to_owned(),
        1 => "1 issue, it does not stop the work".to_owned(),
        n => format!("{} issues, none stops the work", count_text(n, currency.get_untracked())),
    };
    let mut sentences = file.reading.issues.clone();
    let n_kept = sentences.len() as u64;
    let more = sentences.split_off(sentences.len().min(N_SHOWN));
    let item = |sentence: String| view! { <li>{sentence}</li> };
    let more_view = (!more.is_empty()).then(|| {
        let hidden = (n_total > n_kept).then(|| {
            format!("{} more of the same kinds are counted but not listed.", count_text(n_total - n_kept, currency.get_untracked()))
        });
        view! {
            <details>
                <summary class="button button--quiet">{format!("Show {} more", more.len())}</summary>
                <ul class="issues">{more.into_iter().map(item).collect_view()}</ul>
                <p>{hidden}</p>
            </details>
        }
    });
    let list = (!sentences.is_empty()).then(|| view! { <ul class="issues">{sentences.into_iter().map(item).collect_view()}</ul> });
    let rejected =
        (n_total > 0).then(|| view! { <SaveButton words="Save the rows that did not fit" save=Session::export_rejected_rows /> });
    let facts = file.reading.facts.iter().cloned();
    let facts = facts.map(|FactText { label, value }| view! { <Fact label=move || label>{value}</Fact> }).collect_view();
    view! {
        <Card title=Some(title)>
            {list} {more_view} {rejected} <ReadSettings settings=file.reading.settings.clone() />
            <Facts>{facts}</Facts>
        </Card>
    }
}

/// What may be said about a file, each with what was found out. A choice shows how the file would be read.
#[component]
pub fn ReadSettings(settings: Vec<SettingText>) -> impl IntoView {
    let store = Shared::get().store;
    let setting = |SettingText { label, choices, chosen }: SettingText| {
        let value = choices.get(chosen).map(|(word, _)| word.clone()).unwrap_or_default();
        let options: Vec<Choice> = choices.iter().map(|(word, _)| Choice::new(word.clone(), word.clone())).collect();
        let choose = move |chosen: String| {
            if let Some((_, options)) = choices.iter().find(|(word, _)| *word == chosen).cloned() {
                store.transition(|session| session.preview(options));
            }
        };
        view! { <Select label options=Derived::new(move || options.clone()) value=Signal::derive(move || value.clone()) on_change=choose /> }
    };
    settings.into_iter().map(setting).collect_view()
}
