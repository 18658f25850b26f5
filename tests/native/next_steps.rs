//! What is done next in the whole portfolio: the same numbers in the headline, the list and the export, and by what it was planned.

use crate::harness::{Harness, loans_csv, setup_of};
use crate::page::Page;
use smart_loan_recovery::jobs::protocol::{Answer, ExportOrder, Filter, NextSteps, PolicyChange, Query, Sort, SortKey};
use smart_loan_recovery::quantity::{Currency, Money};
use smart_loan_recovery::session::work_log::{Collected, ContactOutcome};
use smart_loan_recovery::sheets::PolicyText;
use smart_loan_recovery::strategy::{CutOffs, Treatment};

const N_ROWS: usize = 120;

fn trained() -> Harness {
    let mut harness = Harness::new(1);
    let file = harness.open("loans.csv", &loans_csv(N_ROWS, 1)).unwrap();
    harness.train(&setup_of(&file, 12)).unwrap();
    harness
}

fn next_steps(harness: &mut Harness, cut_offs: CutOffs) -> NextSteps {
    match harness.ask(Query::NextSteps { cut_offs }) {
        Ok(Answer::NextSteps(steps)) => steps,
        other => panic!("{other:?}"),
    }
}

fn n_listed(harness: &mut Harness, filter: Filter, cut_offs: CutOffs) -> u64 {
    let sort = Sort { key: SortKey::Expected, descending: true };
    match harness.ask(Query::View { filter, sort, cut_offs }) {
        Ok(Answer::View { n_rows }) => n_rows,
        other => panic!("{other:?}"),
    }
}

fn change(harness: &mut Harness, change: PolicyChange) -> PolicyText {
    match harness.ask(Query::Policy { change, cut_offs: CutOffs::default(), currency: Currency::Rupee }) {
        Ok(Answer::Policy(text)) => *text,
        other => panic!("{other:?}"),
    }
}

fn set(harness: &mut Harness, path: &str, value: &str) -> PolicyText {
    change(harness, PolicyChange::Set { path: path.to_owned(), value: value.to_owned() })
}

#[test]
fn the_next_steps_are_those_of_the_list_within_the_limits() {
    let mut harness = trained();
    let before = next_steps(&mut harness, CutOffs::default());
    assert!(before.steps.iter().is_sorted_by(|a, b| a.1 >= b.1) && before.n_nothing_due > 20, "{before:?}");
    set(&mut harness, "assumptions.capacity.calls", "3");
    for cut_offs in [CutOffs::default(), CutOffs::new(2_000, 4_000).unwrap(), CutOffs::new(0, 10_000).unwrap()] {
        let steps = next_steps(&mut harness, cut_offs);
        assert_eq!(steps.n_due() + steps.n_nothing_due, N_ROWS as u64);
        for treatment in Treatment::ALL {
            let listed = n_listed(&mut harness, Filter { treatment: Some(treatment), ..Filter::default() }, cut_offs);
            let counted = steps.steps.iter().find(|(step, _)| *step == treatment).map_or(0, |(_, n)| *n);
            assert_eq!(listed, if treatment.is_due() { counted } else { steps.n_nothing_due }, "{treatment:?}");
        }
        assert_eq!(steps.by_band.iter().sum::<u64>(), n_listed(&mut harness, Filter { is_due: true, ..Filter::default() }, cut_offs));
        // What is owed does not depend on the bands, and is less than all.
        assert_eq!((steps.outstanding, steps.at_risk), (before.outstanding, before.at_risk));
        assert!(steps.at_risk > Money::ZERO && steps.at_risk < steps.outstanding);
    }
}

#[test]
fn a_changed_default_policy_says_so_until_the_person_names_it() {
    let mut harness = trained();
    assert_eq!(change(&mut harness, PolicyChange::Show).name, "Default policy");
    let changed = set(&mut harness, "assumptions.capacity.calls", "40");
    assert_eq!(changed.name, "Default policy, changed");
    assert!(changed.json.contains("Default policy, changed"));
    assert_eq!(change(&mut harness, PolicyChange::KeepAsChampion).champion, "Default policy, changed");
    assert_eq!(set(&mut harness, "assumptions.capacity.calls", "").name, "Default policy");
    // A file that calls itself so is looked at as well.
    let posing = changed.json.replace("Default policy, changed", "Default policy");
    assert_eq!(change(&mut harness, PolicyChange::Replace(posing.clone())).name, "Default policy, changed");
    assert_eq!(change(&mut harness, PolicyChange::Champion(posing)).champion, "Default policy, changed");
    assert_eq!(set(&mut harness, "name", "Milder").name, "Milder");
    assert_eq!(set(&mut harness, "assumptions.capacity.calls", "").name, "Milder");
    assert_eq!(change(&mut harness, PolicyChange::Reset).name, "Default policy");
}

