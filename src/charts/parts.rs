//! Axes and grids as every chart has them: see the look's conventions.

use charming::component::{Axis, Grid};
use charming::element::{
    AxisLabel, AxisLine, AxisTick, AxisType, Formatter, ItemStyle, Label, LabelPosition, LineStyle, LineStyleType, NameLocation, SplitLine,
    Symbol, SymbolSize, TextStyle, Tooltip, Trigger,
};
use charming::series::{Bar, Line, Scatter};

use super::palette::color;
use super::plot::Plot;
use crate::quantity::Currency;

/// The plot's margins in pixels.
pub(super) fn grid(left: f64, right: f64, top: f64, bottom: f64) -> Grid {
    Grid::new().left(left).right(right).top(top).bottom(bottom)
}

/// The axis on which the plot stands: a line, no grid.
pub(super) fn base_axis() -> Axis {
    Axis::new()
        .type_(AxisType::Value)
        .axis_line(AxisLine::new().show(true))
        .axis_tick(AxisTick::new().show(false))
        .split_line(SplitLine::new().show(false))
        .axis_label(label())
        .name_text_style(TextStyle::new().color(color("--chart-label")).font_size(12.0))
}

/// The axis of values: a barely visible grid, no line.
pub(super) fn value_axis() -> Axis {
    Axis::new()
        .type_(AxisType::Value)
        .split_number(4.0)
        .axis_line(AxisLine::new().show(false))
        .axis_tick(AxisTick::new().show(false))
        .split_line(SplitLine::new().show(true).line_style(LineStyle::new().color(color("--chart-grid")).width(1.0)))
        .axis_label(label())
}

/// An axis label's type.
pub(super) fn label() -> AxisLabel {
    AxisLabel::new().color(color("--chart-label")).font_size(12.0)
}

/// A line to compare with.
pub(super) fn reference_line() -> LineStyle {
    LineStyle::new().color(color("--chart-axis")).width(1.0).type_(LineStyleType::Dashed)
}

/// Words on the plot, beginning at a point.
pub(super) fn direct_label(text: String, at: (f64, f64), color: String) -> Scatter {
    words(text, at, color, LabelPosition::Right)
}

/// Words on the plot, ending at a point.
pub(super) fn label_before(text: String, at: (f64, f64), color: String) -> Scatter {
    words(text, at, color, LabelPosition::Left)
}

/// Words on the plot, with their middle at a point.
pub(super) fn label_around(text: String, at: (f64, f64), color: String) -> Scatter {
    words(text, at, color, LabelPosition::Inside)
}

fn words(text: String, at: (f64, f64), color: String, position: LabelPosition) -> Scatter {
    Scatter::new()
        .symbol_size(SymbolSize::Number(0.1))
        .item_style(ItemStyle::new().color("transparent").opacity(1.0))
        .label(Label::new().show(true).position(position).formatter(Formatter::String(text)).color(color).font_size(12.5))
        .data(vec![vec![at.0, at.1]])
}

/// The plot with a series for each cut-off, still empty: whoever shows it puts a point where the cut-off lies.
pub(super) fn with_cut_off_marks(plot: Plot) -> Plot {
    ["settlement", "legal"].into_iter().fold(plot, |plot, id| {
        let style = ItemStyle::new().color(color(&format!("--{id}-fill"))).border_color(color("--sheet")).border_width(1.5);
        plot.series(Scatter::new().id(id).symbol(Symbol::Circle).symbol_size(SymbolSize::Number(9.0)).item_style(style))
    })
}

/// A tooltip for everything at one place of the axis.
pub(super) fn axis_tooltip() -> Tooltip {
    Tooltip::new().trigger(Trigger::Axis)
}

/// The unit in which amounts of up to this one have short numbers on an axis.
pub(super) fn money_unit(highest: f64, currency: Currency) -> (f64, &'static str) {
    let units: &[(f64, &str)] = match currency {
        Currency::Rupee => &[(1e7, " crore"), (1e5, " lakh")],
        _ => &[(1e9, " bn"), (1e6, " m"), (1e3, " k")],
    };
    units.iter().copied().find(|(size, _)| highest >= *size).unwrap_or((1.0, ""))
}

/// A share as it stands on an axis of per cents: in tenths of one.
pub(super) fn percent(share: f64) -> f64 {
    (share * 1e3).round() / 10.0
}

