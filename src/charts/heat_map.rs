use charming::component::Axis;
use charming::datatype::DataPointItem;
use charming::element::{AxisType, Formatter, ItemStyle, Label, LabelPosition, SymbolSize};
use charming::series::{Bar, Scatter};

use super::palette::color;
use super::parts::{base_axis, grid, label, pick_id, short_name};
use super::plot::Plot;

/// From little to much, and the ink of words upon it.
const SHADES: [(&str, &str); 5] =
    [("--risk-1", "--ink"), ("--risk-2", "--ink"), ("--risk-3", "--ink"), ("--risk-5", "--sheet"), ("--risk-6", "--sheet")];
/// Of a cell that says nothing.
const NO_SHADE: (&str, &str) = ("--well", "--ink-3");

/// A cell of a heat map.
#[derive(Clone, Debug, PartialEq)]
pub struct HeatCell {
    /// How much, 0..=1; `None` where too little is known.
    pub heat: Option<f64>,
    /// In the cell.
    pub text: String,
}

/// Cells row by row, each a tile of its own; each can be picked.
pub fn heat_map(row_names: &[String], column_names: &[String], cells: &[HeatCell]) -> Plot {
    let (n_rows, n_columns) = (row_names.len(), column_names.len().max(1));
    let names = |names: &[String], most: usize| names.iter().map(|name| short_name(name, most)).collect::<Vec<_>>();
    let quiet = |axis: Axis| axis.axis_line(charming::element::AxisLine::new().show(false));
    let is_wide = n_columns > 6;
    let across = names(column_names, if is_wide { 14 } else { 22 });
    // Few names stand in lines of a word each, many aslant: so they have room on a phone, too.
    let across = if is_wide { across } else { across.iter().map(|name| name.replace(' ', "\n").replace('-', "-\n")).collect() };
    let across_label = label().color(color("--ink-2")).interval(0.0);
    let across_label = if is_wide { across_label.rotate(45.0) } else { across_label };
    let n_lines = across.iter().map(|name| name.lines().count()).max().unwrap_or(1);
    let foot = if is_wide { 76.0 } else { 12.0 + 16.0 * n_lines.max(2) as f64 };
    let mut plot = Plot::new()
        .grid(grid(128.0, 8.0, 4.0, foot))
        .x_axis(quiet(base_axis().type_(AxisType::Category).data(across).axis_label(across_label)))
        .y_axis(Axis::new().type_(AxisType::Value).inverse(true).min(0.0).max(n_rows.max(1) as f64).show(false))
        .y_axis(quiet(
            base_axis()
                .type_(AxisType::Category)
                .inverse(true)
                .position("left")
                .data(names(row_names, 16))
                .axis_label(label().color(color("--ink-2")).interval(0.0)),
        ));
    for (row, cells) in cells.chunks(n_columns).enumerate() {
        let tiles = cells.iter().map(|cell| {
            let style = ItemStyle::new().color(color(shade(cell).0)).border_color(color("--sheet")).border_width(2.0);
            DataPointItem::new(1.0).item_style(style)
        });
        plot = plot.series(Bar::new().id(pick_id(row * n_columns)).stack("tiles").bar_width("100%").data(tiles.collect::<Vec<_>>()));
    }
    for ink in ["--ink", "--sheet", "--ink-3"] {
        let placed = cells.iter().enumerate().filter(|(_, cell)| shade(cell).1 == ink).map(|(place, cell)| {
            let at = vec![(place % n_columns) as f64, (place / n_columns) as f64 + 0.5];
            DataPointItem::new(at).name(cell.text.clone())
        });
        plot = plot.series(words(ink, placed.collect()));
    }
    plot
}

fn shade(cell: &HeatCell) -> (&'static str, &'static str) {
    cell.heat.map_or(NO_SHADE, |heat| SHADES[((heat * SHADES.len() as f64) as usize).min(SHADES.len() - 1)])
}

/// Words in the middle of points, each its own.
fn words(ink: &str, points: Vec<DataPointItem>) -> Scatter {
    Scatter::new()
        .symbol_size(SymbolSize::Number(0.1))
        .item_style(ItemStyle::new().color("transparent").opacity(1.0))
        .label(
            Label::new()
                .show(true)
                .position(LabelPosition::Inside)
                .formatter(Formatter::String("{b}".into()))
                .color(color(ink))
                .font_size(11.5),
        )
        .data(points)
}
