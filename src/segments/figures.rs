use serde::{Deserialize, Serialize};

use super::Points;
use super::behavior::Behavior;
use super::source::SegmentSource;
use crate::data::loan_facts::LoanFacts;
use crate::quantity::order::sort_numbers;

/// The most figures that loans are grouped by.
const MAX_FIGURES: usize = 12;
/// With fewer figures of behavior, columns stand in.
const FEWEST_BEHAVIORS: usize = 3;
/// Farther from the mean than so many standard deviations counts as so many: a single loan is no group.
const LIMIT: f64 = 3.0;
/// Two figures that go together more say the same.
const SAME: f64 = 0.95;
/// Columns with a longer tail have their logarithm taken.
const LONG_TAIL: f64 = 1.0;

/// Where a figure comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FigureSource {
    /// From what is known of a loan.
    Behavior(Behavior),
    /// From a column of numbers.
    Column(String),
}

impl FigureSource {
    /// As it is shown.
    pub fn name(&self) -> &str {
        match self {
            FigureSource::Behavior(behavior) => behavior.name(),
            FigureSource::Column(name) => name,
        }
    }

    /// Its value of a row; NaN where it is missing.
    fn value(&self, source: &SegmentSource, facts: &LoanFacts, row: usize) -> f64 {
        match self {
            FigureSource::Behavior(behavior) => behavior.of(facts),
            FigureSource::Column(name) => source.numbers(name).get(row).copied().filter(|value| value.is_finite()).unwrap_or(f64::NAN),
        }
    }
}

/// A figure with its scale: how a value becomes standard deviations from the mean.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// Where it comes from.
    pub source: FigureSource,
    /// Whether the logarithm of 1 + the value is looked at.
    pub is_logarithmic: bool,
    /// The middle value, in its own unit: stands in for a missing one.
    pub median: f64,
    /// The mean, of logarithms where these are taken.
    mean: f64,
    /// The standard deviation likewise.
    deviation: f64,
    /// How many of the rows looked at had none.
    pub n_missing: u32,
}

impl Figure {
    /// Standard deviations from the mean, within ±3; a value that is no number counts as the median.
    pub fn standardized(&self, value: f64) -> f64 {
        let known = if value.is_finite() { value } else { self.median };
        ((self.grown(known) - self.mean) / self.deviation).clamp(-LIMIT, LIMIT)
    }

    fn grown(&self, value: f64) -> f64 {
        if self.is_logarithmic { libm::log1p(value.max(0.0)) } else { value }
    }

    /// On the scale of these values; the error says why loans cannot be grouped by it.
    fn fit(source: FigureSource, values: &[f64]) -> Result<Figure, DropReason> {
        let mut known: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
        let n_missing = values.len() - known.len();
        if known.is_empty() {
            return Err(DropReason::Absent);
        }
        if n_missing * 2 > values.len() {
            return Err(DropReason::MostlyMissing);
        }
        let median = median(&mut known).unwrap_or(0.0);
        let is_logarithmic = match &source {
            FigureSource::Behavior(behavior) => behavior.is_logarithmic(),
            FigureSource::Column(_) => known.first().is_some_and(|least| *least >= 0.0) && skewness(&known) > LONG_TAIL,
        };
        let mut figure = Figure { source, is_logarithmic, median, mean: 0.0, deviation: 1.0, n_missing: n_missing as u32 };
        let grown: Vec<f64> = values.iter().map(|&value| figure.grown(if value.is_finite() { value } else { median })).collect();
        let (mean, deviation, _) = moments(&grown);
        if !deviation.is_finite() || deviation <= 1e-9 * (1.0 + mean.abs()) {
            return Err(DropReason::Constant);
        }
        (figure.mean, figure.deviation) = (mean, deviation);
        Ok(figure)
    }
}

/// Why loans are not grouped by a figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DropReason {
    /// No loan has it.
    Absent,
    /// More than half of the loans have none.
    MostlyMissing,
    /// All loans have the same.
    Constant,
    /// Another one says the same.
    SameAs(String),
    /// There are enough others.
    OneTooMany,
}

/// What loans are grouped by.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct FittedFigures {
    /// At least one.
    pub figures: Vec<Figure>,
    pub dropped: Vec<(String, DropReason)>,
    /// Each figure's values in their own unit, those of the rows looked at.
    pub raw: Vec<Vec<f64>>,
    /// The same standardized, row by row.
    pub points: Vec<f64>,
}

