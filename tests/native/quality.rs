//! What is wrong with a file, and what one click does about it.

use smart_loan_recovery::data::outcome::OutcomeError;
use smart_loan_recovery::data::quality::{Finding, Flaw, Remedy, Severity};
use smart_loan_recovery::data::schema::{OutcomeChoice, OutcomeDoubt};
use smart_loan_recovery::sheets::finding_texts;

use crate::look_alikes::{draw, found, pick};

fn flaws(findings: &[Finding]) -> Vec<&Flaw> {
    findings.iter().map(|finding| &finding.flaw).collect()
}

#[test]
fn columns_that_tell_nothing_are_listed_once_for_all() {
    let found = found("age,empty,void,same,gappy,gaps,note,default", 400, |row| {
        let gappy = if row % 5 < 2 { String::new() } else { pick(row, 1, 90).to_string() };
        let gaps = if row % 5 == 0 { "x" } else { "" };
        format!("{},,,x,{gappy},{gaps},\"called on day {row}, no answer\",{}", 20 + pick(row, 2, 50), u8::from(draw(row, 3) < 0.3))
    });
    let words = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    assert_eq!(
        flaws(&found.findings),
        [
            &Flaw::MostlyMissing { columns: vec![("gaps".to_owned(), 320), ("gappy".to_owned(), 160)], n_rows: 400 },
            &Flaw::Empty { columns: words(&["empty", "void"]) },
            &Flaw::Constant { columns: vec![("same".to_owned(), "x".to_owned())] },
            &Flaw::NearUnique { columns: vec![("note".to_owned(), 400)] },
        ]
    );
    assert_eq!(found.findings[0].remedy, Some(Remedy::LeaveOut(words(&["gaps", "gappy"]))));
}

#[test]
fn copies_of_rows_and_repeated_identifiers_are_counted() {
    let copies = found("age,amount,default", 300, |row| {
        let row = if row >= 290 { row - 290 } else { row };
        format!("{},{},{}", 20 + row, 1_000 + row * 7, u8::from(draw(row, 1) < 0.3))
    });
    assert_eq!(flaws(&copies.findings), [&Flaw::DuplicateRows { n_copies: 10, n_rows: 300 }]);
    assert_eq!(copies.findings[0].remedy, Some(Remedy::DropDuplicateRows));
    let several = found("customer_id,loan_id,amount,default", 300, |row| {
        format!("C{},L{},{},{}", row / 2, row.min(298), 1_000 + pick(row, 2, 500) * 7, u8::from(draw(row, 1) < 0.3))
    });
    let borrowers = Flaw::SeveralRowsABorrower { column: "customer_id".to_owned(), n_borrowers: 150, n_rows: 300 };
    let loans = Flaw::RepeatedLoans { column: "loan_id".to_owned(), n_loans: 299, n_rows: 300 };
    assert_eq!(flaws(&several.findings), [&loans, &borrowers]);
}

#[test]
fn a_slip_is_an_outlier_and_a_long_tail_is_none() {
    let found = found("income,owed,balance,age,default", 1_000, |row| {
        // Incomes with a long tail; debts with a slip of one; balances of both signs; ages with a code of several.
        let income = 2_000.0 * (1.0 / (1.0 - 0.9999 * draw(row, 1))).sqrt();
        let owed = if row == 500 { 99_999_999.0 } else { 1_000.0 + 9_000.0 * draw(row, 2) };
        let age = if row % 500 == 7 { 999 } else { 20 + pick(row, 3, 60) };
        format!("{income:.2},{owed:.2},{:.2},{age},{}", 500.0 * (draw(row, 4) - 0.5), u8::from(draw(row, 5) < 0.3))
    });
    let outliers: Vec<(&str, u64, &str, Option<&Remedy>)> = found
        .findings
        .iter()
        .filter_map(|finding| match &finding.flaw {
            Flaw::Outliers { column, n_cells, farthest, .. } => {
                Some((column.as_str(), *n_cells, farthest.as_str(), finding.remedy.as_ref()))
            }
            _ => None,
        })
        .collect();
    let missing = |column: &str, value: &str| Remedy::TreatAsMissing { column: column.to_owned(), value: value.to_owned() };
    let (owed, age) = (missing("owed", "99999999"), missing("age", "999"));
    assert_eq!(outliers, [("owed", 1, "99999999", Some(&owed)), ("age", 2, "999", Some(&age))]);
}

