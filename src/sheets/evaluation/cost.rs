use super::words::{counted, csv, score_text};
use crate::charts::{cost_curve as cost_chart, cost_curve_points};
use crate::evaluation::{CheapestCutOff, CostPoint, CutOffCounts, MisclassificationCosts, cheapest_cut_off, cost_curve};
use crate::quantity::format::{count_text, money_in_full, money_text};
use crate::quantity::{Currency, Money};
use crate::sheets::block::{Block, ChartSheet, NoticeTone, Sheet, TableSheet, head, number_head};
use crate::sheets::drawn;
use crate::strategy::CutOffs;

/// What is asked: what each cut-off costs.
#[derive(Clone, Copy, Debug)]
pub struct CostQuestion<'a> {
    /// What each cut-off on the grid gets wrong, lowest first.
    pub counts: &'a [CutOffCounts],
    /// Bad loans among those judged.
    pub n_bad: u64,
    /// Whether the model ranks better than chance.
    pub has_signal: bool,
    /// What a mistake costs, in major units of the currency.
    pub costs: MisclassificationCosts,
    /// How amounts are written.
    pub currency: Currency,
}

impl CostQuestion<'_> {
    /// An amount in three digits; what is too great for an amount is shown as the greatest.
    fn short(&self, amount: f64) -> String {
        money_text(self.money(amount), self.currency)
    }

    fn full(&self, amount: f64) -> String {
        money_in_full(self.money(amount), self.currency)
    }

    fn money(&self, amount: f64) -> Money {
        Money::from_major(amount).unwrap_or(Money::from_minor_units(i64::MAX))
    }

    /// The cut-off nearest to this one.
    fn at(&self, cut_off: f64) -> Option<&CutOffCounts> {
        let last = self.counts.len().saturating_sub(1);
        self.counts.get((cut_off * last as f64).round() as usize)
    }
}

/// What mistakes cost at each cut-off, and where they cost least.
pub fn costs_sheet(question: &CostQuestion) -> Sheet {
    let cheapest = cheapest_cut_off(question.counts, question.costs);
    let is_free = question.costs.cut_off_of_true_probabilities().is_none();
    let Some(cheapest) = cheapest.filter(|_| !is_free) else {
        let title = "Neither mistake costs anything".to_owned();
        let text = "Say what a missed bad loan or a needlessly flagged good one costs, and the cheapest cut-off is found.".to_owned();
        return Sheet { blocks: vec![Block::Notice { tone: NoticeTone::Caution, title, text }] };
    };
    let table = table(question, &cheapest);
    Sheet { blocks: vec![Block::Chart(Box::new(chart(question, &cheapest, &table))), Block::Table(table)] }
}

fn chart(question: &CostQuestion, cheapest: &CheapestCutOff, table: &TableSheet) -> ChartSheet {
    let words = named(question, cheapest);
    let title = match &words {
        Named::All => "Flagging every loan costs least".to_owned(),
        Named::None => "Flagging no loan costs least".to_owned(),
        Named::From(cut_off) => format!("Flagging from {cut_off} costs least: {}", question.short(cheapest.cost)),
    };
    let n_rows = question.counts.first().map_or(0, |counts| counts.n_good_flagged) + question.n_bad;
    let judged = counted(n_rows, "loan", question.currency);
    let subtitle = format!("Cost of missed bad loans and needlessly flagged good ones by cut-off, {judged}");
    let points = cost_curve(question.counts, question.costs);
    let line = |counts: &CutOffCounts| {
        let cost = question.costs.total(counts);
        format!("{:.4},{},{},{cost:.0}", counts.cut_off, counts.n_bad_missed, counts.n_good_flagged)
    };
    let plot = cost_chart(&points, cheapest, &on_plot(&words), question.currency);
    ChartSheet {
        note: sentence(question, cheapest, &words),
        table: table.clone(),
        csv: csv("cut_off,bad_missed,good_flagged,cost", question.counts.iter().step_by(100).map(line)),
        file_name: "costs".to_owned(),
        cut_off_path: path(&points, cheapest, question.currency),
        ..drawn(&plot, title.clone(), subtitle, format!("Cost by cut-off: {title}."))
    }
}

