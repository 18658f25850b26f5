//! An open file: what it says at a glance, what gives its outcome away, its columns and its first rows.

use std::sync::Arc;

use leptos::prelude::*;

use crate::ui::dynamic::dynamic;

use super::data_columns::ColumnsCard;
use super::data_findings::{FindingsCard, QuestionsCard};
use super::data_meanings::MeaningsCard;
use super::data_setup::SetupCard;
use super::issues::IssuesCard;
use super::parts::ChooseFile;
use crate::data::schema::Role;
use crate::jobs::protocol::FileSummary;
use crate::quantity::format::{count_text, percent_text};
use crate::ui::app::Shared;
use crate::ui::components::{Banner, Button, ButtonKind, Headline, TableCard, Tone};
use crate::ui::icon::Icon;

/// See the module.
#[component]
pub fn OpenFile(file: Arc<FileSummary>) -> impl IntoView {
    view! {
        <FileHeadline file=file.clone() />
        <LeakBanner />
        <div class="columns columns--wide-first file-columns">
            <div class="stack">
                <ColumnsCard file=file.clone() />
                <FirstRows file=file.clone() />
                <MeaningsCard file=file.clone() />
            </div>
            <div class="stack">
                <SetupCard />
                <QuestionsCard file=file.clone() />
                <FindingsCard file=file.clone() />
                <IssuesCard file />
            </div>
        </div>
    }
}

#[component]
fn FileHeadline(file: Arc<FileSummary>) -> impl IntoView {
    let shared = Shared::get();
    let currency = shared.currency();
    let report = shared.store.read(|session| session.setup().and_then(|setup| setup.outcome.clone()));
    let outcome = move || report.get().filter(|outcome| outcome.problem.is_none()).map(|outcome| (outcome.n_known, outcome.n_bad));
    let n_left_out = shared
        .store
        .read(|session| session.setup().map_or(0, |setup| setup.roles().iter().filter(|(_, role)| *role == Role::Collection).count()));
    let n_rows = file.n_rows;
    let outcome_words = dynamic(move || match outcome() {
        Some((n_known, n_bad)) => view! {
            "; "
            <strong>{format!("{} ({})", count_text(n_bad, currency.get()), percent_text(n_bad as f64 / n_known.max(1) as f64))}</strong>
            " were not repaid. "
        }
        .into_any(),
        None => view! { ". Which column says how they ended? " }.into_any(),
    });
    let left_out_words = dynamic(move || match n_left_out.get() {
        0 => ().into_any(),
        1 => view! { <strong>"One column may know the outcome"</strong> " and stays out of the model." }.into_any(),
        n => {
            view! { <strong>{format!("{} columns may know the outcome", number_word(n))}</strong> " and stay out of the model." }.into_any()
        }
    });
    view! {
        <Headline action=|| view! { <ChooseFile words="Open another file…" /> }>
            <strong>{dynamic(move || format!("{} loans", count_text(n_rows, currency.get())))}</strong> " read" {outcome_words} {left_out_words}
        </Headline>
    }
}

fn number_word(n: usize) -> String {
    let words = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"];
    words.get(n).map_or_else(|| n.to_string(), |word| (*word).to_owned())
}

/// Names the columns that give the outcome away, why, and lets the person overrule.
#[component]
fn LeakBanner() -> impl IntoView {
    let store = Shared::get().store;
    let outcome = store.read(|session| session.setup().and_then(|setup| setup.outcome.clone()));
    let words = move || outcome.get().map(|outcome| outcome.leak_words).unwrap_or_default();
    let are_used = store.read(|session| {
        session.setup().is_some_and(|setup| {
            setup
                .outcome
                .as_ref()
                .is_some_and(|outcome| outcome.leak_words.columns.iter().any(|leak| setup.role(&leak.column) == Role::Feature))
        })
    });
    let give_role = move |role: Role| {
        let leaks = untrack(words).columns;
        store.transition(|session| leaks.iter().for_each(|leak| session.change_role(&leak.column, role)));
    };
    dynamic(move || {
        let words = words();
        if words.columns.is_empty() {
            return None;
        }
        let title = if are_used.get() { words.title_if_used } else { words.title };
        let overrule = words.overrule;
        let actions = dynamic(move || {
            let used = are_used.get();
            let words = if used { "Leave them out".to_owned() } else { overrule.clone() };
            view! {
                <Button
                    kind=if used { ButtonKind::Primary } else { ButtonKind::Quiet }
                    on_click=move || give_role(if used { Role::Collection } else { Role::Feature })
                >
                    {words}
                </Button>
            }
        });
        Some(view! {
            <Banner tone=Tone::Stop title icon=Icon::EyeSlash actions=move || view! { {actions} }>
                <p>{words.summary}</p>
            </Banner>
        })
    })
}

/// The first rows as they are in the file.
#[component]
fn FirstRows(file: Arc<FileSummary>) -> impl IntoView {
    let names: Vec<String> = file.schema.columns.iter().map(|column| column.name.clone()).collect();
    rows_table("First rows", &names, &file.first_rows)
}

/// Rows as they are in the file, the first of them.
pub fn rows_table(title: &'static str, names: &[String], rows: &[Vec<String>]) -> AnyView {
    let heads = names.iter().map(|name| (name.clone(), false)).collect();
    let rows = rows.iter().take(8).map(|row| {
        let cells = row.iter().map(|cell| view! { <td>{cell.clone()}</td> }).collect_view();
        view! { <tr>{cells}</tr> }
    });
    let rows = rows.collect_view();
    view! {
        <TableCard title note=Some("as they are in the file".to_owned()) heads dense=true>
            {rows}
        </TableCard>
    }
    .into_any()
}
