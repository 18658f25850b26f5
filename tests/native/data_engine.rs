//! The data engine as the page, its files and its trainers see it.

use crate::harness::{Harness, loans_csv, setup_of};
use smart_loan_recovery::data::read::{Delimiter, ReadError, ReadOptions};
use smart_loan_recovery::data::sample::{SampleMonth, sample_file_name};
use smart_loan_recovery::data::schema::{EXPORT_COLUMNS, OutcomeChoice, OutcomeError, Role};
use smart_loan_recovery::jobs::data_engine::Input;
use smart_loan_recovery::jobs::protocol::{
    Answer, BorrowerDetail, BorrowerRow, ExportDone, ExportOrder, Filter, JobError, JobId, OutcomeReport, Progress, Query, Reply, Request,
    Sort, SortKey, Source, TrainingSetup,
};
use smart_loan_recovery::model::ParamsError;
use smart_loan_recovery::sheets::outcome_error;
use smart_loan_recovery::strategy::{CutOffTable, CutOffs, Strategy};

const N_ROWS: usize = 420;
const N_TREES: u32 = 45;

/// An engine with the small file open and what the page would train with.
fn opened(n_trainers: u32) -> (Harness, TrainingSetup) {
    let mut harness = Harness::new(n_trainers);
    let file = harness.open("loans.csv", &loans_csv(N_ROWS, 1)).unwrap();
    (harness, setup_of(&file, N_TREES))
}

fn trained(n_trainers: u32) -> (Harness, TrainingSetup) {
    let (mut harness, setup) = opened(n_trainers);
    harness.train(&setup).unwrap();
    (harness, setup)
}

// Opening

#[test]
fn a_file_opens_in_pieces_of_any_size_with_the_same_summary() {
    let bytes = loans_csv(N_ROWS, 1);
    let summaries = [None, Some(1), Some(17), Some(4_096)].map(|piece_bytes| {
        let mut harness = Harness::new(1);
        harness.piece_bytes = piece_bytes;
        let mut summary = harness.open("loans.csv", &bytes).unwrap();
        summary.reading.facts.clear();
        summary
    });
    assert!(summaries.iter().all(|summary| *summary == summaries[0]));
    let summary = &summaries[0];
    assert_eq!((summary.n_rows, summary.n_bytes, summary.is_synthetic), (N_ROWS as u64, bytes.len() as u64, false));
    let outcome = summary.outcome.as_ref().unwrap();
    assert_eq!((outcome.choice.column.as_str(), &outcome.choice.bad_values[..]), ("Loan_Status", &["Default".to_owned()][..]));
    assert_eq!(outcome.leak_words.columns.iter().map(|leak| leak.column.as_str()).collect::<Vec<_>>(), ["Recovered_Amount"]);
    assert_eq!(summary.schema.column("Remark").unwrap().role, Role::Ignored);
}

#[test]
fn reading_reports_how_far_it_is_at_most_ten_times_a_second() {
    let mut harness = Harness::new(0);
    harness.piece_bytes = Some(200);
    let bytes = loans_csv(N_ROWS, 1);
    let job = harness.start_open("loans.csv", &bytes, ReadOptions::default());
    harness.run();
    let replies = harness.take_replies();
    let reports: Vec<u64> = replies
        .iter()
        .filter_map(|reply| match reply {
            Reply::Progress { job: of, progress: Progress::Reading { n_bytes, n_bytes_total, .. } } => {
                assert_eq!((*of, *n_bytes_total), (job, bytes.len() as u64));
                Some(*n_bytes)
            }
            _ => None,
        })
        .collect();
    // One in 15 pieces, as the clock moves on by 7 ms each.
    assert!(reports.is_sorted() && reports.len() >= 3 && reports.len() <= bytes.len() / 200 / 14 + 1, "{reports:?}");
}

#[test]
fn a_cancelled_opening_leaves_the_table_before() {
    let (mut harness, setup) = trained(2);
    harness.piece_bytes = Some(1_000);
    let job = harness.start_open("other.csv", &loans_csv(90, 2), ReadOptions::default());
    assert!(harness.read_step() && harness.read_step());
    harness.send(Request::Cancel { job });
    harness.run();
    assert!(!harness.has_ended(job) && !harness.files.contains_key(&job));
    assert_eq!(view(&mut harness, "", Sort::by(SortKey::Score)), N_ROWS as u64);
    assert!(harness.export().is_ok() && harness.train(&setup).is_ok());
}

#[test]
fn an_unusable_file_says_why_and_leaves_the_table_before() {
    let (mut harness, _) = trained(1);
    let job = harness.start_open("photo.png", b"\x89PNG\r\n\x1a\n0000", ReadOptions::default());
    harness.run();
    assert!(matches!(harness.opened(job), Err(JobError::Read(ReadError::NotText { .. }))));
    assert!(!harness.files.contains_key(&job));
    assert_eq!(harness.open("empty.csv", b""), Err(JobError::Read(ReadError::Empty)));
    assert!(harness.export().is_ok());
}

