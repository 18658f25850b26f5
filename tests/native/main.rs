//! The native tests: a file for each stage, in the order of the data.

mod architecture;
mod data_engine;
mod encoder;
mod evaluation;
mod export;
mod forest;
mod harness;
mod leakage;
mod properties;
mod protocol;
mod read;
mod sample;
mod schema;
mod strategy;
mod support;
