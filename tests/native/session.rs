//! What the page knows, step by step, also when things come late, twice, or never.

use proptest::prelude::*;

use crate::harness::loans_csv;
use crate::page::Page;
use smart_loan_recovery::advisor::conduct::PlannedTime;
use smart_loan_recovery::advisor::drafts::MessageChannel;
use smart_loan_recovery::data::read::{ReadError, ReadOptions};
use smart_loan_recovery::data::sample::SampleMonth;
use smart_loan_recovery::data::schema::{EXPORT_COLUMNS, OutcomeChoice, OutcomeError, Role};
use smart_loan_recovery::jobs::protocol::{
    Answer, Filter, JobError, JobId, PolicyChange, Progress, Query, Reply, Request, Sender, Sort, SortKey, Source, Topic,
};
use smart_loan_recovery::model::ParamsError;
use smart_loan_recovery::quantity::Currency;
use smart_loan_recovery::session::{Command, FileKey, Listing, Session, SessionError, SetupProblem, Stage};
use smart_loan_recovery::sheets::outcome_error;
use smart_loan_recovery::strategy::{CutOffs, Strategy as Action};

const N_TREES: u32 = 6;

/// A page with the small file open, few trees, and nothing trained.
fn opened(n_trainers: u32) -> Page {
    let mut page = Page::new(n_trainers);
    page.drop_file("loans.csv", &loans_csv(120, 1));
    page.run();
    page.session.edit_setup(|setup| setup.params.n_trees = N_TREES);
    page.take_commands();
    page
}

fn trained(n_trainers: u32) -> Page {
    let mut page = opened(n_trainers);
    page.session.train();
    page.run();
    assert!(page.session.model().ready().is_some());
    page.take_commands();
    page
}

fn sent(commands: &[Command]) -> Vec<&Request> {
    commands.iter().filter_map(|command| if let Command::Send(request, _) = command { Some(request) } else { None }).collect()
}

fn last_job(commands: &[Command]) -> JobId {
    match sent(commands).last().unwrap() {
        Request::Open { job, .. }
        | Request::Train { job, .. }
        | Request::Ask { job, .. }
        | Request::Stop { job }
        | Request::Cancel { job } => *job,
        other => panic!("{other:?}"),
    }
}

fn export(page: &mut Page) -> Vec<u8> {
    page.session.start_export();
    page.run();
    page.saved.pop().unwrap().1
}

fn started_trainers(commands: &[Command]) -> Vec<u32> {
    commands.iter().filter_map(|command| if let Command::StartTrainer(trainer) = command { Some(*trainer) } else { None }).collect()
}

fn file_name(session: &Session) -> Option<&str> {
    session.file().shown().map(|file| file.name.as_str())
}

// Opening

#[test]
fn the_workers_start_with_the_page() {
    let mut session = Session::new(3);
    assert_eq!(
        session.take_commands(),
        [Command::StartEngine, Command::StartTrainer(0), Command::StartTrainer(1), Command::StartTrainer(2)]
    );
    assert_eq!(session.take_commands(), []);
    assert_eq!(Session::new(0).n_trainers(), 1);
    assert_eq!(*session.file(), Stage::Empty);
}

#[test]
fn a_file_is_opened_looked_at_and_not_trained_on_by_itself() {
    let mut page = Page::new(1);
    page.take_commands();
    page.drop_file("loans.csv", &loans_csv(120, 1));
    assert!(page.session.file().is_running());
    let commands = page.take_commands();
    assert!(matches!(&commands[..], [Command::Send(Request::Open { source: Source::File { .. }, .. }, Some(FileKey(1)))]));
    page.run();
    let session = &page.session;
    assert_eq!((session.file().ready().unwrap().n_rows, session.model()), (120, &Stage::Empty));
    let setup = session.setup().unwrap();
    assert_eq!((setup.currency, setup.balance.as_deref()), (Currency::Unstated, Some("Outstanding_Amount")));
    assert_eq!(setup.outcome.as_ref().unwrap().choice.column, "Loan_Status");
    assert!(setup.training().is_ok());
    assert_eq!(page.take_commands(), []);
}

#[test]
fn progress_is_shown_until_the_file_is_there() {
    let mut session = Session::new(1);
    session.open_sample(SampleMonth::July);
    let job = last_job(&session.take_commands());
    let progress = Progress::Reading { n_bytes: 1, n_bytes_total: 2, n_rows: 3, rows_per_second: 4.0 };
    session.receive(Reply::Progress { job, progress: progress.clone() }, Vec::new());
    assert_eq!(*session.file(), Stage::Running { progress: Some(progress), before: None });
}

#[test]
fn the_sample_is_trained_on_by_itself() {
    let mut page = Page::new(2);
    page.session.open_sample(SampleMonth::September);
    page.obey();
    while page.session.file().is_running() {
        page.step();
    }
    assert!(page.session.model().is_running());
    assert_eq!(page.session.setup().unwrap().currency, Currency::Rupee);
    let commands = page.take_commands();
    assert!(sent(&commands).iter().any(|request| matches!(request, Request::Train { setup, .. } if setup.params.n_trees == 200)));
    page.session.cancel_training();
    page.run();
    assert_eq!(*page.session.model(), Stage::Empty);
}