#[test]
fn a_file_that_cannot_be_read_is_gone() {
    let mut harness = Harness::new(1);
    harness.read_error = Some("NotReadableError".to_owned());
    assert_eq!(harness.open("loans.csv", &loans_csv(90, 1)), Err(JobError::FileGone("NotReadableError".to_owned())));
    assert!(harness.files.is_empty());
}

#[test]
fn of_two_openings_the_later_counts_and_no_file_is_kept_too_long() {
    let mut harness = Harness::new(1);
    harness.piece_bytes = Some(500);
    let first = harness.start_open("first.csv", &loans_csv(90, 1), ReadOptions::default());
    harness.read_step();
    let second = harness.start_open("second.csv", &loans_csv(80, 2), ReadOptions::default());
    harness.run();
    assert!(!harness.has_ended(first));
    assert_eq!(harness.opened(second).unwrap().n_rows, 80);
    assert_eq!(harness.files.keys().copied().collect::<Vec<_>>(), [second]);
    let third = harness.start_open("third.csv", &loans_csv(70, 2), ReadOptions::default());
    harness.run();
    assert_eq!(harness.files.keys().copied().collect::<Vec<_>>(), [third]);
}

#[test]
fn what_a_person_says_about_the_file_goes_before_what_is_guessed() {
    let mut harness = Harness::new(0);
    let options = ReadOptions { delimiter: Some(Delimiter::Pipe), ..ReadOptions::default() };
    let job = harness.start_open("odd.csv", b"a|b,c\n1|2,3\n4|5,6\n", options);
    harness.run();
    let summary = harness.opened(job).unwrap();
    assert_eq!(summary.schema.columns.iter().map(|column| column.name.as_str()).collect::<Vec<_>>(), ["a", "b,c"]);
}

#[test]
fn opening_again_ends_a_training_and_takes_the_model_away() {
    let (mut harness, mut setup) = trained(1);
    setup.params.seed = 7;
    let training = harness.start_training(&setup);
    assert!(harness.grow_step(0));
    let job = harness.start_open("next.csv", &loans_csv(200, 9), ReadOptions::default());
    while harness.read_step() || harness.continue_step() {}
    let next = harness.opened(job).unwrap();
    harness.run();
    assert!(!harness.has_ended(training));
    assert_eq!(harness.export(), Err(JobError::NoModel));
    assert_eq!(harness.train(&setup_of(&next, 5)).unwrap().n_rows, 200);
}

#[test]
fn a_training_may_end_while_another_file_is_still_being_read() {
    let (mut harness, setup) = opened(1);
    harness.piece_bytes = Some(100);
    let training = harness.start_training(&setup);
    let opening = harness.start_open("next.csv", &loans_csv(300, 9), ReadOptions::default());
    while harness.grow_step(0) {}
    assert_eq!(harness.trained(training).unwrap().n_rows, N_ROWS as u64);
    assert!(!harness.has_ended(opening));
    harness.run();
    assert!(harness.opened(opening).is_ok());
}

// Training

#[test]
fn one_trainer_and_three_give_the_same_bytes() {
    let exports = [1, 3, 7].map(|n_trainers| trained(n_trainers).0.export().unwrap());
    assert!(exports.iter().all(|export| *export == exports[0]));
}

#[test]
fn a_trainer_that_dies_in_the_middle_changes_nothing() {
    let expected = trained(1).0.export().unwrap();
    let (mut harness, setup) = opened(3);
    let training = harness.start_training(&setup);
    assert!(harness.grow_step(0) && harness.grow_step(1) && harness.grow_step(1));
    harness.kill_trainer(1);
    assert!(harness.grow_step(0));
    harness.start_trainer(1);
    harness.kill_trainer(2);
    harness.run();
    assert_eq!(harness.trained(training).unwrap().n_trees, N_TREES);
    assert_eq!(harness.export().unwrap(), expected);
}

#[test]
fn the_last_trainer_may_die_and_another_take_its_place() {
    let expected = trained(1).0.export().unwrap();
    let (mut harness, setup) = opened(1);
    let training = harness.start_training(&setup);
    harness.grow_step(0);
    harness.kill_trainer(0);
    harness.run();
    assert!(!harness.has_ended(training));
    harness.start_trainer(5);
    harness.run();
    assert_eq!(harness.trained(training).unwrap().n_trees, N_TREES);
    assert_eq!(harness.export().unwrap(), expected);
}

