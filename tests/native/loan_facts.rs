//! Columns to what is known of each loan.

use smart_loan_recovery::data::loan_columns::LoanColumns;
use smart_loan_recovery::data::loan_facts::{Employment, LoanEnd, LoanFacts, PaymentHistory};
use smart_loan_recovery::data::schema::{Meaning, Schema, guess_meanings, infer_schema};
use smart_loan_recovery::data::table::Table;
use smart_loan_recovery::quantity::Money;

use crate::support::{loan_file, read_well};

struct Loans {
    table: Table,
    schema: Schema,
}

fn loans(text: &str) -> Loans {
    let table = read_well(text.as_bytes()).table;
    let schema = infer_schema(&table);
    Loans { table, schema }
}

/// Each line repeated, so that kinds and meanings show.
fn repeated(header: &str, lines: &[&str], times: usize) -> Loans {
    loans(&format!("{header}\n{}", format!("{}\n", lines.join("\n")).repeat(times)))
}

impl Loans {
    fn column_of(&self, meaning: Meaning) -> Option<&str> {
        self.schema.meaning(meaning).map(|column| column.name.as_str())
    }

    fn facts(&self, row: usize) -> LoanFacts {
        LoanColumns::of(&self.table, &self.schema, None).facts(&self.table, row)
    }
}

fn money(major: f64) -> Option<Money> {
    Money::from_major(major)
}

const CANONICAL: &str = "Borrower_ID,Employment_Type,Monthly_Income,Num_Dependents,Loan_ID,Loan_Amount,Loan_Tenure,Interest_Rate,Collateral_Value,\
                         Outstanding_Loan_Amount,Monthly_EMI,Payment_History,Num_Missed_Payments,Days_Past_Due,Recovery_Status,Collection_Attempts";

fn canonical() -> Loans {
    let lines: Vec<String> = (0..80)
        .map(|row| {
            let (work, history) = (["Salaried", "Self-Employed", "Unemployed"][row % 3], ["On-Time", "Delayed", "Missed"][row % 3]);
            let status = ["Fully Recovered", "Partially Recovered", "Written Off"][row % 3];
            format!(
                "BRW_{row},{work},{},{},LN_{row},500000,{},12.39,{},291413.006,4856.88,{history},{},{},{status},{}",
                50_000 + row * 10,
                row % 4,
                [12, 24, 36, 60][row % 4],
                if row % 2 == 0 { "0".to_owned() } else { format!("{}.5", 700_000 + row) },
                row % 6,
                row * 2,
                row % 9
            )
        })
        .collect();
    loans(&format!("{CANONICAL}\n{}\n", lines.join("\n")))
}

#[test]
fn the_columns_of_a_recovery_file_become_facts() {
    let loans = canonical();
    assert_eq!(loans.column_of(Meaning::Dependents), Some("Num_Dependents"));
    assert_eq!(loans.column_of(Meaning::ContactAttempts), Some("Collection_Attempts"));
    let facts = loans.facts(1);
    let expected = LoanFacts {
        outstanding: money(291_413.01),
        loan_amount: money(500_000.0),
        monthly_income: money(50_010.0),
        monthly_instalment: money(4_856.88),
        collateral: money(700_001.5),
        days_past_due: Some(2),
        missed_payments: Some(1),
        tenure_months: Some(24),
        annual_rate_basis_points: Some(1_239),
        dependents: Some(1),
        contact_attempts: Some(1),
        payment_history: Some(PaymentHistory::Delayed),
        employment: Some(Employment::SelfEmployed),
        ..LoanFacts::default()
    };
    assert_eq!(facts, expected);
    assert_eq!(loans.facts(0).collateral, Some(Money::ZERO));
    assert_eq!(loans.facts(2).payment_history, Some(PaymentHistory::Missed));
    assert_eq!(loans.facts(80), LoanFacts::default());
}

