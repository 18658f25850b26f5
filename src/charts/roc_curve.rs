use charming::element::{AreaStyle, LineStyle, LineStyleType};
use charming::series::{Line, Scatter};

use super::palette::color;
use super::parts::{
    axis_tooltip, base_axis, direct_label, grid, label_before, named, percent, percent_axis, quiet_line, reference_line, value_axis,
    with_cut_off_marks,
};
use super::plot::Plot;
use crate::evaluation::{Evaluation, RocPoint};

/// By how much an AUC must be greater to be called greater.
const NOTEWORTHY: f64 = 0.02;

/// The ROC curve of rows that the model has not seen, beside chance, with the widest gap (KS) as an upright line.
/// `unseen` says how they were kept from it, such as "out of bag". `in_sample` are the figures of the rows that it was
/// trained on: a dashed curve, for comparing only.
pub fn roc_curve(evaluation: &Evaluation, in_sample: Option<&Evaluation>, unseen: &str) -> Plot {
    let plot = Plot::new()
        .grid(grid(44.0, 16.0, 12.0, 44.0))
        .tooltip(axis_tooltip())
        .x_axis(named(percent_axis(base_axis()), "Good loans flagged"))
        .y_axis(percent_axis(value_axis()))
        .series(quiet_line(vec![vec![0.0, 0.0], vec![100.0, 100.0]], reference_line()))
        .series(
            Line::new()
                .name("Bad loans caught, %")
                .show_symbol(false)
                .line_style(LineStyle::new().color(color("--accent")).width(2.5))
                .area_style(AreaStyle::new().color(color("--accent-tint")).opacity(0.55))
                .data(points_of(evaluation)),
        )
        .series(words(evaluation, format!("{unseen}, {:.2}", evaluation.auc), 27.0, "--accent"))
        .series(if is_turned(evaluation) {
            label_before("chance, 0.50".to_owned(), (48.0, 56.0), color("--ink-3"))
        } else {
            direct_label("chance, 0.50".to_owned(), (60.0, 52.0), color("--ink-3"))
        });
    let plot = match widest_gap(evaluation) {
        Some(point) => with_gap(plot, point),
        None => plot,
    };
    with_cut_off_marks(match in_sample {
        Some(in_sample) => with_in_sample(plot, evaluation, in_sample),
        None => plot,
    })
}

/// Beside the honest curve the flattering one.
fn with_in_sample(plot: Plot, evaluation: &Evaluation, in_sample: &Evaluation) -> Plot {
    let dashed = LineStyle::new().color(color("--ink-3")).width(1.5).type_(LineStyleType::Dashed);
    let verdict = if in_sample.auc - evaluation.auc >= NOTEWORTHY { "memory, not skill" } else { "hardly more" };
    // A line each: words of two lines would lie upon each other.
    plot.series(quiet_line(points_of(in_sample), dashed))
        .series(words(evaluation, "the rows it was trained on,".to_owned(), 18.0, "--ink-3"))
        .series(words(evaluation, format!("{:.2}: {verdict}", in_sample.auc), 11.5, "--ink-3"))
}

/// Whether the curve runs below the diagonal.
fn is_turned(evaluation: &Evaluation) -> bool {
    evaluation.auc < 0.45
}

/// Words in the corner that the curve leaves free at every size: below the diagonal, or above it where the curve runs below.
fn words(evaluation: &Evaluation, text: String, height: f64, token: &str) -> Scatter {
    if is_turned(evaluation) {
        direct_label(text, (2.0, height + 65.0), color(token))
    } else {
        label_before(text, (99.0, height), color(token))
    }
}

/// The point of the curve at which the shares of bad and of good rows flagged differ most; `None` of no curve.
pub fn widest_gap(evaluation: &Evaluation) -> Option<&RocPoint> {
    let gap = |point: &RocPoint| (point.true_positive_rate - point.false_positive_rate).abs();
    evaluation.roc.iter().rev().max_by(|a, b| gap(a).total_cmp(&gap(b)))
}

fn points_of(evaluation: &Evaluation) -> Vec<Vec<f64>> {
    evaluation.roc.iter().map(|point| vec![percent(point.false_positive_rate), percent(point.true_positive_rate)]).collect()
}

/// The gap as an upright line; it is named where there is room beside it.
fn with_gap(plot: Plot, point: &RocPoint) -> Plot {
    let (foot, head) = (percent(point.false_positive_rate), percent(point.true_positive_rate));
    let plot = plot.series(quiet_line(vec![vec![foot, foot], vec![foot, head]], LineStyle::new().color(color("--ink")).width(1.5)));
    if head - foot < 25.0 {
        return plot;
    }
    plot.series(direct_label(format!("KS {:.2}", (head - foot) / 100.0), (foot, foot + 0.62 * (head - foot)), color("--ink")))
}
