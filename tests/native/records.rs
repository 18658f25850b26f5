//! Bytes to records: the suites of others, and that pieces make no difference.

use std::path::{Path, PathBuf};

use smart_loan_recovery::data::read::{Delimiter, ReadOptions, TableReader};
use smart_loan_recovery::data::records::{Record, RecordSplitter, SplitError};

use crate::support::{conformance, read};

/// A record's own bytes and its fields.
pub type Split = (Vec<u8>, Vec<Vec<u8>>);

/// All records of a file that comes in these pieces.
pub fn split<'a>(pieces: impl Iterator<Item = &'a [u8]>, delimiter: Delimiter) -> Result<Vec<Split>, SplitError> {
    let mut records = Vec::new();
    let mut keep = |record: Record<'_>| {
        records.push((record.raw().to_vec(), record.fields().map(<[u8]>::to_vec).collect()));
        Ok::<(), SplitError>(())
    };
    let mut splitter = RecordSplitter::new(delimiter);
    for piece in pieces {
        splitter.push(piece, &mut keep)?;
    }
    splitter.finish(&mut keep)?;
    Ok(records)
}

#[test]
fn a_record_keeps_its_own_bytes() {
    let bytes = b"\xef\xbb\xbfa,b\r\n\r\n\"x\r\ny\",\"q\"\"q\"\n  \n1,\n";
    let records = split([&bytes[..]].into_iter(), Delimiter::Comma).unwrap();
    let raw: Vec<&[u8]> = records.iter().map(|(raw, _)| &raw[..]).collect();
    assert_eq!(raw, [&b"a,b"[..], b"\"x\r\ny\",\"q\"\"q\"", b"1,"]);
    assert_eq!(records[1].1, [b"x\r\ny".to_vec(), b"q\"q".to_vec()]);
    assert_eq!(records[2].1, [b"1".to_vec(), b"".to_vec()]);
}

#[test]
fn the_place_of_a_record_is_known() {
    let bytes = b"\xef\xbb\xbfa,b\n\n1,2\n";
    let mut places = Vec::new();
    let mut keep = |record: Record<'_>| {
        places.push(record.offset());
        Ok::<(), SplitError>(())
    };
    let mut splitter = RecordSplitter::new(Delimiter::Comma);
    for byte in bytes {
        splitter.push(&[*byte], &mut keep).unwrap();
    }
    splitter.finish(&mut keep).unwrap();
    assert_eq!(places, [3, 8]);
}

#[test]
fn csv_spectrum_is_read_exactly() {
    let Some(folder) = conformance().map(|folder| folder.join("csv-suite/csv-spectrum")) else { return };
    let files = files_below(&folder.join("csvs"));
    assert!(files.len() >= 11);
    for path in files {
        let records = split([&std::fs::read(&path).unwrap()[..]].into_iter(), Delimiter::Comma).unwrap();
        let text = |field: &Vec<u8>| String::from_utf8(field.clone()).unwrap();
        let (header, rows) = records.split_first().unwrap();
        let object = |(_, row): &Split| -> serde_json::Map<String, serde_json::Value> {
            header.1.iter().map(text).zip(row.iter().map(|field| text(field).into())).collect()
        };
        let found: Vec<_> = rows.iter().map(object).collect();
        let name = path.file_stem().unwrap().to_string_lossy();
        let expected = std::fs::read(folder.join(format!("json/{name}.json"))).unwrap();
        let expected: Vec<serde_json::Map<String, serde_json::Value>> = serde_json::from_slice(&expected).unwrap();
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn every_file_of_the_suites_gives_rows_or_an_error_whole_and_in_pieces() {
    let Some(folder) = conformance().map(|folder| folder.join("csv-suite")) else { return };
    let (mut n_tables, mut n_errors) = (0, 0);
    let mut slowest = (std::time::Duration::ZERO, PathBuf::new());
    for path in files_below(&folder) {
        let bytes = std::fs::read(&path).unwrap();
        let start = std::time::Instant::now();
        let whole = read(&bytes);
        slowest = slowest.max((start.elapsed(), path.clone()));
        let mut reader = TableReader::new(ReadOptions::default());
        let pushed = bytes.chunks(7).try_for_each(|piece| reader.push(piece));
        let pieces = pushed.and_then(|()| reader.finish());
        assert!(whole == pieces, "{}", path.display());
        for delimiter in Delimiter::ALL {
            assert!(split([&bytes[..]].into_iter(), delimiter) == split(bytes.chunks(3), delimiter), "{}", path.display());
        }
        if whole.is_ok() { n_tables += 1 } else { n_errors += 1 }
    }
    println!("{n_tables} tables, {n_errors} errors, slowest {:?} for {}", slowest.0, slowest.1.display());
    assert!(n_tables > 250);
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    entries.into_iter().flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] }).collect()
}

/// Splitting itself never fails where the caller does not.
#[test]
fn a_callers_error_passes_through() {
    #[derive(Debug, PartialEq)]
    enum Mine {
        Enough,
    }
    impl From<SplitError> for Mine {
        fn from(_: SplitError) -> Self {
            unreachable!()
        }
    }
    let mut splitter = RecordSplitter::new(Delimiter::Comma);
    assert_eq!(splitter.push(b"a\nb\n", &mut |_| Err(Mine::Enough)), Err(Mine::Enough));
}
