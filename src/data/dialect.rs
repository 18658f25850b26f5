//! How a file is written: what separates and encloses its cells, what stands above and between its rows. Found by
//! `sniff`, shared by reading and exporting. Knows no bytes.

use serde::{Deserialize, Serialize};

use super::encoding::Encoding;
use super::number::DecimalMark;
use super::records::Format;

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

/// What encloses a cell that holds a delimiter or a line end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Quote {
    /// `"`
    Double,
    /// `'`
    Single,
    /// Nothing: quotes are characters like others.
    None,
}

impl Quote {
    /// As a byte.
    pub fn byte(self) -> Option<u8> {
        match self {
            Quote::Double => Some(b'"'),
            Quote::Single => Some(b'\''),
            Quote::None => None,
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
    /// How its characters are written.
    pub encoding: Encoding,
    /// Whether the file starts with a byte order mark.
    pub has_bom: bool,
    /// What separates cells.
    pub delimiter: Delimiter,
    /// What encloses cells.
    pub quote: Quote,
    /// How most of its numbers are written; a column may differ.
    pub decimal: DecimalMark,
    /// What ends the first line.
    pub line_end: LineEnd,
    /// Whether nothing else ends a line, as a person has said; mostly all three do, mixed as they may be.
    pub has_one_line_end: bool,
    /// Whether lines that start with `#` are comments.
    pub has_comments: bool,
    /// Whether a first line `sep=;` tells the delimiter, as Excel writes it.
    pub has_separator_line: bool,
    /// How many records stand above the header that are none of its rows, such as a title; without the separator line.
    pub n_above_header: u32,
    /// Whether the first row names the columns.
    pub has_header: bool,
    /// Whether the header has as many cells as the rows.
    pub header_fit: HeaderFit,
    /// Whether a row that was quoted as a whole is read as the row that it was.
    pub unwraps_rows: bool,
}

impl Dialect {
    /// How many records stand before the first row of data.
    pub fn n_lead_records(&self) -> u64 {
        self.n_before_header() + u64::from(self.has_header)
    }

    /// How many records stand before the header, or before the first row of data where there is none.
    pub fn n_before_header(&self) -> u64 {
        u64::from(self.has_separator_line) + u64::from(self.n_above_header)
    }
}

impl From<Delimiter> for Format {
    fn from(delimiter: Delimiter) -> Format {
        Format { delimiter: delimiter.byte(), ..Format::default() }
    }
}

impl From<&Dialect> for Format {
    fn from(dialect: &Dialect) -> Format {
        Format {
            quote: dialect.quote.byte(),
            comment: dialect.has_comments.then_some(b'#'),
            line_end: dialect.has_one_line_end.then_some(dialect.line_end),
            ..Format::from(dialect.delimiter)
        }
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