/// As drawn, and on beyond the plot's end, where a cut-off is not to be seen.
fn path(points: &[CostPoint], cheapest: &CheapestCutOff, currency: Currency) -> Vec<(u16, f32, f32)> {
    let step = |cut_off: f64| (cut_off * f64::from(CutOffs::GRID)).round() as u16;
    let entry = |(cut_off, height): (f64, f64)| (step(cut_off), cut_off as f32, height as f32);
    let mut path: Vec<_> = cost_curve_points(points, cheapest, currency).into_iter().map(entry).collect();
    if let Some(&(last, _, height)) = path.last().filter(|(step, ..)| *step < CutOffs::GRID) {
        path.extend([last + 1, CutOffs::GRID].map(|step| (step, f32::from(step) / f32::from(CutOffs::GRID), height)));
        path.dedup_by_key(|entry| entry.0);
    }
    path
}

/// What the cheapest cut-off is called.
enum Named {
    /// Every loan is flagged.
    All,
    /// No loan is flagged.
    None,
    /// Loans are flagged from this score.
    From(String),
}

fn named(question: &CostQuestion, cheapest: &CheapestCutOff) -> Named {
    let n_good = question.counts.first().map_or(0, |counts| counts.n_good_flagged);
    match (cheapest.counts.n_bad_missed, cheapest.counts.n_good_flagged) {
        (0, flagged) if flagged == n_good => Named::All,
        (missed, 0) if missed == question.n_bad => Named::None,
        _ => Named::From(score_text(cheapest.counts.cut_off)),
    }
}

fn on_plot(words: &Named) -> String {
    match words {
        Named::All => "cheapest: flag all".to_owned(),
        Named::None => "cheapest: flag none".to_owned(),
        Named::From(cut_off) => format!("cheapest at {cut_off}"),
    }
}

fn sentence(question: &CostQuestion, cheapest: &CheapestCutOff, words: &Named) -> String {
    let what = match words {
        Named::All => "flagging every loan is cheapest".to_owned(),
        Named::None => "flagging no loan is cheapest".to_owned(),
        Named::From(cut_off) => format!("the cheapest cut-off is {cut_off}"),
    };
    let (missed, flagged) = (question.full(question.costs.missed_bad()), question.full(question.costs.flagged_good()));
    let cost = question.short(cheapest.cost);
    let middle = question.short(question.at(0.5).map_or(0.0, |counts| question.costs.total(counts)));
    let beside = if middle == cost { "as at 0.50".to_owned() } else { format!("against {middle} at 0.50") };
    let doubt = match words {
        _ if question.has_signal => "",
        Named::From(_) => " The model finds no signal, so this cut-off rests on chance.",
        Named::All | Named::None => " The model finds no signal: the two costs alone decide.",
    };
    format!("With a missed bad loan at {missed} and a needlessly flagged good one at {flagged} {what}: cost {cost}, {beside}.{doubt}")
}

/// Cut-offs in steps of 0.1, and the cheapest one.
fn table(question: &CostQuestion, cheapest: &CheapestCutOff) -> TableSheet {
    let is_cheapest = |counts: &CutOffCounts| counts.cut_off == cheapest.counts.cut_off;
    let mut shown: Vec<CutOffCounts> = (0..=10).filter_map(|tenth| question.at(f64::from(tenth) / 10.0)).copied().collect();
    if !shown.iter().any(is_cheapest) {
        let place = shown.partition_point(|counts| counts.cut_off < cheapest.counts.cut_off);
        shown.insert(place, cheapest.counts);
    }
    let row = |counts: &CutOffCounts| {
        let name = if is_cheapest(counts) { score_text(counts.cut_off) + ", cheapest" } else { format!("{:.2}", counts.cut_off) };
        let n_flagged = counts.n_good_flagged + question.n_bad.saturating_sub(counts.n_bad_missed);
        let count = |n: u64| count_text(n, question.currency);
        vec![name, count(n_flagged), count(counts.n_bad_missed), count(counts.n_good_flagged), question.full(question.costs.total(counts))]
    };
    let words = ["Loans flagged", "Bad missed", "Good flagged", "Cost"];
    TableSheet {
        title: "Cost of each cut-off".to_owned(),
        note: "of all loans whose outcome is known".to_owned(),
        heads: std::iter::once(head("Flagged from")).chain(words.map(number_head)).collect(),
        rows: shown.iter().map(row).collect(),
    }
}
