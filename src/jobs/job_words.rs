//! Why a job could not be done, as a person reads it.

use super::job_error::JobError;
use crate::data::read::ReadError;
use crate::features::EncodeError;
use crate::quantity::Currency;
use crate::quantity::format::{bytes_text, count_text};
use crate::sheets::{Sentence, outcome_error, params_error, read_error, sentence};

impl JobError {
    /// What happened, and what to do.
    pub fn words(&self) -> Sentence {
        match self {
            JobError::Read(error) => read_error(error),
            JobError::FileGone(words) if words == "modified" => {
                sentence("The file has changed on the disk since it was opened.", "Open it again, so that the scores fit the rows.")
            }
            JobError::FileGone(words) => sentence(
                format!("The file can no longer be read ({words})."),
                "Check that it is still there and not open elsewhere, then open it again.",
            ),
            JobError::Outcome(error) => outcome_error(error),
            JobError::Params(error) => params_error(error),
            JobError::Encode(EncodeError::UnknownColumn(name)) => {
                sentence(format!("There is no column “{name}”."), "Open the file again and check the columns.")
            }
            JobError::Encode(EncodeError::TextColumn(name)) => {
                sentence(format!("“{name}” is free text, which the model cannot learn from."), "Set its role to “left out”.")
            }
            JobError::TrainingSet(_) => {
                sentence("No column is left to learn from, or the table is too large.", "Give at least one column the role “feature”.")
            }
            JobError::Encode(EncodeError::NotAValue { column, text }) => {
                sentence(format!("“{text}” is no value of {column}."), "Type a number, or choose one of the column's values.")
            }
            JobError::Fit(error) => sentence(
                format!("The model could not be fitted ({error})."),
                "Choose another model, or give fewer columns the role “feature”, and train again.",
            ),
            JobError::FileTooLarge { n_bytes, limit } => sentence(
                format!("This file has {}; up to {} are read.", bytes_text(*n_bytes), bytes_text(*limit)),
                "Split it, by branch or by month, or leave columns out, and open one part.",
            ),
            JobError::NoDates => sentence(
                "No column says when a loan was made, so there are no newest loans.",
                "A column of dates is enough; it may be left out of the model.",
            ),
            JobError::StoppedTooEarly => sentence(
                "The training ended before enough trees had grown to judge anyone by trees that had not seen them.",
                "Train again and let it grow a few more trees.",
            ),
            JobError::NoTable => sentence("No file is open.", "Open a file first."),
            JobError::NoModel => sentence("No model is trained yet.", "Train a model first."),
            JobError::UnknownRow(row) => sentence(
                format!("There is no row {}.", count_text(row.saturating_add(1), Currency::Unstated)),
                "Go back to the list of borrowers.",
            ),
            JobError::BeyondRows { row, n_rows } => {
                let count = |n: u64| count_text(n, Currency::Unstated);
                sentence(
                    format!("There is no row {}: this file has the rows 1 to {}.", count(row.saturating_add(1)), count(*n_rows)),
                    "Go back to the list of borrowers.",
                )
            }
            JobError::UnknownBorrower(name) => {
                sentence(format!("Nobody in this file is called “{name}”."), "Go back to the list of borrowers and search it.")
            }
            JobError::UnknownColumn(name) => {
                sentence(format!("There is no column “{name}”."), "Open the file again and check the columns.")
            }
            JobError::Garbled => {
                sentence("Page and engine do not understand each other: they are of different versions.", "Reload the page.")
            }
        }
    }

    /// Whether it is a file that may be a table if it is read in another way.
    pub fn may_be_read_otherwise(&self) -> bool {
        matches!(self, JobError::Read(error) if !matches!(error, ReadError::NotText { .. } | ReadError::Empty | ReadError::TooLarge { .. }))
    }
}
