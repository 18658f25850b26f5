//! What is known of one loan, in the units of collections: what segments and strategy reason about. Filled in from the
//! columns by their meanings; `None` where the file does not say or the cell cannot be read.

use serde::{Deserialize, Serialize};

use crate::quantity::Money;

/// What the file says of one loan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LoanFacts {
    /// Money still owed.
    pub outstanding: Option<Money>,
    /// Money lent.
    pub loan_amount: Option<Money>,
    /// Income a month.
    pub monthly_income: Option<Money>,
    /// Instalment a month.
    pub monthly_instalment: Option<Money>,
    /// What the collateral is worth; zero where the loan is known to be unsecured.
    pub collateral: Option<Money>,
    /// Completed days past due.
    pub days_past_due: Option<u32>,
    /// Missed payments.
    pub missed_payments: Option<u32>,
    /// The term in months.
    pub tenure_months: Option<u32>,
    /// Interest a year in basis points: 1 400 is 14 %.
    pub annual_rate_basis_points: Option<u32>,
    /// People who live on the borrower's income.
    pub dependents: Option<u32>,
    /// How often collections tried to reach the borrower.
    pub contact_attempts: Option<u32>,
    /// How earlier instalments were paid.
    pub payment_history: Option<PaymentHistory>,
    /// How the borrower earns a living.
    pub employment: Option<Employment>,
    /// Days from the date of the plan to the day on which the borrower promised to pay; below zero where it has passed.
    pub days_to_promise: Option<i32>,
    /// What forbids treating the borrower by rule.
    pub flags: CareFlags,
    /// How the loan ended, where the words of its outcome say that it has.
    pub end: Option<LoanEnd>,
    /// What came of the last contact, as a person noted it since the file was written.
    pub noted: Option<NotedContact>,
}

impl LoanFacts {
    /// What is known once a person has noted what came of a contact: it is newer than the file.
    pub fn after(mut self, contact: NotedContact) -> LoanFacts {
        self.noted = Some(contact);
        match contact {
            NotedContact::Disputed => self.flags.is_disputed = true,
            NotedContact::Hardship => self.flags.is_vulnerable = true,
            NotedContact::Deceased => self.flags.is_deceased = true,
            NotedContact::Insolvent => self.flags.is_insolvent = true,
            NotedContact::LegalHold => self.flags.is_on_legal_hold = true,
            NotedContact::PromiseToPay { days } => self.days_to_promise = Some(days),
            NotedContact::Paid | NotedContact::WrongNumber | NotedContact::Refused => {}
        }
        self
    }
}

/// What came of a contact, as far as it changes what is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NotedContact {
    /// The borrower has paid: nothing is due until another file says so.
    Paid,
    /// The debt is disputed.
    Disputed,
    /// The borrower cannot pay.
    Hardship,
    /// The borrower is said to have died.
    Deceased,
    /// The borrower is insolvent or bankrupt.
    Insolvent,
    /// A court or the lender's lawyers have put the account on hold.
    LegalHold,
    /// The borrower promised to pay.
    PromiseToPay {
        /// Days from today to the promised day; below zero where it has passed.
        days: i32,
    },
    /// The number is somebody else's.
    WrongNumber,
    /// The borrower refused what was asked or offered.
    Refused,
}

/// How a loan ended, by its outcome's own words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LoanEnd {
    /// Repaid, settled or closed: nothing is owed any more.
    Cleared,
    /// Given up: a balance of zero says nothing of what is owed.
    WrittenOff,
}

/// How earlier instalments were paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PaymentHistory {
    /// On time.
    OnTime,
    /// Late.
    Delayed,
    /// Not at all.
    Missed,
}

/// How the borrower earns a living.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Employment {
    /// A wage.
    Salaried,
    /// Own business.
    SelfEmployed,
    /// No work.
    Unemployed,
}

/// What forbids treating a borrower by rule: a person must look first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CareFlags {
    /// The borrower disputes the debt.
    pub is_disputed: bool,
    /// The borrower is known to be vulnerable.
    pub is_vulnerable: bool,
    /// The borrower has died.
    pub is_deceased: bool,
    /// Insolvent or bankrupt.
    pub is_insolvent: bool,
    /// A court or the lender's lawyers have put the account on hold.
    pub is_on_legal_hold: bool,
    /// A repayment plan is under way.
    pub is_in_plan: bool,
    /// Legal action has been taken already.
    pub is_in_court: bool,
}

impl CareFlags {
    /// True if automated treatment is blocked: a specialist decides.
    pub fn block_automation(self) -> bool {
        self.is_disputed || self.is_vulnerable || self.is_deceased || self.is_insolvent || self.is_on_legal_hold || self.is_in_court
    }

    /// True if nothing is collected until a person has resolved it: a dispute, or a legal hold.
    pub fn stop_collecting(self) -> bool {
        self.is_disputed || self.is_on_legal_hold
    }
}
