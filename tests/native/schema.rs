//! What each column is, and which of them tells how the loan ended.

use smart_loan_recovery::data::read::Reading;
use smart_loan_recovery::data::schema::{
    LeftOut, Meaning, OutcomeChoice, OutcomeError, Role, Schema, borrower_keys, guess_outcome, infer_schema, labels, outcome_values,
};
use smart_loan_recovery::data::table::Kind;

use crate::support::{loan_file, read_well};

/// A file of `n_rows` rows in which `row` writes each.
fn file(header: &str, n_rows: usize, row: impl Fn(usize) -> String) -> Reading {
    let lines: Vec<String> = (0..n_rows).map(row).collect();
    read_well(format!("{header}\n{}\n", lines.join("\n")).as_bytes())
}

fn role(schema: &Schema, name: &str) -> Role {
    schema.column(name).unwrap_or_else(|| panic!("no column {name}")).role
}

fn names_of(schema: &Schema, role: Role) -> Vec<&str> {
    schema.columns.iter().filter(|column| column.role == role).map(|column| column.name.as_str()).collect()
}

fn guess(reading: &Reading) -> Option<(String, Vec<String>, Vec<String>)> {
    let choice = guess_outcome(&reading.table, &infer_schema(&reading.table))?;
    Some((choice.column, choice.bad_values, choice.undecided_values))
}

#[test]
fn roles_come_from_names_and_content() {
    let header = "borrowerId,row,Loan No.,age,branch_id,note,state,recoveries,Collection-Attempts,constant,empty,page url,status";
    let reading = file(header, 120, |row| {
        format!(
            "B{},{},{},{},{},\"Called on day {row}, no answer\",S{},{},{},x,,https://x.example/{row},{}",
            row / 2,
            120 - row,
            9000 + row * 7,
            20 + row % 40,
            row % 3,
            row % 7,
            row % 5,
            row % 4,
            ["single", "married"][row % 2]
        )
    });
    let schema = infer_schema(&reading.table);
    assert_eq!(names_of(&schema, Role::Identifier), ["borrowerId", "row", "Loan No.", "page url"]);
    assert_eq!(names_of(&schema, Role::Collection), ["recoveries", "Collection-Attempts"]);
    assert_eq!(names_of(&schema, Role::Ignored), ["age", "note", "constant", "empty"]);
    assert_eq!(names_of(&schema, Role::Feature), ["branch_id", "state", "status"]);
    assert_eq!(schema.column("age").unwrap().reason, Some(LeftOut::Protected));
    assert_eq!(schema.column("note").unwrap().reason, Some(LeftOut::FreeText));
    assert_eq!(schema.column("empty").unwrap().reason, Some(LeftOut::Constant));
    assert_eq!(schema.column("borrowerId").unwrap().meaning, Some(Meaning::BorrowerId));
    assert_eq!(schema.column("Loan No.").unwrap().meaning, Some(Meaning::LoanId));
    assert_eq!(guess(&reading), None);
}

#[test]
fn a_measure_has_one_column_and_the_best_named_one() {
    let reading =
        file("amount,Loan_Amount,dpd,Monthly EMI,balance", 30, |row| format!("{row}.5,{},{},{},{}", row * 11, row % 5, row * 3, row * 2));
    let schema = infer_schema(&reading.table);
    let meanings: Vec<_> = schema.columns.iter().map(|column| column.meaning).collect();
    let expected =
        [None, Some(Meaning::LoanAmount), Some(Meaning::DaysPastDue), Some(Meaning::MonthlyInstalment), Some(Meaning::Outstanding)];
    assert_eq!(meanings, expected);
}

#[test]
fn columns_of_an_own_export_are_no_features() {
    let row = |row: usize| format!("{},{},0.{:02},High,Reminder", row % 9, row % 2, row % 100);
    let schema = infer_schema(&file("age,default,risk_score,risk_band,recovery_strategy", 100, row).table);
    assert_eq!(names_of(&schema, Role::OwnExport), ["risk_score", "risk_band", "recovery_strategy"]);
    let schema = infer_schema(&file("age,default,risk_score,grade,strategy", 100, row).table);
    assert_eq!(role(&schema, "risk_score"), Role::Feature);
}

