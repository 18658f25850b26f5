use charming::datatype::DataPointItem;
use charming::element::ItemStyle;
use charming::series::Bar;

use super::palette::color;
use super::parts::{axis_tooltip, base_axis, grid, named, value_axis};
use super::plot::Plot;

/// What each tree said of one borrower: trees in equal bins of the share of bad rows in their leaves, lowest first.
pub fn tree_votes_histogram(bins: &[u32]) -> Plot {
    let width = 1.0 / bins.len().max(1) as f64;
    let bars = bins.iter().enumerate().map(|(idx, &n_trees)| {
        let middle = ((idx as f64 + 0.5) * width * 1e3).round() / 1e3;
        DataPointItem::new(vec![middle, f64::from(n_trees)]).item_style(ItemStyle::new().color(color("--chart-muted")))
    });
    Plot::new()
        .grid(grid(36.0, 16.0, 8.0, 44.0))
        .tooltip(axis_tooltip())
        .x_axis(named(base_axis().min(0.0).max(1.0).interval(0.25), "What a tree says"))
        .y_axis(value_axis().split_number(2.0).min_interval(1.0))
        .series(Bar::new().name("Trees").bar_width("88%").data(bars.collect::<Vec<_>>()))
}
