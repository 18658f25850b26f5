//! Made-up files in the manner of well-known public ones: the same names, codings and leaks, other loans.

use smart_loan_recovery::data::quality::{Flaw, Remedy};
use smart_loan_recovery::data::schema::{Meaning, OutcomeDoubt, Role, infer_schema};
use smart_loan_recovery::quantity::hash_pair;

use crate::real_files::{Found, found_in};
use crate::support::read_well;

/// A number in [0, 1) that hangs on row and column alone.
pub fn draw(row: usize, column: u64) -> f64 {
    (hash_pair(row as u64, column) >> 11) as f64 / (1u64 << 53) as f64
}

/// A whole number below `n`.
pub fn pick(row: usize, column: u64, n: usize) -> usize {
    (draw(row, column) * n as f64) as usize
}

/// Whether a loan ends badly: about as many as `rate`, more where `risk` is near 1.
pub fn ends_badly(row: usize, rate: f64, risk: f64) -> bool {
    draw(row, 0) < rate * (0.4 + 1.2 * risk)
}

/// What is found in a file of this header and these rows.
pub fn found(header: &str, n_rows: usize, line: impl Fn(usize) -> String) -> Found {
    let lines: Vec<String> = (0..n_rows).map(line).collect();
    found_in(&read_well(format!("{header}\n{}\n", lines.join("\n")).as_bytes()))
}

fn leaking(found: &Found) -> Vec<&str> {
    found.leaks.iter().map(|leak| leak.column.as_str()).collect()
}

#[test]
fn small_business_loans_lose_what_the_charge_off_wrote() {
    let header = "LoanNr_ChkDgt,Name,State,NAICS,ApprovalDate,Term,NoEmp,NewExist,RevLineCr,LowDoc,ChgOffDate,DisbursementDate,\
                  DisbursementGross,BalanceGross,MIS_Status,ChgOffPrinGr,GrAppv";
    let found = found(header, 800, |row| {
        let term = [24, 60, 84, 84, 120, 240][pick(row, 1, 6)];
        let is_bad = ends_badly(row, 0.2, if term < 84 { 1.0 } else { 0.2 });
        let gross = 10_000 + 1_000 * pick(row, 2, 300);
        let (date, status, lost) = if is_bad { ("24-Jun-09", "CHGOFF", gross / 2) } else { ("", "P I F", 0) };
        format!(
            "10000{row:05},\"SHOP {row}, INC\",{},{},28-Feb-{:02},{term},{},{},{},{},{date},31-Mar-{:02},\"${},{:03}.00 \",$0.00 ,{status},\"${lost}.00 \",\"${gross}.00 \"",
            ["CA", "TX", "OH"][pick(row, 3, 3)],
            441_110 + pick(row, 4, 40),
            1 + pick(row, 5, 8),
            pick(row, 6, 60),
            1 + pick(row, 7, 2),
            ["Y", "N", "0"][pick(row, 8, 3)],
            ["Y", "N"][pick(row, 9, 2)],
            1 + pick(row, 5, 8),
            gross / 1_000,
            gross % 1_000
        )
    });
    assert_eq!(found.bad(), Some(("MIS_Status", vec!["CHGOFF"])));
    assert_eq!(found.rules(), [("ChgOffDate", "name"), ("ChgOffPrinGr", "name")]);
    assert_eq!(found.column_of(Meaning::LoanId), Some("LoanNr_ChkDgt"));
    assert_eq!(found.column_of(Meaning::LoanAmount), Some("DisbursementGross"));
    assert_eq!(found.column_of(Meaning::LoanTenure), Some("Term"));
}

#[test]
fn an_unnamed_first_column_of_row_numbers_is_no_feature() {
    let header = ",SeriousDlqin2yrs,RevolvingUtilizationOfUnsecuredLines,age,NumberOfTime30-59DaysPastDueNotWorse,DebtRatio,MonthlyIncome,\
                  NumberOfTimes90DaysLate,NumberOfDependents";
    let line = |row: usize| {
        let used = draw(row, 1);
        let is_bad = ends_badly(row, 0.07, used);
        let income = if pick(row, 2, 5) == 0 { "NA".to_owned() } else { (1_500 + pick(row, 3, 9_000)).to_string() };
        let late = if draw(row, 4) < if is_bad { 0.4 } else { 0.1 } { 1 + pick(row, 9, 3) } else { 0 };
        format!(
            "{},{},{used:.6},{},{late},{:.4},{income},{},{}",
            row + 1,
            u8::from(is_bad),
            21 + pick(row, 5, 60),
            draw(row, 6),
            pick(row, 7, 2),
            pick(row, 8, 4)
        )
    };
    let found = found(header, 2_000, line);
    assert_eq!(found.bad(), Some(("SeriousDlqin2yrs", vec!["1"])));
    assert_eq!(leaking(&found), Vec::<&str>::new());
    assert_eq!(found.column_of(Meaning::MonthlyIncome), Some("MonthlyIncome"));
    assert_eq!(found.column_of(Meaning::DaysPastDue), None);
    let lines: Vec<String> = (0..200).map(line).collect();
    let schema = infer_schema(&read_well(format!("{header}\n{}\n", lines.join("\n")).as_bytes()).table);
    assert_eq!(schema.columns[0].role, Role::Identifier);
}

