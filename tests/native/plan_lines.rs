//! Plans of a scored file on the command line: one line a borrower.

#[path = "../../examples/plan.rs"]
#[allow(dead_code, reason = "its main is the command line's")]
mod example;

use std::path::PathBuf;

use serde_json::Value;

/// A file for a test alone.
fn file(name: &str, bytes: &[u8]) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, bytes).unwrap();
    path.to_string_lossy().into_owned()
}

fn lines(words: &[&str]) -> Result<Vec<Value>, String> {
    let mut out = Vec::new();
    example::plan(words.iter().map(|word| (*word).to_owned()).collect(), &mut out)?;
    Ok(String::from_utf8(out).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect())
}

#[test]
fn a_line_has_strategy_reasons_plan_and_value() {
    let loans =
        b"Loan_ID,Outstanding_Loan_Amount,Days_Past_Due,risk_score\nL1,300000,120,0.9\nL2,1000,0,0.1\nL3,5000,3,\nL4,100000,40,0.6\n";
    let lines = lines(&[&file("line.csv", loans)]).unwrap();
    let word = |line: usize, name: &str| lines[line][name].as_str().unwrap_or_default().to_owned();
    assert_eq!((word(0, "recovery_strategy"), word(0, "treatment")), ("Legal Action".to_owned(), "settlement".to_owned()));
    assert!(
        lines[0]["expected_value"].is_number()
            && !lines[0]["plan"].is_null()
            && lines[1]["plan"].is_null()
            && !lines[0]["reasons"][0].is_null()
    );
    let beyond = lines[0]["expected_value"].as_f64().unwrap() - lines[0]["values"]["wait"].as_f64().unwrap();
    assert!((lines[0]["over_doing_nothing"].as_f64().unwrap() - beyond).abs() < 0.01 && lines[2]["over_doing_nothing"].is_null());
    assert_eq!((word(2, "treatment"), lines[2]["risk_score"].is_null(), lines[2]["plan"].is_null()), ("not_scored".to_owned(), true, true));
    assert_eq!((lines[3]["plan"]["id"].as_str(), lines[3]["plan"]["total_paid"].as_f64()), (Some("settle-80-month-1"), Some(80_000.0)));
}

#[test]
fn another_policy_gives_other_plans_and_one_with_mistakes_lists_them_all() {
    let loans = file("policies.csv", b"Loan_ID,Outstanding_Loan_Amount,risk_score\nL1,300000,0.6\nL2,1000,0.2\n");
    let strategies = |words: &[&str]| {
        let words: Vec<&str> = std::iter::once(loans.as_str()).chain(words.iter().copied()).collect();
        lines(&words).map(|lines| lines.iter().map(|line| line["recovery_strategy"].as_str().unwrap().to_owned()).collect::<Vec<_>>())
    };
    assert_eq!(strategies(&[]).unwrap(), ["Settlement Offer", "Reminder"]);
    let strict = file("strict.json", br#"{"bands": {"settlement": 0.1, "legal": 0.3}, "rules": {"self_cure_below": 0.1}}"#);
    assert_eq!(strategies(&[&strict]).unwrap(), ["Legal Action", "Settlement Offer"]);
    assert_eq!(strategies(&["--policy", &strict]), strategies(&[&strict]));
    let wrong = file("wrong.json", br#"{"bands": {"settlement": 0.9, "legal": 0.3}, "rulez": 1, "version": "two"}"#);
    let problems = strategies(&[&wrong]).unwrap_err();
    for part in ["bands.legal", "rulez", "version"] {
        assert!(problems.contains(part), "{problems}");
    }
    assert!(strategies(&[&strict, &wrong]).is_err());
    assert!(lines(&[&file("bare.csv", b"Loan_ID,Amount\nL1,5\nL2,6\n")]).unwrap_err().contains("risk_score"));
    assert!(lines(&[]).is_err());
}
