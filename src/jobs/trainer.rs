//! A trainer: rows and settings in, trees and fits out, one at a time. It may be ended at any moment.

use std::collections::VecDeque;
use std::ops::Range;

use super::fit::Fit;
use super::protocol::{JobId, TrainerReply, TrainerRequest};
use crate::model::forest::grow_tree;
use crate::model::{TrainingSet, ValidForestParams};

/// Holds the rows of one training and what is still to be done with them.
#[derive(Debug, Default)]
pub struct Trainer {
    loaded: Option<Loaded>,
    wanted_trees: Range<u32>,
    wanted_fits: VecDeque<(u32, Fit)>,
}

#[derive(Debug)]
struct Loaded {
    job: JobId,
    training: Box<TrainingSet>,
    params: ValidForestParams,
}

impl Trainer {
    /// Takes a request in; work on other rows than those loaded is of a job given up, and ignored.
    pub fn handle(&mut self, request: TrainerRequest) {
        let loaded = self.loaded.as_ref().map(|loaded| loaded.job);
        match request {
            TrainerRequest::Load { job, training, params } => {
                *self = Trainer { loaded: Some(Loaded { job, training, params }), ..Trainer::default() };
            }
            TrainerRequest::Grow { job, first, n_trees } if loaded == Some(job) => self.wanted_trees = first..first.saturating_add(n_trees),
            TrainerRequest::Fit { job, number, fit } if loaded == Some(job) => self.wanted_fits.push_back((number, fit)),
            TrainerRequest::Grow { .. } | TrainerRequest::Fit { .. } => {}
        }
    }

    /// Grows the next tree or does the next fit, if one is wanted; `now` is a steady clock in milliseconds.
    pub fn step(&mut self, now: &dyn Fn() -> f64) -> Option<TrainerReply> {
        let Loaded { job, training, params } = self.loaded.as_ref()?;
        if let Some(number) = self.wanted_trees.next() {
            return Some(TrainerReply::Tree { job: *job, number, tree: grow_tree(training, params, number) });
        }
        let (number, fit) = self.wanted_fits.pop_front()?;
        Some(TrainerReply::Fitted { job: *job, number, result: Box::new(fit.run(training, params, now)) })
    }
}
