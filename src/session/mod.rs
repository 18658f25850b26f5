//! What the page remembers.
