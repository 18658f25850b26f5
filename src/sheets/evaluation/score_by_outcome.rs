use super::Judgement;
use super::cut_off_path::path_on_axis;
use super::finding::{Finding, finding};
use super::words::{csv, score_text};
use crate::charts::score_by_outcome;
use crate::evaluation::{RocPoint, ScoreBin};
use crate::sheets::block::{ChartSheet, TableSheet, head, number_head};
use crate::sheets::drawn;

/// The scores of good and of bad loans.
pub(super) fn score_by_outcome_chart(judgement: &Judgement) -> ChartSheet {
    let evaluation = judgement.evaluation;
    let bins = &evaluation.distribution;
    let title = title(judgement);
    let n_good = judgement.count(evaluation.n_rows.saturating_sub(evaluation.n_bad));
    let subtitle = format!("Share of each outcome’s loans in bins of 0.02; {n_good} good, {} bad", judgement.count(evaluation.n_bad));
    let label = format!("Histograms of scores by outcome: {title}.");
    let edges = |idx: usize| (idx as f64 / bins.len() as f64, (idx + 1) as f64 / bins.len() as f64);
    let filled = || bins.iter().enumerate().filter(|(_, bin)| bin.n_good + bin.n_bad > 0);
    let row = |(idx, bin): (usize, &ScoreBin)| {
        vec![format!("{:.2}–{:.2}", edges(idx).0, edges(idx).1), judgement.count(bin.n_good), judgement.count(bin.n_bad)]
    };
    let line = |(idx, bin): (usize, &ScoreBin)| format!("{:.2},{:.2},{},{}", edges(idx).0, edges(idx).1, bin.n_good, bin.n_bad);
    ChartSheet {
        table: TableSheet {
            title: "Scores by outcome".to_owned(),
            heads: vec![head("Score"), number_head("Good"), number_head("Bad")],
            rows: filled().map(row).collect(),
            ..TableSheet::default()
        },
        csv: csv("from,to,good,bad", bins.iter().enumerate().map(line)),
        file_name: "scores-by-outcome".to_owned(),
        cut_off_path: path_on_axis(),
        ..drawn(&score_by_outcome(bins), title, subtitle, label)
    }
}

fn title(judgement: &Judgement) -> String {
    let median = |share: fn(&RocPoint) -> f64| {
        let point = judgement.evaluation.roc.iter().find(|point| share(point) >= 0.5);
        score_text(point.map_or(0.0, |point| point.score))
    };
    let (good, bad) = (median(|point| point.false_positive_rate), median(|point| point.true_positive_rate));
    match finding(judgement.evaluation) {
        Finding::OneScore => format!("All loans score {bad}"),
        _ if good == bad => format!("Good and bad loans have the same median score, {bad}"),
        Finding::Chance => format!("Median scores: {bad} of bad loans, {good} of good ones, maybe by chance"),
        _ => format!("Bad loans have a median score of {bad}, good ones of {good}"),
    }
}
