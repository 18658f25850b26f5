use serde::{Deserialize, Serialize};

use crate::data::schema::OutcomeChoice;
use crate::exploration::Condition;
use crate::strategy::CutOffs;

/// What a sheet depends on beside its topic: for one about the table the loans that are looked at and how they ended, for one
/// about the plan where the bands end.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Scope {
    /// All must hold.
    pub conditions: Vec<Condition>,
    /// What the outcomes are read from, if anything.
    pub outcome: Option<OutcomeChoice>,
    /// Where the bands end.
    pub cut_offs: CutOffs,
}

/// What a sheet is made of: it is asked for again when that changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The table, and the loans looked at.
    Table,
    /// The model.
    Model,
    /// The model, the policy and the cut-offs.
    Plan,
}

/// What a sheet is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Topic {
    /// How well the model ranks, and how true its scores are.
    Evaluation,
    /// Why a borrower has its score.
    Explanation {
        /// Its row in the table.
        row: u64,
    },
    /// How scores depend on one feature.
    Dependence {
        /// The feature's name.
        feature: String,
    },
    /// How far the AUC falls without each feature.
    Permutation,
    /// What each feature adds to the scores of a sample.
    Beeswarm,
    /// What mistakes cost at each cut-off, and where they cost least; costs in whole units of the currency.
    Costs {
        /// Of a bad loan that is not flagged.
        missed_bad: u32,
        /// Of a good loan that is.
        flagged_good: u32,
    },
    /// The first sentence on the table, and its figures.
    ExplorationSummary,
    /// What the table shows.
    Exploration {
        /// Loan amounts in steps of 1, 2 and 5.
        is_logarithmic: bool,
    },
    /// One column against the outcome.
    ColumnByOutcome {
        /// Its name.
        column: String,
    },
    /// Groups of borrowers, and who can and wants to pay.
    Segments,
    /// What the plan's own assumptions speak against.
    PlanFindings,
    /// What the plan costs and brings, its capacity, and who is to be looked at by a person.
    PlanMoney,
    /// Whether groups of people are treated alike.
    PlanFairness,
    /// The policy against the one that was kept as champion.
    PlanContrast,
    /// What is done about a borrower, why, and which repayment plans can be afforded.
    BorrowerPlan {
        /// Its row in the table.
        row: u64,
    },
}

impl Topic {
    /// What it is made of.
    pub fn subject(&self) -> Subject {
        match self {
            Topic::ExplorationSummary | Topic::Exploration { .. } | Topic::ColumnByOutcome { .. } => Subject::Table,
            Topic::Evaluation
            | Topic::Explanation { .. }
            | Topic::Dependence { .. }
            | Topic::Permutation
            | Topic::Beeswarm
            | Topic::Costs { .. }
            | Topic::Segments => Subject::Model,
            Topic::PlanFindings | Topic::PlanMoney | Topic::PlanFairness | Topic::PlanContrast | Topic::BorrowerPlan { .. } => {
                Subject::Plan
            }
        }
    }
}
