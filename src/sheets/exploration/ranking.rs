use super::Exploration;
use super::subject::Subject;
use crate::data::schema::Role;
use crate::data::table::Kind;
use crate::exploration::{Tally, chi_square, for_outcome, tallies};
use crate::quantity::order::sort_by;

/// Columns are ranked by about this many rows at even distances; what is said of those chosen is counted over all.
const N_ROWS: usize = 20_000;

/// The columns that a model may use, those first with which the outcome goes most, in file order where none is chosen.
pub(super) fn ranked<'a>(exploration: &Exploration<'a>) -> Vec<Subject<'a>> {
    let stride = exploration.rows.len().div_ceil(N_ROWS).max(1);
    let rows: Vec<u32> = exploration.rows.iter().copied().step_by(stride).collect();
    let outcome = exploration.outcome.map(|choice| choice.column.as_str());
    let columns = exploration.schema.columns.iter().filter(|column| {
        let has_values = matches!(column.kind, Kind::Number | Kind::Category) && column.n_distinct > 1;
        has_values && column.role == Role::Feature && Some(column.name.as_str()) != outcome
    });
    let strength = |subject: &Subject| {
        let Some(grouping) = for_outcome(&subject.variable, &rows) else { return 0.0 };
        let tallies = tallies(&subject.variable, &grouping, &rows, exploration.is_bad);
        let (sum, degrees) = chi_square(&tallies);
        (sum - f64::from(degrees)) / Tally::sum(&tallies).n_known().max(1) as f64
    };
    let mut subjects: Vec<(f64, Subject)> =
        columns.filter_map(|column| exploration.subject(column)).map(|subject| (strength(&subject), subject)).collect();
    if exploration.has_outcome() {
        sort_by(&mut subjects, |a, b| b.0.total_cmp(&a.0));
    }
    subjects.into_iter().map(|(_, subject)| subject).collect()
}
