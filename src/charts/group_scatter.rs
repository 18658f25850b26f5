use charming::element::{Formatter, ItemStyle, Label, LabelPosition, SymbolSize};
use charming::series::Scatter;

use super::palette::color;
use super::parts::{base_axis, grid, named, value_axis};
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
    let quiet = |name: &str, axis: charming::component::Axis| named(axis.axis_label(super::parts::label().show(false)), name);
    let plot = Plot::new().grid(grid(36.0, 12.0, 8.0, 40.0)).x_axis(quiet(x_name, base_axis())).y_axis(quiet(y_name, value_axis()));
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
