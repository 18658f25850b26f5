use charming::component::Axis;
use charming::element::{AxisType, Formatter, ItemStyle, LineStyle, Symbol, SymbolSize};
use charming::series::Line;

use super::palette::color;
use super::parts::{base_axis, direct_label, dot, grid, label, named, quiet_line, reference_line, value_axis};
use super::plot::Plot;

/// A number of groups that was tried.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TriedCount {
    /// How many groups.
    pub k: u8,
    /// Their silhouette.
    pub silhouette: f64,
    /// What is left of the variance within groups, 0..=1.
    pub inertia_share: f64,
}

/// The silhouette of each number of groups, with the line below which groups overlap, and beneath it what is left of the variance:
/// where its line bends, further groups part less.
pub fn group_count(tried: &[TriedCount], chosen: u8, least: f64) -> Plot {
    let names: Vec<String> = tried.iter().map(|tried| tried.k.to_string()).collect();
    let highest = tried.iter().map(|tried| tried.silhouette).fold(0.39, f64::max);
    let last = tried.len().saturating_sub(1) as f64;
    let place = tried.iter().position(|tried| tried.k == chosen);
    let across = |grid_index: f64| base_axis().grid_index(grid_index).type_(AxisType::Category).data(names.clone());
    let up = |grid_index: f64, most: f64| value_axis().grid_index(grid_index).min(0.0).max(most).interval(most / 2.0);
    let percent = |axis: Axis| axis.axis_label(label().formatter(Formatter::String("{value}%".into())));
    let plot = Plot::new()
        .grid(grid(44.0, 96.0, 12.0, 196.0))
        .grid(grid(44.0, 96.0, 196.0, 40.0))
        .x_axis(across(0.0))
        .x_axis(named(across(1.0), "Number of groups"))
        .y_axis(up(0.0, (highest * 5.0).ceil() / 5.0))
        .y_axis(percent(up(1.0, 100.0)))
        .series(quiet_line(vec![vec![0.0, least], vec![last, least]], reference_line()));
    let silhouettes = tried.iter().map(|tried| (tried.silhouette.max(0.0) * 1e3).round() / 1e3).collect();
    let shares = tried.iter().map(|tried| (tried.inertia_share * 1e3).round() / 10.0).collect();
    let plot = with_line(plot, silhouettes, "silhouette", place, 0.0);
    with_line(plot, shares, "variance left", place, 1.0)
}

/// A line with its name at its end and a dot on what was chosen.
fn with_line(plot: Plot, values: Vec<f64>, name: &str, chosen: Option<usize>, grid_index: f64) -> Plot {
    let on = |line: Line| line.x_axis_index(grid_index).y_axis_index(grid_index);
    let points: Vec<Vec<f64>> = values.iter().enumerate().map(|(place, value)| vec![place as f64, *value]).collect();
    let end = (values.len().saturating_sub(1) as f64, values.last().copied().unwrap_or(0.0));
    let line = quiet_line(points, LineStyle::new().color(color("--accent")).width(2.0))
        .show_symbol(true)
        .symbol(Symbol::Circle)
        .symbol_size(SymbolSize::Number(5.0))
        .item_style(ItemStyle::new().color(color("--accent")));
    let words = direct_label(name.to_owned(), end, color("--accent")).x_axis_index(grid_index).y_axis_index(grid_index);
    let plot = plot.series(on(line)).series(words);
    match chosen {
        Some(place) => plot.series(on(dot((place as f64, values[place]), color("--ink")))),
        None => plot,
    }
}
