//! Bytes to records: pieces of a file in, each record's own bytes and its unquoted fields out, as soon as it is whole.
//! How the file is cut into pieces makes no difference. Reading and exporting both use it, so that they agree on what
//! a row is. Knows nothing of headers, types or encodings.

use csv_core::ReadRecordResult;

use super::dialect::Delimiter;
use super::spaced_fields::SpacedFields;

/// The bytes that some programs put before UTF-8 text.
pub const BYTE_ORDER_MARK: [u8; 3] = [0xef, 0xbb, 0xbf];
/// A field longer than this is an attack or a quote that never ends.
pub const MAX_FIELD_BYTES: usize = 1 << 20;
/// All fields of a record together.
pub const MAX_RECORD_BYTES: usize = 1 << 24;
/// Fields in a record.
pub const MAX_FIELDS: usize = 5_000;

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
    /// The file ends inside a quoted field.
    #[error("quote of record {record}, line {line}, is never closed")]
    UnterminatedQuote {
        /// The record.
        record: u64,
        /// The line on which it starts.
        line: u64,
    },
}

/// One record of the file.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a> {
    raw: &'a [u8],
    text: &'a [u8],
    ends: &'a [usize],
    offset: u64,
}

impl<'a> Record<'a> {
    /// Its bytes as they are in the file, without the line's end.
    pub fn raw(&self) -> &'a [u8] {
        self.raw
    }

    /// Where its first byte is in the file.
    pub fn offset(&self) -> u64 {
        self.offset
    }

    /// How many fields it has; at least one.
    pub fn n_fields(&self) -> usize {
        self.ends.len()
    }

    /// A field without its quotes; empty beyond the last one.
    pub fn field(&self, field_idx: usize) -> &'a [u8] {
        let start = field_idx.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(field_idx).copied().unwrap_or(start);
        self.text.get(start..end).unwrap_or_default()
    }

    /// All fields in order.
    pub fn fields(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        let record = *self;
        (0..record.n_fields()).map(move |field_idx| record.field(field_idx))
    }

    /// All fields as text; the offset in the file of the first byte that is not UTF-8 otherwise.
    pub fn texts(&self) -> Result<FieldTexts<'a>, u64> {
        let whole = std::str::from_utf8(self.text).map_err(|_| self.bad_byte())?;
        // The fields are joined in `text`: a broken character before a delimiter and a broken one after it must not heal.
        if !whole.is_ascii() && !self.ends.iter().all(|&end| whole.is_char_boundary(end)) {
            return Err(self.bad_byte());
        }
        Ok(FieldTexts { whole, ends: self.ends, next: 0, start: 0 })
    }

    fn bad_byte(&self) -> u64 {
        let n_good = std::str::from_utf8(self.raw).map_or_else(|error| error.valid_up_to(), str::len);
        self.offset + n_good as u64
    }
}

/// The fields of a record as text, in order.
#[derive(Clone, Debug)]
pub struct FieldTexts<'a> {
    whole: &'a str,
    ends: &'a [usize],
    next: usize,
    start: usize,
}

impl<'a> Iterator for FieldTexts<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let end = *self.ends.get(self.next)?;
        let field = self.whole.get(self.start..end).unwrap_or_default();
        self.start = end;
        self.next += 1;
        Some(field)
    }
}

/// Splits a file into records while it arrives. A byte order mark is dropped; lines that are empty or hold only
/// blanks are no records; LF, CRLF and CR end a line, mixed as they may be.
#[derive(Debug)]
pub struct RecordSplitter {
    core: csv_core::Reader,
    delimiter: Delimiter,
    lead: Option<Vec<u8>>,
    text: Vec<u8>,
    n_text: usize,
    ends: Vec<usize>,
    n_ends: usize,
    carry: Vec<u8>,
    carry_offset: u64,
    n_bytes: u64,
    n_records: u64,
    spaced: SpacedFields,
}

impl RecordSplitter {
    /// For fields separated by `delimiter`, quoted as RFC 4180 says.
    pub fn new(delimiter: Delimiter) -> Self {
        let mut core = csv_core::ReaderBuilder::new().delimiter(delimiter.byte()).build();
        // csv-core drops a byte order mark only if it comes in one piece, which would make the result depend on the
        // pieces; after a first read it leaves all bytes alone. An empty line is no record.
        core.read_record(b"\n", &mut [0], &mut [0]);
        core.set_line(1);
        RecordSplitter {
            core,
            delimiter,
            lead: Some(Vec::new()),
            text: vec![0; 4096],
            n_text: 0,
            ends: vec![0; 64],
            n_ends: 0,
            carry: Vec::new(),
            carry_offset: 0,
            n_bytes: 0,
            n_records: 0,
            spaced: SpacedFields::default(),
        }
    }

    /// How many records have been handed over.
    pub fn n_records(&self) -> u64 {
        self.n_records
    }

    /// Takes the next piece of the file and hands over each record that it completes.
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

