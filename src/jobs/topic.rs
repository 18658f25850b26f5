use serde::{Deserialize, Serialize};

use crate::data::schema::OutcomeChoice;
use crate::exploration::Condition;

/// Which loans a sheet about the table looks at, and how they ended.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Scope {
    /// All must hold.
    pub conditions: Vec<Condition>,
    /// What the outcomes are read from, if anything.
    pub outcome: Option<OutcomeChoice>,
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
}

impl Topic {
    /// Whether it is about the table, with or without a model.
    pub fn is_of_table(&self) -> bool {
        matches!(self, Topic::ExplorationSummary | Topic::Exploration { .. } | Topic::ColumnByOutcome { .. })
    }
}
