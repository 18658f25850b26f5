//! What a borrower's page says of the plan: complete for everyone, true to the engine, and plain about what the file lacks.

use smart_loan_recovery::data::loan_columns::LoanColumns;
use smart_loan_recovery::data::loan_facts::{CareFlags, LoanFacts};
use smart_loan_recovery::data::sample::{SAMPLE_SEED, SampleMonth, sample_csv};
use smart_loan_recovery::data::schema::infer_schema;
use smart_loan_recovery::jobs::protocol::{Answer, JobError, Query, Scope, Topic};
use smart_loan_recovery::quantity::{Currency, Decimal, Money, Probability, hash_pair};
use smart_loan_recovery::sheets::plan::borrower_plan_sheet;
use smart_loan_recovery::sheets::{Block, ChartSheet, Sheet, TableSheet};
use smart_loan_recovery::strategy::repayment::{LoanTerms, PlanKind, StatedInstalment, level_instalment, schedule};
use smart_loan_recovery::strategy::{
    MonthsLeft, NoSchedule, Offer, Planner, PortfolioScale, Proposal, RepaymentCase, Subject, Treatment, ValidPolicy,
};

use crate::harness::{Harness, loans_csv, setup_of};
use crate::repayment::money;
use crate::support::read_well;

fn score(value: f64) -> Option<Probability> {
    Some(Probability::new(value).unwrap())
}

/// 300,000 lent at 14 % for 36 months, by the plan so far.
fn loan() -> LoanFacts {
    LoanFacts {
        outstanding: Some(money(200_000.0)),
        loan_amount: Some(money(300_000.0)),
        monthly_income: Some(money(30_000.0)),
        monthly_instalment: Some(money(10_253.29)),
        days_past_due: Some(45),
        missed_payments: Some(2),
        tenure_months: Some(36),
        annual_rate_basis_points: Some(1_400),
        ..LoanFacts::default()
    }
}

fn planner() -> Planner {
    Planner::new(ValidPolicy::default(), PortfolioScale::default())
}

fn sheet_of(facts: &LoanFacts, value: Option<f64>) -> Sheet {
    borrower_plan_sheet(&planner(), &Subject::new(value.and_then(score), facts), Currency::Rupee)
}

fn flat(sheet: &Sheet) -> Vec<&Block> {
    fn walk<'a>(block: &'a Block, found: &mut Vec<&'a Block>) {
        match block {
            Block::Beside(blocks) => blocks.iter().for_each(|block| walk(block, found)),
            other => found.push(other),
        }
    }
    let mut found = Vec::new();
    sheet.blocks.iter().for_each(|block| walk(block, &mut found));
    found
}

fn words_of(table: &TableSheet) -> Vec<&str> {
    let heads = table.heads.iter().map(|(head, _)| head);
    let rows = table.rows.iter().inspect(|row| assert_eq!(row.len(), table.heads.len())).flatten();
    heads.chain(rows).chain([&table.title]).map(String::as_str).collect()
}

/// All words of a sheet; none of them may be empty.
fn words(sheet: &Sheet) -> Vec<&str> {
    let mut all: Vec<&str> = Vec::new();
    for block in flat(sheet) {
        match block {
            Block::Table(table) => all.extend(words_of(table)),
            Block::Facts { title, facts } => {
                all.push(title);
                all.extend(facts.iter().flat_map(|fact| [fact.label.as_str(), &fact.value]));
            }
            Block::Text(text) => all.push(text),
            Block::Notice { title, text, .. } => all.extend([title.as_str(), text]),
            Block::Chart(chart) => {
                all.extend([&chart.title, &chart.subtitle, &chart.label, &chart.option, &chart.csv, &chart.file_name].map(String::as_str));
                all.extend(words_of(&chart.table));
            }
            other => panic!("{other:?}"),
        }
    }
    assert!(all.iter().all(|word| !word.trim().is_empty()), "{sheet:?}");
    all
}

