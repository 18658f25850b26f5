//! Parts of a file to columns: the header becomes the names, each row its cells, and what is left out an issue. Comes in:
//! the parts of a file whose dialect is known. Goes out: a [`Reading`].

use std::collections::BTreeSet;

use super::column_builder::ColumnBuilder;
use super::dialect::HeaderFit;
use super::formula_guard::without_guard;
use super::header::{numbered_names, unique_names};
use super::issue::{DataIssue, IssueLog, Oddity, Remedy};
use super::kept_rows::KeptRows;
use super::plain_rows::PlainRows;
use super::question::{answer_for, shown};
use super::read::{ReadOptions, Reading};
use super::read_error::ReadError;
use super::records::{MAX_FIELDS, Record, SplitError};
use super::roles::holds_own_export;
use super::rows::{FileEnd, ForeignByte, Misfit, Part, RowTaker};
use super::sentinel::find_sentinels;
use super::sniff::Sniffed;
use super::table::Table;
use super::typed_column::{TypingContext, type_columns};
use crate::quantity::{hash_bytes, hash_pair};

/// Rows beyond which a file is refused.
const MAX_ROWS: u64 = 5_000_000;
/// Rows that [`Reading::first_rows`] shows.
const N_FIRST_ROWS: usize = 20;

/// Why splitting stopped: by the splitter or by the sink.
pub(super) enum Stop {
    Split(SplitError),
    Read(ReadError),
}

impl From<SplitError> for Stop {
    fn from(error: SplitError) -> Self {
        Stop::Split(error)
    }
}

impl Stop {
    /// With rows instead of records.
    pub fn into_error(self, n_lead: u64) -> ReadError {
        let row_of = |record: u64| (record + 1).saturating_sub(n_lead);
        match self {
            Stop::Read(error) => error,
            Stop::Split(SplitError::FieldTooLong { record, line }) => ReadError::FieldTooLong { row: row_of(record), line },
            Stop::Split(SplitError::TooManyFields { .. }) => ReadError::TooManyColumns { limit: MAX_FIELDS as u64 },
            Stop::Split(SplitError::UnterminatedQuote { record, line }) => ReadError::UnterminatedQuote { row: row_of(record), line },
        }
    }
}

/// What becomes of the parts of a file.
#[derive(Debug)]
pub(super) struct RowSink {
    sniffed: Sniffed,
    options: ReadOptions,
    /// An earlier export has put apostrophes before cells that a spreadsheet would run.
    is_guarded: bool,
    names: Vec<String>,
    columns: Vec<ColumnBuilder>,
    issues: IssueLog,
    kept: KeptRows,
    first_rows: Vec<Vec<String>>,
    first_cell_count: u64,
    /// The file's size, until there is room for its rows; 0 where it is not known.
    n_bytes_expected: u64,
    /// Of the rows so far, where copies are left out.
    seen: BTreeSet<u64>,
}

impl RowTaker for RowSink {
    type Error = Stop;

    fn take(&mut self, part: Part, record: Record<'_>) -> Result<(), Stop> {
        match part {
            Part::SeparatorLine => Ok(()),
            Part::AboveHeader => {
                let text = shown(String::from_utf8_lossy(record.raw()).trim());
                self.note(None, Oddity::LineAboveHeader { line: record.line(), text }, Remedy::RowLeftOut);
                Ok(())
            }
            Part::Header => self.take_header(record).map_err(Stop::Read),
            Part::Row { .. } if self.options.drops_copies && !self.seen.insert(hash_of(record)) => {
                self.count_row(false, record)?;
                self.note_row(Oddity::CopiedRow, Remedy::RowLeftOut);
                Ok(())
            }
            Part::Row { was_wrapped } => {
                self.count_row(true, record)?;
                if was_wrapped {
                    self.note_row(Oddity::WrappedRow, Remedy::Unwrapped);
                }
                self.take_row(record);
                Ok(())
            }
            Part::LeftOut(misfit) => {
                self.count_row(false, record)?;
                self.leave_out(misfit, record);
                Ok(())
            }
        }
    }

