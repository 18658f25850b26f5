use crate::jobs::protocol::Request;

/// Names a file that the page holds open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileKey(pub u64);

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
}
