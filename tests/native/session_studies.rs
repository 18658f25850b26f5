//! Studies, sheets, other learners and what-ifs, as the page goes through them; also when workers crash on the way.

use crate::harness::loans_csv;
use crate::page::Page;
use smart_loan_recovery::evaluation::CalibrationMethod;
use smart_loan_recovery::jobs::protocol::{Query, Request, Study, Topic};
use smart_loan_recovery::model::Learner;
use smart_loan_recovery::session::{Command, Stage};

/// A page with a model of few trees.
fn trained() -> Page {
    let mut page = Page::new(2);
    page.drop_file("loans.csv", &loans_csv(240, 1));
    page.run();
    page.session.edit_setup(|setup| setup.params.n_trees = 12);
    page.session.train();
    page.run();
    assert!(page.session.model().ready().is_some());
    page.take_commands();
    page
}

fn learner_in_use(page: &Page) -> Learner {
    page.session.model().ready().unwrap().setup.learner
}

#[test]
fn a_comparison_judges_all_on_the_same_folds_and_lets_switch_at_once() {
    let mut page = trained();
    let before = page.session.model().ready().unwrap().clone();
    page.session.start_study(Study::Compare);
    assert!(page.session.is_studying());
    page.run();
    let report = page.session.study(Study::Compare).ready().unwrap().clone();
    assert_eq!(report.fitted, Learner::MODELS.iter().copied().collect::<std::collections::BTreeSet<_>>().into_iter().collect::<Vec<_>>());
    assert_eq!(*page.session.model().ready().unwrap(), before);
    page.take_commands();
    for learner in [Learner::Boosting, Learner::Logistic, Learner::DecisionTree] {
        page.session.use_learner(learner);
        page.obey();
        page.hear();
        assert_eq!(learner_in_use(&page), learner, "without a training");
    }
    page.session.use_learner(Learner::Forest);
    page.run();
    let again = page.session.model().ready().unwrap();
    assert_eq!((again.evaluation, &again.cut_off_steps), (before.evaluation, &before.cut_off_steps));
}

#[test]
fn another_learner_is_trained_where_nothing_was_compared() {
    let mut page = trained();
    for learner in [Learner::Boosting, Learner::Logistic, Learner::DecisionTree] {
        page.session.use_learner(learner);
        page.run();
        assert_eq!(learner_in_use(&page), learner);
        let model = page.session.model().ready().unwrap();
        assert!(model.evaluation.auc > 0.55, "{learner:?} {}", model.evaluation.auc);
        assert_eq!(model.evaluation.n_rows, 240);
    }
}

#[test]
fn calibration_keeps_the_ranking_within_folds_and_mends_the_scores() {
    let mut page = trained();
    page.session.edit_setup(|setup| setup.params.class_weight = smart_loan_recovery::model::ClassWeight::Balanced);
    page.session.train();
    page.run();
    let raw = page.session.model().ready().unwrap().evaluation;
    page.session.use_calibration(CalibrationMethod::Platt);
    page.run();
    let calibrated = page.session.model().ready().unwrap().evaluation;
    assert!((raw.auc - calibrated.auc).abs() < 0.03, "{} {}", raw.auc, calibrated.auc);
    assert!(calibrated.log_loss <= raw.log_loss + 0.02, "{} {}", raw.log_loss, calibrated.log_loss);
}

#[test]
fn a_study_survives_the_loss_of_its_trainers() {
    let mut whole = trained();
    whole.session.start_study(Study::Compare);
    whole.run();
    let mut page = trained();
    page.session.start_study(Study::Compare);
    page.obey();
    for _ in 0..12 {
        page.step();
    }
    page.crash_trainer(0);
    page.step();
    page.crash_trainer(1);
    page.run();
    assert_eq!(page.session.study(Study::Compare).ready().unwrap().sheet, whole.session.study(Study::Compare).ready().unwrap().sheet);
}

#[test]
fn a_study_given_up_leaves_what_was_found_before() {
    let mut page = trained();
    page.session.start_study(Study::Prices);
    page.run();
    let found = page.session.study(Study::Prices).ready().unwrap().clone();
    page.session.start_study(Study::Prices);
    page.obey();
    page.step();
    page.session.cancel_study();
    page.run();
    assert_eq!(page.session.study(Study::Prices), &Stage::Ready(found));
    assert!(!page.session.is_studying());
    page.session.train();
    page.run();
    assert!(page.session.model().ready().is_some());
}

#[test]
fn a_study_without_dates_says_so_and_the_model_stays() {
    let mut page = trained();
    page.session.start_study(Study::Newest);
    page.run();
    assert!(matches!(page.session.study(Study::Newest), Stage::Failed { before: None, .. }));
    assert!(page.session.model().ready().is_some());
}

#[test]
fn after_an_engine_crash_the_learner_in_use_is_trained_again_and_its_sheets_come_back() {
    let mut page = trained();
    page.session.show_sheet(Topic::Evaluation);
    page.run();
    page.session.use_learner(Learner::Boosting);
    page.run();
    let before = page.session.sheet(&Topic::Evaluation).ready().unwrap().clone();
    page.crash_engine();
    page.session.list(Default::default(), page.session.listing().sort.clone(), Vec::new());
    page.run();
    assert_eq!(learner_in_use(&page), Learner::Boosting);
    assert_eq!(page.session.sheet(&Topic::Evaluation), Stage::Ready(before));
}

#[test]
fn a_sheet_follows_the_model_until_it_is_put_away() {
    let mut page = trained();
    page.session.show_sheet(Topic::Evaluation);
    page.run();
    let forest = page.session.sheet(&Topic::Evaluation).ready().unwrap().clone();
    page.session.use_learner(Learner::DecisionTree);
    page.run();
    assert_ne!(page.session.sheet(&Topic::Evaluation).ready().unwrap(), &forest);
    page.session.put_sheet_away(&Topic::Evaluation);
    assert_eq!(page.session.sheet(&Topic::Evaluation), Stage::Empty);
    page.take_commands();
    page.session.use_learner(Learner::Forest);
    page.run();
    let asks_for_sheets = |command: &Command| matches!(command, Command::Send(Request::Ask { query: Query::Sheet { .. }, .. }, _));
    assert!(!page.commands.iter().any(asks_for_sheets));
}

#[test]
fn a_what_if_asks_once_at_a_time_and_ends_with_the_newest_changes() {
    let mut page = trained();
    page.session.look_at(3);
    page.run();
    page.session.start_what_if();
    page.run();
    let fields = page.session.what_if().unwrap().fields.clone();
    let days = fields.iter().find(|field| field.name == "Days_Past_Due").unwrap();
    assert!(days.lock.is_none());
    page.take_commands();
    for days in 0..20 {
        page.session.change_what_if("Days_Past_Due", (days * 6).to_string());
    }
    page.run();
    let n_asked =
        page.commands.iter().filter(|command| matches!(command, Command::Send(Request::Ask { query: Query::WhatIf { .. }, .. }, _)));
    assert!(n_asked.count() <= 2);
    let report = page.session.what_if().unwrap().report.clone().unwrap();
    page.session.change_what_if("Days_Past_Due", "0".to_owned());
    page.run();
    assert_ne!(page.session.what_if().unwrap().report.clone().unwrap().score_after, report.score_after);
    page.session.change_what_if("Days_Past_Due", days.value.clone());
    page.run();
    let what_if = page.session.what_if().unwrap();
    assert!(what_if.changes.is_empty());
    assert_eq!(what_if.report.clone().unwrap().score_after, what_if.report.clone().unwrap().score_before);
    page.session.look_away();
    assert!(page.session.what_if().is_none());
}
