use charming::datatype::DataPointItem;
use charming::element::{AxisType, ItemStyle, LineStyle};
use charming::series::{Bar, Scatter};

use super::palette::color;
use super::parts::{
    base_axis, direct_label, grid, label, percent, percent_axis_to, pick_bars, quiet_line, reference_line, short_name, value_axis,
};
use super::plot::Plot;

/// A share with its name.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedBar {
    /// Beside the bar, at the axis.
    pub name: String,
    /// How long it is, 0..=1.
    pub share: f64,
    /// At the plot's right end: `34% of 812`.
    pub text: String,
    /// Its color's token.
    pub token: &'static str,
    /// The 95 % interval of the share, where it has one.
    pub interval: Option<(f64, f64)>,
}

/// Shares one beneath the other on an axis up to `end`, a share of 1, with a line to compare with. Each row can be picked.
pub fn named_bars(bars: &[NamedBar], end: f64, reference: Option<f64>) -> Plot {
    let most = percent(end);
    let data = bars.iter().map(|bar| DataPointItem::new(percent(bar.share)).item_style(ItemStyle::new().color(color(bar.token))));
    let mut plot = Plot::new()
        .grid(grid(132.0, 92.0, 4.0, 28.0))
        .x_axis(percent_axis_to(most, value_axis()))
        .y_axis(
            base_axis()
                .type_(AxisType::Category)
                .inverse(true)
                .data(bars.iter().map(|bar| short_name(&bar.name, 19)).collect::<Vec<_>>())
                .axis_label(label().color(color("--ink-2")).font_size(12.5).interval(0.0)),
        )
        .series(Bar::new().bar_width("62%").data(data.collect::<Vec<_>>()));
    let last = bars.len().saturating_sub(1) as f64;
    if let Some(at) = reference.map(percent) {
        plot = plot.series(quiet_line(vec![vec![at, 0.0], vec![at, last]], reference_line()));
    }
    for (row, bar) in bars.iter().enumerate() {
        let row = row as f64;
        if let Some((low, high)) = bar.interval {
            let ends = vec![vec![percent(low), row], vec![percent(high.min(end)), row]];
            plot = plot.series(quiet_line(ends, LineStyle::new().color(color("--ink")).width(1.5)));
        }
        let words: Scatter = direct_label(bar.text.clone(), (most, row), color("--ink-2"));
        plot = plot.series(words);
    }
    plot.series(pick_bars(bars.len(), most, "62%"))
}
