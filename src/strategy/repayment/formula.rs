use super::ledger::Shape;
use super::plan::{PlanError, PlanKind};
use super::terms::LoanTerms;
use crate::quantity::{Decimal, Money};

/// What the formulas of textbooks and spreadsheets say of a plan, rounded once at the end: they differ from a schedule by
/// what paying in whole minor units changes. Worked out in floating point, so for display beside a schedule only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormulaFigures {
    /// The instalment while it is reduced: of interest only, or of a step.
    pub relief_instalment: Money,
    /// What is owed when the relief ends.
    pub balance_after_relief: Money,
    /// The equal instalment after it.
    pub level_instalment: Money,
    /// All interest.
    pub total_interest: Money,
}

/// The formulas' figures of a plan; of a settlement, those of the standard plan.
pub fn formula_figures(terms: &LoanTerms, kind: PlanKind) -> Result<FormulaFigures, PlanError> {
    let shape = Shape::of(terms, kind)?;
    let payments = LevelPayments::of(&RateCurve::new(shape.annual_rate, shape.n_months), &shape);
    let nearest = |minor: f64| Money::from_major(minor / 100.0).unwrap_or_default();
    Ok(FormulaFigures {
        relief_instalment: nearest(payments.relief),
        balance_after_relief: nearest(payments.balance_after_relief),
        level_instalment: nearest(payments.level),
        total_interest: nearest(payments.total(&shape) - minor(shape.opening)),
    })
}

/// Powers and annuities of one rate, for many plans.
pub(super) struct RateCurve {
    /// The month's rate.
    pub rate: f64,
    /// `v^k` with `v = 1 / (1 + rate)`.
    powers: Vec<f64>,
    /// `v + v² + … + v^k`.
    annuities: Vec<f64>,
}

impl RateCurve {
    /// For up to `n_months`.
    pub fn new(annual_rate: Decimal, n_months: u16) -> RateCurve {
        let rate = annual_rate.to_f64() / 12.0;
        let (powers, annuities) = annuities(1.0 / (1.0 + rate), n_months);
        RateCurve { rate, powers, annuities }
    }

    /// What is left of a balance after so many equal payments.
    fn left_after(&self, balance: f64, payment: f64, n_months: u16) -> f64 {
        let idx = usize::from(n_months);
        (balance - payment * self.annuities[idx]) / self.powers[idx]
    }

    /// The first of `1..=most` months after which so much a month has repaid a balance, else the last.
    fn months_to_repay(&self, balance: f64, payment: f64, most: u16) -> u16 {
        let longest = usize::from(most);
        let repaid = self.annuities[1..=longest].partition_point(|annuity| payment * annuity < balance) + 1;
        repaid.min(longest) as u16
    }

    /// The equal instalment per unit of balance.
    pub fn instalment_of_one(&self, n_months: u16) -> f64 {
        1.0 / self.annuities[usize::from(n_months)]
    }
}

/// `v^k` and `v + v² + … + v^k` for k in 0..=`n_months`.
pub(super) fn annuities(v: f64, n_months: u16) -> (Vec<f64>, Vec<f64>) {
    let mut powers = Vec::with_capacity(usize::from(n_months) + 1);
    let mut annuities = Vec::with_capacity(usize::from(n_months) + 1);
    let (mut power, mut annuity) = (1.0, 0.0);
    for _ in 0..=n_months {
        powers.push(power);
        annuities.push(annuity);
        power *= v;
        annuity += power;
    }
    (powers, annuities)
}

/// What a plan asks for: nothing in the holiday, then `relief`, then `level`, and in month `end`, the last, `last`; in minor units,
/// unrounded.
#[derive(Clone, Copy, Debug)]
pub(super) struct LevelPayments {
    pub relief: f64,
    pub level: f64,
    pub last: f64,
    pub end: u16,
    pub balance_after_relief: f64,
    /// The relief pays less than the interest.
    pub grows: bool,
}

impl LevelPayments {
    /// `curve` is of the shape's rate and at least its months.
    pub fn of(curve: &RateCurve, shape: &Shape) -> LevelPayments {
        let relief_months = shape.interest_only + shape.step_months;
        let left = shape.n_months - shape.holiday;
        let balance = minor(shape.opening) / curve.powers[usize::from(shape.holiday)];
        let interest = balance * curve.rate;
        let relief = match () {
            () if shape.interest_only > 0 => interest,
            () if shape.step_months > 0 => balance * shape.step_share.to_f64() * curve.instalment_of_one(left),
            () => 0.0,
        };
        let balance_after_relief = curve.left_after(balance, relief, relief_months);
        let most = left - relief_months;
        let (level, last, n_level) = match shape.agreed.map(minor) {
            Some(agreed) => {
                let n_level = curve.months_to_repay(balance_after_relief, agreed, most);
                (agreed, curve.left_after(balance_after_relief, agreed, n_level - 1) * (1.0 + curve.rate), n_level)
            }
            None => {
                let equal = balance_after_relief * curve.instalment_of_one(most);
                (equal, equal, most)
            }
        };
        let end = shape.holiday + relief_months + n_level;
        LevelPayments { relief, level, last, end, balance_after_relief, grows: relief_months > 0 && relief < interest }
    }

    /// All payments but arrears.
    pub fn total(&self, shape: &Shape) -> f64 {
        let relief_months = shape.interest_only + shape.step_months;
        self.relief * f64::from(relief_months) + self.level * f64::from(self.end - shape.holiday - relief_months - 1) + self.last
    }

    /// Worth of all payments at `lender_annuities`, the lender's discounts summed.
    pub fn present_value(&self, shape: &Shape, lender_annuities: &[f64]) -> f64 {
        let relief_from = usize::from(shape.holiday);
        let level_from = relief_from + usize::from(shape.interest_only + shape.step_months);
        let part = |from: usize, to: usize| lender_annuities[to] - lender_annuities[from];
        let arrears = minor(shape.arrears) / f64::from(shape.arrears_months.max(1)) * lender_annuities[usize::from(shape.arrears_months)];
        let last = usize::from(self.end) - 1;
        self.relief * part(relief_from, level_from) + self.level * part(level_from, last) + self.last * part(last, last + 1) + arrears
    }

    /// The highest payment of the first `n_first` months and of those after; less than any where there are none.
    pub fn highest(&self, shape: &Shape, n_first: u16) -> (f64, f64) {
        let level_from = shape.holiday + shape.interest_only + shape.step_months;
        let arrears = minor(shape.arrears) / f64::from(shape.arrears_months.max(1));
        let (mut first, mut later) = (f64::NEG_INFINITY, f64::NEG_INFINITY);
        // Each stretch of equal payments lies before the month, after it, or on both sides.
        let mut stretch = |from: u16, to: u16, payment: f64| {
            if from < to && from < n_first {
                first = first.max(payment);
            }
            if from < to && to > n_first {
                later = later.max(payment);
            }
        };
        stretch(0, shape.holiday, 0.0);
        stretch(shape.holiday, level_from, self.relief);
        let last_from = self.end - 1;
        stretch(level_from, last_from, self.level);
        stretch(last_from, self.end, self.last);
        // Only where there is no relief are arrears paid apart.
        stretch(0, shape.arrears_months.min(last_from), self.level + arrears);
        stretch(last_from, shape.arrears_months.min(self.end), self.last + arrears);
        stretch(self.end, shape.arrears_months, arrears);
        (first, later)
    }
}

/// As a number of minor units.
pub(super) fn minor(amount: Money) -> f64 {
    amount.minor_units() as f64
}
