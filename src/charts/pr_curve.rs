use charming::element::{AreaStyle, LineStyle};
use charming::series::Line;

use super::palette::color;
use super::parts::{axis_tooltip, base_axis, direct_label, grid, named, percent, percent_axis, quiet_line, reference_line, value_axis};
use super::plot::Plot;
use crate::evaluation::Evaluation;

/// The precision-recall curve: the share of bad loans among those flagged against the share of all bad ones caught,
/// beside the share of bad loans among all, which flagging by chance would reach.
pub fn pr_curve(evaluation: &Evaluation) -> Plot {
    let base_rate = percent(evaluation.n_bad as f64 / (evaluation.n_rows.max(1)) as f64);
    let curve: Vec<Vec<f64>> = evaluation.pr.iter().map(|point| vec![percent(point.recall), percent(point.precision)]).collect();
    // Words stand clear of the curve: it falls to the right.
    let label_y = if base_rate > 85.0 { base_rate - 6.0 } else { base_rate + 5.0 };
    Plot::new()
        .grid(grid(44.0, 16.0, 12.0, 44.0))
        .tooltip(axis_tooltip())
        .x_axis(named(percent_axis(base_axis()), "Bad loans caught"))
        .y_axis(percent_axis(value_axis()))
        .series(quiet_line(vec![vec![0.0, base_rate], vec![100.0, base_rate]], reference_line()))
        .series(
            Line::new()
                .name("Bad among flagged, %")
                .show_symbol(false)
                .line_style(LineStyle::new().color(color("--accent")).width(2.5))
                .area_style(AreaStyle::new().color(color("--accent-tint")).opacity(0.55))
                .data(curve),
        )
        .series(direct_label(format!("average precision {:.2}", evaluation.average_precision), (50.0, 95.0), color("--accent")))
        .series(direct_label(format!("chance, {base_rate:.0}%"), (2.0, label_y), color("--ink-3")))
}
