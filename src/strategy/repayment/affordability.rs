use serde::{Deserialize, Serialize};

use super::schedule::ScheduleRow;
use crate::quantity::{Decimal, Money};

/// What a borrower has a month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Means {
    /// Net income a month.
    pub net_income: Money,
    /// Instalments of other loans and other fixed obligations a month.
    pub other_obligations: Money,
    /// People who live on the income, without the borrower.
    pub n_dependents: u16,
    /// Less income for a while, where that is known.
    pub setback: Option<Setback>,
    /// What the borrower cannot keep up today: no plan may ask for more in a month, whatever the income would bear.
    pub most_instalment: Option<Money>,
}

/// A time of less income from now on: what makes a holiday or a step-up of use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setback {
    /// Months it lasts.
    pub n_months: u16,
    /// Net income a month meanwhile.
    pub net_income: Money,
}

/// What a household needs a month to live; by default nothing is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LivingFloor {
    /// For the borrower.
    pub base: Money,
    /// For each dependent.
    pub per_dependent: Money,
}

/// From when on an instalment is too much: by FOIR (fixed obligations to income), and where what is needed to live is not left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AffordabilityRules {
    /// Highest FOIR that is green.
    pub green: Decimal,
    /// Highest FOIR that may be offered: above the green ones amber, beyond it red.
    pub cap: Decimal,
    /// What has to be left to live.
    pub living_floor: LivingFloor,
}

/// Whether an instalment can be borne.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AffordabilityClass {
    /// With ease.
    Green,
    /// With care.
    Amber,
    /// Not, or nothing is earned.
    Red,
}

/// What a plan's highest instalment takes of the borrower's means; of the harder time where income changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Affordability {
    /// Highest instalment and other obligations over net income; `None` where nothing is earned.
    pub foir: Option<Decimal>,
    /// By [`AffordabilityRules`], from exact amounts and not from the rounded ratio.
    pub class: AffordabilityClass,
    /// Net income without the instalment, other obligations and the living floor; negative where these are more.
    pub residual_income: Money,
}

impl LivingFloor {
    /// What a household with `n_dependents` needs a month.
    pub fn of(&self, n_dependents: u16) -> Money {
        self.base.saturating_add(self.per_dependent.scaled(u64::from(n_dependents), 1))
    }
}

impl Default for AffordabilityRules {
    /// Green up to 40 %, amber up to 50 %, without a living floor.
    fn default() -> Self {
        AffordabilityRules { green: Decimal::from_percent(40), cap: Decimal::from_percent(50), living_floor: LivingFloor::default() }
    }
}

impl AffordabilityRules {
    /// What a plan takes of the borrower's means. A lump sum counts as an instalment of its month.
    pub fn assess(&self, rows: &[ScheduleRow], means: &Means) -> Affordability {
        let mut highest = HighestInstalments::new(means);
        rows.iter().for_each(|row| highest.add(row));
        self.assess_highest(&highest, means)
    }

    pub(super) fn assess_highest(&self, highest: &HighestInstalments, means: &Means) -> Affordability {
        let setback_income = means.setback.map_or(means.net_income, |setback| setback.net_income);
        let first = highest.first.map(|instalment| self.assess_one(instalment, setback_income, means));
        let later = highest.later.map(|instalment| self.assess_one(instalment, means.net_income, means));
        match (first, later) {
            (Some(first), Some(later)) => Affordability {
                foir: first.foir.zip(later.foir).map(|(first, later)| first.max(later)),
                class: first.class.max(later.class),
                residual_income: first.residual_income.min(later.residual_income),
            },
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => self.assess_one(Money::ZERO, means.net_income, means),
        }
    }

    fn assess_one(&self, instalment: Money, income: Money, means: &Means) -> Affordability {
        let obligations = instalment.saturating_add(means.other_obligations);
        let residual_income = income.saturating_sub(obligations).saturating_sub(self.living_floor.of(means.n_dependents));
        let class = match () {
            () if obligations <= Money::ZERO => AffordabilityClass::Green,
            () if income <= Money::ZERO || residual_income < Money::ZERO => AffordabilityClass::Red,
            () if obligations > share_rounded_down(self.cap, income) => AffordabilityClass::Red,
            () if obligations <= share_rounded_down(self.green, income) => AffordabilityClass::Green,
            () => AffordabilityClass::Amber,
        };
        let foir = if obligations <= Money::ZERO { Some(Decimal::ZERO) } else { Decimal::ratio(obligations, income) };
        Affordability { foir, class, residual_income }
    }

    /// The highest instalments that may be offered: while a setback lasts, and after. Negative where nothing is left.
    pub fn largest_instalments(&self, means: &Means) -> (Money, Money) {
        let later = self.largest_instalment(means.net_income, means);
        let first = means.setback.map_or(later, |setback| self.largest_instalment(setback.net_income, means));
        (first, later)
    }

    fn largest_instalment(&self, income: Money, means: &Means) -> Money {
        let by_ratio = share_rounded_down(self.cap, income.max(Money::ZERO)).saturating_sub(means.other_obligations);
        let by_floor = income.saturating_sub(means.other_obligations).saturating_sub(self.living_floor.of(means.n_dependents));
        let by_means = by_ratio.min(by_floor);
        means.most_instalment.map_or(by_means, |most| by_means.min(most))
    }
}

/// The most that is not above the share: what is compared must not be rounded in the borrower's disfavor.
fn share_rounded_down(share: Decimal, amount: Money) -> Money {
    let product = i128::from(amount.minor_units()) * i128::from(share.millionths());
    Money::from_minor_units(i64::try_from(product / i128::from(Decimal::MILLIONTHS)).unwrap_or(i64::MAX))
}

/// The highest payments of a plan, while a setback lasts and after; `None` of a time with no month of the plan.
#[derive(Clone, Copy, Default)]
pub(super) struct HighestInstalments {
    pub first: Option<Money>,
    pub later: Option<Money>,
    setback_months: u16,
}

impl HighestInstalments {
    pub fn new(means: &Means) -> HighestInstalments {
        HighestInstalments { setback_months: means.setback.map_or(0, |setback| setback.n_months), ..HighestInstalments::default() }
    }

    pub fn add(&mut self, row: &ScheduleRow) {
        let highest = if row.month <= self.setback_months { &mut self.first } else { &mut self.later };
        *highest = (*highest).max(Some(row.payment));
    }

    /// By how many minor units they are more than what may be asked; `None` where they are not.
    pub fn excess(&self, (first, later): (Money, Money)) -> Option<i64> {
        let over = |highest: Option<Money>, largest: Money| highest.map_or(0, |highest| highest.saturating_sub(largest).minor_units());
        Some(over(self.first, first).max(over(self.later, later))).filter(|&excess| excess > 0)
    }
}
