use super::Judgement;
use super::cut_off_path::{PathPoint, cut_off_path};
use super::finding::{Finding, finding, height_at};
use super::words::{csv, percent_cell};
use crate::charts::{gains_curve, share_flagged};
use crate::evaluation::{DecileRow, RocPoint};
use crate::quantity::format::percent_text;
use crate::sheets::block::{ChartSheet, TableSheet, head, number_head};
use crate::sheets::drawn;

/// Among how many of the riskiest loans how many of the bad ones lie.
pub(super) fn gains_chart(judgement: &Judgement) -> ChartSheet {
    let evaluation = judgement.evaluation;
    let flagged = |point: &RocPoint| share_flagged(evaluation, point);
    let caught = |point: &RocPoint| point.true_positive_rate;
    let half = height_at(&evaluation.roc, 0.5, caught, flagged);
    let has_signal = matches!(finding(evaluation), Finding::Signal | Finding::Weak);
    let title = if has_signal {
        format!("Half of all bad loans lie in the riskiest {}", percent_text(half))
    } else {
        let share = percent_text(height_at(&evaluation.roc, 0.5, flagged, caught));
        format!("The riskiest half holds {share} of the bad loans; chance gives 50%")
    };
    let subtitle = format!("Share of all bad loans among the riskiest, a dot at each tenth, {}", judgement.n_rows());
    let label = format!("Gains curve: {title}.");
    let row = |row: &DecileRow| vec![format!("{}0%", row.decile), percent_cell(row.cumulative_share_of_bad)];
    let line = |row: &DecileRow| format!("{:.1},{:.6}", f64::from(row.decile) / 10.0, row.cumulative_share_of_bad);
    let path = |point: &RocPoint| PathPoint { score: point.score, x: Some(flagged(point) * 100.0), y: caught(point) * 100.0 };
    ChartSheet {
        table: TableSheet {
            title: "Bad loans among the riskiest".to_owned(),
            heads: vec![head("Riskiest"), number_head("Bad caught")],
            rows: evaluation.deciles.iter().map(row).collect(),
            ..TableSheet::default()
        },
        csv: csv("share_of_loans,share_of_bad", evaluation.deciles.iter().map(line)),
        file_name: "gains".to_owned(),
        cut_off_path: cut_off_path(evaluation.roc.iter().map(path)),
        ..drawn(&gains_curve(evaluation, has_signal.then_some(half)), title, subtitle, label)
    }
}
