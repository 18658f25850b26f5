//! How the cells of a column are written, decided over the whole column: what the page says ("numbers with a decimal
//! comma, in €") and what reads each cell.

use serde::{Deserialize, Serialize};

pub use super::century::Century;
pub use super::date::DateOrder;
pub use super::number::DecimalMark;
pub use super::number_cell::Writing;
pub use super::number_unit::{Currency, NumberUnit, TimeUnit};
pub use super::serial_date::SerialDate;

use super::century::{DAYS_A_CENTURY, century_of};
use super::date::{ParsedDate, parse_date};
use super::number::parse_plain;
use super::number_cell::{NumberCell, scan_number};
use super::table::Kind;

/// How the cells of a column are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ColumnFormat {
    /// Numbers.
    Number(NumberFormat),
    /// Calendar days.
    Date(DateFormat),
    /// Two words that mean yes and no; a category.
    Boolean,
    /// Texts that come again.
    Category,
    /// Digits that are no quantity: some have leading zeros or more than 15 digits. A category or a text.
    Code,
    /// Texts of their own.
    Text,
}

/// How numbers are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberFormat {
    /// What parts whole numbers from decimals.
    pub mark: DecimalMark,
    /// What they count.
    pub unit: NumberUnit,
    /// Whether there are bounds, ranges or shorthands among them.
    pub writing: Writing,
}

/// How days are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DateFormat {
    /// As a person writes them; the order matters where two numbers lead.
    Written(DateOrder),
    /// The same, with years of two digits from 30 to 69 as 1930 to 1969.
    WrittenBefore1970(DateOrder),
    /// As numbers.
    Serial(SerialDate),
}

impl ColumnFormat {
    /// The kind of such a column; a code's depends on how often its texts come again.
    pub fn word(self) -> &'static str {
        match self {
            ColumnFormat::Number(_) => "number",
            ColumnFormat::Date(_) => "date",
            ColumnFormat::Boolean => "boolean",
            ColumnFormat::Category => "category",
            ColumnFormat::Code => "code",
            ColumnFormat::Text => "text",
        }
    }

    /// The format of a column of this kind about which nothing else is known.
    pub fn of_kind(kind: Kind) -> ColumnFormat {
        match kind {
            Kind::Number => ColumnFormat::Number(NumberFormat::default()),
            Kind::Date => ColumnFormat::Date(DateFormat::Written(DateOrder::DayFirst)),
            Kind::Category => ColumnFormat::Category,
            Kind::Text => ColumnFormat::Text,
        }
    }
}

impl NumberFormat {
    /// The number in a trimmed cell: in the column's unit where it is a span of time, the middle of a range, a bound.
    /// `None` for what is no number, or one in another currency, or a range or a shorthand in a column that has none.
    pub fn read(&self, text: &str) -> Option<f64> {
        let quick = parse_plain(text.as_bytes(), self.mark.byte()).or_else(|| {
            let digits = text.strip_suffix('%').filter(|_| self.unit == NumberUnit::Percent)?;
            parse_plain(digits.as_bytes(), self.mark.byte())
        });
        quick.or_else(|| self.value_of(scan_number(text)?))
    }

    /// The same for a cell that has been looked at.
    pub(super) fn value_of(&self, cell: NumberCell) -> Option<f64> {
        let is_allowed = match cell.writing {
            Writing::Plain | Writing::Bounded => true,
            Writing::Range | Writing::Shorthand => cell.writing == self.writing,
        };
        let span = cell.span(self.mark).filter(|_| is_allowed)?;
        let value = (span.low + (span.high - span.low) / 2.0) * cell.unit.factor_in(self.unit)?;
        value.is_finite().then_some(value)
    }
}

impl DateFormat {
    /// The day in a trimmed cell, in days since 1970-01-01.
    pub fn read(&self, text: &str) -> Option<i32> {
        match self {
            DateFormat::Written(order) => parse_date(text).and_then(|date| date.day(*order)),
            DateFormat::WrittenBefore1970(order) => {
                let day = parse_date(text).and_then(|date| date.day(*order))?;
                Some(if century_of(day, text) == Some(Century::This) { day - DAYS_A_CENTURY } else { day })
            }
            DateFormat::Serial(serial) => match parse_plain(text.as_bytes(), b'.') {
                Some(value) => serial.day(value),
                // A date that somebody has typed among serial numbers.
                None => parse_date(text).and_then(|date| matches!(date, ParsedDate::Day(_)).then(|| date.day(DateOrder::DayFirst))?),
            },
        }
    }
}
