//! What the file leaves open, and what is wrong with it: each with what one click does about it.

use std::sync::Arc;

use leptos::prelude::*;

use crate::data::quality::Severity;
use crate::jobs::protocol::FileSummary;
use crate::sheets::{FindingText, QuestionText};
use crate::ui::app::Shared;
use crate::ui::components::{Button, ButtonKind, Card};
use crate::ui::dynamic::dynamic;

/// How many are shown before "Show more".
const N_SHOWN: usize = 4;

/// What only the person can tell about the cells.
#[component]
pub fn QuestionsCard(file: Arc<FileSummary>) -> impl IntoView {
    let store = Shared::get().store;
    let item = move |QuestionText { title, text, answers }: QuestionText| {
        let answers = answers.into_iter().map(|(words, options)| {
            let answer = move || store.transition(|session| session.read_again(options.clone()));
            view! { <Button on_click=answer>{words}</Button> }
        });
        let answers = answers.collect_view().into_any();
        finding("caution", title, text, answers)
    };
    let items: Vec<AnyView> = file.reading.questions.iter().cloned().map(item).collect();
    list_card("The file leaves open", items)
}

/// What is wrong with the file and with its outcome, the gravest first.
#[component]
pub fn FindingsCard(file: Arc<FileSummary>) -> impl IntoView {
    let store = Shared::get().store;
    let outcome = store.read(|session| session.setup().and_then(|setup| setup.outcome.clone()));
    dynamic(move || {
        let mut all = outcome.get().map(|outcome| outcome.findings).unwrap_or_default();
        all.extend(file.findings.iter().cloned());
        let gravest_first = [Severity::Grave, Severity::Caution, Severity::Note].into_iter();
        let findings = gravest_first.flat_map(|severity| all.iter().filter(move |finding| finding.severity == severity));
        let item = |FindingText { severity, title, why, remedy }: FindingText| {
            let remedy = remedy.map(|(words, remedy)| {
                let apply = move || store.transition(|session| session.remedy(remedy.clone()));
                view! { <Button kind=ButtonKind::Quiet on_click=apply>{words}</Button> }
            });
            let tone = match severity {
                Severity::Note => "plain",
                Severity::Caution => "caution",
                Severity::Grave => "stop",
            };
            finding(tone, title, why, remedy.into_any())
        };
        list_card("Worth knowing", findings.cloned().map(item).collect())
    })
}

fn finding(tone: &'static str, title: String, text: String, actions: AnyView) -> AnyView {
    view! {
        <li class="file-finding" data-tone=tone>
            <b class="file-finding__title">{title}</b>
            <p>{text}</p>
            <div class="row">{actions}</div>
        </li>
    }
    .into_any()
}

/// Nothing where there are none; what is beyond the first ones is behind a button.
fn list_card(title: &'static str, mut items: Vec<AnyView>) -> AnyView {
    if items.is_empty() {
        return ().into_any();
    }
    let more = items.split_off(items.len().min(N_SHOWN));
    let more = (!more.is_empty()).then(|| {
        view! {
            <details>
                <summary class="button button--quiet">{format!("Show {} more", more.len())}</summary>
                <ul class="file-findings">{more}</ul>
            </details>
        }
    });
    view! {
        <Card title=Some(title.to_owned())>
            <ul class="file-findings">{items}</ul>
            {more}
        </Card>
    }
    .into_any()
}
