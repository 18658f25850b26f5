//! What would be gone with the page, and so is asked about before it is left.

use crate::harness::{Harness, loans_csv, setup_of};
use crate::page::Page;
use smart_loan_recovery::jobs::protocol::{Answer, JobError, PolicyChange, Query};
use smart_loan_recovery::session::Stage;
use smart_loan_recovery::strategy::CutOffs;

fn trained() -> Page {
    let mut page = Page::new(1);
    page.drop_file("loans.csv", &loans_csv(120, 1));
    page.run();
    page.session.edit_setup(|setup| setup.params.n_trees = 6);
    page.session.train();
    page.run();
    page
}

fn change(page: &mut Page, change: PolicyChange) {
    page.session.change_policy(change);
    page.run();
}

#[test]
fn a_walk_through_the_pages_loses_nothing() {
    let mut page = Page::new(1);
    assert!(!page.session.would_lose());
    page.run();
    let mut page = trained();
    page.session.open_list(Vec::new());
    page.session.move_cut_offs(CutOffs::new(3_000, 6_000).unwrap());
    page.session.look_at(3);
    page.session.save_policy();
    page.session.start_export();
    page.run();
    change(&mut page, PolicyChange::Show);
    assert!(!page.session.would_lose());
}

#[test]
fn notes_are_lost_unless_this_machine_keeps_them() {
    let mut page = trained();
    page.session.mark("C_3");
    assert!(page.session.would_lose());
    page.session.keep_work(true);
    page.run();
    assert!(!page.session.would_lose());
    page.session.keep_work(false);
    assert!(page.session.would_lose());
    page.session.mark("C_3");
    assert!(!page.session.would_lose());
    // Where the browser refuses to keep them, they are not kept.
    page.refusal = Some("no room".to_owned());
    page.session.mark("C_3");
    page.session.keep_work(true);
    page.run();
    assert!(page.session.would_lose());
}

#[test]
fn a_changed_policy_is_lost_until_it_is_saved() {
    let mut page = trained();
    let set = |value: &str| PolicyChange::Set { path: "assumptions.capacity.calls".to_owned(), value: value.to_owned() };
    change(&mut page, set("40"));
    assert!(page.session.would_lose());
    change(&mut page, set(""));
    assert!(!page.session.would_lose());
    change(&mut page, set("many"));
    assert!(!page.session.would_lose());
    change(&mut page, set("40"));
    page.session.save_policy();
    page.run();
    assert!(!page.session.would_lose());
    let (_, saved) = page.saved.pop().unwrap();
    change(&mut page, PolicyChange::Reset);
    assert!(!page.session.would_lose());
    change(&mut page, set("50"));
    // After a crash the engine is told again what is still not saved.
    page.crash_engine();
    page.run();
    assert!(page.session.would_lose());
    change(&mut page, PolicyChange::Replace(String::from_utf8(saved).unwrap()));
    assert!(!page.session.would_lose());
}

#[test]
fn a_written_message_is_lost() {
    let mut page = trained();
    page.session.write_to(3);
    page.run();
    assert!(!page.session.would_lose());
    page.session.write("Good day".to_owned());
    assert!(page.session.would_lose());
    page.session.use_template();
    assert!(!page.session.would_lose());
}

#[test]
fn a_borrower_is_found_by_identifier_or_it_is_said_that_nobody_is_called_so() {
    let mut page = trained();
    page.session.look_for("C_3");
    page.run();
    assert_eq!(page.session.borrower().shown().unwrap().summary.identifier, "C_3");
    page.session.look_for("Nobody");
    page.run();
    let Stage::Failed { error, .. } = page.session.borrower() else { panic!("{:?}", page.session.borrower()) };
    assert!(format!("{error:?}").contains("Nobody in this file is called “Nobody”."), "{error:?}");
    let mut harness = Harness::new(1);
    let file = harness.open("loans.csv", &loans_csv(120, 1)).unwrap();
    harness.train(&setup_of(&file, 6)).unwrap();
    let beyond = harness.ask(Query::Borrower { row: 120, cut_offs: CutOffs::default() }).unwrap_err();
    assert_eq!(beyond, JobError::BeyondRows { row: 120, n_rows: 120 });
    assert_eq!(beyond.words().what, "There is no row 121: this file has the rows 1 to 120.");
    let named = Query::BorrowerNamed { identifier: "C_5".to_owned(), cut_offs: CutOffs::default() };
    assert!(matches!(harness.ask(named), Ok(Answer::Borrower(detail)) if detail.summary.identifier == "C_5"));
}
