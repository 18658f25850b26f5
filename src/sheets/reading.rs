//! How a file was read, as a person reads it: what was found out, what else could be said about it, and what was odd.

use serde::{Deserialize, Serialize};

use super::read_questions::{QuestionText, read_questions};
use super::read_settings::{SettingText, read_settings};
use super::{FactText, Sentence, issue_text, read_error};
use crate::data::column_format::{ColumnFormat, DateFormat, NumberFormat, Writing};
use crate::data::read::{DecimalMark, LineEnd, ReadOptions, Reading, TableReader};

/// How a file was read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ReadingText {
    /// What was odd, a sentence each: the first of each kind in each column.
    pub issues: Vec<String>,
    /// How much was odd in all.
    pub n_issues: u64,
    /// What cannot be said otherwise.
    pub facts: Vec<FactText>,
    /// What can.
    pub settings: Vec<SettingText>,
    /// What only the person can tell.
    pub questions: Vec<QuestionText>,
    /// How each column's cells are written, in file order.
    pub formats: Vec<String>,
}

/// How the first rows of a file would be read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PreviewText {
    /// What may be said about it.
    pub settings: Vec<SettingText>,
    /// The columns' names.
    pub names: Vec<String>,
    /// The first rows, as they are in the file.
    pub rows: Vec<Vec<String>>,
    /// Why it would be no table, if so.
    pub problem: Option<Sentence>,
}

/// How a file with these first bytes would be read; `is_whole` says that there are no others.
pub fn preview_text(head: &[u8], is_whole: bool, options: &ReadOptions) -> PreviewText {
    let mut reader = TableReader::new(options.clone());
    let pushed = reader.push(head);
    let read = pushed.and_then(|()| if is_whole { reader.finish() } else { reader.finish_early() });
    match read {
        Ok(reading) => PreviewText {
            settings: read_settings(Some(reading.dialect), options),
            names: reading.table.names().to_vec(),
            rows: reading.first_rows,
            problem: None,
        },
        Err(error) => PreviewText { settings: read_settings(None, options), problem: Some(read_error(&error)), ..PreviewText::default() },
    }
}

/// The words for a file that was read in this way within so many seconds.
pub fn reading_text(reading: &Reading, options: &ReadOptions, read_seconds: f64) -> ReadingText {
    let dialect = reading.dialect;
    let fact = |label: &str, value: String| FactText { label: label.to_owned(), value };
    let line_end = match dialect.line_end {
        LineEnd::Lf => "LF",
        LineEnd::CrLf => "CRLF",
        LineEnd::Cr => "CR",
    };
    ReadingText {
        issues: reading.issues.issues().iter().map(issue_text).collect(),
        n_issues: reading.issues.n_total(),
        facts: vec![
            fact("Text", format!("{}{}, {line_end}", dialect.encoding.name(), if dialect.has_bom { " with BOM" } else { "" })),
            fact("Read in", format!("{read_seconds:.2} s")),
        ],
        settings: read_settings(Some(dialect), options),
        questions: read_questions(reading, options),
        formats: reading.formats.iter().map(|format| format_text(*format)).collect(),
    }
}

/// How a column's cells are written, in a few words.
fn format_text(format: ColumnFormat) -> String {
    let words = match format {
        ColumnFormat::Number(NumberFormat { mark, unit, writing }) => {
            let mark = if mark == DecimalMark::Comma { ", decimal comma" } else { "" };
            let writing = match writing {
                Writing::Plain => "",
                Writing::Bounded => ", with bounds such as 10+",
                Writing::Range => ", the middle of ranges",
                Writing::Shorthand => ", shortened as in 10k",
            };
            let unit = if unit.sign().is_empty() { String::new() } else { format!(" in {}", unit.sign()) };
            return format!("number{unit}{mark}{writing}");
        }
        ColumnFormat::Date(DateFormat::Written(_)) => "date",
        ColumnFormat::Date(DateFormat::WrittenBefore1970(_)) => "date, years from 30 on before 2000",
        ColumnFormat::Date(DateFormat::Serial(_)) => "date, written as a number",
        ColumnFormat::Boolean => "yes or no",
        ColumnFormat::Category => "category",
        ColumnFormat::Code => "code",
        ColumnFormat::Text => "text",
    };
    words.to_owned()
}
