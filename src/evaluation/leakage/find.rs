use super::cells::{Cells, days, shares};
use super::dominance::dominant;
use super::evidence::{Beside, Leak, LeakEvidence};
use super::one_column::{LabeledRows, OneColumn};
use super::purity::{HonestShares, PureRun};
use crate::data::meaning::Meaning;
use crate::data::schema::{ColumnSchema, LeftOut, Role, Schema};
use crate::data::table::{Column, Table};
use crate::quantity::order::sort_by;

/// A column of this AUC knows the outcome: a Gini of 0.85, where DataRobot begins to warn.
const SEPARATING_AUC: f64 = 0.925;
/// Its AUC must lie above this beyond doubt, so that few rows convict nobody.
const SURE_AUC: f64 = 0.85;
/// A copy of the outcome has at most this many values.
const MOST_VALUES_OF_A_COPY: usize = 12;
/// Of either outcome's rows, a copy of the outcome tells at least this share.
const AGREEMENT: f64 = 0.99;
/// A number of fewer values is no amount.
const LEAST_VALUES_OF_AN_AMOUNT: u64 = 20;

/// All columns that give the outcome away, in file order. `labels` has one entry a row: whether it is bad, `None` where
/// unknown. Looks at features, and at what is left out for its name; of
/// more than 100,000 labeled rows at some at even distances, and all counts are of those.
pub fn find_leaks(table: &Table, schema: &Schema, labels: &[Option<bool>]) -> Vec<Leak> {
    let labeled = LabeledRows::of(labels);
    if labeled.n_good == 0 || labeled.n_bad == 0 {
        return Vec::new();
    }
    let honest = HonestShares::of(&labeled);
    let mut rest = looks(table, schema, &labeled);
    let mut found: Vec<(usize, Leak)> = Vec::new();
    loop {
        let n_cells: usize = rest.iter().map(OneColumn::n_cells).sum();
        let mut hits: Vec<(usize, LeakEvidence)> =
            rest.iter().filter_map(|column| Some((column.column_idx, convicted(column, &honest, n_cells, &labeled)?))).collect();
        if hits.is_empty() {
            hits = dominant(&rest, &labeled, &|column_idx| schema.columns[column_idx].meaning.is_some());
        }
        if hits.is_empty() {
            break;
        }
        rest.retain(|column| hits.iter().all(|(column_idx, _)| *column_idx != column.column_idx));
        for (column_idx, evidence) in hits {
            // A date may be convicted by what it is and by when it is: the first says it best.
            if found.iter().all(|(known, _)| *known != column_idx) {
                found.push((column_idx, Leak { column: schema.columns[column_idx].name.clone(), evidence, is_named: false }));
            }
        }
    }
    // A name convicts by itself; what the column holds convinces the person.
    let named: Vec<OneColumn> = columns_that(table, schema, is_named).map(|(idx, _, column)| plain(idx, column, &labeled)).collect();
    let n_cells: usize = rest.iter().chain(&named).map(OneColumn::n_cells).sum();
    for column in &named {
        let evidence = convicted(column, &honest, n_cells, &labeled).unwrap_or(LeakEvidence::Name);
        found.push((column.column_idx, Leak { column: schema.columns[column.column_idx].name.clone(), evidence, is_named: true }));
    }
    sort_by(&mut found, |a, b| a.0.cmp(&b.0));
    found.into_iter().map(|(_, leak)| leak).collect()
}

fn is_named(column: &ColumnSchema) -> bool {
    column.reason == Some(LeftOut::NamedAfterCollection) && column.role == Role::Collection
}

fn is_feature(column: &ColumnSchema) -> bool {
    column.role == Role::Feature
}

fn columns_that<'a>(
    table: &'a Table,
    schema: &'a Schema,
    is_wanted: fn(&ColumnSchema) -> bool,
) -> impl Iterator<Item = (usize, &'a ColumnSchema, &'a Column)> {
    let columns = schema.columns.iter().zip(table.columns()).enumerate();
    columns.filter(move |(_, (described, _))| is_wanted(described)).map(|(column_idx, (described, column))| (column_idx, described, column))
}

fn plain(column_idx: usize, column: &Column, labeled: &LabeledRows) -> OneColumn {
    OneColumn::of(column_idx, None, true, Cells::of(column, &labeled.rows), labeled)
}

