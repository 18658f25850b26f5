//! The figures of a draft: amounts, dates, per cents, counts, account fragments, phone numbers, times, in English, Hindi and Hinglish.
//! Comes in: a folded text. Goes out: each figure's value and place. [`known`] holds them against facts and plans.
//!
//! ```text
//! Text ─▶ pieces ─▶ dates · times · references · amounts · counts ─▶ Figure ─▶ known
//! ```

mod amounts;
pub mod calendar;
mod counts;
mod dates;
pub mod known;
mod number_words;
mod pieces;
mod references;
mod times;

use serde::{Deserialize, Serialize};

use super::text::{Span, Text};
use pieces::Pieces;

/// Which of two leading numbers of a date is the day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayOrder {
    /// `05/03/2026` is in March.
    #[default]
    DayFirst,
    /// `05/03/2026` is in May.
    MonthFirst,
    /// Nobody knows: both are tried.
    Either,
}

/// What money is counted in, as far as its sign tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MoneySign {
    /// ₹, Rs, INR, रुपये.
    Rupee,
    /// $, USD, dollars.
    Dollar,
    /// £, GBP, pounds.
    Pound,
    /// €, EUR, euros.
    Euro,
}

/// What a count counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Months.
    Months,
    /// Instalments.
    Instalments,
    /// Days past due.
    DaysPastDue,
    /// Other days.
    Days,
    /// Weeks.
    Weeks,
    /// Hours.
    Hours,
    /// Minutes.
    Minutes,
}

/// A figure's value.
#[derive(Clone, Debug, PartialEq)]
pub enum FigureValue {
    /// Money, in whole units; `sign` where the draft tells which.
    Amount {
        /// The amount.
        value: f64,
        /// What it is counted in.
        sign: Option<MoneySign>,
    },
    /// A day: all days since 1970-01-01 that it may be. More than one where the order of day and month is open.
    Date(Vec<i32>),
    /// A day without its year.
    DayOfYear {
        /// 1 to 12.
        month: u32,
        /// 1 to 31.
        day: u32,
    },
    /// A month of a year.
    Month {
        /// The year.
        year: i32,
        /// 1 to 12.
        month: u32,
    },
    /// Per cent: 12.5 is 12.5 %.
    Percent(f64),
    /// So many of something.
    Count {
        /// How many.
        value: f64,
        /// Of what.
        unit: Unit,
    },
    /// The digits of a loan or account that are shown.
    Account(String),
    /// The digits of a phone number.
    Phone(String),
    /// A time of day or a span of time.
    Time(times::TimeOfDay),
}

pub use times::TimeOfDay;

/// A figure and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// What it says.
    pub value: FigureValue,
    /// Where it stands in the original.
    pub span: Span,
}

/// All figures of a text in order, none within another.
pub fn read_figures(text: &Text, order: DayOrder) -> Vec<Figure> {
    let pieces = Pieces::of(text);
    let mut figures = Vec::new();
    let mut place = 0;
    while place < pieces.len() {
        match figure_at(&pieces, place, order) {
            Some((value, end)) if end > place => {
                figures.push(Figure { value, span: pieces.span(place, end) });
                place = end;
            }
            _ => place += 1,
        }
    }
    figures
}

