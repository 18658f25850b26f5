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
            Behavior::InstalmentToIncome | Behavior::CollateralCover | Behavior::PaidOnTime => percent_text(value),
            Behavior::DebtToIncome => format!("{value:.1} months"),
            Behavior::Income => Money::from_major(value).map_or_else(|| plain(value), |money| money_text(money, currency)),
            Behavior::Term => format!("{} months", plain(value)),
            Behavior::DaysPastDue | Behavior::MissedPayments | Behavior::Dependents => plain(value),
        },
    }
}
