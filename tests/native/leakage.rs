//! What gives the outcome away is found, and nothing else.

use smart_loan_recovery::data::read::Reading;
use smart_loan_recovery::data::sample::{SAMPLE_SEED, SampleMonth, sample_csv};
use smart_loan_recovery::data::schema::{guess_outcome, infer_schema, labels};
use smart_loan_recovery::evaluation::leakage::{LeakEvidence, find_leaks};

use crate::support::{loan_file, read_well};

/// The columns found by name and those found by content, with the guessed outcome.
fn leaks_of(reading: &Reading) -> (Vec<String>, Vec<String>) {
    let schema = infer_schema(&reading.table);
    let choice = guess_outcome(&reading.table, &schema).unwrap();
    let labels = labels(&reading.table, &choice).unwrap();
    let leaks = find_leaks(&reading.table, &schema, &labels);
    let (by_name, by_content): (Vec<_>, Vec<_>) = leaks.into_iter().partition(|leak| leak.is_named);
    let columns = |leaks: Vec<smart_loan_recovery::evaluation::leakage::Leak>| leaks.into_iter().map(|leak| leak.column).collect();
    (columns(by_name), columns(by_content))
}

#[test]
fn public_files_show_their_leaks_and_no_others() {
    let files: [(&str, &[&str], &[&str]); 6] = [
        ("loan-recovery", &["Collection_Attempts", "Collection_Method", "Legal_Action_Taken"], &[]),
        ("german-credit", &[], &[]),
        ("german-credit-kaggle-NA", &[], &[]),
        ("taiwan-credit-card", &[], &[]),
        ("loan-payments", &["paid_off_time"], &["past_due_days"]),
        ("home-credit-sample", &[], &[]),
    ];
    for (name, by_name, by_content) in files {
        let Some(bytes) = loan_file(&format!("{name}.csv")) else { return };
        let found = leaks_of(&read_well(&bytes));
        assert_eq!(found.0, by_name, "{name}");
        assert_eq!(found.1, by_content, "{name}");
    }
}

#[test]
fn a_column_found_by_its_name_is_shown_by_what_it_holds_where_that_convinces() {
    let Some(bytes) = loan_file("loan-recovery.csv") else { return };
    let reading = read_well(&bytes);
    let schema = infer_schema(&reading.table);
    let choice = guess_outcome(&reading.table, &schema).unwrap();
    let leaks = find_leaks(&reading.table, &schema, &labels(&reading.table, &choice).unwrap());
    let evidence: Vec<_> = leaks.iter().map(|leak| &leak.evidence).collect();
    assert!(matches!(evidence[0], LeakEvidence::Purity { is_bad: true, .. }), "{:?}", evidence[0]);
    assert_eq!(evidence[1], &LeakEvidence::Name);
    assert!(matches!(evidence[2], LeakEvidence::Purity { is_bad: true, n_rows: 24, .. }), "{:?}", evidence[2]);
}

#[test]
fn columns_of_collection_are_found_by_their_content_where_names_hide_them() {
    let Some(bytes) = loan_file("loan-recovery.csv") else { return };
    let text = String::from_utf8(bytes).unwrap();
    let hidden = text.replace("Collection_Attempts", "a").replace("Collection_Method", "b").replace("Legal_Action_Taken", "c");
    assert_eq!(leaks_of(&read_well(hidden.as_bytes())), (vec![], vec!["a".to_owned(), "c".to_owned()]));
    let Some(bytes) = loan_file("loan-payments.csv") else { return };
    let hidden = String::from_utf8(bytes).unwrap().replace("paid_off_time", "a");
    assert_eq!(leaks_of(&read_well(hidden.as_bytes())).1, ["a", "past_due_days"]);
}

#[test]
fn lending_club_loses_what_came_after_and_keeps_what_came_before() {
    let Some(bytes) = loan_file("lendingclub-sample-150col.csv") else { return };
    let (by_name, by_content) = leaks_of(&read_well(&bytes));
    assert!(by_content.is_empty(), "{by_content:?}");
    for name in [
        "recoveries",
        "collection_recovery_fee",
        "total_pymnt",
        "total_rec_prncp",
        "last_pymnt_d",
        "last_fico_range_low",
        "settlement_amount",
        "debt_settlement_flag",
    ] {
        assert!(by_name.iter().any(|found| found == name), "{name}");
    }
    assert_eq!(by_name.len(), 33);
}

#[test]
fn chance_alone_is_no_leak_and_a_rare_value_needs_enough_rows() {
    // 40 % bad. "rare" is bad in all of its 8 rows, "sure" in all of its 30: 0.4^8 may be chance among these cells.
    let row = |row: usize| {
        let is_bad = row % 5 < 2;
        let rare = if is_bad && row.is_multiple_of(50) && row < 400 { "rare" } else { "usual" };
        let sure = if is_bad && row.is_multiple_of(10) && row < 300 { "sure" } else { "usual" };
        format!("{},{rare},{sure},{}", row % 37, if is_bad { "bad" } else { "good" })
    };
    let lines: Vec<String> = (0..500).map(row).collect();
    let reading = read_well(format!("age,p,q,end\n{}\n", lines.join("\n")).as_bytes());
    assert_eq!(leaks_of(&reading).1, ["q"]);
}

#[test]
fn the_sample_shows_its_collection_columns_by_name_only() {
    for (seed, month) in [(SAMPLE_SEED, SampleMonth::July), (1, SampleMonth::September), (2, SampleMonth::September)] {
        let found = leaks_of(&read_well(&sample_csv(seed, month)));
        let collection = ["Collection_Attempts", "Collection_Method", "Legal_Action_Taken"].map(str::to_owned);
        assert_eq!(found, (collection.to_vec(), vec![]), "{seed} {month:?}");
    }
}
