//! What the evaluation and cost sheets say: for good models, poor ones and hardly any rows.

use crate::harness::{Harness, loans_csv, setup_of};
use serde_json::Value;
use smart_loan_recovery::evaluation::{CutOffCounts, Evaluation, MisclassificationCosts, ScoredOutcomes, evaluate};
use smart_loan_recovery::jobs::protocol::{Answer, Query, Scope, Topic, decode, encode};
use smart_loan_recovery::model::Learner;
use smart_loan_recovery::quantity::{Currency, Probability, RandomStream};
use smart_loan_recovery::sheets::evaluation::{CostQuestion, Judgement, PathPoint, costs_sheet, cut_off_path, evaluation_sheet};
use smart_loan_recovery::sheets::{Block, ChartSheet, Sheet, TableSheet};

struct Case {
    name: &'static str,
    scores: Vec<Probability>,
    is_bad: Vec<bool>,
}

impl Case {
    /// `score` and `chance` of being bad from a number in 0..1.
    fn new(name: &'static str, n_rows: usize, score: impl Fn(f64, f64) -> f64, chance: impl Fn(f64) -> f64) -> Case {
        let mut random = RandomStream::new(17);
        let (scores, mut is_bad): (Vec<Probability>, Vec<bool>) = (0..n_rows)
            .map(|_| {
                let (risk, noise, outcome) = (random.unit(), random.unit(), random.unit());
                (Probability::nearest(score(risk, noise)), outcome < chance(risk))
            })
            .unzip();
        is_bad[..2].copy_from_slice(&[true, false]);
        Case { name, scores, is_bad }
    }

    fn evaluation(&self) -> Evaluation {
        evaluate(&self.scores, &self.is_bad).unwrap()
    }

    fn outcomes(&self) -> ScoredOutcomes {
        ScoredOutcomes::new(&self.scores, &self.is_bad).unwrap()
    }
}

fn cases() -> Vec<Case> {
    let sigmoid = |x: f64| 1.0 / (1.0 + (-x).exp());
    let risky = move |risk: f64| sigmoid(6.0 * (risk - 0.6));
    vec![
        Case::new("good", 5_000, move |risk, _| risky(risk), risky),
        Case::new("excellent", 3_000, |risk, _| 0.02 + 0.96 * risk, |risk| sigmoid(40.0 * (risk - 0.5))),
        Case::new("weak", 5_000, |risk, noise| 0.25 + 0.1 * risk + 0.2 * noise, |risk| 0.25 + 0.2 * risk),
        Case::new("timid", 5_000, move |risk, _| 0.35 + 0.1 * risk, risky),
        Case::new("leaves", 2_000, move |risk, _| (risky(risk) * 6.0).round() / 6.0, risky),
        Case::new("rare", 20_000, |risk, _| 0.05 * risk * risk, |risk| 0.05 * risk * risk),
        Case::new("no signal", 500, |_, noise| 0.30 + 0.08 * noise, |_| 0.34),
        Case::new("worse", 3_000, move |risk, _| 1.0 - risky(risk), risky),
        Case::new("one score", 400, |_, _| 0.37, |_| 0.37),
        Case::new("twenty rows", 20, move |risk, _| risky(risk), risky),
        Case::new("two rows", 2, |risk, _| risk, |_| 0.5),
        Case::new("sure", 300, |risk, _| f64::from(risk > 0.5), |risk| f64::from(u8::from(risk > 0.4))),
    ]
}

const FEATURES: [&str; 3] = ["Days_Past_Due", "A column whose name is too long for any axis", "Missed_Payments"];

fn sheet_of(case: &Case) -> Sheet {
    let evaluation = case.evaluation();
    let sure: Vec<Probability> = case.is_bad.iter().map(|&is_bad| Probability::nearest(if is_bad { 0.9 } else { 0.1 })).collect();
    let in_sample = evaluate(&sure, &case.is_bad).unwrap();
    let importance: Vec<(String, f64)> = FEATURES.iter().zip([0.6, 0.3, 0.1]).map(|(name, share)| ((*name).to_owned(), share)).collect();
    evaluation_sheet(&Judgement {
        evaluation: &evaluation,
        in_sample: Some(&in_sample),
        learner: Learner::Forest,
        importance: &importance,
        currency: Currency::Rupee,
    })
}

