//! A table's columns to what is known of each loan. Comes in: a table with its columns' meanings. Goes out: the facts of any row, in
//! the units of collections, without allocating. What cannot be is left out, never guessed.

use super::loan_end::{answered_end, cleared_answer, loan_end_of};
use super::loan_facts::{CareFlags, Employment, LoanEnd, LoanFacts, PaymentHistory};
use super::loan_words::{employment_of, flag_of, payment_history_of};
use super::phrase::{holds_any, phrase_of};
use super::schema::{Meaning, Role, Schema};
use super::table::{Column, Table};
use crate::quantity::Money;
use crate::quantity::order::sort_numbers;

/// Amounts beyond it, in major units, are no amounts of one loan.
const MOST_MONEY: f64 = 1e13;
const MOST_DAYS: f64 = 20_000.0;
const MOST_MONTHS: f64 = 600.0;
const MOST_COUNT: f64 = 10_000.0;
const MOST_DEPENDENTS: f64 = 30.0;
/// Interest of more than this a year, in per cents, is no rate.
const MOST_RATE: f64 = 1_000.0;
/// Nobody is promised a payment so far away: one of both days is wrong.
const MOST_DAYS_TO_PROMISE: i32 = 366;
/// Dates of these may lie ahead: they do not tell how old a file is.
const AHEAD: &[&str] = &["due", "next", "maturity", "expiry", "expiration", "end", "promise", "promised", "ptp", "last installment date"];

/// Which column says what, and in which unit.
#[derive(Clone, Debug, Default)]
pub struct LoanColumns {
    outstanding: Option<usize>,
    loan_amount: Option<usize>,
    monthly_income: Option<usize>,
    yearly_income: Option<usize>,
    monthly_instalment: Option<usize>,
    collateral: Option<usize>,
    days_past_due: Option<usize>,
    missed_payments: Option<usize>,
    tenure: Option<usize>,
    /// With the basis points of one.
    rate: Option<(usize, f64)>,
    dependents: Option<Labelled<u32>>,
    contact_attempts: Option<usize>,
    payment_history: Option<Labelled<PaymentHistory>>,
    employment: Option<Labelled<Employment>>,
    promise: Option<usize>,
    flags: [Option<Labelled<bool>>; FLAGS.len()],
    /// The outcome, with the answer to its name that says that nothing is owed any more.
    end: Option<(Labelled<LoanEnd>, Option<bool>)>,
    plan_day: Option<i32>,
}

/// A column whose labels were read once.
#[derive(Clone, Debug)]
struct Labelled<T> {
    column_idx: usize,
    /// By label of a category.
    by_label: Vec<Option<T>>,
}

impl<T: Copy> Labelled<T> {
    fn of(table: &Table, column_idx: usize, read: impl Fn(&str) -> Option<T>) -> Labelled<T> {
        let by_label = match table.column(column_idx) {
            Some(Column::Category(categories)) => categories.labels().iter().map(|label| read(label)).collect(),
            _ => Vec::new(),
        };
        Labelled { column_idx, by_label }
    }

    fn get(&self, table: &Table, row: usize) -> Option<T> {
        let Some(Column::Category(categories)) = table.column(self.column_idx) else { return None };
        let label = (*categories.codes().get(row)? as usize).checked_sub(1)?;
        *self.by_label.get(label)?
    }
}

const FLAGS: [Meaning; 7] = [
    Meaning::Dispute,
    Meaning::Vulnerability,
    Meaning::Deceased,
    Meaning::Insolvency,
    Meaning::LegalHold,
    Meaning::InPlan,
    Meaning::LegalAction,
];

