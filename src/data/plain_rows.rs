//! Rows in which nothing is odd, many at a time: most rows of most files. Comes in: bytes from the start of a row on.
//! Goes out: where the fields of the next rows are, up to a row that needs a closer look. What is odd in that row, and
//! whatever else a row may be, `records` and `rows` know; for plain rows they find the same.

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

#[derive(Clone, Copy, Debug)]
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
        self.fields.clear();
        (self.n_columns, self.n_rows, self.n_bytes) = (format.n_columns, 0, 0);
        self.find_rows(bytes, format, most_rows.min(MOST_FIELDS.div_ceil(format.n_columns)));
        self.fields.truncate(self.n_rows * self.n_columns);
    }

    fn find_rows(&mut self, bytes: &[u8], format: &PlainFormat, most_rows: usize) {
        let (mut start, mut has_odd) = (0, false);
        self.fields.reserve(MOST_FIELDS);
        for base in (0..bytes.len()).step_by(BLOCK) {
            let (mut separators, odd) = separators_in(bytes, base, format);
            has_odd |= odd;
            while separators != 0 {
                let place = base + separators.trailing_zeros() as usize;
                separators &= separators - 1;
                // The LF of a line end that has been taken.
                if place < start {
                    continue;
                }
                let is_line_end = bytes[place] != format.delimiter;
                let is_quoted = place > start && bytes[start] == format.quote;
                match if is_quoted { within_quotes(bytes, start, place, format.quote) } else { Some(Field::new(start, place)) } {
                    Some(field) => self.fields.push(field),
                    None if is_line_end => return,
                    None => continue,
                }
                start = place + 1;
                if is_line_end {
                    match self.end_row(bytes, place, format, has_odd) {
                        Some(next) if self.n_rows < most_rows => (start, has_odd) = (next, odd),
                        _ => return,
                    }
                }
            }
            if self.fields.len() > (self.n_rows + 1) * self.n_columns {
                return;
            }
        }
    }

    /// Counts the row that ends at `end`, if it is plain; returns where the next one starts.
    fn end_row(&mut self, bytes: &[u8], end: usize, format: &PlainFormat, has_odd: bool) -> Option<usize> {
        let row = &bytes[self.n_bytes..end];
        let fields = self.fields.get(self.n_rows * self.n_columns..)?;
        let is_plain = fields.len() == self.n_columns
            && row.len() <= LONGEST_ROW
            && row.first().is_some_and(|first| *first != format.comment)
            && (!has_odd || is_sound_text(row))
            && !may_be_left_out(bytes, row, fields, format);
        let is_pair = bytes[end] == b'\r' && format.line_ends[0] != format.line_ends[1];
        let n_end = match bytes.get(end + 1) {
            Some(b'\n') if is_pair => 2,
            None if is_pair => return None,
            _ => 1,
        };
        if !is_plain {
            return None;
        }
        self.n_rows += 1;
        self.n_bytes = end + n_end;
        Some(self.n_bytes)
    }
}

impl Field {
    fn new(start: usize, end: usize) -> Field {
        Field { start: start as u32, end: end as u32 }
    }
}

/// A bit for each delimiter and line end of a block, and whether a byte of it is zero or none of ASCII.
#[inline(always)]
fn separators_in(bytes: &[u8], base: usize, format: &PlainFormat) -> (u64, bool) {
    let rest = bytes.get(base..).unwrap_or_default();
    let mut last = [b' '; BLOCK];
    let block = rest.first_chunk().unwrap_or_else(|| {
        last.iter_mut().zip(rest).for_each(|(place, byte)| *place = *byte);
        &last
    });
    let (delimiter, [first_end, last_end]) = (format.delimiter, format.line_ends);
    let is_odd = block.iter().fold(false, |is_odd, byte| is_odd | (byte.cast_signed() <= 0));
    (bits_where(block, |byte| (byte == delimiter) | (byte == first_end) | (byte == last_end)), is_odd)
}

/// What is between the quotes of a field that starts with one, if its last byte closes it and it has no others.
fn within_quotes(bytes: &[u8], start: usize, end: usize, quote: u8) -> Option<Field> {
    let is_closed = end > start + 1 && bytes[end - 1] == quote && !bytes[start + 1..end - 1].contains(&quote);
    is_closed.then(|| Field::new(start + 1, end - 1))
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