#[test]
fn the_export_says_by_what_it_was_planned() {
    let mut harness = trained();
    set(&mut harness, "assumptions.capacity.calls", "40");
    let cut_offs = CutOffs::new(4_125, 7_500).unwrap();
    let job = harness.next_job();
    let query = Query::Export(Box::new(ExportOrder::Scored {
        cut_offs,
        day: None,
        signed_by: " A.\n Rao ".to_owned(),
        work: Vec::new(),
        messages: None,
    }));
    harness.send(smart_loan_recovery::jobs::protocol::Request::Ask { job, query });
    harness.run();
    let text = String::from_utf8(harness.answered(job).unwrap().1).unwrap();
    let basis = ",\"Default policy, changed · cut-offs 0.4125, 0.75 · random forest, 12 trees, seed 42 · signed off by A. Rao\"";
    assert!(text.lines().skip(1).all(|line| line.ends_with(basis)), "{text}");
}

fn listed() -> Page {
    let mut page = Page::new(1);
    page.drop_file("loans.csv", &loans_csv(N_ROWS, 1));
    page.run();
    page.session.edit_setup(|setup| setup.params.n_trees = 6);
    page.session.train();
    page.run();
    page.session.open_list(Vec::new());
    page.run();
    page.session.show_rows(0, N_ROWS as u64);
    page.run();
    page
}

#[test]
fn the_list_opens_as_the_work_queue_without_what_is_not_due_and_a_search_finds_everyone() {
    let mut page = listed();
    let n_due = page.session.next_steps().unwrap().n_due();
    assert_eq!(page.session.listing().n_rows, Some(n_due));
    let steps: Vec<_> = page.session.listing().rows.iter().map(|row| row.next_step.clone().unwrap()).collect();
    assert_eq!(steps.iter().map(|step| step.place.unwrap() as u64).collect::<Vec<_>>(), (1..=n_due).collect::<Vec<_>>());
    assert!(steps.iter().filter(|step| ["Legal review", "Settlement offer"].contains(&step.words.as_str())).all(|step| step.needs_review));
    assert!(steps.iter().any(|step| step.words == "Settlement offer") && steps.iter().any(|step| step.expected.is_some()));
    page.session.hide_not_due(false);
    page.run();
    assert_eq!(page.session.listing().n_rows, Some(N_ROWS as u64));
    let last = page.session.listing().rows.last().unwrap().clone();
    let step = last.next_step.unwrap();
    assert_eq!((step.words.as_str(), step.place), ("Nothing due", None));
    page.session.hide_not_due(true);
    let sort = page.session.listing().sort.clone();
    page.session.list(Filter { search: last.identifier, ..Filter::default() }, sort, Vec::new());
    page.run();
    assert!(page.session.listing().n_rows.unwrap() > 0);
}

#[test]
fn an_amount_is_collected_and_a_part_leaves_the_loan_due() {
    let mut page = listed();
    let rows = page.session.listing().rows.clone();
    let [part, whole, unsaid] = [0, 3, 6].map(|place| rows[place].clone());
    let owed = whole.outstanding.unwrap();
    let n_due = page.session.next_steps().unwrap().n_due();
    for (row, amount) in [(&part, Some(Money::from_minor_units(50))), (&whole, Some(owed)), (&unsaid, None)] {
        page.session.note_outcome(&row.identifier, ContactOutcome::Paid);
        page.session.work_on(&row.identifier, |entry| entry.amount = amount);
    }
    page.run();
    let n_left = page.session.next_steps().unwrap().n_due();
    let n_loans = |identifier: &str| rows.iter().filter(|row| row.identifier == identifier).count() as u64;
    assert!(n_left < n_due && n_left >= n_due - n_loans(&whole.identifier) - n_loans(&unsaid.identifier), "{n_left} of {n_due}");
    let amount = owed.saturating_add(Money::from_minor_units(50));
    assert_eq!(page.session.collected(), Collected { amount, n_borrowers: 2, n_without_amount: 1 });
    page.session.look_at(part.row);
    page.run();
    assert_eq!(page.session.borrower_step().unwrap().words, part.next_step.unwrap().words);
    page.session.look_at(unsaid.row);
    page.run();
    assert_eq!(page.session.borrower_step().unwrap().words, "Nothing due");
    // The borrower's page follows what is noted on it.
    page.session.note_outcome(&unsaid.identifier, ContactOutcome::Disputed);
    page.run();
    assert_eq!(page.session.borrower_step().unwrap().words, "Hold for a specialist");
    page.session.note_outcome(&whole.identifier, ContactOutcome::PromiseToPay);
    page.session
        .work_on(&whole.identifier, |entry| (entry.amount, entry.promised_on) = (Some(Money::from_minor_units(123_400)), Some(20_788)));
    page.session.start_export();
    page.run();
    let text = String::from_utf8(page.saved.pop().unwrap().1).unwrap();
    assert!(text.contains(",Paid 0.50,") && text.contains(",Promise to pay 1234 on 2026-12-01,"), "{text}");
}
