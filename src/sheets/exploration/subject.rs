//! What a chart is about, in words: a column or a ratio, its ranges and values.

use crate::data::schema::Meaning;
use crate::data::table::date_text;
use crate::exploration::{Test, Variable};
use crate::features::Ratio;
use crate::quantity::Currency;
use crate::quantity::format::{currency_sign, decimal, number_text};
use crate::sheets::explanation_words::{CellValue, FeatureWords, in_sentence};

/// See the module.
pub(super) struct Subject<'a> {
    /// The column's or the ratio's name, by which conditions name it.
    pub(super) key: String,
    pub(super) variable: Variable<'a>,
    pub(super) words: FeatureWords,
    pub(super) meaning: Option<Meaning>,
    pub(super) ratio: Option<Ratio>,
    pub(super) is_date: bool,
    pub(super) currency: Currency,
}

impl Subject<'_> {
    /// Its name within a sentence.
    pub(super) fn name(&self) -> String {
        in_sentence(&self.words.name)
    }

    /// One number as it is read.
    pub(super) fn number(&self, value: f64) -> String {
        if self.is_date { date_text(value as i32) } else { self.words.value_text(&CellValue::Number(value)) }
    }

    /// A group on its own: `3`, `₹2.00 lakh to ₹4.00 lakh`, `missing`.
    pub(super) fn group(&self, test: &Test) -> String {
        match test {
            Test::Missing => "missing".to_owned(),
            Test::OneOf(values) => match values.as_slice() {
                [value] => self.value(value),
                values => format!("{} others", values.len()),
            },
            Test::Between(low, high) if self.is_date => period(*low, *high),
            Test::Between(low, high) if low.is_infinite() => format!("under {}", self.number(*high)),
            Test::Between(low, high) if high.is_infinite() => format!("{} or more", self.number(*low)),
            Test::Between(low, high) => format!("{} to {}", self.number(*low), self.number(*high)),
        }
    }

    fn value(&self, text: &str) -> String {
        decimal(text).filter(|_| self.is_number()).map_or_else(|| text.to_owned(), |value| self.number(value))
    }

    fn is_number(&self) -> bool {
        !matches!(self.variable, Variable::Column(crate::data::table::Column::Category(_) | crate::data::table::Column::Text(_)))
    }

    /// The loans of a group, to begin a sentence with.
    pub(super) fn loans_of(&self, test: &Test) -> String {
        let group = self.group(test);
        if matches!(test, Test::Missing) {
            return format!("Loans without {}", self.name());
        }
        match (self.ratio, self.meaning) {
            (Some(Ratio::EmiToIncome), _) => format!("Borrowers who pay {group} of their income"),
            (Some(Ratio::OutstandingToIncome), _) => format!("Borrowers who owe {group} of income"),
            (Some(Ratio::CollateralCover), _) => format!("Loans with {group} of what is owed as collateral"),
            (_, Some(Meaning::MissedPayments)) if group == "0" => "Borrowers without missed payments".to_owned(),
            (_, Some(Meaning::MissedPayments)) => format!("Borrowers with {group} missed payments"),
            (_, Some(Meaning::DaysPastDue)) => format!("Loans {group} days past due"),
            (_, Some(Meaning::LoanAmount)) => format!("Loans of {group}"),
            (_, Some(Meaning::MonthlyIncome)) => format!("Borrowers with an income of {group}"),
            (_, Some(Meaning::Outstanding)) => format!("Loans with {group} outstanding"),
            _ if self.is_date => format!("Loans with {} {group}", self.name()),
            _ => format!("Loans with {} {group}", self.name()),
        }
    }

    /// Divides numbers on an axis, with the unit's words: lakhs of rupees, per cents.
    pub(super) fn unit(&self, most: f64) -> (f64, String) {
        if self.ratio == Some(Ratio::OutstandingToIncome) {
            return (1.0, ", months".to_owned());
        }
        if self.ratio.is_some() {
            return (0.01, ", %".to_owned());
        }
        let units: &[(f64, &str)] = match self.currency {
            Currency::Rupee => &[(1e7, "crore"), (1e5, "lakh")],
            _ => &[(1e9, "bn"), (1e6, "m"), (1e3, "k")],
        };
        let sign = if self.words.is_money() { currency_sign(self.currency) } else { "" };
        match units.iter().find(|(size, _)| most >= 2.0 * size && (self.words.is_money() || most >= 2e4)) {
            Some((size, word)) => (*size, format!(", {sign} {word}").replace(",  ", ", ")),
            None if sign.is_empty() => (1.0, String::new()),
            None => (1.0, format!(", {sign}")),
        }
    }

    /// A range beneath its column, in the axis' unit.
    pub(super) fn short_group(&self, test: &Test, size: f64) -> String {
        let short = |value: f64| number_text((value / size * 100.0).round() / 100.0, self.currency);
        match test {
            Test::Between(low, high) if low.is_infinite() => format!("<{}", short(*high)),
            Test::Between(low, high) if high.is_infinite() => format!("≥{}", short(*low)),
            Test::Between(low, high) => format!("{}–{}", short(*low), short(*high)),
            test => self.group(test),
        }
    }
}

/// A month, quarter or some years, by its first day and the first one after it.
fn period(first: f64, after: f64) -> String {
    let (text, end) = (date_text(first as i32), date_text(after as i32 - 1));
    let part = |text: &str, length: usize| text.get(..length).unwrap_or_default().to_owned();
    match after - first {
        days if days < 32.0 => part(&text, 7),
        days if days < 93.0 => format!("{} to {}", part(&text, 7), end.get(5..7).unwrap_or_default()),
        days if days < 367.0 => part(&text, 4),
        _ => format!("{}–{}", part(&text, 4), part(&end, 4)),
    }
}

/// The lowest number of a group; `None` of labels and of what is open below.
pub(super) fn lower_end(test: &Test) -> Option<f64> {
    match test {
        Test::Between(low, _) => Some(*low).filter(|low| low.is_finite()),
        Test::OneOf(values) => decimal(values.first()?),
        Test::Missing => None,
    }
}
