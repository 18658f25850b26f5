use charming::component::Axis;
use charming::element::{AxisType, LineStyle, Symbol, SymbolSize};
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
    let top = (highest * 5.0).ceil() / 5.0;
    let last = tried.len().saturating_sub(1) as f64;
    let place = tried.iter().position(|tried| tried.k == chosen);
    let across = |grid_index: f64| base_axis().grid_index(grid_index).type_(AxisType::Category).data(names.clone());
    let up = |grid_index: f64, most: f64| value_axis().grid_index(grid_index).min(0.0).max(most).interval(most / 2.0);
    let line = |values: Vec<f64>, grid_index: f64| {
        let points = values.iter().enumerate().map(|(place, value)| vec![place as f64, *value]).collect::<Vec<_>>();
        on(quiet_line(points, LineStyle::new().color(color("--accent")).width(2.0)), grid_index)
            .show_symbol(true)
            .symbol(Symbol::Circle)
            .symbol_size(SymbolSize::Number(5.0))
    };
    let silhouettes: Vec<f64> = tried.iter().map(|tried| (tried.silhouette * 1e3).round() / 1e3).collect();
    let shares: Vec<f64> = tried.iter().map(|tried| (tried.inertia_share * 1e3).round() / 10.0).collect();
    let percent = |axis: Axis| axis.axis_label(label().formatter(charming::element::Formatter::String("{value}%".into())));
    let mut plot = Plot::new()
        .grid(grid(44.0, 96.0, 12.0, 196.0))
        .grid(grid(44.0, 96.0, 196.0, 40.0))
        .x_axis(across(0.0))
        .x_axis(named(across(1.0), "Number of groups"))
        .y_axis(up(0.0, top))
        .y_axis(percent(up(1.0, 100.0)))
        .series(quiet_line(vec![vec![0.0, least], vec![last, least]], reference_line()))
        .series(line(silhouettes.clone(), 0.0))
        .series(line(shares.clone(), 1.0))
        .series(direct_label("silhouette".to_owned(), (last, silhouettes.last().copied().unwrap_or(0.0)), color("--accent")))
        .series(
            direct_label("variance left".to_owned(), (last, shares.last().copied().unwrap_or(0.0)), color("--accent"))
                .x_axis_index(1.0)
                .y_axis_index(1.0),
        );
    if let Some(place) = place {
        for (values, grid_index) in [(&silhouettes, 0.0), (&shares, 1.0)] {
            plot = plot.series(on(dot((place as f64, values[place]), color("--ink")), grid_index));
        }
    }
    plot
}

fn on(line: Line, grid_index: f64) -> Line {
    line.x_axis_index(grid_index).y_axis_index(grid_index)
}
