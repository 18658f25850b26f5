use crate::data::read::{Dialect, Encoding, LineEnd};
use crate::data::records::{BYTE_ORDER_MARK, Format};

/// Writes cells in a file's dialect, quoted as RFC 4180 says and only where they must be; in a dialect without quotes, what would
/// split a cell is replaced.
#[derive(Debug)]
pub struct CellWriter {
    out: Vec<u8>,
    format: Format,
    line_end: LineEnd,
    n_cells_in_line: usize,
}

impl CellWriter {
    /// For cells told apart by `format`, in lines that end so.
    pub fn new(format: impl Into<Format>, line_end: LineEnd) -> Self {
        CellWriter { out: Vec::new(), format: format.into(), line_end, n_cells_in_line: 0 }
    }

    /// For a file in this dialect, with a byte order mark where it had one or was in another encoding.
    pub(super) fn of_file(dialect: &Dialect) -> Self {
        let mut writer = CellWriter::new(dialect, dialect.line_end);
        if dialect.has_bom || dialect.encoding != Encoding::Utf8 {
            writer.out.extend(BYTE_ORDER_MARK);
        }
        writer
    }

    /// Takes what is written so far.
    pub fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.out)
    }

    /// Cells in the line so far.
    pub(super) fn n_cells_in_line(&self) -> usize {
        self.n_cells_in_line
    }

    /// Bytes that hold so many cells, as they are.
    pub(super) fn write_raw(&mut self, bytes: &[u8], n_cells: usize) {
        self.out.extend_from_slice(bytes);
        self.n_cells_in_line += n_cells;
    }

    /// A cell behind the last one of the line.
    pub fn add_cell(&mut self, cell: &[u8]) {
        if self.n_cells_in_line > 0 {
            self.out.push(self.format.delimiter);
        }
        self.write_cell(cell);
    }

    /// A cell with nothing before it.
    pub(super) fn write_cell(&mut self, cell: &[u8]) {
        self.n_cells_in_line += 1;
        match self.format.quote {
            Some(quote) if self.needs_quotes(cell, quote) => {
                self.out.push(quote);
                for &byte in cell {
                    if byte == quote {
                        self.out.push(quote);
                    }
                    self.out.push(byte);
                }
                self.out.push(quote);
            }
            Some(_) => self.out.extend_from_slice(cell),
            // Nothing could hold together what a reader would split.
            None => {
                let Format { delimiter, .. } = self.format;
                let stand_in = if delimiter == b' ' { b'_' } else { b' ' };
                let whole = |&byte: &u8| if byte == delimiter || matches!(byte, b'\n' | b'\r') { stand_in } else { byte };
                self.out.extend(cell.iter().map(whole));
            }
        }
    }

    /// Whether a reader could take the bare cell for something else: some trim blanks, among blanks an empty cell is
    /// none, and a mark at the start of a line is a comment.
    fn needs_quotes(&self, cell: &[u8], quote: u8) -> bool {
        let (first, last) = (cell.first().copied(), cell.last().copied());
        let is_special = |byte: &u8| *byte == self.format.delimiter || *byte == quote || matches!(*byte, b'"' | b'\n' | b'\r');
        let is_comment = self.n_cells_in_line == 1 && first.is_some() && first == self.format.comment;
        let is_lost = cell.is_empty() && self.format.delimiter == b' ';
        first == Some(b' ')
            || last == Some(b' ')
            || is_comment
            || is_lost
            || cell.starts_with(&BYTE_ORDER_MARK)
            || cell.iter().any(is_special)
    }

    /// Ends the line.
    pub fn end_line(&mut self) {
        self.out.extend_from_slice(match self.line_end {
            LineEnd::Lf => b"\n",
            LineEnd::CrLf => b"\r\n",
            LineEnd::Cr => b"\r",
        });
        self.n_cells_in_line = 0;
    }
}
