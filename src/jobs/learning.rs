//! All that trainers do for the data engine: who they are, which training or study they work at, and the models that came of it.
//! Comes in: setups, trees, fits, trainers come and gone. Goes out: what to tell trainers, and what has come of the work.

use std::sync::Arc;

use super::fitting::{Fitting, Purpose, cross_fitted_candidate, fold_fits};
use super::keyed::Keyed;
use super::opening::OpenTable;
use super::prepare::{Prepared, prepare};
use super::protocol::{JobError, JobId, Progress, Study, StudyReport, TrainerReply, TrainerRequest, TrainingSetup};
use super::scored::{Candidate, Scored};
use super::studies::{studied_setup, study_fits, study_report};
use super::training::Training;
use crate::evaluation::CalibrationMethod;
use crate::model::Learner;

/// Shortest time between two reports of progress.
const PROGRESS_MILLISECONDS: f64 = 100.0;

/// What came of something.
#[derive(Debug)]
pub(super) enum Learned {
    /// How far a job is.
    Progress(JobId, Progress),
    /// A model.
    Trained(JobId, Result<Box<Scored>, JobError>),
    /// A study.
    Studied(JobId, Result<Box<StudyReport>, JobError>),
}

/// The models of one setup, whatever its learner.
#[derive(Debug)]
struct Models {
    key: TrainingSetup,
    prepared: Arc<Prepared>,
    candidates: Keyed<Learner, Arc<Candidate>>,
}

/// See the module.
#[derive(Debug, Default)]
pub(super) struct Learning {
    /// Each trainer with the job whose rows it has.
    trainers: Keyed<u32, Option<JobId>>,
    training: Option<Training>,
    fitting: Option<Fitting>,
    models: Option<Models>,
}

/// What models of one setup have in common.
fn key_of(setup: &TrainingSetup) -> TrainingSetup {
    TrainingSetup { learner: Learner::Forest, calibration: CalibrationMethod::None, ..setup.clone() }
}

impl Learning {
    /// A table has been opened: all of the one before is gone but the trainers.
    pub fn forget(&mut self) {
        *self = Learning { trainers: std::mem::take(&mut self.trainers), ..Learning::default() };
    }

    /// Begins a training, or has the model at once where the same setup was trained with this learner before.
    pub fn train(&mut self, job: JobId, setup: TrainingSetup, open: &OpenTable, now: f64) -> Option<Learned> {
        (self.training, self.fitting) = (None, None);
        let prepared = match self.prepare(&setup, open) {
            Ok(prepared) => prepared,
            Err(error) => return Some(Learned::Trained(job, Err(error))),
        };
        if let Some(candidate) = self.models.as_ref().and_then(|models| models.candidates.get(&setup.learner)) {
            return Some(Learned::Trained(job, Scored::new(setup, prepared, Arc::clone(candidate)).map(Box::new)));
        }
        if setup.learner == Learner::Forest {
            self.training = Some(Training::new(job, setup, prepared, now));
        } else {
            let fits = fold_fits(setup.learner);
            self.fitting = Some(Fitting::new(job, Purpose::Train, setup, prepared, fits, now));
        }
        None
    }

    /// Begins a study.
    pub fn study(&mut self, job: JobId, study: Study, setup: TrainingSetup, open: &OpenTable, now: f64) -> Option<Learned> {
        self.fitting = None;
        let begun =
            self.prepare_study(study, &setup, open).and_then(|prepared| Ok((study_fits(study, &setup, &prepared, open)?, prepared)));
        match begun {
            Ok((fits, prepared)) => {
                self.fitting = Some(Fitting::new(job, Purpose::Study(study), setup, prepared, fits, now));
                None
            }
            Err(error) => Some(Learned::Studied(job, Err(error))),
        }
    }

    /// With a column that the setup leaves out, where the study is about one: the models of the setup stay.
    fn prepare_study(&mut self, study: Study, setup: &TrainingSetup, open: &OpenTable) -> Result<Arc<Prepared>, JobError> {
        let studied = studied_setup(study, setup, open)?;
        if studied == *setup { self.prepare(setup, open) } else { Ok(Arc::new(prepare(&open.reading.table, &open.schema, &studied)?)) }
    }

    fn prepare(&mut self, setup: &TrainingSetup, open: &OpenTable) -> Result<Arc<Prepared>, JobError> {
        let key = key_of(setup);
        if let Some(models) = self.models.as_ref().filter(|models| models.key == key) {
            return Ok(Arc::clone(&models.prepared));
        }
        let prepared = Arc::new(prepare(&open.reading.table, &open.schema, setup)?);
        self.models = Some(Models { key, prepared: Arc::clone(&prepared), candidates: Keyed::default() });
        Ok(prepared)
    }

    /// Ends a training and keeps the trees so far.
    pub fn stop(&mut self, job: JobId, now: f64) -> Option<Learned> {
        self.training.as_ref().is_some_and(|training| training.job == job).then(|| self.finish_training(now))?
    }

    /// Gives a job up.
    pub fn cancel(&mut self, job: JobId) {
        self.training.take_if(|training| training.job == job);
        self.fitting.take_if(|fitting| fitting.job == job);
    }

