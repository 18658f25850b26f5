//! Records to rows: what each record of a file is, and why one is none of its rows. Comes in: pieces of the file. Goes
//! out: its parts in order. Reading, exporting and listing all go through it, so that they agree on every row.

use super::dialect::{Dialect, HeaderFit, LineEnd};
use super::encoding::{Decoder, Encoding, SniffedEncoding};
use super::plain_rows::{PlainFormat, PlainRows};
use super::records::{Format, Record, RecordSplitter, SplitError};
use super::wrapped_rows::WrappedRows;

/// What a record of a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// `sep=;`
    SeparatorLine,
    /// A title or another line above the header.
    AboveHeader,
    /// The names of the columns.
    Header,
    /// A row of the table.
    Row {
        /// It was quoted as a whole; the record is what was within.
        was_wrapped: bool,
    },
    /// A row of the file that is none of the table's.
    LeftOut(Misfit),
}

/// Why a row is not in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// It has more or fewer cells than the header.
    CellCount {
        /// Cells in the header.
        expected: u64,
        /// Cells in the row.
        found: u64,
    },
    /// It is quoted as a whole: one cell that holds a row.
    Wrapped,
    /// It sums others up.
    Total,
    /// None of its cells holds anything.
    Blank,
    /// The file ends inside one of its quoted cells.
    CutOff,
}

/// What is known of a file when it has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileEnd {
    /// What it has turned out to be in.
    pub encoding: Encoding,
    /// The first character that only Windows-1252 explains.
    pub foreign: Option<ForeignByte>,
    /// Lines that were comments.
    pub n_comments: u64,
}

/// A byte that is no UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ForeignByte {
    /// The row of data, from 1; 0 is the header or above it.
    pub row: u64,
    /// The byte's place in the file, from 0.
    pub byte: u64,
}

/// Who takes a file's parts one by one, and plain rows of the table many at a time.
pub(super) trait RowTaker {
    type Error: From<SplitError>;

    fn take(&mut self, part: Part, record: Record<'_>) -> Result<(), Self::Error>;

    /// How many rows may come at once; 0 where the next one must come by itself.
    fn most_plain_rows(&self) -> usize;

    /// `bytes` are those in which the rows are.
    fn take_plain_rows(&mut self, bytes: &[u8], rows: &PlainRows);
}

/// Splits a file that arrives in pieces into its parts.
#[derive(Debug)]
pub struct RowReader {
    decoder: Decoder,
    splitter: RecordSplitter,
    judge: Judge,
    plain_rows: PlainRows,
}

/// Says what each record is.
#[derive(Debug)]
struct Judge {
    dialect: Dialect,
    n_columns: usize,
    n_records: u64,
    wrapped: WrappedRows,
    foreign_byte: Option<u64>,
    foreign: Option<ForeignByte>,
}

impl RowReader {
    /// For a file that has been read before; `n_columns` is its table's.
    pub fn new(dialect: Dialect, n_columns: usize) -> Self {
        let sniffed = SniffedEncoding { encoding: dialect.encoding, is_settled: true };
        RowReader::of_sniffed(dialect, n_columns, sniffed)
    }

    /// For a file of which only the beginning is known.
    pub(super) fn of_sniffed(dialect: Dialect, n_columns: usize, sniffed: SniffedEncoding) -> Self {
        let format = Format::from(&dialect);
        let wrapped = WrappedRows::new(format);
        RowReader {
            decoder: Decoder::new(sniffed),
            splitter: RecordSplitter::new(format),
            judge: Judge { dialect, n_columns, n_records: 0, wrapped, foreign_byte: None, foreign: None },
            plain_rows: PlainRows::default(),
        }
    }

