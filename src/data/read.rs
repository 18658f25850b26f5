//! Bytes to a table: pieces of a file in, typed columns and issues out. Knows no file and no browser: whoever has the
//! bytes pushes them. How the file is cut into pieces makes no difference. Only a file that is no table is an error.

use serde::{Deserialize, Serialize};

pub use super::dialect::{Delimiter, Dialect, HeaderFit, LineEnd};
pub use super::file_type::FileType;
pub use super::kept_rows::KeptRows;
pub use super::read_error::ReadError;

use super::dialect::{SNIFF_BYTES, Said, sniff};
use super::file_type::{file_type_of, looks_like_utf16};
use super::issue::IssueLog;
use super::records::{BYTE_ORDER_MARK, RecordSplitter};
use super::row_sink::{RowSink, Stop};
use super::table::{Kind, Table};

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
    Rows(Box<RecordSplitter>, Box<RowSink>),
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
            Stage::Rows(_, sink) => sink.n_data_rows(),
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
                let n_lead = sink.n_lead_records();
                splitter.finish(&mut |record| sink.take(record)).map_err(|stop: Stop| stop.into_error(n_lead))?;
                sink.finish()
            }
        }
    }

    /// Types the columns of what has arrived so far: a row that is not whole yet is no row.
    pub fn finish_early(mut self) -> Result<Reading, ReadError> {
        if let Some(failure) = self.failure {
            return Err(failure);
        }
        if let Stage::Head(head) = &mut self.stage {
            let head = std::mem::take(head);
            self.start(&head, false)?;
        }
        match self.stage {
            Stage::Head(_) => Err(ReadError::Empty),
            Stage::Rows(_, sink) => sink.finish(),
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
        self.stage = Stage::Rows(Box::new(RecordSplitter::new(sniffed.dialect.delimiter)), Box::new(sink));
        self.split(head)
    }

    fn split(&mut self, bytes: &[u8]) -> Result<(), ReadError> {
        let Stage::Rows(splitter, sink) = &mut self.stage else { return Ok(()) };
        let n_lead = sink.n_lead_records();
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
    let text = head.strip_prefix(&BYTE_ORDER_MARK).unwrap_or(head);
    if text.iter().all(u8::is_ascii_whitespace) {
        return Err(ReadError::Empty);
    }
    let n_zero = head.iter().filter(|&&byte| byte == 0).count();
    if n_zero * 100 > head.len() {
        return Err(ReadError::NotText { file_type: None });
    }
    Ok(())
}
