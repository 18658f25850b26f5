//! Columns of numbers: a style is decided for the whole column, what it leaves open is asked, and codes stay texts.

use proptest::prelude::*;
use smart_loan_recovery::data::column_format::{ColumnFormat, DecimalMark, NumberFormat, NumberUnit, TimeUnit, Writing};
use smart_loan_recovery::data::issue::{Oddity, Remedy};
use smart_loan_recovery::data::question::{Basis, Question, TypingAnswers};
use smart_loan_recovery::data::read::{Delimiter, ReadOptions, Reading, read_table};
use smart_loan_recovery::data::table::{Column, Kind};

use crate::support::{conformance, read_well, texts};

/// A file of two columns, parted by tabs, whose second holds these cells.
pub fn column(name: &str, cells: &[&str], options: ReadOptions) -> Reading {
    let rows: String = cells.iter().enumerate().map(|(row, cell)| format!("row {row}\t{cell}\n")).collect();
    let options = ReadOptions { delimiter: Some(Delimiter::Tab), has_header: Some(true), ..options };
    read_table(format!("key\t{name}\n{rows}").as_bytes(), &options).unwrap()
}

fn plain(cells: &[&str]) -> Reading {
    column("value", cells, ReadOptions::default())
}

fn values(reading: &Reading) -> Vec<Option<f64>> {
    match &reading.table.columns()[1] {
        Column::Number(numbers) => (0..numbers.values().len()).map(|row| numbers.get(row)).collect(),
        column => panic!("{:?}: {:?}", column.kind(), texts(reading, reading.table.names()[1].as_str())),
    }
}

fn format(reading: &Reading) -> NumberFormat {
    match reading.formats[1] {
        ColumnFormat::Number(format) => format,
        format => panic!("{format:?}"),
    }
}

fn numbers(cells: &[&str]) -> Vec<f64> {
    values(&plain(cells)).into_iter().map(|value| value.unwrap_or(f64::NAN)).collect()
}

#[test]
fn a_column_is_read_with_the_mark_that_its_cells_prove() {
    assert_eq!(numbers(&["7,891", "7,891.25", "12"]), [7891.0, 7891.25, 12.0]);
    assert_eq!(numbers(&["7.891", "7.891,25", "12"]), [7891.0, 7891.25, 12.0]);
    assert_eq!(numbers(&["7,891", "0,5"]), [7.891, 0.5]);
    assert_eq!(numbers(&["7.891", "0.5"]), [7.891, 0.5]);
    assert_eq!(numbers(&["7.891.000", "2.500"]), [7_891_000.0, 2500.0]);
    assert_eq!(numbers(&["7 891,5", "7\u{a0}891,5", "7\u{202f}891,5", "7\u{2019}891,5"]), [7891.5; 4]);
    assert_eq!(numbers(&["7'891.5", "12,34,567", "₹ 1,00,000"]), [7891.5, 1_234_567.0, 100_000.0]);
    assert_eq!(numbers(&["1,5", "2,25", "-3,125"]), [1.5, 2.25, -3.125]);
    assert_eq!(format(&plain(&["1,5", "2,25"])).mark, DecimalMark::Comma);
}

#[test]
fn numbers_of_either_mark_are_a_question_with_what_was_assumed() {
    let reading = plain(&["7,891", "12", "350"]);
    assert_eq!(numbers(&["7,891", "12", "350"]), [7891.0, 12.0, 350.0]);
    let examples = vec!["7,891".to_owned()];
    let question = Question::DecimalMark { column: "value".to_owned(), examples, assumed: DecimalMark::Point, basis: Basis::Habit };
    assert_eq!(reading.questions, [question]);
    let answers = TypingAnswers { decimal_marks: vec![("value".to_owned(), DecimalMark::Comma)], ..TypingAnswers::default() };
    let answered = column("value", &["7,891", "12", "350"], ReadOptions { answers, ..ReadOptions::default() });
    assert_eq!(values(&answered)[0], Some(7.891));
    assert!(answered.questions.is_empty());
}

