//! What became of it: a loan at a month-end in, the recovery status of the following nine months out, and then, from
//! that status, what collectors did meanwhile. Knows nothing of files.

use super::repayment::{LoanPath, Running};
use crate::quantity::RandomStream;

/// How long after the month-end recoveries count, months.
const WINDOW_MONTHS: i32 = 9;

/// What came in of what was owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RecoveryStatus {
    Fully,
    Partially,
    WrittenOff,
}

/// The last means that was used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CollectionMethod {
    Calls,
    SettlementOffer,
    LegalNotice,
    DebtCollectors,
}

/// The end of the story, and how collectors got there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Outcome {
    pub status: RecoveryStatus,
    pub n_attempts: u32,
    pub method: CollectionMethod,
    pub has_legal_action: bool,
}

impl Outcome {
    /// Lives on from `month` to the end of the window on a copy of the path.
    pub(super) fn after(path: &LoanPath, month: i32) -> Outcome {
        let mut later = path.clone();
        for ahead in 1..=WINDOW_MONTHS {
            later.step(month + ahead);
        }
        let mut stream = later.side_stream();
        let status = recovery_status(&later, &mut stream);
        collect(status, &mut stream)
    }
}

/// In full: nothing open at the end of the window. Who still pays but is behind has paid in part.
fn recovery_status(later: &LoanPath, stream: &mut RandomStream) -> RecoveryStatus {
    match later.running {
        Running::Repaid => RecoveryStatus::Fully,
        Running::ChargedOff => enforce(later, stream),
        Running::Open if later.n_unpaid == 0 => RecoveryStatus::Fully,
        Running::Open => RecoveryStatus::Partially,
    }
}

/// Security is sold at 60–90 % of its value, if it is found and free of other claims; where that brings little, some
/// settle for a part.
fn enforce(path: &LoanPath, stream: &mut RandomStream) -> RecoveryStatus {
    let is_sold = stream.unit() < 0.60;
    let proceeds = path.collateral * (0.60 + 0.30 * stream.unit());
    let recovered = if is_sold { proceeds / path.balance } else { 0.0 };
    let settles = stream.unit() < 0.45;
    if recovered >= 1.0 {
        RecoveryStatus::Fully
    } else if recovered >= 0.4 || settles {
        RecoveryStatus::Partially
    } else {
        RecoveryStatus::WrittenOff
    }
}

/// Who paid needed few contacts; who did not was tried again and again, by harder means, and the lost ones in court.
fn collect(status: RecoveryStatus, stream: &mut RandomStream) -> Outcome {
    let (fewest, n_choices, steps, legal_share) = match status {
        RecoveryStatus::Fully => (0, 4, [0.55, 0.80, 0.93], 0.0),
        RecoveryStatus::Partially => (2, 6, [0.20, 0.60, 0.82], 0.05),
        RecoveryStatus::WrittenOff => (4, 7, [0.05, 0.20, 0.60], 0.50),
    };
    let n_attempts = fewest + stream.below(n_choices);
    let place = stream.unit();
    let method = if place < steps[0] {
        CollectionMethod::Calls
    } else if place < steps[1] {
        CollectionMethod::SettlementOffer
    } else if place < steps[2] {
        CollectionMethod::LegalNotice
    } else {
        CollectionMethod::DebtCollectors
    };
    Outcome { status, n_attempts, method, has_legal_action: stream.unit() < legal_share }
}
