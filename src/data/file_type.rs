//! What a file is that is not a table of text, by its first bytes.

use serde::{Deserialize, Serialize};

/// Kinds of file that people drop by mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FileType {
    /// An Excel workbook, `.xlsx`.
    Workbook,
    /// An Excel workbook before 2007, `.xls`, or another old Office file.
    OldWorkbook,
    /// A zip archive or something else made of one.
    Zip,
    /// Packed with gzip.
    Gzip,
    /// Apache Parquet.
    Parquet,
    /// A picture.
    Image,
    /// A PDF document.
    Pdf,
    /// A web page.
    WebPage,
    /// A JSON document.
    Json,
    /// Packed with bzip2, xz, Zstandard or 7-Zip.
    Packed,
    /// A database of SQLite.
    Database,
}

/// The type of a file that is no table, if its first bytes are known.
pub fn file_type_of(head: &[u8]) -> Option<FileType> {
    const MAGIC: [(&[u8], FileType); 14] = [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileType::OldWorkbook),
        (b"\x1f\x8b", FileType::Gzip),
        (b"PAR1", FileType::Parquet),
        (b"\x89PNG", FileType::Image),
        (b"\xff\xd8\xff", FileType::Image),
        (b"GIF8", FileType::Image),
        (b"%PDF-", FileType::Pdf),
        (b"BZh", FileType::Packed),
        (b"\xfd7zXZ", FileType::Packed),
        (b"\x28\xb5\x2f\xfd", FileType::Packed),
        (b"7z\xbc\xaf\x27\x1c", FileType::Packed),
        (b"SQLite format 3\0", FileType::Database),
        (b"{\"", FileType::Json),
        (b"[{", FileType::Json),
    ];
    if head.starts_with(b"PK\x03\x04") {
        let is_workbook = head.windows(3).take(4096).any(|window| window == b"xl/")
            || head.windows(13).take(4096).any(|window| window == b"[Content_Type");
        return Some(if is_workbook { FileType::Workbook } else { FileType::Zip });
    }
    if let Some((_, file_type)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Some(*file_type);
    }
    if head.trim_ascii_start().starts_with(b"<?xml") {
        let is_workbook = head.windows(8).take(4096).any(|window| window == b"Workbook");
        return Some(if is_workbook { FileType::OldWorkbook } else { FileType::WebPage });
    }
    let start: Vec<u8> = head.iter().skip_while(|byte| byte.is_ascii_whitespace()).take(14).map(u8::to_ascii_lowercase).collect();
    (start.starts_with(b"<!doctype html") || start.starts_with(b"<html")).then_some(FileType::WebPage)
}

/// Whether bytes that are no UTF-16 are no text at all: zeros in every tenth place, or other control characters in
/// every twentieth.
pub fn looks_binary(head: &[u8]) -> bool {
    let is_control = |byte: &&u8| matches!(byte, 1..=8 | 14..=25 | 27 | 127);
    let n_zero = head.iter().filter(|&&byte| byte == 0).count();
    n_zero * 10 > head.len() || (n_zero > 16 && n_zero * 100 > head.len()) || head.iter().filter(is_control).count() * 20 > head.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_table_is_named() {
        assert_eq!(file_type_of(b"PK\x03\x04....xl/workbook.xml"), Some(FileType::Workbook));
        assert_eq!(file_type_of(b"PK\x03\x04....readme.txt"), Some(FileType::Zip));
        assert_eq!(file_type_of(b"\x89PNG\r\n"), Some(FileType::Image));
        assert_eq!(file_type_of(b" <!DOCTYPE html><title>x"), Some(FileType::WebPage));
        assert_eq!(file_type_of(b"<?xml version=\"1.0\"?>\n<Workbook>"), Some(FileType::OldWorkbook));
        assert_eq!(file_type_of(b"id,name\n1,x\n"), None);
        assert!(looks_binary(b"ELF\0\0\x01\x02,\0\0\0\x03"));
        assert!(!looks_binary(b"id,name\n1,a\0b\n"));
    }
}
