//! How a file is read in another way, and how what was settled about one file is used for the next.

use crate::page::Page;
use smart_loan_recovery::data::read::{Delimiter, ReadOptions};
use smart_loan_recovery::data::schema::Role;
use smart_loan_recovery::data::table::Kind;
use smart_loan_recovery::session::Stage;

/// Loans with a pipe inside a column of commas.
fn loans(n_rows: usize, seed: usize) -> Vec<u8> {
    let mut text = "Loan_ID,Branch_Code,Balance,Ended\n".to_owned();
    for row in 0..n_rows {
        let (number, ended) = (row * 7 + seed, if (row * 13 + seed).is_multiple_of(3) { "lost" } else { "fine" });
        text += &format!("L{number},{},{},{ended}\n", number % 9, 1_000 + number * 31 % 700);
    }
    text.into_bytes()
}

fn opened() -> Page {
    let mut page = Page::new(1);
    page.drop_file("august.csv", &loans(80, 1));
    page.run();
    page
}

fn semicolons() -> ReadOptions {
    ReadOptions { delimiter: Some(Delimiter::Semicolon), ..ReadOptions::default() }
}

#[test]
fn another_way_of_reading_is_shown_before_it_is_taken() {
    let mut page = opened();
    let setting = page.session.file().shown().unwrap().reading.settings[1].clone();
    assert_eq!((setting.chosen, setting.choices[0].0.as_str()), (0, "commas (found)"));
    page.session.preview(ReadOptions { has_header: Some(false), ..ReadOptions::default() });
    page.run();
    let preview = page.session.previewed().unwrap();
    assert_eq!(preview.names, ["column_1", "column_2", "column_3", "column_4"]);
    assert_eq!(preview.rows[0], ["Loan_ID", "Branch_Code", "Balance", "Ended"]);
    assert_eq!(page.session.file().ready().unwrap().n_rows, 80);
    page.session.read_as_previewed();
    page.run();
    assert_eq!(page.session.file().ready().unwrap().n_rows, 81);
    assert!(page.session.previewed().is_none());
}

#[test]
fn a_way_that_makes_no_table_says_so_and_changes_nothing() {
    let mut page = opened();
    page.session.preview(semicolons());
    page.run();
    let preview = page.session.previewed().unwrap();
    assert!(preview.problem.is_some() && !preview.settings.is_empty());
    page.session.drop_preview();
    assert!(page.session.previewed().is_none());
    assert_eq!(page.session.file().ready().unwrap().n_rows, 80);
}

#[test]
fn a_file_that_cannot_be_opened_may_be_read_in_another_way() {
    let mut page = Page::new(1);
    page.drop_file("odd.csv", b"a,b\n1,\"2\n3,4\n5,6\n");
    page.run();
    assert!(matches!(page.session.file(), Stage::Failed { .. }));
    assert!(page.session.previewed().unwrap().problem.is_some());
    page.drop_file("even.csv", &loans(60, 2));
    page.run();
    assert!(page.session.previewed().is_none());
    assert_eq!(page.session.file().ready().unwrap().n_rows, 60);
}

#[test]
fn what_was_settled_stays_when_the_file_is_read_again() {
    let mut page = opened();
    page.session.change_role("Branch_Code", Role::Ignored);
    let kinds = vec![("Branch_Code".to_owned(), Kind::Category)];
    page.session.read_again(ReadOptions { kinds, ..ReadOptions::default() });
    page.run();
    assert_eq!(page.session.setup().unwrap().role("Branch_Code"), Role::Ignored);
    let column = page.session.file().ready().unwrap().schema.column("Branch_Code").unwrap().clone();
    assert_eq!(column.kind, Kind::Category);
    assert_eq!(page.session.reused_from(), None);
}

#[test]
fn next_months_file_needs_no_click() {
    let mut page = opened();
    page.session.choose_outcome_column("Ended".to_owned());
    page.run();
    let mut choice = page.session.setup().unwrap().outcome.clone().unwrap().choice;
    choice.bad_values = vec!["lost".to_owned()];
    page.session.choose_outcome(choice.clone());
    page.session.change_role("Branch_Code", Role::Ignored);
    let kinds = vec![("Branch_Code".to_owned(), Kind::Category)];
    page.session.read_again(ReadOptions { kinds: kinds.clone(), ..ReadOptions::default() });
    page.run();
    page.drop_file("september.csv", &loans(90, 4));
    page.run();
    let setup = page.session.setup().unwrap();
    assert_eq!(setup.outcome.as_ref().unwrap().choice, choice);
    assert_eq!((setup.role("Branch_Code"), page.session.read_options().kinds), (Role::Ignored, kinds));
    assert_eq!(page.session.reused_from(), Some("august.csv"));
    page.session.start_afresh();
    page.run();
    assert_eq!((page.session.reused_from(), page.session.read_options()), (None, ReadOptions::default()));
    assert_ne!(page.session.setup().unwrap().role("Branch_Code"), Role::Ignored);
}