#[test]
fn outcomes_are_read_from_words() {
    let statuses =
        |values: &'static [&str]| guess(&file("age,loan_status", 100, move |row| format!("{},{}", row % 30, values[row % values.len()])));
    let found = statuses(&["Fully Paid", "Charged Off", "Current", "Late (31-120 days)"]).unwrap();
    assert_eq!((found.1, found.2), (vec!["Charged Off".to_owned(), "Late (31-120 days)".to_owned()], vec!["Current".to_owned()]));
    let found = statuses(&["PAIDOFF", "COLLECTION", "COLLECTION_PAIDOFF"]).unwrap();
    assert_eq!(found.1, ["COLLECTION", "COLLECTION_PAIDOFF"]);
    let found = statuses(&["Completed", "Current", "Chargedoff", "Past Due (1-15 days)", "FinalPaymentInProgress"]).unwrap();
    assert_eq!((found.1, found.2.len()), (vec!["Chargedoff".to_owned(), "Past Due (1-15 days)".to_owned()], 2));
    assert_eq!(statuses(&["P I F", "CHGOFF"]).unwrap().1, ["CHGOFF"]);
    assert_eq!(statuses(&["Y", "N"]).unwrap().1, ["N"]);
    assert_eq!(statuses(&["0", "1"]).unwrap().1, ["1"]);
    assert_eq!(statuses(&["red", "blue"]), None);
}

#[test]
fn the_direction_of_two_values_follows_the_name() {
    let bad = |name: &str, values: [&'static str; 2]| {
        let reading = file(&format!("age,{name}"), 100, |row| format!("{},{}", row % 30, values[row % 2]));
        guess(&reading).map(|choice| choice.1.join(","))
    };
    for name in ["default", "TARGET", "SeriousDlqin2yrs", "default.payment.next.month", "is_bad", "y", "not.fully.paid"] {
        assert_eq!(bad(name, ["0", "1"]).as_deref(), Some("1"), "{name}");
    }
    for name in ["repaid", "Creditability", "paid_back", "fully_paid"] {
        assert_eq!(bad(name, ["0", "1"]).as_deref(), Some("0"), "{name}");
    }
    assert_eq!(bad("default", ["no", "yes"]).as_deref(), Some("yes"));
    assert_eq!(bad("class", ["1", "2"]).as_deref(), Some("2"));
    assert_eq!(bad("anything", ["good", "bad"]).as_deref(), Some("bad"));
    for name in ["status_of_existing_checking_account", "verification_status", "marital_status", "flag"] {
        assert_eq!(bad(name, ["0", "1"]), None, "{name}");
    }
}

#[test]
fn a_choice_that_teaches_nothing_is_an_error_that_lists_what_there_is() {
    let reading = file("age,end", 100, |row| format!("{},{}", row, ["paid", "lost", "open", ""][row % 4]));
    let choose = |column: &str, bad: &[&str]| OutcomeChoice::new(column, bad.iter().map(|value| (*value).to_owned()).collect());
    let table = &reading.table;
    assert_eq!(outcome_values(table, "end"), [("lost".to_owned(), 25), ("open".to_owned(), 25), ("paid".to_owned(), 25)]);
    let unknown = OutcomeError::UnknownColumn { name: "ende".to_owned(), columns: vec!["age".to_owned(), "end".to_owned()] };
    assert_eq!(labels(table, &choose("ende", &[])), Err(unknown));
    let values = ["lost", "open", "paid"].map(str::to_owned).to_vec();
    assert_eq!(labels(table, &choose("end", &["gone"])), Err(OutcomeError::UnknownValue { value: "gone".to_owned(), values }));
    assert_eq!(labels(table, &choose("end", &[])), Err(OutcomeError::OneClass { is_bad: false }));
    assert_eq!(labels(table, &choose("age", &["3"])), Err(OutcomeError::TooFewOfAClass { n_good: 99, n_bad: 1 }));
    let mut choice = choose("end", &["lost"]);
    choice.undecided_values = vec!["open".to_owned()];
    let found = labels(table, &choice).unwrap();
    assert_eq!(found[..5], [Some(false), Some(true), None, None, Some(false)]);
    let small = file("age,end", 40, |row| format!("{},{}", row, ["paid", "lost"][row % 2]));
    assert_eq!(labels(&small.table, &choose("end", &["lost"])), Err(OutcomeError::TooFewRows { n_rows: 40 }));
}

#[test]
fn keys_follow_the_borrower_and_not_the_row() {
    let keys = |header: &str, rows: &[String]| {
        let reading = read_well(format!("{header}\n{}\n", rows.join("\n")).as_bytes());
        borrower_keys(&reading.table, &infer_schema(&reading.table))
    };
    let rows: Vec<String> = (0..60).map(|row| format!("C{},{row},{}", row / 2, row * row)).collect();
    let with_id = keys("customer_id,age,amount", &rows);
    assert_eq!(with_id[0], with_id[1]);
    assert_ne!(with_id[1], with_id[2]);
    let rows: Vec<String> = (0..60).map(|row| format!("{},{}.5,{}", row % 7, row * 3, row % 5)).collect();
    let plain = keys("age,amount,terms", &rows);
    let reversed: Vec<String> = rows.iter().rev().cloned().collect();
    assert_eq!(plain.iter().rev().copied().collect::<Vec<_>>(), keys("age,amount,terms", &reversed));
    let exported: Vec<String> = rows.iter().map(|row| format!("{row},0.{},High,Reminder", row.len())).collect();
    assert_eq!(plain, keys("age,amount,terms,risk_score,risk_band,recovery_strategy", &exported));
}