fn fact<'a>(sheet: &'a Sheet, label: &str) -> Option<&'a str> {
    flat(sheet).into_iter().find_map(|block| match block {
        Block::Facts { facts, .. } => facts.iter().find(|fact| fact.label == label).map(|fact| fact.value.as_str()),
        _ => None,
    })
}

fn table<'a>(sheet: &'a Sheet, title: &str) -> Option<&'a TableSheet> {
    flat(sheet).into_iter().find_map(|block| match block {
        Block::Table(table) if table.title == title => Some(table),
        _ => None,
    })
}

fn chart(sheet: &Sheet) -> Option<&ChartSheet> {
    flat(sheet).into_iter().find_map(|block| if let Block::Chart(chart) = block { Some(chart.as_ref()) } else { None })
}

fn says(sheet: &Sheet, part: &str) -> bool {
    words(sheet).iter().any(|word| word.contains(part))
}

#[test]
fn everyone_of_the_sample_has_a_whole_sheet_with_reasons_and_a_plan_that_is_affordable() {
    let reading = read_well(&sample_csv(SAMPLE_SEED, SampleMonth::September));
    let columns = LoanColumns::of(&reading.table, &infer_schema(&reading.table), None);
    let all: Vec<LoanFacts> = (0..reading.table.n_rows()).map(|row| columns.facts(&reading.table, row)).collect();
    let planner = Planner::new(ValidPolicy::default(), PortfolioScale::of_loans(&all));
    let (mut n_plans, mut n_without) = (0, 0);
    for (row, facts) in all.iter().enumerate() {
        let score = Probability::from_share(hash_pair(7, row as u64) % 1_000_001, 1_000_000).filter(|_| row % 50 != 49);
        let subject = Subject::new(score, facts);
        let plan = planner.plan(&subject);
        if row % 10 == 9 {
            let sheet = borrower_plan_sheet(&planner, &subject, Currency::Rupee);
            words(&sheet);
            let reasons = table(&sheet, "Why").unwrap();
            assert_eq!(reasons.rows.len(), plan.decision.reasons.len());
            assert!(!reasons.rows.is_empty());
        }
        let proposal = plan.proposal;
        let has_plan = matches!(plan.decision.treatment, Treatment::RepaymentPlan | Treatment::Settlement);
        assert_eq!(proposal != Proposal::NotAsked, has_plan);
        let Proposal::Plan(proposed) = proposal else {
            n_without += usize::from(proposal == Proposal::NoneAffordable);
            assert!(matches!(proposal, Proposal::NotAsked | Proposal::NoneAffordable | Proposal::NoIncome), "{row}: {proposal:?}");
            assert!(proposal != Proposal::NoIncome || facts.monthly_income.is_none());
            continue;
        };
        n_plans += 1;
        if !proposed.kind.is_settlement() {
            let case = RepaymentCase::of(facts).unwrap();
            let schedule = schedule(&case.terms, proposed.kind).unwrap();
            let income = facts.monthly_income.unwrap();
            assert!(schedule.rows.iter().all(|month| month.payment <= income.scaled(1, 2)), "{row}");
            assert_eq!(schedule.totals.paid, proposed.paid);
        }
    }
    assert!(n_plans > 300 && n_without < n_plans, "{n_plans} plans, {n_without} without");
}

