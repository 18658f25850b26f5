//! Bytes to the fields of one record. Comes in: bytes from a record's first one on, as many as there are so far. Goes
//! out: where each field is, or that more bytes are needed; what was looked at is not looked at again.

use std::ops::Range;

use super::dialect::LineEnd;
use super::records::{Format, MAX_FIELD_BYTES, MAX_FIELDS, MAX_RECORD_BYTES};

/// Where a field's text is: in the record's own bytes, or among the copies of fields whose quotes were doubled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    start: u32,
    end: u32,
    /// Where it ends in the record, with its quotes.
    place_end: u32,
}

/// Marks a span among the copies. A record is far shorter.
const COPIED: u32 = 1 << 31;

impl Span {
    pub fn of<'a>(self, raw: &'a [u8], copies: &'a [u8]) -> &'a [u8] {
        let (bytes, start) = if self.start & COPIED == 0 { (raw, self.start) } else { (copies, self.start ^ COPIED) };
        bytes.get(start as usize..self.end as usize).unwrap_or_default()
    }

    pub fn text_of<'a>(self, raw: &'a str, copies: &'a str) -> &'a str {
        let (text, start) = if self.start & COPIED == 0 { (raw, self.start) } else { (copies, self.start ^ COPIED) };
        text.get(start as usize..self.end as usize).unwrap_or_default()
    }

    /// Where the field is in its record, quotes and all, if the field before it ends at `end_before`.
    pub fn place(self, raw: &[u8], end_before: Option<usize>, format: Format) -> Range<usize> {
        let behind = end_before.map_or(0, |end| end + usize::from(!format.merges_blanks()));
        let n_blanks = raw.iter().skip(behind).take_while(|&&byte| byte == b' ' && format.merges_blanks()).count();
        behind + n_blanks..self.place_end as usize
    }
}

/// What a byte may be outside quotes.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Class {
    Plain,
    Delimiter,
    /// Ends the line, or does so together with the byte behind it.
    LineEnd,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    RecordStart,
    FieldStart,
    Unquoted,
    Quoted,
    Comment,
}

/// What a line has turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scan {
    /// Fields in its first `n_bytes`; the next record starts at `next`.
    Record { n_bytes: usize, next: usize },
    /// A comment.
    Comment { next: usize },
    /// It goes on beyond the bytes there are.
    More,
}

/// Why scanning stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TooMuch {
    Bytes,
    Fields,
}

/// Whether a line ends at a place, and with how many bytes.
enum Ending {
    LineEnd(usize),
    None,
    Unknown,
}

/// See the module.
#[derive(Debug)]
pub(super) struct FieldScanner {
    format: Format,
    classes: [Class; 256],
    state: State,
    /// The next byte to look at.
    position: usize,
    field_start: usize,
    has_doubled_quotes: bool,
    /// The fields of the last record.
    pub spans: Vec<Span>,
    /// Those of them, one after another, whose quotes were doubled.
    pub copies: Vec<u8>,
    /// Whether one was quoted.
    pub has_quotes: bool,
    /// Whether a quote inside a quoted field neither closes it nor is doubled.
    pub has_stray_quote: bool,
    /// Whether the bytes end inside a quoted field.
    pub is_unterminated: bool,
}

impl FieldScanner {
    pub fn new(format: Format) -> Self {
        let mut classes = [Class::Plain; 256];
        let line_ends: &[u8] = match format.line_end {
            None => b"\r\n",
            Some(LineEnd::Lf) => b"\n",
            Some(LineEnd::CrLf | LineEnd::Cr) => b"\r",
        };
        line_ends.iter().for_each(|&byte| classes[usize::from(byte)] = Class::LineEnd);
        classes[usize::from(format.delimiter)] = Class::Delimiter;
        FieldScanner {
            format,
            classes,
            state: State::RecordStart,
            position: 0,
            field_start: 0,
            has_doubled_quotes: false,
            spans: Vec::new(),
            copies: Vec::new(),
            has_quotes: false,
            has_stray_quote: false,
            is_unterminated: false,
        }
    }

