//! One record of a file: its own bytes, its fields without their quotes, and where it stands.

use std::ops::Range;

use super::field_scanner::{FieldScanner, Span};
use super::records::Format;

/// One record of the file.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a> {
    pub(super) raw: &'a [u8],
    pub(super) spans: &'a [Span],
    pub(super) copies: &'a [u8],
    pub(super) format: Format,
    pub(super) offset: u64,
    pub(super) line: u64,
    pub(super) flaws: Flaws,
}

/// What is wrong with a record's quotes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flaws {
    /// The file ends inside a quoted field.
    pub is_unterminated: bool,
    /// A quote inside a quoted field neither closes it nor is doubled; it was read as one of its characters.
    pub has_stray_quote: bool,
}

impl<'a> Record<'a> {
    pub(super) fn of(raw: &'a [u8], scanner: &'a FieldScanner, format: Format, offset: u64, line: u64) -> Self {
        let flaws = Flaws { is_unterminated: scanner.is_unterminated, has_stray_quote: scanner.has_stray_quote };
        Record { raw, spans: &scanner.spans, copies: &scanner.copies, format, offset, line, flaws }
    }

    /// Its bytes as they are in the text, without the line's end.
    pub fn raw(&self) -> &'a [u8] {
        self.raw
    }

    /// Where its first byte is in the text.
    pub fn offset(&self) -> u64 {
        self.offset
    }

    /// The line on which it starts, from 1.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// What is wrong with its quotes.
    pub fn flaws(&self) -> Flaws {
        self.flaws
    }

    /// How many fields it has; at least one.
    pub fn n_fields(&self) -> usize {
        self.spans.len()
    }

    /// A field without its quotes; empty beyond the last one.
    pub fn field(&self, field_idx: usize) -> &'a [u8] {
        self.spans.get(field_idx).map_or(&[], |span| span.of(self.raw, self.copies))
    }

    /// All fields in order.
    pub fn fields(&self) -> impl Iterator<Item = &'a [u8]> + Clone + use<'a> {
        let record = *self;
        record.spans.iter().map(move |span| span.of(record.raw, record.copies))
    }

    /// Where each field is among the record's bytes, quotes and all: what stands between separates them.
    pub fn places(&self) -> Vec<Range<usize>> {
        let mut places: Vec<Range<usize>> = Vec::with_capacity(self.spans.len());
        for span in self.spans {
            let end_before = places.last().map(|place| place.end);
            places.push(span.place(self.raw, end_before, self.format));
        }
        places
    }

    /// All fields as text; the offset in the text of the first byte that is not UTF-8 otherwise.
    pub fn texts(&self) -> Result<FieldTexts<'a>, u64> {
        let raw = std::str::from_utf8(self.raw).map_err(|error| self.offset + error.valid_up_to() as u64)?;
        // A copy is a part of `raw` without some of its quotes, and so is text as well.
        let copies = std::str::from_utf8(self.copies).unwrap_or_default();
        Ok(FieldTexts { raw, copies, spans: self.spans })
    }

    /// All fields as text, with U+FFFD for what is not UTF-8.
    pub fn lossy_texts(&self) -> Vec<String> {
        self.fields().map(|field| String::from_utf8_lossy(field).into_owned()).collect()
    }
}

/// The fields of a record as text, in order.
#[derive(Clone, Debug)]
pub struct FieldTexts<'a> {
    raw: &'a str,
    copies: &'a str,
    spans: &'a [Span],
}

impl<'a> Iterator for FieldTexts<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let (span, rest) = self.spans.split_first()?;
        self.spans = rest;
        Some(span.text_of(self.raw, self.copies))
    }
}

#[cfg(test)]
mod tests {
    use super::super::records::{Format, RecordSplitter, SplitError};
    use super::Record;

    fn fields(raw: &str, delimiter: u8) -> Vec<String> {
        let mut found = Vec::new();
        let mut keep = |record: Record<'_>| -> Result<(), SplitError> {
            found = record.places().into_iter().map(|place| raw[place].to_owned()).collect();
            Ok(())
        };
        let mut splitter = RecordSplitter::new(Format { delimiter, ..Format::default() });
        assert_eq!(splitter.push(raw.as_bytes(), &mut keep), Ok(()));
        assert_eq!(splitter.finish(&mut keep), Ok(()));
        found
    }

    #[test]
    fn fields_keep_their_quotes_in_place() {
        assert_eq!(fields("a,\"b,\"\"c\",,d\"e,", b','), ["a", "\"b,\"\"c\"", "", "d\"e", ""]);
        assert_eq!(fields("\"a\" ;c; \"d\"", b';'), ["\"a\" ", "c", " \"d\""]);
        assert_eq!(fields("  1 \"two three\"  \"\" 4 ", b' '), ["1", "\"two three\"", "\"\"", "4"]);
    }
}
