//! The first step: a file comes in, its columns are checked, and what is to be learned is settled.

use std::sync::Arc;

use leptos::{html, prelude::*};

use super::data_columns::ColumnsCard;
use super::data_setup::SetupCard;
use super::issues::IssuesCard;
use super::parts::FailureBanner;
use crate::browser::files;
use crate::data::schema::Role;
use crate::jobs::protocol::{FileSummary, Progress as JobProgress};
use crate::quantity::format::{bytes_text, count_text, percent_text};
use crate::session::Stage;
use crate::ui::app::Shared;
use crate::ui::components::{Banner, Button, ButtonKind, Card, DataTable, DropZone, Headline, Head, Progress, StrategyBadge, Tone, Treatment};
use crate::ui::icon::Icon;
use crate::ui::text::{leaks_text, list_words};

/// See the module.
#[component]
pub fn DataPage() -> impl IntoView {
    let shared = Shared::get();
    let stage = shared.store.read(|session| session.file().clone());
    let file = Memo::new(move |_| stage.with(|stage| stage.shown().cloned()));
    let is_running = Memo::new(move |_| stage.with(Stage::is_running));
    let content = move || match file.get() {
        Some(file) => view! { <OpenFile file /> }.into_any(),
        None => view! { <FirstVisit is_running /> }.into_any(),
    };
    let notice = Shared::get().notice;
    let notice_view = move || {
        notice.get().map(|words| {
            view! {
                <Banner tone=Tone::Caution title=words.what alert=true>
                    <p>{words.todo}</p>
                </Banner>
            }
        })
    };
    view! {
        {notice_view} <FailureBanner stage />
        {move || is_running.get().then(|| view! { <ReadingCard /> })}
        {content}
    }
}

/// How far the reading is, and the way out.
#[component]
fn ReadingCard() -> impl IntoView {
    let store = Shared::get().store;
    let progress = store.read(|session| match session.file() {
        Stage::Running { progress: Some(JobProgress::Reading { n_bytes, n_bytes_total, n_rows }), .. } => Some((*n_bytes, *n_bytes_total, *n_rows)),
        _ => None,
    });
    let currency = Shared::get().currency();
    let done = Signal::derive(move || progress.get().map(|(n_bytes, total, _)| n_bytes as f64 / total.max(1) as f64));
    let detail = Signal::derive(move || {
        progress.get().map(|(n_bytes, total, n_rows)| {
            format!("{} of {} · {} rows", bytes_text(n_bytes), bytes_text(total), count_text(n_rows, currency.get()))
        })
    });
    view! {
        <Card>
            <Progress label="Reading the file" done detail />
            <div class="row">
                <Button on_click=move || store.transition(|session| session.cancel_open())>"Cancel"</Button>
            </div>
        </Card>
    }
}

/// Three ways in.
#[component]
fn FirstVisit(is_running: Memo<bool>) -> impl IntoView {
    let shared = Shared::get();
    view! {
        <Headline>
            "Give it a loan file. It gives back " <strong>"who to remind, who to settle with, who to review for legal action"</strong>
            ", and the reason for each."
        </Headline>
        <div class="columns columns--wide-first columns--stretch">
            <DropZone
                title="Drop a CSV anywhere on this page"
                text="One row for each loan, with a column that says how it ended. Commas, semicolons, tabs, pipes or spaces, with Indian or \
                      international digit grouping. A table that you copied can be pasted."
                over=shared.is_file_over
                promise=Some("Your file stays in this tab. Nothing is uploaded.".to_owned())
            >
                <ChooseFile kind=ButtonKind::Primary />
                <Button icon=Icon::Play busy=is_running on_click=move || shared.open_sample()>
                    "Try the sample portfolio"
                </Button>
            </DropZone>
            <Card title=Some("What comes back".to_owned()) note=Some("by default".to_owned())>
                <dl class="facts">
                    <Outcome treatment=Treatment::Reminder text="score below 0.50" />
                    <Outcome treatment=Treatment::Settlement text="score 0.50 to 0.75" />
                    <Outcome treatment=Treatment::Legal text="score above 0.75" />
                </dl>
                <p class="prose">
                    "A score is the chance that a loan is not repaid, judged only by trees that have not seen the borrower. The sample holds \
                     5,000 synthetic loans and takes about 5 seconds."
                </p>
            </Card>
        </div>
        <LookedFor />
    }
}

#[component]
fn Outcome(treatment: Treatment, text: &'static str) -> impl IntoView {
    view! {
        <div>
            <dt>
                <StrategyBadge strategy=treatment bare=true />
            </dt>
            <dd>{text}</dd>
        </div>
    }
}

/// A real file field behind a button, so that mouse, keyboard and touch all reach it.
#[component]
pub fn ChooseFile(#[prop(optional)] kind: ButtonKind) -> impl IntoView {
    let shared = Shared::get();
    let field = NodeRef::<html::Input>::new();
    let choose = move || {
        if let Some(field) = field.get_untracked() {
            field.click();
        }
    };
    view! {
        <Button kind icon=Icon::Upload on_click=choose>
            "Choose a file…"
        </Button>
        <input
            class="unseen"
            type="file"
            accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
            aria-label="Loan file"
            tabindex="-1"
            node_ref=field
            on:change=move |event| shared.open_files(files::chosen_files(&event))
        />
    }
}

