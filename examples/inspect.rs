//! What the reader makes of a file, without a browser: how it is written, its columns, what was odd, what gives the
//! outcome away.
//!
//! `cargo run --release --example inspect -- FILE [--rows] [--encoding utf-8|utf-16le|utf-16be|windows-1252]
//! [--delimiter comma|semicolon|tab|pipe|space] [--quote double|single|none] [--decimal point|comma]
//! [--line-end lf|crlf|cr] [--header|--no-header] [--comments|--no-comments] [--unwrap|--no-unwrap]`
//!
//! Prints one JSON object; `--rows` adds every row as it stands in the file, those left out among them. A file that is
//! no table gives an object with `error`, and exit code 1. Files packed with gzip are unpacked.

use std::io::{BufReader, Read};
use std::process::ExitCode;

use serde_json::{Map, Value, json};
use smart_loan_recovery::data::column_format::ColumnFormat;
use smart_loan_recovery::data::issue::{DataIssue, IssueLog};
use smart_loan_recovery::data::read::{
    DecimalMark, Delimiter, Dialect, Encoding, LineEnd, Quote, ReadError, ReadOptions, Reading, SNIFF_BYTES, TableReader, dialect_of,
};
use smart_loan_recovery::data::records::{Record, SplitError};
use smart_loan_recovery::data::rows::{Part, RowReader};
use smart_loan_recovery::data::schema::{ColumnSchema, Schema, guess_outcome, infer_schema, labels};
use smart_loan_recovery::data::table::Table;
use smart_loan_recovery::evaluation::leakage::find_leaks;

const USAGE: &str = "usage: inspect FILE [--rows] [--encoding utf-8|utf-16le|utf-16be|windows-1252] \
[--delimiter comma|semicolon|tab|pipe|space] [--quote double|single|none] [--decimal point|comma] [--line-end lf|crlf|cr] \
[--header|--no-header] [--comments|--no-comments] [--unwrap|--no-unwrap]";

/// How much of a file is read at a time.
const PIECE_BYTES: usize = 1 << 20;

struct Arguments {
    file: String,
    rows: bool,
    options: ReadOptions,
}

/// Why there is nothing to show.
enum Failure {
    Arguments(String),
    File(String),
    Read(ReadError),
    Split(SplitError),
}

impl From<ReadError> for Failure {
    fn from(error: ReadError) -> Self {
        Failure::Read(error)
    }
}

impl From<SplitError> for Failure {
    fn from(error: SplitError) -> Self {
        Failure::Split(error)
    }
}

fn main() -> ExitCode {
    let arguments = match read_arguments(std::env::args().skip(1)) {
        Ok(arguments) => arguments,
        Err(failure) => return fail(&failure, None),
    };
    match inspect(&arguments) {
        Ok(report) => {
            println!("{report}");
            ExitCode::SUCCESS
        }
        Err(failure) => fail(&failure, Some(&arguments)),
    }
}

// Arguments

const ENCODINGS: [(&str, Encoding); 4] =
    [("utf-8", Encoding::Utf8), ("utf-16le", Encoding::Utf16Le), ("utf-16be", Encoding::Utf16Be), ("windows-1252", Encoding::Windows1252)];
const DELIMITERS: [(&str, Delimiter); 5] = [
    ("comma", Delimiter::Comma),
    ("semicolon", Delimiter::Semicolon),
    ("tab", Delimiter::Tab),
    ("pipe", Delimiter::Pipe),
    ("space", Delimiter::Space),
];
const QUOTES: [(&str, Quote); 3] = [("double", Quote::Double), ("single", Quote::Single), ("none", Quote::None)];
const DECIMALS: [(&str, DecimalMark); 2] = [("point", DecimalMark::Point), ("comma", DecimalMark::Comma)];
const LINE_ENDS: [(&str, LineEnd); 3] = [("lf", LineEnd::Lf), ("crlf", LineEnd::CrLf), ("cr", LineEnd::Cr)];

