//! What the model page shows of a trained model: its curve, what it looks at, what the cut-offs would do, how it was grown.

use std::sync::Arc;

use crate::ui::dynamic::memo;

use leptos::prelude::*;

use crate::ui::dynamic::dynamic;

use super::parts::{chart_option, chart_table};
use crate::browser::{css_tokens, files};
use crate::charts::{importance_bars, roc_curve};
use crate::evaluation::RocPoint;
use crate::jobs::protocol::ModelSummary;
use crate::quantity::Currency;
use crate::quantity::format::{count_text, percent_text};
use crate::strategy::{BandTotals, CutOffTable};
use crate::ui::app::Shared;
use crate::ui::components::{Card, Chart, ChartCard, ChartHandle, Fact, Facts, NumberCell, SaveAs, TableCard, heads};

/// Saves a chart as a picture, or its numbers as CSV.
fn save_chart(
    shared: Shared,
    handle: ChartHandle,
    name: &'static str,
    csv: impl Fn() -> String + Send + Sync + 'static,
) -> Callback<(SaveAs,)> {
    Callback::new(move |(kind,): (SaveAs,)| {
        let saved = match kind {
            SaveAs::Png => {
                let ground = css_tokens::values(&["--sheet"]).concat();
                handle
                    .png(&ground)
                    .ok_or_else(|| "no picture".to_owned())
                    .and_then(|png| files::save(&format!("{name}.png"), &[png], "image/png"))
            }
            SaveAs::Csv => files::save(&format!("{name}.csv"), &[csv().into_bytes()], "text/csv;charset=utf-8"),
        };
        if let Err(words) = saved {
            shared.store.transition(|session| session.saving_failed(words));
        }
    })
}

/// The ROC curve.
#[component]
pub fn RocCard(model: Arc<ModelSummary>) -> impl IntoView {
    let shared = Shared::get();
    let handle = ChartHandle::new();
    let evaluation = &model.evaluation;
    let title = if evaluation.has_signal() {
        format!("Flagging a quarter of the good loans catches {} of the bad ones", percent_text(caught_at(&model, 0.25)))
    } else {
        "The curve runs along the line of chance".to_owned()
    };
    let subtitle =
        format!("ROC, share of bad loans caught against good loans flagged, n = {}", count_text(evaluation.n_rows, Currency::Unstated));
    let drawn = model.clone();
    let option = chart_option(shared, move |palette| roc_curve(&drawn.evaluation, None, "out of bag", palette));
    let numbers = model.clone();
    let csv = move || {
        let rows = numbers
            .evaluation
            .roc
            .iter()
            .map(|point| format!("{:.6},{:.6},{:.6}\r\n", point.score, point.false_positive_rate, point.true_positive_rate));
        std::iter::once("score,good_flagged,bad_caught\r\n".to_owned()).chain(rows).collect()
    };
    let label = format!("ROC curve: {title}. AUC {:.3}.", evaluation.auc);
    let tabled = model.clone();
    let table = move || {
        let percent = |share: f64| format!("{:.1}%", share * 100.0);
        let row =
            |point: &RocPoint| vec![format!("{:.2}", point.score), percent(point.false_positive_rate), percent(point.true_positive_rate)];
        chart_table("ROC curve", &["Score from", "Good flagged", "Bad caught"], tabled.evaluation.roc.iter().step_by(8).map(row).collect())
    };
    view! {
        <ChartCard title subtitle table on_save=save_chart(shared, handle, "roc", csv)>
            <Chart option label height=340 handle />
        </ChartCard>
    }
}

/// The share of bad loans caught where this share of the good ones is flagged, between the two nearest points.
fn caught_at(model: &ModelSummary, flagged: f64) -> f64 {
    let roc = &model.evaluation.roc;
    let above = roc.iter().position(|point| point.false_positive_rate >= flagged).unwrap_or(0);
    let (before, after) = (roc[above.saturating_sub(1)], roc[above]);
    let width = after.false_positive_rate - before.false_positive_rate;
    let part = if width > 0.0 { (flagged - before.false_positive_rate) / width } else { 1.0 };
    before.true_positive_rate + part * (after.true_positive_rate - before.true_positive_rate)
}

/// What the trees split on.
#[component]
pub fn ImportanceCard(model: Arc<ModelSummary>) -> impl IntoView {
    let shared = Shared::get();
    let handle = ChartHandle::new();
    let leading: Vec<&str> = model.importance.iter().take(2).map(|(name, _)| name.as_str()).collect();
    let title = if leading.is_empty() { "No feature was used".to_owned() } else { format!("It looks most at {}", leading.join(" and ")) };
    let n_features = model.importance.len();
    let n_shown = n_features.min(12);
    let subtitle = if n_features > n_shown {
        format!("Share of the impurity that splits on each feature removed; the first {n_shown} of {n_features}")
    } else {
        "Share of the impurity that splits on each feature removed".to_owned()
    };
    let drawn = model.clone();
    let option = chart_option(shared, move |palette| importance_bars(&drawn.importance, n_shown, palette));
    let numbers = model.clone();
    let csv = move || {
        let quoted = |name: &str| format!("\"{}\"", name.replace('"', "\"\""));
        let rows = numbers.importance.iter().map(|(name, share)| format!("{},{share:.6}\r\n", quoted(name)));
        std::iter::once("feature,share\r\n".to_owned()).chain(rows).collect()
    };
    let tabled = model.clone();
    let table = move || {
        let row = |(name, share): &(String, f64)| vec![name.clone(), format!("{:.1}%", share * 100.0)];
        chart_table("Importance", &["Feature", "Share"], tabled.importance.iter().map(row).collect())
    };
    let label = format!("Importance of features: {title}.");
    view! {
        <ChartCard title subtitle table on_save=save_chart(shared, handle, "importance", csv)>
            <Chart option label height=340 handle />
        </ChartCard>
    }
}

