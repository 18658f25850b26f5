//! The figures that a draft may state: those of the facts and the plans, and today's date. Comes in: named values. Goes out: whether
//! a figure equals one of them, in whatever notation.

use super::calendar::{date_of, day_of};
use super::{DayOrder, Figure, FigureValue, MoneySign, Unit, read_figures};
use crate::advisor::text::Text;

/// Amounts are equal if they differ by no more than this.
const TOLERANCE: f64 = 0.01 + 1e-9;

/// All values that facts and plans hold.
#[derive(Clone, Debug, Default)]
pub struct KnownFigures {
    numbers: Vec<f64>,
    days: Vec<i32>,
    digits: Vec<String>,
    sign: Option<MoneySign>,
    order: DayOrder,
}

impl KnownFigures {
    /// Nothing yet. Dates in texts are read in this order.
    pub fn new(order: DayOrder) -> KnownFigures {
        KnownFigures { order, ..KnownFigures::default() }
    }

    /// What the loan's money is counted in: amounts in another currency equal nothing.
    pub fn set_sign(&mut self, sign: Option<MoneySign>) {
        self.sign = sign;
    }

    /// A number: an amount, a rate, a count.
    pub fn add_number(&mut self, number: f64) {
        self.numbers.push(number);
    }

    /// A day since 1970-01-01.
    pub fn add_day(&mut self, day: i32) {
        self.days.push(day);
    }

    /// Whatever figures a text holds, and its digits.
    pub fn add_text(&mut self, text: &str) {
        let folded = Text::read(text);
        for figure in read_figures(&folded, self.order) {
            match figure.value {
                FigureValue::Amount { value, .. } | FigureValue::Percent(value) | FigureValue::Count { value, .. } => {
                    self.numbers.push(value)
                }
                FigureValue::Date(days) => self.days.extend(days),
                FigureValue::Account(digits) | FigureValue::Phone(digits) => self.digits.push(digits),
                FigureValue::DayOfYear { .. } | FigureValue::Month { .. } | FigureValue::Time(_) => {}
            }
        }
        let digits: String = folded.chars.iter().filter(|c| c.is_ascii_digit()).collect();
        if !digits.is_empty() {
            if let Ok(number) = text.trim().parse() {
                self.numbers.push(number);
            }
            self.digits.push(digits);
        }
    }

    /// Whether a draft may state this figure. Times, hours and other days than days past due are no matter of it.
    pub fn holds(&self, figure: &Figure) -> bool {
        match &figure.value {
            FigureValue::Amount { value, sign } => {
                let is_other_money = matches!((sign, self.sign), (Some(said), Some(known)) if *said != known);
                !is_other_money && (*value == 0.0 || self.has_number(*value))
            }
            FigureValue::Percent(value) => {
                self.has_number(*value) || self.numbers.iter().any(|known| *known <= 1.0 && (known * 100.0 - value).abs() <= TOLERANCE)
            }
            FigureValue::Count { value, unit: Unit::Months | Unit::Instalments | Unit::DaysPastDue } => {
                *value == 1.0 || self.has_number(*value)
            }
            FigureValue::Date(days) => days.iter().any(|day| self.days.contains(day)),
            FigureValue::DayOfYear { month, day } => {
                self.days.iter().any(|known| date_of(*known).is_some_and(|(_, m, d)| (m, d) == (*month, *day)))
            }
            FigureValue::Month { year, month } => {
                self.days.iter().any(|known| date_of(*known).is_some_and(|(y, m, _)| (y, m) == (*year, *month)))
            }
            FigureValue::Account(digits) => self.digits.iter().any(|known| ends_alike(known, digits, 4) || known == digits),
            FigureValue::Phone(digits) => self.digits.iter().any(|known| ends_alike(known, digits, 7)),
            FigureValue::Time(_) | FigureValue::Count { .. } => true,
        }
    }

    fn has_number(&self, value: f64) -> bool {
        self.numbers.iter().any(|known| (known - value).abs() <= TOLERANCE)
    }
}

/// Whether one number ends as the other, and has so many digits at least.
pub(crate) fn ends_alike(a: &str, b: &str, least: usize) -> bool {
    let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    short.len() >= least && long.ends_with(short)
}

/// The day that a figure means for someone who reads it today; the first where it may be several.
pub fn day_meant(value: &FigureValue, today: i32) -> Option<i32> {
    match value {
        FigureValue::Date(days) => days.first().copied(),
        FigureValue::DayOfYear { month, day } => {
            let (year, _, _) = date_of(today)?;
            (year - 1..=year + 1).filter_map(|year| day_of(year, *month, *day)).min_by_key(|found| (found - today).abs())
        }
        _ => None,
    }
}
