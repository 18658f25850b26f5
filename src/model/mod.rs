//! Numbers to a risk model.
