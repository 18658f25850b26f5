use charming::datatype::DataPointItem;
use charming::element::{Formatter, ItemStyle};
use charming::series::Bar;

use super::palette::color;
use super::parts::{axis_tooltip, base_axis, grid, label, value_axis};
use super::plot::Plot;
use crate::strategy::BandTotals;

/// Width of a bar in steps of the score grid: 0.02.
pub const SCORE_BIN_STEPS: u16 = 200;

/// How many borrowers have which score, in bars of 0.02; the solid part is known to be bad. `bins` as
/// [`crate::strategy::CutOffTable::bins`] gives them. The color of a bar is that of its middle's band under cut-offs that move: its
/// token is `--at-STEP-fill` or `--at-STEP-soft`, with the middle's step on the grid of 0.0001.
pub fn score_distribution(bins: &[BandTotals]) -> Plot {
    let middle = |idx: usize| idx as f64 * 0.02 + 0.01;
    let token = |idx: usize, kind: &str| color(&format!("--at-{}-{kind}", idx as u16 * SCORE_BIN_STEPS + SCORE_BIN_STEPS / 2));
    let bars = |name: &str, kind: &'static str, count: &dyn Fn(&BandTotals) -> u64| {
        let data = bins.iter().enumerate().map(|(idx, bin)| {
            let value = vec![(middle(idx) * 100.0).round() / 100.0, count(bin) as f64];
            DataPointItem::new(value).item_style(ItemStyle::new().color(token(idx, kind)))
        });
        Bar::new().name(name).stack("borrowers").bar_width("88%").data(data.collect::<Vec<_>>())
    };
    Plot::new()
        .grid(grid(44.0, 16.0, 8.0, 34.0))
        .tooltip(axis_tooltip())
        .x_axis(
            // On a line of its own: the cut-offs' handles lie on the axis.
            base_axis().min(0.0).max(1.0).interval(0.1).axis_label(label().formatter(Formatter::String("\n{value}".into()))),
        )
        .y_axis(value_axis().split_number(3.0).min_interval(1.0))
        .series(bars("Known bad", "fill", &|bin| bin.n_bad))
        .series(bars("Others", "soft", &|bin| bin.n_rows - bin.n_bad))
}
