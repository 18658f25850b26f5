//! How a file is written, found out: from the first [`SNIFF_BYTES`] of it, as text, to a [`Dialect`] that reading and
//! exporting share. What a person says goes before what is found.

use super::dialect::{Delimiter, Dialect, LineEnd, Quote};
use super::encoding::Encoding;
use super::read::ReadOptions;
use super::records::{BYTE_ORDER_MARK, Format, MAX_FIELDS, Record, RecordSplitter, SplitError};
use super::sniff_header::{commonest_length, fit_of_header, looks_like_header, n_above_header};

/// How much of a file is looked at before it is read: always the same, however it arrives.
pub const SNIFF_BYTES: usize = 1 << 18;
/// How many records are looked at.
const SNIFF_RECORDS: usize = 200;
/// In hundredths: how many of the records of a file that is quoted row by row must be.
const LEAST_WRAPPED: usize = 90;

/// What the first part of a file shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sniffed {
    pub dialect: Dialect,
    /// The commonest number of cells in the rows looked at; at least 1.
    pub n_cells: usize,
}

/// The first part of a file, as text.
#[derive(Clone, Copy)]
pub(super) struct Head<'a> {
    pub text: &'a [u8],
    /// Whether it is all of the file.
    pub is_whole: bool,
    pub encoding: Encoding,
}

/// Finds out how the file is written. `None` where no delimiter separates anything.
pub(super) fn sniff(head: Head<'_>, options: &ReadOptions) -> Option<Sniffed> {
    if let Some(sniffed) = sniff_rows(head, options) {
        return Some(sniffed);
    }
    let unwrapped = unwrapped(head)?;
    let mut sniffed = sniff_rows(Head { text: &unwrapped, ..head }, options)?;
    sniffed.dialect.unwraps_rows = options.unwrap_rows.unwrap_or(true);
    sniffed.dialect.has_bom = head.text.starts_with(&BYTE_ORDER_MARK);
    sniffed.dialect.line_end = first_line_end(head.text, sniffed.dialect.quote);
    Some(sniffed)
}

fn sniff_rows(head: Head<'_>, options: &ReadOptions) -> Option<Sniffed> {
    let separator_line = separator_line(head.text);
    let n_before = usize::from(separator_line.is_some());
    let may_have_comments = options.comment.unwrap_or_else(|| starts_with_comment(head.text));
    let format = Format {
        comment: may_have_comments.then_some(b'#'),
        line_end: options.line_end,
        quote: options.quote.map_or(Some(b'"'), Quote::byte),
        ..Format::default()
    };
    let known = options.delimiter.or(separator_line);
    let without_comments = || sniff_cells(head, Format { comment: None, ..format }, options, known);
    let (delimiter, quote) = match sniff_cells(head, format, options, known) {
        Some(cells) => cells,
        None if options.comment.is_none() => without_comments()?,
        None => return None,
    };
    let format = Format { delimiter: delimiter.byte(), quote: quote.byte(), ..format };
    let has_comments = may_have_comments && (options.comment.is_some() || are_comments(head, format));
    let format = Format { comment: has_comments.then_some(b'#'), ..format };

    let records = first_records(head, format, SNIFF_RECORDS + n_before);
    let records = records.get(n_before..).unwrap_or_default();
    let n_above_header = if options.has_header == Some(false) { 0 } else { n_above_header(records) };
    let records = &records[n_above_header..];
    let has_header = options.has_header.unwrap_or_else(|| looks_like_header(records));
    let (header, rows) = records.split_at(usize::from(has_header).min(records.len()));
    let n_cells = commonest_length(if rows.is_empty() { header } else { rows }).0.max(1);
    let dialect = Dialect {
        encoding: head.encoding,
        has_bom: head.text.starts_with(&BYTE_ORDER_MARK),
        delimiter,
        quote,
        decimal: options.decimal.unwrap_or_default(),
        line_end: options.line_end.unwrap_or_else(|| first_line_end(head.text, quote)),
        has_one_line_end: options.line_end.is_some(),
        has_comments,
        has_separator_line: separator_line.is_some(),
        n_above_header: n_above_header as u32,
        has_header,
        header_fit: fit_of_header(header.first(), rows, n_cells),
        unwraps_rows: options.unwrap_rows == Some(true),
    };
    Some(Sniffed { dialect, n_cells })
}

