use serde::{Deserialize, Serialize};

use super::mailing::MailingQuestion;
use crate::strategy::CutOffs;

/// A file to take away.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ExportOrder {
    /// The original with scores behind it.
    Scored {
        /// Where the bands end.
        cut_offs: CutOffs,
        /// Which day it is, in days since 1970-01-01: the file says it.
        day: Option<i32>,
        /// Who signs the plan off; empty where nobody does.
        signed_by: String,
        /// What was done about borrowers, by identifier in ascending order; of none, the file says nothing about it.
        work: Vec<WorkRow>,
        /// Messages behind it all; without one, the file says nothing about them.
        messages: Option<Box<MailingQuestion>>,
    },
    /// The rows of which something was not read as it stands.
    RejectedRows,
    /// Messages, one a line.
    Messages(Box<MailingQuestion>),
}

impl ExportOrder {
    /// The messages that it wants.
    pub fn messages(&self) -> Option<&MailingQuestion> {
        match self {
            ExportOrder::Scored { messages, .. } => messages.as_deref(),
            ExportOrder::Messages(question) => Some(question),
            ExportOrder::RejectedRows => None,
        }
    }
}

/// What was done about the borrower of an identifier, as an export writes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkRow {
    /// As lists have it.
    pub identifier: String,
    /// Whether nothing is left to do.
    pub is_done: bool,
    /// What came of the contact, in words; empty where there was none.
    pub outcome: String,
    /// What was noted.
    pub note: String,
}
