//! The book: a seed in, the loans open at a month-end out, in an order that says nothing of risk.
//! A loan that leaves is followed by a new one, so that every month has as many.

use super::SAMPLE_BORROWERS;
use super::outcome::Outcome;
use super::repayment::{LoanPath, Running};
use crate::quantity::order::sort_by;
use crate::quantity::{RandomStream, hash_pair};

/// July 2026, in months since January of year 0.
const FIRST_MONTH: i32 = 2026 * 12 + 6;

/// One row of the file.
pub(super) struct PortfolioRow {
    /// From 1; also the loan's number.
    pub borrower_number: u32,
    pub path: LoanPath,
    pub days_past_due: i32,
    pub outcome: Outcome,
}

/// The book `offset` months after July 2026.
pub(super) fn portfolio_at(seed: u64, offset: i32) -> Vec<PortfolioRow> {
    let n_slots = SAMPLE_BORROWERS as u32;
    let mut book: Vec<(u32, LoanPath)> = (0..n_slots).map(|slot| (slot + 1, seasoned_path(seed, slot))).collect();
    let mut n_numbers = n_slots;
    for month in FIRST_MONTH + 1..=FIRST_MONTH + offset {
        for entry in &mut book {
            entry.1.step(month);
            if entry.1.running != Running::Open {
                n_numbers += 1;
                *entry = (n_numbers, LoanPath::open(hash_pair(seed, u64::from(n_numbers) << 32)));
            }
        }
    }
    let mut rows: Vec<PortfolioRow> = book.into_iter().map(|(number, path)| finish_row(number, path, FIRST_MONTH + offset)).collect();
    let place = |row: &PortfolioRow| (hash_pair(!seed, u64::from(row.borrower_number)), row.borrower_number);
    sort_by(&mut rows, |a, b| place(a).cmp(&place(b)));
    rows
}

/// A loan that has been on the book for some time and is still open at the end of the first month.
fn seasoned_path(seed: u64, slot: u32) -> LoanPath {
    let mut attempt = 0u64;
    loop {
        let key = hash_pair(seed, (u64::from(slot + 1) << 32) | attempt);
        let mut path = LoanPath::open(key);
        let age = RandomStream::new(!key).below(path.terms.tenure as u32) as i32;
        for month in FIRST_MONTH - age + 1..=FIRST_MONTH {
            path.step(month);
        }
        if path.running == Running::Open {
            return path;
        }
        attempt += 1;
    }
}

fn finish_row(borrower_number: u32, path: LoanPath, month: i32) -> PortfolioRow {
    PortfolioRow { borrower_number, days_past_due: path.days_past_due(month), outcome: Outcome::after(&path, month), path }
}
