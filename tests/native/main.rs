//! All tests that need no browser, as one program: one file a stage of the pipeline.

mod leakage;
mod properties;
mod read;
mod records;
mod schema;
mod support;
