//! The third step: two cut-offs make three bands, and everything follows them.

use std::sync::Arc;

use crate::ui::dynamic::{Derived, memo};

use leptos::prelude::*;

use crate::ui::dynamic::dynamic;

use super::parts::{NoModelYet, NoSignalBanner, chart_option};
use super::plan_headline::{PlanFigures, PlanHeadline};
use super::plan_money::{GroupPrice, MoneyFigures, provide_cockpit_table};
use super::policy::PolicyCard;
use super::sheet::{SheetView, numbers_table};
use super::sign_off::SignOffCard;
use crate::charts::SCORE_BIN_STEPS;
use crate::jobs::protocol::{ModelSummary, Topic};
use crate::quantity::Currency;
use crate::quantity::format::{count_text, money_text, percent_text};
use crate::sheets::{TableSheet, head, number_head};
use crate::strategy::{BandTotals, CutOffTable, CutOffs, PlanTotals, Strategy};
use crate::ui::app::Shared;
use crate::ui::components::{
    Band, Bands, Banner, Card, Chart, ChartCard, Cutoffs, Mix, MixPart, NumberCell, StrategyBadge, TableCard, Tone, heads,
};
use crate::ui::text::treatment_of;

/// See the module.
#[component]
pub fn PlanPage() -> impl IntoView {
    let store = Shared::get().store;
    let model = store.read(|session| session.model().shown().cloned());
    dynamic(move || match model.get() {
        Some(model) => view! { <Cockpit model /> }.into_any(),
        None => view! { <NoModelYet /> }.into_any(),
    })
}

/// What every part of the cockpit reads.
#[derive(Clone, Copy)]
struct Plan {
    shared: Shared,
    table: StoredValue<Arc<CutOffTable>>,
    chart: StoredValue<String>,
    cut_offs: Derived<CutOffs>,
    totals: Derived<PlanTotals>,
    currency: Derived<Currency>,
    has_money: bool,
}

impl Plan {
    fn new(model: &ModelSummary) -> Plan {
        let shared = Shared::get();
        let table = StoredValue::new(Arc::new(CutOffTable::new(&model.cut_off_steps)));
        let cut_offs = shared.store.read(|session| session.cut_offs());
        let totals = memo(move || table.with_value(|table| table.totals(cut_offs.get())));
        let has_money = totals.get_untracked().all().outstanding.minor_units() > 0;
        Plan { shared, table, chart: StoredValue::new(model.score_chart.clone()), cut_offs, totals, currency: shared.currency(), has_money }
    }

    fn count(self, count: u64) -> String {
        count_text(count, self.currency.get())
    }

    fn outstanding(self, totals: BandTotals) -> Option<String> {
        self.has_money.then(|| money_text(totals.outstanding, self.currency.get()))
    }
}

#[component]
fn Cockpit(model: Arc<ModelSummary>) -> impl IntoView {
    let plan = Plan::new(&model);
    provide_cockpit_table();
    let state = if model.evaluation.has_signal() { "ready" } else { "off" };
    view! {
        <PlanHeadline has_signal=model.evaluation.has_signal() />
        <NoSignalBanner model=model.clone() />
        <div class="plan" data-state=state>
            <div class="plan__findings">
                <SheetView topic=Topic::PlanFindings />
            </div>
            <PlanFigures totals=plan.totals has_money=plan.has_money />
            <div class="columns columns--wide-first columns--stretch">
                <CutOffCard plan /> <MixCard plan />
            </div>
            <EmptyBands plan />
            <BandTable plan />
            <MoneyFigures cut_offs=plan.cut_offs has_money=plan.has_money />
            <SheetView topic=Topic::PlanMoney />
            <PolicyCard />
            <SheetView topic=Topic::PlanFairness />
            <GroupPrice />
            <SignOffCard />
        </div>
    }
}