#[test]
fn round_numbers_beside_small_ones_without_a_mark_prove_grouping() {
    for (cells, expected) in
        [(["7,800", "900", "64,250"], [7800.0, 900.0, 64_250.0]), (["7.800", "900", "64.250"], [7800.0, 900.0, 64_250.0])]
    {
        assert_eq!((numbers(&cells), plain(&cells).questions), (expected.to_vec(), vec![]));
    }
    assert_eq!(plain(&["7,800", "900", "1500"]).questions.len(), 1);
    assert_eq!(plain(&["7,800", "9,200"]).questions.len(), 1);
}

#[test]
fn what_a_column_leaves_open_follows_the_file() {
    let semicolons = read_well(b"id;paid\na;7.891\nb;2.500\n");
    assert_eq!(texts(&semicolons, "paid"), ["7891", "2500"]);
    assert!(matches!(semicolons.questions[..], [Question::DecimalMark { assumed: DecimalMark::Comma, basis: Basis::Delimiter, .. }]));
    let others = read_well(b"id;paid;owed\na;7.891;1.5\nb;2.500;2.25\n");
    assert_eq!(texts(&others, "paid"), ["7.891", "2.5"]);
    assert!(matches!(others.questions[..], [Question::DecimalMark { assumed: DecimalMark::Point, basis: Basis::OtherColumns, .. }]));
}