#[test]
fn a_tree_that_comes_late_from_a_lost_trainer_leaves_no_one_without_work() {
    let expected = trained(1).0.export().unwrap();
    let (mut harness, setup) = opened(1);
    let training = harness.start_training(&setup);
    let mut lost = harness.take_trainer(0);
    harness.start_trainer(0);
    // The new one has the lost one's range; the lost one's trees arrive first.
    while let Some(reply) = lost.step(&|| 0.0) {
        harness.put_in(Input::FromTrainer { trainer: 9, reply });
    }
    harness.run();
    assert_eq!(harness.trained(training).unwrap().n_trees, N_TREES);
    assert_eq!(harness.export().unwrap(), expected);
}

#[test]
fn a_trainer_that_starts_late_helps() {
    let (mut harness, setup) = opened(0);
    let training = harness.start_training(&setup);
    harness.run();
    assert!(!harness.has_ended(training));
    harness.start_trainer(0);
    harness.run();
    assert_eq!(harness.trained(training).unwrap().n_trees, N_TREES);
}

#[test]
fn stop_keeps_the_trees_so_far() {
    let (mut harness, setup) = opened(2);
    let training = harness.start_training(&setup);
    for _ in 0..6 {
        assert!(harness.grow_step(0) && harness.grow_step(1));
    }
    harness.send(Request::Stop { job: training });
    let summary = harness.trained(training).unwrap();
    assert_eq!((summary.n_trees, summary.setup.params.n_trees), (12, N_TREES));
    harness.run();
    assert!(harness.take_replies().iter().all(|reply| matches!(reply, Reply::Progress { .. } | Reply::Grouped { .. })));
    let row = borrower(&mut harness, 3).unwrap();
    assert!(row.votes.as_ref().unwrap().n_trees <= 12);
    assert!(harness.export().is_ok());
}

#[test]
fn stop_before_the_first_tree_is_too_early_and_leaves_the_model_before() {
    let (mut harness, mut setup) = trained(1);
    let before = harness.export().unwrap();
    setup.params.seed = 7;
    let training = harness.start_training(&setup);
    harness.send(Request::Stop { job: training });
    assert_eq!(harness.trained(training), Err(JobError::StoppedTooEarly));
    harness.run();
    assert_eq!(harness.export().unwrap(), before);
}

#[test]
fn cancel_keeps_the_earlier_model() {
    let (mut harness, setup) = trained(2);
    let before = harness.export().unwrap();
    let mut other = setup.clone();
    other.params.seed = 7;
    let training = harness.start_training(&other);
    assert!(harness.grow_step(0) && harness.grow_step(1));
    harness.send(Request::Cancel { job: training });
    harness.run();
    assert!(!harness.has_ended(training));
    assert_eq!(harness.export().unwrap(), before);
    harness.train(&other).unwrap();
    assert_ne!(harness.export().unwrap(), before);
}

#[test]
fn of_two_trainings_the_later_counts() {
    let expected = trained(1).0.export().unwrap();
    let (mut harness, setup) = opened(2);
    let mut other = setup.clone();
    other.params.seed = 7;
    let first = harness.start_training(&other);
    assert!(harness.grow_step(0));
    let second = harness.start_training(&setup);
    harness.run();
    assert!(!harness.has_ended(first));
    assert_eq!(harness.trained(second).unwrap().setup, setup);
    assert_eq!(harness.export().unwrap(), expected);
}

#[test]
fn stop_and_cancel_of_another_job_do_nothing() {
    let (mut harness, setup) = opened(1);
    let training = harness.start_training(&setup);
    harness.send(Request::Stop { job: JobId(999) });
    harness.send(Request::Cancel { job: JobId(999) });
    harness.run();
    assert_eq!(harness.trained(training).unwrap().n_trees, N_TREES);
}

#[test]
fn training_reports_trees_auc_and_the_time_left() {
    let (mut harness, setup) = opened(1);
    harness.take_replies();
    harness.train(&setup).unwrap();
    let reports: Vec<(u32, Option<f64>, Option<f64>)> = harness
        .take_replies()
        .into_iter()
        .filter_map(|reply| match reply {
            Reply::Progress { progress: Progress::Training { n_trees, n_trees_total, auc, seconds_left, .. }, .. } => {
                assert_eq!(n_trees_total, N_TREES);
                Some((n_trees, auc, seconds_left))
            }
            _ => None,
        })
        .collect();
    assert!(reports.len() >= 3 && reports.len() <= 1 + N_TREES as usize / 14, "{reports:?}");
    assert!(reports.is_sorted_by_key(|report| report.0));
    assert!(
        reports.iter().all(|(_, auc, left)| auc.is_some_and(|auc| auc > 0.4) && left.is_some_and(|seconds| (0.0..1.0).contains(&seconds)))
    );
}

