//! The synthetic portfolio: its bytes, its arithmetic, its way through time, and that no column gives the answer away.

#![allow(clippy::expect_used, clippy::panic, reason = "a broken sample has to fail its test")]

use smart_loan_recovery::data::sample::{SAMPLE_BORROWERS, SAMPLE_SEED, SampleMonth, sample_csv, sample_file_name};
use smart_loan_recovery::quantity::hash_bytes;
use std::collections::BTreeMap;

const HEADER: &str = "Borrower_ID,Age,Gender,Employment_Type,Monthly_Income,Num_Dependents,Loan_ID,Loan_Amount,Loan_Tenure,\
Interest_Rate,Loan_Type,Collateral_Value,Outstanding_Loan_Amount,Monthly_EMI,Payment_History,Num_Missed_Payments,Days_Past_Due,\
Recovery_Status,Collection_Attempts,Collection_Method,Legal_Action_Taken";

/// The rows of one month, each cell by its column's name.
struct Portfolio {
    rows: Vec<Vec<String>>,
}

impl Portfolio {
    fn read(seed: u64, month: SampleMonth) -> Portfolio {
        let text = String::from_utf8(sample_csv(seed, month)).expect("the file is UTF-8");
        let mut lines = text.lines();
        assert_eq!(lines.next(), Some(HEADER));
        Portfolio { rows: lines.map(|line| line.split(',').map(str::to_string).collect()).collect() }
    }

    fn text(&self, row_idx: usize, column: &str) -> &str {
        &self.rows[row_idx][column_idx(column)]
    }

    /// `None` for an empty cell.
    fn number(&self, row_idx: usize, column: &str) -> Option<f64> {
        let cell = self.text(row_idx, column);
        (!cell.is_empty()).then(|| cell.parse().unwrap_or_else(|_| panic!("{column} holds {cell:?}")))
    }

    fn amount(&self, row_idx: usize, column: &str) -> f64 {
        self.number(row_idx, column).unwrap_or_else(|| panic!("{column} is empty"))
    }

    fn is_number(&self, column: &str) -> bool {
        self.text(0, column).parse::<f64>().is_ok()
    }

    fn is_bad(&self, row_idx: usize) -> bool {
        self.text(row_idx, "Recovery_Status") != "Fully Recovered"
    }

    fn share(&self, holds: impl Fn(usize) -> bool) -> f64 {
        (0..self.rows.len()).filter(|&row_idx| holds(row_idx)).count() as f64 / self.rows.len() as f64
    }

    fn by_loan(&self) -> BTreeMap<&str, usize> {
        (0..self.rows.len()).map(|row_idx| (self.text(row_idx, "Loan_ID"), row_idx)).collect()
    }
}

fn column_idx(column: &str) -> usize {
    HEADER.split(',').position(|name| name == column).unwrap_or_else(|| panic!("no column {column}"))
}

/// `(1+i)^months` of the row's rate.
fn growth(portfolio: &Portfolio, row_idx: usize, months: f64) -> f64 {
    (1.0 + portfolio.amount(row_idx, "Interest_Rate") / 1_200.0).powf(months)
}

/// How many instalments are paid, solved from the outstanding amount (not rounded).
fn instalments_paid(portfolio: &Portfolio, row_idx: usize) -> f64 {
    let whole = growth(portfolio, row_idx, portfolio.amount(row_idx, "Loan_Tenure"));
    let left = portfolio.amount(row_idx, "Outstanding_Loan_Amount") / portfolio.amount(row_idx, "Loan_Amount");
    (whole - left * (whole - 1.0)).ln() / (1.0 + portfolio.amount(row_idx, "Interest_Rate") / 1_200.0).ln()
}

