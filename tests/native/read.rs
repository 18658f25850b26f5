//! Bytes to tables: what is odd in a file is read right or said.

use smart_loan_recovery::data::issue::{Oddity, Remedy};
use smart_loan_recovery::data::read::{Delimiter, FileType, LineEnd, ReadError, ReadOptions, TableReader, read_table};
use smart_loan_recovery::data::table::Kind;

use crate::support::{fixture, read, read_well, texts};

fn kinds(bytes: &[u8]) -> Vec<Kind> {
    read_well(bytes).table.columns().iter().map(|column| column.kind()).collect()
}

#[test]
fn every_delimiter_is_found() {
    let cases = [
        ("semicolons_quotes_and_line_ends_in_cells.csv", Delimiter::Semicolon, ["home; garden", "said \"now\"", "two\nlines"]),
        ("runs_of_blanks.txt", Delimiter::Space, ["home", "a  van", ""]),
    ];
    for (name, delimiter, purposes) in cases {
        let reading = read_well(&fixture(name));
        assert_eq!(reading.dialect.delimiter, delimiter, "{name}");
        assert_eq!(texts(&reading, "purpose"), purposes, "{name}");
        assert_eq!(reading.issues.n_total(), 0, "{name}");
    }
    assert_eq!(texts(&read_well(&fixture("tabs.tsv")), "purpose"), ["home, garden", "car"]);
    assert_eq!(texts(&read_well(&fixture("pipes.csv")), "purpose"), ["home, garden", "car; van"]);
}

#[test]
fn a_delimiter_or_header_that_the_person_names_goes_before() {
    let options = ReadOptions { delimiter: Some(Delimiter::Comma), has_header: Some(false), ..ReadOptions::default() };
    let reading = read_table(b"a;x,1\nb;y,2\n", &options).unwrap();
    assert_eq!(reading.table.names(), ["column_1", "column_2"]);
    assert_eq!(texts(&reading, "column_1"), ["a;x", "b;y"]);
}

#[test]
fn a_kind_that_the_person_names_goes_before() {
    let options =
        ReadOptions { kinds: vec![("code".to_owned(), Kind::Category), ("word".to_owned(), Kind::Number)], ..ReadOptions::default() };
    let reading = read_table(b"code,word\n1,x\n2,5\n1,y\n", &options).unwrap();
    assert_eq!(reading.table.columns()[0].kind(), Kind::Category);
    assert_eq!(texts(&reading, "word"), ["", "5", ""]);
    assert_eq!(reading.issues.n_total(), 2);
}

#[test]
fn a_file_without_a_header_gets_numbered_names() {
    let reading = read_well(&fixture("no_header.csv"));
    assert_eq!(reading.table.names(), ["column_1", "column_2", "column_3"]);
    assert_eq!(reading.table.n_rows(), 3);
}

#[test]
fn months_above_numbers_are_names() {
    let reading = read_well(b"Jan-2026,Feb-2026,Mar-2026\n5,6,7\n8,9,10\n");
    assert_eq!((reading.dialect.has_header, reading.table.n_rows()), (true, 2));
}

#[test]
fn names_are_made_unique_and_said() {
    let reading = read_well(&fixture("duplicate_and_empty_names.csv"));
    assert_eq!(reading.table.names(), ["id", "id_3", "column_3", "amount", "id_2", "column_6"]);
    let renamed: Vec<_> = reading.issues.issues().iter().map(|issue| (&issue.what, &issue.action)).collect();
    let to = |name: &str| Remedy::Renamed { to: name.to_owned() };
    let expected = [(&Oddity::DuplicateName, &to("id_3")), (&Oddity::EmptyName, &to("column_3")), (&Oddity::EmptyName, &to("column_6"))];
    assert_eq!(renamed, expected);
}

#[test]
fn a_row_of_another_length_is_left_out_and_said() {
    let reading = read_well(&fixture("rows_too_short_and_too_long.csv"));
    assert_eq!(texts(&reading, "loan"), ["1", "4", "5"]);
    assert_eq!(reading.kept.left_out(), [1, 2]);
    assert_eq!((reading.kept.table_row(3), reading.kept.data_row(1)), (Some(1), 3));
    let rows: Vec<_> = reading.issues.issues().iter().map(|issue| (issue.row, issue.what.clone())).collect();
    let cells = |found| Oddity::CellCount { expected: 3, found };
    assert_eq!(rows, [(Some(2), cells(2)), (Some(3), cells(4))]);
    assert_eq!(reading.first_rows, [["1", "home", "1200"], ["4", "home", "850"], ["5", "home", ""]]);
}

