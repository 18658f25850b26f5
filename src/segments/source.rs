use crate::data::loan_facts::LoanFacts;
use crate::quantity::Probability;

/// The loans that are to be grouped. A row's facts are asked for when they are needed, for a million of them at once would not
/// fit beside the table.
#[derive(Clone, Copy)]
pub struct SegmentSource<'a> {
    /// How many loans.
    pub n_rows: usize,
    /// A row's borrower key: which rows are looked at closely depends on it alone, not on the rows' order.
    pub key: &'a dyn Fn(usize) -> u64,
    /// What the file says of a row's loan.
    pub facts: &'a dyn Fn(usize) -> LoanFacts,
    /// Columns of numbers that may stand in where too few facts are known: features of a model, the most telling first. Never
    /// what the law protects, the outcome, what collections wrote, or a score: that is for whoever chooses them.
    pub columns: &'a [NamedNumbers<'a>],
    /// A row's score, where it has one.
    pub score: &'a dyn Fn(usize) -> Option<Probability>,
    /// How a row's loan ended, where that is known.
    pub is_bad: &'a dyn Fn(usize) -> Option<bool>,
}

/// A column of numbers.
#[derive(Clone, Copy, Debug)]
pub struct NamedNumbers<'a> {
    /// Its name.
    pub name: &'a str,
    /// One a row; NaN where it is missing.
    pub values: &'a [f64],
}

impl SegmentSource<'_> {
    /// The numbers of a column, none where there is no such column.
    pub(super) fn numbers(&self, name: &str) -> &[f64] {
        self.columns.iter().find(|column| column.name == name).map_or(&[], |column| column.values)
    }
}
