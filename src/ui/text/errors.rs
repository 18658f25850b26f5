use crate::quantity::Currency;
use crate::quantity::format::count_text;
use crate::session::{SessionError, SetupProblem};
use crate::sheets::{Sentence, sentence};

fn n(count: u64) -> String {
    count_text(count, Currency::Unstated)
}

/// More than one file was given; the first, of this name, is opened.
pub fn several_files(n_files: usize, name: &str) -> Sentence {
    sentence(
        format!("{} files were given; {name} is the one that is opened.", n(n_files as u64)),
        "The app works on one file at a time: give it the others one by one.",
    )
}

/// A folder was given.
pub fn folder_given() -> Sentence {
    sentence("A folder cannot be opened, only a file.", "Open the folder and drop the CSV that is in it.")
}

/// Why a step failed.
pub fn session_error(error: &SessionError) -> Sentence {
    match error {
        SessionError::Job { words, .. } => words.clone(),
        SessionError::EngineCrashed(words) => sentence(
            format!("The data engine broke down several times ({words})."),
            "Your file is untouched. Reload the page; with a very large file, close other tabs first.",
        ),
        SessionError::TrainersCrashed(words) => sentence(
            format!("Training broke down several times ({words})."),
            "Table and settings are still here. Try fewer trees, or close other tabs.",
        ),
        SessionError::NotSaved(words) => {
            sentence(format!("The browser did not save the file ({words})."), "Allow downloads for this page and export again.")
        }
        SessionError::Overtaken => {
            sentence("Another model came while the file was written, so it was not saved.", "Export it again: it has the new scores then.")
        }
        SessionError::EngineSilent => sentence(
            "The data engine has not started within 10 seconds.",
            "Reload the page. An extension or a policy of your organization may forbid web workers or WebAssembly.",
        ),
    }
}

/// Why training cannot begin.
pub fn setup_problem(problem: &SetupProblem) -> Sentence {
    match problem {
        SetupProblem::NoOutcome => {
            sentence("Which column says how each loan ended?", "Choose it, and tick the values that mean “not repaid”.")
        }
        SetupProblem::Outcome(words) => words.clone(),
        SetupProblem::NoFeatures => sentence("No column is left to learn from.", "Give at least one column the role “feature”."),
        SetupProblem::Params(_) => sentence("A setting is outside its range.", "Open Settings and choose another value."),
    }
}
