//! What stands beside the digits of a number: a currency, a per cent sign, a span of time, a shorthand such as `Cr`.
//! Comes in: a piece of a cell. Goes out: what it means and the rest of the cell.

use serde::{Deserialize, Serialize};

/// What the numbers of a column count. Not converted, besides spans of time to the column's own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum NumberUnit {
    /// Nothing is said.
    #[default]
    Bare,
    /// `12.5%` is 12.5 per cent.
    Percent,
    /// Money.
    Currency(Currency),
    /// A span of time.
    Time(TimeUnit),
}

/// A currency, by its place in the table of this module.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Currency(u8);

/// The unit of a span of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TimeUnit {
    /// Days.
    Days,
    /// Weeks of 7 days.
    Weeks,
    /// Months of 365.25 / 12 days.
    Months,
    /// Years of 365.25 days.
    Years,
}

/// Each currency with all its signs; the first is the one to show.
const CURRENCIES: &[&[&str]] = &[
    &["₹", "INR", "Rs"],
    &["$", "USD", "US$"],
    &["€", "EUR"],
    &["£", "GBP"],
    &["¥", "JPY", "CNY", "RMB"],
    &["CHF", "SFr", "Fr"],
    &["CAD", "C$", "CA$"],
    &["AUD", "A$", "AU$"],
    &["SGD", "S$"],
    &["R$", "BRL"],
    &["MXN", "MX$"],
    &["₦", "NGN"],
    &["KES", "KSh"],
    &["ZAR"],
    &["৳", "BDT", "Tk"],
    &["PKR"],
    &["LKR"],
    &["NPR"],
    &["₱", "PHP"],
    &["IDR", "Rp"],
    &["฿", "THB"],
    &["₫", "VND"],
    &["₩", "KRW"],
    &["₽", "RUB", "руб"],
    &["₺", "TRY", "TL"],
    &["zł", "PLN"],
    &["Kč", "CZK"],
    &["Ft", "HUF"],
    &["kr", "SEK", "NOK", "DKK"],
    &["RON"],
    &["AED"],
    &["SAR"],
    &["₪", "ILS"],
    &["DM", "DEM"],
];

/// Spans of time as English, German, French and Spanish files name them.
const TIME_WORDS: &[(TimeUnit, &[&str])] = &[
    (TimeUnit::Months, &["months", "month", "mon", "mons", "mths", "mth", "mos", "mo", "monate", "monat", "mois", "meses", "mes"]),
    (TimeUnit::Years, &["years", "year", "yrs", "yr", "jahre", "jahr", "ans", "an"]),
    (TimeUnit::Days, &["days", "day", "tage", "tag", "jours", "jour", "dias"]),
    (TimeUnit::Weeks, &["weeks", "week", "wks", "wk"]),
];

/// Words for large numbers, as people shorten them.
const SHORTHANDS: &[(f64, &[&str])] = &[
    (1e3, &["k", "thousand"]),
    (1e5, &["l", "lac", "lacs", "lakh", "lakhs"]),
    (1e6, &["mn", "million"]),
    (1e7, &["cr", "crore", "crores"]),
    (1e9, &["bn", "billion"]),
];

impl Currency {
    /// The sign to show: `₹`, `$`, `€`, else the code.
    pub fn sign(self) -> &'static str {
        CURRENCIES.get(usize::from(self.0)).and_then(|signs| signs.first()).copied().unwrap_or_default()
    }

    /// The currency with this sign or code, whatever its case.
    pub fn of(sign: &str) -> Option<Currency> {
        let is_it = |signs: &&[&str]| signs.iter().any(|known| known.eq_ignore_ascii_case(sign));
        CURRENCIES.iter().position(is_it).map(|place| Currency(place as u8))
    }
}

impl TimeUnit {
    fn of(word: &str) -> Option<TimeUnit> {
        known_word(TIME_WORDS, word)
    }

    /// Its length in days; months and years are mean ones.
    pub fn days(self) -> f64 {
        match self {
            TimeUnit::Days => 1.0,
            TimeUnit::Weeks => 7.0,
            TimeUnit::Months => 30.4375,
            TimeUnit::Years => 365.25,
        }
    }
}

fn known_word<T: Copy>(table: &[(T, &[&str])], word: &str) -> Option<T> {
    table.iter().find(|(_, words)| words.iter().any(|known| known.eq_ignore_ascii_case(word))).map(|(meaning, _)| *meaning)
}