#[test]
fn few_rows_and_rare_outcomes_are_said() {
    let of = |n_rows: usize, rate: f64| {
        let found = found("age,amount,default", n_rows, |row| {
            format!("{},{},{}", 20 + pick(row, 1, 50), 1_000 + 7 * row, u8::from((row as f64) < rate * n_rows as f64))
        });
        found.findings.into_iter().map(|finding| (finding.severity, finding.flaw)).collect::<Vec<_>>()
    };
    assert_eq!(of(40, 0.5), [(Severity::Grave, Flaw::NothingToLearn(OutcomeError::TooFewRows { n_rows: 40 }))]);
    assert_eq!(of(150, 0.4), [(Severity::Caution, Flaw::FewRows { n_known: 150, n_rarer: 60 })]);
    assert_eq!(of(5_000, 0.02), [(Severity::Note, Flaw::Imbalance { n_bad: 100, n_known: 5_000 })]);
    assert_eq!(of(2_000, 0.3), []);
}

#[test]
fn every_finding_reads_well() {
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let counted = |columns: &[&str]| columns.iter().map(|name| ((*name).to_owned(), 5)).collect::<Vec<_>>();
    let choice = OutcomeChoice::new("y", names(&["1"]));
    let nothing = [
        OutcomeError::TooFewRows { n_rows: 1 },
        OutcomeError::OneClass { is_bad: true },
        OutcomeError::OneClass { is_bad: false },
        OutcomeError::TooFewOfAClass { n_good: 60, n_bad: 3 },
        OutcomeError::UnknownColumn { name: "y".to_owned(), columns: vec![] },
        OutcomeError::UnknownValue { value: "z".to_owned(), values: vec![] },
    ];
    let doubts = [OutcomeDoubt::Coding, OutcomeDoubt::Approval, OutcomeDoubt::MostlyBad, OutcomeDoubt::NoneRepaid];
    let mut all = vec![
        Flaw::Empty { columns: names(&["a"]) },
        Flaw::Constant { columns: vec![("a".to_owned(), "x".to_owned()), ("b".to_owned(), String::new())] },
        Flaw::MostlyMissing { columns: counted(&["a", "b", "c", "d", "e"]), n_rows: 9 },
        Flaw::NearUnique { columns: counted(&["a"]) },
        Flaw::DuplicateRows { n_copies: 1, n_rows: 9 },
        Flaw::SeveralRowsABorrower { column: "a".to_owned(), n_borrowers: 3, n_rows: 9 },
        Flaw::RepeatedLoans { column: "a".to_owned(), n_loans: 3, n_rows: 9 },
        Flaw::Outliers { column: "a".to_owned(), n_cells: 1, farthest: "9".to_owned(), middle_half: ("1".to_owned(), "2".to_owned()) },
        Flaw::TellingGaps { column: "a".to_owned(), n_missing: 4, bad_where_missing: 0.9, bad_where_present: 0.1 },
        Flaw::NoOutcome,
        Flaw::FewRows { n_known: 60, n_rarer: 12 },
        Flaw::Imbalance { n_bad: 990, n_known: 1_000 },
    ];
    all.extend(nothing.map(Flaw::NothingToLearn));
    all.extend(doubts.map(|doubt| Flaw::Doubtful { doubt, choice: choice.clone(), bad_share: 0.7 }));
    let findings: Vec<Finding> = all.into_iter().map(|flaw| Finding { severity: Severity::Note, flaw, remedy: None }).collect();
    for text in finding_texts(&findings) {
        assert!(!text.title.is_empty() && !text.title.ends_with('.'), "{}", text.title);
        assert!(text.why.ends_with('.') && !text.why.contains("  "), "{}", text.why);
    }
    let list = finding_texts(&findings);
    assert_eq!(list[2].title, "a, b, c and 2 more are mostly or often missing");
    assert_eq!(list[4].title, "1 row is a copy of another");
    assert_eq!(list[11].title, "Only 1% of the loans are good");
}
