use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::quantity::{Decimal, Money};

/// How a loan is repaid. Interest is a twelfth of the year's rate a month. Plans that change the loan (all but
/// `Standard`, `ArrearsSpread` and the settlements) add the arrears to the principal first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanKind {
    /// Equal instalments as agreed; arrears are paid with the first.
    Standard,
    /// Equal instalments over `n_months` more.
    TenorExtension {
        /// Months added.
        n_months: u16,
    },
    /// No payments for `n_months`; the interest of these is added to the balance.
    Holiday {
        /// Months without a payment.
        n_months: u16,
        /// When the loan ends.
        end: HolidayEnd,
    },
    /// Only interest for `n_months`, then equal instalments until the same end.
    InterestOnly {
        /// Months of interest.
        n_months: u16,
    },
    /// A share of the instalment for `n_months`, then equal instalments until the same end.
    StepUp {
        /// Share of the instalment, in 0..1.
        share: Decimal,
        /// Months at that share.
        n_months: u16,
    },
    /// Equal instalments at a lower rate.
    RateCut {
        /// The new rate a year.
        to: Decimal,
    },
    /// The agreed instalments, and the arrears in equal parts with the first `n_months` of them, without interest.
    ArrearsSpread {
        /// Months over which arrears are paid.
        n_months: u16,
    },
    /// Several changes at once.
    Combined(Levers),
    /// A share of all that is owed, paid once; the rest is waived then.
    SettlementLump {
        /// Share of what is owed that is paid, in 0..=1.
        share: Decimal,
        /// Months from now.
        month: u16,
    },
    /// A share of all that is owed in equal parts without interest; the rest is waived with the last.
    SettlementInstalments {
        /// Share of what is owed that is paid, in 0..=1.
        share: Decimal,
        /// Number of parts, a month apart from a month from now.
        n_months: u16,
    },
}

impl PlanKind {
    /// Whether it changes what was agreed: rate, term or instalments. Arrears that are paid beside the instalment change nothing of that.
    pub fn changes_terms(self) -> bool {
        !matches!(
            self,
            PlanKind::Standard | PlanKind::ArrearsSpread { .. } | PlanKind::SettlementLump { .. } | PlanKind::SettlementInstalments { .. }
        )
    }
}

/// When a loan with a holiday ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HolidayEnd {
    /// As agreed: later instalments are higher.
    Same,
    /// As many months later as the holiday is long.
    Later,
}

/// What the search turns: no payments for a while, then a share of the instalment for a while, over more months and at
/// a lower rate. All zero is the standard plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Levers {
    /// Months added to the end.
    pub extension: u16,
    /// Months without a payment, within all months.
    pub holiday: u16,
    /// Share of the instalment after the holiday, in 0..1; without meaning where `step_months` is 0.
    pub step_share: Decimal,
    /// Months at that share.
    pub step_months: u16,
    /// Taken off the rate a year.
    pub rate_cut: Decimal,
}

/// A plan that cannot be made of a loan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PlanError {
    /// A plan of zero months changes nothing.
    #[error("zero months")]
    NoMonths,
    /// More months than [`super::LoanTerms::MOST_MONTHS`].
    #[error("{0} months are too many")]
    TooManyMonths(u32),
    /// No month is left in which to repay after `relief` of `n_months`.
    #[error("{relief} of {n_months} months leave none to repay in")]
    NoMonthToRepay {
        /// Months of relief.
        relief: u32,
        /// All months.
        n_months: u32,
    },
    /// A share that is zero, or not below one where it must be.
    #[error("share of {0:?} is out of range")]
    ShareOutOfRange(Decimal),
    /// The new rate is not lower than `from`.
    #[error("rate of {to:?} is not below {from:?}")]
    RateNotLower {
        /// The loan's rate.
        from: Decimal,
        /// The rate asked for.
        to: Decimal,
    },
    /// Nothing is in arrears.
    #[error("no arrears")]
    NoArrears,
    /// Interest would make the balance more than a ledger holds.
    #[error("balance grows beyond {0:?}")]
    BalanceTooLarge(Money),
}

