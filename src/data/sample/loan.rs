//! What is lent: a borrower in, the terms of the loan out, and the arithmetic of the annuity and of the calendar.
//! Knows nothing of what is paid later.

use super::borrower::{Borrower, Employment};
use crate::quantity::RandomStream;

/// What the loan is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LoanType {
    Home,
    Auto,
    Personal,
    Business,
}

/// Smallest and largest loan, rupees.
const AMOUNT_RANGE: (f64, f64) = (50_000.0, 2_000_000.0);
/// Cheapest and dearest rate, hundredths of a percent a year.
const RATE_RANGE: (i32, i32) = (700, 1_799);
/// Of the secured loans, how many have no value on file.
const COLLATERAL_UNKNOWN_SHARE: f64 = 0.02;

/// The contract.
#[derive(Clone, Copy, Debug)]
pub(super) struct LoanTerms {
    pub loan_type: LoanType,
    /// Whole rupees.
    pub amount: i64,
    /// Months.
    pub tenure: i32,
    /// Hundredths of a percent a year.
    pub rate_hundredths: i32,
    /// The instalment, rupees, before rounding to paise.
    pub emi: f64,
    /// What the security was worth when the loan was paid out, rupees; 0 where there is none.
    pub collateral: f64,
    /// Whether the file knows the security's value; independent of everything else.
    pub collateral_known: bool,
    /// Day of the month on which instalments fall due, 1 to 28.
    pub due_day: i32,
}

impl LoanTerms {
    /// A loan that fits the borrower's income, with spread.
    pub(super) fn draw(borrower: &Borrower, stream: &mut RandomStream) -> LoanTerms {
        let loan_type = draw_type(borrower.employment, stream);
        let tenure = draw_tenure(loan_type, stream);
        let rate_hundredths = draw_rate(loan_type, borrower.willingness, stream);
        let burden = (0.34 * libm::exp(0.50 * stream.normal())).clamp(0.08, 0.80);
        let payment_per_rupee = annuity_payment(1.0, rate_hundredths, tenure);
        let affordable = borrower.income as f64 * burden / payment_per_rupee;
        // Who could carry more than the largest loan gets a large one, not all the same.
        let largest = AMOUNT_RANGE.1 * (0.6 + 0.4 * stream.unit());
        let lent = if affordable > AMOUNT_RANGE.1 { largest } else { affordable.max(AMOUNT_RANGE.0) };
        let amount = (lent / 1_000.0) as i64 * 1_000;
        LoanTerms {
            loan_type,
            amount,
            tenure,
            rate_hundredths,
            emi: annuity_payment(amount as f64, rate_hundredths, tenure),
            collateral: draw_collateral(loan_type, amount as f64, stream),
            collateral_known: stream.unit() >= COLLATERAL_UNKNOWN_SHARE,
            due_day: 1 + stream.below(28) as i32,
        }
    }

    /// What a debt grows by in a month: `1 + i`.
    pub(super) fn interest_growth(&self) -> f64 {
        1.0 + monthly_rate(self.rate_hundredths)
    }

    /// What the security's value is multiplied by in a month: homes gain 5 % a year, vehicles lose 13 %, business
    /// assets 6 %.
    pub(super) fn collateral_growth(&self) -> f64 {
        match self.loan_type {
            LoanType::Home => 1.0 + 0.05 / 12.0,
            LoanType::Auto => 1.0 - 0.13 / 12.0,
            LoanType::Business => 1.0 - 0.06 / 12.0,
            LoanType::Personal => 1.0,
        }
    }
}

/// `P·i·(1+i)^n / ((1+i)^n − 1)` with i = annual percent / 1200.
fn annuity_payment(amount: f64, rate_hundredths: i32, tenure: i32) -> f64 {
    let rate = monthly_rate(rate_hundredths);
    // A product instead of a power: the same bits everywhere.
    let growth = (0..tenure).fold(1.0, |product, _| product * (1.0 + rate));
    amount * rate * growth / (growth - 1.0)
}

fn monthly_rate(rate_hundredths: i32) -> f64 {
    f64::from(rate_hundredths) / 100.0 / 1_200.0
}

fn draw_type(employment: Employment, stream: &mut RandomStream) -> LoanType {
    let (home, auto, personal) = match employment {
        Employment::Salaried => (0.32, 0.20, 0.46),
        Employment::SelfEmployed => (0.26, 0.18, 0.40),
        Employment::BusinessOwner => (0.24, 0.14, 0.28),
    };
    let share = stream.unit();
    if share < home {
        LoanType::Home
    } else if share < home + auto {
        LoanType::Auto
    } else if share < home + auto + personal {
        LoanType::Personal
    } else {
        LoanType::Business
    }
}

fn draw_tenure(loan_type: LoanType, stream: &mut RandomStream) -> i32 {
    let (shortest, n_choices) = match loan_type {
        LoanType::Home => (48, 3),
        LoanType::Auto => (36, 4),
        LoanType::Personal => (12, 5),
        LoanType::Business => (12, 6),
    };
    shortest + 12 * stream.below(n_choices) as i32
}

/// The type's usual rate, and a premium for a bureau grade that sees willingness through noise.
fn draw_rate(loan_type: LoanType, willingness: f64, stream: &mut RandomStream) -> i32 {
    let usual = match loan_type {
        LoanType::Home => 930.0,
        LoanType::Auto => 1_020.0,
        LoanType::Personal => 1_340.0,
        LoanType::Business => 1_290.0,
    };
    let grade = 0.5 * willingness + 0.87 * stream.normal();
    ((usual - 110.0 * grade) as i32).clamp(RATE_RANGE.0, RATE_RANGE.1)
}

/// Loan to value: homes 55–90 %, vehicles 70–100 %, half of the business loans 60–120 %.
fn draw_collateral(loan_type: LoanType, amount: f64, stream: &mut RandomStream) -> f64 {
    let place = stream.unit();
    let is_pledged = stream.unit() < 0.5;
    match loan_type {
        LoanType::Home => amount / (0.55 + 0.35 * place),
        LoanType::Auto => amount / (0.70 + 0.30 * place),
        LoanType::Business if is_pledged => amount / (0.60 + 0.60 * place),
        LoanType::Business | LoanType::Personal => 0.0,
    }
}

/// Days from 1 March of year 0 to a date of the Gregorian calendar; `month` counts from January of year 0
/// (Hinnant's days-from-civil without its eras: only differences are used).
pub(super) fn day_number(month: i32, day: i32) -> i32 {
    let from_march = month - 2;
    let year = from_march.div_euclid(12);
    year * 365 + year / 4 - year / 100 + year / 400 + (153 * from_march.rem_euclid(12) + 2) / 5 + day
}
