use charming::element::{AreaStyle, LineStyle, LineStyleType};
use charming::series::Line;

use super::palette::color;
use super::parts::{axis_tooltip, base_axis, direct_label, grid, named, percent, percent_axis, reference_line, value_axis};
use super::plot::Plot;
use crate::evaluation::{Evaluation, RocPoint};

/// The ROC curve of rows that the model has not seen, beside chance, with the widest gap (KS) as an upright line.
/// `unseen` says how they were kept from it, such as "out of bag". `in_sample` are the figures of the rows that it was
/// trained on: a dashed curve, for comparing only.
pub fn roc_curve(evaluation: &Evaluation, in_sample: Option<&Evaluation>, unseen: &str) -> Plot {
    let widest = evaluation.roc.iter().max_by(|a, b| {
        let gap = |point: &RocPoint| point.true_positive_rate - point.false_positive_rate;
        gap(a).total_cmp(&gap(b))
    });
    let gap = widest.map(|point| {
        let x = percent(point.false_positive_rate);
        vec![vec![x, x], vec![x, percent(point.true_positive_rate)]]
    });
    let line = |name: &str| Line::new().name(name).show_symbol(false);
    let mut plot = Plot::new()
        .grid(grid(44.0, 16.0, 12.0, 44.0))
        .tooltip(axis_tooltip())
        .x_axis(named(percent_axis(base_axis()), "Good loans flagged"))
        .y_axis(percent_axis(value_axis()))
        .series(line("Chance").silent(true).line_style(reference_line()).data(vec![vec![0.0, 0.0], vec![100.0, 100.0]]))
        .series(
            line("Bad loans caught, %")
                .line_style(LineStyle::new().color(color("--accent")).width(2.5))
                .area_style(AreaStyle::new().color(color("--accent-tint")).opacity(0.55))
                .data(points_of(evaluation)),
        )
        .series(line("KS").silent(true).line_style(LineStyle::new().color(color("--ink")).width(1.5)).data(gap.clone().unwrap_or_default()))
        .series(direct_label(format!("{unseen}, {:.2}", evaluation.auc), (46.0, 70.0), color("--accent")))
        .series(direct_label("chance, 0.50".to_owned(), (62.0, 52.0), color("--ink-3")))
        .series(direct_label(format!("KS {:.2}", evaluation.ks), gap_middle(gap.as_deref()), color("--ink")));
    if let Some(in_sample) = in_sample {
        let dashed = LineStyle::new().color(color("--ink-3")).width(1.5).type_(LineStyleType::Dashed);
        plot = plot.series(line("Trained on, %").silent(true).line_style(dashed).data(points_of(in_sample))).series(direct_label(
            format!("the rows it was trained on, {:.2}", in_sample.auc),
            (4.0, 95.0),
            color("--ink-3"),
        ));
    }
    plot
}

fn points_of(evaluation: &Evaluation) -> Vec<Vec<f64>> {
    evaluation.roc.iter().map(|point| vec![percent(point.false_positive_rate), percent(point.true_positive_rate)]).collect()
}

/// Beside the middle of the upright line.
fn gap_middle(gap: Option<&[Vec<f64>]>) -> (f64, f64) {
    match gap {
        Some([foot, head]) => (foot[0], (foot[1] + head[1]) / 2.0),
        _ => (0.0, 0.0),
    }
}
