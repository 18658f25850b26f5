//! What the data engine wants shown, drawn: one renderer for all sheets.

use std::sync::Arc;

use leptos::prelude::*;

use super::conditions::CONDITIONS_ID;
use super::parts::{FailureBanner, chart_option, failure_of};
use crate::browser::{css_tokens, files, location};
use crate::jobs::protocol::{Condition, PolicyChange, Topic};
use crate::sheets::{Block, ChartSheet, FactText, FigureText, NoticeTone, PolicySwitch, Sheet, TableSheet};
use crate::strategy::CutOffs;
use crate::ui::app::Shared;
use crate::ui::components::{
    Banner, Button, ButtonKind, Card, Chart, ChartCard, ChartHandle, DataTable, Fact, Facts, Figure, Figures, Finding, Head, Headline,
    NumberCell, SaveAs, TableCard, Tone,
};
use crate::ui::dynamic::dynamic;

/// A chart of as many things side by side as this is not narrowed to a phone.
const N_SIDE_BY_SIDE: usize = 8;

/// A sheet, asked for while this is on the page.
#[component]
pub fn SheetView(topic: Topic) -> impl IntoView {
    let store = Shared::get().store;
    store.transition(|session| session.show_sheet(topic.clone()));
    let (wanted, failed, awaited, put_away) = (topic.clone(), topic.clone(), topic.clone(), topic);
    on_cleanup(move || store.transition(|session| session.put_sheet_away(&put_away)));
    let failure = store.read(move |session| failure_of(&session.sheet(&failed)));
    let sheet = store.read(move |session| session.sheet(&wanted).shown().cloned());
    let is_awaited = store.read(move |session| session.sheet(&awaited).is_running() && session.sheet(&awaited).shown().is_none());
    view! {
        <FailureBanner failure />
        {dynamic(move || is_awaited.get().then(|| view! { <p class="sheet-wait" role="status">"Working it out…"</p> }))}
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
            let rows = table_rows(&rows, &heads, Vec::new());
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
        Block::Headline { parts, note } => {
            let part = |(words, is_strong): (String, bool)| {
                if is_strong { view! { <strong>{words}</strong> }.into_any() } else { words.into_any() }
            };
            let parts = parts.into_iter().map(part).collect_view();
            view! { <Headline note=some(note)>{parts}</Headline> }.into_any()
        }
        Block::Finding { tone, title, text, fields, switch } => {
            let tone = tone_of(tone);
            let button = |(label, path): (String, String)| {
                view! {
                    <button class="finding__field" type="button" on:click=move |_| go_to_field(&path)>
                        {label}
                    </button>
                }
            };
            let actions = fields.into_iter().map(button).collect_view();
            let switch = switch.map(|PolicySwitch { label, path, value }| {
                let store = Shared::get().store;
                let set = move || {
                    let change = PolicyChange::Set { path: path.clone(), value: value.clone() };
                    store.transition(|session| session.change_policy(change));
                };
                view! { <Button on_click=set>{label}</Button> }
            });
            view! {
                <Finding tone title text>
                    {switch} {actions}
                </Finding>
            }
            .into_any()
        }
        Block::Text(text) => view! { <p class="prose">{text}</p> }.into_any(),
        Block::Notice { tone, title, text } => {
            let tone = tone_of(tone);
            view! {
                <Banner tone title>
                    <p>{text}</p>
                </Banner>
            }
            .into_any()
        }
    }
}

fn tone_of(tone: NoticeTone) -> Tone {
    match tone {
        NoticeTone::Plain => Tone::Plain,
        NoticeTone::Caution => Tone::Caution,
        NoticeTone::Grave => Tone::Stop,
    }
}

/// To a number of the policy, where it stands on the page: bands end at the cut-offs.
fn go_to_field(path: &str) {
    match path.strip_prefix("bands.") {
        Some(band) => location::reveal(&format!("cutoff-{band}")),
        None => location::reveal(&field_id(path)),
    }
}

/// The id of the field of a number of the policy.
pub fn field_id(path: &str) -> String {
    format!("policy-{path}")
}