#[test]
fn a_column_of_a_million_is_not_read_with_the_wrong_mark() {
    let mut cells: Vec<String> = (0..9_000).map(|row| format!("{}.{:03}", row % 999 + 1, row % 1_000)).collect();
    let read = |cells: &[String]| plain(&cells.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(values(&read(&cells))[8_999], Some(9.999));
    cells.push("1.234.567".to_owned());
    assert_eq!(values(&read(&cells))[8_999], Some(9_999.0));
    cells.splice(0..6_000, (0..6_000).map(|row| row.to_string()));
    assert_eq!(values(&read(&cells))[8_999..], [Some(9_999.0), Some(1_234_567.0)]);
    let commas: Vec<String> = (0..9_000).map(|row| format!("{row},{:02}", row % 100)).collect();
    let reading = read(&commas);
    assert_eq!((values(&reading)[8_999], reading.questions.len()), (Some(8_999.99), 0));
}

#[test]
fn two_marks_in_one_column_are_said_and_the_rarer_does_not_fit() {
    let mut cells = vec!["7.5"; 40];
    cells.push("3,75");
    let reading = plain(&cells);
    assert_eq!(values(&reading)[39..], [Some(7.5), None]);
    let said: Vec<_> = reading.issues.issues().iter().map(|issue| (issue.row, issue.what.clone())).collect();
    let both = Oddity::TwoWritings { kept: "7.5".to_owned(), other: "3,75".to_owned(), n_other: 1 };
    assert_eq!(said, [(None, both), (Some(41), Oddity::NotANumber { value: "3,75".to_owned() })]);
}

#[test]
fn a_unit_is_kept_for_the_column() {
    let cases: [(&[&str], NumberUnit, &[f64]); 9] = [
        (&["24 months", "6months", "1 mth"], NumberUnit::Time(TimeUnit::Months), &[24.0, 6.0, 1.0]),
        (&["4 yrs", "6 yrs", "18 months"], NumberUnit::Time(TimeUnit::Years), &[4.0, 6.0, 1.5]),
        (&["7+ years", "< 2 years", "3 years"], NumberUnit::Time(TimeUnit::Years), &[7.0, 1.0, 3.0]),
        (&["2yrs 5mon", "0yrs 0mon", "1yrs 1mon"], NumberUnit::Time(TimeUnit::Months), &[29.0, 0.0, 13.0]),
        (&["30 Tage", "7", "1 Tag"], NumberUnit::Time(TimeUnit::Days), &[30.0, 7.0, 1.0]),
        (&["7.5%", "11 %", "9% p.a."], NumberUnit::Percent, &[7.5, 11.0, 9.0]),
        (&["7,5 %", "11,25%"], NumberUnit::Percent, &[7.5, 11.25]),
        (&["50 USD", "$7.5", "-$3", "($4)", "$-2"], NumberUnit::Bare, &[50.0, 7.5, -3.0, -4.0, -2.0]),
        (&["Rs. 700/-", "INR 5", "₹5"], NumberUnit::Bare, &[700.0, 5.0, 5.0]),
    ];
    for (cells, unit, expected) in cases {
        let reading = plain(cells);
        assert_eq!(numbers(cells), expected, "{cells:?}");
        match format(&reading).unit {
            NumberUnit::Currency(currency) => assert!(matches!(currency.sign(), "$" | "₹"), "{cells:?}"),
            found => assert_eq!(found, unit, "{cells:?}"),
        }
        assert_eq!(reading.issues.n_total(), 0, "{cells:?}");
    }
}

#[test]
fn amounts_in_another_currency_do_not_count_as_the_same_money() {
    let mut cells = vec!["$7.5"; 40];
    cells.push("€9");
    let reading = plain(&cells);
    assert_eq!(values(&reading)[39..], [Some(7.5), None]);
    assert_eq!(reading.issues.n_total(), 2);
    assert_eq!(plain(&["$7", "€9", "$8", "€1"]).table.columns()[1].kind(), Kind::Category);
}

#[test]
fn bare_numbers_among_per_cents_are_said() {
    let reading = plain(&["7.5%", "0.08", "9%"]);
    assert_eq!(values(&reading), [Some(7.5), Some(0.08), Some(9.0)]);
    assert_eq!(reading.issues.issues()[0].action, Remedy::ReadAlike);
}

#[test]
fn bands_are_numbers_by_their_middle_and_codes_of_two_parts_are_not() {
    let cells = ["0", "1-30", "31-60", "61-90", "90+"];
    assert_eq!(numbers(&cells), [0.0, 15.5, 45.5, 75.5, 90.0]);
    assert_eq!(format(&plain(&cells)).writing, Writing::Range);
    assert_eq!(numbers(&["< 500", "500 to 600", "600–700", "> 700"]), [250.0, 550.0, 650.0, 700.0]);
    assert_eq!(numbers(&["$1,000-$2,000", "$2,000 - $3,000"]), [1500.0, 2500.0]);
    for codes in [["2021-4071", "2021-9013"], ["30-10", "40-50"], ["007-012", "001-004"], ["1-2-3", "4-5-6"]] {
        assert_ne!(plain(&codes).table.columns()[1].kind(), Kind::Number, "{codes:?}");
    }
}

#[test]
fn grades_with_a_plus_and_a_minus_are_no_numbers() {
    assert_eq!(plain(&["1+", "2-", "2", "3+"]).table.columns()[1].kind(), Kind::Category);
    assert_eq!(numbers(&["7-", "2"]), [-7.0, 2.0]);
    assert_eq!(numbers(&["0", "1", "2", "3+"]), [0.0, 1.0, 2.0, 3.0]);
}

#[test]
fn shortened_numbers_are_asked_about_and_read_when_the_person_says_so() {
    let cells = ["3L", "2.5 Cr", "40k", "700"];
    let reading = plain(&cells);
    assert_eq!(reading.table.columns()[1].kind(), Kind::Category);
    assert!(matches!(&reading.questions[..], [Question::Shorthand { examples, .. }] if examples.len() == 3));
    let options = ReadOptions { kinds: vec![("value".to_owned(), Kind::Number)], ..ReadOptions::default() };
    let told: Vec<_> = values(&column("value", &cells, options));
    assert_eq!(told, [Some(300_000.0), Some(25_000_000.0), Some(40_000.0), Some(700.0)]);
}

#[test]
fn digits_with_leading_zeros_make_the_whole_column_codes() {
    let reading = plain(&["04109", "90210", "10001", "60601"]);
    assert_eq!((reading.formats[1], reading.table.columns()[1].kind()), (ColumnFormat::Code, Kind::Category));
    assert_eq!(texts(&reading, "value"), ["04109", "90210", "10001", "60601"]);
    let long = plain(&["4000123412341234", "4000123412341235"]);
    assert_eq!(long.formats[1], ColumnFormat::Code);
    let mut zips: Vec<String> = (0..9_000).map(|row| format!("{:05}", 1_000 + row * 11)).collect();
    let reading = plain(&zips.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!((reading.formats[1], reading.issues.n_total()), (ColumnFormat::Code, 0));
    assert_eq!(texts(&reading, "value"), zips);
    zips.iter_mut().for_each(|zip| *zip = format!("{zip}.5"));
    assert_eq!(numbers(&["12.5", "7", "3", "9"]), [12.5, 7.0, 3.0, 9.0]);
    let amounts = plain(&[&["12.5"; 60][..], &["007"]].concat());
    assert_eq!((amounts.table.columns()[1].kind(), amounts.issues.n_total()), (Kind::Number, 1));
}

#[test]
fn yes_and_no_are_a_boolean_of_any_spelling() {
    for cells in [["yes", "NO", "Yes"], ["t", "f", "t"], ["TRUE", "FALSE", ""], ["Y", "N", "n"]] {
        assert_eq!(plain(&cells).formats[1], ColumnFormat::Boolean, "{cells:?}");
    }
    assert_eq!(plain(&["M", "F", "M"]).formats[1], ColumnFormat::Category);
    assert_eq!(plain(&["0", "1", "1"]).formats[1], ColumnFormat::Number(NumberFormat::default()));
}

#[test]
fn a_column_of_numbers_with_too_many_words_asks() {
    let cells: Vec<String> = (0..300).map(|row| if row % 10 == 0 { format!("see note {row}") } else { format!("{row}.5") }).collect();
    let reading = plain(&cells.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(reading.table.columns()[1].kind(), Kind::Text);
    let expected = matches!(&reading.questions[..], [Question::MostlyOfKind { kind: Kind::Number, n_fit: 270, n_unfit: 30, .. }]);
    assert!(expected, "{:?}", reading.questions);
}

#[test]
fn values_that_the_person_calls_missing_are() {
    let answers =
        TypingAnswers { missing_values: vec![("value".to_owned(), vec!["999".to_owned(), "lost".to_owned()])], ..TypingAnswers::default() };
    let options = || ReadOptions { answers: answers.clone(), ..ReadOptions::default() };
    assert_eq!(values(&column("value", &["5", "999.0", "lost", "7"], options())), [Some(5.0), None, None, Some(7.0)]);
    let reading = column("value", &["home", "lost", "car", "home"], options());
    assert_eq!(texts(&reading, "value"), ["home", "", "car", "home"]);
    let many: Vec<String> = (0..9_000).map(|row| if row % 9 == 0 { "lost".to_owned() } else { (row % 5_000).to_string() }).collect();
    let reading = column("value", &many.iter().map(String::as_str).collect::<Vec<_>>(), options());
    assert_eq!((values(&reading)[999], values(&reading)[998]), (None, Some(998.0)));
}

/// What the shared table of numbers says, put into a column each.
#[test]
fn each_number_of_the_shared_table_is_read_as_it_says() {
    let Some(folder) = conformance() else { return };
    let table = std::fs::read_to_string(folder.join("csv-suite/generated/numbers.tsv")).unwrap();
    let mut n_cases = 0;
    for line in table.lines().skip(1) {
        let parts: Vec<&str> = line.split('\t').collect();
        let (input, expected) = (parts[0], parts[1]);
        let reading = plain(&[input]);
        let column = &reading.table.columns()[1];
        let is_number = column.kind() == Kind::Number;
        let first = expected.split(' ').next().unwrap();
        match first {
            "missing" => assert!(column.is_missing(0), "{input}"),
            "AMBIGUOUS" | "AMBIGUOUS:" => assert_eq!(reading.questions.len(), 1, "{input}"),
            "TEXT" | "TEXT/i64" => assert_eq!((is_number, column.text(0).as_ref()), (false, input)),
            "Infinity" | "reject" | "boolean" => assert!(!is_number, "{input}"),
            _ => {
                let expected: f64 = first.parse().unwrap();
                let scale = if parts[2].contains("percent") && first.contains('.') { 100.0 } else { 1.0 };
                let is_rejected = !is_number && line.contains("or reject");
                assert!(is_rejected || values(&reading) == [Some(if input == "12%" { 12.0 } else { expected * scale })], "{input}");
                assert_eq!(is_rejected && parts[2] == "shorthand", is_rejected, "{input}");
            }
        }
        assert!(!line.contains("unit suffix") || format(&reading).unit == NumberUnit::Time(TimeUnit::Months), "{input}");
        n_cases += 1;
    }
    assert_eq!(n_cases, 52);
}

/// Digits in groups from the right: of three, or of three and then two.
fn grouped(whole: u64, group: &str, is_indian: bool) -> String {
    let digits = whole.to_string();
    let is_start =
        |n_after: usize| n_after == 3 || n_after > 3 && if is_indian { (n_after - 3).is_multiple_of(2) } else { n_after.is_multiple_of(3) };
    let pieces = digits.char_indices().map(|(place, digit)| {
        let n_after = digits.len() - place;
        if place > 0 && is_start(n_after) { format!("{group}{digit}") } else { digit.to_string() }
    });
    pieces.collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn a_number_written_in_any_style_is_read_as_it_was(
        whole in 0..1_000_000_000_000u64,
        cents in 0..100u64,
        group in proptest::sample::select(vec!["", " ", "\u{a0}", "\u{202f}", "'", "\u{2019}", "other"]),
        mark in proptest::sample::select(vec![DecimalMark::Point, DecimalMark::Comma]),
        sides in proptest::sample::select(vec![("", ""), ("-", ""), ("(", ")"), ("€ ", ""), ("", " €"), ("", "%"), ("\u{2212}", ""), ("", "-"), ("", " months")]),
        is_indian in any::<bool>(),
    ) {
        let (decimal, other) = if mark == DecimalMark::Point { (".", ",") } else { (",", ".") };
        let group = if group == "other" { other } else { group };
        let digits = grouped(whole, group, is_indian && group == ",");
        let text = format!("{}{digits}{decimal}{cents:02}{}", sides.0, sides.1);
        let is_negative = matches!(sides, ("-" | "(" | "\u{2212}", _) | (_, "-"));
        let expected: f64 = format!("{}{whole}.{cents:02}", if is_negative { "-" } else { "" }).parse().unwrap();
        let reading = plain(&[&text, "", &text]);
        prop_assert_eq!(values(&reading), [Some(expected), None, Some(expected)], "{}", text);
        prop_assert_eq!(format(&reading).mark, mark);
    }

    #[test]
    fn cells_that_look_like_numbers_and_dates_never_stop_the_reading(
        cells in proptest::collection::vec("[0-9.,' \u{a0}₹$€%()<>≥+\u{2212}/:kLCr-]{0,8}(months|yrs|Nov|th|/-|%|€|९)?[0-9-]{0,4}", 1..20),
    ) {
        let cells: Vec<String> = cells.iter().map(|cell| cell.replace(['\t', '\n'], " ")).collect();
        let reading = column("due_date", &cells.iter().map(String::as_str).collect::<Vec<_>>(), ReadOptions::default());
        prop_assert_eq!(reading.formats.len(), reading.table.n_columns());
    }
}