#[test]
fn a_file_that_fails_leaves_the_one_before_with_its_model() {
    let mut page = trained(1);
    page.drop_file("photo.csv", b"\x89PNG\r\n");
    page.run();
    assert!(matches!(
        page.session.file(),
        Stage::Failed { error: SessionError::Job { error: JobError::Read(ReadError::NotText { .. }), .. }, before: Some(_) }
    ));
    assert_eq!(file_name(&page.session), Some("loans.csv"));
    assert!(page.session.model().ready().is_some());
    page.session.dismiss_file_error();
    assert!(page.session.file().ready().is_some());
    assert!(!export(&mut page).is_empty());
}

#[test]
fn a_cancelled_opening_leaves_the_one_before_and_its_late_answer_changes_nothing() {
    let mut page = trained(1);
    page.drop_file("other.csv", &loans_csv(80, 2));
    page.session.cancel_open();
    // The engine has not heard of it yet: the answer is on its way.
    let summary = Box::new((**page.session.file().ready().unwrap()).clone());
    let commands = page.take_commands();
    let job = last_job(&commands);
    assert!(matches!(sent(&commands).last(), Some(Request::Cancel { .. })));
    let before = page.session.clone();
    page.session.receive(Reply::Opened { job, summary }, Vec::new());
    page.session.receive(Reply::failed(job, JobError::NoTable), Vec::new());
    assert_eq!(page.session, before);
    page.run();
    assert_eq!((file_name(&page.session), page.session.model().ready().is_some()), (Some("loans.csv"), true));
}

#[test]
fn another_file_takes_everything_of_the_one_before_away() {
    let mut page = trained(1);
    page.session.move_cut_offs(CutOffs::new(1, 2).unwrap());
    page.session.look_at(3);
    page.session.show_rows(40, 30);
    page.session.list(
        Filter { search: "gold".to_owned(), ..Filter::default() },
        Sort { key: SortKey::Score, descending: true },
        Vec::new(),
    );
    page.run();
    page.drop_file("other.csv", &loans_csv(80, 2));
    page.run();
    let session = &page.session;
    assert_eq!((session.model(), session.borrower(), session.export()), (&Stage::Empty, &Stage::Empty, &Stage::Empty));
    assert_eq!((session.cut_offs(), session.listing().n_rows, session.listing().filter.search.as_str()), (CutOffs::default(), None, ""));
    page.session.train();
    page.run();
    assert_eq!(page.session.listing().start, 0);
}

#[test]
fn the_same_file_can_be_read_in_another_way() {
    let mut page = opened(1);
    page.session.read_again(ReadOptions { has_header: Some(false), ..ReadOptions::default() });
    page.run();
    assert_eq!((page.session.file().ready().unwrap().n_rows, file_name(&page.session)), (121, Some("loans.csv")));
    Session::new(1).read_again(ReadOptions::default());
}

#[test]
fn files_are_kept_as_long_as_they_can_be_opened_again() {
    let mut page = Page::new(1);
    let bad = b"\x89PNG".as_slice();
    assert_eq!(page.session.files_in_use(), []);
    page.drop_file("a.csv", &loans_csv(80, 1));
    page.run();
    page.drop_file("b.csv", bad);
    assert_eq!(page.session.files_in_use(), [FileKey(1), FileKey(2)]);
    page.run();
    page.drop_file("c.csv", bad);
    assert_eq!(page.session.files_in_use(), [FileKey(1), FileKey(3)]);
    page.run();
    assert_eq!(page.session.files_in_use(), [FileKey(1)]);
    page.session.open_sample(SampleMonth::July);
    assert_eq!(page.session.files_in_use(), [FileKey(1)]);
    page.session.cancel_open();
    page.drop_file("d.csv", &loans_csv(60, 2));
    page.run();
    assert_eq!(page.session.files_in_use(), [FileKey(4)]);
}

// Training

#[test]
fn a_model_comes_with_its_list_and_its_progress() {
    let mut page = opened(2);
    page.session.train();
    page.obey();
    page.step();
    assert!(matches!(page.session.model(), Stage::Running { progress: Some(Progress::Training { .. }), before: None }));
    page.run();
    let session = &page.session;
    assert_eq!(session.model().ready().unwrap().n_trees, N_TREES);
    // What is not due is left out.
    let (listing, n_due) = (session.listing(), session.next_steps().unwrap().n_due());
    assert!(n_due > 20 && n_due < 120);
    assert_eq!((listing.n_rows, listing.rows.len(), listing.start), (Some(n_due), n_due.min(60) as usize, 0));
    assert!(listing.rows.iter().any(|row| row.score.is_some()));
}

#[test]
fn a_cancelled_training_leaves_the_model_before_and_starts_the_trainers_anew() {
    let mut page = trained(2);
    let before = page.session.model().clone();
    page.session.edit_setup(|setup| setup.params.seed = 7);
    page.session.train();
    page.step();
    let job = last_job(&page.take_commands());
    assert_eq!(page.session.model().shown(), before.shown());
    page.session.cancel_training();
    let commands = page.take_commands();
    assert_eq!(commands[0], Command::Send(Request::Cancel { job }, None));
    assert_eq!(started_trainers(&commands), [0, 1]);
    assert_eq!(*page.session.model(), before);

    let session = page.session.clone();
    let summary = Box::new((**before.ready().unwrap()).clone());
    page.session.receive(Reply::Trained { job, summary }, Vec::new());
    page.session.receive(Reply::failed(job, JobError::NoTable), Vec::new());
    page.session.receive(Reply::Progress { job, progress: Progress::Exporting { n_bytes: 0, n_bytes_total: 0 } }, Vec::new());
    assert_eq!(page.session, session);
    page.session.cancel_training();
    assert_eq!(page.session, session);
}

