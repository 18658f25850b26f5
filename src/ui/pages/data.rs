//! The first step: a file comes in, its columns are checked, and what is to be learned is settled.

use leptos::prelude::*;

use crate::ui::dynamic::{Derived, dynamic};

use super::data_preview::{PreviewCard, ReusedBanner};
use super::parts::{ChooseFile, FailureBanner, failure_of};
use super::shown::open_file;
use crate::jobs::protocol::Progress as JobProgress;
use crate::quantity::format::{bytes_text, count_text};
use crate::session::Stage;
use crate::ui::app::Shared;
use crate::ui::components::{Banner, Button, ButtonKind, Card, DropZone, Headline, Progress, StrategyBadge, Tone, Treatment};
use crate::ui::icon::Icon;

/// See the module.
#[component]
pub fn DataPage() -> impl IntoView {
    let shared = Shared::get();
    let failure = shared.store.read(|session| failure_of(session.file()));
    let file = shared.store.read(|session| session.file().shown().cloned());
    let is_running = shared.store.read(|session| session.file().is_running());
    let content = dynamic(move || match file.get() {
        Some(file) => open_file(file),
        None => view! { <FirstVisit is_running /> }.into_any(),
    });
    let notice = shared.notice;
    let dismiss_notice = move || view! { <Button kind=ButtonKind::Quiet on_click=move || notice.set(None)>"Dismiss"</Button> };
    let notice_view = dynamic(move || {
        notice.get().map(|words| {
            view! {
                <Banner tone=Tone::Caution title=words.what alert=true actions=dismiss_notice>
                    <p>{words.todo}</p>
                </Banner>
            }
        })
    });
    let dismiss_failure = move || shared.store.transition(|session| session.dismiss_file_error());
    view! {
        {notice_view} <FailureBanner failure on_dismiss=dismiss_failure /> <PreviewCard /> <ReusedBanner />
        {dynamic(move || is_running.get().then(|| view! { <ReadingCard /> }))}
        {content}
    }
}

/// How far the reading is, and the way out.
#[component]
fn ReadingCard() -> impl IntoView {
    let store = Shared::get().store;
    let progress = store.read(|session| match session.file() {
        Stage::Running { progress, .. } => progress.clone(),
        _ => None,
    });
    let currency = Shared::get().currency();
    let done = Derived::new(move || match progress.get() {
        Some(JobProgress::Reading { n_bytes, n_bytes_total, .. }) if n_bytes_total > 0 => Some(n_bytes as f64 / n_bytes_total as f64),
        _ => None,
    });
    let label = Signal::derive(move || {
        match progress.get() {
            Some(JobProgress::Typing { .. }) => "2 of 3: what each column is",
            Some(JobProgress::Checking { .. }) => "3 of 3: checking the columns",
            _ => "1 of 3: reading the file",
        }
        .to_owned()
    });
    let rows = move |n_rows: u64| format!("{} rows", count_text(n_rows, currency.get()));
    let detail = Signal::derive(move || {
        Some(match progress.get()? {
            JobProgress::Reading { n_bytes, n_bytes_total, n_rows, rows_per_second } => {
                let total = if n_bytes_total > 0 { format!(" of {}", bytes_text(n_bytes_total)) } else { String::new() };
                format!(
                    "{}{total} · {} · {} a second",
                    bytes_text(n_bytes),
                    rows(n_rows),
                    count_text(rows_per_second as u64, currency.get())
                )
            }
            JobProgress::Typing { n_rows } | JobProgress::Checking { n_rows } => rows(n_rows),
            _ => return None,
        })
    });
    view! {
        <Card>
            <Progress label done detail />
            <div class="row">
                <Button on_click=move || store.transition(|session| session.cancel_open())>"Cancel"</Button>
            </div>
        </Card>
    }
}

/// Three ways in.
#[component]
fn FirstVisit(is_running: Derived<bool>) -> impl IntoView {
    let shared = Shared::get();
    view! {
        <Headline>
            "Give it a loan file. It gives back " <strong>"who to remind, who to settle with, who to review for legal action"</strong>
            ", and the reason for each."
        </Headline>
        <div class="columns columns--wide-first columns--stretch">
            <DropZone
                title="Drop a CSV anywhere on this page"
                text="One row for each loan, with a column that says how it ended. Any separator, encoding or digit grouping; packed with gzip or not. A copied table can be pasted. Amounts, income, instalment, days past due, missed payments, term, rate, collateral and dates are found by name and content."
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
