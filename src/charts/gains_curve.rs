use charming::element::{AreaStyle, ItemStyle, LineStyle, Symbol, SymbolSize};
use charming::series::Line;

use super::palette::color;
use super::parts::{axis_tooltip, base_axis, direct_label, grid, named, percent, percent_axis, quiet_line, reference_line, value_axis};
use super::plot::Plot;
use crate::evaluation::DecileRow;

/// The share of all bad loans that lie among the riskiest tenth, two tenths and so on, beside chance and beside a model
/// that ranks every bad loan first. `deciles`: highest scores first.
pub fn gains_curve(deciles: &[DecileRow]) -> Plot {
    let n_rows: f64 = deciles.iter().map(|row| row.n_rows).sum();
    let n_bad: f64 = deciles.iter().map(|row| row.n_bad).sum();
    let base_rate = if n_rows > 0.0 { percent(n_bad / n_rows) } else { 0.0 };
    let caught = deciles.iter().map(|row| vec![f64::from(row.decile) * 10.0, percent(row.cumulative_share_of_bad)]);
    let first = deciles.first().map_or(0.0, |row| percent(row.cumulative_share_of_bad));
    Plot::new()
        .grid(grid(44.0, 16.0, 12.0, 44.0))
        .tooltip(axis_tooltip())
        .x_axis(named(percent_axis(base_axis()), "Loans, riskiest first"))
        .y_axis(percent_axis(value_axis()))
        .series(quiet_line(vec![vec![0.0, 0.0], vec![100.0, 100.0]], reference_line()))
        .series(quiet_line(vec![vec![0.0, 0.0], vec![base_rate, 100.0], vec![100.0, 100.0]], reference_line()))
        .series(
            Line::new()
                .name("Bad loans caught, %")
                .show_symbol(true)
                .symbol(Symbol::Circle)
                .symbol_size(SymbolSize::Number(6.0))
                .item_style(ItemStyle::new().color(color("--accent")))
                .line_style(LineStyle::new().color(color("--accent")).width(2.5))
                .area_style(AreaStyle::new().color(color("--accent-tint")).opacity(0.55))
                .data(std::iter::once(vec![0.0, 0.0]).chain(caught).collect::<Vec<_>>()),
        )
        .series(direct_label(format!("riskiest tenth, {first:.0}%"), (12.0, (first - 4.0).max(4.0)), color("--accent")))
        .series(direct_label("chance".to_owned(), (72.0, 66.0), color("--ink-3")))
        .series(direct_label("perfect".to_owned(), (base_rate.min(80.0) + 1.0, 95.0), color("--ink-3")))
}
