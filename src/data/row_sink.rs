//! Records to columns: the first becomes the names, each other a row, and one of another length an issue. Comes in: the
//! records of a file whose dialect is known. Goes out: a [`Reading`].

use super::column_builder::ColumnBuilder;
use super::dialect::{HeaderFit, Sniffed};
use super::formula_guard::without_guard;
use super::header::{numbered_names, unique_names};
use super::issue::{DataIssue, IssueLog, Oddity, Remedy};
use super::kept_rows::KeptRows;
use super::question::{TypingAnswers, answer_for, shown};
use super::read::Reading;
use super::read_error::ReadError;
use super::records::{FieldTexts, MAX_FIELDS, Record, SplitError};
use super::roles::holds_own_export;
use super::sentinel::find_sentinels;
use super::table::{Kind, Table};
use super::typed_column::{TypingContext, type_columns};

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

/// What becomes of the records.
#[derive(Debug)]
pub(super) struct RowSink {
    sniffed: Sniffed,
    kinds: Vec<(String, Kind)>,
    answers: TypingAnswers,
    n_records: u64,
    /// An earlier export has put apostrophes before cells that a spreadsheet would run.
    is_guarded: bool,
    names: Vec<String>,
    columns: Vec<ColumnBuilder>,
    issues: IssueLog,
    kept: KeptRows,
    first_rows: Vec<Vec<String>>,
    first_cell_count: u64,
}

impl RowSink {
    pub fn new(sniffed: Sniffed, kinds: Vec<(String, Kind)>, answers: TypingAnswers) -> Self {
        let mut sink = RowSink {
            sniffed,
            kinds,
            answers,
            n_records: 0,
            is_guarded: false,
            names: Vec::new(),
            columns: Vec::new(),
            issues: IssueLog::default(),
            kept: KeptRows::default(),
            first_rows: Vec::new(),
            first_cell_count: 0,
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

    fn name_columns(&mut self, names: Vec<String>) {
        let builder = |name: &String| {
            let forced = answer_for(&self.kinds, name).copied();
            ColumnBuilder::new(forced, answer_for(&self.answers.decimal_marks, name).copied())
        };
        self.columns = names.iter().map(builder).collect();
        self.names = names;
    }

    pub fn take(&mut self, record: Record<'_>) -> Result<(), Stop> {
        let dialect = self.sniffed.dialect;
        self.n_records += 1;
        let n_before = u64::from(dialect.has_separator_line);
        if self.n_records <= n_before {
            return Ok(());
        }
        let is_header = dialect.has_header && self.n_records == n_before + 1;
        let row = self.kept.n_data_rows() + u64::from(!is_header);
        let cells = record.texts().map_err(|byte| Stop::Read(ReadError::NotUtf8 { row, byte }))?;
        if is_header {
            let cells: Vec<String> = cells.map(str::to_owned).collect();
            return self.take_header(cells).map_err(Stop::Read);
        }
        self.take_row(record, cells).map_err(Stop::Read)
    }

    fn take_header(&mut self, mut cells: Vec<String>) -> Result<(), ReadError> {
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

    fn take_row(&mut self, record: Record<'_>, cells: FieldTexts<'_>) -> Result<(), ReadError> {
        let (expected, found) = (self.columns.len(), record.n_fields());
        if self.kept.n_data_rows() >= MAX_ROWS {
            return Err(ReadError::TooManyRows { limit: MAX_ROWS });
        }
        self.kept.push(expected == found);
        if self.kept.n_data_rows() == 1 {
            self.first_cell_count = found as u64;
        }
        if expected != found {
            let what = Oddity::CellCount { expected: expected as u64, found: found as u64 };
            self.issues.push(DataIssue { row: Some(self.kept.n_data_rows()), column: None, what, action: Remedy::RowLeftOut });
            return Ok(());
        }
        let is_guarded = self.is_guarded;
        let cells = cells.map(move |cell| if is_guarded { without_guard(cell) } else { cell });
        if self.first_rows.len() < N_FIRST_ROWS {
            self.first_rows.push(cells.clone().map(shown).collect());
        }
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            column.push(cell);
        }
        Ok(())
    }

    pub fn finish(self) -> Result<Reading, ReadError> {
        let RowSink { sniffed, answers, names, columns, mut issues, kept, first_rows, first_cell_count, .. } = self;
        if kept.n_data_rows() == 0 {
            return Err(ReadError::NoRows);
        }
        if columns.len() < 2 {
            return Err(ReadError::OneColumn);
        }
        if kept.n_kept() == 0 {
            return Err(ReadError::NoRegularRows { expected: columns.len() as u64, found: first_cell_count });
        }
        let context = TypingContext { delimiter: sniffed.dialect.delimiter, answers: &answers, kept: &kept };
        let typed = type_columns(names, columns, &context, &mut issues);
        let table = Table::new(typed.columns).map_err(|_| ReadError::NoRows)?;
        let sentinels = find_sentinels(&table);
        let (formats, questions) = (typed.formats, typed.questions);
        Ok(Reading { table, issues, dialect: sniffed.dialect, kept, first_rows, formats, questions, sentinels })
    }
}