    fn most_plain_rows(&self) -> usize {
        let is_looked_at = self.first_rows.len() < N_FIRST_ROWS || self.is_guarded || self.options.drops_copies;
        if is_looked_at { 0 } else { MAX_ROWS.saturating_sub(self.kept.n_data_rows()) as usize }
    }

    fn take_plain_rows(&mut self, bytes: &[u8], rows: &PlainRows) {
        self.make_room(rows);
        self.kept.push_kept(rows.n_rows() as u64);
        for (column_idx, column) in self.columns.iter_mut().enumerate() {
            column.push_cells(&rows.column(bytes, column_idx));
        }
    }
}

impl RowSink {
    pub fn new(sniffed: Sniffed, options: ReadOptions, n_bytes_expected: u64) -> Self {
        let mut sink = RowSink {
            sniffed,
            options,
            is_guarded: false,
            names: Vec::new(),
            columns: Vec::new(),
            issues: IssueLog::default(),
            kept: KeptRows::default(),
            first_rows: Vec::new(),
            first_cell_count: 0,
            n_bytes_expected,
            seen: BTreeSet::new(),
        };
        if !sniffed.dialect.has_header {
            sink.name_columns(numbered_names(sniffed.n_cells));
        }
        sink
    }

    /// How many records stand before the first row of data.
    pub fn n_lead_records(&self) -> u64 {
        self.sniffed.dialect.n_lead_records()
    }

    /// Rows of data taken so far.
    pub fn n_data_rows(&self) -> u64 {
        self.kept.n_data_rows()
    }

    /// Room for all rows of the file, if they are as long as these: columns that grow are copied again and again.
    fn make_room(&mut self, rows: &PlainRows) {
        let n_bytes = std::mem::take(&mut self.n_bytes_expected);
        if n_bytes > 0 && rows.n_rows() > 0 {
            let n_rows = n_bytes * rows.n_rows() as u64 / rows.n_bytes().max(1) as u64;
            let n_cells = (n_rows + n_rows / 20).min(MAX_ROWS) as usize;
            self.columns.iter_mut().for_each(|column| column.make_room(n_cells));
        }
    }

    fn name_columns(&mut self, names: Vec<String>) {
        let builder = |name: &String| {
            let forced = answer_for(&self.options.kinds, name).copied();
            ColumnBuilder::new(forced, answer_for(&self.options.answers.decimal_marks, name).copied())
        };
        self.columns = names.iter().map(builder).collect();
        self.names = names;
    }

    fn note(&mut self, row: Option<u64>, what: Oddity, action: Remedy) {
        self.issues.push(DataIssue { row, column: None, what, action });
    }

    fn note_row(&mut self, what: Oddity, action: Remedy) {
        self.note(Some(self.kept.n_data_rows()), what, action);
    }

    fn take_header(&mut self, record: Record<'_>) -> Result<(), ReadError> {
        let mut cells = match record.texts() {
            Ok(texts) => texts.map(str::to_owned).collect(),
            Err(byte) => {
                self.note(None, Oddity::BrokenCharacter { byte }, Remedy::ShownAsReplaced);
                record.lossy_texts()
            }
        };
        match self.sniffed.dialect.header_fit {
            HeaderFit::Even => {}
            HeaderFit::FirstCellUnnamed => cells.insert(0, String::new()),
            HeaderFit::LastCellUnnamed => cells.push(String::new()),
            HeaderFit::LastNameEmpty => cells.truncate(cells.len() - 1),
        }
        if cells.len() < 2 {
            return Err(ReadError::OneColumn);
        }
        self.is_guarded = holds_own_export(&cells);
        if self.is_guarded {
            cells.iter_mut().for_each(|cell| *cell = without_guard(cell).to_owned());
        }
        let names = unique_names(&cells, &mut self.issues);
        self.name_columns(names);
        Ok(())
    }

    fn count_row(&mut self, is_kept: bool, record: Record<'_>) -> Result<(), Stop> {
        if self.kept.n_data_rows() >= MAX_ROWS {
            return Err(Stop::Read(ReadError::TooManyRows { limit: MAX_ROWS }));
        }
        self.kept.push(is_kept);
        if self.kept.n_data_rows() == 1 {
            self.first_cell_count = record.n_fields() as u64;
        }
        Ok(())
    }

