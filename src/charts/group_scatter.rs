use charming::component::Axis;
use charming::element::{AxisLine, Formatter, ItemStyle, Label, LabelPosition, SymbolSize};
use charming::series::Scatter;

use super::palette::color;
use super::parts::{base_axis, grid, label, named, value_axis};
use super::plot::Plot;

/// A group's points.
#[derive(Clone, Debug, PartialEq)]
pub struct ScatterGroup {
    /// In the middle of them.
    pub name: String,
    /// Their color's token.
    pub token: &'static str,
    /// On the two axes.
    pub points: Vec<(f32, f32)>,
    /// Where its name stands.
    pub middle: (f64, f64),
}

/// Points of several groups on two axes without units, each group with its name on it. The last group lies on top.
pub fn group_scatter(groups: &[ScatterGroup], x_name: &str, y_name: &str) -> Plot {
    let all = || groups.iter().flat_map(|group| &group.points);
    let x_axis = reaching(base_axis().axis_line(AxisLine::new().show(true).on_zero(false)), all().map(|point| point.0));
    let y_axis = reaching(value_axis(), all().map(|point| point.1));
    let quiet = |name: &str, axis: Axis| named(axis.axis_label(label().show(false)), name);
    let plot = Plot::new().grid(grid(36.0, 12.0, 8.0, 40.0)).x_axis(quiet(x_name, x_axis)).y_axis(quiet(y_name, y_axis));
    let rounded = |value: f32| (f64::from(value) * 1e2).round() / 1e2;
    let with_points = groups.iter().fold(plot, |plot, group| {
        plot.series(
            Scatter::new()
                .symbol_size(SymbolSize::Number(4.0))
                .item_style(ItemStyle::new().color(color(group.token)).opacity(0.75))
                .data(group.points.iter().map(|&(x, y)| vec![rounded(x), rounded(y)]).collect::<Vec<_>>()),
        )
    });
    groups.iter().fold(with_points, |plot, group| plot.series(name_on_ground(group)))
}

/// An axis from the least to the greatest of these, in halves.
fn reaching(axis: Axis, values: impl Iterator<Item = f32> + Clone) -> Axis {
    let least = values.clone().fold(0.0, f32::min);
    let greatest = values.fold(0.0, f32::max);
    axis.min(f64::from(least * 2.0 - 0.2).floor() / 2.0).max(f64::from(greatest * 2.0 + 0.2).ceil() / 2.0)
}

/// Words among points need a ground of their own.
fn name_on_ground(group: &ScatterGroup) -> Scatter {
    let words = Label::new()
        .show(true)
        .position(LabelPosition::Inside)
        .formatter(Formatter::String(group.name.clone()))
        .color(color("--ink"))
        .background_color(color("--sheet"))
        .padding((2.0, 5.0, 2.0, 5.0))
        .font_size(12.0);
    Scatter::new()
        .symbol_size(SymbolSize::Number(0.1))
        .item_style(ItemStyle::new().color("transparent").opacity(1.0))
        .label(words)
        .data(vec![vec![group.middle.0, group.middle.1]])
}
