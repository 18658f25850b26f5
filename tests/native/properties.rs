//! What holds for any bytes and any table.

use proptest::collection::vec;
use proptest::prelude::*;
use smart_loan_recovery::data::read::{Delimiter, Encoding, LineEnd, Quote, ReadOptions, TableReader, dialect_of};
use smart_loan_recovery::data::records::{Format, Record, SplitError};
use smart_loan_recovery::data::rows::{Part, RowReader};
use smart_loan_recovery::data::schema::{borrower_keys, guess_outcome, infer_schema, labels};
use smart_loan_recovery::evaluation::leakage::find_leaks;
use smart_loan_recovery::export::CellWriter;

use crate::records::split;
use crate::support::read;

/// Cells with all that may confuse a reader: quotes, delimiters, line ends, marks, any script.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => any::<String>(),
        3 => "[a-c\"',;|\t \r\n\u{feff}]{0,6}",
        1 => Just(String::new()),
    ]
}

fn rows() -> impl Strategy<Value = Vec<Vec<String>>> {
    (2..5usize).prop_flat_map(|n_cells| vec(vec(cell(), n_cells), 1..8))
}

fn delimiter() -> impl Strategy<Value = Delimiter> {
    proptest::sample::select(Delimiter::ALL.to_vec())
}

fn line_end() -> impl Strategy<Value = LineEnd> {
    proptest::sample::select(vec![LineEnd::Lf, LineEnd::CrLf, LineEnd::Cr])
}

fn quote() -> impl Strategy<Value = Quote> {
    proptest::sample::select(vec![Quote::Double, Quote::Single])
}

/// As an export writes them.
fn write(rows: &[Vec<String>], format: Format, line_end: LineEnd) -> Vec<u8> {
    let mut writer = CellWriter::new(format, line_end);
    for row in rows {
        row.iter().for_each(|cell| writer.add_cell(cell.as_bytes()));
        writer.end_line();
    }
    writer.take()
}

/// The text in another encoding, with what Windows-1252 lacks left out of it beforehand.
fn encoded(text: &str, encoding: Encoding) -> Vec<u8> {
    match encoding {
        Encoding::Utf8 => text.bytes().collect(),
        Encoding::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        Encoding::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        Encoding::Windows1252 => text.chars().map(|c| if c == '€' { 0x80 } else { c as u8 }).collect(),
    }
}

fn is_latin(c: char) -> bool {
    c == '€' || c.is_ascii() || ('\u{a0}'..='\u{ff}').contains(&c)
}

/// Cuts at the given places, wherever they fall.
fn pieces<'a>(bytes: &'a [u8], cuts: &[prop::sample::Index]) -> Vec<&'a [u8]> {
    let mut places: Vec<usize> = cuts.iter().map(|cut| cut.index(bytes.len() + 1)).chain([0, bytes.len()]).collect();
    places.sort_unstable();
    places.windows(2).map(|pair| &bytes[pair[0]..pair[1]]).collect()
}

/// Bytes that look like a table, and any others.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        3 => "[0-9a-c\"',;|\t \r\n.\u{feff}é-]{0,200}".prop_map(String::into_bytes),
        1 => vec(any::<u8>(), 0..200),
        2 => vec("(-?[0-9]{1,4}(\\.[0-9])?|[A-C]|none|NA|good|bad|[01]?[0-9]/[0-3]?[0-9]/20[0-9]{2}),[01],(yes|no|\"a, b\")?", 1..80)
            .prop_map(|lines| ("x,default,z\n".to_owned() + &lines.join("\n")).into_bytes()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 3_500, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read(rows in rows(), delimiter in delimiter(), quote in quote(), line_end in line_end()) {
        let format = Format { quote: quote.byte(), ..Format::from(delimiter) };
        let file = write(&rows, format, line_end);
        let found = split([&file[..]].into_iter(), format).unwrap();
        let fields: Vec<Vec<String>> =
            found.iter().map(|(_, fields)| fields.iter().map(|field| String::from_utf8(field.clone()).unwrap()).collect()).collect();
        prop_assert_eq!(&fields, &rows);
        let end: &[u8] = match line_end { LineEnd::Lf => b"\n", LineEnd::CrLf => b"\r\n", LineEnd::Cr => b"\r" };
        let raw: Vec<u8> = found.iter().flat_map(|(raw, _)| [raw, end].concat()).collect();
        prop_assert_eq!(raw, file);
    }

    #[test]
    fn records_are_the_same_in_any_pieces(
        bytes in bytes(),
        delimiter in delimiter(),
        line_end in proptest::option::of(line_end()),
        comment in proptest::option::of(Just(b'a')),
        cuts in vec(any::<prop::sample::Index>(), 0..10),
    ) {
        let format = Format { line_end, comment, ..Format::from(delimiter) };
        let whole = split([&bytes[..]].into_iter(), format);
        prop_assert_eq!(&whole, &split(pieces(&bytes, &cuts).into_iter(), format));
        prop_assert_eq!(&whole, &split(bytes.chunks(1), format));
    }

    #[test]
    fn what_is_written_in_any_encoding_is_read_in_any_pieces(
        rows in rows(),
        delimiter in delimiter(),
        line_end in line_end(),
        encoding in proptest::sample::select(Encoding::ALL.to_vec()),
        cuts in vec(any::<prop::sample::Index>(), 0..10),
    ) {
        let as_written = |cell: &String| if encoding == Encoding::Windows1252 { cell.chars().filter(|c| is_latin(*c)).collect() } else { cell.clone() };
        let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(as_written).collect()).collect();
        let text = String::from_utf8(write(&rows, delimiter.into(), line_end)).unwrap();
        let bytes = encoded(&text, encoding);
        let options = ReadOptions {
            encoding: Some(encoding),
            delimiter: Some(delimiter),
            quote: Some(Quote::Double),
            comment: Some(false),
            has_header: Some(false),
            ..ReadOptions::default()
        };
        let Ok(dialect) = dialect_of(&bytes, true, &options) else { return Ok(()) };
        let mut found = Vec::new();
        let mut keep = |_: Part, record: Record<'_>| -> Result<(), SplitError> {
            found.push(record.lossy_texts());
            Ok(())
        };
        // A first cell `sep=;` would tell the delimiter, and does not count.
        prop_assume!(!dialect.has_separator_line);
        let mut reader = RowReader::new(dialect, rows[0].len());
        pieces(&bytes, &cuts).into_iter().try_for_each(|piece| reader.push(piece, &mut keep)).unwrap();
        reader.finish(&mut keep).unwrap();
        prop_assert_eq!(found, rows);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 1_500, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_a_table_or_an_error_in_any_pieces(bytes in bytes(), cuts in vec(any::<prop::sample::Index>(), 0..10)) {
        let whole = read(&bytes);
        let mut reader = TableReader::new(ReadOptions::default());
        let pushed = pieces(&bytes, &cuts).into_iter().try_for_each(|piece| reader.push(piece));
        prop_assert_eq!(&whole, &pushed.and_then(|()| reader.finish()));
        if let Ok(reading) = whole {
            let schema = infer_schema(&reading.table);
            prop_assert_eq!(schema.columns.len(), reading.table.n_columns());
            prop_assert_eq!(borrower_keys(&reading.table, &schema).len(), reading.table.n_rows());
            prop_assert_eq!(reading.kept.n_kept() as usize, reading.table.n_rows());
            if let Some(choice) = guess_outcome(&reading.table, &schema)
                && let Ok(labels) = labels(&reading.table, &choice)
            {
                find_leaks(&reading.table, &schema, &labels);
            }
        }
    }
}
