//! Scores and cut-offs to a recovery plan.
