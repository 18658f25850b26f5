use super::Judgement;
use super::cut_off_path::{PathPoint, cut_off_path};
use super::finding::{Finding, finding};
use super::words::{csv, percent_cell, score_cell, score_text, spread};
use crate::charts::{ks_plot, widest_gap};
use crate::evaluation::RocPoint;
use crate::quantity::format::percent_text;
use crate::sheets::block::{ChartSheet, TableSheet, head, number_head};
use crate::sheets::drawn;

/// Where the scores of good and of bad loans part most. Cut-offs are marked on the curve of the bad ones.
pub(super) fn ks_chart(judgement: &Judgement) -> ChartSheet {
    let evaluation = judgement.evaluation;
    let title = title(judgement);
    let subtitle = format!("Share of loans that score below, by outcome; the widest gap is KS, {}", judgement.n_rows());
    let label = format!("Cumulative distributions of scores: {title}. KS {:.3}.", evaluation.ks);
    let below = |share: f64| (1.0 - share).max(0.0);
    let row = |point: &RocPoint| {
        let (good, bad) = (below(point.false_positive_rate), below(point.true_positive_rate));
        vec![score_cell(point.score), percent_cell(good), percent_cell(bad), percent_cell((good - bad).abs())]
    };
    let line =
        |point: &RocPoint| format!("{:.6},{:.6},{:.6}", point.score, below(point.false_positive_rate), below(point.true_positive_rate));
    let path = |point: &RocPoint| PathPoint { score: point.score, x: None, y: below(point.true_positive_rate) * 100.0 };
    ChartSheet {
        table: TableSheet {
            title: "Loans below a score".to_owned(),
            heads: vec![head("Score"), number_head("Good below"), number_head("Bad below"), number_head("Gap")],
            rows: spread(&evaluation.roc, 25).map(row).collect(),
            ..TableSheet::default()
        },
        csv: csv("score,good_below,bad_below", evaluation.roc.iter().map(line)),
        file_name: "ks".to_owned(),
        cut_off_path: cut_off_path(evaluation.roc.iter().map(path)),
        ..drawn(&ks_plot(evaluation), title, subtitle, label)
    }
}

fn title(judgement: &Judgement) -> String {
    let evaluation = judgement.evaluation;
    match (finding(evaluation), widest_gap(evaluation)) {
        (Finding::OneScore, _) | (_, None) => "All loans have one score, so there is no gap".to_owned(),
        (Finding::Chance, Some(_)) => match format!("{:.0}", evaluation.ks * 100.0).as_str() {
            "1" => "A gap of 1 point, which may be chance".to_owned(),
            points => format!("A gap of {points} points, which may be chance"),
        },
        (_, Some(point)) => format!(
            "From {} up lie {} of the bad loans and {} of the good ones",
            score_text(evaluation.ks_score),
            percent_text(point.true_positive_rate),
            percent_text(point.false_positive_rate)
        ),
    }
}
