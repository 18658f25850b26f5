//! What columns measure, in words: the name of each meaning, and what is lost without it.

use serde::{Deserialize, Serialize};

use crate::data::schema::{Confidence, Meaning, MeaningGuess};

/// A meaning with its column, ready to read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeaningText {
    /// What is measured, by which column, how surely.
    pub guess: MeaningGuess,
    /// Its name: `Balance`.
    pub name: String,
    /// How sure the guess is, in a phrase; empty where no column is used.
    pub confidence: String,
    /// What is not there without it, in a sentence.
    pub lost: String,
}

/// Guesses in words, in their order.
pub fn meaning_texts(guesses: &[MeaningGuess]) -> Vec<MeaningText> {
    let text = |guess: &MeaningGuess| MeaningText {
        name: meaning_name(guess.meaning).to_owned(),
        confidence: if guess.column.is_some() { confidence_words(guess.confidence).to_owned() } else { String::new() },
        lost: lost_without(guess.meaning).to_owned(),
        guess: guess.clone(),
    };
    guesses.iter().map(text).collect()
}

fn confidence_words(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Sure => "by name and content",
        Confidence::Likely => "likely; please check",
        Confidence::Unsure => "unsure",
    }
}

/// A meaning's name.
pub fn meaning_name(meaning: Meaning) -> &'static str {
    match meaning {
        Meaning::BorrowerId => "Borrower",
        Meaning::LoanId => "Loan",
        Meaning::Outstanding => "Balance",
        Meaning::LoanAmount => "Loan amount",
        Meaning::MonthlyIncome => "Income a month",
        Meaning::YearlyIncome => "Income a year",
        Meaning::MonthlyInstalment => "Instalment",
        Meaning::DaysPastDue => "Days past due",
        Meaning::MissedPayments => "Missed payments",
        Meaning::CollateralValue => "Collateral",
        Meaning::LoanTenure => "Term in months",
        Meaning::InterestRate => "Interest rate",
        Meaning::LoanProduct => "Kind of loan",
        Meaning::LoanDate => "Date of the loan",
        Meaning::Employment => "Employment",
        Meaning::PaymentHistory => "Payment history",
        Meaning::Dependents => "Dependents",
        Meaning::ContactAttempts => "Contact attempts",
        Meaning::PromiseDate => "Promised day",
        Meaning::InPlan => "In a repayment plan",
        Meaning::Dispute => "Disputed",
        Meaning::Vulnerability => "Vulnerable",
        Meaning::Deceased => "Deceased",
        Meaning::Insolvency => "Insolvent",
        Meaning::LegalHold => "Legal hold",
        Meaning::LegalAction => "Legal action taken",
        Meaning::Group => "Group for fairness",
    }
}

/// What is not there without a meaning, in a sentence.
pub fn lost_without(meaning: Meaning) -> &'static str {
    match meaning {
        Meaning::BorrowerId => "Without it each row counts as a borrower of its own, and months are matched by the loan.",
        Meaning::LoanId => "Without it loans are known by the borrower, or by their row.",
        Meaning::Outstanding => "Without it amounts at risk are worked out from the loan amount, if there is one.",
        Meaning::LoanAmount => "Without it nothing is said about how much of a loan is still owed.",
        Meaning::MonthlyIncome => "Without it there is no instalment to income, unless the file has income a year.",
        Meaning::YearlyIncome => "It is only used where income a month is missing, a twelfth of it.",
        Meaning::MonthlyInstalment => "Without it there is no instalment to income.",
        Meaning::DaysPastDue => "Without it there are no buckets of days past due.",
        Meaning::MissedPayments => "Without it there are no missed payments by outcome.",
        Meaning::CollateralValue => "Without it there is no collateral cover.",
        Meaning::LoanTenure => "Without it missed payments are not set beside the loan’s term.",
        Meaning::InterestRate => "Without it repayment plans assume no interest.",
        Meaning::LoanProduct => "Without it risk is not shown by kind of loan.",
        Meaning::LoanDate => "Without it the newest loans cannot be told from the older ones.",
        Meaning::Employment => "Without it risk is not shown by employment.",
        Meaning::PaymentHistory => "Without it payment history is not shown by outcome.",
        Meaning::Dependents => "Without it who can pay is told without the people who live on the income.",
        Meaning::ContactAttempts => "Without it who wants to pay is told without how often the borrower was tried.",
        Meaning::PromiseDate => "Without it nobody is left in peace until the day on which they promised to pay.",
        Meaning::InPlan => "Without it borrowers who keep to a plan cannot be left in peace.",
        Meaning::Dispute => "Without it disputed debts cannot be kept from automated treatment.",
        Meaning::Vulnerability => "Without it vulnerable borrowers cannot be kept from automated treatment.",
        Meaning::Deceased => "Without it estates cannot be kept from automated treatment.",
        Meaning::Insolvency => "Without it insolvent borrowers cannot be kept from automated treatment.",
        Meaning::LegalAction => "Without it loans that are in court already are treated as if they were not.",
        Meaning::LegalHold => "Without it accounts on hold cannot be kept from automated treatment.",
        Meaning::Group => "Without it nothing can be said about fairness between groups.",
    }
}