/// The public files: outcome, collection columns, identifiers, and columns that must stay.
#[test]
fn public_files_are_understood() {
    type Expected =
        (&'static str, usize, Option<(&'static str, &'static [&'static str])>, &'static [&'static str], &'static [&'static str]);
    let files: [Expected; 8] = [
        (
            "loan-recovery",
            500,
            Some(("Recovery_Status", &["Partially Recovered", "Written Off"])),
            &["Borrower_ID", "Loan_ID"],
            &["Payment_History", "Days_Past_Due"],
        ),
        (
            "german-credit",
            1_000,
            Some(("creditability", &["bad"])),
            &[],
            &["status_of_existing_checking_account", "other_debtors_or_guarantors"],
        ),
        ("german-credit-kaggle-NA", 1_000, Some(("Risk", &["bad"])), &[], &["Checking account"]),
        ("taiwan-credit-card", 30_000, Some(("default.payment.next.month", &["1"])), &["ID"], &["PAY_0", "PAY_AMT1"]),
        (
            "loan-payments",
            500,
            Some(("loan_status", &["COLLECTION", "COLLECTION_PAIDOFF"])),
            &["Loan_ID"],
            &["effective_date", "due_date", "terms"],
        ),
        (
            "lendingclub-sample-150col",
            1_000,
            Some(("loan_status", &["Charged Off"])),
            &["id", "url"],
            &[
                "verification_status",
                "grade",
                "term",
                "issue_d",
                "collections_12_mths_ex_med",
                "chargeoff_within_12_mths",
                "disbursement_method",
            ],
        ),
        ("lendingclub-percent-2500", 2_500, None, &["ID"], &["Interest.Rate", "FICO.Range"]),
        ("home-credit-sample", 3_794, Some(("TARGET", &["1"])), &["SK_ID_CURR"], &["NAME_INCOME_TYPE", "FLAG_PHONE", "DAYS_ID_PUBLISH"]),
    ];
    for (name, n_rows, outcome, identifiers, features) in files {
        let Some(bytes) = loan_file(&format!("{name}.csv")) else { return };
        let reading = read_well(&bytes);
        let schema = infer_schema(&reading.table);
        assert_eq!(reading.table.n_rows(), n_rows, "{name}");
        let expected = outcome.map(|(column, bad)| (column.to_owned(), bad.iter().map(|value| (*value).to_owned()).collect(), Vec::new()));
        assert_eq!(guess(&reading), expected, "{name}");
        assert_eq!(names_of(&schema, Role::Identifier), identifiers, "{name}");
        for feature in features {
            assert_eq!(role(&schema, feature), Role::Feature, "{name} {feature}");
        }
    }
}

#[test]
fn kinds_of_public_files_are_right() {
    let kinds: [(&str, &[(&str, Kind)]); 5] = [
        ("taiwan-credit-card", &[("AGE", Kind::Number), ("SEX", Kind::Number), ("BILL_AMT1", Kind::Number)]),
        ("loan-payments", &[("paid_off_time", Kind::Date), ("effective_date", Kind::Date), ("past_due_days", Kind::Number)]),
        (
            "lendingclub-sample-150col",
            &[("issue_d", Kind::Date), ("term", Kind::Number), ("desc", Kind::Text), ("zip_code", Kind::Category)],
        ),
        (
            "lendingclub-percent-2500",
            &[("Interest.Rate", Kind::Number), ("Loan.Length", Kind::Number), ("Debt.To.Income.Ratio", Kind::Number)],
        ),
        ("german-credit", &[("telephone", Kind::Category), ("credit_amount", Kind::Number)]),
    ];
    for (name, columns) in kinds {
        let Some(bytes) = loan_file(&format!("{name}.csv")) else { return };
        let schema = infer_schema(&read_well(&bytes).table);
        for (column, kind) in columns {
            assert_eq!(schema.column(column).unwrap().kind, *kind, "{name} {column}");
        }
    }
    let Some(bytes) = loan_file("german-credit.csv") else { return };
    let schema = infer_schema(&read_well(&bytes).table);
    assert_eq!(schema.column("other_debtors_or_guarantors").unwrap().top_values[0], ("none".to_owned(), 907));
}
