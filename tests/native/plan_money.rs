//! What the page of the plan shows of money, groups and another policy: through the data engine, and of sums alone.

use serde_json::Value;

use crate::harness::{Harness, loans_csv, setup_of};
use smart_loan_recovery::data::loan_facts::{CareFlags, LoanFacts, PaymentHistory};
use smart_loan_recovery::data::sample::SampleMonth;
use smart_loan_recovery::jobs::planning::PolicyChange;
use smart_loan_recovery::jobs::protocol::{Answer, Filter, Query, Scope, Sort, SortKey, Source, Topic};
use smart_loan_recovery::quantity::{Currency, Money, Probability, RandomStream};
use smart_loan_recovery::sheets::plan::{MoneyQuestion, money_sheet};
use smart_loan_recovery::sheets::{Block, ChartSheet, PolicyText, Sheet, TableSheet};
use smart_loan_recovery::strategy::{
    Archetype, AttentionCause, CockpitSteps, CockpitTable, CutOffs, LegalBandGains, OutcomeSums, PlanSums, PlannedBorrower, Planner,
    PortfolioScale, Resource, Stage, Strategy, Subject, Treatment, ValidPolicy,
};

const CURRENCY: Currency = Currency::Rupee;

/// What the plan leads with, with limits and without.
const FIGURES: [&str; 4] = ["Over doing nothing", "Expected net", "Next step needs no human", "Worth keeping, treated harshly"];

fn sheet(harness: &mut Harness, topic: Topic, cut_offs: CutOffs) -> Sheet {
    let scope = Scope { cut_offs, ..Scope::default() };
    match harness.ask(Query::Sheet { topic, currency: CURRENCY, scope }) {
        Ok(Answer::Sheet(sheet)) => sheet,
        other => panic!("{other:?}"),
    }
}

fn change(harness: &mut Harness, change: PolicyChange) -> PolicyText {
    match harness.ask(Query::Policy { change, cut_offs: CutOffs::default(), currency: CURRENCY }) {
        Ok(Answer::Policy(text)) => *text,
        other => panic!("{other:?}"),
    }
}

fn flat(blocks: &[Block]) -> Vec<&Block> {
    fn inner(block: &Block) -> Vec<&Block> {
        if let Block::Beside(inner) = block { flat(inner) } else { vec![block] }
    }
    blocks.iter().flat_map(inner).collect()
}

fn table<'a>(sheet: &'a Sheet, title: &str) -> &'a TableSheet {
    let found = flat(&sheet.blocks).into_iter().find_map(|block| match block {
        Block::Table(table) if table.title == title => Some(table),
        _ => None,
    });
    found.unwrap_or_else(|| panic!("no table “{title}”"))
}

fn charts(sheet: &Sheet) -> Vec<&ChartSheet> {
    flat(&sheet.blocks).into_iter().filter_map(|block| if let Block::Chart(chart) = block { Some(&**chart) } else { None }).collect()
}

fn number(cell: &str) -> i64 {
    let digits: String = cell.chars().filter(char::is_ascii_digit).collect();
    let size: i64 = digits.parse().unwrap_or(0);
    if cell.starts_with('−') { -size } else { size }
}

/// The cells of a column add up to the last row, but for rounding of amounts.
fn adds_up(table: &TableSheet, head: &str) {
    let at = table.heads.iter().position(|(word, _)| word == head).unwrap();
    let numbers: Vec<i64> = table.rows.iter().map(|row| number(&row[at])).collect();
    let (total, parts) = numbers.split_last().unwrap();
    let off = (parts.iter().sum::<i64>() - total).unsigned_abs() as usize;
    assert!(off <= if head == "Borrowers" { 0 } else { parts.len() }, "{}, {head}: {numbers:?}", table.title);
}

fn can_be_drawn(sheet: &Sheet) {
    for chart in charts(sheet) {
        let option: Value = serde_json::from_str(&chart.option).unwrap();
        assert!(!option["series"].to_string().contains("null"), "{}", chart.option);
        assert!(!chart.title.is_empty() && chart.csv.lines().count() > 1 && !chart.file_name.is_empty());
        assert!(chart.table.rows.iter().all(|row| row.len() == chart.table.heads.len()) && !chart.table.rows.is_empty());
        assert!(chart.cut_off_path.len() <= 200 && chart.cut_off_path.is_sorted_by_key(|entry| entry.0));
    }
    for block in flat(&sheet.blocks) {
        if let Block::Table(table) = block {
            assert!(table.rows.iter().all(|row| row.len() == table.heads.len()) && !table.rows.is_empty(), "{table:?}");
        }
    }
    let all = serde_json::to_string(sheet).unwrap();
    assert!(!all.contains("NaN") && !all.contains("inf\""), "{all}");
}

