//! A repayment plan as a borrower reads it. Comes in: what the plan changes. Goes out: a few words without figures of money.

use crate::quantity::Decimal;
use crate::strategy::repayment::{HolidayEnd, Levers, PlanKind};

use super::language::Language;

/// A plan in words: `12 more months to pay`.
pub fn plan_in_words(kind: PlanKind, language: Language) -> String {
    let months = |heading: &str, n_months: u16| with_months(heading, n_months, language);
    match kind {
        PlanKind::Standard => language.words("terms.standard").to_owned(),
        PlanKind::TenorExtension { n_months } => months("terms.longer", n_months),
        PlanKind::Holiday { n_months, end: HolidayEnd::Same } => months("terms.holiday", n_months),
        PlanKind::Holiday { n_months, end: HolidayEnd::Later } => months("terms.holiday.later", n_months),
        PlanKind::InterestOnly { n_months } => months("terms.interest", n_months),
        PlanKind::StepUp { n_months, .. } => months("terms.step", n_months),
        PlanKind::RateCut { to } => language.words("terms.rate").replace("{rate}", &to.percent_decimal()),
        PlanKind::ArrearsSpread { n_months } => months("terms.spread", n_months),
        PlanKind::Combined(levers) => combined(levers, language),
        PlanKind::SettlementLump { .. } => language.words("terms.lump").to_owned(),
        PlanKind::SettlementInstalments { .. } => language.words("terms.parts").to_owned(),
    }
}

fn combined(levers: Levers, language: Language) -> String {
    let mut parts = Vec::new();
    for (heading, n_months) in [("terms.pause", levers.holiday), ("terms.step", levers.step_months), ("terms.longer", levers.extension)] {
        parts.extend((n_months > 0).then(|| with_months(heading, n_months, language)));
    }
    parts.extend((levers.rate_cut > Decimal::ZERO).then(|| language.words("terms.rate.lower").to_owned()));
    parts.join(", ")
}

fn with_months(heading: &str, n_months: u16, language: Language) -> String {
    language.words(heading).replace("{months}", &language.counted("months", u32::from(n_months)))
}