#[test]
fn a_header_that_misses_a_name_or_has_one_too_many_still_fits() {
    let reading = read_well(&fixture("row_names_that_the_header_lacks.txt"));
    assert_eq!(reading.table.names(), ["column_1", "age", "purpose"]);
    assert_eq!(texts(&reading, "purpose"), ["home", "car"]);
    let reading = read_well(&fixture("empty_first_name.csv"));
    assert_eq!(reading.table.names(), ["column_1", "age", "purpose"]);
    let reading = read_well(&fixture("rows_end_with_a_delimiter.csv"));
    assert_eq!(reading.table.names(), ["loan", "amount", "column_3"]);
    assert_eq!(texts(&reading, "amount"), ["1200", "900", "850"]);
    let reading = read_well(&fixture("header_ends_with_a_delimiter.csv"));
    assert_eq!(reading.table.names(), ["loan", "amount"]);
    assert_eq!(reading.table.n_rows(), 3);
}

#[test]
fn marks_before_the_header_are_not_part_of_it() {
    let reading = read_well(&fixture("byte_order_mark_and_quoted_header.csv"));
    assert_eq!(reading.table.names(), ["loan", "purpose"]);
    assert!(reading.dialect.has_bom);
    let reading = read_well(&fixture("separator_line.csv"));
    assert_eq!(reading.table.names(), ["loan", "amount"]);
    assert_eq!(texts(&reading, "amount"), ["1200", "900"]);
    assert_eq!((reading.dialect.delimiter, reading.dialect.n_lead_records()), (Delimiter::Semicolon, 2));
}

#[test]
fn all_line_ends_are_lines() {
    for (bytes, line_end) in [
        (&b"a,b\n1,2\n3,4\n"[..], LineEnd::Lf),
        (b"a,b\r\n1,2\r\n3,4", LineEnd::CrLf),
        (b"a,b\r1,2\r3,4\r", LineEnd::Cr),
        (b"a,b\n1,2\r\n3,4\r\r\n\n  \n", LineEnd::Lf),
    ] {
        let reading = read_well(bytes);
        assert_eq!(texts(&reading, "b"), ["2", "4"]);
        assert_eq!((reading.dialect.line_end, reading.issues.n_total()), (line_end, 0));
    }
}

#[test]
fn none_is_missing_among_numbers_and_dates_only() {
    let reading = read_well(&fixture("none_as_a_category_and_as_missing.csv"));
    assert_eq!(texts(&reading, "guarantor"), ["none", "co-applicant", "none", "guarantor", "", "none"]);
    assert_eq!(texts(&reading, "amount"), ["", "1200", "", "900", "", "850"]);
    assert_eq!(texts(&reading, "opened"), ["", "2026-01-31", "2026-02-01", "", "", "2026-03-01"]);
    assert_eq!(reading.issues.n_total(), 0);
}

#[test]
fn a_column_is_typed_as_a_whole() {
    let reading = read_well(&fixture("one_word_among_numbers.csv"));
    let kinds: Vec<Kind> = reading.table.columns().iter().map(|column| column.kind()).collect();
    assert_eq!(kinds, [Kind::Number, Kind::Category, Kind::Text, Kind::Number, Kind::Number]);
    assert_eq!(texts(&reading, "code")[1], "0001");
    assert_eq!(texts(&reading, "money")[0], "123456.5");
    assert_eq!(texts(&reading, "share")[2], "2.5");
    let issues = reading.issues.issues();
    assert_eq!(issues.len(), 1);
    assert_eq!((issues[0].row, issues[0].column.as_deref()), (Some(8), Some("number")));
    assert_eq!(issues[0].what, Oddity::NotANumber { value: "unknown".to_owned() });
}

#[test]
fn the_order_of_day_and_month_is_the_columns_then_the_files() {
    let reading = read_table(&fixture("dates_with_the_day_first.csv"), &date_options("opened")).unwrap();
    assert_eq!(texts(&reading, "opened"), ["2026-06-05", "2026-08-07", ""]);
    assert_eq!(texts(&reading, "closed"), ["2026-11-20", "2027-02-01", "2027-03-02"]);
    assert_eq!(texts(&reading, "seen"), ["2026-11-01", "2026-12-01", "2027-01-01"]);
    assert_eq!(reading.issues.issues()[0].what, Oddity::NotADate { value: "31/02/2026".to_owned() });
    let reading = read_well(&fixture("dates_with_the_month_first.csv"));
    assert_eq!(texts(&reading, "opened"), ["2026-05-06", "2026-07-08"]);
    let reading = read_well(&fixture("dates_of_either_order.csv"));
    assert_eq!(texts(&reading, "opened"), ["2026-06-05", "2026-08-07"]);
}

fn date_options(name: &str) -> ReadOptions {
    ReadOptions { kinds: vec![(name.to_owned(), Kind::Date)], ..ReadOptions::default() }
}

#[test]
fn texts_of_their_own_are_text_and_those_that_come_again_are_categories() {
    let mut bytes = b"name,state,flag\n".to_vec();
    for row in 0..200 {
        bytes.extend(format!("Person {row},State {},{}\n", row % 60, row % 2 == 0).bytes());
    }
    assert_eq!(kinds(&bytes), [Kind::Text, Kind::Category, Kind::Category]);
}

