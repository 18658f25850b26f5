//! Plans to files to take away. Knows neither the browser nor where the bytes go.

mod formula_guard;
mod scored_csv;

pub use scored_csv::{ADDED_COLUMNS, ExportError, ExportTotals, ScoredCsv};
