//! Public files that nobody here wrote: their outcome, what gives it away, and how much is said about them.

use smart_loan_recovery::data::quality::{Finding, Flaw, Severity, file_findings, outcome_findings};
use smart_loan_recovery::data::read::Reading;
use smart_loan_recovery::data::schema::{
    Confidence, Meaning, MeaningGuess, OutcomeChoice, Role, guess_meanings, guess_outcome, infer_schema, labels, outcome_values,
};
use smart_loan_recovery::evaluation::leakage::{Leak, find_leaks};

use crate::support::{loan_file, read_well};

/// All that is found of a file without being told anything.
pub struct Found {
    pub outcome: Option<OutcomeChoice>,
    pub leaks: Vec<Leak>,
    pub findings: Vec<Finding>,
    pub meanings: Vec<MeaningGuess>,
}

impl Found {
    /// Columns that give the outcome away, with the rules.
    pub fn rules(&self) -> Vec<(&str, &str)> {
        self.leaks.iter().map(|leak| (leak.column.as_str(), leak.rule())).collect()
    }

    /// The outcome's column and bad values.
    pub fn bad(&self) -> Option<(&str, Vec<&str>)> {
        self.outcome.as_ref().map(|choice| (choice.column.as_str(), choice.bad_values.iter().map(String::as_str).collect()))
    }

    /// The column that is used for a meaning.
    pub fn column_of(&self, meaning: Meaning) -> Option<&str> {
        self.meanings.iter().find(|guess| guess.meaning == meaning).and_then(|guess| guess.column.as_deref())
    }

    pub fn has(&self, is_it: impl Fn(&Flaw) -> bool) -> bool {
        self.findings.iter().any(|finding| is_it(&finding.flaw))
    }
}

pub fn found_in(reading: &Reading) -> Found {
    let table = &reading.table;
    let schema = infer_schema(table);
    let meanings = guess_meanings(table, &schema.columns);
    let Some(choice) = guess_outcome(table, &schema) else {
        return Found { outcome: None, leaks: Vec::new(), findings: file_findings(table, &schema), meanings };
    };
    let labels = labels(table, &choice);
    let leaks = find_leaks(table, &schema, labels.as_deref().unwrap_or_default());
    let roles: Vec<_> = leaks.iter().map(|leak| (leak.column.clone(), Role::Collection)).collect();
    let values = outcome_values(table, &choice.column);
    let mut findings = file_findings(table, &schema.with_roles(&roles));
    findings.extend(outcome_findings(table, &schema.with_roles(&roles), &choice, &values, labels.as_deref()));
    Found { outcome: Some(choice), leaks, findings, meanings }
}

const LENDING_CLUB_LEAKS: [&str; 33] = [
    "total_pymnt",
    "total_pymnt_inv",
    "total_rec_prncp",
    "total_rec_int",
    "total_rec_late_fee",
    "recoveries",
    "collection_recovery_fee",
    "last_pymnt_d",
    "last_pymnt_amnt",
    "last_credit_pull_d",
    "last_fico_range_high",
    "last_fico_range_low",
    "hardship_type",
    "hardship_reason",
    "hardship_status",
    "deferral_term",
    "hardship_amount",
    "hardship_start_date",
    "hardship_end_date",
    "payment_plan_start_date",
    "hardship_length",
    "hardship_dpd",
    "hardship_loan_status",
    "orig_projected_additional_accrued_interest",
    "hardship_payoff_balance_amount",
    "hardship_last_payment_amount",
    "debt_settlement_flag",
    "debt_settlement_flag_date",
    "settlement_status",
    "settlement_date",
    "settlement_amount",
    "settlement_percentage",
    "settlement_term",
];

#[test]
fn outcomes_are_found_and_all_leaks_but_no_others() {
    type Expected = (&'static str, Option<(&'static str, &'static [&'static str])>, Vec<(&'static str, &'static str)>);
    let files: [Expected; 8] = [
        (
            "loan-recovery",
            Some(("Recovery_Status", &["Partially Recovered", "Written Off"])),
            vec![("Collection_Attempts", "name"), ("Collection_Method", "name"), ("Legal_Action_Taken", "name")],
        ),
        ("german-credit", Some(("creditability", &["bad"])), vec![]),
        ("german-credit-kaggle-NA", Some(("Risk", &["bad"])), vec![]),
        ("taiwan-credit-card", Some(("default.payment.next.month", &["1"])), vec![]),
        (
            "loan-payments",
            Some(("loan_status", &["COLLECTION", "COLLECTION_PAIDOFF"])),
            vec![("paid_off_time", "name"), ("past_due_days", "missingness")],
        ),
        ("lendingclub-sample-150col", Some(("loan_status", &["Charged Off"])), LENDING_CLUB_LEAKS.map(|column| (column, "name")).to_vec()),
        ("lendingclub-percent-2500", None, vec![]),
        ("home-credit-sample", Some(("TARGET", &["1"])), vec![]),
    ];
    for (name, outcome, leaks) in files {
        let Some(bytes) = loan_file(&format!("{name}.csv")) else { return };
        let found = found_in(&read_well(&bytes));
        assert_eq!(found.bad(), outcome.map(|(column, bad)| (column, bad.to_vec())), "{name}");
        assert_eq!(found.rules(), leaks, "{name}");
    }
}

