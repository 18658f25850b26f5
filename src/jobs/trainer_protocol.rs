use serde::{Deserialize, Serialize};

use super::fit::{Fit, FitResult};
use super::protocol::JobId;
use crate::model::{FitError, TrainingSet, Tree, ValidForestParams};

/// From the data engine to a trainer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum TrainerRequest {
    /// Keep these rows for this job.
    Load {
        /// The training.
        job: JobId,
        /// Rows with outcomes.
        training: Box<TrainingSet>,
        /// Checked settings.
        params: ValidForestParams,
    },
    /// Do a fit of the rows kept.
    Fit {
        /// The training.
        job: JobId,
        /// The fit's number.
        number: u32,
        /// What to do.
        fit: Fit,
    },
    /// Grow trees of the rows kept.
    Grow {
        /// The training.
        job: JobId,
        /// First tree number.
        first: u32,
        /// How many.
        n_trees: u32,
    },
}

/// From a trainer to the data engine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum TrainerReply {
    /// A tree is grown.
    Tree {
        /// The training.
        job: JobId,
        /// The tree's number.
        number: u32,
        /// The tree.
        tree: Tree,
    },
    /// A fit is done.
    Fitted {
        /// The training.
        job: JobId,
        /// The fit's number.
        number: u32,
        /// What came of it.
        result: Box<Result<FitResult, FitError>>,
    },
}
