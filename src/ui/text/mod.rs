//! Every error and label as words: what happened, and what to do.

mod errors;
mod words;
mod work;

pub use errors::{folder_given, session_error, setup_problem, several_files};
pub use words::{condition_text, kind_icon, kind_word, left_out_text, role_word, steps_counted, strategy_in_sentence, treatment_of};
pub use work::{collected_text, contact_effect, read_amount, work_keeping};