#[test]
fn what_cannot_be_is_left_out() {
    let lines = ["900,-1,0,-3,36,5", "1000,250.5,12000,95,24,6", "1100,30,9000,10,12,7", "1200,40,9500,2,60,8"];
    let header = "loan_amount,installment,annual_inc,days_past_due,term,interest_rate";
    let loans = repeated(header, &lines, 20);
    let columns = [Meaning::LoanAmount, Meaning::MonthlyInstalment, Meaning::YearlyIncome, Meaning::LoanTenure]
        .map(|meaning| loans.column_of(meaning));
    assert_eq!(columns, [Some("loan_amount"), None, Some("annual_inc"), Some("term")]);
    // The person says so nevertheless.
    let said = [(Meaning::MonthlyInstalment, Some("installment".to_owned())), (Meaning::DaysPastDue, Some("days_past_due".to_owned()))];
    let loans = Loans { schema: loans.schema.with_meanings(&said), table: loans.table };
    let odd = loans.facts(0);
    assert_eq!((odd.monthly_instalment, odd.monthly_income, odd.days_past_due), (None, None, None));
    let well = loans.facts(1);
    assert_eq!((well.monthly_instalment, well.monthly_income, well.days_past_due), (money(250.5), money(1_000.0), Some(95)));
    assert_eq!(well.annual_rate_basis_points, Some(600));
}

#[test]
fn rates_are_per_cents_or_shares_by_their_middle() {
    let rate = |values: [&str; 3]| {
        let lines = values.map(|value| format!("1000,{value},100"));
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let loans = repeated("loan_amount,interest_rate,emi", &lines, 20);
        let said = [(Meaning::InterestRate, Some("interest_rate".to_owned()))];
        let loans = Loans { schema: loans.schema.with_meanings(&said), table: loans.table };
        [0, 1, 2].map(|row| loans.facts(row).annual_rate_basis_points)
    };
    assert_eq!(rate(["13.99", "8.5", "0.9"]), [Some(1_399), Some(850), Some(90)]);
    assert_eq!(rate(["0.1399", "0.085", "0.29"]), [Some(1_399), Some(850), Some(2_900)]);
    assert_eq!(rate(["13.99%", "8.5%", "24%"]), [Some(1_399), Some(850), Some(2_400)]);
    assert_eq!(rate(["13.99", "-5", ""]), [Some(1_399), None, None]);
}

#[test]
fn synonyms_of_payment_and_work_are_known() {
    let cases = [
        ("On-Time", Some(PaymentHistory::OnTime)),
        ("always on time", Some(PaymentHistory::OnTime)),
        ("Never late", Some(PaymentHistory::OnTime)),
        ("no missed payments", Some(PaymentHistory::OnTime)),
        ("existing credits paid back duly till now", Some(PaymentHistory::OnTime)),
        ("Regular", Some(PaymentHistory::OnTime)),
        ("Irregular", Some(PaymentHistory::Delayed)),
        ("not on time", Some(PaymentHistory::Delayed)),
        ("delay in paying off in the past", Some(PaymentHistory::Delayed)),
        ("LATE (30d)", Some(PaymentHistory::Delayed)),
        ("Missed", Some(PaymentHistory::Missed)),
        ("Defaulted before", Some(PaymentHistory::Missed)),
        ("unpaid", Some(PaymentHistory::Missed)),
        ("critical account", None),
        ("A30", None),
    ];
    let lines = cases.map(|(word, _)| format!("1000,\"{word}\""));
    let loans = repeated("loan_amount,payment_history", &lines.iter().map(String::as_str).collect::<Vec<_>>(), 10);
    for (row, (word, expected)) in cases.iter().enumerate() {
        assert_eq!(loans.facts(row).payment_history, *expected, "{word}");
    }
    let cases = [
        ("Salaried", Some(Employment::Salaried)),
        ("Full-time", Some(Employment::Salaried)),
        ("skilled employee / official", Some(Employment::Salaried)),
        ("State servant", Some(Employment::Salaried)),
        ("Self-Employed", Some(Employment::SelfEmployed)),
        ("Self employed professional", Some(Employment::SelfEmployed)),
        ("Businessman", Some(Employment::SelfEmployed)),
        ("Not employed", Some(Employment::Unemployed)),
        ("unemployed/ unskilled  - non-resident", Some(Employment::Unemployed)),
        ("Pensioner", None),
        ("Student", None),
        ("Other", None),
    ];
    let lines = cases.map(|(word, _)| format!("1000,{word}"));
    let loans = repeated("loan_amount,employment_type", &lines.iter().map(String::as_str).collect::<Vec<_>>(), 10);
    for (row, (word, expected)) in cases.iter().enumerate() {
        assert_eq!(loans.facts(row).employment, *expected, "{word}");
    }
    let asked = repeated("loan_amount,Self_Employed", &["1000,Yes", "2000,No"], 30);
    assert_eq!([asked.facts(0).employment, asked.facts(1).employment], [Some(Employment::SelfEmployed), None]);
}

