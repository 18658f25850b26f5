//! Plans to files to take away.
