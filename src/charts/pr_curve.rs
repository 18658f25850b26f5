use charming::element::{AreaStyle, LineStyle};
use charming::series::Line;

use super::palette::color;
use super::parts::{
    axis_tooltip, base_axis, end_for, grid, label_before, named, percent, percent_axis, percent_axis_to, quiet_line, reference_line,
    value_axis, with_cut_off_marks,
};
use super::plot::Plot;
use crate::evaluation::{Evaluation, PrPoint};

/// Below this recall the precision is of few loans: it does not decide how high the axis goes.
const FIRST_RECALL: f64 = 0.05;

/// The precision-recall curve: the share of bad loans among those flagged against the share of all bad ones caught,
/// beside the share of bad loans among all, which flagging by chance would reach. The vertical axis ends beyond what is
/// reached, so that a rare outcome fills it.
pub fn pr_curve(evaluation: &Evaluation) -> Plot {
    let base_rate = evaluation.n_bad as f64 / (evaluation.n_rows.max(1)) as f64;
    let points = drawn_points(evaluation);
    let highest_from = |first: f64| points.iter().filter(|point| point.recall >= first).map(|point| point.precision).fold(0.0, f64::max);
    let top = end_for((1.1 * highest_from(FIRST_RECALL)).min(1.0));
    let at_base = percent(base_rate);
    // The curve falls to the right: words stand above its end, or below it where it falls late.
    let average_y = match percent(highest_from(0.4)) / top {
        later if later < 0.88 => 0.95 * top,
        _ if at_base > 0.25 * top => 0.09 * top,
        _ => at_base + 0.18 * top,
    };
    let is_below = evaluation.auc < 0.45;
    let chance_y = if is_below { at_base + 0.045 * top } else { (at_base - 0.045 * top).max(0.03 * top) };
    let plot = Plot::new()
        .grid(grid(44.0, 16.0, 12.0, 44.0))
        .tooltip(axis_tooltip())
        .x_axis(named(percent_axis(base_axis()), "Bad loans caught"))
        .y_axis(percent_axis_to(top, value_axis()))
        .series(
            Line::new()
                .name("Bad among flagged, %")
                .show_symbol(false)
                .line_style(LineStyle::new().color(color("--accent")).width(2.5))
                .area_style(AreaStyle::new().color(color("--accent-tint")).opacity(0.55))
                .data(points.iter().map(|point| vec![percent(point.recall), percent(point.precision)]).collect::<Vec<_>>()),
        )
        .series(quiet_line(vec![vec![0.0, at_base], vec![100.0, at_base]], reference_line()))
        .series(label_before(format!("average precision {:.2}", evaluation.average_precision), (99.0, average_y), color("--accent")))
        .series(label_before(format!("chance, {at_base:.0}%"), (99.0, chance_y), color("--ink-3")));
    with_cut_off_marks(plot)
}

/// The curve as it is drawn. It begins at the precision of its first loans: that of no loans, which is 1 by convention, is
/// nobody's.
pub fn drawn_points(evaluation: &Evaluation) -> Vec<PrPoint> {
    let first = evaluation.pr.get(1).map_or(1.0, |point| point.precision);
    let mut points = evaluation.pr.clone();
    points.iter_mut().take(1).for_each(|point| point.precision = first);
    points
}
