use serde::{Deserialize, Serialize};

use crate::data::loan_facts::{LoanFacts, PaymentHistory};
use crate::quantity::Money;

/// A figure of a loan that loans are grouped by, or that describes their groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Behavior {
    /// Instalment by income, both a month (FOIR).
    InstalmentToIncome,
    /// Money owed by income a month; money lent where the file does not say what is owed.
    DebtToIncome,
    /// Collateral by money owed, or by money lent.
    CollateralCover,
    /// Missed payments.
    MissedPayments,
    /// Days past due.
    DaysPastDue,
    /// How earlier instalments were paid: 1 on time, ½ late, 0 not at all.
    PaidOnTime,
    /// Income a month.
    Income,
    /// The term in months.
    Term,
    /// People who live on the borrower's income.
    Dependents,
}

impl Behavior {
    /// What loans are grouped by: what weighs on the borrower, what secures the loan, and how it was paid.
    pub const GROUPING: [Behavior; 6] = [
        Behavior::InstalmentToIncome,
        Behavior::DebtToIncome,
        Behavior::CollateralCover,
        Behavior::MissedPayments,
        Behavior::DaysPastDue,
        Behavior::PaidOnTime,
    ];
    /// What is told of the groups beside it: who a borrower is, and what was agreed, is no behavior.
    pub const DESCRIBING: [Behavior; 3] = [Behavior::Income, Behavior::Term, Behavior::Dependents];

    /// The figure of a loan, at least 0; NaN where it is not known.
    pub fn of(self, facts: &LoanFacts) -> f64 {
        let debt = facts.outstanding.or(facts.loan_amount);
        let figure = match self {
            Behavior::InstalmentToIncome => ratio(facts.monthly_instalment, facts.monthly_income),
            Behavior::DebtToIncome => ratio(debt, facts.monthly_income),
            Behavior::CollateralCover => ratio(facts.collateral, debt),
            Behavior::MissedPayments => facts.missed_payments.map(f64::from),
            Behavior::DaysPastDue => facts.days_past_due.map(f64::from),
            Behavior::PaidOnTime => facts.payment_history.map(|history| match history {
                PaymentHistory::OnTime => 1.0,
                PaymentHistory::Delayed => 0.5,
                PaymentHistory::Missed => 0.0,
            }),
            Behavior::Income => facts.monthly_income.map(Money::to_major),
            Behavior::Term => facts.tenure_months.map(f64::from),
            Behavior::Dependents => facts.dependents.map(f64::from),
        };
        figure.map_or(f64::NAN, |figure| figure.max(0.0))
    }

    /// Whether its logarithm is taken, as few loans have much of it.
    pub(super) fn is_logarithmic(self) -> bool {
        !matches!(self, Behavior::PaidOnTime | Behavior::Term | Behavior::Dependents)
    }

    /// Whether a group is described by its mean: of a figure with three values the median says too little.
    pub(super) fn is_averaged(self) -> bool {
        self == Behavior::PaidOnTime
    }

    /// As it is shown, in at most 16 characters.
    pub fn name(self) -> &'static str {
        self.words()[0]
    }

    /// A group with much of it, within a sentence.
    pub(super) fn much(self) -> &'static str {
        self.words()[1]
    }

    /// A group with little of it.
    pub(super) fn little(self) -> &'static str {
        self.words()[2]
    }

    fn words(self) -> [&'static str; 3] {
        match self {
            Behavior::InstalmentToIncome => ["Instalment load", "heavy instalments", "light instalments"],
            Behavior::DebtToIncome => ["Debt to income", "much debt", "little debt"],
            Behavior::CollateralCover => ["Collateral cover", "well secured", "little collateral"],
            Behavior::MissedPayments => ["Missed payments", "many missed payments", "few missed payments"],
            Behavior::DaysPastDue => ["Days past due", "long past due", "hardly past due"],
            Behavior::PaidOnTime => ["On-time payments", "paid on time", "paid late"],
            Behavior::Income => ["Monthly income", "higher income", "lower income"],
            Behavior::Term => ["Term", "long terms", "short terms"],
            Behavior::Dependents => ["Dependents", "more dependents", "fewer dependents"],
        }
    }
}

fn ratio(above: Option<Money>, below: Option<Money>) -> Option<f64> {
    let (above, below) = (above?, below?);
    (below > Money::ZERO).then(|| above.to_major() / below.to_major())
}
