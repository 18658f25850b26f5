//! Probabilities and outcomes to honest figures.
