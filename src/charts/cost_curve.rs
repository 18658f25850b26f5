use charming::element::{Formatter, LineStyle};
use charming::series::{Line, Scatter};

use super::palette::color;
use super::parts::{
    axis_tooltip, direct_label, dot, end_for, grid, label, label_around, label_before, money_unit, quiet_line, reference_line, score_axis,
    value_axis, with_cut_off_marks,
};
use super::plot::Plot;
use crate::evaluation::{CheapestCutOff, CostPoint};
use crate::quantity::Currency;
use crate::quantity::format::currency_sign;

/// Points that are drawn at most, but for the last and the cheapest; more would lie on the same pixels.
const N_DRAWN: usize = 190;

/// What all wrong decisions cost together at each cut-off, with the cheapest one marked in these words. `points` by rising
/// cut-off, costs in major units of `currency`. The axis ends beyond the last cut-off that makes a difference.
pub fn cost_curve(points: &[CostPoint], cheapest: &CheapestCutOff, words: &str, currency: Currency) -> Plot {
    let right = right_end(points);
    let drawn = cost_curve_points(points, cheapest, currency);
    let (size, word) = unit(points, currency);
    let best = vec![cheapest.counts.cut_off.min(right), height(cheapest.cost, size)];
    let plot = Plot::new()
        .grid(grid(72.0, 16.0, 12.0, 44.0))
        .tooltip(axis_tooltip())
        .x_axis(score_axis(right, "Loans are flagged from this score"))
        .y_axis(
            value_axis().min(0.0).axis_label(label().formatter(Formatter::String(format!("{}{{value}}{word}", currency_sign(currency))))),
        )
        .series(quiet_line(vec![vec![best[0], 0.0], best.clone()], reference_line()))
        .series(
            Line::new()
                .name(format!("Cost{}{word}", separated(currency)))
                .show_symbol(false)
                .line_style(LineStyle::new().color(color("--accent")).width(2.5))
                .data(drawn.iter().map(|&(cut_off, height)| vec![cut_off, height]).collect::<Vec<_>>()),
        )
        .series(dot((best[0], best[1]), color("--accent")))
        .series(name(words, (best[0], best[1]), right, drawn.iter().map(|(_, height)| *height).fold(0.0, f64::max)));
    with_cut_off_marks(plot)
}

/// The words beside the mark's foot, or above the mark where it lies low, in the valley of the curve.
fn name(words: &str, at: (f64, f64), right: f64, highest: f64) -> Scatter {
    let (words, is_low) = (words.to_owned(), at.1 < 0.18 * highest);
    let height = if is_low { at.1 + 0.16 * highest } else { at.1 / 2.0 };
    match at.0 / right {
        x if x > 0.8 => label_before(words, (at.0, height), color("--accent")),
        x if is_low && x > 0.2 => label_around(words, (at.0, height), color("--accent")),
        x if x > 0.5 => label_before(words, (at.0, height), color("--accent")),
        _ => direct_label(words, (at.0, height), color("--accent")),
    }
}

/// The points of the curve as they lie on the plot: cut-offs by rising order with their costs in the axis's unit, at most 200.
pub fn cost_curve_points(points: &[CostPoint], cheapest: &CheapestCutOff, currency: Currency) -> Vec<(f64, f64)> {
    let right = right_end(points);
    let shown: Vec<&CostPoint> = points.iter().filter(|point| point.cut_off <= right).collect();
    let (size, _) = unit(points, currency);
    let stride = shown.len().div_ceil(N_DRAWN).max(1);
    let is_drawn =
        |(idx, point): &(usize, &&CostPoint)| idx % stride == 0 || idx + 1 == shown.len() || point.cut_off == cheapest.counts.cut_off;
    shown.iter().enumerate().filter(is_drawn).map(|(_, point)| (point.cut_off, height(point.cost, size))).collect()
}

/// Where the axis ends.
fn right_end(points: &[CostPoint]) -> f64 {
    let last = points.last().map_or(0.0, |point| point.cost);
    let makes_a_difference = points.iter().rposition(|point| point.cost != last);
    let reached = makes_a_difference.and_then(|idx| points.get(idx + 1)).map_or(1.0, |point| point.cut_off);
    // Where hardly any cut-off makes a difference, all of them are shown.
    if reached > 0.002 { end_for(reached) / 100.0 } else { 1.0 }
}

fn height(cost: f64, size: f64) -> f64 {
    (cost / size * 1e4).round() / 1e4
}

fn separated(currency: Currency) -> String {
    let sign = currency_sign(currency);
    if sign.is_empty() { String::new() } else { format!(", {sign}") }
}

/// The unit in which the axis has short numbers.
fn unit(points: &[CostPoint], currency: Currency) -> (f64, &'static str) {
    money_unit(points.iter().map(|point| point.cost).fold(0.0, f64::max), currency)
}
