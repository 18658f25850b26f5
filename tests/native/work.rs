//! The queue of borrowers: what was done, who is left, the walk through the list, and what this machine keeps of it.

use proptest::prelude::*;

use crate::harness::loans_csv;
use crate::page::Page;
use smart_loan_recovery::data::schema::EXPORT_COLUMNS;
use smart_loan_recovery::jobs::protocol::{BorrowerRow, Filter, PolicyChange, Sort, SortKey, Topic};
use smart_loan_recovery::quantity::Money;
use smart_loan_recovery::session::work_log::{ContactOutcome, WorkEntry, WorkLog};
use smart_loan_recovery::session::work_log_text::{merged_work_text, work_log_of_text, work_log_text};
use smart_loan_recovery::session::{Listing, Session};
use smart_loan_recovery::strategy::{CutOffs, Treatment};

const N_ROWS: usize = 120;

/// A page with a list in the order of the queue.
fn listed(csv: &[u8]) -> Page {
    let mut page = Page::new(1);
    page.drop_file("loans.csv", csv);
    page.run();
    page.session.edit_setup(|setup| setup.params.n_trees = 6);
    page.session.train();
    page.run();
    page.session.hide_not_due(false);
    page.run();
    page
}

/// Loans that all still run: "good" is said of them too.
fn running(csv: &[u8]) -> Vec<u8> {
    String::from_utf8_lossy(csv).replace(",Fully Paid,", ",Good,").into_bytes()
}

/// Each loan by its own number.
fn loans(n_rows: usize, seed: u64) -> Vec<u8> {
    String::from_utf8(running(&loans_csv(n_rows, seed))).unwrap().replace("Customer_ID", "Branch_Office").into_bytes()
}

fn worked() -> Page {
    listed(&loans(N_ROWS, 1))
}

fn note(text: &str) -> impl FnOnce(&mut WorkEntry) {
    let note = text.to_owned();
    move |entry| entry.note = note
}

fn identifiers(session: &Session) -> Vec<String> {
    session.listing().rows.iter().map(|row| row.identifier.clone()).collect()
}

fn show(page: &mut Page, start: u64, n_rows: u64) -> Vec<String> {
    page.session.show_rows(start, n_rows);
    page.run();
    identifiers(&page.session)
}

fn open_again(page: &mut Page) {
    page.session.open_list(Vec::new());
    page.run();
}

fn export(page: &mut Page) -> String {
    page.session.start_export();
    page.run();
    String::from_utf8(page.saved.pop().unwrap().1).unwrap()
}

// The log

#[test]
fn a_log_is_in_the_order_of_its_identifiers_and_holds_nothing_that_says_nothing() {
    let mut log = WorkLog::default();
    let done = WorkEntry { is_done: true, ..WorkEntry::default() };
    for identifier in ["L9", "L10", "", "ß"] {
        log.set(identifier, done.clone());
    }
    log.set("L10", WorkEntry::default());
    log.set("nobody", WorkEntry::default());
    assert_eq!(log.entries().iter().map(|(identifier, _)| identifier.as_str()).collect::<Vec<_>>(), ["", "L9", "ß"]);
    log.set("L9", WorkEntry { note: "later".to_owned(), ..WorkEntry::default() });
    assert_eq!(log.done().collect::<Vec<_>>(), ["", "ß"]);
    assert!(log.is_done("ß") && !log.is_done("L9") && !log.is_done("L10"));
}