#[test]
fn flags_are_read_from_yes_and_no_numbers_days_and_causes() {
    let header =
        "loan_amount,is_disputed,vulnerability_status,date_of_death,bankruptcy_flag,legal_hold,pymnt_plan,dependents,Legal_Action_Taken";
    let lines = [
        "1000,Yes,none,,0,FALSE,n,3+,No",
        "1100,No,bereavement,2025-03-01,0,FALSE,n,0,No",
        "1200,No,none,,1,TRUE,n,1,No",
        "1300,,none,,0,FALSE,y,2,No",
        "1400,No,,,0,FALSE,n,1,No",
        "1500,No,,,0,FALSE,n,1,Yes",
    ];
    let loans = repeated(header, &lines, 20);
    let flags = [0, 1, 2, 3, 4, 5].map(|row| loans.facts(row).flags);
    assert!(flags[0].is_disputed && !flags[0].is_vulnerable && !flags[0].is_deceased);
    assert!(flags[1].is_vulnerable && flags[1].is_deceased && !flags[1].is_disputed);
    assert!(flags[2].is_insolvent && flags[2].is_on_legal_hold);
    assert!(flags[3].is_in_plan && !flags[3].block_automation());
    assert_eq!(flags[4], Default::default());
    assert!(flags[5].is_in_court && flags[5].block_automation() && !flags[5].stop_collecting());
    assert_eq!([0, 1].map(|row| loans.facts(row).dependents), [Some(3), Some(0)]);
}

#[test]
fn promises_are_counted_from_the_day_of_the_plan() {
    let lines = [
        "1000,2026-09-30,2026-10-05,2026-12-01",
        "1100,2026-09-30,2026-09-20,2026-12-01",
        "1200,2026-08-31,,2026-12-01",
        "1300,2026-08-31,2031-01-01,",
    ];
    let loans = repeated("loan_amount,snapshot_date,ptp_date,next_due_date", &lines, 20);
    assert_eq!(loans.column_of(Meaning::PromiseDate), Some("ptp_date"));
    let days = |plan_day: Option<i32>| {
        let columns = LoanColumns::of(&loans.table, &loans.schema, plan_day);
        [0, 1, 2, 3].map(|row| columns.facts(&loans.table, row).days_to_promise)
    };
    assert_eq!(days(None), [Some(5), Some(-10), None, None]);
    let sent = 20_726; // 2026-09-30
    assert_eq!(LoanColumns::of(&loans.table, &loans.schema, None).plan_day(), Some(sent));
    assert_eq!(days(Some(sent + 2)), [Some(3), Some(-12), None, None]);
}

#[test]
fn words_that_only_look_like_flags_are_none() {
    let header = "loan_amount,repayment_plan,Bankruptcies,bankruptcy,num_calls,children_count,collection_status";
    let lines = [
        "1000,Standard,0,0,3,1,in progress",
        "1100,Graduated,1,1,2,0,open",
        "1200,Income-based,0,0,9,2,closed",
        "1300,Standard,2,0,1,0,open",
    ];
    let loans = repeated(header, &lines, 20);
    for meaning in [Meaning::InPlan, Meaning::Insolvency, Meaning::ContactAttempts, Meaning::LegalHold, Meaning::Dispute] {
        assert_eq!(loans.column_of(meaning), None, "{meaning:?}");
    }
    // Most borrowers are not dead, whatever the column says.
    let reversed = repeated("loan_amount,deceased", &["1000,1", "1100,1", "1200,0"], 20);
    assert_eq!(reversed.column_of(Meaning::Deceased), None);
}

