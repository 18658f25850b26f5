//! Everything that needs no browser, in one binary.

mod sample;