#[test]
fn little_is_said_of_a_file_that_is_well() {
    let most = [
        ("loan-recovery", 0),
        ("german-credit", 0),
        ("german-credit-kaggle-NA", 2),
        ("taiwan-credit-card", 2),
        ("loan-payments", 0),
        ("lendingclub-sample-150col", 4),
        ("lendingclub-percent-2500", 1),
        ("home-credit-sample", 4),
    ];
    for (name, most) in most {
        let Some(bytes) = loan_file(&format!("{name}.csv")) else { return };
        let found = found_in(&read_well(&bytes));
        let flaws: Vec<&Flaw> = found.findings.iter().map(|finding| &finding.flaw).collect();
        assert!(flaws.len() <= most, "{name}: {flaws:#?}");
        assert!(found.findings.iter().all(|finding| finding.severity < Severity::Grave), "{name}");
        assert!(!found.has(|flaw| matches!(flaw, Flaw::Doubtful { .. } | Flaw::DuplicateRows { .. })), "{name}");
    }
}

#[test]
fn lenders_odd_names_are_understood() {
    use Meaning as M;
    type Expected = (&'static str, &'static [(M, Option<&'static str>)]);
    let files: [Expected; 6] = [
        ("taiwan-credit-card", &[(M::LoanAmount, Some("LIMIT_BAL")), (M::Outstanding, None), (M::MonthlyInstalment, None)]),
        (
            "loan-payments",
            &[
                (M::LoanAmount, Some("Principal")),
                (M::LoanTenure, None),
                (M::LoanDate, Some("effective_date")),
                (M::DaysPastDue, Some("past_due_days")),
            ],
        ),
        (
            "lendingclub-sample-150col",
            &[
                (M::LoanAmount, Some("loan_amnt")),
                (M::YearlyIncome, Some("annual_inc")),
                (M::MonthlyIncome, None),
                (M::MonthlyInstalment, Some("installment")),
                (M::InterestRate, Some("int_rate")),
                (M::LoanDate, Some("issue_d")),
                (M::LoanProduct, Some("purpose")),
            ],
        ),
        ("lendingclub-percent-2500", &[(M::MonthlyIncome, Some("Monthly.Income")), (M::InterestRate, Some("Interest.Rate"))]),
        (
            "home-credit-sample",
            &[(M::BorrowerId, Some("SK_ID_CURR")), (M::LoanAmount, Some("AMT_CREDIT")), (M::MonthlyInstalment, Some("AMT_ANNUITY"))],
        ),
        ("german-credit", &[(M::LoanTenure, Some("duration_in_month")), (M::InterestRate, None), (M::MonthlyInstalment, None)]),
    ];
    for (name, expected) in files {
        let Some(bytes) = loan_file(&format!("{name}.csv")) else { return };
        let found = found_in(&read_well(&bytes));
        for (meaning, column) in expected {
            assert_eq!(found.column_of(*meaning), *column, "{name} {meaning:?}");
        }
    }
    let Some(bytes) = loan_file("loan-recovery.csv") else { return };
    let found = found_in(&read_well(&bytes));
    let care = [M::PromiseDate, M::InPlan, M::Dispute, M::Vulnerability, M::Deceased, M::Insolvency, M::LegalHold];
    let unknown = [[M::YearlyIncome, M::LoanDate].as_slice(), &care].concat();
    assert!(found.meanings.iter().all(|guess| unknown.contains(&guess.meaning) || guess.confidence == Confidence::Sure));
}

#[test]
#[ignore = "prints how long a large file takes"]
fn a_million_rows_take_a_moment() {
    use smart_loan_recovery::data::table::{CategoryColumn, Column, NumberColumn, Table};
    let n_rows = 1_000_000;
    let number = |column: u64| (0..n_rows).map(|row| crate::look_alikes::draw(row, column) * 1e5).collect();
    let mut columns: Vec<(String, Column)> =
        (0..17u64).map(|column| (format!("x{column}"), Column::Number(NumberColumn::new(number(column + 1))))).collect();
    columns.push(("loan_amount".to_owned(), Column::Number(NumberColumn::new(number(50)))));
    let codes = |column: u64| (0..n_rows).map(|row| 1 + crate::look_alikes::pick(row, column, 6) as u32).collect();
    let labels = |column: u64| CategoryColumn::new(codes(column), (0..6).map(|label| format!("v{label}")).collect());
    columns.push(("region".to_owned(), Column::Category(labels(60))));
    let bad = (0..n_rows).map(|row| 1 + u32::from(crate::look_alikes::draw(row, 70) < 0.2)).collect();
    columns.push(("default".to_owned(), Column::Category(CategoryColumn::new(bad, vec!["no".to_owned(), "yes".to_owned()]))));
    let table = Table::new(columns).unwrap();
    let clock = std::time::Instant::now();
    let schema = infer_schema(&table);
    println!("schema {:?}", clock.elapsed());
    let choice = guess_outcome(&table, &schema).unwrap();
    let labels = smart_loan_recovery::data::schema::labels(&table, &choice).unwrap();
    let clock = std::time::Instant::now();
    let leaks = find_leaks(&table, &schema, &labels);
    println!("leaks {:?} {leaks:?}", clock.elapsed());
    let clock = std::time::Instant::now();
    let findings = file_findings(&table, &schema);
    println!("file findings {:?} {findings:?}", clock.elapsed());
    let values = outcome_values(&table, &choice.column);
    let clock = std::time::Instant::now();
    let findings = outcome_findings(&table, &schema, &choice, &values, Ok(&labels));
    println!("outcome findings {:?} {findings:?}", clock.elapsed());
    let clock = std::time::Instant::now();
    let n = guess_meanings(&table, &schema.columns).len();
    println!("meanings {:?} {n}", clock.elapsed());
}