#[test]
fn what_cannot_train_says_why() {
    let mut harness = Harness::new(1);
    let (_, setup) = opened(0);
    assert_eq!(harness.train(&setup).unwrap_err(), JobError::NoTable);
    let (mut harness, setup) = opened(1);
    let change = |change: &dyn Fn(&mut TrainingSetup)| {
        let mut setup = setup.clone();
        change(&mut setup);
        setup
    };
    let fails = |harness: &mut Harness, setup: TrainingSetup| harness.train(&setup).unwrap_err();
    assert_eq!(fails(&mut harness, change(&|setup| setup.params.n_trees = 0)), JobError::Params(ParamsError::Trees(0)));
    assert_eq!(
        fails(&mut harness, change(&|setup| setup.balance = Some("nothing".to_owned()))),
        JobError::UnknownColumn("nothing".to_owned())
    );
    let unknown = change(&|setup| setup.outcome = OutcomeChoice::new("Loan_Status", vec!["Gone".to_owned()]));
    assert!(matches!(fails(&mut harness, unknown), JobError::Outcome(OutcomeError::UnknownValue { .. })));
    let no_features = change(&|setup| setup.roles.iter_mut().for_each(|(_, role)| *role = Role::Ignored));
    assert!(matches!(fails(&mut harness, no_features), JobError::TrainingSet(_)));
    let text = change(&|setup| setup.roles.iter_mut().filter(|(name, _)| name == "Remark").for_each(|(_, role)| *role = Role::Feature));
    assert!(matches!(fails(&mut harness, text), JobError::Encode(_)));
    assert!(harness.train(&setup).is_ok());
}

#[test]
fn a_model_says_what_it_was_made_of() {
    let (mut harness, setup) = opened(2);
    let summary = harness.train(&setup).unwrap();
    assert_eq!((summary.n_trees, summary.n_rows), (N_TREES, N_ROWS as u64));
    let mut features: Vec<&str> = summary.importance.iter().map(|(name, _)| name.as_str()).collect();
    assert!(summary.importance.is_sorted_by(|a, b| a.1 >= b.1));
    features.sort_unstable();
    assert_eq!(features, ["Days_Past_Due", "Monthly_Income", "Outstanding to income", "Outstanding_Amount", "Product"]);
    assert!(summary.evaluation.has_signal());
    let totals = CutOffTable::new(&summary.cut_off_steps).totals(CutOffs::default());
    assert_eq!(totals.all().n_rows, N_ROWS as u64);
    assert!(totals.all().outstanding.to_major() > 1e6);
}

#[test]
fn a_node_cap_is_said() {
    let (mut harness, mut setup) = opened(1);
    setup.params.max_nodes = 5;
    let facts = harness.train(&setup).unwrap().facts;
    assert!(facts.iter().any(|fact| fact.value.ends_with(&format!("reached by {N_TREES} trees"))), "{facts:?}");
}

// Questions

fn view(harness: &mut Harness, search: &str, sort: Sort) -> u64 {
    let filter = Filter { search: search.to_owned(), ..Filter::default() };
    match harness.ask(Query::View { filter, sort, cut_offs: CutOffs::default() }) {
        Ok(Answer::View { n_rows }) => n_rows,
        other => panic!("{other:?}"),
    }
}

fn rows(harness: &mut Harness, start: u64, n_rows: u64, columns: &[&str]) -> Vec<BorrowerRow> {
    let columns = columns.iter().map(|name| (*name).to_owned()).collect();
    match harness.ask(Query::Rows { start, n_rows, columns }) {
        Ok(Answer::Rows { start: from, rows }) => {
            assert_eq!(from, start);
            rows
        }
        other => panic!("{other:?}"),
    }
}

fn borrower(harness: &mut Harness, row: u64) -> Result<BorrowerDetail, JobError> {
    match harness.ask(Query::Borrower { row, cut_offs: CutOffs::default() })? {
        Answer::Borrower(detail) => Ok(*detail),
        other => panic!("{other:?}"),
    }
}

fn outcome(harness: &mut Harness, query: Query) -> Result<OutcomeReport, JobError> {
    match harness.ask(query)? {
        Answer::Outcome(report) => Ok(report),
        other => panic!("{other:?}"),
    }
}

trait By {
    fn by(key: SortKey) -> Sort;
}

impl By for Sort {
    /// Greatest first.
    fn by(key: SortKey) -> Sort {
        Sort { key, descending: true }
    }
}

