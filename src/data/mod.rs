//! Bytes to typed columns: reads a file, guesses what each column is, and makes the synthetic sample.
//! Knows nothing of models or strategies.
//!
//! ```text
//! bytes ─▶ dialect ─▶ records ─▶ row_sink ─▶ column_builder ─▶ survey ─▶ typing ─▶ typed_column ─▶ table     read holds them together
//! table ─▶ statistics ─▶ roles ─▶ outcome_guess ─▶ outcome                       schema holds them together
//! ```

mod aliases;
pub mod borrower_key;
mod column_builder;
pub mod column_format;
pub mod date;
pub mod dialect;
mod dictionary;
pub mod file_type;
pub mod formula_guard;
mod header;
pub mod issue;
pub mod kept_rows;
pub mod missing;
pub mod number;
mod number_cell;
mod number_storage;
mod number_unit;
pub mod outcome;
pub mod outcome_guess;
pub mod phrase;
pub mod question;
pub mod read;
mod read_error;
pub mod records;
pub mod retype;
mod roles;
mod row_sink;
pub mod sample;
pub mod schema;
pub mod sentinel;
mod serial_date;
mod spaced_fields;
mod statistics;
mod survey;
pub mod table;
mod typed_column;
mod typing;
