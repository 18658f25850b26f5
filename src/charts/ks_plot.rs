use charming::element::LineStyle;
use charming::series::{Line, Scatter};

use super::palette::color;
use super::parts::{
    axis_tooltip, direct_label, end_for, grid, label_before, on_grid, percent, percent_axis, quiet_line, score_axis, value_axis,
    with_cut_off_marks,
};
use super::plot::Plot;
use super::roc_curve::widest_gap;
use crate::evaluation::{Evaluation, RocPoint};

/// A rise of a curve by more than this many per cent at one score is drawn upright.
const UPRIGHT: f64 = 3.0;

/// The shares of good and of bad loans that score below each score, with the widest gap between them (KS) as an upright
/// line.
pub fn ks_plot(evaluation: &Evaluation) -> Plot {
    let right = end_for(evaluation.deciles.first().map_or(1.0, |row| row.highest_score)) / 100.0;
    let curve = |name: &str, token: &str, points: Vec<Vec<f64>>| {
        Line::new().name(name).show_symbol(false).line_style(LineStyle::new().color(color(token)).width(2.5)).data(points)
    };
    let good = below(evaluation, right, |point| point.false_positive_rate);
    let bad = below(evaluation, right, |point| point.true_positive_rate);
    let names = [name("good", &good, 75.0, right, "--ink-3"), name("bad", &bad, 42.0, right, "--accent")];
    let plot = Plot::new()
        .grid(grid(44.0, 16.0, 12.0, 44.0))
        .tooltip(axis_tooltip())
        .x_axis(score_axis(right, "Score"))
        .y_axis(percent_axis(value_axis()))
        .series(curve("Good loans below, %", "--chart-muted", good))
        .series(curve("Bad loans below, %", "--accent", bad));
    let plot = names.into_iter().fold(plot, Plot::series);
    with_cut_off_marks(match widest_gap(evaluation) {
        Some(point) => with_gap(plot, point, evaluation.ks, right),
        None => plot,
    })
}

/// The share of an outcome's loans below each score, up to `right`.
fn below(evaluation: &Evaluation, right: f64, flagged: fn(&RocPoint) -> f64) -> Vec<Vec<f64>> {
    let mut points = vec![vec![0.0, 0.0]];
    let mut before = (0.0, 0.0);
    for point in evaluation.roc.iter().rev() {
        let (x, y) = (on_grid(point.score).min(right), percent(1.0 - flagged(point)));
        if y - before.1 > UPRIGHT {
            points.push(vec![before.0, y]);
        }
        points.push(vec![x, y]);
        before = (x, y);
    }
    points
}

/// A curve's name beside it: before the good loans' curve, which lies on the left, and behind that of the bad ones.
fn name(word: &str, curve: &[Vec<f64>], height: f64, right: f64, token: &str) -> Scatter {
    let x = curve.iter().find(|point| point[1] >= height).map_or(0.0, |point| point[0]);
    let is_before = if word == "good" { x > 0.16 * right } else { x > 0.84 * right };
    if is_before {
        label_before(word.to_owned(), (x - 0.01 * right, height), color(token))
    } else {
        direct_label(word.to_owned(), (x + 0.01 * right, height - if word == "good" { 8.0 } else { 0.0 }), color(token))
    }
}

/// The widest gap with its size: beside it, or in the corner below the curves where it is narrow.
fn with_gap(plot: Plot, point: &RocPoint, ks: f64, right: f64) -> Plot {
    let at = on_grid(point.score).min(right);
    let (bad, good) = (percent(1.0 - point.true_positive_rate), percent(1.0 - point.false_positive_rate));
    let (low, high) = (bad.min(good), bad.max(good));
    let words = if at < 0.095 { format!("KS {ks:.2} at {at:.3}") } else { format!("KS {ks:.2} at {at:.2}") };
    let ink = color("--ink");
    let plot = plot.series(quiet_line(vec![vec![at, low], vec![at, high]], LineStyle::new().color(ink.clone()).width(1.5)));
    plot.series(if high - low < 25.0 {
        label_before(words, (0.99 * right, 8.0), ink)
    } else if at > 0.55 * right {
        label_before(words, (at - 0.005 * right, low + 0.2 * (high - low)), ink)
    } else {
        direct_label(words, (at + 0.005 * right, low + 0.8 * (high - low)), ink)
    })
}
