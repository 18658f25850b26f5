//! A file to take away: the pieces of the original in, those of the new file out.

use super::mailing::Mailed;
use super::opening::{Cursor, OpenTable};
use super::plan_basis::plan_basis;
use super::plan_cells::{PlannedExport, SegmentLabels, message_cells};
use super::planning::Planning;
use super::protocol::{Answer, ExportDone, ExportOrder, JobError, JobId};
use super::scored::Scored;
use crate::data::formula_guard::with_guard;
use crate::data::read::LineEnd;
use crate::data::records::{BYTE_ORDER_MARK, Format};
use crate::export::{CellWriter, ExportError, MESSAGE_COLUMNS, RejectedRows, ScoredCsv};

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
    /// Begins the file that is ordered, with these groups and messages behind the scores.
    pub(super) fn start(
        job: JobId,
        order: ExportOrder,
        of: &mut Exported<'_>,
        (segments, mailed): (SegmentLabels, Vec<Mailed>),
        now: f64,
    ) -> Result<Exporting, JobError> {
        let open = of.open;
        let writer = match order {
            ExportOrder::Scored { cut_offs, day, signed_by, work, messages } => {
                let scored = of.scored.ok_or(JobError::NoModel)?;
                let mut csv = ScoredCsv::new(&open.reading, &open.schema, &scored.scores, cut_offs).with_plan();
                if !work.is_empty() {
                    csv = csv.with_work();
                }
                if messages.is_some() {
                    csv = csv.with_messages();
                }
                let planned = of.planning.rows(open, scored, cut_offs).to_vec();
                let plannable = of.planning.plannable(open, scored, cut_offs);
                let basis = plan_basis(plannable.planner(), scored, day, &signed_by);
                let planned = PlannedExport::new(&plannable, &planned, segments, work).made_by(basis);
                let planned = if messages.is_some() { planned.with_messages(mailed) } else { planned };
                Writer::Scored(Box::new((csv, planned)))
            }
            ExportOrder::RejectedRows => Writer::Rejected(Box::new(RejectedRows::new(&open.reading))),
            // It is written without the original.
            ExportOrder::Messages(_) => return Err(JobError::Garbled),
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
        let (mut n_messages, mut has_plan) = (None, false);
        let (rest, n_rows, n_left_out, suffix) = match self.writer {
            Writer::Scored(scored) => {
                let (csv, planned) = *scored;
                (n_messages, has_plan) = (planned.messages().map(n_ready), true);
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
        let done = ExportDone { file_name: open.export_name(suffix), n_rows, n_left_out, n_messages, has_plan };
        Ok((Answer::Export(done), self.pieces))
    }
}

/// Messages that may go.
fn n_ready(mailed: &[Mailed]) -> u64 {
    mailed.iter().filter(|message| message.obstacle.is_none()).count() as u64
}

/// Messages as a file of their own, one a line, by place in the work queue.
pub(super) fn messages_file(open: &OpenTable, mailed: &[Mailed]) -> (Answer, Vec<u8>) {
    let mut cells = CellWriter::new(Format::default(), LineEnd::CrLf);
    let mut write = |line: &[&str]| {
        line.iter().for_each(|text| cells.add_cell(with_guard(text.as_bytes(), false).as_deref().unwrap_or(text.as_bytes())));
        cells.end_line();
    };
    write(&[&["row", "borrower"], &MESSAGE_COLUMNS[..]].concat());
    for message in mailed {
        let [channel, text, check] = message_cells(message);
        write(&[&(message.row + 1).to_string(), &message.identifier, &channel, &text, &check]);
    }
    let (file_name, n_rows) = (open.export_name("messages"), mailed.len() as u64);
    let done = ExportDone { file_name, n_rows, n_left_out: 0, n_messages: Some(n_ready(mailed)), has_plan: false };
    // Programs that open tables by a click take a file without the mark for another encoding.
    (Answer::Export(done), [&BYTE_ORDER_MARK[..], &cells.take()].concat())
}

impl std::fmt::Debug for Exporting {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Exporting").field("cursor", &self.cursor).finish_non_exhaustive()
    }
}

fn gone(error: &ExportError) -> JobError {
    JobError::FileGone(error.to_string())
}
