//! Columns to the numbers that a model learns from.