    /// Takes the next piece of the file and hands over each part that it completes.
    pub fn push<E: From<SplitError>>(
        &mut self,
        bytes: &[u8],
        on_part: &mut impl FnMut(Part, Record<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let judge = &mut self.judge;
        let (text, foreign_byte) = self.decoder.decode(bytes);
        judge.foreign_byte = foreign_byte;
        self.splitter.push(text, &mut |record| judge.take(record, on_part))
    }

    /// As [`RowReader::push`], for a taker of many rows at a time.
    pub(super) fn push_to<T: RowTaker>(&mut self, bytes: &[u8], taker: &mut T) -> Result<(), T::Error> {
        let RowReader { decoder, splitter, judge, plain_rows } = self;
        let (mut rest, foreign_byte) = decoder.decode(bytes);
        judge.foreign_byte = foreign_byte;
        while !rest.is_empty() {
            let most_rows = taker.most_plain_rows();
            if most_rows > 0
                && splitter.is_between_lines()
                && let Some(format) = judge.plain_format()
            {
                plain_rows.scan(rest, &format, most_rows);
                let (n_bytes, n_rows) = (plain_rows.n_bytes(), plain_rows.n_rows());
                if n_rows > 0 {
                    taker.take_plain_rows(rest, plain_rows);
                    splitter.pass_over(n_bytes, n_rows);
                    judge.n_records += n_rows as u64;
                    rest = &rest[n_bytes..];
                    continue;
                }
            }
            let n_used = splitter.step(rest, &mut |record| judge.take(record, &mut |part, record| taker.take(part, record)))?;
            rest = &rest[n_used..];
        }
        Ok(())
    }

    /// Ends the file.
    pub fn finish<E: From<SplitError>>(self, on_part: &mut impl FnMut(Part, Record<'_>) -> Result<(), E>) -> Result<FileEnd, E> {
        let RowReader { mut decoder, mut splitter, mut judge, .. } = self;
        let (text, foreign_byte) = decoder.finish();
        judge.foreign_byte = foreign_byte;
        splitter.push(text, &mut |record| judge.take(record, on_part))?;
        let n_comments = splitter.n_comments();
        splitter.finish(&mut |record| judge.take(record, on_part))?;
        Ok(FileEnd { encoding: decoder.encoding(), foreign: judge.foreign, n_comments })
    }

    /// Ends before the file does: a row that is not whole yet is dropped.
    pub fn end_early(self) -> FileEnd {
        FileEnd { encoding: self.decoder.encoding(), foreign: self.judge.foreign, n_comments: self.splitter.n_comments() }
    }
}

impl Judge {
    fn take<E: From<SplitError>>(
        &mut self,
        record: Record<'_>,
        on_part: &mut impl FnMut(Part, Record<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        self.n_records += 1;
        self.note_foreign(record);
        let swallows_lines = || record.raw().trim_ascii_end().iter().any(|byte| matches!(byte, b'\n' | b'\r'));
        if record.flaws().is_unterminated && swallows_lines() {
            return Err(SplitError::UnterminatedQuote { record: self.n_records - 1, line: record.line() }.into());
        }
        let n_before = self.dialect.n_before_header();
        if self.n_records <= u64::from(self.dialect.has_separator_line) {
            on_part(Part::SeparatorLine, record)
        } else if self.n_records <= n_before {
            on_part(Part::AboveHeader, record)
        } else if self.dialect.has_header && self.n_records == n_before + 1 {
            self.take_header(record, on_part)
        } else {
            self.take_row(record, on_part)
        }
    }

    /// How plain rows of the table are told, if the next record may be one.
    fn plain_format(&self) -> Option<PlainFormat> {
        let format = Format::from(&self.dialect);
        let line_ends = match format.line_end {
            None => *b"\n\r",
            Some(LineEnd::Lf) => *b"\n\n",
            Some(LineEnd::Cr) => *b"\r\r",
            Some(LineEnd::CrLf) => return None,
        };
        let is_next = self.n_records >= self.dialect.n_lead_records()
            && (self.foreign_byte.is_none() || self.foreign.is_some())
            && self.n_columns > 0
            && !format.merges_blanks();
        is_next.then(|| PlainFormat {
            delimiter: format.delimiter,
            quote: format.quote.unwrap_or(0),
            comment: format.comment.unwrap_or(0),
            line_ends,
            n_columns: self.n_columns,
        })
    }

    fn note_foreign(&mut self, record: Record<'_>) {
        if let (Some(byte), None) = (self.foreign_byte, self.foreign)
            && byte < record.offset() + record.raw().len() as u64
        {
            self.foreign = Some(ForeignByte { row: self.n_records.saturating_sub(self.dialect.n_lead_records()), byte });
        }
    }

    fn take_header<E: From<SplitError>>(
        &mut self,
        record: Record<'_>,
        on_part: &mut impl FnMut(Part, Record<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let inner = if self.dialect.unwraps_rows { self.wrapped.split(record) } else { None };
        let header = inner.unwrap_or(record);
        self.n_columns = match self.dialect.header_fit {
            HeaderFit::Even => header.n_fields(),
            HeaderFit::FirstCellUnnamed | HeaderFit::LastCellUnnamed => header.n_fields() + 1,
            HeaderFit::LastNameEmpty => header.n_fields() - 1,
        };
        on_part(Part::Header, header)
    }

    fn take_row<E: From<SplitError>>(
        &mut self,
        record: Record<'_>,
        on_part: &mut impl FnMut(Part, Record<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let n_columns = self.n_columns;
        if record.flaws().is_unterminated {
            return on_part(Part::LeftOut(Misfit::CutOff), record);
        }
        if record.n_fields() == n_columns {
            let misfit = misfit_of(record, self.dialect.delimiter.byte());
            return on_part(misfit.map_or(Part::Row { was_wrapped: false }, Part::LeftOut), record);
        }
        match self.wrapped.split(record).filter(|inner| inner.n_fields() == n_columns) {
            Some(inner) if self.dialect.unwraps_rows => on_part(Part::Row { was_wrapped: true }, inner),
            Some(_) => on_part(Part::LeftOut(Misfit::Wrapped), record),
            None => {
                let cell_count = Misfit::CellCount { expected: n_columns as u64, found: record.n_fields() as u64 };
                on_part(Part::LeftOut(cell_count), record)
            }
        }
    }
}

/// First cells of rows that sum others up, in lower case.
const TOTALS: [&str; 12] = [
    "total",
    "totals",
    "grand total",
    "subtotal",
    "sub-total",
    "sum",
    "summe",
    "gesamt",
    "gesamtsumme",
    "somme",
    "total general",
    "total général",
];

/// Why a row with the right number of cells is none of the table's.
fn misfit_of(record: Record<'_>, delimiter: u8) -> Option<Misfit> {
    // A line of dashes, as under the names of a table in Markdown, holds nothing.
    let holds_nothing = |byte: u8| byte == delimiter || matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b'"' | b'\'' | b'-' | b':');
    let Some(first) = record.raw().iter().copied().find(|&byte| !holds_nothing(byte)) else {
        let is_rule = |field: &[u8]| field.len() > 2 && field.iter().all(|byte| matches!(byte, b'-' | b':'));
        return record.fields().map(<[u8]>::trim_ascii).all(|field| field.is_empty() || is_rule(field)).then_some(Misfit::Blank);
    };
    let n_fields = record.n_fields();
    if record.raw().first() == Some(&delimiter) && n_fields > 4 && (first.is_ascii_digit() || first == b'(') {
        // A sum without a word: one number in a row of nothing, and none in the first cell.
        let n_filled = record.fields().filter(|field| !field.trim_ascii().is_empty()).count();
        return (n_filled == 1).then_some(Misfit::Total);
    }
    if !matches!(first, b't' | b'T' | b's' | b'S' | b'g' | b'G') {
        return None;
    }
    let name = record.fields().map(<[u8]>::trim_ascii).find(|field| !field.is_empty())?;
    let name = name.strip_suffix(b":").unwrap_or(name);
    let n_empty = record.fields().filter(|field| field.trim_ascii().is_empty()).count();
    let is_total = TOTALS.iter().any(|total| name.eq_ignore_ascii_case(total.as_bytes()));
    // `Total amount funded: 1200`, alone in its row.
    let is_note = n_empty + 1 == n_fields && name.get(..6).is_some_and(|start| start.eq_ignore_ascii_case(b"total "));
    (n_fields > 2 && (is_note || is_total && n_empty * 3 >= n_fields - 1)).then_some(Misfit::Total)
}