fn sample() -> Harness {
    let mut harness = Harness::new(1);
    let file = harness.open_source(Source::Sample { month: SampleMonth::September }).unwrap();
    harness.train(&setup_of(&file, 40)).unwrap();
    harness
}

#[test]
fn the_sample_portfolio_shows_money_groups_and_a_contrast() {
    let mut harness = sample();
    let money = sheet(&mut harness, Topic::PlanMoney, CutOffs::default());
    can_be_drawn(&money);
    let bands = table(&money, "Money by band of the score");
    assert_eq!(
        bands.rows.iter().map(|row| row[0].as_str()).collect::<Vec<_>>(),
        ["Legal review", "Settlement offer", "Reminder", "Not scored", "Total"]
    );
    assert!(bands.note.contains("assumptions"));
    let steps = table(&money, "Money and work by next step");
    for of in [bands, steps] {
        ["Borrowers", "Outstanding", "Expected recovery", "Cost", "Net"].iter().for_each(|head| adds_up(of, head));
        assert_eq!(number(&of.rows[of.rows.len() - 1][1]), 5_000);
    }
    // What each gets and in which band the score lies: both add up to everyone.
    let plan = table(&money, "The plan");
    plan.heads.iter().filter(|(word, _)| word.starts_with("Band: ") || word == "Borrowers").for_each(|(word, _)| adds_up(plan, word));
    // A settlement gives up a fifth of what is owed.
    let settled = plan.rows.iter().find(|row| row[0] == "Settlement offer").unwrap();
    assert_eq!(plan.heads.last().unwrap().0, "Given up if all accept");
    assert!((5 * number(&settled[8]) - number(&settled[6])).abs() <= 5 && number(&settled[8]) > 0, "{settled:?}");
    ["Outstanding", "Over doing nothing", "Given up if all accept"].iter().for_each(|head| adds_up(plan, head));
    let total = plan.rows.last().unwrap();
    assert_eq!(number(&total[1]), 5_000);
    let band_counts: Vec<i64> = bands.rows[..3].iter().rev().map(|row| number(&row[1])).collect();
    assert_eq!(total[3..6].iter().map(|cell| number(cell)).collect::<Vec<_>>(), band_counts);
    // What needs a human saves nothing; what needs none takes but the minutes of those who look first.
    let hours = |row: &Vec<String>| (number(&row[7]), number(&row[8]), row[9].clone());
    for row in &steps.rows[..steps.rows.len() - 1] {
        let (spent, saved, human) = hours(row);
        assert!(if human == "yes" { saved == 0 } else { 60 * spent <= 10 * number(&row[1]) }, "{row:?}");
    }
    assert_eq!(table(&money, "Capacity a month").rows.len(), 3);
    let looked_at = table(&money, "A person looks first");
    let filter = Filter { needs_review: true, ..Filter::default() };
    let sort = Sort { key: SortKey::Queue, descending: true };
    let listed = harness.ask(Query::View { filter, sort, cut_offs: CutOffs::default() }).unwrap();
    assert_eq!(listed, Answer::View { n_rows: number(looked_at.note.split(' ').next().unwrap()) as u64 });
    let [curve, matrix] = charts(&money)[..] else { panic!("{money:?}") };
    assert!(curve.note.contains("p*") || curve.note.contains("By the assumptions"), "{}", curve.note);
    assert_eq!((curve.cut_off_path[0].0, curve.cut_off_path.last().unwrap().0), (5_000, 10_000));
    let in_matrix: i64 = matrix.table.rows.iter().flat_map(|row| &row[1..]).map(|cell| number(cell)).sum();
    assert_eq!(in_matrix, 5_000);

    let fairness = sheet(&mut harness, Topic::PlanFairness, CutOffs::default());
    can_be_drawn(&fairness);

    let alone = sheet(&mut harness, Topic::PlanContrast, CutOffs::default());
    assert!(matches!(&alone.blocks[..], [Block::Text(text)] if text.contains("champion")));
    assert_eq!(change(&mut harness, PolicyChange::KeepAsChampion).champion, "Default policy");
    let same = sheet(&mut harness, Topic::PlanContrast, CutOffs::default());
    assert!(matches!(&same.blocks[0], Block::Text(text) if text.starts_with("Both policies treat all 5,000")), "{same:?}");
    let milder = sheet(&mut harness, Topic::PlanContrast, CutOffs::new(3_000, 9_500).unwrap());
    can_be_drawn(&milder);
    let changes = table(&milder, "Who changes from what to what");
    let counts: Vec<i64> = changes.rows.iter().map(|row| number(&row[2])).collect();
    assert!(counts.is_sorted_by(|a, b| a >= b) && counts[0] > 0, "{counts:?}");
    let Block::Figures(figures) = &milder.blocks[1] else { panic!("{milder:?}") };
    assert_eq!(number(&figures[0].value), counts.iter().sum::<i64>());
}

