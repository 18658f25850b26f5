use super::block::{Block, ChartSheet, FigureText, NoticeTone, Sheet, TableSheet, head, number_head};
use super::drawn;
use super::facts::learner_name;
use crate::charts::{NamedInterval, auc_intervals};
use crate::evaluation::{Evaluation, Figures, PermutationCheck};
use crate::model::Learner;
use crate::quantity::Currency;
use crate::quantity::format::count_text;
use crate::quantity::order::sort_by;

/// One learner's figures on the same folds as all others.
#[derive(Clone, Debug)]
pub struct LeaderboardRow {
    /// What learned.
    pub learner: Learner,
    /// How well it judged the folds left out; `None` where a fold failed.
    pub evaluation: Option<Figures>,
    /// A forest's AUC by trees that had not seen the rows.
    pub out_of_bag: Option<f64>,
    /// The AUC on the rows learned from, mean over folds.
    pub in_sample_auc: Option<f64>,
    /// Wall time of all folds.
    pub fit_seconds: f64,
    /// Why it made no model.
    pub failed: Option<String>,
}

fn count(n: u64) -> String {
    count_text(n, Currency::Unstated)
}

/// The learners side by side, the best first, the baselines among them.
pub fn leaderboard(rows: &[LeaderboardRow]) -> Sheet {
    let mut ranked: Vec<&LeaderboardRow> = rows.iter().collect();
    let auc = |row: &LeaderboardRow| row.evaluation.map_or(0.0, |figures| figures.auc);
    sort_by(&mut ranked, |a, b| auc(b).total_cmp(&auc(a)).then(a.learner.cmp(&b.learner)));
    let mut blocks: Vec<Block> = ranked.iter().filter_map(|row| failure(row)).collect();
    blocks.push(Block::Chart(Box::new(interval_chart(&ranked))));
    blocks.push(Block::Table(figures_table(&ranked)));
    Sheet { blocks }
}

fn failure(row: &LeaderboardRow) -> Option<Block> {
    let why = row.failed.as_ref()?;
    let title = format!("{} could not be fitted", learner_name(row.learner));
    Some(Block::Notice { tone: NoticeTone::Caution, title, text: format!("It is left out of the comparison ({why}).") })
}

fn interval_chart(ranked: &[&LeaderboardRow]) -> ChartSheet {
    let shown: Vec<(String, Figures)> =
        ranked.iter().filter_map(|row| Some((learner_name(row.learner).to_owned(), row.evaluation?))).collect();
    let title = finding(ranked);
    let n_rows = shown.first().map_or(0, |(_, figures)| figures.n_rows);
    let subtitle = format!("AUC on the fold left out, with its 95% interval; the same five folds for all, n = {}", count(n_rows));
    let label = format!("AUC of each model: {title}");
    let line =
        |(name, figures): &(String, Figures)| format!("{name},{:.6},{:.6},{:.6}\r\n", figures.auc, figures.auc_low, figures.auc_high);
    let row = |(name, figures): &(String, Figures)| {
        vec![name.clone(), format!("{:.3}", figures.auc), format!("{:.3}", figures.auc_low), format!("{:.3}", figures.auc_high)]
    };
    let interval = |row: &&LeaderboardRow| {
        let Figures { auc, auc_low: low, auc_high: high, .. } = row.evaluation?;
        let is_baseline = !Learner::MODELS.contains(&row.learner);
        Some(NamedInterval { name: learner_name(row.learner).to_owned(), auc, low, high, is_baseline })
    };
    let bars: Vec<NamedInterval> = ranked.iter().filter_map(interval).collect();
    ChartSheet {
        height: 60 + 36 * shown.len() as u16,
        table: TableSheet {
            title: "AUC of each model".to_owned(),
            heads: vec![head("Model"), number_head("AUC"), number_head("From"), number_head("To")],
            rows: shown.iter().map(row).collect(),
            ..TableSheet::default()
        },
        csv: std::iter::once("model,auc,auc_low,auc_high\r\n".to_owned()).chain(shown.iter().map(line)).collect(),
        file_name: "leaderboard".to_owned(),
        ..drawn(&auc_intervals(&bars), title, subtitle, label)
    }
}

/// What the comparison says: whether the best is better than the next, and than a single column.
fn finding(ranked: &[&LeaderboardRow]) -> String {
    let of = |row: &LeaderboardRow| row.evaluation;
    let best = ranked.iter().find(|row| Learner::MODELS.contains(&row.learner));
    let Some((best, figures)) = best.and_then(|row| Some((row, of(row)?))) else { return "No model could be fitted".to_owned() };
    let name = learner_name(best.learner);
    let column = ranked.iter().find(|row| row.learner == Learner::BestColumn).and_then(|row| of(row));
    match column {
        _ if figures.auc_low <= 0.5 => "No model ranks better than a coin".to_owned(),
        Some(column) if figures.auc <= column.auc => "No model beats the best single column".to_owned(),
        Some(column) if figures.auc_low <= column.auc => format!("{name} leads, but hardly beats the best single column"),
        Some(column) => format!("{name} leads: {:.3}, where the best single column reaches {:.3}", figures.auc, column.auc),
        None => format!("{name} leads with {:.3}", figures.auc),
    }
}

