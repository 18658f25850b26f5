//! What a person may say about how a file is written, each with what was found out. Every choice holds the whole way of
//! reading that it stands for, so that whoever shows it need not know what it means.

use serde::{Deserialize, Serialize};

use crate::data::read::{DecimalMark, Delimiter, Dialect, Encoding, Quote, ReadOptions};

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

/// What a person may say about a file that is read with these options; of one that is no table nothing is known.
pub fn read_settings(dialect: Option<Dialect>, options: &ReadOptions) -> Vec<SettingText> {
    let encodings = Encoding::ALL.map(|encoding| (encoding, encoding.name()));
    let delimiters = Delimiter::ALL.map(|delimiter| (delimiter, delimiter_word(delimiter)));
    let quotes = [(Quote::Double, "\" around it"), (Quote::Single, "' around it"), (Quote::None, "nothing around it")];
    let headers = [(true, "names the columns"), (false, "is a loan")];
    let marks = [(DecimalMark::Point, "a point: 1,234.5"), (DecimalMark::Comma, "a comma: 1.234,5")];
    let comments = [(false, "rows like others"), (true, "comments, skipped")];
    let with = |change: &dyn Fn(&mut ReadOptions)| {
        let mut changed = options.clone();
        change(&mut changed);
        changed
    };
    let mut settings = vec![
        setting("Characters are", &encodings, dialect.map(|dialect| dialect.encoding), options.encoding, |said| {
            with(&|options| options.encoding = said)
        }),
        setting("Cells are separated by", &delimiters, dialect.map(|dialect| dialect.delimiter), options.delimiter, |said| {
            with(&|options| options.delimiter = said)
        }),
        setting("A cell that holds a separator has", &quotes, dialect.map(|dialect| dialect.quote), options.quote, |said| {
            with(&|options| options.quote = said)
        }),
        setting("The first row", &headers, dialect.map(|dialect| dialect.has_header), options.has_header, |said| {
            with(&|options| options.has_header = said)
        }),
        setting("Decimals begin with", &marks, dialect.map(|dialect| dialect.decimal), options.decimal, |said| {
            with(&|options| options.decimal = said)
        }),
    ];
    if options.comment.is_some() || dialect.is_some_and(|dialect| dialect.has_comments) {
        settings.push(setting("Lines with # are", &comments, dialect.map(|dialect| dialect.has_comments), options.comment, |said| {
            with(&|options| options.comment = said)
        }));
    }
    settings
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
