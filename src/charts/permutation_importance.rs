use charming::datatype::DataPointItem;
use charming::element::{AxisType, Formatter, ItemStyle, LineStyle, Tooltip, Trigger};
use charming::series::Bar;

use super::palette::color;
use super::parts::{base_axis, grid, label, quiet_line, short_name, value_axis};
use super::plot::Plot;

/// How far the AUC falls without a feature.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedFall {
    /// The feature.
    pub name: String,
    /// The mean fall.
    pub mean: f64,
    /// Its standard deviation over repeats.
    pub sd: f64,
}

/// Bars with a whisker of one standard deviation to either side, the first on top.
pub fn permutation_bars(falls: &[NamedFall]) -> Plot {
    let rounded = |value: f64| (value * 1e4).round() / 1e4;
    let bar = |fall: &NamedFall| {
        DataPointItem::new(rounded(fall.mean)).name(format!("{}: the AUC falls by {:.4} ± {:.4}", fall.name, fall.mean, fall.sd))
    };
    let plot = Plot::new()
        .grid(grid(184.0, 24.0, 4.0, 28.0))
        .tooltip(Tooltip::new().trigger(Trigger::Item).formatter(Formatter::String("{b}".into())))
        .x_axis(value_axis())
        .y_axis(
            base_axis()
                .type_(AxisType::Category)
                .data(falls.iter().rev().map(|fall| short_name(&fall.name, 24)).collect::<Vec<_>>())
                .axis_label(label().color(color("--ink-2")).font_size(12.5)),
        )
        .series(
            Bar::new()
                .bar_width("62%")
                .item_style(ItemStyle::new().color(color("--accent")))
                .data(falls.iter().rev().map(bar).collect::<Vec<_>>()),
        );
    falls.iter().rev().enumerate().fold(plot, |plot, (row, fall)| {
        let ends = vec![vec![rounded(fall.mean - fall.sd), row as f64], vec![rounded(fall.mean + fall.sd), row as f64]];
        plot.series(quiet_line(ends, LineStyle::new().color(color("--ink")).width(1.5)))
    })
}
