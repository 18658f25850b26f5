//! Bytes to a table: pieces of a file in, typed columns and issues out. Knows no file and no browser: whoever has the
//! bytes pushes them. How the file is cut into pieces makes no difference. Only a file that is no table is an error.

use serde::{Deserialize, Serialize};

pub use super::dialect::{Delimiter, Dialect, LineEnd};
pub use super::file_type::FileType;
pub use super::kept_rows::KeptRows;

use super::column_builder::ColumnBuilder;
use super::date::default_order;
use super::dialect::{HeaderFit, SNIFF_BYTES, Said, Sniffed, sniff};
use super::file_type::{file_type_of, looks_like_utf16};
use super::formula_guard::without_guard;
use super::header::{numbered_names, unique_names};
use super::issue::{DataIssue, IssueLog, Oddity, Remedy};
use super::records::{MAX_FIELDS, Record, RecordSplitter, SplitError};
use super::roles::holds_own_export;
use super::table::{Column, Kind, Table};
use super::typing::{Judgement, build_column, judge};

/// Rows beyond which a file is refused.
pub const MAX_ROWS: u64 = 5_000_000;
/// Rows that [`Reading::first_rows`] shows.
pub const N_FIRST_ROWS: usize = 20;
/// Characters of a cell that [`Reading::first_rows`] and issues show.
const SHOWN_CHARS: usize = 80;

/// What a person says about a file; everything else is found out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ReadOptions {
    /// What separates cells.
    pub delimiter: Option<Delimiter>,
    /// Whether the first row names the columns.
    pub has_header: Option<bool>,
    /// The kinds of columns by name; a name that is not there is ignored.
    pub kinds: Vec<(String, Kind)>,
}

/// Why a file cannot be used. Rows of data are counted from 1, the header is row 0; lines are counted from 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum ReadError {
    /// No bytes, or only blank lines.
    #[error("empty file")]
    Empty,
    /// Not text.
    #[error("not text: {file_type:?}")]
    NotText {
        /// What it is, if known.
        file_type: Option<FileType>,
    },
    /// Text in UTF-16.
    #[error("UTF-16")]
    Utf16,
    /// Text that is not UTF-8, such as Windows-1252.
    #[error("not UTF-8 in row {row}, byte {byte}")]
    NotUtf8 {
        /// The row.
        row: u64,
        /// The first bad byte's place in the file, counted from 0.
        byte: u64,
    },
    /// The file ends inside a quoted cell.
    #[error("quote in row {row}, line {line}, is never closed")]
    UnterminatedQuote {
        /// The row.
        row: u64,
        /// The line on which the row starts.
        line: u64,
    },
    /// A header and nothing below it.
    #[error("no rows")]
    NoRows,
    /// Rows, but none with as many cells as the header.
    #[error("no row has {expected} cells; row 1 has {found}")]
    NoRegularRows {
        /// Cells in the header.
        expected: u64,
        /// Cells in the first row.
        found: u64,
    },
    /// No delimiter separates anything.
    #[error("one column only")]
    OneColumn,
    /// More columns than anyone can mean.
    #[error("more than {limit} columns")]
    TooManyColumns {
        /// How many are allowed.
        limit: u64,
    },
    /// A cell beyond one mebibyte (or a row beyond sixteen): mostly a quote that is never closed.
    #[error("cell too long in row {row}, line {line}")]
    FieldTooLong {
        /// The row.
        row: u64,
        /// The line on which the row starts.
        line: u64,
    },
    /// More rows than fit.
    #[error("more than {limit} rows")]
    TooManyRows {
        /// How many are allowed.
        limit: u64,
    },
}

/// A file that has been read.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// Its columns.
    pub table: Table,
    /// What was odd.
    pub issues: IssueLog,
    /// How it is written.
    pub dialect: Dialect,
    /// Which of its rows are in the table.
    pub kept: KeptRows,
    /// The cells of the first rows in the table, as they are in the file, each cut to 80 characters.
    pub first_rows: Vec<Vec<String>>,
}

/// Reads a file that arrives in pieces.
#[derive(Debug)]
pub struct TableReader {
    options: ReadOptions,
    stage: Stage,
    failure: Option<ReadError>,
}

#[derive(Debug)]
enum Stage {
    /// The first bytes, until there are enough to tell the dialect.
    Head(Vec<u8>),
    Rows(RecordSplitter, Box<RowSink>),
}

impl TableReader {
    /// For a file of which `options` says what is known.
    pub fn new(options: ReadOptions) -> Self {
        TableReader { options, stage: Stage::Head(Vec::new()), failure: None }
    }

