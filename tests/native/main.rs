//! The native tests: a file for each stage, in the order of the data.

mod encoder;
mod evaluation;
mod forest;
mod leakage;
mod properties;
mod read;
mod sample;
mod schema;
mod strategy;
mod support;