#[test]
fn home_equity_loans_whose_gaps_tell_are_noted_and_not_left_out() {
    let found = found("BAD,LOAN,MORTDUE,VALUE,REASON,JOB,YOJ,DEROG,DELINQ,CLAGE,NINQ,CLNO,DEBTINC", 2_000, |row| {
        let is_bad = draw(row, 0) < 0.2;
        let has_ratio = if is_bad { draw(row, 1) < 0.35 } else { draw(row, 1) < 0.9 };
        let ratio = if has_ratio { format!("{:.3}", 20.0 + 25.0 * draw(row, 2)) } else { String::new() };
        format!(
            "{},{},{},{},{},{},{},{},{},{:.2},{},{},{ratio}",
            u8::from(is_bad),
            1_100 + 100 * pick(row, 3, 400),
            20_000 + pick(row, 4, 200_000),
            40_000 + pick(row, 5, 300_000),
            ["HomeImp", "DebtCon", ""][pick(row, 6, 3)],
            ["Other", "ProfExe", "Office", "Mgr", "Self", "Sales"][pick(row, 7, 6)],
            pick(row, 8, 30),
            pick(row, 9, 3),
            if draw(row, 10) < if is_bad { 0.5 } else { 0.2 } { 1 + pick(row, 11, 4) } else { 0 },
            draw(row, 12) * 300.0,
            pick(row, 13, 6),
            pick(row, 14, 50)
        )
    });
    assert_eq!(found.bad(), Some(("BAD", vec!["1"])));
    assert_eq!(leaking(&found), Vec::<&str>::new());
    assert!(found.has(|flaw| matches!(flaw, Flaw::TellingGaps { column, .. } if column == "DEBTINC")));
    assert_eq!(found.column_of(Meaning::LoanAmount), Some("LOAN"));
    assert_eq!(found.column_of(Meaning::CollateralValue), Some("VALUE"));
    assert_eq!(found.column_of(Meaning::LoanProduct), Some("REASON"));
}

#[test]
fn a_european_peer_to_peer_file_loses_default_dates_and_recoveries() {
    let header = "LoanId;LoanDate;Amount;Interest;LoanDuration;MonthlyPayment;IncomeTotal;Gender;Status;DefaultDate;PrincipalRecovery;EAD1";
    let found = found(header, 900, |row| {
        let interest = 10.0 + 40.0 * draw(row, 1);
        let is_bad = ends_badly(row, 0.35, (interest - 10.0) / 40.0);
        let amount = 500 + 5 * pick(row, 2, 1_900);
        let decimal = |number: f64| format!("{number:.2}").replace('.', ",");
        let (status, date, recovered, exposed) = if is_bad {
            ("Late", format!("2019-{:02}-11", 1 + pick(row, 3, 12)), decimal(10.0 + 100.0 * draw(row, 4)), decimal(amount as f64 * 0.8))
        } else {
            (["Repaid", "Repaid", "Current"][pick(row, 5, 3)], String::new(), String::new(), String::new())
        };
        let months = [12, 24, 36, 60, 60][pick(row, 6, 5)];
        let payment = decimal(amount as f64 / f64::from(months) * 1.3);
        let income = decimal(500.0 + 2_000.0 * draw(row, 7));
        format!(
            "{:08X};2017-{:02}-{:02};{};{};{months};{payment};{income};{};{status};{date};{recovered};{exposed}",
            0xA000_0000u32 + row as u32 * 7_919,
            1 + pick(row, 8, 12),
            1 + pick(row, 9, 28),
            decimal(amount as f64),
            decimal(interest),
            pick(row, 10, 2)
        )
    });
    assert_eq!(found.bad(), Some(("Status", vec!["Late"])));
    assert_eq!(found.outcome.as_ref().map(|choice| choice.undecided_values.join(",")).as_deref(), Some("Current"));
    assert_eq!(leaking(&found), ["DefaultDate", "PrincipalRecovery", "EAD1"]);
    assert_eq!(found.column_of(Meaning::LoanTenure), Some("LoanDuration"));
    assert_eq!(found.column_of(Meaning::MonthlyIncome), Some("IncomeTotal"));
    assert_eq!(found.column_of(Meaning::InterestRate), Some("Interest"));
}

