use super::cell_writer::CellWriter;
use crate::data::formula_guard::{has_guard, with_guard};
use crate::data::read::Dialect;
use crate::data::records::Record;
use crate::data::schema::{Role, Schema};
use crate::data::table::{Kind, Table};

/// The columns that an export of scores adds, in order.
pub const ADDED_COLUMNS: [&str; 3] = ["risk_score", "risk_band", "recovery_strategy"];
/// The columns that an export of the plan adds behind them: the group, who the borrower is, the repayment plan or settlement with
/// its first payment, what is done next, why, what that is expected to bring (net, an estimate) and how much of it beyond waiting, whether
/// a person looks first, whether a person is needed at all, the place in the work queue, from 1, and by which policy, cut-offs and model it was planned on which day.
pub const PLAN_COLUMNS: [&str; 11] = [
    "segment",
    "persona",
    "plan",
    "next_action",
    "reasons",
    "expected_value",
    "over_waiting",
    "person_first",
    "needs_human",
    "work_order",
    "plan_basis",
];
/// The columns behind those, of an export that says what was done: whether the borrower is done with, what came of the contact, and
/// what was noted.
pub const WORK_COLUMNS: [&str; 3] = ["done", "contact_outcome", "note"];
/// The columns behind those, of an export with messages: the way each goes, what it says, and whether it may go as it is.
pub const MESSAGE_COLUMNS: [&str; 3] = ["message_channel", "message", "message_check"];

/// Writes records again with cells added, in the dialect of their file.
#[derive(Debug)]
pub(super) struct RowWriter {
    /// What is written so far; the owner takes it away.
    pub(super) cells: CellWriter,
    columns: Vec<OriginalColumn>,
    has_own_export: bool,
    /// What is added behind [`ADDED_COLUMNS`].
    planned: Vec<&'static str>,
}

/// A column of the file.
#[derive(Debug)]
struct OriginalColumn {
    name: String,
    is_number: bool,
    /// Whether it stays: an earlier export did not add it.
    is_kept: bool,
}

impl RowWriter {
    pub(super) fn new(table: &Table, schema: &Schema, dialect: &Dialect) -> RowWriter {
        let columns = table.names().iter().zip(table.columns()).enumerate();
        let columns: Vec<OriginalColumn> = columns
            .map(|(column_idx, (name, column))| OriginalColumn {
                name: name.clone(),
                is_number: column.kind() == Kind::Number,
                is_kept: schema.columns.get(column_idx).is_none_or(|described| described.role != Role::OwnExport),
            })
            .collect();
        let has_own_export = columns.iter().any(|column| !column.is_kept);
        RowWriter { cells: CellWriter::of_file(dialect), columns, has_own_export, planned: Vec::new() }
    }

    /// Whether rows come with more cells than those of [`ADDED_COLUMNS`].
    pub(super) fn has_plan(&self) -> bool {
        !self.planned.is_empty()
    }

