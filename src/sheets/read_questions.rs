//! What only the person can tell about a file's cells, as questions with their answers. An answer holds the whole way of
//! reading that follows from it.

use serde::{Deserialize, Serialize};

use super::words::{count, list, rows};
use crate::data::column_format::{Century, DateOrder, SerialDate};
use crate::data::issue::{DataIssue, Oddity, Remedy};
use crate::data::question::{Basis, Question};
use crate::data::read::{DecimalMark, ReadOptions, Reading};
use crate::data::sentinel::SentinelOffer;
use crate::data::table::{Kind, date_text};

/// A question, ready to read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct QuestionText {
    /// What is open.
    pub title: String,
    /// What was assumed, and why.
    pub text: String,
    /// What may be answered, each with how the file is to be read then.
    pub answers: Vec<(String, ReadOptions)>,
}

/// The questions about a file that was read with these options.
pub fn read_questions(reading: &Reading, options: &ReadOptions) -> Vec<QuestionText> {
    let wrapped = (options.unwrap_rows != Some(true)).then(|| wrapped_rows(reading, options)).flatten();
    let open = reading.questions.iter().map(|question| question_text(question, options));
    let sentinels = reading.sentinels.iter().map(|offer| sentinel_text(offer, options));
    wrapped.into_iter().chain(open).chain(sentinels).collect()
}

fn wrapped_rows(reading: &Reading, options: &ReadOptions) -> Option<QuestionText> {
    let is_left_out = |issue: &&DataIssue| issue.what == Oddity::WrappedRow && issue.action == Remedy::RowLeftOut;
    let n_rows = reading.issues.n_like(reading.issues.issues().iter().find(is_left_out)?);
    Some(QuestionText {
        title: format!("{} {} in quotation marks as a whole", rows(n_rows), if n_rows == 1 { "is" } else { "are" }),
        text: "Some program has quoted them twice, so each is one cell. They are left out; the rows within can be read.".to_owned(),
        answers: vec![("Read the rows within".to_owned(), ReadOptions { unwrap_rows: Some(true), ..options.clone() })],
    })
}

fn sentinel_text(offer: &SentinelOffer, options: &ReadOptions) -> QuestionText {
    let SentinelOffer { column, value, n_cells } = offer;
    let mut missing = options.clone();
    match missing.answers.missing_values.iter_mut().find(|(name, _)| name == column) {
        Some((_, values)) => values.push(value.clone()),
        None => missing.answers.missing_values.push((column.clone(), vec![value.clone()])),
    }
    QuestionText {
        title: format!("{column} is {value} in {}", rows(*n_cells)),
        text: "It lies apart from all other values and looks like a code for “unknown”. As a number it would mislead the model.".to_owned(),
        answers: vec![(format!("Read {value} as missing"), missing)],
    }
}

fn question_text(question: &Question, options: &ReadOptions) -> QuestionText {
    match question {
        Question::DateOrder { column, examples, assumed, basis } => {
            let answer = |order| with(options, |options| say(&mut options.answers.date_orders, column, order));
            QuestionText {
                title: format!("{column}: is the day or the month first in {}?", quoted(examples)),
                text: format!("Every cell is a date either way. {} is assumed{}.", order_word(*assumed), basis_words(*basis)),
                answers: [DateOrder::DayFirst, DateOrder::MonthFirst].map(|order| (order_word(order).to_owned(), answer(order))).into(),
            }
        }
        Question::DecimalMark { column, examples, assumed, basis } => {
            let answer = |mark| with(options, |options| say(&mut options.answers.decimal_marks, column, mark));
            let words = |mark| {
                let (sign, name) = if mark == DecimalMark::Comma { (',', "comma") } else { ('.', "point") };
                let what = if examples.iter().any(|example| example.contains(sign)) { "Decimals" } else { "Thousands" };
                format!("{what}, with a decimal {name}")
            };
            QuestionText {
                title: format!("{column}: does the mark in {} begin decimals or divide thousands?", quoted(examples)),
                text: format!("{} is assumed{}.", mark_word(*assumed), basis_words(*basis)),
                answers: [DecimalMark::Point, DecimalMark::Comma].map(|mark| (words(mark), answer(mark))).into(),
            }
        }
        Question::Century { column, example, assumed } => century_text(column, example, *assumed, options),
        Question::SerialDate { column, assumed, days } => serial_text(column, *assumed, *days, options),
        Question::Shorthand { column, examples } => QuestionText {
            title: format!("{column}: is {} shortened?", quoted(examples)),
            text: "L stands for 100,000, Cr for 10,000,000, k for 1,000. It is not guessed: until you say so they are words.".to_owned(),
            answers: vec![kind_answer(column, Kind::Number, "Read them as numbers", options)],
        },
        Question::MostlyOfKind { column, kind, n_fit, n_unfit, examples } => {
            let word = if *kind == Kind::Date { "dates" } else { "numbers" };
            // Numbers among dates are no examples.
            let such = if examples.is_empty() { String::new() } else { format!("Such as {}. ", quoted(examples)) };
            QuestionText {
                title: format!("{column} holds {} {word} and {} other cells", count(*n_fit), count(*n_unfit)),
                text: format!("{such}It stays a column of words, or these cells count as missing."),
                answers: vec![kind_answer(column, *kind, &format!("Read it as {word}"), options)],
            }
        }
    }
}

