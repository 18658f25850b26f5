use super::Exploration;
use super::groups::{FEW, Groups};
use super::subject::Subject;
use crate::charts::{ColumnPart, StackedColumns, stacked_columns};
use crate::data::schema::Meaning;
use crate::exploration::{Grouping, Tally, by_step, by_width, spread};
use crate::features::Ratio;
use crate::quantity::format::percent_text;
use crate::sheets::block::ChartSheet;
use crate::sheets::drawn;

/// About so many columns.
const N_COLUMNS: usize = 12;

/// How large loans are.
pub(super) fn loan_amount_chart(exploration: &Exploration, is_logarithmic: bool) -> Option<ChartSheet> {
    let subject = exploration.subject_of(Meaning::LoanAmount)?;
    let by_size = if is_logarithmic {
        by_step(&subject.variable, exploration.rows)
    } else {
        by_width(&subject.variable, exploration.rows, N_COLUMNS)
    };
    let groups = Groups::of(exploration, &subject, &by_size?);
    let title = if exploration.has_outcome() { groups.finding() } else { half_below(exploration, &subject, "of the loans")? };
    let note = if exploration.has_outcome() { half_below(exploration, &subject, "of the loans")? + "." } else { String::new() };
    Some(ChartSheet { file_name: "loan-amounts".to_owned(), note, ..histogram(exploration, &groups, title, Vec::new()) })
}

/// What part of the income instalments take, with the limits that lenders look at.
pub(super) fn instalment_chart(exploration: &Exploration) -> Option<ChartSheet> {
    let subject = exploration.ratio(Ratio::EmiToIncome, Meaning::MonthlyInstalment, &[Meaning::MonthlyIncome, Meaning::YearlyIncome])?;
    let groups = Groups::of(exploration, &subject, &Grouping::by_edges(&ends_of_tenths()));
    let n = groups.all().n();
    if n == 0 {
        return None;
    }
    let n_half = Tally::sum(&groups.tallies[5..]).n();
    let title = format!("{} of the borrowers pay half of their income or more", percent_text(n_half as f64 / n as f64));
    let marks = vec![(4.0, "40%".to_owned()), (5.0, "50%".to_owned())];
    let note = if exploration.has_outcome() { format!("{}.", groups.finding()) } else { String::new() };
    Some(ChartSheet { file_name: "instalment-to-income".to_owned(), note, ..histogram(exploration, &groups, title, marks) })
}

/// 0 to 10%, … 90 to 100%, and all above; instalments below nothing are none.
fn ends_of_tenths() -> Vec<f64> {
    (0..=10).map(|tenth| f64::from(tenth) / 10.0).chain([f64::INFINITY]).collect()
}

/// How much of what is owed the collateral is worth.
pub(super) fn collateral_chart(exploration: &Exploration) -> Option<ChartSheet> {
    let subject = exploration.ratio(Ratio::CollateralCover, Meaning::CollateralValue, &[Meaning::Outstanding, Meaning::LoanAmount])?;
    let edges = [0.0, 1e-9, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 5.0, f64::INFINITY];
    let groups = Groups::of(exploration, &subject, &Grouping::by_edges(&edges));
    let n = groups.all().n();
    if n == 0 {
        return None;
    }
    let share = |first: usize, after: usize| percent_text(Tally::sum(&groups.tallies[first..after]).n() as f64 / n as f64);
    let title = format!("{} of the loans have no collateral; {} have less than is owed", share(0, 1), share(1, 5));
    let note = if exploration.has_outcome() { format!("{}.", groups.finding()) } else { String::new() };
    let marks = vec![(5.0, "covered".to_owned())];
    Some(ChartSheet { file_name: "collateral-cover".to_owned(), note, ..histogram(exploration, &groups, title, marks) })
}

fn half_below(exploration: &Exploration, subject: &Subject, whose: &str) -> Option<String> {
    let spread = spread(&subject.variable, exploration.rows.iter().copied())?;
    Some(format!("Half {whose} are below {}", subject.number(spread.median)))
}

/// Loans by group as columns: repaid and failed upon one another, with the share of failed ones on top.
pub(super) fn histogram(exploration: &Exploration, groups: &Groups, title: String, marks: Vec<(f64, String)>) -> ChartSheet {
    let subject = groups.subject;
    let most = groups.tests.iter().filter_map(super::subject::lower_end).fold(0.0, f64::max);
    let (size, unit) = subject.unit(most);
    let columns = StackedColumns {
        names: groups.tests.iter().map(|test| short_name(subject, test, size)).collect(),
        axis_name: format!("{}{unit}", subject.words.name),
        parts: parts(exploration, groups),
        tops: tops(exploration, &groups.tallies),
        is_percent: false,
        marks,
    };
    let n_missing = exploration.rows.len() as u64 - groups.all().n();
    let missing = if n_missing > 0 { format!("; {} without a value are left out", exploration.count(n_missing)) } else { String::new() };
    let shares = if exploration.has_outcome() { ", on top the share that failed" } else { "" };
    let subtitle = format!("Loans by {}{shares}, {}{missing}", subject.name(), exploration.n_text());
    let label = format!("Histogram of {}: {title}.", subject.name());
    ChartSheet {
        height: 300,
        table: groups.table(exploration),
        csv: groups.csv(),
        picks: groups.picks(),
        ..drawn(&stacked_columns(&columns), title, subtitle, label)
    }
}

/// A range of nothing but zero is called so.
fn short_name(subject: &Subject, test: &crate::exploration::Test, size: f64) -> String {
    match test {
        crate::exploration::Test::Between(0.0, high) if *high < 1e-6 => "0".to_owned(),
        test => subject.short_group(test, size),
    }
}

/// The numbers of repaid, failed and undecided loans, or of all where nothing is known of outcomes.
pub(super) fn parts(exploration: &Exploration, groups: &Groups) -> Vec<ColumnPart> {
    let part = |name, token, count: fn(&Tally) -> u64| ColumnPart {
        name,
        token,
        values: groups.tallies.iter().map(|tally| count(tally) as f64).collect(),
    };
    if !exploration.has_outcome() {
        return vec![part("Loans", "--accent", Tally::n)];
    }
    let mut parts = vec![part("failed", "--accent", |tally| tally.n_bad), part("repaid", "--chart-muted", |tally| tally.n_good)];
    if groups.all().n_unknown > 0 {
        parts.push(part("not known", "--risk-2", |tally| tally.n_unknown));
    }
    parts
}

fn tops(exploration: &Exploration, tallies: &[Tally]) -> Vec<String> {
    let text = |tally: &Tally| if tally.n_known() >= FEW { percent_text(tally.rate()) } else { String::new() };
    if exploration.has_outcome() { tallies.iter().map(text).collect() } else { Vec::new() }
}
