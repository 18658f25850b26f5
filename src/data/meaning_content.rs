//! Whether what a column holds can be what its name says: incomes are not negative, terms are whole months, rates lie
//! below a hundred. Comes in: a column with its statistics. Goes out: how well it fits a meaning.

use super::loan_words::flag_of;
use super::meaning::Meaning;
use super::schema::ColumnSchema;
use super::table::{Column, Kind};
use crate::quantity::order::sort_numbers;

/// Numbers looked at, taken at even distances.
const N_LOOKED_AT: usize = 10_000;
/// The most kinds of loans or jobs.
const MOST_KINDS: u64 = 60;
/// The most groups of people, and of words for a payment history.
const MOST_GROUPS: u64 = 15;

/// How well content fits a meaning, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    Not,
    Possibly,
    Well,
}

/// What the numbers of a column are like; all shares are of the cells that are there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct NumberProfile {
    pub low: f64,
    pub high: f64,
    pub median: f64,
    pub share_negative: f64,
    pub share_zero: f64,
    pub share_whole: f64,
    /// Of those that are whole years when counted in months.
    pub share_of_years: f64,
}

/// `None` of a column without numbers.
pub(super) fn number_profile(column: &Column) -> Option<NumberProfile> {
    let Column::Number(numbers) = column else { return None };
    let stride = numbers.values().len() / N_LOOKED_AT + 1;
    let mut values: Vec<f64> = numbers.values().iter().step_by(stride).copied().filter(|value| !value.is_nan()).collect();
    sort_numbers(&mut values);
    let n = values.len() as f64;
    let share = |test: fn(&&f64) -> bool| values.iter().filter(test).count() as f64 / n;
    Some(NumberProfile {
        low: *values.first()?,
        high: *values.last()?,
        median: values[values.len() / 2],
        share_negative: share(|value| **value < 0.0),
        share_zero: share(|value| **value == 0.0),
        share_whole: share(|value| value.fract() == 0.0),
        share_of_years: share(|value| **value > 0.0 && **value % 12.0 == 0.0),
    })
}

/// How well a column with this content can have this meaning.
pub(super) fn fit_of(meaning: Meaning, schema: &ColumnSchema, profile: Option<&NumberProfile>) -> Fit {
    use Meaning as M;
    match meaning {
        M::BorrowerId | M::LoanId => grade(schema.n_distinct > 1, true),
        M::LoanProduct | M::Employment => fit_of_words(schema, MOST_KINDS),
        M::PaymentHistory => fit_of_words(schema, MOST_GROUPS),
        M::Group => grade((2..=MOST_GROUPS).contains(&schema.n_distinct) && matches!(schema.kind, Kind::Category | Kind::Number), true),
        M::LoanDate | M::PromiseDate => grade(schema.kind == Kind::Date, true),
        _ if meaning.is_flag() => fit_of_flag(meaning, schema, profile),
        // `3+` stands for three and more.
        M::Dependents if schema.kind == Kind::Category => grade((2..=MOST_GROUPS).contains(&schema.n_distinct), has_counts(schema)),
        _ => profile.map_or(Fit::Not, |profile| fit_of_numbers(meaning, profile)),
    }
}

fn fit_of_numbers(meaning: Meaning, profile: &NumberProfile) -> Fit {
    use Meaning as M;
    let is_whole = profile.share_whole >= 0.95;
    let is_from_zero = profile.share_negative <= 0.02;
    match meaning {
        M::DaysPastDue => grade(is_from_zero && profile.high < 20_000.0, is_whole),
        M::Dependents => grade(is_from_zero && is_whole && profile.high <= 30.0, true),
        M::ContactAttempts => grade(is_from_zero && is_whole && profile.high <= 10_000.0, true),
        M::MissedPayments => grade(is_from_zero && is_whole && profile.high <= 600.0, true),
        M::LoanTenure => grade(is_from_zero && is_whole && profile.high <= 600.0, profile.share_of_years >= 0.3),
        M::InterestRate => grade(is_from_zero && profile.high <= 100.0 && profile.high > 0.0, profile.share_whole < 0.9),
        M::MonthlyIncome | M::YearlyIncome | M::MonthlyInstalment | M::LoanAmount => {
            grade(is_from_zero && profile.high > 0.0, profile.high >= 100.0 && profile.share_zero < 0.5)
        }
        _ => grade(profile.share_negative <= 0.05 && profile.high > 0.0, profile.high >= 100.0),
    }
}

fn fit_of_words(schema: &ColumnSchema, most: u64) -> Fit {
    let is_few = (2..=most).contains(&schema.n_distinct);
    grade(is_few && matches!(schema.kind, Kind::Category | Kind::Number), schema.kind == Kind::Category)
}

/// A yes or no, mostly no. Days say that it happened; other few words say more than yes, but a plan has names in some files.
fn fit_of_flag(meaning: Meaning, schema: &ColumnSchema, profile: Option<&NumberProfile>) -> Fit {
    match (schema.kind, profile) {
        (Kind::Number, Some(profile)) => {
            grade(profile.low >= 0.0 && profile.high <= 1.0 && profile.median == 0.0, profile.share_whole == 1.0)
        }
        (Kind::Category, _) => {
            let is_yes_or_no = schema.top_values.iter().all(|(word, _)| flag_of(word).is_some());
            grade((1..=MOST_GROUPS).contains(&schema.n_distinct) && (is_yes_or_no || meaning != Meaning::InPlan), is_yes_or_no)
        }
        (Kind::Date, _) => grade(meaning != Meaning::InPlan, false),
        _ => Fit::Not,
    }
}

/// Whether words are counts, such as `3+`.
fn has_counts(schema: &ColumnSchema) -> bool {
    schema.top_values.iter().all(|(word, _)| word.starts_with(|char: char| char.is_ascii_digit()))
}

fn grade(is_possible: bool, fits_well: bool) -> Fit {
    match (is_possible, fits_well) {
        (false, _) => Fit::Not,
        (true, false) => Fit::Possibly,
        (true, true) => Fit::Well,
    }
}
