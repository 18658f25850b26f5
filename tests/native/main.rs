//! The native tests: a file for each stage, in the order of the data.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod leakage;
mod properties;
mod read;
mod records;
mod sample;
mod schema;
mod support;
