//! What was odd in the file, and what was done about it.

use std::sync::Arc;

use leptos::prelude::*;

use crate::data::read::LineEnd;
use crate::jobs::protocol::FileSummary;
use crate::quantity::format::count_text;
use crate::ui::app::Shared;
use crate::ui::components::{Card, Fact, Facts};
use crate::ui::text::{delimiter_word, issue_text};

/// How many issues are shown before "Show all".
const N_SHOWN: usize = 5;

/// See the module.
#[component]
pub fn IssuesCard(file: Arc<FileSummary>) -> impl IntoView {
    let currency = Shared::get().currency();
    let n_total = file.issues.n_total();
    let title = match n_total {
        0 => "No issues in the file".to_owned(),
        1 => "1 issue, it does not stop the work".to_owned(),
        n => format!("{} issues, none stops the work", count_text(n, currency.get_untracked())),
    };
    let mut sentences: Vec<String> = file.issues.issues().iter().map(issue_text).collect();
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
    let dialect = file.dialect;
    let header = if dialect.has_header { "first row names the columns" } else { "no header; columns are numbered" };
    let line_end = match dialect.line_end {
        LineEnd::Lf => "LF",
        LineEnd::CrLf => "CRLF",
        LineEnd::Cr => "CR",
    };
    view! {
        <Card title=Some(title)>
            {list} {more_view}
            <Facts>
                <Fact label=move || "Cells separated by">{delimiter_word(dialect.delimiter)}</Fact>
                <Fact label=move || "Header">{header}</Fact>
                <Fact label=move || "Text">{format!("{}{}, {line_end}", dialect.encoding.name(), if dialect.has_bom { " with BOM" } else { "" })}</Fact>
                <Fact label=move || "Read in">{format!("{:.2} s", file.read_seconds)}</Fact>
            </Facts>
        </Card>
    }
}