#[test]
fn questions_without_a_table_or_a_model_say_so() {
    let mut harness = Harness::new(0);
    let all = || Query::View { filter: Filter::default(), sort: Sort::by(SortKey::Score), cut_offs: CutOffs::default() };
    for query in [
        all(),
        Query::Rows { start: 0, n_rows: 5, columns: Vec::new() },
        Query::Borrower { row: 0, cut_offs: CutOffs::default() },
        Query::OutcomeOf { column: "x".to_owned() },
    ] {
        assert_eq!(harness.ask(query).unwrap_err(), JobError::NoTable);
    }
    assert_eq!(harness.export(), Err(JobError::NoTable));
    let (mut harness, _) = opened(0);
    assert_eq!(harness.export(), Err(JobError::NoModel));
    assert_eq!(borrower(&mut harness, 0).unwrap_err(), JobError::NoModel);
    assert_eq!(view(&mut harness, "", Sort::by(SortKey::AtRisk)), N_ROWS as u64);
    assert!(rows(&mut harness, 0, 3, &[]).iter().all(|row| row.score.is_none() && row.outstanding.is_none()));
}

#[test]
fn unknown_columns_and_rows_are_named() {
    let (mut harness, _) = trained(1);
    let unknown = |name: &str| Err(JobError::UnknownColumn(name.to_owned()));
    let by_column =
        Query::View { filter: Filter::default(), sort: Sort::by(SortKey::Column("color".to_owned())), cut_offs: CutOffs::default() };
    assert_eq!(harness.ask(by_column), unknown("color"));
    assert_eq!(harness.ask(Query::Rows { start: 0, n_rows: 1, columns: vec!["size".to_owned()] }), unknown("size"));
    assert_eq!(harness.ask(Query::OutcomeOf { column: "taste".to_owned() }), unknown("taste"));
    for row in [N_ROWS as u64, u64::MAX] {
        assert_eq!(borrower(&mut harness, row).unwrap_err(), JobError::BeyondRows { row, n_rows: N_ROWS as u64 });
    }
    assert!(borrower(&mut harness, N_ROWS as u64 - 1).is_ok());
}

#[test]
fn a_view_is_sorted_with_what_is_missing_at_the_end() {
    let (mut harness, _) = trained(1);
    for key in [SortKey::Score, SortKey::AtRisk, SortKey::Outstanding] {
        for descending in [true, false] {
            view(&mut harness, "", Sort { key: key.clone(), descending });
            let value = |row: &BorrowerRow| {
                let (score, owed) =
                    (row.score.map_or(f64::NAN, |score| score.value()), row.outstanding.map_or(f64::NAN, |money| money.to_major()));
                match key {
                    SortKey::Score => score,
                    SortKey::Outstanding => owed,
                    _ => score * owed,
                }
            };
            let values: Vec<f64> = rows(&mut harness, 0, 1_000, &[]).iter().map(value).collect();
            assert_eq!(values.len(), N_ROWS);
            assert!(values.is_sorted_by(|a, b| b.is_nan() || (if descending { a >= b } else { a <= b })), "{key:?} {descending}");
        }
    }
    for descending in [true, false] {
        view(&mut harness, "", Sort { key: SortKey::Column("Monthly_Income".to_owned()), descending });
        let cells: Vec<String> = rows(&mut harness, 0, 1_000, &["Monthly_Income"]).into_iter().map(|row| row.cells[0].clone()).collect();
        let n_missing = cells.iter().filter(|cell| cell.is_empty()).count();
        assert!(n_missing > 3 && cells[N_ROWS - n_missing..].iter().all(String::is_empty));
        let values: Vec<f64> = cells[..N_ROWS - n_missing].iter().map(|cell| cell.parse().unwrap()).collect();
        assert!(values.is_sorted_by(|a, b| if descending { a >= b } else { a <= b }));
    }
}

#[test]
fn identifiers_are_sorted_as_people_count() {
    let (mut harness, _) = trained(1);
    view(&mut harness, "", Sort { key: SortKey::Identifier, descending: false });
    let names: Vec<String> = rows(&mut harness, 0, 12, &[]).into_iter().map(|row| row.identifier).collect();
    assert_eq!(names, ["C_0", "C_1", "C_2", "C_3", "C_4", "C_5", "C_5", "C_7", "C_8", "C_9", "C_10", "C_11"]);
    let identifiers = ["9", "10", "100000000000000000000000", "95000000000000000000000", "a10", "a9", "a", "007", "7"];
    let text: String =
        (0..80).map(|row| format!("{}x{row},{},{}\n", identifiers[row % 9], row % 11, if row % 3 == 0 { "bad" } else { "good" })).collect();
    harness.open("odd.csv", format!("customer id,n,risk\n{text}").as_bytes()).unwrap();
    assert_eq!(view(&mut harness, "", Sort::by(SortKey::Identifier)), 80);
    let last = rows(&mut harness, 79, 1, &[]).remove(0);
    assert_eq!(last.identifier, "007x7");
}

