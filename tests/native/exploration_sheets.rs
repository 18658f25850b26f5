//! What Explore shows: of the sample, of public files, of noise, without an outcome and of few loans; and how the session narrows it.

use crate::harness::{Harness, loans_csv};
use crate::page::Page;
use crate::support::loan_file;
use serde_json::Value;
use smart_loan_recovery::data::sample::SampleMonth;
use smart_loan_recovery::data::schema::OutcomeChoice;
use smart_loan_recovery::jobs::protocol::{
    Answer, Condition, FileSummary, Filter, JobError, Query, Scope, Sort, SortKey, Source, Test, Topic, decode, encode,
};
use smart_loan_recovery::quantity::{Currency, RandomStream};
use smart_loan_recovery::session::Stage;
use smart_loan_recovery::sheets::{Block, ChartSheet, Sheet};
use smart_loan_recovery::strategy::CutOffs;

const ALL: Topic = Topic::Exploration { is_logarithmic: false };

fn ask(harness: &mut Harness, topic: Topic, scope: Scope) -> Sheet {
    match harness.ask(Query::Sheet { topic, currency: Currency::Rupee, scope }) {
        Ok(Answer::Sheet(sheet)) => {
            let again: Sheet = decode(&encode(&sheet)).unwrap();
            assert_eq!(again, sheet);
            sheet
        }
        other => panic!("no sheet: {other:?}"),
    }
}

fn charts(sheet: &Sheet) -> Vec<ChartSheet> {
    let mut found = Vec::new();
    for block in &sheet.blocks {
        match block {
            Block::Chart(chart) => found.push((**chart).clone()),
            Block::Beside(inner) => found.extend(charts(&Sheet { blocks: inner.clone() })),
            _ => {}
        }
    }
    found
}

fn titles(sheet: &Sheet) -> Vec<String> {
    charts(sheet).into_iter().map(|chart| chart.title).collect()
}

fn chart(sheet: &Sheet, file_name: &str) -> ChartSheet {
    charts(sheet).into_iter().find(|chart| chart.file_name == file_name).unwrap_or_else(|| panic!("no {file_name}"))
}

/// The texts of a sheet that stand on the page by themselves.
fn sentences(sheet: &Sheet) -> String {
    let text = |block: &Block| match block {
        Block::Headline { parts, note } => parts.iter().map(|(text, _)| text.as_str()).collect::<String>() + " " + note,
        Block::Text(text) => text.clone(),
        Block::Notice { title, text, .. } => format!("{title}. {text}"),
        _ => String::new(),
    };
    sheet.blocks.iter().map(text).collect::<Vec<_>>().join("\n")
}

/// What holds for every chart: it can be drawn, its words are words, and what can be picked is in its table.
fn check(chart: &ChartSheet) {
    let name = &chart.file_name;
    let option: Value = serde_json::from_str(&chart.option).unwrap();
    let series = option["series"].as_array().unwrap();
    assert!(!series.is_empty(), "{name}");
    // A number that is not finite is written as null.
    assert!(!option["series"].to_string().contains("null"), "{name}: {}", option["series"]);
    for words in [&chart.title, &chart.subtitle, &chart.note, &chart.label] {
        assert!(!words.contains("NaN") && !words.contains("inf "), "{name}: {words}");
    }
    assert!(!chart.title.is_empty() && chart.title.chars().count() < 170, "{}", chart.title);
    assert!(chart.subtitle.contains("n\u{a0}=") || name == "missed-payments", "{}", chart.subtitle);
    let n_columns = chart.table.heads.len();
    assert!(!chart.table.rows.is_empty() && chart.table.rows.iter().all(|row| row.len() == n_columns), "{name}: {:?}", chart.table);
    let fields = |line: &str| line.split('"').step_by(2).map(|part| part.matches(',').count()).sum::<usize>();
    let n_commas = fields(chart.csv.lines().next().unwrap());
    assert!(chart.csv.lines().all(|line| fields(line) == n_commas), "{name}: {}", chart.csv);
    for series in series {
        if let Some(offset) = series["id"].as_str().and_then(|id| id.strip_prefix("pick-")) {
            let end = offset.parse::<usize>().unwrap() + series["data"].as_array().map_or(0, Vec::len);
            assert!(chart.picks.is_empty() || end <= chart.picks.len(), "{name}: {end} of {}", chart.picks.len());
        }
    }
    assert!(chart.picks.is_empty() || chart.picks.len() >= chart.table.rows.len(), "{name}");
}