    fn leave_out(&mut self, misfit: Misfit, record: Record<'_>) {
        let what = match misfit {
            Misfit::CellCount { expected, found } => Oddity::CellCount { expected, found },
            Misfit::Wrapped => Oddity::WrappedRow,
            Misfit::Total => Oddity::TotalRow,
            Misfit::Blank => Oddity::BlankRow,
            Misfit::CutOff => Oddity::CutOff,
        };
        self.note_row(what, Remedy::RowLeftOut);
        if let Err(byte) = record.texts() {
            self.note_row(Oddity::BrokenCharacter { byte }, Remedy::RowLeftOut);
        }
    }

    fn take_row(&mut self, record: Record<'_>) {
        match record.texts() {
            Ok(cells) => {
                self.note_characters(record);
                self.push_cells(cells);
            }
            Err(byte) => {
                self.note_row(Oddity::BrokenCharacter { byte }, Remedy::ShownAsReplaced);
                let cells = record.lossy_texts();
                self.push_cells(cells.iter().map(String::as_str));
            }
        }
    }

    fn push_cells<'a>(&mut self, cells: impl Iterator<Item = &'a str> + Clone) {
        let is_guarded = self.is_guarded;
        let cells = cells.map(move |cell| if is_guarded { without_guard(cell) } else { cell });
        if self.first_rows.len() < N_FIRST_ROWS {
            self.first_rows.push(cells.clone().map(shown).collect());
        }
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            column.push(cell);
        }
    }

    /// What is odd within a row that is kept.
    fn note_characters(&mut self, record: Record<'_>) {
        let raw = record.raw();
        if record.flaws().has_stray_quote {
            self.note_row(Oddity::StrayQuote, Remedy::KeptAsItIs);
        }
        if raw.contains(&0) {
            self.note_row(Oddity::NulCharacter, Remedy::KeptAsItIs);
        }
        if !raw.is_ascii() && raw.windows(3).any(|bytes| bytes == "\u{fffd}".as_bytes()) {
            self.note_row(Oddity::LostCharacter, Remedy::KeptAsItIs);
        }
    }

    pub fn finish(mut self, end: FileEnd) -> Result<Reading, ReadError> {
        self.note_end(end);
        let RowSink { mut sniffed, options, names, columns, mut issues, kept, first_rows, first_cell_count, .. } = self;
        sniffed.dialect.encoding = end.encoding;
        if kept.n_data_rows() == 0 {
            return Err(ReadError::NoRows);
        }
        if columns.len() < 2 {
            return Err(ReadError::OneColumn);
        }
        if kept.n_kept() == 0 && first_cell_count == columns.len() as u64 {
            return Err(ReadError::NoRows);
        }
        if kept.n_kept() == 0 {
            return Err(ReadError::NoRegularRows { expected: columns.len() as u64, found: first_cell_count });
        }
        let context =
            TypingContext { delimiter: sniffed.dialect.delimiter, decimal: options.decimal, answers: &options.answers, kept: &kept };
        let typed = type_columns(names, columns, &context, &mut issues);
        sniffed.dialect.decimal = typed.decimal;
        let table = Table::new(typed.columns).map_err(|_| ReadError::NoRows)?;
        let sentinels = find_sentinels(&table);
        let (formats, questions) = (typed.formats, typed.questions);
        Ok(Reading {
            table,
            issues,
            dialect: sniffed.dialect,
            kept,
            first_rows,
            formats,
            questions,
            sentinels,
            drops_copies: options.drops_copies,
        })
    }

    fn note_end(&mut self, end: FileEnd) {
        if end.n_comments > 0 {
            self.note(None, Oddity::Comments { n_lines: end.n_comments }, Remedy::Skipped);
        }
        if let (Some(ForeignByte { row, byte }), false) = (end.foreign, self.options.encoding.is_some()) {
            self.note((row > 0).then_some(row), Oddity::NotUtf8 { byte }, Remedy::ReadAsWindows1252);
        }
    }
}

/// The same for rows that are the same in every cell.
fn hash_of(record: Record<'_>) -> u64 {
    record.fields().fold(0, |hash, field| hash_pair(hash, hash_bytes(field.trim_ascii())))
}
