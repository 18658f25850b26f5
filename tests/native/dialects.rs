//! How a file is written is found out, may be said otherwise, and whatever is no row is told.

use smart_loan_recovery::data::issue::{Oddity, Remedy};
use smart_loan_recovery::data::read::{DecimalMark, Delimiter, LineEnd, Quote, ReadError, ReadOptions, Reading, read_table};

use crate::support::{loan_file, read, read_well, texts};

fn oddities(reading: &Reading) -> Vec<(Option<u64>, Oddity)> {
    reading.issues.issues().iter().map(|issue| (issue.row, issue.what.clone())).collect()
}

#[test]
fn the_decimal_sign_is_found_with_the_delimiter() {
    for (file, delimiter, decimal) in [
        ("id;rate\n1;3,5\n2;12,75\n", Delimiter::Semicolon, DecimalMark::Comma),
        ("id;amount\n1;1.234,50\n2;99\n", Delimiter::Semicolon, DecimalMark::Comma),
        ("id;rate\n1;3.5\n2;12.75\n", Delimiter::Semicolon, DecimalMark::Point),
        ("id,amount\n1,\"1,234.50\"\n2,99\n", Delimiter::Comma, DecimalMark::Point),
        ("id,rate\n1,\"3,5\"\n2,\"4,25\"\n", Delimiter::Comma, DecimalMark::Comma),
        ("id\tamount\n1\t1,23,456\n2\t99\n", Delimiter::Tab, DecimalMark::Point),
    ] {
        let dialect = read_well(file.as_bytes()).dialect;
        assert_eq!((dialect.delimiter, dialect.decimal), (delimiter, decimal), "{file}");
    }
    let said = ReadOptions { decimal: Some(DecimalMark::Comma), ..ReadOptions::default() };
    assert_eq!(read_table(b"id,rate\n1,3.5\n", &said).unwrap().dialect.decimal, DecimalMark::Comma);
}

#[test]
fn single_quotes_enclose_cells_where_they_all_fit() {
    let reading = read_well(b"id,name,city\n1,'Doe, John','Pune'\n2,'O''Neil','Goa'\n3,plain,'x'\n");
    assert_eq!((reading.dialect.quote, reading.issues.n_total()), (Quote::Single, 0));
    assert_eq!(texts(&reading, "name"), ["Doe, John", "O'Neil", "plain"]);
    // An apostrophe at the start of a cell alone is one of its characters.
    for file in ["id,note\n1,'tis\n2,'=1+1\n", "id,note\n1,\"a, 'b'\"\n2,'c'\n"] {
        assert_eq!(read_well(file.as_bytes()).dialect.quote, Quote::Double, "{file}");
    }
}

#[test]
fn what_is_said_of_quotes_and_line_ends_goes_before() {
    let none = ReadOptions { quote: Some(Quote::None), ..ReadOptions::default() };
    let reading = read_table(b"id,size\n1,\"5 inch\n2,\"6 inch\n", &none).unwrap();
    assert_eq!(texts(&reading, "size"), ["\"5 inch", "\"6 inch"]);
    let lf = ReadOptions { line_end: Some(LineEnd::Lf), ..ReadOptions::default() };
    let reading = read_table(b"id,note\n1,a\rb\n2,c\n", &lf).unwrap();
    assert_eq!(texts(&reading, "note"), ["a\rb", "c"]);
    let single = ReadOptions { quote: Some(Quote::Single), ..ReadOptions::default() };
    assert_eq!(texts(&read_table(b"id,note\n1,'a,b'\n", &single).unwrap(), "note"), ["a,b"]);
}

#[test]
fn a_quote_inside_a_quoted_cell_stays_and_is_said() {
    let reading = read_well(b"id,note\n1,\"the \"old\" one\"\n2,\"x\" \n3,\"a \"\"b\"\"\"\n");
    assert_eq!(texts(&reading, "note"), ["the \"old\" one", "x", "a \"b\""]);
    assert_eq!(oddities(&reading), [(Some(1), Oddity::StrayQuote)]);
}

#[test]
fn comments_above_and_among_rows_are_skipped_and_counted() {
    let reading = read_well(b"# exported 2026-11-01\n# by branch\nid,amount\n1,5\n# page 2\n2,6\n");
    assert_eq!((reading.table.names(), reading.table.n_rows()), (&["id".to_owned(), "amount".to_owned()][..], 2));
    assert_eq!(oddities(&reading), [(None, Oddity::Comments { n_lines: 3 })]);
    // A header that starts with the mark, and rows that do.
    assert_eq!(read_well(b"#id,amount\n1,5\n2,6\n").table.names(), ["#id", "amount"]);
    assert_eq!(read_well(b"#,name\n#1,a\n#2,b\n").table.n_rows(), 2);
    let said = ReadOptions { comment: Some(true), ..ReadOptions::default() };
    assert_eq!(read_table(b"id,amount\n1,5\n#2,6\n", &said).unwrap().table.n_rows(), 1);
    let said = ReadOptions { comment: Some(false), ..ReadOptions::default() };
    assert_eq!(read_table(b"# a title\nid,amount\n1,5\n#2,6\n", &said).unwrap().table.n_rows(), 2);
}

