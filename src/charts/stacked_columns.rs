use charming::component::Axis;
use charming::datatype::DataPointItem;
use charming::element::{AxisType, Formatter, ItemStyle, Label, LabelPosition};
use charming::series::Bar;

use super::palette::color;
use super::parts::{
    TOPS, axis_tooltip, base_axis, direct_label, grid, label, label_before, legend, named, pick_bars, quiet_line, reference_line,
    value_axis,
};
use super::plot::Plot;

/// One part of every column.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnPart {
    /// What it counts.
    pub name: &'static str,
    /// Its color's token.
    pub token: &'static str,
    /// One a column.
    pub values: Vec<f64>,
}

/// Columns of stacked parts, each with a name beneath it and words on top.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StackedColumns {
    /// Beneath the columns.
    pub names: Vec<String>,
    /// What the names are.
    pub axis_name: String,
    /// From the bottom up; more than one have their names above the plot.
    pub parts: Vec<ColumnPart>,
    /// On top of the columns; empty for none.
    pub tops: Vec<String>,
    /// Whether the parts are shares of 100.
    pub is_percent: bool,
    /// Upright lines between columns, at how many columns from the left, with words.
    pub marks: Vec<(f64, String)>,
}

/// See [`StackedColumns`]; each column can be picked.
pub fn stacked_columns(columns: &StackedColumns) -> Plot {
    let n_columns = columns.names.len();
    let height = |idx: usize| columns.parts.iter().map(|part| part.values[idx]).sum::<f64>();
    let highest = (0..n_columns).map(height).fold(0.0, f64::max);
    let most = if columns.is_percent { 100.0 } else { round_up(highest * 1.06) };
    let suffix = if columns.is_percent { "{value}%" } else { "{value}" };
    let y_label = if columns.is_percent { label().formatter(Formatter::String(suffix.into())) } else { label() };
    let mut plot = Plot::new()
        .grid(grid(52.0, 12.0, 30.0, 44.0))
        .tooltip(axis_tooltip())
        .x_axis(named(base_axis().type_(AxisType::Category).data(columns.names.clone()), &columns.axis_name))
        // Between columns and beside them there are no categories: lines and words have an axis of their own.
        .x_axis(Axis::new().type_(AxisType::Value).min(0.0).max(n_columns.max(1) as f64).show(false))
        .y_axis(value_axis().min(0.0).max(most).interval(most / 4.0).axis_label(y_label));
    for part in &columns.parts {
        plot = plot.series(
            Bar::new()
                .name(part.name)
                .stack("column")
                .bar_width("86%")
                .bar_gap("-100%")
                .item_style(ItemStyle::new().color(color(part.token)))
                .data(part.values.clone()),
        );
    }
    plot = plot.series(tops(&columns.tops));
    for (place, (at, words)) in columns.marks.iter().enumerate() {
        plot = plot.series(quiet_line(vec![vec![*at, 0.0], vec![*at, most]], reference_line()).x_axis_index(1.0));
        // Of two lines side by side the first has its words on the other side.
        let is_first_of_many = place == 0 && columns.marks.len() > 1;
        let label = if is_first_of_many { label_before } else { direct_label };
        plot = plot.series(label(words.clone(), (*at, most * 0.95), color("--ink-2")).x_axis_index(1.0));
    }
    let words: Vec<(&str, &str)> = columns.parts.iter().rev().map(|part| (part.name, part.token)).collect();
    if words.len() > 1 {
        plot = legend(&words, n_columns as f64, most).into_iter().fold(plot, Plot::series);
    }
    plot.series(pick_bars(n_columns, most, "86%"))
}

/// Words on parts of no height.
fn tops(words: &[String]) -> Bar {
    Bar::new()
        .id(TOPS)
        .stack("column")
        .bar_width("86%")
        .bar_gap("-100%")
        .item_style(ItemStyle::new().color("transparent"))
        .label(
            Label::new()
                .show(true)
                .position(LabelPosition::Top)
                .color(color("--ink-2"))
                .font_size(11.0)
                .formatter(Formatter::String("{b}".into())),
        )
        .data(words.iter().map(|word| DataPointItem::new(0.0).name(word.clone())).collect::<Vec<_>>())
}

/// The next number of which a quarter is round.
pub(super) fn round_up(highest: f64) -> f64 {
    let mut power = 1.0;
    while power * 40.0 < highest {
        power *= 10.0;
    }
    [4.0, 6.0, 8.0, 10.0, 12.0, 16.0, 20.0, 24.0, 32.0, 40.0]
        .into_iter()
        .map(|step| step * power)
        .find(|end| *end >= highest)
        .unwrap_or(highest)
}
