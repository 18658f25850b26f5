//! Whether and when a failed request is made again: at most three attempts within half a minute, spread at random so that many
//! pages do not come back at once (full jitter, as AWS describes it), and only while nothing of the answer has been shown.

use super::endpoint::ApiVersion;
use super::error::{GeminiError, NextStep};

/// How often one question is asked at most.
pub const MOST_ATTEMPTS: u32 = 3;

/// How long after the first attempt the last one may begin, in milliseconds.
pub const MOST_RETRY_MS: u64 = 30_000;

/// The ceiling of the first wait; each further one is twice as high.
const FIRST_WAIT_MS: u64 = 1_000;

/// The attempts at one question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retries {
    started_ms: u64,
    n_attempts: u32,
}

impl Retries {
    /// The first attempt is made now.
    pub fn new(now_ms: u64) -> Retries {
        Retries { started_ms: now_ms, n_attempts: 1 }
    }

    /// How many attempts were made.
    pub fn n_attempts(&self) -> u32 {
        self.n_attempts
    }

    /// When the next attempt is made, on the same clock, if one is: it is then counted. `random` is uniform in [0, 1).
    pub fn after_error(&mut self, error: &GeminiError, now_ms: u64, random: f64) -> Option<u64> {
        // Which version was asked makes no difference to waiting.
        match error.next_step(ApiVersion::V1Beta) {
            NextStep::WaitAndRetry { wait_ms } => self.after(wait_ms, now_ms, random),
            _ => None,
        }
    }

    /// As for an error, with this least wait.
    pub fn after(&mut self, least_wait_ms: u64, now_ms: u64, random: f64) -> Option<u64> {
        let ceiling = FIRST_WAIT_MS << (self.n_attempts - 1).min(10);
        let wait_ms = least_wait_ms.max((ceiling as f64 * random.clamp(0.0, 1.0)) as u64);
        let next_ms = now_ms.saturating_add(wait_ms);
        if self.n_attempts >= MOST_ATTEMPTS || next_ms.saturating_sub(self.started_ms) > MOST_RETRY_MS {
            return None;
        }
        self.n_attempts += 1;
        Some(next_ms)
    }
}
