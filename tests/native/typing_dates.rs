//! Columns of dates: one order a column, asked where no cell proves it; days that are written as numbers; no date at all.

use smart_loan_recovery::data::column_format::{ColumnFormat, DateFormat, DateOrder, SerialDate};
use smart_loan_recovery::data::issue::Oddity;
use smart_loan_recovery::data::question::{Basis, Question, TypingAnswers};
use smart_loan_recovery::data::read::{ReadOptions, Reading};
use smart_loan_recovery::data::table::Kind;

use crate::support::{conformance, texts};
use crate::typing::column;

fn dates(name: &str, cells: &[&str]) -> Reading {
    column(name, cells, ReadOptions::default())
}

fn days(name: &str, cells: &[&str]) -> Vec<String> {
    let reading = dates(name, cells);
    assert_eq!(reading.table.columns()[1].kind(), Kind::Date, "{cells:?}");
    texts(&reading, name)
}

#[test]
fn an_order_that_no_cell_proves_is_a_question_and_can_be_answered() {
    let cells = ["04/07/2025", "05/05/2025", "2025-01-31"];
    let reading = dates("opened", &cells);
    assert_eq!(texts(&reading, "opened"), ["2025-07-04", "2025-05-05", "2025-01-31"]);
    let examples = vec!["04/07/2025".to_owned()];
    let question = Question::DateOrder { column: "opened".to_owned(), examples, assumed: DateOrder::DayFirst, basis: Basis::Habit };
    assert_eq!(reading.questions, [question]);
    let answers = TypingAnswers { date_orders: vec![("opened".to_owned(), DateOrder::MonthFirst)], ..TypingAnswers::default() };
    let answered = column("opened", &cells, ReadOptions { answers, ..ReadOptions::default() });
    assert_eq!(texts(&answered, "opened")[0], "2025-04-07");
    assert!(answered.questions.is_empty());
    assert!(dates("opened", &["05/05/2025", "6/6/2025"]).questions.is_empty());
}

#[test]
fn two_orders_in_one_column_are_said() {
    let reading = dates("opened", &["14/07/2025", "15/07/2025", "07/16/2025"]);
    assert_eq!(texts(&reading, "opened"), ["2025-07-14", "2025-07-15", ""]);
    let both = Oddity::TwoWritings { kept: "14/07/2025".to_owned(), other: "07/16/2025".to_owned(), n_other: 1 };
    assert_eq!(reading.issues.issues()[0].what, both);
}

#[test]
fn days_as_numbers_are_dates_where_the_name_says_so_and_are_asked_about() {
    let sas = dates("DisbursementDate", &["15095", "14823", "", "0"]);
    assert_eq!(texts(&sas, "DisbursementDate"), ["2001-04-30", "2000-08-01", "", ""]);
    let question = Question::SerialDate { column: "DisbursementDate".to_owned(), assumed: SerialDate::Sas, days: (11_170, 11_442) };
    assert_eq!((sas.questions, sas.issues.n_total()), (vec![question], 0));
    assert_eq!(days("disb_dt", &["45000", "45001.5"]), ["2023-03-15", "2023-03-16"]);
    assert_eq!(days("created_at", &["1700000000", "1700086400"]), ["2023-11-14", "2023-11-15"]);
    assert_eq!(days("created_at", &["1700000000000", "1700086400000"]), ["2023-11-14", "2023-11-15"]);
    assert_eq!(days("booked", &["20250131", "20250201"]), ["2025-01-31", "2025-02-01"]);
    assert_eq!(days("report_date", &["202501", "202512"]), ["2025-01-01", "2025-12-01"]);
    for (name, cells) in [
        ("amount", ["45000", "45001"]),
        ("days_to_date", ["15095", "14823"]),
        ("booked", ["20250131", "20250299"]),
        ("mobile", ["1700000000", "1700086400"]),
        ("issue_date", ["3", "14"]),
    ] {
        assert_eq!(dates(name, &cells).table.columns()[1].kind(), Kind::Number, "{name}");
    }
}

#[test]
fn a_serial_date_is_what_the_person_says() {
    let answers = TypingAnswers { serial_dates: vec![("seen".to_owned(), SerialDate::UnixDays)], ..TypingAnswers::default() };
    let reading = column("seen", &["15095", "soon", "15096"], ReadOptions { answers, ..ReadOptions::default() });
    assert_eq!(texts(&reading, "seen"), ["2011-05-01", "", "2011-05-02"]);
    assert_eq!(reading.issues.n_total(), 1);
    let kinds = |kind| ReadOptions { kinds: vec![("due_date".to_owned(), kind)], ..ReadOptions::default() };
    let number = column("due_date", &["45000", "45001"], kinds(Kind::Number));
    assert_eq!((texts(&number, "due_date")[0].as_str(), number.questions.len()), ("45000", 0));
    let cells: Vec<String> = (0..9_000).map(|row| (40_000 + row).to_string()).collect();
    let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
    assert_eq!(texts(&column("due_date", &cells, kinds(Kind::Date)), "due_date")[5_000], "2023-03-15");
    assert_eq!(days("due_date", &cells)[5_000], "2023-03-15");
}