impl LoanColumns {
    /// Of a table, the meanings of its columns and which of them is the outcome. Days to a promise are counted from `plan_day`, in days since 1970-01-01; where it
    /// is not given, from the latest date in the file that is not ahead by its name.
    pub fn of(table: &Table, schema: &Schema, plan_day: Option<i32>) -> LoanColumns {
        let column = |meaning: Meaning| schema.meaning(meaning).and_then(|column| table.position(&column.name));
        let promise = column(Meaning::PromiseDate);
        let outcome = schema.columns.iter().find(|column| column.role == Role::Outcome).and_then(|column| table.position(&column.name));
        let is_self_employed = |idx: usize| phrase_of(&table.names()[idx]).starts_with("self emp");
        LoanColumns {
            outstanding: column(Meaning::Outstanding),
            loan_amount: column(Meaning::LoanAmount),
            monthly_income: column(Meaning::MonthlyIncome),
            yearly_income: column(Meaning::YearlyIncome),
            monthly_instalment: column(Meaning::MonthlyInstalment),
            collateral: column(Meaning::CollateralValue),
            days_past_due: column(Meaning::DaysPastDue),
            missed_payments: column(Meaning::MissedPayments),
            tenure: column(Meaning::LoanTenure),
            rate: column(Meaning::InterestRate).and_then(|idx| Some((idx, basis_points_of_one(table.column(idx)?)?))),
            dependents: column(Meaning::Dependents).map(|idx| Labelled::of(table, idx, leading_count)),
            contact_attempts: column(Meaning::ContactAttempts),
            payment_history: column(Meaning::PaymentHistory).map(|idx| Labelled::of(table, idx, payment_history_of)),
            employment: column(Meaning::Employment).map(|idx| {
                // A column that asks "self-employed?" answers yes or no.
                let is_yes = |word: &str| flag_of(word).filter(|yes| *yes && is_self_employed(idx)).map(|_| Employment::SelfEmployed);
                Labelled::of(table, idx, |word| employment_of(word).or_else(|| is_yes(word)))
            }),
            promise,
            // A word that says more than yes, such as a cause, says yes.
            flags: FLAGS.map(|flag| column(flag).map(|idx| Labelled::of(table, idx, |word| Some(flag_of(word).unwrap_or(true))))),
            end: outcome.map(|idx| {
                let cleared = cleared_answer(&table.names()[idx]);
                (Labelled::of(table, idx, |word| loan_end_of(word).or_else(|| answered_end(cleared, word))), cleared)
            }),
            plan_day: plan_day.or_else(|| promise.and_then(|_| latest_day(table))),
        }
    }

    /// The day from which promises are counted, in days since 1970-01-01, where there are any.
    pub fn plan_day(&self) -> Option<i32> {
        self.plan_day
    }

    /// What the table says of the loan in this row.
    pub fn facts(&self, table: &Table, row: usize) -> LoanFacts {
        let money = |column_idx: Option<usize>| amount(number(table, column_idx, row)?);
        let count = |column_idx: Option<usize>, most: f64| whole(number(table, column_idx, row)?, most);
        let some = |money: Option<Money>| money.filter(|money| money.minor_units() > 0);
        let yearly = || amount(number(table, self.yearly_income, row)? / 12.0);
        let flag = |place: usize| self.flags[place].as_ref().is_some_and(|flag| is_set(table, flag, row));
        let flags = CareFlags {
            is_disputed: flag(0),
            is_vulnerable: flag(1),
            is_deceased: flag(2),
            is_insolvent: flag(3),
            is_on_legal_hold: flag(4),
            is_in_plan: flag(5),
            is_in_court: flag(6),
        };
        let dependents = self.dependents.as_ref();
        LoanFacts {
            outstanding: money(self.outstanding),
            // Nobody borrows nothing or lives on nothing: a zero is a blank that a program filled.
            loan_amount: some(money(self.loan_amount)),
            monthly_income: some(money(self.monthly_income)).or_else(|| some(yearly())),
            monthly_instalment: some(money(self.monthly_instalment)),
            collateral: money(self.collateral),
            days_past_due: count(self.days_past_due, MOST_DAYS),
            missed_payments: count(self.missed_payments, MOST_COUNT),
            tenure_months: count(self.tenure, MOST_MONTHS).filter(|months| *months > 0),
            annual_rate_basis_points: self.rate.and_then(|(idx, scale)| whole(number(table, Some(idx), row)? * scale, MOST_RATE * 100.0)),
            dependents: dependents.and_then(|column| column.get(table, row).or_else(|| count(Some(column.column_idx), MOST_DEPENDENTS))),
            contact_attempts: count(self.contact_attempts, MOST_COUNT),
            payment_history: self.payment_history.as_ref().and_then(|column| column.get(table, row)),
            employment: self.employment.as_ref().and_then(|column| column.get(table, row)),
            days_to_promise: self.days_to_promise(table, row),
            flags,
            end: self.end(table, row),
            noted: None,
        }
    }

