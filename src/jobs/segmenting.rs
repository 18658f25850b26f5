//! Borrowers into groups, a step at a time: the engine answers others in between.

use super::data_engine::{DataEngine, Effect};
use super::opening::OpenTable;
use super::planning::{Plannable, Planning};
use super::protocol::{Answer, ExportKind, JobError, JobId, Reply, WorkRow};
use super::scored::Scored;
use crate::data::schema::{Role, is_protected};
use crate::data::table::Column;
use crate::quantity::Currency;
use crate::segments::{NamedNumbers, SegmentSettings, SegmentSource, SegmentationRun};
use crate::sheets::segments::{no_segments_sheet, segments_sheet};
use crate::strategy::CutOffs;

/// Groups on their way, and who waits for them.
#[derive(Debug)]
pub(super) struct Segmenting {
    /// The training whose scores they are of.
    job: JobId,
    run: SegmentationRun,
    page: Option<(JobId, Currency)>,
    export: Option<(JobId, ExportKind, Vec<WorkRow>)>,
}

impl DataEngine {
    /// There are scores: lists, sums and exports name groups as soon as they are there. Who waited for the groups of the scores before
    /// waits for these: the page may have given the training up and still want the file.
    pub(super) fn start_segmenting(&mut self, job: JobId) {
        let (page, export) = self.segmenting.take().map(|before| (before.page, before.export)).unwrap_or_default();
        let (Some(open), Some(scored)) = (&self.open, &self.scored) else { return };
        let settings = SegmentSettings { seed: scored.prepared.params.seed, k: None };
        match with_source(&mut self.planning, open, scored, |source| SegmentationRun::new(source, settings)) {
            Ok(run) => {
                self.segmenting = Some(Segmenting { job, run, page, export });
                self.effects.push(Effect::Continue(job));
            }
            Err(error) => {
                self.planning.segmentation = Some(Err(error));
                self.reply(Reply::Grouped { job });
                self.serve_waiting(page, export, 0.0);
            }
        }
    }

    fn serve_waiting(&mut self, page: Option<(JobId, Currency)>, export: Option<(JobId, ExportKind, Vec<WorkRow>)>, now: f64) {
        if let Some((job, currency)) = page {
            self.show_groups(job, currency);
        }
        if let Some((job, kind, work)) = export {
            self.start_export(job, kind, work, now);
        }
    }

    /// The page wants to see the groups.
    pub(super) fn show_groups(&mut self, job: JobId, currency: Currency) {
        let sheet = match (&self.planning.segmentation, &mut self.segmenting) {
            (Some(Ok(groups)), _) => segments_sheet(groups, currency),
            (Some(Err(error)), _) => no_segments_sheet(error),
            (None, Some(running)) => {
                running.page = Some((job, currency));
                return;
            }
            (None, None) => return self.fail(job, JobError::NoModel),
        };
        self.reply(Reply::Answered { job, answer: Box::new(Answer::Sheet(sheet)) });
    }

    /// A file to take away names the groups: while they are being made it waits for them, and `None` comes back.
    pub(super) fn unless_groups_are_awaited(&mut self, job: JobId, kind: ExportKind, work: Vec<WorkRow>) -> Option<Vec<WorkRow>> {
        match self.segmenting.as_mut().filter(|_| matches!(kind, ExportKind::Scored { .. })) {
            Some(running) => {
                running.export = Some((job, kind, work));
                None
            }
            None => Some(work),
        }
    }

    /// Nobody waits for the file any more.
    pub(super) fn forget_waiting_export(&mut self, job: JobId) {
        if let Some(running) = &mut self.segmenting {
            running.export.take_if(|(waiting, ..)| *waiting == job);
        }
    }

    /// The next step of the groups, and what waited for them.
    pub(super) fn advance_segmenting(&mut self, job: JobId, now: f64) {
        let Some(mut segmenting) = self.segmenting.take_if(|segmenting| segmenting.job == job) else { return };
        let (Some(open), Some(scored)) = (&self.open, &self.scored) else { return };
        let Some(groups) = with_source(&mut self.planning, open, scored, |source| segmenting.run.step(source)) else {
            self.segmenting = Some(segmenting);
            return self.effects.push(Effect::Continue(job));
        };
        self.planning.segmentation = Some(Ok(groups));
        self.reply(Reply::Grouped { job });
        self.serve_waiting(segmenting.page, segmenting.export, now);
    }
}

/// The open loans as groups are made of them.
fn with_source<T>(planning: &mut Planning, open: &OpenTable, scored: &Scored, work: impl FnOnce(&SegmentSource<'_>) -> T) -> T {
    let plannable: Plannable<'_> = planning.plannable_without_limits(open, scored, CutOffs::default());
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