#[test]
fn a_stopped_training_keeps_its_trees_and_starts_the_trainers_anew() {
    let mut page = opened(2);
    page.session.edit_setup(|setup| setup.params.n_trees = 40);
    page.session.train();
    page.step();
    page.step();
    page.take_commands();
    page.session.stop_training();
    let commands = page.take_commands();
    assert!(matches!(commands[0], Command::Send(Request::Stop { .. }, None)));
    assert_eq!(started_trainers(&commands), [0, 1]);
    page.run();
    assert_eq!(page.session.model().ready().unwrap().n_trees, 4);
}

#[test]
fn a_training_stopped_too_early_fails_and_shows_the_model_before() {
    let mut page = trained(1);
    page.session.edit_setup(|setup| setup.params.seed = 7);
    page.session.train();
    page.session.stop_training();
    page.obey();
    page.hear();
    assert!(matches!(
        page.session.model(),
        Stage::Failed { error: SessionError::Job { error: JobError::StoppedTooEarly, .. }, before: Some(_) }
    ));
}

#[test]
fn a_second_training_takes_the_place_of_the_first() {
    let mut page = opened(2);
    page.session.edit_setup(|setup| setup.params.seed = 7);
    page.session.train();
    page.step();
    page.take_commands();
    page.session.edit_setup(|setup| setup.params.seed = 42);
    page.session.train();
    // They still grow trees of the first.
    assert_eq!(started_trainers(&page.take_commands()), [0, 1]);
    page.run();
    assert_eq!(page.session.model().ready().unwrap().setup.params.seed, 42);
    assert_eq!(export(&mut page), export(&mut trained(1)));
}

#[test]
fn what_cannot_train_yet_says_why_and_does_not_try() {
    let mut page = opened(1);
    let problem = |edit: &dyn Fn(&mut smart_loan_recovery::session::Setup)| {
        let mut session = page.session.clone();
        session.edit_setup(edit);
        session.train();
        assert_eq!((session.take_commands(), session.model()), (Vec::new(), &Stage::Empty));
        session.setup().unwrap().training().unwrap_err()
    };
    assert_eq!(problem(&|setup| setup.outcome = None), SetupProblem::NoOutcome);
    assert_eq!(problem(&|setup| setup.params.n_trees = 0), SetupProblem::Params(ParamsError::Trees(0)));
    let one_class = OutcomeError::OneClass { is_bad: true };
    let with_problem = |setup: &mut smart_loan_recovery::session::Setup| {
        setup.outcome.iter_mut().for_each(|outcome| outcome.problem = Some(outcome_error(&OutcomeError::OneClass { is_bad: true })));
    };
    assert_eq!(problem(&with_problem), SetupProblem::Outcome(outcome_error(&one_class)));
    let no_features = |setup: &mut smart_loan_recovery::session::Setup| {
        setup.roles().into_iter().for_each(|(name, _)| setup.change_role(&name, Role::Ignored));
    };
    assert_eq!(problem(&no_features), SetupProblem::NoFeatures);
    Session::new(1).train();
    page.run();
}

#[test]
fn trainers_are_added_and_taken_away_but_not_while_they_work() {
    let mut page = opened(2);
    page.session.change_n_trainers(4);
    assert_eq!(page.take_commands(), [Command::StartTrainer(2), Command::StartTrainer(3)]);
    page.session.change_n_trainers(1);
    let commands = page.take_commands();
    assert_eq!(commands.iter().filter(|command| matches!(command, Command::EndTrainer(_))).count(), 3);
    assert_eq!(sent(&commands), [1, 2, 3].map(|trainer| Request::TrainerLost { trainer }).iter().collect::<Vec<_>>());
    page.session.change_n_trainers(0);
    page.session.change_n_trainers(65);
    assert_eq!(page.session.n_trainers(), 1);
    page.session.train();
    page.session.change_n_trainers(3);
    assert_eq!(page.session.n_trainers(), 1);
    page.run();
    assert!(page.session.model().ready().is_some());
    // Of one that was ended, a late crash is nobody's.
    page.take_commands();
    page.session.trainer_crashed(2, String::new());
    assert_eq!(page.take_commands(), []);
}

// Setup

#[test]
fn another_outcome_is_asked_for_and_changes_what_is_left_out() {
    let mut page = opened(1);
    page.session.choose_outcome_column("Product".to_owned());
    let job = last_job(&page.take_commands());
    page.run();
    let setup = page.session.setup().unwrap();
    assert_eq!(setup.outcome.as_ref().unwrap().choice.column, "Product");
    assert!(matches!(setup.training(), Err(SetupProblem::Outcome(_))));
    assert_eq!((setup.role("Product"), setup.role("Loan_Status")), (Role::Outcome, Role::Collection));

    page.session.choose_outcome(OutcomeChoice::new("Product", vec!["Gold".to_owned(), "Home".to_owned()]));
    page.run();
    let setup = page.session.setup().unwrap();
    assert!(setup.training().is_ok());
    let report = setup.outcome.clone().unwrap();
    assert!(report.n_bad > 20 && report.n_bad < 100);

    let before = page.session.clone();
    page.session.receive(Reply::Answered { job, answer: Box::new(Answer::Outcome(report)) }, Vec::new());
    assert_eq!(page.session, before);
}

#[test]
fn of_two_outcomes_asked_for_the_later_counts() {
    let mut page = opened(1);
    page.session.choose_outcome_column("Product".to_owned());
    page.session.choose_outcome_column("Loan_Status".to_owned());
    page.run();
    assert_eq!(page.session.setup().unwrap().outcome.as_ref().unwrap().choice.column, "Loan_Status");
}

