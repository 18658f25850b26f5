use super::grouping::Grouping;
use super::variable::Variable;
use crate::quantity::wilson_interval;

/// Loans and how they ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Repaid.
    pub n_good: u64,
    /// Not repaid.
    pub n_bad: u64,
    /// It is not known.
    pub n_unknown: u64,
}

impl Tally {
    /// Counts one loan.
    pub fn add(&mut self, is_bad: Option<bool>) {
        match is_bad {
            Some(true) => self.n_bad += 1,
            Some(false) => self.n_good += 1,
            None => self.n_unknown += 1,
        }
    }

    /// Loans.
    pub fn n(&self) -> u64 {
        self.n_known() + self.n_unknown
    }

    /// Loans whose end is known.
    pub fn n_known(&self) -> u64 {
        self.n_good + self.n_bad
    }

    /// The share of bad ones among those known, 0..=1; 0 where none is known.
    pub fn rate(&self) -> f64 {
        self.n_bad as f64 / self.n_known().max(1) as f64
    }

    /// The 95 % interval of the rate.
    pub fn interval(&self) -> (f64, f64) {
        wilson_interval(self.n_bad, self.n_known())
    }

    /// Both together.
    pub fn plus(&self, other: &Tally) -> Tally {
        Tally { n_good: self.n_good + other.n_good, n_bad: self.n_bad + other.n_bad, n_unknown: self.n_unknown + other.n_unknown }
    }

    /// All together.
    pub fn sum<'a>(tallies: impl IntoIterator<Item = &'a Tally>) -> Tally {
        tallies.into_iter().fold(Tally::default(), |sum, tally| sum.plus(tally))
    }
}

/// The outcome of a row; `is_bad` is empty where no outcome is chosen.
fn outcome(is_bad: &[Option<bool>], row: u32) -> Option<bool> {
    is_bad.get(row as usize).copied().flatten()
}

/// One tally a group.
pub fn tallies(variable: &Variable, grouping: &Grouping, rows: &[u32], is_bad: &[Option<bool>]) -> Vec<Tally> {
    let mut tallies = vec![Tally::default(); grouping.tests.len()];
    for &row in rows {
        if let Some(group) = grouping.group(variable, row as usize) {
            tallies[group].add(outcome(is_bad, row));
        }
    }
    tallies
}

/// One tally for each pair of groups, those of one first group one after another.
pub fn cross_tallies(first: (&Variable, &Grouping), second: (&Variable, &Grouping), rows: &[u32], is_bad: &[Option<bool>]) -> Vec<Tally> {
    let n_second = second.1.tests.len();
    let mut tallies = vec![Tally::default(); first.1.tests.len() * n_second];
    for &row in rows {
        let groups = first.1.group(first.0, row as usize).zip(second.1.group(second.0, row as usize));
        if let Some((group, other)) = groups {
            tallies[group * n_second + other].add(outcome(is_bad, row));
        }
    }
    tallies
}