#[test]
fn a_kept_log_can_be_read_by_people_and_one_of_another_form_is_left_alone() {
    let mut log = WorkLog::default();
    let note = "10th,\n\"sure\"\t\\o/".to_owned();
    let promised =
        WorkEntry { is_done: true, outcome: ContactOutcome::PromiseToPay, note, promised_on: Some(20_788), ..WorkEntry::default() };
    log.set("L1", promised.clone());
    let amount = Some(Money::from_minor_units(123_450));
    log.set("L2", WorkEntry { outcome: ContactOutcome::Paid, paid_in: Some(0xfee), amount, ..WorkEntry::default() });
    log.set("L0", WorkEntry { is_done: true, ..WorkEntry::default() });
    log.set("L0", WorkEntry::default());
    let text = work_log_text(&log);
    assert_eq!(
        text,
        "smart-loan-recovery work 3\nL0\tgone\tNot contacted\t\t\t4\t\nL1\tdone\tPromise to pay\t10th,\\n\"sure\"\\t\\\\o/\t2026-12-01\t1\t\n\
         L2\topen\tPaid\t\t0000000000000fee\t2\t123450"
    );
    assert_eq!(work_log_of_text(&text), Some(log));
    // The form before knew no amounts, the one before that neither days nor changes.
    let paid = work_log_of_text("smart-loan-recovery work 2\nL2\topen\tPaid\t\t0000000000000fee\t2").unwrap();
    assert_eq!(paid.entry("L2").map(|entry| (entry.paid_in, entry.amount)), Some((Some(0xfee), None)));
    let before = work_log_of_text("smart-loan-recovery work 1\nL1\tdone\tPromise to pay\t10th,\\n\"sure\"\\t\\\\o/").unwrap();
    assert_eq!(before.entry("L1"), Some(&WorkEntry { promised_on: None, ..promised }));
    for other in ["", "smart-loan-recovery work 4\nL1\tdone\tPaid\t", "{}"] {
        assert_eq!(work_log_of_text(other), None);
    }
    let broken = work_log_of_text("smart-loan-recovery work 1\n\nL1\nL2\tperhaps\tPaid\t\nL3\topen\tsomething new\ta\\").unwrap();
    assert_eq!(broken.entries(), [("L3".to_owned(), WorkEntry { note: "a\\".to_owned(), ..WorkEntry::default() })]);
}

#[test]
fn the_words_of_an_outcome_lead_back_to_it() {
    for outcome in ContactOutcome::ALL {
        assert_eq!(ContactOutcome::of_words(outcome.words()), Some(outcome));
    }
    assert_eq!(ContactOutcome::of_words("paid"), None);
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof!["[\\\\tnr\t\n\r\"',;= a0]{0,9}", "\\PC{0,9}", ".{0,5}"]
}

proptest! {
    #[test]
    fn whatever_is_noted_comes_back_from_its_text(
        entries in prop::collection::vec((any_text(), any::<bool>(), 0..ContactOutcome::ALL.len(), any_text()), 0..12)
    ) {
        let mut log = WorkLog::default();
        for (identifier, is_done, outcome, note) in entries {
            log.set(&identifier, WorkEntry { is_done, outcome: ContactOutcome::ALL[outcome], note, ..WorkEntry::default() });
        }
        let text = work_log_text(&log);
        prop_assert!(text.lines().count() > log.entries().len());
        prop_assert_eq!(work_log_of_text(&text), Some(log));
    }

    #[test]
    fn no_text_breaks_what_reads_it(text in ".{0,60}", lines in prop::collection::vec(any_text(), 0..6)) {
        work_log_of_text(&text);
        work_log_of_text(&format!("smart-loan-recovery work 1\n{}", lines.join("\n")));
        work_log_of_text(&format!("smart-loan-recovery work 2\n{}", lines.join("\t")));
        work_log_of_text(&format!("smart-loan-recovery work 3\n{}", lines.join("\t")));
    }

    /// Whatever two pages note of the same borrowers, both end with the same, and nothing of one that the other did not touch is lost.
    #[test]
    fn two_pages_that_take_over_from_each_other_agree(
        first in prop::collection::vec((0..6usize, 0..ContactOutcome::ALL.len(), any::<bool>()), 0..12),
        second in prop::collection::vec((0..6usize, 0..ContactOutcome::ALL.len(), any::<bool>()), 0..12)
    ) {
        let noted = |changes: &[(usize, usize, bool)]| {
            let mut log = WorkLog::default();
            for (borrower, outcome, is_done) in changes {
                let entry = WorkEntry { is_done: *is_done, outcome: ContactOutcome::ALL[*outcome], ..WorkEntry::default() };
                log.set(&format!("L{borrower}"), entry);
            }
            log
        };
        let (mut a, mut b) = (noted(&first), noted(&second));
        let (own, theirs) = (a.clone(), b.clone());
        a.merge(&theirs);
        b.merge(&own);
        prop_assert_eq!(&a, &b);
        for (identifier, entry) in own.entries() {
            if second.iter().all(|(borrower, ..)| format!("L{borrower}") != *identifier) {
                prop_assert_eq!(a.entry(identifier), Some(entry));
            }
        }
        // What is noted knowing of the other is later than both.
        a.set("L0", WorkEntry { note: "last".to_owned(), ..WorkEntry::default() });
        b.merge(&a);
        prop_assert_eq!(b.entry("L0").map(|entry| entry.note.as_str()), Some("last"));
        prop_assert_eq!(work_log_of_text(&merged_work_text(Some(&work_log_text(&own)), work_log_text(&theirs))).unwrap(), { let mut both = theirs; both.merge(&own); both });
    }
}