/// The delimiter of a first line such as `sep=;`.
fn separator_line(head: &[u8]) -> Option<Delimiter> {
    let head = head.strip_prefix(&BYTE_ORDER_MARK).unwrap_or(head);
    let head = head.strip_prefix(b"\"").unwrap_or(head);
    let rest = head.strip_prefix(b"sep=").or_else(|| head.strip_prefix(b"SEP="))?;
    let ends = matches!(rest.get(1), Some(b'\r' | b'\n' | b'"'));
    Delimiter::ALL.into_iter().find(|delimiter| ends && rest.first() == Some(&delimiter.byte()))
}

// Delimiter and quote

/// What separates and what encloses cells. Single quotes only where nothing is in double ones, and where each that
/// opens a cell also closes it.
fn sniff_cells(head: Head<'_>, format: Format, options: &ReadOptions, known: Option<Delimiter>) -> Option<(Delimiter, Quote)> {
    let with_quote = |quote: Quote| {
        let format = Format { quote: quote.byte(), ..format };
        let delimiters = known.as_ref().map_or(&Delimiter::ALL[..], std::slice::from_ref);
        let (delimiter, share) = sniff_delimiter(head, format, delimiters)?;
        Some((delimiter, quote, share, quoted_cells(head, Format { delimiter: delimiter.byte(), ..format })))
    };
    if let Some(quote) = options.quote {
        return with_quote(quote).map(|(delimiter, ..)| (delimiter, quote)).or(known.map(|delimiter| (delimiter, quote)));
    }
    let double = with_quote(Quote::Double);
    if let Some((delimiter, quote, _, cells)) = &double
        && cells.n_quoted > 0
    {
        return Some((*delimiter, *quote));
    }
    let single = with_quote(Quote::Single).filter(|(_, _, share, cells)| {
        let is_better = double.as_ref().is_none_or(|(_, _, double_share, _)| share >= double_share);
        is_better && cells.n_quoted > 1 && cells.n_flawed == 0
    });
    let found = single.or(double).map(|(delimiter, quote, ..)| (delimiter, quote));
    found.or(known.map(|delimiter| (delimiter, Quote::Double)))
}

/// The delimiter by which most rows have the same number of fields, and how well it does. A first row that has another
/// number counts a little against it. Blanks only if nothing else does, and no two lines of prose. Where rows are of all
/// lengths, the delimiter that parts nearly all of them, if some have as many cells as the first.
fn sniff_delimiter(head: Head<'_>, format: Format, delimiters: &[Delimiter]) -> Option<(Delimiter, f64)> {
    let (mut best, mut ragged) = (None, None);
    let (mut best_score, mut best_ragged) = (0.0, 0.0);
    for &delimiter in delimiters {
        if delimiter == Delimiter::Space && best.or(ragged).is_some() {
            break;
        }
        let records = first_records(head, Format { delimiter: delimiter.byte(), ..format }, SNIFF_RECORDS);
        let rows = if records.len() > 1 { &records[1..] } else { &records };
        let (n_cells, share) = commonest_length(rows);
        let is_plausible = match delimiter {
            Delimiter::Space => share >= 0.9 && rows.len() >= 2 && records[0].len() + 1 >= n_cells,
            _ => share >= 0.5,
        };
        let score = if records.first().is_some_and(|first| first.len() == n_cells) { share } else { share * 0.9 };
        if n_cells >= 2 && is_plausible && score > best_score {
            best = Some((delimiter, score));
            best_score = score;
        }
        let score = share_like_first(&records);
        if delimiter != Delimiter::Space && score > best_ragged {
            ragged = Some((delimiter, score));
            best_ragged = score;
        }
    }
    best.or(ragged)
}

/// The share of rows with as many cells as the first, at least two; 0 where fewer than four of five have two cells.
fn share_like_first(records: &[Vec<String>]) -> f64 {
    let Some((first, rows)) = records.split_first() else { return 0.0 };
    let n_parted = rows.iter().filter(|row| row.len() > 1).count();
    let n_alike = rows.iter().filter(|row| row.len() == first.len()).count();
    let is_parted = first.len() > 1 && n_alike > 1 && n_parted * 5 >= rows.len() * 4;
    if is_parted { n_alike as f64 / rows.len() as f64 } else { 0.0 }
}

/// How many cells are quoted, and how many records have quotes that do not fit.
#[derive(Clone, Copy)]
struct QuotedCells {
    n_quoted: usize,
    n_flawed: usize,
}

