//! Bytes to records: pieces of a text in UTF-8 in, each record's own bytes and its unquoted fields out, as soon as it is
//! whole. How the text is cut into pieces makes no difference. Reading and exporting both use it, so that they agree on
//! what a row is. Knows nothing of headers, types or encodings.

pub use super::record::{FieldTexts, Flaws, Record};

use super::dialect::{Delimiter, LineEnd};
use super::field_scanner::{FieldScanner, Scan, TooMuch};

/// The bytes that some programs put before UTF-8 text.
pub const BYTE_ORDER_MARK: [u8; 3] = [0xef, 0xbb, 0xbf];
/// A field longer than this, quotes aside, is an attack or a quote that never ends.
pub const MAX_FIELD_BYTES: usize = 1 << 20;
/// All bytes of a record together.
pub const MAX_RECORD_BYTES: usize = 1 << 24;
/// Fields in a record.
pub const MAX_FIELDS: usize = 5_000;

/// How records and fields are told apart. Bytes are those of ASCII.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Format {
    /// Between fields; a blank stands for any number of blanks.
    pub delimiter: u8,
    /// Around a field that holds a delimiter or a line end; doubled inside it.
    pub quote: Option<u8>,
    /// At the start of a line that is no record.
    pub comment: Option<u8>,
    /// What alone ends a line; all three do where it is not said.
    pub line_end: Option<LineEnd>,
    /// What becomes of lines that hold nothing.
    pub blank_lines: BlankLines,
}

/// What becomes of lines that hold nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlankLines {
    /// A line of blanks at most is no record.
    Skipped,
    /// Only a line without a byte is no record.
    SkippedIfEmpty,
    /// Each is a record of one field; so is what follows the last line end.
    Kept,
}

impl Default for Format {
    /// As RFC 4180 says, with any line ends.
    fn default() -> Self {
        let delimiter = Delimiter::Comma.byte();
        Format { delimiter, quote: Some(b'"'), comment: None, line_end: None, blank_lines: BlankLines::Skipped }
    }
}

impl Format {
    pub(super) fn merges_blanks(&self) -> bool {
        self.delimiter == b' '
    }
}

/// Why the bytes cannot be split further. Records are counted from 0, lines from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SplitError {
    /// A field beyond [`MAX_FIELD_BYTES`] or a record beyond [`MAX_RECORD_BYTES`].
    #[error("field too long in record {record}, line {line}")]
    FieldTooLong {
        /// The record.
        record: u64,
        /// The line on which it starts.
        line: u64,
    },
    /// A record with more than [`MAX_FIELDS`] fields.
    #[error("too many fields in record {record}")]
    TooManyFields {
        /// The record.
        record: u64,
    },
    /// The file ends inside a quoted field that has swallowed lines.
    #[error("quote of record {record}, line {line}, is never closed")]
    UnterminatedQuote {
        /// The record.
        record: u64,
        /// The line on which it starts.
        line: u64,
    },
}

/// Splits a text into records while it arrives. A byte order mark is dropped.
#[derive(Debug)]
pub struct RecordSplitter {
    format: Format,
    scanner: FieldScanner,
    /// The first bytes, until they are known to be a byte order mark or none.
    lead: Option<Vec<u8>>,
    /// The bytes so far of a record that is not whole.
    carry: Vec<u8>,
    /// Where the record that comes next starts, and on which line.
    offset: u64,
    line: u64,
    n_records: u64,
    n_comments: u64,
    /// CR ended the last line: an LF behind it belongs to that line end.
    is_behind_cr: bool,
    /// Whether the text ends behind a line end, as far as it has come.
    is_behind_line_end: bool,
}

impl RecordSplitter {
    /// For records written so.
    pub fn new(format: impl Into<Format>) -> Self {
        let format = format.into();
        RecordSplitter {
            format,
            scanner: FieldScanner::new(format),
            lead: Some(Vec::new()),
            carry: Vec::new(),
            offset: 0,
            line: 1,
            n_records: 0,
            n_comments: 0,
            is_behind_cr: false,
            is_behind_line_end: false,
        }
    }

