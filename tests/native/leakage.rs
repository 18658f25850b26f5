//! What gives the outcome away is found, and nothing else.

use smart_loan_recovery::data::read::Reading;
use smart_loan_recovery::data::sample::{SAMPLE_SEED, SampleMonth, sample_csv};
use smart_loan_recovery::data::schema::{guess_outcome, infer_schema, labels};
use smart_loan_recovery::data::table::date_text;
use smart_loan_recovery::evaluation::leakage::{Leak, LeakEvidence, find_leaks};
use smart_loan_recovery::jobs::protocol::Study;
use smart_loan_recovery::sheets::{Block, leak_words};

use crate::harness::{Harness, setup_of};
use crate::look_alikes::{draw, found, pick};
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

/// What is found by content in made-up loans of which a third end badly: the columns and their rules.
fn rules(header: &str, line: impl Fn(usize, bool) -> String) -> Vec<(String, &'static str)> {
    let found = found(&format!("age,income,region,{header},default"), 1_500, |row| {
        let is_bad = draw(row, 0) < 0.33;
        let region = ["north", "south", "east"][pick(row, 1, 3)];
        format!("{},{},{region},{},{}", 20 + pick(row, 2, 50), 900 + pick(row, 3, 5_000), line(row, is_bad), u8::from(is_bad))
    });
    found.leaks.iter().map(|leak| (leak.column.clone(), leak.rule())).collect()
}

fn is(column: &str, rule: &'static str) -> Vec<(String, &'static str)> {
    vec![(column.to_owned(), rule)]
}

#[test]
fn the_outcome_under_another_coding_is_a_duplicate() {
    assert_eq!(rules("flag_x", |_, is_bad| if is_bad { "W" } else { "P" }.to_owned()), is("flag_x", "duplicate"));
    // A slip in one row of a hundred hides nothing.
    let nearly = |row: usize, is_bad: bool| u8::from(is_bad != row.is_multiple_of(150)).to_string();
    assert_eq!(rules("flag_x", nearly), is("flag_x", "duplicate"));
}

#[test]
fn gaps_that_follow_the_outcome_are_found_though_not_pure() {
    let line = |row: usize, is_bad: bool| if is_bad == (draw(row, 4) < 0.97) { pick(row, 5, 90).to_string() } else { String::new() };
    assert_eq!(rules("z", line), is("z", "missingness"));
}

#[test]
fn one_column_that_ranks_nearly_perfectly_is_found() {
    let line = |row: usize, is_bad: bool| format!("{:.3}", draw(row, 4) + draw(row, 5) + if is_bad { 1.2 } else { 0.0 });
    let found = rules("z", line);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].0, "z");
}

#[test]
fn payments_are_seen_as_shares_of_the_loan_and_dates_as_days_since() {
    // Amounts from 1,000 to a million: what was paid alone says little.
    let line = |row: usize, is_bad: bool| {
        let lent = 1_000.0 * libm::exp(6.9 * draw(row, 4));
        let paid = lent * if is_bad { 0.98 * draw(row, 5).max(0.02) } else { 1.02 + 0.3 * draw(row, 6) };
        format!("{lent:.2},{paid:.2}")
    };
    let found = rules("loan_amount,zz", line);
    assert_eq!((found.len(), found[0].0.as_str()), (1, "zz"));
    let line = |row: usize, is_bad: bool| {
        let day = 15_000 + pick(row, 4, 3_000) as i32;
        let end = day + if is_bad { 60 + pick(row, 5, 500) as i32 } else { 600 + pick(row, 6, 400) as i32 };
        format!("{},{}", date_text(day), date_text(end))
    };
    assert_eq!(rules("issue_date,zz", line), is("zz", "separation"));
}

#[test]
fn a_column_that_does_all_the_work_dominates_and_one_among_many_does_not() {
    let noisy = |row: usize, is_bad: bool| pick(row, 4, if is_bad { 9 } else { 4 }).min(6) + usize::from(draw(row, 5) < 0.15);
    // Few are sure, so that no value is pure; beside it there is only noise.
    let alone = |row: usize, is_bad: bool| {
        let z = if draw(row, 6) < 0.08 { pick(row, 7, 8) } else { noisy(row, is_bad) };
        format!("{z},{},{}", pick(row, 8, 40), pick(row, 9, 5))
    };
    assert_eq!(rules("z,a,b", alone), is("z", "dominance"));
    let among = |row: usize, is_bad: bool| {
        let honest = |column: u64| (0..6).map(|part| draw(row, 10 * column + part)).sum::<f64>() + if is_bad { 0.7 } else { 0.0 };
        format!("{:.3},{:.3},{:.3}", honest(11), honest(12), honest(13))
    };
    assert_eq!(rules("z,a,b", among), []);
}

