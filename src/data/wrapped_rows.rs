//! Rows that some program has quoted as a whole: `"1,2,""x, y"""` is one cell that holds a row. Comes in: such a
//! record. Goes out: the row that it was.

use super::field_scanner::{FieldScanner, Scan};
use super::record::Record;
use super::records::Format;

/// Splits what one quoted cell holds.
#[derive(Debug)]
pub(super) struct WrappedRows {
    format: Format,
    scanner: FieldScanner,
}

impl WrappedRows {
    pub fn new(format: Format) -> Self {
        let format = Format { comment: None, ..format };
        WrappedRows { format, scanner: FieldScanner::new(format) }
    }

    /// The row that the record's only cell holds, if it holds one; empty cells behind it do not count.
    pub fn split<'a>(&'a mut self, record: Record<'a>) -> Option<Record<'a>> {
        let is_quoted = self.format.quote.is_some() && record.raw().first().copied() == self.format.quote;
        if !is_quoted || record.flaws().is_unterminated || record.fields().skip(1).any(|field| !field.is_empty()) {
            return None;
        }
        let row = record.field(0);
        let mut scanned = self.scanner.scan(row, true).ok()?;
        if row.is_empty() {
            scanned = Scan::More;
        }
        let is_one_row = scanned == Scan::Record { n_bytes: row.len(), next: row.len() };
        let is_sound = !self.scanner.is_unterminated && !self.scanner.has_stray_quote;
        let inner = Record::of(row, &self.scanner, self.format, record.offset(), record.line());
        (is_one_row && is_sound && inner.n_fields() > 1).then_some(inner)
    }
}
