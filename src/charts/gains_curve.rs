use charming::element::{AreaStyle, ItemStyle, LineStyle, Symbol, SymbolSize};
use charming::series::Line;

use super::palette::color;
use super::parts::{
    axis_tooltip, base_axis, direct_label, grid, label_before, named, percent, percent_axis, quiet_line, reference_line, value_axis,
    with_cut_off_marks,
};
use super::plot::Plot;
use crate::evaluation::{Evaluation, RocPoint};

/// The share of all bad loans that lie among the riskiest ones, with a point at each tenth of the loans, beside chance and
/// beside a model that ranks every bad loan first. `half`: among which share of the loans half of the bad ones lie, if
/// that is to be shown.
pub fn gains_curve(evaluation: &Evaluation, half: Option<f64>) -> Plot {
    let base_rate = percent(evaluation.n_bad as f64 / evaluation.n_rows.max(1) as f64);
    let curve = evaluation.roc.iter().map(|point| vec![percent(share_flagged(evaluation, point)), percent(point.true_positive_rate)]);
    let tenths = evaluation.deciles.iter().map(|row| vec![f64::from(row.decile) * 10.0, percent(row.cumulative_share_of_bad)]);
    let plot = Plot::new()
        .grid(grid(44.0, 16.0, 12.0, 44.0))
        .tooltip(axis_tooltip())
        .x_axis(named(percent_axis(base_axis()), "Loans, riskiest first"))
        .y_axis(percent_axis(value_axis()))
        .series(quiet_line(vec![vec![0.0, 0.0], vec![100.0, 100.0]], reference_line()))
        .series(quiet_line(vec![vec![0.0, 0.0], vec![base_rate, 100.0], vec![100.0, 100.0]], reference_line()))
        .series(
            Line::new()
                .silent(true)
                .show_symbol(false)
                .line_style(LineStyle::new().color(color("--accent")).width(2.5))
                .area_style(AreaStyle::new().color(color("--accent-tint")).opacity(0.55))
                .data(curve.collect::<Vec<_>>()),
        )
        .series(
            Line::new()
                .name("Bad loans caught, %")
                .show_symbol(true)
                .symbol(Symbol::Circle)
                .symbol_size(SymbolSize::Number(6.0))
                .item_style(ItemStyle::new().color(color("--accent")))
                .line_style(LineStyle::new().color(color("--accent")).width(0.0))
                .data(tenths.collect::<Vec<_>>()),
        )
        .series(if evaluation.auc < 0.45 {
            label_before("chance".to_owned(), (62.0, 68.0), color("--ink-3"))
        } else {
            direct_label("chance".to_owned(), (72.0, 66.0), color("--ink-3"))
        })
        .series(direct_label("perfect".to_owned(), (base_rate.min(80.0) + 1.0, 95.0), color("--ink-3")));
    with_cut_off_marks(match half {
        Some(half) => with_half(plot, percent(half)),
        None => plot,
    })
}

/// The way from half of the bad loans to the share of all loans among which they lie.
fn with_half(plot: Plot, half: f64) -> Plot {
    let way = vec![vec![0.0, 50.0], vec![half, 50.0], vec![half, 0.0]];
    plot.series(quiet_line(way, LineStyle::new().color(color("--ink")).width(1.0))).series(direct_label(
        format!("{half:.0}%"),
        (half, 5.0),
        color("--ink"),
    ))
}

/// The share of all loans that score at least as this point does.
pub fn share_flagged(evaluation: &Evaluation, point: &RocPoint) -> f64 {
    let n_good = evaluation.n_rows.saturating_sub(evaluation.n_bad) as f64;
    (point.true_positive_rate * evaluation.n_bad as f64 + point.false_positive_rate * n_good) / evaluation.n_rows.max(1) as f64
}