#[test]
fn a_column_that_only_does_all_the_work_is_asked_about_and_not_accused() {
    let leak = |column: &str, evidence: LeakEvidence| Leak { column: column.to_owned(), evidence, is_named: false };
    let dominant = leak("score", LeakEvidence::Dominance { auc: 0.92, auc_of_all: 0.93 });
    let named = leak("recoveries", LeakEvidence::Name);
    let alone = leak_words(std::slice::from_ref(&dominant));
    assert_eq!(alone.title, "Check whether score was known before the outcome");
    assert!(alone.summary.starts_with("score alone explains nearly all that all columns together do (AUC 0.92 of 0.93). If it is written"));
    assert_eq!(alone.overrule, "It was known before: use it");
    assert!(!alone.columns[0].note.contains("written"));
    let both = leak_words(&[named.clone(), dominant]);
    assert_eq!(both.title, "recoveries was written after the fact; check whether score was known before the outcome");
    let sure = leak_words(&[named]);
    assert_eq!(sure.title, "recoveries was written after the fact");
    assert_eq!(sure.title_if_used, "recoveries gives the outcome away, and the model uses it");
    assert_eq!(leak_words(&[]).title, "");
}

#[test]
fn noise_is_no_leak_however_many_columns_and_however_few_rows() {
    for seed in 0..12u64 {
        let header: Vec<String> = (0..25).map(|column| format!("c{column}")).collect();
        let found = found(&format!("{},default", header.join(",")), 60 + 40 * seed as usize, |row| {
            let cells: Vec<String> = (0..25).map(|column| pick(row, 1_000 * seed + column, 3 + 7 * column as usize).to_string()).collect();
            format!("{},{}", cells.join(","), u8::from(pick(row, 999_999 + seed, 4) == 0))
        });
        assert_eq!(found.rules(), [], "{seed}");
    }
}

#[test]
fn a_column_is_worth_what_the_auc_falls_without_it_whatever_its_role() {
    let mut harness = Harness::new(2);
    let file = harness.open("loans.csv", loan_lines().as_bytes()).unwrap();
    let setup = setup_of(&file, 20);
    let column_idx = |name: &str| file.schema.columns.iter().position(|column| column.name == name).unwrap() as u32;
    let report = |harness: &mut Harness, name: &str| {
        let sheet = harness.study(Study::Without { column_idx: column_idx(name) }, &setup).unwrap().sheet;
        let Block::Notice { title, .. } = &sheet.blocks[0] else { panic!("a notice") };
        title.clone()
    };
    assert!(report(&mut harness, "used").starts_with("Without used the AUC falls from 0."));
    assert_eq!(report(&mut harness, "noise"), "noise makes no difference");
    // Left out for its name, and taken in for the study only.
    assert!(report(&mut harness, "legal_action").starts_with("With legal_action the AUC would be 1.00 instead of 0."));
    assert!(harness.study(Study::Without { column_idx: column_idx("default") }, &setup).is_err());
    assert!(harness.study(Study::Without { column_idx: 99 }, &setup).is_err());
}

fn loan_lines() -> String {
    let line = |row: usize| {
        let used = draw(row, 1);
        let is_bad = draw(row, 2) < 0.1 + 0.7 * used;
        format!("{used:.4},{},{},{}\n", pick(row, 3, 50), if is_bad { "yes" } else { "no" }, u8::from(is_bad))
    };
    std::iter::once("used,noise,legal_action,default\n".to_owned()).chain((0..600).map(line)).collect()
}

#[test]
fn the_bad_end_of_a_column_that_worsens_step_by_step_is_honest() {
    // Of those with six or more late payments, about one in a hundred, all end badly.
    let found = found("age,income,late,default", 4_000, |row| {
        let late = ((-libm::log(1.0 - draw(row, 1)) * 1.3) as usize).min(9);
        let is_bad = draw(row, 0) < 0.1 + 0.15 * late as f64;
        format!("{},{},{late},{}", 20 + pick(row, 2, 50), 900 + pick(row, 3, 5_000), u8::from(is_bad))
    });
    assert_eq!(found.rules(), []);
    // Where the step is abrupt, it is not.
    let line = |row: usize, is_bad: bool| if is_bad && draw(row, 4) < 0.2 { 4 + pick(row, 5, 4) } else { pick(row, 6, 4) }.to_string();
    assert_eq!(rules("z", line), is("z", "purity"));
}