/// Each feature by itself, and beside what it may be seen beside.
fn looks(table: &Table, schema: &Schema, labeled: &LabeledRows) -> Vec<OneColumn> {
    let mut looks = Vec::new();
    let loan_date = meant(table, schema, Meaning::LoanDate);
    let loan_amount = meant(table, schema, Meaning::LoanAmount);
    for (column_idx, described, column) in columns_that(table, schema, is_feature) {
        looks.push(plain(column_idx, column, labeled));
        let mut add = |beside: Option<Beside>, values: Vec<f64>| {
            looks.push(OneColumn::of(column_idx, beside, false, Cells::of_numbers(&values), labeled));
        };
        match (column, loan_date, loan_amount) {
            (Column::Date(dates), since, _) => {
                add(None, days(dates, None, &labeled.rows));
                if let Some((name, Column::Date(since))) = since.filter(|(name, _)| *name != described.name) {
                    add(Some(Beside::DaysSince(name.to_owned())), days(dates, Some(since), &labeled.rows));
                }
            }
            (Column::Number(numbers), _, Some((name, Column::Number(lent)))) if name != described.name && may_be_amount(described) => {
                add(Some(Beside::ShareOf(name.to_owned())), shares(numbers, lent, &labeled.rows));
            }
            _ => {}
        }
    }
    looks
}

fn meant<'a>(table: &'a Table, schema: &'a Schema, meaning: Meaning) -> Option<(&'a str, &'a Column)> {
    let name = &schema.meaning(meaning)?.name;
    Some((name, table.column(table.position(name)?)?))
}

fn may_be_amount(described: &ColumnSchema) -> bool {
    described.n_distinct >= LEAST_VALUES_OF_AN_AMOUNT
}

/// What convicts a column, the most telling first.
fn convicted(column: &OneColumn, honest: &HonestShares, n_cells: usize, labeled: &LabeledRows) -> Option<LeakEvidence> {
    let pure = || honest.purest(column, n_cells).map(|run| pure_cells(column, run));
    let gaps = || missingness(column, labeled);
    let ranks = || {
        let is_sure = column.auc >= SEPARATING_AUC && column.auc_low(labeled) > SURE_AUC;
        is_sure.then(|| LeakEvidence::Separation { auc: column.auc, beside: column.beside.clone() })
    };
    copy_of_outcome(column, labeled).or_else(gaps).or_else(pure).or_else(ranks)
}

/// A few values of which each stands for one outcome.
fn copy_of_outcome(column: &OneColumn, labeled: &LabeledRows) -> Option<LeakEvidence> {
    let present = &column.counts[1..];
    let n_values = present.iter().filter(|[n_good, n_bad]| n_good + n_bad > 0).count();
    if !column.may_be_pure || !(2..=MOST_VALUES_OF_A_COPY).contains(&n_values) {
        return None;
    }
    let (mut told_good, mut told_bad) = (0, 0);
    for [n_good, n_bad] in present {
        if n_good > n_bad {
            told_good += n_good;
        } else {
            told_bad += n_bad;
        }
    }
    let tells = |told: u64, of: u64| told as f64 >= AGREEMENT * of as f64;
    let n_rows = present.iter().flatten().sum();
    let is_copy = tells(told_good, labeled.n_good) && tells(told_bad, labeled.n_bad);
    is_copy.then_some(LeakEvidence::Duplicate { n_agree: told_good + told_bad, n_rows })
}

fn pure_cells(column: &OneColumn, run: PureRun) -> LeakEvidence {
    let is_presence = column.texts.len() == 2 && column.texts[1] == "present";
    if run.first == 0 || is_presence {
        return gaps_of(column);
    }
    let (first, last) = (&column.texts[run.first], &column.texts[run.last]);
    let ends =
        |text: &str| text.split_once(" to ").map_or((text.to_owned(), text.to_owned()), |(low, high)| (low.to_owned(), high.to_owned()));
    let cell = if run.first == run.last { first.clone() } else { format!("{} to {}", ends(first).0, ends(last).1) };
    LeakEvidence::Purity { cell, n_rows: run.n_rows, is_bad: run.is_bad }
}

fn gaps_of(column: &OneColumn) -> LeakEvidence {
    let (missing, present) = column.missing_and_present();
    let bad_share = |[n_good, n_bad]: [u64; 2]| n_bad as f64 / (n_good + n_bad).max(1) as f64;
    LeakEvidence::Missingness {
        bad_where_missing: bad_share(missing),
        bad_where_present: bad_share(present),
        n_missing: missing[0] + missing[1],
    }
}

/// Whether a cell is missing, as a score: its AUC lies half way between the two shares that it tells.
fn missingness(column: &OneColumn, labeled: &LabeledRows) -> Option<LeakEvidence> {
    let (missing, _) = column.missing_and_present();
    let share_of_good = missing[0] as f64 / labeled.n_good as f64;
    let share_of_bad = missing[1] as f64 / labeled.n_bad as f64;
    let auc = 0.5 + (share_of_bad - share_of_good).abs() / 2.0;
    (column.may_be_pure && auc >= SEPARATING_AUC).then(|| gaps_of(column))
}