impl PlanKind {
    /// A name that stays the same, such as `tenor-12`, `holiday-3`, `step-60-6`, `rate-12.5` or `settle-55-month-1`:
    /// what a text may name, while the figures come from the schedule. No two plans that differ have the same.
    pub fn id(&self) -> String {
        match *self {
            PlanKind::Standard => "standard".to_owned(),
            PlanKind::TenorExtension { n_months } => joined("tenor", &[number(n_months)]),
            PlanKind::Holiday { n_months, end: HolidayEnd::Same } => joined("holiday", &[number(n_months)]),
            PlanKind::Holiday { n_months, end: HolidayEnd::Later } => joined("holiday", &[number(n_months), "later".to_owned()]),
            PlanKind::InterestOnly { n_months } => joined("interest-only", &[number(n_months)]),
            PlanKind::StepUp { share, n_months } => joined("step", &[share.percent_decimal(), number(n_months)]),
            PlanKind::RateCut { to } => joined("rate", &[to.percent_decimal()]),
            PlanKind::ArrearsSpread { n_months } => joined("arrears", &[number(n_months)]),
            PlanKind::Combined(levers) => levers.id(),
            PlanKind::SettlementLump { share, month } => joined("settle", &[share.percent_decimal(), "month".to_owned(), number(month)]),
            PlanKind::SettlementInstalments { share, n_months } => {
                joined("settle", &[share.percent_decimal(), "in".to_owned(), number(n_months)])
            }
        }
    }

    /// Whether it ends the claim for less than what is owed.
    pub fn is_settlement(&self) -> bool {
        matches!(self, PlanKind::SettlementLump { .. } | PlanKind::SettlementInstalments { .. })
    }
}

impl Levers {
    /// How many of the four are turned.
    pub fn n_turned(&self) -> u32 {
        [self.extension > 0, self.holiday > 0, self.step_months > 0, self.rate_cut > Decimal::ZERO].into_iter().map(u32::from).sum()
    }

    /// The plain name of what they do to a loan at `annual_rate`, where there is one.
    pub fn kind(self, annual_rate: Decimal) -> PlanKind {
        let is_later = self.extension == self.holiday && self.step_months == 0 && self.rate_cut == Decimal::ZERO;
        match self.n_turned() {
            0 => PlanKind::Standard,
            1 if self.extension > 0 => PlanKind::TenorExtension { n_months: self.extension },
            1 if self.holiday > 0 => PlanKind::Holiday { n_months: self.holiday, end: HolidayEnd::Same },
            1 if self.step_months > 0 => PlanKind::StepUp { share: self.step_share, n_months: self.step_months },
            1 => PlanKind::RateCut { to: annual_rate.saturating_sub(self.rate_cut) },
            2 if is_later => PlanKind::Holiday { n_months: self.holiday, end: HolidayEnd::Later },
            _ => PlanKind::Combined(self),
        }
    }

    fn id(&self) -> String {
        let mut parts: Vec<String> = Vec::new();
        if self.extension > 0 {
            parts.push(joined("tenor", &[number(self.extension)]));
        }
        if self.holiday > 0 {
            parts.push(joined("holiday", &[number(self.holiday)]));
        }
        if self.step_months > 0 {
            parts.push(joined("step", &[self.step_share.percent_decimal(), number(self.step_months)]));
        }
        if self.rate_cut > Decimal::ZERO {
            parts.push(joined("cut", &[self.rate_cut.percent_decimal()]));
        }
        parts.join("+")
    }
}

fn joined(word: &str, parts: &[String]) -> String {
    let mut id = word.to_owned();
    for part in parts {
        id.push('-');
        id.push_str(part);
    }
    id
}

fn number(n_months: u16) -> String {
    n_months.to_string()
}
