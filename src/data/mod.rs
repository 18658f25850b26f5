//! Bytes to typed columns: reads a file, guesses what each column is, and makes the synthetic sample.
//! Knows nothing of models or strategies.
//!
//! ```text
//! bytes ─▶ encoding ─▶ records ─▶ rows ─▶ row_sink ─▶ column_builder ─▶ typing ─▶ table     read holds them together
//! sniff finds out the dialect in the first bytes
//! table ─▶ statistics ─▶ roles ─▶ meaning ─▶ outcome_guess ─▶ outcome               schema holds them together
//! ```

mod aliases;
pub mod borrower_key;
mod column_builder;
pub mod date;
pub mod dialect;
mod dictionary;
pub mod encoding;
mod field_scanner;
pub mod file_type;
pub mod formula_guard;
mod header;
pub mod issue;
pub mod kept_rows;
pub mod meaning;
mod meaning_content;
mod meaning_guess;
mod meaning_names;
pub mod missing;
pub mod number;
pub mod outcome;
pub mod outcome_guess;
mod outcome_words;
pub mod phrase;
pub mod quality;
mod quality_checks;
mod quality_outcome;
pub mod read;
mod read_error;
mod record;
pub mod records;
mod roles;
mod row_sink;
pub mod rows;
pub mod sample;
pub mod schema;
mod sniff;
mod sniff_decimal;
mod sniff_header;
mod statistics;
pub mod table;
mod typing;
mod wrapped_rows;
