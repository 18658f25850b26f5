use charming::element::LineStyle;
use charming::series::Line;

use super::palette::color;
use super::parts::{base_axis, grid, reference_line, value_axis};
use super::plot::Plot;

/// The out-of-bag AUC as trees come in: points (trees so far, AUC) on an axis up to `n_trees_total`.
pub fn training_curve(points: &[(u32, f64)], n_trees_total: u32) -> Plot {
    let line = || Line::new().show_symbol(false).silent(true);
    let total = f64::from(n_trees_total);
    Plot::new()
        .grid(grid(44.0, 24.0, 16.0, 30.0))
        .x_axis(base_axis().min(0.0).max(total))
        .y_axis(value_axis().min(0.4).max(1.0).interval(0.1))
        .series(line().line_style(reference_line()).data(vec![vec![0.0, 0.5], vec![total, 0.5]]))
        .series(
            line()
                .line_style(LineStyle::new().color(color("--accent")).width(2.0))
                .data(points.iter().map(|&(n_trees, auc)| vec![f64::from(n_trees), (auc * 1e4).round() / 1e4]).collect::<Vec<_>>()),
        )
}