/// What each cut-off would have said of the loans whose outcome is known.
#[component]
pub fn ConfusionCard(model: Arc<ModelSummary>) -> impl IntoView {
    let shared = Shared::get();
    let currency = shared.currency();
    let cut_offs = shared.store.read(|session| session.cut_offs());
    let table = CutOffTable::new(&model.cut_off_steps);
    let totals = memo(move || table.totals(cut_offs.get()));
    let rows = dynamic(move || {
        let totals = totals.get();
        let settled = add(totals.settlement, totals.legal);
        let flagged_from = format!("settlement offer from {:.2}", f64::from(cut_offs.get().settlement()) / 1e4);
        let flagged_above = format!("legal review above {:.2}", f64::from(cut_offs.get().legal()) / 1e4);
        let everyone = add(settled, (totals.reminder.n_known, totals.reminder.n_bad));
        [(flagged_from, settled), (flagged_above, (totals.legal.n_known, totals.legal.n_bad))]
            .map(|(name, flagged)| confusion_row(name, flagged, everyone, currency.get()))
    });
    let words = ["Cut-off", "Bad, flagged", "Bad, missed", "Good, flagged", "Good, spared", "Precision", "Recall"];
    view! {
        <TableCard title="At the two cut-offs" note=Some("loans whose outcome is known".to_owned()) heads=heads(&words, |idx| idx > 0) dense=true>
            {rows}
        </TableCard>
    }
}

/// Known and bad loans of two groups together.
fn add(a: impl Into<Known>, b: impl Into<Known>) -> (u64, u64) {
    let (Known(a_known, a_bad), Known(b_known, b_bad)) = (a.into(), b.into());
    (a_known + b_known, a_bad + b_bad)
}

struct Known(u64, u64);

impl From<BandTotals> for Known {
    fn from(totals: BandTotals) -> Known {
        Known(totals.n_known, totals.n_bad)
    }
}

impl From<(u64, u64)> for Known {
    fn from((n_known, n_bad): (u64, u64)) -> Known {
        Known(n_known, n_bad)
    }
}

fn confusion_row(name: String, flagged: (u64, u64), everyone: (u64, u64), currency: Currency) -> impl IntoView {
    let (n_flagged, bad_flagged) = flagged;
    let (n_known, n_bad) = everyone;
    let (bad_missed, good_flagged) = (n_bad - bad_flagged, n_flagged - bad_flagged);
    let good_spared = n_known - n_bad - good_flagged;
    let share = |part: u64, whole: u64| if whole == 0 { "–".to_owned() } else { percent_text(part as f64 / whole as f64) };
    let (precision, recall) = (share(bad_flagged, n_flagged), share(bad_flagged, n_bad));
    view! {
        <tr>
            <th scope="row">{name}</th>
            <NumberCell>{count_text(bad_flagged, currency)}</NumberCell>
            <NumberCell>{count_text(bad_missed, currency)}</NumberCell>
            <NumberCell>{count_text(good_flagged, currency)}</NumberCell>
            <NumberCell>{count_text(good_spared, currency)}</NumberCell>
            <NumberCell>{precision}</NumberCell>
            <NumberCell>{recall}</NumberCell>
        </tr>
    }
}

/// How the forest was grown.
#[component]
pub fn ForestFacts(model: Arc<ModelSummary>) -> impl IntoView {
    let params = model.setup.params.clone();
    let cap = count_text(u64::from(params.max_nodes), Currency::Unstated);
    let capped = match model.n_trees_capped {
        0 => format!("{cap} at most, none reached it"),
        n => format!("{cap} at most, reached by {n} trees"),
    };
    let depth = params.max_depth.map_or("unlimited".to_owned(), |depth| format!("at most {depth}"));
    let (n_trees, n_features, seconds) = (model.n_trees, model.importance.len(), model.fit_seconds);
    view! {
        <Card title=Some("The forest".to_owned())>
            <Facts>
                <Fact label=move || "Trees">{n_trees}</Fact>
                <Fact label=move || "Depth">{depth}</Fact>
                <Fact label=move || "Smallest leaf">{format!("{} loans", params.min_samples_leaf)}</Fact>
                <Fact label=move || "Nodes a tree">{capped}</Fact>
                <Fact label=move || "Features">{n_features}</Fact>
                <Fact label=move || "Seed">{params.seed.to_string()}</Fact>
                <Fact label=move || "Trained in">{format!("{seconds:.1} s")}</Fact>
            </Facts>
        </Card>
    }
}
