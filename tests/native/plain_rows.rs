//! Rows that are read many at a time are what they are one by one. Where copies of rows are left out every row is read
//! by itself: in a file without copies both ways must find the same.

use proptest::collection::vec;
use proptest::prelude::*;
use smart_loan_recovery::data::read::{ReadError, ReadOptions, Reading, read_table};

use crate::support::read;

fn read_one_by_one(bytes: &[u8]) -> Result<Reading, ReadError> {
    let reading = read_table(bytes, &ReadOptions { drops_copies: true, ..ReadOptions::default() });
    reading.map(|reading| Reading { drops_copies: false, ..reading })
}

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => "[0-9]{1,9}(\\.[0-9]{1,6})?",
        4 => "[A-Za-z]{1,18}",
        2 => "-?[0-9,.]{0,18}%?",
        2 => "\"[a-z0-9,; .]{0,12}\"",
        1 => "\"[a-z\",\r\n']{0,6}\"",
        1 => "[ \ta-c\"',\0\u{feff}\u{fffd}é٣€-]{0,6}",
        1 => proptest::sample::select(vec!["", "NA", "none", "total", "Sum", "#", "T", "-", "1.", ".5", "007", "$1,200"]).prop_map(str::to_owned),
    ]
}

/// Lines of which each starts with another number, but for some that start with a cell of their own.
fn file() -> impl Strategy<Value = Vec<u8>> {
    let line = (prop_oneof![9 => Just(String::new()), 1 => cell()], vec(cell(), 3..4), prop_oneof![12 => Just(0usize), 1 => 0..3usize]);
    let line_end = proptest::sample::select(vec!["\n", "\r\n", "\r"]);
    let encodes_latin = proptest::bool::weighted(0.1);
    (vec(line, 22..120), line_end, proptest::bool::weighted(0.2), encodes_latin).prop_map(|(lines, line_end, mixes, latin)| {
        let mut text = format!("id,a,b,c{line_end}");
        for (place, (own, cells, n_more)) in lines.into_iter().enumerate() {
            let first = if own.is_empty() { place.to_string() } else { format!("{own} {place}") };
            let end = if mixes && place % 7 == 0 { "\n" } else { line_end };
            text += &format!("{first},{}{}{end}", cells.join(","), ",".repeat(n_more));
            text += if n_more == 2 { end } else { "" };
        }
        match latin {
            true => text.chars().filter(|c| (*c as u32) < 256).map(|c| c as u8).collect(),
            false => text.into_bytes(),
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 1_500, ..ProptestConfig::default() })]

    #[test]
    fn rows_read_together_are_those_read_one_by_one(bytes in file()) {
        prop_assert_eq!(read(&bytes), read_one_by_one(&bytes));
    }
}

#[test]
fn columns_of_many_values_are_the_same_however_they_are_read() {
    let kinds: [fn(u64) -> String; 8] = [
        |draw| format!("{}.{:02}", draw % 90_000, draw % 97),
        |draw| if draw % 50 == 0 { String::new() } else { format!("{:.2}%", draw as f64 / 1e17) },
        |draw| if draw % 300 == 0 { format!("\"$1,{:03}.5\"", draw % 1000) } else { format!("{}.25", draw % 7_000_000_000) },
        |draw| if draw % 90 == 0 { "NA".to_owned() } else { format!(" -{} ", draw % 100_000) },
        |draw| format!("customer {:x}", draw),
        |draw| format!("20{:02}-{:02}-{:02}", draw % 30, draw % 12 + 1, draw / 7 % 28 + 1),
        |draw| if draw % 11 == 0 { "n/a".to_owned() } else { format!("grade {}", draw % 6_000) },
        |draw| format!("{}", draw % 1_000_000_000_000),
    ];
    let mut text = "id,amount,rate,price,change,name,day,grade,number\n".to_owned();
    let mut draw = 88_172_645_463_325_252u64;
    for row in 0..80_000u64 {
        text += &row.to_string();
        for kind in kinds {
            draw ^= draw << 13;
            draw ^= draw >> 7;
            draw ^= draw << 17;
            text += &format!(",{}", kind(draw));
        }
        text += "\n";
    }
    let together = read(text.as_bytes());
    assert!(together.as_ref().is_ok_and(|reading| reading.table.n_rows() == 80_000));
    assert!(together == read_one_by_one(text.as_bytes()));
}
