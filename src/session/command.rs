use crate::advisor::gemini::{ApiKey, HttpRequest};
use crate::jobs::protocol::Request;

/// Names a file that the page holds open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileKey(pub u64);

/// Names a request to Gemini.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FetchId(pub u64);

/// What the session wants done outside it, in order.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Start the data engine; ends the one before.
    StartEngine,
    /// Start a trainer and give the data engine its port; ends the one before with this number.
    StartTrainer(u32),
    /// End a trainer.
    EndTrainer(u32),
    /// Tell the data engine, with this file beside the message.
    Send(Request, Option<FileKey>),
    /// Hand the person a file: name and pieces.
    Save(String, Vec<Vec<u8>>),
    /// Tell what this machine has kept of the work on files with these columns, if anything.
    RecallWork {
        /// Names the columns.
        fingerprint: u64,
    },
    /// Keep the work on files with these columns on this machine.
    RememberWork {
        /// Names the columns.
        fingerprint: u64,
        /// What to keep.
        text: String,
    },
    /// Keep nothing any more of the work on files with these columns.
    ForgetWork {
        /// Names the columns.
        fingerprint: u64,
    },
    /// Send this to Gemini with the person's key.
    Fetch {
        /// Names it in its news.
        fetch: FetchId,
        /// What to send.
        request: HttpRequest,
        /// The key, for its header.
        key: ApiKey,
    },
    /// End a request to Gemini; no news of it any more.
    AbortFetch(FetchId),
    /// Say when a request to Gemini has had its time, however it stands with it.
    WakeFetch {
        /// Which request.
        fetch: FetchId,
        /// Its time, in milliseconds from now.
        after_ms: u64,
    },
    /// Wake the question of this number at this time.
    WakeGemini {
        /// Which question.
        n_asked: u64,
        /// Milliseconds of the page's clock.
        at_ms: u64,
    },
    /// Keep this key in the browser for this tab, or none.
    KeepKey(Option<ApiKey>),
}
