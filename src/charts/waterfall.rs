use charming::datatype::DataPointItem;
use charming::element::{AxisType, Formatter, ItemStyle, Label, LabelPosition, LineStyle, SymbolSize, Tooltip, Trigger};
use charming::series::{Bar, Scatter};

use super::palette::color;
use super::parts::{base_axis, grid, label, percent, quiet_line, short_name, value_axis};
use super::plot::Plot;

/// One step on the way from the average score to a borrower's.
#[derive(Clone, Debug, PartialEq)]
pub struct WaterfallBar {
    /// Beside the bar, at the axis.
    pub name: String,
    /// Where it begins, as a share of 1.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
    /// At its end.
    pub text: String,
    /// Where the pointer is.
    pub tooltip: String,
    /// A score and no step: stands on the axis.
    pub is_total: bool,
}

/// Steps from the first bar to the last, from top to bottom.
pub fn waterfall(bars: &[WaterfallBar]) -> Plot {
    let ends = || bars.iter().flat_map(|bar| [bar.from, bar.to].into_iter().skip(usize::from(bar.is_total)));
    let lowest = (ends().fold(1.0, f64::min) * 10.0 - 0.4).floor().max(0.0) * 10.0;
    let highest = ((ends().fold(0.0, f64::max) * 10.0 + 0.4).ceil() * 10.0).min(100.0);
    // Rows are counted from below.
    let rows = || bars.iter().rev().enumerate();
    let place = |share: f64| percent(share).clamp(lowest, highest);
    let low_end = |bar: &WaterfallBar| if bar.is_total { lowest } else { place(bar.from.min(bar.to)) };
    let high_end = |bar: &WaterfallBar| if bar.is_total { place(bar.to) } else { place(bar.from.max(bar.to)) };
    let hidden = rows().map(|(_, bar)| DataPointItem::new(low_end(bar)).name(bar.tooltip.clone()));
    let shown = rows().map(|(_, bar)| {
        let width = (high_end(bar) - low_end(bar)).max(0.15);
        DataPointItem::new(width).name(bar.tooltip.clone()).item_style(ItemStyle::new().color(color(tone_of(bar))))
    });
    let stacked = || Bar::new().stack("score").bar_width("56%");
    let mut plot = Plot::new()
        .grid(grid(208.0, 48.0, 4.0, 28.0))
        .tooltip(Tooltip::new().trigger(Trigger::Item).formatter(Formatter::String("{b}".into())))
        .x_axis(value_axis().min(lowest).max(highest).interval(10.0).axis_label(label().formatter(Formatter::String("{value}%".into()))))
        .y_axis(
            base_axis()
                .type_(AxisType::Category)
                .data(rows().map(|(_, bar)| short_name(&bar.name, 30)).collect::<Vec<_>>())
                .axis_label(label().color(color("--ink-2")).font_size(12.5)),
        )
        .series(stacked().item_style(ItemStyle::new().color("transparent")).data(hidden.collect::<Vec<_>>()));
    for (row, bar) in rows().skip(1) {
        let at = place(bar.to);
        let step = LineStyle::new().color(color("--chart-axis")).width(1.0);
        plot = plot.series(quiet_line(vec![vec![at, row as f64], vec![at, row as f64 - 1.0]], step));
    }
    plot = plot.series(stacked().data(shown.collect::<Vec<_>>()));
    let label_of = |(row, bar): (usize, &WaterfallBar)| {
        let is_left = bar.to < bar.from && !bar.is_total && low_end(bar) > lowest + 4.0;
        bar_label(bar, if is_left { low_end(bar) } else { high_end(bar) }, row, is_left)
    };
    rows().map(label_of).fold(plot, Plot::series)
}

fn tone_of(bar: &WaterfallBar) -> &'static str {
    match bar {
        WaterfallBar { is_total: true, .. } => "--ink-3",
        WaterfallBar { from, to, .. } if to < from => "--reminder-fill",
        WaterfallBar { .. } => "--risk-5",
    }
}

/// The bar's text beyond its end.
fn bar_label(bar: &WaterfallBar, at: f64, row: usize, is_left: bool) -> Scatter {
    let ink = if bar.to < bar.from && !bar.is_total { "--reminder-ink" } else { "--ink" };
    Scatter::new()
        .symbol_size(SymbolSize::Number(0.1))
        .item_style(ItemStyle::new().color("transparent").opacity(1.0))
        .label(
            Label::new()
                .show(true)
                .position(if is_left { LabelPosition::Left } else { LabelPosition::Right })
                .formatter(Formatter::String(bar.text.clone()))
                .color(color(ink))
                .font_size(12.5),
        )
        .data(vec![vec![at, row as f64]])
}