fn read_arguments(mut words: impl Iterator<Item = String>) -> Result<Arguments, Failure> {
    let mut file = None;
    let mut arguments = Arguments { file: String::new(), rows: false, options: ReadOptions::default() };
    let options = &mut arguments.options;
    while let Some(word) = words.next() {
        let mut value = || words.next().unwrap_or_default();
        match word.as_str() {
            "--rows" => arguments.rows = true,
            "--encoding" => options.encoding = Some(named(&word, &value(), &ENCODINGS)?),
            "--delimiter" => options.delimiter = Some(named(&word, &value(), &DELIMITERS)?),
            "--quote" => options.quote = Some(named(&word, &value(), &QUOTES)?),
            "--decimal" => options.decimal = Some(named(&word, &value(), &DECIMALS)?),
            "--line-end" => options.line_end = Some(named(&word, &value(), &LINE_ENDS)?),
            "--header" | "--no-header" => options.has_header = Some(word == "--header"),
            "--comments" | "--no-comments" => options.comment = Some(word == "--comments"),
            "--unwrap" | "--no-unwrap" => options.unwrap_rows = Some(word == "--unwrap"),
            _ if word.starts_with("--") => return Err(Failure::Arguments(format!("unknown option {word}\n{USAGE}"))),
            _ if file.replace(word.clone()).is_some() => return Err(Failure::Arguments(format!("one file at a time\n{USAGE}"))),
            _ => {}
        }
    }
    arguments.file = file.ok_or_else(|| Failure::Arguments(format!("no file\n{USAGE}")))?;
    Ok(arguments)
}

fn named<T: Copy>(option: &str, value: &str, known: &[(&str, T)]) -> Result<T, Failure> {
    let names = || known.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
    let found = known.iter().find(|(name, _)| name.eq_ignore_ascii_case(value)).map(|(_, choice)| *choice);
    found.ok_or_else(|| Failure::Arguments(format!("{option}: unknown {value}; there are: {}", names())))
}

