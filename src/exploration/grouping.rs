use super::condition::Test;
use super::variable::Variable;
use crate::data::table::{CategoryColumn, Column};

/// Stands for no group.
const NONE: u16 = u16::MAX;

/// How rows are put into groups by one variable: each group is a test, and no row passes two.
#[derive(Clone, Debug)]
pub struct Grouping {
    /// One a group.
    pub tests: Vec<Test>,
    /// Whether the groups stand in an order of their own, as ranges and days do.
    pub is_ordered: bool,
    by: By,
    /// The group of what is missing.
    missing: Option<usize>,
}

/// How a row's group is found.
#[derive(Clone, Debug)]
enum By {
    /// Ascending edges of neighboring ranges.
    Edges(Vec<f64>),
    /// Ascending numbers, each a group.
    Values(Vec<f64>),
    /// The group of each code of a category.
    Codes(Vec<u16>),
}

impl Grouping {
    /// Ranges between neighboring edges, which ascend; the first and the last may be infinite.
    pub fn by_edges(edges: &[f64]) -> Grouping {
        let tests = edges.windows(2).map(|pair| Test::Between(pair[0], pair[1])).collect();
        Grouping { tests, is_ordered: true, by: By::Edges(edges.to_vec()), missing: None }
    }

    /// Each of these ascending numbers.
    pub fn by_values(values: &[f64]) -> Grouping {
        let tests = values.iter().map(|value| Test::OneOf(vec![(value + 0.0).to_string()])).collect();
        Grouping { tests, is_ordered: true, by: By::Values(values.to_vec()), missing: None }
    }

    /// The commonest `most` labels among `rows`, commonest first, and the others together.
    pub fn by_label(categories: &CategoryColumn, rows: &[u32], most: usize) -> Grouping {
        let codes = categories.codes();
        let mut counts = vec![0u64; categories.labels().len() + 1];
        rows.iter().for_each(|&row| counts[codes[row as usize] as usize] += 1);
        let mut seen: Vec<usize> = (1..counts.len()).filter(|&code| counts[code] > 0).collect();
        let label = |code: usize| categories.labels()[code - 1].clone();
        crate::quantity::order::sort_by(&mut seen, |&a, &b| {
            counts[b].cmp(&counts[a]).then_with(|| categories.labels()[a - 1].cmp(&categories.labels()[b - 1]))
        });
        let n_own = if seen.len() > most { most.saturating_sub(1) } else { seen.len() };
        let mut group_of = vec![NONE; counts.len()];
        seen.iter().enumerate().for_each(|(place, &code)| group_of[code] = place.min(n_own) as u16);
        let mut tests: Vec<Test> = seen[..n_own].iter().map(|&code| Test::OneOf(vec![label(code)])).collect();
        if n_own < seen.len() {
            tests.push(Test::OneOf(seen[n_own..].iter().map(|&code| label(code)).collect()));
        }
        Grouping { tests, is_ordered: false, by: By::Codes(group_of), missing: None }
    }

    /// With one more group for what is missing.
    pub fn with_missing(mut self) -> Grouping {
        self.missing = Some(self.tests.len());
        self.tests.push(Test::Missing);
        self
    }

    /// Groups without the one for what is missing.
    pub fn n_present(&self) -> usize {
        self.missing.unwrap_or(self.tests.len())
    }

    /// The group of a row; `None` where it is in none.
    pub fn group(&self, variable: &Variable, row: usize) -> Option<usize> {
        match &self.by {
            By::Codes(group_of) => match variable {
                Variable::Column(Column::Category(categories)) => {
                    let code = categories.codes()[row] as usize;
                    if code == 0 {
                        return self.missing;
                    }
                    group_of.get(code).filter(|group| **group != NONE).map(|group| usize::from(*group))
                }
                _ => None,
            },
            By::Edges(edges) => {
                let value = variable.number(row);
                if value.is_nan() {
                    return self.missing;
                }
                edges.partition_point(|edge| *edge <= value).checked_sub(1).filter(|group| group + 1 < edges.len())
            }
            By::Values(values) => {
                let value = variable.number(row);
                if value.is_nan() {
                    return self.missing;
                }
                values.iter().position(|own| *own == value)
            }
        }
    }
}
