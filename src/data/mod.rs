//! Bytes to typed columns: reads a file, guesses what each column is, and makes the synthetic sample.
//! Knows nothing of models or strategies.
//!
//! ```text
//! bytes ─▶ encoding ─▶ records ─▶ rows ─▶ row_sink ─▶ column_builder ─▶ survey ─▶ typing ─▶ typed_column ─▶ table
//!                  └── plain_rows ──┘         dictionary, plain_number     column_passes      read holds these together
//! sniff finds out the dialect in the first bytes
//! table ─▶ statistics ─▶ roles ─▶ meaning ─▶ outcome_guess ─▶ outcome               schema holds these together
//! table, schema ─▶ loan_columns ─▶ loan_facts
//! ```

pub(crate) use smart_loan_recovery_kernels::data::{byte_block, column_passes, dictionary, plain_number, plain_rows};

mod aliases;
pub mod borrower_key;
mod century;
mod column_builder;
pub mod column_format;
pub mod date;
pub mod dialect;
pub mod encoding;
mod field_scanner;
pub mod file_type;
pub mod formula_guard;
mod header;
pub mod issue;
pub mod kept_rows;
pub mod loan_columns;
mod loan_end;
pub mod loan_facts;
mod loan_words;
pub mod meaning;
mod meaning_content;
mod meaning_guess;
mod meaning_names;
pub mod missing;
mod month_names;
pub mod number;
mod number_cell;
mod number_storage;
mod number_tally;
mod number_unit;
pub mod outcome;
pub mod outcome_guess;
mod outcome_words;
pub mod phrase;
pub mod quality;
mod quality_checks;
mod quality_outliers;
mod quality_outcome;
pub mod question;
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
mod sniff_header;
pub mod sentinel;
mod serial_date;
mod statistics;
mod survey;
pub mod table;
mod typed_column;
mod typing;
mod wrapped_rows;
