//! Every error and label as words: what happened, and what to do.

mod errors;
mod words;

pub use errors::{Sentence, folder_given, issue_text, session_error, setup_problem, several_files};
pub use words::{
    condition_text, delimiter_word, kind_icon, kind_word, leak_note, leaks_text, left_out_text, list_words, role_word,
    strategy_in_sentence, treatment_of,
};