#[test]
fn the_sheet_of_a_borrower_who_needs_a_plan_says_all_about_it() {
    let facts = LoanFacts { monthly_income: Some(money(18_000.0)), ..loan() };
    let sheet = sheet_of(&facts, Some(0.6));
    assert_eq!(fact(&sheet, "Next step"), Some("Repayment plan"));
    assert!(fact(&sheet, "Legal review").unwrap().starts_with("Legal review not yet eligible: 45 days past due"));
    let offers = table(&sheet, "Repayment plans the borrower can afford").unwrap();
    assert_eq!(offers.rows.iter().filter(|row| row[0].ends_with(" (proposed)")).count(), 1);
    assert_eq!(table(&sheet, "What each step would bring").unwrap().rows.iter().filter(|row| row[0].ends_with(" (chosen)")).count(), 1);
    let chart = chart(&sheet).unwrap();
    let option: serde_json::Value = serde_json::from_str(&chart.option).unwrap();
    let names: Vec<&str> = option["series"].as_array().unwrap().iter().filter_map(|series| series["name"].as_str()).collect();
    assert_eq!(names, ["Principal", "Interest", "Balance, right"]);
    // The file is the schedule, to the paisa: what is repaid adds up to what is owed.
    let mut lines = chart.csv.lines();
    assert_eq!(lines.next(), Some("month,payment,interest,principal,arrears,waived,balance"));
    let cents = |text: &str| text.replace('.', "").parse::<i64>().unwrap();
    let rows: Vec<Vec<i64>> = lines.map(|line| line.split(',').skip(1).map(cents).collect()).collect();
    assert_eq!(rows.iter().map(|row| row[2] + row[3]).sum::<i64>(), 20_000_000);
    assert_eq!((rows.len(), rows.last().unwrap()[5]), (chart.table.rows.len(), 0));
    assert!(rows.iter().all(|row| row[0] <= 900_000), "half of the income");
}

#[test]
fn who_must_be_looked_at_by_a_person_is_said_first() {
    let blocked = LoanFacts { flags: CareFlags { is_disputed: true, is_vulnerable: true, ..CareFlags::default() }, ..loan() };
    let sheet = sheet_of(&blocked, Some(0.9));
    let Block::Notice { title, text, .. } = &sheet.blocks[0] else { panic!("{:?}", sheet.blocks[0]) };
    assert_eq!(title, "Automated treatment is blocked");
    assert!(text.contains("disputed") && text.contains("vulnerable"));
    assert_eq!((fact(&sheet, "Next step"), fact(&sheet, "Offer")), (Some("Hold for a specialist"), Some("No offer")));
    let near = sheet_of(&loan(), Some(0.74));
    let Block::Notice { title, text, .. } = &near.blocks[0] else { panic!("{:?}", near.blocks[0]) };
    assert_eq!((title.as_str(), text.as_str()), ("A person looks first", "The score is within 0.05 of the cut-off 0.75."));
}

#[test]
fn what_the_file_lacks_is_said_with_the_column_to_choose() {
    let no_money = sheet_of(&LoanFacts { outstanding: None, ..loan() }, Some(0.6));
    assert!(says(&no_money, "does not say what this borrower owes") && says(&no_money, "“Balance”"));
    assert_eq!(chart(&no_money), None);
    let no_income = sheet_of(&LoanFacts { monthly_income: None, ..loan() }, Some(0.6));
    assert!(says(&no_income, "“Income a month”") && chart(&no_income).is_some());
    assert_eq!(table(&no_income, "Repayment plans the borrower can afford"), None);
    let no_rate = sheet_of(&LoanFacts { annual_rate_basis_points: None, ..loan() }, Some(0.6));
    assert!(says(&no_rate, "“Interest rate”") && says(&no_rate, "Not known, none assumed"));
    let free = sheet_of(&LoanFacts { annual_rate_basis_points: Some(0), ..loan() }, Some(0.6));
    assert!(!says(&free, "“Interest rate”") && says(&free, "0% a year"));
    let endless = sheet_of(&LoanFacts { tenure_months: None, monthly_instalment: None, ..loan() }, Some(0.6));
    assert!(says(&endless, "“Term in months”") && says(&endless, "“Instalment”"));
    let repaid = sheet_of(&LoanFacts { outstanding: Some(Money::ZERO), ..loan() }, Some(0.2));
    assert!(says(&repaid, "nothing is owed"));
    let nothing = sheet_of(&LoanFacts::default(), Some(0.2));
    assert!(says(&nothing, "No fact of this loan speaks") && says(&nothing, "Not known: the file says too little"));
}