#[component]
fn CutOffCard(plan: Plan) -> impl IntoView {
    let store = plan.shared.store;
    let bins = StoredValue::new(plan.table.with_value(|table| table.bins(SCORE_BIN_STEPS)));
    let title = Signal::derive(move || band_finding(&plan.totals.get(), plan.cut_offs.get()));
    let subtitle = Signal::derive(move || {
        format!("Borrowers by score, n = {}. The solid part was not repaid", plan.count(plan.totals.get().all().n_rows))
    });
    // A bar is wider than a step: with most steps none changes its color.
    let banded = memo(move || plan.chart.with_value(|chart| banded(chart, plan.cut_offs.get())));
    let option = chart_option(plan.shared, move || banded.get());
    let settlement = Derived::new(move || plan.cut_offs.get().settlement());
    let legal = Derived::new(move || plan.cut_offs.get().legal());
    let move_to = move |settlement: u16, legal: u16| {
        if let Ok(cut_offs) = CutOffs::new(settlement, legal) {
            store.transition(|session| session.move_cut_offs(cut_offs));
        }
    };
    let bands = Derived::new(move || {
        let (totals, cut_offs) = (plan.totals.get(), plan.cut_offs.get());
        Strategy::BANDS.map(|strategy| band(plan, strategy, totals.of(strategy), cut_offs)).to_vec()
    });
    let label = Signal::derive(move || format!("Borrowers by score: {}", title.get()));
    let table = move || {
        let row = |(idx, bin): (usize, &BandTotals)| {
            vec![format!("{:.2}–{:.2}", idx as f64 * 0.02, (idx + 1) as f64 * 0.02), plan.count(bin.n_rows), plan.count(bin.n_bad)]
        };
        let rows = bins.with_value(|bins| bins.iter().enumerate().map(row).collect());
        let heads = vec![head("Score"), number_head("Borrowers"), number_head("Not repaid")];
        numbers_table(TableSheet { title: "Borrowers by score".to_owned(), note: String::new(), heads, rows }, Vec::new())
    };
    view! {
        <ChartCard title subtitle table>
            <Cutoffs settlement legal on_change=move_to bands=move || view! { <Bands bands /> }>
                <Chart option label height=300 />
            </Cutoffs>
        </ChartCard>
    }
}

/// The chart of scores with each bar in the color of its band: its token names the step of its middle.
fn banded(chart: &str, cut_offs: CutOffs) -> String {
    let mut parts = chart.split("--at-");
    let mut colored = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (step, rest) = part.split_once('-').unwrap_or((part, ""));
        let step = step.parse().unwrap_or(0u16);
        let band = if step > cut_offs.legal() {
            "legal"
        } else if step >= cut_offs.settlement() {
            "settlement"
        } else {
            "reminder"
        };
        colored.push_str("--");
        colored.push_str(band);
        colored.push('-');
        colored.push_str(rest);
    }
    colored
}

fn band(plan: Plan, strategy: Strategy, totals: BandTotals, cut_offs: CutOffs) -> Band {
    let (low, high) = (f64::from(cut_offs.settlement()) / 1e4, f64::from(cut_offs.legal()) / 1e4);
    let range = match strategy {
        Strategy::Reminder | Strategy::NotScored => format!("score below {}", score_text(low)),
        Strategy::SettlementOffer => format!("{}–{}", score_text(low), score_text(high)),
        Strategy::LegalReview => format!("above {}", score_text(high)),
    };
    Band { treatment: treatment_of(strategy), count: plan.count(totals.n_rows), money: plan.outstanding(totals), range }
}

/// A cut-off in as many decimals as it needs, at least two.
fn score_text(score: f64) -> String {
    let text = format!("{score:.4}");
    let short = text.trim_end_matches('0');
    if short.len() < 4 { format!("{score:.2}") } else { short.to_owned() }
}

/// What the cut-offs find, in a sentence.
fn band_finding(totals: &PlanTotals, cut_offs: CutOffs) -> String {
    let share = |band: BandTotals| (band.n_known > 0).then(|| percent_text(band.n_bad as f64 / band.n_known as f64));
    let (low, high) = (score_text(f64::from(cut_offs.settlement()) / 1e4), score_text(f64::from(cut_offs.legal()) / 1e4));
    match (share(totals.legal), share(totals.reminder)) {
        (Some(legal), Some(reminder)) => format!("Of those above {high}, {legal} were not repaid; below {low}, {reminder}"),
        (Some(legal), None) => format!("Of those above {high}, {legal} were not repaid"),
        (None, Some(reminder)) => format!("Of those below {low}, {reminder} were not repaid"),
        (None, None) if totals.legal.n_rows + totals.reminder.n_rows == 0 => {
            format!("Everyone scores from {low} to {high}: both outer bands are empty")
        }
        (None, None) => "Nobody's outcome is known in the outer bands".to_owned(),
    }
}

