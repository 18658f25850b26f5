//! What the data engine wants shown, drawn: one renderer for all sheets.

use std::sync::Arc;

use leptos::prelude::*;

use super::parts::{FailureBanner, chart_option, failure_of};
use crate::browser::{css_tokens, files};
use crate::jobs::protocol::Topic;
use crate::sheets::{Block, ChartSheet, FactText, FigureText, NoticeTone, Sheet, TableSheet};
use crate::strategy::CutOffs;
use crate::ui::app::Shared;
use crate::ui::components::{
    Banner, Card, Chart, ChartCard, ChartHandle, DataTable, Fact, Facts, Figure, Figures, Head, NumberCell, SaveAs, TableCard, Tone,
};
use crate::ui::dynamic::{dynamic, memo};

/// A sheet, asked for while this is on the page.
#[component]
pub fn SheetView(topic: Topic) -> impl IntoView {
    let store = Shared::get().store;
    store.transition(|session| session.show_sheet(topic.clone()));
    let (wanted, failed, put_away) = (topic.clone(), topic.clone(), topic);
    on_cleanup(move || store.transition(|session| session.put_sheet_away(&put_away)));
    let stage = store.read(move |session| session.sheet(&wanted));
    let failure = store.read(move |session| failure_of(&session.sheet(&failed)));
    let sheet = memo(move || stage.with(|stage| stage.shown().cloned()));
    view! {
        <FailureBanner failure />
        {dynamic(move || sheet.get().map(|sheet: Arc<Sheet>| blocks(sheet.blocks.clone())))}
    }
}

/// Blocks one beneath the other.
pub fn blocks(blocks: Vec<Block>) -> AnyView {
    blocks.into_iter().map(block).collect_view().into_any()
}

fn block(block: Block) -> AnyView {
    match block {
        Block::Figures(figures) => {
            let figures = figures.into_iter().map(figure).collect_view();
            view! { <Figures>{figures}</Figures> }.into_any()
        }
        Block::Beside(inner) => {
            let inner = blocks(inner);
            view! { <div class="columns columns--halves columns--stretch">{inner}</div> }.into_any()
        }
        Block::Chart(chart) => chart_view(*chart),
        Block::Table(TableSheet { title, note, heads, rows }) => {
            let rows = table_rows(&rows, &heads);
            view! {
                <TableCard title note=some(note) heads dense=true>
                    {rows}
                </TableCard>
            }
            .into_any()
        }
        Block::Facts { title, facts } => {
            let facts =
                facts.into_iter().map(|FactText { label, value }| view! { <Fact label=move || label>{value}</Fact> }).collect_view();
            view! {
                <Card title=some(title)>
                    <Facts>{facts}</Facts>
                </Card>
            }
            .into_any()
        }
        Block::Notice { tone, title, text } => {
            let tone = match tone {
                NoticeTone::Plain => Tone::Plain,
                NoticeTone::Caution => Tone::Caution,
                NoticeTone::Grave => Tone::Stop,
            };
            view! {
                <Banner tone title>
                    <p>{text}</p>
                </Banner>
            }
            .into_any()
        }
    }
}

fn some(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

fn figure(FigureText { label, value, unit, note }: FigureText) -> impl IntoView {
    view! { <Figure label value=Some(value) unit=some(unit) note=some(note) /> }
}

fn table_rows(rows: &[Vec<String>], heads: &[(String, bool)]) -> AnyView {
    let row = |cells: &Vec<String>| {
        let named = cells.first().cloned();
        let rest = cells.iter().zip(heads).skip(1).map(|(cell, (_, is_number))| {
            let cell = cell.clone();
            if *is_number { view! { <NumberCell>{cell}</NumberCell> }.into_any() } else { view! { <td>{cell}</td> }.into_any() }
        });
        view! {
            <tr>
                <th scope="row">{named}</th>
                {rest.collect_view()}
            </tr>
        }
    };
    rows.iter().map(row).collect_view().into_any()
}

/// A chart in its card, with its numbers as a table, a picture and a file.
pub fn chart_view(chart: ChartSheet) -> AnyView {
    let shared = Shared::get();
    let handle = ChartHandle::new();
    let ChartSheet { title, subtitle, label, option, height, note, table, csv, file_name, cut_off_path } = chart;
    let cut_offs = shared.store.read(|session| session.cut_offs());
    let marks = Signal::derive(move || cut_off_marks(&cut_off_path, cut_offs.get()));
    let option = chart_option(shared, move || option.clone());
    let table_view = move || numbers_table(table.clone());
    view! {
        <ChartCard title subtitle table=table_view on_save=save_chart(shared, handle, file_name, csv) note>
            <Chart option label height marks handle />
        </ChartCard>
    }
    .into_any()
}

/// Both cut-offs as points on a chart's path; empty where the chart has none.
fn cut_off_marks(path: &[(u16, f32, f32)], cut_offs: CutOffs) -> String {
    if path.is_empty() {
        return String::new();
    }
    let mark = |name: &str, step: u16| {
        let above = path.partition_point(|(at, ..)| *at < step).min(path.len() - 1);
        let (before, after) = (path[above.saturating_sub(1)], path[above]);
        let nearest = if step.abs_diff(before.0) < step.abs_diff(after.0) { before } else { after };
        format!("{{\"id\":\"{name}\",\"data\":[[{},{}]]}}", nearest.1, nearest.2)
    };
    format!("[{},{}]", mark("settlement", cut_offs.settlement()), mark("legal", cut_offs.legal()))
}

/// A chart's numbers.
pub fn numbers_table(table: TableSheet) -> AnyView {
    let TableSheet { title, heads, rows, .. } = table;
    let rows = table_rows(&rows, &heads);
    let heads = heads.into_iter().map(|(word, number)| view! { <Head number>{word}</Head> }).collect_view();
    view! {
        <DataTable label=title dense=true>
            <thead>
                <tr>{heads}</tr>
            </thead>
            <tbody>{rows}</tbody>
        </DataTable>
    }
    .into_any()
}

/// Saves a chart as a picture, or its numbers as CSV.
fn save_chart(shared: Shared, handle: ChartHandle, name: String, csv: String) -> Callback<(SaveAs,)> {
    Callback::new(move |(kind,): (SaveAs,)| {
        let saved = match kind {
            SaveAs::Png => {
                let ground = css_tokens::values(&["--sheet"]).concat();
                handle
                    .png(&ground)
                    .ok_or_else(|| "no picture".to_owned())
                    .and_then(|png| files::save(&format!("{name}.png"), &[png], "image/png"))
            }
            SaveAs::Csv => files::save(&format!("{name}.csv"), &[csv.clone().into_bytes()], "text/csv;charset=utf-8"),
        };
        if let Err(words) = saved {
            shared.store.transition(|session| session.saving_failed(words));
        }
    })
}
