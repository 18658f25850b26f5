//! Plans of a scored file without a page: one line a borrower, the same as the page's export says.

use smart_loan_recovery::data::read::Reading;
use smart_loan_recovery::data::sample::{SAMPLE_SEED, SampleMonth, sample_csv};
use smart_loan_recovery::data::schema::infer_schema;
use smart_loan_recovery::jobs::plan_lines::{PlanLine, PlanLinesError, plan_lines};
use smart_loan_recovery::strategy::ValidPolicy;

use crate::harness::{Harness, setup_of};
use crate::support::{read_well, texts};

fn lines(reading: &Reading, policy: ValidPolicy) -> Result<Vec<PlanLine>, PlanLinesError> {
    let mut lines = Vec::new();
    plan_lines(&reading.table, &infer_schema(&reading.table), policy, &mut |line| lines.push(line))?;
    Ok(lines)
}

/// The sample with scores of a small forest, as the page exports it.
fn exported() -> Vec<u8> {
    let mut harness = Harness::new(1);
    let file = harness.open("sample.csv", &sample_csv(SAMPLE_SEED, SampleMonth::September)).unwrap();
    harness.train(&setup_of(&file, 5)).unwrap();
    harness.export().unwrap()
}

#[test]
fn a_scored_file_gives_the_plans_that_its_export_has() {
    let reading = read_well(&exported());
    let lines = lines(&reading, ValidPolicy::default()).unwrap();
    assert_eq!(lines.len(), reading.table.n_rows());
    let (reasons, plans, ids) = (texts(&reading, "reasons"), texts(&reading, "plan"), texts(&reading, "Borrower_ID"));
    let mut n_plans = 0;
    for (row, line) in lines.iter().enumerate() {
        assert_eq!((line.row, &line.id), (row as u64 + 1, &ids[row]));
        assert_eq!(line.reasons.join("; "), reasons[row]);
        match &line.plan {
            Some(plan) => {
                n_plans += 1;
                assert_eq!(format!("{} at {}", plan.id, plan.instalment), plans[row]);
                assert!(["repayment_plan", "settlement"].contains(&line.treatment), "{line:?}");
            }
            None => assert!(["", "none affordable", "not known"].contains(&plans[row].as_str()), "{}", plans[row]),
        }
        assert_eq!(line.expected_value.is_some(), line.score.is_some(), "{line:?}");
    }
    assert!(n_plans > 200, "{n_plans}");
}

#[test]
fn a_line_is_one_json_object_with_all_that_was_asked_for() {
    let reading = read_well(b"Loan_ID,Outstanding_Loan_Amount,Days_Past_Due,risk_score\nL1,300000,120,0.9\nL2,1000,0,0.1\nL3,5000,3,\n");
    let lines = lines(&reading, ValidPolicy::default()).unwrap();
    let json = serde_json::to_value(&lines[0]).unwrap();
    assert_eq!((json["strategy"].as_str(), json["treatment"].as_str()), (Some("Legal Action"), Some("legal_review")));
    assert_eq!(
        (json["archetype"].as_str(), json["stage"].as_str(), json["row"].as_u64()),
        (Some("unknown"), Some("non_performing"), Some(1))
    );
    assert!(json["expected_value"].is_number() && json["plan"].is_null() && !json["reasons"][0].as_str().unwrap().is_empty());
    assert_eq!((lines[2].treatment, lines[2].score, lines[2].expected_value), ("not_scored", None, None));
}

#[test]
fn another_policy_gives_other_plans_and_a_file_without_scores_none() {
    let reading = read_well(b"Loan_ID,Outstanding_Loan_Amount,risk_score\nL1,300000,0.6\nL2,1000,0.2\n");
    let strict = ValidPolicy::from_json(r#"{"bands": {"settlement": 0.1, "legal": 0.3}, "rules": {"self_cure_below": 0.1}}"#).unwrap();
    let strategies = |policy| lines(&reading, policy).unwrap().into_iter().map(|line| line.strategy).collect::<Vec<_>>();
    assert_eq!(strategies(ValidPolicy::default()), ["Settlement Offer", "Reminder"]);
    assert_eq!(strategies(strict), ["Legal Action", "Settlement Offer"]);
    let bare = read_well(b"Loan_ID,Amount\nL1,5\nL2,6\n");
    assert_eq!(lines(&bare, ValidPolicy::default()), Err(PlanLinesError::NoScores));
    let words = read_well(b"Loan_ID,risk_score\nL1,high\nL2,low\nL3,low\n");
    assert_eq!(lines(&words, ValidPolicy::default()), Err(PlanLinesError::NotNumbers));
}
