//! PapaParse's own cases, through the splitter, the sniffer and the writer. A case does not apply only where it sets an
//! option that there is not here; that is told by its configuration, never by what comes out.

use serde_json::{Map, Value, json};
use smart_loan_recovery::data::read::{LineEnd, Quote, ReadOptions, dialect_of};
use smart_loan_recovery::data::records::{BlankLines, Format, Record, RecordSplitter, SplitError};
use smart_loan_recovery::export::CellWriter;

use crate::support::conformance;

type Config = Map<String, Value>;

fn cases(suite: &str) -> Option<Vec<Value>> {
    let bytes = std::fs::read(conformance()?.join("csv-suite/papaparse/papaparse-cases.json")).unwrap();
    let all: Value = serde_json::from_slice(&bytes).unwrap();
    Some(all[suite].as_array().unwrap().clone())
}

/// Runs the cases that apply; all must be exact.
fn check(suite: &str, run: impl Fn(&Value, &Config) -> Result<(), String>) {
    let Some(cases) = cases(suite) else { return };
    let (mut n_exact, mut lacking, mut wrong) = (0, Vec::new(), Vec::new());
    for case in &cases {
        let config = case["config"].as_object().unwrap();
        let description = case["description"].as_str().unwrap();
        match lacking_option(suite, case, config) {
            Some(option) => lacking.push(format!("{option}: {description}")),
            None => match run(case, config) {
                Ok(()) => n_exact += 1,
                Err(difference) => wrong.push(format!("{description}: {difference}")),
            },
        }
    }
    println!("{suite}: {n_exact} exact of {} that apply, of {} cases", cases.len() - lacking.len(), cases.len());
    println!("not applicable:\n  {}", lacking.join("\n  "));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// One byte of ASCII that is no line end.
fn is_byte(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.len() == 1 && !"\r\n".contains(text))
}

/// An option of the case that there is not here, or a value of one that cannot be said.
fn lacking_option(suite: &str, case: &Value, config: &Config) -> Option<&'static str> {
    let has = |key: &str| config.get(key).is_some_and(|value| *value != json!(false));
    let is_unfit = |key: &str| config.get(key).is_some_and(|value| !is_byte(value));
    let line_ends = [json!("\n"), json!("\r"), json!("\r\n")];
    if is_unfit("delimiter") {
        return Some("delimiters of several characters or none");
    }
    if config.get("newline").is_some_and(|newline| !line_ends.contains(newline)) {
        return Some("other line ends");
    }
    if config.get("comments").is_some_and(|comment| *comment != json!(true) && !is_byte(comment)) {
        return Some("comment marks of several characters or none");
    }
    for (key, option) in [("escapeChar", "another escape than doubling"), ("dynamicTyping", "types by cell")] {
        if has(key) {
            return Some(option);
        }
    }
    if suite == "UNPARSE_TESTS" {
        let options = [
            ("quotes", "quotes where none are needed"),
            ("skipEmptyLines", "leaving out rows while writing"),
            ("escapeFormulae", "a guard that leaves a cell with an apostrophe alone, and so cannot be taken off exactly"),
        ];
        return options.into_iter().find(|(key, _)| has(key)).map(|(_, option)| option);
    }
    let names = case["input"].as_str().unwrap().lines().next().unwrap_or_default().split(',').collect::<Vec<_>>();
    let is_twice = names.iter().any(|name| names.iter().filter(|other| *other == name).count() > 1);
    (has("header") && is_twice).then_some("names of its own for columns of one name")
}

fn byte_of(config: &Config, key: &str) -> Option<u8> {
    config.get(key).and_then(Value::as_str).and_then(|text| text.bytes().next())
}

fn line_end_of(config: &Config) -> Option<LineEnd> {
    match config.get("newline")?.as_str()? {
        "\r\n" => Some(LineEnd::CrLf),
        "\r" => Some(LineEnd::Cr),
        _ => Some(LineEnd::Lf),
    }
}

