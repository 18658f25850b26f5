use serde::{Deserialize, Serialize};

use crate::features::{BinnedMatrix, MISSING_BIN};

/// Levels with fewer training rows share one coefficient.
const LEAST_LEVEL_ROWS: u64 = 5;

/// What a column of the design tells of a feature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// The value of an ordered feature, held at the 1st and 99th percentile, the median where missing, standardized.
    Value,
    /// 1 where the value is missing, which in a category is a level like others.
    Missing,
    /// 1 in this bin of a category.
    Level(u8),
    /// 1 in the levels of a category that have fewer than five training rows each.
    RareLevels,
}

/// A column of the design as a person reads it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Coefficient {
    /// Which feature.
    pub feature_idx: u32,
    /// What of it.
    pub part: Part,
    /// What one standard deviation (a value) or being in the level adds to the logarithm of the odds of being bad.
    pub coefficient: f64,
    /// The training rows' mean in the feature's unit, after limits and medians; for a level the share of rows in it.
    pub mean: f64,
    /// Their standard deviation in the feature's unit.
    pub sd: f64,
}

/// How bins become the numbers that a linear model multiplies: fitted on training rows, without their outcomes.
#[derive(Clone, Debug)]
pub struct Design {
    /// Feature by feature; coefficients are still 0.
    pub columns: Vec<Coefficient>,
    /// `cells[feature][bin]`, the missing one last.
    cells: Vec<Vec<Cell>>,
}

/// Where a bin is not zero: at most in its own column and in that of missing values.
#[derive(Clone, Copy, Debug, Default)]
struct Cell {
    own: Option<(u32, f64)>,
    missing: Option<u32>,
}

/// Training rows of each bin of one feature.
struct BinCounts {
    /// Without the missing one.
    present: Vec<u64>,
    missing: u64,
}

impl Design {
    /// Learns from these rows.
    pub fn fit(matrix: &BinnedMatrix) -> Design {
        let mut design = Design { columns: Vec::new(), cells: Vec::with_capacity(matrix.n_features()) };
        for feature_idx in 0..matrix.n_features() {
            let counts = BinCounts::of(matrix, feature_idx);
            if matrix.layout(feature_idx).is_categorical {
                design.add_category(feature_idx, &counts);
            } else {
                let values: Vec<f64> = (0..counts.present.len()).map(|bin| matrix.bin_value(feature_idx, bin as u8)).collect();
                design.add_ordered(feature_idx, &counts, &values);
            }
        }
        design
    }

    /// Writes a row's columns that are not zero, ascending, over what was in `active`.
    pub fn activate(&self, bins: &[u8], active: &mut Vec<(u32, f64)>) {
        active.clear();
        for (cells, &bin) in self.cells.iter().zip(bins) {
            let cell = cell_of(cells, bin);
            active.extend(cell.own);
            active.extend(cell.missing.map(|column| (column, 1.0)));
        }
    }

    /// `points[feature][bin]` for one coefficient a column, the missing bin last.
    pub fn points(&self, coefficients: &[f64]) -> Vec<Vec<f64>> {
        let points_of = |cell: &Cell| {
            let own = cell.own.map_or(0.0, |(column, x)| coefficients[column as usize] * x);
            own + cell.missing.map_or(0.0, |column| coefficients[column as usize])
        };
        self.cells.iter().map(|cells| cells.iter().map(points_of).collect()).collect()
    }

    fn add_column(&mut self, feature_idx: usize, part: Part, mean: f64, sd: f64) -> u32 {
        self.columns.push(Coefficient { feature_idx: feature_idx as u32, part, coefficient: 0.0, mean, sd });
        self.columns.len() as u32 - 1
    }

    /// A column for the share of rows in some level.
    fn add_level(&mut self, feature_idx: usize, part: Part, n_in: u64, n_rows: u64) -> u32 {
        let share = n_in as f64 / n_rows as f64;
        self.add_column(feature_idx, part, share, libm::sqrt(share * (1.0 - share)))
    }

    fn add_ordered(&mut self, feature_idx: usize, counts: &BinCounts, values: &[f64]) {
        let mut cells = vec![Cell::default(); values.len() + 1];
        if let Some(scale) = Scale::fit(counts, values) {
            let column = self.add_column(feature_idx, Part::Value, scale.mean * scale.unit, scale.sd * scale.unit);
            for (cell, &value) in cells.iter_mut().zip(values.iter().chain([&scale.median])) {
                cell.own = Some((column, scale.standardize(value)));
            }
        }
        if counts.missing > 0 && counts.n_present() > 0 {
            cells[values.len()].missing = Some(self.add_level(feature_idx, Part::Missing, counts.missing, counts.n_rows()));
        }
        self.cells.push(cells);
    }

