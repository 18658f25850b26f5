use super::cell_writer::CellWriter;
use super::scored_csv::ExportError;
use crate::data::formula_guard::{has_guard, with_guard};
use crate::data::missing::presence_of;
use crate::data::read::{HeaderFit, Reading};
use crate::data::records::Record;
use crate::data::rows::{Misfit, Part, RowReader};
use crate::data::table::Kind;

/// The columns that stand before those of the file: behind them, a row that is too long would push them aside.
const ADDED_COLUMNS: [&str; 2] = ["row", "problem"];

/// Writes the rows of the original file of which something was not read as it stands: rows that were left out, and rows
/// with a cell that counts as missing because it does not fit its column. Before each: its number and what is wrong.
#[derive(Debug)]
pub struct RejectedRows {
    rows: Option<RowReader>,
    body: Body,
}

#[derive(Debug)]
struct Body {
    cells: CellWriter,
    data_row: u64,
    n_written: u64,
    needs_header: bool,
}

impl RejectedRows {
    /// For a file as it was read.
    pub fn new(reading: &Reading) -> RejectedRows {
        let cells = CellWriter::of_file(&reading.dialect);
        let body = Body { cells, data_row: 0, n_written: 0, needs_header: !reading.dialect.has_header };
        RejectedRows { rows: Some(RowReader::new(reading.dialect, reading.table.n_columns())), body }
    }

    /// Takes the next piece of the original, with its reading, and returns what can be written. An error is kept for
    /// [`Self::finish`].
    pub fn push(&mut self, bytes: &[u8], reading: &Reading) -> Vec<u8> {
        let body = &mut self.body;
        if let Some(rows) = &mut self.rows
            && rows.push(bytes, &mut |part, record| body.take(part, record, reading)).is_err()
        {
            self.rows = None;
        }
        self.body.cells.take()
    }

    /// The end of the original: the rest, and how many rows were written in all.
    pub fn finish(mut self, reading: &Reading) -> Result<(Vec<u8>, u64), ExportError> {
        let rows = self.rows.take().ok_or(ExportError::FileChanged)?;
        let body = &mut self.body;
        rows.finish(&mut |part, record| body.take(part, record, reading))?;
        if body.data_row != reading.kept.n_data_rows() {
            return Err(ExportError::FileChanged);
        }
        Ok((body.cells.take(), body.n_written))
    }
}

impl Body {
    fn take(&mut self, part: Part, record: Record<'_>, reading: &Reading) -> Result<(), ExportError> {
        let problem = match part {
            Part::SeparatorLine | Part::AboveHeader => return Ok(()),
            Part::Header => {
                self.write_header(record, reading);
                return Ok(());
            }
            Part::Row { .. } => {
                // A row that fits and is not in the table is a copy of one before.
                let table_row = reading.kept.table_row(self.data_row);
                table_row.map_or_else(|| "a copy of a row before".to_owned(), |table_row| unfit_cells(record, table_row, reading))
            }
            Part::LeftOut(misfit) => words_of(misfit),
        };
        if std::mem::take(&mut self.needs_header) {
            self.write_names(reading);
        }
        self.data_row += 1;
        if !problem.is_empty() {
            self.n_written += 1;
            self.cells.add_cell(self.data_row.to_string().as_bytes());
            self.cells.add_cell(problem.as_bytes());
            self.write_cells(record, reading, false);
        }
        Ok(())
    }

    fn write_header(&mut self, record: Record<'_>, reading: &Reading) {
        ADDED_COLUMNS.iter().for_each(|name| self.cells.add_cell(name.as_bytes()));
        if reading.dialect.header_fit == HeaderFit::FirstCellUnnamed {
            self.cells.add_cell(b"");
        }
        self.write_cells(record, reading, true);
    }

    fn write_names(&mut self, reading: &Reading) {
        let names = ADDED_COLUMNS.into_iter().chain(reading.table.names().iter().map(String::as_str));
        names.for_each(|name| self.cells.add_cell(name.as_bytes()));
        self.cells.end_line();
    }

    fn write_cells(&mut self, record: Record<'_>, reading: &Reading, is_header: bool) {
        for (column_idx, field) in record.fields().enumerate() {
            let column = reading.table.column(column_idx);
            let is_number = !is_header && column.is_some_and(|column| column.kind() == Kind::Number);
            let guarded = if has_guard(field) { None } else { with_guard(field, is_number) };
            self.cells.add_cell(guarded.as_deref().unwrap_or(field));
        }
        self.cells.end_line();
    }
}

fn words_of(misfit: Misfit) -> String {
    match misfit {
        Misfit::CellCount { expected, found } => format!("{found} cells instead of {expected}"),
        Misfit::Wrapped => "quoted as a whole".to_owned(),
        Misfit::Total => "a total of other rows".to_owned(),
        Misfit::Blank => "no cell is filled".to_owned(),
        Misfit::CutOff => "the file ends inside quotes".to_owned(),
    }
}

/// The cells that were there and count as missing, and characters that are damaged.
fn unfit_cells(record: Record<'_>, table_row: usize, reading: &Reading) -> String {
    let mut problems = Vec::new();
    let columns = reading.table.names().iter().zip(reading.table.columns());
    for ((name, column), field) in columns.zip(record.fields()) {
        let kind = match column.kind() {
            Kind::Number => "number",
            Kind::Date => "date",
            _ => continue,
        };
        if column.is_missing(table_row) {
            let text = String::from_utf8_lossy(field);
            if presence_of(text.trim()).is_told_of() {
                problems.push(format!("{name}: not a {kind}"));
            }
        }
    }
    if record.texts().is_err() {
        problems.push("a damaged character".to_owned());
    }
    problems.join("; ")
}
