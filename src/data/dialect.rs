//! How a file is written: its delimiter, whether its first row names the columns, its line ends. Comes in: the first
//! [`SNIFF_BYTES`] of the file. Goes out: a [`Dialect`] that reading and exporting share.

use crate::quantity::order::sort_by;
use serde::{Deserialize, Serialize};

use super::date::parse_date;
use super::missing::{Presence, presence_of};
use super::number::parse_number;
use super::records::{BYTE_ORDER_MARK, MAX_FIELDS, Record, RecordSplitter, SplitError};

/// How much of a file is looked at before it is read: always the same, however it arrives.
pub const SNIFF_BYTES: usize = 1 << 18;
/// How many records are looked at.
const SNIFF_RECORDS: usize = 200;

/// What separates the cells of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Delimiter {
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// A tab.
    Tab,
    /// `|`
    Pipe,
    /// One or more blanks.
    Space,
}

impl Delimiter {
    /// All, the rarest in other texts first: where two fit equally well, the first is right.
    pub const ALL: [Delimiter; 5] = [Delimiter::Tab, Delimiter::Pipe, Delimiter::Semicolon, Delimiter::Comma, Delimiter::Space];

    /// As a byte.
    pub fn byte(self) -> u8 {
        match self {
            Delimiter::Comma => b',',
            Delimiter::Semicolon => b';',
            Delimiter::Tab => b'\t',
            Delimiter::Pipe => b'|',
            Delimiter::Space => b' ',
        }
    }
}

/// What ends a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LineEnd {
    /// `\n`
    Lf,
    /// `\r\n`
    CrLf,
    /// `\r`
    Cr,
}

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dialect {
    /// What separates cells.
    pub delimiter: Delimiter,
    /// Whether the first row names the columns.
    pub has_header: bool,
    /// Whether the file starts with UTF-8's byte order mark.
    pub has_bom: bool,
    /// Whether a first line `sep=;` tells the delimiter, as Excel writes it.
    pub has_separator_line: bool,
    /// Whether the header has as many cells as the rows.
    pub header_fit: HeaderFit,
    /// What ends the first line.
    pub line_end: LineEnd,
}

impl Dialect {
    /// How many records of a [`RecordSplitter`] stand before the first row of data.
    pub fn n_lead_records(&self) -> u64 {
        u64::from(self.has_separator_line) + u64::from(self.has_header)
    }
}

/// A cell that most rows have and the header lacks, or the other way round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum HeaderFit {
    /// As many names as cells, or no header.
    Even,
    /// Rows begin with a cell that has no name: row names, as R writes them.
    FirstCellUnnamed,
    /// Rows end with an empty cell that has no name.
    LastCellUnnamed,
    /// The header ends with a delimiter that no row has.
    LastNameEmpty,
}

/// What the first part of a file shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sniffed {
    pub dialect: Dialect,
    /// The commonest number of cells in the rows looked at; at least 1.
    pub n_cells: usize,
}

/// What a person has said about the dialect; `None` is to be found out.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Said {
    pub delimiter: Option<Delimiter>,
    pub has_header: Option<bool>,
}

