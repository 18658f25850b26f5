use thiserror::Error;

use crate::jobs::protocol::{JobError, Progress};
use crate::sheets::Sentence;

/// How far a step is. While it runs anew, and when it fails, what was there before stays.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Stage<T> {
    /// Nothing yet.
    #[default]
    Empty,
    /// On its way.
    Running {
        /// How far, once something is known.
        progress: Option<Progress>,
        /// What was there before.
        before: Option<T>,
    },
    /// Done.
    Ready(T),
    /// It could not be done.
    Failed {
        /// Why.
        error: SessionError,
        /// What was there before.
        before: Option<T>,
    },
}

/// Why a step failed, as the page sees it.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum SessionError {
    /// The data engine said so.
    #[error("{}", words.what)]
    Job {
        /// Why, where it is known.
        error: JobError,
        /// The same for people.
        words: Sentence,
        /// Whether it is a file that may be a table if it is read in another way.
        may_be_read_otherwise: bool,
    },
    /// The data engine crashed again and again.
    #[error("the data engine keeps crashing: {0}")]
    EngineCrashed(String),
    /// Trainers crashed again and again.
    #[error("trainers keep crashing: {0}")]
    TrainersCrashed(String),
    /// The browser did not save a file.
    #[error("not saved: {0}")]
    NotSaved(String),
    /// Another model came while a file was written.
    #[error("another model came while a file was written")]
    Overtaken,
    /// A worker did not start in time.
    #[error("a worker did not start")]
    EngineSilent,
}

impl<T: Clone> Stage<T> {
    /// What there is to show: the result, or the one before while it runs or after it failed.
    pub fn shown(&self) -> Option<&T> {
        match self {
            Stage::Empty => None,
            Stage::Ready(result) => Some(result),
            Stage::Running { before, .. } | Stage::Failed { before, .. } => before.as_ref(),
        }
    }

    /// The result, if it is there and nothing newer is on its way.
    pub fn ready(&self) -> Option<&T> {
        if let Stage::Ready(result) = self { Some(result) } else { None }
    }

    /// Whether it is on its way.
    pub fn is_running(&self) -> bool {
        matches!(self, Stage::Running { .. })
    }

    pub(super) fn start(&mut self) {
        *self = Stage::Running { progress: None, before: self.shown().cloned() };
    }

    pub(super) fn report(&mut self, now: Progress) {
        if let Stage::Running { progress, .. } = self {
            *progress = Some(now);
        }
    }

    pub(super) fn fail(&mut self, error: SessionError) {
        *self = Stage::Failed { error, before: self.shown().cloned() };
    }

    /// Back to what was there before.
    pub(super) fn revert(&mut self) {
        *self = self.shown().cloned().map_or(Stage::Empty, Stage::Ready);
    }
}
