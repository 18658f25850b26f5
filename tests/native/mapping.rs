//! What columns measure: names, content, confidence, and the person's own choice.

use smart_loan_recovery::data::schema::{Confidence, Meaning, Role, header_fingerprint, infer_schema};
use smart_loan_recovery::features::available;
use smart_loan_recovery::sheets::{lost_without, meaning_name, meaning_texts};

use crate::look_alikes::{draw, found, pick};
use crate::support::read_well;

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn content_speaks_against_a_name() {
    // A rate above a hundred, a term in fractions, negative days, an income of zeros and ones: none is used.
    let found = found("interest_rate,loan_tenure,days_past_due,missed_payments,annual_income,emi", 300, |row| {
        format!(
            "{},{:.2},{},{:.1},{},{}",
            100 + pick(row, 1, 900),
            draw(row, 2) * 30.0,
            -20_000 - (row as i32),
            draw(row, 3) * 5.0,
            -1 - pick(row, 4, 50_000) as i64,
            if row % 2 == 0 { "yes" } else { "no" }
        )
    });
    for guess in &found.meanings {
        assert_eq!(guess.column, None, "{:?}", guess.meaning);
    }
}

#[test]
fn confidence_falls_with_vague_names_and_odd_content() {
    let found = found("Loan_Amount,Monthly_Income,term,amount_of_current_balance,job,sex", 300, |row| {
        format!(
            "{},{},{},{},{},{}",
            1_000 + pick(row, 1, 9_000),
            900 + pick(row, 2, 5_000),
            [12, 24, 36][pick(row, 3, 3)],
            500 + pick(row, 4, 800),
            ["clerk", "cook", "nurse"][pick(row, 5, 3)],
            pick(row, 6, 2)
        )
    });
    let confidence = |meaning: Meaning| found.meanings.iter().find(|guess| guess.meaning == meaning).unwrap().confidence;
    assert_eq!(confidence(Meaning::LoanAmount), Confidence::Sure);
    assert_eq!(confidence(Meaning::MonthlyIncome), Confidence::Sure);
    assert_eq!(confidence(Meaning::LoanTenure), Confidence::Likely);
    assert_eq!(confidence(Meaning::Outstanding), Confidence::Likely);
    assert_eq!(confidence(Meaning::Employment), Confidence::Likely);
    assert_eq!(confidence(Meaning::Group), Confidence::Sure);
    assert_eq!(confidence(Meaning::CollateralValue), Confidence::Unsure);
}

#[test]
fn terms_in_days_are_offered_and_not_used() {
    let found = found("amount,term", 200, |row| format!("{},{}", 100 + row, [7, 14, 30][row % 3]));
    let tenure = found.meanings.iter().find(|guess| guess.meaning == Meaning::LoanTenure).unwrap();
    assert_eq!((tenure.column.as_deref(), tenure.alternatives.as_slice()), (None, ["term".to_owned()].as_slice()));
}

#[test]
fn an_income_without_a_period_is_known_by_the_instalment() {
    let income = |of_instalment: f64| {
        let found = found("loan_amount,installment,income", 200, |row| {
            let instalment = 100.0 + draw(row, 1) * 400.0;
            format!("{},{instalment:.2},{:.2}", 2_000 + row, instalment * of_instalment * (0.8 + 0.4 * draw(row, 2)))
        });
        found.column_of(Meaning::MonthlyIncome).map(str::to_owned)
    };
    assert_eq!(income(5.0).as_deref(), Some("income"));
    assert_eq!(income(250.0), None);
}

#[test]
fn a_year_s_income_is_divided_by_twelve() {
    let text = "installment,annual_inc,default\n100,12000,0\n300,12000,1\n200,24000,0\n150,,1\n";
    let table = read_well(text.as_bytes()).table;
    let schema = infer_schema(&table);
    let derived = available(&schema, &names(&["installment", "annual_inc"]));
    assert_eq!(derived.len(), 1);
    assert_eq!(derived[0].formula(), "installment by annual_inc ÷ 12");
    let encoder = smart_loan_recovery::features::FeatureEncoder::fit(
        &table,
        &[smart_loan_recovery::features::FeatureSource::Derived(derived[0].clone())],
    )
    .unwrap();
    let matrix = encoder.transform(&table).unwrap();
    let values: Vec<f64> = (0..3).map(|row| matrix.bin_value(0, matrix.bin(0, row))).collect();
    assert_eq!(values, [0.1, 0.3, 0.1]);
}

#[test]
fn the_person_s_choice_wins_and_moves_the_meaning() {
    let lines: Vec<String> = (0..60).map(|row| format!("C{row},{},{},{}", 1_000 + row * 7, 500 + row * 3, row % 2)).collect();
    let table = read_well(format!("code,loan_amount,owed,default\n{}\n", lines.join("\n")).as_bytes()).table;
    let schema = infer_schema(&table);
    assert_eq!(schema.meaning(Meaning::LoanAmount).unwrap().name, "loan_amount");
    let chosen = schema.with_meanings(&[
        (Meaning::Outstanding, Some("owed".to_owned())),
        (Meaning::LoanAmount, None),
        (Meaning::BorrowerId, Some("code".to_owned())),
        (Meaning::DaysPastDue, Some("no such column".to_owned())),
    ]);
    assert_eq!(chosen.meaning(Meaning::Outstanding).unwrap().name, "owed");
    assert_eq!(chosen.meaning(Meaning::LoanAmount), None);
    assert_eq!(chosen.meaning(Meaning::BorrowerId).unwrap().role, Role::Identifier);
    assert_eq!(chosen.meaning(Meaning::DaysPastDue), None);
    let moved = chosen.with_meanings(&[(Meaning::LoanAmount, Some("owed".to_owned()))]);
    assert_eq!(moved.meaning(Meaning::LoanAmount).unwrap().name, "owed");
    assert_eq!(moved.meaning(Meaning::Outstanding), None);
}

#[test]
fn a_header_is_the_same_in_any_order_and_spelling() {
    let header = header_fingerprint(&names(&["Loan_ID", "Days_Past_Due", "amount"]));
    assert_eq!(header, header_fingerprint(&names(&["amount", "loan id", "daysPastDue"])));
    let exported = ["Loan_ID", "Days_Past_Due", "amount", "risk_score", "risk_band", "recovery_strategy"];
    assert_eq!(header, header_fingerprint(&names(&exported)));
    assert_ne!(header, header_fingerprint(&names(&["Loan_ID", "Days_Past_Due"])));
    assert_ne!(header, header_fingerprint(&names(&["Loan_ID", "Days_Past_Due", "amount", "amount"])));
}

#[test]
fn every_meaning_has_a_name_and_says_what_is_lost_without_it() {
    let found = found("a,b", 60, |row| format!("{row},{}", row % 3));
    let texts = meaning_texts(&found.meanings);
    assert_eq!(texts.len(), Meaning::ALL.len());
    for (meaning, text) in Meaning::ALL.into_iter().zip(&texts) {
        assert_eq!((text.guess.meaning, text.name.as_str(), text.confidence.as_str()), (meaning, meaning_name(meaning), ""));
        assert!(lost_without(meaning).ends_with('.'), "{meaning:?}");
    }
    let mut all: Vec<&str> = texts.iter().map(|text| text.name.as_str()).collect();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), Meaning::ALL.len());
}