impl FittedFigures {
    /// From behavior, or, where less than three figures of it can be used and columns give more, from columns.
    pub fn of(source: &SegmentSource, rows: &[u32]) -> FittedFigures {
        let behaviors = Behavior::GROUPING.iter().map(|behavior| FigureSource::Behavior(*behavior)).collect();
        let of_behavior = FittedFigures::of_candidates(source, rows, behaviors);
        if of_behavior.figures.len() >= FEWEST_BEHAVIORS {
            return of_behavior;
        }
        let columns = source.columns.iter().map(|column| FigureSource::Column(column.name.to_owned())).collect();
        let of_columns = FittedFigures::of_candidates(source, rows, columns);
        if of_columns.figures.len() > of_behavior.figures.len() { of_columns } else { of_behavior }
    }

    fn of_candidates(source: &SegmentSource, rows: &[u32], candidates: Vec<FigureSource>) -> FittedFigures {
        let mut fitted = FittedFigures::default();
        let mut standardized: Vec<Vec<f64>> = Vec::new();
        for candidate in candidates {
            let name = candidate.name().to_owned();
            if fitted.figures.len() == MAX_FIGURES {
                fitted.dropped.push((name, DropReason::OneTooMany));
                continue;
            }
            let values = values_of(source, rows, &candidate);
            match Figure::fit(candidate, &values) {
                Ok(figure) => {
                    let own: Vec<f64> = values.iter().map(|&value| figure.standardized(value)).collect();
                    match standardized.iter().position(|other| correlation(other, &own).abs() > SAME) {
                        Some(same) => fitted.dropped.push((name, DropReason::SameAs(fitted.figures[same].source.name().to_owned()))),
                        None => {
                            fitted.figures.push(figure);
                            fitted.raw.push(values);
                            standardized.push(own);
                        }
                    }
                }
                Err(reason) => fitted.dropped.push((name, reason)),
            }
        }
        fitted.points = (0..rows.len()).flat_map(|place| standardized.iter().map(move |column| column[place])).collect();
        fitted
    }

    /// How figures go together: one correlation for each pair, row by row.
    pub fn correlations(&self) -> Vec<Vec<f64>> {
        let n = self.figures.len();
        let points = Points::new(&self.points, n.max(1));
        let columns: Vec<Vec<f64>> = (0..n).map(|column| (0..points.n_rows()).map(|row| points.row(row)[column]).collect()).collect();
        columns.iter().map(|a| columns.iter().map(|b| correlation(a, b)).collect()).collect()
    }
}

/// A figure's values of these rows.
pub(super) fn values_of(source: &SegmentSource, rows: &[u32], figure: &FigureSource) -> Vec<f64> {
    match figure {
        FigureSource::Behavior(behavior) => rows.iter().map(|&row| behavior.of(&(source.facts)(row as usize))).collect(),
        FigureSource::Column(_) => rows.iter().map(|&row| figure.value(source, &LoanFacts::default(), row as usize)).collect(),
    }
}

/// A row's figures, standardized, in the place of what `standardized` held.
pub(super) fn standardize_row(figures: &[Figure], source: &SegmentSource, row: usize, standardized: &mut Vec<f64>) {
    let facts = (source.facts)(row);
    standardized.clear();
    standardized.extend(figures.iter().map(|figure| figure.standardized(figure.source.value(source, &facts, row))));
}

/// The middle value, of an even number the mean of both; `None` of none. Sorts them.
pub(super) fn median(values: &mut [f64]) -> Option<f64> {
    sort_numbers(values);
    let n = values.len();
    (n > 0).then(|| f64::midpoint(values[(n - 1) / 2], values[n / 2]))
}

/// Mean, standard deviation and the mean of third powers of what is left over.
fn moments(values: &[f64]) -> (f64, f64, f64) {
    let n = values.len().max(1) as f64;
    let mean = values.iter().sum::<f64>() / n;
    let (squares, cubes) = values.iter().fold((0.0, 0.0), |(squares, cubes), value| {
        let gap = value - mean;
        (squares + gap * gap, cubes + gap * gap * gap)
    });
    (mean, libm::sqrt(squares / n), cubes / n)
}

fn skewness(values: &[f64]) -> f64 {
    let (_, deviation, cube) = moments(values);
    // So far from each other that their squares are no numbers any more.
    if !deviation.is_finite() {
        return f64::INFINITY;
    }
    if deviation > 0.0 { cube / (deviation * deviation * deviation) } else { 0.0 }
}

fn correlation(a: &[f64], b: &[f64]) -> f64 {
    let ((mean_a, deviation_a, _), (mean_b, deviation_b, _)) = (moments(a), moments(b));
    let product = a.iter().zip(b).map(|(a, b)| (a - mean_a) * (b - mean_b)).sum::<f64>() / a.len().max(1) as f64;
    let scale = deviation_a * deviation_b;
    if scale > 0.0 { product / scale } else { 0.0 }
}
