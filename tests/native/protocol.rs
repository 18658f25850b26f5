//! Messages: each comes back from its bytes, and no bytes make a worker panic.

use std::fmt::Debug;

use proptest::prelude::*;
use serde::{Serialize, de::DeserializeOwned};

use crate::harness::{Harness, loans_csv, setup_of};
use smart_loan_recovery::data::file_type::FileType;
use smart_loan_recovery::data::loan_facts::NotedContact;
use smart_loan_recovery::data::read::{Delimiter, ReadError, ReadOptions};
use smart_loan_recovery::data::sample::SampleMonth;
use smart_loan_recovery::data::schema::{OutcomeChoice, OutcomeError};
use smart_loan_recovery::data::table::Kind;
use smart_loan_recovery::features::{BinnedMatrix, EncodeError, FeatureLayout};
use smart_loan_recovery::jobs::protocol::{
    Answer, ContactNote, EarlyReply, ExportDone, ExportOrder, Filter, Fit, JobError, JobId, Progress, Query, Reply, Request, Scope, Sort,
    SortKey, Source, Study, Topic, TrainerReply, TrainerRequest, TrainingSetup, WorkRow, WorkerRole, decode, encode,
};
use smart_loan_recovery::jobs::trainer::Trainer;
use smart_loan_recovery::model::{ForestParams, Learner, ParamsError, ValidForestParams};
use smart_loan_recovery::model::{TrainingSet, TrainingSetError};
use smart_loan_recovery::quantity::{Currency, Money};
use smart_loan_recovery::strategy::{CutOffs, Strategy as Action};

const JOB: JobId = JobId(u64::MAX);

fn comes_back<T: Serialize + DeserializeOwned + PartialEq + Debug>(messages: &[T]) {
    for message in messages {
        assert_eq!(decode::<T>(&encode(message)).as_ref(), Ok(message));
    }
}

/// An engine with a model, so that all summaries are full.
fn engine() -> (Harness, TrainingSetup, Vec<Reply>) {
    let mut harness = Harness::new(1);
    let file = harness.open("loans.csv", &loans_csv(120, 3)).unwrap();
    let setup = setup_of(&file, 3);
    let model = harness.train(&setup).unwrap();
    let replies = vec![Reply::Opened { job: JOB, summary: Box::new(file) }, Reply::Trained { job: JOB, summary: Box::new(model) }];
    (harness, setup, replies)
}

fn requests(setup: &TrainingSetup) -> Vec<Request> {
    let sort_keys = [SortKey::Score, SortKey::AtRisk, SortKey::Outstanding, SortKey::Identifier, SortKey::Column("Größe\n".to_owned())];
    let views = sort_keys.into_iter().flat_map(|key| {
        let strategy = Some((Action::LegalReview, CutOffs::default()));
        [(false, None), (true, strategy)].map(|(descending, strategy)| Query::View {
            filter: Filter { search: "é".to_owned(), strategy, ..Filter::default() },
            sort: Sort { key: key.clone(), descending },
            cut_offs: CutOffs::default(),
        })
    });
    let choice = OutcomeChoice { column: "a".to_owned(), bad_values: vec!["b".to_owned()], undecided_values: vec![String::new()] };
    let queries = views.chain([
        Query::OutcomeOf { column: "x".to_owned() },
        Query::Outcome { choice },
        Query::Rows { start: 5, n_rows: u64::MAX, columns: vec!["a".to_owned(), String::new()] },
        Query::Borrower { row: 7, cut_offs: CutOffs::default() },
        Query::Export(Box::new(ExportOrder::Scored {
            cut_offs: CutOffs::new(0, 10_000).unwrap(),
            day: Some(-3),
            signed_by: "Ö\n".to_owned(),
            work: vec![WorkRow { identifier: "ß\n".to_owned(), is_done: true, outcome: "Paid".to_owned(), note: "\t\"".to_owned() }],
            messages: None,
        })),
    ]);
    let options = ReadOptions {
        delimiter: Some(Delimiter::Pipe),
        has_header: Some(false),
        kinds: vec![("a".to_owned(), Kind::Text)],
        ..ReadOptions::default()
    };
    let sources = SampleMonth::ALL.map(|month| Source::Sample { month });
    let sources = sources.into_iter().chain([Source::File { name: "a.csv".to_owned(), n_bytes: 1 << 40 }]);
    let paid = Some(Money::from_minor_units(5));
    let contact = |identifier: &str, contact| ContactNote { identifier: identifier.to_owned(), contact, paid };
    let others = [
        Request::Contacts(vec![contact("ß", NotedContact::PromiseToPay { days: -3 }), contact("", NotedContact::Paid)]),
        Request::Train { job: JOB, setup: setup.clone() },
        Request::Study { job: JOB, study: Study::Compare, setup: setup.clone() },
        Request::Stop { job: JOB },
        Request::Cancel { job: JobId(0) },
        Request::TrainerStarted { trainer: 3 },
        Request::TrainerLost { trainer: u32::MAX },
    ];
    let opens = sources.map(|source| Request::Open { job: JOB, source, options: options.clone() });
    opens.chain(others).chain(queries.map(|query| Request::Ask { job: JOB, query })).collect()
}