    fn add_category(&mut self, feature_idx: usize, counts: &BinCounts) {
        let n_bins = counts.present.len();
        let mut cells = vec![Cell::default(); n_bins + 1];
        let n_in_bin: Vec<u64> = counts.present.iter().copied().chain([counts.missing]).collect();
        // Bin 0 is what the encoder itself found too rare for a bin.
        let is_level = |bin: usize| bin > 0 && n_in_bin[bin] >= LEAST_LEVEL_ROWS;
        let n_rare: u64 = (0..=n_bins).filter(|&bin| !is_level(bin)).map(|bin| n_in_bin[bin]).sum();
        let n_levels = (0..=n_bins).filter(|&bin| is_level(bin)).count() + usize::from(n_rare > 0);
        if n_levels > 1 {
            for bin in (0..=n_bins).filter(|&bin| is_level(bin)) {
                let part = if bin == n_bins { Part::Missing } else { Part::Level(bin as u8) };
                cells[bin].own = Some((self.add_level(feature_idx, part, n_in_bin[bin], counts.n_rows()), 1.0));
            }
            if n_rare > 0 {
                let rare = self.add_level(feature_idx, Part::RareLevels, n_rare, counts.n_rows());
                (0..=n_bins).filter(|&bin| !is_level(bin) && n_in_bin[bin] > 0).for_each(|bin| cells[bin].own = Some((rare, 1.0)));
            }
        }
        self.cells.push(cells);
    }
}

/// A bin that the layout does not know counts as missing.
fn cell_of(cells: &[Cell], bin: u8) -> Cell {
    let place = if bin == MISSING_BIN { cells.len() - 1 } else { usize::from(bin).min(cells.len() - 1) };
    cells[place]
}

impl BinCounts {
    fn of(matrix: &BinnedMatrix, feature_idx: usize) -> BinCounts {
        let mut counts = vec![0u64; 256];
        matrix.column(feature_idx).iter().for_each(|&bin| counts[usize::from(bin)] += 1);
        let missing = counts[usize::from(MISSING_BIN)];
        counts.truncate(usize::from(matrix.layout(feature_idx).n_bins));
        BinCounts { present: counts, missing }
    }

    fn n_present(&self) -> u64 {
        self.present.iter().sum()
    }

    fn n_rows(&self) -> u64 {
        self.n_present() + self.missing
    }

    /// The value below or at which lie at least `hundredths` of the rows that have one.
    fn percentile(&self, values: &[f64], hundredths: u64) -> Option<f64> {
        let n_present = self.n_present();
        let mut n_below = 0;
        let is_reached = |(count, _): &(&u64, &f64)| {
            n_below += **count;
            **count > 0 && n_below * 100 >= n_present * hundredths
        };
        self.present.iter().zip(values).find(is_reached).map(|(_, &value)| value)
    }
}

/// How an ordered feature's values are standardized. Mean and deviation are in `unit`s, so that large values do not
/// overflow when squared.
struct Scale {
    low: f64,
    high: f64,
    median: f64,
    unit: f64,
    mean: f64,
    sd: f64,
}

impl Scale {
    /// `None` where the training rows have no value or all the same.
    fn fit(counts: &BinCounts, values: &[f64]) -> Option<Scale> {
        let median = counts.percentile(values, 50)?;
        let within = |low: f64, high: f64| Scale { low, high, median, unit: 1.0, mean: 0.0, sd: 0.0 }.measure(counts, values);
        let held = within(counts.percentile(values, 1)?, counts.percentile(values, 99)?);
        // A rare value beside a common one lies beyond the limits, and is yet all that the feature tells.
        held.or_else(|| within(f64::MIN, f64::MAX))
    }

    fn measure(mut self, counts: &BinCounts, values: &[f64]) -> Option<Scale> {
        let held = values.iter().map(|&value| self.hold(value));
        let rows: Vec<(f64, f64)> =
            held.zip(&counts.present).map(|(value, &n)| (value, n as f64)).chain([(self.median, counts.missing as f64)]).collect();
        self.unit = rows.iter().filter(|(_, n)| *n > 0.0).map(|(value, _)| value.abs()).fold(0.0, f64::max);
        let n_rows = counts.n_rows() as f64;
        self.mean = rows.iter().map(|(value, n)| value / self.unit * (n / n_rows)).sum();
        let variance: f64 =
            rows.iter().map(|(value, n)| (value / self.unit - self.mean) * (value / self.unit - self.mean) * (n / n_rows)).sum();
        self.sd = libm::sqrt(variance);
        // What is left of equal values are errors of rounding.
        (self.sd > 1e-12).then_some(self)
    }

    fn hold(&self, value: f64) -> f64 {
        value.max(self.low).min(self.high)
    }

    fn standardize(&self, value: f64) -> f64 {
        (self.hold(value) / self.unit - self.mean) / self.sd
    }
}