    /// Goes on with a record whose bytes so far are `bytes`: those of the last call and more. With `is_last` there
    /// will be no more.
    pub fn scan(&mut self, bytes: &[u8], is_last: bool) -> Result<Scan, TooMuch> {
        if self.state == State::RecordStart {
            let Some(&first) = bytes.first() else { return Ok(Scan::More) };
            self.start_record(first);
        }
        loop {
            let scan = match self.state {
                State::Comment => Some(self.scan_comment(bytes, is_last)),
                State::Unquoted => self.scan_unquoted(bytes, is_last)?,
                State::Quoted => self.scan_quoted(bytes, is_last)?,
                State::RecordStart | State::FieldStart => self.start_field(bytes, is_last),
            };
            if let Some(scan) = scan {
                return self.end_scan(bytes, scan);
            }
        }
    }

    /// A record of one empty field, from no bytes at all.
    pub fn set_empty(&mut self) {
        self.start_record(self.format.delimiter);
        self.state = State::RecordStart;
        self.spans.push(Span { start: 0, end: 0, place_end: 0 });
    }

    fn start_record(&mut self, first: u8) {
        self.state = if Some(first) == self.format.comment { State::Comment } else { State::FieldStart };
        self.position = 0;
        self.field_start = 0;
        self.spans.clear();
        self.copies.clear();
        self.has_quotes = false;
        self.has_stray_quote = false;
        self.is_unterminated = false;
        self.has_doubled_quotes = false;
    }

    fn end_scan(&mut self, bytes: &[u8], scan: Scan) -> Result<Scan, TooMuch> {
        let n_bytes = match scan {
            Scan::Record { n_bytes, .. } => n_bytes,
            Scan::Comment { next } => next,
            Scan::More => bytes.len().saturating_sub(1),
        };
        let is_in_field = scan == Scan::More && self.state != State::Comment;
        let n_field = if is_in_field { self.position - self.field_start } else { 0 };
        if n_bytes > MAX_RECORD_BYTES || n_field > MAX_FIELD_BYTES {
            return Err(TooMuch::Bytes);
        }
        if scan != Scan::More {
            self.state = State::RecordStart;
        }
        Ok(scan)
    }

    fn start_field(&mut self, bytes: &[u8], is_last: bool) -> Option<Scan> {
        self.field_start = self.position;
        match bytes.get(self.position) {
            None if !is_last => return Some(Scan::More),
            Some(byte) if Some(*byte) == self.format.quote => {
                self.position += 1;
                self.field_start = self.position;
                self.has_quotes = true;
                self.state = State::Quoted;
            }
            _ => self.state = State::Unquoted,
        }
        None
    }

    /// Unquoted fields up to the line's end or to a quoted one.
    fn scan_unquoted(&mut self, bytes: &[u8], is_last: bool) -> Result<Option<Scan>, TooMuch> {
        let quote = self.format.quote;
        loop {
            let rest = bytes.get(self.position..).unwrap_or_default();
            let n_plain = rest.iter().take_while(|&&byte| self.classes[usize::from(byte)] == Class::Plain).count();
            self.position += n_plain;
            match rest.get(n_plain) {
                None if !is_last => return Ok(Some(Scan::More)),
                None => {
                    self.end_field(bytes, self.position, self.position)?;
                    return Ok(Some(Scan::Record { n_bytes: self.position, next: self.position }));
                }
                Some(&byte) if self.classes[usize::from(byte)] == Class::Delimiter => {
                    self.end_field(bytes, self.position, self.position)?;
                    self.position += 1;
                    self.field_start = self.position;
                    let next = rest.get(n_plain + 1);
                    if next.is_none() || next.copied() == quote {
                        self.state = State::FieldStart;
                        return Ok(None);
                    }
                }
                Some(_) => match self.ending_at(bytes, self.position, is_last) {
                    Ending::LineEnd(n_bytes) => {
                        self.end_field(bytes, self.position, self.position)?;
                        return Ok(Some(Scan::Record { n_bytes: self.position, next: self.position + n_bytes }));
                    }
                    Ending::None => self.position += 1,
                    Ending::Unknown => return Ok(Some(Scan::More)),
                },
            }
        }
    }