/// An axis from 0% to 100%, by quarters.
pub(super) fn percent_axis(axis: Axis) -> Axis {
    percent_axis_to(100.0, axis)
}

/// An axis from 0% to `highest` per cent, by quarters of it.
pub(super) fn percent_axis_to(highest: f64, axis: Axis) -> Axis {
    axis.min(0.0).max(highest).interval(highest / 4.0).axis_label(label().formatter(Formatter::String("{value}%".into())))
}

/// Where axes may end, in per cent: a quarter of each is a round number.
const ENDS: [f64; 7] = [4.0, 8.0, 20.0, 40.0, 60.0, 80.0, 100.0];

/// The nearest end of an axis that holds this share, in per cent.
pub(super) fn end_for(share: f64) -> f64 {
    ENDS.into_iter().find(|end| share * 100.0 <= end + 1e-9).unwrap_or(100.0)
}

/// The axis of scores up to `right`, by quarters of it.
pub(super) fn score_axis(right: f64, name: &str) -> Axis {
    named(base_axis().min(0.0).max(right).interval(right / 4.0), name)
}

/// A score as it stands on an axis: on the grid of cut-offs.
pub(super) fn on_grid(score: f64) -> f64 {
    (score * 1e4).round() / 1e4
}

/// An axis on which its name is written below it.
pub(super) fn named(axis: Axis, name: &str) -> Axis {
    let style = TextStyle::new().color(color("--chart-label")).font_size(12.0);
    axis.name(name).name_location(NameLocation::Middle).name_gap(28.0).name_text_style(style)
}

/// A line that only shows the way: the pointer finds nothing on it.
pub(super) fn quiet_line(points: Vec<Vec<f64>>, style: LineStyle) -> Line {
    Line::new().show_symbol(false).silent(true).line_style(style).data(points)
}

/// A point that matters, at the end of what [`quiet_line`] draws.
pub(super) fn dot(at: (f64, f64), color: String) -> Line {
    Line::new()
        .silent(true)
        .show_symbol(true)
        .symbol(Symbol::Circle)
        .symbol_size(SymbolSize::Number(9.0))
        .item_style(ItemStyle::new().color(color))
        .data(vec![vec![at.0, at.1]])
}

/// A name in at most so many characters.
pub(super) fn short_name(name: &str, most: usize) -> String {
    if name.chars().count() > most {
        format!("{}…", name.chars().take(most.saturating_sub(1)).collect::<String>())
    } else {
        name.to_owned()
    }
}

/// The id of a series whose first item stands for this place of the chart's list of what can be picked.
pub(super) fn pick_id(offset: usize) -> String {
    format!("{PICK}{offset}")
}

/// How the ids of series that can be picked begin.
pub(super) const PICK: &str = "pick-";

/// Bars without a color over the whole height, so that a column or row can be picked beside its bar, too.
pub(super) fn pick_bars(n_bars: usize, height: f64, width: &str) -> Bar {
    Bar::new().id(pick_id(0)).bar_width(width).bar_gap("-100%").item_style(ItemStyle::new().color("transparent")).data(vec![height; n_bars])
}

/// The id of bars that only carry words.
pub(super) const TOPS: &str = "tops";

/// The id of the names of colors above a plot.
pub(super) const LEGEND: &str = "legend";

/// The names of colors above a plot that ends at `top`, on the second horizontal axis of this width.
pub(super) fn legend(words: &[(&str, &str)], width: f64, top: f64) -> Vec<Scatter> {
    let word = |(idx, (word, token)): (usize, &(&str, &str))| {
        Scatter::new()
            .id(format!("{LEGEND}{idx}"))
            .x_axis_index(1.0)
            .symbol(Symbol::Rect)
            .symbol_size(SymbolSize::Number(9.0))
            .item_style(ItemStyle::new().color(color(token)).opacity(1.0))
            .label(
                Label::new()
                    .show(true)
                    .position(LabelPosition::Right)
                    .formatter(Formatter::String((*word).to_owned()))
                    .color(color("--ink-2"))
                    .font_size(12.0),
            )
            .data(vec![vec![width * (0.02 + 0.24 * idx as f64), top]])
    };
    words.iter().enumerate().map(word).collect()
}
