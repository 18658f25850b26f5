//! The rules' names, and what a finding is.

use serde::{Deserialize, Serialize};

/// A rule of conduct. The numbers are those of the team's compliance sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Rule {
    /// The planned time lies within the hours in which the borrower may be reached.
    C01,
    /// So do times that the draft proposes for a call or a visit.
    C02,
    /// No threats: arrest, violence, ruin, loss of what is no security.
    C03,
    /// No legal step is claimed that is not authorized, and none as taken that was not.
    C04,
    /// The sender does not pose as someone else.
    C05,
    /// No insults, no shaming, no shouting.
    C06,
    /// Nobody but the borrower and the guarantor learns of the debt.
    C07,
    /// A preview on a locked screen does not show the debt.
    C08,
    /// The sender and the account can be told.
    C09,
    /// The notice of a debt collector (United States).
    C10,
    /// How to stop messages.
    C11,
    /// Where to complain.
    C12,
    /// Every figure is one of the facts or of the plans.
    C13,
    /// Interest, fees and concessions only where the facts have them.
    C14,
    /// A dispute, a death, an insolvency and their like stop collection.
    C15,
    /// A vulnerable borrower is offered help without pressure.
    C16,
    /// No deadline that is too short, no pressing words.
    C17,
    /// Not too many contacts.
    C18,
    /// The plan can be afforded.
    C19,
    /// No threat of a suit on a time-barred debt.
    C20,
    /// Finished, and in the language chosen.
    C21,
    /// No full identifiers.
    C22,
    /// No protected attributes.
    C23,
    /// Easy to read.
    C24,
    /// A machine that talks says so.
    C25,
}

impl Rule {
    /// All rules in order.
    pub const ALL: [Rule; 25] = {
        use Rule::*;
        [C01, C02, C03, C04, C05, C06, C07, C08, C09, C10, C11, C12, C13, C14, C15, C16, C17, C18, C19, C20, C21, C22, C23, C24, C25]
    };

    /// `C03`.
    pub fn id(self) -> String {
        format!("C{:02}", self as u32 + 1)
    }

    /// What it is about, in few words.
    pub fn name(self) -> &'static str {
        match self {
            Rule::C01 => "hours of contact",
            Rule::C02 => "proposed times",
            Rule::C03 => "threats",
            Rule::C04 => "legal steps",
            Rule::C05 => "posing as someone else",
            Rule::C06 => "insults and shouting",
            Rule::C07 => "other people",
            Rule::C08 => "locked screens",
            Rule::C09 => "who writes",
            Rule::C10 => "notice of a collector",
            Rule::C11 => "how to stop messages",
            Rule::C12 => "where to complain",
            Rule::C13 => "figures",
            Rule::C14 => "interest, fees, concessions",
            Rule::C15 => "states that stop collection",
            Rule::C16 => "vulnerable borrowers",
            Rule::C17 => "deadlines and pressure",
            Rule::C18 => "too many contacts",
            Rule::C19 => "affordability",
            Rule::C20 => "time-barred debts",
            Rule::C21 => "unfinished, or in another language",
            Rule::C22 => "full identifiers",
            Rule::C23 => "protected attributes",
            Rule::C24 => "hard to read",
            Rule::C25 => "machines that talk",
        }
    }

    /// Whether a person may copy a draft against this rule's block, with a reason. What protects the borrower from harm, and the
    /// states that stop collection, nobody may override.
    pub fn may_be_overridden(self) -> bool {
        !matches!(self, Rule::C03 | Rule::C04 | Rule::C05 | Rule::C06 | Rule::C07 | Rule::C15 | Rule::C16)
    }
}

/// What a finding does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The draft may not be copied.
    Block,
    /// A person looks at it.
    Warn,
}

/// What is wrong with a draft, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Against which rule.
    pub rule: Rule,
    /// Whether it blocks.
    pub severity: Severity,
    /// The first code point (Unicode scalar value, as Python counts) of the part that is wrong; 0 where something is missing.
    pub start: u32,
    /// The first code point behind it; 0 where something is missing.
    pub end: u32,
    /// Why, for people.
    pub why: String,
    /// What to do about it, for people.
    pub fix: String,
}