// Marks and the list

#[test]
fn who_is_done_with_stays_in_the_list_until_it_is_opened_again() {
    let mut page = worked();
    let all = identifiers(&page.session);
    page.session.hide_done(true);
    page.run();
    assert_eq!(page.session.listing().n_rows, Some(N_ROWS as u64));
    page.session.stand_at(1);
    page.session.mark_here();
    page.session.mark(&all[4]);
    page.session.stand_at(5);
    assert!(page.session.work().is_done(&all[1]));
    assert_eq!(page.session.listing().n_rows, Some(N_ROWS as u64));
    open_again(&mut page);
    assert_eq!(identifiers(&page.session)[..3], [all[0].clone(), all[2].clone(), all[3].clone()]);
    // The person is where they were, though fewer are before them.
    assert_eq!(page.session.place(), Some((3, N_ROWS as u64 - 2)));
    assert_eq!(identifiers(&page.session)[3], all[5]);
    page.session.hide_done(false);
    page.run();
    assert_eq!(identifiers(&page.session), all);
}

#[test]
fn a_loan_that_has_ended_is_nothing_to_do() {
    let mut page = listed(&loans_csv(N_ROWS, 1));
    let (n_rows, last) = (page.session.listing().n_rows, page.session.listing().rows.last().unwrap().clone());
    assert_eq!((n_rows, last.next_step.unwrap().words.as_str()), (Some(N_ROWS as u64), "Nothing due"));
    page.session.hide_done(true);
    page.run();
    let listing = page.session.listing();
    let n_ended = String::from_utf8(loans_csv(N_ROWS, 1)).unwrap().matches("Fully Paid").count() as u64;
    assert_eq!(listing.n_rows, Some(N_ROWS as u64 - n_ended));
    assert!(listing.rows.iter().all(|row| row.is_bad == Some(true)), "{listing:?}");
}

#[test]
fn a_mark_taken_away_is_as_if_it_had_never_been() {
    let mut page = worked();
    let before = page.session.clone();
    page.session.stand_at(2);
    page.session.mark_here();
    page.session.mark_here();
    page.session.hide_done(true);
    page.run();
    assert_eq!(page.session.work().entries(), []);
    assert_eq!((page.session.listing().n_rows, &page.session.listing().rows), (before.listing().n_rows, &before.listing().rows));
}

#[test]
fn loans_of_one_borrower_are_done_with_together() {
    let mut page = listed(&running(&loans_csv(N_ROWS, 1)));
    // Each seventh loan is another of the customer before.
    page.session.hide_done(true);
    page.session.mark("C_5");
    open_again(&mut page);
    assert_eq!(page.session.listing().n_rows, Some(N_ROWS as u64 - 2));
}

