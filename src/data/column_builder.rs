//! Cells to a column, while the file arrives: the cheapest storage that keeps what typing needs. Comes in: one trimmed
//! cell a row. Goes out: storage that `typing` turns into a column when the whole column is known.

use super::dictionary::TextDictionary;
use super::missing::{Presence, presence_of};
use super::number::parse_number;
use super::table::{Kind, TextColumn};

/// How many different texts a column has when its storage is first thought over.
const MANY_TEXTS: usize = 4_096;
/// Beyond this many different texts a dictionary saves nothing.
pub(super) const MOST_TEXTS: usize = 65_536;

/// The cells of a column so far.
#[derive(Clone, Debug)]
pub(super) enum Storage {
    /// Each different text once; code 0 is empty.
    Dictionary { codes: Vec<u32>, texts: TextDictionary },
    /// Numbers; NaN where the cell is empty or one of `others`.
    Numbers {
        values: Vec<f64>,
        /// Rows whose cell is there and is no number, ascending.
        other_rows: Vec<u32>,
        /// Their texts.
        others: TextColumn,
    },
    /// All texts.
    Texts(TextColumn),
}

/// One column while it is read.
#[derive(Clone, Debug)]
pub(super) struct ColumnBuilder {
    pub storage: Storage,
    pub forced: Option<Kind>,
    next_thought: usize,
}

impl ColumnBuilder {
    /// An empty column; `forced` is the kind that a person has chosen.
    pub fn new(forced: Option<Kind>) -> Self {
        let storage = Storage::Dictionary { codes: Vec::new(), texts: TextDictionary::default() };
        ColumnBuilder { storage, forced, next_thought: MANY_TEXTS }
    }

    /// Adds a cell.
    pub fn push(&mut self, cell: &str) {
        let cell = trimmed(cell);
        match &mut self.storage {
            Storage::Dictionary { codes, texts } => {
                codes.push(if cell.is_empty() { 0 } else { texts.code_of(cell) });
                if texts.len() >= self.next_thought {
                    self.rethink();
                }
            }
            Storage::Numbers { values, other_rows, others } => push_number(values, other_rows, others, cell),
            Storage::Texts(texts) => texts.push(if presence_of(cell) == Presence::Missing { "" } else { cell }),
        }
    }

    /// Leaves the dictionary where nearly all of its texts are numbers, or where most cells have a text of their own.
    fn rethink(&mut self) {
        let Storage::Dictionary { codes, texts } = &self.storage else { return };
        let n_numbers = texts.texts().filter(|text| parse_number(text).is_some()).count();
        let is_numeric = match self.forced {
            Some(kind) => kind == Kind::Number,
            None => n_numbers * 100 >= texts.len() * 95,
        };
        let is_own = self.forced != Some(Kind::Category) && (texts.len() * 2 > codes.len() || texts.len() >= MOST_TEXTS);
        if is_numeric {
            self.storage = numbers_from(codes, texts);
        } else if is_own {
            self.storage = Storage::Texts(texts_from(codes, texts));
        } else {
            self.next_thought *= 2;
        }
    }
}

/// Without blanks around it.
fn trimmed(cell: &str) -> &str {
    let is_visible = |byte: Option<&u8>| byte.is_some_and(|byte| (b'!'..=b'~').contains(byte));
    let bytes = cell.as_bytes();
    if is_visible(bytes.first()) && is_visible(bytes.last()) { cell } else { cell.trim() }
}

fn push_number(values: &mut Vec<f64>, other_rows: &mut Vec<u32>, others: &mut TextColumn, cell: &str) {
    match parse_number(cell) {
        Some(value) => values.push(value),
        None => {
            if presence_of(cell) != Presence::Missing {
                other_rows.push(values.len() as u32);
                others.push(cell);
            }
            values.push(f64::NAN);
        }
    }
}

fn numbers_from(codes: &[u32], texts: &TextDictionary) -> Storage {
    let (mut values, mut other_rows, mut others) = (Vec::with_capacity(codes.len() * 2), Vec::new(), TextColumn::default());
    for &code in codes {
        push_number(&mut values, &mut other_rows, &mut others, texts.text(code));
    }
    Storage::Numbers { values, other_rows, others }
}

/// All cells as texts, missing ones empty.
pub(super) fn texts_from(codes: &[u32], texts: &TextDictionary) -> TextColumn {
    let is_missing: Vec<bool> = std::iter::once("").chain(texts.texts()).map(|text| presence_of(text) == Presence::Missing).collect();
    let mut column = TextColumn::default();
    for &code in codes {
        column.push(if is_missing[code as usize] { "" } else { texts.text(code) });
    }
    column
}
