//! One column read in another way, from what is in memory. Comes in: a table, and what the person said before and says
//! now. Goes out: the column typed anew, or that only the file knows how its cells were spelled.

use super::column_builder::{ColumnBuilder, Storage};
use super::column_format::{ColumnFormat, SerialDate};
use super::dictionary::TextDictionary;
use super::number_storage::NumberStorage;
use super::question::{TypingAnswers, answer_for};
use super::read::{ReadOptions, Reading};
use super::sentinel::find_sentinels;
use super::survey::Survey;
use super::table::{Column, Kind, NumberColumn};
use super::typed_column::{blank_out, build_column};
use super::typing::{FileHabits, judge};

/// What became of a wish to read a column in another way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retyped {
    /// The column is as if the file had been read with it; a column that is not there is so too.
    Done,
    /// Numbers and dates do not keep their spelling: the file has to be read again. Nothing was changed.
    NeedsFile,
}

/// What a person has said about one column.
#[derive(PartialEq)]
struct Wish<'a> {
    kind: Option<Kind>,
    serial: Option<SerialDate>,
    /// Anything else than a kind and missing values.
    others: [Option<u8>; 2],
    missing: &'a [String],
}

impl<'a> Wish<'a> {
    fn of(options: &'a ReadOptions, column: &str) -> Self {
        let answers = &options.answers;
        Wish {
            kind: answer_for(&options.kinds, column).copied(),
            serial: answer_for(&answers.serial_dates, column).copied(),
            others: [
                answer_for(&answers.date_orders, column).map(|order| *order as u8),
                answer_for(&answers.decimal_marks, column).map(|mark| *mark as u8),
            ],
            missing: answer_for(&answers.missing_values, column).map_or(&[], Vec::as_slice),
        }
    }

    /// Whether nothing was missing that is now there again.
    fn only_adds_missing(&self, before: &Wish<'_>) -> bool {
        before.missing.iter().all(|value| self.missing.contains(value))
    }
}

/// Reads one column in another way: as `after` says, where the table was read as `before` says. Categories and texts can
/// become anything; numbers and dates can lose more values, and whole numbers can become serial dates.
pub fn retype(reading: &mut Reading, column: &str, before: &ReadOptions, after: &ReadOptions) -> Retyped {
    let Some(column_idx) = reading.table.position(column) else { return Retyped::Done };
    let (old, new) = (Wish::of(before, column), Wish::of(after, column));
    if old == new {
        return Retyped::Done;
    }
    let Some(typed) = reading.table.column(column_idx).filter(|_| new.only_adds_missing(&old)) else { return Retyped::NeedsFile };
    let Some(mut storage) = storage_of(typed, &old, &new) else { return Retyped::NeedsFile };
    blank_out(&mut storage, new.missing);
    let is_same_kind = (new.kind == old.kind && new.serial == old.serial) || new.kind == Some(Kind::Number);
    if let (Storage::Numbers(numbers), true) = (&storage, is_same_kind) {
        let column = Column::Number(NumberColumn::new(numbers.values().to_vec()));
        reading.table.replace(column_idx, column);
    } else {
        if matches!(storage, Storage::Numbers(_)) && has_lost_cells(reading, column) {
            return Retyped::NeedsFile;
        }
        type_anew(reading, column_idx, storage, new.kind, &after.answers);
    }
    reading.sentinels = find_sentinels(&reading.table);
    Retyped::Done
}

fn type_anew(reading: &mut Reading, column_idx: usize, storage: Storage, kind: Option<Kind>, answers: &TypingAnswers) {
    let name = reading.table.names()[column_idx].clone();
    let builder = ColumnBuilder::of_storage(storage, kind, answer_for(&answers.decimal_marks, &name).copied());
    let survey = Survey::of(&builder.storage);
    let verdict = judge(&name, &builder, &survey, FileHabits::of_formats(&reading.formats), answers);
    reading.issues.forget_cells(&name);
    let column = build_column(&name, builder.storage, &verdict, &reading.kept, &mut reading.issues);
    reading.table.replace(column_idx, column);
    if let Some(format) = reading.formats.get_mut(column_idx) {
        *format = verdict.format;
    }
    reading.questions.retain(|question| question.column() != name);
    reading.questions.extend(verdict.questions);
}

/// The column's cells as they were, as far as they are known; `None` where they are not known well enough.
fn storage_of(column: &Column, old: &Wish<'_>, new: &Wish<'_>) -> Option<Storage> {
    match column {
        Column::Category(column) => {
            let mut texts = TextDictionary::default();
            column.labels().iter().for_each(|label| {
                texts.code_of(label);
            });
            Some(Storage::Dictionary { codes: column.codes().to_vec(), texts })
        }
        Column::Text(texts) => Some(Storage::Texts(texts.clone())),
        Column::Number(numbers) => {
            let becomes_serial = new.kind == Some(Kind::Date) || (new.kind.is_none() && new.serial.is_some());
            let is_same = (new.kind == old.kind && new.serial == old.serial) || new.kind == Some(Kind::Number);
            let is_known = new.others == old.others && (is_same || becomes_serial);
            is_known.then(|| Storage::Numbers(NumberStorage::of_values(numbers.values().to_vec())))
        }
        Column::Date(_) => None,
    }
}

/// Whether cells of this column did not fit, or its numbers are not plain: what they said is no longer known.
fn has_lost_cells(reading: &Reading, column: &str) -> bool {
    let is_plain = |format: &ColumnFormat| *format == ColumnFormat::of_kind(Kind::Number);
    let format = reading.table.position(column).and_then(|column_idx| reading.formats.get(column_idx));
    !format.is_some_and(is_plain)
        || reading.issues.issues().iter().any(|issue| issue.row.is_some() && issue.column.as_deref() == Some(column))
}
