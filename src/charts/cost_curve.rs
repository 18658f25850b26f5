use charming::element::{Formatter, LineStyle};
use charming::series::Line;

use super::palette::color;
use super::parts::{axis_tooltip, base_axis, direct_label, dot, grid, label, named, quiet_line, reference_line, value_axis};
use super::plot::Plot;
use crate::evaluation::{CheapestCutOff, CostPoint};
use crate::quantity::Currency;
use crate::quantity::format::currency_sign;

/// Points that are drawn; more would lie on the same pixels.
const N_DRAWN: usize = 200;

/// What all wrong decisions cost together at each cut-off, with the cheapest one marked. `points` by rising cut-off, costs
/// in major units of `currency`.
pub fn cost_curve(points: &[CostPoint], cheapest: &CheapestCutOff, currency: Currency) -> Plot {
    let highest = points.iter().map(|point| point.cost).fold(0.0, f64::max);
    let (size, word) = unit(highest, currency);
    let at = |cut_off: f64, cost: f64| vec![cut_off, (cost / size * 1e4).round() / 1e4];
    let stride = points.len().div_ceil(N_DRAWN).max(1);
    let drawn = points.iter().enumerate().filter(|(idx, point)| idx % stride == 0 || idx + 1 == points.len() || is_at(point, cheapest));
    let best = at(cheapest.counts.cut_off, cheapest.cost);
    // Words to the left of the mark where they would leave the plot.
    let label_x = if best[0] > 0.7 { best[0] - 0.26 } else { best[0] + 0.015 };
    Plot::new()
        .grid(grid(72.0, 16.0, 12.0, 44.0))
        .tooltip(axis_tooltip())
        .x_axis(named(base_axis().min(0.0).max(1.0).interval(0.25), "Loans are flagged from this score"))
        .y_axis(
            value_axis().min(0.0).axis_label(label().formatter(Formatter::String(format!("{}{{value}}{word}", currency_sign(currency))))),
        )
        .series(quiet_line(vec![vec![best[0], 0.0], best.clone()], reference_line()))
        .series(
            Line::new()
                .name(format!("Cost{}{word}", separated(currency)))
                .show_symbol(false)
                .line_style(LineStyle::new().color(color("--accent")).width(2.5))
                .data(drawn.map(|(_, point)| at(point.cut_off, point.cost)).collect::<Vec<_>>()),
        )
        .series(dot((best[0], best[1]), color("--accent")))
        .series(direct_label(format!("cheapest at {:.2}", best[0]), (label_x, best[1] / 2.0), color("--accent")))
}

fn is_at(point: &CostPoint, cheapest: &CheapestCutOff) -> bool {
    point.cut_off == cheapest.counts.cut_off
}

fn separated(currency: Currency) -> String {
    let sign = currency_sign(currency);
    if sign.is_empty() { String::new() } else { format!(", {sign}") }
}

/// The unit in which an axis up to `highest` has short numbers.
fn unit(highest: f64, currency: Currency) -> (f64, &'static str) {
    let units: &[(f64, &str)] = match currency {
        Currency::Rupee => &[(1e7, " crore"), (1e5, " lakh")],
        _ => &[(1e9, " bn"), (1e6, " m"), (1e3, " k")],
    };
    units.iter().copied().find(|(size, _)| highest >= *size).unwrap_or((1.0, ""))
}
