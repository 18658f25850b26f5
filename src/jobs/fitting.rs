//! Fits on their way: each is done whole by one trainer, and in the end they make a model, or the answer to a study.

use std::sync::Arc;

use super::prepare::Prepared;
use super::protocol::{Fit, FitResult, JobError, JobId, Progress, Study, TrainingSetup};
use super::scored::Candidate;
use super::shared_work::SharedWork;
use crate::model::{CrossFitted, FitError, Learner, N_FOLDS, RiskModel};

/// What the fits are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The model that the setup asks for.
    Train,
    /// A study.
    Study(Study),
}

/// A fit with what came of it.
pub type Done = (Fit, Result<FitResult, FitError>);

/// See the module.
#[derive(Debug)]
pub struct Fitting {
    pub(super) job: JobId,
    pub(super) purpose: Purpose,
    pub(super) setup: TrainingSetup,
    pub(super) prepared: Arc<Prepared>,
    pub(super) fits: Vec<Fit>,
    pub(super) work: SharedWork<Result<FitResult, FitError>>,
    pub(super) next_report: f64,
    started: f64,
}

impl Fitting {
    /// Nothing done yet, at `now` milliseconds.
    pub fn new(job: JobId, purpose: Purpose, setup: TrainingSetup, prepared: Arc<Prepared>, fits: Vec<Fit>, now: f64) -> Fitting {
        let work = SharedWork::new(fits.len() as u32, 1);
        Fitting { job, purpose, setup, prepared, fits, work, next_report: now, started: now }
    }

    /// How far it is.
    pub fn progress(&self, now: f64) -> Progress {
        let (n_fits, n_fits_total) = (self.work.n_done(), self.work.n_results());
        let seconds_a_fit = (now - self.started) / 1e3 / f64::from(n_fits.max(1));
        let seconds_left = (n_fits > 0).then(|| seconds_a_fit * f64::from(n_fits_total - n_fits));
        Progress::Fitting { n_fits, n_fits_total, seconds_left }
    }

    /// What came of the fits, with what they were.
    pub fn finish(self) -> (Vec<Done>, Arc<Prepared>, TrainingSetup) {
        let results = self.work.into_results().map(|(_, result)| result);
        (self.fits.into_iter().zip(results).collect(), self.prepared, self.setup)
    }
}

/// One learner on all folds.
pub fn fold_fits(learner: Learner) -> Vec<Fit> {
    (0..N_FOLDS).map(|fold| Fit::Fold { learner, fold }).collect()
}

/// The model of one learner among fits on all folds, with the scores of all rows; a forest's folds keep no model, so that rows without
/// an outcome have no score of them.
pub fn cross_fitted_candidate(learner: Learner, results: &[Done], prepared: &Prepared) -> Result<Candidate, JobError> {
    let seed = prepared.params.seed;
    let mut scores = vec![None; prepared.matrix.n_rows()];
    let mut model = CrossFitted { learner, seed, parts: Vec::new() };
    let mut fit_seconds = 0.0;
    for fold in 0..N_FOLDS {
        let is_wanted = |(fit, _): &&Done| *fit == Fit::Fold { learner, fold };
        let (_, result) = results.iter().find(is_wanted).ok_or(JobError::StoppedTooEarly)?;
        let result = result.as_ref().map_err(|error| error.clone())?;
        let (judged, _) = super::fit::fold_rows(&prepared.training, seed, fold);
        for (&row, score) in judged.iter().zip(&result.scores) {
            scores[prepared.known_rows[row as usize] as usize] = Some(*score);
        }
        model.parts.extend(result.model.clone());
        fit_seconds += result.seconds;
    }
    for (row, score) in scores.iter_mut().enumerate().filter(|(row, _)| prepared.is_bad[*row].is_none()) {
        *score = model.score_of(&prepared.matrix.row_bins(row), prepared.borrower_keys[row], prepared.is_trained_on[row]);
    }
    Ok(Candidate { model: RiskModel::CrossFitted(model), scores, fit_seconds, is_whole: true })
}