fn errors() -> Vec<JobError> {
    let text = || "x".to_owned();
    let read = [
        ReadError::Empty,
        ReadError::NotText { file_type: Some(FileType::Workbook) },
        ReadError::TooLarge { limit: 1 },
        ReadError::UnterminatedQuote { row: 1, line: 2 },
        ReadError::NoRows,
        ReadError::NoRegularRows { expected: 3, found: 4 },
        ReadError::OneColumn,
        ReadError::TooManyColumns { limit: 5 },
        ReadError::FieldTooLong { row: 1, line: 2 },
        ReadError::TooManyRows { limit: 6 },
    ];
    let outcome = [
        OutcomeError::UnknownColumn { name: text(), columns: vec![text()] },
        OutcomeError::UnknownValue { value: text(), values: Vec::new() },
        OutcomeError::TooFewRows { n_rows: 1 },
        OutcomeError::OneClass { is_bad: true },
        OutcomeError::TooFewOfAClass { n_good: 1, n_bad: 2 },
    ];
    let params = [ParamsError::Trees(1), ParamsError::Depth(2), ParamsError::LeafSize, ParamsError::Features, ParamsError::Nodes(3)];
    let encode = [EncodeError::UnknownColumn(text()), EncodeError::TextColumn(text())];
    let training = [TrainingSetError::Lengths, TrainingSetError::NoFeatures, TrainingSetError::TooLarge];
    let others = [
        JobError::FileGone(text()),
        JobError::StoppedTooEarly,
        JobError::NoTable,
        JobError::NoModel,
        JobError::UnknownRow(9),
        JobError::BeyondRows { row: 9, n_rows: 3 },
        JobError::UnknownBorrower(text()),
        JobError::UnknownColumn(text()),
        JobError::Garbled,
    ];
    let of_stages = read.map(JobError::Read).into_iter().chain(outcome.map(JobError::Outcome)).chain(params.map(JobError::Params));
    of_stages.chain(encode.map(JobError::Encode)).chain(training.map(JobError::TrainingSet)).chain(others).collect()
}