#[test]
fn a_next_step_filters_the_list() {
    let mut page = worked();
    let mut n_found = 0;
    for treatment in Treatment::ALL {
        let filter = Filter { treatment: Some(treatment), ..Filter::default() };
        page.session.list(filter, Sort { key: SortKey::Queue, descending: true }, Vec::new());
        page.run();
        let Listing { n_rows, rows, .. } = page.session.listing();
        n_found += n_rows.unwrap();
        assert!(rows.iter().all(|row| row.next_step.as_ref().is_some_and(|step| step.words == rows[0].next_step.as_ref().unwrap().words)));
    }
    assert_eq!(n_found, N_ROWS as u64);
}

#[test]
fn the_queue_begins_with_decisions_and_goes_on_with_what_brings_most() {
    let mut page = worked();
    page.session.change_policy(PolicyChange::Set { path: "rules.harsh_only_when_worth_more".to_owned(), value: "no".to_owned() });
    page.run();
    open_again(&mut page);
    let rows = &page.session.listing().rows;
    let is_decision = |row: &BorrowerRow| row.next_step.as_ref().unwrap().words == "Legal review";
    let n_decisions = rows.iter().take_while(|row| is_decision(row)).count();
    let steps = || rows.iter().map(|row| row.next_step.as_ref().unwrap().words.clone()).collect::<Vec<_>>();
    assert!(n_decisions > 3 && !rows[n_decisions..].iter().any(is_decision), "{:?}", steps());
    let at_stake = |row: &BorrowerRow| row.outstanding.unwrap().to_major() * row.score.unwrap().value();
    assert!(rows[..n_decisions].is_sorted_by(|a, b| at_stake(a) >= at_stake(b) - 0.01));
    let marginal: Vec<_> = rows[n_decisions..].iter().map(|row| row.next_step.as_ref().unwrap().marginal).collect();
    let known: Vec<_> = marginal.iter().map_while(|marginal| *marginal).take(10).collect();
    assert!(known.len() > 3 && known.is_sorted_by(|a, b| a >= b), "{marginal:?}");
}

// What is noted changes the plan

/// The next step of the first borrower once an outcome is noted, the reasons on their page, and whether a person looks first.
fn after_noting(page: &mut Page, identifier: &str, row: u64, outcome: ContactOutcome) -> (String, String, bool) {
    page.session.note_outcome(identifier, outcome);
    page.run();
    step_of(page, identifier, row)
}

fn step_of(page: &mut Page, identifier: &str, row: u64) -> (String, String, bool) {
    open_again(page);
    show(page, 0, N_ROWS as u64);
    let listed = page.session.listing().rows.iter().find(|row| row.identifier == identifier).unwrap().next_step.clone().unwrap();
    let topic = Topic::BorrowerPlan { row };
    page.session.show_sheet(topic.clone());
    page.run();
    let text = serde_json::to_string(&**page.session.sheet(&topic).shown().unwrap()).unwrap();
    page.session.put_sheet_away(&topic);
    (listed.words, text, listed.needs_review)
}