/// The chance that a bad row ranks above a good one, ties half; the better of both directions. Empty cells rank lowest.
fn rank_auc(portfolio: &Portfolio, column: &str) -> f64 {
    let mut by_value: Vec<(f64, bool)> =
        (0..portfolio.rows.len()).map(|row_idx| (portfolio.number(row_idx, column).unwrap_or(-1.0), portfolio.is_bad(row_idx))).collect();
    by_value.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut n_good_below, mut pairs) = (0.0, 0.0);
    for tied in by_value.chunk_by(|a, b| a.0 == b.0) {
        let n_bad = tied.iter().filter(|row| row.1).count() as f64;
        let n_good = tied.len() as f64 - n_bad;
        pairs += n_bad * (n_good_below + n_good / 2.0);
        n_good_below += n_good;
    }
    let auc = pairs / (n_good_below * (by_value.len() as f64 - n_good_below));
    auc.max(1.0 - auc)
}

#[test]
fn the_default_portfolio_is_the_same_bytes_on_every_machine() {
    let hashes = SampleMonth::ALL.map(|month| hash_bytes(&sample_csv(SAMPLE_SEED, month)));
    assert_eq!(hashes, [0xe7cb_a80f_eb8d_9f77, 0x96a6_cadb_1b8a_71cc, 0x70e8_96e8_089f_5740], "the sample has changed: {hashes:#018x?}");
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_seed_others() {
    let month = SampleMonth::August;
    assert_eq!(sample_csv(7, month), sample_csv(7, month));
    assert_ne!(sample_csv(7, month), sample_csv(8, month));
}

#[test]
fn each_month_holds_as_many_rows_of_21_cells_and_no_borrower_twice() {
    for month in SampleMonth::ALL {
        let portfolio = Portfolio::read(SAMPLE_SEED, month);
        assert_eq!(portfolio.rows.len(), SAMPLE_BORROWERS);
        assert!(portfolio.rows.iter().all(|cells| cells.len() == 21));
        assert_eq!(portfolio.by_loan().len(), SAMPLE_BORROWERS);
        assert!(
            (0..SAMPLE_BORROWERS).all(|row_idx| portfolio.text(row_idx, "Borrower_ID")[4..] == portfolio.text(row_idx, "Loan_ID")[3..])
        );
    }
}

#[test]
fn the_file_names_say_synthetic_and_differ() {
    let names = SampleMonth::ALL.map(sample_file_name);
    assert!(names.iter().all(|name| name.contains("synthetic") && name.ends_with(".csv")));
    assert!(names.is_sorted() && names[0] != names[1] && names[1] != names[2]);
}

#[test]
fn the_columns_are_those_of_the_public_data_set() {
    let folder = std::env::var("LOAN_DATA").unwrap_or_else(|_| "../shared/data".to_string());
    let Ok(text) = std::fs::read_to_string(format!("{folder}/loan-recovery.csv")) else {
        println!("skipped: no LOAN_DATA");
        return;
    };
    assert_eq!(text.lines().next().map(str::trim_end), Some(HEADER));
}

#[test]
fn cells_hold_what_their_columns_promise() {
    let portfolio = Portfolio::read(SAMPLE_SEED, SampleMonth::September);
    let spellings: [(&str, &[&str]); 7] = [
        ("Gender", &["Male", "Female"]),
        ("Employment_Type", &["Salaried", "Self-Employed", "Business Owner"]),
        ("Loan_Type", &["Home", "Auto", "Personal", "Business"]),
        ("Payment_History", &["On-Time", "Delayed", "Missed"]),
        ("Recovery_Status", &["Fully Recovered", "Partially Recovered", "Written Off"]),
        ("Collection_Method", &["Calls", "Settlement Offer", "Legal Notice", "Debt Collectors"]),
        ("Legal_Action_Taken", &["Yes", "No"]),
    ];
    let ranges = [
        ("Age", 21.0, 70.0),
        ("Num_Dependents", 0.0, 3.0),
        ("Loan_Amount", 50_000.0, 2_000_000.0),
        ("Loan_Tenure", 12.0, 72.0),
        ("Interest_Rate", 7.0, 17.99),
        ("Num_Missed_Payments", 0.0, 12.0),
        ("Days_Past_Due", 0.0, 180.0),
        ("Collection_Attempts", 0.0, 10.0),
    ];
    for row_idx in 0..SAMPLE_BORROWERS {
        for (column, spellings) in spellings {
            assert!(spellings.contains(&portfolio.text(row_idx, column)), "{column} of row {row_idx}");
        }
        for (column, low, high) in ranges {
            assert!((low..=high).contains(&portfolio.amount(row_idx, column)), "{column} of row {row_idx}");
        }
        assert!(portfolio.number(row_idx, "Monthly_Income").is_none_or(|income| (15_000.0..=250_000.0).contains(&income)));
        if portfolio.text(row_idx, "Loan_Type") == "Personal" {
            assert_eq!(portfolio.text(row_idx, "Collateral_Value"), "0.00");
        }
    }
    let unknown = |column: &'static str| portfolio.share(|row_idx| portfolio.text(row_idx, column).is_empty());
    assert!((0.005..0.02).contains(&unknown("Monthly_Income")) && (0.005..0.02).contains(&unknown("Collateral_Value")));
}

#[test]
fn each_instalment_is_the_annuity_of_its_loan() {
    for month in SampleMonth::ALL {
        let portfolio = Portfolio::read(SAMPLE_SEED, month);
        for row_idx in 0..SAMPLE_BORROWERS {
            let whole = growth(&portfolio, row_idx, portfolio.amount(row_idx, "Loan_Tenure"));
            let interest = portfolio.amount(row_idx, "Loan_Amount") * portfolio.amount(row_idx, "Interest_Rate") / 1_200.0;
            let expected = interest * whole / (whole - 1.0);
            assert!((portfolio.amount(row_idx, "Monthly_EMI") - expected).abs() < 0.0101, "row {row_idx}: {expected}");
        }
    }
}

#[test]
fn what_is_outstanding_is_the_annuity_balance_after_a_whole_number_of_instalments() {
    for month in SampleMonth::ALL {
        let portfolio = Portfolio::read(SAMPLE_SEED, month);
        for row_idx in 0..SAMPLE_BORROWERS {
            let (amount, tenure) = (portfolio.amount(row_idx, "Loan_Amount"), portfolio.amount(row_idx, "Loan_Tenure"));
            let n_paid = instalments_paid(&portfolio, row_idx).round();
            assert!((0.0..tenure).contains(&n_paid), "row {row_idx}: {n_paid} of {tenure}");
            let whole = growth(&portfolio, row_idx, tenure);
            let expected = amount * (whole - growth(&portfolio, row_idx, n_paid)) / (whole - 1.0);
            let outstanding = portfolio.amount(row_idx, "Outstanding_Loan_Amount");
            assert!((outstanding - expected).abs() < 0.0101 && outstanding <= amount, "row {row_idx}: {expected}");
        }
    }
}

#[test]
fn days_missed_payments_and_history_tell_one_story() {
    for month in SampleMonth::ALL {
        let portfolio = Portfolio::read(SAMPLE_SEED, month);
        for row_idx in 0..SAMPLE_BORROWERS {
            let (days, n_missed) = (portfolio.amount(row_idx, "Days_Past_Due"), portfolio.amount(row_idx, "Num_Missed_Payments"));
            let history = portfolio.text(row_idx, "Payment_History");
            assert!(days == 0.0 || days / 31.0 <= n_missed, "row {row_idx}: {days} days and {n_missed} missed");
            assert!(history != "On-Time" || (days == 0.0 && n_missed == 0.0), "row {row_idx}");
            assert!(history != "Missed" || (days > 30.0 && n_missed >= 2.0), "row {row_idx}");
            assert!(history == "Missed" || days <= 30.0, "row {row_idx}");
        }
    }
}

#[test]
fn an_unpaid_instalment_ages_by_the_days_of_the_month_and_a_paid_one_lowers_the_balance() {
    let months = SampleMonth::ALL.map(|month| Portfolio::read(SAMPLE_SEED, month));
    for (before, after, days_of_month) in [(&months[0], &months[1], 31.0), (&months[1], &months[2], 30.0)] {
        let later = after.by_loan();
        let (mut n_rolled, mut n_cured, mut n_rolled_back) = (0, 0, 0);
        for (loan, was) in before.by_loan() {
            let Some(&is) = later.get(loan) else { continue };
            for fixed in ["Borrower_ID", "Gender", "Employment_Type", "Monthly_Income", "Loan_Amount", "Monthly_EMI", "Loan_Type"] {
                assert_eq!(before.text(was, fixed), after.text(is, fixed));
            }
            let n_paid = (instalments_paid(after, is) - instalments_paid(before, was)).round();
            let (days_before, days_after) = (before.amount(was, "Days_Past_Due"), after.amount(is, "Days_Past_Due"));
            assert!(n_paid >= 0.0 && (n_paid > 0.0 || days_after > 0.0), "{loan}: {n_paid} paid, {days_after} days");
            if n_paid == 0.0 && days_before > 0.0 {
                assert_eq!(days_after, days_before + days_of_month, "{loan}");
                n_rolled += 1;
            }
            n_cured += usize::from(days_before > 0.0 && days_after == 0.0);
            n_rolled_back += usize::from(days_after > 0.0 && days_after < days_before - 10.0);
        }
        assert!(n_rolled > 300 && n_cured > 200 && n_rolled_back > 50, "{n_rolled} rolled, {n_cured} cured, {n_rolled_back} back");
    }
}

#[test]
fn each_month_a_few_percent_of_the_loans_leave_and_new_ones_enter() {
    let months = SampleMonth::ALL.map(|month| Portfolio::read(SAMPLE_SEED, month));
    for (before, after) in [(&months[0], &months[1]), (&months[1], &months[2])] {
        let (earlier, later) = (before.by_loan(), after.by_loan());
        let entered: Vec<usize> = later.iter().filter(|(loan, _)| !earlier.contains_key(*loan)).map(|(_, &row_idx)| row_idx).collect();
        assert!((75..300).contains(&entered.len()), "{} entered", entered.len());
        for row_idx in entered {
            assert_eq!(after.amount(row_idx, "Outstanding_Loan_Amount"), after.amount(row_idx, "Loan_Amount"));
            assert_eq!(after.text(row_idx, "Payment_History"), "On-Time");
        }
        let defaulted = |(loan, was): (&&str, &usize)| {
            let now = later.get(*loan).map(|&is| after.amount(is, "Days_Past_Due"));
            before.amount(*was, "Days_Past_Due") <= 90.0 && now.is_some_and(|days| days > 90.0)
        };
        assert!(earlier.iter().filter(|&entry| defaulted(entry)).count() > 50);
    }
}

#[test]
fn the_mix_of_outcomes_is_that_of_a_strained_book_for_any_seed() {
    for seed in [SAMPLE_SEED, 1, 2, 3, 4] {
        let portfolio = Portfolio::read(seed, SampleMonth::September);
        let bad = portfolio.share(|row_idx| portfolio.is_bad(row_idx));
        let written_off = portfolio.share(|row_idx| portfolio.text(row_idx, "Recovery_Status") == "Written Off");
        assert!((0.34..0.41).contains(&bad) && (0.06..0.10).contains(&written_off), "seed {seed}: {bad} bad, {written_off} lost");
    }
}

#[test]
fn no_single_column_gives_the_answer_but_the_collection_columns_do() {
    for seed in [SAMPLE_SEED, 1, 2, 3, 4] {
        let portfolio = Portfolio::read(seed, SampleMonth::September);
        let known_before = HEADER.split(',').take_while(|&column| column != "Recovery_Status");
        for column in known_before.filter(|column| portfolio.is_number(column)) {
            assert!(rank_auc(&portfolio, column) < 0.72, "seed {seed}: {column} {}", rank_auc(&portfolio, column));
        }
        assert!(rank_auc(&portfolio, "Age") < 0.54, "seed {seed}: age {}", rank_auc(&portfolio, "Age"));
        assert!(rank_auc(&portfolio, "Days_Past_Due") > 0.64, "seed {seed}: no signal in the days past due");
        assert!(rank_auc(&portfolio, "Collection_Attempts") > 0.88, "seed {seed}: the attempts do not leak");
    }
}