/// The figure that begins at a piece, and the first piece behind it. What is more specific goes first.
fn figure_at(pieces: &Pieces, place: usize, order: DayOrder) -> Option<(FigureValue, usize)> {
    if !pieces.may_begin_figure(place) {
        return None;
    }
    None.or_else(|| references::account_at(pieces, place))
        .or_else(|| dates::date_at(pieces, place, order))
        .or_else(|| times::time_at(pieces, place))
        .or_else(|| references::phone_at(pieces, place))
        .or_else(|| counts::percent_at(pieces, place))
        .or_else(|| amounts::amount_at(pieces, place))
        .or_else(|| counts::count_at(pieces, place))
        .or_else(|| amounts::bare_amount_at(pieces, place))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str, order: DayOrder) -> Vec<FigureValue> {
        read_figures(&Text::read(text), order).into_iter().map(|figure| figure.value).collect()
    }

    #[test]
    fn one_amount_is_one_amount_in_any_notation() {
        let all = [
            "₹1,20,000",
            "Rs. 120000/-",
            "Rs 1.2 lakh",
            "INR 1,20,000.00",
            "1.2 lakh",
            "₹1.2L",
            "one lakh twenty thousand rupees",
            "१,२०,००० रुपये",
            "1 lakh 20 thousand",
            "एक लाख बीस हजार रुपये",
            "ek lakh bees hazaar rupaye",
            "₹120k",
            "₹०.०१२ crore",
            "रु. 1,20,000",
            "1,20,000",
            "a payment of 120000",
        ];
        for text in all {
            let values = values(text, DayOrder::DayFirst);
            let is_it = |value: &FigureValue| matches!(value, FigureValue::Amount { value, .. } if (value - 120_000.0).abs() < 0.01);
            assert!(values.len() == 1 && values.iter().all(is_it), "{text}: {values:?}");
        }
        let dollars = values("$1,200.50 or twelve thousand five hundred", DayOrder::MonthFirst);
        assert_eq!(dollars[0], FigureValue::Amount { value: 1200.5, sign: Some(MoneySign::Dollar) });
        assert_eq!(dollars[1], FigureValue::Amount { value: 12_500.0, sign: None });
    }

    #[test]
    fn a_day_is_found_however_it_is_written() {
        let day = calendar::day_of(2026, 3, 5).unwrap_or_default();
        for text in
            ["2026-03-05", "05/03/2026", "5-3-26", "5 March 2026", "5th of March, 2026", "March 5, 2026", "5-Mar-2026", "५ मार्च २०२६"]
        {
            assert_eq!(values(text, DayOrder::DayFirst), [FigureValue::Date(vec![day])], "{text}");
        }
        assert_eq!(values("03/05/2026", DayOrder::MonthFirst), [FigureValue::Date(vec![day])]);
        assert_eq!(values("by 5 March", DayOrder::DayFirst), [FigureValue::DayOfYear { month: 3, day: 5 }]);
        assert_eq!(values("you may set out", DayOrder::DayFirst), []);
    }

    #[test]
    fn counts_references_and_times_are_told_apart() {
        let found = |text: &str| values(text, DayOrder::DayFirst);
        assert_eq!(found("45 days past due"), [FigureValue::Count { value: 45.0, unit: Unit::DaysPastDue }]);
        assert_eq!(found("overdue by 45 days"), [FigureValue::Count { value: 45.0, unit: Unit::DaysPastDue }]);
        assert_eq!(found("6 equal monthly instalments"), [FigureValue::Count { value: 6.0, unit: Unit::Instalments }]);
        assert_eq!(found("a twelve-month plan"), [FigureValue::Count { value: 12.0, unit: Unit::Months }]);
        assert_eq!(found("12.5% p.a."), [FigureValue::Percent(12.5)]);
        for text in ["XX1234", "ending 1234", "ending in 1234", "****1234", "loan no. 1234", "A/c XXXX 1234", "Ref: LN-1234"] {
            assert_eq!(found(text), [FigureValue::Account("1234".to_owned())], "{text}");
        }
        for text in ["1800-123-4567", "call 1800 123 4567", "(180) 012-34567"] {
            assert_eq!(found(text), [FigureValue::Phone("18001234567".to_owned())], "{text}");
        }
        assert!(matches!(found("at 9 pm")[..], [FigureValue::Time(TimeOfDay { start: 1260, end: 1260, .. })]));
        assert!(matches!(found("between 9 am and 6 pm")[..], [FigureValue::Time(TimeOfDay { start: 540, end: 1080, .. })]));
        assert!(matches!(found("raat 9 baje")[..], [FigureValue::Time(TimeOfDay { start: 1260, end: 1260, .. })]));
    }
}
