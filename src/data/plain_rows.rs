//! Rows in which nothing is odd, many at a time: most rows of most files. Comes in: bytes from the start of a row on.
//! Goes out: where the fields of the next rows are, up to a row that needs a closer look. What is odd in that row, and
//! whatever else a row may be, `records` and `rows` know; for plain rows they find the same.

use std::ops::Range;

use super::byte_words::{BLOCK, bits_where};

/// A longer row is looked at closer.
const LONGEST_ROW: usize = 1 << 16;
/// How many fields are handed over at once: they stay in the processor's nearest memory.
const MOST_FIELDS: usize = 1 << 12;

/// How plain rows are told. Bytes are those of ASCII; 0 is none.
#[derive(Clone, Copy, Debug)]
pub struct PlainFormat {
    /// Between fields.
    pub delimiter: u8,
    /// Around a field.
    pub quote: u8,
    /// At the start of a line that is no row.
    pub comment: u8,
    /// Either ends a line; where they are CR and LF, both together end one.
    pub line_ends: [u8; 2],
    /// Fields of a row; at least one.
    pub n_columns: usize,
}

#[derive(Clone, Copy, Debug, Default)]
struct Field {
    start: u32,
    end: u32,
}

/// The fields of the rows found last.
#[derive(Debug, Default)]
pub struct PlainRows {
    fields: Vec<Field>,
    n_columns: usize,
    n_rows: usize,
    n_bytes: usize,
}

/// The fields of one column.
#[derive(Clone, Copy, Debug)]
pub struct PlainCells<'a> {
    bytes: &'a [u8],
    fields: &'a [Field],
    n_columns: usize,
    n_rows: usize,
}

impl PlainRows {
    /// How many rows there are.
    pub fn n_rows(&self) -> usize {
        self.n_rows
    }

    /// How many bytes they take, with their line ends.
    pub fn n_bytes(&self) -> usize {
        self.n_bytes
    }

    /// The cells of a column; `bytes` are those that were scanned.
    pub fn column<'a>(&'a self, bytes: &'a [u8], column_idx: usize) -> PlainCells<'a> {
        PlainCells { bytes, fields: self.fields.get(column_idx..).unwrap_or_default(), n_columns: self.n_columns, n_rows: self.n_rows }
    }

    /// Finds the next plain rows, at most so many, from the first byte on.
    pub fn scan(&mut self, bytes: &[u8], format: &PlainFormat, most_rows: usize) {
        self.n_columns = format.n_columns;
        self.fields.resize(MOST_FIELDS + format.n_columns, Field::default());
        (self.n_rows, self.n_bytes) = find_rows(bytes, format, most_rows.min(MOST_FIELDS.div_ceil(format.n_columns)), &mut self.fields);
    }
}

/// What a field that starts with a quote is, up to a separator.
enum Quoted {
    /// What is between its quotes.
    Closed(Field),
    GoesOn,
    /// It has other quotes.
    Odd,
}

fn within_quotes(bytes: &[u8], start: usize, end: usize, quote: u8) -> Quoted {
    match end > start + 1 && bytes[end - 1] == quote {
        false => Quoted::GoesOn,
        true if bytes[start + 1..end - 1].contains(&quote) => Quoted::Odd,
        true => Quoted::Closed(Field::new(start + 1, end - 1)),
    }
}

/// How many rows there are, and how many bytes they take.
fn find_rows(bytes: &[u8], format: &PlainFormat, most_rows: usize, fields: &mut [Field]) -> (usize, usize) {
    let (mut n_rows, mut n_bytes, mut n_fields, mut start, mut has_odd, mut has_quote) = (0, 0, 0, 0, false, false);
    for base in (0..bytes.len()).step_by(BLOCK) {
        let mut last = [b' '; BLOCK];
        let block = block_at(bytes, base, &mut last);
        let mut separators = bits_where(block, |byte| format.separates(byte));
        let (is_odd, is_quote) = (any(block, |byte| byte.cast_signed() <= 0), any(block, |byte| byte == format.quote));
        (has_odd, has_quote) = (has_odd | is_odd, has_quote | is_quote);
        while separators != 0 {
            let place_in_block = separators.trailing_zeros() as usize % BLOCK;
            let place = base + place_in_block;
            separators &= separators - 1;
            // The LF of a line end that has been taken.
            if place < start {
                continue;
            }
            let is_line_end = block[place_in_block] != format.delimiter;
            let Some(slot) = fields.get_mut(n_fields) else { return (n_rows, n_bytes) };
            *slot = Field::new(start, place);
            if has_quote && place > start && bytes[start] == format.quote {
                match within_quotes(bytes, start, place, format.quote) {
                    Quoted::Closed(field) => *slot = field,
                    Quoted::GoesOn if !is_line_end => continue,
                    Quoted::GoesOn | Quoted::Odd => return (n_rows, n_bytes),
                }
            }
            n_fields += 1;
            start = place + 1;
            if is_line_end {
                let row = &fields[n_rows * format.n_columns..n_fields];
                let Some(next) = end_of_row(bytes, n_bytes..place, row, format, has_odd) else { return (n_rows, n_bytes) };
                (n_rows, n_bytes, start, has_odd, has_quote) = (n_rows + 1, next, next, is_odd, is_quote);
                if n_rows == most_rows {
                    return (n_rows, n_bytes);
                }
            }
        }
    }
    (n_rows, n_bytes)
}

