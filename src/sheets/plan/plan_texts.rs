use crate::quantity::Currency;
use crate::quantity::format::money_in_full;
use crate::strategy::repayment::{AffordabilityClass, HolidayEnd, Levers, PlanKind};
use crate::strategy::{NoSchedule, Proposal, ProposedPlan};

/// A plan in words.
pub fn plan_text(kind: PlanKind) -> String {
    match kind {
        PlanKind::Standard => "As agreed".to_owned(),
        PlanKind::TenorExtension { n_months } => longer(n_months),
        PlanKind::Holiday { n_months, end: HolidayEnd::Same } => format!("{}, then the same end", holiday(n_months)),
        PlanKind::Holiday { n_months, end: HolidayEnd::Later } => format!("{}, ends as much later", holiday(n_months)),
        PlanKind::InterestOnly { n_months } => format!("Interest only for {}", months(n_months)),
        PlanKind::StepUp { share, n_months } => format!("{}% of the instalment for {}", share.percent_decimal(), months(n_months)),
        PlanKind::RateCut { to } => format!("Rate cut to {}%", to.percent_decimal()),
        PlanKind::ArrearsSpread { n_months } => format!("Arrears spread over {}", months(n_months)),
        PlanKind::Combined(levers) => levers_text(levers),
        PlanKind::SettlementLump { share, month } => {
            format!("{}% of what is owed, once, in month {month}", share.percent_decimal())
        }
        PlanKind::SettlementInstalments { share, n_months } => {
            format!("{}% of what is owed, in {n_months} parts", share.percent_decimal())
        }
    }
}

fn levers_text(levers: Levers) -> String {
    let mut parts = Vec::new();
    if levers.extension > 0 {
        parts.push(longer(levers.extension));
    }
    if levers.holiday > 0 {
        parts.push(holiday(levers.holiday));
    }
    if levers.step_months > 0 {
        parts.push(format!("{}% of the instalment for {}", levers.step_share.percent_decimal(), months(levers.step_months)));
    }
    if levers.rate_cut.millionths() > 0 {
        parts.push(format!("{} percentage points off the rate", levers.rate_cut.percent_decimal()));
    }
    parts.join(", ")
}

pub(super) fn months(n_months: u16) -> String {
    format!("{n_months} month{}", if n_months == 1 { "" } else { "s" })
}

fn longer(n_months: u16) -> String {
    format!("{} longer", months(n_months))
}

fn holiday(n_months: u16) -> String {
    format!("{} without payment", months(n_months))
}

/// Whether an instalment can be borne, in a word.
pub(super) fn class_text(class: AffordabilityClass) -> &'static str {
    match class {
        AffordabilityClass::Green => "affordable",
        AffordabilityClass::Amber => "tight",
        AffordabilityClass::Red => "too much",
    }
}

/// Which plan goes with a treatment.
pub(super) fn proposal_text(proposal: &Proposal, currency: Currency) -> String {
    match proposal {
        Proposal::NotAsked => "None".to_owned(),
        Proposal::NoSchedule(NoSchedule::OutstandingUnknown) => "Not known: the file does not say what is owed".to_owned(),
        Proposal::NoSchedule(NoSchedule::NothingOwed) => "Nothing is owed".to_owned(),
        Proposal::NoSchedule(NoSchedule::TermUnknown) => "Not known: the file does not say how long the loan runs".to_owned(),
        Proposal::NoSchedule(NoSchedule::OutOfRange) => "Not known: the loan's figures make no schedule".to_owned(),
        Proposal::NoIncome => "Not known: without an income nobody can say what is affordable".to_owned(),
        Proposal::NoneAffordable => "None that the policy allows is affordable".to_owned(),
        Proposal::Plan(plan) => proposed_text(plan, currency),
    }
}

fn proposed_text(plan: &ProposedPlan, currency: Currency) -> String {
    let (words, first) = (plan_text(plan.kind), money_in_full(plan.instalment, currency));
    if plan.instalment == plan.paid {
        format!("{words}: {first}")
    } else {
        let later = plan.later.map_or_else(String::new, |later| format!(", later {}", money_in_full(later, currency)));
        format!("{words}: first {first}{later}, {} in all over {}", money_in_full(plan.paid, currency), months(plan.end_month))
    }
}

/// The plan in a file: in words with the first payment, what follows it, the last month and whether it needs
/// an approval, or why there is none.
pub fn plan_cell(proposal: &Proposal) -> String {
    match proposal {
        Proposal::NotAsked => String::new(),
        Proposal::Plan(plan) => {
            let (words, first) = (plan_text(plan.kind), plan.instalment.decimal_text());
            let later = plan.later.map_or_else(String::new, |later| format!(", later {}", later.decimal_text()));
            let until = if plan.end_month > 1 { format!(", until month {}", plan.end_month) } else { String::new() };
            let approval = if plan.kind.changes_terms() { "; a restructuring: needs approval" } else { "" };
            format!("{words} at {first}{later}{until}{approval}")
        }
        Proposal::NoneAffordable => "none affordable".to_owned(),
        Proposal::NoSchedule(_) | Proposal::NoIncome => "not known".to_owned(),
    }
}