#[test]
fn a_list_by_money_at_risk_goes_by_score_where_no_money_is_known() {
    let (mut harness, mut setup) = opened(1);
    setup.balance = None;
    harness.train(&setup).unwrap();
    view(&mut harness, "", Sort::by(SortKey::AtRisk));
    let scores: Vec<f64> = rows(&mut harness, 0, 1_000, &[]).iter().filter_map(|row| Some(row.score?.value())).collect();
    assert!(scores.is_sorted_by(|a, b| a >= b));
}

#[test]
fn a_search_looks_into_identifiers_words_and_notes_in_any_case() {
    let (mut harness, _) = trained(1);
    let mut found = |search: &str| view(&mut harness, search, Sort::by(SortKey::Score));
    assert_eq!(found("l00017"), 1);
    assert_eq!(found("c_5"), 2 + 10);
    assert_eq!(found("  CALL, NO 33  "), 11);
    assert_eq!(found("nobody"), 0);
    let gold = found("gOLD");
    assert!(gold > 50 && gold < 160);
    assert_eq!(found(""), N_ROWS as u64);
}

#[test]
fn a_view_of_one_strategy_holds_those_the_plan_counts() {
    let (mut harness, setup) = opened(1);
    let summary = harness.train(&setup).unwrap();
    let cut_offs = CutOffs::new(3_000, 6_000).unwrap();
    let totals = CutOffTable::new(&summary.cut_off_steps).totals(cut_offs);
    for strategy in [Strategy::Reminder, Strategy::SettlementOffer, Strategy::LegalReview, Strategy::NotScored] {
        let filter = Filter { strategy: Some((strategy, cut_offs)), ..Filter::default() };
        let answer = harness.ask(Query::View { filter, sort: Sort::by(SortKey::Score), cut_offs });
        assert_eq!(answer, Ok(Answer::View { n_rows: totals.of(strategy).n_rows }));
        assert!(rows(&mut harness, 0, 1_000, &[]).iter().all(|row| cut_offs.strategy(row.score) == strategy));
    }
}

#[test]
fn a_window_of_rows_holds_what_it_says() {
    let (mut harness, _) = trained(1);
    assert!(rows(&mut harness, 0, 10, &[]).is_empty());
    view(&mut harness, "", Sort { key: SortKey::Column("Loan_No".to_owned()), descending: false });
    let window = rows(&mut harness, 100, 3, &["Product", "Loan_No"]);
    assert_eq!(
        window.iter().map(|row| (row.row, row.cells[1].as_str())).collect::<Vec<_>>(),
        [(100, "L00100"), (101, "L00101"), (102, "L00102")]
    );
    assert_eq!(rows(&mut harness, N_ROWS as u64 - 2, 50, &[]).len(), 2);
    assert!(rows(&mut harness, N_ROWS as u64, 50, &[]).is_empty() && rows(&mut harness, 1 << 31, 50, &[]).is_empty());
    assert_eq!(rows(&mut harness, 0, u64::MAX, &[]).len(), N_ROWS);
}

#[test]
fn a_borrowers_page_tells_the_same_as_the_list() {
    let (mut harness, _) = trained(2);
    view(&mut harness, "", Sort { key: SortKey::Score, descending: false });
    let list = rows(&mut harness, 0, 1_000, &[]);
    for place in [0, 200, N_ROWS - 1] {
        let detail = borrower(&mut harness, list[place].row).unwrap();
        let BorrowerRow { score, outstanding, is_bad, identifier, .. } = &detail.summary;
        assert_eq!(
            (score, outstanding, is_bad, identifier),
            (&list[place].score, &list[place].outstanding, &list[place].is_bad, &list[place].identifier)
        );
        assert_eq!(detail.n_below, list.iter().filter(|row| row.score < *score).count() as u64);
        assert_eq!(detail.summary.cells.len(), 9);
        let votes = &detail.votes.as_ref().unwrap();
        let n_named: u32 = votes.chart.table.rows.iter().map(|row| row[1].parse::<u32>().unwrap()).sum();
        assert_eq!((votes.chart.table.rows.len(), n_named), (20, votes.n_trees));
        assert!(votes.n_trees > N_TREES / 10 && votes.n_trees < N_TREES * 7 / 10);
        assert!(votes.tenth <= votes.ninetieth && (0.0..0.15).contains(&votes.standard_error));
    }
}

