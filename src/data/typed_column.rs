//! Storage to typed columns: all columns are surveyed, what proves nothing follows the others, and each cell is read by
//! its column's format. Comes in: the columns' storage and what a person has said. Goes out: columns, formats,
//! questions, and each cell that does not fit.

use super::column_builder::{ColumnBuilder, Storage, texts_from};
use super::column_format::{ColumnFormat, DateFormat};
use super::column_passes::{count_codes, recode, values_by_code};
use super::date::DateOrder;
use super::date::parse_date;
use super::dialect::Delimiter;
use super::dictionary::TextDictionary;
use super::issue::{DataIssue, IssueLog, Oddity, Remedy};
use super::kept_rows::KeptRows;
use super::missing::{Presence, presence_of};
use super::number::{DecimalMark, parse_number};
use super::question::{Question, TypingAnswers, answer_for, shown};
use super::survey::Survey;
use super::table::{CategoryColumn, Column, DateColumn, Kind, NumberColumn, TextColumn};
use super::typing::{FileHabits, Verdict, judge};

/// The columns of a file with what was found out about them.
#[derive(Debug, Default)]
pub(super) struct TypedColumns {
    pub columns: Vec<(String, Column)>,
    /// One a column.
    pub formats: Vec<ColumnFormat>,
    pub questions: Vec<Question>,
    /// Of columns that prove none.
    pub decimal: DecimalMark,
}

/// What typing needs to know besides the cells.
pub(super) struct TypingContext<'a> {
    pub delimiter: Delimiter,
    /// The decimal mark that the person has said of the whole file.
    pub decimal: Option<DecimalMark>,
    pub answers: &'a TypingAnswers,
    pub kept: &'a KeptRows,
}

/// Types all columns.
pub(super) fn type_columns(
    names: Vec<String>,
    mut builders: Vec<ColumnBuilder>,
    context: &TypingContext<'_>,
    issues: &mut IssueLog,
) -> TypedColumns {
    for (name, builder) in names.iter().zip(&mut builders) {
        if let Some(values) = answer_for(&context.answers.missing_values, name) {
            blank_out(&mut builder.storage, values);
        }
    }
    let surveys: Vec<Survey> = builders.iter().map(|builder| Survey::of(&builder.storage)).collect();
    let habits = FileHabits::of(&surveys, context.delimiter, context.decimal);
    let mut typed = TypedColumns { decimal: habits.mark.0, ..TypedColumns::default() };
    for ((name, builder), survey) in names.into_iter().zip(builders).zip(&surveys) {
        let verdict = judge(&name, &builder, survey, habits, context.answers);
        let column = build_column(&name, builder.storage, survey, &verdict, context.kept, issues);
        typed.formats.push(verdict.format);
        typed.questions.extend(verdict.questions);
        typed.columns.push((name, column));
    }
    typed
}

/// The typed column. Cells that do not fit count as missing, and each is an issue.
fn build_column(name: &str, storage: Storage, survey: &Survey, verdict: &Verdict, kept: &KeptRows, issues: &mut IssueLog) -> Column {
    for (what, action) in &verdict.conflicts {
        issues.push(DataIssue { row: None, column: Some(name.to_owned()), what: what.clone(), action: action.clone() });
    }
    let mut on_unfit = |row: usize, text: &str| {
        let value = shown(text);
        let what = if verdict.kind == Kind::Date { Oddity::NotADate { value } } else { Oddity::NotANumber { value } };
        issues.push(DataIssue { row: Some(kept.data_row(row) + 1), column: Some(name.to_owned()), what, action: Remedy::ReadAsMissing });
    };
    match (verdict.kind, verdict.format) {
        (Kind::Number, ColumnFormat::Number(format)) => {
            Column::Number(NumberColumn::of_finite(numbers_of(storage, &|text| format.read(text), &mut on_unfit)))
        }
        (Kind::Date, ColumnFormat::Date(format)) => Column::Date(DateColumn::new(days_of(storage, format, &mut on_unfit))),
        (Kind::Category, _) => Column::Category(categories_of(without_numbers(storage), &survey.counts)),
        _ => match without_numbers(storage) {
            Storage::Dictionary { codes, texts } => Column::Text(texts_from(&codes, &texts)),
            Storage::Texts(texts) => Column::Text(texts),
            Storage::Numbers(_) => Column::Text(TextColumn::default()),
        },
    }
}

fn numbers_of(storage: Storage, read: &dyn Fn(&str) -> Option<f64>, on_unfit: &mut dyn FnMut(usize, &str)) -> Vec<f64> {
    match storage {
        Storage::Numbers(numbers) => numbers.into_values(read, on_unfit),
        storage => values_of(&storage, read, on_unfit),
    }
}