fn replies(harness: &mut Harness, setup: &TrainingSetup) -> Vec<Reply> {
    let all = Query::View { filter: Filter::default(), sort: Sort { key: SortKey::Score, descending: true }, cut_offs: CutOffs::default() };
    let columns = vec!["Product".to_owned(), "Remark".to_owned()];
    let queries = [
        Query::OutcomeOf { column: "Loan_Status".to_owned() },
        all,
        Query::Rows { start: 0, n_rows: 9, columns },
        Query::Borrower { row: 3, cut_offs: CutOffs::default() },
        Query::Sheet { topic: Topic::Evaluation, currency: Currency::Rupee, scope: Scope::default() },
    ];
    let mut answers: Vec<Answer> = queries.into_iter().map(|query| harness.ask(query).unwrap()).collect();
    answers.push(Answer::Export(ExportDone {
        file_name: "a-scored.csv".to_owned(),
        n_rows: 1,
        n_left_out: 2,
        n_messages: Some(1),
        has_plan: true,
    }));
    let progress = [
        Progress::Reading { n_bytes: 1, n_bytes_total: 2, n_rows: 3, rows_per_second: 4.0 },
        Progress::Training { n_trees: 1, n_trees_total: 2, auc: Some(0.7), seconds_left: None, curve: "{}".to_owned() },
        Progress::Fitting { n_fits: 1, n_fits_total: 2, seconds_left: Some(0.5) },
        Progress::Exporting { n_bytes: 1, n_bytes_total: 2 },
    ];
    let studies = [Study::Compare, Study::Shuffle, Study::Prices].map(|study| harness.study(study, setup).unwrap());
    let studied = studies.map(|report| Reply::Studied { job: JOB, report: Box::new(report) });
    let answered = answers.into_iter().map(|answer| Reply::Answered { job: JOB, answer: Box::new(answer) });
    let others = [Reply::Ready, Reply::Grouped { job: JOB }, Reply::Requested { address: "https://host/?q".to_owned(), was_blocked: true }];
    let failed = errors().into_iter().map(|error| match Reply::failed(JOB, error) {
        // Only the words cross.
        Reply::Failed { job, words, may_be_read_otherwise, .. } => {
            Reply::Failed { job, error: JobError::default(), words, may_be_read_otherwise }
        }
        other => other,
    });
    answered.chain(progress.map(|progress| Reply::Progress { job: JOB, progress })).chain(studied).chain(others).chain(failed).collect()
}

fn trainer_requests() -> Vec<TrainerRequest> {
    let columns = vec![
        (FeatureLayout { n_bins: 4, is_categorical: true }, vec![0, 1, 2, 3, 255, 1, 2, 3, 0, 1]),
        (FeatureLayout { n_bins: 10, is_categorical: false }, (0..10).collect()),
    ];
    let is_bad = (0..10).map(|row| row % 3 == 0).collect();
    let training = Box::new(TrainingSet::new(BinnedMatrix::new(10, columns), is_bad, (0..10).collect()).unwrap());
    let params = ForestParams { n_trees: 3, min_samples_leaf: 1, ..ForestParams::default() }.check().unwrap();
    vec![TrainerRequest::Load { job: JOB, training, params }, TrainerRequest::Grow { job: JOB, first: 1, n_trees: 3 }]
        .into_iter()
        .chain(fits().into_iter().zip(0..).map(|(fit, number)| TrainerRequest::Fit { job: JOB, number, fit }))
        .collect()
}

fn fits() -> Vec<Fit> {
    let folds = Learner::ALL.map(|learner| Fit::Fold { learner, fold: 1 });
    let ranked = Fit::OutOfBag { n_trees: 3, n_rows: 8, shuffle: Some(1), without: vec![1] };
    folds.into_iter().chain([Fit::LeftOut { learner: Learner::DecisionTree, rows: vec![1, 4] }, ranked]).collect()
}

fn trees() -> Vec<TrainerReply> {
    let mut trainer = Trainer::default();
    trainer_requests().into_iter().for_each(|request| trainer.handle(request));
    std::iter::from_fn(|| trainer.step(&|| 0.0)).collect()
}

#[test]
fn every_message_comes_back_from_its_bytes() {
    let (mut harness, setup, mut all_replies) = engine();
    all_replies.extend(replies(&mut harness, &setup));
    let all_requests = requests(&setup);
    // A new variant asks here for an example above.
    for request in &all_requests {
        match request {
            Request::Open { .. } | Request::Train { .. } | Request::Study { .. } | Request::Stop { .. } | Request::Cancel { .. } => {}
            Request::TrainerStarted { .. } | Request::TrainerLost { .. } | Request::Contacts(_) | Request::Ask { .. } => {}
        }
    }
    for reply in &all_replies {
        match reply {
            Reply::Ready | Reply::Requested { .. } | Reply::Progress { .. } | Reply::Opened { .. } => {}
            Reply::Trained { .. } | Reply::Grouped { .. } | Reply::Studied { .. } | Reply::Answered { .. } | Reply::Failed { .. } => {}
        }
    }
    comes_back(&all_requests);
    comes_back(&all_replies);
    comes_back(&trainer_requests());
    assert_eq!(trees().len(), 3 + fits().len());
    comes_back(&trees());
    comes_back(&[WorkerRole::DataEngine, WorkerRole::Trainer]);
}

