use std::sync::Arc;

use super::Session;
use crate::evaluation::CalibrationMethod;
use crate::jobs::protocol::{JobId, Progress, Request, Study, StudyReport};
use crate::model::Learner;
use crate::session::stage::{SessionError, Stage};

/// What was found out about the setup, a place for each kind of study, and which one is on its way.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Studies {
    stages: [Stage<Arc<StudyReport>>; Study::N_KINDS],
    current: Option<(Study, JobId)>,
}

impl Session {
    /// What a study found.
    pub fn study(&self, study: Study) -> &Stage<Arc<StudyReport>> {
        &self.studies.stages[study.kind_idx()]
    }

    /// Whether one is on its way: trainers do one thing at a time.
    pub fn is_studying(&self) -> bool {
        self.studies.current.is_some()
    }

    /// Begins a study of the setup as it is; does nothing where a training runs or the setup has a problem.
    pub fn start_study(&mut self, study: Study) {
        let Some(Ok(setup)) = self.setup.as_ref().map(|setup| setup.training()) else { return };
        if self.model.is_running() || self.is_table_lost {
            return;
        }
        self.workers.note_person_acted();
        self.cancel_study();
        self.wake_engine();
        self.ready_trainers();
        let job = self.next_job();
        self.studies.current = Some((study, job));
        self.studies.stages[study.kind_idx()].start();
        self.send(Request::Study { job, study, setup });
    }

    /// Gives the study on its way up; what it found before stays.
    pub fn cancel_study(&mut self) {
        if let Some((study, job)) = self.studies.current.take() {
            self.send(Request::Cancel { job });
            self.studies.stages[study.kind_idx()].revert();
            self.start_trainers();
        }
    }

    /// Switches to another learner: at once, where a comparison has fitted it, or by a training.
    pub fn use_learner(&mut self, learner: Learner) {
        self.edit_setup(|setup| setup.learner = learner);
        self.train();
    }

    /// Has scores become probabilities in another way.
    pub fn use_calibration(&mut self, calibration: CalibrationMethod) {
        self.edit_setup(|setup| setup.calibration = calibration);
        self.train();
    }

    pub(super) fn studies_current(&self) -> Option<(Study, JobId)> {
        self.studies.current
    }

    pub(super) fn report_study(&mut self, job: JobId, progress: Progress) {
        if let Some((study, _)) = self.studies.current.filter(|(_, current)| *current == job) {
            self.studies.stages[study.kind_idx()].report(progress);
        }
    }

    pub(super) fn take_study(&mut self, job: JobId, report: StudyReport) {
        if self.studies.current.take_if(|(_, current)| *current == job).is_some() {
            let study = report.study.kind_idx();
            self.studies.stages[study] = Stage::Ready(Arc::new(report));
        }
    }

    /// Whether the job was a study's.
    pub(super) fn fail_study(&mut self, job: JobId, error: &SessionError) -> bool {
        let Some((study, _)) = self.studies.current.take_if(|(_, current)| *current == job) else { return false };
        self.studies.stages[study.kind_idx()].fail(error.clone());
        true
    }

    /// What was on its way will not come.
    pub(super) fn lose_study(&mut self) {
        if let Some((study, _)) = self.studies.current.take() {
            self.studies.stages[study.kind_idx()].revert();
        }
    }
}
