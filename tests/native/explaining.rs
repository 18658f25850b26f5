//! Explanations as the page asks for them: through the data engine, of files.

use crate::harness::{Harness, loans_csv, setup_of};
use crate::support::loan_file;
use serde_json::Value;
use smart_loan_recovery::data::sample::SampleMonth;
use smart_loan_recovery::data::schema::Role;
use smart_loan_recovery::evaluation::CalibrationMethod;
use smart_loan_recovery::features::EncodeError;
use smart_loan_recovery::jobs::protocol::{
    Answer, FieldLock, JobError, NearestChangeReport, Query, Scope, Source, Topic, TrainingSetup, WhatIfField, WhatIfKind, WhatIfReport,
};
use smart_loan_recovery::model::Learner;
use smart_loan_recovery::quantity::{Currency, Probability};
use smart_loan_recovery::sheets::{Block, ChartSheet};
use smart_loan_recovery::strategy::CutOffs;

const CURRENCY: Currency = Currency::Rupee;

fn trained(bytes: &[u8], change: impl Fn(&mut TrainingSetup)) -> Harness {
    let mut harness = Harness::new(1);
    let file = harness.open("loans.csv", bytes).unwrap();
    let mut setup = setup_of(&file, 45);
    change(&mut setup);
    harness.train(&setup).unwrap();
    harness
}

/// With every column that is no outcome and not written by collection, also what the law protects.
fn sample() -> Harness {
    let mut harness = Harness::new(1);
    let file = harness.open_source(Source::Sample { month: SampleMonth::September }).unwrap();
    let mut setup = setup_of(&file, 60);
    for (name, role) in &mut setup.roles {
        if matches!(name.as_str(), "Age" | "Gender") {
            assert_eq!(std::mem::replace(role, Role::Feature), Role::Ignored);
        }
    }
    harness.train(&setup).unwrap();
    harness
}

fn chart(harness: &mut Harness, topic: Topic) -> ChartSheet {
    let Ok(Answer::Sheet(sheet)) = harness.ask(Query::Sheet { topic, currency: CURRENCY, scope: Scope::default() }) else {
        panic!("no sheet")
    };
    let [Block::Chart(chart)] = &sheet.blocks[..] else { panic!("{sheet:?}") };
    // It can be drawn, and no number of it is missing.
    let option: Value = serde_json::from_str(&chart.option).unwrap();
    assert!(!option["series"].to_string().contains("null"), "{}", chart.option);
    assert!(!chart.title.is_empty() && !chart.table.rows.is_empty() && chart.csv.lines().count() > 1);
    chart.as_ref().clone()
}

fn explanation(harness: &mut Harness, row: u64) -> ChartSheet {
    chart(harness, Topic::Explanation { row })
}

fn what_if(harness: &mut Harness, row: u64, changes: &[(&str, &str)]) -> Result<WhatIfReport, JobError> {
    let changes = changes.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    match harness.ask(Query::WhatIf { row, changes })? {
        Answer::WhatIf(report) => Ok(report),
        other => panic!("{other:?}"),
    }
}

fn fields(harness: &mut Harness, row: u64) -> Vec<WhatIfField> {
    let Ok(Answer::WhatIfFields(fields)) = harness.ask(Query::WhatIfFields { row }) else { panic!("no fields") };
    fields
}

fn nearest(harness: &mut Harness, row: u64, below: u16) -> NearestChangeReport {
    let Ok(Answer::NearestChange(report)) = harness.ask(Query::NearestChange { row, below, currency: CURRENCY }) else {
        panic!("no change")
    };
    report
}

fn score(harness: &mut Harness, row: u64) -> Probability {
    let Ok(Answer::Borrower(detail)) = harness.ask(Query::Borrower { row, cut_offs: CutOffs::default() }) else { panic!("no borrower") };
    detail.summary.score.unwrap()
}

/// The contributions of the CSV, without the last line, and the last line.
fn numbers(chart: &ChartSheet) -> (Vec<f64>, f64) {
    let column = |line: &str| line.rsplit(',').nth(1).unwrap().parse::<f64>().unwrap();
    let mut numbers: Vec<f64> = chart.csv.lines().skip(1).map(column).collect();
    let score = numbers.pop().unwrap();
    (numbers, score)
}