fn outcome_of(file: &FileSummary) -> Scope {
    Scope { outcome: file.outcome.as_ref().map(|outcome| outcome.choice.clone()), ..Scope::default() }
}

fn sample() -> (Harness, FileSummary) {
    let mut harness = Harness::new(0);
    let file = harness.open_source(Source::Sample { month: SampleMonth::September }).unwrap();
    (harness, file)
}

#[test]
fn the_sample_has_all_charts_and_each_says_what_it_found() {
    let (mut harness, file) = sample();
    for is_logarithmic in [false, true] {
        let sheet = ask(&mut harness, Topic::Exploration { is_logarithmic }, outcome_of(&file));
        let names: Vec<String> = charts(&sheet).into_iter().map(|chart| chart.file_name).collect();
        let expected = [
            "outcomes",
            "days-past-due",
            "missed-payments",
            "payment-history",
            "loan-amounts",
            "instalment-to-income",
            "income-and-debt",
            "collateral-cover",
            "type-and-employment",
            "missing-values",
            "associations",
        ];
        assert_eq!(names, expected);
        charts(&sheet).iter().for_each(check);
        assert!(!sentences(&sheet).contains("Not drawn"));
        let days = chart(&sheet, "days-past-due").title;
        assert!(days.starts_with("Loans ") && days.contains("days past due fail"), "{days}");
        let missed = chart(&sheet, "missed-payments");
        assert!(missed.title.starts_with("Borrowers with ") && missed.title.contains("missed payments fail"), "{}", missed.title);
        assert!(missed.note.contains("95% interval"), "{}", missed.note);
    }
    let summary = ask(&mut harness, Topic::ExplorationSummary, outcome_of(&file));
    assert!(sentences(&summary).contains("of 5,000 loans failed; "), "{}", sentences(&summary));
    assert!(matches!(&summary.blocks[1], Block::Figures(figures) if (2..=4).contains(&figures.len())));
}

#[test]
fn without_an_outcome_the_charts_are_plain_and_the_rest_is_said() {
    let (mut harness, _) = sample();
    let sheet = ask(&mut harness, ALL, Scope::default());
    charts(&sheet).iter().for_each(check);
    let all = titles(&sheet).join("\n");
    assert!(!all.contains("fail"), "{all}");
    assert!(all.contains("Half of the loans are below ₹"), "{all}");
    assert!(sentences(&sheet).contains("how loans ended, with an outcome"), "{}", sentences(&sheet));
    assert!(sentences(&ask(&mut harness, Topic::ExplorationSummary, Scope::default())).contains("Name the outcome column"));
    let column = ask(&mut harness, Topic::ColumnByOutcome { column: "Monthly_Income".to_owned() }, Scope::default());
    charts(&column).iter().for_each(check);
    // An outcome that is not in the file is none.
    let scope = Scope { outcome: Some(OutcomeChoice::new("gone", vec!["x".to_owned()])), ..Scope::default() };
    assert!(!titles(&ask(&mut harness, ALL, scope)).join("\n").contains("fail"));
}

/// Loans whose outcome was dealt by dice.
fn noise(n_rows: usize) -> Vec<u8> {
    let mut random = RandomStream::new(4);
    let mut text = "Loan_ID,Loan_Amount,Monthly_Income,Monthly_EMI,Days_Past_Due,Missed_Payments,Loan_Type,Employment_Type,Payment_History,Loan_Status\n".to_owned();
    for row in 0..n_rows {
        let of = |random: &mut RandomStream, words: &[&str]| words[random.below(words.len() as u32) as usize].to_owned();
        let numbers =
            [1_000 + random.below(900_000), 10_000 + random.below(90_000), 500 + random.below(40_000), random.below(150), random.below(9)];
        let numbers: Vec<String> = numbers.iter().map(u32::to_string).collect();
        let product = of(&mut random, &["Home", "Auto", "Gold"]);
        let employment = of(&mut random, &["Salaried", "Own business"]);
        let history = of(&mut random, &["On time", "Delayed", "Missed"]);
        let status = if random.unit() < 0.25 { "Default" } else { "Fully Paid" };
        text += &format!("L{row},{},{product},{employment},{history},{status}\n", numbers.join(","));
    }
    text.into_bytes()
}