fn format_of(config: &Config) -> Format {
    let comment = match config.get("comments") {
        Some(Value::Bool(true)) => Some(b'#'),
        _ => byte_of(config, "comments"),
    };
    let blank_lines = match config.get("skipEmptyLines") {
        Some(Value::Bool(true)) => BlankLines::SkippedIfEmpty,
        Some(Value::String(_)) => BlankLines::Skipped,
        _ => BlankLines::Kept,
    };
    let quote = Some(byte_of(config, "quoteChar").unwrap_or(b'"'));
    Format { delimiter: byte_of(config, "delimiter").unwrap_or(b','), quote, comment, line_end: line_end_of(config), blank_lines }
}

/// The records, and PapaParse's names for what is wrong with their quotes.
fn records(input: &str, format: Format) -> (Vec<Vec<String>>, Vec<&'static str>) {
    let (mut rows, mut errors) = (Vec::new(), Vec::new());
    let mut keep = |record: Record<'_>| -> Result<(), SplitError> {
        rows.push(record.texts().unwrap().map(str::to_owned).collect());
        errors.extend(record.flaws().has_stray_quote.then_some("InvalidQuotes"));
        errors.extend(record.flaws().is_unterminated.then_some("MissingQuotes"));
        Ok(())
    };
    let mut splitter = RecordSplitter::new(format);
    input.as_bytes().chunks(3).for_each(|piece| splitter.push(piece, &mut keep).unwrap());
    splitter.finish(&mut keep).unwrap();
    (rows, errors)
}

fn codes(expected: &Value) -> Vec<&str> {
    let mut codes: Vec<&str> = expected["errors"].as_array().unwrap().iter().map(|error| error["code"].as_str().unwrap()).collect();
    codes.dedup();
    codes
}

fn compare(found: (Value, Vec<&str>), expected: &Value) -> Result<(), String> {
    let wanted = (expected["data"].clone(), codes(expected));
    if found == wanted { Ok(()) } else { Err(format!("{found:?} instead of {wanted:?}")) }
}

#[test]
fn the_core_parsers_cases_are_exact() {
    check("CORE_PARSER_TESTS", |case, config| {
        // The core parser knows one line end and guesses none.
        let format = Format { line_end: line_end_of(config).or(Some(LineEnd::Lf)), ..format_of(config) };
        let (mut rows, errors) = records(case["input"].as_str().unwrap(), format);
        rows.truncate(config.get("preview").and_then(Value::as_u64).unwrap_or(u64::MAX) as usize);
        compare((json!(rows), errors), &case["expected"])
    });
}

#[test]
fn the_parsers_cases_are_exact() {
    check("PARSE_TESTS", |case, config| {
        let input = case["input"].as_str().unwrap();
        let mut format = format_of(config);
        let mut errors = Vec::new();
        if !config.contains_key("delimiter") {
            match sniffed_delimiter(input, format) {
                Some(delimiter) => format.delimiter = delimiter,
                None => errors.push("UndetectableDelimiter"),
            }
        }
        format.line_end = format.line_end.or(Some(first_line_end(input, format.quote)));
        let (mut rows, flaws) = records(input, format);
        errors.extend(flaws);
        if config.get("skipEmptyLines") == Some(&json!("greedy")) {
            rows.retain(|row| row.iter().any(|cell| !cell.trim().is_empty()));
        }
        let n_skipped = config.get("skipFirstNLines").and_then(Value::as_u64).unwrap_or(0) as usize;
        rows.drain(..n_skipped.min(rows.len()));
        let has_header = config.get("header") == Some(&json!(true));
        let preview = config.get("preview").and_then(Value::as_u64).filter(|&n_rows| n_rows > 0);
        rows.truncate(preview.map_or(usize::MAX, |n_rows| n_rows as usize + usize::from(has_header)));
        let data = if has_header { objects(&rows, &mut errors) } else { json!(rows) };
        compare((data, errors), &case["expected"])
    });
}

