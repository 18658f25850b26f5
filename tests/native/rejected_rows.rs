//! The rows of which something was not read, to take away.

use smart_loan_recovery::data::read::{ReadOptions, Reading, read_table};
use smart_loan_recovery::data::table::Kind;
use smart_loan_recovery::export::{ExportError, RejectedRows};

use crate::support::{loan_file, read_well};

fn rejected(reading: &Reading, original: &[u8], size: usize) -> Result<(String, u64), ExportError> {
    let mut writer = RejectedRows::new(reading);
    let mut bytes: Vec<u8> = original.chunks(size).flat_map(|piece| writer.push(piece, reading)).collect();
    let (rest, n_rows) = writer.finish(reading)?;
    bytes.extend(rest);
    Ok((String::from_utf8(bytes).unwrap(), n_rows))
}

#[test]
fn rows_left_out_and_cells_that_do_not_fit_are_written_with_what_is_wrong() {
    let mut original = "id,amount,opened,note\n".to_owned();
    (0..60).for_each(|row| original += &format!("{row},{}.5,2026-01-{:02},x\n", row * 3, row % 28 + 1));
    original += "60,soon,2026-02-30,=1+1\n61,7\n62,8,2026-01-01,y,z\n\"63,9,2026-01-02,\"\"q, r\"\"\"\n,,,\n64,NA,none,w\n65,9,\"cut";
    let reading = read_well(original.as_bytes());
    let (text, n_rows) = rejected(&reading, original.as_bytes(), 1 << 20).unwrap();
    let expected = "row,problem,id,amount,opened,note\n\
        61,amount: not a number; opened: not a date,60,soon,2026-02-30,'=1+1\n\
        62,2 cells instead of 4,61,7\n\
        63,5 cells instead of 4,62,8,2026-01-01,y,z\n\
        64,quoted as a whole,\"63,9,2026-01-02,\"\"q, r\"\"\"\n\
        65,no cell is filled,,,,\n\
        67,the file ends inside quotes,65,9,cut\n";
    assert_eq!((text.as_str(), n_rows), (expected, 6));
    for size in [1, 7, 100] {
        assert_eq!(rejected(&reading, original.as_bytes(), size).unwrap().0, expected);
    }
    assert_eq!(rejected(&reading, b"id,amount,opened,note\n1,2,2026-01-01,x\n", 100), Err(ExportError::FileChanged));
}

#[test]
fn a_file_without_a_header_gets_one_and_a_good_file_gives_no_rows() {
    let original = b"1;20;x\n2;30\n3;40;x\n4;50;y\n5;60;y\n";
    let reading = read_well(original);
    assert_eq!(rejected(&reading, original, 3).unwrap().0, "row;problem;column_1;column_2;column_3\n2;2 cells instead of 3;2;30\n");
    let good = b"a,b\n1,2\n";
    assert_eq!(rejected(&read_well(good), good, 3).unwrap(), ("row,problem,a,b\n".to_owned(), 0));
}

#[test]
fn every_issue_of_a_cell_is_a_rejected_row() {
    let Some(bytes) = loan_file("loan-payments.csv") else { return };
    let kinds = vec![("education".to_owned(), Kind::Number), ("effective_date".to_owned(), Kind::Number)];
    let reading = read_table(&bytes, &ReadOptions { kinds, ..ReadOptions::default() }).unwrap();
    let (text, n_rows) = rejected(&reading, &bytes, 1000).unwrap();
    assert_eq!((n_rows, text.lines().count()), (500, 501));
    assert!(text.lines().all(|line| line.starts_with("row") || line.contains("education: not a number")));
}
