use super::Exploration;
use super::amounts::parts;
use super::by_column::rate_bars;
use super::groups::{FEW, Groups};
use crate::charts::{ColumnPart, StackedColumns, stacked_columns};
use crate::data::schema::Meaning;
use crate::exploration::{Grouping, Tally, for_outcome};
use crate::quantity::format::percent_text;
use crate::sheets::block::ChartSheet;
use crate::sheets::drawn;

/// The first day of each bucket of arrears: none, up to 30, 60 and 90 days, and beyond, where a loan counts as not performing.
const BUCKETS: [f64; 6] = [f64::NEG_INFINITY, 1.0, 31.0, 61.0, 91.0, f64::INFINITY];
const BUCKET_NAMES: [&str; 5] = ["none", "1–30", "31–60", "61–90", "over 90"];

/// How loans end by their days past due, each bucket as a whole.
pub(super) fn past_due_chart(exploration: &Exploration) -> Option<ChartSheet> {
    let subject = exploration.subject_of(Meaning::DaysPastDue)?;
    let groups = Groups::of(exploration, &subject, &Grouping::by_edges(&BUCKETS));
    let all = groups.all();
    if all.n() == 0 {
        return None;
    }
    let has_outcome = exploration.has_outcome();
    let n_late = Tally::sum(&groups.tallies[4..]).n();
    let late = format!("{} of the loans are over 90 days past due", percent_text(n_late as f64 / all.n() as f64));
    let title = if has_outcome { groups.finding() } else { late.clone() };
    let mut table = groups.table(exploration);
    table.rows.iter_mut().zip(BUCKET_NAMES).for_each(|(row, name)| row[0] = name.to_owned());
    let columns = StackedColumns {
        names: BUCKET_NAMES.map(str::to_owned).to_vec(),
        axis_name: "Days past due".to_owned(),
        parts: if has_outcome { shares(parts(exploration, &groups), &groups.tallies) } else { parts(exploration, &groups) },
        tops: Vec::new(),
        is_percent: has_outcome,
        marks: Vec::new(),
    };
    let counts = BUCKET_NAMES.iter().zip(&groups.tallies).map(|(name, tally)| format!("{name}: {}", exploration.count(tally.n())));
    let what = if has_outcome { "How the loans of each bucket ended" } else { "Loans by bucket" };
    let subtitle = format!("{what}, {}", exploration.n_text());
    let label = format!("Columns of outcomes by days past due: {title}.");
    let few =
        if groups.tallies.iter().any(|tally| tally.n_known() < FEW) && has_outcome { " Buckets with under 20 show little." } else { "" };
    Some(ChartSheet {
        height: 300,
        note: format!("Loans by days past due: {}.{few}", counts.collect::<Vec<_>>().join(", ")),
        table,
        csv: groups.csv(),
        picks: groups.picks(),
        file_name: "days-past-due".to_owned(),
        ..drawn(&stacked_columns(&columns), title, subtitle, label)
    })
}

/// Counts as per cents of their column.
fn shares(parts: Vec<ColumnPart>, tallies: &[Tally]) -> Vec<ColumnPart> {
    let share = |count: f64, tally: &Tally| (count / tally.n().max(1) as f64 * 1e3).round() / 10.0;
    parts
        .into_iter()
        .map(|part| ColumnPart { values: part.values.iter().zip(tallies).map(|(count, tally)| share(*count, tally)).collect(), ..part })
        .collect()
}

/// How loans end by how their borrowers have paid so far.
pub(super) fn history_chart(exploration: &Exploration) -> Option<ChartSheet> {
    let subject = exploration.subject(exploration.columns().category(Meaning::PaymentHistory)?)?;
    let grouping = for_outcome(&subject.variable, exploration.rows)?;
    let groups = Groups::of(exploration, &subject, &grouping);
    exploration.has_outcome().then(|| ChartSheet { file_name: "payment-history".to_owned(), ..rate_bars(exploration, &groups) })
}
