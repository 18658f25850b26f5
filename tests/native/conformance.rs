//! The files of others: csv-spectrum to the letter, and whatever broke other readers.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use smart_loan_recovery::data::read::{Delimiter, ReadOptions, Reading, TableReader, dialect_of};
use smart_loan_recovery::data::records::{Record, SplitError};
use smart_loan_recovery::data::rows::{Part, RowReader};
use smart_loan_recovery::data::schema::infer_schema;
use smart_loan_recovery::export::{RejectedRows, ScoredCsv};
use smart_loan_recovery::strategy::CutOffs;

use crate::records::split;
use crate::support::{conformance, files_below, read};

/// The header and the rows as the reader sees them, whatever becomes of them.
fn raw_rows(bytes: &[u8]) -> (Vec<String>, Vec<Vec<String>>) {
    let dialect = dialect_of(bytes, true, &ReadOptions::default()).unwrap();
    let (mut header, mut rows) = (Vec::new(), Vec::new());
    let mut keep = |part: Part, record: Record<'_>| -> Result<(), SplitError> {
        match part {
            Part::Header => header = record.lossy_texts(),
            _ => rows.push(record.lossy_texts()),
        }
        Ok(())
    };
    let mut reader = RowReader::new(dialect, 0);
    reader.push(bytes, &mut keep).unwrap();
    reader.finish(&mut keep).unwrap();
    (header, rows)
}

#[test]
fn csv_spectrum_is_read_exactly() {
    let Some(folder) = conformance().map(|folder| folder.join("csv-suite/csv-spectrum")) else { return };
    let files = files_below(&folder.join("csvs"));
    assert_eq!(files.len(), 11);
    for path in files {
        let (header, rows) = raw_rows(&std::fs::read(&path).unwrap());
        let object = |row: &Vec<String>| -> serde_json::Map<String, serde_json::Value> {
            header.iter().cloned().zip(row.iter().map(|cell| cell.as_str().into())).collect()
        };
        let found: Vec<_> = rows.iter().map(object).collect();
        let name = path.file_stem().unwrap().to_string_lossy();
        let expected = std::fs::read(folder.join(format!("json/{name}.json"))).unwrap();
        let expected: Vec<serde_json::Map<String, serde_json::Value>> = serde_json::from_slice(&expected).unwrap();
        assert_eq!(found, expected, "{name}");
    }
}

/// What is read can be written: every row scored, or every row rejected.
fn export_all(reading: &Reading, bytes: &[u8]) {
    let mut scored = ScoredCsv::new(reading, &infer_schema(&reading.table), &vec![None; reading.table.n_rows()], CutOffs::default());
    scored.push(bytes);
    scored.finish().unwrap();
    let mut rejected = RejectedRows::new(reading);
    rejected.push(bytes, reading);
    rejected.finish(reading).unwrap();
}

#[test]
fn every_file_of_the_suites_gives_rows_or_an_error_whole_and_in_pieces() {
    let Some(folder) = conformance().map(|folder| folder.join("csv-suite")) else { return };
    let (mut n_tables, mut n_errors) = (0, 0);
    let mut slowest = (Duration::ZERO, PathBuf::new());
    for path in files_below(&folder) {
        let bytes = std::fs::read(&path).unwrap();
        let start = Instant::now();
        let whole = read(&bytes);
        slowest = slowest.max((start.elapsed(), path.clone()));
        let mut reader = TableReader::new(ReadOptions::default());
        let pushed = bytes.chunks(7).try_for_each(|piece| reader.push(piece));
        let pieces = pushed.and_then(|()| reader.finish());
        assert!(whole == pieces, "{}", path.display());
        for delimiter in Delimiter::ALL {
            assert!(split([&bytes[..]].into_iter(), delimiter) == split(bytes.chunks(3), delimiter), "{}", path.display());
        }
        match &whole {
            Ok(reading) => {
                n_tables += 1;
                export_all(reading, &bytes);
            }
            Err(_) => n_errors += 1,
        }
    }
    println!("{n_tables} tables, {n_errors} errors, slowest {:?} for {}", slowest.0, slowest.1.display());
    assert!(n_tables > 250);
}