#[test]
fn an_outcome_that_is_not_there_is_said_and_the_file_stays() {
    let mut page = opened(1);
    page.session.choose_outcome_column("color".to_owned());
    page.run();
    assert!(matches!(
        page.session.file(),
        Stage::Failed { error: SessionError::Job { error: JobError::UnknownColumn(_), .. }, before: Some(_) }
    ));
    page.session.dismiss_file_error();
    page.session.train();
    page.run();
    assert!(page.session.model().ready().is_some());
}

#[test]
fn a_role_is_the_outcomes_then_the_persons_then_a_leaks_then_what_was_guessed() {
    let mut page = opened(1);
    let role = |page: &Page, name: &str| page.session.setup().unwrap().role(name);
    assert_eq!(role(&page, "Customer_ID"), Role::Identifier);
    assert_eq!(role(&page, "Days_Past_Due"), Role::Feature);
    assert_eq!(role(&page, "Recovered_Amount"), Role::Collection);
    assert_eq!(role(&page, "Loan_Status"), Role::Outcome);
    assert_eq!(role(&page, "no such column"), Role::Ignored);
    // What the engine found goes before what was guessed, the person before both, the outcome before all.
    page.session.edit_setup(|setup| {
        let outcome = setup.outcome.as_mut().unwrap();
        outcome.leak_words.columns[0].column = "Days_Past_Due".to_owned();
    });
    assert_eq!((role(&page, "Days_Past_Due"), page.session.setup().unwrap().gives_outcome_away("Days_Past_Due")), (Role::Collection, true));
    page.session.change_role("Days_Past_Due", Role::Feature);
    assert_eq!(role(&page, "Days_Past_Due"), Role::Feature);
    page.session.change_role("Loan_Status", Role::Feature);
    assert_eq!(role(&page, "Loan_Status"), Role::Outcome);
    let roles = page.session.setup().unwrap().roles();
    assert_eq!(roles.len(), 9);
    assert_eq!(page.session.setup().unwrap().training().unwrap().roles, roles);
}

#[test]
fn what_an_export_added_is_never_a_feature() {
    let mut page = trained(1);
    let export = export(&mut page);
    page.drop_file("loans-scored.csv", &export);
    page.run();
    for name in &EXPORT_COLUMNS[..8] {
        page.session.change_role(name, Role::Feature);
        assert_eq!(page.session.setup().unwrap().role(name), Role::OwnExport);
    }
}

#[test]
fn currency_and_balance_are_the_persons_to_say() {
    let mut page = opened(1);
    page.session.change_currency(Currency::Euro);
    page.session.edit_setup(|setup| setup.balance = None);
    let setup = page.session.setup().unwrap();
    assert_eq!((setup.currency, setup.training().unwrap().balance), (Currency::Euro, None));
}

// The list and the borrower

fn by_score() -> Sort {
    Sort { key: SortKey::Score, descending: true }
}

#[test]
fn a_list_is_asked_for_first_and_then_its_rows() {
    let mut page = trained(1);
    page.session.list(Filter { search: "home".to_owned(), ..Filter::default() }, by_score(), vec!["Product".to_owned()]);
    assert!(matches!(sent(&page.take_commands())[..], [Request::Ask { query: Query::View { .. }, .. }]));
    page.hear();
    let commands = page.take_commands();
    assert!(matches!(sent(&commands)[..], [Request::Ask { query: Query::Rows { start: 0, n_rows: 60, .. }, .. }]));
    page.run();
    let listing = page.session.listing();
    assert!(
        listing.n_rows.is_some_and(|n_rows| n_rows as usize == listing.rows.len()) && listing.rows.iter().all(|row| row.cells == ["Home"])
    );
}

#[test]
fn a_window_of_the_list_is_asked_for_once_and_the_newest_counts() {
    let mut page = trained(1);
    page.session.hide_not_due(false);
    page.run();
    page.take_commands();
    page.session.show_rows(0, 60);
    assert_eq!(page.take_commands(), []);
    page.session.show_rows(20, 30);
    page.session.show_rows(40, 30);
    page.session.show_rows(40, 30);
    assert_eq!(sent(&page.take_commands()).len(), 2);
    page.run();
    let listing = page.session.listing();
    assert_eq!((listing.start, listing.rows.len()), (40, 30));
    // A new list starts at its top.
    page.session.list(Filter::default(), by_score(), Vec::new());
    page.session.show_rows(10, 30);
    assert_eq!(sent(&page.take_commands()).len(), 1);
    page.run();
    assert_eq!((page.session.listing().start, page.session.listing().rows.len()), (10, 30));
}

#[test]
fn a_list_of_nobody_is_not_asked_for_again_and_again() {
    let mut page = trained(1);
    page.session.list(Filter { search: "nobody at all".to_owned(), ..Filter::default() }, by_score(), Vec::new());
    page.run();
    assert_eq!(page.session.listing().n_rows, Some(0));
    page.take_commands();
    let (start, n_rows) = (0, 60);
    page.session.show_rows(start, n_rows);
    page.session.show_rows(start, n_rows);
    assert_eq!(page.take_commands(), []);
}