    /// How many records have been handed over.
    pub fn n_records(&self) -> u64 {
        self.n_records
    }

    /// How many lines were comments.
    pub fn n_comments(&self) -> u64 {
        self.n_comments
    }

    /// Takes the next piece of the text and hands over each record that it completes.
    pub fn push<E: From<SplitError>>(
        &mut self,
        mut bytes: &[u8],
        on_record: &mut impl FnMut(Record<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        if let Some(lead) = &mut self.lead {
            let n_taken = (BYTE_ORDER_MARK.len() - lead.len()).min(bytes.len());
            lead.extend_from_slice(&bytes[..n_taken]);
            bytes = &bytes[n_taken..];
            if lead.len() < BYTE_ORDER_MARK.len() && BYTE_ORDER_MARK.starts_with(lead) {
                return Ok(());
            }
            self.split_lead(on_record)?;
        }
        self.split(bytes, on_record)
    }

    /// Ends the text: hands over a last record that no line end follows, whole or not.
    pub fn finish<E: From<SplitError>>(mut self, on_record: &mut impl FnMut(Record<'_>) -> Result<(), E>) -> Result<(), E> {
        self.split_lead(on_record)?;
        let carry = std::mem::take(&mut self.carry);
        let is_blank_kept = self.format.blank_lines == BlankLines::Kept && self.is_behind_line_end;
        if carry.is_empty() && !is_blank_kept {
            return Ok(());
        }
        if carry.is_empty() {
            self.scanner.set_empty();
            return self.hand_over(b"", on_record);
        }
        match self.scan(&carry, true)? {
            Scan::Record { n_bytes, .. } => self.take_record(&carry[..n_bytes], on_record),
            Scan::Comment { .. } | Scan::More => Ok(()),
        }
    }

    fn split_lead<E: From<SplitError>>(&mut self, on_record: &mut impl FnMut(Record<'_>) -> Result<(), E>) -> Result<(), E> {
        match self.lead.take() {
            Some(lead) if lead == BYTE_ORDER_MARK => {
                self.offset = lead.len() as u64;
                Ok(())
            }
            Some(lead) => self.split(&lead, on_record),
            None => Ok(()),
        }
    }

    fn split<E: From<SplitError>>(&mut self, bytes: &[u8], on_record: &mut impl FnMut(Record<'_>) -> Result<(), E>) -> Result<(), E> {
        let mut rest = bytes;
        while !rest.is_empty() {
            let n_used = self.step(rest, on_record)?;
            rest = &rest[n_used..];
        }
        Ok(())
    }

    /// Takes one record at most; returns how many of the bytes, of which there must be some, that took.
    pub(super) fn step<E: From<SplitError>>(
        &mut self,
        rest: &[u8],
        on_record: &mut impl FnMut(Record<'_>) -> Result<(), E>,
    ) -> Result<usize, E> {
        if self.lead.is_some() {
            let n_lead = rest.len().min(BYTE_ORDER_MARK.len());
            return self.push(&rest[..n_lead], on_record).map(|()| n_lead);
        }
        if std::mem::take(&mut self.is_behind_cr) && rest[0] == b'\n' {
            self.offset += 1;
            return Ok(1);
        }
        if !self.carry.is_empty() {
            return self.complete(rest, on_record);
        }
        match self.scan(rest, false)? {
            Scan::More => {
                self.carry.extend_from_slice(rest);
                Ok(rest.len())
            }
            scan => self.take(rest, scan, on_record),
        }
    }

    /// Whether the next byte is the first one of a line.
    pub(super) fn is_between_lines(&self) -> bool {
        self.lead.is_none() && self.carry.is_empty() && !self.is_behind_cr
    }

    /// Goes over records of a line each, from the first byte of one on, that somebody else has split.
    pub(super) fn pass_over(&mut self, n_bytes: usize, n_records: usize) {
        self.offset += n_bytes as u64;
        self.line += n_records as u64;
        self.n_records += n_records as u64;
        self.is_behind_line_end = true;
    }

    /// Brings a record that began in an earlier piece on, by one line at most; returns how many bytes that took.
    fn complete<E: From<SplitError>>(&mut self, rest: &[u8], on_record: &mut impl FnMut(Record<'_>) -> Result<(), E>) -> Result<usize, E> {
        let mut carry = std::mem::take(&mut self.carry);
        let n_before = carry.len();
        let n_line = rest.iter().position(|&byte| is_line_end(byte)).map_or(rest.len(), |place| place + 1);
        carry.extend_from_slice(&rest[..n_line]);
        match self.scan(&carry, false)? {
            Scan::More => {
                self.carry = carry;
                Ok(n_line)
            }
            scan => {
                let next = self.take(&carry, scan, on_record)?;
                carry.clear();
                self.carry = carry;
                Ok(next.saturating_sub(n_before))
            }
        }
    }

    fn scan(&mut self, bytes: &[u8], is_last: bool) -> Result<Scan, SplitError> {
        let record = self.n_records;
        self.scanner.scan(bytes, is_last).map_err(|too_much| match too_much {
            TooMuch::Bytes => SplitError::FieldTooLong { record, line: self.line },
            TooMuch::Fields => SplitError::TooManyFields { record },
        })
    }

    /// Takes what was scanned at the start of `bytes`; returns where the next record starts.
    fn take<E: From<SplitError>>(
        &mut self,
        bytes: &[u8],
        scan: Scan,
        on_record: &mut impl FnMut(Record<'_>) -> Result<(), E>,
    ) -> Result<usize, E> {
        let next = match scan {
            Scan::Record { n_bytes, next } => {
                self.take_record(&bytes[..n_bytes], on_record)?;
                next
            }
            Scan::Comment { next } => {
                self.n_comments += 1;
                next
            }
            Scan::More => 0,
        };
        self.offset += next as u64;
        self.line += 1;
        self.is_behind_line_end = true;
        self.is_behind_cr = self.format.line_end.is_none() && next > 0 && bytes[next - 1] == b'\r';
        Ok(next)
    }

    fn take_record<E: From<SplitError>>(&mut self, raw: &[u8], on_record: &mut impl FnMut(Record<'_>) -> Result<(), E>) -> Result<(), E> {
        let has_nothing = self.scanner.spans.len() <= 1
            && match self.format.blank_lines {
                BlankLines::Skipped => raw.iter().all(|&byte| byte == b' ' || byte == b'\t'),
                BlankLines::SkippedIfEmpty => raw.is_empty(),
                BlankLines::Kept => false,
            };
        let result = if has_nothing || self.scanner.spans.is_empty() { Ok(()) } else { self.hand_over(raw, on_record) };
        if self.scanner.has_quotes {
            self.line += n_line_ends(raw);
        }
        result
    }

    fn hand_over<E: From<SplitError>>(&mut self, raw: &[u8], on_record: &mut impl FnMut(Record<'_>) -> Result<(), E>) -> Result<(), E> {
        self.n_records += 1;
        on_record(Record::of(raw, &self.scanner, self.format, self.offset, self.line))
    }
}

fn is_line_end(byte: u8) -> bool {
    byte == b'\n' || byte == b'\r'
}

/// Line ends inside a record, CRLF counted once.
fn n_line_ends(raw: &[u8]) -> u64 {
    let n_bytes = raw.iter().filter(|&&byte| is_line_end(byte)).count();
    let n_pairs = raw.windows(2).filter(|pair| *pair == b"\r\n").count();
    (n_bytes - n_pairs) as u64
}