#[test]
fn without_a_score_no_treatment_is_proposed_and_plans_can_still_be_looked_at() {
    let sheet = sheet_of(&loan(), None);
    assert_eq!((fact(&sheet, "Next step"), fact(&sheet, "Expected value")), (Some("Not scored"), Some("Not known")));
    assert_eq!((fact(&sheet, "Legal review"), table(&sheet, "Why").unwrap().rows.len()), (None, 1));
    assert!(chart(&sheet).is_some() && says(&sheet, "Without an honest score"));
}

#[test]
fn who_can_afford_no_plan_is_not_offered_one() {
    let sheet = sheet_of(&LoanFacts { monthly_income: Some(money(10_000.0)), ..loan() }, Some(0.6));
    assert!(says(&sheet, "No plan that the policy allows is affordable") && says(&sheet, "this income bears ₹2,000"), "{sheet:?}");
    assert_eq!((fact(&sheet, "Needed to live"), fact(&sheet, "Left beyond it")), (Some("₹8,000 a month, as the policy assumes"), None));
    assert_eq!((fact(&sheet, "Next step"), fact(&sheet, "Plan")), (Some("Hold for a specialist"), None));
}

#[test]
fn a_settlement_over_more_than_three_months_warns_and_one_within_them_does_not() {
    let facts = LoanFacts { days_past_due: Some(120), missed_payments: Some(5), monthly_income: Some(money(12_000.0)), ..loan() };
    let json = |months: u32| {
        let rules = r#""rules": {"plan_when_settlement_beyond_means": false}"#;
        format!(r#"{{"assumptions": {{"settlement": {{"longest_term": {months}}}}}, {rules}}}"#)
    };
    let sheet = |months: u32| {
        let planner = Planner::new(
            ValidPolicy::from_json(&json(months)).unwrap(),
            PortfolioScale { readiness_cut: -1_000, ..PortfolioScale::default() },
        );
        let subject = Subject::new(score(0.6), &facts);
        assert_eq!(planner.plan(&subject).decision.offer, Offer::SettlementInstalments);
        borrower_plan_sheet(&planner, &subject, Currency::Rupee)
    };
    let (short, long) = (sheet(3), sheet(6));
    assert!(!says(&short, "restructuring") && says(&long, "This settlement is a restructuring"));
    let payments = table(&long, "The settlement's payments").unwrap();
    assert_eq!(payments.rows.len(), 6);
    // A fifth is given up, of which the last month is told.
    assert_eq!(payments.rows.last().unwrap()[2..], ["₹40,000", "₹0"]);
    assert_eq!(fact(&long, "Usual offer gives up"), Some("20%"));
}

#[test]
fn an_instalment_that_repays_nothing_is_shown_beside_the_one_that_does() {
    let facts = LoanFacts { monthly_instalment: Some(money(200_000.0 / 36.0)), ..loan() };
    let case = RepaymentCase::of(&facts).unwrap();
    assert_eq!(case.check.unwrap().is, StatedInstalment::StraightLine);
    let sheet = sheet_of(&facts, Some(0.3));
    assert_eq!((fact(&sheet, "Instalment in the file"), fact(&sheet, "Instalment worked out")), (Some("₹5,556"), Some("₹10,253")));
    assert!(says(&sheet, "divided by the term, without interest"));
    assert_eq!(fact(&sheet_of(&loan(), Some(0.3)), "Instalment in the file"), None);
}

#[test]
fn a_loan_on_its_way_has_as_many_months_left_as_its_schedule() {
    let agreed = LoanTerms::new(money(300_000.0), Decimal::from_percent(14), 36, Money::ZERO).unwrap();
    let rows = schedule(&agreed, PlanKind::Standard).unwrap().rows;
    for month in [1, 12, 20, 35] {
        let outstanding = Some(rows[month - 1].balance);
        let facts = LoanFacts { outstanding, missed_payments: Some(0), days_past_due: Some(0), ..loan() };
        let case = RepaymentCase::of(&facts).unwrap();
        assert_eq!((usize::from(case.terms.n_months()), case.months_left), (36 - month, MonthsLeft::ByInstalment));
        // Also where the file has the instalment alone, in whole units.
        let bare = LoanFacts { loan_amount: None, tenure_months: None, monthly_instalment: Some(money(10_253.0)), ..facts };
        assert_eq!(usize::from(RepaymentCase::of(&bare).unwrap().terms.n_months()), 36 - month);
    }
}

#[test]
fn arrears_are_a_part_of_what_is_owed_and_no_more_than_days_past_due_allow() {
    let of = |missed, days| RepaymentCase::of(&LoanFacts { missed_payments: missed, days_past_due: days, ..loan() }).unwrap().terms;
    assert_eq!(of(Some(2), Some(45)).arrears(), money(20_506.58));
    assert_eq!(of(Some(2), Some(45)).outstanding(), money(200_000.0));
    assert_eq!(of(Some(5), Some(45)).arrears(), money(20_506.58));
    assert_eq!(of(Some(5), None).arrears(), money(51_266.45));
    assert_eq!((of(Some(5), Some(0)).arrears(), of(None, Some(45)).arrears()), (Money::ZERO, Money::ZERO));
    // More than is owed cannot be due, but all of it.
    assert_eq!((of(Some(30), None).arrears(), of(Some(30), None).principal()), (money(200_000.0), Money::ZERO));
}

#[test]
fn terms_are_made_of_what_there_is_or_it_is_said_what_is_not() {
    let of = |facts: LoanFacts| RepaymentCase::of(&facts).map(|case| (case.terms.n_months(), case.months_left));
    assert_eq!(of(LoanFacts { outstanding: None, ..loan() }), Err(NoSchedule::OutstandingUnknown));
    assert_eq!(of(LoanFacts { outstanding: Some(Money::ZERO), ..loan() }), Err(NoSchedule::NothingOwed));
    let no_term = LoanFacts { tenure_months: None, monthly_instalment: None, ..loan() };
    assert_eq!(of(no_term), Err(NoSchedule::TermUnknown));
    // An instalment below the interest repays nothing.
    let too_little = LoanFacts { tenure_months: None, loan_amount: None, monthly_instalment: Some(money(100.0)), ..loan() };
    assert_eq!(of(too_little), Err(NoSchedule::TermUnknown));
    let term_alone = LoanFacts { monthly_instalment: None, loan_amount: None, ..loan() };
    assert_eq!(of(term_alone), Ok((36, MonthsLeft::WholeTerm)));
    // More is owed than was lent: the agreed instalment is not that of the amount lent.
    let grown = LoanFacts { loan_amount: Some(money(100_000.0)), monthly_instalment: None, ..loan() };
    assert_eq!(of(grown), Ok((36, MonthsLeft::WholeTerm)));
    let case = RepaymentCase::of(&LoanFacts { annual_rate_basis_points: None, monthly_income: None, ..loan() }).unwrap();
    assert_eq!((case.terms.annual_rate(), case.is_rate_known, case.means), (Decimal::ZERO, false, None));
    assert_eq!(level_instalment(money(300_000.0), Decimal::from_percent(14), 36), money(10_253.29));
}

#[test]
fn the_engine_answers_with_a_borrowers_plan_and_knows_its_rows() {
    let mut harness = Harness::new(1);
    let file = harness.open("loans.csv", &loans_csv(300, 2)).unwrap();
    harness.train(&setup_of(&file, 5)).unwrap();
    let mut ask = |row: u64| {
        let topic = Topic::BorrowerPlan { row };
        harness.ask(Query::Sheet { topic, currency: Currency::Unstated, scope: Scope::default() })
    };
    for row in [0, 7, 299] {
        let Ok(Answer::Sheet(sheet)) = ask(row) else { panic!("{row}") };
        assert!(!table(&sheet, "Why").unwrap().rows.is_empty());
        words(&sheet);
    }
    assert_eq!(ask(300), Err(JobError::UnknownRow(300)));
    assert_eq!(ask(u64::MAX), Err(JobError::UnknownRow(u64::MAX)));
}
