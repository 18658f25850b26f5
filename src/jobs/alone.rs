//! A training without workers: the same steps as the data engine and its trainers take together, one after another. For the command
//! line and the benches.

use std::sync::Arc;

use super::fit::Fit;
use super::fitting::{cross_fitted_candidate, fold_fits};
use super::prepare::prepare;
use super::protocol::{JobError, JobId, TrainingSetup};
use super::scored::Scored;
use super::training::Training;
use crate::data::schema::Schema;
use crate::data::table::Table;
use crate::model::Learner;
use crate::model::forest::grow_tree;

/// Trains with this setup and scores every row; `now` is a steady clock in milliseconds.
pub fn train(table: &Table, schema: &Schema, setup: TrainingSetup, now: &dyn Fn() -> f64) -> Result<Scored, JobError> {
    let prepared = Arc::new(prepare(table, schema, &setup)?);
    let params = &prepared.params;
    let candidate = if setup.learner == Learner::Forest {
        let mut training = Training::new(JobId::default(), setup.clone(), Arc::clone(&prepared), now());
        for number in 0..params.n_trees {
            training.take(0, number, grow_tree(&prepared.training, params, number));
        }
        training.finish(now())
    } else {
        let run = |fit: Fit| {
            let result = fit.run(&prepared.training, params, now);
            (fit, result)
        };
        let done: Vec<_> = fold_fits(setup.learner).into_iter().map(run).collect();
        cross_fitted_candidate(setup.learner, &done, &prepared)?
    };
    Scored::new(setup, prepared, Arc::new(candidate))
}
