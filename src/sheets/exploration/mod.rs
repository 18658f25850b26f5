//! What a file shows before any model, as parts of a page. Comes in: a table, the rows that are looked at, and their outcomes
//! where one is chosen. Goes out: charts whose titles say what was found, and one sentence on what cannot be drawn.
//! Knows neither scores nor how a person chose the rows.

mod amounts;
mod associations;
mod by_column;
mod columns;
mod gaps;
mod groups;
mod history;
mod missed;
mod outcome;
mod plane;
mod product;
mod ranking;
mod subject;
mod summary;

pub use by_column::column_sheet;
pub use summary::summary_sheet;

use self::columns::Columns;
use self::subject::Subject;
use super::block::{Block, ChartSheet, Sheet};
use super::explanation_words::FeatureWords;
use crate::data::schema::{ColumnSchema, Meaning, OutcomeChoice, Schema};
use crate::data::table::{Kind, Table};
use crate::exploration::{Variable, ratio_name};
use crate::features::Ratio;
use crate::quantity::Currency;
use crate::quantity::format::count_text;

/// What there is to look at.
#[derive(Clone, Copy, Debug)]
pub struct Exploration<'a> {
    /// All rows.
    pub table: &'a Table,
    /// What the columns are.
    pub schema: &'a Schema,
    /// The rows that are looked at, ascending.
    pub rows: &'a [u32],
    /// One outcome a row of the table; empty where none is chosen.
    pub is_bad: &'a [Option<bool>],
    /// What it is read from.
    pub outcome: Option<&'a OutcomeChoice>,
    /// How amounts are written.
    pub currency: Currency,
}

/// All charts for which the file has columns, in pairs, and what the others would need. Amounts of loans in steps of 1, 2 and 5
/// where `is_logarithmic`.
pub fn exploration_sheet(exploration: &Exploration, is_logarithmic: bool) -> Sheet {
    let mut charts = Vec::new();
    let mut wanted: Vec<&str> = Vec::new();
    let mut add = |chart: Option<ChartSheet>, without: &'static str| match chart {
        Some(chart) => charts.push(chart),
        None => wanted.push(without),
    };
    if !exploration.rows.is_empty() {
        add(outcome::outcome_chart(exploration), "how loans ended, with an outcome");
        add(history::past_due_chart(exploration), "arrears, with days past due");
        add(missed::missed_chart(exploration), "missed payments, with their number and an outcome");
        add(history::history_chart(exploration), "payment history, with a column of that name and an outcome");
        add(amounts::loan_amount_chart(exploration, is_logarithmic), "loan sizes, with the amount lent");
        add(amounts::instalment_chart(exploration), "instalments against income, with both a month");
        add(plane::income_chart(exploration), "income against debt, with both");
        add(amounts::collateral_chart(exploration), "collateral cover, with the collateral’s value and the debt");
        add(product::product_chart(exploration), "loan type by employment, with both");
        add(gaps::gaps_chart(exploration), "gaps, with a column");
        add(associations::association_chart(exploration), "what goes together, with two columns that vary");
    }
    let mut blocks = in_pairs(charts);
    if !wanted.is_empty() {
        blocks.push(Block::Text(format!("Not drawn for want of columns: {}.", wanted.join("; "))));
    }
    Sheet { blocks }
}

fn in_pairs(charts: Vec<ChartSheet>) -> Vec<Block> {
    let mut charts = charts.into_iter().map(|chart| Block::Chart(Box::new(chart)));
    let mut blocks = Vec::new();
    while let Some(first) = charts.next() {
        blocks.push(match charts.next() {
            Some(second) => Block::Beside(vec![first, second]),
            None => first,
        });
    }
    blocks
}

impl<'a> Exploration<'a> {
    fn columns(&self) -> Columns<'a> {
        Columns::of(self.schema)
    }

    fn has_outcome(&self) -> bool {
        !self.is_bad.is_empty()
    }

    fn count(&self, n: u64) -> String {
        count_text(n, self.currency)
    }

    /// `n = 412 of 5,000`, or `n = 5,000` where all are looked at; never broken.
    fn n_text(&self) -> String {
        let (n, n_all) = (self.rows.len(), self.table.n_rows());
        let of_all = if n < n_all { format!(" of {}", self.count(n_all as u64)) } else { String::new() };
        format!("n = {}{of_all}", self.count(n as u64)).replace(' ', "\u{a0}")
    }

    /// A column as a subject.
    fn subject(&self, column: &ColumnSchema) -> Option<Subject<'a>> {
        let words = FeatureWords::new(&column.name, column.meaning, None, self.currency);
        let variable = Variable::find(self.table, &column.name)?;
        let (key, is_date) = (column.name.clone(), column.kind == Kind::Date);
        Some(Subject { key, variable, words, meaning: column.meaning, ratio: None, is_date, currency: self.currency })
    }

    /// The column with this meaning as a subject.
    fn subject_of(&self, meaning: Meaning) -> Option<Subject<'a>> {
        self.columns().meaning(meaning).and_then(|column| self.subject(column))
    }

    /// One column divided by another as a subject.
    fn ratio(&self, ratio: Ratio, above: Meaning, below: &[Meaning]) -> Option<Subject<'a>> {
        let below = below.iter().find_map(|&meaning| self.columns().meaning(meaning))?;
        let key = ratio_name(&self.columns().meaning(above)?.name, &below.name, below.meaning == Some(Meaning::YearlyIncome));
        let words = FeatureWords::new(ratio.name(), None, Some(ratio), self.currency);
        let variable = Variable::find(self.table, &key)?;
        Some(Subject { key, variable, words, meaning: None, ratio: Some(ratio), is_date: false, currency: self.currency })
    }
}
