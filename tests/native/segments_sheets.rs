//! What is shown of groups: of the sample portfolio, of a public file, of noise and of files without groups.

use serde_json::Value;

use crate::segments::{Loans, three_kinds};
use crate::support::{loan_file, read_well};
use smart_loan_recovery::data::loan_facts::{LoanFacts, PaymentHistory};
use smart_loan_recovery::data::sample::{SAMPLE_SEED, SampleMonth, sample_csv};
use smart_loan_recovery::data::table::Column;
use smart_loan_recovery::quantity::{Currency, Money, RandomStream, hash_pair};
use smart_loan_recovery::segments::{SegmentError, Segmentation};
use smart_loan_recovery::sheets::segments::{no_segments_sheet, segments_sheet};
use smart_loan_recovery::sheets::{Block, ChartSheet, Sheet};

/// A file with the sample's columns as loans.
fn loans_of(csv: &[u8]) -> Loans {
    let reading = read_well(csv);
    let column = |name: &str| &reading.table.columns()[reading.table.position(name).unwrap()];
    let number = |name: &str, row: usize| match column(name) {
        Column::Number(numbers) => numbers.get(row),
        _ => panic!("{name} holds no numbers"),
    };
    let money = |name: &str, row: usize| Money::from_major(number(name, row)?);
    let whole = |name: &str, row: usize| Some(number(name, row)? as u32);
    let facts = |row: usize| LoanFacts {
        monthly_income: money("Monthly_Income", row),
        monthly_instalment: money("Monthly_EMI", row),
        outstanding: money("Outstanding_Loan_Amount", row),
        collateral: money("Collateral_Value", row),
        missed_payments: whole("Num_Missed_Payments", row),
        days_past_due: whole("Days_Past_Due", row),
        tenure_months: whole("Loan_Tenure", row),
        dependents: whole("Num_Dependents", row),
        payment_history: match column("Payment_History").text(row).as_ref() {
            "On-Time" => Some(PaymentHistory::OnTime),
            "Delayed" => Some(PaymentHistory::Delayed),
            "Missed" => Some(PaymentHistory::Missed),
            _ => None,
        },
        ..LoanFacts::default()
    };
    let n_rows = reading.table.n_rows();
    Loans {
        keys: (0..n_rows).map(|row| hash_pair(1, row as u64)).collect(),
        facts: (0..n_rows).map(facts).collect(),
        is_bad: (0..n_rows).map(|row| Some(column("Recovery_Status").text(row) != "Fully Recovered")).collect(),
        ..Loans::default()
    }
}

pub fn sample() -> Loans {
    loans_of(&sample_csv(SAMPLE_SEED, SampleMonth::September))
}

fn charts<'a>(blocks: &'a [Block]) -> Vec<&'a ChartSheet> {
    let inner = |block: &'a Block| match block {
        Block::Chart(chart) => vec![&**chart],
        Block::Beside(inner) => charts(inner),
        _ => Vec::new(),
    };
    blocks.iter().flat_map(inner).collect()
}

fn check(sheet: &Sheet, n_charts: usize) {
    assert!(matches!(sheet.blocks[0], Block::Headline { .. }));
    assert!(matches!(&sheet.blocks[1], Block::Figures(figures) if figures.len() <= 4));
    let charts = charts(&sheet.blocks);
    assert_eq!(charts.len(), n_charts);
    for chart in charts {
        let option: Value = serde_json::from_str(&chart.option).unwrap();
        for series in option["series"].as_array().unwrap() {
            // A heat map has words in three inks, and may need only two.
            let is_of_words = series["label"]["formatter"] == "{b}";
            assert!(is_of_words || series["data"].as_array().is_some_and(|data| !data.is_empty()), "{}: {series}", chart.file_name);
        }
        assert!(chart.table.rows.iter().all(|row| row.len() == chart.table.heads.len()) && !chart.table.rows.is_empty());
        assert!(chart.csv.lines().count() > 1 && !chart.file_name.is_empty() && chart.subtitle.chars().any(|c| c.is_ascii_digit()));
    }
    let all = serde_json::to_string(sheet).unwrap();
    assert!(!all.contains("NaN") && !all.contains("inf\"") && !all.contains("null"), "{all}");
}

pub fn said(sheet: &Sheet) -> String {
    let text = |block: &Block| match block {
        Block::Headline { parts, .. } => parts.iter().map(|(text, _)| text.as_str()).collect::<String>(),
        Block::Notice { title, text, .. } => format!("{title}. {text}"),
        Block::Text(text) => text.clone(),
        _ => String::new(),
    };
    sheet.blocks.iter().map(text).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_sample_has_three_groups_whose_names_and_order_stay_over_ten_seeds() {
    let loans = sample();
    let names = |found: &Segmentation| (0..found.k() as u8).map(|segment| found.label(segment)).collect::<Vec<_>>();
    let first = loans.segments(0);
    assert_eq!(names(&first), ["Long past due, heavy instalments", "Hardly past due", "Paid on time, light instalments"]);
    assert!(first.stability > 0.9 && first.silhouette > 0.25, "{} {}", first.stability, first.silhouette);
    for seed in 1..10 {
        assert_eq!(names(&loans.segments(seed)), names(&first), "seed {seed}");
    }
}

#[test]
fn the_samples_sheet_says_what_sets_its_groups_apart() {
    let sheet = segments_sheet(&sample().segments(42), Currency::Rupee);
    check(&sheet, 4);
    let said = said(&sheet);
    assert!(
        said.starts_with("Three groups: 1,338 loans with the signs “long past due, heavy instalments” failed in 67% of cases"),
        "{said}"
    );
    let table = sheet.blocks.iter().find_map(|block| if let Block::Table(table) = block { Some(table) } else { None }).unwrap();
    assert!(table.rows.len() == 3 && table.rows.iter().all(|row| row.len() == table.heads.len()));
}

#[test]
fn a_public_file_of_five_hundred_loans_has_groups() {
    let Some(bytes) = loan_file("loan-recovery.csv") else { return };
    let found = loans_of(&bytes).segments(42);
    assert!(!found.is_overlapping() && found.stability > 0.8);
    check(&segments_sheet(&found, Currency::Rupee), 4);
}

#[test]
fn overlapping_groups_say_so_and_a_file_without_outcomes_has_no_chart_of_them() {
    let mut random = RandomStream::new(3);
    let columns = (0..8).map(|idx| (format!("column_{idx}"), (0..1_500).map(|_| random.normal()).collect())).collect();
    let noise = Loans { keys: (0..1_500).collect(), columns, ..Loans::default() };
    let sheet = segments_sheet(&noise.segments(42), Currency::Unstated);
    check(&sheet, 3);
    assert!(said(&sheet).contains("overlapping groups") && said(&sheet).contains("The groups overlap."));
}

#[test]
fn every_number_of_groups_can_be_drawn() {
    let loans = three_kinds(400, 4);
    (2..=8).for_each(|k| check(&segments_sheet(&loans.try_segments(42, Some(k)).unwrap(), Currency::Dollar), 4));
}

#[test]
fn why_there_are_no_groups_is_a_sentence() {
    for error in [SegmentError::TooFewRows { n_rows: 3, least: 20 }, SegmentError::NothingToGroupBy, SegmentError::AllAlike] {
        assert!(said(&no_segments_sheet(&error)).ends_with('.'));
    }
}
