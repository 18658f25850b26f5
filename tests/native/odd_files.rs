//! Files as other programs and countries write them: what once was read wrongly, in small made-up files.

use smart_loan_recovery::data::column_format::{Century, ColumnFormat, DateFormat, DateOrder, SerialDate};
use smart_loan_recovery::data::issue::Oddity;
use smart_loan_recovery::data::question::{Question, TypingAnswers};
use smart_loan_recovery::data::read::{ReadError, ReadOptions, Reading};
use smart_loan_recovery::data::schema::{Role, guess_outcome, infer_schema};
use smart_loan_recovery::data::table::Kind;
use smart_loan_recovery::sheets::reading_text;

use crate::support::{read, read_well, texts};
use crate::typing::column;

fn cells(cells: &[&str]) -> Reading {
    column("value", cells, ReadOptions::default())
}

/// The column's canonical texts; it must be of this kind.
fn read_as(kind: Kind, given: &[&str]) -> Vec<String> {
    let reading = cells(given);
    assert_eq!(reading.table.columns()[1].kind(), kind, "{given:?}");
    texts(&reading, "value")
}

/// The bad values of the outcome of a file with these two values, the first in every fifth row.
fn bad_values(name: &str, [first, second]: [&str; 2]) -> Option<(String, Vec<String>)> {
    let rows: String =
        (0..60).map(|row| format!("{},{},{}\n", 1000 + row, 50 + row * 7 % 13, if row % 5 == 0 { first } else { second })).collect();
    let reading = read_well(format!("loan,size,{name}\n{rows}").as_bytes());
    let choice = guess_outcome(&reading.table, &infer_schema(&reading.table))?;
    Some((choice.column, choice.bad_values))
}

// Numbers

#[test]
fn dashes_for_no_cents_make_no_amount_negative() {
    assert_eq!(read_as(Kind::Number, &["CHF 1'234.-", "CHF 500.--", "CHF 12.50"]), ["1234", "500", "12.5"]);
    assert_eq!(read_as(Kind::Number, &["500,-", "1.250,--", "99,95"]), ["500", "1250", "99.95"]);
    assert_eq!(read_as(Kind::Number, &["€ 1.250,-", "500,- €", "€ 99,95"]), ["1250", "500", "99.95"]);
    assert_eq!(read_as(Kind::Number, &["1.234,56-", "500,00-", "12,50"]), ["-1234.56", "-500", "12.5"]);
}

#[test]
fn brackets_within_a_currency_are_a_minus() {
    assert_eq!(read_as(Kind::Number, &["$(7,368.65)", "$ 500.00", "($12.00)"]), ["-7368.65", "500", "-12"]);
    assert_eq!(read_as(Kind::Number, &["(500,25) €", "7,50 €"]), ["-500.25", "7.5"]);
    assert_eq!(read_as(Kind::Category, &["$(-5)", "((5))", "-(5)"])[0], "$(-5)");
}

#[test]
fn units_with_a_period_and_per_cents_in_front_are_known() {
    assert_eq!(read_as(Kind::Number, &["7.954,10 kr.", "521,00 kr.", "1.426,50 kr"]), ["7954.1", "521", "1426.5"]);
    assert_eq!(read_as(Kind::Number, &["7.954,10 TL", "521,00 TL"]), ["7954.1", "521"]);
    assert_eq!(read_as(Kind::Number, &["3 yrs.", "12 mths.", "5 yrs."]), ["3", "1", "5"]);
    assert_eq!(read_as(Kind::Number, &["%3,23", "% 17,70", "%9,22"]), ["3.23", "17.7", "9.22"]);
}

#[test]
fn a_debit_balance_is_a_number_and_its_credit_is_no_crore() {
    assert_eq!(read_as(Kind::Number, &["3,977.05 Dr", "260.50DR", "713.25 Dr"]), ["3977.05", "260.5", "713.25"]);
    let both: Vec<String> = (0..60).map(|row| format!("{}.50 {}", 1000 + row, if row % 3 == 0 { "Cr" } else { "Dr" })).collect();
    let reading = cells(&both.iter().map(String::as_str).collect::<Vec<_>>());
    assert!(matches!(reading.questions[..], [Question::MostlyOfKind { kind: Kind::Number, n_fit: 40, n_unfit: 20, .. }]));
}

