//! Bytes to text: every encoding is found, read in any pieces, said, and written again as UTF-8.

use smart_loan_recovery::data::issue::{Oddity, Remedy};
use smart_loan_recovery::data::read::{Encoding, ReadError, ReadOptions, Reading, TableReader, read_table};
use smart_loan_recovery::data::schema::infer_schema;
use smart_loan_recovery::export::ScoredCsv;
use smart_loan_recovery::strategy::CutOffs;

use crate::support::{conformance, read, read_well, texts};

const TEXT: &str = "id,name,amount\r\n1,Sören ₹😀,10\r\n2,\"मुंबई, “x”\",20\r\n3,plain,30\r\n";

fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(unit).collect()
}

fn in_pieces(bytes: &[u8], size: usize) -> Result<Reading, ReadError> {
    let mut reader = TableReader::new(ReadOptions::default());
    bytes.chunks(size).try_for_each(|piece| reader.push(piece))?;
    reader.finish()
}

fn exported(reading: &Reading, original: &[u8], size: usize) -> String {
    let schema = infer_schema(&reading.table);
    let mut writer = ScoredCsv::new(reading, &schema, &vec![None; reading.table.n_rows()], CutOffs::default());
    let mut bytes: Vec<u8> = original.chunks(size).flat_map(|piece| writer.push(piece)).collect();
    bytes.extend(writer.finish().unwrap().0);
    String::from_utf8(bytes).unwrap()
}

#[test]
fn utf16_reads_like_utf8_in_any_pieces_and_is_exported_as_utf8() {
    let expected = read_well(TEXT.as_bytes());
    for (encoding, unit) in [(Encoding::Utf16Le, u16::to_le_bytes as fn(u16) -> [u8; 2]), (Encoding::Utf16Be, u16::to_be_bytes)] {
        for mark in ["\u{feff}", ""] {
            let bytes = utf16(&format!("{mark}{TEXT}"), unit);
            let whole = read_well(&bytes);
            assert_eq!((whole.dialect.encoding, whole.dialect.has_bom), (encoding, !mark.is_empty()));
            assert_eq!((&whole.table, whole.issues.n_total()), (&expected.table, 0));
            for size in [1, 2, 3, 5, 64] {
                assert!(in_pieces(&bytes, size).unwrap() == whole, "{encoding:?} in pieces of {size}");
            }
            let export = exported(&whole, &bytes, 7);
            assert!(export.starts_with("\u{feff}id,name,amount,risk_score"), "{export}");
            assert!(export.contains("\r\n2,\"मुंबई, “x”\",20,"), "{export}");
            assert_eq!(read_well(export.as_bytes()).table.columns()[..3], *expected.table.columns());
        }
    }
}

#[test]
fn windows_1252_is_read_said_and_exported_as_utf8() {
    let bytes = b"id,name,amount\n1,plain,\x801\n2,S\xf8ren \x93x\x94,2\n3,\x81,3\n";
    let reading = read_well(bytes);
    assert_eq!(reading.dialect.encoding, Encoding::Windows1252);
    assert_eq!(texts(&reading, "name"), ["plain", "Søren “x”", "\u{81}"]);
    let issue = &reading.issues.issues()[0];
    assert_eq!((issue.row, &issue.what, &issue.action), (Some(1), &Oddity::NotUtf8 { byte: 23 }, &Remedy::ReadAsWindows1252));
    for size in [1, 2, 7] {
        assert!(in_pieces(bytes, size).unwrap() == reading, "pieces of {size}");
        assert!(exported(&reading, bytes, size).contains("\n2,Søren “x”,2,"));
    }
    let said = read_table(bytes, &ReadOptions { encoding: Some(Encoding::Windows1252), ..ReadOptions::default() }).unwrap();
    assert_eq!((said.table == reading.table, said.issues.n_total()), (true, 0));
}

/// What comes long after the first bytes decides as well: all before it is the same in both encodings.
#[test]
fn a_file_that_was_plain_so_far_may_turn_out_to_be_windows_1252() {
    let mut bytes = b"id,name\n".to_vec();
    (0..60_000).for_each(|row| bytes.extend(format!("{row},plain\n").bytes()));
    let n_plain = bytes.len() as u64;
    bytes.extend(b"60000,Bj\xf6rk\n60001,\xd1\n");
    let whole = read_well(&bytes);
    assert_eq!(whole.dialect.encoding, Encoding::Windows1252);
    assert_eq!(texts(&whole, "name")[60_000..], ["Björk", "Ñ"]);
    let issue = &whole.issues.issues()[0];
    assert_eq!((issue.row, &issue.what), (Some(60_001), &Oddity::NotUtf8 { byte: n_plain + 8 }));
    for size in [1_000, 65_537] {
        assert!(in_pieces(&bytes, size).unwrap() == whole);
        assert!(exported(&whole, &bytes, size).contains("\n60000,Björk,"));
    }
}