/// Where the row behind this one starts, if this one is plain.
fn end_of_row(bytes: &[u8], place: Range<usize>, fields: &[Field], format: &PlainFormat, has_odd: bool) -> Option<usize> {
    let end = place.end;
    let row = &bytes[place];
    let is_plain = fields.len() == format.n_columns
        && row.len() <= LONGEST_ROW
        && row.first().is_some_and(|first| *first != format.comment)
        && (!has_odd || is_sound_text(row))
        && !may_be_left_out(bytes, row, fields, format);
    let is_pair = bytes[end] == b'\r' && format.line_ends[0] != format.line_ends[1];
    match bytes.get(end + 1) {
        _ if !is_plain => None,
        Some(b'\n') if is_pair => Some(end + 2),
        None if is_pair => None,
        _ => Some(end + 1),
    }
}

#[inline(always)]
fn any(block: &[u8; BLOCK], holds: impl Fn(u8) -> bool) -> bool {
    block.iter().fold(false, |any, byte| any | holds(*byte))
}

/// The next bytes; those behind the last one are blanks.
#[inline(always)]
fn block_at<'a>(bytes: &'a [u8], base: usize, last: &'a mut [u8; BLOCK]) -> &'a [u8; BLOCK] {
    let rest = bytes.get(base..).unwrap_or_default();
    rest.first_chunk().unwrap_or_else(|| {
        last.iter_mut().zip(rest).for_each(|(place, byte)| *place = *byte);
        last
    })
}

impl PlainFormat {
    #[inline(always)]
    fn separates(&self, byte: u8) -> bool {
        (byte == self.delimiter) | (byte == self.line_ends[0]) | (byte == self.line_ends[1])
    }
}

impl Field {
    fn new(start: usize, end: usize) -> Field {
        Field { start: start as u32, end: end as u32 }
    }
}

/// Whether a row is UTF-8 without a zero or a character that was lost.
#[cold]
fn is_sound_text(row: &[u8]) -> bool {
    !row.contains(&0) && std::str::from_utf8(row).is_ok_and(|text| !text.contains('\u{fffd}'))
}

/// Whether a row may hold nothing, or sum others up: its first text starts as words for a sum do, and a third of its
/// cells may be empty.
fn may_be_left_out(bytes: &[u8], row: &[u8], fields: &[Field], format: &PlainFormat) -> bool {
    let holds_nothing = |byte: u8| byte == format.delimiter || matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b'"' | b'\'');
    match row.iter().find(|byte| !holds_nothing(**byte)) {
        None => true,
        Some(b't' | b'T' | b's' | b'S' | b'g' | b'G') => {
            let may_be_empty = |field: &&Field| field.start == field.end || bytes[field.start as usize] <= b' ';
            fields.iter().filter(may_be_empty).count() * 3 + 1 >= fields.len()
        }
        Some(_) => false,
    }
}

impl<'a> PlainCells<'a> {
    /// The number of cells.
    pub fn n_rows(&self) -> usize {
        self.n_rows
    }

    /// The bytes of all cells, among others.
    pub fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// Where a field is among the bytes, with the blanks around it.
    #[inline(always)]
    pub fn span(&self, row: usize) -> (usize, usize) {
        let field = self.fields[row * self.n_columns];
        (field.start as usize, field.end as usize)
    }

    /// Where a cell is among the bytes: a field without the blanks around it.
    #[cold]
    pub fn trimmed_span(&self, row: usize) -> (usize, usize) {
        let (start, end) = self.span(row);
        let text = std::str::from_utf8(&self.bytes[start..end]).unwrap_or_default();
        let end = start + text.trim_end().len();
        (end - text.trim().len(), end)
    }

    /// A cell without blanks around it.
    pub fn text(&self, row: usize) -> &'a str {
        let (start, end) = self.span(row);
        std::str::from_utf8(&self.bytes[start..end]).unwrap_or_default().trim()
    }
}