#[test]
fn what_came_of_a_contact_changes_the_plan_with_its_reason() {
    let mut page = worked();
    page.session.tell_day(20_700);
    let first = page.session.listing().rows.iter().find(|row| row.next_step.as_ref().unwrap().words == "Settlement offer").unwrap().clone();
    let (name, row) = (first.identifier.as_str(), first.row);
    let (before, _, looked) = step_of(&mut page, name, row);
    let of = |page: &mut Page, outcome| after_noting(page, name, row, outcome);
    let (step, reasons, _) = of(&mut page, ContactOutcome::Paid);
    assert!(step == "Nothing due" && reasons.contains("noted as paid"), "{step}: {reasons}");
    for (outcome, words) in [
        (ContactOutcome::Disputed, "disputes the debt"),
        (ContactOutcome::Hardship, "in hardship"),
        (ContactOutcome::Deceased, "has died"),
        (ContactOutcome::Insolvent, "is insolvent"),
        (ContactOutcome::LegalHold, "on legal hold"),
    ] {
        let (step, reasons, _) = of(&mut page, outcome);
        assert!(
            step == "Hold for a specialist" && reasons.contains("Noted at the last contact") && reasons.contains(words),
            "{step}: {reasons}"
        );
    }
    // A promise waits for no day until one is given.
    assert_eq!(of(&mut page, ContactOutcome::PromiseToPay).0, before);
    page.session.work_on(name, |entry| entry.promised_on = Some(20_700));
    page.run();
    let (step, reasons, _) = step_of(&mut page, name, row);
    assert!(step == "Defer" && reasons.contains("Promised to pay today: wait until 3 days after"), "{step}: {reasons}");
    // The days go by: until the promise and the grace are over.
    for (day, words) in [(20_703, "Defer"), (20_704, before.as_str())] {
        page.session.tell_day(day);
        page.run();
        assert_eq!(step_of(&mut page, name, row).0, words, "{day}");
    }
    page.session.work_on(name, |entry| entry.promised_on = Some(20_710));
    page.run();
    assert_eq!(step_of(&mut page, name, row).0, "Defer");
    let (step, reasons, looks) = of(&mut page, ContactOutcome::WrongNumber);
    assert!(step == before && looks && reasons.contains("the right one is to be found"), "{step}: {reasons}");
    let (step, reasons, looks) = of(&mut page, ContactOutcome::Refused);
    assert!(step == before && looks && reasons.contains("the same is not asked again unchanged"), "{step}: {reasons}");
    for outcome in [ContactOutcome::NoAnswer, ContactOutcome::Reached, ContactOutcome::NotContacted] {
        assert_eq!(of(&mut page, outcome).0, before, "{outcome:?}");
        assert_eq!(of(&mut page, outcome).2, looked);
    }
}

#[test]
fn a_payment_is_news_of_one_file_and_a_dispute_of_all() {
    let mut page = worked();
    page.session.tell_day(20_700);
    let names = identifiers(&page.session);
    page.session.note_outcome(&names[0], ContactOutcome::Paid);
    page.session.note_outcome(&names[1], ContactOutcome::Disputed);
    page.run();
    let steps = |page: &mut Page| {
        let sort = Sort { key: SortKey::Queue, descending: true };
        page.session.list(Filter::default(), sort, Vec::new());
        page.run();
        let rows = show(page, 0, N_ROWS as u64).into_iter().zip(&page.session.listing().rows);
        let words: Vec<(String, String)> = rows.map(|(name, row)| (name, row.next_step.clone().unwrap().words)).collect();
        [0, 1].map(|place| words.iter().find(|(name, _)| *name == names[place]).unwrap().1.clone())
    };
    assert_eq!(steps(&mut page), ["Nothing due", "Hold for a specialist"]);
    // After a crash another engine is told again.
    page.crash_engine();
    page.run();
    assert_eq!(steps(&mut page), ["Nothing due", "Hold for a specialist"]);
    // The next month's file with the same columns.
    let mut next = loans(N_ROWS, 1);
    next.extend(b"L99999,C_99999,30000,Home,0,1000.00,new,Good,100\n");
    page.drop_file("next.csv", &next);
    page.run();
    page.session.edit_setup(|setup| setup.params.n_trees = 6);
    page.session.train();
    page.run();
    let [paid, disputed] = steps(&mut page);
    assert!(paid != "Nothing due" && disputed == "Hold for a specialist", "{paid}, {disputed}");
}

