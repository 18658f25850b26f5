//! Cells to a column, while the file arrives: the cheapest storage that keeps what typing needs. Comes in: one trimmed
//! cell a row. Goes out: storage that `typing` turns into a column when the whole column is known.

use super::dictionary::TextDictionary;
use super::missing::{Presence, presence_of};
use super::number::DecimalMark;
use super::number_cell::Proof;
use super::number_storage::NumberStorage;
use super::plain_rows::PlainCells;
use super::survey::Survey;
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
    /// Numbers, and the texts that are none.
    Numbers(NumberStorage),
    /// All texts.
    Texts(TextColumn),
}

/// One column while it is read.
#[derive(Clone, Debug)]
pub(super) struct ColumnBuilder {
    pub storage: Storage,
    /// The kind that a person has chosen.
    pub forced: Option<Kind>,
    /// The decimal mark that a person has chosen.
    pub mark: Option<DecimalMark>,
    next_thought: usize,
    /// How many cells are likely to come, if that is known.
    n_expected: usize,
}

impl ColumnBuilder {
    /// An empty column of which a person may have said the kind and the decimal mark.
    pub fn new(forced: Option<Kind>, mark: Option<DecimalMark>) -> Self {
        let storage = Storage::Dictionary { codes: Vec::new(), texts: TextDictionary::default() };
        ColumnBuilder { storage, forced, mark, next_thought: MANY_TEXTS, n_expected: 0 }
    }

    /// Makes room for so many cells.
    pub fn make_room(&mut self, n_cells: usize) {
        self.n_expected = n_cells;
        if let Storage::Dictionary { codes, .. } = &mut self.storage {
            codes.reserve_exact(n_cells.saturating_sub(codes.len()));
        }
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
            Storage::Numbers(numbers) => numbers.push(cell),
            Storage::Texts(texts) => push_text(texts, cell),
        }
    }

    /// Adds cells, as if one by one.
    pub fn push_cells(&mut self, cells: &PlainCells<'_>) {
        let mut row = 0;
        while row < cells.n_rows() {
            row = match &mut self.storage {
                Storage::Dictionary { codes, texts } => texts.push_codes(cells, row, self.next_thought, codes),
                Storage::Numbers(numbers) => numbers.push_cells(cells, row),
                Storage::Texts(texts) => push_texts(cells, row, texts),
            };
            if matches!(&self.storage, Storage::Dictionary { texts, .. } if texts.len() >= self.next_thought) {
                self.rethink();
            }
        }
    }

    /// Leaves the dictionary where nearly all of its texts are numbers of one mark, or where most cells have a text of
    /// their own. Numbers that could be of either mark stay texts until the file's end.
    fn rethink(&mut self) {
        let Storage::Dictionary { codes, texts } = &self.storage else { return };
        let survey = Survey::of_texts(texts);
        let mark = self.mark.or(survey.numbers.proven_mark());
        let format = survey.numbers.number_format(mark.unwrap_or_default(), false);
        let is_clear = mark.is_some() || survey.numbers.n_numbers(format) >= 2 * survey.numbers.n_with_proof(Proof::Either);
        let is_numeric = match self.forced {
            Some(kind) => kind == Kind::Number,
            None => is_clear && survey.numbers.n_numbers(format) * 100 >= texts.len() as u64 * 95,
        };
        // Days come again, however many rows there are.
        let comes_again = self.forced == Some(Kind::Category) || survey.n_dates * 100 >= texts.len() as u64 * 95;
        let is_own = texts.len() >= MOST_TEXTS && self.forced != Some(Kind::Category) || !comes_again && texts.len() * 2 > codes.len();
        if is_numeric {
            let mut numbers = NumberStorage::new(mark, format.unit, self.n_expected.max(codes.len() * 2));
            codes.iter().for_each(|&code| numbers.push(texts.text(code)));
            self.storage = Storage::Numbers(numbers);
        } else if is_own {
            self.storage = Storage::Texts(texts_from(codes, texts));
        } else {
            self.next_thought *= 2;
        }
    }
}

fn push_text(texts: &mut TextColumn, cell: &str) {
    texts.push(if presence_of(cell) == Presence::Missing { "" } else { cell });
}

fn push_texts(cells: &PlainCells<'_>, first: usize, texts: &mut TextColumn) -> usize {
    (first..cells.n_rows()).for_each(|row| push_text(texts, cells.text(row)));
    cells.n_rows()
}

/// Without blanks around it.
fn trimmed(cell: &str) -> &str {
    let is_visible = |byte: Option<&u8>| byte.is_some_and(|byte| (b'!'..=b'~').contains(byte));
    let bytes = cell.as_bytes();
    if is_visible(bytes.first()) && is_visible(bytes.last()) { cell } else { cell.trim() }
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