impl NumberUnit {
    /// What stands beside a number: `%`, `€`, `months`; nothing for a bare one.
    pub fn sign(self) -> &'static str {
        match self {
            NumberUnit::Bare => "",
            NumberUnit::Percent => "%",
            NumberUnit::Currency(currency) => currency.sign(),
            NumberUnit::Time(TimeUnit::Days) => "days",
            NumberUnit::Time(TimeUnit::Weeks) => "weeks",
            NumberUnit::Time(TimeUnit::Months) => "months",
            NumberUnit::Time(TimeUnit::Years) => "years",
        }
    }

    /// By how much a value in `self` is multiplied in a column that counts `column`s; `None` where the two do not
    /// compare. A bare number fits any column.
    pub fn factor_in(self, column: NumberUnit) -> Option<f64> {
        match (self, column) {
            (NumberUnit::Time(own), NumberUnit::Time(other)) => Some(own.days() / other.days()),
            (NumberUnit::Bare, _) => Some(1.0),
            _ => (self == column).then_some(1.0),
        }
    }
}

/// What the end of a cell says.
#[derive(Clone, Copy)]
pub(super) enum Suffix {
    Unit(NumberUnit),
    /// The number is shortened by this factor.
    Shorthand(f64),
}

/// A currency before the digits, and the rest.
pub(super) fn strip_currency(text: &str) -> Option<(Currency, &str)> {
    let end = text.find(|char: char| char.is_ascii_digit() || matches!(char, ' ' | '-' | '+' | '.' | ',' | '(' | '\u{a0}' | '\u{2212}'))?;
    if end == 0 || end > 4 {
        return None;
    }
    let (sign, rest) = text.split_at(end);
    let currency = Currency::of(sign)?;
    // `Rs.500` has the point of an abbreviation, `$.50` that of a decimal.
    let is_abbreviation = sign.ends_with(|char: char| char.is_ascii_alphabetic());
    let rest = if is_abbreviation { rest.strip_prefix('.').unwrap_or(rest) } else { rest };
    Some((currency, rest.trim_start()))
}

/// What stands after the digits, and the rest. `p.a.` after a per cent sign, `/-`, the dashes of `500,-` and `500.--` for
/// no cents, and the `Dr` of a debit balance say nothing more.
pub(super) fn strip_suffix(text: &str) -> Option<(Suffix, &str)> {
    let percent = Suffix::Unit(NumberUnit::Percent);
    let may_end_so = matches!(text.as_bytes().last(), Some(b'a' | b'.'));
    for per_year in ["p.a.", "p.a", "pa"].iter().filter(|_| may_end_so) {
        if let Some(rest) = text.strip_suffix(per_year).and_then(|rest| rest.trim_end().strip_suffix('%')) {
            return Some((percent, rest.trim_end()));
        }
    }
    if let Some(rest) = text.strip_suffix('%') {
        return Some((percent, rest.trim_end()));
    }
    let bare = Suffix::Unit(NumberUnit::Bare);
    if let Some(rest) = text.strip_suffix("/-").or_else(|| without_no_cents(text)) {
        return Some((bare, rest.trim_end()));
    }
    let is_word = |char: char| char.is_alphabetic() || matches!(char, '$' | '£' | '¥') || ('₠'..='\u{20cf}').contains(&char);
    // `kr.`, `yrs.`
    let text = text.strip_suffix('.').filter(|rest| rest.ends_with(char::is_alphabetic)).unwrap_or(text);
    let rest = text.trim_end_matches(is_word);
    let word = text.get(rest.len()..).filter(|word| !word.is_empty())?;
    let suffix = if let Some(unit) = TimeUnit::of(word) {
        Suffix::Unit(NumberUnit::Time(unit))
    } else if let Some(currency) = Currency::of(word) {
        Suffix::Unit(NumberUnit::Currency(currency))
    } else if let Some(factor) = known_word(SHORTHANDS, word) {
        Suffix::Shorthand(factor)
    } else if ["percent", "pct"].iter().any(|known| known.eq_ignore_ascii_case(word)) {
        percent
    } else if word.eq_ignore_ascii_case("dr") {
        bare
    } else {
        return None;
    };
    Some((suffix, rest.trim_end()))
}

/// Without the dashes that stand for no cents: `500,-`, `1'200.–`, `500,--`.
fn without_no_cents(text: &str) -> Option<&str> {
    let rest = text.trim_end_matches(['-', '\u{2013}', '\u{2014}']);
    let whole = rest.strip_suffix([',', '.']).filter(|_| rest.len() < text.len())?;
    whole.ends_with(|char: char| char.is_ascii_digit()).then_some(whole)
}