#[test]
fn a_list_of_one_strategy_follows_the_cut_offs_when_it_is_opened_again() {
    let mut page = trained(1);
    let at = |step: u16| CutOffs::new(step, 9_000).unwrap();
    page.session.hide_not_due(false);
    page.run();
    page.take_commands();
    // The next steps follow, the list does not.
    page.session.move_cut_offs(at(100));
    assert_eq!(sent(&page.take_commands()).len(), 1);
    page.session.list(Filter { strategy: Some((Action::Reminder, at(100))), ..Filter::default() }, by_score(), Vec::new());
    page.run();
    page.take_commands();
    (1..=50).for_each(|step| page.session.move_cut_offs(at(100 * step)));
    assert_eq!(sent(&page.take_commands()).len(), 1);
    let Listing { filter, sort, columns, .. } = page.session.listing().clone();
    page.session.list(filter, sort, columns);
    page.run();
    let listing = page.session.listing();
    assert_eq!(listing.filter.strategy, Some((Action::Reminder, at(5_000))));
    let expected =
        page.session.model().ready().map(|model| smart_loan_recovery::strategy::CutOffTable::new(&model.cut_off_steps).totals(at(5_000)));
    assert_eq!(listing.n_rows, expected.map(|totals| totals.reminder.n_rows));
}

#[test]
fn a_part_of_the_plan_is_drawn_again_once_the_cut_offs_rest() {
    let mut page = trained(1);
    page.session.show_sheet(Topic::PlanMoney);
    page.run();
    let shown = |page: &Page| page.session.sheet(&Topic::PlanMoney).shown().cloned().unwrap();
    let before = shown(&page);
    page.take_commands();
    (1..=20).for_each(|step| page.session.move_cut_offs(CutOffs::new(step * 100, 9_000).unwrap()));
    // And once what is done next.
    assert_eq!(sent(&page.take_commands()).len(), 2);
    page.run();
    let after = shown(&page);
    assert_ne!(after, before);
    page.session.put_sheet_away(&Topic::PlanMoney);
    page.session.show_sheet(Topic::PlanMoney);
    page.run();
    assert_eq!(shown(&page), after);
}

#[test]
fn a_question_that_fails_is_said_and_the_next_one_is_answered() {
    let mut page = trained(1);
    let by = |name: &str| Sort { key: SortKey::Column(name.to_owned()), descending: false };
    page.session.list(Filter::default(), by("color"), Vec::new());
    page.run();
    assert!(
        matches!(&page.session.listing().error, Some(SessionError::Job { error: JobError::UnknownColumn(name), .. }) if name == "color")
    );
    page.session.show_rows(5, 20);
    page.run();
    assert_eq!((page.session.listing().start, &page.session.listing().error), (5, &None));
    page.session.list(Filter::default(), by_score(), vec!["color".to_owned()]);
    page.run();
    assert!(page.session.listing().error.is_some());
    page.session.list(Filter::default(), by("Product"), Vec::new());
    page.run();
    assert_eq!((&page.session.listing().error, page.session.listing().rows.len()), (&None, 20));
}

#[test]
fn a_borrower_is_looked_at_looked_away_from_and_looked_at_again_by_a_new_model() {
    let mut page = trained(1);
    page.session.look_at(7);
    assert!(page.session.borrower().is_running());
    page.run();
    let before = page.session.borrower().ready().unwrap().clone();
    assert_eq!(before.summary.row, 7);
    page.session.edit_setup(|setup| setup.params.seed = 5);
    page.session.train();
    page.run();
    let after = page.session.borrower().ready().unwrap().clone();
    assert_eq!(after.summary.row, 7);
    assert_ne!(after.votes, before.votes);
    // Of two, the later.
    page.session.look_at(8);
    assert_eq!(page.session.borrower().shown(), None);
    page.session.look_at(9);
    page.run();
    assert_eq!(page.session.borrower().ready().unwrap().summary.row, 9);
    page.session.look_at(10);
    page.session.look_away();
    page.run();
    assert_eq!(*page.session.borrower(), Stage::Empty);
    page.session.look_at(5_000);
    page.run();
    assert!(matches!(
        page.session.borrower(),
        Stage::Failed { error: SessionError::Job { error: JobError::BeyondRows { row: 5_000, .. }, .. }, .. }
    ));
}

#[test]
fn an_export_is_handed_over_and_a_browser_that_does_not_take_it_is_said() {
    let mut page = trained(1);
    page.session.start_export();
    assert!(page.session.export().is_running());
    page.run();
    let done = page.session.export().ready().unwrap();
    assert_eq!((done.file_name.as_str(), done.n_rows, done.n_left_out), ("loans-scored.csv", 120, 0));
    assert_eq!((page.saved[0].0.as_str(), page.saved.len()), ("loans-scored.csv", 1));
    page.session.saving_failed("full".to_owned());
    assert!(matches!(page.session.export(), Stage::Failed { error: SessionError::NotSaved(_), .. }));
    let mut page = opened(1);
    page.session.start_export();
    page.run();
    assert!(matches!(page.session.export(), Stage::Failed { error: SessionError::Job { error: JobError::NoModel, .. }, before: None }));
}

// Crashes

