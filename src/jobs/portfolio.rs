//! The open table with its scores, if there are any: answers the questions of lists and of a borrower's page.

use super::planned_row::PlannedRow;
use super::protocol::{BorrowerDetail, BorrowerRow, Filter, JobError, Sort, SortKey, Standing, TreeVotes};
use super::scored::Scored;
use crate::data::schema::{Meaning, Role, Schema};
use crate::data::table::{Column, Table};
use crate::exploration::rows_that_match;
use crate::model::{LEAF_ONE, RiskModel, unseen_trees};
use crate::quantity::order::{key_number, nth_key, number_key, sort_by, sort_keys};
use crate::quantity::{Money, Probability};
use crate::sheets::votes_chart;
use crate::strategy::queue_order;

/// A table, what its columns are, and its scores.
#[derive(Clone, Copy)]
pub struct Portfolio<'a> {
    pub table: &'a Table,
    pub schema: &'a Schema,
    pub scored: Option<&'a Scored>,
    /// What is done about each borrower, if it was worked out.
    pub planned: Option<&'a [PlannedRow]>,
}

impl Portfolio<'_> {
    /// The rows that match, in order.
    pub fn view(&self, filter: &Filter, sort: &Sort) -> Result<Vec<u32>, JobError> {
        let search = filter.search.trim().to_lowercase();
        let matches = self.search_matcher(&search);
        let mut rows: Vec<u32> = rows_that_match(self.table, &filter.conditions)
            .map_err(JobError::UnknownColumn)?
            .into_iter()
            .filter(|&row| filter.strategy.is_none_or(|(strategy, cut_offs)| cut_offs.strategy(self.score(row as usize)) == strategy))
            .filter(|&row| self.has_step(row as usize, filter))
            .filter(|&row| search.is_empty() || matches(row as usize))
            .filter(|&row| filter.without.is_empty() || filter.without.binary_search(&self.identifier(row as usize)).is_err())
            .collect();
        self.sort(&mut rows, sort)?;
        Ok(rows)
    }

    fn has_step(&self, row: usize, filter: &Filter) -> bool {
        let planned = self.planned.and_then(|planned| planned.get(row));
        filter.treatment.is_none_or(|treatment| planned.is_some_and(|planned| planned.treatment == treatment))
            && (!filter.is_due || planned.is_none_or(|planned| planned.treatment.is_due()))
            && (!filter.needs_review || planned.is_some_and(|planned| planned.is_for_a_person))
            && (!filter.without_place || planned.is_some_and(|planned| planned.wanted_instead.is_some()))
    }

    /// Looks into identifiers, and into each text and category: there the distinct labels are searched once.
    fn search_matcher(&self, search: &str) -> impl Fn(usize) -> bool {
        let identifier = self.identifier_column();
        let looked_into = self.table.columns().iter().zip(&self.schema.columns).enumerate().filter_map(|(idx, (column, described))| {
            let is_identifier = described.role == Role::Identifier || identifier == Some(idx);
            match column {
                Column::Category(categories) => {
                    let hits = categories.labels().iter().map(|label| label.to_lowercase().contains(search)).collect();
                    Some((column, Some::<Vec<bool>>(hits)))
                }
                Column::Text(_) => Some((column, None)),
                _ if is_identifier => Some((column, None)),
                _ => None,
            }
        });
        let looked_into: Vec<_> = looked_into.collect();
        let by_row_number = identifier.is_none();
        move |row| {
            let in_column = |(column, hits): &(&Column, Option<Vec<bool>>)| match (column, hits) {
                (Column::Category(categories), Some(hits)) => {
                    (categories.codes()[row] as usize).checked_sub(1).is_some_and(|label| hits.get(label) == Some(&true))
                }
                _ => column.text(row).to_lowercase().contains(search),
            };
            looked_into.iter().any(in_column) || (by_row_number && (row + 1).to_string() == search)
        }
    }

    fn sort(&self, rows: &mut [u32], sort: &Sort) -> Result<(), JobError> {
        match &sort.key {
            SortKey::Score => sort_by_number(rows, sort.descending, |row| self.score(row).map(Probability::value)),
            SortKey::Queue => {
                let cases = rows.iter().map(|&row| self.planned?.get(row as usize).map(PlannedRow::queue_case));
                if let Some(cases) = cases.collect::<Option<Vec<_>>>() {
                    let order: Vec<u32> = queue_order(&cases).into_iter().map(|place| rows[place as usize]).collect();
                    rows.copy_from_slice(&order);
                }
                if !sort.descending {
                    rows.reverse();
                }
            }
            SortKey::Expected => {
                let net = |row: usize| self.planned?.get(row)?.net.map(Money::to_major);
                sort_by_number(rows, sort.descending, net);
            }
            SortKey::Outstanding => sort_by_number(rows, sort.descending, |row| self.outstanding(row).map(Money::to_major)),
            SortKey::AtRisk if self.knows_money() => {
                sort_by_number(rows, sort.descending, |row| Some(self.outstanding(row)?.to_major() * self.score(row)?.value()))
            }
            SortKey::AtRisk => sort_by_number(rows, sort.descending, |row| self.score(row).map(Probability::value)),
            SortKey::Identifier => match self.identifier_column() {
                Some(idx) => self.sort_by_column(rows, idx, sort.descending),
                None if sort.descending => rows.reverse(),
                None => {}
            },
            SortKey::Column(name) => {
                let idx = self.table.position(name).ok_or_else(|| JobError::UnknownColumn(name.clone()))?;
                self.sort_by_column(rows, idx, sort.descending);
            }
        }
        Ok(())
    }

    fn sort_by_column(&self, rows: &mut [u32], column_idx: usize, descending: bool) {
        match &self.table.columns()[column_idx] {
            Column::Number(numbers) => sort_by_number(rows, descending, |row| numbers.get(row)),
            Column::Date(dates) => sort_by_number(rows, descending, |row| dates.get(row).map(f64::from)),
            column => sort_by(rows, |&a, &b| {
                let (a, b) = (column.text(a as usize), column.text(b as usize));
                a.is_empty().cmp(&b.is_empty()).then(if descending { natural_order(&b, &a) } else { natural_order(&a, &b) })
            }),
        }
    }

    /// One row of a list with the columns asked for.
    pub fn row(&self, row: usize, column_idxs: &[usize]) -> BorrowerRow {
        BorrowerRow {
            row: row as u64,
            identifier: self.identifier(row),
            score: self.score(row),
            outstanding: self.outstanding(row),
            next_step: self.planned.and_then(|planned| planned.get(row)).map(PlannedRow::next_step),
            is_bad: self.scored.and_then(|scored| scored.prepared.is_bad[row]),
            cells: column_idxs.iter().map(|&idx| self.table.columns()[idx].text(row).into_owned()).collect(),
        }
    }

    /// All about one borrower.
    pub fn detail(&self, row: usize) -> Result<BorrowerDetail, JobError> {
        let scored = self.scored.ok_or(JobError::NoModel)?;
        if row >= self.table.n_rows() {
            return Err(JobError::BeyondRows { row: row as u64, n_rows: self.table.n_rows() as u64 });
        }
        let all_columns: Vec<usize> = (0..self.table.n_columns()).collect();
        let score = scored.scores[row];
        Ok(BorrowerDetail {
            summary: self.row(row, &all_columns),
            place: None,
            n_below: scored.scores.iter().flatten().filter(|other| Some(**other) < score).count() as u64,
            votes: tree_votes(scored, row),
            standing: self.table.columns().iter().map(|column| standing(column, row)).collect(),
        })
    }

    fn score(&self, row: usize) -> Option<Probability> {
        self.scored.and_then(|scored| scored.scores[row])
    }

    fn outstanding(&self, row: usize) -> Option<Money> {
        self.scored.and_then(|scored| scored.prepared.outstanding[row])
    }

    fn knows_money(&self) -> bool {
        self.scored.is_some_and(|scored| scored.prepared.outstanding.iter().any(Option::is_some))
    }

    fn identifier_column(&self) -> Option<usize> {
        let columns = &self.schema.columns;
        let meaning = |wanted| columns.iter().position(|column| column.meaning == Some(wanted));
        let role = || columns.iter().position(|column| column.role == Role::Identifier);
        meaning(Meaning::BorrowerId).or_else(|| meaning(Meaning::LoanId)).or_else(role)
    }

    /// The identifier of a row as people read it; the row's number from 1 where the file has none.
    pub(super) fn identifier(&self, row: usize) -> String {
        let text = self.identifier_column().map(|idx| self.table.columns()[idx].text(row).into_owned());
        text.filter(|text| !text.is_empty()).unwrap_or_else(|| (row + 1).to_string())
    }
}

