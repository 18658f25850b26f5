//! What a person settled about a file, to be used again for the next one with the same columns. Comes in: a file's
//! setup. Goes out: the same choices, where they fit another file. Holds no row of any file.

use super::setup::Setup;
use crate::data::read::ReadOptions;
use crate::jobs::protocol::FileSummary;

/// The choices made for files of certain columns.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Choices {
    /// The file that they were made for.
    pub file_name: String,
    /// How it was read.
    pub options: ReadOptions,
    /// What was settled about it.
    pub setup: Setup,
    /// Names its columns.
    fingerprint: u64,
}

impl Choices {
    /// What is settled about this file, which was read with these options.
    pub fn of(file: &FileSummary, options: ReadOptions, setup: Setup) -> Choices {
        Choices { file_name: file.name.clone(), options, setup, fingerprint: file.fingerprint }
    }

    /// Whether they are meant for files of these columns, in whatever order.
    pub fn fit(&self, file: &FileSummary) -> bool {
        self.fingerprint == file.fingerprint
    }
}
