//! Bytes to a table: pieces of a file in, typed columns and issues out. Knows no file and no browser: whoever has the
//! bytes pushes them. How the file is cut into pieces makes no difference. Only a file that is no table is an error.

use serde::{Deserialize, Serialize};

pub use super::dialect::{Delimiter, Dialect, HeaderFit, LineEnd, Quote};
pub use super::encoding::Encoding;
pub use super::file_type::FileType;
pub use super::kept_rows::KeptRows;
pub use super::number::DecimalMark;
pub use super::read_error::ReadError;
pub use super::sniff::SNIFF_BYTES;

use super::column_format::ColumnFormat;
use super::encoding::{Decoder, SniffedEncoding, sniff_encoding};
use super::file_type::{file_type_of, looks_binary};
use super::issue::IssueLog;
use super::meaning::Meaning;
use super::question::{Question, TypingAnswers};
use super::records::BYTE_ORDER_MARK;
use super::row_sink::{RowSink, Stop};
use super::rows::{RowReader, RowTaker as _};
use super::sentinel::SentinelOffer;
use super::sniff::{Head, Sniffed, sniff};
use super::table::{Kind, Table};

/// Bytes of a file beyond which it is refused, unpacked: its table, its bins and its scores would not fit into a tab
/// beside each other.
pub const MAX_FILE_BYTES: u64 = 200 << 20;

/// What a person says about a file; everything else is found out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ReadOptions {
    /// How its characters are written.
    pub encoding: Option<Encoding>,
    /// What separates cells.
    pub delimiter: Option<Delimiter>,
    /// What encloses cells.
    pub quote: Option<Quote>,
    /// What parts the whole from the fraction of its numbers.
    pub decimal: Option<DecimalMark>,
    /// What alone ends a line; LF, CRLF and CR all do otherwise.
    pub line_end: Option<LineEnd>,
    /// Whether the first row names the columns.
    pub has_header: Option<bool>,
    /// Whether lines that start with `#` are comments.
    pub comment: Option<bool>,
    /// Whether rows that are quoted as a whole are read as the rows that they were; they are left out otherwise.
    pub unwrap_rows: Option<bool>,
    /// The kinds of columns by name; a name that is not there is ignored.
    pub kinds: Vec<(String, Kind)>,
    /// What the cells of columns leave open.
    pub answers: TypingAnswers,
    /// Whether of rows that are the same in every cell only the first is read.
    pub drops_copies: bool,
    /// Which columns measure what, where the person said so; `None` for no column.
    pub meanings: Vec<(Meaning, Option<String>)>,
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
    /// How the cells of each column are written, one a column.
    pub formats: Vec<ColumnFormat>,
    /// What the cells leave open, with what was assumed.
    pub questions: Vec<Question>,
    /// Values that may stand for "missing".
    pub sentinels: Vec<SentinelOffer>,
    /// Whether rows were left out for being the same as one before.
    pub drops_copies: bool,
}

/// Reads a file that arrives in pieces.
#[derive(Debug)]
pub struct TableReader {
    options: ReadOptions,
    stage: Stage,
    n_bytes: u64,
    n_bytes_expected: u64,
    failure: Option<ReadError>,
}

#[derive(Debug)]
enum Stage {
    /// The first bytes, until there are enough to tell the dialect.
    Head(Vec<u8>),
    Rows(Box<RowReader>, Box<RowSink>),
}

impl TableReader {
    /// For a file of which `options` says what is known.
    pub fn new(options: ReadOptions) -> Self {
        TableReader { options, stage: Stage::Head(Vec::new()), n_bytes: 0, n_bytes_expected: 0, failure: None }
    }

