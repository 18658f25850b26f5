//! Borrowers into groups, a step at a time: the engine answers others in between.

use super::opening::OpenTable;
use super::planning::{Plannable, Planning};
use super::protocol::JobId;
use super::scored::Scored;
use crate::data::schema::{Role, is_protected};
use crate::data::table::Column;
use crate::quantity::Currency;
use crate::segments::{NamedNumbers, SegmentError, SegmentSettings, SegmentSource, Segmentation, SegmentationRun};
use crate::strategy::CutOffs;

/// Groups on their way.
#[derive(Debug)]
pub(super) struct Segmenting {
    /// Who waits for them.
    pub(super) job: JobId,
    /// How amounts are written.
    pub(super) currency: Currency,
    run: SegmentationRun,
}

impl Segmenting {
    /// Draws the rows that are looked at closely.
    pub(super) fn start(
        job: JobId,
        currency: Currency,
        planning: &mut Planning,
        open: &OpenTable,
        scored: &Scored,
    ) -> Result<Segmenting, SegmentError> {
        let settings = SegmentSettings { seed: u64::from(scored.prepared.params.seed), k: None };
        let run = with_source(planning, open, scored, |source| SegmentationRun::new(source, settings))?;
        Ok(Segmenting { job, currency, run })
    }

    /// The next piece; the groups, once they are there.
    pub(super) fn step(&mut self, planning: &mut Planning, open: &OpenTable, scored: &Scored) -> Option<Box<Segmentation>> {
        with_source(planning, open, scored, |source| self.run.step(source))
    }
}

/// The open loans as groups are made of them.
fn with_source<T>(planning: &mut Planning, open: &OpenTable, scored: &Scored, work: impl FnOnce(&SegmentSource<'_>) -> T) -> T {
    let plannable: Plannable<'_> = planning.plannable(open, scored, CutOffs::default());
    let prepared = &scored.prepared;
    let columns = stand_ins(open, scored);
    work(&SegmentSource {
        n_rows: scored.scores.len(),
        key: &|row| prepared.borrower_keys[row],
        facts: &|row| plannable.facts(row),
        columns: &columns,
        score: &|row| scored.scores[row],
        is_bad: &|row| prepared.is_bad[row],
    })
}

/// Numbers that the model learned from, the most telling first, without what the law protects.
fn stand_ins<'a>(open: &'a OpenTable, scored: &'a Scored) -> Vec<NamedNumbers<'a>> {
    let is_feature = |name: &str| scored.setup.roles.iter().any(|(other, role)| other == name && *role == Role::Feature);
    let numbers = |(name, _): &'a (String, f64)| {
        let Some(Column::Number(numbers)) = open.reading.table.position(name).and_then(|idx| open.reading.table.column(idx)) else {
            return None;
        };
        (is_feature(name) && !is_protected(name)).then(|| NamedNumbers { name, values: numbers.values() })
    };
    scored.importance.iter().filter_map(numbers).collect()
}