#[test]
fn a_column_of_many_different_numbers_keeps_its_exceptions() {
    let mut bytes = b"amount,name,mixed,place\n".to_vec();
    for row in 0..12_000 {
        let amount = if row % 1_000 == 999 { "lost".to_owned() } else { format!("{row}.25") };
        let mixed = if row < 6_000 { row.to_string() } else { format!("x{row}") };
        bytes.extend(format!("{amount},name {row},{mixed},place {}\n", row % 5_000).bytes());
    }
    let reading = read_well(&bytes);
    assert_eq!(kinds(&bytes), [Kind::Number, Kind::Text, Kind::Text, Kind::Category]);
    assert_eq!(reading.issues.n_total(), 12);
    assert_eq!(reading.issues.issues()[0].row, Some(1_000));
    assert_eq!(texts(&reading, "amount")[998..1_001], ["998.25", "", "1000.25"]);
    assert_eq!(texts(&reading, "mixed")[5_999..6_001], ["5999", "x6000"]);
    assert_eq!(texts(&reading, "place")[4_999..5_001], ["place 4999", "place 0"]);
}

#[test]
fn what_is_no_table_is_named() {
    let not_text = |file_type| Err(ReadError::NotText { file_type });
    let errors: [(&[u8], Result<(), ReadError>); 13] = [
        (b"", Err(ReadError::Empty)),
        (b"\xef\xbb\xbf", Err(ReadError::Empty)),
        (b"\n\r\n  \n", Err(ReadError::Empty)),
        (b"PK\x03\x04\x14\0xl/workbook.xml", not_text(Some(FileType::Workbook))),
        (b"%PDF-1.7\n", not_text(Some(FileType::Pdf))),
        (b"<!doctype html><p>Log in", not_text(Some(FileType::WebPage))),
        (b"ELF\0\0\x01\x02,\0\0\0\x03", not_text(None)),
        (b"\xff\xfea\0,\0b\0\n\0", Err(ReadError::NoRows)),
        (b"\xff\xfe<\0!\0d\0o\0c\0t\0y\0p\0e\0 \0h\0t\0m\0l\0>\0", not_text(Some(FileType::WebPage))),
        (b"7z\xbc\xaf\x27\x1c\0\x04", not_text(Some(FileType::Packed))),
        (b"a,b,c\n", Err(ReadError::NoRows)),
        (b"just words\nand more\n", Err(ReadError::OneColumn)),
        (&fixture("quote_never_closed.csv"), Err(ReadError::UnterminatedQuote { row: 2, line: 3 })),
    ];
    for (bytes, expected) in errors {
        assert_eq!(read(bytes).map(|_| ()), expected, "{}", String::from_utf8_lossy(bytes));
    }
}

#[test]
fn rows_that_never_fit_the_header_are_an_error_that_counts_cells() {
    let rows = b"id,amount\n1,5,x,u\n2,6,y,u\n";
    assert_eq!(read(rows).map(|_| ()), Err(ReadError::NoRegularRows { expected: 2, found: 4 }));
}

#[test]
fn size_bombs_end_in_an_error() {
    let mut quote = b"a,b\n1,2\n3,\"".to_vec();
    quote.resize(8 << 20, b'a');
    assert_eq!(read(&quote).map(|_| ()), Err(ReadError::FieldTooLong { row: 2, line: 3 }));
    let mut columns = "a,".repeat(1_000_000).into_bytes();
    columns.extend(b"\n1\n");
    assert_eq!(read(&columns).map(|_| ()), Err(ReadError::TooManyColumns { limit: 5_000 }));
    let long_line = vec![b'x'; 8 << 20];
    assert!(read(&long_line).is_err());
    let quotes = vec![b'"'; 5_000_000];
    assert!(read(&quotes).is_err());
    let mut blank = b"a,b\n1,2\n".to_vec();
    blank.resize(20 << 20, b'\n');
    assert_eq!(read_well(&blank).table.n_rows(), 1);
}

#[test]
fn a_large_file_is_the_same_in_any_pieces() {
    let mut bytes = b"\xef\xbb\xbfid,note,amount\r\n".to_vec();
    for row in 0..30_000 {
        bytes.extend(format!("{row},\"na\u{ef}ve, \"\"{row}\"\"\r\nline\",{}.5\r\n", row * 7).bytes());
    }
    let whole = read_well(&bytes);
    assert_eq!(whole.table.n_rows(), 30_000);
    for size in [1, 7, 4_096, 65_537] {
        let mut reader = TableReader::new(ReadOptions::default());
        bytes.chunks(size).for_each(|piece| reader.push(piece).unwrap());
        assert!(reader.n_rows() > 29_000);
        assert!(reader.finish().unwrap() == whole, "pieces of {size}");
    }
}

#[test]
fn an_error_stays_an_error() {
    let mut reader = TableReader::new(ReadOptions::default());
    let mut bytes = b"a,b\n1,2\n".repeat(40_000);
    bytes.extend(b"3,".iter().chain(&[b'x'; 2 << 20]));
    let error = reader.push(&bytes).unwrap_err();
    assert_eq!(reader.push(b"4,5\n"), Err(error.clone()));
    assert_eq!(reader.finish().map(|_| ()), Err(error));
}