#[test]
fn a_number_stands_among_its_column() {
    let mut harness = Harness::new(1);
    let text: String = (0..60)
        .map(|row| {
            format!("{row},{},{}\n", if row == 5 { String::new() } else { row.to_string() }, if row % 2 == 0 { "bad" } else { "good" })
        })
        .collect();
    let file = harness.open("n.csv", format!("x,y,risk\n{text}").as_bytes()).unwrap();
    let mut setup = setup_of(&file, 3);
    setup.roles = ["x", "y"].map(|name| (name.to_owned(), Role::Feature)).to_vec();
    harness.train(&setup).unwrap();
    let standing = borrower(&mut harness, 30).unwrap().standing;
    let x = standing[0].unwrap();
    assert_eq!((x.share_below, x.median), (0.5, 29.5));
    let y = standing[1].unwrap();
    assert_eq!((y.share_below, y.median), (29.0 / 59.0, 30.0));
    assert_eq!(standing[2], None);
    assert_eq!(borrower(&mut harness, 5).unwrap().standing[1], None);
}

#[test]
fn an_outcome_is_asked_for_by_column_or_by_values() {
    let (mut harness, _) = opened(0);
    let guessed = outcome(&mut harness, Query::OutcomeOf { column: "Loan_Status".to_owned() }).unwrap();
    assert_eq!((guessed.n_known, guessed.problem.is_none()), (N_ROWS as u64, true));
    let turned = OutcomeChoice::new("Loan_Status", vec!["Fully Paid".to_owned()]);
    let report = outcome(&mut harness, Query::Outcome { choice: turned.clone() }).unwrap();
    assert_eq!((report.n_bad, report.choice), (N_ROWS as u64 - guessed.n_bad, turned));
    let product = outcome(&mut harness, Query::OutcomeOf { column: "Product".to_owned() }).unwrap();
    assert_eq!((product.values.len(), product.problem), (4, Some(outcome_error(&OutcomeError::OneClass { is_bad: false }))));
}

// Export

#[test]
fn an_export_in_small_pieces_is_the_same_and_reports_how_far_it_is() {
    let (mut harness, _) = trained(1);
    let whole = harness.export().unwrap();
    harness.piece_bytes = Some(333);
    harness.take_replies();
    assert_eq!(harness.export().unwrap(), whole);
    let replies = harness.take_replies();
    let reports = replies.iter().filter(|reply| matches!(reply, Reply::Progress { progress: Progress::Exporting { .. }, .. })).count();
    assert!(reports > 2 && reports < whole.len() / 333 / 14 + 2, "{reports}");
}

#[test]
fn an_export_has_the_original_with_scores_and_the_plan_behind_it() {
    let (mut harness, _) = trained(1);
    let original = String::from_utf8(loans_csv(N_ROWS, 1)).unwrap();
    let job = harness.next_job();
    harness.send(Request::Ask {
        job,
        query: Query::Export(Box::new(ExportOrder::Scored {
            cut_offs: CutOffs::default(),
            day: Some(20_000),
            signed_by: String::new(),
            work: Vec::new(),
            messages: None,
        })),
    });
    harness.run();
    let (answer, bytes) = harness.answered(job).unwrap();
    let file_name = "loans-scored.csv".to_owned();
    let done = ExportDone { file_name, n_rows: N_ROWS as u64, n_left_out: 0, n_messages: None, has_plan: true };
    assert_eq!(answer, Answer::Export(done));
    let scored = String::from_utf8(bytes).unwrap();
    let mut places: Vec<usize> = Vec::new();
    for (row, (before, after)) in original.lines().zip(scored.lines()).enumerate() {
        // Words with a comma in them are quoted; none holds a quote.
        let added = after.strip_prefix(before).unwrap().split('"').enumerate();
        let added: String = added.map(|(part, words)| if part % 2 == 1 { words.replace(',', ";") } else { words.to_owned() }).collect();
        let added: Vec<&str> = added.split(',').skip(1).collect();
        if row == 0 {
            assert_eq!(added, EXPORT_COLUMNS[..14]);
            continue;
        }
        let summary = borrower(&mut harness, row as u64 - 1).unwrap().summary;
        let strategy = CutOffs::default().strategy(summary.score);
        let written = summary.score.map_or(String::new(), |score| format!("{:.6}", score.value()));
        assert_eq!(added[..3], [&written, strategy.file_band(), strategy.file_label()]);
        let [segment, persona, _, next_action, reasons, value, over_waiting, person_first, needs_human, work_order, basis] = &added[3..]
        else {
            panic!("{added:?}")
        };
        assert!([value, over_waiting].into_iter().all(|amount| amount.is_empty() || amount.parse::<f64>().is_ok()), "{added:?}");
        assert!([person_first, needs_human].into_iter().all(|said| ["yes", ""].contains(said)), "{added:?}");
        assert!(person_first.is_empty() || *needs_human == "yes", "{added:?}");
        assert_eq!(*basis, format!("Default policy · cut-offs 0.50; 0.75 · random forest; {N_TREES} trees; seed 42 · 2024-10-04"));
        // Of whom nothing is due, there is no work.
        assert_eq!((*next_action == "Nothing due", work_order.is_empty()), (summary.is_bad == Some(false), summary.is_bad == Some(false)));
        places.extend(work_order.parse::<usize>());
        assert!(!segment.is_empty() && !persona.is_empty() && !next_action.is_empty() && !reasons.is_empty(), "{added:?}");
        assert_eq!(*next_action == "Not scored", summary.score.is_none() && summary.is_bad == Some(true));
        assert!(summary.score.is_none_or(|score| written.parse::<f64>() == Ok(score.value())));
    }
    assert_eq!(scored.lines().count(), N_ROWS + 1);
    places.sort_unstable();
    assert_eq!(places, (1..=places.len()).collect::<Vec<_>>());
}

