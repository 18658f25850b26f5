use charming::element::LineStyle;
use charming::series::Line;

use super::palette::color;
use super::parts::{axis_tooltip, base_axis, direct_label, grid, named, percent, percent_axis, quiet_line, value_axis};
use super::plot::Plot;
use crate::evaluation::{Evaluation, RocPoint};

/// The shares of good and of bad loans that score below each score, with the widest gap between them (KS) as an upright
/// line.
pub fn ks_plot(evaluation: &Evaluation) -> Plot {
    let below = |share_flagged: fn(&RocPoint) -> f64| {
        let rising = evaluation.roc.iter().rev().map(|point| vec![point.score, percent(1.0 - share_flagged(point))]);
        std::iter::once(vec![0.0, 0.0]).chain(rising).collect::<Vec<_>>()
    };
    let curve = |name: &str, token: &str, points: Vec<Vec<f64>>| {
        Line::new().name(name).show_symbol(false).line_style(LineStyle::new().color(color(token)).width(2.5)).data(points)
    };
    let ends = evaluation.roc.iter().find(|point| point.score == evaluation.ks_score);
    let (low, high) = ends.map_or((0.0, 0.0), |point| {
        let (bad, good) = (percent(1.0 - point.true_positive_rate), percent(1.0 - point.false_positive_rate));
        (bad.min(good), bad.max(good))
    });
    // Right of where half of the bad loans score below.
    let half_of_bad = evaluation.roc.iter().find(|point| point.true_positive_rate >= 0.5).map_or(0.5, |point| point.score);
    let bad_x = (half_of_bad + 0.03).min(0.9);
    let at = evaluation.ks_score;
    // Words to the left of the line where they would leave the plot.
    let label_x = if at > 0.75 { at - 0.2 } else { at + 0.01 };
    Plot::new()
        .grid(grid(44.0, 16.0, 12.0, 44.0))
        .tooltip(axis_tooltip())
        .x_axis(named(base_axis().min(0.0).max(1.0).interval(0.25), "Score"))
        .y_axis(percent_axis(value_axis()))
        .series(curve("Good loans below, %", "--chart-muted", below(|point| point.false_positive_rate)))
        .series(curve("Bad loans below, %", "--accent", below(|point| point.true_positive_rate)))
        .series(quiet_line(vec![vec![at, low], vec![at, high]], LineStyle::new().color(color("--ink")).width(1.5)))
        .series(direct_label(format!("KS {:.2} at {at:.2}", evaluation.ks), (label_x, low + 0.75 * (high - low)), color("--ink")))
        .series(direct_label("good".to_owned(), (0.01, 95.0), color("--ink-3")))
        .series(direct_label("bad".to_owned(), (bad_x, 42.0), color("--accent")))
}