#[test]
fn two_pages_of_one_browser_do_not_overwrite_each_other() {
    let (mut first, mut second) = (worked(), worked());
    let names = identifiers(&first.session);
    first.session.work_on(&names[0], note("by the first"));
    first.session.keep_work(true);
    first.run();
    let (fingerprint, kept) = first.kept.iter().next().map(|(fingerprint, text)| (*fingerprint, text.clone())).unwrap();
    // The second hears of it, as a browser tells its other pages.
    second.session.recall_work(fingerprint, &kept);
    second.kept.insert(fingerprint, kept);
    assert!(second.session.is_work_kept());
    assert_eq!(second.session.work().entry(&names[0]).unwrap().note, "by the first");
    second.session.work_on(&names[1], note("by the second"));
    second.session.mark(&names[0]);
    second.run();
    first.session.work_on(&names[2], note("before it heard"));
    // What the first page keeps now goes beside what the second kept.
    first.kept.insert(fingerprint, second.kept[&fingerprint].clone());
    first.run();
    let log = first.session.work();
    assert_eq!(log.entry(&names[0]), Some(&WorkEntry { is_done: true, note: "by the first".to_owned(), ..WorkEntry::default() }));
    assert_eq!([1, 2].map(|place| log.entry(&names[place]).unwrap().note.as_str()), ["by the second", "before it heard"]);
    assert_eq!(work_log_of_text(&first.kept[&fingerprint]).as_ref(), Some(log));
    // The tick taken away there: here too nothing is kept, and nothing is lost.
    second.session.work_let_go(fingerprint);
    assert!(!second.session.is_work_kept() && !second.session.work().entries().is_empty());
}

// The walk

#[test]
fn the_whole_list_is_walked_from_one_borrower_to_the_next_and_back() {
    let mut page = worked();
    let rows: Vec<u64> = {
        show(&mut page, 0, N_ROWS as u64);
        page.session.listing().rows.iter().map(|row| row.row).collect()
    };
    show(&mut page, 0, 20);
    let walk = |page: &mut Page, from: u64, step: i64| {
        let mut walked = vec![from];
        page.session.look_at(from);
        page.run();
        while let Some(next) = page.session.neighbor(step) {
            page.session.look_away();
            page.session.look_at(next);
            page.run();
            walked.push(next);
        }
        walked
    };
    assert_eq!(walk(&mut page, rows[0], 1), rows);
    assert_eq!(page.session.place(), Some((N_ROWS as u64 - 1, N_ROWS as u64)));
    let back: Vec<u64> = rows.iter().rev().copied().collect();
    assert_eq!(walk(&mut page, rows[N_ROWS - 1], -1), back);
    assert_eq!((page.session.place(), page.session.neighbor(-1)), (Some((0, N_ROWS as u64)), None));
}

#[test]
fn a_fast_walk_needs_no_answer_between_its_steps() {
    let mut page = worked();
    show(&mut page, 0, 60);
    let rows: Vec<u64> = page.session.listing().rows.iter().map(|row| row.row).collect();
    page.session.look_at(rows[3]);
    for row in &rows[4..30] {
        assert_eq!(page.session.neighbor(1), Some(*row));
        page.session.look_away();
        page.session.look_at(*row);
    }
    page.run();
    assert_eq!(page.session.place(), Some((29, N_ROWS as u64)));
}

#[test]
fn a_borrower_opened_by_its_address_finds_its_place_or_has_none() {
    let mut page = worked();
    show(&mut page, 0, 10);
    let far = {
        show(&mut page, 90, 1);
        page.session.listing().rows[0].row
    };
    show(&mut page, 0, 10);
    page.session.look_at(far);
    assert_eq!((page.session.place(), page.session.neighbor(1)), (None, None));
    page.run();
    assert_eq!(page.session.place(), Some((90, N_ROWS as u64)));
    assert!(page.session.neighbor(1).is_some() && page.session.neighbor(-1).is_some());
    let identifier = page.session.borrower().ready().unwrap().summary.identifier.clone();
    page.session.mark(&identifier);
    page.session.hide_done(true);
    page.run();
    page.session.look_at(far);
    page.run();
    assert_eq!((page.session.place(), page.session.neighbor(1)), (None, None));
}