fn counts_of(case: &Case) -> Vec<CutOffCounts> {
    case.outcomes().cut_off_counts()
}

fn costs_of(case: &Case, missed_bad: f64, flagged_good: f64) -> Sheet {
    let evaluation = case.evaluation();
    let costs = MisclassificationCosts::new(missed_bad, flagged_good).unwrap();
    let (n_bad, has_signal) = (evaluation.n_bad, evaluation.has_signal());
    costs_sheet(&CostQuestion { counts: &counts_of(case), n_bad, has_signal, costs, currency: Currency::Rupee })
}

fn flat(blocks: &[Block]) -> Vec<&Block> {
    blocks.iter().flat_map(|block| if let Block::Beside(inner) = block { flat(inner) } else { vec![block] }).collect()
}

fn charts(sheet: &Sheet) -> Vec<&ChartSheet> {
    flat(&sheet.blocks).into_iter().filter_map(|block| if let Block::Chart(chart) = block { Some(&**chart) } else { None }).collect()
}

fn chart<'a>(sheet: &'a Sheet, file_name: &str) -> &'a ChartSheet {
    charts(sheet).into_iter().find(|chart| chart.file_name == file_name).unwrap_or_else(|| panic!("no {file_name}"))
}

fn table(sheet: &Sheet) -> &TableSheet {
    let mut tables = flat(&sheet.blocks).into_iter().filter_map(|block| if let Block::Table(table) = block { Some(table) } else { None });
    tables.next_back().unwrap()
}

fn title<'a>(sheet: &'a Sheet, file_name: &str) -> &'a str {
    &chart(sheet, file_name).title
}

fn case(name: &str) -> Case {
    cases().into_iter().find(|case| case.name == name).unwrap_or_else(|| panic!("no {name}"))
}

/// Every text of a sheet.
fn texts(sheet: &Sheet) -> Vec<String> {
    flat(&sheet.blocks).into_iter().map(|block| format!("{block:?}")).collect()
}

fn assert_well_made(sheet: &Sheet, name: &str) {
    for text in texts(sheet) {
        let odd = text.split(|c: char| !c.is_alphabetic()).find(|word| ["NaN", "inf", "null", "Infinity"].contains(word));
        assert_eq!(odd, None, "{name}: {text}");
    }
    for chart in charts(sheet) {
        let place = format!("{name}, {}: {}", chart.file_name, chart.title);
        assert!(!chart.title.is_empty() && chart.title.chars().count() <= 72, "{place}");
        assert!(chart.subtitle.chars().count() <= 84, "{place}: {}", chart.subtitle);
        let option: Value = serde_json::from_str(&chart.option).unwrap_or_else(|error| panic!("{place}: {error}"));
        let series = option["series"].as_array().unwrap();
        let marks: Vec<&str> = series.iter().filter_map(|series| series["id"].as_str()).collect();
        let path = &chart.cut_off_path;
        assert_eq!(marks.is_empty(), path.is_empty(), "{place}");
        if !path.is_empty() {
            assert_eq!(marks, ["settlement", "legal"], "{place}");
            assert!(path.len() >= 2 && path.len() <= 200, "{place}: {}", path.len());
            assert!(path.windows(2).all(|pair| pair[0].0 < pair[1].0) && path.iter().all(|entry| entry.0 <= 10_000), "{place}");
            assert!(path.iter().all(|(_, x, y)| x.is_finite() && y.is_finite() && *x >= 0.0 && *y >= 0.0), "{place}");
        }
        assert!(chart.csv.ends_with("\r\n") && chart.csv.lines().count() >= 2, "{place}");
        assert!(chart.table.rows.iter().all(|row| row.len() == chart.table.heads.len()), "{place}");
        assert!(!chart.label.is_empty() && chart.height >= 60, "{place}");
    }
}

