use super::annuity::{ledger_instalment, month_interest};
use super::plan::{HolidayEnd, Levers, PlanError, PlanKind};
use super::schedule::{PlanWarning, ScheduleRow};
use super::terms::LoanTerms;
use crate::quantity::{Decimal, Money};

/// Beyond this no balance may grow: 10¹⁷ minor units.
const LARGEST_BALANCE: Money = Money::from_minor_units(100_000_000_000_000_000);
/// A settlement that takes longer is a restructuring: RBI, Framework for Compromise Settlements, 8 June 2023.
const LONGEST_SETTLEMENT: u16 = 3;

/// What a walk through a plan's months says beside its rows.
pub(super) struct Walked {
    pub annual_rate: Decimal,
    pub opening_balance: Money,
    pub warnings: Vec<PlanWarning>,
}

/// Calls `on_row` with each month of the plan, in order.
pub(super) fn walk(terms: &LoanTerms, kind: PlanKind, on_row: &mut dyn FnMut(&ScheduleRow)) -> Result<Walked, PlanError> {
    match kind {
        PlanKind::SettlementLump { share, month } => walk_settlement(terms, share, month, month, on_row),
        PlanKind::SettlementInstalments { share, n_months } => walk_settlement(terms, share, 1, n_months, on_row),
        _ => {
            let shape = Shape::of(terms, kind)?;
            let mut ledger = Ledger { shape, month: 0, balance: shape.opening, arrears: shape.arrears, has_grown: false, on_row };
            ledger.walk()?;
            let warnings = if ledger.has_grown { vec![PlanWarning::BalanceGrows] } else { Vec::new() };
            Ok(Walked { annual_rate: shape.annual_rate, opening_balance: shape.opening, warnings })
        }
    }
}

/// What all plans but settlements are: relief in this order, then equal instalments, or those that were agreed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Shape {
    pub opening: Money,
    pub annual_rate: Decimal,
    /// All months.
    pub n_months: u16,
    /// Without a payment.
    pub holiday: u16,
    /// With interest only.
    pub interest_only: u16,
    /// With a share of the instalment.
    pub step_months: u16,
    pub step_share: Decimal,
    /// Paid apart from the balance, with the first `arrears_months` payments.
    pub arrears: Money,
    pub arrears_months: u16,
    /// The instalment, where it is not the equal one; what is then left is paid with the last.
    pub agreed: Option<Money>,
}

impl Shape {
    /// The plan's shape; settlements have none, and get the standard's.
    pub fn of(terms: &LoanTerms, kind: PlanKind) -> Result<Shape, PlanError> {
        let shape = Shape::agreed(terms);
        match kind {
            PlanKind::Standard | PlanKind::SettlementLump { .. } | PlanKind::SettlementInstalments { .. } => Ok(shape),
            PlanKind::TenorExtension { n_months } => {
                Shape::turned(terms, Levers { extension: at_least_one(n_months)?, ..Levers::default() })
            }
            PlanKind::Holiday { n_months, end } => {
                let extension = if end == HolidayEnd::Later { n_months } else { 0 };
                Shape::turned(terms, Levers { holiday: at_least_one(n_months)?, extension, ..Levers::default() })
            }
            PlanKind::InterestOnly { n_months } => {
                Shape { interest_only: at_least_one(n_months)?, agreed: None, ..shape }.with_arrears_in_balance().checked()
            }
            PlanKind::StepUp { share, n_months } => {
                Shape::turned(terms, Levers { step_share: share, step_months: at_least_one(n_months)?, ..Levers::default() })
            }
            PlanKind::RateCut { to } if to < shape.annual_rate => {
                Shape::turned(terms, Levers { rate_cut: shape.annual_rate.saturating_sub(to), ..Levers::default() })
            }
            PlanKind::RateCut { to } => Err(PlanError::RateNotLower { from: shape.annual_rate, to }),
            PlanKind::ArrearsSpread { .. } if shape.arrears == Money::ZERO => Err(PlanError::NoArrears),
            PlanKind::ArrearsSpread { n_months } if n_months > shape.n_months => Err(PlanError::TooManyMonths(u32::from(n_months))),
            PlanKind::ArrearsSpread { n_months } => Ok(Shape { arrears_months: at_least_one(n_months)?, ..shape }),
            PlanKind::Combined(levers) => Shape::turned(terms, levers),
        }
    }

    fn agreed(terms: &LoanTerms) -> Shape {
        Shape {
            opening: terms.principal(),
            annual_rate: terms.annual_rate(),
            n_months: terms.n_months(),
            holiday: 0,
            interest_only: 0,
            step_months: 0,
            step_share: Decimal::ZERO,
            arrears: terms.arrears(),
            arrears_months: 1,
            agreed: terms.agreed(),
        }
    }

    pub fn turned(terms: &LoanTerms, levers: Levers) -> Result<Shape, PlanError> {
        let agreed = Shape::agreed(terms);
        if levers.n_turned() == 0 {
            return Ok(agreed);
        }
        let n_months = u32::from(agreed.n_months) + u32::from(levers.extension);
        if n_months > u32::from(LoanTerms::MOST_MONTHS) {
            return Err(PlanError::TooManyMonths(n_months));
        }
        if levers.step_months > 0 && (levers.step_share == Decimal::ZERO || levers.step_share >= Decimal::ONE) {
            return Err(PlanError::ShareOutOfRange(levers.step_share));
        }
        if levers.rate_cut > agreed.annual_rate {
            return Err(PlanError::RateNotLower { from: agreed.annual_rate, to: Decimal::ZERO });
        }
        let shape = Shape {
            n_months: n_months as u16,
            annual_rate: agreed.annual_rate.saturating_sub(levers.rate_cut),
            holiday: levers.holiday,
            step_months: levers.step_months,
            step_share: levers.step_share,
            agreed: None,
            ..agreed
        };
        shape.with_arrears_in_balance().checked()
    }

