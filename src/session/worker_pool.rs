/// Which workers are wanted, and how often they crashed.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct WorkerPool {
    pub(super) n_trainers: u32,
    pub(super) is_engine_ready: bool,
    /// Trainers that have crashed and were not started again.
    pub(super) trainers_down: Vec<u32>,
    /// The engine has crashed and was not started again.
    is_engine_given_up: bool,
    /// Crashes of the engine since the person last opened or trained something. What it does by itself after a crash
    /// must not count as success: a table that opens and whose training crashes would go round forever.
    engine_crashes: u32,
    /// Crashes of trainers since a training last began.
    trainer_crashes: u32,
}

/// How many crashes in a row are mended before the person is told.
const MOST_CRASHES: u32 = 3;

impl WorkerPool {
    pub(super) fn new(n_trainers: u32) -> WorkerPool {
        WorkerPool {
            n_trainers: n_trainers.max(1),
            is_engine_ready: false,
            trainers_down: Vec::new(),
            is_engine_given_up: false,
            engine_crashes: 0,
            trainer_crashes: 0,
        }
    }

    /// Notes a crash of the engine; whether it is worth starting again.
    pub(super) fn note_engine_crash(&mut self) -> bool {
        self.is_engine_ready = false;
        self.engine_crashes += 1;
        self.is_engine_given_up = self.engine_crashes > MOST_CRASHES;
        !self.is_engine_given_up
    }

    pub(super) fn is_engine_given_up(&self) -> bool {
        self.is_engine_given_up
    }

    /// Whether the engine was given up; from now on it is not.
    pub(super) fn take_given_up(&mut self) -> bool {
        std::mem::take(&mut self.is_engine_given_up)
    }

    /// Notes a crash of a trainer; whether it is worth starting again.
    pub(super) fn note_trainer_crash(&mut self, trainer: u32) -> bool {
        self.trainer_crashes += 1;
        let is_worth_it = self.trainer_crashes <= MOST_CRASHES;
        if !is_worth_it && !self.trainers_down.contains(&trainer) {
            self.trainers_down.push(trainer);
        }
        is_worth_it
    }

    /// Returns the trainers that are to be tried again.
    pub(super) fn note_training_begun(&mut self) -> Vec<u32> {
        self.trainer_crashes = 0;
        std::mem::take(&mut self.trainers_down)
    }

    pub(super) fn note_person_acted(&mut self) {
        self.engine_crashes = 0;
    }
}
