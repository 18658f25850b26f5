use thiserror::Error;

use super::row_writer::RowWriter;
use crate::data::read::{KeptRows, Reading};
use crate::data::records::{BYTE_ORDER_MARK, Record, RecordSplitter, SplitError};
use crate::data::schema::Schema;
use crate::quantity::Probability;
use crate::strategy::CutOffs;

/// Writes the original file again, piece by piece, with the score, the band and the strategy of each row behind it.
/// The original's bytes stay as they are, but for cells that a spreadsheet would run as formulas: they get a leading
/// apostrophe. Columns that an earlier export added are replaced, and cells that it guarded stay guarded once.
#[derive(Debug)]
pub struct ScoredCsv {
    splitter: Option<RecordSplitter>,
    body: Body,
}

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ExportTotals {
    /// Rows written.
    pub n_rows: u64,
    /// Rows that could not be written, having more cells than the header.
    pub n_left_out: u64,
}

/// Why the file cannot be written.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ExportError {
    /// The file no longer has the rows that were scored.
    #[error("the file has changed since it was opened")]
    FileChanged,
    /// The file can no longer be split into rows.
    #[error(transparent)]
    Split(#[from] SplitError),
}

/// Which record is which, and what becomes of it.
#[derive(Debug)]
struct Body {
    writer: RowWriter,
    next: Next,
    has_header: bool,
    kept: KeptRows,
    scores: Vec<Option<Probability>>,
    cut_offs: CutOffs,
    data_row: u64,
    totals: ExportTotals,
}

/// What the next record of the file is.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Next {
    SeparatorLine,
    /// The header; in a file without one, the first row, before which one is made.
    Top,
    Row,
}

impl ScoredCsv {
    /// For a file as it was read, one score a row of its table.
    pub fn new(reading: &Reading, schema: &Schema, scores: &[Option<Probability>], cut_offs: CutOffs) -> ScoredCsv {
        let dialect = reading.dialect;
        let mut writer = RowWriter::new(&reading.table, schema, dialect);
        if dialect.has_bom {
            writer.out.extend(BYTE_ORDER_MARK);
        }
        ScoredCsv {
            splitter: Some(RecordSplitter::new(dialect.delimiter)),
            body: Body {
                writer,
                next: if dialect.has_separator_line { Next::SeparatorLine } else { Next::Top },
                has_header: dialect.has_header,
                kept: reading.kept.clone(),
                scores: scores.to_vec(),
                cut_offs,
                data_row: 0,
                totals: ExportTotals::default(),
            },
        }
    }

    /// Takes the next piece of the original and returns what can be written. An error is kept for [`Self::finish`].
    pub fn push(&mut self, bytes: &[u8]) -> Vec<u8> {
        let body = &mut self.body;
        if let Some(splitter) = &mut self.splitter
            && splitter.push(bytes, &mut |record| body.take(record)).is_err()
        {
            self.splitter = None;
        }
        std::mem::take(&mut self.body.writer.out)
    }

    /// The end of the original: returns the rest, or why what was written so far is not the scored file.
    pub fn finish(mut self) -> Result<(Vec<u8>, ExportTotals), ExportError> {
        let splitter = self.splitter.take().ok_or(ExportError::FileChanged)?;
        let body = &mut self.body;
        splitter.finish(&mut |record| body.take(record))?;
        if body.data_row != body.kept.n_data_rows() {
            return Err(ExportError::FileChanged);
        }
        Ok((std::mem::take(&mut body.writer.out), body.totals))
    }
}

impl Body {
    fn take(&mut self, record: Record<'_>) -> Result<(), ExportError> {
        match (self.next, self.has_header) {
            (Next::SeparatorLine, _) => {
                self.next = Next::Top;
                self.writer.write_line(record.raw());
                return Ok(());
            }
            (Next::Top, true) => {
                self.next = Next::Row;
                self.writer.write_header(record);
                return Ok(());
            }
            (Next::Top, false) => self.writer.write_made_header(),
            (Next::Row, _) => {}
        }
        self.next = Next::Row;
        self.take_row(record)
    }

    fn take_row(&mut self, record: Record<'_>) -> Result<(), ExportError> {
        let table_row = self.kept.table_row(self.data_row);
        self.data_row += 1;
        let n_columns = self.writer.n_columns();
        if table_row.is_some() != (record.n_fields() == n_columns) {
            return Err(ExportError::FileChanged);
        }
        if record.n_fields() > n_columns {
            self.totals.n_left_out += 1;
            return Ok(());
        }
        let score = match table_row {
            Some(row) => *self.scores.get(row).ok_or(ExportError::FileChanged)?,
            None => None,
        };
        let strategy = self.cut_offs.strategy(score);
        let score = score.map_or(String::new(), |score| format!("{:.6}", score.value()));
        self.writer.write_row(record, [&score, strategy.file_band(), strategy.file_label()]);
        self.totals.n_rows += 1;
        Ok(())
    }
}
