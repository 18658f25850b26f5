use charming::datatype::DataPointItem;
use charming::element::{AxisType, Formatter, ItemStyle, Label, LabelPosition};
use charming::series::Bar;

use super::palette::color;
use super::parts::{base_axis, direct_label, grid, named, quiet_line, reference_line, value_axis};
use super::plot::Plot;
use crate::evaluation::DecileRow;

/// How many times the share of bad loans among all each tenth's share is, riskiest tenth first; the dashed line is 1.
pub fn lift_bars(deciles: &[DecileRow]) -> Plot {
    let bars = deciles.iter().map(|row| DataPointItem::new((row.lift * 1e2).round() / 1e2).name(format!("{:.1}×", row.lift)));
    let last = deciles.len().saturating_sub(1) as f64;
    Plot::new()
        .grid(grid(32.0, 16.0, 24.0, 44.0))
        .x_axis(named(
            base_axis().type_(AxisType::Category).data(deciles.iter().map(|row| row.decile.to_string()).collect::<Vec<_>>()),
            "Tenth of the loans, riskiest first",
        ))
        .y_axis(value_axis().min(0.0))
        .series(
            Bar::new()
                .bar_width("62%")
                .item_style(ItemStyle::new().color(color("--accent")))
                .label(
                    Label::new().show(true).position(LabelPosition::Top).color(color("--ink-2")).formatter(Formatter::String("{b}".into())),
                )
                .data(bars.collect::<Vec<_>>()),
        )
        .series(quiet_line(vec![vec![0.0, 1.0], vec![last, 1.0]], reference_line()))
        .series(direct_label("as among all".to_owned(), ((last - 1.9).max(0.0), 1.25), color("--ink-3")))
}