    fn with_arrears_in_balance(self) -> Shape {
        Shape { opening: self.opening.saturating_add(self.arrears), arrears: Money::ZERO, arrears_months: 0, ..self }
    }

    fn checked(self) -> Result<Shape, PlanError> {
        let relief = u32::from(self.holiday) + u32::from(self.interest_only) + u32::from(self.step_months);
        let n_months = u32::from(self.n_months);
        if relief >= n_months { Err(PlanError::NoMonthToRepay { relief, n_months }) } else { Ok(self) }
    }
}

fn at_least_one(n_months: u16) -> Result<u16, PlanError> {
    if n_months == 0 { Err(PlanError::NoMonths) } else { Ok(n_months) }
}

/// What is asked of the borrower in a month.
#[derive(Clone, Copy)]
enum Due {
    Nothing,
    Interest,
    AtMost(Money),
    All,
}

struct Ledger<'a> {
    shape: Shape,
    month: u16,
    balance: Money,
    arrears: Money,
    has_grown: bool,
    on_row: &'a mut dyn FnMut(&ScheduleRow),
}

impl Ledger<'_> {
    fn walk(&mut self) -> Result<(), PlanError> {
        let shape = self.shape;
        self.months(shape.holiday, Due::Nothing)?;
        self.months(shape.interest_only, Due::Interest)?;
        if shape.step_months > 0 {
            let instalment = self.instalment();
            self.months(shape.step_months, Due::AtMost(shape.step_share.of(instalment)))?;
        }
        let instalment = self.instalment();
        self.months(shape.n_months - 1 - self.month, Due::AtMost(instalment))?;
        self.months(1, Due::All)
    }

    /// As agreed, or equal over the months that are left.
    fn instalment(&self) -> Money {
        let equal = || ledger_instalment(self.balance, self.shape.annual_rate, self.shape.n_months - self.month);
        self.shape.agreed.unwrap_or_else(equal)
    }

    fn months(&mut self, n_months: u16, due: Due) -> Result<(), PlanError> {
        for _ in 0..n_months {
            self.month += 1;
            // What was repaid early by rounding has no more rows.
            if self.balance > Money::ZERO || self.arrears > Money::ZERO {
                self.one_month(due)?;
            }
        }
        Ok(())
    }

    fn one_month(&mut self, due: Due) -> Result<(), PlanError> {
        let interest = month_interest(self.balance, self.shape.annual_rate);
        let owed = self.balance.saturating_add(interest);
        let payment = match due {
            Due::Nothing => Money::ZERO,
            Due::Interest => interest,
            Due::AtMost(payment) => payment.min(owed),
            Due::All => owed,
        };
        self.has_grown |= matches!(due, Due::AtMost(_)) && payment < interest;
        self.balance = owed.saturating_sub(payment);
        if self.balance > LARGEST_BALANCE {
            return Err(PlanError::BalanceTooLarge(LARGEST_BALANCE));
        }
        let arrears = self.arrears_of_month();
        (self.on_row)(&ScheduleRow {
            month: self.month,
            payment: payment.saturating_add(arrears),
            interest,
            principal: payment.saturating_sub(interest),
            arrears,
            waived: Money::ZERO,
            balance: self.balance,
        });
        Ok(())
    }

    fn arrears_of_month(&mut self) -> Money {
        let n_months = self.shape.arrears_months;
        let part = if self.month < n_months { self.shape.arrears.scaled(1, u64::from(n_months)).min(self.arrears) } else { self.arrears };
        self.arrears = self.arrears.saturating_sub(part);
        part
    }
}

/// A share of all that is owed in equal parts from month `first` to month `last`; the rest is waived with the last.
fn walk_settlement(
    terms: &LoanTerms,
    share: Decimal,
    first: u16,
    last: u16,
    on_row: &mut dyn FnMut(&ScheduleRow),
) -> Result<Walked, PlanError> {
    at_least_one(last)?;
    if share == Decimal::ZERO || share > Decimal::ONE {
        return Err(PlanError::ShareOutOfRange(share));
    }
    if last > LoanTerms::MOST_MONTHS {
        return Err(PlanError::TooManyMonths(u32::from(last)));
    }
    let owed = terms.outstanding();
    let settled = share.of(owed);
    let part = settled.scaled(1, u64::from(last - first + 1));
    let (mut balance, mut unpaid) = (owed, settled);
    for month in first..=last {
        let payment = if month == last { unpaid } else { part.min(unpaid) };
        let waived = if month == last { owed.saturating_sub(settled) } else { Money::ZERO };
        unpaid = unpaid.saturating_sub(payment);
        balance = balance.saturating_sub(payment).saturating_sub(waived);
        on_row(&ScheduleRow { month, payment, principal: payment, waived, balance, ..ScheduleRow::default() });
    }
    let warnings = if last > LONGEST_SETTLEMENT { vec![PlanWarning::Restructuring] } else { Vec::new() };
    Ok(Walked { annual_rate: Decimal::ZERO, opening_balance: owed, warnings })
}