fn some(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

fn figure(FigureText { label, value, unit, note }: FigureText) -> impl IntoView {
    view! { <Figure label value=Some(value) unit=some(unit) note=some(note) /> }
}

/// What the rows of a chart's table stand for among the loans.
type Picks = Vec<Vec<Condition>>;

/// Looks at these loans only, and puts the focus where that is said.
fn narrow(shared: Shared, conditions: Vec<Condition>) {
    if !conditions.is_empty() {
        shared.store.transition(|session| session.narrow(conditions));
        location::focus(CONDITIONS_ID);
    }
}

/// All rows from the first to the last picked as one condition, or the last one's conditions where they cannot be one.
fn picked(picks: &Picks, first: usize, last: usize) -> Vec<Condition> {
    let single = |row: &Vec<Condition>| if let [condition] = row.as_slice() { Some(condition.clone()) } else { None };
    let together = picks.get(first..=last).and_then(|rows| {
        let mut all = rows.iter().map(single);
        let first = all.next()??;
        all.try_fold(first, |sum, next| sum.or(&next?))
    });
    together.map_or_else(|| picks.get(last).cloned().unwrap_or_default(), |condition| vec![condition])
}

/// Longer cells are sentences, in more than one line.
const LONGEST_WORDS: usize = 40;

fn table_rows(rows: &[Vec<String>], heads: &[(String, bool)], picks: Picks) -> AnyView {
    let shared = Shared::get();
    let mut picks = picks.into_iter();
    let n_rows = rows.len();
    let row = |(place, cells): (usize, &Vec<String>)| {
        let is_sum = place + 1 == n_rows && n_rows > 1 && matches!(cells.first().map(String::as_str), Some("Total" | "All"));
        let pick = picks.next().map(|conditions| {
            let is_any = !conditions.is_empty();
            let button = is_any.then(|| {
                view! { <Button kind=ButtonKind::Quiet on_click=move || narrow(shared, conditions.clone())>"Show only"</Button> }
            });
            view! { <td>{button}</td> }
        });
        let named = cells.first().cloned();
        let rest = cells.iter().zip(heads).skip(1).map(|(cell, (_, is_number))| {
            let cell = cell.clone();
            let is_sentence = cell.chars().count() > LONGEST_WORDS;
            if *is_number {
                view! { <NumberCell>{cell}</NumberCell> }.into_any()
            } else {
                view! { <td class:table__wrap=is_sentence>{cell}</td> }.into_any()
            }
        });
        view! {
            <tr class:table__total=is_sum>
                <th scope="row">{named}</th>
                {rest.collect_view()}
                {pick}
            </tr>
        }
    };
    rows.iter().enumerate().map(row).collect_view().into_any()
}

/// A chart in its card, with its numbers as a table, a picture and a file.
pub fn chart_view(chart: ChartSheet) -> AnyView {
    let shared = Shared::get();
    let handle = ChartHandle::new();
    let ChartSheet { title, subtitle, label, option, height, note, table, csv, file_name, picks, cut_off_path } = chart;
    let cut_offs = shared.store.read(|session| session.cut_offs());
    let marks = Signal::derive(move || cut_off_marks(&cut_off_path, cut_offs.get()));
    let option = chart_option(shared, move || option.clone());
    let wide = table.heads.len() > N_SIDE_BY_SIDE;
    let shown = picks.clone();
    let table_view = move || numbers_table(table.clone(), shown.clone());
    let on_pick = Callback::new(move |(first, last)| narrow(shared, picked(&picks, first, last)));
    view! {
        <ChartCard title subtitle table=table_view on_save=save_chart(shared, handle, file_name, csv) wide note>
            <Chart option label height marks handle on_pick />
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
pub fn numbers_table(table: TableSheet, picks: Vec<Vec<Condition>>) -> AnyView {
    let TableSheet { title, mut heads, rows, .. } = table;
    let has_picks = !picks.is_empty();
    let rows = table_rows(&rows, &heads, picks);
    heads.extend(has_picks.then(|| ("Filter".to_owned(), false)));
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
