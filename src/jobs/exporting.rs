//! A file to take away: the pieces of the original in, those of the new file out.

use super::opening::{Cursor, OpenTable};
use super::protocol::{Answer, ExportKind, JobError, JobId};
use super::scored::Scored;
use crate::data::read::Reading;
use crate::export::{ExportError, RejectedRows, ScoredCsv};

/// A file that is being written.
#[derive(Debug)]
pub(super) struct Exporting {
    pub(super) job: JobId,
    /// How far the original has been read.
    pub(super) cursor: Cursor,
    writer: Writer,
    pieces: Vec<Vec<u8>>,
}

#[derive(Debug)]
enum Writer {
    Scored(Box<ScoredCsv>),
    Rejected(Box<RejectedRows>),
}

impl Exporting {
    /// Begins a file of this kind.
    pub(super) fn start(job: JobId, kind: ExportKind, open: &OpenTable, scored: Option<&Scored>, now: f64) -> Result<Exporting, JobError> {
        let writer = match kind {
            ExportKind::Scored(cut_offs) => {
                let scores = &scored.ok_or(JobError::NoModel)?.scores;
                Writer::Scored(Box::new(ScoredCsv::new(&open.reading, &open.schema, scores, cut_offs)))
            }
            ExportKind::RejectedRows => Writer::Rejected(Box::new(RejectedRows::new(&open.reading))),
        };
        let cursor = Cursor { file: open.job, n_bytes: open.n_bytes, offset: 0, next_report: now };
        Ok(Exporting { job, cursor, writer, pieces: Vec::new() })
    }

    /// Takes the next piece of the original.
    pub(super) fn push(&mut self, bytes: &[u8], reading: &Reading) {
        self.cursor.offset += bytes.len() as u64;
        self.pieces.push(match &mut self.writer {
            Writer::Scored(writer) => writer.push(bytes),
            Writer::Rejected(writer) => writer.push(bytes, reading),
        });
    }

    /// The end of the original: what was written, and its pieces.
    pub(super) fn finish(mut self, open: &OpenTable) -> Result<(Answer, Vec<Vec<u8>>), JobError> {
        if self.cursor.offset != open.n_bytes {
            return Err(gone(&ExportError::FileChanged));
        }
        let (rest, n_rows, n_left_out, suffix) = match self.writer {
            Writer::Scored(writer) => {
                let (rest, totals) = writer.finish().map_err(|error| gone(&error))?;
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

fn gone(error: &ExportError) -> JobError {
    JobError::FileGone(error.to_string())
}
