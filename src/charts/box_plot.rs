use charming::component::Axis;
use charming::element::{AxisType, LineStyle};

use super::palette::color;
use super::parts::{base_axis, direct_label, dot, grid, label, named, pick_bars, quiet_line, value_axis};
use super::plot::Plot;

/// How one group's numbers are spread.
#[derive(Clone, Debug, PartialEq)]
pub struct BoxRow {
    /// The group.
    pub name: String,
    /// The token of the box's color.
    pub token: &'static str,
    /// A twentieth is below the first; a quarter, half, three quarters below the next; a twentieth above the last.
    pub quantiles: [f64; 5],
    /// The mean, as a point.
    pub mean: f64,
}

/// Boxes from quartile to quartile with whiskers from the 5th to the 95th percentile, one beneath the other. Each row can be picked.
pub fn box_plot(rows: &[BoxRow], axis_name: &str) -> Plot {
    let lowest = rows.iter().map(|row| row.quantiles[0]).fold(0.0, f64::min);
    let highest = rows.iter().map(|row| row.quantiles[4].max(row.mean)).fold(lowest, f64::max);
    let names = base_axis()
        .type_(AxisType::Category)
        .inverse(true)
        .data(rows.iter().map(|row| row.name.clone()).collect::<Vec<_>>())
        .axis_label(label().color(color("--ink-2")).font_size(12.5));
    let n_rows = rows.len() as f64;
    let most = if highest > lowest { highest + (highest - lowest) * 0.05 } else { lowest + 1.0 };
    let mut plot = Plot::new()
        .grid(grid(88.0, 24.0, 12.0, 48.0))
        .x_axis(named(value_axis().min(lowest).max(round_end(most)), axis_name))
        .y_axis(names)
        // Lines need places between categories.
        .y_axis(Axis::new().type_(AxisType::Value).inverse(true).min(-0.5).max(n_rows - 0.5).show(false));
    for (place, row) in rows.iter().enumerate() {
        let at = place as f64;
        let [low, lower, median, upper, high] = row.quantiles;
        let ink = || LineStyle::new().color(color("--ink")).width(1.5);
        let across = |x: f64, half: f64| quiet_line(vec![vec![x, at - half], vec![x, at + half]], ink());
        let lines = [
            quiet_line(vec![vec![low, at], vec![high, at]], ink()),
            across(low, 0.1),
            across(high, 0.1),
            quiet_line(vec![vec![lower, at], vec![upper, at]], LineStyle::new().color(color(row.token)).width(44.0)),
            quiet_line(vec![vec![median, at - 0.24], vec![median, at + 0.24]], LineStyle::new().color(color("--ink")).width(3.0)),
            dot((row.mean, at), color("--sheet")),
        ];
        plot = lines.into_iter().fold(plot, |plot, line| plot.series(line.y_axis_index(1.0)));
        let words = format!("median {median}, mean {:.1}", row.mean);
        plot = plot.series(direct_label(words, (lowest, at - 0.38), color("--ink-2")).y_axis_index(1.0));
    }
    plot.series(pick_bars(rows.len(), round_end(most), "80%"))
}

fn round_end(end: f64) -> f64 {
    if end > 10.0 { (end / 5.0).ceil() * 5.0 } else { end.ceil() }
}