#[test]
fn damage_in_utf8_costs_one_character_and_is_said() {
    let bytes = b"id,name,city\n1,S\xc3\xb8ren,\xff\n2,\xc3,\xa9\n3,\xef\xbf\xbd,x\n4,S\xc3\xb8ren,J\xc3\xb8rn\n5,x,y\n";
    let reading = read_well(bytes);
    assert_eq!(reading.dialect.encoding, Encoding::Utf8);
    assert_eq!(texts(&reading, "city"), ["\u{fffd}", "\u{fffd}", "x", "Jørn", "y"]);
    let found: Vec<_> = reading.issues.issues().iter().map(|issue| (issue.row, issue.what.clone(), issue.action.clone())).collect();
    let broken = |row, byte| (Some(row), Oddity::BrokenCharacter { byte }, Remedy::ShownAsReplaced);
    assert_eq!(found, [broken(1, 22), broken(2, 26), (Some(3), Oddity::LostCharacter, Remedy::KeptAsItIs)]);
    for size in [1, 3] {
        assert!(in_pieces(bytes, size).unwrap() == reading);
    }
}

#[test]
fn half_a_surrogate_pair_is_said() {
    let mut bytes = utf16("id,name\n1,", u16::to_le_bytes);
    bytes.extend([0x3d, 0xd8]);
    bytes.extend(utf16("\n2,x\n", u16::to_le_bytes));
    let reading = read_well(&bytes);
    assert_eq!(texts(&reading, "name"), ["\u{fffd}", "x"]);
    assert_eq!(reading.issues.issues()[0].what, Oddity::LostCharacter);
}

#[test]
fn the_table_of_encodings_is_met() {
    let Some(folder) = conformance().map(|folder| folder.join("csv-suite/generated/encodings")) else { return };
    let file = |name: &str| std::fs::read(folder.join(name)).unwrap();
    for name in ["utf8.csv", "utf8_bom.csv", "utf16be_bom.csv", "utf16le_bom.csv", "utf16le_nobom.csv"] {
        let reading = read_well(&file(name));
        assert_eq!((reading.table.n_rows(), reading.table.n_columns(), reading.issues.n_total()), (3, 5, 0), "{name}");
        assert_eq!(texts(&reading, "name")[..2], ["Asha Sörén", "O’Neil"], "{name}");
        assert_eq!(texts(&reading, "city")[2], "मुंबई", "{name}");
    }
    let latin = read_well(&file("latin1.csv"));
    assert_eq!((latin.dialect.encoding, latin.table.n_rows()), (Encoding::Windows1252, 2));
    assert_eq!((texts(&latin, "city")[1].as_str(), texts(&latin, "note")[1].as_str()), ("Córdoba", "naïve £½"));
    let windows = read_well(&file("cp1252.csv"));
    assert_eq!(windows.first_rows[0][3..], ["€1,234.50", "“smart”"]);
    assert_eq!(texts(&windows, "name")[1], "O’Neil");
    let middle = read_well(&file("invalid_utf8_middle.csv"));
    assert_eq!(
        (texts(&middle, "name"), &middle.issues.issues()[0].what),
        (vec!["café".to_owned(), "ok".to_owned()], &Oddity::NotUtf8 { byte: 14 })
    );
    let tail = read_well(&file("utf8_truncated_tail.csv"));
    let oddities: Vec<_> = tail.issues.issues().iter().map(|issue| (issue.row, issue.what.clone())).collect();
    assert_eq!(oddities, [(Some(3), Oddity::CutOff), (Some(3), Oddity::BrokenCharacter { byte: 157 })]);
    assert_eq!((tail.table.n_rows(), tail.kept.left_out()), (2, &[2][..]));
    let nul = read_well(&file("nul_bytes.csv"));
    assert_eq!((texts(&nul, "name")[0].as_str(), &nul.issues.issues()[0].what), ("a\0b", &Oddity::NulCharacter));
    for name in ["bom_only.csv", "empty.csv"] {
        assert_eq!(read(&file(name)).map(|_| ()), Err(ReadError::Empty), "{name}");
    }
    for (name, n_rows) in [("cr_only.csv", 2), ("mixed_eol.csv", 3), ("no_trailing_newline.csv", 2), ("sep_hint_excel.csv", 1)] {
        let reading = read_well(&file(name));
        assert_eq!((reading.table.names(), reading.table.n_rows()), (&["id".to_owned(), "name".to_owned()][..], n_rows), "{name}");
    }
    assert_eq!(read_well(&file("bom_quoted_header.csv")).table.names(), ["id", "name"]);
}