fn finding(sheet: &Sheet) -> (&str, &str, &[(String, String)]) {
    match &sheet.blocks[0] {
        Block::Finding { title, text, fields, .. } => (title, text, fields),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_is_needed_to_live_is_not_asked_for_in_another_currency() {
    let mut harness = sample();
    let said = |harness: &mut Harness| {
        let findings = sheet(harness, Topic::PlanFindings, CutOffs::default());
        let is_said =
            |block: &&Block| matches!(block, Block::Finding { fields, .. } if fields[0].1 == "assumptions.affordability.living_base");
        findings.blocks.iter().find(is_said).cloned()
    };
    let step_rows =
        |harness: &mut Harness| table(&sheet(harness, Topic::PlanMoney, CutOffs::default()), "Money and work by next step").rows.clone();
    assert_eq!(said(&mut harness), None);
    let by_default = step_rows(&mut harness);
    let set = |harness: &mut Harness, amount: &str| {
        let path = "assumptions.affordability.living_base".to_owned();
        change(harness, PolicyChange::Set { path, value: amount.to_owned() });
        (said(harness), step_rows(harness))
    };
    let (not_said, strict) = set(&mut harness, "30000");
    assert!(not_said.is_none() && strict != by_default);
    let (found, beyond) = set(&mut harness, "600000");
    let Some(Block::Finding { title, text, .. }) = found else { panic!("{found:?}") };
    assert!(title.contains("do not look at") && text.contains("₹6,00,000") && text.contains("another currency"), "{text}");
    // As if nothing were needed.
    change(&mut harness, PolicyChange::Set { path: "assumptions.affordability.living_per_dependent".to_owned(), value: "0".to_owned() });
    assert_eq!(set(&mut harness, "0"), (None, beyond));
}

#[test]
fn legal_reviews_that_are_worth_less_than_what_they_replace_are_said_first() {
    let mut harness = sample();
    let set = |path: &str, value: &str| PolicyChange::Set { path: path.to_owned(), value: value.to_owned() };
    let settled = set("rules.harsh_only_when_worth_more", "no");
    let by_default = sheet(&mut harness, Topic::PlanFindings, CutOffs::default());
    change(&mut harness, settled.clone());
    let findings = sheet(&mut harness, Topic::PlanFindings, CutOffs::default());
    assert_ne!(by_default, findings);
    let (title, text, fields) = finding(&findings);
    // "All 229 legal reviews are …", or "215 of 229 …".
    let numbers: Vec<i64> = title.split(' ').map(number).filter(|number| *number > 0).collect();
    let (n_below, n_reviews) = (numbers[0], if title.starts_with("All ") { numbers[0] } else { numbers[1] });
    assert!(n_below > 10 && title.contains("less than the") && title.contains("whose place they take"), "{title}");
    assert!(
        text.contains("₹25,000") && text.contains("50%") && text.contains("18 months") && text.contains("Nothing is changed"),
        "{text}"
    );
    let paths: Vec<&str> = fields.iter().map(|(_, path)| path.as_str()).collect();
    let form = change(&mut harness, PolicyChange::Show);
    let known: Vec<&str> = form.groups.iter().flat_map(|group| &group.fields).map(|field| field.path.as_str()).collect();
    assert!(paths.len() == 5 && paths.iter().all(|path| known.contains(path) || *path == "bands.legal"), "{paths:?}");
    assert!(fields[0].0.ends_with("no limit") && fields[1].0.ends_with("0.75"), "{fields:?}");

    // What is said to be worth it is what so many slots go to.
    let net = |harness: &mut Harness| {
        number(table(&sheet(harness, Topic::PlanMoney, CutOffs::default()), "Money by band of the score").rows[4][5].as_str())
    };
    let before = net(&mut harness);
    let n_worth = n_reviews - n_below;
    change(&mut harness, set("assumptions.capacity.legal_slots", &n_worth.to_string()));
    let is_legal = |block: &Block| matches!(block, Block::Finding { fields, .. } if fields.iter().any(|(_, path)| path == "bands.legal"));
    let within = sheet(&mut harness, Topic::PlanFindings, CutOffs::default());
    if n_worth > 0 {
        let (title, _, fields) = finding(&within);
        assert!(number(title.split(' ').next().unwrap()) == n_worth && title.contains("none brings less"), "{title}");
        assert!(fields[0].0.ends_with(&n_worth.to_string()), "{fields:?}");
    }
    let best = net(&mut harness);
    assert!(best > before, "{best}, {before}");
    change(&mut harness, set("assumptions.capacity.legal_slots", "0"));
    assert!(best >= net(&mut harness));
    assert!(!sheet(&mut harness, Topic::PlanFindings, CutOffs::default()).blocks.iter().any(is_legal));
    // Under other assumptions they pay.
    change(&mut harness, PolicyChange::Reset);
    change(&mut harness, settled);
    for (path, value) in [
        ("assumptions.legal.winning", "100%"),
        ("assumptions.treatments.legal_review.cost", "0"),
        ("assumptions.treatments.legal_review.months", "1"),
        ("assumptions.legal.liquidation_cut", "0%"),
        ("assumptions.treatments.legal_review.recovered", "100%"),
    ] {
        assert!(change(&mut harness, set(path, value)).problems.is_empty(), "{path}");
    }
    let sure = sheet(&mut harness, Topic::PlanFindings, CutOffs::default());
    let (title, _, _) = finding(&sure);
    let is_fewer = !title.starts_with("All ") && number(title.split(' ').next().unwrap()) < n_below;
    assert!(title.contains("none brings less") || is_fewer, "{title}");
    // Settlements that ask for too much are counted as the list marks them; where plans take their place it is said how often.
    let instead =
        |block: &Block| matches!(block, Block::Finding { title, .. } if title.contains("get a repayment plan in place of a settlement"));
    assert!(sheet(&mut harness, Topic::PlanMoney, CutOffs::default()).blocks.iter().any(instead));
    change(&mut harness, set("rules.plan_when_settlement_beyond_means", "no"));
    let marked = sheet(&mut harness, Topic::PlanMoney, CutOffs::default()).blocks.iter().find_map(|block| match block {
        Block::Finding { title, .. } if title.contains("more than the borrower can afford") => {
            Some(number(title.split(' ').next().unwrap()))
        }
        _ => None,
    });
    let sort = Sort { key: SortKey::Queue, descending: true };
    harness.ask(Query::View { filter: Filter::default(), sort, cut_offs: CutOffs::default() }).unwrap();
    let mut n_marked = 0;
    for start in (0..5_000).step_by(1_000) {
        let Ok(Answer::Rows { rows, .. }) = harness.ask(Query::Rows { start, n_rows: 1_000, columns: Vec::new() }) else { panic!() };
        n_marked += rows.iter().filter(|row| row.next_step.as_ref().is_some_and(|step| step.is_beyond_means)).count() as i64;
    }
    assert!(n_marked > 50 && marked == Some(n_marked), "{marked:?}, {n_marked}");
}

#[test]
fn all_steps_that_are_worth_less_than_a_cheaper_one_are_named_with_a_button_that_takes_those() {
    let mut harness = sample();
    let net = |harness: &mut Harness| {
        number(table(&sheet(harness, Topic::PlanMoney, CutOffs::default()), "Money by band of the score").rows[4][5].as_str())
    };
    let cheaper = |harness: &mut Harness| {
        let findings = sheet(harness, Topic::PlanFindings, CutOffs::default());
        let found = findings.blocks.into_iter().find_map(|block| match block {
            Block::Finding { title, text, switch: Some(switch), .. } => Some((title, text, switch)),
            _ => None,
        });
        found.unwrap()
    };
    let by_default = net(&mut harness);
    let set = |path: &str, value: &str| PolicyChange::Set { path: path.to_owned(), value: value.to_owned() };
    change(&mut harness, set("rules.harsh_only_when_worth_more", "no"));
    let before = net(&mut harness);
    assert!(before < by_default);
    let (title, text, switch) = cheaper(&mut harness);
    assert!(number(title.split(' ').next().unwrap()) > 50 && title.contains("worth less than a cheaper or gentler one"), "{title}");
    for step in ["Legal review: ", "Pre-legal notice: ", "Visit: "] {
        assert!(text.contains(step), "{text}");
    }
    assert_eq!((switch.path.as_str(), switch.value.as_str()), ("rules.cheaper_when_worth_more", "yes"));
    assert!(change(&mut harness, PolicyChange::Set { path: switch.path, value: switch.value }).problems.is_empty());
    assert!(net(&mut harness) > before);
    let (title, _, switch) = cheaper(&mut harness);
    assert!(title.starts_with("Where a cheaper or gentler step") && switch.value == "no", "{title}");
    change(&mut harness, PolicyChange::Set { path: switch.path, value: switch.value });
    assert_eq!(net(&mut harness), before);
}

#[test]
fn loans_that_ended_are_counted_and_get_no_step() {
    let mut harness = sample();
    let all = Filter::default();
    let sort = Sort { key: SortKey::Queue, descending: true };
    let n_of = |harness: &mut Harness, treatment: Treatment| {
        let filter = Filter { treatment: Some(treatment), ..all.clone() };
        let view = Query::View { filter, sort: sort.clone(), cut_offs: CutOffs::default() };
        let Ok(Answer::View { n_rows }) = harness.ask(view) else { panic!() };
        let Ok(Answer::Rows { rows, .. }) = harness.ask(Query::Rows { start: 0, n_rows: 1_000, columns: Vec::new() }) else { panic!() };
        (n_rows, rows.iter().filter(|row| row.is_bad == Some(false)).count())
    };
    let (n_ended, n_repaid) = n_of(&mut harness, Treatment::NothingDue);
    assert!(n_ended > 2_000 && n_repaid == 1_000, "{n_ended}, {n_repaid}");
    assert_eq!(n_of(&mut harness, Treatment::LegalReview).1, 0);
    let money = sheet(&mut harness, Topic::PlanMoney, CutOffs::default());
    let steps = table(&money, "Money and work by next step");
    let ended = steps.rows.iter().find(|row| row[0] == "Nothing due").unwrap();
    assert_eq!((number(&ended[1]) as u64, &ended[3..6], ended[7].as_str()), (n_ended, &["–", "–", "–"].map(str::to_owned)[..], "0"));
    let bands = table(&money, "Money by band of the score");
    let off = PolicyChange::Set { path: "rules.leave_out_ended".to_owned(), value: "no".to_owned() };
    assert!(change(&mut harness, off).problems.is_empty());
    assert_eq!(n_of(&mut harness, Treatment::NothingDue).0, 0);
    assert!(n_of(&mut harness, Treatment::RepaymentPlan).1 > 10);
    // The bands are the score's.
    let without = sheet(&mut harness, Topic::PlanMoney, CutOffs::default());
    let counts = |table: &TableSheet| table.rows.iter().map(|row| row[1].clone()).collect::<Vec<_>>();
    assert_eq!(counts(table(&without, "Money by band of the score")), counts(bands));
}

#[test]
fn amounts_that_change_are_worked_out_anew() {
    let mut harness = sample();
    let before = sheet(&mut harness, Topic::PlanMoney, CutOffs::default());
    let set = |path: &str, value: &str| PolicyChange::Set { path: path.to_owned(), value: value.to_owned() };
    assert!(change(&mut harness, set("assumptions.capacity.calls", "100")).problems.is_empty());
    let limited = sheet(&mut harness, Topic::PlanMoney, CutOffs::default());
    let calls = &table(&limited, "Capacity a month").rows[0];
    assert_eq!((calls[2].as_str(), calls[3].as_str()), ("100", "100"));
    assert!(number(&calls[4]) > 0, "{calls:?}");
    assert!(change(&mut harness, set("assumptions.treatments.reminder.cost", "25")).problems.is_empty());
    let dearer = sheet(&mut harness, Topic::PlanMoney, CutOffs::default());
    let cost = |sheet: &Sheet| number(&table(sheet, "Money by band of the score").rows[4][4]);
    assert!(cost(&dearer) > cost(&limited));
    assert_ne!(charts(&dearer)[0].csv, charts(&before)[0].csv);
    change(&mut harness, PolicyChange::Reset);
    assert_eq!(sheet(&mut harness, Topic::PlanMoney, CutOffs::default()), before);
}

#[test]
fn who_has_no_place_within_the_capacity_gets_a_cheaper_step_everywhere() {
    let mut harness = sample();
    let set = |path: &str, value: &str| PolicyChange::Set { path: path.to_owned(), value: value.to_owned() };
    change(&mut harness, set("rules.harsh_only_when_worth_more", "no"));
    let before = sheet(&mut harness, Topic::PlanMoney, CutOffs::default());
    change(&mut harness, PolicyChange::KeepAsChampion);
    assert!(change(&mut harness, set("assumptions.capacity.calls", "100")).is_limited);
    assert!(change(&mut harness, set("assumptions.capacity.legal_slots", "20")).problems.is_empty());
    let money = sheet(&mut harness, Topic::PlanMoney, CutOffs::default());
    can_be_drawn(&money);

    let steps = table(&money, "Money and work by next step");
    ["Borrowers", "Cost", "Net", "Hours of people", "Hours saved"].iter().for_each(|head| adds_up(steps, head));
    let n_of = |name: &str| steps.rows.iter().find(|row| row[0] == name).map_or(0, |row| number(&row[1]));
    assert_eq!((n_of("Legal review"), n_of("Reminder and call") + n_of("Repayment plan") + n_of("Settlement offer")), (20, 100));
    // What the curve would advise does not hold within limits.
    let [curve, _] = charts(&money)[..] else { panic!("{money:?}") };
    assert!(curve.title.starts_with("The limits of capacity are not in this curve"), "{}", curve.title);
    assert!(!curve.note.contains("is the one to set") && !charts(&before)[0].title.contains("limits"), "{}", curve.note);
    // The plan is of what they get, and the calls wanted are those of before: who was passed on is counted beside.
    let plan = table(&money, "The plan");
    let of_plan = |name: &str| plan.rows.iter().find(|row| row[0] == name).map_or(0, |row| number(&row[1]));
    assert_eq!((of_plan("Legal review"), of_plan("Settlement offer")), (n_of("Legal review"), n_of("Settlement offer")));
    let (wanted, now) = (table(&before, "Capacity a month"), table(&money, "Capacity a month"));
    assert_eq!(wanted.rows.iter().map(|row| &row[1]).collect::<Vec<_>>(), now.rows.iter().map(|row| &row[1]).collect::<Vec<_>>());
    assert_eq!((wanted.heads[2].0.as_str(), now.heads[2].0.as_str()), ("Limit", "Passed on"));
    assert!(number(&now.rows[0][2]) > 0 && number(&now.rows[2][2]) == 0, "{now:?}");
    let total = |sheet: &Sheet, column: usize| number(&table(sheet, "Money by band of the score").rows[4][column]);
    assert!(total(&money, 5) < total(&before, 5) && total(&money, 4) < total(&before, 4));

    let [Block::Figures(within), Block::Text(second), Block::Notice { title: known, .. }, ..] = &money.blocks[..] else {
        panic!("{money:?}")
    };
    assert_eq!(within.iter().map(|figure| figure.label.as_str()).collect::<Vec<_>>(), FIGURES);
    assert!(known.contains("were not repaid, as the file already says"), "{known}");
    let mut known_by_any_cut_offs = within.iter().filter(|figure| figure.label != "Next step needs no human");
    assert!(known_by_any_cut_offs.all(|figure| figure.note.contains("without limits: ")), "{within:?}");
    assert!(!before.blocks.iter().any(|block| matches!(block, Block::Figures(_))));
    let n_without = number(second.split(' ').next().unwrap());
    let filter = Filter { without_place: true, ..Filter::default() };
    let sort = Sort { key: SortKey::Queue, descending: true };
    let listed = harness.ask(Query::View { filter, sort, cut_offs: CutOffs::default() }).unwrap();
    assert_eq!(listed, Answer::View { n_rows: n_without as u64 });

    let contrast = sheet(&mut harness, Topic::PlanContrast, CutOffs::default());
    let Block::Figures(changed) = &contrast.blocks[1] else { panic!("{contrast:?}") };
    assert_eq!(number(&changed[0].value), n_without);
    assert!(changed[1].value.starts_with('−'), "{changed:?}");
}

#[test]
fn a_limit_on_a_step_that_is_worth_less_than_the_next_is_said_to_bring_more() {
    let mut harness = sample();
    let set = |path: &str, value: &str| PolicyChange::Set { path: path.to_owned(), value: value.to_owned() };
    change(&mut harness, set("rules.harsh_only_when_worth_more", "no"));
    let findings = sheet(&mut harness, Topic::PlanFindings, CutOffs::default());
    let (title, ..) = finding(&findings);
    let numbers: Vec<i64> = title.split(' ').map(number).filter(|number| *number > 0).collect();
    let n_worth = if title.starts_with("All ") { 0 } else { numbers[1] - numbers[0] };
    change(&mut harness, set("assumptions.capacity.legal_slots", &n_worth.to_string()));
    let money = sheet(&mut harness, Topic::PlanMoney, CutOffs::default());
    let Some(Block::Figures(within)) = money.blocks.iter().find(|block| matches!(block, Block::Figures(_))) else { panic!("{money:?}") };
    assert!(within[1].note.contains("as the steps left out are worth less") && !within[1].note.contains('−'), "{within:?}");
    let steps = table(&money, "Money and work by next step");
    assert_eq!(steps.rows.iter().find(|row| row[0] == "Legal review").map_or(0, |row| number(&row[1])), n_worth);
}

#[test]
fn groups_are_compared_where_the_file_has_such_a_column() {
    let mut harness = Harness::new(1);
    let file = harness.open("loans.csv", &loans_csv(420, 1)).unwrap();
    harness.train(&setup_of(&file, 20)).unwrap();
    let none = sheet(&mut harness, Topic::PlanFairness, CutOffs::default());
    assert!(matches!(&none.blocks[..], [Block::Text(text)] if text.contains("Group for fairness")), "{none:?}");

    let csv = String::from_utf8(loans_csv(420, 1)).unwrap();
    let words = |row: usize| if row == 0 { "Gender" } else { ["F", "M", "M", "F", "F"][row % 5] };
    let with_groups: String = csv.lines().enumerate().map(|(row, line)| format!("{line},{}\n", words(row))).collect();
    let with_codes = with_groups.replace(",F\n", ",1\n").replace(",M\n", ",2\n");
    for (text, first) in [(with_groups, "F"), (with_codes, "1")] {
        let file = harness.open("loans.csv", text.as_bytes()).unwrap();
        harness.train(&setup_of(&file, 20)).unwrap();
        let fairness = sheet(&mut harness, Topic::PlanFairness, CutOffs::new(2_000, 4_000).unwrap());
        can_be_drawn(&fairness);
        let treated = table(&fairness, "How groups are treated");
        let n_ended = text.matches("Fully Paid").count() as i64;
        assert_eq!(treated.rows.iter().map(|row| number(&row[1])).sum::<i64>(), 420 - n_ended);
        let said = |block: &Block| matches!(block, Block::Text(words) if words.contains(&format!("{n_ended} loans have ended")));
        assert!(fairness.blocks.iter().any(said), "{fairness:?}");
        assert!(treated.rows.iter().any(|row| row[0] == first), "{treated:?}");
        assert!(treated.rows.iter().any(|row| row[6] == "best"), "{treated:?}");
        assert_eq!(table(&fairness, "How true the score is by group").rows.len(), 2);
    }
}

// Of sums alone

struct Portfolio {
    facts: Vec<LoanFacts>,
    scores: Vec<Option<Probability>>,
}

fn portfolio(n_rows: usize) -> Portfolio {
    let mut random = RandomStream::new(7);
    let mut facts = |_| LoanFacts {
        outstanding: (random.below(20) > 0).then(|| Money::from_minor_units(i64::from(random.below(50_000_000)))),
        monthly_income: Money::from_major(f64::from(10_000 + random.below(90_000))),
        monthly_instalment: Money::from_major(f64::from(1_000 + random.below(30_000))),
        days_past_due: (random.below(10) > 0).then(|| random.below(200)),
        missed_payments: Some(random.below(6)),
        tenure_months: Some(36),
        payment_history: Some([PaymentHistory::OnTime, PaymentHistory::Delayed, PaymentHistory::Missed][random.below(3) as usize]),
        flags: CareFlags { is_disputed: random.below(40) == 0, is_vulnerable: random.below(50) == 0, ..CareFlags::default() },
        ..LoanFacts::default()
    };
    let facts = (0..n_rows).map(&mut facts).collect();
    let mut random = RandomStream::new(8);
    let scores = (0..n_rows).map(|_| (random.below(50) > 0).then(|| Probability::nearest(random.unit()))).collect();
    Portfolio { facts, scores }
}

fn sums_of(portfolio: &Portfolio, planner: &Planner) -> PlanSums {
    let mut sums = PlanSums::default();
    for (row, (facts, score)) in portfolio.facts.iter().zip(&portfolio.scores).enumerate() {
        let subject = Subject::new(*score, facts);
        let (decision, outcome, _) = planner.outcome(&subject);
        let (facts, given_up) = (planner.sum_facts(&subject, None, None), planner.given_up(&subject, decision.treatment));
        let (work, segment) = (decision.work(&planner.policy().policy().assumptions), Some(row as u16 % 3));
        sums.add(&PlannedBorrower { decision: &decision, outcome: &outcome, work, facts, given_up, segment });
    }
    sums
}

fn planner_of(portfolio: &Portfolio) -> Planner {
    Planner::new(ValidPolicy::default(), PortfolioScale::of_loans(&portfolio.facts))
}

#[test]
fn bands_steps_segments_and_the_matrix_hold_everyone_once() {
    let portfolio = portfolio(2_000);
    let sums = sums_of(&portfolio, &planner_of(&portfolio));
    let all = sums.value().all();
    let by_step = Treatment::ALL.iter().fold(OutcomeSums::default(), |sum, treatment| sum.plus(sums.treated(*treatment)));
    let by_segment = sums.value().segments().iter().fold(OutcomeSums::default(), OutcomeSums::plus);
    assert_eq!((by_step, by_segment, all.n_rows()), (all, all, 2_000));
    // Nobody at whom a person looks counts as one who needs none.
    let n_alone = |of: Treatment| sums.work_of(of).n_without_human;
    assert!(n_alone(Treatment::Reminder) > 0 && n_alone(Treatment::Reminder) < sums.treated(Treatment::Reminder).n_rows());
    assert!(sums.work().n_without_human + sums.attention().n_rows() <= sums.work().n_due);
    let cells = Archetype::ALL.into_iter().flat_map(|archetype| Stage::ALL.map(|stage| sums.n_of(archetype, stage)));
    assert_eq!(cells.sum::<u64>(), 2_000);
    let n_of = |cause| sums.attention().n_of(cause);
    assert_eq!(n_of(AttentionCause::LegalReview), all.n_treated(Treatment::LegalReview));
    assert!(n_of(AttentionCause::Dispute) > 0 && n_of(AttentionCause::Vulnerable) > 0 && n_of(AttentionCause::NearCutOff) > 0);
    let specialist = all.n_treated(Treatment::Specialist);
    let (disputed, vulnerable) = (n_of(AttentionCause::Dispute), n_of(AttentionCause::Vulnerable));
    let beyond = n_of(AttentionCause::NoAffordablePlan) + n_of(AttentionCause::SettlementBeyondMeans);
    assert!(disputed.max(vulnerable) <= specialist && specialist <= disputed + vulnerable + beyond);
    assert!(sums.attention().n_rows() <= AttentionCause::ALL.iter().map(|cause| sums.attention().n_of(*cause)).sum());
    let asked: u64 = Resource::ALL.iter().map(|resource| all.n_using(*resource)).sum();
    let asking = Treatment::ALL.iter().filter(|treatment| Resource::of(**treatment).is_some());
    assert_eq!(asked, asking.map(|treatment| all.n_treated(*treatment)).sum::<u64>());
}

#[test]
fn segments_have_their_money_and_nobody_has_empty_bands() {
    let portfolio = portfolio(600);
    let planner = planner_of(&portfolio);
    let rows =
        portfolio.facts.iter().zip(&portfolio.scores).map(|(facts, score)| planner.cockpit_row(&Subject::new(*score, facts), None, None));
    let cockpit = CockpitTable::new(&CockpitSteps::of_rows(rows));
    let sums = sums_of(&portfolio, &planner);
    let names = ["High", "Middle", "Low"].map(str::to_owned);
    let assumptions = planner.policy().policy().assumptions.clone();
    let question = MoneyQuestion {
        sums: &sums,
        allotment: None,
        cockpit: &cockpit,
        gains: LegalBandGains::default(),
        cut_offs: CutOffs::default(),
        assumptions: &assumptions,
        segment_names: &names,
        currency: Currency::Dollar,
    };
    let money = money_sheet(&question);
    can_be_drawn(&money);
    let segments = table(&money, "Money by segment");
    assert_eq!(segments.rows.iter().map(|row| row[1].as_str()).collect::<Vec<_>>(), ["200", "200", "200", "600"]);
    assert_eq!((segments.heads[2].0.as_str(), segments.heads[3].0.as_str()), ("Outstanding", "Of all outstanding"));
    ["Borrowers", "Outstanding", "Expected recovery", "Cost", "Net"].iter().for_each(|head| adds_up(segments, head));
    let total = number(&segments.rows[3][2]);
    for row in &segments.rows {
        assert!((100 * number(&row[2]) - total * number(&row[3])).abs() <= total, "{row:?}");
    }
    assert!(money.blocks.iter().any(|block| matches!(block, Block::Notice { title, .. } if title.ends_with("have no amounts"))));

    let (sums, cockpit) = (PlanSums::default(), CockpitTable::new(&CockpitSteps::default()));
    let empty = money_sheet(&MoneyQuestion { sums: &sums, cockpit: &cockpit, segment_names: &[], ..question });
    can_be_drawn(&empty);
    assert_eq!(charts(&empty).len(), 1);
    assert_eq!(table(&empty, "Money by band of the score").rows[0], ["Legal review", "0", "–", "–", "–", "–"]);
    assert_eq!(sums.value().band(Strategy::Reminder).n_rows(), 0);
}

#[test]
fn the_score_from_which_the_upper_band_pays_weighs_good_against_bad() {
    let gains = |if_good: i64, if_bad: i64| {
        let mut gains = LegalBandGains::default();
        gains.add(Money::from_minor_units(if_good), Money::from_minor_units(if_bad));
        gains.break_even()
    };
    assert_eq!(gains(-300, 100), Some(0.75));
    assert_eq!(gains(20, 100), Some(0.0));
    assert_eq!(gains(-300, -1), None);
}