#[test]
fn a_crashed_engine_is_started_anew_with_the_same_file_settings_and_model() {
    let mut page = trained(2);
    let expected = export(&mut page);
    let cut_offs = CutOffs::new(2_000, 4_000).unwrap();
    page.session.change_role("Days_Past_Due", Role::Ignored);
    page.session.move_cut_offs(cut_offs);
    page.session.change_currency(Currency::Pound);
    page.session.look_at(3);
    page.run();
    let (model, setup) = (page.session.model().ready().unwrap().clone(), page.session.setup().cloned());
    let n_due = page.session.next_steps().unwrap().n_due();
    page.take_commands();
    page.crash_engine();
    assert_eq!(page.session.model().shown().unwrap().evaluation, model.evaluation);
    let commands = page.take_commands();
    assert_eq!(commands[..3], [Command::StartEngine, Command::StartTrainer(0), Command::StartTrainer(1)]);
    assert!(matches!(&commands[3], Command::Send(Request::Open { source: Source::File { .. }, .. }, Some(FileKey(1)))));
    page.run();
    // With the model's own setup, not with what was changed since.
    let again = page.session.model().ready().unwrap();
    assert_eq!((&again.setup, &again.evaluation, &again.cut_off_steps), (&model.setup, &model.evaluation, &model.cut_off_steps));
    assert_eq!((page.session.setup(), page.session.cut_offs()), (setup.as_ref(), cut_offs));
    assert_eq!((page.session.listing().n_rows, page.session.borrower().ready().unwrap().summary.row), (Some(n_due), 3));
    page.session.move_cut_offs(CutOffs::default());
    assert_eq!(export(&mut page), expected);
}

#[test]
fn after_a_crash_the_list_has_the_steps_of_the_policy_as_it_was_changed() {
    let mut page = trained(1);
    let set = |path: &str, value: &str| PolicyChange::Set { path: path.to_owned(), value: value.to_owned() };
    page.session.change_policy(set("assumptions.capacity.calls", "1"));
    page.run();
    page.session.list(Filter { without_place: true, ..Filter::default() }, by_score(), Vec::new());
    page.run();
    let before = page.session.listing().rows.clone();
    assert!(!before.is_empty() && before.iter().all(|row| row.next_step.as_ref().is_some_and(|step| step.is_second_choice)));
    page.crash_engine();
    page.run();
    assert_eq!(page.session.listing().rows, before);
}

#[test]
fn what_is_written_outlives_a_crash_another_borrower_and_another_way() {
    let mut page = trained(1);
    page.session.change_desk(|desk| {
        desk.sender = Sender::of_sample();
        desk.planned_at = PlannedTime::parse("2026-11-23T10:00");
    });
    page.session.write_to(3);
    page.run();
    let template = page.session.desk().shown.ready().unwrap().clone();
    page.session.write("Mine.".to_owned());
    page.crash_engine();
    page.run();
    assert_eq!(page.session.desk().shown.ready().unwrap().text.text, "Mine.");
    page.session.write_to(4);
    page.session.change_desk(|desk| desk.channel = MessageChannel::Sms);
    page.run();
    assert!(page.session.desk().shown.ready().unwrap().text.is_template);
    page.session.change_desk(|desk| desk.channel = MessageChannel::Whatsapp);
    page.session.write_to(3);
    page.run();
    assert_eq!((page.session.desk().written(), page.session.desk().copy_state().is_some()), (Some("Mine."), true));
    page.session.use_template();
    page.run();
    assert_eq!(page.session.desk().shown.ready(), Some(&template));
}

#[test]
fn a_crash_in_a_training_trains_what_was_on_its_way() {
    let mut page = trained(1);
    page.session.edit_setup(|setup| setup.params.seed = 9);
    page.session.train();
    page.step();
    page.session.edit_setup(|setup| setup.params.seed = 10);
    page.crash_engine();
    assert!(page.session.model().is_running());
    page.run();
    assert_eq!(page.session.model().ready().unwrap().setup.params.seed, 9);
}

#[test]
fn a_training_given_up_during_a_rebuild_brings_the_model_before_back() {
    let mut page = trained(1);
    page.session.edit_setup(|setup| setup.params.seed = 9);
    page.session.train();
    page.step();
    page.crash_engine();
    page.session.cancel_training();
    assert!(!page.session.model().is_running());
    page.run();
    assert_eq!(page.session.model().ready().unwrap().setup.params.seed, 42);
    assert!(!export(&mut page).is_empty());
}

#[test]
fn a_crash_without_a_file_only_starts_the_workers() {
    let mut page = Page::new(1);
    page.take_commands();
    page.crash_engine();
    assert_eq!(page.take_commands(), [Command::StartEngine, Command::StartTrainer(0)]);
    assert_eq!(*page.session.file(), Stage::Empty);
}

#[test]
fn a_crash_before_anything_is_trained_brings_the_list_back() {
    let mut page = opened(1);
    page.session.list(Filter::default(), Sort { key: SortKey::Identifier, descending: false }, Vec::new());
    page.run();
    page.crash_engine();
    page.run();
    page.session.show_rows(10, 20);
    page.run();
    assert_eq!((page.session.listing().start, page.session.listing().rows.len()), (10, 20));
}

#[test]
fn crashes_that_never_end_are_said_and_another_file_gets_another_engine() {
    let mut page = trained(1);
    let mut n_crashes = 0;
    // Each time the table opens again, and then its training crashes.
    while !matches!(page.session.file(), Stage::Failed { .. }) {
        page.crash_engine();
        while page.session.file().is_running() {
            page.step();
        }
        n_crashes += 1;
        assert!(n_crashes < 10, "it goes round forever");
    }
    assert!(matches!(page.session.file(), Stage::Failed { error: SessionError::EngineCrashed(_), before: Some(_) }));
    assert!(page.session.model().shown().is_some() && !page.session.model().is_running() && page.engine.is_none());
    page.session.engine_silent();
    assert!(matches!(page.session.file(), Stage::Failed { error: SessionError::EngineCrashed(_), .. }));

    page.take_commands();
    page.drop_file("other.csv", &loans_csv(90, 4));
    assert_eq!(page.take_commands()[0], Command::StartEngine);
    page.run();
    assert_eq!(file_name(&page.session), Some("other.csv"));
    assert!(page.session.file().ready().is_some());
}