    /// Rows come with the cells of these columns, too, behind those that were there.
    pub(super) fn add_columns(&mut self, names: &[&'static str]) {
        self.planned.extend(names);
    }

    /// Columns of the file, with those of an earlier export.
    pub(super) fn n_columns(&self) -> usize {
        self.columns.len()
    }

    /// A line as it is.
    pub(super) fn write_line(&mut self, line: &[u8]) {
        self.cells.write_raw(line, 1);
        self.cells.end_line();
    }

    /// A line that is none of the table's: nothing is added.
    pub(super) fn write_other(&mut self, record: Record<'_>) {
        let cells: Vec<Cell> = record.fields().map(|field| Cell::Kept(self.guarded(field, false))).collect();
        self.write_cells(record, &cells);
        self.cells.end_line();
    }

    /// A row whose own bytes must not come first in a line, each cell written anew.
    pub(super) fn write_anew(&mut self, record: Record<'_>, added: &[&str]) {
        for (field, column) in record.fields().zip(&self.columns) {
            if column.is_kept {
                let guarded = self.guarded(field, column.is_number);
                self.cells.add_cell(guarded.as_deref().unwrap_or(field));
            }
        }
        self.fill_up(record.n_fields());
        self.write_added(added);
    }

    /// A row with cells added; missing cells before them are made.
    pub(super) fn write_row(&mut self, record: Record<'_>, added: &[&str]) {
        self.write_original(record, 0, false);
        self.fill_up(record.n_fields());
        self.write_added(added);
    }

    /// The file's own header. A column without a name (R writes row names so; some programs end each row with a
    /// delimiter) is told by which names fit.
    pub(super) fn write_header(&mut self, record: Record<'_>) {
        let n_fitting = |shift: usize| {
            let fits = |(field, column): (&[u8], &OriginalColumn)| String::from_utf8_lossy(field).trim() == column.name;
            record.fields().zip(self.columns.iter().skip(shift)).filter(|pair| fits(*pair)).count()
        };
        let is_first_unnamed = record.n_fields() + 1 == self.columns.len() && n_fitting(1) > n_fitting(0);
        let shift = usize::from(is_first_unnamed);
        self.write_original(record, shift, true);
        self.fill_up(record.n_fields() + shift);
        self.write_added_names();
    }

    /// A header for a file that has none.
    pub(super) fn write_made_header(&mut self) {
        let names: Vec<String> = self.columns.iter().filter(|column| column.is_kept).map(|column| column.name.clone()).collect();
        names.iter().for_each(|name| self.cells.add_cell(name.as_bytes()));
        self.write_added_names();
    }

    /// The cells that stay, in their own bytes where nothing must be changed. The first cell belongs to column `shift`.
    fn write_original(&mut self, record: Record<'_>, shift: usize, is_header: bool) {
        let is_kept = |field_idx: usize| self.columns.get(field_idx + shift).is_some_and(|column| column.is_kept);
        let is_number = |field_idx: usize| !is_header && self.columns.get(field_idx + shift).is_some_and(|column| column.is_number);
        let guard = |field_idx: usize| self.guarded(record.field(field_idx), is_number(field_idx));
        let cells: Vec<Cell> =
            (0..record.n_fields()).map(|idx| if is_kept(idx) { Cell::Kept(guard(idx)) } else { Cell::Dropped }).collect();
        self.write_cells(record, &cells);
    }

    /// The cell with an apostrophe, where it needs one that it does not have.
    fn guarded(&self, field: &[u8], is_number: bool) -> Option<Vec<u8>> {
        let is_guarded = self.has_own_export && has_guard(field);
        if is_guarded { None } else { with_guard(field, is_number) }
    }

    fn write_cells(&mut self, record: Record<'_>, cells: &[Cell]) {
        if cells.iter().all(|cell| matches!(cell, Cell::Kept(None))) {
            self.cells.write_raw(record.raw(), cells.len());
        } else {
            self.write_changed(record, cells);
        }
    }

    /// Cell by cell, with what stands between them.
    fn write_changed(&mut self, record: Record<'_>, cells: &[Cell]) {
        let (raw, places) = (record.raw(), record.places());
        let mut end_before = 0;
        for (field_idx, (place, cell)) in places.iter().zip(cells).enumerate() {
            if let Cell::Kept(guarded) = cell {
                if self.cells.n_cells_in_line() > 0 || field_idx == 0 {
                    self.cells.write_raw(&raw[end_before..place.start], 0);
                }
                match guarded {
                    Some(guarded) => self.cells.write_cell(guarded),
                    None => self.cells.write_raw(&raw[place.clone()], 1),
                }
            }
            end_before = place.end;
        }
        // Blanks at the end, but for the one that separated what is dropped.
        let last_kept = cells.iter().rposition(|cell| matches!(cell, Cell::Kept(_)));
        if let Some((field_idx, place)) = last_kept.and_then(|field_idx| Some((field_idx, places.get(field_idx)?))) {
            let end = places.get(field_idx + 1).map_or(raw.len(), |dropped| dropped.start - 1);
            self.cells.write_raw(&raw[place.end..end], 0);
        }
    }

    /// Empty cells for the columns that stay and that a record of `n_fields` does not reach.
    fn fill_up(&mut self, n_fields: usize) {
        let n_lacking = self.columns.iter().skip(n_fields).filter(|column| column.is_kept).count();
        (0..n_lacking).for_each(|_| self.cells.add_cell(b""));
    }

    fn write_added_names(&mut self) {
        let names = [&ADDED_COLUMNS, self.planned.as_slice()].concat();
        self.write_added(&names);
    }

    fn write_added(&mut self, cells: &[&str]) {
        cells.iter().for_each(|cell| self.cells.add_cell(cell.as_bytes()));
        self.cells.end_line();
    }
}

/// What becomes of a cell of the file.
enum Cell {
    /// It stays, with an apostrophe if a spreadsheet would run it.
    Kept(Option<Vec<u8>>),
    Dropped,
}
