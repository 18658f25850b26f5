use serde::{Deserialize, Serialize};

use crate::data::loan_facts::{LoanEnd, LoanFacts};

/// How far a loan is past due. Edges as in [`Stage::LAST_DAYS`], completed days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Nothing due.
    Current,
    /// 1 to 30 days: special mention account 0.
    Early,
    /// 31 to 60 days: special mention account 1.
    Middle,
    /// 61 to 90 days: special mention account 2.
    Late,
    /// More than 90 days: non-performing.
    NonPerforming,
    /// The file does not say.
    Unknown,
}

impl Stage {
    /// All of them.
    pub const ALL: [Stage; 6] = [Stage::Current, Stage::Early, Stage::Middle, Stage::Late, Stage::NonPerforming, Stage::Unknown];

    /// The last day of current, early, middle and late.
    pub const LAST_DAYS: [u32; 4] = [0, 30, 60, 90];

    /// The stage after so many completed days past due.
    pub fn of_days(days_past_due: Option<u32>) -> Stage {
        match days_past_due {
            None => Stage::Unknown,
            Some(days) => Stage::ALL[Stage::LAST_DAYS.iter().filter(|last| days > **last).count()],
        }
    }

    /// The stage of a loan: one that was written off does not perform, whatever its days.
    pub fn of_loan(facts: &LoanFacts) -> Stage {
        if facts.end == Some(LoanEnd::WrittenOff) { Stage::NonPerforming } else { Stage::of_days(facts.days_past_due) }
    }

    /// Its word in files.
    pub fn file_label(self) -> &'static str {
        match self {
            Stage::Current => "current",
            Stage::Early => "early",
            Stage::Middle => "middle",
            Stage::Late => "late",
            Stage::NonPerforming => "non_performing",
            Stage::Unknown => "unknown",
        }
    }
}
