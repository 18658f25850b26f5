//! Public files that nobody here wrote: their outcome, what gives it away, and how much is said about them.

use smart_loan_recovery::data::quality::{Finding, file_findings, outcome_findings};
use smart_loan_recovery::data::read::Reading;
use smart_loan_recovery::data::schema::{MeaningGuess, OutcomeChoice, Role, guess_meanings, guess_outcome, infer_schema, labels, outcome_values};
use smart_loan_recovery::evaluation::leakage::{Leak, find_leaks};
use smart_loan_recovery::sheets::{finding_texts, leak_words};

use crate::support::{loan_file, read_well};

/// All that is found of a file without being told anything.
pub struct Found {
    pub outcome: Option<OutcomeChoice>,
    pub leaks: Vec<Leak>,
    pub findings: Vec<Finding>,
    pub meanings: Vec<MeaningGuess>,
}

pub fn found_in(reading: &Reading) -> Found {
    let table = &reading.table;
    let schema = infer_schema(table);
    let meanings = guess_meanings(table, &schema.columns);
    let mut findings = file_findings(table, &schema);
    let Some(choice) = guess_outcome(table, &schema) else { return Found { outcome: None, leaks: Vec::new(), findings, meanings } };
    let labels = labels(table, &choice);
    let leaks = find_leaks(table, &schema, labels.as_deref().unwrap_or_default());
    let roles: Vec<_> = leaks.iter().map(|leak| (leak.column.clone(), Role::Collection)).collect();
    let values = outcome_values(table, &choice.column);
    findings.extend(outcome_findings(table, &schema.with_roles(&roles), &choice, &values, labels.as_deref()));
    Found { outcome: Some(choice), leaks, findings, meanings }
}

#[test]
#[ignore]
fn print_all() {
    for name in [
        "loan-recovery",
        "german-credit",
        "german-credit-kaggle-NA",
        "taiwan-credit-card",
        "loan-payments",
        "lendingclub-sample-150col",
        "lendingclub-percent-2500",
        "home-credit-sample",
    ] {
        let Some(bytes) = loan_file(&format!("{name}.csv")) else { return };
        let reading = read_well(&bytes);
        let schema = infer_schema(&reading.table);
        let clock = std::time::Instant::now();
        if let Some(choice) = guess_outcome(&reading.table, &schema) {
            let labels = labels(&reading.table, &choice).unwrap();
            find_leaks(&reading.table, &schema, &labels);
        }
        let leak_time = clock.elapsed();
        let clock = std::time::Instant::now();
        guess_meanings(&reading.table, &schema.columns);
        let meaning_time = clock.elapsed();
        let clock = std::time::Instant::now();
        file_findings(&reading.table, &schema);
        println!("\n=== {name} leaks {leak_time:?} meanings {meaning_time:?} findings {:?}", clock.elapsed());
        let found = found_in(&reading);
        println!("outcome {:?}", found.outcome);
        for leak in &found.leaks {
            println!("  leak {} {} {:?}", leak.column, leak.rule(), leak.evidence);
        }
        println!("  {}", leak_words(&found.leaks).summary);
        for text in finding_texts(&found.findings) {
            println!("  {:?}: {} | {} | {:?}", text.severity, text.title, text.why, text.remedy);
        }
        for guess in found.meanings.iter().filter(|guess| guess.column.is_some() || !guess.alternatives.is_empty()) {
            println!("  {:?} = {:?} {:?} {:?}", guess.meaning, guess.column, guess.confidence, guess.alternatives);
        }
    }
}
