use super::grouping::Grouping;
use super::grouping_rules::{MOST_GROUPS, by_range};
use super::variable::Variable;
use crate::data::table::Column;

/// Ranges that numbers are put into where they stand beside a category.
const N_RANGES: usize = 5;
/// Stands for no group.
const NONE: u8 = u8::MAX;

/// How closely two columns go together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Association {
    /// Of two numbers: Pearson's correlation, −1..=1.
    Correlation(f64),
    /// Where one is a category: Cramér's V, corrected for bias, 0..=1.
    CramersV(f64),
}

impl Association {
    /// Without its sign, 0..=1.
    pub fn strength(self) -> f64 {
        match self {
            Association::Correlation(r) => r.abs(),
            Association::CramersV(v) => v,
        }
    }
}

/// Pearson's correlation over the rows in which both are there; 0 where one of them does not vary.
pub fn pearson(a: &Variable, b: &Variable, rows: &[u32]) -> f64 {
    // Means of all pairs first: the sums of squares lose nothing to them.
    let (mut n, mut sum_a, mut sum_b) = (0.0, 0.0, 0.0);
    let pairs = || rows.iter().map(|&row| (a.number(row as usize), b.number(row as usize))).filter(|(a, b)| !a.is_nan() && !b.is_nan());
    for (a, b) in pairs() {
        n += 1.0;
        sum_a += a;
        sum_b += b;
    }
    let (mean_a, mean_b) = (sum_a / n, sum_b / n);
    let (mut aa, mut bb, mut ab) = (0.0, 0.0, 0.0);
    for (a, b) in pairs() {
        aa += (a - mean_a) * (a - mean_a);
        bb += (b - mean_b) * (b - mean_b);
        ab += (a - mean_a) * (b - mean_b);
    }
    if aa > 0.0 && bb > 0.0 { (ab / libm::sqrt(aa * bb)).clamp(-1.0, 1.0) } else { 0.0 }
}

/// Cramér's V of a table of counts, `n_columns` to a row, corrected for bias (Bergsma 2013), 0..=1; 0 where one of both
/// does not vary.
pub fn cramers_v(counts: &[u64], n_columns: usize) -> f64 {
    let in_row: Vec<f64> = counts.chunks(n_columns.max(1)).map(|row| row.iter().sum::<u64>() as f64).collect();
    let in_column: Vec<f64> = (0..n_columns).map(|column| counts.iter().skip(column).step_by(n_columns).sum::<u64>() as f64).collect();
    let n: f64 = in_row.iter().sum();
    let filled = |sums: &[f64]| sums.iter().filter(|sum| **sum > 0.0).count() as f64;
    let (n_rows, n_filled) = (filled(&in_row), filled(&in_column));
    if n < 2.0 || n_rows < 2.0 || n_filled < 2.0 {
        return 0.0;
    }
    let mut mean_square = -1.0;
    for (place, &count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
        mean_square += count as f64 * count as f64 / (in_row[place / n_columns] * in_column[place % n_columns]);
    }
    let corrected = mean_square - (n_rows - 1.0) * (n_filled - 1.0) / (n - 1.0);
    let size = |n_groups: f64| n_groups - (n_groups - 1.0) * (n_groups - 1.0) / (n - 1.0);
    let most = (size(n_rows) - 1.0).min(size(n_filled) - 1.0);
    if most > 0.0 { libm::sqrt((corrected.max(0.0) / most).min(1.0)) } else { 0.0 }
}

/// How closely each variable goes with each later one: of `n`, that of `i` and `j` at `i * n + j` and at `j * n + i`.
pub fn associations(variables: &[Variable], rows: &[u32]) -> Vec<Association> {
    let n = variables.len();
    let is_category = |idx: usize| matches!(variables[idx], Variable::Column(Column::Category(_)));
    let has_category = (0..n).any(is_category);
    let codes: Vec<(Vec<u8>, usize)> =
        variables.iter().map(|variable| if has_category { codes_of(variable, rows) } else { (Vec::new(), 0) }).collect();
    let mut all = vec![Association::Correlation(1.0); n * n];
    for i in 0..n {
        for j in i + 1..n {
            let found = if is_category(i) || is_category(j) {
                Association::CramersV(cramers_v(&pair_counts(&codes[i], &codes[j]), codes[j].1))
            } else {
                Association::Correlation(pearson(&variables[i], &variables[j], rows))
            };
            all[i * n + j] = found;
            all[j * n + i] = found;
        }
    }
    all
}

/// The group of each row, and how many there are.
fn codes_of(variable: &Variable, rows: &[u32]) -> (Vec<u8>, usize) {
    let grouping = match variable {
        Variable::Column(Column::Category(categories)) => Some(Grouping::by_label(categories, rows, MOST_GROUPS)),
        _ => by_range(variable, rows, N_RANGES),
    };
    let Some(grouping) = grouping else { return (vec![NONE; rows.len()], 1) };
    let code = |&row: &u32| grouping.group(variable, row as usize).map_or(NONE, |group| group as u8);
    (rows.iter().map(code).collect(), grouping.tests.len())
}

fn pair_counts(a: &(Vec<u8>, usize), b: &(Vec<u8>, usize)) -> Vec<u64> {
    let mut counts = vec![0u64; a.1 * b.1];
    for (&a, &b_code) in a.0.iter().zip(&b.0) {
        if a != NONE && b_code != NONE {
            counts[usize::from(a) * b.1 + usize::from(b_code)] += 1;
        }
    }
    counts
}
