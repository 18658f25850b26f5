use charming::element::{Formatter, ItemStyle, LineStyle, Symbol, SymbolSize};
use charming::series::{Line, Scatter};

use super::palette::color;
use super::parts::{
    axis_tooltip, base_axis, direct_label, dot, grid, label, label_around, label_before, money_unit, named, on_grid, quiet_line,
    reference_line, value_axis,
};
use super::plot::Plot;
use crate::quantity::Currency;
use crate::quantity::format::currency_sign;
use crate::strategy::{CutOffs, MoneyCurve, MoneyPoint};

/// What the plan is worth over the places of its upper cut-off.
#[derive(Clone, Copy, Debug)]
pub struct MoneyCurvePlot<'a> {
    /// The curve.
    pub curve: &'a MoneyCurve,
    /// Beside the best place.
    pub best: &'a str,
    /// The score from which the upper band pays, p*, where there is one.
    pub break_even: Option<f64>,
    /// How amounts are written.
    pub currency: Currency,
}

/// The curve with its best place and p* marked, and a mark that whoever shows it puts where the upper cut-off lies.
pub fn money_curve(plot: &MoneyCurvePlot<'_>) -> Plot {
    let MoneyCurvePlot { curve, best, break_even, currency } = *plot;
    let heights = Heights::of(curve, currency);
    let (left, right) = ends(curve);
    let drawn: Vec<Vec<f64>> =
        curve.points.iter().map(|point| vec![score(point), heights.of_point(point)]).filter(|at| at[0] <= right).collect();
    let sign = currency_sign(currency);
    let mut chart = Plot::new()
        .grid(grid(84.0, 16.0, 16.0, 44.0))
        .tooltip(axis_tooltip())
        .x_axis(named(base_axis().min(left).max(right).interval(0.1), "Legal review above this score"))
        .y_axis(
            value_axis()
                .min(heights.low)
                .max(heights.high)
                .interval(heights.interval)
                .axis_label(label().formatter(Formatter::String(format!("{sign}{{value}}{}", heights.word)))),
        );
    if let Some(at) = break_even.map(on_grid).filter(|at| (left..=right).contains(at)) {
        let foot = heights.low + 0.06 * (heights.high - heights.low);
        let words = format!("p* {at:.2}");
        let is_right = at > (left + right) / 2.0;
        let beside = if is_right { label_before } else { direct_label };
        chart = chart.series(quiet_line(vec![vec![at, heights.low], vec![at, heights.high]], reference_line())).series(beside(
            words,
            (at, foot),
            color("--chart-label"),
        ));
    }
    let top = (score(&curve.best).min(right), heights.of_point(&curve.best));
    let below = (top.0, top.1 - 0.26 * (heights.high - heights.low));
    let beside = match (top.0 - left) / (right - left) {
        share if share > 0.7 => label_before,
        share if share < 0.3 => direct_label,
        _ => label_around,
    };
    chart
        .series(
            Line::new()
                .name("Expected net")
                .show_symbol(false)
                .line_style(LineStyle::new().color(color("--accent")).width(2.5))
                .data(drawn),
        )
        .series(dot(top, color("--accent")))
        .series(beside(best.to_owned(), below, color("--accent")))
        .series(mark("settlement", 0.0, "transparent".to_owned()))
        .series(mark("legal", 9.0, color("--legal-fill")))
}

/// Both cut-offs get a place from whoever shows the plot; only the upper one is to be seen.
fn mark(id: &str, size: f64, fill: String) -> Scatter {
    let style = ItemStyle::new().color(fill).border_color(color("--sheet")).border_width(if size > 0.0 { 1.5 } else { 0.0 });
    Scatter::new().id(id).symbol(Symbol::Circle).symbol_size(SymbolSize::Number(size)).item_style(style)
}

/// The points of the curve in the axes' units, as [`crate::sheets::ChartSheet::cut_off_path`] has them.
pub fn money_curve_path(curve: &MoneyCurve, currency: Currency) -> Vec<(u16, f32, f32)> {
    let heights = Heights::of(curve, currency);
    curve.points.iter().map(|point| (point.step, score(point) as f32, heights.of_point(point) as f32)).collect()
}

fn score(point: &MoneyPoint) -> f64 {
    f64::from(point.step) / f64::from(CutOffs::GRID)
}

/// Where the axis of scores begins and ends: beyond the last cut-off that makes a difference nothing is drawn.
fn ends(curve: &MoneyCurve) -> (f64, f64) {
    let first = curve.points.first().map_or(0.0, score);
    let last = curve.points.last().map(|point| point.net);
    let makes_a_difference = curve.points.iter().rposition(|point| Some(point.net) != last);
    let reached = makes_a_difference.and_then(|idx| curve.points.get(idx + 1)).map_or(1.0, score);
    let left = (first * 10.0 + 1e-9).floor() / 10.0;
    // A lower cut-off of 1 leaves the upper one no way.
    let left = left.min(0.9);
    (left, ((reached * 10.0 - 1e-9).ceil() / 10.0).clamp(left + 0.1, 1.0))
}

/// The axis of money: its unit and round ends, which need not hold zero.
struct Heights {
    size: f64,
    word: &'static str,
    low: f64,
    high: f64,
    interval: f64,
}

impl Heights {
    fn of(curve: &MoneyCurve, currency: Currency) -> Heights {
        let worths = || curve.points.iter().map(|point| point.net.to_major());
        let (low, high) = (worths().fold(f64::INFINITY, f64::min), worths().fold(f64::NEG_INFINITY, f64::max));
        let (low, high) = if low <= high { (low, high) } else { (0.0, 0.0) };
        let farthest = high.abs().max(low.abs());
        let (size, word) = money_unit(farthest, currency);
        let (low, high, farthest) = (low / size, high / size, farthest / size);
        // A curve that hardly moves is not blown up.
        let interval = round_up((high - low).max(farthest * 0.02).max(0.04) / 4.0);
        let (down, up) = ((low / interval).floor() * interval, (high / interval).ceil() * interval);
        Heights { size, word, low: short(down), high: short(if up > down { up } else { down + interval }), interval: short(interval) }
    }

    fn of_point(&self, point: &MoneyPoint) -> f64 {
        short(point.net.to_major() / self.size)
    }
}

/// The next of 1, 2 and 5 times a power of ten.
fn round_up(value: f64) -> f64 {
    let mut power = 1e-3;
    while power * 10.0 <= value {
        power *= 10.0;
    }
    [1.0, 2.0, 5.0, 10.0].into_iter().map(|digit| digit * power).find(|step| *step >= value).unwrap_or(value)
}

fn short(value: f64) -> f64 {
    (value * 1e5).round() / 1e5
}
