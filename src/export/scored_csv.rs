use thiserror::Error;

use super::row_writer::{MESSAGE_COLUMNS, PLAN_COLUMNS, RowWriter, WORK_COLUMNS};
use crate::data::formula_guard::with_guard;
use crate::data::read::{KeptRows, Reading};
use crate::data::records::{Record, SplitError};
use crate::data::rows::{Misfit, Part, RowReader};
use crate::data::schema::Schema;
use crate::quantity::Probability;
use crate::quantity::format::decimal;
use crate::strategy::CutOffs;

/// Writes the original file again, piece by piece, with the score, the band and the strategy of each row behind it.
/// The original's text stays as it is, but for cells that a spreadsheet would run as formulas: they get a leading
/// apostrophe. Comments, and lines whose cells are all empty, go; rows quoted as a whole are written as the rows that they were, if they
/// were read so. Columns that an earlier export added are replaced, and cells that it guarded stay guarded once.
#[derive(Debug)]
pub struct ScoredCsv {
    rows: Option<RowReader>,
    body: Body,
}

/// The cells of [`PLAN_COLUMNS`], and of [`WORK_COLUMNS`] and [`MESSAGE_COLUMNS`] where they are written, for a row of the table or for one that is not in
/// it.
pub type PlanCells<'a> = dyn FnMut(Option<usize>) -> Vec<String> + 'a;

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

/// What becomes of each part of the file.
#[derive(Debug)]
struct Body {
    writer: RowWriter,
    /// A file without a header gets one before its first row.
    needs_header: bool,
    kept: KeptRows,
    scores: Vec<Option<Probability>>,
    cut_offs: CutOffs,
    data_row: u64,
    /// Copies of rows fit and have no score.
    drops_copies: bool,
    totals: ExportTotals,
}

impl ScoredCsv {
    /// For a file as it was read, one score a row of its table.
    pub fn new(reading: &Reading, schema: &Schema, scores: &[Option<Probability>], cut_offs: CutOffs) -> ScoredCsv {
        let dialect = &reading.dialect;
        ScoredCsv {
            rows: Some(RowReader::new(*dialect, reading.table.n_columns())),
            body: Body {
                writer: RowWriter::new(&reading.table, schema, dialect),
                needs_header: !dialect.has_header,
                kept: reading.kept.clone(),
                scores: scores.to_vec(),
                cut_offs,
                data_row: 0,
                drops_copies: reading.drops_copies,
                totals: ExportTotals::default(),
            },
        }
    }

    /// With the plan behind the scores: pieces come with [`Self::push_planned`] then.
    pub fn with_plan(mut self) -> ScoredCsv {
        self.body.writer.add_columns(&PLAN_COLUMNS);
        self
    }

    /// With what was done behind the plan, which must be there.
    pub fn with_work(mut self) -> ScoredCsv {
        self.body.writer.add_columns(&WORK_COLUMNS);
        self
    }

    /// With messages behind the plan, and behind what was done.
    pub fn with_messages(mut self) -> ScoredCsv {
        self.body.writer.add_columns(&MESSAGE_COLUMNS);
        self
    }

    /// Takes the next piece of the original and returns what can be written. An error is kept for [`Self::finish`].
    pub fn push(&mut self, bytes: &[u8]) -> Vec<u8> {
        self.push_planned(bytes, &mut no_plan)
    }

    /// The same, with the plan of each row.
    pub fn push_planned(&mut self, bytes: &[u8], plan: &mut PlanCells<'_>) -> Vec<u8> {
        let body = &mut self.body;
        if let Some(rows) = &mut self.rows
            && rows.push(bytes, &mut |part, record| body.take(part, record, plan)).is_err()
        {
            self.rows = None;
        }
        self.body.writer.cells.take()
    }

    /// The end of the original: returns the rest, or why what was written so far is not the scored file.
    pub fn finish(self) -> Result<(Vec<u8>, ExportTotals), ExportError> {
        self.finish_planned(&mut no_plan)
    }

    /// The same, with the plan of each row.
    pub fn finish_planned(mut self, plan: &mut PlanCells<'_>) -> Result<(Vec<u8>, ExportTotals), ExportError> {
        let rows = self.rows.take().ok_or(ExportError::FileChanged)?;
        let body = &mut self.body;
        rows.finish(&mut |part, record| body.take(part, record, plan))?;
        if body.data_row != body.kept.n_data_rows() {
            return Err(ExportError::FileChanged);
        }
        Ok((body.writer.cells.take(), body.totals))
    }
}

fn no_plan(_row: Option<usize>) -> Vec<String> {
    Vec::new()
}

impl Body {
    fn take(&mut self, part: Part, record: Record<'_>, plan: &mut PlanCells<'_>) -> Result<(), ExportError> {
        match part {
            Part::SeparatorLine => self.writer.write_line(record.raw()),
            Part::AboveHeader => self.writer.write_other(record),
            Part::Header => self.writer.write_header(record),
            Part::Row { .. } | Part::LeftOut(_) => {
                if std::mem::take(&mut self.needs_header) {
                    self.writer.write_made_header();
                }
                return self.take_row(part, record, plan);
            }
        }
        Ok(())
    }

    fn take_row(&mut self, part: Part, record: Record<'_>, plan: &mut PlanCells<'_>) -> Result<(), ExportError> {
        let table_row = self.kept.table_row(self.data_row);
        self.data_row += 1;
        let is_copy = table_row.is_none() && self.drops_copies;
        if !is_copy && table_row.is_some() != matches!(part, Part::Row { .. }) {
            return Err(ExportError::FileChanged);
        }
        if part == Part::LeftOut(Misfit::Blank) {
            return Ok(());
        }
        if record.n_fields() > self.writer.n_columns() {
            self.totals.n_left_out += 1;
            return Ok(());
        }
        let score = match table_row {
            Some(row) => *self.scores.get(row).ok_or(ExportError::FileChanged)?,
            None => None,
        };
        let strategy = self.cut_offs.strategy(score);
        let score = score.map_or(String::new(), |score| format!("{:.6}", score.value()));
        let mut planned = if self.writer.has_plan() { plan(table_row) } else { Vec::new() };
        planned.iter_mut().for_each(guard);
        let mut added = vec![score.as_str(), strategy.file_band(), strategy.file_label()];
        added.extend(planned.iter().map(String::as_str));
        match part {
            // Its quote is open.
            Part::LeftOut(Misfit::CutOff) => self.writer.write_anew(record, &added),
            _ => self.writer.write_row(record, &added),
        }
        self.totals.n_rows += 1;
        Ok(())
    }
}

/// Words may come from the names of columns, or from the person: none of them must run as a formula. A number is none.
fn guard(cell: &mut String) {
    if with_guard(cell.as_bytes(), decimal(cell).is_some()).is_some() {
        cell.insert(0, '\'');
    }
}