    /// The same for a file of so many bytes, 0 where that is not known: room is made for its rows.
    pub fn expecting(self, n_bytes: u64) -> Self {
        TableReader { n_bytes_expected: n_bytes.min(MAX_FILE_BYTES), ..self }
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
            Stage::Rows(_, sink) => sink.n_data_rows(),
        }
    }

    /// Ends the file and types its columns.
    pub fn finish(self) -> Result<Reading, ReadError> {
        self.end(true)
    }

    /// Types the columns of what has arrived so far: a row that is not whole yet is no row.
    pub fn finish_early(self) -> Result<Reading, ReadError> {
        self.end(false)
    }

    fn end(mut self, is_whole: bool) -> Result<Reading, ReadError> {
        if let Some(failure) = self.failure {
            return Err(failure);
        }
        if let Stage::Head(head) = &mut self.stage {
            let head = std::mem::take(head);
            self.start(&head, is_whole)?;
        }
        match self.stage {
            Stage::Head(_) => Err(ReadError::Empty),
            Stage::Rows(rows, sink) if !is_whole => sink.finish(rows.end_early()),
            Stage::Rows(rows, mut sink) => {
                let n_lead = sink.n_lead_records();
                let end = rows.finish(&mut |part, record| sink.take(part, record)).map_err(|stop: Stop| stop.into_error(n_lead))?;
                sink.finish(end)
            }
        }
    }

    fn take(&mut self, bytes: &[u8]) -> Result<(), ReadError> {
        self.n_bytes += bytes.len() as u64;
        if self.n_bytes > MAX_FILE_BYTES {
            return Err(ReadError::TooLarge { limit: MAX_FILE_BYTES });
        }
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
        let encoding = check_text(head, is_whole, &self.options)?;
        let sniffed = sniff_head(head, is_whole, &self.options, encoding).ok_or(ReadError::OneColumn)?;
        let sink = RowSink::new(sniffed, self.options.clone(), self.n_bytes_expected);
        let rows = RowReader::of_sniffed(sniffed.dialect, sniffed.n_cells, encoding);
        self.stage = Stage::Rows(Box::new(rows), Box::new(sink));
        self.split(head)
    }

    fn split(&mut self, bytes: &[u8]) -> Result<(), ReadError> {
        let Stage::Rows(rows, sink) = &mut self.stage else { return Ok(()) };
        let n_lead = sink.n_lead_records();
        rows.push_to(bytes, &mut **sink).map_err(|stop: Stop| stop.into_error(n_lead))
    }
}

/// Reads a whole file at once.
pub fn read_table(bytes: &[u8], options: &ReadOptions) -> Result<Reading, ReadError> {
    let mut reader = TableReader::new(options.clone());
    reader.push(bytes)?;
    reader.finish()
}

/// How a file is written, by its first [`SNIFF_BYTES`] and what a person says of it. An error where it is no text or
/// has one column only.
pub fn dialect_of(head: &[u8], is_whole: bool, options: &ReadOptions) -> Result<Dialect, ReadError> {
    let encoding = check_text(head, is_whole, options)?;
    sniff_head(head, is_whole, options, encoding).map(|sniffed| sniffed.dialect).ok_or(ReadError::OneColumn)
}

fn sniff_head(head: &[u8], is_whole: bool, options: &ReadOptions, encoding: SniffedEncoding) -> Option<Sniffed> {
    let mut decoder = Decoder::new(encoding);
    let (text, _) = decoder.decode(head);
    sniff(Head { text, is_whole, encoding: encoding.encoding }, options)
}

/// The file's encoding; refuses what is no text.
fn check_text(head: &[u8], is_whole: bool, options: &ReadOptions) -> Result<SniffedEncoding, ReadError> {
    if let Some(file_type) = file_type_of(head) {
        return Err(ReadError::NotText { file_type: Some(file_type) });
    }
    let sniffed = sniff_encoding(head, is_whole);
    let encoding = options.encoding.map_or(sniffed, |encoding| SniffedEncoding { encoding, is_settled: true });
    let mut decoder = Decoder::new(encoding);
    let (text, _) = decoder.decode(head);
    let text = text.strip_prefix(&BYTE_ORDER_MARK).unwrap_or(text);
    if text.iter().all(u8::is_ascii_whitespace) {
        return Err(ReadError::Empty);
    }
    if looks_binary(text) {
        return Err(ReadError::NotText { file_type: None });
    }
    match file_type_of(text) {
        Some(file_type) => Err(ReadError::NotText { file_type: Some(file_type) }),
        None => Ok(encoding),
    }
}
