//! What may be said of one borrower: a closed list of figures, in bands or rounded until they fit many. A name, an address, a number
//! of any kind of account and a date of birth are not in the list, so that they cannot be said.

use serde::{Deserialize, Serialize};

use crate::quantity::format::{count_text, currency_sign};
use crate::quantity::{Currency, Money, Probability};

/// Figures of a borrower and a loan; `None` where they are not known.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CaseFacts {
    /// In whole years.
    pub age_years: Option<u32>,
    /// Income a month.
    pub monthly_income: Option<Money>,
    /// Instalment a month.
    pub monthly_instalment: Option<Money>,
    /// Money still owed.
    pub outstanding: Option<Money>,
    /// Money lent.
    pub loan_amount: Option<Money>,
    /// What the collateral is worth; zero where there is none.
    pub collateral: Option<Money>,
    /// Completed days past due.
    pub days_past_due: Option<u32>,
    /// Missed payments.
    pub missed_payments: Option<u32>,
    /// The term in months.
    pub tenure_months: Option<u32>,
    /// How often collections tried to reach the borrower.
    pub contact_attempts: Option<u32>,
    /// How likely it is that the loan is not repaid.
    pub risk: Option<Probability>,
}

/// One of the facts that may be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum FactField {
    /// In bands of ten years.
    Age,
    /// In bands that double.
    Income,
    /// Two significant digits.
    Instalment,
    /// Two significant digits.
    Outstanding,
    /// Two significant digits.
    LoanAmount,
    /// As a share of what is owed, in bands.
    Collateral,
    /// In the bands of collections.
    DaysPastDue,
    /// Up to ten.
    MissedPayments,
    /// In years.
    Tenure,
    /// Up to ten.
    ContactAttempts,
    /// In steps of five per cent.
    Risk,
}

impl FactField {
    /// All of them, in the order in which they are said.
    pub const ALL: [FactField; 11] = [
        FactField::Age,
        FactField::Income,
        FactField::Instalment,
        FactField::Outstanding,
        FactField::LoanAmount,
        FactField::Collateral,
        FactField::DaysPastDue,
        FactField::MissedPayments,
        FactField::Tenure,
        FactField::ContactAttempts,
        FactField::Risk,
    ];

    /// How it is named, to the model and to the person.
    pub fn label(self) -> &'static str {
        match self {
            FactField::Age => "age",
            FactField::Income => "monthly income",
            FactField::Instalment => "monthly instalment",
            FactField::Outstanding => "outstanding",
            FactField::LoanAmount => "loan amount",
            FactField::Collateral => "collateral",
            FactField::DaysPastDue => "days past due",
            FactField::MissedPayments => "missed payments",
            FactField::Tenure => "term",
            FactField::ContactAttempts => "contact attempts",
            FactField::Risk => "risk of default",
        }
    }
}

/// A fact as it is said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedFact {
    /// Which one.
    pub field: FactField,
    /// In a band or rounded.
    pub value: String,
}

/// What is said of a borrower: of the fields that the person ticked, those that are known.
pub fn shared_facts(facts: &CaseFacts, currency: Currency, ticked: &[FactField]) -> Vec<SharedFact> {
    let fields = FactField::ALL.into_iter().filter(|field| ticked.contains(field));
    fields.filter_map(|field| value_of(facts, currency, field).map(|value| SharedFact { field, value })).collect()
}

/// The facts as a text for the model, a line each; a borrower is called by the pseudonym.
pub fn facts_text(pseudonym: &str, facts: &[SharedFact]) -> String {
    let lines = facts.iter().map(|fact| format!("\n{}: {}", fact.field.label(), fact.value));
    format!("Borrower {pseudonym}{}", lines.collect::<String>())
}

fn value_of(facts: &CaseFacts, currency: Currency, field: FactField) -> Option<String> {
    let amount = |money: Money| format!("about {}", amount_text(rounded(whole_units(money)), currency));
    let up_to_ten = |count: u32| if count > 10 { "more than 10".to_owned() } else { count.to_string() };
    Some(match field {
        FactField::Age => age_band(facts.age_years?),
        FactField::Income => income_band(whole_units(facts.monthly_income?), currency),
        FactField::Instalment => amount(facts.monthly_instalment?),
        FactField::Outstanding => amount(facts.outstanding?),
        FactField::LoanAmount => amount(facts.loan_amount?),
        FactField::Collateral => collateral_band(facts.collateral?, facts.outstanding),
        FactField::DaysPastDue => days_band(facts.days_past_due?).to_owned(),
        FactField::MissedPayments => up_to_ten(facts.missed_payments?),
        FactField::Tenure => years_text(facts.tenure_months?),
        FactField::ContactAttempts => up_to_ten(facts.contact_attempts?),
        FactField::Risk => risk_band(facts.risk?),
    })
}

/// In major units, never below zero.
fn whole_units(money: Money) -> u64 {
    u64::try_from(money.minor_units()).unwrap_or_default() / 100
}

fn amount_text(amount: u64, currency: Currency) -> String {
    format!("{}{}", currency_sign(currency), count_text(amount, currency))
}

/// To two significant digits.
fn rounded(amount: u64) -> u64 {
    let mut step = 1;
    while amount / step >= 100 {
        step *= 10;
    }
    (amount / step + u64::from(amount % step >= step.div_ceil(2) && step > 1)) * step
}

fn age_band(years: u32) -> String {
    match years {
        ..25 => "under 25".to_owned(),
        65.. => "65 or older".to_owned(),
        _ => {
            let low = (years - 5) / 10 * 10 + 5;
            format!("{low} to {}", low + 9)
        }
    }
}

/// Between a number with one significant digit out of 1, 2, 5 and the next.
fn income_band(amount: u64, currency: Currency) -> String {
    let (mut low, mut decade) = (0, 1_000u64);
    loop {
        for high in [decade, decade.saturating_mul(2), decade.saturating_mul(5)] {
            if amount < high || high == u64::MAX {
                return format!("{} to {}", amount_text(low, currency), amount_text(high, currency));
            }
            low = high;
        }
        decade = decade.saturating_mul(10);
    }
}

fn collateral_band(collateral: Money, outstanding: Option<Money>) -> String {
    let Some(owed) = outstanding.filter(|owed| *owed > Money::ZERO) else {
        return if collateral > Money::ZERO { "some".to_owned() } else { "none".to_owned() };
    };
    match collateral.to_major() / owed.to_major() {
        share if share <= 0.0 => "none",
        share if share < 0.25 => "less than a quarter of what is owed",
        share if share < 0.5 => "a quarter to a half of what is owed",
        share if share < 1.0 => "a half to all of what is owed",
        share if share < 1.5 => "up to one and a half times what is owed",
        _ => "more than one and a half times what is owed",
    }
    .to_owned()
}

fn days_band(days: u32) -> &'static str {
    match days {
        0 => "0",
        1..=30 => "1 to 30",
        31..=60 => "31 to 60",
        61..=90 => "61 to 90",
        91..=180 => "91 to 180",
        181..=360 => "181 to 360",
        _ => "more than 360",
    }
}

fn years_text(months: u32) -> String {
    match months {
        ..12 => "less than a year".to_owned(),
        12..24 => "1 year".to_owned(),
        _ => format!("{} years", (months / 12).min(40)),
    }
}

fn risk_band(risk: Probability) -> String {
    let step = ((risk.value() * 20.0) as u32).min(19);
    format!("{} to {}%", step * 5, step * 5 + 5)
}