/// Finds out how the file is written. `is_whole` says that `head` is all of it. `None` where no delimiter separates
/// anything.
pub(super) fn sniff(head: &[u8], is_whole: bool, said: Said) -> Option<Sniffed> {
    let separator_line = separator_line(head);
    let delimiter = said.delimiter.or(separator_line).or_else(|| sniff_delimiter(head, is_whole))?;
    let n_before = usize::from(separator_line.is_some());
    let records = first_records(head, is_whole, delimiter, SNIFF_RECORDS + n_before);
    let records = records.get(n_before..).unwrap_or_default();
    let has_header = said.has_header.unwrap_or_else(|| looks_like_header(records));
    let (header, rows) = records.split_at(usize::from(has_header).min(records.len()));
    let n_cells = commonest_length(if rows.is_empty() { header } else { rows }).0.max(1);
    let dialect = Dialect {
        delimiter,
        has_header,
        has_bom: head.starts_with(&BYTE_ORDER_MARK),
        has_separator_line: separator_line.is_some(),
        header_fit: fit_of_header(header.first(), rows, n_cells),
        line_end: first_line_end(head),
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

/// The delimiter by which most rows have the same number of fields. A first row that has another number counts a
/// little against it. Blanks only if nothing else does, and no two lines of prose.
fn sniff_delimiter(head: &[u8], is_whole: bool) -> Option<Delimiter> {
    let mut best = None;
    let mut best_score = 0.0;
    for delimiter in Delimiter::ALL {
        if delimiter == Delimiter::Space && best.is_some() {
            break;
        }
        let records = first_records(head, is_whole, delimiter, SNIFF_RECORDS);
        let rows = if records.len() > 1 { &records[1..] } else { &records };
        let (n_cells, share) = commonest_length(rows);
        let is_plausible = match delimiter {
            Delimiter::Space => share >= 0.9 && rows.len() >= 2 && records[0].len() + 1 >= n_cells,
            _ => share >= 0.5,
        };
        let score = if records.first().is_some_and(|first| first.len() == n_cells) { share } else { share * 0.9 };
        if n_cells >= 2 && is_plausible && score > best_score {
            best = Some(delimiter);
            best_score = score;
        }
    }
    best
}

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
fn first_records(head: &[u8], is_whole: bool, delimiter: Delimiter, limit: usize) -> Vec<Vec<String>> {
    let mut records = Vec::new();
    let mut keep = |record: Record<'_>| {
        records.push(record.fields().map(|field| String::from_utf8_lossy(field).trim().to_owned()).collect());
        if records.len() < limit { Ok(()) } else { Err(Stop::Enough) }
    };
    let mut splitter = RecordSplitter::new(delimiter);
    let mut result = splitter.push(head, &mut keep);
    if result.is_ok() && (is_whole || splitter.n_records() == 0) {
        result = splitter.finish(&mut keep);
    }
    if matches!(result, Err(Stop::TooWide)) {
        records.push(vec![String::new(); MAX_FIELDS + 1]);
    }
    records
}

/// The commonest number of fields (the larger where two are as common) and the share of records that have it.
fn commonest_length(records: &[Vec<String>]) -> (usize, f64) {
    let mut lengths: Vec<usize> = records.iter().map(Vec::len).collect();
    sort_by(&mut lengths, Ord::cmp);
    let runs = lengths.chunk_by(|a, b| a == b).map(|run| (run.len(), run[0]));
    let (n_records, length) = runs.max().unwrap_or((0, 0));
    (length, n_records as f64 / records.len().max(1) as f64)
}

/// Whether the first record names the columns: words above numbers do, numbers above numbers do not (nor dates above
/// dates), and among words only a row of different, non-empty words that do not come again below them does.
fn looks_like_header(records: &[Vec<String>]) -> bool {
    let Some((first, rows)) = records.split_first() else { return true };
    if rows.is_empty() {
        return !first.iter().any(|cell| matter_of(cell) != Matter::Words);
    }
    let (mut n_for, mut n_against) = (0, 0);
    for (column_idx, name) in first.iter().enumerate() {
        let matter = main_matter(rows.iter().filter_map(|row| row.get(column_idx)));
        if presence_of(name) == Presence::Present && matter != Matter::Words {
            n_against += usize::from(matter_of(name) == matter);
            n_for += usize::from(matter_of(name) != matter);
        }
    }
    if n_for > 0 || n_against > 0 {
        return n_for > n_against;
    }
    let recurs = |(column_idx, name): (usize, &String)| rows.iter().any(|row| row.get(column_idx) == Some(name));
    first.iter().any(|name| matter_of(name) == Matter::Words && !name.is_empty()) && !first.iter().enumerate().any(recurs)
}

/// What a cell is made of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Matter {
    Number,
    Date,
    Words,
}

fn matter_of(cell: &str) -> Matter {
    if parse_number(cell).is_some() {
        Matter::Number
    } else if parse_date(cell).is_some() {
        Matter::Date
    } else {
        Matter::Words
    }
}

/// What at least four of five cells that are there are made of; words otherwise.
fn main_matter<'a>(cells: impl Iterator<Item = &'a String>) -> Matter {
    let matters: Vec<Matter> = cells.filter(|cell| presence_of(cell) == Presence::Present).map(|cell| matter_of(cell)).collect();
    let is_main = |matter: &Matter| matters.iter().filter(|found| *found == matter).count() * 5 >= matters.len().max(1) * 4;
    [Matter::Number, Matter::Date].into_iter().find(is_main).unwrap_or(Matter::Words)
}

fn fit_of_header(header: Option<&Vec<String>>, rows: &[Vec<String>], n_cells: usize) -> HeaderFit {
    let Some(header) = header else { return HeaderFit::Even };
    if rows.is_empty() || rows.iter().any(|row| row.len() == header.len()) {
        return HeaderFit::Even;
    }
    if header.len() + 1 == n_cells {
        let last_is_empty = rows.iter().filter(|row| row.len() == n_cells).all(|row| row.last().is_some_and(String::is_empty));
        return if last_is_empty { HeaderFit::LastCellUnnamed } else { HeaderFit::FirstCellUnnamed };
    }
    let is_trailing = header.len() == n_cells + 1 && header.last().is_some_and(String::is_empty);
    if is_trailing { HeaderFit::LastNameEmpty } else { HeaderFit::Even }
}

/// What ends the first line that ends outside quotes.
fn first_line_end(head: &[u8]) -> LineEnd {
    let mut is_quoted = false;
    for (place, &byte) in head.iter().enumerate() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' if !is_quoted => return LineEnd::Lf,
            b'\r' if !is_quoted => return if head.get(place + 1) == Some(&b'\n') { LineEnd::CrLf } else { LineEnd::Cr },
            _ => {}
        }
    }
    LineEnd::Lf
}
