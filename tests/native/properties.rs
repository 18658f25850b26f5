//! What holds for any bytes and any table.

use proptest::collection::vec;
use proptest::prelude::*;
use smart_loan_recovery::data::read::{Delimiter, ReadOptions, TableReader};
use smart_loan_recovery::data::schema::{borrower_keys, guess_outcome, infer_schema, labels};
use smart_loan_recovery::evaluation::leakage::find_leaks;

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
    (1..5usize).prop_flat_map(|n_cells| vec(vec(cell(), n_cells), 1..12))
}

fn delimiter() -> impl Strategy<Value = Delimiter> {
    proptest::sample::select(Delimiter::ALL.to_vec())
}

/// As RFC 4180 says, quoting where anything could be misread.
fn write(rows: &[Vec<String>], delimiter: Delimiter, line_end: &str) -> String {
    let separator = char::from(delimiter.byte());
    let cell = |text: &String| {
        let is_odd = |char: char| matches!(char, '"' | '\r' | '\n' | '\u{feff}' | ' ' | '\t') || char == separator;
        if text.is_empty() || text.contains(is_odd) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.clone() }
    };
    let line = |row: &Vec<String>| row.iter().map(cell).collect::<Vec<_>>().join(&separator.to_string());
    rows.iter().map(|row| line(row) + line_end).collect()
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
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 1_000, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read(rows in rows(), delimiter in delimiter(), line_end in proptest::sample::select(vec!["\n", "\r\n", "\r"])) {
        let file = write(&rows, delimiter, line_end);
        let found = split([file.as_bytes()].into_iter(), delimiter).unwrap();
        let fields: Vec<Vec<String>> =
            found.iter().map(|(_, fields)| fields.iter().map(|field| String::from_utf8(field.clone()).unwrap()).collect()).collect();
        prop_assert_eq!(&fields, &rows);
        let raw: String = found.iter().map(|(raw, _)| String::from_utf8(raw.clone()).unwrap() + line_end).collect();
        prop_assert_eq!(raw, file);
    }

    #[test]
    fn records_are_the_same_in_any_pieces(bytes in bytes(), delimiter in delimiter(), cuts in vec(any::<prop::sample::Index>(), 0..10)) {
        let whole = split([&bytes[..]].into_iter(), delimiter);
        prop_assert_eq!(&whole, &split(pieces(&bytes, &cuts).into_iter(), delimiter));
        prop_assert_eq!(&whole, &split(bytes.chunks(1), delimiter));
    }

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
