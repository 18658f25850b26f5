/// Which workers are wanted, and how often they crashed.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct WorkerPool {
    pub(super) n_trainers: u32,
    pub(super) is_engine_ready: bool,
    /// Crashes of the engine since it last finished a job.
    engine_crashes: u32,
    /// Crashes of trainers since a training last began.
    trainer_crashes: u32,
}

/// How many crashes in a row are mended before the person is told.
const MOST_CRASHES: u32 = 3;

impl WorkerPool {
    pub(super) fn new(n_trainers: u32) -> WorkerPool {
        WorkerPool { n_trainers: n_trainers.max(1), is_engine_ready: false, engine_crashes: 0, trainer_crashes: 0 }
    }

    /// Notes a crash of the engine; whether it is worth starting again.
    pub(super) fn note_engine_crash(&mut self) -> bool {
        self.is_engine_ready = false;
        self.engine_crashes += 1;
        self.engine_crashes <= MOST_CRASHES
    }

    /// Notes a crash of a trainer; whether it is worth starting again.
    pub(super) fn note_trainer_crash(&mut self) -> bool {
        self.trainer_crashes += 1;
        self.trainer_crashes <= MOST_CRASHES
    }

    pub(super) fn note_training_begun(&mut self) {
        self.trainer_crashes = 0;
    }

    pub(super) fn note_job_done(&mut self) {
        self.engine_crashes = 0;
    }
}