#[test]
fn unknown_among_numbers_is_missing_and_told_and_a_value_of_its_own_elsewhere() {
    let amounts: Vec<String> = (0..40).map(|row| if row % 4 == 0 { "Unknown".to_owned() } else { (100 + row).to_string() }).collect();
    let reading = cells(&amounts.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(texts(&reading, "value")[..2], ["", "101"]);
    assert_eq!(reading.issues.n_total(), 10);
    assert_eq!(reading.issues.issues()[0].what, Oddity::NotANumber { value: "Unknown".to_owned() });
    assert_eq!(read_as(Kind::Category, &["Unknown", "married", "single"]), ["Unknown", "married", "single"]);
}

// Dates

#[test]
fn months_in_other_languages_and_days_of_the_week_are_dates() {
    for (given, day) in [
        (["13. Januar 2022", "1. März 2022"], "2022-01-13"),
        (["20 août 2021", "31 décembre 2021"], "2021-08-20"),
        (["13 de enero de 2022", "2 de octubre de 2022"], "2022-01-13"),
        (["13. 1. 2022", "31. 12. 2022"], "2022-01-13"),
        (["Thursday, 13 January 2022", "Fri, 14 Jan 2022 10:00:00 GMT"], "2022-01-13"),
        (["2022-01-13 23:59:59 UTC", "2022-01-14"], "2022-01-13"),
        (["Jan. 13, 2022", "Feb. 1, 2022"], "2022-01-13"),
    ] {
        assert_eq!(read_as(Kind::Date, &given)[0], day, "{given:?}");
    }
    for given in [["Outlet-20", "Outlet-21"], ["Decile-10", "Decile-20"], ["Branch 12/05/2020", "Flat 3-4-2019"]] {
        assert_eq!(read_as(Kind::Category, &given), given);
    }
}

fn born(options: ReadOptions) -> Reading {
    column("dob", &["05/03/67", "31/12/88", "17/06/03", "05/03/1967"], options)
}

#[test]
fn a_year_of_two_digits_that_may_be_in_either_century_is_asked_about() {
    let reading = born(ReadOptions::default());
    assert_eq!(texts(&reading, "dob"), ["1967-03-05", "1988-12-31", "2003-06-17", "1967-03-05"]);
    let question = Question::Century { column: "dob".to_owned(), example: "05/03/67".to_owned(), assumed: Century::Last };
    assert_eq!(reading.questions, [question]);
    assert_eq!(reading.formats[1], ColumnFormat::Date(DateFormat::WrittenBefore1970(DateOrder::DayFirst)));
    let answers = TypingAnswers { centuries: vec![("dob".to_owned(), Century::This)], ..TypingAnswers::default() };
    let answered = born(ReadOptions { answers, ..ReadOptions::default() });
    assert_eq!((texts(&answered, "dob")[0].as_str(), answered.questions.len()), ("2067-03-05", 0));
    // Nothing in the last century: the end of long loans.
    let ends = cells(&["04-Sep-46", "30-Jun-29"]);
    assert_eq!(texts(&ends, "value"), ["2046-09-04", "2029-06-30"]);
    assert!(matches!(&ends.questions[..], [Question::Century { assumed: Century::This, .. }]));
    assert!(cells(&["31-Dec-99", "30-Jun-21"]).questions.is_empty());
    assert!(cells(&["31-Dec-2046", "2051-06-30 20:45"]).questions.is_empty());
}

#[test]
fn seconds_of_sas_and_days_since_1904_can_be_had() {
    let seconds = |given: &[&str]| column("open_dt", given, ReadOptions::default());
    let sas = seconds(&["1957651200", "1945123200"]);
    assert_eq!(texts(&sas, "open_dt"), ["2022-01-13", "2021-08-21"]);
    assert!(matches!(sas.questions[..], [Question::SerialDate { assumed: SerialDate::SasSeconds, .. }]));
    assert_eq!(texts(&seconds(&["1700000000", "1700086400"]), "open_dt"), ["2023-11-14", "2023-11-15"]);
    let answers = TypingAnswers { serial_dates: vec![("open_dt".to_owned(), SerialDate::Excel1904)], ..TypingAnswers::default() };
    let of_1904 = column("open_dt", &["44884", "0", "44885.5"], ReadOptions { answers, ..ReadOptions::default() });
    assert_eq!(texts(&of_1904, "open_dt"), ["2026-11-20", "", "2026-11-21"]);
}

#[test]
fn every_answer_about_years_and_days_is_another_way_of_reading() {
    let options = ReadOptions::default();
    let asked = |reading: &Reading| reading_text(reading, &options, 0.0).questions;
    let of_years = asked(&born(ReadOptions::default()));
    assert_eq!(of_years[0].title, "dob: which century is “05/03/67” in?");
    let centuries: Vec<Century> = of_years[0].answers.iter().map(|(_, options)| options.answers.centuries[0].1).collect();
    assert_eq!(centuries, [Century::Last, Century::This]);
    let days = column("due_date", &["45000", "45001"], ReadOptions::default());
    let of_days = asked(&days);
    let ways: Vec<_> = of_days[0].answers.iter().map(|(_, options)| options.answers.serial_dates.first().map(|(_, way)| *way)).collect();
    assert_eq!(ways, [Some(SerialDate::Excel), Some(SerialDate::Excel1904), None]);
}

// Rows and headers

#[test]
fn names_of_groups_above_the_names_of_columns_are_left_out() {
    for above in ["Loan,Loan,Borrower,Borrower", "Loan,,Borrower,", "X,X1,X2,Y"] {
        let reading = read_well(format!("{above}\nid,amount,age,default\n1,500,33,0\n2,700,44,1\n3,900,55,0\n").as_bytes());
        assert_eq!(reading.table.names(), ["id", "amount", "age", "default"], "{above}");
        assert_eq!((reading.table.n_rows(), reading.dialect.n_above_header), (3, 1));
    }
    let reading = read_well(b"id,amount,amount,bad\n1,500,33,0\n2,700,44,1\n");
    assert_eq!(reading.table.names(), ["id", "amount", "amount_2", "bad"]);
}

#[test]
fn years_among_the_names_of_columns_are_names() {
    let reading = read_well(b"id,2023,2024,2025,default\n1,500.5,33,7,0\n2,700,44,8,1\n3,900,55,9,0\n");
    assert_eq!((reading.table.names()[1].as_str(), reading.table.n_rows()), ("2023", 3));
    let reading = read_well(b"a1,2023,500,9\na2,2024,600,8\na3,2025,700,7\n");
    assert!(!reading.dialect.has_header);
}

#[test]
fn a_line_of_dashes_below_the_names_is_no_loan() {
    let rows: String = (1..9).map(|row| format!("| {row} | {}.50 | paid |\n", 500 + row)).collect();
    let reading = read_well(format!("| id | amount | status |\n|---:|-------:|--------|\n{rows}").as_bytes());
    assert_eq!((reading.table.n_rows(), texts(&reading, "status")[0].as_str()), (8, "paid"));
    assert!(reading.issues.issues().iter().any(|issue| issue.what == Oddity::BlankRow));
}

#[test]
fn cells_that_were_cut_in_two_do_not_move_the_header() {
    let rows: String =
        (0..30).map(|row| format!("{row},{},{}\n", ["$0 - $24,999", "$25,000 - $49,999"][usize::from(row % 3 == 0)], row % 2)).collect();
    let cut = read(format!("id,income,bad\n{rows}").as_bytes());
    assert!(matches!(cut, Err(ReadError::NoRegularRows { expected: 3, .. })), "{cut:?}");
    let rows: String = (0..30).map(|row| format!("{row},\"he said \\\"no\\\", twice\",{}\n", row % 2)).collect();
    let escaped = read(format!("id,note,bad\n{rows}").as_bytes());
    assert!(matches!(escaped, Err(ReadError::NoRegularRows { expected: 3, .. })), "{escaped:?}");
    let rows: String = (0..30).map(|row| format!("{row}, \"Delhi, North\", {}\n", row % 2)).collect();
    let blank = read(format!("id, city, bad\n{rows}").as_bytes());
    assert!(matches!(blank, Err(ReadError::NoRegularRows { expected: 3, .. })), "{blank:?}");
}

#[test]
fn sums_without_a_word_and_notes_of_sums_are_no_loans() {
    let rows = "L1,A,500,30,good\nL2,B,700,0,bad\nL3,,,,\n";
    for (last, n_rows) in
        [(",,\"1,200.50\",,\n", 3), ("Total amount funded: 1200,,,,\n", 3), ("\"Total, of all\",,1200,,\n", 4), (",,1200,30,\n", 4)]
    {
        let reading = read_well(format!("id,name,amount,days,status\n{rows}{last}").as_bytes());
        assert_eq!(reading.table.n_rows(), n_rows, "{last}");
        let n_totals = reading.issues.issues().iter().filter(|issue| issue.what == Oddity::TotalRow).count();
        assert_eq!(n_totals, 4 - n_rows, "{last}");
    }
}

#[test]
fn an_index_with_rows_taken_out_is_no_feature() {
    let rows: String = (0..60).map(|row| format!("{},{},{}\n", row * 37 % 101, 50 + row * 7 % 13, row % 2)).collect();
    for name in ["", "Unnamed: 0"] {
        let reading = read_well(format!("{name},size,bad\n{rows}").as_bytes());
        assert_eq!(infer_schema(&reading.table).columns[0].role, Role::Identifier, "{name}");
    }
    let reading = read_well(format!("amount,size,bad\n{rows}").as_bytes());
    assert_eq!(infer_schema(&reading.table).columns[0].role, Role::Feature);
}

// Outcomes

#[test]
fn outcomes_are_read_in_other_words_and_codings() {
    for (name, values) in [
        ("Ausfall", ["ja", "nein"]),
        ("Défaut", ["Oui", "Non"]),
        ("inadimplente", ["Sim", "Não"]),
        ("GB", ["B", "G"]),
        ("Repaid_Flag", ["N", "Y"]),
        ("good", ["0", "1"]),
        ("is_good_loan", ["0", "1"]),
        ("paid_on_time", ["0", "1"]),
        ("no.default", ["0", "1"]),
        ("Misligholdt_default", ["Ja", "Nej"]),
        ("paid", ["0", "1"]),
        ("target", ["-1", "1"]),
        ("Performance", ["Non-Performing", "Performing"]),
        ("estado", ["Vencido", "Vigente"]),
        ("status", ["90+ DPD", "Current"]),
        ("Zahlungsstatus", ["notleidend", "getilgt"]),
    ] {
        assert_eq!(bad_values(name, values), Some((name.to_owned(), vec![values[0].to_owned()])), "{name}");
    }
    assert_eq!(bad_values("Region", ["B", "G"]), None);
    assert_eq!(bad_values("owns_car", ["ja", "nein"]), None);
}
