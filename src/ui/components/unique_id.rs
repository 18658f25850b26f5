//! Ids for elements that point at one another, such as a field and its label.
//!
//! In: a word for what it is. Out: an id that no other element of the page has.

use std::sync::atomic::{AtomicUsize, Ordering};

static N_GIVEN: AtomicUsize = AtomicUsize::new(0);

/// An id that starts with `what` and was never given before.
pub fn unique_id(what: &str) -> String {
    format!("{what}-{}", N_GIVEN.fetch_add(1, Ordering::Relaxed))
}
