use serde::{Deserialize, Serialize};

use super::protocol::TrainingSetup;
use crate::model::Learner;
use crate::sheets::Sheet;

/// What can be found out about a setup beside its scores.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Study {
    /// How each learner ranks the same borrowers, left out in the same folds.
    Compare,
    /// How well the forest ranks when outcomes are dealt out anew.
    Shuffle,
    /// How well the learner ranks the newest loans, having seen only the older ones.
    Newest,
    /// What each derived figure is worth.
    Prices,
    /// What one column is worth: a forest with it beside a forest without it, whatever its role in the setup.
    Without {
        /// Its place in the file.
        column_idx: u32,
    },
}

impl Study {
    /// How many kinds there are.
    pub const N_KINDS: usize = 5;

    /// The place of its kind among all.
    pub fn kind_idx(self) -> usize {
        match self {
            Study::Compare => 0,
            Study::Shuffle => 1,
            Study::Newest => 2,
            Study::Prices => 3,
            Study::Without { .. } => 4,
        }
    }
}

/// What a study found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StudyReport {
    /// Which study.
    pub study: Study,
    /// With which setup.
    pub setup: TrainingSetup,
    /// What it found.
    pub sheet: Sheet,
    /// The learners that can now be switched to at once.
    pub fitted: Vec<Learner>,
}