fn sort_by_number(rows: &mut [u32], descending: bool, value: impl Fn(usize) -> Option<f64>) {
    sort_by(rows, |&a, &b| match (value(a as usize), value(b as usize)) {
        (Some(a), Some(b)) => {
            if descending {
                b.total_cmp(&a)
            } else {
                a.total_cmp(&b)
            }
        }
        (a, b) => b.is_some().cmp(&a.is_some()),
    });
}

/// Texts by their parts, digits as numbers: BRW_9 before BRW_10.
fn natural_order(a: &str, b: &str) -> std::cmp::Ordering {
    let (mut a, mut b) = (a, b);
    loop {
        let (a_part, a_rest) = split_part(a);
        let (b_part, b_rest) = split_part(b);
        if a_part.is_empty() || b_part.is_empty() {
            return a_part.len().cmp(&b_part.len());
        }
        let by_part = match (digits(a_part), digits(b_part)) {
            (Some(a), Some(b)) => a.len().cmp(&b.len()).then(a.cmp(b)),
            _ => a_part.cmp(b_part),
        };
        if by_part.is_ne() {
            return by_part;
        }
        (a, b) = (a_rest, b_rest);
    }
}

/// A run of digits without leading zeros, of any length: parsed numbers would end at 20 digits, and an order that mixes
/// numbers and texts is none.
fn digits(part: &str) -> Option<&str> {
    part.starts_with(|c: char| c.is_ascii_digit()).then(|| part.trim_start_matches('0'))
}

