use charming::element::{ItemStyle, LineStyle, Symbol, SymbolSize};
use charming::series::Line;

use super::palette::color;
use super::parts::{
    axis_tooltip, end_for, grid, label_before, on_grid, percent, percent_axis_to, quiet_line, reference_line, score_axis, value_axis,
    with_cut_off_marks,
};
use super::plot::Plot;
use crate::evaluation::ReliabilityBin;

/// What became of the loans against what their scores said: a point for each bin with the 95 % interval of its share of
/// bad ones, beside the line on which scores mean what they say. Both axes end beyond the highest point.
pub fn reliability_plot(bins: &[ReliabilityBin]) -> Plot {
    let highest = end_for(bins.iter().map(|bin| bin.high.max(bin.mean_score)).fold(0.0, f64::max));
    let right = highest / 100.0;
    let points: Vec<Vec<f64>> = bins.iter().map(|bin| vec![on_grid(bin.mean_score), percent(bin.share_bad)]).collect();
    let bar_style = || LineStyle::new().color(color("--accent")).width(1.5).opacity(0.5);
    let bars = bins.iter().map(|bin| {
        let x = on_grid(bin.mean_score);
        quiet_line(vec![vec![x, percent(bin.low)], vec![x, percent(bin.high)]], bar_style())
    });
    let plot = Plot::new()
        .grid(grid(44.0, 16.0, 12.0, 44.0))
        .tooltip(axis_tooltip())
        .x_axis(score_axis(right, "Score"))
        .y_axis(percent_axis_to(highest, value_axis()))
        .series(quiet_line(vec![vec![0.0, 0.0], vec![right, highest]], reference_line()));
    let plot = bars
        .fold(plot, Plot::series)
        .series(
            Line::new()
                .name("Bad, %")
                .show_symbol(true)
                .symbol(Symbol::Circle)
                .symbol_size(SymbolSize::Number(8.0))
                .item_style(ItemStyle::new().color(color("--accent")))
                .line_style(LineStyle::new().color(color("--accent")).width(1.5))
                .data(points),
        )
        .series(label_before("perfect".to_owned(), (right * 0.92, highest * 0.97), color("--ink-3")))
        .series(label_before("bars are 95% intervals".to_owned(), (right * 0.99, highest * 0.08), color("--ink-3")));
    with_cut_off_marks(plot)
}
