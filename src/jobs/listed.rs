//! Which borrowers are listed, and in which order.

use serde::{Deserialize, Serialize};

use crate::exploration::Condition;
use crate::strategy::{CutOffs, Strategy, Treatment};

/// Which borrowers to list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Filter {
    /// Part of an identifier or a word, in any case; empty for all.
    pub search: String,
    /// Only this strategy under these cut-offs.
    pub strategy: Option<(Strategy, CutOffs)>,
    /// Only this next step.
    pub treatment: Option<Treatment>,
    /// Only those at whom a person is to look first.
    pub needs_review: bool,
    /// Only those for whose wanted step there is no capacity.
    pub without_place: bool,
    /// Not those of whom nothing is due.
    pub is_due: bool,
    /// Not these identifiers, in ascending order: what is done with.
    pub without: Vec<String>,
    /// Only what meets all of these.
    pub conditions: Vec<Condition>,
}

/// In which order to list them; ties by place in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sort {
    /// By what.
    pub key: SortKey,
    /// Greatest first. What is missing comes last either way.
    pub descending: bool,
}

/// By what to sort.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SortKey {
    /// The score.
    Score,
    /// Money owed times score; the score where the file does not say what is owed.
    AtRisk,
    /// The work queue: decisions of a person by what is at stake, then by what the next step brings beyond the cheaper one.
    Queue,
    /// What the next step is expected to bring.
    Expected,
    /// Money owed.
    Outstanding,
    /// The identifier.
    Identifier,
    /// A column of the file.
    Column(String),
}