/// The leading run of digits or of anything else, and the rest.
fn split_part(text: &str) -> (&str, &str) {
    let is_digit = text.starts_with(|c: char| c.is_ascii_digit());
    text.split_at(text.find(|c: char| c.is_ascii_digit() != is_digit).unwrap_or(text.len()))
}

/// `None` of a model whose parts are not many.
fn tree_votes(scored: &Scored, row: usize) -> Option<TreeVotes> {
    let prepared = &scored.prepared;
    let RiskModel::Forest(forest) = &scored.candidate.model else { return None };
    let votes = unseen_trees(forest, prepared.borrower_keys[row], prepared.is_trained_on[row]);
    let mut shares: Vec<u64> = votes.map(|(_, tree)| forest.bad_weight.bad_share(tree.leaf(&prepared.matrix, row))).collect();
    sort_keys(&mut shares);
    let n_trees = shares.len();
    let mut bins = vec![0; 20];
    for &share in &shares {
        bins[(share * 20 / LEAF_ONE).min(19) as usize] += 1;
    }
    let at = |tenths: usize| {
        let share = shares.get((n_trees.saturating_sub(1)) * tenths / 10).copied().unwrap_or(0);
        Probability::from_share(share, LEAF_ONE).unwrap_or_default()
    };
    let values = || shares.iter().map(|&share| share as f64 / LEAF_ONE as f64);
    let n = n_trees.max(1) as f64;
    let mean = values().sum::<f64>() / n;
    let variance = values().map(|value| (value - mean) * (value - mean)).sum::<f64>() / (n - 1.0).max(1.0);
    let (tenth, ninetieth) = (at(1), at(9));
    let chart = votes_chart(&bins, tenth.value(), ninetieth.value());
    Some(TreeVotes { n_trees: n_trees as u32, tenth, ninetieth, standard_error: libm::sqrt(variance / n), chart })
}

fn standing(column: &Column, row: usize) -> Option<Standing> {
    let Column::Number(numbers) = column else { return None };
    let value = numbers.get(row)?;
    let present = numbers.values().iter().filter(|value| !value.is_nan());
    let n_below = present.clone().filter(|&&other| other < value).count();
    let mut keys: Vec<u64> = present.map(|&value| number_key(value)).collect();
    let (n_present, middle) = (keys.len(), keys.len() / 2);
    let upper = nth_key(&mut keys, middle);
    let lower = if n_present.is_multiple_of(2) { keys[..middle].iter().copied().max().unwrap_or(upper) } else { upper };
    let median = f64::midpoint(key_number(lower), key_number(upper));
    Some(Standing { share_below: n_below as f64 / n_present as f64, median })
}
