//! Probabilities and outcomes to honest figures.

pub mod leakage;
