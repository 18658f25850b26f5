//! A trainer: rows and settings in, trees out, one at a time. It may be ended at any moment.

use std::ops::Range;

use super::protocol::{JobId, TrainerReply, TrainerRequest};
use crate::model::ValidForestParams;
use crate::model::{TrainingSet, forest::grow_tree};

/// Holds the rows of one training and the tree numbers still to grow.
#[derive(Debug, Default)]
pub struct Trainer {
    loaded: Option<Loaded>,
    wanted: Range<u32>,
}

#[derive(Debug)]
struct Loaded {
    job: JobId,
    training: Box<TrainingSet>,
    params: ValidForestParams,
}

impl Trainer {
    /// Takes a request in; a range for other rows than those loaded is of a job given up, and ignored.
    pub fn handle(&mut self, request: TrainerRequest) {
        match request {
            TrainerRequest::Load { job, training, params } => {
                self.loaded = Some(Loaded { job, training, params });
                self.wanted = 0..0;
            }
            TrainerRequest::Grow { job, first, n_trees } => {
                if self.loaded.as_ref().is_some_and(|loaded| loaded.job == job) {
                    self.wanted = first..first.saturating_add(n_trees);
                }
            }
        }
    }

    /// Grows the next tree, if one is wanted.
    pub fn step(&mut self) -> Option<TrainerReply> {
        let loaded = self.loaded.as_ref()?;
        let number = self.wanted.next()?;
        Some(TrainerReply::Tree { job: loaded.job, number, tree: grow_tree(&loaded.training, &loaded.params, number) })
    }
}
