use serde::{Deserialize, Serialize};

use super::scored_outcomes::ScoreTie;

/// A score's distance from 0 and 1 counts as at least this: the grid of scores has no finer step, and log-odds stay finite.
const NEAREST_TO_CERTAIN: f64 = 1e-6;

/// Steps of Newton's method; seven are usual.
const MOST_STEPS: usize = 100;

/// Log-odds to log-odds along a straight line: `p = 1 / (1 + exp(−(slope · x + intercept)))`, where `x` is the log-odds
/// `ln(s / (1 − s))` of the score `s` held within 1e-6 and 1 − 1e-6. Slope 1 and intercept 0 change nothing; a slope
/// below 1 says that scores were too sure of themselves. Platt's own A and B are the negatives of these.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sigmoid {
    slope: f64,
    intercept: f64,
}

impl Sigmoid {
    /// Maximum likelihood with Platt's (1999) smoothed targets, (n_bad + 1) / (n_bad + 2) for bad rows and
    /// 1 / (n_good + 2) for good ones, by Newton's method with backtracking (Lin, Lin and Weng 2007). Where all scores are
    /// the same the slope is 0.
    pub(super) fn fit(ties: &[ScoreTie]) -> Sigmoid {
        let n_bad: u64 = ties.iter().map(|tie| tie.n_bad).sum();
        let n_good: u64 = ties.iter().map(|tie| tie.n_good).sum();
        let target_of_bad = (n_bad as f64 + 1.0) / (n_bad as f64 + 2.0);
        let target_of_good = 1.0 / (n_good as f64 + 2.0);
        let mut points: Vec<Point> = ties
            .iter()
            .map(|tie| Point {
                x: log_odds(tie.score),
                n_rows: tie.n_rows() as f64,
                target: tie.n_bad as f64 * target_of_bad + tie.n_good as f64 * target_of_good,
            })
            .collect();
        let (mean, deviation) = standardize(&mut points);
        let line = newton(&points, (n_bad as f64 + 1.0) / (n_good as f64 + 1.0));
        let slope = if deviation > 0.0 { line.slope / deviation } else { 0.0 };
        Sigmoid { slope, intercept: line.intercept - slope * mean }
    }

    /// By how much the log-odds rise where the score's rise by 1.
    pub fn slope(self) -> f64 {
        self.slope
    }

    /// The log-odds at a score of a half.
    pub fn intercept(self) -> f64 {
        self.intercept
    }

    /// Its value at a score, 0..=1.
    pub fn value(self, score: f64) -> f64 {
        logistic(self.slope * log_odds(score) + self.intercept)
    }
}

/// Rows with the same log-odds.
struct Point {
    x: f64,
    n_rows: f64,
    /// Sum of their targets.
    target: f64,
}

/// Negative log-likelihood of a line with its first and second derivatives.
struct Loss {
    value: f64,
    by_slope: f64,
    by_intercept: f64,
    by_slope_twice: f64,
    by_both: f64,
    by_intercept_twice: f64,
}

impl Loss {
    fn at(points: &[Point], line: Sigmoid) -> Loss {
        let mut sums = Loss { value: 0.0, by_slope: 0.0, by_intercept: 0.0, by_slope_twice: 0.0, by_both: 0.0, by_intercept_twice: 0.0 };
        for point in points {
            let raw = line.slope * point.x + line.intercept;
            let tail = libm::exp(-raw.abs());
            let share = if raw >= 0.0 { 1.0 / (1.0 + tail) } else { tail / (1.0 + tail) };
            let residual = point.n_rows * share - point.target;
            let weight = point.n_rows * tail / ((1.0 + tail) * (1.0 + tail));
            sums.value += point.n_rows * (raw.max(0.0) + libm::log1p(tail)) - point.target * raw;
            sums.by_slope += residual * point.x;
            sums.by_intercept += residual;
            sums.by_slope_twice += weight * point.x * point.x;
            sums.by_both += weight * point.x;
            sums.by_intercept_twice += weight;
        }
        sums
    }
}

/// Moves and stretches `x` to mean 0 and standard deviation 1, which keeps Newton's equations well conditioned; gives
/// back both. The deviation is 0 where all `x` are the same.
fn standardize(points: &mut [Point]) -> (f64, f64) {
    let n_rows: f64 = points.iter().map(|point| point.n_rows).sum();
    let mean = points.iter().map(|point| point.n_rows * point.x).sum::<f64>() / n_rows;
    let variance = points.iter().map(|point| point.n_rows * (point.x - mean) * (point.x - mean)).sum::<f64>() / n_rows;
    let deviation = if points.len() > 1 { libm::sqrt(variance) } else { 0.0 };
    for point in points {
        point.x = if deviation > 0.0 { (point.x - mean) / deviation } else { 0.0 };
    }
    (mean, deviation)
}

/// The line of the least loss, from the level one whose log-odds are those of `odds`.
fn newton(points: &[Point], odds: f64) -> Sigmoid {
    let n_rows: f64 = points.iter().map(|point| point.n_rows).sum();
    let mut line = Sigmoid { slope: 0.0, intercept: libm::log(odds) };
    let mut loss = Loss::at(points, line);
    for _ in 0..MOST_STEPS {
        if loss.by_slope.abs().max(loss.by_intercept.abs()) <= 1e-13 * n_rows {
            break;
        }
        let Some((next_line, next_loss)) = step(points, line, &loss) else { break };
        (line, loss) = (next_line, next_loss);
    }
    line
}

/// One step of Newton's method, halved until the loss falls; `None` where it does not.
fn step(points: &[Point], line: Sigmoid, loss: &Loss) -> Option<(Sigmoid, Loss)> {
    // The ridge keeps the equations solvable where all shares are at 0 or 1.
    let (a, b, c) = (loss.by_slope_twice + 1e-12, loss.by_both, loss.by_intercept_twice + 1e-12);
    let determinant = a * c - b * b;
    let slope_step = -(c * loss.by_slope - b * loss.by_intercept) / determinant;
    let intercept_step = -(a * loss.by_intercept - b * loss.by_slope) / determinant;
    let descent = loss.by_slope * slope_step + loss.by_intercept * intercept_step;
    let mut length = 1.0;
    while length >= 1e-10 {
        let next = Sigmoid { slope: line.slope + length * slope_step, intercept: line.intercept + length * intercept_step };
        let next_loss = Loss::at(points, next);
        // Near the end the fall is smaller than the sum's rounding.
        if next_loss.value <= loss.value + 1e-4 * length * descent + 1e-13 * loss.value.abs() {
            return Some((next, next_loss));
        }
        length /= 2.0;
    }
    None
}

fn log_odds(score: f64) -> f64 {
    let held = score.clamp(NEAREST_TO_CERTAIN, 1.0 - NEAREST_TO_CERTAIN);
    libm::log(held / (1.0 - held))
}

fn logistic(raw: f64) -> f64 {
    let tail = libm::exp(-raw.abs());
    if raw >= 0.0 { 1.0 / (1.0 + tail) } else { tail / (1.0 + tail) }
}
