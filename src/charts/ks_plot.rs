use charming::element::LineStyle;
use charming::series::{Line, Scatter};

use super::palette::color;
use super::parts::{
    axis_tooltip, direct_label, end_for, grid, label_before, on_grid, percent, percent_axis, quiet_line, score_axis, value_axis,
    with_cut_off_marks,
};
use super::plot::{Plot, Series};
use super::roc_curve::widest_gap;
use crate::evaluation::{Evaluation, RocPoint};

/// A rise of a curve by more than this many per cent at one score is drawn upright.
const UPRIGHT: f64 = 3.0;

/// How much of a narrow plot's width the words beside the gap take.
const ROOM: f64 = 0.35;

/// The shares of good and of bad loans that score below each score, with the widest gap between them (KS) as an upright
/// line.
pub fn ks_plot(evaluation: &Evaluation) -> Plot {
    let right = end_for(evaluation.deciles.first().map_or(1.0, |row| row.highest_score)) / 100.0;
    let curve = |name: &str, token: &str, points: Vec<Vec<f64>>| {
        Line::new().name(name).show_symbol(false).line_style(LineStyle::new().color(color(token)).width(2.5)).data(points)
    };
    let good = below(evaluation, right, |point| point.false_positive_rate);
    let bad = below(evaluation, right, |point| point.true_positive_rate);
    // The curve that rises first lies on the left.
    let is_turned = evaluation.auc < 0.5;
    let (left, behind) = if is_turned { (("bad", &bad), ("good", &good)) } else { (("good", &good), ("bad", &bad)) };
    let names = [name_of_left(left.0, left.1, right), name_of_right(behind.0, behind.1, right)];
    let gap = widest_gap(evaluation).map(|point| gap(point, evaluation.ks, left.1, behind.1, right));
    let plot = Plot::new()
        .grid(grid(44.0, 16.0, 12.0, 44.0))
        .tooltip(axis_tooltip())
        .x_axis(score_axis(right, "Score"))
        .y_axis(percent_axis(value_axis()))
        .series(curve("Good loans below, %", "--ink-3", good))
        .series(curve("Bad loans below, %", "--accent", bad));
    let plot = names.into_iter().fold(plot, Plot::series);
    let plot = gap.into_iter().flatten().fold(plot, Plot::series);
    with_cut_off_marks(plot)
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

fn tone(word: &str) -> String {
    color(if word == "good" { "--ink-3" } else { "--accent" })
}

/// Where a curve reaches a height.
fn reaches(curve: &[Vec<f64>], height: f64) -> f64 {
    curve.iter().find(|point| point[1] >= height).map_or(1.0, |point| point[0])
}

fn name_of_left(word: &str, curve: &[Vec<f64>], right: f64) -> Scatter {
    match reaches(curve, 75.0) {
        x if x > 0.16 * right => label_before(word.to_owned(), (x, 81.0), tone(word)),
        x => direct_label(word.to_owned(), (x + 0.01 * right, 67.0), tone(word)),
    }
}

fn name_of_right(word: &str, curve: &[Vec<f64>], right: f64) -> Scatter {
    match reaches(curve, 42.0) {
        x if x > 0.84 * right => label_before(word.to_owned(), (x, 46.0), tone(word)),
        x => direct_label(word.to_owned(), (x + 0.01 * right, 37.0), tone(word)),
    }
}

/// The widest gap with its size: beside it where the curves leave room, or in a corner below them.
fn gap(point: &RocPoint, ks: f64, left: &[Vec<f64>], behind: &[Vec<f64>], right: f64) -> Vec<Series> {
    let at = on_grid(point.score).min(right);
    let shares = [point.true_positive_rate, point.false_positive_rate].map(|share| percent(1.0 - share));
    let (low, high) = (shares[0].min(shares[1]), shares[0].max(shares[1]));
    if high - low < 1.0 {
        return Vec::new();
    }
    let words = if at < 0.095 { format!("KS {ks:.2} at {at:.3}") } else { format!("KS {ks:.2} at {at:.2}") };
    let line = quiet_line(vec![vec![at, low], vec![at, high]], LineStyle::new().color(color("--ink")).width(1.5));
    let (upper, lower) = (low + 0.8 * (high - low), low + 0.2 * (high - low));
    let room = ROOM * right;
    let label = if high - low > 25.0 && reaches(behind, upper).min(right) - at > room {
        direct_label(words, (at + 0.005 * right, upper), color("--ink"))
    } else if high - low > 25.0 && at - reaches(left, lower) > room {
        label_before(words, (at - 0.005 * right, lower), color("--ink"))
    } else if reaches(left, 15.0) > 0.5 * right {
        direct_label(words, (0.0, 8.0), color("--ink"))
    } else {
        label_before(words, (0.99 * right, 8.0), color("--ink"))
    };
    vec![line.into(), label.into()]
}
