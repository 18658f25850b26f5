//! What gives the outcome away is found, and nothing else.
