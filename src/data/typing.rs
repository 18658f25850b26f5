//! What kind a column is, decided over the whole column and never by one cell, and the column of that kind.
//! Comes in: a column's storage. Goes out: a typed column, and each cell that does not fit it.

use super::column_builder::{ColumnBuilder, MOST_TEXTS, Storage, texts_from};
use super::date::{DateOrder, OrderEvidence, parse_date};
use super::dictionary::TextDictionary;
use super::missing::{Presence, presence_of};
use super::number::parse_number;
use super::table::{CategoryColumn, Column, DateColumn, Kind, NumberColumn, TextColumn};

/// In hundredths: how many of a column's cells must be numbers (or dates) for it to be of that kind.
const LEAST_FIT: u64 = 95;

/// What a column is, once all of its cells are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Judgement {
    pub kind: Kind,
    pub order_evidence: OrderEvidence,
}

#[derive(Default)]
struct Tally {
    n_numbers: u64,
    n_dates: u64,
    /// Cells such as `none`, which count as missing if the column turns out to hold numbers or dates.
    n_unsure: u64,
    n_present: u64,
    order_evidence: OrderEvidence,
}

impl Tally {
    fn add(&mut self, text: &str, n_cells: u64) {
        let presence = presence_of(text);
        if presence == Presence::Missing || n_cells == 0 {
            return;
        }
        self.n_present += n_cells;
        if presence == Presence::MissingAmongValues {
            self.n_unsure += n_cells;
        } else if parse_number(text).is_some() {
            self.n_numbers += n_cells;
        } else if let Some(date) = parse_date(text) {
            self.n_dates += n_cells;
            self.order_evidence.add(date, n_cells);
        }
    }
}

/// The kind of a column: of numbers or dates where at least 95 % of its cells are (besides the missing ones), of
/// categories where its texts are few or come again, of texts otherwise. A person's choice goes before all.
pub(super) fn judge(builder: &ColumnBuilder) -> Judgement {
    let mut tally = Tally::default();
    match &builder.storage {
        Storage::Dictionary { codes, texts } => {
            let counts = count_codes(codes, texts.len());
            texts.texts().zip(&counts[1..]).for_each(|(text, &n_cells)| tally.add(text, n_cells));
        }
        Storage::Numbers { values, other_rows, others } => {
            let n_numbers = values.iter().filter(|value| !value.is_nan()).count() as u64;
            tally.n_numbers = n_numbers;
            tally.n_present = n_numbers;
            (0..other_rows.len()).filter_map(|place| others.get(place)).for_each(|text| tally.add(text, 1));
        }
        Storage::Texts(texts) => (0..texts.len()).filter_map(|row| texts.get(row)).for_each(|text| tally.add(text, 1)),
    }
    let kind = builder.forced.unwrap_or_else(|| kind_of(&tally, &builder.storage));
    Judgement { kind, order_evidence: tally.order_evidence }
}

fn kind_of(tally: &Tally, storage: &Storage) -> Kind {
    let n_sure = tally.n_present - tally.n_unsure;
    let fits = |n_cells: u64| n_cells > 0 && n_cells * 100 >= n_sure * LEAST_FIT;
    if fits(tally.n_numbers) {
        Kind::Number
    } else if fits(tally.n_dates) {
        Kind::Date
    } else if is_category(count_distinct(storage, tally.n_present), tally.n_present) {
        Kind::Category
    } else {
        Kind::Text
    }
}

/// How many different texts there are; `n_present` as soon as there are too many for a category, or where they were
/// numbers.
fn count_distinct(storage: &Storage, n_present: u64) -> u64 {
    match storage {
        Storage::Dictionary { texts, .. } => texts.texts().filter(|text| presence_of(text) != Presence::Missing).count() as u64,
        Storage::Numbers { .. } => n_present,
        Storage::Texts(column) => {
            let mut texts = TextDictionary::default();
            for text in (0..column.len()).filter_map(|row| column.get(row)) {
                texts.code_of(text);
                if texts.len() > MOST_TEXTS || texts.len() as u64 * 2 > n_present {
                    return n_present;
                }
            }
            texts.len() as u64
        }
    }
}

/// Few texts, or texts that come again: at most 20; at most 50 that are not nearly all different; or each twice on
/// average.
fn is_category(n_distinct: u64, n_present: u64) -> bool {
    n_distinct <= 20 || (n_distinct <= 50 && n_distinct * 10 <= n_present * 9) || n_distinct * 2 <= n_present
}

/// What a cell is in a column of numbers or dates.
enum Cell<T> {
    Missing,
    Value(T),
    Unfit,
}