#[test]
fn an_export_that_is_wanted_before_the_groups_are_there_waits_for_them() {
    let (mut harness, setup) = trained(1);
    let later = harness.export().unwrap();
    let training = harness.start_training(&setup);
    // The groups begin when the training has ended, and go on by `continue_step`.
    while !harness.has_ended(training) {
        assert!(harness.grow_step(1) || harness.grow_step(0));
    }
    assert_eq!(harness.export().unwrap(), later);
}

#[test]
fn an_export_of_a_file_that_has_changed_or_gone_says_so() {
    let changes: [fn(&mut Vec<u8>); 5] = [
        |bytes| bytes.truncate(bytes.len() / 2),
        |bytes| bytes.extend_from_slice(b"L1,C_1,1,Home,1,1.00,note,Default,0\n"),
        // As many rows of as many cells, but other bytes.
        |bytes| bytes.extend_from_slice(b"   \n"),
        |bytes| bytes.retain(|byte| *byte != b'"'),
        |bytes| bytes.iter_mut().filter(|byte| **byte == b'\n').take(3).for_each(|byte| *byte = b' '),
    ];
    for change in changes {
        let (mut harness, _) = trained(1);
        harness.files.values_mut().for_each(change);
        assert!(matches!(harness.export(), Err(JobError::FileGone(_))));
    }
    let (mut harness, _) = trained(1);
    harness.read_error = Some("NotReadableError".to_owned());
    assert_eq!(harness.export(), Err(JobError::FileGone("NotReadableError".to_owned())));
    assert!(harness.export().is_ok());
}

#[test]
fn a_cancelled_export_ends_and_another_begins() {
    let (mut harness, _) = trained(1);
    let whole = harness.export().unwrap();
    harness.piece_bytes = Some(2_000);
    let job = harness.next_job();
    harness.send(Request::Ask {
        job,
        query: Query::Export(Box::new(ExportOrder::Scored {
            cut_offs: CutOffs::default(),
            day: Some(20_000),
            signed_by: String::new(),
            work: Vec::new(),
            messages: None,
        })),
    });
    harness.read_step();
    harness.send(Request::Cancel { job });
    harness.run();
    assert!(!harness.has_ended(job));
    assert_eq!(harness.export().unwrap(), whole);
}

#[test]
fn the_sample_needs_no_file() {
    let mut harness = Harness::new(1);
    let sample = harness.open_source(Source::Sample { month: SampleMonth::July }).unwrap();
    assert_eq!((sample.name.as_str(), sample.is_synthetic, sample.n_rows), (sample_file_name(SampleMonth::July), true, 5_000));
    harness.train(&setup_of(&sample, 2)).unwrap();
    let export = harness.export().unwrap();
    assert!(export.starts_with(b"Borrower_ID,") && export.len() as u64 > sample.n_bytes);
}

#[test]
fn rows_of_one_customer_are_judged_by_the_same_trees() {
    let (mut harness, _) = trained(1);
    for row in (6..N_ROWS as u64).step_by(7) {
        let [one, other] = [row - 1, row].map(|row| borrower(&mut harness, row).unwrap());
        assert_eq!(
            (one.summary.identifier, one.votes.as_ref().unwrap().n_trees),
            (other.summary.identifier, other.votes.as_ref().unwrap().n_trees)
        );
    }
}

#[test]
fn the_order_of_the_files_rows_changes_nobodys_score() {
    let bytes = String::from_utf8(loans_csv(N_ROWS, 1)).unwrap();
    let (header, rows) = bytes.split_once('\n').unwrap();
    let reversed: Vec<&str> = rows.lines().rev().collect();
    let scored = |bytes: &str| {
        let mut harness = Harness::new(1);
        let file = harness.open("loans.csv", bytes.as_bytes()).unwrap();
        harness.train(&setup_of(&file, N_TREES)).unwrap();
        let mut lines: Vec<String> = String::from_utf8(harness.export().unwrap()).unwrap().lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    assert_eq!(scored(&format!("{header}\n{}\n", reversed.join("\n"))), scored(&bytes));
}