#[test]
fn public_files_get_no_meanings_that_they_do_not_have() {
    use Meaning as M;
    let new = [
        M::Dependents,
        M::ContactAttempts,
        M::PromiseDate,
        M::InPlan,
        M::Dispute,
        M::Vulnerability,
        M::Deceased,
        M::Insolvency,
        M::LegalHold,
    ];
    let files: [(&str, &[(M, &str)]); 8] = [
        ("loan-recovery", &[(M::Dependents, "Num_Dependents"), (M::ContactAttempts, "Collection_Attempts")]),
        ("german-credit", &[]),
        ("german-credit-kaggle-NA", &[]),
        ("taiwan-credit-card", &[]),
        ("loan-payments", &[]),
        ("lendingclub-sample-150col", &[(M::InPlan, "pymnt_plan")]),
        ("lendingclub-percent-2500", &[]),
        ("home-credit-sample", &[(M::Dependents, "CNT_CHILDREN")]),
    ];
    for (name, expected) in files {
        let Some(bytes) = loan_file(&format!("{name}.csv")) else { return };
        let table = read_well(&bytes).table;
        let schema = infer_schema(&table);
        let guesses = guess_meanings(&table, &schema.columns);
        let found: Vec<(M, &str)> = guesses
            .iter()
            .filter(|guess| new.contains(&guess.meaning))
            .filter_map(|guess| Some((guess.meaning, guess.column.as_deref()?)))
            .collect();
        assert_eq!(found, expected, "{name}");
        let columns = LoanColumns::of(&table, &schema, None);
        let n_flagged = (0..table.n_rows()).filter(|row| columns.facts(&table, *row).flags != Default::default()).count();
        assert!(n_flagged * 20 <= table.n_rows(), "{name}: {n_flagged} flagged");
    }
}

#[test]
fn a_loan_has_ended_only_where_the_words_of_its_outcome_say_so() {
    let end_of = |name: &str, values: [&str; 2]| {
        let mut loans =
            repeated(&format!("Loan_ID,Income,{name}"), &[&format!("1,100,{}", values[0]), &format!("2,200,{}", values[1])], 40);
        loans.schema.choose_outcome(name);
        [loans.facts(0).end, loans.facts(1).end]
    };
    let (cleared, written_off) = (Some(LoanEnd::Cleared), Some(LoanEnd::WrittenOff));
    for (good, bad) in [("Fully Paid", "Charged Off"), ("PAID_OFF", "CHGOFF"), ("P I F", "Written Off"), ("Fully Recovered", "Written Off")]
    {
        assert_eq!(end_of("loan_status", [good, bad]), [cleared, written_off], "{good}");
    }
    for (ended, other) in [("Closed", "Current"), ("Settled", "Default"), ("repaid", "not repaid"), ("Paid in full", "Partially Recovered")]
    {
        assert_eq!(end_of("loan_status", [ended, other]), [cleared, None], "{ended}");
    }
    // The good class of loans that still run, and ends that are none.
    for values in
        [["good", "bad"], ["0", "1"], ["Standard", "NPA"], ["No default", "Default"], ["low risk", "high risk"], ["Current", "Late"]]
    {
        assert_eq!(end_of("loan_status", values), [None, None], "{values:?}");
    }
    assert_eq!(end_of("loan_status", ["Not Fully Paid", "Unsettled"]), [None, None]);
    assert_eq!(end_of("class", ["good", "bad"]), [None, None]);
    assert_eq!(end_of("default.payment.next.month", ["0", "1"]), [None, None]);
    // A name that asks.
    assert_eq!(end_of("not.fully.paid", ["0", "1"]), [cleared, None]);
    assert_eq!(end_of("loan_repaid", ["1", "0"]), [cleared, None]);
    assert_eq!(end_of("fully_paid", ["yes", "no"]), [cleared, None]);
}
