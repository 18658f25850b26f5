use charming::element::{ItemStyle, LineStyle, Symbol, SymbolSize};
use charming::series::Line;

use super::palette::color;
use super::parts::{axis_tooltip, base_axis, direct_label, grid, named, percent, percent_axis_to, quiet_line, reference_line, value_axis};
use super::plot::Plot;
use crate::evaluation::ReliabilityBin;

/// How far the axes go, in per cent: a quarter of each is a round number.
const HIGHEST: [f64; 7] = [4.0, 8.0, 20.0, 40.0, 60.0, 80.0, 100.0];

/// What became of the loans against what their scores said: a point for each bin with the 95 % interval of its share of
/// bad ones, beside the line on which scores mean what they say. Both axes end beyond the highest point.
pub fn reliability_plot(bins: &[ReliabilityBin]) -> Plot {
    let reached = bins.iter().map(|bin| percent(bin.high.max(bin.mean_score))).fold(0.0, f64::max);
    let highest = HIGHEST.into_iter().find(|highest| *highest >= reached).unwrap_or(100.0);
    let right = highest / 100.0;
    let score = |mean: f64| (mean * 1e4).round() / 1e4;
    let points: Vec<Vec<f64>> = bins.iter().map(|bin| vec![score(bin.mean_score), percent(bin.share_bad)]).collect();
    let bar_style = || LineStyle::new().color(color("--accent")).width(1.5).opacity(0.5);
    let bars = bins.iter().map(|bin| {
        let x = score(bin.mean_score);
        quiet_line(vec![vec![x, percent(bin.low)], vec![x, percent(bin.high)]], bar_style())
    });
    let plot = Plot::new()
        .grid(grid(44.0, 16.0, 12.0, 44.0))
        .tooltip(axis_tooltip())
        .x_axis(named(base_axis().min(0.0).max(right).interval(right / 4.0), "Score"))
        .y_axis(percent_axis_to(highest, value_axis()))
        .series(quiet_line(vec![vec![0.0, 0.0], vec![right, highest]], reference_line()));
    bars.fold(plot, Plot::series)
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
        .series(direct_label("perfect".to_owned(), (right * 0.84, highest * 0.96), color("--ink-3")))
        .series(direct_label("bars are 95% intervals".to_owned(), (right * 0.58, highest * 0.08), color("--ink-3")))
}