#[test]
fn sheets_are_well_made_whatever_the_model_and_however_few_the_rows() {
    for case in cases() {
        let sheet = sheet_of(&case);
        assert_well_made(&sheet, case.name);
        assert_eq!(charts(&sheet).len(), 7);
        assert_eq!(charts(&sheet).iter().filter(|chart| !chart.cut_off_path.is_empty()).count(), 6);
        assert_eq!(table(&sheet).rows.len(), 10);
        for (missed_bad, flagged_good) in [(60_000.0, 15_000.0), (0.0, 1.0), (4.0e9, 1.0)] {
            assert_well_made(&costs_of(&case, missed_bad, flagged_good), case.name);
        }
        assert_eq!(decode::<Sheet>(&encode(&sheet)).unwrap(), sheet);
    }
}

#[test]
fn titles_say_what_was_found() {
    let found = |name: &str, file_name: &str| title(&sheet_of(&case(name)), file_name).to_owned();
    let begins = |name: &str, file_name: &str, start: &str| {
        let title = found(name, file_name);
        assert!(title.starts_with(start), "{name}: {title}");
    };
    begins("good", "roc", "Flagging a quarter of the good loans catches 8");
    begins("weak", "roc", "Weak: a quarter of the good loans flagged, 3");
    begins("no signal", "roc", "No better than chance, as far as 500 loans can tell");
    begins("two rows", "roc", "No better than chance, as far as 2 loans can tell");
    begins("worse", "roc", "Worse than chance");
    begins("one score", "roc", "All loans have one score");
    begins("good", "reliability", "Scores mean what they say, from ");
    begins("timid", "reliability", "High scores claim too little, low ones too much");
    begins("worse", "reliability", "High scores claim too much, low ones too little");
    begins("one score", "reliability", "All loans have one score, 0.37, and 3");
    begins("twenty rows", "reliability", "20 loans are too few to tell what scores mean");
    begins("sure", "reliability", "Scores are too low: at 0, 1");
    begins("rare", "reliability", "Scores mean what they say, from 0 to 0.0");
    begins("good", "ks", "From 0.");
    begins("no signal", "ks", "A gap of ");
    begins("one score", "ks", "All loans have one score, so there is no gap");
    begins("good", "scores-by-outcome", "Bad loans have a median score of 0.7");
    begins("one score", "scores-by-outcome", "All loans score 0.37");
    begins("good", "gains", "Half of all bad loans lie in the riskiest 2");
    begins("one score", "gains", "The riskiest half holds 50% of the bad loans");
    begins("good", "precision-recall", "With half of the bad loans caught, ");
    begins("no signal", "precision-recall", "Flagged loans may be bad no more often than the others");
}

#[test]
fn the_figures_are_those_of_the_evaluation() {
    let case = case("good");
    let evaluation = case.evaluation();
    let sheet = sheet_of(&case);
    let Block::Figures(figures) = &sheet.blocks[0] else { panic!("no figures") };
    let shown: Vec<(&str, &str, &str)> =
        figures.iter().map(|figure| (figure.label.as_str(), figure.value.as_str(), figure.unit.as_str())).collect();
    let auc = format!("{:.2}", evaluation.auc);
    let interval = format!("{:.2}–{:.2}", evaluation.auc_low, evaluation.auc_high);
    assert_eq!(shown[0], ("AUC, out of bag", auc.as_str(), interval.as_str()));
    assert_eq!((shown[1].0, shown[2].0, shown[2].2, shown[3].0), ("KS", "Calibration error", "points", "Riskiest tenth"));
    assert_eq!(figures[0].note, "95% interval, 5,000 loans");
    assert!(figures[2].note.starts_with("a score of 0.70 means ") && figures[2].note.ends_with(" in 100"), "{}", figures[2].note);
    assert!(figures[3].note.ends_with("% of all bad loans"));
    let tenth = &table(&sheet).rows[0];
    assert_eq!((tenth[0].as_str(), tenth[2].as_str()), ("1, riskiest", "500"));
}

