use charming::datatype::DataPointItem;
use charming::element::{AxisType, Formatter, ItemStyle, Label, LabelPosition};
use charming::series::Bar;

use super::palette::color;
use super::parts::{base_axis, grid, label, value_axis};
use super::plot::Plot;

/// A bar that is named by its length, in one decimal.
fn bar(share: f64) -> DataPointItem {
    DataPointItem::new((share * 1e3).round() / 10.0).name(format!("{:.1}%", share * 100.0))
}

/// The features that lowered the impurity most, greatest on top. `importance`: names with shares of the whole,
/// greatest first; the first `n_shown` are drawn.
pub fn importance_bars(importance: &[(String, f64)], n_shown: usize) -> Plot {
    let shown: Vec<&(String, f64)> = importance.iter().take(n_shown).rev().collect();
    let name =
        |name: &str| if name.chars().count() > 24 { format!("{}…", name.chars().take(23).collect::<String>()) } else { name.to_owned() };
    Plot::new()
        .grid(grid(184.0, 48.0, 4.0, 8.0))
        .x_axis(value_axis().show(false))
        .y_axis(
            base_axis()
                .type_(AxisType::Category)
                .data(shown.iter().map(|(feature, _)| name(feature)).collect::<Vec<_>>())
                .axis_label(label().color(color("--ink-2")).font_size(12.5)),
        )
        .series(
            Bar::new()
                .bar_width("62%")
                .item_style(ItemStyle::new().color(color("--accent")))
                .label(
                    Label::new()
                        .show(true)
                        .position(LabelPosition::Right)
                        .color(color("--ink-2"))
                        .formatter(Formatter::String("{b}".into())),
                )
                .data(shown.iter().map(|(_, share)| bar(*share)).collect::<Vec<_>>()),
        )
}