#[test]
fn a_list_is_opened_as_it_was_left_unless_it_would_be_another() {
    let mut page = worked();
    page.session.stand_at(7);
    page.take_commands();
    page.session.open_list(Vec::new());
    assert_eq!((page.take_commands().len(), page.session.place()), (0, Some((7, N_ROWS as u64))));
    page.session.move_cut_offs(CutOffs::new(2_000, 4_000).unwrap());
    open_again(&mut page);
    assert_eq!(page.session.place(), None);
    page.session.stand_at(7);
    page.session.open_list(vec!["Product".to_owned()]);
    page.run();
    assert_eq!((page.session.place(), page.session.listing().rows[0].cells.len()), (None, 1));
}

#[test]
fn a_row_of_the_list_before_leads_nowhere_in_the_new_one() {
    let mut page = worked();
    let row = page.session.listing().rows[5].row;
    page.session.list(Filter::default(), Sort { key: SortKey::Identifier, descending: false }, Vec::new());
    page.session.look_at(row);
    assert_eq!((page.session.place(), page.session.neighbor(1)), (None, None));
    page.run();
    let place = page.session.place().unwrap().0;
    assert_eq!((place, page.session.neighbor(1)), (row, Some(row + 1)));
}

#[test]
fn after_a_crash_marks_and_walk_are_there_again() {
    let mut page = worked();
    let all = identifiers(&page.session);
    let row = page.session.listing().rows[3].row;
    page.session.mark(&all[0]);
    page.session.work_on(&all[1], note("call\nagain"));
    page.session.hide_done(true);
    page.run();
    page.session.look_at(row);
    page.run();
    let (place, neighbor) = (page.session.place(), page.session.neighbor(1));
    assert_eq!(place, Some((2, N_ROWS as u64 - 1)));
    let expected = export(&mut page);
    page.crash_engine();
    page.run();
    assert!(page.session.work().is_done(&all[0]));
    assert_eq!((page.session.place(), page.session.neighbor(1)), (place, neighbor));
    assert_eq!(export(&mut page), expected);
}

// The export

#[test]
fn an_export_says_what_was_done_and_without_marks_is_what_it_was() {
    let mut page = worked();
    let plain = export(&mut page);
    page.session.mark("L00003");
    page.session.work_on("L00005", |entry| (entry.outcome, entry.note) = (ContactOutcome::NoAnswer, "=1+1".to_owned()));
    let worked = export(&mut page);
    assert!(worked.lines().next().unwrap().ends_with(&EXPORT_COLUMNS[..17].join(",")));
    for (number, (before, after)) in plain.lines().zip(worked.lines()).enumerate() {
        let added = match number {
            0 => ",done,contact_outcome,note",
            4 => ",yes,,",
            6 => ",,No answer,'=1+1",
            _ => ",,,",
        };
        // Whoever is done with has no place in the queue.
        let without_place = || {
            let (cells, basis) = before.split_once(",\"Default policy").unwrap();
            format!("{},,\"Default policy{basis}", cells.rsplit_once(',').unwrap().0)
        };
        let before = if number == 4 { without_place() } else { before.to_owned() };
        assert_eq!(after, format!("{before}{added}"));
    }
    page.session.mark("L00003");
    page.session.work_on("L00005", |entry| *entry = WorkEntry::default());
    assert_eq!(export(&mut page), plain);
    // What an export added is no outcome, no feature and no borrower's name.
    page.drop_file("loans-scored.csv", worked.as_bytes());
    page.run();
    page.session.train();
    page.run();
    assert_eq!(export(&mut page), plain);
}

// What this machine keeps

