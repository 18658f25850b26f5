//! A column read in another way from what is in memory is what the file would give, or it says that it needs the file;
//! and values that may stand for "missing" are offered with care.

use smart_loan_recovery::data::column_format::{DateOrder, DecimalMark, SerialDate};
use smart_loan_recovery::data::question::TypingAnswers;
use smart_loan_recovery::data::read::{ReadOptions, read_table};
use smart_loan_recovery::data::retype::{Retyped, retype};
use smart_loan_recovery::data::sentinel::find_sentinels;
use smart_loan_recovery::data::table::{Column, Kind, NumberColumn, Table};

const FILE: &[u8] = b"flag,mixed,opened,serial_date,amount,closed\n1,5,04/07/2025,45000,7.5,2025-01-31\n0,x,05/06/2025,45001,999,2025-02-01\n1,7,06/05/2025,45002,3,\n1,y,06/05/2025,45003,,2025-02-01\n";

fn kinds(name: &str, kind: Kind) -> ReadOptions {
    ReadOptions { kinds: vec![(name.to_owned(), kind)], ..ReadOptions::default() }
}

fn answers(answers: TypingAnswers) -> ReadOptions {
    ReadOptions { answers, ..ReadOptions::default() }
}

#[test]
fn a_column_typed_anew_is_as_if_the_file_had_been_read_so() {
    let named = |name: &str| name.to_owned();
    let missing = |name: &str, value: &str| {
        answers(TypingAnswers { missing_values: vec![(named(name), vec![value.to_owned()])], ..TypingAnswers::default() })
    };
    let orders = TypingAnswers { date_orders: vec![(named("opened"), DateOrder::MonthFirst)], ..TypingAnswers::default() };
    let serials = TypingAnswers { serial_dates: vec![(named("flag"), SerialDate::UnixDays)], ..TypingAnswers::default() };
    let as_text = ReadOptions { kinds: vec![(named("opened"), Kind::Text)], ..ReadOptions::default() };
    let cases = [
        ("mixed", ReadOptions::default(), kinds("mixed", Kind::Number)),
        ("mixed", ReadOptions::default(), kinds("mixed", Kind::Text)),
        ("mixed", ReadOptions::default(), missing("mixed", "x")),
        ("opened", as_text.clone(), ReadOptions::default()),
        ("opened", as_text, answers(orders)),
        ("amount", ReadOptions::default(), missing("amount", "999")),
        ("flag", ReadOptions::default(), answers(serials)),
        ("flag", ReadOptions::default(), kinds("flag", Kind::Number)),
    ];
    for (name, before, after) in cases {
        let mut reading = read_table(FILE, &before).unwrap();
        assert_eq!(retype(&mut reading, name, &before, &after), Retyped::Done, "{name}");
        let expected = read_table(FILE, &after).unwrap();
        assert_eq!(reading.table, expected.table, "{name}");
        assert_eq!(reading.formats, expected.formats, "{name}");
        assert_eq!(reading.issues.issues(), expected.issues.issues(), "{name}");
        assert_eq!(reading.questions.len(), expected.questions.len(), "{name}");
    }
}

#[test]
fn what_memory_no_longer_knows_needs_the_file_and_changes_nothing() {
    let marks = TypingAnswers { decimal_marks: vec![("amount".to_owned(), DecimalMark::Comma)], ..TypingAnswers::default() };
    let missing = TypingAnswers { missing_values: vec![("mixed".to_owned(), vec!["x".to_owned()])], ..TypingAnswers::default() };
    let cases = [
        ("amount", ReadOptions::default(), kinds("amount", Kind::Category)),
        ("amount", ReadOptions::default(), answers(marks)),
        ("closed", ReadOptions::default(), kinds("closed", Kind::Text)),
        ("mixed", answers(missing), ReadOptions::default()),
        ("mixed", kinds("mixed", Kind::Number), ReadOptions::default()),
    ];
    for (name, before, after) in cases {
        let read = || read_table(FILE, &before).unwrap();
        let mut reading = read();
        assert_eq!(retype(&mut reading, name, &before, &after), Retyped::NeedsFile, "{name}");
        assert_eq!(reading, read(), "{name}");
    }
}

fn offers(values: impl IntoIterator<Item = f64>) -> Vec<(String, u64)> {
    let column = Column::Number(NumberColumn::new(values.into_iter().collect()));
    let table = Table::new(vec![("value".to_owned(), column)]).unwrap();
    find_sentinels(&table).into_iter().map(|offer| (offer.value, offer.n_cells)).collect()
}

fn with(rest: impl Iterator<Item = f64>, value: f64, n_cells: usize) -> Vec<f64> {
    rest.chain(std::iter::repeat_n(value, n_cells)).collect()
}

#[test]
fn values_far_from_all_others_that_people_write_for_missing_are_offered() {
    let counts = || (0..500).map(|row| f64::from(row % 14));
    let both = with(with(counts(), 96.0, 3).into_iter(), 98.0, 9);
    assert_eq!(offers(both), [("98".to_owned(), 9), ("96".to_owned(), 3)]);
    assert_eq!(offers(with((0..300).map(|row| f64::from(row) + 1.0), 999.0, 20)), [("999".to_owned(), 20)]);
    assert_eq!(offers(with((0..300).map(|row| f64::from(-row)), 365_243.0, 20)), [("365243".to_owned(), 20)]);
    assert_eq!(offers(with((0..300).map(f64::from), -1.0, 20)), [("-1".to_owned(), 20)]);
    assert_eq!(offers(with((0..300).map(f64::from), -999.0, 20)), [("-999".to_owned(), 20)]);
}

#[test]
fn values_among_others_or_rare_or_without_a_pattern_are_not() {
    let none: [Vec<f64>; 8] = [
        with((0..300).map(|row| f64::from(row * 10)), 999.0, 20),
        with((0..300).map(f64::from), 999.0, 2),
        with((0..300).map(f64::from), 1_000.0, 20),
        with((0..300).map(|row| f64::from(row % 11 - 2)), -2.0, 20),
        with((0..300).map(|row| f64::from(row % 2)), -1.0, 20),
        with((0..300).map(|row| f64::from(row % 3 - 1)), -1.0, 20),
        vec![99.0; 50],
        vec![f64::NAN; 5],
    ];
    for values in none {
        assert_eq!(offers(values.clone()), [], "{:?}", &values[..3]);
    }
}
