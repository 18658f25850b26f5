//! The native tests: a file for each stage.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]
#![allow(clippy::disallowed_methods, reason = "tests run natively and compare within tolerances")]

mod architecture;
mod data_engine;
mod encoder;
mod evaluation;
mod export;
mod forest;
mod forest_rows;
mod forest_rules;
mod harness;
mod leakage;
mod page;
mod pipeline;
mod properties;
mod protocol;
mod read;
mod records;
mod sample;
mod schema;
mod session;
mod strategy;
mod support;