#[test]
fn listings_lose_losses_payments_and_the_days_since() {
    let header = "ListingKey,Term,LoanStatus,ClosedDate,BorrowerRate,EmploymentStatus,StatedMonthlyIncome,LoanCurrentDaysDelinquent,\
                  LoanOriginalAmount,LoanOriginationDate,MonthlyLoanPayment,LP_CustomerPayments,LP_GrossPrincipalLoss";
    let found = found(header, 900, |row| {
        let rate = 0.05 + 0.3 * draw(row, 1);
        let is_bad = ends_badly(row, 0.3, rate / 0.35);
        let amount = 1_000 + 500 * pick(row, 2, 40);
        let paid = if is_bad { amount as f64 * draw(row, 3) } else { amount as f64 * (1.05 + 0.3 * draw(row, 4)) };
        format!(
            "{:X}A{row},{},{},2012-0{}-03 00:00:00,{rate:.4},{},{:.2},{},{amount},2009-{:02}-13 00:00:00,{:.2},{paid:.2},{:.2}",
            row * 7_919,
            [12, 36, 60][pick(row, 5, 3)],
            if is_bad { ["Chargedoff", "Defaulted"][pick(row, 6, 2)] } else { "Completed" },
            1 + pick(row, 7, 9),
            ["Employed", "Self-employed", "Not employed", "Other"][pick(row, 8, 4)],
            1_000.0 + 9_000.0 * draw(row, 9),
            if is_bad { 30 + pick(row, 10, 1_500) } else { 0 },
            1 + pick(row, 11, 12),
            amount as f64 / 30.0,
            if is_bad { amount as f64 - paid } else { 0.0 }
        )
    });
    let (column, mut bad) = found.bad().unwrap();
    bad.sort_unstable();
    assert_eq!((column, bad), ("LoanStatus", vec!["Chargedoff", "Defaulted"]));
    let expected = ["ClosedDate", "LoanCurrentDaysDelinquent", "LP_CustomerPayments", "LP_GrossPrincipalLoss"];
    assert_eq!(leaking(&found), expected);
    assert_eq!(found.column_of(Meaning::MonthlyIncome), Some("StatedMonthlyIncome"));
    assert_eq!(found.column_of(Meaning::LoanAmount), Some("LoanOriginalAmount"));
    assert_eq!(found.column_of(Meaning::LoanDate), Some("LoanOriginationDate"));
    assert_eq!(found.column_of(Meaning::InterestRate), Some("BorrowerRate"));
}

#[test]
fn an_outcome_that_is_good_when_it_is_one_is_turned_or_asked_for() {
    let doubt_of = |name: &str, share_of_ones: f64| {
        let found = found(&format!("age,amount,{name}"), 600, |row| {
            format!("{},{},{}", 20 + pick(row, 1, 50), 1_000 + pick(row, 2, 9_000), u8::from(draw(row, 3) < share_of_ones))
        });
        let doubt = found.findings.iter().find_map(|finding| match &finding.flaw {
            Flaw::Doubtful { doubt, .. } => Some((*doubt, finding.remedy.clone())),
            _ => None,
        });
        let bad = found.bad().map(|(_, bad)| bad.join(","));
        (bad, doubt)
    };
    // What the name says is good.
    for name in ["paid_back", "loan_paid_back", "fully_paid", "Creditability", "is_repaid"] {
        assert_eq!(doubt_of(name, 0.8), (Some("0".to_owned()), None), "{name}");
    }
    // What the name says is bad.
    for name in ["default", "not.fully.paid", "loan_default", "BAD", "default_12m", "TARGET", "loan_status"] {
        assert_eq!(doubt_of(name, 0.15), (Some("1".to_owned()), None), "{name}");
    }
    // A name that says nothing, and mostly ones: they are taken to be good, and the person is asked.
    for name in ["loan_status", "target", "y", "credit_risk"] {
        let (bad, doubt) = doubt_of(name, 0.8);
        let (doubt, remedy) = doubt.unwrap_or_else(|| panic!("{name}"));
        assert_eq!((bad.as_deref(), doubt), (Some("0"), OutcomeDoubt::Coding), "{name}");
        assert!(matches!(remedy, Some(Remedy::ReadOutcome(choice)) if choice.bad_values == ["1"]), "{name}");
    }
    // A name that is sure, and mostly bad loans: read as it says, and asked.
    assert!(matches!(doubt_of("default", 0.8), (Some(bad), Some((OutcomeDoubt::MostlyBad, _))) if bad == "1"));
    // Columns of other loans are no outcome.
    for name in ["cb_person_default_on_file", "num_defaults", "previous_default", "probability_of_default"] {
        assert_eq!(doubt_of(name, 0.2).0, None, "{name}");
    }
}

#[test]
fn a_status_of_an_application_is_asked_about() {
    for (values, bad) in [(["Y", "N"], "N"), (["Approved", "Rejected"], "Rejected")] {
        let found = found("ApplicantIncome,LoanAmount,Loan_Status", 400, |row| {
            format!("{},{},{}", 1_500 + pick(row, 1, 9_000), 50 + pick(row, 2, 300), values[usize::from(draw(row, 3) < 0.3)])
        });
        assert_eq!(found.bad(), Some(("Loan_Status", vec![bad])));
        assert!(found.has(|flaw| matches!(flaw, Flaw::Doubtful { doubt: OutcomeDoubt::Approval, .. })));
    }
}