#[test]
fn titles_above_the_header_are_left_out_and_said() {
    for (title, n_lines) in [
        ("Loans of May, all branches\n", 1),
        ("Notes offered by Prospectus (https://example.org)\n", 1),
        ("Report for May,,,\n\nprinted 2026-11-01,,,\n", 2),
    ] {
        let file = format!("{title}id,amount,city,state\n1,5,x,u\n2,6,y,u\n3,7,z,v\n");
        let reading = read_well(file.as_bytes());
        assert_eq!(reading.table.names(), ["id", "amount", "city", "state"], "{title}");
        assert_eq!((reading.table.n_rows(), reading.issues.n_total(), reading.dialect.n_above_header), (3, n_lines, n_lines as u32));
        let issue = &reading.issues.issues()[0];
        assert!(matches!(&issue.what, Oddity::LineAboveHeader { line: 1, text } if title.starts_with(text.as_str())));
        assert_eq!((issue.row, &issue.action), (None, &Remedy::RowLeftOut));
    }
}

#[test]
fn made_up_names_above_the_true_ones_are_left_out() {
    let mut file = ",X1,X2,X3\nID,LIMIT_BAL,SEX,default payment next month\n".to_owned();
    (1..40).for_each(|row| file += &format!("{row},{},{},{}\n", row * 1000, row % 2, row % 3));
    let reading = read_well(file.as_bytes());
    assert_eq!(reading.table.names(), ["ID", "LIMIT_BAL", "SEX", "default payment next month"]);
    assert_eq!((reading.table.n_rows(), reading.issues.n_total()), (39, 1));
}

#[test]
fn totals_and_rows_of_nothing_are_left_out_and_said() {
    let reading = read_well(b"id,city,amount,paid\n1,x,5,1\n,,,\n2,y,6,2\nTotal,,11,\nTotal amount funded: 11\n");
    assert_eq!(reading.table.n_rows(), 2);
    let expected = [(Some(2), Oddity::BlankRow), (Some(4), Oddity::TotalRow), (Some(5), Oddity::CellCount { expected: 4, found: 1 })];
    assert_eq!(oddities(&reading), expected);
    // A company of that name is no sum.
    assert_eq!(read_well(b"name,city,amount,paid\nTotal,Paris,5,1\nShell,x,6,2\n").table.n_rows(), 2);
    assert_eq!(read(b"a,b\n,\n , \n").map(|_| ()), Err(ReadError::NoRows));
}

#[test]
fn rows_quoted_as_a_whole_are_left_out_or_repaired_as_the_person_wants() {
    let file = b"id,name,amount\n1,a,5\n\"2,\"\"b, c\"\",6\"\n3,d,7\n\"4,e\"\n";
    let reading = read_well(file);
    assert_eq!(texts(&reading, "id"), ["1", "3"]);
    let cell_count = Oddity::CellCount { expected: 3, found: 1 };
    assert_eq!(oddities(&reading), [(Some(2), Oddity::WrappedRow), (Some(4), cell_count.clone())]);
    assert_eq!(reading.issues.issues()[0].action, Remedy::RowLeftOut);
    let unwrap = ReadOptions { unwrap_rows: Some(true), ..ReadOptions::default() };
    let reading = read_table(file, &unwrap).unwrap();
    assert_eq!(texts(&reading, "name"), ["a", "b, c", "d"]);
    assert_eq!(oddities(&reading), [(Some(2), Oddity::WrappedRow), (Some(4), cell_count)]);
    assert_eq!(reading.issues.issues()[0].action, Remedy::Unwrapped);
}

#[test]
fn a_file_whose_rows_are_all_quoted_as_a_whole_is_repaired_and_said() {
    let reading = read_well(b"\"id,name,amount\"\n\"1,\"\"a, b\"\",5\"\n\"2,c,6\"\n");
    assert_eq!(reading.table.names(), ["id", "name", "amount"]);
    assert_eq!(texts(&reading, "name"), ["a, b", "c"]);
    assert_eq!(reading.issues.n_total(), 2);
    assert!(reading.dialect.unwraps_rows);
}

#[test]
fn hidden_characters_are_taken_out_of_names_and_said() {
    let reading = read_well("\u{200b}id,am\u{202e}ount,note\n1,5,a\u{200b}b\n".as_bytes());
    assert_eq!(reading.table.names(), ["id", "amount", "note"]);
    assert_eq!(texts(&reading, "note"), ["a\u{200b}b"]);
    assert_eq!(oddities(&reading), [(None, Oddity::HiddenCharacters), (None, Oddity::HiddenCharacters)]);
}

#[test]
fn the_damaged_rows_of_a_public_file_are_all_found_and_can_be_repaired() {
    let Some(bytes) = loan_file("home-credit-sample.csv") else { return };
    let reading = read_well(&bytes);
    assert_eq!((reading.table.n_rows(), reading.kept.left_out().len()), (3_794, 1_206));
    let issue = &reading.issues.issues()[0];
    assert_eq!((&issue.what, reading.issues.n_like(issue)), (&Oddity::WrappedRow, 1_206));
    let unwrap = ReadOptions { unwrap_rows: Some(true), ..ReadOptions::default() };
    let repaired = read_table(&bytes, &unwrap).unwrap();
    assert_eq!((repaired.table.n_rows(), repaired.kept.left_out().len()), (5_000, 0));
    assert!(texts(&repaired, "WALLSMATERIAL_MODE").contains(&"Stone, brick".to_owned()));
    assert_eq!(repaired.issues.n_like(issue), 1_206);
}