#[component]
fn MixCard(plan: Plan) -> impl IntoView {
    let parts = move |measure: fn(BandTotals) -> f64| {
        Derived::new(move || {
            let totals = plan.totals.get();
            let whole: f64 = Strategy::BANDS.iter().map(|strategy| measure(totals.of(*strategy))).sum();
            let part = |strategy: Strategy| {
                let share = if whole > 0.0 { measure(totals.of(strategy)) / whole } else { 0.0 };
                MixPart { treatment: treatment_of(strategy), share, text: percent_text(share) }
            };
            Strategy::BANDS.map(part).to_vec()
        })
    };
    let n_scored = Signal::derive(move || {
        let totals = plan.totals.get();
        plan.count(totals.all().n_rows - totals.not_scored.n_rows)
    });
    let outstanding = Signal::derive(move || money_text(plan.totals.get().all().outstanding, plan.currency.get()));
    let at_risk = Signal::derive(move || money_text(plan.totals.get().all().at_risk, plan.currency.get()));
    let title = Signal::derive(move || {
        let totals = plan.totals.get();
        let share = |part: f64, whole: f64| percent_text(if whole > 0.0 { part / whole } else { 0.0 });
        let of_borrowers = share(totals.legal.n_rows as f64, totals.all().n_rows as f64);
        Some(if plan.has_money {
            let of_money = share(totals.legal.at_risk.to_major(), totals.all().at_risk.to_major());
            format!("The band of legal review is {of_borrowers} of all loans and {of_money} of their money at risk")
        } else {
            format!("The band of legal review is {of_borrowers} of all loans")
        })
    });
    let money = plan.has_money.then(|| {
        view! {
            <Mix label="Outstanding" whole=outstanding parts=parts(|band| band.outstanding.to_major()) />
            <Mix label="Money at risk" whole=at_risk parts=parts(|band| band.at_risk.to_major()) />
        }
    });
    view! {
        <Card title>
            <Mix label="Borrowers" whole=n_scored parts=parts(|band| band.n_rows as f64) />
            {money}
            <p class="prose">
                "Money at risk is what is owed times the score. “Legal review” asks a person whether legal steps are right; a score alone \
                 never decides that."
            </p>
        </Card>
    }
}

/// A sentence for each band that nobody is in.
#[component]
fn EmptyBands(plan: Plan) -> impl IntoView {
    dynamic(move || {
        let (totals, cut_offs) = (plan.totals.get(), plan.cut_offs.get());
        let highest = plan
            .table
            .with_value(|table| table.highest_score())
            .map_or(String::new(), |score| format!("; the highest score is {score:.2}"));
        let (low, high) = (score_text(f64::from(cut_offs.settlement()) / 1e4), score_text(f64::from(cut_offs.legal()) / 1e4));
        let sentences = Strategy::BANDS.into_iter().filter(|strategy| totals.of(*strategy).n_rows == 0).map(|strategy| match strategy {
            Strategy::LegalReview => format!("No borrower is above {high}{highest}."),
            Strategy::SettlementOffer => format!("No borrower is between {low} and {high}."),
            Strategy::Reminder | Strategy::NotScored => format!("No borrower is below {low}."),
        });
        let banners = sentences.map(|sentence| view! { <Banner tone=Tone::Plain title=sentence /> });
        banners.collect_view()
    })
}

/// The bands as a table, closed by a sum: of the score alone, so that it moves with the cut-offs.
#[component]
fn BandTable(plan: Plan) -> impl IntoView {
    let rows = dynamic(move || {
        let totals = plan.totals.get();
        let shown = Strategy::BANDS.into_iter().chain((totals.not_scored.n_rows > 0).then_some(Strategy::NotScored));
        shown.map(|strategy| band_row(plan, Some(strategy), totals.of(strategy), totals.all().n_rows)).collect_view()
    });
    let sum = move || {
        let all = plan.totals.get().all();
        band_row(plan, None, all, all.n_rows)
    };
    let words = ["Band", "Borrowers", "Share", "Outstanding", "Money at risk", "Not repaid so far"];
    view! {
        <TableCard title="Bands of the score" note=Some("by the score alone; what each borrower gets stands in the plan below".to_owned()) heads=heads(&words, |idx| idx > 0) foot=sum>
            {rows}
        </TableCard>
    }
}

fn band_row(plan: Plan, strategy: Option<Strategy>, totals: BandTotals, n_all: u64) -> impl IntoView {
    let name = match strategy {
        Some(strategy) => view! { <StrategyBadge strategy=treatment_of(strategy) /> }.into_any(),
        None => "All".into_any(),
    };
    let share = percent_text(totals.n_rows as f64 / n_all.max(1) as f64);
    let at_risk = if plan.has_money { money_text(totals.at_risk, plan.currency.get()) } else { "–".to_owned() };
    let count = plan.count(totals.n_rows);
    let outstanding = plan.outstanding(totals).unwrap_or_else(|| "–".to_owned());
    let bad = if totals.n_known > 0 { percent_text(totals.n_bad as f64 / totals.n_known as f64) } else { "–".to_owned() };
    view! {
        <tr>
            <th scope="row">{name}</th>
            <NumberCell>
                <span>{count}</span>
            </NumberCell>
            <NumberCell>{share}</NumberCell>
            <NumberCell>
                <span>{outstanding}</span>
            </NumberCell>
            <NumberCell>
                <span>{at_risk}</span>
            </NumberCell>
            <NumberCell>{bad}</NumberCell>
        </tr>
    }
}
