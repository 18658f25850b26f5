//! The native tests: a file for each stage.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]
#![allow(clippy::disallowed_methods, reason = "tests run natively and compare within tolerances")]

mod architecture;
mod baselines;
mod boosting;
mod conformance;
mod conformance_papaparse;
mod data_engine;
mod decision_tree;
mod derived;
mod dialects;
mod encoder;
mod encodings;
mod evaluation;
mod evaluation_calibration;
mod evaluation_charts;
mod evaluation_figures;
mod evaluation_peers;
mod evaluation_permutation;
mod explaining;
mod explanation;
mod exploration;
mod exploration_sheets;
mod export;
mod forest;
mod forest_rows;
mod forest_rules;
mod harness;
mod leakage;
mod linear;
mod look_alikes;
mod mapping;
mod odd_files;
mod page;
mod pipeline;
mod properties;
mod protocol;
mod quality;
mod read;
mod real_files;
mod records;
mod rejected_rows;
mod sample;
mod size_bombs;
mod schema;
mod session;
mod sheets;
mod session_reading;
mod session_studies;
mod strategy;
mod support;
mod tree_shap;
mod typing;
mod typing_dates;
mod typing_files;
