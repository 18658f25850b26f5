use serde::{Deserialize, Serialize};

use crate::data::schema::{Meaning, Role, Schema};

/// A figure that lenders look at, worked out from two columns of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DerivedFeature {
    /// What it tells.
    pub ratio: Ratio,
    /// The column above the line.
    pub numerator: String,
    /// The column below the line.
    pub denominator: String,
    /// Whether that is of a year: a twelfth of it is taken.
    pub is_yearly: bool,
}

/// What a derived feature tells: one measure divided by another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Ratio {
    /// Instalment by income, both a month.
    EmiToIncome,
    /// Money owed by income a month.
    OutstandingToIncome,
    /// Money owed by money lent: how much is still to be repaid.
    OutstandingToLoan,
    /// Collateral by money owed, or by money lent where the file does not say what is owed.
    CollateralCover,
    /// Missed payments by the months of the loan's term.
    MissedPerMonth,
}

impl Ratio {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Ratio; 5] =
        [Ratio::EmiToIncome, Ratio::OutstandingToIncome, Ratio::OutstandingToLoan, Ratio::CollateralCover, Ratio::MissedPerMonth];

    /// As it is shown: the name of the feature.
    pub fn name(self) -> &'static str {
        match self {
            Ratio::EmiToIncome => "EMI to income",
            Ratio::OutstandingToIncome => "Outstanding to income",
            Ratio::OutstandingToLoan => "Outstanding to loan amount",
            Ratio::CollateralCover => "Collateral cover",
            Ratio::MissedPerMonth => "Missed payments per month",
        }
    }

    /// What is divided by what; of several below the line, the first that the file has.
    fn measures(self) -> (Meaning, &'static [Meaning]) {
        match self {
            Ratio::EmiToIncome => (Meaning::MonthlyInstalment, &[Meaning::MonthlyIncome, Meaning::YearlyIncome]),
            Ratio::OutstandingToIncome => (Meaning::Outstanding, &[Meaning::MonthlyIncome, Meaning::YearlyIncome]),
            Ratio::OutstandingToLoan => (Meaning::Outstanding, &[Meaning::LoanAmount]),
            Ratio::CollateralCover => (Meaning::CollateralValue, &[Meaning::Outstanding, Meaning::LoanAmount]),
            Ratio::MissedPerMonth => (Meaning::MissedPayments, &[Meaning::LoanTenure]),
        }
    }
}

impl DerivedFeature {
    /// As it is shown.
    pub fn name(&self) -> &'static str {
        self.ratio.name()
    }

    /// How it is worked out: `Monthly_EMI by Monthly_Income`, `installment by annual_inc ÷ 12`.
    pub fn formula(&self) -> String {
        format!("{} by {}{}", self.numerator, self.denominator, if self.is_yearly { " ÷ 12" } else { "" })
    }

    /// The columns from which it is worked out.
    pub fn inputs(&self) -> [&str; 2] {
        [&self.numerator, &self.denominator]
    }
}

/// What can be derived: figures whose columns are all features and in `usable`, and whose name no column has already.
pub fn available(schema: &Schema, usable: &[String]) -> Vec<DerivedFeature> {
    let column_of = |meaning: Meaning| {
        let mut columns = schema.columns.iter().filter(|column| column.role == Role::Feature && usable.contains(&column.name));
        columns.find(|column| column.meaning == Some(meaning)).map(|column| column.name.clone())
    };
    let derive = |ratio: Ratio| {
        let (above, below) = ratio.measures();
        let numerator = column_of(above)?;
        let (denominator, is_yearly) = below.iter().find_map(|&meaning| Some((column_of(meaning)?, meaning == Meaning::YearlyIncome)))?;
        schema.column(ratio.name()).is_none().then_some(DerivedFeature { ratio, numerator, denominator, is_yearly })
    };
    Ratio::ALL.into_iter().filter_map(derive).collect()
}

/// The figure, NaN where it is missing: where one of both is, or nothing is above zero below the line.
pub(super) fn ratio_of(derived: &DerivedFeature, numerator: f64, denominator: f64) -> f64 {
    let ratio = if derived.is_yearly { numerator * 12.0 / denominator } else { numerator / denominator };
    if denominator > 0.0 && ratio.is_finite() { ratio } else { f64::NAN }
}
