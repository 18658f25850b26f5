use charming::element::{AreaStyle, LineStyle};
use charming::series::Line;

use super::palette::color;
use super::parts::{
    axis_tooltip, base_axis, direct_label, grid, label_before, named, percent, percent_axis, quiet_line, reference_line, value_axis,
    with_cut_off_marks,
};
use super::plot::Plot;
use crate::evaluation::Evaluation;

/// The precision-recall curve: the share of bad loans among those flagged against the share of all bad ones caught,
/// beside the share of bad loans among all, which flagging by chance would reach.
pub fn pr_curve(evaluation: &Evaluation) -> Plot {
    let base_rate = percent(evaluation.n_bad as f64 / (evaluation.n_rows.max(1)) as f64);
    let curve: Vec<Vec<f64>> = evaluation.pr.iter().map(|point| vec![percent(point.recall), percent(point.precision)]).collect();
    // The curve falls to the right: words stand above its end, or below it where it falls late.
    let later = evaluation.pr.iter().filter(|point| point.recall >= 0.4).map(|point| percent(point.precision)).fold(0.0, f64::max);
    let average_y = match later {
        later if later < 88.0 => 95.0,
        _ if base_rate > 25.0 => 9.0,
        _ => base_rate + 18.0,
    };
    let chance_y = if base_rate < 9.0 { base_rate + 4.5 } else { base_rate - 4.5 };
    let plot = Plot::new()
        .grid(grid(44.0, 16.0, 12.0, 44.0))
        .tooltip(axis_tooltip())
        .x_axis(named(percent_axis(base_axis()), "Bad loans caught"))
        .y_axis(percent_axis(value_axis()))
        .series(
            Line::new()
                .name("Bad among flagged, %")
                .show_symbol(false)
                .line_style(LineStyle::new().color(color("--accent")).width(2.5))
                .area_style(AreaStyle::new().color(color("--accent-tint")).opacity(0.55))
                .data(curve),
        )
        .series(quiet_line(vec![vec![0.0, base_rate], vec![100.0, base_rate]], reference_line()))
        .series(label_before(format!("average precision {:.2}", evaluation.average_precision), (99.0, average_y), color("--accent")))
        .series(direct_label(format!("chance, {base_rate:.0}%"), (1.0, chance_y), color("--ink-3")));
    with_cut_off_marks(plot)
}