#[test]
fn after_an_engine_was_given_up_a_question_starts_it_again() {
    let mut page = trained(1);
    (0..4).for_each(|_| page.crash_engine());
    assert!(page.engine.is_none());
    page.session.train();
    page.run();
    assert!(page.session.file().ready().is_some() && page.session.model().ready().is_some());
    assert!(!export(&mut page).is_empty());
}

#[test]
fn a_crash_while_another_file_is_opened_opens_that_one() {
    let mut page = trained(1);
    page.drop_file("other.csv", &loans_csv(90, 4));
    page.crash_engine();
    page.run();
    assert_eq!((file_name(&page.session), page.session.model()), (Some("other.csv"), &Stage::Empty));
}

#[test]
fn a_crash_and_then_a_file_that_fails_does_not_lose_the_one_before() {
    let mut page = trained(1);
    let expected = export(&mut page);
    page.drop_file("photo.csv", b"\x89PNG");
    page.crash_engine();
    page.run();
    assert!(matches!(page.session.file(), Stage::Failed { before: Some(_), .. }));
    // The engine does not hold it any more: the first question has it read again.
    page.session.look_at(1);
    page.run();
    assert_eq!((file_name(&page.session), page.session.model().ready().is_some()), (Some("loans.csv"), true));
    assert_eq!(export(&mut page), expected);
}

#[test]
fn two_files_that_fail_and_then_a_crash_do_not_lose_the_one_before() {
    let mut page = trained(1);
    for _ in 0..2 {
        page.drop_file("photo.csv", b"\x89PNG");
        page.run();
    }
    page.crash_engine();
    page.run();
    assert_eq!((file_name(&page.session), page.session.model().ready().is_some()), (Some("loans.csv"), true));
}

#[test]
fn a_file_that_is_gone_when_it_is_needed_again_is_said_and_nothing_goes_on_forever() {
    let mut page = trained(1);
    page.session.train();
    page.step();
    page.files.clear();
    page.crash_engine();
    page.run();
    let session = &page.session;
    assert!(matches!(session.file(), Stage::Failed { error: SessionError::Job { error: JobError::FileGone(_), .. }, before: None }));
    assert_eq!((session.model(), session.borrower(), session.setup()), (&Stage::Empty, &Stage::Empty, None));
    assert_eq!(session.files_in_use(), []);
}

#[test]
fn a_rebuild_given_up_leaves_nothing_open() {
    let mut page = trained(1);
    page.crash_engine();
    page.session.cancel_open();
    page.run();
    assert_eq!((page.session.file(), page.session.model()), (&Stage::Empty, &Stage::Empty));
    page.drop_file("loans.csv", &loans_csv(120, 1));
    page.run();
    assert!(page.session.file().ready().is_some());
}

#[test]
fn a_crash_ends_what_was_on_its_way() {
    let mut page = trained(1);
    page.session.start_export();
    page.session.look_at(4);
    page.crash_engine();
    assert!(!page.session.export().is_running() && !page.session.borrower().is_running());
}

#[test]
fn a_message_that_nobody_understands_is_a_crash() {
    let mut page = trained(1);
    page.take_commands();
    page.session.receive(Reply::failed(JobId::default(), JobError::Garbled), Vec::new());
    assert_eq!(page.take_commands()[0], Command::StartEngine);
    page.run();
    assert!(page.session.model().ready().is_some());
}

#[test]
fn an_engine_that_does_not_start_is_said_and_one_that_starts_late_is_welcome() {
    let mut session = Session::new(1);
    session.engine_silent();
    assert!(matches!(session.file(), Stage::Failed { error: SessionError::EngineSilent, before: None }));
    session.receive(Reply::Ready, Vec::new());
    assert_eq!(*session.file(), Stage::Empty);
    session.engine_silent();
    assert_eq!(*session.file(), Stage::Empty);

    let mut session = Session::new(1);
    session.open_sample(SampleMonth::July);
    session.engine_silent();
    session.receive(Reply::Ready, Vec::new());
    assert!(session.file().is_running());
}

#[test]
fn a_crashed_trainer_alone_is_started_again_and_changes_nothing() {
    let expected = export(&mut trained(1));
    let mut page = opened(3);
    page.session.train();
    page.step();
    page.take_commands();
    page.crash_trainer(1);
    assert_eq!(page.take_commands(), [Command::Send(Request::TrainerLost { trainer: 1 }, None), Command::StartTrainer(1)]);
    page.run();
    assert_eq!(export(&mut page), expected);
}

#[test]
fn trainers_that_crash_again_and_again_end_the_training_and_get_another_try() {
    let mut page = trained(1);
    page.session.train();
    page.obey();
    (0..4).for_each(|_| page.crash_trainer(0));
    assert!(matches!(page.session.model(), Stage::Failed { error: SessionError::TrainersCrashed(_), before: Some(_) }));
    page.take_commands();
    page.session.train();
    assert_eq!(started_trainers(&page.take_commands()), [0]);
    page.run();
    assert!(page.session.model().ready().is_some());
}

#[test]
fn trainers_that_crash_while_nothing_is_trained_are_there_for_the_next_training() {
    let mut page = opened(2);
    (0..3).for_each(|_| page.crash_trainer(0));
    page.crash_trainer(1);
    page.crash_trainer(0);
    assert_eq!(page.engine.as_ref().unwrap().trainers(), Vec::<u32>::new());
    page.session.train();
    page.run();
    assert!(page.session.model().ready().is_some());
}

// Anything in any order