#[test]
fn of_noise_every_title_says_that_there_is_nothing() {
    let mut harness = Harness::new(0);
    let file = harness.open("noise.csv", &noise(4_000)).unwrap();
    let sheet = ask(&mut harness, ALL, outcome_of(&file));
    charts(&sheet).iter().for_each(check);
    for name in ["days-past-due", "missed-payments", "payment-history", "loan-amounts", "income-and-debt", "type-and-employment"] {
        let title = chart(&sheet, name).title;
        assert!(title.starts_with("Who fails hardly depends on "), "{title}");
    }
    assert!(chart(&sheet, "associations").title.starts_with("Hardly any"), "{}", chart(&sheet, "associations").title);
    assert!(sentences(&sheet).contains("collateral cover"), "{}", sentences(&sheet));
    let summary = ask(&mut harness, Topic::ExplorationSummary, outcome_of(&file));
    assert!(sentences(&summary).contains("no column tells who, beyond chance"), "{}", sentences(&summary));
}

#[test]
fn every_column_of_every_public_file_can_be_looked_at() {
    let files = [
        "loan-recovery.csv",
        "loan-payments.csv",
        "german-credit.csv",
        "german-credit-kaggle-NA.csv",
        "taiwan-credit-card.csv",
        "home-credit-sample.csv",
        "lendingclub-sample-150col.csv",
    ];
    for name in files {
        let Some(bytes) = loan_file(name) else { return };
        let mut harness = Harness::new(0);
        let file = harness.open(name, &bytes).unwrap();
        let sheet = ask(&mut harness, ALL, outcome_of(&file));
        assert!(charts(&sheet).len() >= 2, "{name}");
        charts(&sheet).iter().for_each(check);
        charts(&ask(&mut harness, ALL, Scope::default())).iter().for_each(check);
        for column in &file.schema.columns {
            let topic = Topic::ColumnByOutcome { column: column.name.clone() };
            let sheet = ask(&mut harness, topic, outcome_of(&file));
            assert_eq!(sheet.blocks.len(), 1, "{name} {}", column.name);
            charts(&sheet).iter().for_each(check);
        }
    }
}

#[test]
fn what_is_picked_is_what_is_counted() {
    let (mut harness, file) = sample();
    let sheet = ask(&mut harness, ALL, outcome_of(&file));
    for chart in charts(&sheet) {
        let at = chart.table.heads.iter().position(|(head, _)| head == "Loans");
        for (row, picked) in chart.table.rows.iter().zip(&chart.picks).filter(|(_, picked)| !picked.is_empty()).take(12) {
            let filter = Filter { conditions: picked.clone(), ..Filter::default() };
            let sort = Sort { key: SortKey::Identifier, descending: false };
            let Ok(Answer::View { n_rows }) = harness.ask(Query::View { filter, sort, cut_offs: CutOffs::default() }) else {
                panic!("no view")
            };
            if let Some(at) = at {
                assert_eq!(row[at].replace(',', ""), n_rows.to_string(), "{} {picked:?}", chart.file_name);
            }
        }
    }
}

#[test]
fn a_filter_narrows_every_count_and_says_so() {
    let (mut harness, file) = sample();
    let late = Condition::new("Days_Past_Due", Test::Between(91.0, f64::INFINITY));
    let scope = Scope { conditions: vec![late.clone()], ..outcome_of(&file) };
    let sheet = ask(&mut harness, ALL, scope.clone());
    charts(&sheet).iter().for_each(check);
    assert!(chart(&sheet, "loan-amounts").subtitle.contains("\u{a0}of\u{a0}5,000"), "{}", chart(&sheet, "loan-amounts").subtitle);
    assert!(sentences(&ask(&mut harness, Topic::ExplorationSummary, scope)).contains(" of these "));
    let buckets = chart(&sheet, "days-past-due");
    assert_eq!(buckets.title, "All of these loans are in one group by days past due");
    assert_eq!((buckets.table.rows[0][0].as_str(), buckets.table.rows[1][0].as_str()), ("none", "1–30"));
    let nobody = Scope { conditions: vec![late, Condition::new("Days_Past_Due", Test::Between(0.0, 5.0))], ..outcome_of(&file) };
    assert!(charts(&ask(&mut harness, ALL, nobody.clone())).is_empty());
    assert!(sentences(&ask(&mut harness, Topic::ExplorationSummary, nobody)).contains("No loan meets all of these conditions"));
    let gone = Scope { conditions: vec![Condition::new("gone", Test::Missing)], ..Scope::default() };
    let failed = harness.ask(Query::Sheet { topic: ALL, currency: Currency::Rupee, scope: gone });
    assert_eq!(failed, Err(JobError::UnknownColumn("gone".to_owned())));
}

