//! Who borrows: a random stream in, a person's circumstances out, seen (age, income …) and unseen (willingness).
//! Knows nothing of loans.

use crate::quantity::RandomStream;

/// How a borrower earns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Employment {
    Salaried,
    SelfEmployed,
    BusinessOwner,
}

/// Median income at 40 (rupees a month), the spread of its logarithm, and the spread of the monthly income shock.
struct EarningPattern {
    median_income: f64,
    income_spread: f64,
    shock_spread: f64,
}

impl Employment {
    fn pattern(self) -> EarningPattern {
        match self {
            Employment::Salaried => EarningPattern { median_income: 62_000.0, income_spread: 0.52, shock_spread: 0.12 },
            Employment::SelfEmployed => EarningPattern { median_income: 54_000.0, income_spread: 0.62, shock_spread: 0.24 },
            Employment::BusinessOwner => EarningPattern { median_income: 84_000.0, income_spread: 0.64, shock_spread: 0.22 },
        }
    }

    /// Standard deviation of the logarithm of this month's income around its usual level.
    pub(super) fn shock_spread(self) -> f64 {
        self.pattern().shock_spread
    }
}

/// Incomes outside are drawn again: the lender does not serve them.
const INCOME_RANGE: (f64, f64) = (15_000.0, 250_000.0);
/// Of the people, how many incomes are not on file.
const INCOME_UNKNOWN_SHARE: f64 = 0.01;

/// A person, as they were when the loan was paid out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Borrower {
    /// Age in months when the loan was paid out.
    pub age_months: i32,
    pub is_female: bool,
    pub employment: Employment,
    /// Usual income, whole rupees a month.
    pub income: i64,
    /// Whether the file knows the income; independent of everything else.
    pub income_known: bool,
    /// 0 to 3.
    pub n_dependents: i32,
    /// Standard normal; in no file.
    pub willingness: f64,
}

impl Borrower {
    pub(super) fn draw(stream: &mut RandomStream) -> Borrower {
        let age_months = 12 * 21 + stream.below(12 * 40) as i32;
        let employment = draw_employment(stream);
        Borrower {
            age_months,
            is_female: stream.unit() < 0.38,
            employment,
            income: draw_income(employment, age_months, stream),
            income_known: stream.unit() >= INCOME_UNKNOWN_SHARE,
            n_dependents: draw_dependents(age_months, stream),
            willingness: stream.normal(),
        }
    }

    /// What living costs before any instalment, rupees a month: a floor, each dependent, and a share of the income.
    pub(super) fn living_cost(&self) -> f64 {
        8_000.0 + 4_000.0 * f64::from(self.n_dependents) + 0.25 * self.income as f64
    }
}

fn draw_employment(stream: &mut RandomStream) -> Employment {
    let share = stream.unit();
    if share < 0.58 {
        Employment::Salaried
    } else if share < 0.88 {
        Employment::SelfEmployed
    } else {
        Employment::BusinessOwner
    }
}

/// Log-normal; the median is highest at 45 and a tenth lower at 25 and at 60.
fn draw_income(employment: Employment, age_months: i32, stream: &mut RandomStream) -> i64 {
    let pattern = employment.pattern();
    let from_peak = (f64::from(age_months) / 12.0 - 45.0) / 20.0;
    let median = pattern.median_income * (1.0 - 0.12 * from_peak * from_peak);
    loop {
        let income = median * libm::exp(pattern.income_spread * stream.normal());
        if income >= INCOME_RANGE.0 && income <= INCOME_RANGE.1 {
            return income as i64;
        }
    }
}

/// More in the middle of life.
fn draw_dependents(age_months: i32, stream: &mut RandomStream) -> i32 {
    let chance = if age_months < 12 * 28 { 0.25 } else { 0.48 };
    (0..3).map(|_| i32::from(stream.unit() < chance)).sum()
}
