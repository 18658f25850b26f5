//! Bytes to records: a record's own bytes, its place, and that pieces make no difference.

use smart_loan_recovery::data::read::Delimiter;
use smart_loan_recovery::data::records::{Format, Record, RecordSplitter, SplitError};

/// A record's own bytes and its fields.
pub type Split = (Vec<u8>, Vec<Vec<u8>>);

/// All records of a file that comes in these pieces.
pub fn split<'a>(pieces: impl Iterator<Item = &'a [u8]>, format: impl Into<Format>) -> Result<Vec<Split>, SplitError> {
    let mut records = Vec::new();
    let mut keep = |record: Record<'_>| {
        records.push((record.raw().to_vec(), record.fields().map(<[u8]>::to_vec).collect()));
        Ok::<(), SplitError>(())
    };
    let mut splitter = RecordSplitter::new(format);
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
