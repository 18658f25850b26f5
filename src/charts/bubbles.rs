use charming::datatype::DataPointItem;
use charming::element::{Formatter, ItemStyle, SymbolSize, Tooltip, Trigger};
use charming::series::Scatter;

use super::palette::color;
use super::parts::{base_axis, grid, label, named, pick_id, value_axis};
use super::plot::Plot;

/// Diameters of the largest circles and of smaller ones, in pixels.
const SIZES: [f64; 6] = [30.0, 24.0, 18.0, 13.0, 9.0, 5.0];

/// What lies in one cell of the plane.
#[derive(Clone, Debug, PartialEq)]
pub struct Bubble {
    /// Its place on the axes.
    pub at: (f64, f64),
    /// How much it stands for.
    pub n: u64,
    /// Its color's token.
    pub token: &'static str,
    /// Where the pointer is.
    pub tooltip: String,
}

/// An axis of the plane.
#[derive(Clone, Debug, PartialEq)]
pub struct BubbleAxis {
    /// What it measures.
    pub name: String,
    /// Around its numbers: `₹{value} lakh`.
    pub format: String,
    /// Where it ends.
    pub end: f64,
}

/// Circles whose areas are what they stand for, as nearly as six sizes allow; the largest first. Each can be picked.
pub fn bubbles(bubbles: &[Bubble], x: &BubbleAxis, y: &BubbleAxis) -> Plot {
    let most = bubbles.first().map_or(1, |bubble| bubble.n).max(1) as f64;
    let size_of = |bubble: &Bubble| {
        let diameter = SIZES[0] * libm::sqrt(bubble.n as f64 / most);
        SIZES.iter().position(|size| diameter >= size * 0.87).unwrap_or(SIZES.len() - 1)
    };
    let format = |axis: &BubbleAxis| label().formatter(Formatter::String(axis.format.clone()));
    let mut plot = Plot::new()
        .grid(grid(64.0, 20.0, 30.0, 44.0))
        .tooltip(Tooltip::new().trigger(Trigger::Item).formatter(Formatter::String("{b}".into())))
        .x_axis(named(base_axis().min(0.0).max(x.end).axis_label(format(x)), &x.name))
        .y_axis(
            value_axis()
                .min(0.0)
                .max(y.end)
                .name(y.name.clone())
                .axis_label(format(y))
                .name_text_style(charming::element::TextStyle::new().color(color("--chart-label")).font_size(12.0).align("left")),
        );
    let mut offset = 0;
    for (size, diameter) in SIZES.iter().enumerate() {
        let own: Vec<&Bubble> = bubbles.iter().skip(offset).take_while(|bubble| size_of(bubble) == size).collect();
        let points = own.iter().map(|bubble| {
            let style = ItemStyle::new().color(color(bubble.token)).border_color(color("--line-strong")).border_width(0.5);
            DataPointItem::new(vec![bubble.at.0, bubble.at.1]).name(bubble.tooltip.clone()).item_style(style)
        });
        let n_own = own.len();
        // Two empty series would have one id.
        if own.is_empty() {
            continue;
        }
        plot = plot.series(Scatter::new().id(pick_id(offset)).symbol_size(SymbolSize::Number(*diameter)).data(points.collect::<Vec<_>>()));
        offset += n_own;
    }
    plot
}
