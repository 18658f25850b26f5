use super::Judgement;
use super::cut_off_path::{PathPoint, cut_off_path};
use super::finding::{Finding, finding};
use super::words::{csv, percent_cell, score_cell, spread};
use crate::charts::{pr_curve, pr_curve_points};
use crate::evaluation::PrPoint;
use crate::quantity::format::percent_text;
use crate::sheets::block::{ChartSheet, TableSheet, head, number_head};
use crate::sheets::drawn;

/// How often a flag is right against how many of the bad loans are caught.
pub(super) fn precision_recall_chart(judgement: &Judgement) -> ChartSheet {
    let evaluation = judgement.evaluation;
    let title = title(judgement);
    let base_rate = evaluation.n_bad as f64 / evaluation.n_rows.max(1) as f64;
    let chance = percent_text(base_rate);
    let subtitle = format!("Precision against recall; flagging at random gives {chance}, {}", judgement.n_rows());
    let label = format!("Precision-recall curve: {title}. Average precision {:.3}, chance {base_rate:.3}.", evaluation.average_precision);
    let row = |point: &PrPoint| vec![score_cell(point.score), percent_cell(point.recall), percent_cell(point.precision)];
    let line = |point: &PrPoint| format!("{:.6},{:.6},{:.6}", point.score, point.recall, point.precision);
    let path = |point: &PrPoint| PathPoint { score: point.score, x: Some(point.recall * 100.0), y: point.precision * 100.0 };
    ChartSheet {
        table: TableSheet {
            title: "Precision and recall".to_owned(),
            heads: vec![head("Flagged from score"), number_head("Bad caught"), number_head("Bad among flagged")],
            rows: spread(&evaluation.pr, 25).map(row).collect(),
            ..TableSheet::default()
        },
        csv: csv("score,recall,precision", evaluation.pr.iter().map(line)),
        file_name: "precision-recall".to_owned(),
        cut_off_path: cut_off_path(pr_curve_points(evaluation).iter().map(path)),
        ..drawn(&pr_curve(evaluation), title, subtitle, label)
    }
}

fn title(judgement: &Judgement) -> String {
    let at_half = judgement.evaluation.pr.iter().find(|point| point.recall >= 0.5);
    match (finding(judgement.evaluation), at_half) {
        (Finding::Signal | Finding::Weak, Some(point)) => {
            format!("With half of the bad loans caught, {} of those flagged are bad", percent_text(point.precision))
        }
        (Finding::Worse, _) => "Flagged loans are bad less often than the others".to_owned(),
        (Finding::OneScore, _) => "All loans have one score: all are flagged, or none".to_owned(),
        _ => "Flagged loans may be bad no more often than the others".to_owned(),
    }
}
