//! What is paid: the state of one loan, moved on month by month from the day it was paid out.
//! Knows nothing of recovery statuses or files.

use super::borrower::Borrower;
use super::loan::{LoanTerms, day_number};
use crate::quantity::RandomStream;

/// An instalment open for longer than this ends the contract at the month's end, days.
const CHARGE_OFF_DAYS: i32 = 180;
/// How much of last month's income shock is still there this month.
const SHOCK_MEMORY: f64 = 0.85;

/// Log-odds of paying in a month: at a strain of 0.75 and a cover of 0.8, then by unit of strain, willingness and cover.
const PAY_BASE: f64 = 1.5;
const PAY_STRAIN: f64 = 8.5;
const PAY_WILLINGNESS: f64 = 0.4;
const PAY_COVER: f64 = 0.4;
/// The odds of not catching up with one instalment more, and with all arrears, to those of not paying at all.
const ONE_MORE_HARDER: f64 = 2.7;
const ALL_ARREARS_HARDER: f64 = 7.0;
/// The odds of a payment after the due date to those of none.
const LATE_EASIER: f64 = 0.1;
/// How often in a month something befalls a borrower after which nothing is paid any more; no column knows.
const MISFORTUNE_CHANCE: f64 = 0.004;

/// The twelve months a history looks back.
const YEAR_OF_MONTHS: u16 = 0x0fff;

/// Whether the contract still runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Running {
    Open,
    /// Every instalment paid.
    Repaid,
    /// Overdue for too long: security is sold, the rest settled or lost.
    ChargedOff,
}

/// One loan, and where its repayment stands.
#[derive(Clone, Debug)]
pub(super) struct LoanPath {
    pub borrower: Borrower,
    pub terms: LoanTerms,
    pub running: Running,
    /// Months since the loan was paid out.
    pub months_on_book: i32,
    /// Instalments fallen due and not paid.
    pub n_unpaid: i32,
    /// Instalments paid in all.
    pub n_paid: i32,
    /// What is still owed after those, rupees.
    pub balance: f64,
    /// What the security is worth, rupees.
    pub collateral: f64,
    /// Of the last twelve months those without any payment, newest in the lowest bit.
    missed_months: u16,
    /// Of the last twelve months those with a payment after the due date, newest in the lowest bit.
    late_months: u16,
    /// Where this month's income stands, in units of the employment's spread; mean 0, variance 1.
    shock: f64,
    /// Something befell the borrower: nothing is paid any more.
    has_stopped: bool,
    stream: RandomStream,
}

impl LoanPath {
    /// A new borrower with a new loan; everything that happens to them follows from `key`.
    pub(super) fn open(key: u64) -> LoanPath {
        let mut stream = RandomStream::new(key);
        let borrower = Borrower::draw(&mut stream);
        let terms = LoanTerms::draw(&borrower, &mut stream);
        LoanPath {
            running: Running::Open,
            months_on_book: 0,
            n_unpaid: 0,
            n_paid: 0,
            balance: terms.amount as f64,
            collateral: terms.collateral,
            missed_months: 0,
            late_months: 0,
            shock: stream.normal(),
            has_stopped: false,
            borrower,
            terms,
            stream,
        }
    }

    /// Draws that are no part of the path: taking them changes nothing that happens later.
    pub(super) fn side_stream(&self) -> RandomStream {
        RandomStream::new(!self.stream.clone().next_u64())
    }

    /// Lives through the month that ends at `month` (months since January of year 0).
    pub(super) fn step(&mut self, month: i32) {
        if self.running != Running::Open {
            return;
        }
        self.months_on_book += 1;
        self.collateral *= self.terms.collateral_growth();
        if self.months_on_book <= self.terms.tenure {
            self.n_unpaid += 1;
        }
        self.pay();
        if self.n_paid == self.terms.tenure {
            self.running = Running::Repaid;
        } else if self.days_past_due(month) > CHARGE_OFF_DAYS {
            self.running = Running::ChargedOff;
        }
    }

    fn pay(&mut self) {
        // Uniform with variance 1: the memory makes a bell of it.
        let innovation = (self.stream.unit() - 0.5) * libm::sqrt(12.0);
        self.shock = SHOCK_MEMORY * self.shock + libm::sqrt(1.0 - SHOCK_MEMORY * SHOCK_MEMORY) * innovation;
        self.has_stopped |= self.stream.unit() < MISFORTUNE_CHANCE;
        let odds_against = libm::exp(-self.log_odds_of_paying());
        let pays = happens(self.stream.unit(), odds_against) && !self.has_stopped;
        let reach = self.stream.unit();
        let n_affordable = self.n_affordable(reach, odds_against);
        let is_late = !happens(self.stream.unit(), odds_against * LATE_EASIER);
        if pays {
            self.book_payment(n_affordable);
        }
        self.missed_months = ((self.missed_months << 1) | u16::from(!pays)) & YEAR_OF_MONTHS;
        self.late_months = ((self.late_months << 1) | u16::from(pays && is_late)) & YEAR_OF_MONTHS;
    }

    /// How many instalments a month's payment covers, where there is one; `reach` is a place of the unit interval.
    fn n_affordable(&self, reach: f64, odds_against: f64) -> i32 {
        if happens(reach, odds_against * ALL_ARREARS_HARDER) {
            self.n_unpaid
        } else if happens(reach, odds_against * ONE_MORE_HARDER) {
            self.n_unpaid.min(2)
        } else {
            self.n_unpaid.min(1)
        }
    }

    fn book_payment(&mut self, n_instalments: i32) {
        for _ in 0..n_instalments {
            self.balance = self.balance * self.terms.interest_growth() - self.terms.emi;
        }
        self.n_paid += n_instalments;
        self.n_unpaid -= n_instalments;
    }

    /// Strain is instalment and living cost over this month's income; cover is what the borrower would lose over the debt.
    fn log_odds_of_paying(&self) -> f64 {
        let income = self.borrower.income as f64 * libm::exp(self.borrower.employment.shock_spread() * self.shock);
        let strain = (self.terms.emi + self.borrower.living_cost()) / income;
        let cover = (self.collateral / self.balance).min(2.0);
        PAY_BASE - PAY_STRAIN * (strain.min(1.6) - 0.75) + PAY_WILLINGNESS * self.borrower.willingness + PAY_COVER * (cover - 0.8)
    }

    /// Days since the oldest unpaid instalment fell due, at the end of `month`; 0 where nothing is unpaid.
    pub(super) fn days_past_due(&self, month: i32) -> i32 {
        if self.n_unpaid == 0 {
            return 0;
        }
        let months_since_last_due = (self.months_on_book - self.terms.tenure).max(0);
        let oldest_due = day_number(month - months_since_last_due - (self.n_unpaid - 1), self.terms.due_day);
        day_number(month + 1, 1) - 1 - oldest_due
    }

    /// Of the last twelve months those without a payment, and never fewer than the instalments unpaid now.
    pub(super) fn n_missed(&self) -> i32 {
        (self.missed_months.count_ones() as i32).max(self.n_unpaid)
    }

    /// Payments after their due date in the last twelve months.
    pub(super) fn n_late(&self) -> i32 {
        self.late_months.count_ones() as i32
    }
}

/// Whether a thing with these odds against it happens at this place of the unit interval: `place < 1 / (1 + odds)`.
fn happens(place: f64, odds_against: f64) -> bool {
    place * (1.0 + odds_against) < 1.0
}
