//! Any text is a finite number or none, alone and as the cells of a column.
#![no_main]

use libfuzzer_sys::fuzz_target;
use smart_loan_recovery::data::number::parse_number;
use smart_loan_recovery::data::read::{DecimalMark, Delimiter, ReadOptions, read_table};
use smart_loan_recovery::data::table::{Column, Kind};

fuzz_target!(|text: &str| {
    for cell in text.lines() {
        assert!(parse_number(cell).is_none_or(f64::is_finite), "{cell:?}");
    }
    // The same cells as a column of a person's own choosing, and of the reader's.
    let mut file = "row\tvalue\n".to_owned();
    for (row, cell) in text.lines().enumerate() {
        file += &format!("{row}\t\"{}\"\n", cell.replace('"', "\"\""));
    }
    for (kinds, decimal) in [
        (vec![("value".to_owned(), Kind::Number)], None),
        (vec![("value".to_owned(), Kind::Number)], Some(DecimalMark::Comma)),
        (Vec::new(), None),
    ] {
        let options = ReadOptions { delimiter: Some(Delimiter::Tab), has_header: Some(true), kinds, decimal, ..ReadOptions::default() };
        let Ok(reading) = read_table(file.as_bytes(), &options) else { continue };
        if let Some(Column::Number(column)) = reading.table.column(1) {
            assert!(column.values().iter().all(|value| value.is_nan() || value.is_finite()));
        }
    }
});
