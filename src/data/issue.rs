//! What was odd in a file: where it was, and what was done about it. Holds data; the sentences are the page's.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// One odd thing in a file that did not stop the reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DataIssue {
    /// The data row, counted from 1 without the header; `None` where it is about the header.
    pub row: Option<u64>,
    /// The column's name, where it is about one cell or one column.
    pub column: Option<String>,
    /// What was found.
    pub what: Oddity,
    /// What was done about it.
    pub action: Remedy,
}

/// What was found to be odd.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Oddity {
    /// A cell in a column of numbers is not one.
    NotANumber {
        /// The cell, cut to 80 characters.
        value: String,
    },
    /// A cell in a column of dates is not one.
    NotADate {
        /// The cell, cut to 80 characters.
        value: String,
    },
    /// A row has more or fewer cells than the header.
    CellCount {
        /// Cells in the header.
        expected: u64,
        /// Cells in the row.
        found: u64,
    },
    /// Two columns have the same name.
    DuplicateName,
    /// A column has no name.
    EmptyName,
    /// A name holds characters that are not seen: control, zero-width or direction characters.
    HiddenCharacters,
    /// A row is quoted as a whole: one cell that holds a row.
    WrappedRow,
    /// A row sums others up.
    TotalRow,
    /// A row holds nothing.
    BlankRow,
    /// A row is the same in every cell as one before.
    CopiedRow,
    /// The file ends inside a quoted cell of its last row.
    CutOff,
    /// A line above the header is none of the table's.
    LineAboveHeader {
        /// The line, from 1.
        line: u64,
        /// Its text, cut to 80 characters.
        text: String,
    },
    /// Lines that start with `#`.
    Comments {
        /// How many.
        n_lines: u64,
    },
    /// The file is not UTF-8 from this byte on, and not UTF-16.
    NotUtf8 {
        /// The byte's place in the file, from 0.
        byte: u64,
    },
    /// A character of a file in UTF-8 is damaged.
    BrokenCharacter {
        /// The first bad byte's place in the file, from 0.
        byte: u64,
    },
    /// A row holds U+FFFD: a character was lost before the file came here.
    LostCharacter,
    /// A row holds NUL characters.
    NulCharacter,
    /// A quote inside a quoted cell neither ends it nor is doubled.
    StrayQuote,
    /// A column is written in two ways that do not go together: two decimal marks, two orders of day and month, two
    /// currencies.
    TwoWritings {
        /// A cell written in the way that was taken.
        kept: String,
        /// A cell written in the other.
        other: String,
        /// How many are.
        n_other: u64,
    },
}

/// What was done about an oddity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Remedy {
    /// The cell counts as missing.
    ReadAsMissing,
    /// The row is left out.
    RowLeftOut,
    /// The column got another name.
    Renamed {
        /// The new name.
        to: String,
    },
    /// The row that was within is read.
    Unwrapped,
    /// The lines are skipped.
    Skipped,
    /// It stays as it is.
    KeptAsItIs,
    /// U+FFFD stands for the character.
    ShownAsReplaced,
    /// The file is read as Windows-1252.
    ReadAsWindows1252,
    /// The cells are read as if they were written alike.
    ReadAlike,
}

/// The issues of a file: all are counted, the first of each column and oddity are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssueLog {
    issues: Vec<DataIssue>,
    counts: BTreeMap<Option<String>, [u64; Oddity::N_SORTS]>,
    n_total: u64,
}

impl Oddity {
    const N_SORTS: usize = 19;

    /// Which of the variants it is.
    fn sort(&self) -> usize {
        match self {
            Oddity::NotANumber { .. } => 0,
            Oddity::NotADate { .. } => 1,
            Oddity::CellCount { .. } => 2,
            Oddity::DuplicateName => 3,
            Oddity::EmptyName => 4,
            Oddity::HiddenCharacters => 5,
            Oddity::WrappedRow => 6,
            Oddity::TotalRow => 7,
            Oddity::BlankRow => 8,
            Oddity::CutOff => 9,
            Oddity::LineAboveHeader { .. } => 10,
            Oddity::Comments { .. } => 11,
            Oddity::NotUtf8 { .. } => 12,
            Oddity::BrokenCharacter { .. } => 13,
            Oddity::LostCharacter => 14,
            Oddity::NulCharacter => 15,
            Oddity::StrayQuote => 16,
            Oddity::TwoWritings { .. } => 17,
            Oddity::CopiedRow => 18,
        }
    }
}

impl IssueLog {
    /// How many of one kind in one column are kept in full.
    pub const KEPT_EACH: usize = 100;

    /// Notes an issue.
    pub fn push(&mut self, issue: DataIssue) {
        self.n_total += 1;
        let sort = issue.what.sort();
        let count = match self.counts.get_mut(&issue.column) {
            Some(counts) => &mut counts[sort],
            None => &mut self.counts.entry(issue.column.clone()).or_default()[sort],
        };
        *count += 1;
        if *count <= Self::KEPT_EACH as u64 {
            self.issues.push(issue);
        }
    }

    /// The issues kept, in the order of discovery.
    pub fn issues(&self) -> &[DataIssue] {
        &self.issues
    }

    /// How many there were in all.
    pub fn n_total(&self) -> u64 {
        self.n_total
    }

    /// How many there were like this one: in the same column and of the same kind.
    pub fn n_like(&self, issue: &DataIssue) -> u64 {
        self.counts.get(&issue.column).map_or(0, |counts| counts[issue.what.sort()])
    }
}
