//! Rows in which nothing is odd, many at a time: most rows of most files. Comes in: bytes from the start of a row on.
//! Goes out: where the fields of the next rows are, up to a row that needs a closer look. What is odd in that row, and
//! whatever else a row may be, `records` and `rows` know; for plain rows they find the same.

use super::byte_block::{BLOCK, Block};

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

/// What some bytes have.
#[derive(Clone, Copy, Default)]
struct Flaws {
    /// A zero, or a byte beyond ASCII.
    has_odd: bool,
    has_quote: bool,
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
        self.fields.resize(MOST_FIELDS + format.n_columns + BLOCK, Field::default());
        (self.n_rows, self.n_bytes) = find_rows(bytes, format, most_rows.min(MOST_FIELDS.div_ceil(format.n_columns)), &mut self.fields);
    }
}

/// How many rows there are, and how many bytes they take.
#[inline(never)]
fn find_rows(bytes: &[u8], format: &PlainFormat, most_rows: usize, fields: &mut [Field]) -> (usize, usize) {
    let (mut n_rows, mut n_bytes, mut n_fields, mut start, mut flaws) = (0, 0, 0, 0, Flaws::default());
    for base in (0..bytes.len()).step_by(BLOCK) {
        let mut last = [b' '; BLOCK];
        let block = Block::new(block_at(bytes, base, &mut last));
        let line_ends = block.bits_of(format.line_ends);
        let separators = line_ends | block.bits_of([format.delimiter]);
        let flaws_here = Flaws { has_odd: block.odd_bits() != 0, has_quote: block.bits_of([format.quote]) != 0 };
        flaws = Flaws { has_odd: flaws.has_odd | flaws_here.has_odd, has_quote: flaws.has_quote | flaws_here.has_quote };
        loop {
            // The LF of a line end that has been taken is before `start`.
            let ahead = u64::MAX.checked_shl(start.max(base).abs_diff(base) as u32).unwrap_or(0);
            let row_ends = line_ends & ahead;
            let of_row = separators & ahead & (row_ends ^ row_ends.wrapping_sub(1));
            let Some(slots) = fields.get_mut(n_fields..n_fields + BLOCK) else { return (n_rows, n_bytes) };
            put_fields(slots, of_row, base, start);
            n_fields += of_row.count_ones() as usize;
            if of_row != 0 {
                start = base + BLOCK - of_row.leading_zeros() as usize;
            }
            if row_ends == 0 {
                break;
            }
            let first = n_rows * format.n_columns;
            let row = &mut fields[first..n_fields];
            let Some(next) = end_of_row(bytes, n_bytes, row, format, flaws) else { return (n_rows, n_bytes) };
            (n_rows, n_bytes, n_fields, start, flaws) = (n_rows + 1, next, first + format.n_columns, next, flaws_here);
            if n_rows == most_rows {
                return (n_rows, n_bytes);
            }
        }
    }
    (n_rows, n_bytes)
}

/// Puts down the fields that end at these separators of a block, the first of which starts at `start`. Several at a time,
/// since how many there are nobody can foretell; what is put down behind the last one is no field.
#[inline(always)]
fn put_fields(slots: &mut [Field], mut separators: u64, base: usize, mut start: usize) {
    for slots in slots.as_chunks_mut::<4>().0 {
        if separators == 0 {
            break;
        }
        for slot in slots {
            let place = base + separators.trailing_zeros() as usize;
            *slot = Field::new(start, place);
            start = place + 1;
            separators &= separators.wrapping_sub(1);
        }
    }
}

/// Where the row behind the one that starts at `start` and has these fields starts, if this one is plain. Leaves a field a
/// column.
#[inline(always)]
fn end_of_row(bytes: &[u8], start: usize, fields: &mut [Field], format: &PlainFormat, flaws: Flaws) -> Option<usize> {
    let end = fields.last()?.end as usize;
    let n_fields = if flaws.has_quote { unquote(bytes, fields, format.quote)? } else { fields.len() };
    let row = &bytes[start..end];
    let is_plain = n_fields == format.n_columns
        && row.len() <= LONGEST_ROW
        && row.first().is_some_and(|first| *first != format.comment)
        && (!flaws.has_odd || is_sound_text(row))
        && !may_be_left_out(bytes, row, &fields[..n_fields], format);
    let is_pair = bytes[end] == b'\r' && format.line_ends[0] != format.line_ends[1];
    match bytes.get(end + 1) {
        _ if !is_plain => None,
        Some(b'\n') if is_pair => Some(end + 2),
        None if is_pair => None,
        _ => Some(end + 1),
    }
}

/// Takes quotes off, and puts together what a separator within quotes has parted. How many fields that leaves, unless
/// there are other quotes within.
#[inline(never)]
fn unquote(bytes: &[u8], fields: &mut [Field], quote: u8) -> Option<usize> {
    let (mut n_fields, mut place) = (0, 0);
    while let Some(mut field) = fields.get(place).copied() {
        let (start, end) = field.span();
        if start < end && bytes[start] == quote {
            let closes = |field: &Field| field.end as usize > start + 1 && bytes[field.end as usize - 1] == quote;
            place += fields[place..].iter().position(closes)?;
            field = Field::new(start + 1, fields[place].end as usize - 1);
            if bytes[field.start as usize..field.end as usize].contains(&quote) {
                return None;
            }
        }
        fields[n_fields] = field;
        n_fields += 1;
        place += 1;
    }
    Some(n_fields)
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

impl Field {
    #[inline(always)]
    fn new(start: usize, end: usize) -> Field {
        Field { start: start as u32, end: end as u32 }
    }

    #[inline(always)]
    fn span(self) -> (usize, usize) {
        (self.start as usize, self.end as usize)
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
        self.fields[row * self.n_columns].span()
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
