//! Rows to text: spellings and decimals of the file. No cell needs quotes.

use super::borrower::Employment;
use super::loan::LoanType;
use super::outcome::{CollectionMethod, RecoveryStatus};
use super::portfolio::PortfolioRow;
use super::repayment::LoanPath;

/// The columns of the well-known recovery data set, in its order.
const HEADER: &str = "Borrower_ID,Age,Gender,Employment_Type,Monthly_Income,Num_Dependents,Loan_ID,Loan_Amount,Loan_Tenure,\
Interest_Rate,Loan_Type,Collateral_Value,Outstanding_Loan_Amount,Monthly_EMI,Payment_History,Num_Missed_Payments,Days_Past_Due,\
Recovery_Status,Collection_Attempts,Collection_Method,Legal_Action_Taken\n";

/// The whole file.
pub(super) fn write_portfolio(rows: &[PortfolioRow]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(HEADER.len() + 160 * rows.len());
    bytes.extend_from_slice(HEADER.as_bytes());
    for row in rows {
        bytes.extend_from_slice(row_cells(row).join(",").as_bytes());
        bytes.push(b'\n');
    }
    bytes
}

fn row_cells(row: &PortfolioRow) -> [String; 21] {
    let (borrower, terms, outcome) = (&row.path.borrower, &row.path.terms, &row.outcome);
    [
        format!("BRW_{}", row.borrower_number),
        ((borrower.age_months + row.path.months_on_book) / 12).to_string(),
        if borrower.is_female { "Female" } else { "Male" }.to_string(),
        employment_name(borrower.employment).to_string(),
        if borrower.income_known { borrower.income.to_string() } else { String::new() },
        borrower.n_dependents.to_string(),
        format!("LN_{}", row.borrower_number),
        terms.amount.to_string(),
        terms.tenure.to_string(),
        hundredths(i64::from(terms.rate_hundredths)),
        loan_type_name(terms.loan_type).to_string(),
        collateral_cell(&row.path),
        rupees(row.path.balance),
        rupees(terms.emi),
        payment_history(row).to_string(),
        row.path.n_missed().to_string(),
        row.days_past_due.to_string(),
        status_name(outcome.status).to_string(),
        outcome.n_attempts.to_string(),
        method_name(outcome.method).to_string(),
        if outcome.has_legal_action { "Yes" } else { "No" }.to_string(),
    ]
}

fn collateral_cell(path: &LoanPath) -> String {
    if path.terms.collateral > 0.0 && !path.terms.collateral_known {
        return String::new();
    }
    rupees(path.collateral)
}

/// Missed: an instalment open for more than 30 days. On time: in twelve months none without a payment, at most one late.
fn payment_history(row: &PortfolioRow) -> &'static str {
    if row.days_past_due > 30 {
        "Missed"
    } else if row.path.n_missed() > 0 || row.path.n_late() > 1 {
        "Delayed"
    } else {
        "On-Time"
    }
}

/// An amount in rupees, with the paise.
fn rupees(amount: f64) -> String {
    hundredths((amount * 100.0 + 0.5) as i64)
}

/// A number that is not negative, from its hundredths: decimals without floating point.
fn hundredths(number: i64) -> String {
    format!("{}.{:02}", number / 100, number % 100)
}

fn employment_name(employment: Employment) -> &'static str {
    match employment {
        Employment::Salaried => "Salaried",
        Employment::SelfEmployed => "Self-Employed",
        Employment::BusinessOwner => "Business Owner",
    }
}

fn loan_type_name(loan_type: LoanType) -> &'static str {
    match loan_type {
        LoanType::Home => "Home",
        LoanType::Auto => "Auto",
        LoanType::Personal => "Personal",
        LoanType::Business => "Business",
    }
}

fn status_name(status: RecoveryStatus) -> &'static str {
    match status {
        RecoveryStatus::Fully => "Fully Recovered",
        RecoveryStatus::Partially => "Partially Recovered",
        RecoveryStatus::WrittenOff => "Written Off",
    }
}

fn method_name(method: CollectionMethod) -> &'static str {
    match method {
        CollectionMethod::Calls => "Calls",
        CollectionMethod::SettlementOffer => "Settlement Offer",
        CollectionMethod::LegalNotice => "Legal Notice",
        CollectionMethod::DebtCollectors => "Debt Collectors",
    }
}
