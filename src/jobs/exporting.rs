//! A file to take away: the pieces of the original in, those of the new file out.

use super::opening::{Cursor, OpenTable};
use super::plan_basis::plan_basis;
use super::plan_cells::{PlannedExport, SegmentLabels};
use super::planning::Planning;
use super::protocol::{Answer, ExportKind, JobError, JobId, WorkRow};
use super::scored::Scored;
use crate::export::{ExportError, RejectedRows, ScoredCsv};

/// A file that is being written.
pub(super) struct Exporting {
    pub(super) job: JobId,
    /// How far the original has been read.
    pub(super) cursor: Cursor,
    writer: Writer,
    pieces: Vec<Vec<u8>>,
}

enum Writer {
    Scored(Box<(ScoredCsv, PlannedExport)>),
    Rejected(Box<RejectedRows>),
}

/// What an export is written from.
pub(super) struct Exported<'a> {
    pub(super) open: &'a OpenTable,
    pub(super) scored: Option<&'a Scored>,
    pub(super) planning: &'a mut Planning,
}

impl Exporting {
    /// Begins a file of this kind, with these groups, and what was done if anything was, behind the scores.
    pub(super) fn start(
        job: JobId,
        kind: ExportKind,
        of: &mut Exported<'_>,
        (segments, work): (SegmentLabels, Vec<WorkRow>),
        now: f64,
    ) -> Result<Exporting, JobError> {
        let open = of.open;
        let writer = match kind {
            ExportKind::Scored { cut_offs, day } => {
                let scored = of.scored.ok_or(JobError::NoModel)?;
                let mut csv = ScoredCsv::new(&open.reading, &open.schema, &scored.scores, cut_offs).with_plan();
                if !work.is_empty() {
                    csv = csv.with_work();
                }
                let planned = of.planning.rows(open, scored, cut_offs).to_vec();
                let plannable = of.planning.plannable(open, scored, cut_offs);
                let basis = plan_basis(plannable.planner(), scored, day);
                let planned = PlannedExport::new(&plannable, &planned, segments, work).made_by(basis);
                Writer::Scored(Box::new((csv, planned)))
            }
            ExportKind::RejectedRows => Writer::Rejected(Box::new(RejectedRows::new(&open.reading))),
        };
        let cursor = Cursor { file: open.job, n_bytes: open.n_bytes, offset: 0, next_report: now };
        Ok(Exporting { job, cursor, writer, pieces: Vec::new() })
    }

    /// Takes the next piece of the original.
    pub(super) fn push(&mut self, bytes: &[u8], of: Exported<'_>) {
        self.cursor.offset += bytes.len() as u64;
        self.pieces.push(match &mut self.writer {
            Writer::Scored(scored) => {
                let (csv, planned) = scored.as_mut();
                let Some(scores) = of.scored else { return };
                let plannable = of.planning.plannable_by(of.open, scores, planned.basis());
                csv.push_planned(bytes, &mut |row| planned.cells(&plannable, row))
            }
            Writer::Rejected(writer) => writer.push(bytes, &of.open.reading),
        });
    }

    /// The end of the original: what was written, and its pieces.
    pub(super) fn finish(mut self, of: Exported<'_>) -> Result<(Answer, Vec<Vec<u8>>), JobError> {
        let open = of.open;
        if self.cursor.offset != open.n_bytes {
            return Err(gone(&ExportError::FileChanged));
        }
        let (rest, n_rows, n_left_out, suffix) = match self.writer {
            Writer::Scored(scored) => {
                let (csv, planned) = *scored;
                let plannable = of.planning.plannable_by(open, of.scored.ok_or(JobError::NoModel)?, planned.basis());
                let (rest, totals) = csv.finish_planned(&mut |row| planned.cells(&plannable, row)).map_err(|error| gone(&error))?;
                (rest, totals.n_rows, totals.n_left_out, "scored")
            }
            Writer::Rejected(writer) => {
                let (rest, n_rows) = writer.finish(&open.reading).map_err(|error| gone(&error))?;
                (rest, n_rows, 0, "rejected")
            }
        };
        self.pieces.push(rest);
        Ok((Answer::Export { file_name: open.export_name(suffix), n_rows, n_left_out }, self.pieces))
    }
}

impl std::fmt::Debug for Exporting {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Exporting").field("cursor", &self.cursor).finish_non_exhaustive()
    }
}

fn gone(error: &ExportError) -> JobError {
    JobError::FileGone(error.to_string())
}