#[test]
fn nothing_is_kept_until_the_person_wants_it_and_nothing_is_left_when_no_longer() {
    let mut page = worked();
    page.session.mark("L00001");
    page.run();
    assert!(page.kept.is_empty() && !page.session.is_work_kept());
    page.session.keep_work(true);
    page.run();
    assert!(page.session.is_work_kept() && page.kept.len() == 1);
    page.session.work_on("L00002", note("now\tkept"));
    page.run();
    let text = page.kept.values().next().unwrap();
    assert!(text.contains("L00001\tdone") && text.contains("now\\tkept"), "{text}");
    page.session.keep_work(false);
    page.run();
    assert!(page.kept.is_empty());
    page.session.mark("L00004");
    page.run();
    assert!(page.kept.is_empty() && page.session.work().entries().len() == 3);
}

#[test]
fn another_file_with_the_same_columns_finds_what_was_kept_in_another_visit() {
    let mut page = worked();
    page.session.keep_work(true);
    page.session.mark("L00001");
    page.session.work_on("L00119", note("not in the next file"));
    page.run();
    let mut next = Page::new(1);
    next.kept = page.kept.clone();
    next.drop_file("october.csv", &loans(60, 2));
    next.run();
    assert!(next.session.is_work_kept() && next.session.work().is_done("L00001"));
    // What is not in this file is kept for the one that has it.
    next.session.mark("L00002");
    next.run();
    assert!(next.kept.values().next().unwrap().contains("not in the next file"));
    // Files with other columns know nothing of it.
    next.drop_file("other.csv", &String::from_utf8(loans(60, 2)).unwrap().replace("Remark", "Words").into_bytes());
    next.run();
    assert!(!next.session.is_work_kept() && next.session.work().entries().is_empty());
    next.drop_file("october.csv", &loans(60, 2));
    next.run();
    assert!(next.session.work().is_done("L00002"));
}

#[test]
fn a_browser_that_keeps_nothing_is_said_and_nothing_is_lost() {
    let mut page = worked();
    page.refusal = Some("QuotaExceededError".to_owned());
    page.session.mark("L00001");
    page.session.keep_work(true);
    page.run();
    assert_eq!((page.session.is_work_kept(), page.session.work_refusal()), (false, Some("QuotaExceededError")));
    assert!(page.session.work().is_done("L00001"));
    page.refusal = None;
    page.session.keep_work(true);
    page.run();
    assert_eq!((page.session.is_work_kept(), page.session.work_refusal(), page.kept.len()), (true, None, 1));
}

#[test]
fn rows_without_a_name_are_marked_and_never_kept_for_another_file() {
    let csv = |seed: u64| {
        let text = String::from_utf8(loans_csv(N_ROWS, seed)).unwrap();
        // Without its first two columns, and without what differs in each row.
        let lines = text.lines().map(|line| line.split(',').enumerate().filter(|(at, _)| ![0, 1].contains(at)).map(|(_, cell)| cell));
        let lines: Vec<String> = lines.map(|cells| cells.collect::<Vec<_>>().join(",")).collect();
        lines.join("\n").into_bytes()
    };
    let mut page = Page::new(1);
    page.drop_file("first.csv", &csv(1));
    page.run();
    assert!(!page.session.names_borrowers());
    page.session.mark("7");
    page.session.keep_work(true);
    page.run();
    assert!(!page.session.is_work_kept() && page.kept.is_empty());
    // The same file read in another way has the same rows.
    page.session.read_again(page.session.read_options());
    page.run();
    assert!(page.session.work().is_done("7"));
    page.drop_file("second.csv", &csv(2));
    page.run();
    assert!(!page.session.work().is_done("7"));
}

#[test]
fn marks_outlive_a_file_read_in_another_way() {
    let mut page = worked();
    page.session.mark("L00001");
    page.session.change_kind("Days_Past_Due", smart_loan_recovery::data::table::Kind::Category);
    page.run();
    assert!(page.session.work().is_done("L00001"));
}