/// Which columns the app has a use for.
#[component]
fn LookedFor() -> impl IntoView {
    let rows = [
        ("Recovery_Status", "status, outcome, default, target", "what the model learns", "it asks you"),
        ("Outstanding_Loan_Amount", "balance, principal outstanding", "money in each band", "counts, no amounts"),
        ("Borrower_ID", "customer id, loan id", "keeps a borrower's loans together", "rows stand for themselves"),
        ("Anything else", "income, EMI, days past due, loan type, …", "inputs of the model", "fewer hints"),
    ];
    let rows = rows.map(|(name, aliases, used, missing)| {
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="table__quiet">{aliases}</td>
                <td>{used}</td>
                <td>{missing}</td>
            </tr>
        }
    });
    view! {
        <section class="section">
            <header class="section__head">
                <h2 class="section__title">"Columns it looks for"</h2>
                <p class="section__note">"Other names are matched; what it cannot match, it asks."</p>
            </header>
            <Card flush=true>
                <DataTable label="Columns it looks for">
                    <thead>
                        <tr>
                            <Head>"Column"</Head>
                            <Head>"Also known as"</Head>
                            <Head>"Used for"</Head>
                            <Head>"If missing"</Head>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </DataTable>
            </Card>
        </section>
    }
}

/// An open file with everything that can be settled about it.
#[component]
fn OpenFile(file: Arc<FileSummary>) -> impl IntoView {
    view! {
        <FileHeadline file=file.clone() />
        <LeakBanner />
        <div class="columns columns--wide-first">
            <div class="stack">
                <ColumnsCard file=file.clone() />
                <FirstRows file=file.clone() />
            </div>
            <div class="stack">
                <SetupCard />
                <IssuesCard file />
            </div>
        </div>
    }
}

#[component]
fn FileHeadline(file: Arc<FileSummary>) -> impl IntoView {
    let shared = Shared::get();
    let currency = shared.currency();
    let outcome = shared.store.read(|session| {
        let outcome = session.setup()?.outcome.as_ref()?;
        outcome.problem.is_none().then_some((outcome.n_known, outcome.n_bad))
    });
    let n_left_out = shared.store.read(|session| {
        session.setup().map_or(0, |setup| setup.roles().iter().filter(|(_, role)| *role == Role::Collection).count())
    });
    let n_rows = file.n_rows;
    let outcome_words = move || match outcome.get() {
        Some((n_known, n_bad)) => view! {
            "; "
            <strong>{format!("{} ({})", count_text(n_bad, currency.get()), percent_text(n_bad as f64 / n_known.max(1) as f64))}</strong>
            " were not repaid. "
        }
        .into_any(),
        None => view! { ". Which column says how they ended? " }.into_any(),
    };
    let left_out_words = move || match n_left_out.get() {
        0 => ().into_any(),
        1 => view! { <strong>"One column knows the outcome"</strong> " and stays out of the model." }.into_any(),
        n => view! { <strong>{format!("{} columns know the outcome", number_word(n))}</strong> " and stay out of the model." }.into_any(),
    };
    view! {
        <Headline>
            <strong>{move || format!("{} loans", count_text(n_rows, currency.get()))}</strong> " read" {outcome_words} {left_out_words}
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
    let leaks = store.read(|session| session.setup().and_then(|setup| setup.outcome.clone()).map(|outcome| outcome.leaks).unwrap_or_default());
    let are_used = store.read(|session| {
        session.setup().is_some_and(|setup| {
            setup.outcome.as_ref().is_some_and(|outcome| outcome.leaks.iter().any(|leak| setup.role(&leak.column) == Role::Feature))
        })
    });
    let give_role = move |role: Role| {
        let names: Vec<String> = leaks.with_untracked(|leaks| leaks.iter().map(|leak| leak.column.clone()).collect());
        store.transition(|session| names.iter().for_each(|name| session.change_role(name, role)));
    };
    move || {
        let found = leaks.get();
        if found.is_empty() {
            return None;
        }
        let names: Vec<&str> = found.iter().map(|leak| leak.column.as_str()).collect();
        let title = if are_used.get() {
            format!("{} give the outcome away, and the model uses them", list_words(&names))
        } else {
            format!("{} {} written after the fact", list_words(&names), if names.len() == 1 { "was" } else { "were" })
        };
        let reasons = leaks_text(&found);
        let actions = move || {
            let used = are_used.get();
            view! {
                <Button
                    kind=if used { ButtonKind::Primary } else { ButtonKind::Quiet }
                    on_click=move || give_role(if used { Role::Collection } else { Role::Feature })
                >
                    {if used { "Leave them out" } else { "I score mid-process: use them" }}
                </Button>
            }
        };
        Some(view! {
            <Banner tone=Tone::Stop title icon=Icon::EyeSlash actions=move || view! { {actions} }>
                <p>
                    {reasons} " A model that is given such columns looks brilliant here and fails on the first new loan."
                </p>
            </Banner>
        })
    }
}

/// The first rows as they are in the file.
#[component]
fn FirstRows(file: Arc<FileSummary>) -> impl IntoView {
    let heads = file.schema.columns.iter().map(|column| column.name.clone()).map(|name| view! { <Head>{name}</Head> }).collect_view();
    let rows = file.first_rows.iter().take(8).map(|row| {
        let cells = row.iter().map(|cell| view! { <td>{cell.clone()}</td> }).collect_view();
        view! { <tr>{cells}</tr> }
    });
    let rows = rows.collect_view();
    view! {
        <Card title=Some("First rows".to_owned()) note=Some("as they are in the file".to_owned()) flush=true>
            <div class="table__scroll" tabindex="0" role="region" aria-label="First rows">
                <DataTable label="First rows" dense=true>
                    <thead>
                        <tr>{heads}</tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </DataTable>
            </div>
        </Card>
    }
}