#[test]
fn a_message_of_no_one_is_garbled() {
    assert_eq!(decode::<Request>(&[]), Err(JobError::Garbled));
    assert_eq!(decode::<Reply>(&[200]), Err(JobError::Garbled));
    assert_eq!(decode::<WorkerRole>(&[2]), Err(JobError::Garbled));
    let unchecked = ForestParams { n_trees: 0, ..ForestParams::default() };
    assert_eq!(decode::<ValidForestParams>(&encode(&unchecked)), Err(JobError::Garbled));
}

#[test]
fn rows_that_do_not_fit_together_are_garbled() {
    let layout = FeatureLayout { n_bins: 3, is_categorical: true };
    let values = || vec![vec![10.0, 20.0, 40.0]];
    let sound = (2usize, vec![layout], vec![0u8, 2], values());
    assert!(decode::<BinnedMatrix>(&encode(&sound)).is_ok());
    assert!(decode::<BinnedMatrix>(&encode(&(2usize, vec![layout], vec![255u8, 2], vec![Vec::<f64>::new()]))).is_ok());
    let broken = [
        (3usize, vec![layout], vec![0u8, 2], values()),
        (usize::MAX, vec![layout, layout], vec![0u8, 2], values()),
        (2usize, vec![layout], vec![0u8, 3], values()),
        (2usize, vec![FeatureLayout { n_bins: 256, ..layout }], vec![0u8, 2], vec![Vec::new()]),
        (2usize, vec![layout], vec![0u8, 2], Vec::new()),
        (2usize, vec![layout], vec![0u8, 2], vec![vec![10.0, 20.0]]),
        (2usize, vec![layout], vec![0u8, 2], vec![vec![10.0, 20.0, f64::NAN]]),
    ];
    for matrix in broken {
        assert_eq!(decode::<BinnedMatrix>(&encode(&matrix)), Err(JobError::Garbled));
        assert_eq!(decode::<TrainingSet>(&encode(&(matrix, vec![true, false], vec![1u64, 2]))), Err(JobError::Garbled));
    }
    assert_eq!(decode::<TrainingSet>(&encode(&(sound, vec![true], vec![1u64, 2]))), Err(JobError::Garbled));
}

/// All that a worker or the page does with bytes that it does not know.
fn take_in(bytes: &[u8]) {
    let _ = decode::<WorkerRole>(bytes);
    let _ = decode::<Request>(bytes);
    let _ = decode::<Reply>(bytes);
    let _ = decode::<TrainerReply>(bytes);
    if let Ok(request) = decode::<TrainerRequest>(bytes) {
        let mut trainer = Trainer::default();
        trainer.handle(request);
        trainer.handle(TrainerRequest::Grow { job: JOB, first: 0, n_trees: 1 });
        trainer.step(&|| 0.0);
    }
}

#[test]
fn what_comes_early_is_read_without_the_rest_and_nothing_else_is_taken_for_it() {
    let (address, was_blocked) = ("https://host/?q".to_owned(), true);
    let early = |reply: Reply| decode::<EarlyReply>(&encode(&reply));
    assert_eq!(early(Reply::Ready), Ok(EarlyReply::Ready));
    let asked = EarlyReply::Requested { address: address.clone(), was_blocked };
    assert_eq!(early(Reply::Requested { address, was_blocked }), Ok(asked));
    let (mut harness, setup, _) = engine();
    for reply in replies(&mut harness, &setup) {
        let is_early = matches!(reply, Reply::Ready | Reply::Requested { .. });
        assert_eq!(early(reply.clone()).is_ok(), is_early, "{reply:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn no_bytes_make_a_worker_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        take_in(&bytes);
    }

    #[test]
    fn no_damaged_message_makes_a_worker_panic(which in any::<prop::sample::Index>(), damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4), cut in any::<prop::sample::Index>()) {
        let (requests, trees) = (trainer_requests(), trees());
        let messages: Vec<Vec<u8>> = requests.iter().map(encode).chain(trees.iter().map(encode)).collect();
        let mut bytes = messages[which.index(messages.len())].clone();
        for (place, byte) in damage {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        take_in(&bytes);
        take_in(&bytes[..cut.index(bytes.len())]);
    }
}
