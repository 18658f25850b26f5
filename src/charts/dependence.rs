use charming::element::{AxisType, ItemStyle, LineStyle};
use charming::series::{Bar, Line};

use super::palette::color;
use super::parts::{axis_tooltip, base_axis, grid, named, percent, percent_axis_to, quiet_line, short_name, value_axis};
use super::plot::Plot;

/// The values at which scores were asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum DependenceValues {
    /// Numbers, ascending.
    Numbers(Vec<f64>),
    /// Days in order, as text.
    Days(Vec<String>),
    /// Labels without an order.
    Labels(Vec<String>),
}

/// How scores depend on a feature: `mean` with one score a value, boldly, and single rows' `lines` faintly; labels as
/// bars. Scores are shares of 1.
pub fn dependence_plot(feature: &str, values: &DependenceValues, mean: &[f64], lines: &[Vec<f64>]) -> Plot {
    let is_drawn = |line: &&Vec<f64>| !matches!(values, DependenceValues::Labels(_)) && line.len() == mean.len();
    let all = mean.iter().chain(lines.iter().filter(is_drawn).flatten());
    let highest = (all.copied().fold(0.05, f64::max) * 5.0).ceil() * 20.0;
    let points = |scores: &[f64]| -> Vec<Vec<f64>> {
        let place = |idx: usize| if let DependenceValues::Numbers(numbers) = values { numbers[idx] } else { idx as f64 };
        scores.iter().enumerate().map(|(idx, score)| vec![place(idx), percent(*score)]).collect()
    };
    let x_axis = match values {
        DependenceValues::Numbers(_) => base_axis().scale(true).split_number(5.0),
        DependenceValues::Days(words) | DependenceValues::Labels(words) => {
            base_axis().type_(AxisType::Category).data(words.iter().map(|word| short_name(word, 16)).collect::<Vec<_>>())
        }
    };
    let plot = Plot::new()
        .grid(grid(48.0, 24.0, 12.0, 48.0))
        .tooltip(axis_tooltip())
        .x_axis(named(x_axis, feature))
        .y_axis(percent_axis_to(highest, value_axis()));
    if matches!(values, DependenceValues::Labels(_)) {
        let bars = mean.iter().map(|score| percent(*score)).collect::<Vec<_>>();
        let fill = ItemStyle::new().color(color("--accent"));
        return plot.series(Bar::new().name("Mean score, %").bar_width("56%").item_style(fill).data(bars));
    }
    let faint = || LineStyle::new().color(color("--chart-muted")).width(1.0).opacity(0.5);
    let with_lines = lines.iter().filter(is_drawn).fold(plot, |plot, line| plot.series(quiet_line(points(line), faint())));
    with_lines.series(
        Line::new()
            .name("Mean score, %")
            .show_symbol(false)
            .line_style(LineStyle::new().color(color("--accent")).width(3.0))
            .item_style(ItemStyle::new().color(color("--accent")))
            .data(points(mean)),
    )
}
