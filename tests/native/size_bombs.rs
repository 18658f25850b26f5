//! Files that mean harm by their size end in a named error, soon, however they are encoded and cut.

use std::io::Read;

use smart_loan_recovery::data::read::{ReadError, ReadOptions, TableReader, read_table};

use crate::support::{read, read_well};

/// Pushes what a source gives, piece by piece, as the page does.
fn read_from(mut source: impl Read) -> Result<u64, ReadError> {
    let mut reader = TableReader::new(ReadOptions::default());
    let mut piece = vec![0; 1 << 20];
    loop {
        let n_bytes = source.read(&mut piece).unwrap();
        if n_bytes == 0 {
            return reader.finish().map(|reading| reading.table.n_rows() as u64);
        }
        reader.push(&piece[..n_bytes])?;
    }
}

fn utf16(text: &[u8]) -> impl Read + '_ {
    std::io::Cursor::new([0xff, 0xfe].into_iter().chain(text.iter().flat_map(|&byte| [byte, 0])).collect::<Vec<u8>>())
}

fn gzip(source: impl Read) -> impl Read {
    let mut packed = Vec::new();
    flate2::read::GzEncoder::new(source, flate2::Compression::fast()).read_to_end(&mut packed).unwrap();
    flate2::read::GzDecoder::new(std::io::Cursor::new(packed))
}

#[test]
fn a_quote_or_a_line_without_end_is_a_cell_too_long() {
    let quote = std::io::repeat(b'a').take(64 << 20);
    assert_eq!(read_from((&b"a,b\n1,2\n3,\""[..]).chain(quote)), Err(ReadError::FieldTooLong { row: 2, line: 3 }));
    assert!(read_from((&b"\""[..]).chain(std::io::repeat(b'a').take(64 << 20))).is_err());
    assert!(read_from(std::io::repeat(b'x').take(256 << 20)).is_err());
    let long = [&b"a,b\n1,2\n3,\""[..], &vec![b'a'; 3 << 20]].concat();
    assert_eq!(read_from(utf16(&long)), Err(ReadError::FieldTooLong { row: 2, line: 3 }));
    let row = "0123456789,".repeat(4_990).into_bytes();
    let wide = [&b"a,b\n"[..], &row.repeat(400), b"\n"].concat();
    assert_eq!(read(&wide).map(|_| ()), Err(ReadError::TooManyColumns { limit: 5_000 }));
}

#[test]
fn a_million_columns_are_too_many() {
    let columns = "a,".repeat(1_000_000).into_bytes();
    assert_eq!(read(&columns).map(|_| ()), Err(ReadError::TooManyColumns { limit: 5_000 }));
    assert_eq!(read_from(utf16(&columns)), Err(ReadError::TooManyColumns { limit: 5_000 }));
    let names: String = (0..5_000).map(|column| format!("c{column},")).collect();
    let names = names.trim_end_matches(',');
    let file = format!("{names}\n{}\n", ["1"; 5_000].join(","));
    assert_eq!(read_well(file.as_bytes()).table.n_columns(), 5_000);
    let same = format!("{}\n{}\n", ["id"; 5_000].join(","), ["1"; 5_000].join(","));
    assert_eq!(read_well(same.as_bytes()).table.names()[4_999], "id_5000");
}

#[test]
fn ten_million_rows_are_too_many_packed_or_not() {
    let rows = || std::io::Cursor::new(b"1,2\n".repeat(1 << 18)).chain(RepeatedRows(5_000_000 * 4));
    assert_eq!(read_from(rows()), Err(ReadError::TooManyRows { limit: 5_000_000 }));
    assert_eq!(read_from(gzip(rows())), Err(ReadError::TooManyRows { limit: 5_000_000 }));
}

/// `1,2` again and again, so many bytes of it.
struct RepeatedRows(usize);

impl Read for RepeatedRows {
    fn read(&mut self, bytes: &mut [u8]) -> std::io::Result<usize> {
        let n_bytes = bytes.len().min(self.0) / 4 * 4;
        bytes[..n_bytes].chunks_exact_mut(4).for_each(|row| row.copy_from_slice(b"1,2\n"));
        self.0 -= n_bytes;
        Ok(n_bytes)
    }
}

#[test]
fn packed_zeros_are_no_text() {
    assert_eq!(read_from(gzip(std::io::repeat(0).take(64 << 20))), Err(ReadError::NotText { file_type: None }));
}

#[test]
fn nothing_but_quotes_takes_linear_time() {
    let start = std::time::Instant::now();
    assert!(read(&vec![b'"'; 5_000_000]).is_err());
    let rows = [&b"a,b\n"[..], &b"\"\"\"\"\"\",1\n".repeat(100_000)].concat();
    assert_eq!(read_well(&rows).table.n_rows(), 100_000);
    println!("{:?}", start.elapsed());
}

#[test]
fn rows_of_any_length_are_each_told() {
    let mut file = "a,b,c\n1,2,3\n".to_owned();
    (0..1_000).for_each(|row| file += &format!("{}1\n", "1,".repeat(row % 50)));
    let reading = read_table(file.as_bytes(), &ReadOptions { has_header: Some(true), ..ReadOptions::default() }).unwrap();
    assert_eq!(reading.table.n_rows() + reading.kept.left_out().len(), 1_001);
    assert_eq!(reading.issues.n_total() as usize, reading.kept.left_out().len());
}
