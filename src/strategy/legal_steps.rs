use super::policy::OverrideRules;
use super::reason::{LegalRoute, Reason};
use crate::data::loan_facts::LoanFacts;

/// Whether legal steps are open for a loan. Whether they are right is for a person to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LegalSteps {
    /// They are.
    Open {
        /// Completed days past due.
        days: u32,
        /// By which route.
        route: LegalRoute,
    },
    /// Not yet.
    NotYet {
        /// Completed days past due.
        days: u32,
        /// They are after so many.
        after: u32,
    },
    /// The file does not say how many days the loan is past due.
    Unknown,
}

impl LegalSteps {
    /// Of a loan, by the policy's days and amounts. What is outstanding stands for the dues.
    pub fn of(facts: &LoanFacts, rules: &OverrideRules) -> LegalSteps {
        let Some(days) = facts.days_past_due else { return LegalSteps::Unknown };
        if days <= rules.legal_after_days {
            return LegalSteps::NotYet { days, after: rules.legal_after_days };
        }
        let route = match (facts.collateral, facts.outstanding) {
            (Some(collateral), _) if collateral.minor_units() <= 0 => LegalRoute::Civil,
            (Some(_), Some(owed)) if owed > rules.secured_dues_above => LegalRoute::SecuredEnforcement,
            (Some(_), Some(_)) => LegalRoute::Civil,
            _ => LegalRoute::Unknown,
        };
        LegalSteps::Open { days, route }
    }

    /// The line of the trail of reasons that says so.
    pub fn reason(self) -> Reason {
        match self {
            LegalSteps::Open { days, route } => Reason::LegalEligible { days, route },
            LegalSteps::NotYet { days, after } => Reason::LegalNotYet { days, after },
            LegalSteps::Unknown => Reason::LegalUnknown,
        }
    }
}
