use charming::datatype::DataPointItem;
use charming::element::{AxisType, Formatter, ItemStyle, Label, LabelPosition, SymbolSize};
use charming::series::{Bar, Line, Scatter};

use super::palette::color;
use super::parts::{base_axis, grid, label, reference_line, value_axis};
use super::plot::Plot;

/// An AUC with its interval.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedInterval {
    /// Whose it is.
    pub name: String,
    /// The AUC.
    pub auc: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// A baseline is drawn more quietly than a model.
    pub is_baseline: bool,
}

/// Models by their AUC with its interval, the first on top.
pub fn auc_intervals(rows: &[NamedInterval]) -> Plot {
    let rows: Vec<&NamedInterval> = rows.iter().rev().collect();
    let lowest = rows.iter().map(|row| row.low).fold(0.5, f64::min);
    let floor = (lowest * 10.0).floor() / 10.0;
    let rounded = |value: f64| (value * 1e4).round() / 1e4;
    // A bar without a color up to the interval, and the interval upon it.
    let hidden = rows.iter().map(|row| rounded(row.low - floor)).collect::<Vec<_>>();
    let interval = rows.iter().map(|row| {
        let tone = color(if row.is_baseline { "--chart-muted" } else { "--accent" });
        DataPointItem::new(rounded(row.high - row.low)).name(format!("{:.3}", row.auc)).item_style(ItemStyle::new().color(tone))
    });
    let mut plot = Plot::new()
        .grid(grid(168.0, 64.0, 4.0, 28.0))
        .x_axis(
            value_axis()
                .min(0.0)
                .max(rounded(1.0 - floor))
                .interval(0.1)
                .axis_label(label().formatter(Formatter::String("{value}".into())).show(false)),
        )
        .y_axis(
            base_axis()
                .type_(AxisType::Category)
                .data(rows.iter().map(|row| row.name.clone()).collect::<Vec<_>>())
                .axis_label(label().color(color("--ink-2")).font_size(12.5)),
        )
        .series(Bar::new().stack("auc").bar_width(12.0).item_style(ItemStyle::new().color("transparent")).data(hidden))
        .series(
            Bar::new()
                .stack("auc")
                .bar_width(12.0)
                .label(
                    Label::new().show(true).position(LabelPosition::Right).color(color("--ink")).formatter(Formatter::String("{b}".into())),
                )
                .data(interval.collect::<Vec<_>>()),
        );
    let points = rows.iter().enumerate().map(|(row, interval)| vec![rounded(interval.auc - floor), row as f64]);
    let chance = rounded(0.5 - floor);
    let ends = vec![vec![chance, 0.0], vec![chance, rows.len().saturating_sub(1) as f64]];
    plot = plot.series(Line::new().show_symbol(false).silent(true).line_style(reference_line()).data(ends));
    plot.series(
        Scatter::new()
            .symbol_size(SymbolSize::Number(8.0))
            .item_style(ItemStyle::new().color(color("--ink")))
            .data(points.collect::<Vec<_>>()),
    )
}
