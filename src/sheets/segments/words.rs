//! Figures of groups as texts.

use crate::quantity::format::{money_text, number_text, percent_text};
use crate::quantity::{Currency, Money};
use crate::segments::{Behavior, FigureSource, Segmentation};

/// From the riskiest group to the safest: as many shades as there are groups, spread over the scale.
const SHADES: [&str; 8] = ["--ink", "--risk-7", "--risk-6", "--risk-5", "--risk-4", "--risk-3", "--risk-2", "--chart-muted"];

/// The color of a group.
pub(super) fn token(place: usize, k: usize) -> &'static str {
    match k {
        0..=4 => SHADES[(1 + place * 6 / k.max(2)).min(6)],
        5..=6 => SHADES[(1 + place).min(6)],
        _ => SHADES[place.min(7)],
    }
}

/// A group's number, and its name where it has one.
pub(super) fn numbered(segmentation: &Segmentation, place: usize) -> String {
    match segmentation.segments.get(place).and_then(|segment| segment.name.as_deref()) {
        Some(name) => format!("{}\u{a0}· {name}", place + 1),
        None => format!("Group {}", place + 1),
    }
}

/// "more debt to income", "fewer missed payments".
pub(super) fn more_or_less(source: &FigureSource, is_more: bool) -> String {
    let counted = [Behavior::MissedPayments, Behavior::DaysPastDue, Behavior::PaidOnTime, Behavior::Dependents];
    let is_counted = matches!(source, FigureSource::Behavior(behavior) if counted.contains(behavior));
    let word = match (is_more, is_counted) {
        (true, _) => "more",
        (false, true) => "fewer",
        (false, false) => "less",
    };
    format!("{word} {}", in_sentence(source))
}

/// A figure within a sentence; a column as it is written.
pub(super) fn in_sentence(source: &FigureSource) -> String {
    match source {
        FigureSource::Behavior(behavior) => behavior.name().to_ascii_lowercase(),
        FigureSource::Column(name) => name.clone(),
    }
}

/// A figure as it is shown.
pub(super) fn figure_name(source: &FigureSource) -> String {
    source.name().to_owned()
}

/// A typical value in its unit.
pub(super) fn typical_text(source: &FigureSource, value: Option<f64>, currency: Currency) -> String {
    let Some(value) = value else { return "–".to_owned() };
    let plain = |value: f64| number_text((value * 100.0).round() / 100.0, currency);
    match source {
        FigureSource::Column(_) => plain(value),
        FigureSource::Behavior(behavior) => match behavior {
            Behavior::InstalmentToIncome | Behavior::CollateralCover => percent_text(value),
            Behavior::PaidOnTime => format!("{:.0}%", value * 100.0),
            // Of a month's income.
            Behavior::DebtToIncome => format!("{value:.1}×"),
            Behavior::Income => Money::from_major(value).map_or_else(|| plain(value), |money| money_text(money, currency)),
            Behavior::Term => format!("{} months", plain(value)),
            Behavior::DaysPastDue | Behavior::MissedPayments | Behavior::Dependents => plain(value),
        },
    }
}