#[test]
fn what_stands_for_no_date_is_missing_and_what_is_no_day_is_an_issue() {
    let reading = dates("opened", &["00/00/0000", "21/07/2025", "1900-01-00", "0000-00-00 00:00:00", "22/07/2025"]);
    assert_eq!(texts(&reading, "opened"), ["", "2025-07-21", "", "", "2025-07-22"]);
    assert_eq!(reading.issues.n_total(), 0);
    let mut cells = vec!["21/07/2025"; 30];
    cells.push("30/02/2025");
    assert_eq!(dates("opened", &cells).issues.issues()[0].what, Oddity::NotADate { value: "30/02/2025".to_owned() });
}

#[test]
fn an_open_end_is_a_day_that_is_offered_as_missing() {
    let cells = ["2025-07-21", "9999-12-31", "2025-08-01", "9999-12-31"];
    let reading = dates("closed", &cells);
    assert_eq!((reading.sentinels[0].value.as_str(), reading.sentinels[0].n_cells), ("9999-12-31", 2));
    let missing_values = vec![("closed".to_owned(), vec!["9999-12-31".to_owned()])];
    let answers = TypingAnswers { missing_values, ..TypingAnswers::default() };
    let without = column("closed", &cells, ReadOptions { answers, ..ReadOptions::default() });
    assert_eq!(texts(&without, "closed"), ["2025-07-21", "", "2025-08-01", ""]);
    assert!(without.sentinels.is_empty());
}

#[test]
fn a_number_far_more_frequent_than_what_is_next_to_it_is_offered_as_missing() {
    let cells = |value: &str| -> Vec<String> {
        (0..400).map(|row| if row % 20 == 0 { value.to_owned() } else { (300 + row * 37 % 551).to_string() }).collect()
    };
    let offers = |cells: &[String]| {
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        let reading = column("bureau_score", &cells, ReadOptions::default());
        reading.sentinels.iter().map(|offer| (offer.value.clone(), offer.n_cells)).collect::<Vec<_>>()
    };
    assert_eq!(offers(&cells("999")), [("999".to_owned(), 20)]);
    assert_eq!(offers(&cells("888")), [], "too near");
    let mut rare = cells("850");
    rare[0] = "999".to_owned();
    rare[20] = "999".to_owned();
    rare[40] = "999".to_owned();
    assert_eq!(offers(&rare), [], "too rare");
}

/// What the shared table of dates says, put into a column each.
#[test]
fn each_date_of_the_shared_table_is_read_as_it_says() {
    let Some(folder) = conformance() else { return };
    let table = std::fs::read_to_string(folder.join("csv-suite/generated/dates.tsv")).unwrap();
    let mut n_cases = 0;
    for line in table.lines().skip(1) {
        let parts: Vec<&str> = line.split('\t').collect();
        let (input, expected, note) = (parts[0], parts[1], parts[2]);
        let reading = dates("seen_date", &[input]);
        let kind = reading.table.columns()[1].kind();
        let text = texts(&reading, "seen_date").remove(0);
        match expected.split(' ').next().unwrap() {
            "AMBIGUOUS" => assert_eq!(reading.questions.len(), 1, "{input}"),
            "invalid" => {
                assert_ne!(kind, Kind::Date, "{input}");
                let among = dates("seen_date", &[&["2025-07-21"; 30][..], &[input]].concat());
                assert_eq!(among.issues.issues()[0].what, Oddity::NotADate { value: input.to_owned() });
            }
            "missing" => {
                let among = dates("seen_date", &["2025-07-21", input]);
                assert_eq!((texts(&among, "seen_date").remove(1), among.issues.n_total()), (String::new(), 0), "{input}");
            }
            "sentinel/open-ended" => assert_eq!(reading.sentinels.len(), 1, "{input}"),
            "epoch" => assert_eq!(text, "2026-11-20", "{input}"),
            "1904-system" => assert_eq!(text, "2022-11-19", "{input}: as a number of the 1900 system"),
            day => assert_eq!(text, day, "{input} {note}"),
        }
        let is_serial = matches!(reading.formats[1], ColumnFormat::Date(DateFormat::Serial(_)));
        assert_eq!(is_serial, input.bytes().all(|byte| byte.is_ascii_digit()), "{input}");
        n_cases += 1;
    }
    assert_eq!(n_cases, 26);
}