fn figures_table(ranked: &[&LeaderboardRow]) -> TableSheet {
    let words = ["AUC", "Out of bag", "Rows learned from", "Gini", "KS", "PR-AUC", "Log-loss", "Brier", "ECE", "Fit"];
    let row = |row: &&LeaderboardRow| {
        let figure = |pick: fn(&Figures) -> f64| row.evaluation.map_or("–".to_owned(), |figures| format!("{:.3}", pick(&figures)));
        let maybe = |value: Option<f64>| value.map_or("–".to_owned(), |value| format!("{value:.3}"));
        vec![
            learner_name(row.learner).to_owned(),
            figure(|figures| figures.auc),
            maybe(row.out_of_bag),
            maybe(row.in_sample_auc),
            figure(|figures| figures.gini),
            figure(|figures| figures.ks),
            figure(|figures| figures.average_precision),
            figure(|figures| figures.log_loss),
            figure(|figures| figures.brier),
            figure(|figures| figures.ece),
            format!("{:.2} s", row.fit_seconds),
        ]
    };
    TableSheet {
        title: "Leaderboard".to_owned(),
        note: "judged on the fold left out, five folds of borrowers; fit is the sum of all five".to_owned(),
        heads: std::iter::once(head("Model")).chain(words.map(number_head)).collect(),
        rows: ranked.iter().map(row).collect(),
    }
}

/// How the model ranks beside the same learner on outcomes that were dealt out anew.
pub fn permutation_report(check: &PermutationCheck, null: &[f64], n_rows: u64, n_trees: u32) -> Sheet {
    let PermutationCheck { observed, n_repeats, null_mean, null_sd, null_highest, p_value } = *check;
    let figure = |label: &str, value: String, note: String| FigureText { label: label.to_owned(), value, unit: String::new(), note };
    let n_above = null.iter().filter(|auc| **auc >= observed).count();
    let figures = vec![
        figure("AUC, true outcomes", format!("{observed:.3}"), format!("{n_trees} trees, out of bag, {} loans", count(n_rows))),
        figure(
            "AUC, outcomes dealt anew",
            format!("{null_mean:.3}"),
            format!("mean of {n_repeats}, ± {null_sd:.3}; the highest {null_highest:.3}"),
        ),
        figure("As high by chance", format!("{n_above} of {n_repeats}"), format!("p = {p_value:.3}")),
    ];
    let (title, text, tone) = if p_value <= 0.05 && (null_mean - 0.5).abs() < 0.03 {
        (
            "What the model finds is not chance",
            "With the outcomes dealt out anew among the same borrowers, the same forest finds nothing.",
            NoticeTone::Plain,
        )
    } else if p_value <= 0.05 {
        (
            "The check itself leans",
            "With outcomes dealt out anew the AUC should lie near 0.50, and does not: borrowers with several rows may carry it.",
            NoticeTone::Caution,
        )
    } else {
        (
            "The model may have found nothing",
            "With the outcomes dealt out anew among the same borrowers, the same forest ranks them about as well.",
            NoticeTone::Grave,
        )
    };
    Sheet { blocks: vec![Block::Notice { tone, title: title.to_owned(), text: text.to_owned() }, Block::Figures(figures)] }
}

/// How the learner ranks the newest loans, having seen only older ones.
pub fn newest_report(learner: Learner, evaluation: &Evaluation, n_rows: u64) -> Sheet {
    let figure = |label: &str, value: String, unit: String, note: String| FigureText { label: label.to_owned(), value, unit, note };
    let interval = format!("{:.2}–{:.2}", evaluation.auc_low, evaluation.auc_high);
    let n_newest = count(evaluation.n_rows);
    let n_older = count(n_rows.saturating_sub(evaluation.n_rows));
    let note = format!("{}: learned from {n_older} older loans, judged on the {n_newest} newest", learner_name(learner));
    let figures = vec![
        figure("AUC on the newest fifth", format!("{:.2}", evaluation.auc), interval, note),
        figure("KS", format!("{:.2}", evaluation.ks), String::new(), String::new()),
        figure(
            "Brier score",
            format!("{:.3}", evaluation.brier),
            String::new(),
            format!("{:.3} for the base rate", evaluation.brier_of_base_rate),
        ),
    ];
    Sheet { blocks: vec![Block::Figures(figures)] }
}

/// What each derived figure is worth: how far the AUC falls without it.
pub fn prices_report(whole: f64, prices: &[(String, f64)], n_trees: u32) -> Sheet {
    let row = |(name, price): &(String, f64)| vec![name.clone(), format!("{price:+.4}").replace('-', "−"), format!("{:.4}", whole - price)];
    let table = TableSheet {
        title: "What the derived figures are worth".to_owned(),
        note: format!("out-of-bag AUC of {n_trees} trees; {whole:.4} with all of them"),
        heads: vec![head("Figure"), number_head("AUC gained by it"), number_head("AUC without it")],
        rows: prices.iter().map(row).collect(),
    };
    Sheet { blocks: vec![Block::Table(table)] }
}