/// Where a path has a cut-off.
fn on_path(path: &[(u16, f32, f32)], step: u16) -> (f64, f64) {
    let above = path.iter().position(|entry| entry.0 >= step).unwrap_or(path.len() - 1);
    let (low, high) = (path[above.saturating_sub(1)], path[above]);
    let width = f64::from(high.0) - f64::from(low.0);
    let part = if width > 0.0 { ((f64::from(step) - f64::from(low.0)) / width).clamp(0.0, 1.0) } else { 1.0 };
    let between = |a: f32, b: f32| f64::from(a) + part * (f64::from(b) - f64::from(a));
    (between(low.1, high.1), between(low.2, high.2))
}

#[test]
fn a_cut_off_lies_on_the_curve_where_it_flags_what_it_flags() {
    for name in ["good", "excellent", "leaves", "rare", "one score", "twenty rows", "sure"] {
        let case = case(name);
        let (outcomes, sheet) = (case.outcomes(), sheet_of(&case));
        let (n_good, n_bad) = (outcomes.n_good() as f64, outcomes.n_bad() as f64);
        for counts in counts_of(&case).iter().step_by(37) {
            let step = (counts.cut_off * 1e4).round() as u16;
            let caught = (n_bad - counts.n_bad_missed as f64) / n_bad * 100.0;
            let flagged = counts.n_good_flagged as f64 / n_good * 100.0;
            let all = (caught * n_bad + flagged * n_good) / (n_bad + n_good);
            let expected = [
                ("roc", flagged, caught),
                ("gains", all, caught),
                ("ks", counts.cut_off, 100.0 - caught),
                ("reliability", counts.cut_off, 0.0),
            ];
            for (file_name, x, y) in expected {
                let path = &chart(&sheet, file_name).cut_off_path;
                let found = on_path(path, step);
                let far = (found.0 - x).abs() + (found.1 - y).abs();
                assert!(far < 4.0, "{name}, {file_name}, {}: {found:?}, not {:?}", counts.cut_off, (x, y));
                let nearest = path.iter().min_by_key(|entry| entry.0.abs_diff(step)).unwrap();
                let far = (f64::from(nearest.1) - x).abs() + (f64::from(nearest.2) - y).abs();
                assert!(far < 5.0, "{name}, {file_name}, {}: {nearest:?}, not {:?}", counts.cut_off, (x, y));
            }
        }
    }
}

#[test]
fn a_path_waits_where_no_score_lies() {
    let point = |score, x, y| PathPoint { score, x: Some(x), y };
    let path = cut_off_path([point(1.0, 0.0, 0.0), point(0.8, 10.0, 40.0), point(0.29, 100.0, 100.0)].into_iter());
    assert_eq!(path, [(2_900, 100.0, 100.0), (2_901, 10.0, 40.0), (8_000, 10.0, 40.0), (8_001, 0.0, 0.0), (10_000, 0.0, 0.0)]);
    assert_eq!(cut_off_path(std::iter::empty()), []);
}

#[test]
fn the_flattering_curve_is_called_memory_only_where_it_flatters() {
    let case = case("good");
    let evaluation = case.evaluation();
    let sheet = |in_sample| {
        evaluation_sheet(&Judgement {
            evaluation: &evaluation,
            in_sample,
            learner: Learner::Logistic,
            importance: &[],
            currency: Currency::Unstated,
        })
    };
    let (alone, alike, flattered) = (sheet(None), sheet(Some(&evaluation)), sheet_of(&case));
    assert!(chart(&alone, "roc").note.is_empty() && !chart(&alone, "roc").option.contains("trained on"));
    assert!(chart(&alike, "roc").note.ends_with("learned hardly anything by heart.") && !chart(&alike, "roc").option.contains("memory"));
    assert!(chart(&flattered, "roc").note.contains("would claim 1.00") && chart(&flattered, "roc").option.contains("memory, not skill"));
    assert!(chart(&alike, "roc").option.contains("out of fold"));
    assert_eq!(title(&alone, "importance"), "No feature was used");
}