#[test]
fn what_is_shown_of_a_score_sums_to_it_with_every_learner_and_calibration() {
    let bytes = loans_csv(420, 1);
    for learner in Learner::MODELS {
        for calibration in [CalibrationMethod::None, CalibrationMethod::Isotonic, CalibrationMethod::Platt] {
            let mut harness = trained(&bytes, |setup| (setup.learner, setup.calibration) = (learner, calibration));
            for row in [0, 6, 133, 419] {
                let shown = explanation(&mut harness, row);
                let (parts, total) = numbers(&shown);
                assert!((parts.iter().sum::<f64>() - total).abs() < 1e-6, "{learner:?} {calibration:?} {}", shown.csv);
                assert_eq!(total, score(&mut harness, row).value());
                assert_eq!(shown.csv.contains("calibration"), calibration != CalibrationMethod::None);
                let unchanged = what_if(&mut harness, row, &[]).unwrap();
                assert_eq!((unchanged.score_before, unchanged.score_after), (Probability::new(total), Probability::new(total)));
            }
        }
    }
}

#[test]
fn a_change_counts_and_what_is_no_value_is_said() {
    let mut harness = trained(&loans_csv(420, 1), |_| {});
    let before = score(&mut harness, 3);
    let at = |harness: &mut Harness, days: &str| what_if(harness, 3, &[("Days_Past_Due", days)]).unwrap().score_after.unwrap();
    assert!(at(&mut harness, "119").value() > at(&mut harness, "0").value() + 0.1);
    assert!(what_if(&mut harness, 3, &[("Days_Past_Due", "")]).is_ok());
    assert_eq!(what_if(&mut harness, 3, &[("Remark", "words")]).unwrap().score_after, Some(before));
    let no_value = EncodeError::NotAValue { column: "Days_Past_Due".to_owned(), text: "many".to_owned() };
    assert_eq!(what_if(&mut harness, 3, &[("Days_Past_Due", "many")]), Err(JobError::Encode(no_value)));
    assert_eq!(what_if(&mut harness, 420, &[]), Err(JobError::UnknownRow(420)));
    assert_eq!(harness.ask(Query::WhatIfFields { row: 999 }), Err(JobError::UnknownRow(999)));
}

#[test]
fn fields_are_bounded_by_the_file_and_locked_where_no_one_may_turn_them() {
    let mut harness = sample();
    let fields = fields(&mut harness, 10);
    let field = |name: &str| fields.iter().find(|field| field.name == name).unwrap_or_else(|| panic!("no {name} in {fields:?}"));
    for name in ["Age", "Gender"] {
        assert_eq!(field(name).lock, Some(FieldLock::Protected));
    }
    let days = field("Days_Past_Due");
    let WhatIfKind::Number { min, max, step, is_whole } = days.kind else { panic!("{days:?}") };
    let value: f64 = days.value.parse().unwrap();
    assert!(min == 0.0 && max > 90.0 && step == 1.0 && is_whole && (min..=max).contains(&value) && days.lock.is_none());
    let WhatIfKind::Category { labels } = &field("Employment_Type").kind else { panic!("no labels") };
    assert!(labels.contains(&field("Employment_Type").value) && labels.len() < 10);
    assert!(fields.iter().all(|field| !field.name.contains("EMI to income") && field.name != "Borrower_ID"));
}

#[test]
fn a_person_reads_values_in_words_and_what_is_protected_is_marked() {
    let mut harness = sample();
    let shown = explanation(&mut harness, 10);
    let option: Value = serde_json::from_str(&shown.option).unwrap();
    let bars: Vec<&str> = option["yAxis"][0]["data"].as_array().unwrap().iter().map(|bar| bar.as_str().unwrap()).collect();
    assert_eq!((bars[0], bars[bars.len() - 1], bars.len()), ("This borrower", "All borrowers", 10), "{bars:?}");
    assert!(bars.iter().any(|bar| bar.ends_with("others together")));
    assert!(shown.subtitle.contains("describe the model, not the person"));
    assert!(shown.table.rows.iter().any(|row| row[0] == "Gender (protected)"), "{:?}", shown.table);
    assert_eq!(shown.table.rows.len(), shown.csv.lines().count() - 1);
}

