//! What the page remembers: the result of each step, as summaries, and which jobs are on their way. A pure state
//! machine without a browser; commands come out, replies go in.

mod choices;
mod command;
#[cfg(feature = "page")]
pub mod derived;
#[cfg(feature = "page")]
mod late;
mod listing;
mod requests_seen;
mod setup;
mod stage;
mod state;
#[cfg(feature = "page")]
pub mod store;
pub mod work_log;
pub mod work_log_text;
mod worker_pool;

pub use command::{Command, FetchId, FileKey};
pub use listing::Listing;
pub use requests_seen::RequestsSeen;
pub use setup::{Setup, SetupProblem};
pub use stage::{SessionError, Stage};
pub use state::{
    Addressees, Asking, Counsel, Desk, KeyCheck, LongQuestion, MOST_RULES_BYTES, Mailing, Obstacle, Pace, Rules, SentKind, SentRequest,
    Session, Talk, TalkScope, WhatIf, WordingRun,
};
