//! How a file was read, as a person reads it: what was found out, what else could be said about it, and what was odd.

use serde::{Deserialize, Serialize};

use super::{FactText, Sentence, issue_text, read_error};
use crate::data::read::{Delimiter, Dialect, LineEnd, ReadOptions, Reading, TableReader};

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
}

/// Something that was found out about a file, and what a person may say instead.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SettingText {
    /// What it is.
    pub label: String,
    /// What may be said, each with how the file is to be read then.
    pub choices: Vec<(String, ReadOptions)>,
    /// Which of them is so.
    pub chosen: usize,
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
            settings: settings(Some(reading.dialect), options),
            names: reading.table.names().to_vec(),
            rows: reading.first_rows,
            problem: None,
        },
        Err(error) => PreviewText { settings: settings(None, options), problem: Some(read_error(&error)), ..PreviewText::default() },
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
        settings: settings(Some(dialect), options),
    }
}

/// What a person may say about a file that is read with these options.
fn settings(dialect: Option<Dialect>, options: &ReadOptions) -> Vec<SettingText> {
    let delimiters = Delimiter::ALL.map(|delimiter| (delimiter, delimiter_word(delimiter)));
    let headers = [(true, "names the columns"), (false, "is a loan")];
    vec![
        setting("Cells are separated by", &delimiters, dialect.map(|dialect| dialect.delimiter), options.delimiter, |said| ReadOptions {
            delimiter: said,
            ..options.clone()
        }),
        setting("The first row", &headers, dialect.map(|dialect| dialect.has_header), options.has_header, |said| ReadOptions {
            has_header: said,
            ..options.clone()
        }),
    ]
}

/// One setting: first what was found out or would be, then all that may be said.
fn setting<T: Copy + PartialEq>(
    label: &str,
    all: &[(T, &str)],
    found: Option<T>,
    said: Option<T>,
    with: impl Fn(Option<T>) -> ReadOptions,
) -> SettingText {
    let found = found.filter(|_| said.is_none()).and_then(|found| all.iter().find(|(value, _)| *value == found));
    let as_found = found.map_or_else(|| "as found".to_owned(), |(_, word)| format!("{word} (found)"));
    let mut choices = vec![(as_found, with(None))];
    choices.extend(all.iter().map(|(value, word)| ((*word).to_owned(), with(Some(*value)))));
    let chosen = said.and_then(|said| all.iter().position(|(value, _)| *value == said)).map_or(0, |place| place + 1);
    SettingText { label: label.to_owned(), choices, chosen }
}

fn delimiter_word(delimiter: Delimiter) -> &'static str {
    match delimiter {
        Delimiter::Comma => "commas",
        Delimiter::Semicolon => "semicolons",
        Delimiter::Tab => "tabs",
        Delimiter::Pipe => "pipes",
        Delimiter::Space => "spaces",
    }
}