#[test]
fn the_steps_to_a_score_stay_between_nothing_and_all() {
    let mut harness = sample();
    for row in (0..300).step_by(3) {
        let shown = explanation(&mut harness, row);
        let option: Value = serde_json::from_str(&shown.option).unwrap();
        let bars = option["series"].as_array().unwrap().iter().filter(|series| series["type"] == "bar");
        let data: Vec<Vec<f64>> =
            bars.map(|series| series["data"].as_array().unwrap().iter().map(|bar| bar["value"].as_f64().unwrap()).collect()).collect();
        let [from, length] = &data[..] else { panic!("two series of bars") };
        let ends: Vec<f64> = from.iter().zip(length).map(|(from, length)| from + length).collect();
        assert!(from.iter().all(|from| *from >= 0.0) && ends.iter().all(|end| *end <= 100.2), "{row} {data:?}");
    }
}

#[test]
fn the_nearest_change_crosses_the_cut_off() {
    let mut harness = sample();
    let (mut n_crossed, mut n_pairs) = (0, 0);
    for row in (0..400).step_by(8) {
        let before = score(&mut harness, row);
        let report = nearest(&mut harness, row, 5_000);
        if before.value() < 0.5 {
            assert_eq!(
                report,
                NearestChangeReport { sentence: "The score is below 0.50 already.".to_owned(), changes: Vec::new(), score_after: None }
            );
            continue;
        }
        assert_eq!(report.changes.is_empty(), report.score_after.is_none());
        let changes: Vec<(&str, &str)> = report.changes.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        assert!(changes.iter().all(|(name, _)| !["Age", "Gender", "Borrower_ID"].contains(name)), "{report:?}");
        if let Some(after) = report.score_after {
            assert!(after.value() < 0.5);
            assert_eq!(what_if(&mut harness, row, &changes).unwrap().score_after, Some(after));
            assert!(report.sentence.contains("not a promise"));
            n_crossed += 1;
            n_pairs += usize::from(changes.len() == 2);
        }
    }
    assert!(n_crossed > 3, "{n_crossed} {n_pairs}");
}

#[test]
fn questions_about_the_model_do_not_depend_on_the_order_of_rows() {
    let bytes = loans_csv(600, 1);
    let text = String::from_utf8(bytes.clone()).unwrap();
    let (head, rows) = text.split_once('\n').unwrap();
    let mut lines: Vec<&str> = rows.lines().collect();
    lines.reverse();
    lines.rotate_left(123);
    let shuffled = format!("{head}\n{}\n", lines.join("\n"));
    for learner in [Learner::Forest, Learner::Boosting] {
        let sheets = [bytes.as_slice(), shuffled.as_bytes()].map(|bytes| {
            let mut harness = trained(bytes, |setup| (setup.learner, setup.calibration) = (learner, CalibrationMethod::Isotonic));
            let features = ["Days_Past_Due", "Product", "Monthly_Income", "Outstanding to income"];
            let topics = features.map(|feature| Topic::Dependence { feature: feature.to_owned() });
            let topics = topics.into_iter().chain([Topic::Permutation, Topic::Beeswarm]);
            topics.map(|topic| chart(&mut harness, topic)).collect::<Vec<_>>()
        });
        assert!(sheets[0] == sheets[1], "{learner:?}");
        assert!(sheets[0][0].title.starts_with("Risk rises from"), "{}", sheets[0][0].title);
    }
}

#[test]
fn a_feature_that_is_not_there_has_no_dependence() {
    let mut harness = trained(&loans_csv(200, 1), |_| {});
    let topic = Topic::Dependence { feature: "Remark".to_owned() };
    assert_eq!(
        harness.ask(Query::Sheet { topic, currency: CURRENCY, scope: Scope::default() }),
        Err(JobError::UnknownColumn("Remark".to_owned()))
    );
    let mut untrained = Harness::new(1);
    untrained.open("loans.csv", &loans_csv(200, 1)).unwrap();
    assert_eq!(untrained.ask(Query::WhatIf { row: 0, changes: Vec::new() }), Err(JobError::NoModel));
}

#[test]
fn public_files_are_explained() {
    for name in ["german-credit.csv", "loan-recovery.csv"] {
        let Some(bytes) = loan_file(name) else { continue };
        let mut harness = trained(&bytes, |_| {});
        let (parts, total) = numbers(&explanation(&mut harness, 5));
        assert!((parts.iter().sum::<f64>() - total).abs() < 1e-6);
    }
}