#[test]
fn costs_name_the_cheapest_cut_off_and_what_it_saves() {
    let good = case("good");
    let sheet = costs_of(&good, 60_000.0, 15_000.0);
    let costs = chart(&sheet, "costs");
    assert!(costs.title.starts_with("Flagging from 0.2") || costs.title.starts_with("Flagging from 0.1"), "{}", costs.title);
    let start = "With a missed bad loan at ₹60,000 and a needlessly flagged good one at ₹15,000 the cheapest cut-off is 0.";
    assert!(costs.note.starts_with(start) && costs.note.contains(", against ₹") && costs.note.ends_with(" at 0.50."), "{}", costs.note);
    let rows = &table(&sheet).rows;
    assert_eq!(rows.iter().filter(|row| row[0].ends_with(", cheapest")).count(), 1);
    assert!(rows.len() >= 11 && rows.len() <= 12 && rows.iter().map(|row| &row[0]).is_sorted());
    assert_eq!(title(&costs_of(&good, 0.0, 15_000.0), "costs"), "Flagging no loan costs least");
    assert_eq!(title(&costs_of(&case("one score"), 60_000.0, 15_000.0), "costs"), "Flagging every loan costs least");
    assert!(matches!(&costs_of(&good, 0.0, 0.0).blocks[..], [Block::Notice { .. }]));
    let noise = costs_of(&case("no signal"), 20_000.0, 10_000.0);
    assert!(chart(&noise, "costs").note.contains("The model finds no signal"), "{}", chart(&noise, "costs").note);
}

/// The sheets that an engine makes of a file.
fn engine_sheets(bytes: &[u8], learner: Learner) -> (f64, Vec<Sheet>) {
    let mut harness = Harness::new(1);
    let file = harness.open("loans.csv", bytes).unwrap();
    let mut setup = setup_of(&file, 40);
    setup.learner = learner;
    let model = harness.train(&setup).unwrap();
    let mut ask = |topic: Topic| match harness.ask(Query::Sheet { topic, currency: Currency::Rupee, scope: Scope::default() }) {
        Ok(Answer::Sheet(sheet)) => sheet,
        other => panic!("{other:?}"),
    };
    let sheets = vec![ask(Topic::Evaluation), ask(Topic::Evaluation), ask(Topic::Costs { missed_bad: 60_000, flagged_good: 15_000 })];
    (model.evaluation.auc, sheets)
}

#[test]
fn an_engine_shows_what_a_forest_remembers_and_judges_it_by_what_it_has_not_seen() {
    let (auc, sheets) = engine_sheets(&loans_csv(600, 1), Learner::Forest);
    sheets.iter().for_each(|sheet| assert_well_made(sheet, "engine"));
    assert_eq!(sheets[0], sheets[1]);
    let Block::Figures(figures) = &sheets[0].blocks[0] else { panic!("no figures") };
    assert_eq!(figures[0].value, format!("{auc:.2}"));
    let roc = chart(&sheets[0], "roc");
    assert!(roc.note.contains("memory, not skill"), "{}", roc.note);
    assert!(roc.option.contains("out of bag") && roc.option.contains("the rows it was trained on"));
}

#[test]
fn an_engine_compares_other_learners_with_the_parts_that_saw_a_borrower() {
    let (_, logistic) = engine_sheets(&loans_csv(600, 1), Learner::Logistic);
    assert!(chart(&logistic[0], "roc").option.contains("out of fold"));
    assert!(chart(&logistic[0], "roc").note.contains("would claim 0."), "{}", chart(&logistic[0], "roc").note);
    assert_eq!(logistic[0].blocks.len(), 6);
}

#[test]
fn sheets_do_not_depend_on_the_order_of_rows() {
    let bytes = loans_csv(300, 3);
    let text = String::from_utf8(bytes.clone()).unwrap();
    let (head, rows) = text.split_once('\n').unwrap();
    let mut rows: Vec<&str> = rows.lines().collect();
    rows.reverse();
    let turned = format!("{head}\n{}\n", rows.join("\n")).into_bytes();
    for learner in [Learner::Forest, Learner::DecisionTree] {
        assert_eq!(engine_sheets(&bytes, learner), engine_sheets(&turned, learner), "{learner:?}");
    }
}
