use super::Judgement;
use super::cut_off_path::{PathPoint, cut_off_path};
use super::finding::{Finding, finding, height_at};
use super::words::{csv, percent_cell, score_cell, spread};
use crate::charts::roc_curve;
use crate::evaluation::RocPoint;
use crate::quantity::format::percent_text;
use crate::sheets::block::{ChartSheet, TableSheet, head, number_head};
use crate::sheets::drawn;

/// By how much the AUC on rows trained on must be greater to be called memory.
const NOTEWORTHY: f64 = 0.02;

/// The ROC curve, with the one of rows trained on beside it.
pub(super) fn roc_chart(judgement: &Judgement) -> ChartSheet {
    let evaluation = judgement.evaluation;
    let title = title(judgement);
    let subtitle = format!("ROC: share of bad loans caught against good ones flagged, {}", judgement.n_rows());
    let label = format!("ROC curve: {title}. AUC {:.3}.", evaluation.auc);
    let row =
        |point: &RocPoint| vec![score_cell(point.score), percent_cell(point.false_positive_rate), percent_cell(point.true_positive_rate)];
    let line = |point: &RocPoint| format!("{:.6},{:.6},{:.6}", point.score, point.false_positive_rate, point.true_positive_rate);
    let path = |point: &RocPoint| PathPoint {
        score: point.score,
        x: Some(point.false_positive_rate * 100.0),
        y: point.true_positive_rate * 100.0,
    };
    ChartSheet {
        note: in_sample_note(judgement),
        table: TableSheet {
            title: "ROC curve".to_owned(),
            heads: vec![head("Flagged from score"), number_head("Good flagged"), number_head("Bad caught")],
            rows: spread(&evaluation.roc, 25).map(row).collect(),
            ..TableSheet::default()
        },
        csv: csv("score,good_flagged,bad_caught", evaluation.roc.iter().map(line)),
        file_name: "roc".to_owned(),
        cut_off_path: cut_off_path(evaluation.roc.iter().map(path)),
        ..drawn(&roc_curve(evaluation, judgement.in_sample, judgement.unseen()), title, subtitle, label)
    }
}

fn title(judgement: &Judgement) -> String {
    let roc = &judgement.evaluation.roc;
    let caught = percent_text(height_at(roc, 0.25, |point| point.false_positive_rate, |point| point.true_positive_rate));
    match finding(judgement.evaluation) {
        Finding::Signal => format!("Flagging a quarter of the good loans catches {caught} of the bad ones"),
        Finding::Weak => format!("Weak: a quarter of the good loans flagged, {caught} of the bad ones caught"),
        Finding::Chance => format!("No better than chance, as far as {} can tell", judgement.loans()),
        Finding::Worse => "Worse than chance: bad loans score lower than good ones".to_owned(),
        Finding::OneScore => "All loans have one score: there is nothing to rank by".to_owned(),
    }
}

/// What the model would claim of the rows that it was trained on, and what that is worth.
fn in_sample_note(judgement: &Judgement) -> String {
    let Some(in_sample) = judgement.in_sample else { return String::new() };
    let (claimed, honest) = (in_sample.auc, judgement.evaluation.auc);
    let rows = format!("On the rows it was trained on the model would claim {claimed:.2}");
    if claimed - honest >= NOTEWORTHY {
        format!("{rows}, not {honest:.2}: the difference is memory, not skill. No other figure here uses it.")
    } else {
        format!("{rows}: it has learned hardly anything by heart.")
    }
}
