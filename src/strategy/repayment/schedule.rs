use serde::{Deserialize, Serialize};

use super::ledger::walk;
use super::plan::{PlanError, PlanKind};
use super::terms::LoanTerms;
use crate::quantity::{Decimal, Money};

/// One month of a schedule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScheduleRow {
    /// From 1, a month from now.
    pub month: u16,
    /// What the borrower pays: interest, principal and arrears together. Never negative.
    pub payment: Money,
    /// The month's interest on the balance before.
    pub interest: Money,
    /// What the payment takes off the balance; negative where unpaid interest is added to it.
    pub principal: Money,
    /// The part of the payment that is for arrears outside the balance.
    pub arrears: Money,
    /// What the lender gives up.
    pub waived: Money,
    /// What is still owed after the month, without arrears that are paid apart. Never negative; zero in the last row.
    pub balance: Money,
}

/// What a schedule comes to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScheduleTotals {
    /// All payments.
    pub paid: Money,
    /// All interest.
    pub interest: Money,
    /// All that is waived.
    pub waived: Money,
    /// Paid more than by the standard schedule; negative where less.
    pub extra_cost: Money,
    /// The first payment above zero.
    pub first_instalment: Money,
    /// The highest payment of a month, with arrears.
    pub highest_instalment: Money,
    /// The last payment, which absorbs what rounding left.
    pub final_instalment: Money,
    /// Month of the last payment.
    pub end_month: u16,
}

/// What a person should know before a plan is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanWarning {
    /// The reduced instalment is less than the interest: what is owed grows (negative amortization).
    BalanceGrows,
    /// A settlement that is paid over more than three months is a restructuring (RBI, compromise settlements, 8 June 2023).
    Restructuring,
}

/// A plan month by month, in exact minor units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schedule {
    /// The plan.
    pub kind: PlanKind,
    /// Its rate a year; zero in a settlement.
    pub annual_rate: Decimal,
    /// The balance before the first month: the principal, with the arrears where the plan adds them to it. The rows'
    /// `principal` and `waived` sum to it exactly.
    pub opening_balance: Money,
    /// One a month; of a lump sum only its month.
    pub rows: Vec<ScheduleRow>,
    /// Their sums.
    pub totals: ScheduleTotals,
    /// In the order in which they are declared, each once.
    pub warnings: Vec<PlanWarning>,
}

/// The names of [`Schedule::text_rows`].
pub const SCHEDULE_HEADER: [&str; 7] = ["month", "payment", "interest", "principal", "arrears", "waived", "balance"];

/// The plan's schedule, and what it costs beyond the standard one.
pub fn schedule(terms: &LoanTerms, kind: PlanKind) -> Result<Schedule, PlanError> {
    let mut rows = Vec::new();
    let mut totals = ScheduleTotals::default();
    let walked = walk(terms, kind, &mut |row| {
        totals.add(row);
        rows.push(*row);
    })?;
    totals.extra_cost = totals.paid.saturating_sub(standard_paid(terms, kind, &totals)?);
    Ok(Schedule { kind, annual_rate: walked.annual_rate, opening_balance: walked.opening_balance, rows, totals, warnings: walked.warnings })
}

/// Only what the schedule comes to: for many borrowers at once.
pub fn schedule_totals(terms: &LoanTerms, kind: PlanKind) -> Result<ScheduleTotals, PlanError> {
    let mut totals = ScheduleTotals::default();
    walk(terms, kind, &mut |row| totals.add(row))?;
    totals.extra_cost = totals.paid.saturating_sub(standard_paid(terms, kind, &totals)?);
    Ok(totals)
}

fn standard_paid(terms: &LoanTerms, kind: PlanKind, totals: &ScheduleTotals) -> Result<Money, PlanError> {
    if kind == PlanKind::Standard {
        return Ok(totals.paid);
    }
    let mut paid = Money::ZERO;
    walk(terms, PlanKind::Standard, &mut |row| paid = paid.saturating_add(row.payment))?;
    Ok(paid)
}

impl ScheduleTotals {
    pub(super) fn add(&mut self, row: &ScheduleRow) {
        self.paid = self.paid.saturating_add(row.payment);
        self.interest = self.interest.saturating_add(row.interest);
        self.waived = self.waived.saturating_add(row.waived);
        self.highest_instalment = self.highest_instalment.max(row.payment);
        if row.payment > Money::ZERO {
            if self.first_instalment == Money::ZERO {
                self.first_instalment = row.payment;
            }
            self.final_instalment = row.payment;
            self.end_month = row.month;
        }
    }
}

impl Schedule {
    /// The rows as text for a file, in the order of [`SCHEDULE_HEADER`]: amounts in major units with two decimals and no
    /// grouping, exact.
    pub fn text_rows(&self) -> impl Iterator<Item = [String; 7]> + '_ {
        self.rows.iter().map(|row| {
            let [payment, interest, principal, arrears, waived, balance] =
                [row.payment, row.interest, row.principal, row.arrears, row.waived, row.balance].map(Money::decimal_text);
            [row.month.to_string(), payment, interest, principal, arrears, waived, balance]
        })
    }
}