    fn end(&self, table: &Table, row: usize) -> Option<LoanEnd> {
        let (column, cleared) = self.end.as_ref()?;
        match table.column(column.column_idx) {
            Some(Column::Number(numbers)) => {
                let answer = numbers.get(row)? != 0.0;
                (*cleared == Some(answer)).then_some(LoanEnd::Cleared)
            }
            _ => column.get(table, row),
        }
    }

    fn days_to_promise(&self, table: &Table, row: usize) -> Option<i32> {
        let Some(Column::Date(dates)) = table.column(self.promise?) else { return None };
        let days = dates.get(row)?.checked_sub(self.plan_day?)?;
        (days.abs() <= MOST_DAYS_TO_PROMISE).then_some(days)
    }
}

fn number(table: &Table, column_idx: Option<usize>, row: usize) -> Option<f64> {
    match table.column(column_idx?)? {
        Column::Number(numbers) => numbers.get(row),
        _ => None,
    }
}

fn amount(major: f64) -> Option<Money> {
    Money::from_major(major).filter(|_| (0.0..=MOST_MONEY).contains(&major))
}

/// Rounded down: days and months are completed ones.
fn whole(value: f64, most: f64) -> Option<u32> {
    (0.0..=most).contains(&value).then_some((value + 1e-6) as u32)
}

/// A count in words: the 3 of `3+`.
fn leading_count(label: &str) -> Option<u32> {
    let digits = label.trim().bytes().take_while(u8::is_ascii_digit);
    let (n_digits, count) =
        digits.fold((0, 0u32), |(n, count), digit| (n + 1, count.saturating_mul(10).saturating_add(u32::from(digit - b'0'))));
    (n_digits > 0 && f64::from(count) <= MOST_DEPENDENTS).then_some(count)
}

fn is_set(table: &Table, flag: &Labelled<bool>, row: usize) -> bool {
    match table.column(flag.column_idx) {
        Some(Column::Number(numbers)) => numbers.get(row).is_some_and(|value| value != 0.0),
        // The day on which it happened.
        Some(Column::Date(dates)) => dates.get(row).is_some(),
        _ => flag.get(table, row) == Some(true),
    }
}

/// Rates are per cents where their median is above one, else shares. `None` of a column without rates.
fn basis_points_of_one(column: &Column) -> Option<f64> {
    let Column::Number(numbers) = column else { return None };
    let mut rates: Vec<f64> = numbers.values().iter().copied().filter(|rate| *rate > 0.0).collect();
    sort_numbers(&mut rates);
    let median = *rates.get(rates.len() / 2)?;
    Some(if median > 1.0 { 100.0 } else { 10_000.0 })
}

fn latest_day(table: &Table) -> Option<i32> {
    let columns = table.names().iter().zip(table.columns()).filter(|(name, _)| !holds_any(&phrase_of(name), AHEAD));
    let latest = columns.filter_map(|(_, column)| match column {
        Column::Date(dates) => (0..dates.days().len()).filter_map(|row| dates.get(row)).max(),
        _ => None,
    });
    latest.max()
}
