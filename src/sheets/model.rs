use super::block::{ChartSheet, TableSheet, head, number_head};
use super::{drawn, quoted};
use crate::charts::{importance_bars, roc_curve};
use crate::evaluation::{Evaluation, RocPoint};
use crate::quantity::Currency;
use crate::quantity::format::{count_text, percent_text};

/// The ROC curve with its finding.
pub fn roc_chart(evaluation: &Evaluation) -> ChartSheet {
    let title = if evaluation.has_signal() {
        format!("Flagging a quarter of the good loans catches {} of the bad ones", percent_text(caught_at(&evaluation.roc, 0.25)))
    } else {
        "The curve runs along the line of chance".to_owned()
    };
    let n_rows = count_text(evaluation.n_rows, Currency::Unstated);
    let subtitle = format!("ROC, share of bad loans caught against good loans flagged, n = {n_rows}");
    let label = format!("ROC curve: {title}. AUC {:.3}.", evaluation.auc);
    let percent = |share: f64| format!("{:.1}%", share * 100.0);
    let row = |point: &RocPoint| vec![format!("{:.2}", point.score), percent(point.false_positive_rate), percent(point.true_positive_rate)];
    let line = |point: &RocPoint| format!("{:.6},{:.6},{:.6}\r\n", point.score, point.false_positive_rate, point.true_positive_rate);
    ChartSheet {
        table: TableSheet {
            title: "ROC curve".to_owned(),
            heads: vec![head("Score from"), number_head("Good flagged"), number_head("Bad caught")],
            rows: evaluation.roc.iter().step_by(8).map(row).collect(),
            ..TableSheet::default()
        },
        csv: std::iter::once("score,good_flagged,bad_caught\r\n".to_owned()).chain(evaluation.roc.iter().map(line)).collect(),
        file_name: "roc".to_owned(),
        ..drawn(&roc_curve(evaluation, None, "out of bag"), title, subtitle, label)
    }
}

/// The share of bad loans caught where this share of the good ones is flagged, between the two nearest points.
fn caught_at(roc: &[RocPoint], flagged: f64) -> f64 {
    let above = roc.iter().position(|point| point.false_positive_rate >= flagged).unwrap_or(0);
    let (Some(before), Some(after)) = (roc.get(above.saturating_sub(1)), roc.get(above)) else { return 0.0 };
    let width = after.false_positive_rate - before.false_positive_rate;
    let part = if width > 0.0 { (flagged - before.false_positive_rate) / width } else { 1.0 };
    before.true_positive_rate + part * (after.true_positive_rate - before.true_positive_rate)
}

/// What the trees split on. `importance`: names with their shares of the whole, greatest first.
pub fn importance_chart(importance: &[(String, f64)]) -> ChartSheet {
    let leading: Vec<&str> = importance.iter().take(2).map(|(name, _)| name.as_str()).collect();
    let title = if leading.is_empty() { "No feature was used".to_owned() } else { format!("It looks most at {}", leading.join(" and ")) };
    let n_features = importance.len();
    let n_shown = n_features.min(12);
    let subtitle = if n_features > n_shown {
        format!("Share of the impurity that splits on each feature removed; the first {n_shown} of {n_features}")
    } else {
        "Share of the impurity that splits on each feature removed".to_owned()
    };
    let label = format!("Importance of features: {title}.");
    let row = |(name, share): &(String, f64)| vec![name.clone(), format!("{:.1}%", share * 100.0)];
    let line = |(name, share): &(String, f64)| format!("{},{share:.6}\r\n", quoted(name));
    ChartSheet {
        table: TableSheet {
            title: "Importance".to_owned(),
            heads: vec![head("Feature"), number_head("Share")],
            rows: importance.iter().map(row).collect(),
            ..TableSheet::default()
        },
        csv: std::iter::once("feature,share\r\n".to_owned()).chain(importance.iter().map(line)).collect(),
        file_name: "importance".to_owned(),
        ..drawn(&importance_bars(importance, n_shown), title, subtitle, label)
    }
}