    /// Ends the file: hands over a last record that no line end follows.
    pub fn finish<E: From<SplitError>>(mut self, on_record: &mut impl FnMut(Record<'_>) -> Result<(), E>) -> Result<(), E> {
        self.split_lead(on_record)?;
        self.split(b"\n", on_record)?;
        // Outside quotes the line end has completed the record; inside, it became part of a field.
        if self.n_text > 0 || self.n_ends > 0 {
            let line = self.pending_line(&[]);
            return Err(SplitError::UnterminatedQuote { record: self.n_records, line }.into());
        }
        Ok(())
    }

    fn split_lead<E: From<SplitError>>(&mut self, on_record: &mut impl FnMut(Record<'_>) -> Result<(), E>) -> Result<(), E> {
        match self.lead.take() {
            Some(lead) if lead == BYTE_ORDER_MARK => {
                self.n_bytes += lead.len() as u64;
                Ok(())
            }
            Some(lead) => self.split(&lead, on_record),
            None => Ok(()),
        }
    }

    fn split<E: From<SplitError>>(&mut self, bytes: &[u8], on_record: &mut impl FnMut(Record<'_>) -> Result<(), E>) -> Result<(), E> {
        let (mut start, mut position) = (0, 0);
        while position < bytes.len() {
            let (result, n_in, n_out, n_ends) =
                self.core.read_record(&bytes[position..], &mut self.text[self.n_text..], &mut self.ends[self.n_ends..]);
            position += n_in;
            self.n_text += n_out;
            self.n_ends += n_ends;
            match result {
                ReadRecordResult::Record => {
                    self.emit(&bytes[start..position], start, on_record)?;
                    start = position;
                }
                ReadRecordResult::OutputFull => self.grow_text(&bytes[start..position])?,
                ReadRecordResult::OutputEndsFull => self.grow_ends()?,
                ReadRecordResult::InputEmpty | ReadRecordResult::End => break,
            }
        }
        self.keep_rest(&bytes[start..], start);
        self.n_bytes += bytes.len() as u64;
        Ok(())
    }

    /// Keeps the bytes of a record that is not whole yet, without the line ends before it.
    fn keep_rest(&mut self, rest: &[u8], start: usize) {
        let mut n_skipped = 0;
        if self.carry.is_empty() {
            n_skipped = rest.iter().take_while(|&&byte| is_line_end(byte)).count();
            self.carry_offset = self.n_bytes + (start + n_skipped) as u64;
        }
        self.carry.extend_from_slice(&rest[n_skipped..]);
    }

    fn emit<E: From<SplitError>>(
        &mut self,
        piece: &[u8],
        start: usize,
        on_record: &mut impl FnMut(Record<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        self.check_fields(piece)?;
        self.carry_or(piece, start);
        let RecordSplitter { text, n_text, ends, n_ends, carry, spaced, .. } = self;
        let from_carry = !carry.is_empty();
        let n_skipped = if from_carry { 0 } else { piece.iter().take_while(|&&byte| is_line_end(byte)).count() };
        let whole = if from_carry { &carry[..] } else { &piece[n_skipped..] };
        let n_trailing = whole.iter().rev().take_while(|&&byte| is_line_end(byte)).count();
        let raw = &whole[..whole.len() - n_trailing];
        let offset = if from_carry { self.carry_offset } else { self.n_bytes + (start + n_skipped) as u64 };
        let result = if is_blank(raw, self.delimiter) {
            Ok(())
        } else {
            self.n_records += 1;
            if self.delimiter == Delimiter::Space {
                spaced.split(raw);
                on_record(Record { raw, text: &spaced.text, ends: &spaced.ends, offset })
            } else {
                on_record(Record { raw, text: &text[..*n_text], ends: &ends[..*n_ends], offset })
            }
        };
        self.n_text = 0;
        self.n_ends = 0;
        self.carry.clear();
        result
    }

    /// Where the record began in an earlier piece, its bytes are brought together.
    fn carry_or(&mut self, piece: &[u8], start: usize) {
        if !self.carry.is_empty() {
            self.keep_rest(piece, start);
        }
    }

    fn check_fields(&self, piece: &[u8]) -> Result<(), SplitError> {
        let mut start = 0;
        if self.n_text > MAX_FIELD_BYTES {
            for &end in &self.ends[..self.n_ends] {
                if end - start > MAX_FIELD_BYTES {
                    return Err(SplitError::FieldTooLong { record: self.n_records, line: self.pending_line(piece) });
                }
                start = end;
            }
        }
        if self.n_ends > MAX_FIELDS && self.delimiter != Delimiter::Space {
            return Err(SplitError::TooManyFields { record: self.n_records });
        }
        Ok(())
    }

    fn grow_text(&mut self, piece: &[u8]) -> Result<(), SplitError> {
        let field_start = self.n_ends.checked_sub(1).map_or(0, |last| self.ends[last]);
        if self.n_text - field_start > MAX_FIELD_BYTES || self.n_text > MAX_RECORD_BYTES {
            return Err(SplitError::FieldTooLong { record: self.n_records, line: self.pending_line(piece) });
        }
        self.text.resize(self.text.len() * 2, 0);
        Ok(())
    }

    fn grow_ends(&mut self) -> Result<(), SplitError> {
        // Runs of blanks count as one delimiter but arrive as many.
        let limit = if self.delimiter == Delimiter::Space { MAX_RECORD_BYTES } else { MAX_FIELDS };
        if self.n_ends > limit {
            return Err(SplitError::TooManyFields { record: self.n_records });
        }
        self.ends.resize(self.ends.len() * 2, 0);
        Ok(())
    }

    /// The line on which the unfinished record starts: the parser counts LF only, so a file of bare CR is told by
    /// its records.
    fn pending_line(&self, piece: &[u8]) -> u64 {
        let n_skipped = if self.carry.is_empty() { piece.iter().take_while(|&&byte| is_line_end(byte)).count() } else { 0 };
        let newlines = |bytes: &[u8]| bytes.iter().filter(|&&byte| byte == b'\n').count() as u64;
        let inside = newlines(&self.carry) + newlines(&piece[n_skipped..]);
        self.core.line().saturating_sub(inside).max(self.n_records + 1)
    }
}

fn is_line_end(byte: u8) -> bool {
    byte == b'\n' || byte == b'\r'
}

/// Whether a line holds nothing: only blanks, none of which is a delimiter that makes cells.
fn is_blank(raw: &[u8], delimiter: Delimiter) -> bool {
    raw.iter().all(|&byte| byte == b' ' || (byte == b'\t' && delimiter != Delimiter::Tab))
}