    /// One quoted field. A quote closes it if only blanks stand between it and a delimiter, a line's end or the end of
    /// all; any other is one of its characters, as in `"the "old" one"`.
    fn scan_quoted(&mut self, bytes: &[u8], is_last: bool) -> Result<Option<Scan>, TooMuch> {
        let quote = self.format.quote.unwrap_or_default();
        loop {
            let rest = bytes.get(self.position..).unwrap_or_default();
            let Some(length) = rest.iter().position(|&byte| byte == quote) else {
                self.position = bytes.len();
                if !is_last {
                    return Ok(Some(Scan::More));
                }
                self.is_unterminated = true;
                self.end_field(bytes, bytes.len(), bytes.len())?;
                return Ok(Some(Scan::Record { n_bytes: bytes.len(), next: bytes.len() }));
            };
            self.position += length;
            let closing = self.position;
            if bytes.get(closing + 1) == Some(&quote) {
                self.has_doubled_quotes = true;
                self.position += 2;
                continue;
            }
            let is_blank = |byte: &&u8| matches!(**byte, b' ' | b'\t') && **byte != self.format.delimiter;
            let after = closing + 1 + bytes[closing + 1..].iter().take_while(is_blank).count();
            match bytes.get(after).map(|&byte| self.classes[usize::from(byte)]) {
                None if !is_last => return Ok(Some(Scan::More)),
                None => {
                    self.end_field(bytes, closing, after)?;
                    return Ok(Some(Scan::Record { n_bytes: after, next: after }));
                }
                Some(Class::Delimiter) => {
                    self.end_field(bytes, closing, after)?;
                    self.position = after + 1;
                    self.state = State::FieldStart;
                    return Ok(None);
                }
                Some(Class::LineEnd) => match self.ending_at(bytes, after, is_last) {
                    Ending::LineEnd(n_bytes) => {
                        self.end_field(bytes, closing, after)?;
                        return Ok(Some(Scan::Record { n_bytes: after, next: after + n_bytes }));
                    }
                    Ending::None => self.pass_stray_quote(),
                    Ending::Unknown => return Ok(Some(Scan::More)),
                },
                Some(Class::Plain) => self.pass_stray_quote(),
            }
        }
    }

    fn pass_stray_quote(&mut self) {
        self.has_stray_quote = true;
        self.position += 1;
    }

    fn scan_comment(&mut self, bytes: &[u8], is_last: bool) -> Scan {
        loop {
            let rest = bytes.get(self.position..).unwrap_or_default();
            let Some(length) = rest.iter().position(|&byte| self.classes[usize::from(byte)] == Class::LineEnd) else {
                self.position = bytes.len();
                return if is_last { Scan::Comment { next: bytes.len() } } else { Scan::More };
            };
            self.position += length;
            match self.ending_at(bytes, self.position, is_last) {
                Ending::LineEnd(n_bytes) => return Scan::Comment { next: self.position + n_bytes },
                Ending::None => self.position += 1,
                Ending::Unknown => return Scan::More,
            }
        }
    }

    /// What a byte of [`Class::LineEnd`] is. CR and LF together are two line ends here; the second is an empty line.
    fn ending_at(&self, bytes: &[u8], place: usize, is_last: bool) -> Ending {
        match (self.format.line_end, bytes.get(place + 1)) {
            (Some(LineEnd::CrLf), Some(b'\n')) => Ending::LineEnd(2),
            (Some(LineEnd::CrLf), None) if !is_last => Ending::Unknown,
            (Some(LineEnd::CrLf), _) => Ending::None,
            _ => Ending::LineEnd(1),
        }
    }

    /// Keeps the field whose text ends before `end`, and whose quotes end before `place_end`. Among runs of blanks,
    /// nothing is no field unless it is quoted.
    fn end_field(&mut self, bytes: &[u8], end: usize, place_end: usize) -> Result<(), TooMuch> {
        let start = self.field_start;
        if end > MAX_RECORD_BYTES || end - start > MAX_FIELD_BYTES {
            return Err(TooMuch::Bytes);
        }
        if self.format.merges_blanks() && start == end && self.state == State::Unquoted {
            return Ok(());
        }
        if self.spans.len() >= MAX_FIELDS {
            return Err(TooMuch::Fields);
        }
        let (start, end) = if self.has_doubled_quotes { self.copy_field(&bytes[start..end]) } else { (start as u32, end as u32) };
        self.spans.push(Span { start, end, place_end: place_end as u32 });
        Ok(())
    }

    /// Two quotes are one.
    fn copy_field(&mut self, field: &[u8]) -> (u32, u32) {
        let quote = self.format.quote.unwrap_or_default();
        let start = self.copies.len() as u32;
        let mut bytes = field.iter().peekable();
        while let Some(&byte) = bytes.next() {
            self.copies.push(byte);
            if byte == quote {
                bytes.next_if_eq(&&quote);
            }
        }
        self.has_doubled_quotes = false;
        (start | COPIED, self.copies.len() as u32)
    }
}
