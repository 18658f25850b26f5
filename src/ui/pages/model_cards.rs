//! What the model page shows of a trained model: what the cut-offs would do, how it was made.

use std::sync::Arc;

use crate::ui::dynamic::memo;

use leptos::prelude::*;

use crate::ui::dynamic::dynamic;

use crate::jobs::protocol::ModelSummary;
use crate::quantity::Currency;
use crate::quantity::format::{count_text, percent_text};
use crate::sheets::FactText;
use crate::strategy::{BandTotals, CutOffTable};
use crate::ui::app::Shared;
use crate::ui::components::{Card, Fact, Facts, NumberCell, TableCard, heads};

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

/// How the model was made.
#[component]
pub fn ModelFactsCard(model: Arc<ModelSummary>) -> impl IntoView {
    let facts = model.facts.iter().cloned().map(|FactText { label, value }| view! { <Fact label=move || label>{value}</Fact> });
    let facts = facts.collect_view();
    view! {
        <Card title=Some("How it was made".to_owned())>
            <Facts>{facts}</Facts>
        </Card>
    }
}
