use charming::component::Axis;
use charming::element::{AxisType, Formatter, ItemStyle, LineStyle, SymbolSize};
use charming::series::Scatter;

use super::palette::color;
use super::parts::{base_axis, grid, label, named, quiet_line, short_name, value_axis};
use super::plot::Plot;

/// From a low value to a high one.
const SHADES: [&str; 5] = ["--risk-3", "--risk-4", "--risk-5", "--risk-6", "--risk-7"];
/// Where a value is neither low nor high: missing, or a label.
const NO_SHADE: &str = "--chart-muted";
/// Dots that fall into the same of so many parts of the plot's width lie beside each other.
const N_PARTS: f64 = 120.0;
/// Where the plot may end, in points.
const EDGES: [f64; 10] = [1.0, 2.0, 4.0, 6.0, 10.0, 20.0, 30.0, 40.0, 60.0, 80.0];
/// How far dots may spread from their row's middle.
const HALF_HEIGHT: f64 = 0.4;

/// One feature's row of dots.
#[derive(Clone, Debug, PartialEq)]
pub struct SwarmRow {
    /// The feature.
    pub name: String,
    /// For each borrower: what the feature adds to the score, in shares of 1, and how high its value is among all, 0..=1;
    /// `None` where it has no height.
    pub dots: Vec<(f64, Option<f64>)>,
}

/// What each feature adds to the scores of a sample, a dot a borrower; the first row on top.
pub fn beeswarm(rows: &[SwarmRow]) -> Plot {
    let widest = rows.iter().flat_map(|row| &row.dots).map(|(added, _)| added.abs()).fold(0.01, f64::max);
    let edge = EDGES.into_iter().find(|edge| *edge >= widest * 100.0).unwrap_or(100.0);
    let middle = |row: usize| (rows.len() - 1 - row) as f64;
    let mut by_shade = vec![Vec::new(); SHADES.len() + 1];
    for (row_idx, row) in rows.iter().enumerate() {
        for (&(added, height), offset) in row.dots.iter().zip(offsets(&row.dots, widest)) {
            let shade = height.map_or(SHADES.len(), |height| ((height * SHADES.len() as f64) as usize).min(SHADES.len() - 1));
            let rounded = |value: f64| (value * 1e2).round() / 1e2;
            by_shade[shade].push(vec![rounded(added * 100.0), rounded(middle(row_idx) + offset)]);
        }
    }
    let bottom = -0.5;
    let top = rows.len() as f64 - 0.5;
    let names = base_axis()
        .type_(AxisType::Category)
        .position("left")
        .data(rows.iter().rev().map(|row| short_name(&row.name, 24)).collect::<Vec<_>>())
        .axis_label(label().color(color("--ink-2")).font_size(12.5));
    let plot = Plot::new()
        .grid(grid(184.0, 24.0, 4.0, 48.0))
        .x_axis(named(
            value_axis().min(-edge).max(edge).interval(edge / 2.0).axis_label(label().formatter(Formatter::String("{value}".into()))),
            "Points added to the score",
        ))
        .y_axis(Axis::new().type_(AxisType::Value).min(bottom).max(top).show(false))
        .y_axis(names)
        .series(quiet_line(vec![vec![0.0, bottom], vec![0.0, top]], LineStyle::new().color(color("--chart-axis")).width(1.0)));
    let tokens = SHADES.iter().chain([&NO_SHADE]);
    tokens.zip(by_shade).fold(plot, |plot, (token, dots)| {
        plot.series(
            Scatter::new().symbol_size(SymbolSize::Number(5.0)).item_style(ItemStyle::new().color(color(token)).opacity(0.8)).data(dots),
        )
    })
}

/// How far above or below the row's middle each dot lies: those in the same part of the width in turn above and below,
/// the denser the part the wider.
fn offsets(dots: &[(f64, Option<f64>)], widest: f64) -> Vec<f64> {
    let part_of = |added: f64| ((added / widest + 1.0) / 2.0 * N_PARTS) as usize;
    let mut counts = vec![0usize; N_PARTS as usize + 2];
    dots.iter().for_each(|(added, _)| counts[part_of(*added)] += 1);
    let most = counts.iter().copied().max().unwrap_or(1).max(8) as f64;
    let mut placed = vec![0usize; counts.len()];
    let offset = |(added, _): &(f64, Option<f64>)| {
        let part = part_of(*added);
        placed[part] += 1;
        let step = (placed[part] / 2) as f64 * 2.0 / most * HALF_HEIGHT;
        if placed[part] % 2 == 0 { step } else { -step }
    };
    dots.iter().map(offset).collect()
}