#[derive(Clone, Copy, Debug)]
enum Act {
    DropGood,
    DropOther,
    DropBroken,
    CancelOpen,
    DismissError,
    ReadAgain,
    Train,
    Stop,
    Cancel,
    ChooseOutcome(bool),
    ChangeRole(bool),
    ChangeTrainers(u32),
    List(u8),
    ShowRows(u64),
    LookAt(u64),
    LookAway,
    MoveCutOffs(u16),
    Export,
    CrashEngine,
    CrashTrainer(u32),
    Silent,
    Step(u8),
}

fn any_act() -> impl Strategy<Value = Act> {
    prop_oneof![
        2 => Just(Act::DropGood),
        1 => Just(Act::DropOther),
        1 => Just(Act::DropBroken),
        1 => Just(Act::CancelOpen),
        1 => Just(Act::DismissError),
        1 => Just(Act::ReadAgain),
        3 => Just(Act::Train),
        1 => Just(Act::Stop),
        1 => Just(Act::Cancel),
        1 => any::<bool>().prop_map(Act::ChooseOutcome),
        1 => any::<bool>().prop_map(Act::ChangeRole),
        1 => (0u32..4).prop_map(Act::ChangeTrainers),
        2 => (0u8..4).prop_map(Act::List),
        1 => (0u64..100).prop_map(Act::ShowRows),
        1 => (0u64..100).prop_map(Act::LookAt),
        1 => Just(Act::LookAway),
        1 => (0u16..=9_000).prop_map(Act::MoveCutOffs),
        1 => Just(Act::Export),
        2 => Just(Act::CrashEngine),
        2 => (0u32..4).prop_map(Act::CrashTrainer),
        1 => Just(Act::Silent),
        12 => (1u8..5).prop_map(Act::Step),
    ]
}

fn act(page: &mut Page, act: Act) {
    let session = &mut page.session;
    match act {
        Act::DropGood => page.drop_file("good.csv", &loans_csv(60, 1)),
        Act::DropOther => page.drop_file("other.csv", &loans_csv(70, 2)),
        Act::DropBroken => page.drop_file("photo.csv", b"\x89PNG"),
        Act::CancelOpen => session.cancel_open(),
        Act::DismissError => session.dismiss_file_error(),
        Act::ReadAgain => session.read_again(ReadOptions::default()),
        Act::Train => {
            session.edit_setup(|setup| setup.params.n_trees = 4);
            session.train();
        }
        Act::Stop => session.stop_training(),
        Act::Cancel => session.cancel_training(),
        Act::ChooseOutcome(is_there) => session.choose_outcome_column(if is_there { "Loan_Status" } else { "color" }.to_owned()),
        Act::ChangeRole(is_feature) => session.change_role("Product", if is_feature { Role::Feature } else { Role::Ignored }),
        Act::ChangeTrainers(n_trainers) => session.change_n_trainers(n_trainers),
        Act::List(which) => {
            let strategy = (which == 1).then(|| (Action::Reminder, session.cut_offs()));
            let key = if which == 2 { SortKey::Column("color".to_owned()) } else { SortKey::AtRisk };
            session.list(Filter { strategy, ..Filter::default() }, Sort { key, descending: true }, Vec::new());
        }
        Act::ShowRows(start) => session.show_rows(start, 10),
        Act::LookAt(row) => session.look_at(row),
        Act::LookAway => session.look_away(),
        Act::MoveCutOffs(step) => session.move_cut_offs(CutOffs::new(step, 9_000).unwrap()),
        Act::Export => session.start_export(),
        Act::CrashEngine => page.crash_engine(),
        Act::CrashTrainer(trainer) => page.crash_trainer(trainer),
        Act::Silent => session.engine_silent(),
        Act::Step(n_steps) => (0..n_steps).for_each(|_| page.step()),
    }
    page.obey();
}

#[test]
fn an_export_that_waits_for_groups_comes_though_a_training_was_begun_and_given_up() {
    let mut page = Page::new(2);
    page.drop_file("good.csv", &loans_csv(60, 1));
    (0..3).for_each(|_| page.step());
    page.session.edit_setup(|setup| setup.params.n_trees = 4);
    page.session.train();
    (0..2).for_each(|_| page.step());
    page.session.start_export();
    page.session.train();
    page.session.cancel_training();
    page.run();
    assert!(!page.session.export().is_running());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn whatever_happens_nothing_goes_on_forever_and_the_page_can_begin_anew(acts in prop::collection::vec(any_act(), 1..60)) {
        let mut page = Page::new(2);
        acts.into_iter().for_each(|next| act(&mut page, next));
        page.run();
        let session = &page.session;
        prop_assert!(!session.file().is_running() && !session.model().is_running(), "{:?}", session);
        prop_assert!(!session.borrower().is_running() && !session.export().is_running(), "{:?}", session);
        prop_assert!(session.file().shown().is_some() || session.model().shown().is_none());

        let start_anew = |page: &mut Page| {
            page.drop_file("loans.csv", &loans_csv(120, 1));
            page.run();
            page.session.start_afresh();
            page.run();
            page.session.show_rows(0, 60);
            page.session.edit_setup(|setup| setup.params.n_trees = 2);
            page.session.train();
            page.run();
            page.session.model().ready().map(|model| model.evaluation)
        };
        let expected = start_anew(&mut Page::new(1));
        prop_assert!(expected.is_some());
        prop_assert_eq!(start_anew(&mut page), expected);
        let n_due = page.session.next_steps().map(|steps| steps.n_due());
        prop_assert!(n_due.is_some());
        prop_assert_eq!(page.session.listing().n_rows, n_due);
    }
}
