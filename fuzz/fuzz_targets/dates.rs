//! Any text is a calendar day or none, alone and as the cells of a column; a day's own text is that day.
#![no_main]

use libfuzzer_sys::fuzz_target;
use smart_loan_recovery::data::date::{DateOrder, parse_date};
use smart_loan_recovery::data::read::{Delimiter, ReadOptions, read_table};
use smart_loan_recovery::data::table::{Kind, date_text};

fuzz_target!(|text: &str| {
    let orders = [DateOrder::DayFirst, DateOrder::MonthFirst];
    for cell in text.lines() {
        for day in orders.into_iter().filter_map(|order| parse_date(cell)?.day(order)) {
            let again = parse_date(&date_text(day)).and_then(|date| date.day(DateOrder::DayFirst));
            assert_eq!(again, Some(day), "{cell:?} is {}", date_text(day));
        }
    }
    let mut file = "row\topened\n".to_owned();
    for (row, cell) in text.lines().enumerate() {
        file += &format!("{row}\t\"{}\"\n", cell.replace('"', "\"\""));
    }
    for kinds in [vec![("opened".to_owned(), Kind::Date)], Vec::new()] {
        let options = ReadOptions { delimiter: Some(Delimiter::Tab), has_header: Some(true), kinds, ..ReadOptions::default() };
        if let Ok(reading) = read_table(file.as_bytes(), &options) {
            let Some(column) = reading.table.column(1) else { continue };
            (0..reading.table.n_rows()).for_each(|row| drop(column.text(row)));
        }
    }
});
