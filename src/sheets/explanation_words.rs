use crate::data::phrase::phrase_of;
use crate::data::schema::{Meaning, is_protected};
use crate::data::table::date_text;
use crate::features::Ratio;
use crate::quantity::format::{money_text, number_text, percent_text};
use crate::quantity::{Currency, Money};

/// What a borrower's row holds in a feature.
#[derive(Clone, Debug, PartialEq)]
pub enum CellValue {
    /// Nothing.
    Missing,
    /// A number.
    Number(f64),
    /// Days since 1970-01-01.
    Day(i32),
    /// A label.
    Label(String),
}

/// A feature as a person reads it.
#[derive(Clone, Debug, PartialEq)]
pub struct FeatureWords {
    /// Its name in words, the first with a capital: `Days past due` of `Days_Past_Due`.
    pub name: String,
    /// The law protects it.
    pub is_protected: bool,
    meaning: Option<Meaning>,
    ratio: Option<Ratio>,
    currency: Currency,
}

impl FeatureWords {
    /// Of the feature with this name, and what it measures, where that is known.
    pub fn new(name: &str, meaning: Option<Meaning>, ratio: Option<Ratio>, currency: Currency) -> FeatureWords {
        let is_protected = is_protected(&phrase_of(name));
        FeatureWords { name: words_of(name), is_protected, meaning, ratio, currency }
    }

    /// The name, with a mark where the law protects it.
    pub fn marked_name(&self) -> String {
        if self.is_protected { format!("{} (protected)", self.name) } else { self.name.clone() }
    }

    /// A value on its own: `74`, `₹38,600`, `53%`.
    pub fn value_text(&self, value: &CellValue) -> String {
        match value {
            CellValue::Missing => "missing".to_owned(),
            CellValue::Number(number) => self.number_text(*number),
            CellValue::Day(day) => date_text(*day),
            CellValue::Label(label) => label.clone(),
        }
    }

    /// The value with what it is: `74 days past due`.
    pub fn phrase(&self, value: &CellValue) -> String {
        let phrase = match value {
            CellValue::Number(number) => {
                let known = self.ratio.map(|ratio| self.ratio_phrase(ratio, *number));
                known.or_else(|| self.meaning.and_then(|meaning| self.meaning_phrase(meaning, *number)))
            }
            _ => None,
        };
        let plain = || match value {
            CellValue::Label(label) => format!("{}: {label}", self.name),
            value => format!("{} {}", self.name, self.value_text(value)),
        };
        let phrase = phrase.unwrap_or_else(plain);
        if self.is_protected { format!("{phrase} (protected)") } else { phrase }
    }

    /// The value as something that could be, in the middle of a sentence: `0 days past due`.
    pub fn changed_phrase(&self, value: &CellValue) -> String {
        match (self.meaning, value) {
            (Some(Meaning::DaysPastDue), CellValue::Number(0.0)) => "0 days past due".to_owned(),
            (_, CellValue::Label(label)) => format!("{} {label}", in_sentence(&self.name)),
            _ => in_sentence(&self.phrase(value)),
        }
    }

    /// Whether its numbers are amounts of money.
    pub fn is_money(&self) -> bool {
        matches!(
            self.meaning,
            Some(
                Meaning::Outstanding
                    | Meaning::LoanAmount
                    | Meaning::MonthlyIncome
                    | Meaning::YearlyIncome
                    | Meaning::MonthlyInstalment
                    | Meaning::CollateralValue
            )
        )
    }

    fn number_text(&self, value: f64) -> String {
        let is_money = self.is_money();
        match (self.ratio, Money::from_major(value)) {
            (Some(Ratio::OutstandingToIncome), _) => format!("{} months", format!("{value:.1}").trim_end_matches(".0")),
            (Some(Ratio::MissedPerMonth), _) => number_text((value * 100.0).round() / 100.0, self.currency),
            (Some(_), _) => percent_text(value),
            (None, Some(money)) if is_money => money_text(money, self.currency),
            (None, _) => number_text(value, self.currency),
        }
    }

    fn ratio_phrase(&self, ratio: Ratio, value: f64) -> String {
        let text = self.number_text(value);
        match ratio {
            Ratio::EmiToIncome => format!("Instalment {text} of income"),
            Ratio::OutstandingToIncome => format!("{text} of income owed"),
            Ratio::OutstandingToLoan => format!("{text} of the loan still owed"),
            Ratio::CollateralCover => format!("Collateral cover {text}"),
            Ratio::MissedPerMonth => format!("{text} missed payments a month"),
        }
    }

    fn meaning_phrase(&self, meaning: Meaning, value: f64) -> Option<String> {
        let text = self.number_text(value);
        let counted = |one: &str, many: &str, none: &str| match value {
            0.0 => none.to_owned(),
            1.0 => one.to_owned(),
            _ => format!("{text} {many}"),
        };
        Some(match meaning {
            Meaning::DaysPastDue => counted("1 day past due", "days past due", "Not past due"),
            Meaning::MissedPayments => counted("1 missed payment", "missed payments", "No missed payments"),
            Meaning::CollateralValue if value == 0.0 => "No collateral".to_owned(),
            Meaning::CollateralValue => format!("Collateral {text}"),
            Meaning::MonthlyIncome => format!("Income {text} a month"),
            Meaning::YearlyIncome => format!("Income {text} a year"),
            Meaning::MonthlyInstalment => format!("Instalment {text} a month"),
            Meaning::LoanAmount => format!("Loan of {text}"),
            Meaning::Outstanding => format!("{text} outstanding"),
            Meaning::LoanTenure => format!("Term of {text} months"),
            _ => return None,
        })
    }
}

/// A column's name as words: parted at blanks, underlines and points, capitals only where the sentence begins and in words of capitals.
fn words_of(name: &str) -> String {
    let words: Vec<&str> = name.split(['_', ' ', '.']).filter(|word| !word.is_empty()).collect();
    let small = words.iter().map(|word| in_sentence(word)).collect::<Vec<_>>().join(" ");
    let mut chars = small.chars();
    chars.next().map_or_else(|| name.to_owned(), |first| first.to_uppercase().chain(chars).collect())
}

/// With a small letter first, for the middle of a sentence; a word of capitals stays.
pub(super) fn in_sentence(phrase: &str) -> String {
    let mut chars = phrase.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), Some(second)) if first.is_uppercase() && !second.is_uppercase() => first.to_lowercase().chain(chars).collect(),
        _ => phrase.to_owned(),
    }
}

/// Points of a score: `12`, or `0.4` where there is less than one.
pub(super) fn points_text(share: f64) -> String {
    let points = share.abs() * 100.0;
    if points >= 0.95 { format!("{points:.0}") } else { format!("{points:.1}") }
}

/// Points with their sign.
pub(super) fn signed_points(share: f64) -> String {
    let points = points_text(share);
    match share {
        _ if points == "0.0" => "0".to_owned(),
        share if share < 0.0 => format!("−{points}"),
        _ => format!("+{points}"),
    }
}