fn name_of<T: PartialEq>(choice: &T, known: &[(&'static str, T)]) -> &'static str {
    known.iter().find(|(_, other)| other == choice).map_or("", |(name, _)| name)
}

// The file

/// Hands over the file, unpacked, piece by piece.
fn each_piece(path: &str, on_piece: &mut dyn FnMut(&[u8]) -> Result<(), Failure>) -> Result<(), Failure> {
    let failed = |error: std::io::Error| Failure::File(format!("{path}: {error}"));
    let mut magic = Vec::new();
    std::fs::File::open(path).map_err(failed)?.take(2).read_to_end(&mut magic).map_err(failed)?;
    let file = BufReader::new(std::fs::File::open(path).map_err(failed)?);
    let mut source: Box<dyn Read> =
        if magic == [0x1f, 0x8b] { Box::new(flate2::bufread::MultiGzDecoder::new(file)) } else { Box::new(file) };
    let mut piece = vec![0; PIECE_BYTES];
    loop {
        let n_bytes = source.read(&mut piece).map_err(failed)?;
        if n_bytes == 0 {
            return Ok(());
        }
        on_piece(&piece[..n_bytes])?;
    }
}

fn read(arguments: &Arguments) -> Result<Reading, Failure> {
    let mut reader = TableReader::new(arguments.options.clone());
    each_piece(&arguments.file, &mut |piece| Ok(reader.push(piece)?))?;
    Ok(reader.finish()?)
}

// The report

fn inspect(arguments: &Arguments) -> Result<Value, Failure> {
    let reading = read(arguments)?;
    let table = &reading.table;
    let mut schema = infer_schema(table);
    let leakage = leakage(table, &mut schema);
    let mut report = dialect_object(&reading.dialect);
    report.insert("n_rows".to_owned(), table.n_rows().into());
    report.insert("n_rows_in_file".to_owned(), reading.kept.n_data_rows().into());
    report.insert("columns".to_owned(), columns(&schema, &reading.formats));
    report.insert("n_issues".to_owned(), reading.issues.n_total().into());
    report.insert("issues".to_owned(), reading.issues.issues().iter().map(|issue| issue_object(issue, &reading.issues)).collect());
    report.insert("leakage".to_owned(), leakage);
    if arguments.rows {
        add_rows(&mut report, &arguments.file, reading.dialect, table.n_columns())?;
        let left_out: Vec<u64> = reading.kept.left_out().iter().map(|row| row + 1).collect();
        report.insert("left_out".to_owned(), left_out.into());
    }
    Ok(Value::Object(report))
}

fn dialect_object(dialect: &Dialect) -> Map<String, Value> {
    let object = json!({
        "encoding": dialect.encoding.name(),
        "has_bom": dialect.has_bom,
        "delimiter": char::from(dialect.delimiter.byte()).to_string(),
        "quote": dialect.quote.byte().map(|byte| char::from(byte).to_string()),
        "decimal": if dialect.decimal == DecimalMark::Comma { "," } else { "." },
        "line_end": name_of(&dialect.line_end, &LINE_ENDS),
        "has_header": dialect.has_header,
        "has_comments": dialect.has_comments,
        "n_above_header": dialect.n_before_header(),
    });
    fields_of(object)
}

fn columns(schema: &Schema, formats: &[ColumnFormat]) -> Value {
    let column = |(column, format): (&ColumnSchema, &ColumnFormat)| {
        json!({
            "name": column.name,
            "kind": word(&column.kind),
            "format": format.word(),
            "role": word(&column.role),
            "meaning": column.meaning.as_ref().map(word),
            "n_missing": column.n_missing,
            "n_distinct": column.n_distinct,
        })
    };
    schema.columns.iter().zip(formats).map(column).collect()
}

/// What gives the outcome away, where one was found; the schema learns of it.
fn leakage(table: &Table, schema: &mut Schema) -> Value {
    let Some(choice) = guess_outcome(table, schema) else { return json!([]) };
    schema.choose_outcome(&choice.column);
    let Ok(is_bad) = labels(table, &choice) else { return json!([]) };
    let leaks = find_leaks(table, schema, &is_bad);
    leaks.iter().map(|leak| json!({ "column": leak.column, "rule": word(&leak.evidence) })).collect()
}

fn issue_object(issue: &DataIssue, log: &IssueLog) -> Value {
    let mut object = fields_of(json!({
        "row": issue.row,
        "column": issue.column,
        "what": word(&issue.what),
        "action": word(&issue.action),
        "n_alike": log.n_like(issue),
    }));
    object.extend(facts_of(&issue.what));
    object.extend(facts_of(&issue.action));
    Value::Object(object)
}

/// Every row with its cells as they stand in the file, quotes taken off.
fn add_rows(report: &mut Map<String, Value>, path: &str, dialect: Dialect, n_columns: usize) -> Result<(), Failure> {
    let (mut header, mut rows) = (Value::Null, Vec::new());
    let mut keep = |part: Part, record: Record<'_>| -> Result<(), Failure> {
        match part {
            Part::SeparatorLine | Part::AboveHeader => {}
            Part::Header => header = record.lossy_texts().into(),
            Part::Row { .. } | Part::LeftOut(_) => rows.push(Value::from(record.lossy_texts())),
        }
        Ok(())
    };
    let mut reader = RowReader::new(dialect, n_columns);
    each_piece(path, &mut |piece| reader.push(piece, &mut keep))?;
    reader.finish(&mut keep)?;
    report.insert("header".to_owned(), header);
    report.insert("rows".to_owned(), rows.into());
    Ok(())
}

// Failures

fn fail(failure: &Failure, arguments: Option<&Arguments>) -> ExitCode {
    let (code, message, facts) = match failure {
        Failure::Arguments(message) => ("arguments".to_owned(), message.clone(), Map::new()),
        Failure::File(message) => ("file".to_owned(), message.clone(), Map::new()),
        Failure::Read(error) => (word(error), error.to_string(), facts_of(error)),
        Failure::Split(error) => ("rows".to_owned(), error.to_string(), Map::new()),
    };
    let mut error = fields_of(json!({ "code": code, "message": message }));
    error.extend(facts);
    let mut report = fields_of(json!({ "error": error }));
    if let (Failure::Read(_), Some(arguments)) = (failure, arguments) {
        // What can be said of the file all the same.
        if let Ok(dialect) = dialect_of_file(arguments) {
            report.extend(dialect_object(&dialect));
            if arguments.rows {
                add_rows(&mut report, &arguments.file, dialect, 0).ok();
            }
        }
    }
    println!("{}", Value::Object(report));
    ExitCode::FAILURE
}

fn dialect_of_file(arguments: &Arguments) -> Result<Dialect, Failure> {
    let mut head = Vec::new();
    let mut n_bytes = 0;
    each_piece(&arguments.file, &mut |piece| {
        n_bytes += piece.len();
        head.extend_from_slice(&piece[..piece.len().min(SNIFF_BYTES - head.len())]);
        Ok(())
    })?;
    Ok(dialect_of(&head, n_bytes == head.len(), &arguments.options)?)
}

// Names of variants as words, and what they hold

/// `OwnExport` as `own export`; of a variant with fields, its name.
fn word(variant: &impl serde::Serialize) -> String {
    let name = match serde_json::to_value(variant) {
        Ok(Value::String(name)) => name,
        Ok(Value::Object(fields)) => fields.into_iter().next().map_or_else(String::new, |(name, _)| name),
        _ => String::new(),
    };
    let spaced = name.chars().flat_map(|c| c.is_ascii_uppercase().then_some(' ').into_iter().chain([c.to_ascii_lowercase()]));
    spaced.collect::<String>().trim_start().to_owned()
}

fn facts_of(variant: &impl serde::Serialize) -> Map<String, Value> {
    match serde_json::to_value(variant) {
        Ok(Value::Object(fields)) => fields.into_iter().next().map_or_else(Map::new, |(_, facts)| fields_of(facts)),
        _ => Map::new(),
    }
}

fn fields_of(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}