    /// Takes the next piece of the file. After an error every further call gives the same error.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), ReadError> {
        if let Some(failure) = &self.failure {
            return Err(failure.clone());
        }
        let result = self.take(bytes);
        self.failure = result.clone().err();
        result
    }

    /// Rows of data read so far.
    pub fn n_rows(&self) -> u64 {
        match &self.stage {
            Stage::Head(_) => 0,
            Stage::Rows(_, sink) => sink.kept.n_data_rows(),
        }
    }

    /// Ends the file and types its columns.
    pub fn finish(mut self) -> Result<Reading, ReadError> {
        if let Some(failure) = self.failure {
            return Err(failure);
        }
        if let Stage::Head(head) = &mut self.stage {
            let head = std::mem::take(head);
            self.start(&head, true)?;
        }
        match self.stage {
            Stage::Head(_) => Err(ReadError::Empty),
            Stage::Rows(splitter, mut sink) => {
                let n_lead = sink.sniffed.dialect.n_lead_records();
                splitter.finish(&mut |record| sink.take(record)).map_err(|stop: Stop| stop.into_error(n_lead))?;
                sink.finish()
            }
        }
    }

    fn take(&mut self, bytes: &[u8]) -> Result<(), ReadError> {
        let rest = match &mut self.stage {
            Stage::Head(head) => {
                let n_taken = (SNIFF_BYTES - head.len()).min(bytes.len());
                head.extend_from_slice(&bytes[..n_taken]);
                if head.len() < SNIFF_BYTES {
                    return Ok(());
                }
                let head = std::mem::take(head);
                self.start(&head, false)?;
                &bytes[n_taken..]
            }
            Stage::Rows(..) => bytes,
        };
        self.split(rest)
    }

    fn start(&mut self, head: &[u8], is_whole: bool) -> Result<(), ReadError> {
        check_text(head)?;
        let said = Said { delimiter: self.options.delimiter, has_header: self.options.has_header };
        let sniffed = sniff(head, is_whole, said).ok_or(ReadError::OneColumn)?;
        let sink = RowSink::new(sniffed, std::mem::take(&mut self.options.kinds));
        self.stage = Stage::Rows(RecordSplitter::new(sniffed.dialect.delimiter), Box::new(sink));
        self.split(head)
    }

    fn split(&mut self, bytes: &[u8]) -> Result<(), ReadError> {
        let Stage::Rows(splitter, sink) = &mut self.stage else { return Ok(()) };
        let n_lead = sink.sniffed.dialect.n_lead_records();
        splitter.push(bytes, &mut |record| sink.take(record)).map_err(|stop: Stop| stop.into_error(n_lead))
    }
}

/// Reads a whole file at once.
pub fn read_table(bytes: &[u8], options: &ReadOptions) -> Result<Reading, ReadError> {
    let mut reader = TableReader::new(options.clone());
    reader.push(bytes)?;
    reader.finish()
}

/// Refuses what is no text, or text in another encoding.
fn check_text(head: &[u8]) -> Result<(), ReadError> {
    if looks_like_utf16(head) {
        return Err(ReadError::Utf16);
    }
    if let Some(file_type) = file_type_of(head) {
        return Err(ReadError::NotText { file_type: Some(file_type) });
    }
    let text = head.strip_prefix(&super::records::BYTE_ORDER_MARK).unwrap_or(head);
    if text.iter().all(u8::is_ascii_whitespace) {
        return Err(ReadError::Empty);
    }
    let n_zero = head.iter().filter(|&&byte| byte == 0).count();
    if n_zero * 100 > head.len() {
        return Err(ReadError::NotText { file_type: None });
    }
    Ok(())
}

/// Why splitting stopped: by the splitter or by the sink.
enum Stop {
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
    fn into_error(self, n_lead: u64) -> ReadError {
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
struct RowSink {
    sniffed: Sniffed,
    kinds: Vec<(String, Kind)>,
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
    fn new(sniffed: Sniffed, kinds: Vec<(String, Kind)>) -> Self {
        let mut sink = RowSink {
            sniffed,
            kinds,
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

    fn name_columns(&mut self, names: Vec<String>) {
        let forced = |name: &String| self.kinds.iter().find(|(forced, _)| forced == name).map(|(_, kind)| *kind);
        self.columns = names.iter().map(|name| ColumnBuilder::new(forced(name))).collect();
        self.names = names;
    }

    fn take(&mut self, record: Record<'_>) -> Result<(), Stop> {
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
        match self.sniffed.header_fit {
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

    fn take_row(&mut self, record: Record<'_>, cells: super::records::FieldTexts<'_>) -> Result<(), ReadError> {
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

    fn finish(self) -> Result<Reading, ReadError> {
        let RowSink { sniffed, names, columns, mut issues, kept, first_rows, first_cell_count, .. } = self;
        if kept.n_data_rows() == 0 {
            return Err(ReadError::NoRows);
        }
        if columns.len() < 2 {
            return Err(ReadError::OneColumn);
        }
        if kept.n_kept() == 0 {
            return Err(ReadError::NoRegularRows { expected: columns.len() as u64, found: first_cell_count });
        }
        let typed = type_columns(names, columns, &kept, &mut issues);
        let table = Table::new(typed).map_err(|_| ReadError::NoRows)?;
        Ok(Reading { table, issues, dialect: sniffed.dialect, kept, first_rows })
    }
}

fn type_columns(names: Vec<String>, builders: Vec<ColumnBuilder>, kept: &KeptRows, issues: &mut IssueLog) -> Vec<(String, Column)> {
    let judgements: Vec<Judgement> = builders.iter().map(judge).collect();
    let evidence: Vec<_> = judgements.iter().filter(|judgement| judgement.kind == Kind::Date).map(|judgement| judgement.order_evidence).collect();
    let default = default_order(&evidence);
    let mut columns = Vec::with_capacity(names.len());
    for ((name, builder), judgement) in names.into_iter().zip(builders).zip(judgements) {
        let order = judgement.order_evidence.order().unwrap_or(default);
        let mut on_unfit = |row: usize, text: &str| {
            let value = shown(text);
            let what = if judgement.kind == Kind::Date { Oddity::NotADate { value } } else { Oddity::NotANumber { value } };
            issues.push(DataIssue { row: Some(kept.data_row(row) + 1), column: Some(name.clone()), what, action: Remedy::ReadAsMissing });
        };
        let column = build_column(builder, judgement.kind, order, &mut on_unfit);
        columns.push((name, column));
    }
    columns
}

fn shown(cell: &str) -> String {
    cell.chars().take(SHOWN_CHARS).collect()
}