/// Which century years of two digits are in.
fn century_text(column: &str, example: &str, assumed: Century, options: &ReadOptions) -> QuestionText {
    let answer = |century: Century| {
        let said = with(options, |options| say(&mut options.answers.centuries, column, century));
        (century_words(century).to_owned(), said)
    };
    QuestionText {
        title: format!("{column}: which century is “{example}” in?"),
        text: format!("Years of two digits from 30 to 69 are read as {}.", century_words(assumed)),
        answers: [Century::Last, Century::This].map(answer).into(),
    }
}

fn century_words(century: Century) -> &'static str {
    match century {
        Century::Last => "1930 to 1969",
        Century::This => "2030 to 2069",
    }
}

/// Whether numbers are dates, and where they may be counted from another day too, from which.
fn serial_text(column: &str, assumed: SerialDate, days: (i32, i32), options: &ReadOptions) -> QuestionText {
    let answer = |serial: SerialDate, words: &str| {
        (words.to_owned(), with(options, |options| say(&mut options.answers.serial_dates, column, serial)))
    };
    let mut answers = vec![answer(assumed, "They are dates")];
    match assumed {
        SerialDate::Excel => answers.push(answer(SerialDate::Excel1904, "Dates counted from 1904, four years later")),
        SerialDate::UnixSeconds => answers.push(answer(SerialDate::SasSeconds, "Dates of SAS, ten years earlier")),
        SerialDate::SasSeconds => answers.push(answer(SerialDate::UnixSeconds, "Seconds since 1970, ten years later")),
        _ => {}
    }
    answers.push(kind_answer(column, Kind::Number, "They are numbers", options));
    QuestionText {
        title: format!("{column}: are its numbers dates?"),
        text: format!("Read as {}, they go from {} to {}.", serial_words(assumed), date_text(days.0), date_text(days.1)),
        answers,
    }
}

fn kind_answer(column: &str, kind: Kind, words: &str, options: &ReadOptions) -> (String, ReadOptions) {
    (words.to_owned(), with(options, |options| say(&mut options.kinds, column, kind)))
}

fn with(options: &ReadOptions, change: impl FnOnce(&mut ReadOptions)) -> ReadOptions {
    let mut changed = options.clone();
    change(&mut changed);
    changed
}

fn say<T>(answers: &mut Vec<(String, T)>, column: &str, answer: T) {
    answers.retain(|(name, _)| name != column);
    answers.push((column.to_owned(), answer));
}

fn quoted(examples: &[String]) -> String {
    let examples: Vec<String> = examples.iter().take(3).map(|example| format!("“{example}”")).collect();
    list(&examples.iter().map(String::as_str).collect::<Vec<_>>())
}

fn order_word(order: DateOrder) -> &'static str {
    match order {
        DateOrder::DayFirst => "Day first",
        DateOrder::MonthFirst => "Month first",
    }
}

fn mark_word(mark: DecimalMark) -> &'static str {
    match mark {
        DecimalMark::Point => "A decimal point",
        DecimalMark::Comma => "A decimal comma",
    }
}

fn basis_words(basis: Basis) -> &'static str {
    match basis {
        Basis::OtherColumns => ", as in the file's other columns",
        Basis::Delimiter => ", as in most files with semicolons",
        Basis::Habit => ", as in most files",
        Basis::Said => "",
    }
}

fn serial_words(serial: SerialDate) -> &'static str {
    match serial {
        SerialDate::Excel => "a spreadsheet's days",
        SerialDate::Excel1904 => "a spreadsheet's days since 1904",
        SerialDate::Sas => "days since 1960, as SAS counts",
        SerialDate::SasSeconds => "seconds since 1960, as SAS counts",
        SerialDate::UnixDays => "days since 1970",
        SerialDate::UnixSeconds => "seconds since 1970",
        SerialDate::UnixMilliseconds => "milliseconds since 1970",
        SerialDate::YearMonthDay => "year, month and day",
        SerialDate::YearMonth => "year and month",
    }
}