fn quoted_cells(head: Head<'_>, format: Format) -> QuotedCells {
    let mut cells = QuotedCells { n_quoted: 0, n_flawed: 0 };
    let mut n_records = 0;
    let mut count = |record: Record<'_>| {
        let is_quoted = |place: &std::ops::Range<usize>| record.raw().get(place.start).copied() == format.quote;
        cells.n_quoted += record.places().iter().filter(|place| is_quoted(place)).count();
        cells.n_flawed += usize::from(record.flaws().is_unterminated || record.flaws().has_stray_quote);
        n_records += 1;
        if n_records < SNIFF_RECORDS { Ok(()) } else { Err(Stop::Enough) }
    };
    let mut splitter = RecordSplitter::new(format);
    if splitter.push(head.text, &mut count).is_ok() && head.is_whole {
        // Where it stops does not matter: what was counted counts.
        splitter.finish(&mut count).ok();
    }
    cells
}

// Comments

fn starts_with_comment(head: &[u8]) -> bool {
    head.strip_prefix(&BYTE_ORDER_MARK).unwrap_or(head).trim_ascii_start().starts_with(b"#")
}

/// Whether the first lines, which start with `#`, are comments: not if the last of them names the columns of the rows
/// below, nor if rows start so as well.
fn are_comments(head: Head<'_>, format: Format) -> bool {
    let records = first_records(head, format, SNIFF_RECORDS);
    let all = first_records(head, Format { comment: None, ..format }, SNIFF_RECORDS);
    let is_marked = |record: &&Vec<String>| record.first().is_some_and(|cell| cell.starts_with('#'));
    let n_lead = all.iter().take_while(is_marked).count();
    let (n_cells, _) = commonest_length(&records);
    let names_columns = n_lead > 0 && n_cells > 1 && all[n_lead - 1].len() == n_cells && !looks_like_header(&records);
    let n_rows_marked = all.iter().skip(n_lead).filter(is_marked).filter(|record| record.len() == n_cells).count();
    !records.is_empty() && !names_columns && n_rows_marked * 5 <= records.len()
}

// Rows that are quoted as a whole

/// The text of a file whose records are all single quoted cells, without these quotes.
fn unwrapped(head: Head<'_>) -> Option<Vec<u8>> {
    let (mut text, mut n_records, mut n_wrapped) = (Vec::new(), 0, 0);
    let mut take = |record: Record<'_>| {
        let is_wrapped = record.n_fields() == 1 && record.raw().first() == Some(&b'"') && !record.flaws().is_unterminated;
        n_wrapped += usize::from(is_wrapped);
        n_records += 1;
        text.extend_from_slice(if is_wrapped { record.field(0) } else { record.raw() });
        text.push(b'\n');
        if n_records < SNIFF_RECORDS { Ok(()) } else { Err(Stop::Enough) }
    };
    let mut splitter = RecordSplitter::new(Format::default());
    if splitter.push(head.text, &mut take).is_ok() && head.is_whole {
        splitter.finish(&mut take).ok();
    }
    (n_wrapped > 1 && n_wrapped * 100 >= n_records * LEAST_WRAPPED).then_some(text)
}

// Records

/// Why looking at records stops.
enum Stop {
    Enough,
    TooWide,
    Broken,
}

impl From<SplitError> for Stop {
    fn from(error: SplitError) -> Self {
        if matches!(error, SplitError::TooManyFields { .. }) { Stop::TooWide } else { Stop::Broken }
    }
}

/// The unquoted fields of the first records. A last one that the head cuts off is left out, unless it is alone. One
/// that is too wide counts as one of empty fields: it tells the delimiter, and reading will say what is wrong.
fn first_records(head: Head<'_>, format: Format, limit: usize) -> Vec<Vec<String>> {
    let mut records = Vec::new();
    let mut keep = |record: Record<'_>| {
        records.push(record.fields().map(|field| String::from_utf8_lossy(field).trim().to_owned()).collect());
        if records.len() < limit { Ok(()) } else { Err(Stop::Enough) }
    };
    let mut splitter = RecordSplitter::new(format);
    let mut result = splitter.push(head.text, &mut keep);
    if result.is_ok() && (head.is_whole || splitter.n_records() == 0) {
        result = splitter.finish(&mut keep);
    }
    if matches!(result, Err(Stop::TooWide)) {
        records.push(vec![String::new(); MAX_FIELDS + 1]);
    }
    records
}

/// What ends the first line that ends outside quotes.
fn first_line_end(head: &[u8], quote: Quote) -> LineEnd {
    let mut is_quoted = false;
    for (place, &byte) in head.iter().enumerate() {
        match byte {
            _ if Some(byte) == quote.byte() => is_quoted = !is_quoted,
            b'\n' if !is_quoted => return LineEnd::Lf,
            b'\r' if !is_quoted => return if head.get(place + 1) == Some(&b'\n') { LineEnd::CrLf } else { LineEnd::Cr },
            _ => {}
        }
    }
    LineEnd::Lf
}