/// Days as numbers are kept as such on the way: a day is a whole number below 2³¹, exact in an `f64`.
fn days_of(storage: Storage, format: DateFormat, on_unfit: &mut dyn FnMut(usize, &str)) -> Vec<i32> {
    let day = |value: f64| if value.is_nan() { DateColumn::MISSING } else { value as i32 };
    match (storage, format) {
        (Storage::Numbers(numbers), DateFormat::Serial(serial)) => {
            let values = numbers.into_values(&|_| None, &mut |_, _| {});
            let mut days = Vec::with_capacity(values.len());
            for (row, value) in values.into_iter().enumerate() {
                let found = serial.day(value);
                if found.is_none() && !value.is_nan() && value != 0.0 {
                    on_unfit(row, &value.to_string());
                }
                days.push(found.unwrap_or(DateColumn::MISSING));
            }
            days
        }
        (storage, format) => {
            let read = |text: &str| match format.read(text) {
                // No date is written as 0.
                None if text == "0" && matches!(format, DateFormat::Serial(_)) => Some(f64::NAN),
                day => day.map(f64::from),
            };
            values_of(&without_numbers(storage), &read, on_unfit).into_iter().map(day).collect()
        }
    }
}

/// One value a row, NaN where it is missing; a dictionary's texts are read once each.
fn values_of(storage: &Storage, read: &dyn Fn(&str) -> Option<f64>, on_unfit: &mut dyn FnMut(usize, &str)) -> Vec<f64> {
    // A value, or that the text does not fit.
    let cell = |text: &str| match read(text) {
        _ if text.is_empty() => Ok(f64::NAN),
        Some(value) => Ok(value),
        None if presence_of(text).is_told_of() => Err(()),
        None => Ok(f64::NAN),
    };
    match storage {
        Storage::Dictionary { codes, texts } => {
            let cells: Vec<Result<f64, ()>> = std::iter::once("").chain(texts.texts()).map(cell).collect();
            if cells.iter().any(Result::is_err) {
                let unfit = codes.iter().enumerate().filter(|(_, code)| cells[**code as usize].is_err());
                unfit.for_each(|(row, &code)| on_unfit(row, texts.text(code)));
            }
            let values: Vec<f64> = cells.into_iter().map(|cell| cell.unwrap_or(f64::NAN)).collect();
            values_by_code(codes, &values)
        }
        Storage::Texts(texts) => {
            let text_of = |row: usize| texts.get(row).unwrap_or_default();
            let mut value_of = |row: usize| {
                cell(text_of(row)).unwrap_or_else(|()| {
                    on_unfit(row, text_of(row));
                    f64::NAN
                })
            };
            (0..texts.len()).map(&mut value_of).collect()
        }
        Storage::Numbers(numbers) => numbers.values().to_vec(),
    }
}

/// A column that was taken for numbers and is none after all gets its texts back.
fn without_numbers(storage: Storage) -> Storage {
    match storage {
        Storage::Numbers(numbers) => Storage::Texts(numbers.into_texts()),
        storage => storage,
    }
}

/// Codes in order of first appearance among the texts that are there.
fn categories_of(storage: Storage, counts: &[u64]) -> CategoryColumn {
    let (mut codes, texts, counts) = match storage {
        Storage::Dictionary { codes, texts } => (codes, texts, counts.to_vec()),
        Storage::Texts(column) => {
            let mut texts = TextDictionary::default();
            let codes: Vec<u32> = (0..column.len()).map(|row| column.get(row).map_or(0, |text| texts.code_of(text))).collect();
            let counts = count_codes(&codes, texts.len());
            (codes, texts, counts)
        }
        Storage::Numbers(_) => return CategoryColumn::default(),
    };
    let mut labels = Vec::new();
    let mut new_codes = vec![CategoryColumn::MISSING];
    for (text, &n_cells) in texts.texts().zip(&counts[1..]) {
        if n_cells == 0 || presence_of(text) == Presence::Missing {
            new_codes.push(CategoryColumn::MISSING);
        } else {
            labels.push(text.to_owned());
            new_codes.push(labels.len() as u32);
        }
    }
    if labels.len() < texts.len() {
        recode(&mut codes, &new_codes);
    }
    CategoryColumn::of_known(codes, labels)
}

/// Takes away the cells that a person has said to mean missing: the same text, the same number or the same day.
pub(super) fn blank_out(storage: &mut Storage, values: &[String]) {
    let day_of = |text: &str| parse_date(text).and_then(|date| date.day(DateOrder::DayFirst).or(date.day(DateOrder::MonthFirst)));
    let numbers: Vec<f64> = values.iter().filter_map(|value| parse_number(value)).collect();
    let days: Vec<i32> = values.iter().filter_map(|value| day_of(value)).collect();
    let is_blank = |text: &str| {
        let is_number = || !numbers.is_empty() && parse_number(text).is_some_and(|number| numbers.contains(&number));
        let is_day = || !days.is_empty() && day_of(text).is_some_and(|day| days.contains(&day));
        values.iter().any(|value| value == text) || is_number() || is_day()
    };
    match storage {
        Storage::Dictionary { codes, texts } => {
            let blank: Vec<bool> = std::iter::once(false).chain(texts.texts().map(is_blank)).collect();
            codes.iter_mut().filter(|code| blank[**code as usize]).for_each(|code| *code = 0);
        }
        Storage::Numbers(column) => column.blank_out(&numbers, &is_blank),
        Storage::Texts(column) => {
            let mut kept = TextColumn::default();
            (0..column.len()).for_each(|row| kept.push(column.get(row).filter(|text| !is_blank(text)).unwrap_or_default()));
            *column = kept;
        }
    }
}