#[test]
fn a_few_loans_are_no_finding() {
    let mut harness = Harness::new(0);
    let file = harness.open("few.csv", &loans_csv(60, 3)).unwrap();
    for conditions in [Vec::new(), vec![Condition::new("Product", Test::OneOf(vec!["Gold".to_owned()]))]] {
        let sheet = ask(&mut harness, ALL, Scope { conditions, ..outcome_of(&file) });
        charts(&sheet).iter().for_each(check);
    }
    let one = Condition::new("Loan_No", Test::OneOf(vec!["L00007".to_owned()]));
    let sheet = ask(&mut harness, ALL, Scope { conditions: vec![one], ..outcome_of(&file) });
    charts(&sheet).iter().for_each(check);
    assert!(titles(&sheet).iter().all(|title| !title.contains("times")));
}

fn shown(page: &Page, topic: &Topic) -> Sheet {
    match page.session.sheet(topic) {
        Stage::Ready(sheet) => (*sheet).clone(),
        other => panic!("not ready: {other:?}"),
    }
}

#[test]
fn the_page_needs_no_model_and_follows_filter_and_outcome() {
    let mut page = Page::new(1);
    page.drop_file("loans.csv", &loans_csv(400, 1));
    page.run();
    assert!(page.session.model().shown().is_none());
    page.session.show_sheet(ALL);
    page.run();
    let before = shown(&page, &ALL);
    assert!(chart(&before, "days-past-due").title.contains("days past due fail"));

    let gold = Condition::new("Product", Test::OneOf(vec!["Gold".to_owned()]));
    page.session.narrow(vec![gold.clone()]);
    page.run();
    assert!(chart(&shown(&page, &ALL), "days-past-due").subtitle.contains("\u{a0}of\u{a0}400"));
    // Another choice on the same column takes its place.
    let home = Condition::new("Product", Test::OneOf(vec!["Home".to_owned()]));
    page.session.narrow(vec![home.clone(), Condition::new("Days_Past_Due", Test::Between(31.0, 61.0))]);
    assert_eq!(page.session.conditions().len(), 2);
    assert_eq!(page.session.conditions()[0], home);
    page.session.widen(Some(1));
    assert_eq!(page.session.conditions(), [home]);
    page.session.widen(None);
    page.run();
    assert_eq!(shown(&page, &ALL), before);

    let none_bad = OutcomeChoice::new("Product", vec!["Gold".to_owned()]);
    page.session.choose_outcome(none_bad);
    page.run();
    assert!(!chart(&shown(&page, &ALL), "days-past-due").title.contains("fail,"));

    page.session.narrow(vec![gold]);
    page.drop_file("others.csv", &loans_csv(300, 2));
    page.run();
    assert!(page.session.conditions().is_empty());
    assert!(chart(&shown(&page, &ALL), "days-past-due").subtitle.contains("300"));
}

#[test]
fn what_is_shown_comes_back_after_a_crash() {
    let mut page = Page::new(1);
    page.drop_file("loans.csv", &loans_csv(300, 1));
    page.run();
    page.session.show_sheet(ALL);
    page.run();
    let before = shown(&page, &ALL);
    page.session.narrow(vec![Condition::new("Product", Test::OneOf(vec!["Gold".to_owned()]))]);
    page.crash_engine();
    page.run();
    page.session.widen(None);
    page.run();
    assert_eq!(shown(&page, &ALL), before);
}

#[test]
fn the_list_of_borrowers_keeps_to_the_same_filter() {
    let mut page = Page::new(1);
    page.drop_file("loans.csv", &loans_csv(240, 1));
    page.run();
    page.session.edit_setup(|setup| setup.params.n_trees = 8);
    page.session.train();
    page.run();
    let all = page.session.listing().n_rows.unwrap();
    page.session.narrow(vec![Condition::new("Product", Test::OneOf(vec!["Gold".to_owned()]))]);
    page.run();
    let listing = page.session.listing();
    assert!(listing.n_rows.unwrap() < all && listing.n_rows.unwrap() > 0);
    assert_eq!(listing.rows.len() as u64, listing.n_rows.unwrap().min(60));
}