fn sniffed_delimiter(input: &str, format: Format) -> Option<u8> {
    let quote = if format.quote == Some(b'\'') { Quote::Single } else { Quote::Double };
    let options =
        ReadOptions { quote: Some(quote), has_header: Some(false), comment: Some(format.comment.is_some()), ..ReadOptions::default() };
    dialect_of(input.as_bytes(), true, &options).ok().map(|dialect| dialect.delimiter.byte())
}

fn first_line_end(input: &str, quote: Option<u8>) -> LineEnd {
    let mut is_quoted = false;
    for pair in format!("{input}\n").as_bytes().windows(2) {
        is_quoted ^= Some(pair[0]) == quote;
        match pair {
            [b'\r', b'\n'] if !is_quoted => return LineEnd::CrLf,
            [b'\r', _] if !is_quoted => return LineEnd::Cr,
            [b'\n', _] if !is_quoted => return LineEnd::Lf,
            _ => {}
        }
    }
    LineEnd::Lf
}

fn objects(rows: &[Vec<String>], errors: &mut Vec<&'static str>) -> Value {
    let Some((header, rows)) = rows.split_first() else { return json!([]) };
    let object = |row: &Vec<String>| {
        let mut object: Map<String, Value> = header.iter().cloned().zip(row.iter().map(|cell| json!(cell))).collect();
        if row.len() > header.len() {
            object.insert("__parsed_extra".to_owned(), json!(row[header.len()..]));
        }
        object
    };
    for row in rows {
        errors.extend((row.len() < header.len()).then_some("TooFewFields"));
        errors.extend((row.len() > header.len()).then_some("TooManyFields"));
    }
    json!(rows.iter().map(object).collect::<Vec<_>>())
}

// Writing

fn text_of(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The rows that the case wants written, its header first.
fn rows_to_write(input: &Value, config: &Config) -> Vec<Vec<String>> {
    let listed = |value: &Value| -> Vec<String> { value.as_array().unwrap().iter().map(text_of).collect() };
    let data = if input.is_object() { input.get("data").cloned().unwrap_or(json!([])) } else { input.clone() };
    let data = data.as_array().unwrap().clone();
    let first_keys = data.first().and_then(Value::as_object).map(|first| first.keys().cloned().collect::<Vec<_>>());
    let fields = config.get("columns").or(input.get("fields")).map(listed).or(first_keys);
    if data.first().is_some_and(Value::is_string) {
        return vec![data.iter().map(text_of).collect()];
    }
    let has_header = config.get("header") != Some(&json!(false));
    let mut rows: Vec<Vec<String>> = fields.iter().filter(|_| has_header).cloned().collect();
    for row in &data {
        rows.push(match (row, &fields) {
            (Value::Object(cells), _) if cells.is_empty() => Vec::new(),
            (Value::Object(cells), Some(fields)) => fields.iter().map(|name| cells.get(name).map_or_else(String::new, text_of)).collect(),
            _ => listed(row),
        });
    }
    rows
}

#[test]
fn the_writers_cases_are_exact() {
    check("UNPARSE_TESTS", |case, config| {
        let mut writer = CellWriter::new(format_of(config), line_end_of(config).unwrap_or(LineEnd::CrLf));
        let rows = rows_to_write(&case["input"], config);
        for row in &rows {
            row.iter().for_each(|cell| writer.add_cell(cell.as_bytes()));
            writer.end_line();
        }
        let mut found = String::from_utf8(writer.take()).unwrap();
        if !rows.is_empty() {
            let n_end = if found.ends_with("\r\n") { 2 } else { 1 };
            found.truncate(found.len() - n_end);
        }
        let expected = case["expected"].as_str().unwrap();
        if found == expected { Ok(()) } else { Err(format!("{found:?} instead of {expected:?}")) }
    });
}
