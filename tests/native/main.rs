//! The native tests: a file for each stage, in the order of the data.

mod leakage;
mod properties;
mod read;
mod sample;
mod schema;
mod support;
