use serde::{Deserialize, Serialize};

use crate::data::loan_facts::{Employment, LoanFacts, PaymentHistory};

/// Who can pay, or who wants to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Axis {
    /// Financial capacity.
    Capacity,
    /// Psychological readiness.
    Readiness,
}

/// A fact that speaks for or against capacity or readiness. Ratios are in thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SignFact {
    /// Instalment by income.
    InstalmentToIncome(u32),
    /// Money owed by a year's income.
    DebtToYearlyIncome(u32),
    /// Collateral by money owed.
    CollateralCover(u32),
    /// People who live on the income.
    Dependents(u32),
    /// How the borrower earns a living.
    Employment(Employment),
    /// How earlier instalments were paid.
    PaymentHistory(PaymentHistory),
    /// Missed payments.
    MissedPayments(u32),
    /// Completed days past due.
    DaysPastDue(u32),
    /// Attempts to reach the borrower, with the loan still past due.
    ContactAttempts(u32),
    /// A promise to pay whose day has passed by so many days, with the loan still past due.
    PromisePassed(u32),
    /// A promise to pay in so many days.
    PromiseOpen(u32),
}

/// A fact with what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sign {
    /// What it speaks of.
    pub axis: Axis,
    /// The fact.
    pub fact: SignFact,
    /// From −1 000, strongly against, to 1 000, strongly for.
    pub points: i32,
    /// Its weight within the axis in per cents; the weights of all facts of an axis add up to 100.
    pub weight: i32,
}

/// All points.
pub(super) const FULL: i32 = 1_000;
/// A ratio is not told apart beyond this.
const LARGEST_RATIO: f64 = 1e6;

/// What a loan's facts say of capacity and readiness, one sign a fact that is known. **The weights and scales are assumptions**,
/// not learned: no file says who wanted to pay. Age, gender and marital status are no facts of a loan and cannot be.
///
/// The scales are absolute, from the signs that collections look for: an instalment of 45 % of the income says nothing, below 35 %
/// speaks fully for capacity, above 55 % fully against; a year's income owed is neutral; so are two dependents, 1.5 missed payments
/// and 45 days past due. Collateral only speaks for: an unsecured loan says nothing about an income.
pub(super) fn each_sign(facts: &LoanFacts, see: &mut dyn FnMut(Sign)) {
    capacity_signs(facts, &mut |weight, fact, points| see(Sign { axis: Axis::Capacity, fact, points, weight }));
    readiness_signs(facts, &mut |weight, fact, points| see(Sign { axis: Axis::Readiness, fact, points, weight }));
}

fn capacity_signs(facts: &LoanFacts, see: &mut dyn FnMut(i32, SignFact, i32)) {
    let ratio = |above: Option<crate::quantity::Money>, below: f64| {
        let ratio = above?.to_major() / below;
        (below > 0.0 && ratio >= 0.0).then_some(ratio.min(LARGEST_RATIO))
    };
    let income = facts.monthly_income.map_or(0.0, crate::quantity::Money::to_major);
    let owed = facts.outstanding.map_or(0.0, crate::quantity::Money::to_major);
    if let Some(share) = ratio(facts.monthly_instalment, income) {
        see(40, SignFact::InstalmentToIncome(thousandths(share)), points((0.45 - share) / 0.10));
    }
    if let Some(years) = ratio(facts.outstanding, income * 12.0) {
        see(20, SignFact::DebtToYearlyIncome(thousandths(years)), points(1.0 - years));
    }
    if let Some(cover) = ratio(facts.collateral, owed).filter(|cover| *cover > 0.0) {
        see(20, SignFact::CollateralCover(thousandths(cover)), points(cover));
    }
    if let Some(dependents) = facts.dependents {
        see(10, SignFact::Dependents(dependents), points(1.0 - f64::from(dependents) / 2.0));
    }
    if let Some(employment) = facts.employment {
        let value = match employment {
            Employment::Salaried => FULL,
            Employment::SelfEmployed => 0,
            Employment::Unemployed => -FULL,
        };
        see(10, SignFact::Employment(employment), value);
    }
}

fn readiness_signs(facts: &LoanFacts, see: &mut dyn FnMut(i32, SignFact, i32)) {
    if let Some(history) = facts.payment_history {
        let value = match history {
            PaymentHistory::OnTime => FULL,
            PaymentHistory::Delayed => -FULL / 4,
            PaymentHistory::Missed => -FULL,
        };
        see(35, SignFact::PaymentHistory(history), value);
    }
    if let Some(missed) = facts.missed_payments {
        see(25, SignFact::MissedPayments(missed), points(1.0 - f64::from(missed) / 1.5));
    }
    // Days past due measure time, not behavior: they count little.
    if let Some(days) = facts.days_past_due {
        see(15, SignFact::DaysPastDue(days), points(1.0 - f64::from(days) / 45.0));
    }
    let is_past_due = facts.days_past_due.is_none_or(|days| days > 0);
    if let Some(attempts) = facts.contact_attempts.filter(|_| is_past_due) {
        see(15, SignFact::ContactAttempts(attempts), points(0.5 - f64::from(attempts) / 4.0));
    }
    match facts.days_to_promise {
        Some(days) if days < 0 && is_past_due => see(10, SignFact::PromisePassed(days.unsigned_abs()), -FULL),
        Some(days) if days >= 0 => see(10, SignFact::PromiseOpen(days.unsigned_abs()), FULL / 2),
        _ => {}
    }
}

fn points(share: f64) -> i32 {
    (share.clamp(-1.0, 1.0) * f64::from(FULL)).round() as i32
}

fn thousandths(ratio: f64) -> u32 {
    (ratio * 1e3).round() as u32
}