    /// A trainer has started.
    pub fn add_trainer(&mut self, trainer: u32) {
        self.lose_trainer(trainer);
        self.trainers.insert(trainer, None);
    }

    /// A trainer is gone: what it had is to be done again.
    pub fn lose_trainer(&mut self, trainer: u32) {
        if self.trainers.remove(&trainer).is_some() {
            if let Some(training) = &mut self.training {
                training.work.lose(trainer);
            }
            if let Some(fitting) = &mut self.fitting {
                fitting.work.lose(trainer);
            }
        }
    }

    /// What is to be told to trainers that have nothing to do.
    pub fn assign(&mut self) -> Vec<(u32, TrainerRequest)> {
        let mut requests = Vec::new();
        let n_trainers = self.trainers.len() as u32;
        for (trainer, has_rows_of) in self.trainers.iter_mut() {
            let (job, prepared, range) = match (&mut self.training, &mut self.fitting) {
                (Some(training), _) => (training.job, &training.prepared, training.work.assign(trainer, n_trainers)),
                (None, Some(fitting)) => (fitting.job, &fitting.prepared, fitting.work.assign(trainer, n_trainers)),
                (None, None) => return requests,
            };
            let Some(range) = range else { continue };
            if *has_rows_of != Some(job) {
                *has_rows_of = Some(job);
                let training = Box::new(prepared.training.clone());
                requests.push((trainer, TrainerRequest::Load { job, training, params: prepared.params.clone() }));
            }
            match &self.fitting {
                Some(fitting) if self.training.is_none() => requests.extend(range.map(|number| {
                    let fit = fitting.fits[number as usize].clone();
                    (trainer, TrainerRequest::Fit { job, number, fit })
                })),
                _ => requests.push((trainer, TrainerRequest::Grow { job, first: range.start, n_trees: range.end - range.start })),
            }
        }
        requests
    }

    /// Takes in what a trainer says; what is not of a job on its way changes nothing.
    pub fn take(&mut self, trainer: u32, reply: TrainerReply, now: f64) -> Option<Learned> {
        match reply {
            TrainerReply::Tree { job, number, tree } => {
                let training = self.training.as_mut().filter(|training| training.job == job)?;
                training.take(trainer, number, tree);
                if training.work.is_complete() {
                    return self.finish_training(now);
                }
                (now >= training.next_report).then(|| {
                    training.next_report = now + PROGRESS_MILLISECONDS;
                    Learned::Progress(job, training.progress(now))
                })
            }
            TrainerReply::Fitted { job, number, result } => {
                let fitting = self.fitting.as_mut().filter(|fitting| fitting.job == job)?;
                fitting.work.receive(trainer, number, *result);
                if fitting.work.is_complete() {
                    return self.finish_fitting();
                }
                (now >= fitting.next_report).then(|| {
                    fitting.next_report = now + PROGRESS_MILLISECONDS;
                    Learned::Progress(job, fitting.progress(now))
                })
            }
        }
    }

    fn finish_training(&mut self, now: f64) -> Option<Learned> {
        let training = self.training.take()?;
        let (job, setup, prepared) = (training.job, training.setup.clone(), Arc::clone(&training.prepared));
        let candidate = Arc::new(training.finish(now));
        self.keep(Learner::Forest, &candidate);
        Some(Learned::Trained(job, Scored::new(setup, prepared, candidate).map(Box::new)))
    }

    /// Keeps a model to be switched to; one that was stopped is trained again when it is wanted again.
    fn keep(&mut self, learner: Learner, candidate: &Arc<Candidate>) {
        if let Some(models) = self.models.as_mut().filter(|_| candidate.is_whole) {
            models.candidates.insert(learner, Arc::clone(candidate));
        }
    }

    fn finish_fitting(&mut self) -> Option<Learned> {
        let fitting = self.fitting.take()?;
        let (job, purpose) = (fitting.job, fitting.purpose);
        let (results, prepared, setup) = fitting.finish();
        Some(match purpose {
            Purpose::Train => {
                let candidate = cross_fitted_candidate(setup.learner, &results, &prepared).map(Arc::new);
                if let Ok(candidate) = &candidate {
                    self.keep(setup.learner, candidate);
                }
                Learned::Trained(job, candidate.and_then(|candidate| Scored::new(setup, prepared, candidate)).map(Box::new))
            }
            Purpose::Study(study) => {
                if study == Study::Compare {
                    for learner in Learner::MODELS.into_iter().filter(|learner| *learner != Learner::Forest) {
                        if let Ok(candidate) = cross_fitted_candidate(learner, &results, &prepared) {
                            self.keep(learner, &Arc::new(candidate));
                        }
                    }
                }
                let fitted = self.models.iter().flat_map(|models| models.candidates.iter().map(|(learner, _)| learner)).collect();
                let forest = self.models.as_ref().and_then(|models| models.candidates.get(&Learner::Forest));
                let sheet = study_report(study, &setup, &results, &prepared, forest.map(Arc::as_ref));
                Learned::Studied(job, sheet.map(|sheet| Box::new(StudyReport { study, setup, sheet, fitted })))
            }
        })
    }
}