fn cell_as<T>(text: &str, parse: impl Fn(&str) -> Option<T>) -> Cell<T> {
    if text.is_empty() {
        return Cell::Missing;
    }
    match parse(text) {
        Some(value) => Cell::Value(value),
        None if presence_of(text) == Presence::Present => Cell::Unfit,
        None => Cell::Missing,
    }
}

/// The typed column. `on_unfit` gets the row and the text of each cell that counts as missing because it does not fit.
pub(super) fn build_column(builder: ColumnBuilder, kind: Kind, order: DateOrder, on_unfit: &mut dyn FnMut(usize, &str)) -> Column {
    match (kind, builder.storage) {
        (Kind::Number, Storage::Numbers { values, other_rows, others }) => {
            for (place, &row) in other_rows.iter().enumerate() {
                let text = others.get(place).unwrap_or_default();
                if presence_of(text) == Presence::Present {
                    on_unfit(row as usize, text);
                }
            }
            Column::Number(NumberColumn::new(values))
        }
        (Kind::Number, storage) => Column::Number(NumberColumn::new(values_of(&storage, f64::NAN, parse_number, on_unfit))),
        (Kind::Date, storage) => {
            let parse = |text: &str| parse_date(text).and_then(|date| date.day(order));
            Column::Date(DateColumn::new(values_of(&without_numbers(storage), DateColumn::MISSING, parse, on_unfit)))
        }
        (Kind::Category, storage) => Column::Category(categories_of(without_numbers(storage))),
        (Kind::Text, storage) => match without_numbers(storage) {
            Storage::Dictionary { codes, texts } => Column::Text(texts_from(&codes, &texts)),
            Storage::Texts(texts) => Column::Text(texts),
            Storage::Numbers { .. } => Column::Text(TextColumn::default()),
        },
    }
}

/// One value a row; a dictionary's texts are read once each.
fn values_of<T: Copy>(storage: &Storage, missing: T, parse: impl Fn(&str) -> Option<T>, on_unfit: &mut dyn FnMut(usize, &str)) -> Vec<T> {
    match storage {
        Storage::Dictionary { codes, texts } => {
            let cells: Vec<Cell<T>> = std::iter::once("").chain(texts.texts()).map(|text| cell_as(text, &parse)).collect();
            let value_of = |(row, &code): (usize, &u32)| match cells[code as usize] {
                Cell::Missing => missing,
                Cell::Value(value) => value,
                Cell::Unfit => {
                    on_unfit(row, texts.text(code));
                    missing
                }
            };
            codes.iter().enumerate().map(value_of).collect()
        }
        Storage::Texts(texts) => {
            let value_of = |row: usize| match cell_as(texts.get(row).unwrap_or_default(), &parse) {
                Cell::Missing => missing,
                Cell::Value(value) => value,
                Cell::Unfit => {
                    on_unfit(row, texts.get(row).unwrap_or_default());
                    missing
                }
            };
            (0..texts.len()).map(value_of).collect()
        }
        Storage::Numbers { values, .. } => vec![missing; values.len()],
    }
}

/// A column that was taken for numbers and is none after all gets its texts back, numbers in their shortest form:
/// their own spelling is gone.
fn without_numbers(storage: Storage) -> Storage {
    let Storage::Numbers { values, other_rows, others } = storage else { return storage };
    let mut texts = TextColumn::default();
    let mut next_other = 0;
    for (row, value) in values.iter().enumerate() {
        if other_rows.get(next_other) == Some(&(row as u32)) {
            texts.push(others.get(next_other).unwrap_or_default());
            next_other += 1;
        } else if value.is_nan() {
            texts.push("");
        } else {
            texts.push(&value.to_string());
        }
    }
    Storage::Texts(texts)
}

/// Codes in order of first appearance among the texts that are not missing.
fn categories_of(storage: Storage) -> CategoryColumn {
    let (codes, texts) = match storage {
        Storage::Dictionary { codes, texts } => (codes, texts),
        Storage::Texts(column) => {
            let mut texts = TextDictionary::default();
            let codes = (0..column.len()).map(|row| column.get(row).map_or(0, |text| texts.code_of(text))).collect();
            (codes, texts)
        }
        Storage::Numbers { .. } => return CategoryColumn::default(),
    };
    let mut labels = Vec::new();
    let mut new_codes = vec![CategoryColumn::MISSING];
    for text in texts.texts() {
        if presence_of(text) == Presence::Missing {
            new_codes.push(CategoryColumn::MISSING);
        } else {
            labels.push(text.to_owned());
            new_codes.push(labels.len() as u32);
        }
    }
    CategoryColumn::new(codes.into_iter().map(|code| new_codes[code as usize]).collect(), labels)
}

fn count_codes(codes: &[u32], n_texts: usize) -> Vec<u64> {
    let mut counts = vec![0; n_texts + 1];
    for &code in codes {
        counts[code as usize] += 1;
    }
    counts
}
